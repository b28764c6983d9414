"""A small server that is true to ``docs/protocol.md`` and does what a test tells it: rich replies, delays, drops.

It shares no code with the real one. Blocks are validated with ``dangol.messages.content``, so nothing is shown to the widget
that the product could not send.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import socket as sockets
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket, WebSocketDisconnect

from dangol.messages.content import from_json, to_json
from dangol.nlu.commands import COMMAND
from widget import scenes

STATIC = Path(__file__).parents[2] / "src" / "dangol" / "web" / "static" / "widget"
VERSION = "test-1"
POLICY = (
    "default-src 'none'; script-src 'self' {origin}; style-src 'self' {origin}; connect-src {origin} {socket}; "
    "img-src 'self' {origin} data:"
)


class Visitor:
    """One visitor's conversation."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.messages: list[dict[str, Any]] = []
        self.by_id: dict[str, int] = {}
        self.numbers: dict[str, int] = {}
        self.holder = "assistant"
        self.lang = "en"
        self.news = asyncio.Event()

    def append(self, message: dict[str, Any]) -> dict[str, Any]:
        full = {
            "id": f"msg_{secrets.token_hex(8)}",
            "seq": len(self.messages) + 1,
            "at": datetime.now(UTC).isoformat().replace("+00:00", "Z"),
            "lang": self.lang,
            "client_id": None,
            "reply_to": None,
            "flags": [],
            "author": None,
            **message,
        }
        self.messages.append(full)
        self.wake()
        return full

    def wake(self) -> None:
        news, self.news = self.news, asyncio.Event()
        news.set()


