"""JSONL imports: all or nothing, the good rows on demand, each mistake by line and path with its cure."""

from __future__ import annotations

import copy
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from commerce.conftest import SHIRT, SHOP
from dangol.commerce.catalog import repository
from dangol.commerce.catalog.errors import EncodingUnknown, FileBroken, FormatUnknown
from dangol.commerce.catalog.importing.decoding import Source
from dangol.commerce.catalog.importing.drafts import product_draft
from dangol.commerce.catalog.importing.jsonl import Jsonl
from dangol.commerce.catalog.importing.report import Problem
from dangol.commerce.catalog.models import catalog_changes, categories, products, variants
from dangol.commerce.inventory.actions import Line, reserve
from dangol.commerce.inventory.imports import import_file
from dangol.commerce.inventory.repository import available
from dangol.runtime.database import Database

Take = Callable[..., Awaitable[Any]]
Write = Callable[..., Path]
CUP = {"id": "cup", "title": {"ko": "백자 잔", "ja": "白磁の杯"}, "sku": "CUP", "prices": {"KRW": "12000"}}


def changed(**fields: Any) -> dict[str, Any]:
    return {**copy.deepcopy(SHIRT), **fields}


def variant(**fields: Any) -> dict[str, Any]:
    shirt = copy.deepcopy(SHIRT)
    shirt["variants"][1].update(fields)
    return shirt


async def test_the_same_file_again_changes_nothing(database: Database, take: Take) -> None:
    first = await take("products.jsonl", [SHIRT, CUP])
    again = await take("products.jsonl", [SHIRT, CUP])
    assert (first.created, first.updated, first.unchanged, first.restocked) == (2, 0, 0, 4)
    assert (again.created, again.updated, again.unchanged, again.restocked, again.change) == (0, 0, 2, 0, 0)
    assert again.ok


async def test_one_mistake_keeps_all_of_it_out(database: Database, take: Take) -> None:
    report = await take("products.jsonl", [CUP, variant(prices={"KRW": "-5"})])
    assert (report.applied, report.created, report.ok) == (False, 0, False)
    async with database.snapshot() as reader:
        for table in (products, variants, categories):
            assert await reader.scalar(select(func.count()).select_from(table)) == 0
        assert await reader.scalar(select(catalog_changes.c.change)) in (None, 0)


