"""A product imported from JSONL is read back whole, in every language and currency; filters, facets and the feed of changes."""

from __future__ import annotations

import copy
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import update

from commerce.conftest import SHIRT
from dangol.commerce.catalog import repository
from dangol.commerce.catalog.events import CatalogChanged
from dangol.commerce.catalog.models import Status, product_texts
from dangol.commerce.catalog.products import Cursor, Facet, Filter
from dangol.kit.money import Money
from dangol.runtime.database import Database
from dangol.runtime.outbox import Delivery, Relay

Take = Callable[..., Awaitable[Any]]


@pytest.fixture
async def shop(database: Database, take: Take) -> Database:
    """A shirt, a cup, a bag that is reduced, and a scarf nobody should see yet."""
    shelves = [
        {"id": "clothing", "name": {"ko": "의류", "ja": "ウェア", "en": "Clothing"}},
        {"id": "clothing/shirts", "name": {"ko": "셔츠", "ja": "シャツ"}, "synonyms": {"ko": ["남방"]}},
        {"id": "home", "name": "집"},
    ]
    assert (await take("categories.jsonl", shelves)).ok
    assert (await take("attributes.jsonl", [{"id": "material", "name": {"ko": "소재", "ja": "素材"}}])).ok
    products = [
        SHIRT,
        {
            "id": "cup",
            "title": {"ko": "백자 잔"},
            "sku": "CUP",
            "prices": {"KRW": 12000},
            "categories": ["home"],
            "brand": "온",
        },
        {
            "id": "bag",
            "title": {"ja": "帆布バッグ", "ko": "캔버스 가방"},
            "sku": "BAG",
            "prices": {"KRW": 30000, "USD": "24.50"},
            "list_prices": {"KRW": 40000},
            "attributes": {"material": ["면", "가죽"]},
        },
        {
            "id": "scarf",
            "title": "목도리",
            "sku": "SCARF",
            "prices": {"KRW": 9000},
            "status": "draft",
            "categories": ["clothing"],
        },
    ]
    report = await take("products.jsonl", products)
    assert report.ok, report.problems
    assert (report.created, report.variants) == (4, 7)
    return database


async def test_a_product_speaks_every_language_it_has(shop: Database) -> None:
    async with shop.snapshot() as reader:
        shirt = await repository.product(reader, "linen-shirt")
    assert shirt is not None
    assert (shirt.title.text("ja"), shirt.title.text("ko"), shirt.title.text("fr")) == (
        "リネンシャツ",
        "린넨 셔츠",
        "린넨 셔츠",
    )
    assert (shirt.brand, shirt.brand_name.text("ja")) == ("하루", "ハル")
    white = shirt.variant("LS-WHI-S")
    assert white is not None
    assert (shirt.options_text(white, "ko"), shirt.options_text(white, "ja")) == ("화이트 / S", "ホワイト / S")
    assert (white.price("KRW"), white.list_price("KRW")) == (Money(49000, "KRW"), Money(59000, "KRW"))
    assert (white.price("USD"), white.price("JPY"), white.price("EUR")) == (
        Money(3900, "USD"),
        Money(5400, "JPY"),
        None,
    )
    assert [(a.name.text("ja"), a.value.text("ja")) for a in shirt.attributes] == [
        ("素材", "リネン"),
        ("Weight", "240 g"),
    ]
    assert [v.id for v in shirt.matching({"color": "black"})] == ["LS-BLA-S", "LS-BLA-M"]
    assert shirt.price_range("USD") == (Money(3900, "USD"), Money(3900, "USD"))
    picture = shirt.picture(white)
    assert picture is not None
    assert (picture.src, picture.alt.text("ja")) == ("images/shirt.svg", "白いシャツ")


