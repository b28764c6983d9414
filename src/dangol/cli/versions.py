"""`dangol learn train`, `versions`, `back`: the shop's examples learnt, compared, live if they are not worse, and taken back."""

from __future__ import annotations

import asyncio
import getpass
import os
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from dangol.cli.keys import Folder

if TYPE_CHECKING:
    from dangol.learning.comparison import Comparison, Lines
    from dangol.learning.trainings import Training
    from dangol.learning.versions import Version
    from dangol.runtime.database import Database, Transaction

out = Console()
_LOOK_SECONDS = 0.5
_NICE = 10  # of a training that was asked for at the desk: shoppers come first


@asynccontextmanager
async def writing(shop: Path) -> AsyncIterator[Transaction]:
    """A transaction in the database of the shop."""
    from dangol.bootstrap import open_database

    async with open_database(shop) as database, database.transaction() as tx:
        yield tx


def me() -> str:
    """Who decides, for the trail: the user of this machine."""
    try:
        return f"cli:{getpass.getuser()}"[:80]
    except (KeyError, OSError):
        return "cli"


@dataclass
class _Progress:
    """How far a training is, for whoever follows it."""

    phase: str = "learning"
    done: int = 0
    of: int = 0

    def tell(self, done: int, of: int) -> None:
        self.phase, self.done, self.of = "talking", done, of


