"""Which messages of a shopper an agent's reply answers because the assistant did not: those it could not read, those that were passed on,
and all that was written while a person was waited for or there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dangol.assistant.doubts import reading_of
from dangol.conversations.events import ReadingDoubted
from dangol.conversations.models import Source
from dangol.conversations.repository import Message, messages_explained
from dangol.desk import repository
from dangol.runtime.database import Reader

_BACK = 40  # messages of the conversation in which they are looked for
_MOST = 6
_OF_THEMSELVES = frozenset(
    {"name", "address", "email", "phone", "reach", "postcode", "order_number", "kana", "note", "yes_no"}
)
_PASSED_ON = frozenset({"hand_over", "order_help", "complaint"})
_TOLD = "question"  # the slot of what is passed on to a person


async def unmet(reader: Reader, conversation_id: str) -> list[ReadingDoubted]:
    """What the next reply of an agent answers, as something that may be learnt."""
    latest = await repository.last_shopper_seq(reader, conversation_id)
    before = await repository.last_agent_seq(reader, conversation_id)
    if not latest or before > latest:
        return []
    found = await messages_explained(reader, conversation_id, max(before, latest - _BACK), _BACK + _MOST)
    return list(_doubted(conversation_id, found))[:_MOST][::-1]


def _doubted(conversation_id: str, found: Sequence[Message]) -> Iterator[ReadingDoubted]:
    """The latest first, back to where the assistant last did what was wanted."""
    read: dict[int, tuple[Mapping[str, Any], Mapping[str, Any]]] = {}
    for message in found:
        explanation: Mapping[str, Any] = message.explanation or {}
        for one in explanation.get("messages") or ():
            read[int(one.get("seq") or 0)] = (one, explanation)
    typed = [m for m in reversed(found) if m.source is Source.SHOPPER and (m.said or {}).get("text")]
    for place, message in enumerate(typed):
        if message.seq not in read:
            yield ReadingDoubted(conversation_id, message.seq, "answered", {})  # nobody but a person was there
            continue
        understood, around = read[message.seq]
        if understood.get("asked_kind") in _OF_THEMSELVES:
            continue
        commands = understood.get("commands") or ()
        if not commands:
            yield ReadingDoubted(conversation_id, message.seq, "answered", {}, again=True)
        elif any(command.get("command") == "fill" and command.get("slot") == _TOLD for command in commands):
            yield ReadingDoubted(conversation_id, message.seq, "answered", {})
        elif _PASSED_ON.intersection(around.get("flows") or ()):
            yield ReadingDoubted(conversation_id, message.seq, "answered", reading_of(understood))
        else:
            if place == 0:  # what the agent's words follow at once is answered by them, however surely it was read
                yield ReadingDoubted(conversation_id, message.seq, "answered", {})
            return
