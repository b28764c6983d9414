"""What happens in conversations, as news for higher rooms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class TurnDue:
    """Somebody wrote and the assistant holds the conversation: a turn has to be taken."""

    topic: ClassVar[str] = "conversations.turn_due"
    conversation_id: str
    seq: int


@dataclass(frozen=True, slots=True)
class SendDue:
    """A message has to travel over a channel that does not read the database itself."""

    topic: ClassVar[str] = "conversations.send_due"
    conversation_id: str
    message_id: str


@dataclass(frozen=True, slots=True)
class PersonWanted:
    """A conversation waits for a person, and why."""

    topic: ClassVar[str] = "conversations.person_wanted"
    conversation_id: str
    reason: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ReadingDoubted:
    """The message ``seq`` was not read well: ``unclear``, ``offered`` (its likely meanings), ``corrected`` or ``rejected`` by the shopper,
    or ``answered`` by an agent.

    ``reading`` is what was understood (lang, intents, flows, things); ``suggested``: what the shopper chose; ``again``: the same message
    was told of before, and this is what came of it."""

    topic: ClassVar[str] = "conversations.reading_doubted"
    conversation_id: str
    seq: int
    reason: str
    reading: dict[str, Any]
    suggested: str | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class QuestionLeft:
    """A shopper left a question or a request for a person, with a way to reach them where they gave one."""

    topic: ClassVar[str] = "conversations.question_left"
    conversation_id: str
    kind: str
    question: str
    reach: str | None
    values: dict[str, Any]
