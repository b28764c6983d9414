"""The schema is made once, moved step by step, and never taken back."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

import dangol.assistant.language_model.models
import dangol.commerce.checkout.models
import dangol.commerce.orders.models
import dangol.contacts.models
import dangol.learning.models  # noqa: F401 - and others refer to its tables
from dangol.runtime import schema
from dangol.runtime.database import Database
from dangol.runtime.errors import DatabaseUnfit

_TABLES = (
    *("language_model_spending", "lessons", "trainings", "carts", "checkouts", "orders", "order_lines"),
    *("coupon_counts", "coupon_uses", "coupon_codes", "coupon_tries"),
)


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


async def test_a_shop_of_an_earlier_schema_gets_what_a_new_one_has(database_url: str) -> None:
    """What the steps make is what the tables are, column by column."""
    database = Database.open(database_url)
    await schema.open_schema(database)

    def columns(sync: Connection) -> list[tuple[str, str, str, bool]]:
        return [
            (table, column["name"], str(column["type"]), column["nullable"])
            for table in _TABLES
            for column in sorted(inspect(sync).get_columns(table), key=lambda column: column["name"])
        ]

    async with database.transaction() as tx:
        made_new = await tx.connection.run_sync(columns)
    coupons = (
        *(f"DROP TABLE {table}" for table in _TABLES if table.startswith("coupon_")),
        "ALTER TABLE carts DROP COLUMN coupon",
        "ALTER TABLE checkouts DROP COLUMN coupon",
        "ALTER TABLE orders DROP COLUMN coupon",
        "ALTER TABLE order_lines DROP COLUMN discount_amount",
    )
    for version, taken in (
        (4, coupons),
        (3, ("DROP TABLE trainings", "ALTER TABLE lessons DROP COLUMN answer")),
        (1, ("DROP TABLE trainings", "DROP TABLE lessons", "DROP TABLE language_model_spending")),
    ):
        async with database.transaction() as tx:
            for statement in taken:
                await tx.execute(text(statement))
            await tx.execute(text(f"UPDATE schema_version SET version = {version}"))
        assert await schema.open_schema(database) == version
        async with database.transaction() as tx:
            assert await tx.connection.run_sync(columns) == made_new
    await database.close()
