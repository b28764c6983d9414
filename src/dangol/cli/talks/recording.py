"""A real conversation as a test: what was said becomes steps, what came back is what is expected, everybody is somebody else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from dangol.bootstrap.talk import reply_of
from dangol.cli.talks.disguise import AGENTS, Disguise
from dangol.cli.talks.hooks import OUTCOMES, Staged
from dangol.cli.talks.playing import Outcome
from dangol.cli.talks.rehearsal import by_form, told_in
from dangol.cli.talks.replies import Screen, Seen, plain, seen
from dangol.cli.talks.script import Expectation, Script, Step
from dangol.commerce.orders import repository as orders
from dangol.commerce.orders.events import MoneyReturned, OrderHeld, OrderMoved, OrderPaid, PaymentRefused
from dangol.commerce.orders.models import Order
from dangol.commerce.promotions.repository import OwnCode, codes_of
from dangol.contacts.repository import contact as find_contact
from dangol.conversations import repository
from dangol.conversations.errors import NoSuchConversation
from dangol.conversations.models import Source
from dangol.conversations.repository import Conversation, Message
from dangol.messages.content import Rating
from dangol.runtime.database import Reader
from dangol.runtime.settings import Shop

_PAGE = 200
_MOST_ORDERS = 50
_PAUSE = timedelta(minutes=10)
_MOST_SHOWN = 4
_MOST_QUOTED = 60
# What a notice is about, and what has to happen in a test for it to be said.
_HAPPENED = {OrderPaid.topic: "pay", PaymentRefused.topic: "refuse", OrderHeld.topic: "pay_less"}
_ELSEWHERE = (OrderMoved.topic, MoneyReturned.topic)


@dataclass(frozen=True, slots=True)
class Recording:
    """A conversation as a script without expectations; ``was`` is what really came back, step by step; ``remarks`` are what a test
    cannot have."""

    script: Script
    was: tuple[Seen, ...]
    replaced: dict[str, int]
    remarks: tuple[str, ...] = ()


async def record(reader: Reader, conversation_id: str, shop: Shop) -> Recording:
    """The conversation as a script. Raises ``NoSuchConversation``."""
    conversation = await repository.conversation(reader, conversation_id)
    if conversation is None:
        raise NoSuchConversation(
            f"There is no conversation {conversation_id}.", cure="`dangol record --last 10` lists some."
        )
    messages = await _all_messages(reader, conversation_id)
    contact = await find_contact(reader, conversation.contact_id)
    mine = list(await orders.for_contact(reader, conversation.contact_id, _MOST_ORDERS))
    known: dict[str, str] = {}
    if contact is not None:
        facts = {"name": contact.name, "email": contact.email, "phone": contact.phone}
        known = {str(value): kind for kind, value in facts.items() if value}
    for order in mine:
        known |= _known_of(order)
    disguise = Disguise(known, shop.all_countries)
    for message in messages:
        disguise.listen(str((message.said or {}).get("text") or ""))
        disguise.learn({str(k): str(v) for k, v in ((message.said or {}).get("values") or {}).items()})
        for read in (message.explanation or {}).get("messages") or ():
            disguise.learn(_answered(read))
    codes = await codes_of(reader, conversation.contact_id)
    writer = _Writer(conversation, messages, disguise, mine, codes)
    steps, was = writer.steps()
    hooks = _answers(messages, disguise)
    steps = writer.told(steps, was)
    if contact is not None and contact.customer_ref:
        writer.remarks.append(
            "The shop's page vouched for who it was: the test is of customer-1, who has bought nothing before."
        )
    product = (conversation.page or {}).get("product")
    first = next((message for message in messages if message.source is Source.SHOPPER), None)
    script = Script(
        file=f"{conversation_id}.yaml",
        name=writer.name(),
        steps=tuple(steps),
        then=(),
        lang=(first.lang if first else None) or conversation.lang,
        now=conversation.created_at.replace(second=0, microsecond=0),
        desk=AGENTS.get(conversation.lang, AGENTS["en"]) if writer.attended else None,
        customer="customer-1" if contact is not None and contact.customer_ref else None,
        page={"product": product} if product else None,
        hooks=hooks,
    )
    return Recording(script, tuple(was), dict(writer.disguise.replaced), tuple(writer.remarks))


def _answers(messages: Sequence[Message], disguise: Disguise) -> Staged:
    """What the web hooks answered, in order: of each answer what the flow took, about somebody else."""
    found: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
    for message in messages:
        for action in (message.explanation or {}).get("actions") or ():
            if isinstance(action.get("answer"), dict) and action.get("outcome") in OUTCOMES:
                answer = _disguised(action["answer"], disguise)
                found.setdefault(str(action["action"]), []).append((str(action["outcome"]), answer))
    return {name: tuple(several) for name, several in found.items()}


def _disguised(value: Any, disguise: Disguise) -> Any:
    if isinstance(value, str):
        return disguise.text(value)
    if isinstance(value, Mapping):
        return {str(name): _disguised(inner, disguise) for name, inner in value.items()}
    return [_disguised(item, disguise) for item in value] if isinstance(value, list) else value


def _answered(read: Mapping[str, Any]) -> dict[str, str]:
    """What a message, as it was ``read``, answered to a question: by its slot, and by the question's kind, which tells a name whatever its
    slot is called."""
    told: dict[str, str] = {}
    for command in read.get("commands") or ():
        value = command.get("value")
        if command.get("command") in ("fill", "correct") and isinstance(value, str):
            told[str(command.get("slot"))] = value
            told.setdefault(str(read.get("asked_kind")), value)
    return told


async def _all_messages(reader: Reader, conversation_id: str) -> list[Message]:
    found: list[Message] = []
    while page := await repository.messages_explained(reader, conversation_id, found[-1].seq if found else 0, _PAGE):
        found += page
    return found


def _known_of(order: Order) -> dict[str, str]:
    facts = {"name": order.name, "email": order.email, "phone": order.phone, "order": order.number}
    address = {str(key): str(value) for key, value in (order.address or {}).items()}
    facts |= {"address": address.get("line1"), "flat": address.get("line2")}
    named = {str(value): kind for kind, value in facts.items() if value and kind != "flat"}
    if recipient := address.get("name"):
        named[recipient] = "name"
    return named


class _Writer:
    """Walks the messages once, with what is on the shopper's screen."""

    def __init__(
        self,
        conversation: Conversation,
        messages: Sequence[Message],
        disguise: Disguise,
        mine: Sequence[Order],
        codes: Sequence[OwnCode] = (),
    ) -> None:
        self._codes = [code.code_key for code in codes]
        self._conversation = conversation
        self._messages = messages
        self.disguise = disguise
        self._orders = sorted(mine, key=lambda order: order.placed_at)
        self._screen = Screen()
        self._at: datetime | None = None
        self.attended = False
        self.remarks: list[str] = []

    def steps(self) -> tuple[list[Step], list[Seen]]:
        """The steps, and what came back after each."""
        steps: list[Step] = []
        came: list[list[Message]] = []
        for message in self._messages:
            pause = self._pause(message) if steps else None
            for step in filter(None, (pause, self._step(message))):
                steps.append(step)
                came.append([])
            if message.source is not Source.SHOPPER and came:
                came[-1].append(message)
                self._screen.see([reply_of(message)])
            self._at = message.at
        return steps, [seen([reply_of(message) for message in found], None) for found in came]

    def told(self, steps: Sequence[Step], was: Sequence[Seen]) -> list[Step]:
        """The steps with what was told after each. Of messages that were answered together it is not known which answered which."""
        found: list[Step] = []
        numbers = [order.number for order in self._orders]
        for place, (step, came) in enumerate(zip(steps, was, strict=True)):
            apart = came.text and (place == 0 or was[place - 1].text)
            text = by_form(came.text, numbers[-1] if numbers else "", self._codes)
            found.append(replace(step, told=self.disguise.again(text)) if apart else step)
        return found

    def _text(self, text: str, order: str | None) -> str:
        """``text`` as a stranger would have said it; a code of their own becomes ``{coupon}``."""
        for code in self._codes:
            text = re.sub(re.escape(code), "{coupon}", text, flags=re.IGNORECASE)
        return self.disguise.text(text, order)

    def name(self) -> str:
        """What the first thing said was."""
        said = next((m.said or {} for m in self._messages if m.source is Source.SHOPPER), {})
        words = str(said.get("text") or said.get("label") or said.get("form") or self._conversation.id)
        return self.disguise.text(" ".join(words.split()))[:80]

    def _pause(self, message: Message) -> Step | None:
        """Time passed: opening hours, payments that ran out and the date of tomorrow depend on it."""
        if self._at is None or message.source is not Source.SHOPPER or message.at - self._at < _PAUSE:
            return None
        minutes = int((message.at - self._at).total_seconds() // 60)
        return Step("waits", timedelta(minutes=minutes), "visitor", 1)

    def _step(self, message: Message) -> Step | None:
        if message.source is Source.SHOPPER:
            return self._shopper(message.said or {}, self._order_at(message.at))
        if message.source is Source.AGENT:
            self.attended = True
            words = " ".join(block.get("text", "") for block in message.blocks)
            return Step("agent_says", self.disguise.text(words), "visitor", 1)
        if self.attended and message.source is Source.ASSISTANT and self._gives_back(message):
            return Step("agent_leaves", True, "visitor", 1)
        topic = str((message.explanation or {}).get("event") or "")
        if topic in _HAPPENED:
            return Step("pays", _HAPPENED[topic], "visitor", 1)
        if topic in _ELSEWHERE:
            self.remarks.append(f"What the shop did meanwhile ({topic}) is not in the test.")
        outcomes = {
            action.get("outcome")
            for action in (message.explanation or {}).get("actions") or ()
            if action.get("action") == "person_availability"
        }
        self.attended = self.attended or bool(outcomes & {"available", "queue"})
        return None

    @staticmethod
    def _gives_back(message: Message) -> bool:
        return any(isinstance(block, Rating) for block in reply_of(message).content)

    def _order_at(self, at: datetime) -> str | None:
        """The number of the latest order at that time: the only one a test can name."""
        before = [order.number for order in self._orders if order.placed_at <= at]
        return before[-1] if before else None

    def _shopper(self, said: dict[str, Any], order: str | None) -> Step:
        if "command" in said:
            return self._tapped(said, order)
        if "form" in said:
            values = {str(name): str(value) for name, value in (said.get("values") or {}).items()}
            return Step("fills", {n: self.disguise.field(n, v) for n, v in values.items() if v}, "visitor", 1)
        return Step("says", self._text(str(said.get("text") or ""), order), "visitor", 1)

    def _tapped(self, said: dict[str, Any], order: str | None) -> Step:
        label, command = str(said.get("label") or ""), said["command"]
        taps = [tap for tap in self._screen.taps if tap.button.command == command]
        if not taps or not label:
            return Step("sends", command, "visitor", 1, on=label or None)
        found = next((tap for tap in taps if tap.button.label == label), taps[0])
        alike = [tap for tap in self._screen.taps if tap.button.label == found.button.label]
        shown = self._text(found.button.label, order)
        return Step("taps", shown, "visitor", 1, on=found.of if len(alike) > 1 and found.of else None)


def expecting(script: Script, outcome: Outcome) -> Script:
    """The script with what came back this time as what is expected, and what stood in the end as what must hold."""
    lang = script.lang
    steps = []
    for turned in outcome.turned:
        wants = _wants(turned.seen, lang, turned.order)
        lang = turned.seen.lang or lang
        expects = tuple(Expectation(key, value, 1) for key, value in wants.items())
        steps.append(replace(turned.step, expects=expects, told=told_in(turned) or None))
    then = tuple(Expectation(key, value, 1) for key, value in outcome.stands.items())
    return replace(script, steps=tuple(steps), then=(("visitor", then),) if then else ())


def _wants(came: Seen, lang: str | None, order: str) -> dict[str, Any]:
    if not came.blocks:
        return {"silent": True}
    wants: dict[str, Any] = {}
    if came.flows:
        wants["flow"] = list(came.flows)
    shown = [kind for kind in dict.fromkeys(came.blocks) if kind not in ("text", "buttons")]
    if shown:
        wants["blocks"] = _in_order(came.blocks, shown)
    if came.shows:
        wants["shows"] = list(came.shows[:_MOST_SHOWN])
    if came.quotes:
        lines = [_line(quote) for quote in came.quotes if not (order and order in quote)]
        wants["text"] = [line for line in lines if line and plain(line) in plain(came.text)]
    if came.asks:
        wants["asks"] = came.asks
    if came.lang and came.lang != lang:
        wants["lang"] = came.lang
    return {key: value for key, value in wants.items() if value} or {"blocks": list(came.blocks[:1])}


def _in_order(blocks: Sequence[str], kinds: Sequence[str]) -> list[str]:
    return sorted(kinds, key=blocks.index)


def _line(text: str) -> str:
    """The beginning of a quote as it is said: a line of plain words."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    words = line.lstrip("#->*0123456789. ")
    return words.split("**")[0].split("[")[0].split("`")[0].strip()[:_MOST_QUOTED].strip()


def written(script: Script, remarks: Sequence[str] = ()) -> str:
    """The script as the file that ``read_script`` reads."""
    lines = [f"# {remark}" for remark in remarks]
    lines.append(f"name: {_dump(script.name)}")
    if script.lang:
        lines.append(f"lang: {script.lang}")
    if script.now is not None:
        lines.append(f"now: {script.now:%Y-%m-%dT%H:%MZ}")
    facts = {"desk": script.desk, "page": dict(script.page) if script.page else None, "customer": script.customer}
    lines += [f"{name}: {_dump(value)}" for name, value in facts.items() if value]
    if script.hooks:
        lines.append(f"hooks: {_dump({name: _staged(several) for name, several in script.hooks.items()})}")
    lines.append("talk:")
    for step in script.steps:
        value = _span(step.value) if isinstance(step.value, timedelta) else step.value
        lines.append(f"  - {step.do}: {_dump(value)}")
        if step.on:
            lines.append(f"    on: {_dump(step.on)}")
        if step.told:
            lines.append(f"    told: {_dump(step.told)}")
        if step.expects:
            lines.append(f"    expects: {_dump({want.key: want.value for want in step.expects})}")
    for _, wants in script.then:
        lines.append("then:")
        lines += [f"  {want.key}: {_dump(want.value)}" for want in wants]
    return "\n".join(lines) + "\n"


def _staged(several: Sequence[tuple[str, Mapping[str, Any]]]) -> Any:
    written = [{outcome: dict(fields)} if fields else outcome for outcome, fields in several]
    return written[0] if len(written) == 1 else written


def _span(value: timedelta) -> str:
    seconds = int(value.total_seconds())
    for unit, length in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds and seconds % length == 0 and seconds // length < 100_000:
            return f"{seconds // length}{unit}"
    return f"{seconds}s"


def _dump(value: Any) -> str:
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10**9, sort_keys=False)
    return text.removesuffix("\n").removesuffix("\n...").strip()


def differences(was: Sequence[Seen], outcome: Outcome) -> list[str]:
    """Where the replay went another way than the conversation did: in words, by step."""
    found = []
    for turned, before in zip(outcome.turned, was, strict=False):
        now = turned.seen
        if before.flows != now.flows:
            found.append(
                f"{turned.step.do} {str(turned.step.value)[:60]!r}: {_row(before.flows)} acted then, {_row(now.flows)} now."
            )
        elif before.shows != now.shows:
            found.append(
                f"{turned.step.do} {str(turned.step.value)[:60]!r}: {_row(before.shows)} was shown then, {_row(now.shows)} now."
            )
    if outcome.failed_at is not None and outcome.mismatches:
        first = outcome.mismatches[0]
        found.append(f"It ends early: {first.expected}, but {first.found}.")
    return found


def _row(names: Sequence[str]) -> str:
    return ", ".join(names) or "nothing"


def file_for(folder: Path, conversation_id: str) -> Path:
    """Where a recorded test is put: among the shop's own."""
    return folder / "tests" / "recorded" / f"{conversation_id}.yaml"
