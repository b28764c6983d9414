"""Visitors: they speak the widget's protocol as its document says, reconnect with ``after``, and send again what was not accepted."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import random
import time
from typing import Any, Protocol

import httpx2
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from dangol.cli.drilling.fleet import Server
from dangol.cli.drilling.ledger import Connection, Ledger, Screen, Sent, Shown, Story
from dangol.cli.drilling.plan import Burst, Line, Person

_SEND_AGAIN_SECONDS = 6.0
_TROUBLE = (OSError, WebSocketException, TimeoutError, EOFError)


class Ground(Protocol):
    """What the people of a drill stand on."""

    ledger: Ledger
    client: httpx2.AsyncClient
    over: asyncio.Event

    def door(self, chance: random.Random) -> Server:
        """A serving process."""
        ...

    async def may_send(self, messages: int) -> None:
        """Wait until so many more messages may leave."""
        ...


def frame_of(line: Line, stream: str | None, lang: str) -> dict[str, Any]:
    """The message as the protocol wants it."""
    frame: dict[str, Any] = {"id": line.id, "lang": lang}
    if line.n is not None:
        frame |= {"stream": stream, "n": line.n}
    if line.adds is not None:
        slots = {"product": f"product:{line.adds}"}
        frame |= {"command": {"command": "start", "intent": "add_to_cart", "slots": slots}, "label": "+"}
    else:
        frame["text"] = line.text
    return frame


def address_in(token: str) -> str:
    """Whom a visitor's token names. We do not check it: it was given to us."""
    body = token.split(".")[1]
    claims: dict[str, str] = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return claims["sub"]


class Visitor:
    """Somebody with one or two tabs open, or a program that speaks plain HTTP."""

    def __init__(self, ground: Ground, person: Person, seed: int) -> None:
        self.ground = ground
        self.person = person
        self.story: Story = ground.ledger.story(person.way)
        self.chance = random.Random(f"{seed}-{person.number}")
        self.token: str | None = None
        self.known = asyncio.Event()  # the first message was accepted: from here on there may be a second tab
        # A stream's name is new in every visit, as in a browser.
        self.streams = [f"s{person.number:06d}-{tab}-{seed}" for tab in range(person.tabs)]

    def keep(self, token: str | None) -> None:
        """Remember the token, as a browser does."""
        if token:
            self.token = token
            self.story.address = address_in(token)

    def note(self, line: Line) -> Sent:
        """The account of ``line``."""
        if line.id not in self.story.sent:
            self.story.sent[line.id] = Sent(line, self.streams[line.tab] if line.n is not None else None, 0)
        return self.story.sent[line.id]


class Tab:
    """One open page: a socket that is made again whenever it breaks."""

    def __init__(self, visitor: Visitor, number: int) -> None:
        self.visitor = visitor
        self.number = number
        self.screen = Screen(f"{visitor.person.number}/{number}")
        visitor.story.screens.append(self.screen)
        self.waiting: dict[str, Sent] = {}
        self.socket: ClientConnection | None = None
        self.over = Connection()

    async def run(self) -> None:
        """Stay connected until the drill is over."""
        if self.number:
            await self.visitor.known.wait()
        ground = self.visitor.ground
        while not ground.over.is_set():
            server = ground.door(self.visitor.chance)
            try:
                async with connect(
                    f"ws://127.0.0.1:{server.port}/widget/v1/socket", compression=None, open_timeout=20, close_timeout=1
                ) as socket:
                    await self._visit(socket)
            except _TROUBLE:
                await asyncio.sleep(self.visitor.chance.uniform(0.1, 0.5))
            finally:
                self.socket, self.over.ended = None, time.monotonic()

    async def _visit(self, socket: ClientConnection) -> None:
        visitor = self.visitor
        hello = {"type": "hello", "token": visitor.token, "after": self.screen.last, "lang": visitor.person.lang}
        await socket.send(json.dumps(hello))
        welcome = json.loads(await asyncio.wait_for(socket.recv(), 20))
        visitor.keep(welcome["token"])
        self.over, self.socket = Connection(), socket
        for sent in sorted(self.waiting.values(), key=lambda sent: sent.line.id):
            await self._leave(sent)
        sending_again = asyncio.create_task(self._send_again())
        try:
            async for raw in socket:
                self._hear(json.loads(raw))
        finally:
            sending_again.cancel()

    async def _send_again(self) -> None:
        while True:
            await asyncio.sleep(1)
            for sent in list(self.waiting.values()):
                if sent.attempts and time.monotonic() - sent.attempts[-1].at > _SEND_AGAIN_SECONDS:
                    await self._leave(sent)

    def _hear(self, frame: dict[str, Any]) -> None:
        kind = frame["type"]
        if kind == "session":
            self.visitor.keep(frame["token"])
        elif kind == "accepted":
            sent = self.visitor.story.sent[frame["id"]]
            self.waiting.pop(frame["id"], None)
            self.visitor.ground.ledger.stored(sent, frame["seq"])
            self.visitor.known.set()
        elif kind == "refused":
            again = frame["error"].get("retry_after")
            if again is None:
                self.visitor.story.sent[frame["id"]].refused = frame["error"]["code"]
                self.waiting.pop(frame["id"], None)
        elif kind == "message":
            show(self.screen, frame["message"], self.visitor.ground.ledger)

    async def say(self, line: Line) -> None:
        """Send it; if there is no connection it leaves as soon as there is one."""
        sent = self.visitor.note(line)
        if not sent.told:
            self.waiting[line.id] = sent
        await self._leave(sent)

    async def _leave(self, sent: Sent) -> None:
        if self.socket is None:
            return
        frame = {"type": "send", **frame_of(sent.line, sent.stream, self.visitor.person.lang)}
        self.visitor.ground.ledger.left(sent, self.over)
        with contextlib.suppress(*_TROUBLE):
            await self.socket.send(json.dumps(frame, ensure_ascii=False))

    def break_off(self) -> None:
        """The connection is gone, without a goodbye."""
        if self.socket is not None:
            self.socket.transport.abort()


