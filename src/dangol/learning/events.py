"""What happens in learning, as news for who does the work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class TrainingAsked:
    """A member wants the shop's examples learnt."""

    topic: ClassVar[str] = "learning.training_asked"
    training_id: str
