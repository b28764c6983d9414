"""Who may know of an order, and orders brought along from another shop."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from small_shop import ANN, DELIVERY, MUG, placed
from sqlalchemy import func, insert, select

from dangol.commerce.checkout.terms import Terms
from dangol.commerce.orders import lookup, repository
from dangol.commerce.orders.errors import TooManyAttempts
from dangol.commerce.orders.importing import OrdersReport, import_orders
from dangol.commerce.orders.models import orders
from dangol.commerce.orders.numbers import is_short_for, new_number, number_key
from dangol.commerce.orders.states import OrderState
from dangol.commerce.shipping.delivery import parse_delivery
from dangol.contacts.models import contacts
from dangol.kit.ids import ContactId
from dangol.runtime.clock import Clock
from dangol.runtime.database import Database
from dangol.runtime.settings import Shop

SHOP = Shop(languages=("ko", "ja", "en"), currency="KRW", currencies=("KRW", "JPY", "USD"), country="KR")
DEMO = Path(__file__).parents[3] / "src" / "dangol" / "demo" / "shop"


async def _find(shop: Database, number: str, email: str, asker: str = "vis_1") -> bool:
    async with shop.transaction() as tx:
        return await lookup.find_for_guest(tx, number, email, asker=asker) is not None


@pytest.mark.parametrize(
    ("given", "number", "short"),
    [
        ("10023", "TK-10023", True),
        ("1001", "N26-1001", True),
        ("26-1001", "N26-1001", True),
        ("ORD10023", "10023", False),
        ("10", "TK-10", False),
        ("0023", "TK-10023", False),
    ],
)
def test_a_number_as_people_shorten_it(given: str, number: str, short: bool) -> None:
    assert is_short_for(given, number) is short


async def test_number_and_address_together_or_nothing(shop: Database, terms: Terms) -> None:
    order = await placed(shop, terms)
    spelled = order.number.lower().replace("-", " ")
    assert await _find(shop, order.number, "ann@example.com")
    assert await _find(shop, spelled, " ANN@Example.com ")
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c != "-" else c for c in order.number)
    assert await _find(shop, wide, "ann@example.com")
    assert await _find(shop, order.number.partition("-")[2], "ann@example.com", "vis_2")
    assert not await _find(shop, order.number.partition("-")[2], "bob@example.com", "vis_2")
    assert not await _find(shop, order.number[-3:], "ann@example.com", "vis_2")
    assert not await _find(shop, order.number, "bob@example.com")
    assert not await _find(shop, "261122-XXXXX", "ann@example.com")
    assert not await _find(shop, "", "")
    assert not await _find(shop, order.number, "")


async def test_wrong_tries_are_counted_alike_whether_the_order_exists(
    shop: Database, terms: Terms, clock: Clock
) -> None:
    order = await placed(shop, terms)
    for number in (order.number, "261122-XXXXX"):
        asker = f"vis_{number}"
        for left in (4, 3, 2, 1, 0):
            assert not await _find(shop, number, "wrong@example.com", asker)
            async with shop.snapshot() as reader:
                assert await lookup.attempts_left(reader, asker) == left
        with pytest.raises(TooManyAttempts) as refused:
            await _find(shop, order.number, "ann@example.com", asker)
        assert 0 < refused.value.data["after"] <= 3600
    assert await _find(shop, order.number, "ann@example.com", "vis_other")
    clock.set(clock.now() + timedelta(hours=1, seconds=1))
    assert await _find(shop, order.number, "ann@example.com", f"vis_{order.number}")


async def test_one_number_cannot_be_tried_by_many(shop: Database, terms: Terms) -> None:
    order = await placed(shop, terms)
    for number in range(20):
        assert not await _find(shop, order.number, "wrong@example.com", f"vis_{number}")
    with pytest.raises(TooManyAttempts):
        await _find(shop, order.number, "wrong@example.com", "vis_fresh")


async def test_a_contact_sees_its_own_orders_and_a_customer_all_of_theirs(shop: Database, terms: Terms) -> None:
    async with shop.transaction() as tx:
        row = {"id": ANN, "customer_ref": "cus-1", "created_at": tx.now, "seen_at": tx.now}
        await tx.execute(insert(contacts).values(**row))
    mine = await placed(shop, terms)
    other = await placed(shop, terms, contact=ContactId("con_bob"))
    async with shop.snapshot() as reader:
        assert [order.id for order in await lookup.for_contact(reader, ANN)] == [mine.id]
        assert [order.id for order in await lookup.for_customer(reader, "cus-1")] == [mine.id]
        assert await lookup.own_order(reader, ANN, other.number) is None
        assert await lookup.own_order(reader, ANN, mine.number.lower()) is not None
    assert lookup.same_number("261122-7kq4m", "２６１１２２７ＫＱ４Ｍ")
    assert not lookup.same_number("", "")


def test_order_numbers_can_be_read_aloud(clock: Clock) -> None:
    numbers = {new_number(clock.now()) for _ in range(500)}
    assert len(numbers) > 495
    for number in numbers:
        assert len(number) == 12
        assert not set(number[7:]) & set("01OILUV")
        assert number_key(number) == number.replace("-", "")


def _order(**changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "number": "A-1001",
        "customer": "cus-9",
        "email": "misaki@example.com",
        "name": "佐藤 美咲",
        "lang": "ja",
        "placed_at": "2026-09-06T12:40:00Z",
        "currency": "JPY",
        "lines": [{"sku": "MUG-1", "quantity": 2, "unit_price": "1700"}],
        "totals": {"subtotal": "3400", "delivery": "500", "total": "3900"},
        "delivery": "parcel",
        "state": "shipped",
        "timeline": [
            {"state": "placed", "at": "2026-09-06T12:40:00Z"},
            {"state": "shipped", "at": "2026-09-07T08:20:00Z"},
        ],
        "shipment": {"carrier": "ヤマト運輸", "tracking": "4000", "url": "https://track.example/4000"},
    }
    return values | changes


async def _import(shop: Database, folder: Path, *rows: object, **options: Any) -> OrdersReport:
    path = folder / "orders.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return await import_orders(shop, path, SHOP, **options)


async def _count(shop: Database) -> int:
    async with shop.snapshot() as reader:
        return int(await reader.scalar(select(func.count()).select_from(orders)) or 0)


async def test_orders_come_along_and_are_found_by_their_customers(shop: Database, tmp_path: Path) -> None:
    (tmp_path / "customers.jsonl").write_text(
        json.dumps({"id": "cus-9", "email": "misaki@example.com", "name": "佐藤 美咲", "lang": "ja"}) + "\n", "utf-8"
    )
    (tmp_path / "orders.jsonl").write_text(json.dumps(_order()) + "\n", "utf-8")
    methods = parse_delivery(DELIVERY, file="delivery.toml", languages=["ko"])
    seen: list[tuple[int, int]] = []
    for _ in range(2):  # the second time brings up to date, and doubles nothing
        report = await import_orders(
            shop, tmp_path, SHOP, methods=methods, progress=lambda done, total: seen.append((done, total))
        )
        assert (report.applied, report.customers, report.orders, report.problems) == (True, 1, 1, [])
    assert seen[-1][0] == seen[-1][1]
    assert await _count(shop) == 1
    assert await _find(shop, "a1001", "misaki@example.com")
    async with shop.snapshot() as reader:
        (order,) = await lookup.for_customer(reader, "cus-9")
        assert await reader.scalar(select(func.count()).select_from(contacts)) == 1
    assert (order.state, order.total.amount, order.test) == (OrderState.SHIPPED, 3900, False)
    assert order.lines[0].titles["ja"] == "陶器のマグ"
    assert order.delivery is not None
    assert order.delivery["name"]["ja"] == "宅配便"
    assert [entry.kind for entry in order.entries] == ["awaiting_payment", "shipped"]
    assert order.shipments[0].tracking_number == "4000"
    assert order.entries[1].at.isoformat() == "2026-09-07T08:20:00+00:00"


@pytest.mark.parametrize(
    ("changes", "column", "words"),
    [
        ({"number": ""}, "number", "missing"),
        ({"email": None}, "email", "missing"),
        ({"email": "nobody"}, "email", "not an e-mail"),
        ({"placed_at": "2026-09-06 12:40"}, "placed_at", "not a moment"),
        ({"currency": "Yen"}, "currency", "not a currency"),
        ({"currency": "JPY", "totals": {"subtotal": "3400.50"}}, "totals.subtotal", "more decimals"),
        ({"lines": []}, "lines", "no lines"),
        ({"lines": [{"sku": "MUG-1", "quantity": -1, "unit_price": "1700"}]}, "lines[1].quantity", "whole number"),
        ({"lines": [{"sku": "MUG-1", "quantity": 1, "unit_price": 17.5}]}, "lines[1].unit_price", "not an amount"),
        ({"lines": [{"sku": "NONE", "quantity": 2, "unit_price": "1700"}]}, "lines[1].sku", "no such SKU"),
        ({"totals": {"subtotal": "3000"}}, "totals.subtotal", "not the sum"),
        ({"totals": {"total": "1"}}, "totals.total", "does not add up"),
        ({"state": "lost"}, "state", "not a state"),
        ({"timeline": [{"state": "paid", "at": "yesterday"}]}, "timeline[1].at", "not a moment"),
        ({"shipment": {"carrier": "X", "url": "javascript:alert(1)"}}, "shipment.url", "not a web address"),
        ({"name": {"a": 1}}, "name", "not a text"),
    ],
)
async def test_each_mistake_is_named_with_line_column_and_cure(
    shop: Database, tmp_path: Path, changes: dict[str, Any], column: str, words: str
) -> None:
    report = await _import(shop, tmp_path, _order(number="A-1"), "", _order(**{"number": "A-2"} | changes))
    assert not report.applied
    assert await _count(shop) == 0
    (problem,) = report.problems
    assert (problem.file, problem.line, problem.column) == ("orders.jsonl", 3, column)
    assert words in problem.message
    assert problem.cure
    kept = await _import(
        shop, tmp_path, _order(number="A-1"), "", _order(**{"number": "A-2"} | changes), keep_good=True
    )
    assert (kept.applied, kept.orders, kept.skipped) == (True, 1, 1)


async def test_lines_that_are_no_json_or_come_twice(shop: Database, tmp_path: Path) -> None:
    path = tmp_path / "orders.jsonl"
    good = json.dumps(_order()).encode()
    again = json.dumps(_order(number="a 1001")).encode()
    path.write_bytes(b"\xef\xbb\xbf" + good + b"\n{\xff}\n[1]\n{,}\n" + b"[" * 100_000 + b"\n" + again + b"\n")
    report = await import_orders(shop, path, SHOP)
    assert [problem.line for problem in report.problems] == [2, 3, 4, 5, 6]
    assert "UTF-8" in report.problems[0].message
    assert "line 1" in report.problems[4].message
    assert await _count(shop) == 0


async def test_an_order_placed_here_is_never_overwritten(shop: Database, terms: Terms, tmp_path: Path) -> None:
    mine = await placed(shop, terms, variant=MUG)
    report = await _import(shop, tmp_path, _order(number=mine.number), keep_good=True)
    assert [problem.message for problem in report.problems] == ["An order of this number was placed here."]
    async with shop.snapshot() as reader:
        order = await repository.by_number(reader, mine.number)
    assert order is not None
    assert order.email == "ann@example.com"


async def test_the_demo_shops_orders_are_in_the_format(database: Database, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in (DEMO / "orders.jsonl").read_text("utf-8").splitlines()]
    for row in rows:
        for line in row["lines"]:
            line["title"] = "…"  # this test has no catalogue
    report = await _import(database, tmp_path, *rows)
    assert [str(problem) for problem in report.problems] == []
    assert report.orders == len(rows)
