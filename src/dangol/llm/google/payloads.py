"""What travels in both directions (README.md): the request we post, the parts that come back."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from dangol.assistant.ports import ModelFailed, Question
from dangol.llm.streaming import MOST_TOKENS


class _Camel(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class _Part(_Camel):
    text: str = ""
    thought: bool = False


class _Content(_Camel):
    parts: list[_Part] = Field(default_factory=list)


class _Candidate(_Camel):
    content: _Content = Field(default_factory=_Content)
    finish_reason: str | None = None


class _Usage(_Camel):
    prompt_token_count: int = Field(0, ge=0, le=MOST_TOKENS)
    candidates_token_count: int = Field(0, ge=0, le=MOST_TOKENS)
    thoughts_token_count: int = Field(0, ge=0, le=MOST_TOKENS)


class _Feedback(_Camel):
    block_reason: str | None = None


class _Piece(_Camel):
    candidates: list[_Candidate] = Field(default_factory=list)
    usage_metadata: _Usage | None = None
    prompt_feedback: _Feedback | None = None
    error: dict[str, Any] | None = None


def request(question: Question) -> dict[str, Any]:
    """The body to post."""
    return {
        "systemInstruction": {"parts": [{"text": question.instructions}]},
        "contents": [{"role": "user", "parts": [{"text": question.said}]}],
        "generationConfig": {
            "responseMimeType": "application/json",
            "responseJsonSchema": dict(question.schema),
            "maxOutputTokens": question.most_tokens,
            "candidateCount": 1,
        },
    }


class Pieces:
    """The answer, piece by piece."""

    def __init__(self) -> None:
        self._usage = _Usage()
        self._why: str | None = None

    def hear(self, event: Any) -> str:
        """The text one piece adds."""
        piece = _Piece.model_validate(event)
        if piece.error is not None:
            raise ModelFailed("broken", "The language model's server broke off with an error.")
        if piece.prompt_feedback is not None and piece.prompt_feedback.block_reason:
            raise ModelFailed("declined", "The language model would not answer.")
        self._usage = piece.usage_metadata or self._usage
        if not piece.candidates:
            return ""
        self._why = piece.candidates[0].finish_reason or self._why
        return "".join(part.text for part in piece.candidates[0].content.parts if not part.thought)

    def tokens(self) -> tuple[int, int]:
        """What was counted; what it thought to itself is written too."""
        if self._why == "MAX_TOKENS":
            raise ModelFailed("cut_off", "The answer did not fit.", cure="Raise language_model.answer_tokens.")
        if self._why is None:
            raise ModelFailed("cut_off", "The answer broke off.")
        if self._why != "STOP":
            raise ModelFailed("declined", "The language model would not answer.")
        usage = self._usage
        return usage.prompt_token_count, usage.candidates_token_count + usage.thoughts_token_count
