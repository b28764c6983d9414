"""Towards people: is somebody there, what is kept for them, in which language, who wants no more messages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from babel import Locale

from dangol.accounts.actions import members_present
from dangol.assistant.hours import is_open, opens_at
from dangol.assistant.work import Action, Turn
from dangol.commerce.checkout.addresses import format_phone
from dangol.contacts.actions import opt_out
from dangol.contacts.repository import change_contact
from dangol.conversations.events import QuestionLeft
from dangol.conversations.models import Holder
from dangol.conversations.repository import add_rating, count_by_holder
from dangol.dialogue import ActionResult, state_from_json
from dangol.kit.phones import likeliest_first, phone_in
from dangol.kit.times import iso
from dangol.messages.content import Text
from dangol.runtime.outbox import emit
from dangol.runtime.settings import LANGUAGES

PRESENT = timedelta(minutes=2)
"""A member whose desk was open this lately counts as being there."""
_MINUTES_EACH = 4
_MATTERS = frozenset({"order_help", "refund_status", "track_order", "not_yet"})
"""Flows that a person goes on with where the assistant ends."""
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]{2,}")


async def person_availability(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:  # noqa: ARG001
    """Whether a person can answer now, and if not, when; and what was under way that a person is now wanted for."""
    reader = await turn.reader()
    before = _under_way(turn)
    there = await members_present(reader, reader.now - PRESENT)
    if there:
        waiting = (await count_by_holder(reader)).get(Holder.QUEUE, 0)
        wait = max(1, _MINUTES_EACH * (waiting + 1) // len(there))
        if waiting >= len(there):
            return ActionResult("queue", {"waiting": waiting, "wait": wait, **before})
        speaks = [member for member in there if turn.lang in member.languages] or there
        return ActionResult("available", {"who": speaks[0].name, "wait": wait, **before})
    hours, zone = turn.shop.hours, turn.shop.timezone
    opens = opens_at(hours, zone, reader.now)
    if opens is None or is_open(hours, zone, reader.now):
        # Within hours, but nobody is signed in: no time can be promised.
        return ActionResult("nobody", before)
    return ActionResult("out_of_hours", {"opens_at": iso(opens), **before})


def _under_way(turn: Turn) -> dict[str, Any]:
    """What the shopper was in the middle of, of those matters that end with a person: in their words, and which order it is about."""
    stack = state_from_json(turn.conversation.state).stack
    frame = stack[-1] if stack else None
    if frame is None or frame.flow not in _MATTERS:
        return {}
    words = str(frame.slots.get("words") or "").strip()
    number = frame.slots.get("order_number")
    return {name: value for name, value in (("matter", words), ("about", number)) if value}


def reachable(reach: str, countries: Sequence[str]) -> tuple[str, str] | None:
    """``reach`` as ("email", address) or ("phone", number in international form, of the first of ``countries`` that has it); none if it
    is neither."""
    if found := _EMAIL.search(reach):
        return "email", found[0].rstrip(".")
    number = phone_in(reach, countries)
    return ("phone", number) if number is not None else None


async def leave_question(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Keep a question and a way to reach the shopper, for the desk and the owner's mail."""
    reach = reachable(str(arguments.get("reach") or ""), likeliest_first(turn.shop.all_countries, turn.lang))
    if reach is None:
        return ActionResult("unreachable", {"reach": str(arguments.get("reach") or "")})
    tx = await turn.transaction()
    kind, address = reach
    if getattr(turn.contact, kind) is None:
        await change_contact(tx, turn.contact.id, **{kind: address})
    question = str(arguments.get("question") or "")[:4000]
    wish = str(arguments.get("reason") or "question")
    left = QuestionLeft(turn.conversation.id, wish, question, address, _about(arguments))
    await emit(tx, left, key=f"desk:{turn.conversation.id}")
    shown = format_phone(address, turn.shop.country) if kind == "phone" else address
    return ActionResult("kept", {"reach": shown})


def _about(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The order somebody named, if they did."""
    number = str(arguments.get("order_number") or "")
    return {"order_number": number} if number else {}


async def keep_request(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Keep what the shopper wants from a person."""
    tx = await turn.transaction()
    values = _about(arguments)
    told = [str(arguments[name]) for name in ("before", "details", "also") if arguments.get(name)]
    details = ("\n".join(told) or turn.text)[:4000]
    kept = QuestionLeft(turn.conversation.id, str(arguments.get("kind") or "request")[:60], details, None, values)
    await emit(tx, kept, key=f"desk:{turn.conversation.id}")
    return ActionResult("kept", values)


async def set_language(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Speak another language from now on."""
    lang = str(arguments.get("lang") or "")[:2].lower()
    if lang not in turn.shop.languages:
        choices = [{"value": code, "label": Locale(code).get_display_name(code)} for code in turn.shop.languages]
        if not lang:
            return ActionResult("unsaid", {"choices": choices})
        alone = len(choices) == 1
        sentence = "language.only" if alone else "language.unsupported"
        told = Text(text="\n".join(_told_in_both(turn, sentence, lang)))
        return ActionResult("only" if alone else "unsupported", {} if alone else {"choices": choices}, (told,))
    turn.speak(lang)
    return ActionResult("changed", {"language": Locale(lang).get_display_name(lang)})


def _told_in_both(turn: Turn, sentence: str, lang: str) -> list[str]:
    """``sentence`` in ``lang`` where there are words in it, else in English, and then in the shop's own: who wrote in a language that
    the shop does not speak can rarely read the one it does."""
    theirs = lang if lang in LANGUAGES else "en"
    spoken = dict.fromkeys((theirs, turn.lang))
    own = turn.shop.languages[0]
    return [turn.sentence(sentence, each, language=Locale(own).get_display_name(each)) for each in spoken]


async def stop_messages(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:  # noqa: ARG001
    """Record the opt-out for this channel."""
    tx = await turn.transaction()
    await opt_out(tx, turn.contact.id, turn.channel, words=turn.text, conversation_id=turn.conversation.id)
    return ActionResult("stopped")


async def save_rating(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Keep how it went, 1 to 5."""
    value = arguments.get("value")
    if not isinstance(value, int) or not 1 <= value <= 5:
        return ActionResult("failed")
    await add_rating(await turn.transaction(), turn.conversation, value)
    return ActionResult("saved")


ACTIONS: Mapping[str, Action] = {
    "person_availability": person_availability,
    "leave_question": leave_question,
    "keep_request": keep_request,
    "set_language": set_language,
    "stop_messages": stop_messages,
    "save_rating": save_rating,
}
