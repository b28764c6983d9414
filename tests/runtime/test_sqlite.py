"""SQLite in the loop: a lock is waited for without holding anybody up, and a commit is never left in doubt."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from dangol.runtime import sqlite
from dangol.runtime.database import Database, wakeups
from dangol.runtime.errors import DatabaseBusy


@pytest.fixture
async def file(tmp_path: Path) -> Path:
    return tmp_path / "shop.db"


async def _open(file: Path) -> Database:
    database = Database.open(f"sqlite:///{file}")
    await database.create_tables()
    return database


async def test_waiting_for_the_write_lock_holds_up_nobody_else(file: Path) -> None:
    database = await _open(file)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ticks = 0

    async def write() -> None:
        async with database.transaction() as tx:
            await tx.execute(insert(wakeups).values(topic="a", origin="me"))

    async def tick() -> None:
        nonlocal ticks
        while not writing.done():
            ticks += 1
            async with database.snapshot() as reader:
                await reader.all(select(wakeups))
            await asyncio.sleep(0.01)

    writing = asyncio.create_task(write())
    ticking = asyncio.create_task(tick())
    await asyncio.sleep(0.4)
    assert not writing.done()
    other.execute("COMMIT")
    await asyncio.wait_for(asyncio.gather(writing, ticking), 5)
    assert ticks > 10
    assert other.execute("SELECT count(*) FROM wakeups").fetchone() == (1,)
    other.close()
    await database.close()


async def test_a_lock_that_never_comes_free_is_told_as_busy(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = await _open(file)
    monkeypatch.setattr(sqlite.Connection, "patience", 0.1)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy):
        async with database.transaction() as tx:
            await tx.execute(insert(wakeups).values(topic="a", origin="me"))
    other.execute("ROLLBACK")
    async with database.transaction() as tx:  # and nothing is left behind of the attempt
        await tx.execute(insert(wakeups).values(topic="b", origin="me"))
    assert other.execute("SELECT topic FROM wakeups").fetchall() == [("b",)]
    other.close()
    await database.close()


async def test_a_cancellation_during_a_commit_comes_after_it(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = await _open(file)
    woken: list[str] = []

    class Waker:
        def wake(self, topics: object) -> None:
            woken.append(str(topics))

    database.waker = Waker()
    committing = asyncio.Event()
    loop = asyncio.get_running_loop()
    really = sqlite._committed

    async def slow(commit: object) -> None:
        def work() -> None:
            loop.call_soon_threadsafe(committing.set)
            time.sleep(0.3)
            commit()  # type: ignore[operator]

        await really(work)

    monkeypatch.setattr(sqlite, "_committed", slow)

    async def write() -> None:
        async with database.transaction() as tx:
            await tx.execute(insert(wakeups).values(topic="a", origin="me"))
            tx.announce("conversation:1")
        await asyncio.sleep(0)
        raise AssertionError("the cancellation was swallowed")

    writing = asyncio.create_task(write())
    await committing.wait()
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    assert woken == ["['conversation:1']"]
    async with database.snapshot() as reader:
        assert await reader.scalar(text("SELECT count(*) FROM wakeups WHERE topic = 'a'")) == 1
    await database.close()


async def test_what_was_read_stays_as_it_was_while_others_write(file: Path) -> None:
    database = await _open(file)
    async with database.snapshot() as reader:
        assert await reader.scalar(text("SELECT count(*) FROM wakeups")) == 0
        async with database.transaction() as tx:
            await tx.execute(insert(wakeups).values(topic="a", origin="me"))
        assert await reader.scalar(text("SELECT count(*) FROM wakeups")) == 0
    async with database.snapshot() as reader:
        assert await reader.scalar(text("SELECT count(*) FROM wakeups")) == 1
    await database.close()
