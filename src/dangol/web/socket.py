"""The widget's WebSocket: frames in one task, new messages out in another, both ending together."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from typing import Any

import structlog
from fastapi import APIRouter, WebSocket
from pydantic import ValidationError
from starlette.websockets import WebSocketDisconnect, WebSocketState

from dangol.conversations import repository
from dangol.conversations.actions.receive import Received, topic
from dangol.conversations.errors import MessageRefused, TooManyMessages
from dangol.conversations.repository import Conversation
from dangol.kit.errors import DangolError, RetryLater
from dangol.kit.times import iso
from dangol.runtime.telemetry import REFUSED, SOCKETS
from dangol.web.door import check_rate, conversation_of, enter, mark_read, read_vouched
from dangol.web.frames import Hello, Send, message_json, parse
from dangol.web.site import Site, accepted_language, site_of
from dangol.web.tokens import TokenInvalid, Visitor
from dangol.web.trouble import error_json

router = APIRouter()
log = structlog.get_logger(__name__)

_IDLE_SECONDS = 120.0
_HELLO_SECONDS = 15.0
_MOST_REFUSED_IN_A_ROW = 200
_MOST_WAITING = 64
_MOST_FRAMES_A_SECOND = 500


class _Session:
    """One socket: who it is, what it has seen, and the tasks that work for it."""

    def __init__(self, site: Site, socket: WebSocket) -> None:
        self.site = site
        self.socket = socket
        self.lang = site.lang(None)
        self.visitor = Visitor("")
        self.token: str | None = None
        self.new = False
        self.after = 0
        self.vouched: Any = None
        self.conversation: Conversation | None = None
        self.pushing: asyncio.Task[None] | None = None
        self.storing: set[asyncio.Task[None]] = set()
        self.broken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.refused = 0
        self.read = 0
        self.frames = (0, 0)
        self._sending = asyncio.Lock()

    async def send(self, frame: dict[str, Any]) -> None:
        async with self._sending:
            await self.socket.send_text(json.dumps(frame, ensure_ascii=False, separators=(",", ":")))

    async def hello(self) -> bool:
        """The first frame. False: it was refused and the socket is closed."""
        site = self.site
        try:
            frame = parse(await self._receive(_HELLO_SECONDS))
            if frame.get("type") != "hello":
                raise MessageRefused("The first frame is hello.")
            hello = Hello.model_validate(frame)
        except (MessageRefused, ValidationError, TimeoutError):
            await self.socket.close(4400)
            return False
        header = accepted_language(self.socket.headers.get("accept-language"), site.settings.shop.languages)
        self.lang = site.lang(hello.lang or header)
        self.after = hello.after
        now = site.database.clock.now()
        try:
            self.vouched = read_vouched(site, hello.identity)
            if hello.token:
                self.visitor = site.visitors.read(hello.token, now)
                self.token = site.visitors.sign(self.visitor.address, now) if self.visitor.renew else None
            else:
                self.visitor, self.token = site.visitors.new(now)
                self.new = True
        except TokenInvalid as trouble:
            REFUSED.labels("web", trouble.code).inc()
            await self.socket.close(4401)
            return False
        self.conversation = None if self.new else await conversation_of(site, self.visitor)
        if self.conversation is not None:
            self.lang = self.conversation.lang
        conversation = self.conversation
        await self.send(
            {
                "type": "welcome",
                "shop": await site.shop_info(self.lang),
                "token": self.token,
                "conversation": conversation.id if conversation else None,
                "last_seq": conversation.last_seq if conversation else 0,
                "lang": self.lang,
                "holder": conversation.holder.value if conversation else "assistant",
            }
        )
        if conversation is not None:
            self.start_pushing(conversation)
        return True

    def start_pushing(self, conversation: Conversation) -> None:
        if self.pushing is None:
            self.conversation = conversation
            self.pushing = asyncio.create_task(self._push(conversation))

    async def _push(self, conversation: Conversation) -> None:
        site, state = self.site, (conversation.holder, conversation.lang)
        async with site.hub.listening(topic(conversation.id)) as woken:
            while True:
                woken.clear()
                try:
                    async with site.database.snapshot() as reader:
                        new = await repository.messages_after(reader, conversation.id, self.after)
                        current = await repository.conversation(reader, conversation.id) or conversation
                except RetryLater as trouble:
                    await asyncio.sleep(min(trouble.after, 2.0))
                    continue
                for message in new:
                    await self.send({"type": "message", "message": await message_json(site, message, current)})
                    self.after = message.seq
                if (current.holder, current.lang) != state:
                    state = (current.holder, current.lang)
                    self.lang = current.lang
                    await self.send({"type": "state", "holder": current.holder.value, "lang": current.lang})
                if not new or new[-1].seq >= current.last_seq:
                    await woken.wait()

    async def receive_frames(self) -> None:
        while True:
            try:
                frame = parse(await self._receive(_IDLE_SECONDS))
            except MessageRefused:
                await self.socket.close(4400)
                return
            if self._flooding():
                REFUSED.labels("web", "too_many").inc()
                await self.socket.close(4429)
                return
            kind = frame.get("type")
            if kind == "ping":
                await self.send({"type": "pong"})
            elif kind == "send":
                await self._take(frame)
                if self.refused > _MOST_REFUSED_IN_A_ROW:
                    await self.socket.close(4429)
                    return
            elif kind == "read" and self.conversation is not None and isinstance(frame.get("seq"), int):
                # No further than what was sent, and each place once: a flood of these costs no transactions.
                seen = min(frame["seq"], self.after)
                if seen > self.read:
                    self.read = seen
                    await mark_read(self.site, self.conversation.id, seen)

    async def _receive(self, seconds: float) -> str | bytes:
        """The next frame, text or not. Raises ``TimeoutError`` and ``WebSocketDisconnect``."""
        message = await asyncio.wait_for(self.socket.receive(), seconds)
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code", 1005))
        text: str | None = message.get("text")
        raw: bytes = message.get("bytes") or b""
        return text if text is not None else raw

    def _flooding(self) -> bool:
        """More frames in a second than any client has a reason to send. Limits on messages are answered one by one; this is not."""
        second = int(time.monotonic())
        self.frames = (second, self.frames[1] + 1 if self.frames[0] == second else 1)
        return self.frames[1] > _MOST_FRAMES_A_SECOND

    async def _take(self, frame: dict[str, Any]) -> None:
        """Store a numbered message beside the others under way, so that one waiting for its predecessor cannot hold that up.

        Messages without a number are stored one after the other, in the order they came.
        """
        numbered = isinstance(frame.get("n"), int)
        while self.storing and (not numbered or len(self.storing) >= _MOST_WAITING):
            await asyncio.wait(self.storing, return_when=asyncio.FIRST_COMPLETED)
        task = asyncio.create_task(self._store(frame))
        self.storing.add(task)
        task.add_done_callback(self._stored)

    def _stored(self, task: asyncio.Task[None]) -> None:
        """Whatever nobody foresaw ends the socket: its client comes back and sends again, instead of waiting for ever."""
        self.storing.discard(task)
        if not task.cancelled() and (trouble := task.exception()) is not None and not self.broken.done():
            self.broken.set_exception(trouble)

    async def _store(self, frame: dict[str, Any]) -> None:
        site, client_id = self.site, str(frame.get("id"))[:64]
        try:
            try:
                send = Send.model_validate(frame)
            except ValidationError as trouble:
                where = ".".join(str(part) for part in trouble.errors()[0]["loc"])
                raise MessageRefused(f"{where}: {trouble.errors()[0]['msg']}", cure="See docs/protocol.md.") from None
            network = self.socket.client.host if self.socket.client else ""
            check_rate(site, self.visitor, network, new=self.new and self.conversation is None)
            received = await self._enter(send)
        except DangolError as trouble:
            self.refused += 1
            if not isinstance(trouble, TooManyMessages):
                REFUSED.labels("web", trouble.code).inc()
            await self.send({"type": "refused", "id": client_id, "error": error_json(site, trouble, self.lang)})
            return
        self.refused, self.vouched = 0, None
        if self.pushing is None:
            await self.send(
                {
                    "type": "session",
                    "token": self.token or site.visitors.sign(self.visitor.address, site.database.clock.now()),
                    "visitor": self.visitor.address,
                    "conversation": received.conversation_id,
                }
            )
        await self.send({"type": "accepted", "id": client_id, "seq": received.seq, "at": iso(received.at)})
        if self.pushing is None:
            async with site.database.snapshot() as reader:
                conversation = await repository.conversation(reader, received.conversation_id)
            if conversation is not None:
                self.start_pushing(conversation)

    async def _enter(self, send: Send) -> Received:
        try:
            return await enter(self.site, self.visitor, send, self.lang, self.vouched)
        except DangolError:
            raise
        except Exception as trouble:
            # Something of ours is broken; the client must hear of it, or it would wait for ever.
            log.error("socket.failed", exc_info=trouble)
            raise RetryLater("The message could not be stored.", after=5) from trouble

    async def run(self) -> None:
        """Until either side has enough."""
        if not await self.hello():
            return
        receiving = asyncio.create_task(self.receive_frames())
        try:
            while True:
                tasks = {receiving, self.broken} | ({self.pushing} if self.pushing else set())
                done, _ = await asyncio.wait(tasks, timeout=5, return_when=asyncio.FIRST_COMPLETED)
                if self.site.closing:
                    await self.socket.close(1012)
                    return
                for task in done:
                    task.result()
                if receiving in done:
                    return
        except TimeoutError:
            await self.socket.close(4408)
        finally:
            # What was sent before the page was closed is stored all the same: those tasks end by themselves.
            for task in (receiving, self.broken, *([self.pushing] if self.pushing else [])):
                task.cancel()
            await asyncio.gather(receiving, *([self.pushing] if self.pushing else []), return_exceptions=True)


@router.websocket("/widget/v1/socket")
async def widget_socket(socket: WebSocket) -> None:
    """See ``docs/protocol.md``."""
    site = site_of(socket)
    await socket.accept()
    SOCKETS.labels("opened").inc()
    try:
        await _Session(site, socket).run()
    except (WebSocketDisconnect, RuntimeError) as trouble:
        if isinstance(trouble, RuntimeError) and socket.application_state is WebSocketState.CONNECTED:
            raise
    except RetryLater as trouble:
        log.warning("socket.closed", reason=trouble.code)
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):
            await socket.close(1013)
    finally:
        SOCKETS.labels("closed").inc()
