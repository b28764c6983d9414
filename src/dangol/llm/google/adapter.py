"""The adapter: Google's Gemini."""

from __future__ import annotations

from urllib.parse import quote

from dangol.assistant.ports import Answer, Question
from dangol.llm.google.payloads import Pieces, request
from dangol.llm.streaming import ask
from dangol.runtime.http import Outbound

URL = "https://generativelanguage.googleapis.com/v1beta"


class GenerateContent:
    """One model at one address."""

    def __init__(self, http: Outbound, *, model: str, key: str, url: str = "") -> None:
        self._http = http
        self._url = f"{(url or URL).rstrip('/')}/models/{quote(model, safe='')}:streamGenerateContent?alt=sse"
        self._headers = {"x-goog-api-key": key}

    async def answer(self, question: Question) -> Answer:
        """Its whole answer. Raises ``ModelFailed``."""
        return await ask(self._http, self._url, request(question), self._headers, Pieces())
