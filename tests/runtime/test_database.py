"""Transactions keep all or nothing, announce only after the commit, and name what went wrong."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, String, Table, insert, select, text
from sqlalchemy.exc import DBAPIError

from dangol.runtime.clock import Clock
from dangol.runtime.database import Database, Instant, Json, metadata
from dangol.runtime.errors import DatabaseUnfit, DiskFull
from dangol.runtime.hub import Hub

things = Table(
    "test_things",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(100)),
    Column("at", Instant),
    Column("data", Json),
)


async def test_what_is_written_is_read_back_aware_and_whole(database: Database) -> None:
    at = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    async with database.transaction() as tx:
        await tx.execute(insert(things).values(id=1, name="단골 常連 regular", at=at, data={"a": [1, "나"]}))
    async with database.snapshot() as reader:
        row = await reader.first(select(things))
    assert row is not None
    assert (row.name, row.at, row.data) == ("단골 常連 regular", at, {"a": [1, "나"]})


async def test_each_view_begins_anew_and_as_many_at_once_as_are_wanted(database: Database) -> None:
    """Connections are kept between two blocks: nothing of one block may reach into the next, however it ended."""

    async def count() -> int:
        async with database.snapshot() as reader:
            return len(await reader.all(select(things.c.id)))

    for number in range(3):
        assert await count() == number
        with pytest.raises(RuntimeError):
            async with database.snapshot() as reader:
                assert len(await reader.all(select(things.c.id))) == number
                raise RuntimeError("left in the middle")
        with pytest.raises(DBAPIError):
            async with database.snapshot() as reader:
                await reader.all(text("SELECT * FROM no_such_table"))
        async with database.transaction() as tx:
            await tx.execute(insert(things).values(id=number, name="x"))
    if database.dialect == "postgresql":
        return  # a server has only so many
    open_at_once, enough = 0, asyncio.Event()

    async def look() -> None:
        nonlocal open_at_once
        async with database.snapshot() as reader:
            await reader.all(select(things.c.id))
            open_at_once += 1
            if open_at_once == 60:
                enough.set()
            await enough.wait()

    async with asyncio.timeout(10):
        await asyncio.gather(*(look() for _ in range(60)))
    assert await count() == 3


async def test_an_error_undoes_everything_and_wakes_nobody(database: Database) -> None:
    hub = Hub(database)
    heard: list[str] = []
    hub.on("things", lambda: heard.append("things"))
    with pytest.raises(RuntimeError):
        async with database.transaction() as tx:
            await tx.execute(insert(things).values(id=1, name="x"))
            tx.announce("things")
            raise RuntimeError("no")
    async with database.snapshot() as reader:
        assert await reader.scalar(select(things.c.id)) is None
    assert heard == []


async def test_a_second_process_hears_a_commit(database: Database, database_url: str) -> None:
    other = Database.open(database_url, Clock())
    hub = Hub(other)
    listening = asyncio.create_task(hub.run())
    try:
        async with hub.listening("conversation:1") as woken:
            await asyncio.sleep(0.3)
            async with database.transaction() as tx:
                await tx.execute(insert(things).values(id=7, name="x"))
                tx.announce("conversation:1")
            await asyncio.wait_for(woken.wait(), 3)
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        await other.close()


async def test_writers_wait_for_each_other_and_none_is_lost(database: Database) -> None:
    async def add(number: int) -> None:
        async with database.transaction() as tx:
            await tx.execute(insert(things).values(id=number, name=str(number)))

    await asyncio.gather(*(add(number) for number in range(50)))
    async with database.snapshot() as reader:
        assert len(await reader.all(select(things.c.id))) == 50


async def test_a_full_disk_has_a_name(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path / 'small.db'}")
    await database.create_tables()
    await database.close()
    database = Database.open(f"sqlite:///{tmp_path / 'small.db'}", max_pages=1)
    with pytest.raises(DiskFull):
        async with database.transaction() as tx:
            for number in range(2000):
                await tx.execute(insert(things).values(id=number, name="y" * 90, data={"a": "z" * 4000}))
    await database.close()


def test_an_unknown_database_is_refused_with_the_cure() -> None:
    with pytest.raises(DatabaseUnfit, match="sqlite:////path"):
        Database.open("mysql://root@localhost/shop")
