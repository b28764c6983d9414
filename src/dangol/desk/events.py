"""News from the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class OwnerAlerted:
    """Nobody is at the desk: the owner is to be mailed about a shopper who waits."""

    topic: ClassVar[str] = "desk.owner_alerted"
    handover_id: str
    conversation_id: str


@dataclass(frozen=True, slots=True)
class AnswerMailed:
    """An agent's answer is to reach the shopper by mail as well, at the address they left."""

    topic: ClassVar[str] = "desk.answer_mailed"
    conversation_id: str
    message_id: str
    to: str
