"""`dangol import`: a catalogue, customers, orders, from files of any kind we know."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from dangol.cli.keys import Folder

out = Console()
_SHOWN = 40
_PEOPLE = ("orders.jsonl", "customers.jsonl")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(import_files)


def import_files(
    path: Annotated[
        Path | None,
        typer.Argument(
            help="A file (JSONL, Shopify, WooCommerce, Google feed, translations, orders) or a folder.", exists=True
        ),
    ] = None,
    shop: Folder = Path("."),
    keep_good: Annotated[
        bool, typer.Option("--keep-good", help="Take what is right and leave out what is not.")
    ] = False,
    keep_stock: Annotated[
        bool,
        typer.Option(
            "--keep-stock", help="Leave what is counted already; for a file that is older than the last sale."
        ),
    ] = False,
) -> None:
    """Take a catalogue into the shop. Without a path: everything in the shop's own folder.

    With a single mistake nothing is taken, and every mistake is named with its line, its column and how to mend it. Importing the
    same file again changes nothing but stock that was sold since: what a file counts is the count, unless --keep-stock is given.
    """
    wanted = _import_one(shop, path, keep_good, keep_stock) if path else import_folder(shop, out, keep_good, keep_stock)
    fine = asyncio.run(wanted)
    if fine and path is not None and path.is_file() and shop.resolve() not in path.resolve().parents:
        place = shop / ("" if path.name in _PEOPLE else "catalog")
        words = f"  Keep a copy in {place}/: dangol check and dangol test know only what lies in the shop's folder."
        out.print(words, markup=False, highlight=False, soft_wrap=True)
    if not fine:
        raise typer.Exit(1)


@contextmanager
def _bar(title: str) -> Any:
    """A progress bar on long work; nothing but the result where nobody watches."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as progress:
        task = progress.add_task(title, total=None)

        def advance(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        yield advance


async def import_folder(shop: Path, console: Console, keep_good: bool = False, keep_stock: bool = False) -> bool:
    """Take in the shop folder's catalogue, customers and orders. Raises ``SettingInvalid`` if it is none."""
    from dangol.commerce.catalog.importing.run import has_lines, tables_in
    from dangol.runtime.settings import load_settings

    load_settings(shop)
    fine = True
    catalog = shop / "catalog"
    tables, unknown = tables_in(catalog)
    if has_lines(catalog):
        fine = await _import_one(shop, catalog, keep_good, keep_stock) and fine
    for table in tables:
        fine = await _import_one(shop, table, keep_good, keep_stock) and fine
    for file, trouble in unknown:
        console.print("[yellow]![/] ", end="")
        console.print(f"{file.name} was left aside: {trouble}", markup=False, highlight=False, soft_wrap=True)
    if (shop / "customers.jsonl").is_file() or (shop / "orders.jsonl").is_file():
        fine = await _import_orders(shop, shop, keep_good) and fine
    console.print(
        "[green]✓[/] Everything in the folder is imported." if fine else "[red]✗[/] Not everything was imported."
    )
    return fine


async def _import_one(shop: Path, path: Path, keep_good: bool, keep_stock: bool) -> bool:
    if path.name in _PEOPLE:
        return await _import_orders(shop, path, keep_good)
    from dangol.bootstrap import open_database
    from dangol.commerce.inventory.imports import ImportDefaults, import_file
    from dangol.runtime.settings import load_settings

    settings = load_settings(shop).shop
    defaults = ImportDefaults(settings.languages[0], settings.currency, settings.all_currencies, settings.languages)
    async with open_database(shop) as database:
        with _bar(f"Importing {path.name}") as advance:
            report = await import_file(
                database, path, shop=defaults, keep_good=keep_good, keep_stock=keep_stock, progress=advance
            )
    _print_problems(report.notices, report.notice_count, "yellow", "!")
    _print_problems(report.problems, report.problem_count, "red", "✗")
    if not report.applied:
        problems = "the problem" if report.problem_count == 1 else f"the {report.problem_count:,} problems"
        out.print("[red]✗[/] ", end="")
        words = f"Nothing was taken from {path}. Mend {problems} above, or use --keep-good."
        out.print(words, markup=False, highlight=False, soft_wrap=True)
        return False
    skipped = f", {report.skipped} left out" if report.skipped else ""
    out.print("[green]✓[/] ", end="")
    if report.translations and not (report.created or report.updated or report.unchanged):
        out.print(f"{path}: {report.translations} texts taken{skipped}.", markup=False, soft_wrap=True)
        return report.ok
    out.print(
        f"{path}: {report.created} new products, {report.updated} changed, {report.unchanged} as before{skipped}; "
        f"{report.variants} variants, stock of {report.restocked} set.",
        markup=False,
        soft_wrap=True,
    )
    return report.ok


async def _import_orders(shop: Path, path: Path, keep_good: bool) -> bool:
    from dangol.bootstrap import open_database
    from dangol.bootstrap.selling import read_delivery
    from dangol.commerce.orders.importing import import_orders
    from dangol.runtime.settings import load_settings

    settings = load_settings(shop)
    async with open_database(shop) as database:
        with _bar(f"Importing {path.name}") as advance:
            report = await import_orders(
                database,
                path,
                settings.shop,
                methods=read_delivery(settings),
                keep_good=keep_good,
                progress=advance,
            )
    _print_problems(report.problems, report.problem_count, "red", "✗")
    if not report.applied:
        out.print(f"[red]✗[/] Nothing was taken from {path}. Mend the problems above, or use --keep-good.")
        return False
    out.print(f"[green]✓[/] {report.customers} customers and {report.orders} orders.")
    return not report.problems


def _print_problems(problems: Iterable[Any], count: int, colour: str, mark: str) -> None:
    shown = list(problems)[:_SHOWN]
    for problem in shown:
        out.print(f"[{colour}]{mark}[/] ", end="")
        out.print(str(problem), markup=False, highlight=False, soft_wrap=True)
    if count > len(shown):
        out.print(f"[{colour}]{mark}[/] … and {count - len(shown)} more.")
