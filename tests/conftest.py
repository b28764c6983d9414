"""The databases every test runs on: a fresh SQLite file, and a fresh PostgreSQL database where a server is named.

``DANGOL_TEST_POSTGRES`` holds the address of a server whose user may create databases
(``postgresql://postgres@127.0.0.1:5433/postgres``). Without it the PostgreSQL half is skipped, in so many words.
"""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from dangol.runtime.clock import Clock
from dangol.runtime.database import Database
from databases import NO_POSTGRES, POSTGRES, command

pytest_plugins = ("no_skips", "second_try")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'shop.db'}"
        return
    if not POSTGRES:
        pytest.skip(NO_POSTGRES)
    name = f"dangol_{uuid.uuid4().hex[:16]}"
    await command(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    yield make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    await command(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def clock() -> Clock:
    """A clock tests may set."""
    return Clock()


@pytest.fixture
async def database(database_url: str, clock: Clock) -> AsyncIterator[Database]:
    """An open database with every table."""
    db = Database.open(database_url, clock)
    await db.create_tables()
    yield db
    await db.close()
