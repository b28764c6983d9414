"""What a language model is to us, where an owner hires one: a question with the form its answer must have, and a text back.

It is never asked inside a transaction, and nothing it says is believed: whoever asked reads the answer as a stranger's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from dangol.kit.errors import DangolError


@dataclass(frozen=True, slots=True)
class Question:
    """What a model is asked. ``instructions`` are ours; ``said`` is JSON that holds whatever shoppers and catalogues say; ``schema`` is the
    JSON Schema (objects closed, every property required) of the answer; ``most_tokens`` its greatest length."""

    purpose: str  # read | reword
    instructions: str
    said: str
    schema: Mapping[str, Any]
    most_tokens: int

    @property
    def key(self) -> tuple[str, str, str]:
        """The same for the same question."""
        return self.purpose, self.instructions, self.said


@dataclass(frozen=True, slots=True)
class Answer:
    """What it said, word for word, and what was counted for it: tokens read and tokens written."""

    text: str
    tokens_in: int
    tokens_out: int


class ModelFailed(DangolError):
    """No answer came, or none that is whole. ``reason`` is one of ``REASONS``; ``after``: how many seconds it asked to be left alone;
    ``begun``: it had begun to answer, and what it wrote will be charged."""

    code: ClassVar[str] = "language_model_failed"
    REASONS: ClassVar[tuple[str, ...]] = (
        "unreachable",
        "slow",
        "refused",
        "busy",
        "broken",
        "unreadable",
        "cut_off",
        "declined",
    )

    def __init__(self, reason: str, message: str, *, after: float | None = None, cure: str | None = None) -> None:
        super().__init__(message, cure=cure)
        self.reason = reason
        self.after = after
        self.begun = False


class LanguageModel(Protocol):
    """One model behind one interface."""

    async def answer(self, question: Question) -> Answer:
        """Its whole answer. Raises ``ModelFailed``, and nothing else of its own. How long it may take is the caller's to say."""
        ...
