"""A small shop to sell from: its rows, its terms, and the way from a cart to an order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert

from dangol.commerce.cart import actions as cart
from dangol.commerce.catalog.models import product_texts, products, variant_prices, variants
from dangol.commerce.checkout.actions import choose_delivery, open_checkout, place, set_address, set_contact
from dangol.commerce.checkout.models import Checkout
from dangol.commerce.checkout.terms import Terms
from dangol.commerce.checkout.totals import TaxRule
from dangol.commerce.inventory.models import locations, stock
from dangol.commerce.payments.models import PayBy
from dangol.commerce.shipping.delivery import parse_delivery
from dangol.kit.ids import ContactId, ConversationId, OrderId, VariantId
from dangol.kit.money import Money
from dangol.runtime.database import Database, Transaction

DELIVERY = """
[[method]]
id = "parcel"
name = { en = "Parcel", ko = "택배", ja = "宅配便" }
countries = ["KR", "JP", "US"]
prices = { KRW = "3000", JPY = "500", USD = "4.50" }
free_over = { KRW = "100000" }
days = [1, 3]

[[method]]
id = "shop"
name = { en = "Pick up", ko = "매장 픽업", ja = "店舗受け取り" }
kind = "pickup"
countries = ["KR"]
prices = { KRW = "0" }
location = "main"
"""


async def put_product(
    tx: Transaction,
    product_id: str,
    titles: Mapping[str, str],
    skus: Mapping[str, tuple[Mapping[str, int], int | None]],
) -> None:
    """A product; ``skus`` maps each SKU (= variant id) to its prices in minor units and its stock (None: not counted)."""
    first = next(iter(titles))
    await tx.execute(
        insert(products).values(
            id=product_id,
            ref=product_id,
            lang=first,
            status="active",
            tags=[],
            attributes=[],
            options=[],
            images=[],
            version=1,
            change=1,
            digest=product_id[:32],
            created_at=tx.now,
            updated_at=tx.now,
        )
    )
    for lang, title in titles.items():
        await tx.execute(
            insert(product_texts).values(product_id=product_id, lang=lang, title=title, description="", synonyms=[])
        )
    for position, (sku, (prices, pieces)) in enumerate(skus.items()):
        await tx.execute(
            insert(variants).values(
                id=sku,
                product_id=product_id,
                sku=sku,
                position=position,
                options={},
                status="active",
                sells="always" if pieces is None else "stock",
                weight_g=300,
            )
        )
        for currency, amount in prices.items():
            await tx.execute(
                insert(variant_prices).values(variant_id=sku, currency=currency, product_id=product_id, amount=amount)
            )
        if pieces is not None:
            await tx.execute(
                insert(stock).values(variant_id=sku, location_id="main", on_hand=pieces, reserved=0, counted_at=tx.now)
            )


async def stock_shop(database: Database) -> None:
    """Three things to buy: ten mugs, one last lamp, and a gift card that never runs out."""
    async with database.transaction() as tx:
        await tx.execute(
            insert(locations).values(
                id="main", position=1, lang="ko", names={"ko": "본점"}, address={}, hours={}, kind="store", country="KR"
            )
        )
        await put_product(
            tx,
            "mug",
            {"ko": "도자기 머그", "ja": "陶器のマグ", "en": "Stoneware mug"},
            {"MUG-1": ({"KRW": 15000, "JPY": 1700, "USD": 1299}, 10)},
        )
        await put_product(
            tx,
            "lamp",
            {"ko": "종이 조명", "ja": "和紙ランプ", "en": "Paper lamp"},
            {"LAMP-1": ({"KRW": 89000, "JPY": 9800, "USD": 7450}, 1)},
        )
        await put_product(tx, "card", {"ko": "기프트 카드", "en": "Gift card"}, {"CARD": ({"KRW": 50000}, None)})


def make_terms(**changes: Any) -> Terms:
    """The small shop's terms."""
    values: dict[str, Any] = {
        "country": "KR",
        "currencies": ("KRW", "JPY", "USD"),
        "tax": TaxRule.parse("inclusive", "0.10"),
        "methods": parse_delivery(DELIVERY, file="delivery.toml", languages=["ko", "en", "ja"]),
        "pay": PayBy("test", "https://shop.example/paid/{order}", "https://shop.example/unpaid/{order}", test=True),
        "shop_name": "단골상점",
    }
    return Terms(**(values | changes))


SEOUL = {
    "name": "김하늘",
    "phone": "010-1234-5678",
    "postcode": "０６２３６",
    "line1": "서울특별시 강남구 테헤란로 123",
    "line2": "4층",
}
TOKYO = {
    "name": "山田 太郎",
    "kana": "やまだ たろう",
    "phone": "090-1234-5678",
    "postcode": "１５０ー０００１",
    "region": "東京都",
    "city": "渋谷区",
    "line1": "神宮前１－２－３",
}
BOISE = {
    "name": "Ann Lee",
    "phone": "(208) 555-0142",
    "line1": "10 Main St",
    "city": "Boise",
    "region": "idaho",
    "postcode": "83702",
}


ANN = ContactId("con_ann")
MUG = VariantId("MUG-1")
_PLACES = {"KRW": ("KR", SEOUL), "JPY": ("JP", TOKYO), "USD": ("US", BOISE)}


async def fill(
    tx: Transaction,
    terms: Terms,
    *,
    contact: ContactId = ANN,
    lang: str = "ko",
    currency: str = "KRW",
    delivery: str = "parcel",
) -> Checkout:
    """The contact's cart, filled in as far as its summary."""
    checkout = await open_checkout(
        tx, contact, currency=currency, lang=lang, terms=terms, conversation_id=ConversationId("cnv_1")
    )
    country, address = _PLACES[currency]
    await set_contact(tx, checkout.id, "ann@example.com")
    await set_address(tx, checkout.id, address, terms, country=country)
    return await choose_delivery(tx, checkout.id, delivery, terms)


@dataclass(frozen=True)
class Placed:
    """An order just placed, and the checkout it was."""

    id: OrderId
    number: str
    checkout: str
    total: Money


async def placed(
    database: Database,
    terms: Terms,
    *,
    variant: VariantId = MUG,
    quantity: int = 2,
    contact: ContactId = ANN,
    lang: str = "ko",
    currency: str = "KRW",
) -> Placed:
    """An order for ``quantity`` of ``variant``, waiting for its payment."""
    async with database.transaction() as tx:
        await cart.add(tx, contact, variant, quantity, currency=currency)
        checkout = await fill(tx, terms, contact=contact, lang=lang, currency=currency)
        order = await place(tx, checkout.id, terms)
    return Placed(order.id, order.number, checkout.id, order.total)