class FakeServer:
    """The server, in a thread of its own; a test changes its fields and reads what it received."""

    def __init__(self) -> None:
        self.visitors: dict[str, Visitor] = {}
        self.received: list[dict[str, Any]] = []
        self.hellos: list[dict[str, Any]] = []
        self.others: list[dict[str, Any]] = []
        self.requests: Counter[str] = Counter()
        self.shop: dict[str, Any] = {}
        self.refuse: dict[str, Any] | None = None
        self.sockets_closed = False
        self.swallow = 0
        self.delay = 0.0
        self.close_next_hello: int | None = None
        self.gaps: list[str] = []
        self.open_sockets: set[WebSocket] = set()
        self.loop: asyncio.AbstractEventLoop | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        listening = sockets.socket()
        listening.bind(("127.0.0.1", 0))
        self.port: int = listening.getsockname()[1]
        self._listening = listening
        self._server = uvicorn.Server(
            uvicorn.Config(self._app(), log_level="error", ws="websockets-sansio", lifespan="off")
        )
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def elsewhere(self) -> str:
        """The same server under another name: another origin to a browser."""
        return f"http://localhost:{self.port}"

    def start(self) -> FakeServer:
        self._thread.start()
        deadline = time.monotonic() + 10
        while not self._server.started:
            if time.monotonic() > deadline:
                raise RuntimeError("the fake server did not start")
            time.sleep(0.02)
        return self

    def stop(self) -> None:
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join(10)

    def _run(self) -> None:
        self._server.run(sockets=[self._listening])

    def reset(self) -> None:
        """As new: nobody has written, nothing is odd."""
        self.drop(1012)
        for value in (self.visitors, self.received, self.hellos, self.others, self.requests, self.gaps):
            value.clear()
        self.shop, self.refuse, self.sockets_closed, self.swallow, self.delay = {}, None, False, 0, 0.0
        self.close_next_hello = None

    def call(self, work: Any) -> Any:
        """Run a coroutine in the server's loop and wait for it."""
        assert self.loop
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(10)

    def drop(self, code: int = 1012) -> None:
        """Close every socket."""
        if self.loop is None:
            return

        async def work() -> None:
            for socket in list(self.open_sockets):
                with contextlib.suppress(RuntimeError, WebSocketDisconnect):
                    await socket.close(code)

        self.call(work())

    def say(self, blocks: list[dict[str, Any]], source: str = "assistant", lang: str | None = None) -> None:
        """Something said to every visitor, unasked."""

        async def work() -> None:
            for visitor in self.visitors.values():
                self._reply(visitor, blocks, source=source, lang=lang)

        self.call(work())

    def until(self, held: Callable[[], bool]) -> None:
        """Wait until this is so: what a browser sends arrives after what it shows."""
        end = time.monotonic() + 8
        while not held():
            assert time.monotonic() < end, "did not come true"
            time.sleep(0.02)

    def hold(self, holder: str) -> None:
        """Somebody else holds every conversation now."""

        async def work() -> None:
            for visitor in self.visitors.values():
                visitor.holder = holder
                visitor.wake()

        self.call(work())

    def only(self) -> Visitor:
        (visitor,) = [v for v in self.visitors.values() if v.messages]
        return visitor

    # -- what the protocol says -------------------------------------------------------------------------------------

    def _shop(self, lang: str | None) -> dict[str, Any]:
        shop = scenes.shop(lang or "en")
        shop["greeting"] = {"blocks": to_json(from_json(shop["greeting"]["blocks"]))}
        return {**shop, **self.shop}

    def _store(self, visitor: Visitor, frame: dict[str, Any]) -> tuple[int, bool]:
        """The number of a message, and whether it is new."""
        before = visitor.by_id.get(frame["id"])
        if before is not None:
            return before, False
        self.received.append(frame)
        if frame.get("stream"):
            reached = visitor.numbers.get(frame["stream"], 0)
            if frame["n"] != reached + 1:
                self.gaps.append(frame["id"])
            visitor.numbers[frame["stream"]] = max(reached, frame["n"])
        text = frame.get("text") or frame.get("label") or "✓"
        if frame.get("form"):
            text = "✓"
        message = visitor.append(
            {"source": "shopper", "client_id": frame["id"], "blocks": [{"type": "text", "text": text}]}
        )
        visitor.by_id[frame["id"]] = message["seq"]
        return message["seq"], True

    def _reply(
        self,
        visitor: Visitor,
        blocks: list[dict[str, Any]],
        *,
        source: str = "assistant",
        lang: str | None = None,
        reply_to: int | None = None,
    ) -> None:
        if source != "future":
            # Exactly as the product sends it: checked, and with the model's own defaults in it.
            blocks = [b if b["type"] == "hologram" else to_json(from_json([b]))[0] for b in blocks]
        lang = lang or visitor.lang
        author: dict[str, Any] | None = dict(scenes.assistant(lang))
        if source == "agent":
            author = {"name": {"ko": "이수진", "ja": "佐藤"}.get(lang, "Emma Lind"), "picture": None}
        if source == "system":
            author = None
        visitor.append({"source": source, "author": author, "lang": lang, "blocks": blocks, "reply_to": reply_to})

    async def _answer(self, visitor: Visitor, frame: dict[str, Any]) -> None:
        await asyncio.sleep(self.delay)
        command = frame.get("command") or {}
        if command.get("command") == "language":
            visitor.lang = command["lang"]
        if command.get("command") == "person":
            visitor.holder = "queue"
        for blocks in scenes.replies(frame, visitor.lang, self.origin):
            self._reply(visitor, blocks, reply_to=visitor.by_id.get(frame["id"]))

    def _visitor(self, token: str | None, lang: str | None) -> Visitor | None:
        if token:
            return self.visitors.get(token)
        visitor = Visitor(f"tok_{secrets.token_hex(12)}")
        visitor.lang = lang if lang in scenes.LANGUAGES else "en"
        self.visitors[visitor.token] = visitor
        return visitor

    async def _socket(self, socket: WebSocket) -> None:
        self.requests["socket"] += 1
        if self.sockets_closed:
            await socket.close()
            return
        await socket.accept()
        self.open_sockets.add(socket)
        pushing: asyncio.Task[None] | None = None
        try:
            hello = json.loads(await socket.receive_text())
            assert hello["type"] == "hello", hello
            self.hellos.append(hello)
            if self.close_next_hello:
                code, self.close_next_hello = self.close_next_hello, None
                await socket.close(code)
                return
            visitor = self._visitor(hello["token"], hello["lang"])
            if visitor is None:
                await socket.close(4401)
                return
            lang = visitor.lang if visitor.messages else hello["lang"]
            await socket.send_json(
                {
                    "type": "welcome",
                    "shop": self._shop(lang),
                    "token": None if hello["token"] else visitor.token,
                    "conversation": "con_1" if visitor.messages else None,
                    "last_seq": len(visitor.messages),
                    "lang": lang,
                    "holder": visitor.holder,
                }
            )
            pushing = asyncio.create_task(self._push(socket, visitor, hello["after"]))
            while True:
                frame = json.loads(await socket.receive_text())
                if frame["type"] == "ping":
                    await socket.send_json({"type": "pong"})
                elif frame["type"] == "send":
                    await self._take(socket, visitor, frame)
                else:
                    self.others.append(frame)
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            self.open_sockets.discard(socket)
            if pushing:
                pushing.cancel()

    async def _take(self, socket: WebSocket, visitor: Visitor, frame: dict[str, Any]) -> None:
        self._check(frame)
        if self.swallow:
            self.swallow -= 1
            return
        if self.refuse:
            error = self.refuse
            if "retry_after" in error:
                self.refuse = None
            await socket.send_json({"type": "refused", "id": frame["id"], "error": error})
            return
        first = not visitor.messages
        seq, new = self._store(visitor, frame)
        if first:
            await socket.send_json(
                {"type": "session", "token": visitor.token, "visitor": "v_1", "conversation": "con_1"}
            )
        await socket.send_json(
            {"type": "accepted", "id": frame["id"], "seq": seq, "at": visitor.messages[seq - 1]["at"]}
        )
        if new:
            if self.delay:
                await socket.send_json({"type": "typing", "source": "assistant"})
            self._later(self._answer(visitor, frame))

    def _later(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _check(self, frame: dict[str, Any]) -> None:
        assert 8 <= len(frame["id"]) <= 64, frame
        assert sum(part in frame for part in ("text", "command", "form")) == 1, frame
        if "command" in frame:
            COMMAND.validate_python(frame["command"])

    async def _push(self, socket: WebSocket, visitor: Visitor, after: int) -> None:
        state = (visitor.holder, visitor.lang)
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            while True:
                news = visitor.news
                for message in visitor.messages[after:]:
                    await socket.send_json({"type": "message", "message": message})
                    after = message["seq"]
                if state != (visitor.holder, visitor.lang):
                    state = (visitor.holder, visitor.lang)
                    await socket.send_json({"type": "state", "holder": visitor.holder, "lang": visitor.lang})
                await news.wait()

    # -- plain HTTP -------------------------------------------------------------------------------------------------

    async def _config(self, request: Request) -> Response:
        self.requests["config"] += 1
        return JSONResponse({"shop": self._shop(request.query_params.get("lang"))}, headers=self._cors())

    def _bearer(self, request: Request) -> str | None:
        return request.headers.get("authorization", "").removeprefix("Bearer ") or None

    async def _post(self, request: Request) -> Response:
        self.requests["post"] += 1
        frame = await request.json()
        self._check(frame)
        visitor = self._visitor(self._bearer(request), frame.get("lang"))
        if visitor is None:
            return JSONResponse({"error": {"code": "token_invalid", "message": "?"}}, 401, headers=self._cors())
        if self.refuse:
            error, self.refuse = self.refuse, None
            return JSONResponse({"error": error}, 429 if "retry_after" in error else 422, headers=self._cors())
        seq, new = self._store(visitor, frame)
        if new:
            self._later(self._answer(visitor, frame))
        body = {"id": frame["id"], "seq": seq, "at": visitor.messages[seq - 1]["at"], "token": visitor.token}
        return JSONResponse({**body, "visitor": "v_1", "conversation": "con_1"}, 202, headers=self._cors())

    async def _read(self, request: Request) -> Response:
        self.requests["read"] += 1
        visitor = self.visitors.get(self._bearer(request) or "")
        if visitor is None:
            return JSONResponse({"error": {"code": "token_invalid", "message": "?"}}, 401, headers=self._cors())
        after, wait = int(request.query_params["after"]), float(request.query_params.get("wait", 0))
        if wait and not visitor.messages[after:]:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(visitor.news.wait(), min(wait, 25))
        body = {"messages": visitor.messages[after:], "last_seq": len(visitor.messages), "holder": visitor.holder}
        return JSONResponse({**body, "lang": visitor.lang, "token": visitor.token}, headers=self._cors())

    def _cors(self) -> dict[str, str]:
        return {
            "access-control-allow-origin": "*",
            "access-control-allow-headers": "authorization, content-type",
            "access-control-allow-methods": "GET, POST, OPTIONS",
        }

    # -- pages ------------------------------------------------------------------------------------------------------

    async def _loader(self, request: Request) -> Response:
        self.requests["w.js"] += 1
        text = (STATIC / "w.js").read_text().replace("__VERSION__", VERSION).replace("__ACCENT__", scenes.ACCENT)
        return Response(text, media_type="text/javascript", headers=self._cors())

    async def _page(self, request: Request) -> Response:
        query = request.query_params
        script = f"{self.origin}/w.js"
        data = "".join(f' data-{name[5:]}="{value}"' for name, value in query.items() if name.startswith("data-"))
        policy = POLICY.format(origin=self.origin, socket=self.origin.replace("http", "ws"))
        before = '<script src="/before.js"></script>' if "before" in query else ""
        return HTMLResponse(
            f'<!doctype html><html lang="{query.get("lang", "en")}" dir="{query.get("dir", "ltr")}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"><title>Haru</title>'
            f'<link rel="stylesheet" href="/page.css">{before}'
            f'<script src="{script}" data-shop="haru"{data} async></script></head>'
            '<body><main><h1>Haru</h1><p>Linen, cotton, wool.</p><button id="other">Other</button></main></body></html>',
            headers={"content-security-policy": policy},
        )

    def _app(self) -> Starlette:
        @contextlib.asynccontextmanager
        async def nothing(_app: Any) -> Any:
            yield

        async def css(_request: Request) -> Response:
            # A page that does its worst to whatever is on it.
            return PlainTextResponse(scenes.HOSTILE, media_type="text/css")

        async def before(_request: Request) -> Response:
            return PlainTextResponse(scenes.BEFORE, media_type="text/javascript")

        async def picture(request: Request) -> Response:
            return Response(scenes.picture(request.path_params["name"]), media_type="image/svg+xml")

        async def options(_request: Request) -> Response:
            return Response(status_code=204, headers=self._cors())

        files = StaticFiles(directory=STATIC)

        class Shared:
            """The widget's files, for every origin, counted."""

            def __init__(self, server: FakeServer) -> None:
                self.server = server

            async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
                path = scope["path"].rsplit("/", 1)[-1]
                self.server.requests[path] += 1

                async def answer(message: Any) -> None:
                    if message["type"] == "http.response.start":
                        message["headers"] += [(b"access-control-allow-origin", b"*")]
                    await send(message)

                await files(scope, receive, answer)

        app = Starlette(
            routes=[
                Route("/", self._page),
                Route("/page.css", css),
                Route("/before.js", before),
                Route("/w.js", self._loader),
                Route("/pictures/{name}.svg", picture),
                WebSocketRoute("/widget/v1/socket", self._socket),
                Route("/widget/v1/config", self._config),
                Route("/widget/v1/messages", self._read, methods=["GET"]),
                Route("/widget/v1/messages", self._post, methods=["POST"]),
                Route("/widget/v1/{rest:path}", options, methods=["OPTIONS"]),
                Mount(f"/widget/{VERSION}", Shared(self)),
            ]
        )

        async def with_loop(scope: Any, receive: Any, send: Any) -> None:
            self.loop = asyncio.get_running_loop()
            await app(scope, receive, send)

        return with_loop  # type: ignore[return-value]
