"""One face for SQLite and PostgreSQL: tables, transactions, snapshots.

Every room writes through a ``Transaction`` and reads through a ``Reader``; nothing else of the project knows which database
is underneath. On SQLite there is one writing connection per process (``BEGIN IMMEDIATE``: a writer never has to upgrade a lock
and so never deadlocks) and a few reading ones that cannot write. ``Transaction.announce`` wakes whoever listens, after the commit only.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, Protocol

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    CursorResult,
    DateTime,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    event,
    insert,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine import Connection as SyncConnection
from sqlalchemy.exc import DBAPIError, DisconnectionError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool
from sqlalchemy.sql import Executable
from sqlalchemy.types import TypeDecorator

from dangol.runtime.clock import Clock
from dangol.runtime.errors import DatabaseBusy, DatabaseDamaged, DatabaseGone, DatabaseUnfit, DiskFull
from dangol.runtime.sqlite import DRIVER

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
"""A column of JSON."""

Serial = BigInteger().with_variant(Integer(), "sqlite")
"""A column the database numbers by itself."""

Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None
Synchronous = Literal["FULL", "NORMAL"]

_BUSY_SECONDS = 10.0
_RESTED_SECONDS = 5.0
_READERS = 12
_COLLIDED = ("40001", "40P01", "55P03")
"""PostgreSQL: serialization failure, deadlock, lock not available. Nothing was stored; the same again will do."""


class Instant(TypeDecorator[datetime]):
    """A moment: aware UTC in Python, ``timestamptz`` in PostgreSQL, UTC without a zone in SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Refuses a naive time: it names no moment."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime names no instant")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        """Always aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


wakeups = Table(
    "wakeups",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("topic", String(80), nullable=False),
    Column("origin", String(40), nullable=False),
)


_WAKE = insert(wakeups)
_NOTIFY = text("SELECT pg_notify('dangol', :origin || topic) FROM unnest(string_to_array(:topics, ' ')) AS topic")


class Waker(Protocol):
    """Who is told, after a commit, what was announced in it."""

    def wake(self, topics: Sequence[str]) -> None:
        """Wake the listeners of ``topics`` in this process."""
        ...


class Claimant(Protocol):
    """Who handles, in this process, what is written into the outbox (see ``runtime.outbox``)."""

    async def claims(self, tx: Transaction, key: str) -> str | None:
        """In whose name a row of ``key`` may be claimed as it is written; none where it has to be looked for like any other."""
        ...

    def begin(self, row: Any) -> None:
        """Handle such a row, once it is committed."""
        ...


class Reader:
    """Reading within one connection. ``memory`` is what this process keeps of the database: a room puts there, under its own name,
    what would cost much to read again, and sees to it itself that it is still true."""

    def __init__(self, connection: AsyncConnection, now: datetime, dialect: str, memory: dict[str, Any]) -> None:
        self.connection = connection
        self.memory = memory
        self._sync: SyncConnection = connection.sync_connection  # type: ignore[assignment]  # it is open
        self.now = now
        self.dialect = dialect

    async def _run(self, statement: Executable, parameters: Parameters) -> CursorResult[Any]:
        if self.dialect == "sqlite":
            # Nothing to wait for (see ``runtime.sqlite``): no coroutine, no greenlet.
            return self._sync.execute(statement, parameters)
        return await self.connection.execute(statement, parameters)

    async def all(self, statement: Executable, parameters: Parameters = None) -> Sequence[Row[Any]]:
        """Every row of the result."""
        return (await self._run(statement, parameters)).all()

    async def first(self, statement: Executable, parameters: Parameters = None) -> Row[Any] | None:
        """The first row, or none."""
        return (await self._run(statement, parameters)).first()

    async def scalar(self, statement: Executable, parameters: Parameters = None) -> Any:
        """The first column of the first row, or none."""
        return (await self._run(statement, parameters)).scalar()


class Transaction(Reader):
    """One transaction: all of it is stored, or nothing. The block that opened it commits; use cases never do."""

    def __init__(self, connection: AsyncConnection, now: datetime, dialect: str, memory: dict[str, Any]) -> None:
        super().__init__(connection, now, dialect, memory)
        self.announced: list[str] = []
        self.afterwards: list[Callable[[], None]] = []  # called once it is committed, and only then
        self.claimant: Claimant | None = None

    async def execute(self, statement: Executable, parameters: Parameters = None) -> CursorResult[Any]:
        """Run a writing statement."""
        return await self._run(statement, parameters)

    def announce(self, topic: str) -> None:
        """Wake whoever listens to ``topic``, in every process, once this is committed. A wake-up carries no data."""
        if topic not in self.announced:
            self.announced.append(topic)


class _Resting:
    """Connections that wait for their next use. On SQLite a few are held here, because to take one from SQLAlchemy's pool and to give
    it back costs several times what most blocks ask of it; ``most`` says how many."""

    def __init__(self, engine: AsyncEngine, most: int) -> None:
        self._engine = engine
        self._most = most
        self._idle: list[AsyncConnection] = []

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[AsyncConnection]:
        """One for the length of a block. The last used comes first: it is the warmest."""
        connection = self._idle.pop() if self._idle else await self._engine.connect()
        try:
            yield connection
        finally:
            if len(self._idle) < self._most and _at_rest(connection):
                self._idle.append(connection)
            else:
                await connection.close()

    async def close(self) -> None:
        """Give all of them back."""
        while self._idle:
            await self._idle.pop().close()


def _at_rest(connection: AsyncConnection) -> bool:
    """Undo what a view has begun (SQLite: there is nothing to wait for); whether the connection is as good as new."""
    sync = connection.sync_connection
    if sync is None or sync.closed or sync.invalidated:
        return False
    try:
        if sync.in_transaction():
            sync.rollback()
    except DBAPIError:
        return False
    return True


class Database:
    """The shop's database. Make it with ``Database.open``; close it with ``close``."""

    def __init__(
        self, writer: AsyncEngine, reader: AsyncEngine, clock: Clock, *, path: Path | None, share_wakeups: bool
    ) -> None:
        self.writer = writer
        self.reader = reader
        self.clock = clock
        self.path = path
        self.dialect: Literal["sqlite", "postgresql"] = "sqlite" if writer.dialect.name == "sqlite" else "postgresql"
        self.share_wakeups = share_wakeups
        self.origin = f"{os.getpid()}-{time.time_ns()}"[:40]
        self.waker: Waker | None = None
        self.claimant: Claimant | None = None
        self._memory: dict[str, Any] = {}
        self._file: tuple[int, int] | None = None
        # One writer at a time in this process: waiting here is cheap and fair, waiting in SQLite is polling.
        self._turn = asyncio.Lock()
        own = self.dialect == "sqlite"
        # Enough readers to keep: one opened for the moment reads the schema and fills its cache anew.
        self._writing, self._reading = _Resting(writer, own * 1), _Resting(reader, own * _READERS)

    @classmethod
    def open(
        cls,
        url: str,
        clock: Clock | None = None,
        *,
        synchronous: Synchronous = "FULL",
        share_wakeups: bool = True,
        max_pages: int | None = None,
    ) -> Database:
        """The database at ``url``: ``sqlite:////path/to/file.db`` or ``postgresql://user@host/name``.

        ``synchronous`` FULL survives a power cut without losing a commit; NORMAL may lose the last ones but never corrupts.
        ``max_pages`` limits a SQLite file's size. Raises ``DatabaseUnfit`` for another kind of address.
        """
        parsed = make_url(url)
        clock = clock or Clock()
        if parsed.get_backend_name() == "sqlite":
            if not parsed.database or parsed.database == ":memory:":
                raise DatabaseUnfit("A shop needs a database file.", cure="Write sqlite:////absolute/path/shop.db.")
            path = Path(parsed.database)
            async_url = URL.create(DRIVER, database=str(path))
            writer = _sqlite_engine(async_url, synchronous, writes=True, max_pages=max_pages)
            reader = _sqlite_engine(async_url, synchronous, writes=False, max_pages=None)
            return cls(writer, reader, clock, path=path, share_wakeups=share_wakeups)
        if parsed.get_backend_name() == "postgresql":
            # A view is one statement after another, each true by itself (as READ COMMITTED has it anyway): two round trips less. It has
            # connections of its own: a turn that reads goes on to write, and sixteen that each waited for a second one of the same
            # pool would wait for each other.
            reader = _postgresql_engine(parsed).execution_options(isolation_level="AUTOCOMMIT")
            return cls(_postgresql_engine(parsed), reader, clock, path=None, share_wakeups=True)
        raise DatabaseUnfit(
            f"{parsed.get_backend_name()} is not a database we know.",
            cure="Use sqlite:////path/shop.db or postgresql://user:password@host/name.",
        )

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """A transaction that is committed when the block ends, and undone when it raises."""
        if self.dialect == "sqlite":
            async with self._turn, self._transact() as tx:
                yield tx
        else:
            async with self._transact() as tx:
                yield tx

    @asynccontextmanager
    async def _transact(self) -> AsyncIterator[Transaction]:
        with _translated():
            self._check_file()
            async with self._writing.connection() as connection:
                async with connection.begin():
                    tx = Transaction(connection, self.clock.now(), self.dialect, self._memory)
                    tx.claimant = self.claimant
                    yield tx
                    self._check_file()
                    if tx.announced and self.share_wakeups:
                        await self._share(tx)
                # At once, before anything can come between the commit and its news.
                for call in tx.afterwards:
                    call()
                if tx.announced and self.waker is not None:
                    self.waker.wake(tx.announced)

    async def _share(self, tx: Transaction) -> None:
        if self.dialect == "postgresql":
            await tx.execute(_NOTIFY, {"origin": f"{self.origin} ", "topics": " ".join(tx.announced)})
        else:
            await tx.execute(_WAKE, [{"topic": topic, "origin": self.origin} for topic in tx.announced])

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Reader]:
        """A read-only view. It never blocks a writer and is never blocked by one."""
        with _translated():
            self._check_file()
            async with self._reading.connection() as connection:
                yield Reader(connection, self.clock.now(), self.dialect, self._memory)

    def _check_file(self) -> None:
        """A SQLite file that was deleted or replaced while we hold it open takes every commit, and keeps none."""
        if self.path is None:
            return
        try:
            found = self.path.stat()
        except OSError as trouble:
            if self._file is None:
                return  # it is about to be made
            raise DatabaseGone(
                f"The database {self.path} was moved or deleted.", cure="Put it back, or restore a backup.", after=10
            ) from trouble
        identity = (found.st_dev, found.st_ino)
        if self._file is None:
            self._file = identity
        elif identity != self._file:
            raise DatabaseGone(
                f"The database {self.path} was replaced by another file.", cure="Start this process again.", after=10
            )

    async def create_tables(self) -> None:
        """Make every table this program knows that is not there yet (tests; a shop is migrated, see ``schema``)."""
        async with self._turn, self._writing.connection() as connection, connection.begin():
            await connection.run_sync(metadata.create_all)

    async def close(self) -> None:
        """Give back every connection."""
        await self._writing.close()
        await self._reading.close()
        await self.writer.dispose()
        await self.reader.dispose()


