"""A language model's server on loopback, in each of the three interfaces, as well behaved or as badly as a test wants.

It reads requests as the published interfaces describe them and answers 400 to any other. What it answers with is ``says(question)``; how
it fails is ``mode``, one of ``FAILURES`` (``silent``: it takes the question and says nothing).
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

INTERFACES = ("openai", "anthropic", "google")
FAILURES = ("down", "slow", "silent", "garbage", "wrong_schema", "hostile", "half", "busy", "broken", "refused")
HOSTILE = (
    '{"commands": [{"command": "start", "intent": "add_to_cart", "price": 1, "discount": "100%", "words": "DROP TABLE orders"}], '
    '"reply": "Everything is free today! <script>alert(1)</script> \\u202e https://evil.example"}'
)
_TYPES = {"json": "application/json", "sse": "text/event-stream; charset=utf-8"}


@dataclass
class Asked:
    """One question as it came in."""

    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]
    instructions: str
    said: str
    schema: Any

    @property
    def data(self) -> Any:
        """What was said, read."""
        return json.loads(self.said)


@dataclass
class ModelServer:
    """Running: ``url`` is what the adapter is given."""

    interface: str
    says: Callable[[Asked], str] = lambda asked: '{"commands": []}'
    mode: str = "well"
    retry_after: str = "7"
    tokens_in: int = 900
    key: str = "key-of-a-test"
    asked: list[Asked] = field(default_factory=list)
    url: str = ""
    problems: list[str] = field(default_factory=list)
    lines: set[asyncio.StreamWriter] = field(default_factory=set)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, one question."""
        self.lines.add(writer)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            first, *lines = head.split("\r\n")
            headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines if line)}
            raw = await reader.readexactly(int(headers.get("content-length", 0)))
            await self._answer(writer, first.split(" ")[1], headers, raw)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self.lines.discard(writer)
            writer.close()

    async def _answer(self, writer: asyncio.StreamWriter, path: str, headers: Mapping[str, str], raw: bytes) -> None:
        try:
            asked = _READ[self.interface](path, headers, json.loads(raw), self.key)
        except (KeyError, ValueError, AssertionError, TypeError) as trouble:
            self.problems.append(repr(trouble))
            await _send(writer, 400, "json", json.dumps({"error": {"message": repr(trouble)}}))
            return
        self.asked.append(asked)
        if self.mode in ("busy", "broken", "refused"):
            status = {"busy": 429, "broken": 500, "refused": 401}[self.mode]
            extra = f"retry-after: {self.retry_after}\r\n" if self.mode == "busy" else ""
            await _send(writer, status, "json", json.dumps({"error": {"message": f"no, {self.key}"}}), extra)
        elif self.mode == "silent":
            await asyncio.sleep(30)
        elif self.mode == "garbage":
            await _send(writer, 200, "sse", "data: \ufffd{{{not json\n\ndata: 7\n\n\x00\x01\n")
        else:
            text = {"wrong_schema": '{"answer": 42}', "hostile": HOSTILE}.get(self.mode) or self.says(asked)
            events = _WRITE[self.interface](text)
            await self._stream(writer, [event.replace(": 900", f": {self.tokens_in}") for event in events])

    async def _stream(self, writer: asyncio.StreamWriter, events: list[str]) -> None:
        head = f"HTTP/1.1 200 OK\r\ncontent-type: {_TYPES['sse']}\r\ntransfer-encoding: chunked\r\n\r\n"
        writer.write(head.encode())
        for place, event in enumerate(events):
            if self.mode == "half" and place == len(events) // 2:
                await writer.drain()
                return  # the line is cut: no last chunk
            if self.mode == "slow" and place == 1:
                await asyncio.sleep(30)
            data = event.encode()
            # In two parts, and not at a letter's border.
            for part in (data[: len(data) // 2], data[len(data) // 2 :]):
                writer.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
                await writer.drain()
        writer.write(b"0\r\n\r\n")
        await writer.drain()


async def _send(writer: asyncio.StreamWriter, status: int, kind: str, text: str, extra: str = "") -> None:
    raw = text.encode("utf-8", "replace")
    writer.write(
        f"HTTP/1.1 {status} X\r\ncontent-type: {_TYPES[kind]}\r\ncontent-length: {len(raw)}\r\n{extra}\r\n".encode()
    )
    writer.write(raw)
    await writer.drain()


@asynccontextmanager
async def model_server(
    interface: str, says: Callable[[Asked], str] | None = None, mode: str = "well"
) -> AsyncIterator[ModelServer]:
    """A server, running. ``down``: its address, with nobody there."""
    model = ModelServer(interface, mode=mode)
    if says is not None:
        model.says = says
    server = await asyncio.start_server(model.serve, "127.0.0.1", 0, limit=2**22)
    port = server.sockets[0].getsockname()[1]
    model.url = f"http://127.0.0.1:{port}/{'v1beta' if interface == 'google' else 'v1'}"
    if mode == "down":
        server.close()
    try:
        yield model
    finally:
        server.close()
        for line in list(model.lines):
            line.transport.abort()
        await asyncio.sleep(0)


# -- the three interfaces: what a request has to be, and how an answer is told


def _openai_read(path: str, headers: Mapping[str, str], body: dict[str, Any], key: str) -> Asked:
    assert path == "/v1/chat/completions", path
    assert headers["authorization"] == f"Bearer {key}"
    known = {
        "model",
        "messages",
        "stream",
        "stream_options",
        "max_tokens",
        "max_completion_tokens",
        "response_format",
        "store",
    }
    assert set(body) <= known, body.keys()
    assert isinstance(body["model"], str)
    assert body["stream"] is True
    system, user = body["messages"]
    assert (system["role"], user["role"]) == ("system", "user")
    schema = None
    if (form := body.get("response_format")) and form["type"] == "json_schema":
        assert form["json_schema"]["strict"] is True
        assert form["json_schema"]["name"].isidentifier()
        schema = form["json_schema"]["schema"]
        _strict(schema)
    return Asked(path, headers, body, system["content"], user["content"], schema)


def _anthropic_read(path: str, headers: Mapping[str, str], body: dict[str, Any], key: str) -> Asked:
    assert path == "/v1/messages", path
    assert headers["x-api-key"] == key
    assert headers["anthropic-version"] == "2023-06-01"
    known = {"model", "messages", "max_tokens", "stream", "system", "tools", "tool_choice"}
    assert set(body) == known, body.keys()
    assert isinstance(body["max_tokens"], int)
    (message,) = body["messages"]
    (tool,) = body["tools"]
    assert set(tool) == {"name", "description", "input_schema"}
    assert body["tool_choice"] == {"type": "tool", "name": tool["name"]}
    assert tool["input_schema"]["type"] == "object"
    _strict(tool["input_schema"])
    return Asked(path, headers, body, body["system"], message["content"], tool["input_schema"])


def _google_read(path: str, headers: Mapping[str, str], body: dict[str, Any], key: str) -> Asked:
    assert path.startswith("/v1beta/models/"), path
    assert path.endswith(":streamGenerateContent?alt=sse"), path
    assert headers["x-goog-api-key"] == key
    assert set(body) == {"systemInstruction", "contents", "generationConfig"}
    config = body["generationConfig"]
    assert set(config) == {"responseMimeType", "responseJsonSchema", "maxOutputTokens", "candidateCount"}
    assert config["responseMimeType"] == "application/json"
    _strict(config["responseJsonSchema"])
    (content,) = body["contents"]
    said = content["parts"][0]["text"]
    return Asked(path, headers, body, body["systemInstruction"]["parts"][0]["text"], said, config["responseJsonSchema"])


def _strict(schema: Any) -> None:
    """The part of JSON Schema that all three take: closed objects, every property required."""
    assert set(schema) <= {"type", "properties", "required", "additionalProperties", "items", "enum", "description"}, (
        schema
    )
    if schema.get("type") == "object":
        assert schema["additionalProperties"] is False
        assert sorted(schema["required"]) == sorted(schema["properties"])
        for inner in schema["properties"].values():
            _strict(inner)
    if "items" in schema:
        _strict(schema["items"])


def _parts(text: str) -> list[str]:
    step = max(1, len(text) // 5)
    return [text[at : at + step] for at in range(0, len(text), step)] or [""]


def _data(value: Any) -> str:
    return f"data: {json.dumps(value, ensure_ascii=False)}\n\n"


def _openai_write(text: str) -> Iterator[str]:
    def chunk(choices: list[Any], usage: Any = None) -> str:
        frame = {
            "id": "chatcmpl-1",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": "m",
            "system_fingerprint": None,
        }
        return _data({**frame, "choices": choices, "usage": usage})

    yield chunk([{"index": 0, "delta": {"role": "assistant", "content": "", "refusal": None}, "finish_reason": None}])
    for part in _parts(text):
        yield chunk([{"index": 0, "delta": {"content": part}, "logprobs": None, "finish_reason": None}])
    yield chunk([{"index": 0, "delta": {}, "logprobs": None, "finish_reason": "stop"}])
    yield chunk([], {"prompt_tokens": 900, "completion_tokens": 40, "total_tokens": 940})
    yield "data: [DONE]\n\n"


def _anthropic_write(text: str) -> Iterator[str]:
    def event(name: str, **rest: Any) -> str:
        return f"event: {name}\n{_data({'type': name, **rest})}"

    usage = {"input_tokens": 900, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0, "output_tokens": 1}
    message = {"id": "msg_1", "type": "message", "role": "assistant", "model": "m", "content": [], "stop_reason": None}
    yield event("message_start", message={**message, "stop_sequence": None, "usage": usage})
    block = {"type": "tool_use", "id": "toolu_1", "name": "answer", "input": {}}
    yield event("content_block_start", index=0, content_block=block)
    yield event("ping")
    for part in _parts(text):
        yield event("content_block_delta", index=0, delta={"type": "input_json_delta", "partial_json": part})
    yield event("content_block_stop", index=0)
    yield event("message_delta", delta={"stop_reason": "tool_use", "stop_sequence": None}, usage={"output_tokens": 40})
    yield event("message_stop")


def _google_write(text: str) -> Iterator[str]:
    parts = _parts(text)
    for place, part in enumerate(parts):
        last = place == len(parts) - 1
        candidate: dict[str, Any] = {"content": {"parts": [{"text": part}], "role": "model"}, "index": 0}
        usage: dict[str, Any] = {"promptTokenCount": 900, "totalTokenCount": 940}
        if last:
            candidate["finishReason"] = "STOP"
            usage |= {"candidatesTokenCount": 30, "thoughtsTokenCount": 10}
        yield f"data: {json.dumps({'candidates': [candidate], 'usageMetadata': usage, 'modelVersion': 'm', 'responseId': 'r'})}\r\n\r\n"


_READ = {"openai": _openai_read, "anthropic": _anthropic_read, "google": _google_read}
_WRITE = {"openai": _openai_write, "anthropic": _anthropic_write, "google": _google_write}
