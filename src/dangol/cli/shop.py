"""`dangol init`, `dangol check`, `dangol doctor`: a shop's folder, from nothing to right."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console

from dangol.assistant.persona import CHARACTERS
from dangol.cli.countries import usual_in
from dangol.cli.keys import Folder
from dangol.cli.template import (
    PLAIN,
    check_character,
    check_country,
    check_languages,
    check_money,
    check_zone,
    write_shop,
)
from dangol.kit.errors import DangolError
from dangol.runtime.settings import LANGUAGES

out = Console()
_T = TypeVar("_T")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(init)
    app.command()(check)
    app.command()(doctor)


def init(
    folder: Annotated[Path, typer.Argument(help="The folder to make; it must not hold anything yet.")],
    name: Annotated[str | None, typer.Option(help="The shop's name.")] = None,
    languages: Annotated[str | None, typer.Option(help="Languages it answers in, its own first: ko,en,ja.")] = None,
    currency: Annotated[str | None, typer.Option(help="The currency it reckons in: KRW, JPY, USD …")] = None,
    country: Annotated[str | None, typer.Option(help="Where it is, in two letters: KR, JP, US …")] = None,
    timezone: Annotated[
        str | None, typer.Option(help="Its time zone, where the country has several: America/Chicago …")
    ] = None,
    character: Annotated[
        str | None, typer.Option(help="How its assistant speaks: warm, brisk, playful, or plain.")
    ] = None,
) -> None:
    """Make a shop's folder: settings, persona, FAQ, policies, an empty catalogue. What is not given is asked for."""
    if folder.exists() and any(folder.iterdir()):
        out.print(f"[red]✗[/] {folder} is not empty. Choose another folder; nothing was changed.")
        raise typer.Exit(2)
    asking = sys.stdin.isatty()

    def ask(given: str | None, question: str, default: str, read: Callable[[str], _T]) -> _T:
        while True:
            answer = given
            if answer is None:
                answer = str(typer.prompt(question, default=default)) if asking else default
            try:
                return read(answer)
            except DangolError as trouble:
                out.print("[red]✗[/] ", end="")
                out.print(trouble, markup=False, highlight=False, soft_wrap=True)
                if given is not None or not asking:
                    raise typer.Exit(2) from None

    name = ask(name, "The shop's name", "My shop", str.strip)
    country = ask(country, "The country it is in (two letters)", "KR", check_country)
    usual = usual_in(country)
    zone = usual.zone
    if timezone is not None or (asking and usual.others):
        zone = ask(timezone, f"Its time zone ({', '.join((usual.zone, *usual.others))})", usual.zone, check_zone)
    spoken = f"The languages it answers in, its own first ({', '.join(LANGUAGES)})"
    chosen = ask(languages, spoken, usual.language, check_languages)
    currency = ask(currency, "The currency it reckons in", usual.currency, check_money)
    speaks = f"How its assistant speaks ({', '.join((*CHARACTERS, PLAIN))})"
    character = ask(character, speaks, PLAIN, check_character)
    write_shop(
        folder,
        name=name,
        languages=chosen,
        currency=currency,
        country=country,
        timezone=zone,
        character=character,
    )
    out.print(f"[green]✓[/] {folder}/ is a shop now. Next:")
    if usual.others and timezone is None and not asking:
        out.print(f"[yellow]![/] Its time zone is {zone}, but {country} has others. If it is in one of them: ", end="")
        out.print("change `timezone` in shop.toml.", markup=False, highlight=False, soft_wrap=True)
    out.print(
        f"  1. Put your products into {folder}/catalog/: the export of your shop system (Shopify or WooCommerce CSV, a Google feed), "
        "or products.jsonl.",
        highlight=False,
        soft_wrap=True,
    )
    out.print(f"  2. dangol check --shop {folder}", highlight=False)
    out.print(f"  3. dangol import --shop {folder} && dangol serve --shop {folder}", highlight=False)
    out.print("File by file: docs/shop-folder.md", highlight=False)


def check(shop: Folder = Path(".")) -> None:
    """Check every file of a shop, and say how to mend each mistake. Exit code 1 if there is one.

    What is right and yet surely not meant (an answer still to be written, a text in a language the shop does not speak) is a warning
    and changes no exit code.
    """
    from dangol.cli.checking import look_over

    found = look_over(shop)
    for colour, mark, several in (("yellow", "!", found.warnings), ("red", "✗", found.mistakes)):
        for words in several:
            out.print(f"[{colour}]{mark}[/] ", end="")
            out.print(words, markup=False, highlight=False, soft_wrap=True)
    if found.mistakes:
        out.print(f"[red]{_mistakes(len(found.mistakes))}[/] Nothing was changed.")
        raise typer.Exit(1)
    told = f" {len(found.warnings)} to look at above." if found.warnings else ""
    out.print(f"[green]✓[/] Every file of the shop is right.{told}")


