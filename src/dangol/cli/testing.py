"""`dangol test`: a shop's conversation tests."""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from dangol.cli.keys import Folder

out = Console()


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("test")(run_tests)


def run_tests(
    places: Annotated[
        list[Path] | None, typer.Argument(help="Folders and files of tests; without one: the shop's tests folder.")
    ] = None,
    shop: Folder = Path("."),
    junit: Annotated[Path | None, typer.Option(help="Also write the results as JUnit XML into this file.")] = None,
    coverage: Annotated[bool, typer.Option("--coverage", help="Name the steps of flows no test has walked.")] = False,
    at_once: Annotated[
        int | None,
        typer.Option(min=1, max=64, help="How many tests run at a time; without it: as many as there are processors."),
    ] = None,
) -> None:
    """Hold the conversations written in test files with the shop, and compare. Exit code 1 if one went otherwise.

    A test says what a shopper says, what is expected of the answer, and what has to stand in the database then. Every file has
    a fresh copy of the shop: its real data is never touched, nobody is written to, nothing is paid.
    """
    from dangol.bootstrap.files import read_flows
    from dangol.cli.talks.playing import Outcome, play_all, prepare_shop
    from dangol.cli.talks.reporting import bar, print_coverage, print_outcome, write_junit
    from dangol.cli.talks.script import BadScript, find_scripts, read_script
    from dangol.dialogue import FlowBook
    from dangol.runtime.telemetry import configure_logging

    configure_logging("error")
    many = at_once or os.cpu_count() or 1
    scripts, mistakes = [], []
    for path in find_scripts(list(places or [shop / "tests"])):
        try:
            scripts.append(read_script(path.read_text(encoding="utf-8-sig"), str(path)))
        except BadScript as trouble:
            mistakes.append(str(trouble))
        except UnicodeDecodeError:
            mistakes.append(f"{path}:1: This is not UTF-8 text. Save it as UTF-8.")
    for mistake in mistakes:
        out.print("[red]✗[/] ", end="")
        out.print(mistake, markup=False, highlight=False, soft_wrap=True)
    if mistakes:
        raise typer.Exit(1)

    with tempfile.TemporaryDirectory(prefix="dangol-test-") as scratch:

        async def play() -> bool:
            folder = await prepare_shop(shop, Path(scratch))
            with bar(len(scripts), out) as advance:

                def tell(outcome: Outcome) -> None:
                    print_outcome(outcome, out)
                    advance()

                outcomes = await play_all(scripts, folder, Path(scratch), at_once=many, processes=many, tell=tell)
            print_coverage(outcomes, FlowBook(read_flows(folder)).flows.values(), out, full=coverage)
            if junit is not None:
                write_junit(outcomes, junit)
            failed = [outcome for outcome in outcomes if not outcome.passed and not outcome.script.open]
            colour, words = (
                ("red", f"{len(failed)} of {len(outcomes)} failed") if failed else ("green", "all as expected")
            )
            count = f"{len(outcomes)} conversation{'' if len(outcomes) == 1 else 's'}"
            out.print(f"[{colour}]{count}: {words}.[/]", highlight=False)
            return not failed

        if not asyncio.run(play()):
            raise typer.Exit(1)
