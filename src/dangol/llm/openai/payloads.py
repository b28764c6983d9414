"""What travels in both directions (README.md): the request we post, the chunks that come back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, Field

from dangol.assistant.ports import ModelFailed, Question
from dangol.llm.streaming import MOST_TOKENS


class _Delta(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    delta: _Delta = Field(default_factory=_Delta)
    finish_reason: str | None = None


class _Usage(BaseModel):
    prompt_tokens: int = Field(0, ge=0, le=MOST_TOKENS)
    completion_tokens: int = Field(0, ge=0, le=MOST_TOKENS)


class _Chunk(BaseModel):
    choices: list[_Choice] = Field(default_factory=list)
    usage: _Usage | None = None
    error: Any = None


def request(question: Question, model: str, *, vendor: bool, form: str) -> dict[str, Any]:
    """The body to post. ``vendor``: it goes to OpenAI itself, which names the length differently and would keep the conversation.
    ``form``: how the answer's form is enforced: ``schema``, ``json`` (any JSON), ``asked`` (only said in the instructions)."""
    body: dict[str, Any] = {
        "model": model,
        "messages": [
            {"role": "system", "content": question.instructions},
            {"role": "user", "content": question.said},
        ],
        "stream": True,
        "stream_options": {"include_usage": True},
        "max_completion_tokens" if vendor else "max_tokens": question.most_tokens,
    }
    if vendor:
        body["store"] = False
    if form == "schema":
        described: Mapping[str, Any] = {"name": question.purpose, "strict": True, "schema": dict(question.schema)}
        body["response_format"] = {"type": "json_schema", "json_schema": described}
    elif form == "json":
        body["response_format"] = {"type": "json_object"}
    return body


class Chunks:
    """The answer, chunk by chunk."""

    def __init__(self) -> None:
        self._usage = _Usage()
        self._ended = False

    def hear(self, event: Any) -> str:
        """The text one chunk adds."""
        chunk = _Chunk.model_validate(event)
        if chunk.error is not None:
            raise ModelFailed("broken", "The language model's server broke off with an error.")
        self._usage = chunk.usage or self._usage
        if not chunk.choices:
            return ""
        first = chunk.choices[0]
        if first.delta.refusal or first.finish_reason == "content_filter":
            raise ModelFailed("declined", "The language model would not answer.")
        if first.finish_reason == "length":
            raise ModelFailed("cut_off", "The answer did not fit.", cure="Raise language_model.answer_tokens.")
        self._ended = self._ended or first.finish_reason is not None
        return first.delta.content or ""

    def tokens(self) -> tuple[int, int]:
        """What was counted."""
        if not self._ended:
            raise ModelFailed("cut_off", "The answer broke off.")
        return self._usage.prompt_tokens, self._usage.completion_tokens
