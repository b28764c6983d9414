"""The adapter: Anthropic's messages."""

from __future__ import annotations

from dangol.assistant.ports import Answer, Question
from dangol.llm.anthropic.payloads import Events, request
from dangol.llm.streaming import ask
from dangol.runtime.http import Outbound

URL = "https://api.anthropic.com/v1"
VERSION = "2023-06-01"


class Messages:
    """One model at one address."""

    def __init__(self, http: Outbound, *, model: str, key: str, url: str = "") -> None:
        self._http = http
        self._model = model
        self._url = f"{(url or URL).rstrip('/')}/messages"
        self._headers = {"x-api-key": key, "anthropic-version": VERSION}

    async def answer(self, question: Question) -> Answer:
        """Its whole answer. Raises ``ModelFailed``."""
        return await ask(self._http, self._url, request(question, self._model), self._headers, Events())