def _postgresql_engine(url: URL) -> AsyncEngine:
    engine = create_async_engine(
        url.set(drivername="postgresql+asyncpg"),
        # As many to keep as there may be: one opened for the moment costs the server a process, and begins with nothing prepared. They
        # are opened when they are first needed.
        pool_size=8,
        max_overflow=0,
        pool_use_lifo=True,  # the last used has the most statements prepared
        connect_args={
            "server_settings": {"timezone": "UTC", "application_name": "dangol"},
            "prepared_statement_cache_size": 500,
        },
    )

    @event.listens_for(engine.sync_engine, "checkin")
    def rests(_connection: Any, record: Any) -> None:
        record.info["rests since"] = time.monotonic()

    @event.listens_for(engine.sync_engine, "checkout")
    def wanted(connection: Any, record: Any, _proxy: Any) -> None:
        # Asked whether it still lives only after a rest: asking every time would be a fifth of all round trips.
        if time.monotonic() - record.info.get("rests since", time.monotonic()) > _RESTED_SECONDS:
            try:
                connection.ping()
            except Exception as trouble:
                raise DisconnectionError("the server let go of it") from trouble

    return engine


def _sqlite_engine(url: URL, synchronous: Synchronous, *, writes: bool, max_pages: int | None) -> AsyncEngine:
    engine = create_async_engine(
        url,
        poolclass=AsyncAdaptedQueuePool,
        # What is kept for its next use rests with us (``_Resting``). Nobody may wait here for one that was given back there.
        pool_size=1,
        max_overflow=0 if writes else -1,
        connect_args={"timeout": _BUSY_SECONDS},
    )

    @event.listens_for(engine.sync_engine, "connect")
    def connected(connection: Any, _record: Any) -> None:
        # We say BEGIN ourselves: the driver's own guess would open a reading transaction and upgrade it later.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute(f"PRAGMA synchronous={synchronous}")
        cursor.execute("PRAGMA foreign_keys=ON")
        # 4 MB of pages each: the system holds the file in its own memory besides, and there are several connections.
        cursor.execute("PRAGMA cache_size=-4000")
        cursor.execute("PRAGMA temp_store=MEMORY")
        if max_pages is not None:
            cursor.execute(f"PRAGMA max_page_count={int(max_pages)}")
        if not writes:
            cursor.execute("PRAGMA query_only=ON")
        # From here on whoever waits for the write lock waits in the loop, not in SQLite.
        cursor.execute("PRAGMA busy_timeout=0" if writes else "PRAGMA busy_timeout=250")
        cursor.close()
        connection.begins_with = "BEGIN IMMEDIATE" if writes else "BEGIN"

    return engine


