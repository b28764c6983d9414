"""`dangol learn …`: what was not read well, decided on by a person, measured, and taken back if need be."""

from __future__ import annotations

import asyncio
import getpass
import json
import os
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from dangol.cli.keys import Folder

if TYPE_CHECKING:
    from dangol.cli.comparing import Comparison, Lines
    from dangol.learning.repository import Lesson
    from dangol.runtime.database import Transaction

out = Console()
_GROUPS = 20
_IN_GROUP = 6

Ids = Annotated[list[str], typer.Argument(help="Messages' ids, lsn_… (`dangol learn list` shows them).")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    learn = typer.Typer(help="What the assistant could learn from its conversations.", no_args_is_help=True)
    app.add_typer(learn, name="learn")
    learn.command("list")(list_lessons)
    learn.command("accept")(accept_lessons)
    learn.command("move")(move_lessons)
    learn.command("ignore")(ignore_lessons)
    learn.command("train")(train_version)
    learn.command("versions")(list_versions)
    learn.command("back")(back)


def list_lessons(
    shop: Folder = Path("."),
    lang: Annotated[str | None, typer.Option(help="Only messages in this language.")] = None,
    state: Annotated[str, typer.Option(help="open, accepted or ignored.")] = "open",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show messages that were unclear, corrected, rejected or answered by an agent, those that are alike together."""
    from dangol.bootstrap import open_database
    from dangol.bootstrap.understanding import load_model, own_sources
    from dangol.learning.likeness import grouped
    from dangol.learning.models import LessonState
    from dangol.learning.repository import lessons_in
    from dangol.learning.versions import live_version
    from dangol.runtime.settings import load_settings

    if state not in tuple(LessonState):
        raise typer.BadParameter("Write open, accepted or ignored.", param_hint="--state")
    settings = load_settings(shop)

    async def read() -> tuple[list[Lesson], Any]:
        async with open_database(shop) as database, database.snapshot() as reader:
            return await lessons_in(reader, LessonState(state), lang=lang), await live_version(reader)

    found, version = asyncio.run(read())
    own = version.examples if version is not None else own_sources(shop)
    groups = grouped(found, load_model(settings.data, own))
    if as_json:
        facts = [
            {"likely": group.likely, "times": group.times, "lessons": [_facts(lesson) for lesson in group.lessons]}
            for group in groups
        ]
        print(json.dumps(facts, ensure_ascii=False, indent=1))
        return
    for group in groups[:_GROUPS]:
        head = f"{group.likely or '?'}  {group.lang}  said {group.times} times"
        out.print(f"\n{head}", style="bold", markup=False, highlight=False)
        for lesson in group.lessons[:_IN_GROUP]:
            read_as = ", ".join(f"{name} {p:.0%}" for name, p in lesson.reading.get("intents") or ())
            out.print(f"  {lesson.text}", markup=False, highlight=False, soft_wrap=True)
            line = f"    {lesson.id}  {lesson.reason}; read as {read_as or 'nothing'}"
            if lesson.suggested:
                line += f"; the shopper chose {lesson.suggested}"
            out.print(line, style="dim", markup=False, highlight=False, soft_wrap=True)
        if len(group.lessons) > _IN_GROUP:
            out.print(f"  … and {len(group.lessons) - _IN_GROUP} more: --json shows all", style="dim", highlight=False)
    if len(groups) > _GROUPS:
        out.print(f"\n… and {len(groups) - _GROUPS} more groups: --json shows all.", highlight=False)
    if not groups:
        out.print("There is nothing here.")


def _facts(lesson: Lesson) -> dict[str, Any]:
    return {
        "id": lesson.id,
        "lang": lesson.lang,
        "text": lesson.text,
        "line": lesson.line,
        "reason": lesson.reason,
        "read": lesson.reading.get("intents") or [],
        "suggested": lesson.suggested,
        "times": lesson.times,
        "state": lesson.state.value,
        "intent": lesson.intent,
    }


def accept_lessons(
    ids: Ids,
    shop: Folder = Path("."),
    intent: Annotated[
        str | None, typer.Option("--as", help="The intent they mean; without it, what each likely means.")
    ] = None,
) -> None:
    """Put messages into the shop's example files. What the assistant knows changes with `dangol learn train` only."""
    from dangol.learning.actions import accept

    found = asyncio.run(_decide(shop, lambda tx, files, intents: accept(tx, ids, intent, _me(), files, intents)))
    _say(
        found, "is an example now; `dangol learn train` learns it", "are examples now; `dangol learn train` learns them"
    )


def move_lessons(
    ids: Ids, to: Annotated[str, typer.Option("--to", help="The intent they mean.")], shop: Folder = Path(".")
) -> None:
    """Say that messages mean another intent: accepted ones are moved in the files, the rest wait under it."""
    from dangol.learning.actions import move

    found = asyncio.run(_decide(shop, lambda tx, files, intents: move(tx, ids, to, _me(), files, intents)))
    _say(found, f"means {to}", f"mean {to}")


def ignore_lessons(ids: Ids, shop: Folder = Path(".")) -> None:
    """Say that messages teach nothing; accepted ones are taken out of the files."""
    from dangol.learning.actions import ignore

    found = asyncio.run(_decide(shop, lambda tx, files, _: ignore(tx, ids, _me(), files)))
    _say(found, "teaches nothing", "teach nothing")


async def _decide(shop: Path, decide: Any) -> list[Lesson]:
    from dangol.bootstrap.files import read_flows
    from dangol.bootstrap.understanding import shipped_intents
    from dangol.dialogue import FlowBook
    from dangol.learning.actions import Files
    from dangol.runtime.settings import load_settings

    settings = load_settings(shop)
    intents = FlowBook(read_flows(shop)).intents | shipped_intents()
    async with _writing(shop) as tx:
        found: list[Lesson] = await decide(tx, Files(settings.folder, settings.data), intents)
        return found


@asynccontextmanager
async def _writing(shop: Path) -> AsyncIterator[Transaction]:
    from dangol.bootstrap import open_database

    async with open_database(shop) as database, database.transaction() as tx:
        yield tx


def _me() -> str:
    """Who decides, for the trail: the user of this machine."""
    try:
        return f"cli:{getpass.getuser()}"[:80]
    except (KeyError, OSError):
        return "cli"


def _say(found: Sequence[Lesson], one: str, many: str) -> None:
    words = f"{len(found)} message {one}" if len(found) == 1 else f"{len(found)} messages {many}"
    out.print(f"[green]✓[/] {words}.", highlight=False, soft_wrap=True)


def train_version(
    shop: Folder = Path("."),
    at_once: Annotated[
        int | None,
        typer.Option(min=1, max=64, help="How many tests run at a time; without it: as many as there are processors."),
    ] = None,
) -> None:
    """Learn the shop's examples as they stand in its files, and go live with it if it is not worse. Exit code 1 if it is.

    What is live and what would be are compared on the shop's evaluation lines (`evaluation/<lang>.yaml`), on phrases that ship, and in the
    shop's conversation tests. Running processes take the new version up by themselves.
    """
    from dangol.bootstrap import open_database
    from dangol.bootstrap.understanding import load_model, own_sources
    from dangol.cli.comparing import Comparison, compare_lines, compare_talks, evaluation_lines, some_shipped
    from dangol.learning.errors import NothingToLearn
    from dangol.learning.versions import add_version, live_version, pin
    from dangol.runtime.settings import load_settings
    from dangol.runtime.telemetry import configure_logging

    configure_logging("error")
    settings, own = load_settings(shop), own_sources(shop)

    async def before() -> dict[str, str]:
        async with open_database(shop) as database, database.snapshot() as reader:
            version = await live_version(reader)
            return {} if version is None else dict(version.examples)

    async def train() -> tuple[int, Comparison]:
        used = await before()
        if used == own:
            raise NothingToLearn(
                "The examples are those that are learnt already.",
                cure="Accept some messages first (dangol learn list), or change examples/<lang>.yaml.",
            )
        old = load_model(settings.data, used)
        began = time.perf_counter()
        new = load_model(settings.data, own)
        out.print(f"Learnt in {time.perf_counter() - began:.1f} s.", highlight=False)
        many = at_once or os.cpu_count() or 1
        lines = evaluation_lines(shop)
        with tempfile.TemporaryDirectory(prefix="dangol-learn-") as scratch:
            for name in ("old", "new"):
                (Path(scratch) / name).mkdir()
            talks = await compare_talks(shop, Path(scratch), used, own, many)
        found = Comparison(compare_lines(old, new, lines), compare_lines(old, new, some_shipped()), talks)
        async with open_database(shop) as database, database.transaction() as tx:
            await pin(tx, used, _me())
            number = await add_version(tx, own, found.to_json(), _me(), live=not found.worse)
        return number, found

    number, found = asyncio.run(train())
    _show(found)
    if found.worse:
        out.print(f"[red]✗[/] Version {number} is worse, and does not go live:", highlight=False)
        for words in found.worse:
            out.print(f"  {words}.", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1)
    out.print(f"[green]✓[/] Version {number} is live. `dangol learn back` takes it back.", highlight=False)


def _show(found: Comparison) -> None:
    _show_lines("Evaluation lines", found.lines)
    _show_lines("Shipped phrases (a sample)", found.phrases)
    if found.talks:
        before = sum(one for one, _ in found.talks.values())
        after = sum(other for _, other in found.talks.values())
        out.print(f"Conversation tests: {before} of {len(found.talks)} pass before, {after} now.", highlight=False)
    else:
        out.print("Conversation tests: there are none in tests/.", highlight=False)


def _show_lines(name: str, lines: Lines) -> None:
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
        async with _writing(shop) as tx:
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
        async with _writing(shop) as tx:
            return (await go_back(tx, _me())).number

    out.print(f"[green]✓[/] Version {asyncio.run(go())} is live again.", highlight=False)