async def test_keep_good_takes_the_rest(database: Database, take: Take) -> None:
    report = await take("products.jsonl", [CUP, variant(prices={"KRW": "-5"})], keep_good=True)
    assert (report.applied, report.created, report.skipped, report.problem_count) == (True, 1, 1, 1)
    problem = report.problems[0]
    assert (problem.line, problem.column, problem.value) == (2, "variants[1].prices.KRW", "-5")
    assert (
        str(problem) == "products.jsonl, line 2, variants[1].prices.KRW: '-5' is below zero. A price is zero or more."
    )


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (changed(id=""), "id", "An id is missing"),
        (changed(id="a\u0000b"), "id", "cannot be seen"),
        (changed(id="a\u202eb"), "id", "cannot be seen"),
        (changed(id="\ud800"), "id", "cannot be seen"),
        (changed(id="=cmd"), "id", "spreadsheet formula"),
        (changed(id="x" * 300), "id", "longer than 255"),
        (changed(title=None), "title", "title is missing"),
        (changed(title={"ko": "<p></p>"}), "title", "title is missing"),
        (changed(title={"korean": "셔츠"}), "title.korean", "not a language code"),
        (changed(title={"ko": ["셔츠"]}), "title.ko", "is not a text"),
        (changed(title={"ko": "셔\0츠"}), "title.ko", "NUL"),
        (changed(status="live"), "status", "is not a state"),
        (changed(url="javascript:alert(1)"), "url", "address of a page"),
        (changed(images=[{"src": "../../etc/passwd"}]), "images[0].src", "out of the catalogue"),
        (changed(images=["javascript:alert(1)"]), "images[0].src", "address of a picture"),
        (changed(images=["data:image/svg+xml,<svg/>"]), "images[0].src", "address of a picture"),
        (changed(images="a.png"), "images", "is not a list"),
        (changed(options=[{"id": "color", "values": []}]), "options[0].values", "no values"),
        (changed(variants=[]), "variants", "nothing to sell"),
        (variant(sku=""), "variants[1].sku", "An id is missing"),
        (variant(sku='=HYPERLINK("http://x")'), "variants[1].sku", "formula"),
        (variant(options={"color": "red", "size": "M"}), "variants[1].options.color", "no value of color"),
        (variant(options={"colour": "white", "size": "M"}), "variants[1].options.colour", "no option of this product"),
        (variant(options={"color": "white"}), "variants[1].options", "does not say which size"),
        (variant(options={"color": "white", "size": "S"}), "variants[1].options", "same options as"),
        (variant(prices={}), "variants[1].prices", "price is missing"),
        (variant(prices={"WON": "1"}), "variants[1].prices.WON", "not a currency"),
        (variant(prices={"EUR": "1"}), "variants[1].prices", "no price in KRW or JPY or USD"),
        (variant(prices={"KRW": "free"}), "variants[1].prices.KRW", "is not a price"),
        (variant(prices={"KRW": "12.5"}), "variants[1].prices.KRW", "more decimals than KRW"),
        (variant(prices={"KRW": 12.5}), "variants[1].prices.KRW", "more decimals than KRW"),
        (variant(prices={"KRW": 1, "USD": "1.999"}), "variants[1].prices.USD", "two ways"),
        (variant(prices={"KRW": "15 USD"}), "variants[1].prices.KRW", "is in USD"),
        (variant(prices={"KRW": 10**30}), "variants[1].prices.KRW", "beyond all measure"),
        (variant(prices={"KRW": True}), "variants[1].prices.KRW", "is not a price"),
        (variant(list_prices={"EUR": 5}), "variants[1].list_prices.EUR", "no price"),
        (variant(stock={"main": -1}), "variants[1].stock.main", "below zero"),
        (variant(stock={"main": 1.5}), "variants[1].stock.main", "number of pieces"),
        (variant(stock="lots"), "variants[1].stock.main", "number of pieces"),
        (variant(weight_g="heavy"), "variants[1].weight_g", "weight in grams"),
        (variant(image=9), "variants[1].image", "one of the pictures"),
    ],
)
def test_every_mistake_is_named(write: Write, row: dict[str, Any], column: str, words: str) -> None:
    problems: list[Problem] = []
    source = Source(write("products.jsonl", "\n" + json.dumps(row) + "\n"), problems.append)
    for loose in Jsonl().read(source, SHOP, problems.append):
        assert product_draft(loose, SHOP, problems.append) is None
    problem = next((p for p in problems if p.column == column), None)
    assert problem is not None, problems
    assert problem.line == 2
    assert words in problem.message
    assert problem.cure
    str(problem).encode()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"id": "a", }', "not JSON"),
        ('{"id": "a"', "not JSON"),
        ("[1]", "not a JSON object"),
        ("nonsense", "not JSON"),
        ('{"id": NaN}', "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('{"id": ' + "9" * 5000 + "}", "not JSON"),
        ('{"type": "unicorn", "id": "a"}', "nothing a catalogue has"),
    ],
)
async def test_lines_that_are_no_rows(take: Take, line: str, words: str) -> None:
    report = await take("products.jsonl", json.dumps(CUP) + "\n" + line + "\n", keep_good=True)
    assert (report.created, report.problem_count) == (1, 1)
    assert report.problems[0].line == 2
    assert words in report.problems[0].message


async def test_an_endless_line_does_not_fill_memory(take: Take) -> None:
    text = (
        json.dumps(CUP) + "\n" + '{"id": "' + "x" * 5_000_000 + '"}\n' + json.dumps({**CUP, "id": "cup2", "sku": "C2"})
    )
    report = await take("products.jsonl", text, keep_good=True)
    assert (report.created, report.problem_count) == (2, 1)
    assert (report.problems[0].line, report.problems[0].message) == (2, "The line is longer than 4,000,000 characters.")


async def test_two_variants_of_one_sku(take: Take) -> None:
    report = await take("products.jsonl", [variant(sku="LS-WHI-S")])
    assert [(p.column, p.message) for p in report.problems] == [
        ("variants[1].sku", "'LS-WHI-S' is the SKU of two variants of this product.")
    ]


async def test_doubles_are_named_with_the_first_line(take: Take) -> None:
    report = await take("products.jsonl", [CUP, CUP, {**CUP, "id": "mug"}], keep_good=True)
    assert (report.created, report.skipped) == (1, 2)
    assert [(p.line, p.column) for p in report.problems] == [(2, "variants[0].sku"), (3, "variants[0].sku")]
    assert "line 1" in report.problems[1].message
    report = await take("products.jsonl", [CUP, {**CUP, "sku": "OTHER"}])
    assert [(p.line, p.message) for p in report.problems] == [(2, "'cup' was described on line 1 already.")]


