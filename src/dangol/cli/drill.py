"""`dangol drill`: whether anything is lost, doubled or out of order when processes are killed."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

out = Console()
_SHOWN = 12


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(drill)


def drill(
    messages: Annotated[int, typer.Option(min=1, help="How many messages are sent.")] = 10_000,
    seed: Annotated[int, typer.Option(help="What the traffic and the moments of the kills are drawn from.")] = 42,
    kills: Annotated[int, typer.Option(min=0, help="How many times processes are killed.")] = 50,
    postgres: Annotated[
        str | None,
        typer.Option(help="A PostgreSQL server to make a database of its own on: postgresql://user@host/postgres."),
    ] = None,
    keep: Annotated[
        Path | None, typer.Option(help="Keep the shop, its database and the logs in this folder.", file_okay=False)
    ] = None,
) -> None:
    """Send messages to real processes, kill those again and again, and count what was lost, doubled or out of order.

    It makes a shop of its own in a temporary folder and touches nothing else. On SQLite it runs one serving and one working process,
    on PostgreSQL two of each. Visitors and messenger users send bursts, repeats and messages that overtake each other;
    processes are ended with SIGKILL at moments drawn from the seed, and started again. Exit code 1 unless all three counts are 0.
    """
    from dangol.cli.drilling.run import run_drill

    if keep is not None and keep.exists() and any(keep.iterdir()):
        out.print(f"[red]✗[/] {keep} is not empty. Choose another folder; nothing was changed.")
        raise typer.Exit(2)
    columns = (TextColumn("{task.description:30}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as bar:
        task = bar.add_task("Making a shop", total=messages)

        def progress(words: str, done: int, total: int) -> None:
            bar.update(task, description=words, completed=done, total=total)

        report = asyncio.run(run_drill(messages, seed, kills, postgres, keep, progress))
    verdict, ledger = report.verdict, report.ledger
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(justify="left")
    table.add_column(justify="right")
    processes = ", ".join(f"{name} {number}" for name, number in report.kills.items())
    rows = [
        ("Messages acknowledged", f"{ledger.acknowledged:,} of {report.plan.messages:,}"),
        ("Times sent, repeats included", f"{ledger.sends:,}"),
        ("Conversations", f"{report.conversations:,}"),
        ("Processes killed", f"{sum(report.kills.values())} ({processes})"),
        ("Answers", f"{verdict.replies:,}"),
        ("Posts to the messenger", f"{len(ledger.posts):,}, {verdict.repeats_taken} repeats under the same key"),
        ("Gaps waited for in vain, flagged", f"{verdict.gaps}, and {verdict.lates} late"),
        ("Seconds", f"{report.seconds:.0f}"),
    ]
    if report.answers:
        times = [report.answers[int(len(report.answers) * share)] for share in (0.5, 0.95)]
        rows.append(("Acknowledged to answered, kills included", f"p50 {times[0]:.2f} s, p95 {times[1]:.2f} s"))
    for name, value in rows:
        table.add_row(name, value)
    out.print(table)
    for kind in ("lost", "doubled", "out_of_order"):
        found: list[str] = getattr(verdict, kind)
        for words in found[:_SHOWN]:
            out.print(f"  {kind.replace('_', ' ')}: {words}", style="red", highlight=False, markup=False)
        if len(found) > _SHOWN:
            out.print(f"  … and {len(found) - _SHOWN} more", style="red")
    mark = "[green]✓[/]" if verdict.fine else "[red]✗[/]"
    out.print(f"{mark} {verdict.line}", highlight=False)
    if not verdict.fine:
        raise typer.Exit(1)
