"""`dangol record`, `dangol rehearse`: real conversations as tests, and what a change would do to them."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from dangol.cli.keys import Folder

if TYPE_CHECKING:
    from dangol.cli.talks.playing import Outcome
    from dangol.cli.talks.recording import Recording
    from dangol.cli.talks.script import Script

out = Console()
_LISTED = 20


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("record")(record_conversations)
    app.command("rehearse")(rehearse)


def record_conversations(
    ids: Annotated[
        list[str] | None, typer.Argument(help="Conversations' ids, cnv_…; without one: a list of them.")
    ] = None,
    shop: Folder = Path("."),
    last: Annotated[int, typer.Option(min=0, help="The last so many conversations.")] = 0,
    to: Annotated[
        Path | None, typer.Option(help="The folder to write into; without it: the shop's tests/recorded.")
    ] = None,
) -> None:
    """Turn real conversations into test files, personal data replaced. Exit code 1 if one does not pass when it is played.

    The conversation is held again with a fresh copy of the shop, and what comes back is what the test expects; where that
    is not what came back then, it says so. Names are found by what is known of the shopper, by what was answered to a question for one and
    by how people introduce themselves: read the file before you give it away.
    """
    from dangol.runtime.telemetry import configure_logging

    configure_logging("error")
    if not ids and not last:
        asyncio.run(_list(shop))
        return
    recordings = asyncio.run(_recordings(shop, list(ids or []), last))
    with tempfile.TemporaryDirectory(prefix="dangol-record-") as scratch:
        fine = asyncio.run(_write(recordings, shop, to, Path(scratch)))
    if not fine:
        raise typer.Exit(1)


async def _list(shop: Path) -> None:
    from dangol.bootstrap import open_database
    from dangol.conversations.repository import last_messages, recent_conversations

    async with open_database(shop) as database, database.snapshot() as reader:
        found = await recent_conversations(reader, limit=_LISTED)
        latest = await last_messages(reader, [one.id for one in found])
    for one in found:
        at = latest[one.id].at if one.id in latest else one.last_at
        line = f"{one.id}  {at:%Y-%m-%d %H:%M}  {one.lang}  {one.last_seq:>4} messages  {one.holder.value}"
        out.print(line, highlight=False, soft_wrap=True)
    if not found:
        out.print("Nobody has said anything yet.")


async def _recordings(shop: Path, ids: Sequence[str], last: int) -> list[Recording]:
    from dangol.bootstrap import open_database
    from dangol.cli.talks.recording import record
    from dangol.conversations.repository import recent_conversations
    from dangol.runtime.settings import load_settings

    settings = load_settings(shop)
    async with open_database(shop) as database, database.snapshot() as reader:
        latest = await recent_conversations(reader, limit=last) if last else []
        wanted = dict.fromkeys([*ids, *(one.id for one in latest)])
        found = [await record(reader, one, settings.shop) for one in wanted]
    return [recording for recording in found if recording.script.steps]


async def _write(recordings: Sequence[Recording], shop: Path, to: Path | None, scratch: Path) -> bool:
    from dangol.cli.talks.playing import play_all, prepare_shop
    from dangol.cli.talks.recording import differences, expecting, file_for, written
    from dangol.cli.talks.reporting import failure_text
    from dangol.cli.talks.script import read_script

    folder = await prepare_shop(shop, scratch)
    outcomes = await play_all([recording.script for recording in recordings], folder, scratch)
    scripts = []
    for recording, outcome in zip(recordings, outcomes, strict=True):
        remarks = [*recording.remarks, *differences(recording.was, outcome)]
        file = to / recording.script.file if to is not None else file_for(shop, Path(recording.script.file).stem)
        text = written(expecting(recording.script, outcome), remarks)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        scripts.append(read_script(text, str(file)))
        replaced = ", ".join(f"{count} × {kind}" for kind, count in sorted(recording.replaced.items())) or "nothing"
        out.print(f"[green]✓[/] {file}", highlight=False, soft_wrap=True)
        out.print(f"  replaced: {replaced}", highlight=False)
        for remark in remarks:
            out.print(f"  {remark}", markup=False, highlight=False, soft_wrap=True)
    failed = [outcome for outcome in await play_all(scripts, folder, scratch) if not outcome.passed]
    for outcome in failed:
        out.print(f"[red]✗ {outcome.script.file}[/]", highlight=False, soft_wrap=True)
        out.print(failure_text(outcome), markup=False, highlight=False, soft_wrap=True)
    return not failed


def rehearse(
    places: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Folders and files of recorded conversations; without one: the shop's tests, or else the last 20."
        ),
    ] = None,
    shop: Folder = Path("."),
    was: Annotated[
        Path | None,
        typer.Option(
            help="The folder with the files as they were; without it: those the server went live with last.",
            file_okay=False,
        ),
    ] = None,
    last: Annotated[int, typer.Option(min=0, help="Also the last so many conversations of the shop's database.")] = 0,
    at_once: Annotated[
        int | None,
        typer.Option(min=1, max=64, help="How many run at a time; without it: as many as there are processors."),
    ] = None,
) -> None:
    """Hold recorded conversations with the shop as it is live and as its files are now. Exit code 1 if a shopper would notice a difference.

    What counts is what a shopper sees: which flow acts, what is said, shown, asked and offered, and what stands in the end.
    Flows, wording, FAQ, policies, persona and examples are compared, and with changed examples the understanding learnt from
    them; nothing goes live.
    """
    from dangol.bootstrap.kept_files import live_folder, talks_the_same
    from dangol.cli.talks.script import find_scripts, read_script
    from dangol.runtime.errors import SettingInvalid
    from dangol.runtime.settings import load_settings
    from dangol.runtime.telemetry import configure_logging

    configure_logging("error")
    before = was or live_folder(load_settings(shop).data)
    if not (before / "shop.toml").is_file():
        raise SettingInvalid(
            f"{before} has no files to compare with.",
            cure="Give the folder with the files as they were: --was; the server keeps them from its next start on.",
        )
    tests = shop / "tests"
    paths = list(places or ([tests] if tests.is_dir() and not last else []))
    scripts = [
        read_script(path.read_text(encoding="utf-8-sig"), str(path)) for path in (find_scripts(paths) if paths else [])
    ]
    if last or not scripts:
        scripts += [recording.script for recording in asyncio.run(_recordings(shop, [], last or _LISTED))]
    if not scripts:
        out.print("There is no conversation to rehearse with: nobody has said anything yet, and there are no tests.")
        return
    with tempfile.TemporaryDirectory(prefix="dangol-rehearse-") as scratch:
        learnt = asyncio.run(_learnt(shop)) if was is None else None
        many = at_once or os.cpu_count() or 1
        # A serving shop takes its files as they are saved: then the conversation is compared with what the shopper was told.
        live_already = was is None and talks_the_same(shop, before)
        differing = asyncio.run(
            _rehearse(scripts, shop, before, learnt, Path(scratch), many, live_already=live_already)
        )
    count = f"{len(scripts)} conversation{'' if len(scripts) == 1 else 's'}"
    if differing:
        out.print(f"[yellow]{count}: {differing} would go another way.[/]", highlight=False)
        raise typer.Exit(1)
    out.print(f"[green]{count}: nothing a shopper would notice.[/]", highlight=False)


async def _learnt(shop: Path) -> dict[str, str] | None:
    """The examples of the understanding that is live, where a version of it is: the files may have gone on without it."""
    from dangol.bootstrap import open_database
    from dangol.learning.versions import live_version

    async with open_database(shop) as database, database.snapshot() as reader:
        version = await live_version(reader)
        return None if version is None else dict(version.examples)


async def _rehearse(
    scripts: Sequence[Script],
    shop: Path,
    before: Path,
    learnt: dict[str, str] | None,
    scratch: Path,
    many: int,
    *,
    live_already: bool = False,
) -> int:
    from dangol.cli.talks.playing import play_all, prepare_shop
    from dangol.cli.talks.rehearsal import (
        compared,
        compared_with_told,
        print_differences,
        shop_as_it_was,
        without_expectations,
    )
    from dangol.cli.talks.reporting import bar

    plain = [without_expectations(script) for script in scripts]
    for name in ("was", "now"):
        (scratch / name).mkdir()
    old = await prepare_shop(shop_as_it_was(shop, before, scratch / "was", learnt), scratch / "was")
    new = await prepare_shop(shop, scratch / "now")
    with bar(2 * len(scripts), out) as advance:

        async def hold(folder: Path) -> list[Outcome]:
            return await play_all(plain, folder, folder.parent, at_once=many, processes=many, tell=lambda _: advance())

        went, goes = await hold(old), await hold(new)
    differing = 0
    for script, one, other in zip(scripts, went, goes, strict=True):
        found = compared(one, other)
        if live_already and not found:
            found = compared_with_told(other)
        differing += bool(found)
        print_differences(script, found, out)
    return differing
