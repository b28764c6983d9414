"""SQLite within the event loop: a statement runs where it is asked for, and only what may wait leaves the loop.

A driver that keeps a thread per connection hands every statement over and back, three or four times; that costs more than the
statement, which takes microseconds. Here a statement is simply run. Two things may really wait: the write lock, for which the
coroutine sleeps and asks again, and the disk at a commit, which is waited for in a thread.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType
from typing import Any

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util.concurrency import await_, in_greenlet

_FIRST_PAUSE, _LONGEST_PAUSE = 0.001, 0.02
# Of our own: the loop's may be taken down by a library before the last commit.
_DISK = ThreadPoolExecutor(2, thread_name_prefix="commit")


class Cursor(sqlite3.Cursor):
    """A cursor that waits for a lock without holding up anybody else."""

    connection: Connection

    def execute(self, sql: str, parameters: Any = ()) -> Cursor:
        """Run ``sql``. Raises ``sqlite3.OperationalError`` (busy) when the lock is not to be had in time."""
        _within_loop(super().execute, sql, parameters, self.connection)
        return self

    def executemany(self, sql: str, parameters: Any) -> Cursor:
        """Run ``sql`` for each of ``parameters``."""
        _within_loop(super().executemany, sql, parameters, self.connection)
        return self

    async def _async_soft_close(self) -> None:
        """SQLAlchemy asks this of every asynchronous cursor; ours holds nothing that would have to be awaited."""


class Connection(sqlite3.Connection):
    """A connection used by one event loop. ``patience``: how many seconds it waits for the write lock. ``begins_with``: how its
    transactions begin."""

    patience = 10.0
    begins_with = "BEGIN"

    def cursor(self, factory: Any = Cursor) -> Any:
        """A cursor of our kind."""
        return super().cursor(factory)

    def commit(self) -> None:
        """Commit; the disk is waited for in a thread."""
        if not in_greenlet():
            super().commit()
        elif self.in_transaction:
            await_(_committed(super().commit))


def _within_loop(run: Callable[..., Any], sql: str, parameters: Any, connection: Connection) -> None:
    if in_greenlet():
        await_(_patiently(run, sql, parameters, connection))
    else:
        run(sql, parameters)


async def _patiently(run: Callable[..., Any], sql: str, parameters: Any, connection: Connection) -> None:
    deadline, pause = time.monotonic() + connection.patience, _FIRST_PAUSE
    while True:
        try:
            run(sql, parameters)
            return
        except sqlite3.OperationalError as trouble:
            # Once a transaction has begun it holds its lock: then it is no lock that will be free later.
            if trouble.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or connection.in_transaction:
                raise
            if time.monotonic() > deadline:
                raise
        await asyncio.sleep(pause)
        pause = min(pause * 1.5, _LONGEST_PAUSE)


async def _committed(commit: Callable[[], None]) -> None:
    """Commit in a thread. A cancellation is delivered only afterwards: nobody may be in doubt whether it was stored."""
    work = asyncio.get_running_loop().run_in_executor(_DISK, commit)
    cancelled = False
    while not work.done():
        try:
            await asyncio.shield(work)
        except asyncio.CancelledError:
            cancelled = True
        except sqlite3.Error:
            break
    task = asyncio.current_task()
    if cancelled and task is not None:
        task.uncancel()
        task.cancel()
    work.result()


class LoopDialect(SQLiteDialect_pysqlite):
    """``sqlite+loop:///path``: Python's own ``sqlite3`` behind SQLAlchemy's asynchronous engine."""

    driver = "loop"
    is_async = True
    supports_statement_cache = True

    @classmethod
    def import_dbapi(cls) -> Any:
        """Python's own driver."""
        module: ModuleType = sqlite3
        return module

    def connect(self, *arguments: Any, **named: Any) -> Any:
        """A connection of our kind."""
        return super().connect(*arguments, **{**named, "factory": Connection, "check_same_thread": False})

    def do_begin(self, dbapi_connection: Any) -> None:
        """Begin a transaction. Not by a listener of the engine's: one that has any asks for more of them at every statement."""
        dbapi_connection.cursor().execute(dbapi_connection.begins_with).close()


DRIVER = "sqlite+loop"
"""What an address for this driver begins with."""
registry.register("sqlite.loop", __name__, "LoopDialect")
