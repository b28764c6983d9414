"""What is asked between two thoughts of a turn, and what came of it.

Apart from the rest of this package so that a shop without a model loads nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from dangol.assistant.language_model.prices import written_out
from dangol.assistant.ports import Question

_LEAST_SECONDS = 0.2
_MOST_QUESTIONS = 12


class WrongAnswer(Exception):
    """The answer is not one that was asked for; its text says why, for the log."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of one question. ``outcome``: ``answered``, ``remembered``, ``resting``, ``crowded``, ``over_budget``, ``unaccounted``,
    ``wrong``, or a reason of ``ModelFailed``. ``cost`` in millionths of the minor unit."""

    outcome: str
    text: str | None = None
    tokens_in: int = 0
    tokens_out: int = 0
    cost: int = 0
    seconds: float = 0.0


class OpinionWanted(Exception):
    """A question stands between this turn and its reply. Not an error: the turn is left, and comes back with the answer."""

    def __init__(self, question: Question, fits: Callable[[str], object]) -> None:
        super().__init__(question.purpose)
        self.question = question
        self.fits = fits


@dataclass
class Hearings:
    """What was asked for one turn, kept while it is thought again. ``seconds`` are what is left of its patience."""

    seconds: float
    heard: dict[tuple[str, str, str], Heard] = field(default_factory=dict)

    def add(self, question: Question, heard: Heard) -> None:
        """Remember what came of a question."""
        self.heard[question.key] = heard
        self.seconds -= heard.seconds

    @property
    def patient(self) -> bool:
        """Whether another question may be asked."""
        return self.seconds >= _LEAST_SECONDS and len(self.heard) < _MOST_QUESTIONS

    def asked(self, purpose: str) -> bool:
        """Whether one of that purpose was."""
        return any(key[0] == purpose for key in self.heard)

    def account(self, currency: str) -> list[dict[str, Any]]:
        """For explanation: each question with what came of it and what it cost."""
        return [
            {
                "purpose": purpose,
                "outcome": heard.outcome,
                "ms": round(heard.seconds * 1000),
                "tokens": [heard.tokens_in, heard.tokens_out],
                "cost": {"amount": written_out(heard.cost, currency), "currency": currency},
            }
            for (purpose, _, _), heard in self.heard.items()
        ]
