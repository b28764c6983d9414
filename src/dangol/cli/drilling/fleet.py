"""The server's processes: started, killed without warning, started again."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from dangol.kit.errors import DangolError

_START_SECONDS = 300.0


class DidNotStart(DangolError):
    """A process of the drill ended or never became ready."""

    code = "did_not_start"


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Server:
    """One process: ``serve`` with its port, or ``work``."""

    name: str
    arguments: list[str]
    environment: dict[str, str]
    log: Path
    port: int | None = None
    kills: int = 0
    process: asyncio.subprocess.Process | None = None
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def base(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Start it and wait until it is ready."""
        handle = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            seen = os.fstat(handle).st_size
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "dangol", *self.arguments, stdout=handle, stderr=handle, env=self.environment
            )
        finally:
            os.close(handle)
        deadline = time.monotonic() + _START_SECONDS
        while not await self._is_ready(seen):
            if self.process.returncode is not None or time.monotonic() > deadline:
                end = self.log.read_text(encoding="utf-8", errors="replace")[-2000:]
                raise DidNotStart(f"{self.name} did not start:\n{end}", cure=f"Its log is {self.log}.")
            await asyncio.sleep(0.05)
        self.ready.set()

    async def _is_ready(self, seen: int) -> bool:
        if self.port is None:
            with self.log.open("rb") as log:
                log.seek(seen)
                return b"working" in log.read()
        try:
            async with httpx2.AsyncClient(timeout=2) as client:
                return (await client.get(f"{self.base}/readyz")).status_code == 200
        except httpx2.HTTPError:
            return False

    def strike(self) -> None:
        """End it as a power failure would, this very moment: no warning, no last words. ``kill`` waits until it is gone."""
        self.ready.clear()
        self.kills += 1
        self._signal(signal.SIGKILL)

    async def kill(self) -> None:
        """End it as a power failure would, unless it has been struck already, and wait until it is gone."""
        if self.ready.is_set():
            self.strike()
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        """End it in the ordinary way."""
        self.ready.clear()
        await self._end(signal.SIGTERM)

    def _signal(self, kind: signal.Signals) -> None:
        if self.process is not None and self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(kind)

    async def _end(self, kind: signal.Signals) -> None:
        if self.process is None or self.process.returncode is not None:
            return
        self._signal(kind)
        try:
            await asyncio.wait_for(self.process.wait(), 15)
        except TimeoutError:
            self.process.kill()
            await self.process.wait()


@dataclass
class Fleet:
    """All processes of one drill."""

    servers: list[Server]

    @property
    def doors(self) -> list[Server]:
        """Those that serve."""
        return [server for server in self.servers if server.port is not None]

    async def start(self) -> None:
        """Start all; the first one alone, for it may have to train the understanding and make the tables."""
        await self.servers[0].start()
        await asyncio.gather(*(server.start() for server in self.servers[1:]))

    async def stop(self) -> None:
        """End all."""
        await asyncio.gather(*(server.stop() for server in self.servers))


def make_fleet(folder: Path, database_url: str | None, secret_variable: str, secret: str) -> Fleet:
    """One serving and one working process on SQLite, two and two on PostgreSQL."""
    number = 2 if database_url else 1
    environment = {**os.environ, secret_variable: secret, "DANGOL_LOG_LEVEL": "info", "PYTHONUNBUFFERED": "1"}
    environment.pop("DATABASE_URL", None)
    if database_url:
        environment["DATABASE_URL"] = database_url
    servers = []
    for place in range(number):
        port = free_port()
        arguments = ["serve", "--shop", str(folder), "--port", str(port), "--no-work"]
        servers.append(Server(f"serve-{place + 1}", arguments, environment, folder / f"serve-{place + 1}.log", port))
    for place in range(number):
        log = folder / f"work-{place + 1}.log"
        servers.append(Server(f"work-{place + 1}", ["work", "--shop", str(folder)], environment, log))
    return Fleet(servers)
