"""The database's schema: made at the first start, brought up to date at later ones, refused when it is newer than this program.

A released schema has a number. ``STEPS`` holds, for each number, what leads to it from the one before; a step is never changed once it has
been released. A new database is made from the tables as they are now and gets the latest number at once.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from sqlalchemy import Column, Integer, Table, insert, inspect, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dangol.runtime.database import Database, Instant, metadata
from dangol.runtime.errors import DatabaseUnfit

schema_version = Table(
    "schema_version",
    metadata,
    Column("version", Integer, nullable=False),
    Column("at", Instant, nullable=False),
)

VERSION = 5


async def _new_tables(connection: AsyncConnection) -> None:
    """Tables that came since, with nothing to put into them."""
    await connection.run_sync(metadata.create_all)


async def _answered_lessons(connection: AsyncConnection) -> None:
    """Lessons know the answer that was made of them."""
    await _new_tables(connection)
    await _add_column(connection, "lessons", "answer", "VARCHAR(160)")


async def _coupons(connection: AsyncConnection) -> None:
    """Carts, checkouts and orders know their coupon, and an order's lines their part of what it takes off."""
    await _new_tables(connection)
    json = "JSONB" if connection.dialect.name == "postgresql" else "JSON"
    for table, column, kind in (
        ("carts", "coupon", "VARCHAR(40)"),
        ("checkouts", "coupon", json),
        ("orders", "coupon", json),
        ("order_lines", "discount_amount", "BIGINT NOT NULL DEFAULT 0"),
    ):
        await _add_column(connection, table, column, kind)


async def _add_column(connection: AsyncConnection, table: str, column: str, kind: str) -> None:
    """Add a column, unless the table came with an earlier step of the same start and has it."""
    there = await connection.run_sync(lambda sync: inspect(sync).get_columns(table))
    if all(known["name"] != column for known in there):
        await connection.execute(text(f"ALTER TABLE {table} ADD COLUMN {column} {kind}"))


STEPS: Mapping[int, Callable[[AsyncConnection], Awaitable[None]]] = {
    2: _new_tables,
    3: _new_tables,
    4: _answered_lessons,
    5: _coupons,
}


async def open_schema(database: Database, version: int = VERSION) -> int:
    """Bring the schema to ``version``, in one transaction; the version it had (0: it was new).

    Raises ``DatabaseUnfit`` if it was made by a newer Dangol, or if its server cannot hold Korean and Japanese.
    """
    async with database.transaction() as tx:
        connection = tx.connection
        if database.dialect == "postgresql":
            await _check_server(connection)
            # Two processes starting at once: the second waits here, and then finds everything done.
            await connection.execute(text("SELECT pg_advisory_xact_lock(3619)"))
        there = await connection.run_sync(lambda sync: inspect(sync).has_table("schema_version"))
        if not there:
            await connection.run_sync(metadata.create_all)
            await connection.execute(insert(schema_version).values(version=version, at=database.clock.now()))
            return 0
        found = int((await connection.execute(select(schema_version.c.version))).scalar_one())
        if found > version:
            raise DatabaseUnfit(
                f"The database was made by a newer Dangol (schema {found}; this one knows {version}).",
                cure="Install that version again, or restore a backup from before the upgrade.",
            )
        for number in range(found + 1, version + 1):
            await STEPS[number](connection)
            await connection.execute(update(schema_version).values(version=number, at=database.clock.now()))
        return found


async def _check_server(connection: AsyncConnection) -> None:
    encoding = (await connection.execute(text("SHOW server_encoding"))).scalar_one()
    if encoding != "UTF8":
        raise DatabaseUnfit(
            f"The PostgreSQL database is in {encoding}.", cure="Make it anew: CREATE DATABASE … ENCODING 'UTF8'."
        )