async def test_reads_come_in_the_order_asked_for_without_the_unknown(shop: Database) -> None:
    async with shop.snapshot() as reader:
        found = await repository.list_products(reader, ["cup", "nothing", "linen-shirt", "cup"])
        assert [product.id for product in found] == ["cup", "linen-shirt"]
        assert await repository.product(reader, "nothing") is None
        lines = await repository.products_of_variants(reader, ["CUP", "LS-WHI-S", "nothing"])
        assert {name: product.id for name, (product, _) in lines.items()} == {"CUP": "cup", "LS-WHI-S": "linen-shirt"}
        owner = await repository.product_of_variant(reader, "BAG")
        assert owner is not None
        assert owner.title.text("en") == "캔버스 가방"
        assert await repository.variant_by_sku(reader, "BAG") == "BAG"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(), {"linen-shirt", "cup", "bag"}),
        (Filter(categories=("clothing",)), {"linen-shirt"}),
        (Filter(categories=("home", "clothing/shirts")), {"linen-shirt", "cup"}),
        (Filter(brands=("온",)), {"cup"}),
        (Filter(values={"color": ("white", "red"), "size": ("M",)}), {"linen-shirt"}),
        (Filter(values={"material": ("가죽",)}), {"bag"}),
        (Filter(values={"color": ("red",)}), set()),
        (Filter(currency="KRW", price_max=30000), {"cup", "bag"}),
        (Filter(currency="KRW", price_min=12001, price_max=48999), {"bag"}),
        (Filter(currency="USD", price_max=2450), {"bag"}),
        (Filter(currency="KRW", reduced=True), {"linen-shirt", "bag"}),
    ],
)
async def test_filters(shop: Database, wanted: Filter, found: set[str]) -> None:
    async with shop.snapshot() as reader:
        assert set(await repository.matching(reader, wanted)) == found
        assert await repository.count_matching(reader, wanted) == len(found)
        assert set(await repository.matching(reader, wanted, within=["bag"])) == found & {"bag"}


async def test_sorting_facets_and_spans(shop: Database) -> None:
    krw = Filter(currency="KRW")
    async with shop.snapshot() as reader:
        assert await repository.matching(reader, krw, sort="price_low") == ["cup", "bag", "linen-shirt"]
        assert await repository.matching(reader, krw, sort="price_high", limit=2) == ["linen-shirt", "bag"]
        assert await repository.matching(reader, Filter(currency="USD"), sort="price_low") == [
            "bag",
            "linen-shirt",
            "cup",
        ]
        facets = await repository.facets(reader, Filter(categories=("clothing",)))
        assert {Facet("color", "black", 1), Facet("brand", "하루", 1), Facet("category", "clothing/shirts", 1)} <= set(
            facets
        )
        assert await repository.price_span(reader, Filter(), "KRW") == (Money(12000, "KRW"), Money(49000, "KRW"))
        assert await repository.price_span(reader, Filter(), "EUR") is None
        shelves = await repository.list_categories(reader)
        assert [(s.id, s.parent_id, s.name.text("ja")) for s in shelves] == [
            ("clothing", None, "ウェア"),
            ("clothing/shirts", "clothing", "シャツ"),
            ("home", None, "집"),
        ]
        assert [p.id async for batch in _batches(reader) for p in batch] == ["bag", "cup", "linen-shirt"]


async def _batches(reader: Any) -> Any:
    async for batch in repository.each_product(reader, batch=2):
        for product in batch:
            yield [product]


async def test_the_feed_of_changes_misses_nothing(shop: Database, take: Take) -> None:
    async with shop.snapshot() as reader:
        first, place = await repository.changed_since(reader, Cursor(), limit=3)
        rest, place = await repository.changed_since(reader, place, limit=3)
        assert sorted(first + rest) == ["bag", "cup", "linen-shirt", "scarf"]
        assert await repository.changed_since(reader, place) == ([], place)
        before = await repository.last_change(reader)
    shirt = copy.deepcopy(SHIRT)
    shirt["title"]["ja"] = "麻のシャツ"
    report = await take("products.jsonl", [shirt])
    assert (report.updated, report.change) == (1, before + 1)
    async with shop.snapshot() as reader:
        ids, _ = await repository.changed_since(reader, place)
        changed = await repository.product(reader, "linen-shirt")
    assert ids == ["linen-shirt"]
    assert changed is not None
    assert (changed.version, changed.title.text("ja")) == (2, "麻のシャツ")


