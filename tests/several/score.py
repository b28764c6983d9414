"""How many of the messages that ask for several things are served whole: ``python -m several.score HALF [SHOP …] [--show]``."""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dangol.bootstrap.shop import open_app
from dangol.bootstrap.talk import Talk
from dangol.cli.talks.playing import prepare_shop, trial_settings
from dangol.cli.talks.replies import Screen, seen
from dangol.commerce.cart import actions as carts
from dangol.kit.text import fold
from dangol.runtime.clock import Clock
from dangol.runtime.jobs_at_once import JobsAtOnce
from dangol.runtime.telemetry import configure_logging

HERE = Path(__file__).parent
SHOPS = tuple(sorted(path.stem for path in (HERE / "cases").glob("*.jsonl")))
LANGUAGES = ("en", "ko", "ja")
_NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)  # a Saturday
# That what was wanted besides is kept for when the question is answered.
_KEPT = ("the rest comes right after", "나머지도 바로 이어서", "残りもこのあとすぐ")


@dataclass(frozen=True)
class Case:
    """A message, what was said before it, and what must have come of it."""

    shop: str
    told: Mapping[str, Any]

    @property
    def lang(self) -> str:
        """The language it is written in."""
        return str(self.told["lang"])

    def missing(self, said: str, flows: Sequence[str], cart: Mapping[str, int]) -> Iterator[str]:
        """What of it is not served by a reply that says ``said``, begins ``flows`` and leaves ``cart``."""
        wanted = {str(sku): int(number) for sku, number in self.told["cart"]}
        wishes = self.told.get("wishes", [])
        letters = _letters(said)
        kept = any(_letters(words) in letters for words in _KEPT)
        waits = kept and any("open" in wish for wish in wishes) and cart.items() <= wanted.items()
        if cart != wanted and not waits:
            yield f"cart: {wanted} wanted, {dict(cart)} there"
        for wish in wishes:
            if "told" in wish and not any(_letters(words) in letters for words in wish["told"]):
                yield f"told: {wish['told']}"
            if "open" in wish and _letters(wish["open"]) not in letters and not kept:
                yield f"open: {wish['open']}"
            if "flow" in wish and not {*wish["flow"]} & {*flows}:
                yield f"flow: {wish['flow']}"


@dataclass(frozen=True)
class Played:
    """A case as it went: the reply to its last message, and what is missing."""

    case: Case
    reply: str
    missing: tuple[str, ...]


def cases(shop: str, half: str) -> list[Case]:
    """A shop's cases of one half."""
    lines = (HERE / "cases" / f"{shop}.jsonl").read_text(encoding="utf-8").splitlines()
    return [Case(shop, told) for line in lines if line.strip() and (told := json.loads(line))["half"] == half]


async def play(shop: str, half: str) -> list[Played]:
    """Every case of a shop's half, each by a shopper of its own."""
    wanted = cases(shop, half)
    scratch = Path(tempfile.mkdtemp(prefix="several-"))
    try:
        folder = await prepare_shop(HERE / "shops" / shop, scratch)
        settings = trial_settings(folder, folder / "data", "")
        async with open_app(settings, Clock(_NOW), work=True, jobs=JobsAtOnce) as app:
            await app.indexer.catch_up()
            talk = Talk(app)
            return [await _play(talk, f"shopper-{n}", case) for n, case in enumerate(wanted)]
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


async def _play(talk: Talk, who: str, case: Case) -> Played:
    screen = Screen()
    for words in (*case.told["before"], case.told["text"]):
        screen.see(await talk.say(who, talk.type(words), case.lang))
    conversation = await talk.conversation_of(who)
    assert conversation is not None
    currency = conversation.currency or talk.app.settings.shop.currency_in(conversation.lang)
    async with talk.app.database.snapshot() as reader:
        cart = await carts.view(reader, conversation.contact_id, currency, talk.app.coupons.book, None)
    there: dict[str, int] = {}
    for line in cart.lines:
        sku = line.offer.sku if line.offer else str(line.variant_id)
        there[sku] = there.get(sku, 0) + line.quantity
    shown = seen(screen.replies, None)
    said = "\n".join((shown.text, *shown.shows, *shown.quotes, *shown.buttons, *(r.text or "" for r in screen.replies)))
    begun = [str(command.get("intent")) for message in screen.explained("messages") for command in message["commands"]]
    begun += [*shown.flows, *(str(frame["flow"]) for frame in conversation.state.get("stack") or [])]
    return Played(case, said, tuple(case.missing(said, begun, there)))


def _letters(text: str) -> str:
    return "".join(fold(text).split())


def main() -> None:
    """Play, count, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("half", choices=("read", "counted"))
    parser.add_argument("shops", nargs="*", choices=(*SHOPS, []), default=[])
    parser.add_argument(
        "--show", action="store_true", help="Print the cases that are not served; of the read half only."
    )
    told = parser.parse_args()
    configure_logging("error")
    played = [one for shop in told.shops or SHOPS for one in asyncio.run(play(shop, told.half))]
    for lang in LANGUAGES:
        mine = [one for one in played if one.case.lang == lang]
        sys.stdout.write(f"{lang}: {sum(not one.missing for one in mine)} of {len(mine)}\n")
    for one in played if told.show and told.half == "read" else ():
        if one.missing:
            before = " / ".join((*one.case.told["before"], one.case.told["text"]))
            sys.stdout.write(f"\n{one.case.shop} {one.case.lang}: {before}\n{one.reply}\n- {'; '.join(one.missing)}\n")


if __name__ == "__main__":
    main()
