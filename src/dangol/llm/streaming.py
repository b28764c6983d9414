"""What every adapter does alike: post a question, read server-sent events until the answer is whole, name what went wrong."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Mapping
from typing import Any, Protocol

from pydantic import ValidationError

from dangol.assistant.ports import Answer, ModelFailed
from dangol.kit.errors import GiveUp, RetryLater
from dangol.kit.foreign import NotJson, read_json
from dangol.runtime.http import Outbound, Stream

_MOST_ANSWER = 60_000
_MOST_WAIT = 600.0
MOST_TOKENS = 10_000_000
"""What an answer may be said to have cost at most: more is no count, and would not fit the books."""


class Listener(Protocol):
    """Puts one answer together, event by event."""

    def hear(self, event: Any) -> str:
        """The text that ``event`` (JSON, read) adds. Raises ``ValidationError`` for what its interface does not know, ``ModelFailed``
        for bad news."""
        ...

    def tokens(self) -> tuple[int, int]:
        """Tokens read and written; raises ``ModelFailed`` (``cut_off``) when the answer has not come to its end."""
        ...


async def ask(http: Outbound, url: str, body: Mapping[str, Any], headers: Mapping[str, str], said: Listener) -> Answer:
    """The whole answer to ``body``, heard by ``said``. Raises ``ModelFailed``."""
    raw = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    begun = False
    try:
        async with http.stream(url, raw, {"content-type": "application/json", **headers}) as stream:
            if stream.status != 200:
                raise _refusal(stream)
            begun = True
            text = await _heard(stream.lines, said)
        tokens_in, tokens_out = said.tokens()
    except RetryLater as trouble:
        raise _begun(ModelFailed("cut_off" if begun else "unreachable", trouble.message), begun) from trouble
    except GiveUp as trouble:
        reason = "unreadable" if begun else "refused"
        raise _begun(ModelFailed(reason, trouble.message, cure=trouble.cure), begun) from trouble
    except ModelFailed as trouble:
        raise _begun(trouble, begun) from trouble.__cause__
    return Answer(text, tokens_in, tokens_out)


def _begun(trouble: ModelFailed, begun: bool) -> ModelFailed:
    trouble.begun = begun
    return trouble


async def _heard(lines: AsyncIterator[str], said: Listener) -> str:
    parts: list[str] = []
    size = 0
    async for line in lines:
        if not line.startswith("data:"):
            continue  # the name of an event, a comment that keeps the line open, the blank between two
        data = line[5:].strip()
        if data in ("", "[DONE]"):
            continue
        try:
            part = said.hear(read_json(data))
        except (NotJson, ValidationError) as trouble:
            raise ModelFailed("unreadable", "An event of the answer is not as its interface says.") from trouble
        size += len(part)
        if size > _MOST_ANSWER:
            raise ModelFailed("unreadable", "The answer is far longer than asked for.")
        parts.append(part)
    return "".join(parts)


def _refusal(stream: Stream) -> ModelFailed:
    """The other side answered with a status. What it says beside it is not kept: it may repeat the question, or the key."""
    status = stream.status
    if status in (408, 425, 429, 503, 529):
        wait = stream.headers.get("retry-after", "")
        after = min(float(wait), _MOST_WAIT) if re.fullmatch("[0-9]{1,5}", wait) else None
        return ModelFailed("busy", f"The language model's server answered {status}.", after=after)
    if status >= 500:
        return ModelFailed("broken", f"The language model's server answered {status}.")
    cures = {
        401: "Is the key right?",
        403: "May this key use that model?",
        404: "Are url and model right?",
        402: "Is there credit left?",
    }
    cure = cures.get(status, "See docs/language-model.md.")
    return ModelFailed("refused", f"The language model's server answered {status}.", cure=cure)
