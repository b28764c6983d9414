"""The adapter: OpenAI's chat completions, and every server that speaks the same (vLLM, Ollama, llama.cpp, gateways)."""

from __future__ import annotations

from dangol.assistant.ports import Answer, Question
from dangol.llm.openai.payloads import Chunks, request
from dangol.llm.streaming import ask
from dangol.runtime.http import Outbound

URL = "https://api.openai.com/v1"


class ChatCompletions:
    """One model at one address. ``form``: how the answer's form is enforced there (``payloads.request``)."""

    def __init__(self, http: Outbound, *, model: str, key: str, url: str = "", form: str = "schema") -> None:
        self._http = http
        self._model = model
        self._url = f"{(url or URL).rstrip('/')}/chat/completions"
        self._vendor = not url or url.rstrip("/") == URL
        self._headers = {"authorization": f"Bearer {key}"} if key else {}
        self._form = form

    async def answer(self, question: Question) -> Answer:
        """Its whole answer. Raises ``ModelFailed``."""
        body = request(question, self._model, vendor=self._vendor, form=self._form)
        return await ask(self._http, self._url, body, self._headers, Chunks())
