"""A shop to measure on: its folder, its database, its processes."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from dangol.cli.benching.accounts import Used, database_cpu, used
from dangol.cli.benching.shop import products, write_bench_shop
from dangol.cli.drilling.fleet import Server, free_port
from dangol.cli.drilling.shop import stock_shop


@dataclass
class Ground:
    """A shop and where its database is. ``name`` is the PostgreSQL database's."""

    folder: Path
    url: str
    name: str | None
    catalogue: list[dict[str, Any]]

    @property
    def kind(self) -> str:
        """The database's name for people."""
        return "PostgreSQL" if self.name else "SQLite"

    def servers(self) -> list[Server]:
        """One process for everything on SQLite; one serving and one working on PostgreSQL."""
        environment = {**os.environ, "DANGOL_LOG_LEVEL": "warning"}
        environment.pop("DATABASE_URL", None)
        port = free_port()
        serve = ["serve", "--shop", str(self.folder), "--port", str(port)]
        log = self.folder / "serve.log"
        if self.name is None:
            return [Server("serve", serve, environment, log, port)]
        environment |= {"DATABASE_URL": self.url}
        telling = {**environment, "DANGOL_LOG_LEVEL": "info"}  # it has no port: that it works is read in its log
        work = Server("work", ["work", "--shop", str(self.folder)], telling, self.folder / "work.log")
        return [Server("serve", [*serve, "--no-work"], environment, log, port), work]

    def database_cpu(self) -> float:
        """CPU seconds of the PostgreSQL server (0 on SQLite: it runs within ours)."""
        return database_cpu(self.name) if self.name else 0.0


@dataclass
class Running:
    """The processes at work."""

    ground: Ground
    servers: list[Server]

    @property
    def ports(self) -> list[int]:
        """Where they serve."""
        return [server.port for server in self.servers if server.port is not None]

    def used(self) -> Used:
        """What they have used so far."""
        return used(server.process.pid for server in self.servers if server.process is not None)


@asynccontextmanager
async def ground_at(folder: Path, number: int, postgres: str | None) -> AsyncIterator[Ground]:
    """A shop of ``number`` products in ``folder``, on SQLite or in a database of its own on the server ``postgres``."""
    write_bench_shop(folder, number)
    (folder / "data").mkdir(exist_ok=True)
    catalogue = [{"id": product["id"]} for product in products(number)]
    if postgres is None:
        url = f"sqlite:///{folder / 'data' / 'shop.db'}"
        await stock_shop(folder, url)
        yield Ground(folder, url, None, catalogue)
        return
    name = f"dangol_bench_{secrets.token_hex(6)}"
    engine = create_async_engine(make_url(postgres).set(drivername="postgresql+asyncpg"), isolation_level="AUTOCOMMIT")
    try:
        async with engine.connect() as connection:
            await connection.execute(text(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"))
        try:
            url = make_url(postgres).set(database=name).render_as_string(hide_password=False)
            await stock_shop(folder, url)
            yield Ground(folder, url, name, catalogue)
        finally:
            async with engine.connect() as connection:
                await connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        await engine.dispose()


@asynccontextmanager
async def running(ground: Ground) -> AsyncIterator[Running]:
    """Its processes, started and in the end stopped."""
    servers = ground.servers()
    try:
        for server in servers:
            await server.start()
        yield Running(ground, servers)
    finally:
        for server in servers:
            await server.stop()


def copy_of(ground: Ground, folder: Path) -> Ground:
    """The same shop on SQLite in another folder."""
    shutil.copytree(ground.folder, folder, ignore=shutil.ignore_patterns("*.lock", "*.log"))
    return Ground(folder, f"sqlite:///{folder / 'data' / 'shop.db'}", None, ground.catalogue)