class Caller:
    """The same over plain HTTP: post, and ask for what is new."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.screen = Screen(f"{visitor.person.number}/http")
        visitor.story.screens.append(self.screen)

    async def run(self) -> None:
        """Ask for what is new until the drill is over."""
        visitor, ground = self.visitor, self.visitor.ground
        await visitor.known.wait()
        while not ground.over.is_set():
            base = ground.door(visitor.chance).base
            try:
                answer = await ground.client.get(
                    f"{base}/widget/v1/messages",
                    params={"after": self.screen.last, "wait": 5},
                    headers={"authorization": f"Bearer {visitor.token}"},
                )
                answer.raise_for_status()
                for message in answer.json()["messages"]:
                    show(self.screen, message, ground.ledger)
            except httpx2.HTTPError:
                await asyncio.sleep(visitor.chance.uniform(0.2, 1.2))

    async def get_token(self) -> None:
        """A program that may have to repeat its first message asks for its token before."""
        visitor, ground = self.visitor, self.visitor.ground
        while visitor.token is None:
            with contextlib.suppress(httpx2.HTTPError):
                answer = await ground.client.post(f"{ground.door(visitor.chance).base}/widget/v1/visitors")
                answer.raise_for_status()
                visitor.keep(answer.json()["token"])
                return
            await asyncio.sleep(visitor.chance.uniform(0.2, 1.2))

    async def say(self, line: Line) -> None:
        """Post it until it is stored."""
        visitor, ground = self.visitor, self.visitor.ground
        sent = visitor.note(line)
        body = json.dumps(frame_of(line, sent.stream, visitor.person.lang), ensure_ascii=False).encode()
        headers = {"authorization": f"Bearer {visitor.token}", "content-type": "application/json"}
        while not ground.over.is_set():
            over = Connection()
            ground.ledger.left(sent, over)
            try:
                answer = await ground.client.post(
                    f"{ground.door(visitor.chance).base}/widget/v1/messages", content=body, headers=headers
                )
                if answer.status_code == 202:
                    ground.ledger.stored(sent, answer.json()["seq"])
                    visitor.known.set()
                    return
                if answer.status_code not in (429, 500, 503):
                    sent.refused = f"HTTP {answer.status_code}"
                    return
            except httpx2.HTTPError:
                over.ended = time.monotonic()
            await asyncio.sleep(visitor.chance.uniform(0.2, 1.2))


def show(screen: Screen, message: dict[str, Any], ledger: Ledger) -> None:
    """Write down what appears on ``screen``."""
    shown = Shown(time.monotonic(), message["seq"], message["id"], message["source"], message["client_id"])
    screen.shown.append(shown)
    ledger.last_news = shown.at


async def visit(ground: Ground, person: Person, seed: int, said: asyncio.Semaphore) -> None:
    """A person's whole visit: say everything, then stay and read until the drill is over."""
    visitor = Visitor(ground, person, seed)
    voices: list[Tab | Caller]
    if person.way == "socket":
        voices = [Tab(visitor, number) for number in range(person.tabs)]
    else:
        voices = [Caller(visitor)]
    reading: list[asyncio.Task[None]] = []
    try:
        async with said:
            if isinstance(voices[0], Caller):
                await voices[0].get_token()
            reading += [asyncio.create_task(voice.run()) for voice in voices]
            for burst in person.bursts:
                await ground.may_send(len(burst.lines))
                await _say(voices, burst)
                if burst.breaks and isinstance(voices[0], Tab):
                    voices[0].break_off()
                await asyncio.sleep(burst.pause)
                if not visitor.known.is_set():
                    await visitor.known.wait()
        await asyncio.gather(*reading)
    finally:
        for task in reading:
            task.cancel()


async def _say(voices: list[Tab | Caller], burst: Burst) -> None:
    async def later(line: Line, wait: float) -> None:
        await asyncio.sleep(wait)
        await voices[line.tab].say(line)

    departures = [(line, at) for line in burst.lines for at in (line.leaves, *line.again)]
    departures.sort(key=lambda departure: departure[1])
    if any(line.n is None for line in burst.lines) and isinstance(voices[0], Caller):
        # Without numbers, order is what was acknowledged before the next was sent.
        for line, _ in departures:
            await voices[0].say(line)
    else:
        await asyncio.gather(*(later(line, at) for line, at in departures))