def _mistakes(count: int) -> str:
    return f"{count} mistake." if count == 1 else f"{count} mistakes."


def doctor(shop: Folder = Path(".")) -> None:
    """Look at this machine and this shop: what works, what does not, and what to do about it."""
    fine = True
    for name, problem in diagnose(shop):
        if problem is None:
            out.print(f"[green]✓[/] {name}")
        else:
            fine = False
            out.print(f"[red]✗[/] {name}: ", end="")
            out.print(problem, markup=False, highlight=False, soft_wrap=True)
    if not fine:
        raise typer.Exit(1)
    for words in asyncio.run(still_to_do(shop)):
        out.print("[yellow]![/] ", end="")
        out.print(words, markup=False, highlight=False, soft_wrap=True)


async def still_to_do(folder: Path) -> list[str]:
    """What a sound shop lacks before it can serve anybody: something to sell, somebody to answer, a place to write to."""
    from sqlalchemy import func, select

    from dangol.accounts.models import members
    from dangol.bootstrap import open_database
    from dangol.commerce.catalog.models import products
    from dangol.runtime.settings import load_settings

    lacking = []
    async with open_database(folder) as database, database.snapshot() as reader:
        if not await reader.scalar(select(func.count()).select_from(products)):
            lacking.append(f"Nothing is for sale yet. Run: dangol import FILE --shop {folder}")
        if not await reader.scalar(select(func.count()).select_from(members)):
            lacking.append(f"Nobody may sign in at the desk. Run: dangol member add EMAIL --owner --shop {folder}")
    if not load_settings(folder).shop.owner_email:
        lacking.append("Questions that nobody was there to answer are mailed to nobody. Set owner_email in shop.toml.")
    return lacking


def diagnose(folder: Path) -> Iterator[tuple[str, str | None]]:
    """Each thing looked at, and what is wrong with it."""
    from dangol.bootstrap import open_database
    from dangol.cli.checking import problems_of
    from dangol.runtime.settings import load_settings

    version = ".".join(map(str, sys.version_info[:3]))
    yield f"Python {version}", None if sys.version_info >= (3, 11) else "Dangol needs Python 3.11 or newer."
    fts = "ENABLE_FTS5" in {row[0] for row in sqlite3.connect(":memory:").execute("PRAGMA compile_options")}
    yield (
        f"SQLite {sqlite3.sqlite_version} with full-text search",
        None if fts else "Install a Python whose SQLite has FTS5.",
    )
    try:
        settings = load_settings(folder)
        yield f"Settings of {settings.folder}", None
    except DangolError as trouble:
        yield "Settings", str(trouble)
        return
    free = shutil.disk_usage(settings.folder).free
    yield f"Disk: {free // 2**30} GiB free", None if free > 2**30 else "Less than 1 GiB is free. Make room."
    data = settings.data
    writable = os.access(data if data.exists() else settings.folder, os.W_OK)
    yield (
        f"Data folder {data}",
        None if writable else "It cannot be written to. Change its owner, or set DANGOL_DATA_DIR.",
    )
    secret = data / "secret"
    if secret.exists():
        loose = secret.stat().st_mode & 0o077
        yield "The shop's secret is private", f"Others can read it. Run: chmod 600 {secret}" if loose else None

    async def open_it() -> str | None:
        from sqlalchemy import text

        async with open_database(folder) as database, database.snapshot() as reader:
            if database.dialect == "sqlite":
                found = await reader.scalar(text("PRAGMA quick_check"))
                return None if found == "ok" else f"It is damaged: {found}. Restore a backup."
            return None

    try:
        yield "Database", asyncio.run(open_it())
    except DangolError as trouble:
        yield "Database", str(trouble)
    count = len(list(problems_of(folder)))
    yield "The shop's files", None if count == 0 else f"{_mistakes(count)} See them with: dangol check --shop {folder}"
    if not settings.shop.test_mode and settings.shop.gateway == "test":
        yield "Payments", "The test gateway takes no real money. Set gateway in shop.toml."
    model = settings.shop.language_model
    if model.used:
        keyless = not model.url and not os.environ.get(model.key_env)
        yield "Language model", f"It has no key. Set {model.key_env} to the vendor's key." if keyless else None
    mail = settings.shop.smtp.host or not settings.shop.owner_email
    yield (
        "Mail",
        None if mail else f"No [smtp] in shop.toml: mails are written to {data / 'outbox'} instead of being sent.",
    )
