"""The live hub: wake-ups from a commit to whoever waits for it, in this process and in the others.

A wake-up carries no data: the listener reads what is new by its own sequence number, so a lost or doubled wake-up costs a look
and nothing else. Other processes are heard through PostgreSQL's LISTEN, or on SQLite by polling ``PRAGMA data_version`` (which costs
microseconds and changes whenever another connection commits) and then reading the ``wakeups`` rows.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import structlog
from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.exc import SQLAlchemyError

from dangol.kit.errors import DangolError, RetryLater
from dangol.runtime.database import Database, wakeups
from dangol.runtime.errors import DatabaseGone

log = structlog.get_logger(__name__)
_POLL_SECONDS = 0.03
_KEEP_ROWS = 5000
_NEWS = (
    select(wakeups.c.id, wakeups.c.topic, wakeups.c.origin)
    .where(wakeups.c.id > bindparam("seen"))
    .order_by(wakeups.c.id)
)


class Hub:
    """Topics and who listens to them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._calls: dict[str, tuple[Callable[[], None], ...]] = {}
        self._seen = 0
        self._under_way: set[asyncio.Task[None]] = set()
        database.waker = self

    def wake(self, topics: Sequence[str]) -> None:
        """Wake this process's listeners of ``topics``."""
        for topic in topics:
            for call in self._calls.get(topic, ()):
                call()

    def on(self, topic: str, call: Callable[[], None]) -> None:
        """Call ``call`` at every wake-up of ``topic``, until ``off``."""
        self._calls[topic] = (*self._calls.get(topic, ()), call)

    def follow(self, topic: str, look: Callable[[], Awaitable[None]]) -> None:
        """Run ``look`` at every wake-up of ``topic``. What it cannot take up it leaves as it was: the next start says the same, louder."""

        async def looked() -> None:
            try:
                await look()
            except (DangolError, OSError) as trouble:
                log.error("hub.not_taken_up", topic=topic, reason=str(trouble))

        def woken() -> None:
            task = asyncio.get_running_loop().create_task(looked())
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

        self.on(topic, woken)

    def off(self, topic: str, call: Callable[[], None]) -> None:
        """Call it no more."""
        left = tuple(other for other in self._calls.get(topic, ()) if other != call)
        if left:
            self._calls[topic] = left
        else:
            self._calls.pop(topic, None)

    @asynccontextmanager
    async def listening(self, topic: str) -> AsyncIterator[asyncio.Event]:
        """An event that is set at every wake-up of ``topic``; clear it before you look."""
        waiting = asyncio.Event()
        self.on(topic, waiting.set)
        try:
            yield waiting
        finally:
            self.off(topic, waiting.set)

    async def run(self) -> None:
        """Listen to the other processes until cancelled."""
        while True:
            try:
                if self._database.dialect == "postgresql":
                    await self._listen()
                else:
                    await self._poll()
            except (RetryLater, OSError, SQLAlchemyError) as trouble:
                log.warning("hub.waiting", reason=str(trouble))
            await asyncio.sleep(1)

    def _wake_all(self) -> None:
        """Whatever was announced while nobody listened: everybody looks once."""
        self.wake(list(self._calls))

    async def _poll(self) -> None:
        async with self._database.snapshot() as reader:
            connection = reader.connection
            driver: Any = (await connection.get_raw_connection()).driver_connection
            version = -1
            self._seen = (await connection.scalar(select(func.max(wakeups.c.id)))) or 0
            await connection.rollback()
            self._wake_all()
            since_pruned = 0
            while True:
                # Outside a transaction, or the version would be that of our own snapshot for ever; and of the driver itself, because
                # it is asked thirty times a second whether or not anything happens.
                (current,) = driver.execute("PRAGMA data_version").fetchone()
                if current != version:
                    version = current
                    rows = await reader.all(_NEWS, {"seen": self._seen})
                    await connection.rollback()
                    if rows:
                        self._seen = rows[-1].id
                        since_pruned += len(rows)
                        self.wake([row.topic for row in rows if row.origin != self._database.origin])
                if since_pruned > _KEEP_ROWS:
                    since_pruned = 0
                    async with self._database.transaction() as tx:
                        await tx.execute(delete(wakeups).where(wakeups.c.id < self._seen - _KEEP_ROWS))
                await asyncio.sleep(_POLL_SECONDS)

    async def _listen(self) -> None:
        import asyncpg  # the postgres extra

        url = self._database.writer.url.set(drivername="postgresql")
        try:
            connection: Any = await asyncpg.connect(url.render_as_string(hide_password=False))
        except (asyncpg.PostgresError, asyncpg.InterfaceError) as trouble:
            raise DatabaseGone(f"Cannot listen to the database: {trouble}", cure="Is it still there?") from trouble

        def heard(_connection: Any, _pid: int, _channel: str, payload: str) -> None:
            origin, _, topic = payload.partition(" ")
            if origin != self._database.origin:
                self.wake([topic])

        try:
            await connection.add_listener("dangol", heard)
            closed = asyncio.Event()
            connection.add_termination_listener(lambda _connection: closed.set())
            self._wake_all()
            await closed.wait()
        finally:
            with contextlib.suppress(Exception):
                await connection.close(timeout=2)
