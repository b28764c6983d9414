"""The PostgreSQL server of the tests: its address, and commands to it. ``conftest`` makes databases on it."""

from __future__ import annotations

import os

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

POSTGRES = os.environ.get("DANGOL_TEST_POSTGRES")
NO_POSTGRES = "no PostgreSQL: set DANGOL_TEST_POSTGRES=postgresql://user@host:port/postgres"


async def command(statement: str) -> None:
    assert POSTGRES
    engine = create_async_engine(make_url(POSTGRES).set(drivername="postgresql+asyncpg"), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(statement))
    await engine.dispose()