class _translated:  # noqa: N801 - reads as a clause: ``with _translated():``
    """Names the driver's errors as facts a caller can act upon."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: Any) -> None:
        if not isinstance(error, (DBAPIError, sqlite3.Error, OSError)):
            return
        cause: Any = error.orig if isinstance(error, DBAPIError) else error
        words = str(cause).lower()
        code = getattr(cause, "sqlite_errorcode", None)
        if code == sqlite3.SQLITE_FULL or "disk is full" in words or getattr(cause, "sqlstate", "") == "53100":
            raise DiskFull("The disk is full; nothing was stored.", cure="Free some space.", after=30) from error
        if getattr(cause, "sqlstate", "") in _COLLIDED:
            raise DatabaseBusy("Two transactions stood in each other's way.", cure="Try again.", after=0.1) from error
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or "is locked" in words:
            raise DatabaseBusy("The database is locked by another program.", cure="Close it.", after=2) from error
        if code is not None and code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise DatabaseDamaged(
                "The database is damaged, or not a database.", cure="Restore a backup.", after=60
            ) from error
        gone = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR)
        if (code is not None and code & 0xFF in gone) or isinstance(error, (ConnectionError, FileNotFoundError)):
            raise DatabaseGone("The database cannot be reached.", cure="Is it still there?", after=5) from error
        if isinstance(error, OperationalError) and error.connection_invalidated:
            raise DatabaseGone("The database server went away.", cure="Start it again.", after=5) from error
