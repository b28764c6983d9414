"""What went through a web hook and gave a coupon is recorded so that it can be held again; a rehearsal knows what was told then."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant.fitting import FLOW, SECRET, SENTENCES, write_fitting_shop
from dangol.bootstrap.kept_files import keep_live
from dangol.bootstrap.shop import open_app
from dangol.bootstrap.talk import Reply, Talk
from dangol.cli import app, importing
from dangol.cli.talks.hooks import StagedHooks
from dangol.commerce.promotions.actions import _drawn
from dangol.messages.content import Button
from dangol.messages.content import Coupon as CouponBlock
from dangol.runtime.clock import Clock
from dangol.runtime.jobs_at_once import JobsAtOnce
from dangol.runtime.settings import load_settings

BOOK = Button(label="book", command={"command": "start", "intent": "book_fitting"})
COUPONS = '[[coupon]]\ncode = "DANKE"\nname = "Thanks"\npercent = 10\npersonal = true\nvalid_days = 30\n'
ANSWERS = {
    "en": {"booking": {"reference": "Emma Clarke, emma@corp.example"}, "secret": "not asked for"},
    "ko": {"booking": {"reference": "홍길동 010-7777-8888"}, "secret": "not asked for"},
    "ja": {"booking": {"reference": "ichiro@mail.example"}, "secret": "not asked for"},
}
PERSONAL = ("emma@corp.example", "010-7777-8888", "ichiro@mail.example", "not asked for")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop in which somebody booked in each language: refused first, then booked and given a code, which they try."""
    folder = write_fitting_shop(tmp_path_factory.mktemp("recorded") / "shop")
    flow = FLOW.replace("        - say: fitting.booked\n", "        - say: fitting.booked\n        - coupon: DANKE\n")
    flow = flow.replace(
        "        - say: fitting.full\n",
        "        - say: fitting.full\n        - set: {day: null}\n        - goto: which\n",
    )
    (folder / "flows" / "fitting.yaml").write_text(flow, encoding="utf-8")
    (folder / "coupons.toml").write_text(COUPONS, encoding="utf-8")
    importing.out.quiet, before = True, importing.out.quiet
    assert asyncio.run(importing.import_folder(folder, importing.out))
    importing.out.quiet = before
    keep_live(load_settings(folder))
    asyncio.run(_hold(folder))
    return folder


async def _hold(folder: Path) -> None:
    settings = load_settings(folder, {})
    for lang, sentences in SENTENCES.items():
        post = StagedHooks({"fittings": (("refused", {}), ("ok", ANSWERS[lang]))}).post
        async with open_app(settings, Clock(), work=True, jobs=JobsAtOnce, post=post) as opened:
            talk = Talk(opened)
            await talk.say(lang, talk.tap(BOOK), lang)
            replies: list[Reply] = []
            for label in (sentences["fitting.weekday"], sentences["fitting.saturday"]):
                replies = await talk.say(lang, talk.type(label), lang)
            (code,) = [block.code for reply in replies for block in reply.content if isinstance(block, CouponBlock)]
            await talk.say(lang, talk.type(code), lang)


def _run(*words: str) -> Any:
    return CliRunner(env={"FITTING_SECRET": SECRET}).invoke(app, list(words))


def test_it_is_held_again_and_compared_with_what_was_told(shop: Path) -> None:
    recorded = _run("record", "--shop", str(shop), "--last", "5")
    assert recorded.exit_code == 0, recorded.output
    files = {file: file.read_text(encoding="utf-8") for file in (shop / "tests" / "recorded").iterdir()}
    assert len(files) == len(SENTENCES)
    for text in files.values():
        assert "hooks: {fittings: [refused, {ok: {booking: {reference:" in text
        assert [secret for secret in PERSONAL if secret in text] == [], text
        assert "says: '{coupon}'" in text
        assert "DANKE" not in text.replace("{coupon}", "")
    held = _run("test", "--shop", str(shop))
    assert held.exit_code == 0, held.output
    for way in ([], ["--last", "5"]):
        same = _run("rehearse", "--shop", str(shop), *way)
        assert same.exit_code == 0, same.output

    # Saved while the shop is served: live a second later, and yet another sentence than was told.
    for lang, (old, new) in {
        "en": ("Booked under", "You are booked:"), "ko": ("예약 번호는", "예약됐어요. 번호는"), "ja": ("予約番号は", "承りました。番号は"),
    }.items():  # fmt: skip
        file = shop / "wording" / lang / "fitting.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    keep_live(load_settings(shop))
    for way in ([], ["--last", "5"]):
        other = _run("rehearse", "--shop", str(shop), *way)
        assert other.exit_code == 1, other.output
        assert "3 conversations: 3 would go another way." in other.output
        assert "承りました" in other.output


def test_a_code_that_is_given_has_a_digit_by_which_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    signs = iter("ABCDEFGH" + "ABCDEFG7")
    monkeypatch.setattr("dangol.commerce.promotions.actions.secrets.choice", lambda _: next(signs))
    assert _drawn() == "ABCDEFG7"
