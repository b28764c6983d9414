"""The outbox: what must happen because of a commit is written in that commit, and happens after it, at least once.

``emit`` writes an event's row; the ``Relay`` hands due rows to whoever subscribed and marks them done. Rows of one key are handed out one
at a time and in order; different keys run side by side. A process that dies leaves its rows open: they are handed out again as soon as
another process of the same machine finds it gone, or else when their claims run out a few seconds later (a living one renews them),
so handlers are safe to run twice. A handler that works in one transaction
of its own closes its row in that very commit (``Delivery.close``), which makes it exactly once.

On SQLite a process that works itself claims what it emits as it emits it, and starts on it after the commit: looking for the row and
claiming it would be one more transaction, with one more wait for the disk, for every message.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any, ClassVar, Protocol

import structlog
from pydantic import TypeAdapter
from sqlalchemy import Column, Index, Integer, String, Table, Text, bindparam, delete, func, insert, select, update

from dangol.kit.errors import GiveUp, RetryLater
from dangol.runtime.database import Database, Instant, Json, Serial, Transaction, metadata
from dangol.runtime.processes import host, is_gone

log = structlog.get_logger(__name__)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("topic", String(80), nullable=False),
    Column("key", String(120), nullable=False),
    Column("payload", Json, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("claimed_by", String(60)),
    Column("claimed_until", Instant),
    Column("error", Text),
    Column("state", String(8), nullable=False, default="open"),  # open | dead (done rows are deleted)
    Index("ix_outbox_state_due_at", "state", "due_at"),
    Index("ix_outbox_key", "key", "id"),
)

_EMIT = insert(outbox)
_OPEN_OF = select(outbox.c.id).where(outbox.c.key == bindparam("wanted"), outbox.c.state == "open").limit(1)
_CLOSE = delete(outbox).where(outbox.c.id == bindparam("row"))
# The oldest open row of each key, unless it is claimed, waits for its time, or its key is at work here.
_OLDEST = select(func.min(outbox.c.id)).where(outbox.c.state == "open").group_by(outbox.c.key)
_FREE = (outbox.c.claimed_until.is_(None)) | (outbox.c.claimed_until < bindparam("now"))
_DUE = (
    select(outbox.c.id, outbox.c.topic, outbox.c.key, outbox.c.payload, outbox.c.attempts)
    .where(
        outbox.c.id.in_(_OLDEST),
        outbox.c.due_at <= bindparam("now"),
        _FREE,
        outbox.c.key.notin_(bindparam("busy", expanding=True)),
    )
    .order_by(outbox.c.id)
    .limit(bindparam("room"))
)
_DUE_LOCKED = _DUE.with_for_update(skip_locked=True)
_CLAIMANTS = select(outbox.c.claimed_by).where(outbox.c.claimed_until > bindparam("now")).distinct()
_CLAIM = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("rows", expanding=True)))
    .values(attempts=outbox.c.attempts + 1, claimed_by=bindparam("us"), claimed_until=bindparam("until"))
)

WAKE = "outbox"
_LEASE = timedelta(seconds=6)
_RENEW_SECONDS = 2.0
_DEAD_SECONDS = 1.0
_MOST_ATTEMPTS = 12


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that is this process's to handle."""

    id: int
    topic: str
    key: str
    payload: Any
    attempts: int


class Event(Protocol):
    """A frozen dataclass with a topic."""

    topic: ClassVar[str]


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}


def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


async def emit(tx: Transaction, event: Event, *, key: str, delay: timedelta | None = None) -> None:
    """Write ``event`` into the outbox of this commit. Events of one ``key`` are handled in the order written."""
    payload = _adapter(type(event)).dump_python(event, mode="json")
    claimant = None if delay else tx.claimant
    us = await claimant.claims(tx, key) if claimant is not None else None
    result = await tx.execute(
        _EMIT,
        {
            "topic": event.topic,
            "key": key,
            "payload": payload,
            "created_at": tx.now,
            "due_at": tx.now + (delay or timedelta()),
            "attempts": 1 if us else 0,
            "claimed_by": us,
            "claimed_until": tx.now + _LEASE if us else None,
            "state": "open",
        },
    )
    if claimant is None or us is None:
        tx.announce(WAKE)
        return
    written: Any = result.inserted_primary_key
    tx.afterwards.append(partial(claimant.begin, Claimed(written[0], event.topic, key, payload, 1)))


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event on its way to its handlers."""

    id: int
    event: Any
    attempts: int
    closed: asyncio.Event = field(default_factory=asyncio.Event)  # set once the commit that closed it is through

    async def is_open(self, tx: Transaction) -> bool:
        """Whether nobody has closed it yet."""
        return await tx.first(select(outbox.c.id).where(outbox.c.id == self.id).with_for_update()) is not None

    async def close(self, tx: Transaction) -> bool:
        """Mark it done in ``tx``'s commit. False: somebody else has done it already, so do nothing."""
        result = await tx.execute(_CLOSE, {"row": self.id})
        tx.afterwards.append(self.closed.set)
        return result.rowcount == 1


