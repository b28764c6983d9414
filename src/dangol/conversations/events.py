"""What happens in conversations, as news for higher rooms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


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
    """A conversation waits for a person."""

    topic: ClassVar[str] = "conversations.person_wanted"
    conversation_id: str
    handover_id: str
