"""A shop's calendar as its own program would be: a real HTTP server on this machine that also does everything wrong."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Calendar:
    """``plan`` says how it answers, one entry a request, the last one for ever: a status with a body, or ``slow``, ``drip``,
    ``hang up``."""

    plan: list[Any] = field(default_factory=lambda: [(200, {})])
    seen: list[tuple[Mapping[str, str], bytes]] = field(default_factory=list)
    late: Any = (200, {})  # what ``slow`` ends in
    url: str = ""
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(raw) for _, raw in self.seen]

    @property
    def keys(self) -> list[str]:
        return [headers["idempotency-key"] for headers, _ in self.seen]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in head[1:]) if v}
        raw = await reader.readexactly(int(headers.get("content-length", "0")))
        self.seen.append((headers, raw))
        self.asked.set()
        step = self.plan.pop(0) if len(self.plan) > 1 else self.plan[0]
        try:
            if step == "hang up":
                return
            if step == "slow":
                await self.released.wait()
                step = self.late
            if step == "drip":
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n")
                while not self.released.is_set():
                    writer.write(b" ")
                    await writer.drain()
                    await asyncio.sleep(0.05)
                return
            status, body, *more = step
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            extra = "".join(f"{name}: {value}\r\n" for name, value in (more[0] if more else {}).items())
            writer.write(
                f"HTTP/1.1 {status} X\r\n{extra}content-length: {len(content)}\r\nconnection: close\r\n\r\n".encode()
            )
            writer.write(content)
            await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()


@asynccontextmanager
async def calendar_server() -> AsyncIterator[Calendar]:
    calendar = Calendar()
    server = await asyncio.start_server(calendar.serve, "127.0.0.1", 0)
    calendar.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/fittings"
    try:
        yield calendar
    finally:
        calendar.released.set()
        server.close()
