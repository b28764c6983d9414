"""What a shop sells and how: gateway, delivery, catalogue, customers and orders."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from sqlalchemy import select

from dangol.bootstrap.live_coupons import read_coupons
from dangol.bootstrap.selling import check_gateway, read_delivery
from dangol.cli.checking.translated import untranslated
from dangol.commerce.catalog.importing.report import ImportDefaults, Problem
from dangol.commerce.catalog.importing.run import has_lines, import_file, tables_in
from dangol.commerce.inventory.imports import StockKeeper
from dangol.commerce.orders.importing import import_orders
from dangol.kit.errors import DangolError
from dangol.runtime.database import Database
from dangol.runtime.settings import Settings

Finding = tuple[str, bool]
"""What was found, in words, and whether it is a mistake (or a warning)."""
_ALIKE = 3


def look_at_goods(settings: Settings) -> Iterator[Finding]:
    """Everything wrong with what is sold."""
    steps: list[Callable[[], object]] = [
        lambda: check_gateway(settings.shop),
        lambda: read_delivery(settings),
        lambda: read_coupons(settings),
    ]
    for step in steps:
        try:
            step()
        except DangolError as trouble:
            yield from ((line, True) for line in str(trouble).splitlines())
    tables, unknown = tables_in(settings.folder / "catalog")
    for file, reason in unknown:
        yield f"catalog/{file.name}:1: {reason.message} It is never read. {reason.cure or ''}".rstrip(), True
    yield from asyncio.run(_imported(settings, tables))


async def _imported(settings: Settings, tables: Iterable[Path]) -> list[Finding]:
    """Import catalogue, tables, customers and orders into a database that is thrown away."""
    shop, folder, found = settings.shop, settings.folder, list[Finding]()
    defaults = ImportDefaults(shop.languages[0], shop.currency, shop.all_currencies, shop.languages)
    with tempfile.TemporaryDirectory() as scratch:
        database = Database.open(f"sqlite:///{scratch}/check.db", synchronous="NORMAL")
        try:
            await database.create_tables()
            catalog = folder / "catalog"
            for path in (*((catalog,) if has_lines(catalog) else ()), *tables):
                # What is right goes in, or every order would name things that are nowhere.
                report = await import_file(database, path, shop=defaults, stock=StockKeeper(), keep_good=True)
                found += [(str(problem), True) for problem in report.problems]
                found += _few(report.notices)
            if catalog.is_dir():
                found += await _missing_pictures(database, catalog)
            found += [(words, False) for words in await untranslated(database, shop.languages)]
            orders = await import_orders(database, folder, shop)
            found += [(str(problem), True) for problem in orders.problems]
        except DangolError as trouble:
            found.append((str(trouble), True))
        finally:
            await database.close()
    return found


def _few(notices: Iterable[Problem]) -> Iterator[Finding]:
    """The first few notices of a kind; of the rest, how many there are."""
    kinds: dict[tuple[str, str], list[Problem]] = {}
    for notice in notices:
        kinds.setdefault((notice.file, notice.message), []).append(notice)
    for alike in kinds.values():
        for place, notice in enumerate(alike[:_ALIKE], start=1):
            more = len(alike) - _ALIKE
            yield f"{notice}{f' ({more} more like this.)' if place == _ALIKE and more > 0 else ''}", False


async def _missing_pictures(database: Database, catalog: Path) -> list[Finding]:
    from dangol.commerce.catalog.models import products

    async with database.snapshot() as reader:
        rows = await reader.all(select(products.c.id, products.c.images).order_by(products.c.id))
    return [
        (
            f"catalog/products.jsonl: {row.id} shows {picture['src']}, and there is no such file in catalog/. "
            "Put the picture there, or correct its path.",
            True,
        )
        for row in rows
        for picture in row.images
        if "//" not in picture["src"] and not (catalog / unquote(picture["src"])).is_file()
    ]
