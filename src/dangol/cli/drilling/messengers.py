"""A messenger: its web hooks come in signed, what we answer goes out to a small server of its own that remembers everything."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import json
import random
import time
from typing import Any

import httpx2

from dangol.cli.drilling.ledger import Connection, Ledger, Post, Sent, Story
from dangol.cli.drilling.plan import Burst, Line, Person
from dangol.cli.drilling.shop import INBOX
from dangol.cli.drilling.visitors import Ground

_REFUSES = 0.03
_TAKES_SILENTLY = 0.02
_SLOW = 0.04


def sign(secret: str, body: bytes) -> str:
    """``Dangol-Signature``, written from the channel's document."""
    at = int(time.time())
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


def is_signed(secret: str, header: str, body: bytes) -> bool:
    """Whether ``header`` signs ``body``."""
    parts = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    digest = hmac.new(secret.encode(), parts.get("t", "").encode() + b"." + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(digest, parts.get("v1", ""))


class Sink:
    """Where our messages arrive. Now and then it is slow, asks to come again, or takes one and hangs up before saying so."""

    def __init__(self, ledger: Ledger, secret: str, seed: int) -> None:
        self._ledger = ledger
        self._secret = secret
        self._seed = seed
        self._tries: dict[str, int] = {}
        self._server: asyncio.Server | None = None
        self.port = 0

    async def start(self) -> None:
        """Listen."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Listen no more."""
        if self._server is not None:
            self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError, asyncio.LimitOverrunError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in head[1:])}
                body = await reader.readexactly(int(headers.get("content-length", "0")))
                status = await self._take(headers, body)
                if status is None:
                    break
                extra = "Retry-After: 1\r\n" if status == 503 else ""
                writer.write(f"HTTP/1.1 {status} x\r\nContent-Length: 0\r\n{extra}\r\n".encode())
                await writer.drain()
        writer.close()

    async def _take(self, headers: dict[str, str], body: bytes) -> int | None:
        key = headers.get("idempotency-key", "")
        self._tries[key] = self._tries.get(key, 0) + 1
        fate = random.Random(f"{self._seed}-{key}-{self._tries[key]}").random()
        if fate < _SLOW:
            await asyncio.sleep(0.3)
        message: dict[str, Any] = json.loads(body)
        signed = is_signed(self._secret, headers.get("dangol-signature", ""), body)
        refused = not signed or _SLOW < fate < _SLOW + _REFUSES
        self._ledger.posts.append(Post(time.monotonic(), key, message["to"], message["id"], signed, not refused))
        self._ledger.last_news = time.monotonic()
        if not signed:
            return 401
        if refused:
            return 503
        return None if fate > 1 - _TAKES_SILENTLY else 200


class Sender:
    """One user of the messenger."""

    def __init__(self, ground: Ground, person: Person, seed: int, secret: str) -> None:
        self.ground = ground
        self.person = person
        self.secret = secret
        self.chance = random.Random(f"{seed}-{person.number}")
        self.story: Story = ground.ledger.story("messenger")
        self.story.address = f"user-{seed}-{person.number}"
        self.repeats: set[asyncio.Task[None]] = set()

    async def run(self, said: asyncio.Semaphore) -> None:
        """Say everything."""
        async with said:
            for burst in self.person.bursts:
                await self.ground.may_send(len(burst.lines))
                await self._say(burst)
                await asyncio.sleep(burst.pause)
        while self.repeats:
            await asyncio.wait(self.repeats)

    async def _say(self, burst: Burst) -> None:
        lines, hooks = list(burst.lines), []
        while lines:
            size = self.chance.choice((1, 1, 2, 3))
            hooks.append(lines[:size])
            lines = lines[size:]
        if self.chance.random() < 0.15:
            # Nothing orders web hooks that are under way together.
            await asyncio.gather(*(self._post(hook) for hook in hooks))
            return
        for hook in hooks:
            await self._post(hook)
            for at in hook[0].again:
                task = asyncio.create_task(self._repeat(hook, at))
                self.repeats.add(task)
                task.add_done_callback(self.repeats.discard)

    async def _repeat(self, hook: list[Line], wait: float) -> None:
        await asyncio.sleep(wait)
        await self._post(hook)

    async def _post(self, hook: list[Line]) -> None:
        body = json.dumps({"messages": [self._message(line) for line in hook]}, ensure_ascii=False).encode()
        story, ledger = self.story, self.ground.ledger
        all_sent = [story.sent.setdefault(line.id, Sent(line, None, place)) for place, line in enumerate(hook)]
        while not self.ground.over.is_set():
            over = Connection()
            for sent in all_sent:
                ledger.left(sent, over)
            headers = {"content-type": "application/json", "dangol-signature": sign(self.secret, body)}
            try:
                url = f"{self.ground.door(self.chance).base}/hooks/webhook/{INBOX}"
                answer = await self.ground.client.post(url, content=body, headers=headers)
                if answer.status_code == 200:
                    for sent in all_sent:
                        ledger.stored(sent, None)
                    return
                if answer.status_code not in (429, 500, 503):
                    for sent in all_sent:
                        sent.refused = f"HTTP {answer.status_code}"
                    return
            except httpx2.HTTPError:
                over.ended = time.monotonic()
            await asyncio.sleep(self.chance.uniform(0.2, 1.2))

    def _message(self, line: Line) -> dict[str, Any]:
        message: dict[str, Any] = {"id": line.id, "from": self.story.address, "lang": self.person.lang}
        if line.adds is not None:
            slots = {"product": f"product:{line.adds}"}
            command = {"command": "start", "intent": "add_to_cart", "slots": slots}
            return message | {"command": command, "label": "+"}
        return message | {"text": line.text}
