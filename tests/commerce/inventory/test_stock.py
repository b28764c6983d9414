"""Stock is promised once, to one; what is released comes back; what is sold is gone; each call counts once per owner."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from dangol.commerce.inventory.actions import Line, give_back, release, reserve, set_count, take
from dangol.commerce.inventory.errors import BadQuantity, NotEnoughStock, NothingReserved, Shortage
from dangol.commerce.inventory.models import stock
from dangol.commerce.inventory.repository import (
    available,
    held_since_before,
    in_stock_products,
    list_locations,
    reserved_by,
)
from dangol.runtime.clock import Clock
from dangol.runtime.database import Database

Take = Callable[..., Awaitable[Any]]
SKU = "잔-백자"


@pytest.fixture
async def cup(database: Database, take: Take) -> Database:
    """A shop with two locations, a cup (3 here, 2 there), a bowl (1) and a card that is not counted."""
    places = [
        {"id": "main", "name": {"ko": "창고"}},
        {"id": "seongsu", "name": {"ko": "성수 매장", "ja": "ソンス店"}, "kind": "shop"},
    ]
    assert (await take("locations.jsonl", places)).ok
    products = [
        {"id": "cup", "title": "백자 잔", "sku": SKU, "prices": {"KRW": 12000}, "stock": {"main": 3, "seongsu": 2}},
        {"id": "bowl", "title": "발", "sku": "BOWL", "prices": {"KRW": 20000}, "stock": 1},
        {"id": "card", "title": "카드", "sku": "CARD", "prices": {"KRW": 500}, "stock": "always"},
        {"id": "draft", "title": "곧 나옴", "sku": "SOON", "prices": {"KRW": 500}, "stock": 9, "status": "draft"},
    ]
    assert (await take("products.jsonl", products)).ok
    return database


async def left(database: Database, sku: str) -> int:
    async with database.snapshot() as reader:
        return (await available(reader, [sku]))[sku].available


async def test_what_is_reserved_is_not_available_and_comes_back_when_released(cup: Database) -> None:
    async with cup.transaction() as tx:
        held = await reserve(tx, "co_1", [Line(SKU, 2), Line("CARD", 100)])
    assert {(part.variant_id, part.location_id, part.quantity) for part in held} == {
        (SKU, "main", 2),
        ("CARD", "", 100),
    }
    assert await left(cup, SKU) == 3
    async with cup.transaction() as tx:
        assert await release(tx, "co_1")
        assert not await release(tx, "co_1")
    assert await left(cup, SKU) == 5


async def test_reserving_twice_for_one_owner_holds_once(cup: Database) -> None:
    for _ in range(3):
        async with cup.transaction() as tx:
            await reserve(tx, "co_1", [Line(SKU, 2)])
    assert await left(cup, SKU) == 3


async def test_a_sale_takes_the_pieces_out_once_and_a_cancelled_order_brings_them_back_once(cup: Database) -> None:
    async with cup.transaction() as tx:
        await reserve(tx, "ord_1", [Line(SKU, 2)])
        assert await take(tx, "ord_1")
        assert not await take(tx, "ord_1")
        assert not await release(tx, "ord_1")
    async with cup.snapshot() as reader:
        row = await reader.first(select(stock).where(stock.c.variant_id == SKU, stock.c.location_id == "main"))
    assert row is not None
    assert (row.on_hand, row.reserved) == (1, 0)
    async with cup.transaction() as tx:
        assert await give_back(tx, "ord_1")
        assert not await give_back(tx, "ord_1")
    assert await left(cup, SKU) == 5


async def test_nothing_is_sold_that_was_not_reserved(cup: Database) -> None:
    with pytest.raises(NothingReserved):
        async with cup.transaction() as tx:
            await take(tx, "ord_unknown")


async def test_what_no_location_has_alone_is_put_together(cup: Database) -> None:
    async with cup.transaction() as tx:
        held = await reserve(tx, "co_1", [Line(SKU, 4)])
    assert [(part.location_id, part.quantity) for part in held] == [("main", 3), ("seongsu", 1)]
    async with cup.transaction() as tx:
        await release(tx, "co_1")
    assert await left(cup, SKU) == 5


async def test_a_named_location_gives_only_its_own(cup: Database) -> None:
    async with cup.transaction() as tx:
        held = await reserve(tx, "co_1", [Line(SKU, 2, "seongsu")])
        assert [part.location_id for part in held] == ["seongsu"]
        with pytest.raises(NotEnoughStock) as refused:
            await reserve(tx, "co_2", [Line(SKU, 1, "seongsu")])
    assert refused.value.shortages == (Shortage(SKU, 1, 0),)


async def test_too_few_names_every_variant_that_lacks_and_holds_nothing(cup: Database) -> None:
    async with cup.transaction() as tx:
        with pytest.raises(NotEnoughStock) as refused:
            await reserve(
                tx, "co_1", [Line("CARD", 1), Line("BOWL", 2), Line(SKU, 9), Line("GONE", 1), Line("SOON", 1)]
            )
        assert await reserved_by(tx, "co_1") == ()
    assert set(refused.value.shortages) == {
        Shortage("BOWL", 2, 1),
        Shortage(SKU, 9, 5),
        Shortage("GONE", 1, 0),
        Shortage("SOON", 1, 0),
    }
    assert (await left(cup, SKU), await left(cup, "BOWL")) == (5, 1)


@pytest.mark.parametrize("quantity", [0, -1, 1.5, True, "2"])
async def test_odd_quantities_are_refused(cup: Database, quantity: Any) -> None:
    with pytest.raises(BadQuantity):
        async with cup.transaction() as tx:
            await reserve(tx, "co_1", [Line(SKU, quantity)])


async def test_a_new_count_leaves_reservations_alone(cup: Database, take: Take) -> None:
    async with cup.transaction() as tx:
        await reserve(tx, "co_1", [Line(SKU, 3)])
    report = await take(
        "again.jsonl", [{"id": "cup", "title": "백자 잔", "sku": SKU, "prices": {"KRW": 12000}, "stock": {"main": 10}}]
    )
    assert (report.restocked, report.unchanged) == (1, 1)
    assert await left(cup, SKU) == 7 + 2
    async with cup.transaction() as tx:
        await set_count(tx, SKU, "main", 1)  # fewer than are promised: none is free there
    assert await left(cup, SKU) == 2
    async with cup.transaction() as tx:
        await release(tx, "co_1")
    assert await left(cup, SKU) == 3


async def test_an_old_file_may_leave_what_is_counted(cup: Database, take: Take) -> None:
    """A title is changed in a file that was written before the last sale."""
    async with cup.transaction() as tx:
        await set_count(tx, SKU, "main", 1)  # two of three were sold
    rows = [
        {"id": "cup", "title": "白磁のカップ", "sku": SKU, "prices": {"KRW": 12000}, "stock": {"main": 4}},
        {"id": "새 잔", "title": "새 잔", "sku": "NEW", "prices": {"KRW": 9000}, "stock": {"main": 4}},
    ]
    report = await take("old.jsonl", rows, keep_stock=True)
    assert (report.updated, report.created, report.restocked) == (1, 1, 1)
    assert (await left(cup, SKU), await left(cup, "NEW")) == (1 + 2, 4)


async def test_products_that_can_be_had(cup: Database) -> None:
    async with cup.transaction() as tx:
        await reserve(tx, "co_1", [Line("BOWL", 1)])
    async with cup.snapshot() as reader:
        assert await in_stock_products(reader, ["cup", "bowl", "card", "draft"]) == {"cup", "card"}
        levels = await available(reader, [SKU, "CARD", "nothing"])
        assert levels[SKU].by_location == {"main": 3, "seongsu": 2}
        assert (levels["CARD"].has(1000), levels["nothing"].has(1), levels[SKU].at_most(9)) == (True, False, 5)
        assert [(place.id, place.name.text("ja"), place.pickup) for place in await list_locations(reader)] == [
            ("main", "창고", False),
            ("seongsu", "ソンス店", True),
        ]


async def test_old_reservations_are_found(cup: Database, clock: Clock) -> None:
    async with cup.transaction() as tx:
        await reserve(tx, "co_old", [Line(SKU, 1)])
    clock.set(clock.now() + timedelta(hours=1))
    async with cup.transaction() as tx:
        await reserve(tx, "co_new", [Line(SKU, 1)])
    async with cup.snapshot() as reader:
        assert await held_since_before(reader, clock.now() - timedelta(minutes=30)) == ["co_old"]


@pytest.fixture
async def second(cup: Database, database_url: str, clock: Clock) -> AsyncIterator[Database]:
    """Another process's view of the same database."""
    other = Database.open(database_url, clock)
    yield other
    await other.close()


