"""`dangol bench`: what a turn costs on this machine, and what else one may want to know before buying a larger one."""

from __future__ import annotations

import asyncio
import datetime
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

if TYPE_CHECKING:
    from dangol.cli.benching.row import Row

out = Console()
_KINDS = ("turns", "start", "long", "large", "idle", "memory", "import", "search", "commits")
_ON_A_SHOP = {"turns", "start", "long", "large", "idle"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(bench)


def bench(
    quick: Annotated[
        bool, typer.Option("--quick", help="A minute or two, only to see that it runs; the figures mean little.")
    ] = False,
    postgres: Annotated[
        str | None,
        typer.Option(
            help="Measure on this PostgreSQL server as well: postgresql://user@host/postgres.",
            envvar="BENCH_POSTGRES",
        ),
    ] = None,
    only: Annotated[str, typer.Option(help=f"Only some: {', '.join(_KINDS)}; several with commas.")] = "",
    into: Annotated[
        Path | None, typer.Option(help="Write the table into this Markdown file as well, between its two marks.")
    ] = None,
) -> None:
    """Measure this machine: CPU per turn, answers a second, latency, memory of idle sockets, import, growth.

    The load comes from this process, the server runs in others, and what each uses is accounted apart.
    """
    from dangol.cli.benching.accounts import load, machine
    from dangol.cli.benching.row import table_of, write_into

    chosen = {part.strip() for part in only.split(",") if part.strip()}
    rows = asyncio.run(_measure(quick, postgres, chosen))
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    table = table_of(rows, f"{machine()}; {today}, load average {load()} at the end.")
    out.print(table, markup=False, highlight=False, soft_wrap=True)
    if into is not None:
        write_into(into, "measured", table)


async def _measure(quick: bool, postgres: str | None, chosen: set[str]) -> list[Row]:
    from dangol.cli.benching import measures, searching
    from dangol.runtime.errors import SettingInvalid

    if strange := chosen - set(_KINDS):
        raise SettingInvalid(
            f"There is no measure {', '.join(sorted(strange))}.", cure=f"Choose from {', '.join(_KINDS)}."
        )
    wanted = chosen or set(_KINDS)
    rows: list[Row] = []

    def done(what: str, found: list[Row]) -> None:
        out.print(f"[green]✓[/] {what}: " + "; ".join(f"{row.what} {row.value}" for row in found), highlight=False)
        rows.extend(found)

    if wanted & _ON_A_SHOP:
        await _on_a_shop(quick, None, wanted, done)
    if postgres and "turns" in wanted:
        await _on_a_shop(quick, postgres, {"turns"}, done)
    if "memory" in wanted:
        await _loaded(*((2_000, 40) if quick else (100_000, 400)), done)
    if "import" in wanted:
        done("Import", await measures.importing(2_000 if quick else 100_000))
    if "search" in wanted:
        sizes = ((1_000, 50, ""),) if quick else ((10_000, 1000, ""), (100_000, 1000, "p95 < 20 ms"))
        for products, queries, aim in sizes:
            done("Search", await searching.searching(products, queries, aim))
    if "commits" in wanted:
        done("Commits", measures.commits(1 if quick else 5))
    return rows


async def _on_a_shop(
    quick: bool, postgres: str | None, wanted: set[str], done: Callable[[str, list[Row]], None]
) -> None:
    """What needs a shop and its processes, on SQLite or on the server ``postgres``."""
    from dangol.cli.benching import measures
    from dangol.cli.benching.ground import ground_at
    from dangol.cli.benching.starting import starting

    turns = measures.Turns(60, 150, 10.0, 5.0) if quick else measures.Turns(400, 3000, 50.0, 60.0)
    with tempfile.TemporaryDirectory(prefix="dangol-bench-") as scratch:
        async with ground_at(Path(scratch), 20 if quick else 500, postgres) as ground:
            if "turns" in wanted:
                done(f"Turns on {ground.kind}", await measures.turns(ground, turns))
            if "start" in wanted:
                done("Start", await starting(ground, *((1, 3.0) if quick else (5, 30.0))))
            if "long" in wanted:
                done("A long conversation", await measures.long_conversation(ground, 100 if quick else 1000))
            if "large" in wanted:
                done(
                    "A large database",
                    await measures.large_database(ground, *((20_000, 100) if quick else (1_000_000, 1500))),
                )
            if "idle" in wanted:
                done("Idle sockets", await measures.idle_sockets(ground, *((200, 3) if quick else (2000, 60))))


async def _loaded(variants: int, turns: int, done: Callable[[str, list[Row]], None]) -> None:
    """A shop of its own with a large catalogue, on SQLite."""
    from dangol.cli.benching.ground import ground_at
    from dangol.cli.benching.shop import VARIANTS_EACH
    from dangol.cli.benching.starting import loaded

    with tempfile.TemporaryDirectory(prefix="dangol-bench-") as scratch:
        async with ground_at(Path(scratch), variants // VARIANTS_EACH, None) as ground:
            done("A large catalogue", await loaded(ground, variants, turns))
