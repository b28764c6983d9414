"""A small shop to sell from: its rows, its terms, and the way from a cart to an order."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dangol.commerce.cart import actions as cart
from dangol.commerce.checkout.actions import choose_delivery, open_checkout, place, set_address, set_contact
from dangol.commerce.checkout.models import Checkout
from dangol.commerce.checkout.terms import Terms
from dangol.commerce.checkout.totals import TaxRule
from dangol.commerce.inventory.imports import ImportDefaults, import_file
from dangol.commerce.payments.models import PayBy
from dangol.commerce.shipping.delivery import parse_delivery
from dangol.kit.ids import ContactId, ConversationId, OrderId, VariantId
from dangol.kit.money import Money
from dangol.runtime.database import Database, Transaction
from dangol.runtime.outbox import outbox

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


CATALOG = [
    {
        "type": "location",
        "id": "main",
        "name": {"ko": "본점", "ja": "本店", "en": "Main shop"},
        "kind": "shop",
    },
    {
        "type": "product",
        "id": "mug",
        "title": {"ko": "도자기 머그", "ja": "陶器のマグ", "en": "Stoneware mug"},
        "variants": [
            {
                "sku": "MUG-1",
                "prices": {"KRW": "15000", "JPY": "1700", "USD": "12.99"},
                "stock": {"main": 10},
                "weight_g": 300,
            }
        ],
    },
    {
        "type": "product",
        "id": "lamp",
        "title": {"ko": "종이 조명", "ja": "和紙ランプ", "en": "Paper lamp"},
        "variants": [
            {
                "sku": "LAMP-1",
                "prices": {"KRW": "89000", "JPY": "9800", "USD": "74.50"},
                "stock": {"main": 1},
                "weight_g": 900,
            }
        ],
    },
    {
        "type": "product",
        "id": "card",
        "title": {"ko": "기프트 카드", "en": "Gift card"},
        "variants": [{"sku": "CARD", "prices": {"KRW": "50000"}, "stock": None}],
    },
]


async def stock_shop(database: Database, folder: Path) -> None:
    """Three things to buy: ten mugs, one last lamp, and a gift card that never runs out."""
    path = folder / "small_shop.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in CATALOG), "utf-8")
    usual = ImportDefaults("ko", "KRW", ("KRW", "JPY", "USD"), ("ko", "ja", "en"))
    report = await import_file(database, path, shop=usual)
    assert report.ok, [str(problem) for problem in report.problems]
    async with database.transaction() as tx:
        await tx.execute(outbox.delete())  # the catalogue's own news


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
