"""Every file of a shop, looked at before anything is made of it: what is wrong, where, and how to mend it."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

from sqlalchemy import select

from dangol.kit.errors import DangolError
from dangol.runtime.database import Database
from dangol.runtime.settings import Settings, load_settings


def problems_of(folder: Path) -> Iterator[str]:
    """Every mistake in a shop's files, in words."""
    from dangol.bootstrap import files
    from dangol.bootstrap.selling import check_gateway, read_delivery
    from dangol.bootstrap.shop import check_inboxes
    from dangol.bootstrap.understanding import read_examples
    from dangol.dialogue import FlowBook
    from dangol.dialogue.check import check as check_flows
    from dangol.knowledge.markdown import read_articles
    from dangol.wording import Wording
    from dangol.wording import check as check_sentences

    try:
        settings = load_settings(folder)
    except DangolError as trouble:
        yield from str(trouble).splitlines()
        return
    languages = settings.shop.languages
    steps: list[Callable[[], object]] = [
        lambda: check_gateway(settings.shop),
        lambda: check_inboxes(settings.shop),
        lambda: files.read_shop_persona(folder),
        lambda: read_articles(files.read_articles(folder)),
        lambda: read_delivery(settings),
        lambda: read_examples(folder),
    ]
    for step in steps:
        try:
            step()
        except DangolError as trouble:
            yield from str(trouble).splitlines()
    yield from _unread(settings)
    try:
        books = files.read_books(folder)
        yield from (str(problem) for problem in check_sentences(books, languages))
        flows = files.read_flows(folder)
        specs = files.read_action_specs()
        yield from (str(problem) for problem in check_flows(FlowBook(flows), specs, Wording(books), languages))
    except DangolError as trouble:
        yield from str(trouble).splitlines()
    yield from _test_problems(folder)
    yield from asyncio.run(_imported_problems(settings))


def _unread(settings: Settings) -> Iterator[str]:
    """Files in a language the shop does not speak: nobody would ever read them, and nobody would notice."""
    spoken = settings.shop.languages
    cure = f"Name it after one of {', '.join(spoken)}, or add the language to `languages` in shop.toml."
    for kind in ("faq", "policies"):
        for file in sorted((settings.folder / kind).glob("*.md")):
            if file.stem not in spoken:
                yield f"{kind}/{file.name}: the shop does not speak {file.stem}, so this file is never read. {cure}"
    wording = settings.folder / "wording"
    for sub in sorted(wording.iterdir()) if wording.is_dir() else ():
        if sub.is_dir() and sub.name not in spoken and any(sub.glob("*.y*ml")):
            yield f"wording/{sub.name}: the shop does not speak {sub.name}, so this folder is never read. {cure}"
        elif sub.is_file() and sub.suffix in (".yaml", ".yml"):
            yield f"wording/{sub.name}: this file is never read. Put it into the folder of its language, for example wording/{spoken[0]}/."
    flows = settings.folder / "flows"
    for file in sorted(flows.iterdir()) if flows.is_dir() else ():
        if file.is_file() and file.suffix not in (".yaml", ".yml", ".md") and not file.name.startswith((".", "_")):
            yield f"flows/{file.name}: this is not read as a flow. Name it {file.stem}.yaml, or take it away."


def _test_problems(folder: Path) -> Iterator[str]:
    from dangol.bootstrap.files import read_text
    from dangol.cli.talks.script import find_scripts, read_script

    tests = folder / "tests"
    if not tests.is_dir() or not any(tests.rglob("*.y*ml")):
        return
    for path in find_scripts([tests]):
        try:
            read_script(read_text(path), str(path))
        except DangolError as trouble:
            yield str(trouble)


async def _imported_problems(settings: Settings) -> list[str]:
    """Import catalogue, customers and orders into a database that is thrown away."""
    from dangol.commerce.catalog.importing.report import ImportDefaults
    from dangol.commerce.catalog.importing.run import import_file
    from dangol.commerce.inventory.imports import StockKeeper
    from dangol.commerce.orders.importing import import_orders

    shop, folder, found = settings.shop, settings.folder, list[str]()
    defaults = ImportDefaults(shop.languages[0], shop.currency, shop.all_currencies, shop.languages)
    with tempfile.TemporaryDirectory() as scratch:
        database = Database.open(f"sqlite:///{scratch}/check.db", synchronous="NORMAL")
        try:
            await database.create_tables()
            catalog = folder / "catalog"
            if catalog.is_dir():
                # What is right goes in, or every order would name things that are nowhere.
                report = await import_file(database, catalog, shop=defaults, stock=StockKeeper(), keep_good=True)
                found += [str(problem) for problem in report.problems]
                found += await _missing_pictures(database, catalog)
            orders = await import_orders(database, folder, shop)
            found += [str(problem) for problem in orders.problems]
        except DangolError as trouble:
            found.append(str(trouble))
        finally:
            await database.close()
    return found


async def _missing_pictures(database: Database, catalog: Path) -> list[str]:
    from dangol.commerce.catalog.models import products

    async with database.snapshot() as reader:
        rows = await reader.all(select(products.c.id, products.c.images).order_by(products.c.id))
    return [
        f"catalog/products.jsonl: {row.id} shows {picture['src']}, and there is no such file in catalog/. "
        "Put the picture there, or correct its path."
        for row in rows
        for picture in row.images
        if "//" not in picture["src"] and not (catalog / unquote(picture["src"])).is_file()
    ]
