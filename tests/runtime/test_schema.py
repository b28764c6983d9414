"""The schema is made once, moved step by step, and never taken back."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from dangol.runtime import schema
from dangol.runtime.database import Database
from dangol.runtime.errors import DatabaseUnfit


async def test_a_new_database_is_made_once_even_by_two_processes(database_url: str) -> None:
    both = [Database.open(database_url), Database.open(database_url)]
    versions = await asyncio.gather(*(schema.open_schema(database) for database in both))
    assert sorted(versions) == [0, schema.VERSION]
    for database in both:
        await database.close()


async def test_steps_are_taken_in_order_and_once(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[int] = []

    async def step(connection: AsyncConnection) -> None:
        taken.append(len(taken) + 2)
        await connection.execute(text(f"CREATE TABLE step_{taken[-1]} (id INTEGER)"))

    monkeypatch.setattr(schema, "STEPS", {2: step, 3: step})
    database = Database.open(database_url)
    await schema.open_schema(database, 1)
    assert await schema.open_schema(database, 3) == 1
    assert await schema.open_schema(database, 3) == 3
    assert taken == [2, 3]
    with pytest.raises(DatabaseUnfit, match="newer Dangol"):
        await schema.open_schema(database, 2)
    await database.close()


async def test_a_step_that_fails_leaves_everything_as_it_was(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(connection: AsyncConnection) -> None:
        await connection.execute(text("CREATE TABLE half (id INTEGER)"))
        raise RuntimeError("no")

    monkeypatch.setattr(schema, "STEPS", {2: fails})
    database = Database.open(database_url)
    await schema.open_schema(database, 1)
    with pytest.raises(RuntimeError):
        await schema.open_schema(database, 2)
    assert await schema.open_schema(database, 1) == 1
    await database.close()
