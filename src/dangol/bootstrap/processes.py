"""What a process is: serving, working, or talking in the terminal. All are built from the same `App`."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

import structlog

from dangol.bootstrap.kept_files import keep_live
from dangol.bootstrap.shop import App, open_app
from dangol.bootstrap.talk import Talk
from dangol.kit.times import parse_instant
from dangol.runtime.clock import Clock
from dangol.runtime.database import Database
from dangol.runtime.errors import SettingInvalid
from dangol.runtime.lock import only_one
from dangol.runtime.memory import lasting
from dangol.runtime.schema import open_schema
from dangol.runtime.secrets import Secrets
from dangol.runtime.settings import Settings, load_settings
from dangol.web.site import Site

log = structlog.get_logger(__name__)


def clock_for(settings: Settings, now: str | None) -> Clock:
    """The shop's clock, set to ``now`` if given. Raises ``SettingInvalid`` outside test mode."""
    if now is None:
        return Clock()
    if not settings.shop.test_mode:
        raise SettingInvalid("The clock can be set in test mode only.", cure="Set test_mode = true in shop.toml.")
    try:
        return Clock(parse_instant(now))
    except ValueError as trouble:
        raise SettingInvalid(f"--now: {trouble}.", cure="Write 2026-11-22T12:00Z.") from trouble


def prepare(settings: Settings, now: str | None, *kinds: str) -> None:
    """Everything that can be found wrong before a process starts: the clock, the data folder, flows, sentences, persona; and for a
    process of ``kinds``, that no other one does the same, and that the database can be opened."""
    clock_for(settings, now)
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise SettingInvalid(f"{settings.data} cannot be made: {trouble}.", cure="Set DANGOL_DATA_DIR.") from trouble
    App.check(settings)
    if kinds:
        asyncio.run(_try_ground(settings, kinds))


async def _try_ground(settings: Settings, kinds: tuple[str, ...]) -> None:
    async with _locked(settings, *kinds), open_database(settings.folder):
        Secrets.load(settings.data)


@asynccontextmanager
async def open_database(folder: Path) -> AsyncIterator[Database]:
    """The database of the shop in ``folder``, with its tables."""
    settings = load_settings(folder)
    settings.data.mkdir(parents=True, exist_ok=True)
    database = Database.open(settings.database_url, synchronous=settings.machine.synchronous)
    try:
        await open_schema(database)
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def _locked(settings: Settings, *kinds: str) -> AsyncIterator[None]:
    """On SQLite, one process of a kind per data folder."""
    async with AsyncExitStack() as stack:
        if not settings.machine.database_url:
            for kind in kinds:
                stack.enter_context(only_one(settings.data, kind))
        yield


@asynccontextmanager
async def running(settings: Settings, *, work: bool, now: str | None = None) -> AsyncIterator[Site]:
    """A serving process: the site for the web, and with ``work`` also everything `dangol work` does."""
    kinds = ("serve", "work") if work else ("serve",)
    clock = clock_for(settings, now)
    # Only these two listen, and on SQLite there is one of each: who is both has nobody to tell.
    async with _locked(settings, *kinds), open_app(settings, clock, work=work, alone=work) as app:
        keep_live(settings)
        if work:
            await app.indexer.catch_up()
        await app.warm()
        tasks = [asyncio.create_task(app.hub.run(), name="hub"), asyncio.create_task(app.watch(), name="files")]
        if work:
            tasks += app.work_tasks()
        try:
            with lasting():
                yield app.site
        finally:
            app.site.closing = True
            await _end(tasks)


async def working(settings: Settings, now: str | None = None) -> None:
    """A working process, until it is told to stop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for kind in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(kind, stop.set)
    async with _locked(settings, "work"), open_app(settings, clock_for(settings, now), work=True) as app:
        await app.indexer.catch_up()
        await app.warm()
        watching = (asyncio.create_task(app.hub.run(), name="hub"), asyncio.create_task(app.watch(), name="files"))
        tasks = [*watching, *app.work_tasks()]
        log.info("working", pid=os.getpid())
        stopping = asyncio.create_task(stop.wait())
        try:
            with lasting():
                done, _ = await asyncio.wait([stopping, *tasks], return_when=asyncio.FIRST_COMPLETED)
            for task in done - {stopping}:
                task.result()
        finally:
            stopping.cancel()
            await _end(tasks)


@asynccontextmanager
async def conversing(settings: Settings, now: str | None = None) -> AsyncIterator[Talk]:
    """The shop without any server, for the terminal, `dangol understand` and conversation tests."""
    async with open_app(settings, clock_for(settings, now), work=True) as app:
        await app.indexer.catch_up()
        await app.warm()
        yield Talk(app)


async def _end(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    for task in tasks:
        with suppress(asyncio.CancelledError):
            await task