async def test_an_import_tells_the_other_rooms_once(shop: Database, take: Take) -> None:
    heard: list[CatalogChanged] = []

    async def hear(delivery: Delivery) -> None:
        heard.append(delivery.event)

    relay = Relay(shop)
    relay.subscribe(CatalogChanged, hear)
    await relay.drain()
    heard.clear()
    await take("products.jsonl", [SHIRT])  # nothing new
    await relay.drain()
    assert heard == []
    await take("products.jsonl", [{**SHIRT, "tags": ["여름"]}])
    await relay.drain()
    async with shop.snapshot() as reader:
        assert heard == [CatalogChanged(await repository.last_change(reader))]


async def test_a_variant_no_longer_given_is_archived_and_still_known(shop: Database, take: Take) -> None:
    shirt = copy.deepcopy(SHIRT)
    shirt["variants"] = shirt["variants"][:3]
    assert (await take("products.jsonl", [shirt])).updated == 1
    async with shop.snapshot() as reader:
        product = await repository.product(reader, "linen-shirt")
        gone = (await repository.products_of_variants(reader, ["LS-BLA-M"]))["LS-BLA-M"][1]
    assert product is not None
    assert [v.id for v in product.variants] == ["LS-WHI-S", "LS-WHI-M", "LS-BLA-S"]
    assert (gone.status, gone.price("KRW")) == (Status.ARCHIVED, None)
    assert (await take("products.jsonl", [SHIRT])).updated == 1
    async with shop.snapshot() as reader:
        product = await repository.product(reader, "linen-shirt")
    assert product is not None
    assert len(product.variants) == 4


async def test_a_variant_that_moves_to_another_product_changes_both(shop: Database, take: Take) -> None:
    report = await take("products.jsonl", [{"id": "mug", "title": "머그", "sku": "CUP", "prices": {"KRW": 13000}}])
    assert (report.created, report.updated) == (1, 0)
    async with shop.snapshot() as reader:
        mug, cup = await repository.list_products(reader, ["mug", "cup"])
    assert [v.id for v in mug.variants] == ["CUP"]
    assert (cup.variants, cup.version, cup.on_sale) == ((), 2, False)
    assert mug.price_range("KRW") == (Money(13000, "KRW"), Money(13000, "KRW"))


async def test_what_was_read_before_is_read_again_from_memory_until_the_catalogue_changes(
    shop: Database, take: Take
) -> None:
    async with shop.snapshot() as reader:
        first = await repository.product(reader, "cup")
        [(owner, variant)] = (await repository.products_of_variants(reader, ["CUP"])).values()
    assert first is not None
    assert owner is first
    assert variant is first.variants[0]
    assert (await take("products.jsonl", [{"id": "cup", "title": "찻잔", "sku": "CUP", "prices": {"KRW": 15000}}])).ok
    async with shop.snapshot() as reader:
        again = await repository.product(reader, "cup")
    assert again is not None
    assert again.variants[0].price("KRW") == Money(15000, "KRW")


async def test_a_transaction_reads_what_is_stored_and_leaves_nothing_of_it_in_memory(shop: Database) -> None:
    async with shop.snapshot() as reader:
        before = await repository.product(reader, "cup")
    with pytest.raises(RuntimeError):
        async with shop.transaction() as tx:
            await tx.execute(update(product_texts).where(product_texts.c.product_id == "cup").values(title="찻잔"))
            within = await repository.product(tx, "cup")
            raise RuntimeError("all of it is undone")
    assert within is not None
    assert within.title.text("ko") == "찻잔"
    async with shop.snapshot() as reader:
        assert await repository.product(reader, "cup") is before
