"""What travels in both directions (README.md): the request we post, the events that come back."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from dangol.assistant.ports import ModelFailed, Question
from dangol.llm.streaming import MOST_TOKENS

_TOOL = "answer"
_WHOLE = frozenset({"tool_use", "end_turn"})


class _Usage(BaseModel):
    input_tokens: int = Field(0, ge=0, le=MOST_TOKENS)
    cache_creation_input_tokens: int | None = Field(None, ge=0, le=MOST_TOKENS)
    cache_read_input_tokens: int | None = Field(None, ge=0, le=MOST_TOKENS)
    output_tokens: int = Field(0, ge=0, le=MOST_TOKENS)

    @property
    def read(self) -> int:
        """All that was read."""
        return self.input_tokens + (self.cache_creation_input_tokens or 0) + (self.cache_read_input_tokens or 0)


class _Message(BaseModel):
    usage: _Usage = Field(default_factory=_Usage)


class _Delta(BaseModel):
    type: str | None = None
    partial_json: str = ""
    stop_reason: str | None = None


class _Event(BaseModel):
    type: str
    message: _Message | None = None
    delta: _Delta | None = None
    usage: _Usage | None = None
    error: dict[str, Any] | None = None


def request(question: Question, model: str) -> dict[str, Any]:
    """The body to post: the answer is a call of the one tool there is, whose input has the schema."""
    return {
        "model": model,
        "max_tokens": question.most_tokens,
        "stream": True,
        "system": question.instructions,
        "messages": [{"role": "user", "content": question.said}],
        "tools": [{"name": _TOOL, "description": "Give the answer.", "input_schema": dict(question.schema)}],
        "tool_choice": {"type": "tool", "name": _TOOL},
    }


class Events:
    """The answer, event by event."""

    def __init__(self) -> None:
        self._read = 0
        self._written = 0
        self._why: str | None = None
        self._ended = False

    def hear(self, event: Any) -> str:
        """The JSON one event adds."""
        found = _Event.model_validate(event)
        if found.type == "error":
            busy = (found.error or {}).get("type") in ("overloaded_error", "rate_limit_error")
            raise ModelFailed("busy" if busy else "broken", "The language model's server broke off with an error.")
        if found.type == "message_start" and found.message is not None:
            self._read = found.message.usage.read
        elif found.type == "message_delta" and found.delta is not None:
            self._why = found.delta.stop_reason or self._why
            self._written = found.usage.output_tokens if found.usage is not None else self._written
        elif found.type == "message_stop":
            self._ended = True
        elif found.type == "content_block_delta" and found.delta is not None:
            return found.delta.partial_json if found.delta.type == "input_json_delta" else ""
        return ""

    def tokens(self) -> tuple[int, int]:
        """What was counted."""
        if self._why == "refusal":
            raise ModelFailed("declined", "The language model would not answer.")
        if self._why == "max_tokens":
            raise ModelFailed("cut_off", "The answer did not fit.", cure="Raise language_model.answer_tokens.")
        if not self._ended or self._why not in _WHOLE:
            raise ModelFailed("cut_off", "The answer broke off.")
        return self._read, self._written
