"""The load: visitors on sockets, a fixed number of messages a second or each as soon as the last was answered."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

Saying = Callable[[random.Random, str], dict[str, Any]]
_ANSWER_SECONDS = 60.0
_BEAT_SECONDS = 45.0
_numbers = itertools.count(1)


@dataclass
class Times:
    """Seconds from a message's acknowledgement to its answer on the screen, and from its sending to its acknowledgement."""

    answered: list[float] = field(default_factory=list)
    accepted: list[float] = field(default_factory=list)
    seconds: float = 0.0
    missed: int = 0  # times nobody was free to speak at a fixed rate

    def at(self, share: float) -> float:
        """The ``share`` quantile of the whole wait, from a message's sending to its answer, in milliseconds."""
        return _quantile([one + other for one, other in zip(self.accepted, self.answered, strict=True)], share)

    def accepted_at(self, share: float) -> float:
        """The same from its sending to the word that it is stored."""
        return _quantile(self.accepted, share)


def _quantile(seconds: list[float], share: float) -> float:
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000 if ordered else float("nan")


class Voice:
    """One visitor on one socket."""

    def __init__(self, port: int, lang: str, seed: int) -> None:
        self.port = port
        self.lang = lang
        self.chance = random.Random(seed)
        self.socket: ClientConnection | None = None
        self.reading: asyncio.Task[None] | None = None
        self._waiting: tuple[str, float, asyncio.Future[tuple[float, float]]] | None = None
        self._accepted: tuple[float, int] | None = None
        self._answered = 0.0
        self.last_seq = 0

    async def open(self) -> None:
        """Connect."""
        self.socket = await connect(
            f"ws://127.0.0.1:{self.port}/widget/v1/socket", compression=None, open_timeout=60, ping_interval=None
        )
        await self.socket.send(json.dumps({"type": "hello", "token": None, "after": 0, "lang": self.lang}))
        await self.socket.recv()
        self.reading = asyncio.create_task(self._read(self.socket))

    async def _read(self, socket: ClientConnection) -> None:
        async for raw in socket:
            frame = json.loads(raw)
            if frame["type"] == "accepted" and self._waiting and frame["id"] == self._waiting[0]:
                self._accepted = (time.perf_counter(), frame["seq"])
            elif frame["type"] == "message":
                self.last_seq = frame["message"]["seq"]
                if frame["message"]["source"] == "assistant":
                    self._answered = time.perf_counter()
            elif frame["type"] == "refused":
                raise RuntimeError(f"The server refused: {frame['error']}")
            self._settle(frame)

    def _settle(self, frame: dict[str, Any]) -> None:
        if self._waiting is None or self._accepted is None or frame["type"] != "message":
            return
        message, (at, seq) = frame["message"], self._accepted
        if message["source"] == "assistant" and (message["reply_to"] or 0) >= seq:
            _, sent, future = self._waiting
            self._waiting = self._accepted = None
            if not future.done():
                future.set_result((at - sent, self._answered - at))

    async def say(self, what: dict[str, Any]) -> tuple[float, float]:
        """Say it; seconds until it was accepted, and from then until it was answered."""
        assert self.socket is not None
        client_id = f"bench-{next(_numbers):09d}"
        future: asyncio.Future[tuple[float, float]] = asyncio.get_running_loop().create_future()
        self._waiting = (client_id, time.perf_counter(), future)
        await self.socket.send(json.dumps({"type": "send", "id": client_id, **what}, ensure_ascii=False))
        return await asyncio.wait_for(future, _ANSWER_SECONDS)

    async def beat(self) -> None:
        """Say that we are still here, as the widget does, at a moment of our own, until cancelled."""
        await asyncio.sleep(self.chance.uniform(0, _BEAT_SECONDS))
        while self.socket is not None:
            await self.socket.send('{"type":"ping"}')
            await asyncio.sleep(_BEAT_SECONDS)

    async def close(self) -> None:
        """Hang up."""
        if self.reading is not None:
            self.reading.cancel()
            await asyncio.gather(self.reading, return_exceptions=True)
        if self.socket is not None:
            with contextlib.suppress(Exception):
                await self.socket.close()


async def voices(ports: list[int], number: int, seed: int = 1) -> list[Voice]:
    """``number`` visitors, connected."""
    found = [Voice(ports[n % len(ports)], ("ko", "en", "ja")[n % 3], seed * 100_000 + n) for n in range(number)]
    for start in range(0, number, 50):
        await asyncio.gather(*(voice.open() for voice in found[start : start + 50]))
    return found


async def saturate(speakers: list[Voice], saying: Saying, turns: int) -> Times:
    """Each says the next thing as soon as it was answered, ``turns`` in all."""
    times, left = Times(), turns

    async def talk(voice: Voice) -> None:
        nonlocal left
        while left > 0:
            left -= 1
            accepted, answered = await voice.say(saying(voice.chance, voice.lang))
            times.accepted.append(accepted)
            times.answered.append(answered)

    began = time.perf_counter()
    await asyncio.gather(*(talk(voice) for voice in speakers))
    times.seconds = time.perf_counter() - began
    return times


async def steady(speakers: list[Voice], saying: Saying, rate: float, seconds: float) -> Times:
    """``rate`` messages a second for ``seconds``, whatever became of the earlier ones; each visitor waits for its answer."""
    times, free, talking = Times(), list(speakers), set()
    chance = random.Random(5)

    async def talk(voice: Voice) -> None:
        accepted, answered = await voice.say(saying(voice.chance, voice.lang))
        times.accepted.append(accepted)
        times.answered.append(answered)
        free.append(voice)

    began = time.perf_counter()
    due = began
    while due < began + seconds:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        if free:
            task = asyncio.create_task(talk(free.pop(chance.randrange(len(free)))))
            talking.add(task)
            task.add_done_callback(talking.discard)
        else:
            times.missed += 1
        due += chance.expovariate(rate)
    while talking:
        await asyncio.gather(*talking)
    times.seconds = time.perf_counter() - began
    return times
