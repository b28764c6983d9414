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