async def test_a_category_above_has_to_be_there(database: Database, take: Take) -> None:
    rows = [{"id": "shirts", "name": "셔츠", "parent": "clothing"}, {"id": "x", "name": "엑스", "parent": "x"}]
    report = await take("categories.jsonl", rows[:1])
    assert [(p.line, p.column) for p in report.problems] == [(1, "parent")]
    assert (await take("categories.jsonl", rows[1:])).problems[0].message == "'x' is the category itself."
    assert (await take("categories.jsonl", [*rows[:1], {"id": "clothing", "name": "의류"}])).ok
    async with database.snapshot() as reader:
        shelf = await repository.category(reader, "shirts")
    assert shelf is not None
    assert shelf.parent_id == "clothing"


async def test_a_category_nobody_described_is_added_and_said(database: Database, take: Take) -> None:
    report = await take("products.jsonl", [SHIRT])
    assert report.ok
    assert [n.value for n in report.notices] == ["clothing", "clothing/shirts"]
    assert (await take("categories.jsonl", [{"id": "clothing/shirts", "name": {"ja": "シャツ"}}])).categories == 1
    async with database.snapshot() as reader:
        shelf = await repository.category(reader, "clothing/shirts")
    assert shelf is not None
    assert (shelf.name.text("ja"), shelf.name.text("ko")) == ("シャツ", "Shirts")


async def test_fields_nobody_knows_are_left_aside_and_said(take: Take) -> None:
    report = await take("products.jsonl", [{**CUP, "colour": "white"}])
    assert report.ok
    assert [(n.column, n.kind) for n in report.notices] == [("colour", "notice")]


async def test_stock_changes_only_when_the_file_gives_it(database: Database, take: Take) -> None:
    await take("products.jsonl", [{**CUP, "stock": 5}])
    async with database.transaction() as tx:
        await reserve(tx, "co_1", [Line("CUP", 2)])
    assert (await take("products.jsonl", [{**CUP, "tags": ["새"]}])).updated == 1
    async with database.snapshot() as reader:
        assert (await available(reader, ["CUP"]))["CUP"].available == 3
    await take("products.jsonl", [{**CUP, "stock": 4}])
    async with database.snapshot() as reader:
        assert (await available(reader, ["CUP"]))["CUP"].available == 2


async def test_a_whole_folder_in_the_right_order(database: Database, write: Write, tmp_path: Path) -> None:
    write("products.jsonl", [SHIRT])
    write("categories.jsonl", [{"id": "clothing", "name": "의류"}, {"id": "clothing/shirts", "name": "셔츠"}])
    write(
        "locations.jsonl",
        [{"id": "main", "name": "창고"}, {"id": "seongsu", "name": "성수", "hours": {"mon": "11:00-20:00"}}],
    )
    seen: list[tuple[int, int]] = []
    report = await import_file(database, tmp_path, shop=SHOP, progress=lambda done, total: seen.append((done, total)))
    assert report.ok
    assert report.notice_count == 0
    assert (report.created, report.categories, report.locations) == (1, 2, 2)
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1]


async def test_long_ids_are_shortened_the_same_way_every_time(database: Database, take: Take) -> None:
    long = "가나다라마바사-" * 12
    row = {"id": long, "title": "긴", "sku": long + "S", "prices": {"KRW": 1}}
    assert (await take("products.jsonl", [row])).created == 1
    assert (await take("products.jsonl", [row])).unchanged == 1
    async with database.snapshot() as reader:
        product_id = await repository.product_by_ref(reader, long)
        assert product_id is not None
        product = await repository.product(reader, product_id)
        assert await repository.variant_by_sku(reader, long + "S") is not None
    assert product is not None
    assert (len(product.id), product.ref) == (40, long)


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("empty.jsonl", b"", FileBroken),
        ("zeros.jsonl", b"\0" * 5000, FileBroken),
        ("list.json", b'[{"id": 1}]', FormatUnknown),
        ("book.xlsx", b"PK\x03\x04" + b"\0" * 100, FormatUnknown),
        ("what.csv", "이름;값\n가;1\n".encode(), FormatUnknown),
        ("half.jsonl", b'{"id": "\xff\xfe\xfa"}\n', EncodingUnknown),
    ],
)
async def test_files_that_are_something_else(take: Take, name: str, content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error) as refused:
        await take(name, content)
    assert refused.value.cure  # type: ignore[attr-defined]


async def test_a_missing_file_is_said(database: Database, tmp_path: Path) -> None:
    with pytest.raises(FileBroken):
        await import_file(database, tmp_path / "nothing.jsonl", shop=SHOP)
    with pytest.raises(FormatUnknown):
        (tmp_path / "sub").mkdir()
        await import_file(database, tmp_path / "sub", shop=SHOP)
