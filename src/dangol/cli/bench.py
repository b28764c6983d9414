"""`dangol bench`: what a turn costs on this machine, and what else one may want to know before buying a larger one."""

from __future__ import annotations

import asyncio
import datetime
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

if TYPE_CHECKING:
    from dangol.cli.benching.measures import Row

out = Console()
_BEGIN, _END = "<!-- measured: begin -->", "<!-- measured: end -->"


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
    only: Annotated[
        str, typer.Option(help="Only some: turns, idle, import, long, large, commits; several with commas.")
    ] = "",
    into: Annotated[
        Path | None, typer.Option(help="Write the table into this Markdown file as well, between its two marks.")
    ] = None,
) -> None:
    """Measure this machine: CPU per turn, answers a second, latency, memory of idle sockets, import, growth.

    The load comes from this process, the server runs in others, and what each uses is accounted apart.
    """
    chosen = {part.strip() for part in only.split(",") if part.strip()}
    rows = asyncio.run(_measure(quick, postgres, chosen))
    table = _markdown(rows)
    out.print(table, markup=False, highlight=False, soft_wrap=True)
    if into is not None:
        text = into.read_text(encoding="utf-8")
        before, rest = text.split(_BEGIN)
        into.write_text(f"{before}{_BEGIN}\n{table}\n{_END}{rest.split(_END)[1]}", encoding="utf-8")


async def _measure(quick: bool, postgres: str | None, chosen: set[str]) -> list[Row]:
    from dangol.cli.benching import measures
    from dangol.cli.benching.ground import ground_at
    from dangol.runtime.errors import SettingInvalid

    kinds = ("turns", "long", "large", "idle", "import", "commits")
    if strange := chosen - set(kinds):
        raise SettingInvalid(
            f"There is no measure {', '.join(sorted(strange))}.", cure=f"Choose from {', '.join(kinds)}."
        )
    wanted = chosen or set(kinds)
    products = 20 if quick else 500
    turns = {"warm": 60, "saturated": 150, "rate": 10.0, "seconds": 5.0} if quick else {}
    turns = turns or {"warm": 400, "saturated": 3000, "rate": 50.0, "seconds": 60.0}
    rows: list[Row] = []

    def done(what: str, found: list[Row]) -> None:
        out.print(f"[green]✓[/] {what}: " + "; ".join(f"{row.what} {row.value}" for row in found), highlight=False)
        rows.extend(found)

    for server in (None, postgres) if postgres and "turns" in wanted else (None,):
        if server or wanted & {"turns", "long", "large", "idle"}:
            with tempfile.TemporaryDirectory(prefix="dangol-bench-") as scratch:
                async with ground_at(Path(scratch), products, server) as ground:
                    if "turns" in wanted:
                        done(f"Turns on {ground.kind}", await measures.turns(ground, **turns))  # type: ignore[arg-type]
                    if server is not None:
                        continue
                    if "long" in wanted:
                        done("A long conversation", await measures.long_conversation(ground, 100 if quick else 1000))
                    if "large" in wanted:
                        size = (20_000, 100) if quick else (1_000_000, 1500)
                        done("A large database", await measures.large_database(ground, *size))
                    if "idle" in wanted:
                        size = (200, 3) if quick else (2000, 30)
                        done("Idle sockets", await measures.idle_sockets(ground, *size))
    if "import" in wanted:
        done("Import", await measures.importing(2_000 if quick else 100_000))
    if "commits" in wanted:
        done("Commits", measures.commits(1 if quick else 5))
    return rows


def _markdown(rows: list[Row]) -> str:
    from dangol.cli.benching.accounts import load, machine

    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    lines = [
        f"{machine()}; {today}, load average {load()} at the end.",
        "",
        "| measure | result | aim |",
        "|---|---|---|",
    ]
    lines += [f"| {row.what} | {row.value} | {row.aim} |" for row in rows]
    return "\n".join(lines)