Handler = Callable[[Delivery], Awaitable[None]]


def _is_dead(name: str) -> bool:
    _, _, process = name.partition("-")
    pid, _, machine = process.partition("-")
    return pid.isdigit() and is_gone(machine, int(pid))


class Relay:
    """Hands the outbox's rows to their handlers. Any number of processes may run one; claims keep them apart."""

    def __init__(self, database: Database, *, width: int = 16) -> None:
        self._database = database
        # A process id comes again after a restart; what died with the last one is not ours.
        self._name = f"{secrets.token_hex(4)}-{os.getpid()}-{host()}"
        self._width = width
        self._handlers: dict[str, tuple[type[Any], list[Handler]]] = {}
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._wake = asyncio.Event()
        self._looked = -_DEAD_SECONDS  # when we last looked for claims of the dead
        self._told = False  # something was written since the last look: no need to look before taking the write lock
        self._heard = 0  # how often that was said
        self._working = False

    def subscribe(self, kind: type[Any], handler: Handler) -> None:
        """Call ``handler`` for every event of ``kind``."""
        self._handlers.setdefault(kind.topic, (kind, []))[1].append(handler)

    def wake(self) -> None:
        """Something was written that has to be done."""
        self._told = True
        self._heard += 1
        self._wake.set()

    async def run(self, *, idle: float = 0.5) -> None:
        """Work until cancelled. Looks every ``idle`` seconds even when nobody wakes it: delays and dead claims come due."""
        self._working, self._database.claimant = True, self
        try:
            while True:
                self._wake.clear()
                try:
                    await self._release_dead()
                    found = await self.once()
                except RetryLater as trouble:
                    log.warning("outbox.waiting", reason=trouble.code)
                    await asyncio.sleep(min(trouble.after, 2.0))
                    continue
                except Exception as trouble:
                    log.error("outbox.failing", exc_info=trouble)
                    await asyncio.sleep(2.0)
                    continue
                if not found:
                    # Not ``wait_for``: until Python 3.12 it loses a cancellation that comes together with the wake-up.
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(idle):
                            await self._wake.wait()
        finally:
            await self._stop()

    async def _release_dead(self) -> None:
        """What a process of this machine had claimed and died over is free at once: whoever waits for it need not wait for the claim
        to run out, and the first thing a process started again does is what the last one left."""
        if time.monotonic() - self._looked < _DEAD_SECONDS:
            return
        self._looked = time.monotonic()
        async with self._database.snapshot() as reader:
            names = [row.claimed_by for row in await reader.all(_CLAIMANTS, {"now": reader.now})]
        dead = [name for name in names if name != self._name and _is_dead(name)]
        if dead:
            async with self._database.transaction() as tx:
                await tx.execute(update(outbox).where(outbox.c.claimed_by.in_(dead)).values(claimed_until=None))
            log.info("outbox.released", claimed_by=dead)

    async def _stop(self) -> None:
        """Give back what was not finished, so that the next process need not wait for our claims to run out."""
        # A transaction that has claimed something is through before ours below, which gives it back.
        self._working = False
        for task in self._busy.values():
            task.cancel()
        await asyncio.gather(*self._busy.values(), return_exceptions=True)
        with contextlib.suppress(RetryLater):
            async with self._database.transaction() as tx:
                await tx.execute(update(outbox).where(outbox.c.claimed_by == self._name).values(claimed_until=None))

    async def drain(self) -> None:
        """Handle everything that is due, then return (tests, the command line)."""
        at_work = True
        while at_work or self._busy:
            if self._busy:
                await asyncio.wait(self._busy.values(), return_when=asyncio.FIRST_COMPLETED)
            # A row whose key was at work when we began to look was passed over, even if that work has ended before we had looked.
            at_work = bool(self._busy)
            at_work = await self.once() or at_work

    async def once(self) -> bool:
        """Claim what is due and start it; true when something was claimed."""
        room = self._width - len(self._busy)
        if room <= 0:
            await asyncio.wait(self._busy.values(), return_when=asyncio.FIRST_COMPLETED)
            return True
        claimed = await self._claim(room)
        for row in claimed:
            self._start(row, None)
        return bool(claimed)

    async def claims(self, tx: Transaction, key: str) -> str | None:
        """In whose name a row of ``key`` may be claimed as ``tx`` writes it: ours, if we have room and nothing of that key is open
        before it. Only on SQLite, where nobody else can be writing such a row at the same time; and not within a savepoint, which may
        yet be undone although ``tx`` commits."""
        if tx.dialect != "sqlite" or not self._working or key in self._busy or tx.connection.in_nested_transaction():
            return None
        if len(self._busy) + len(tx.afterwards) >= self._width or await tx.first(_OPEN_OF, {"wanted": key}) is not None:
            return None
        return self._name

    def begin(self, row: Claimed) -> None:
        """Handle a row that was claimed as it was written, now that this is committed."""
        if self._working:
            self._start(row, self._heard)

    def _start(self, row: Claimed, heard: int | None) -> None:
        task = asyncio.create_task(self._handle(row))
        self._busy[row.key] = task
        task.add_done_callback(partial(self._released, row.key, heard))

    def _released(self, key: str, heard: int | None, _task: asyncio.Task[None]) -> None:
        self._busy.pop(key, None)
        # Another row of the key may have waited for this one. Not where this one was the only one, and nothing was written since.
        if heard != self._heard:
            self._wake.set()

    async def _claim(self, room: int) -> list[Claimed]:
        told, self._told = self._told, False
        if not told:
            async with self._database.snapshot() as reader:
                if not await self._due(reader, room):
                    return []
        async with self._database.transaction() as tx:
            rows = await self._due(tx, room)
            if not rows:
                return []
            await tx.execute(_CLAIM, {"rows": [row.id for row in rows], "us": self._name, "until": tx.now + _LEASE})
            return [Claimed(row.id, row.topic, row.key, row.payload, row.attempts + 1) for row in rows]

    async def _due(self, reader: Any, room: int) -> Sequence[Any]:
        locked = reader.dialect == "postgresql" and isinstance(reader, Transaction)
        values = {"now": reader.now, "busy": list(self._busy), "room": room}
        rows: Sequence[Any] = await reader.all(_DUE_LOCKED if locked else _DUE, values)
        return rows

    async def _handle(self, row: Claimed) -> None:
        kind, handlers = self._handlers.get(row.topic, (None, ()))
        renewing: asyncio.Task[None] | None = None

        def long() -> None:
            nonlocal renewing
            renewing = asyncio.create_task(self._renew(row.id))

        timer = asyncio.get_running_loop().call_later(_RENEW_SECONDS, long)
        try:
            event = row.payload if kind is None else _adapter(kind).validate_python(row.payload)
            delivery = Delivery(row.id, event, row.attempts)
            for handler in handlers:
                await handler(delivery)
            if not delivery.closed.is_set():
                async with self._database.transaction() as tx:
                    await delivery.close(tx)
        except asyncio.CancelledError:
            raise
        except Exception as trouble:  # noqa: BLE001 - the worker loop must survive whatever a handler does
            await self._failed(row, trouble)
        finally:
            timer.cancel()
            if renewing is not None:
                renewing.cancel()

    async def _renew(self, row_id: int) -> None:
        """Keep the claim for as long as its handler works."""
        while True:
            with contextlib.suppress(RetryLater):
                async with self._database.transaction() as tx:
                    mine = (outbox.c.id == row_id) & (outbox.c.claimed_by == self._name)
                    await tx.execute(update(outbox).where(mine).values(claimed_until=tx.now + _LEASE))
            await asyncio.sleep(_RENEW_SECONDS)

    async def _failed(self, row: Claimed, trouble: Exception) -> None:
        dead = isinstance(trouble, GiveUp) or row.attempts >= _MOST_ATTEMPTS
        wait = trouble.after if isinstance(trouble, RetryLater) else min(300.0, 0.2 * 2**row.attempts)
        log.error("outbox.failed", topic=row.topic, row=row.id, attempts=row.attempts, dead=dead, exc_info=trouble)
        with contextlib.suppress(RetryLater):
            async with self._database.transaction() as tx:
                await tx.execute(
                    update(outbox)
                    .where(outbox.c.id == row.id)
                    .values(
                        state="dead" if dead else "open",
                        due_at=tx.now + timedelta(seconds=wait),
                        claimed_until=None,
                        error=f"{type(trouble).__name__}: {trouble}"[:2000],
                    )
                )
