"""The widget's WebSocket: one task takes frames in; when the conversation has news, another sends them and ends.

Thousands of these are open at once on which nobody says anything, so a socket at rest is one task that waits for the next frame, and
nothing that wakes up to find that nothing has happened.
"""

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
from dangol.conversations.repository import Standing
from dangol.kit.errors import DangolError, RetryLater
from dangol.kit.times import iso
from dangol.runtime.telemetry import REFUSED, SOCKETS
from dangol.web.door import check_rate, conversation_of, enter, mark_read, read_vouched
from dangol.web.frames import Hello, Page, Send, message_json, parse
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
        self.page: Page | None = None  # where its messages are written, unless one says so itself
        self.vouched: Any = None
        self.conversation: Standing | None = None  # as the client was told last
        self.news = False
        self.pushing: asyncio.Task[None] | None = None
        self.storing: set[asyncio.Task[None]] = set()
        self.broken: BaseException | None = None
        self.patience: asyncio.Timeout | None = None  # of the wait for the next frame
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
        self.page = hello.page
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
                "shop": await site.shop_info(self.lang, self.page.url if self.page else None),
                "token": self.token,
                "conversation": conversation.id if conversation else None,
                "last_seq": conversation.last_seq if conversation else 0,
                "lang": self.lang,
                "holder": conversation.holder.value if conversation else "assistant",
            }
        )
        if conversation is not None:
            self.follow(conversation)
        return True

    def follow(self, conversation: Standing) -> None:
        """From now on the client hears of whatever is new in the conversation, and now of what it has not seen."""
        self.conversation = conversation
        self.site.hub.on(topic(conversation.id), self._woken)
        self._woken()

    def _woken(self) -> None:
        self.news = True
        if self.pushing is None and self.broken is None:
            self.pushing = asyncio.create_task(self._push())
            self.pushing.add_done_callback(self._pushed)

    def _pushed(self, task: asyncio.Task[None]) -> None:
        self.pushing = None
        self._ended(task)
        if self.news and not task.cancelled():
            self._woken()  # it came just as the task had seen that there was none

    async def _push(self) -> None:
        """Send what is new until nothing is."""
        site, known = self.site, self.conversation
        while self.news and known is not None:
            self.news = False
            try:
                async with site.database.snapshot() as reader:
                    new = await repository.messages_after(reader, known.id, self.after)
                    current = await repository.standing(reader, known.id) or known
            except RetryLater as trouble:
                self.news = True
                await asyncio.sleep(min(trouble.after, 2.0))
                continue
            for message in new:
                await self.send({"type": "message", "message": await message_json(site, message, current.lang)})
                self.after = message.seq
            if (current.holder, current.lang) != (known.holder, known.lang):
                self.lang = current.lang
                await self.send({"type": "state", "holder": current.holder.value, "lang": current.lang})
            self.conversation = known = current
            if new and new[-1].seq < current.last_seq:
                self.news = True

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
        if self.broken is not None:
            raise self.broken
        try:
            async with asyncio.timeout(seconds) as self.patience:
                message = await self.socket.receive()
        except TimeoutError:
            if self.broken is not None:
                raise self.broken from None
            raise
        finally:
            self.patience = None
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
        self.storing.discard(task)
        self._ended(task)

    def _ended(self, task: asyncio.Task[None]) -> None:
        """Whatever nobody foresaw ends the socket: its client comes back and sends again, instead of waiting for ever."""
        if not task.cancelled() and (trouble := task.exception()) is not None and self.broken is None:
            self.broken = trouble
            if self.patience is not None:
                self.patience.reschedule(0)

    async def _store(self, frame: dict[str, Any]) -> None:
        site, client_id = self.site, str(frame.get("id"))[:64]
        try:
            try:
                send = Send.model_validate(frame)
                send = send if send.page or self.page is None else send.model_copy(update={"page": self.page})
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
        if self.conversation is None:
            await self.send(
                {
                    "type": "session",
                    "token": self.token or site.visitors.sign(self.visitor.address, site.database.clock.now()),
                    "visitor": self.visitor.address,
                    "conversation": received.conversation_id,
                }
            )
        await self.send({"type": "accepted", "id": client_id, "seq": received.seq, "at": iso(received.at)})
        if self.conversation is None:
            async with site.database.snapshot() as reader:
                conversation = await repository.standing(reader, received.conversation_id)
            if conversation is not None and self.conversation is None:
                self.follow(conversation)

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
        try:
            await self.receive_frames()
        except TimeoutError:
            await self.socket.close(4408)
        finally:
            # What was sent before the page was closed is stored all the same: those tasks end by themselves.
            if self.conversation is not None:
                self.site.hub.off(topic(self.conversation.id), self._woken)
            if self.pushing is not None:
                self.pushing.cancel()
                await asyncio.gather(self.pushing, return_exceptions=True)


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


# Starlette's own route: FastAPI's would keep two stacks of dependencies open for every socket, and there are none.
router.add_websocket_route("/widget/v1/socket", widget_socket)
