"""The worst day: a full disk, two imports at once, a shop that goes on selling meanwhile, a file much larger than memory should grow."""

from __future__ import annotations

import asyncio
import json
import tracemalloc
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from commerce.conftest import SHOP
from dangol.commerce.catalog import repository
from dangol.commerce.catalog.importing import run
from dangol.commerce.catalog.models import products, variant_prices
from dangol.commerce.inventory.actions import Line, reserve
from dangol.commerce.inventory.errors import NotEnoughStock
from dangol.commerce.inventory.imports import import_file
from dangol.commerce.inventory.models import stock
from dangol.runtime.clock import Clock
from dangol.runtime.database import Database
from dangol.runtime.errors import DiskFull

Take = Callable[..., Awaitable[Any]]
Write = Callable[..., Path]


def rows(count: int, price: int = 1000, **fields: Any) -> str:
    return "".join(
        json.dumps(
            {"id": f"p{n}", "title": f"상품 {n}", "sku": f"S{n}", "prices": {"KRW": price}, "stock": 3, **fields}
        )
        + "\n"
        for n in range(count)
    )


async def test_a_full_disk_leaves_the_catalogue_as_it_was(tmp_path: Path, write: Write) -> None:
    small = Database.open(f"sqlite:///{tmp_path / 'small.db'}", Clock(), max_pages=260)
    await small.create_tables()
    try:
        assert (await import_file(small, write("a.jsonl", rows(10)), shop=SHOP)).created == 10
        with pytest.raises(DiskFull):
            await import_file(small, write("b.jsonl", rows(2000, price=2000)), shop=SHOP)
        async with small.snapshot() as reader:
            assert await reader.scalar(select(func.count()).select_from(products)) == 10
            assert await reader.scalar(select(func.max(variant_prices.c.amount))) == 1000
        assert (await import_file(small, write("c.jsonl", rows(10)), shop=SHOP)).unchanged == 10
    finally:
        await small.close()


async def test_an_import_that_dies_leaves_nothing(
    database: Database, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def dies(*_: Any) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(run, "write_translations", dies)
    with pytest.raises(RuntimeError):
        await import_file(database, write("a.jsonl", rows(20)), shop=SHOP)
    async with database.snapshot() as reader:
        assert await reader.scalar(select(func.count()).select_from(products)) == 0
        assert await repository.last_change(reader) == 0


async def test_two_imports_at_once_are_one_after_the_other(database: Database, database_url: str, write: Write) -> None:
    other = Database.open(database_url, Clock())
    try:
        one = write("one.jsonl", rows(300, price=1000))
        two = write("two.jsonl", "".join(reversed(rows(300, price=2000).splitlines(keepends=True))))
        reports = await asyncio.gather(import_file(database, one, shop=SHOP), import_file(other, two, shop=SHOP))
    finally:
        await other.close()
    assert all(report.applied for report in reports)
    assert sorted(report.created for report in reports) == [0, 300]
    async with database.snapshot() as reader:
        amounts = await reader.all(select(variant_prices.c.amount, func.count()).group_by(variant_prices.c.amount))
        assert len(amounts) == 1  # all of one file, none of a mixture
        assert await repository.last_change(reader) == 2


async def test_shoppers_buy_while_the_catalogue_is_imported(
    database: Database, database_url: str, write: Write
) -> None:
    await import_file(database, write("a.jsonl", rows(200)), shop=SHOP)
    other = Database.open(database_url, Clock())

    async def shop(number: int) -> int:
        sold = 0
        for turn in range(8):
            try:
                async with other.transaction() as tx:
                    lines = [Line(f"S{(number * 37 + turn * 11) % 200}", 1), Line(f"S{(number + turn * 7) % 200}", 1)]
                    await reserve(tx, f"co_{number}_{turn}", lines)
                sold += 2
            except NotEnoughStock:
                pass
            await asyncio.sleep(0)
        return sold

    try:
        again = write("b.jsonl", rows(200, price=2000, stock=5))
        report, *sold = await asyncio.gather(
            import_file(database, again, shop=SHOP), *(shop(number) for number in range(6))
        )
    finally:
        await other.close()
    assert (report.updated, report.restocked) == (200, 200)
    async with database.snapshot() as reader:
        assert await reader.scalar(select(func.sum(stock.c.reserved))) == sum(sold)
        assert await reader.scalar(select(func.min(stock.c.on_hand))) == 5


async def test_memory_does_not_grow_with_the_file(database: Database, write: Write) -> None:
    async def peak(count: int) -> int:
        path = write("big.jsonl", rows(count, description="긴 설명입니다. " * 400))
        tracemalloc.start()
        try:
            await import_file(database, path, shop=SHOP)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    await import_file(database, write("a.jsonl", rows(5)), shop=SHOP)
    small, large = await peak(500), await peak(3000)  # 5 and 27 MB of file
    assert large < small + 6_000_000