def train_version(
    shop: Folder = Path("."),
    at_once: Annotated[
        int | None,
        typer.Option(min=1, max=64, help="How many tests run at a time; without it: as many as there are processors."),
    ] = None,
    asked: Annotated[str, typer.Option(hidden=True, help="The training that was asked for at the desk.")] = "",
) -> None:
    """Learn the shop's examples as they stand in its files, and go live with it if it is not worse. Exit code 1 if it is.

    What is live and what would be are compared on the shop's evaluation lines (`evaluation/<lang>.yaml`), on phrases that ship, and in the
    shop's conversation tests. Running processes take the new version up by themselves. One training runs at a time, here or at the desk.
    """
    from dangol.runtime.telemetry import configure_logging

    configure_logging("error")
    if asked:
        os.nice(_NICE)
    many = at_once or max(1, (os.cpu_count() or 1) // (2 if asked else 1))
    made = asyncio.run(_train(shop, many, asked))
    if made is None:
        return
    number, found = made
    _show(found)
    if found.worse:
        out.print(f"[red]✗[/] Version {number} is worse, and does not go live:", highlight=False)
        for words in found.worse:
            out.print(f"  {words}.", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1)
    out.print(f"[green]✓[/] Version {number} is live. `dangol learn back` takes it back.", highlight=False)


async def _train(shop: Path, many: int, asked: str) -> tuple[int, Comparison] | None:
    """The new version and how it compares; none if somebody else does the training that was ``asked`` for."""
    from dangol.bootstrap import open_database
    from dangol.kit.errors import DangolError
    from dangol.learning.trainings import begin_training, end_training, find_training, take_training
    from dangol.learning.versions import live_version
    from dangol.runtime.processes import host

    async with open_database(shop) as database:
        async with database.snapshot() as reader:
            live = await live_version(reader)
        if not asked:
            _check_new(shop, live)
        async with database.transaction() as tx:
            training_id = asked or await begin_training(tx, me(), host(), os.getpid())
            if asked and await take_training(tx, asked, host(), os.getpid()) is None:
                return None
        async with database.snapshot() as reader:
            training = await find_training(reader, training_id)
        assert training is not None
        progress, over = _Progress(), asyncio.Event()
        beating = asyncio.create_task(_beat(database, training_id, progress, over))
        try:
            return await _made(shop, database, live, training, many, progress)
        except (DangolError, OSError, asyncio.CancelledError) as trouble:
            stopped = isinstance(trouble, asyncio.CancelledError)
            code = trouble.code if isinstance(trouble, DangolError) else "broken_off" if stopped else "not_finished"
            async with database.transaction() as tx:
                await end_training(tx, training_id, trouble={"code": code, "words": str(trouble)})
            raise
        finally:
            over.set()
            await beating


def _check_new(shop: Path, live: Version | None) -> tuple[dict[str, str], dict[str, str]]:
    """The examples that are learnt, and those that stand in the files. Raises ``NothingToLearn`` if they are the same."""
    from dangol.bootstrap.understanding import own_sources
    from dangol.learning.errors import NothingToLearn

    used, own = {} if live is None else dict(live.examples), own_sources(shop)
    if used == own:
        raise NothingToLearn(
            "The examples are those that are learnt already.",
            cure="Accept some messages first (dangol learn list), or change examples/<lang>.yaml.",
        )
    return used, own


async def _beat(database: Database, training_id: str, progress: _Progress, over: asyncio.Event) -> None:
    """Let it be known that this process is still there, and how far it is, until it is ``over``: often enough for a bar that moves."""
    from dangol.kit.errors import RetryLater
    from dangol.learning.trainings import BEAT_SECONDS, tell_training

    told: tuple[str, int, int] | None = None
    since = 0.0
    while not over.is_set():
        now = (progress.phase, progress.done, progress.of)
        if now != told or since >= BEAT_SECONDS:
            with suppress(RetryLater):
                async with database.transaction() as tx:
                    await tell_training(tx, training_id, *now)
                told, since = now, 0.0
        with suppress(TimeoutError):
            await asyncio.wait_for(over.wait(), _LOOK_SECONDS)
        since += _LOOK_SECONDS


async def _made(
    shop: Path, database: Database, live: Version | None, training: Training, many: int, progress: _Progress
) -> tuple[int, Comparison]:
    """The version that comes of ``training``, and how it compares with the ``live`` one."""
    from dangol.bootstrap.understanding import load_model
    from dangol.cli.comparing import (
        added_lines,
        compare_lines,
        compare_talks,
        evaluation_lines,
        some_shipped,
        without_learnt,
    )
    from dangol.learning.comparison import Comparison
    from dangol.learning.trainings import end_training
    from dangol.learning.versions import add_version, check_still_live, pin
    from dangol.runtime.settings import load_settings

    used, own = _check_new(shop, live)
    data = load_settings(shop).data
    old = await asyncio.to_thread(load_model, data, used)
    began = time.perf_counter()
    new = await asyncio.to_thread(load_model, data, own)
    out.print(f"Learnt in {time.perf_counter() - began:.1f} s.", highlight=False)
    progress.phase = "reading"
    judged, learnt = without_learnt(evaluation_lines(shop), used, own)
    lines, phrases, added = [
        await asyncio.to_thread(compare_lines, old, new, examples)
        for examples in (judged, some_shipped(), added_lines(used, own))
    ]
    lines = replace(lines, learnt=learnt)
    with tempfile.TemporaryDirectory(prefix="dangol-learn-") as scratch:
        for name in ("old", "new"):
            (Path(scratch) / name).mkdir()
        talks = await compare_talks(shop, Path(scratch), used, own, many, progress.tell)
    found = Comparison(lines, phrases, talks, added)
    async with database.transaction() as tx:
        await check_still_live(tx, live.number if live is not None else 0)
        await pin(tx, used, training.asked_by)
        number = await add_version(tx, own, found.to_json(), training.asked_by, live=not found.worse)
        await end_training(tx, training.id, version=number)
    return number, found


def _show(found: Comparison) -> None:
    if found.added.of:
        added = found.added
        out.print(f"New lines: {added.before} of {added.of} read as meant before, {added.after} now.", highlight=False)
    _show_lines("Evaluation lines", found.lines)
    _show_lines("Shipped phrases (a sample)", found.phrases)
    if found.talks:
        before = sum(one for one, _ in found.talks.values())
        after = sum(other for _, other in found.talks.values())
        out.print(f"Conversation tests: {before} of {len(found.talks)} pass before, {after} now.", highlight=False)
    else:
        out.print("Conversation tests: there are none in tests/.", highlight=False)


def _show_lines(name: str, lines: Lines) -> None:
    if lines.learnt:
        out.print(f"{name}: {lines.learnt} of them are learnt, and left out.", highlight=False)
    if not lines.of and lines.learnt:
        return
    if not lines.of:
        out.print(f"{name}: there are none in evaluation/.", highlight=False)
        return
    out.print(f"{name}: {lines.before} of {lines.of} read rightly before, {lines.after} now.", highlight=False)
    for sign, colour, rows in (("-", "red", lines.lost), ("+", "green", lines.won)):
        for text, meant, was, now in rows[:5]:
            words = f"  {sign} {text}  ({meant}: read as {was or 'nothing'}, now as {now or 'nothing'})"
            out.print(words, style=colour, markup=False, highlight=False, soft_wrap=True)


def list_versions(shop: Folder = Path(".")) -> None:
    """Show the versions of what was learnt, and which is live."""
    from dangol.learning.versions import versions

    async def read() -> Any:
        async with writing(shop) as tx:
            return await versions(tx)

    found = asyncio.run(read())
    for version in found:
        lines, worse = version.report.get("lines") or {}, version.report.get("worse")
        state = (
            "live"
            if version.live
            else "worse, never live"
            if worse
            else "was live"
            if version.was_live
            else "taken back"
        )
        judged = f"  {lines['after']} of {lines['of']} evaluation lines" if lines.get("of") else ""
        out.print(
            f"{version.number:>4}  {version.made_at:%Y-%m-%d %H:%M}  {version.made_by}  {state}{judged}",
            highlight=False,
        )
    if not found:
        out.print("There is none: nobody has accepted anything, and what stands in examples/ is what is learnt.")


def back(shop: Folder = Path(".")) -> None:
    """Return to the version that was live before. The example files stay: take out what was wrong before the next training."""
    from dangol.learning.versions import go_back

    async def go() -> int:
        async with writing(shop) as tx:
            return (await go_back(tx, me())).number

    out.print(f"[green]✓[/] Version {asyncio.run(go())} is live again.", highlight=False)