async def attempt(database: Database, owner: str, lines: list[Line]) -> bool:
    try:
        async with database.transaction() as tx:
            await reserve(tx, owner, lines)
            await asyncio.sleep(0.002)
    except NotEnoughStock:
        return False
    return True


async def test_the_last_piece_is_won_by_one(cup: Database, second: Database) -> None:
    won = await asyncio.gather(*(attempt((cup, second)[n % 2], f"co_{n}", [Line("BOWL", 1)]) for n in range(12)))
    assert won.count(True) == 1
    assert await left(cup, "BOWL") == 0


async def test_two_processes_never_promise_more_than_there_is(cup: Database, second: Database) -> None:
    # In both orders, so that waiting in a circle would show.
    lines = ([Line(SKU, 1), Line("BOWL", 1)], [Line("BOWL", 1), Line(SKU, 1)], [Line(SKU, 1)], [Line(SKU, 4)])
    async with asyncio.timeout(60):
        await asyncio.gather(*(attempt((cup, second)[n % 2], f"co_{n}", lines[n % 4]) for n in range(24)))
    async with cup.snapshot() as reader:
        for row in await reader.all(select(stock)):
            assert 0 <= row.reserved <= row.on_hand
        held = [part for n in range(24) for part in await reserved_by(reader, f"co_{n}")]
    assert sum(part.quantity for part in held if part.variant_id == SKU) + await left(cup, SKU) == 5
    assert sum(part.quantity for part in held if part.variant_id == "BOWL") <= 1


async def test_the_same_owner_from_two_processes_holds_once(cup: Database, second: Database) -> None:
    async def once(database: Database) -> None:
        async with database.transaction() as tx:
            await reserve(tx, "co_same", [Line(SKU, 1)])

    await asyncio.gather(*(once((cup, second)[n % 2]) for n in range(6)))
    assert await left(cup, SKU) == 4
