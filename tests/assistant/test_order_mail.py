"""What a shopper is mailed of an order, and when a mail may be promised."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from dangol.assistant.events import OrderMailDue
from dangol.assistant.order_mail import OrderMail, mailed
from dangol.commerce.orders import repository as orders
from dangol.commerce.orders.importing import import_orders
from dangol.kit.errors import RetryLater
from dangol.runtime.database import Database
from dangol.runtime.outbox import Relay, emit, outbox
from dangol.runtime.settings import Shop, Smtp
from desk.floor import say

SHOP = Shop(name="나루상점", languages=("ko", "ja", "en"), currency="JPY", country="JP")
TITLES = {"en": "Clay Ocarina", "ko": "점토 오카리나", "ja": "土のオカリナ"}


class _Box:
    """Keeps what is sent; may be away."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, str, str]] = []
        self.away = False

    async def send(self, to: str, subject: str, body: str, *, message_id: str) -> None:
        if self.away:
            raise RetryLater("away", after=1)
        self.sent.append((to, subject, body, message_id))


async def _ordered(database: Database, folder: Path, lang: str) -> str:
    """An order of two ocarinas that was bought in ``lang``; its id."""
    order: dict[str, Any] = {
        "number": "BH-50022",
        "email": "sam.boyd@example.com",
        "lang": lang,
        "placed_at": "2026-11-01T03:00:00Z",
        "currency": "JPY",
        "lines": [{"sku": "ocarina", "quantity": 2, "unit_price": "4600", "title": TITLES}],
        "state": "paid",
    }
    (folder / "orders.jsonl").write_text(json.dumps(order), encoding="utf-8")
    await import_orders(database, folder / "orders.jsonl", SHOP)
    async with database.snapshot() as reader:
        found = await orders.by_number(reader, "BH-50022")
    assert found is not None
    return str(found.id)


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
async def test_the_confirmation_is_mailed_in_the_language_of_the_order(
    database: Database, tmp_path: Path, lang: str
) -> None:
    order_id, box = await _ordered(database, tmp_path, lang), _Box()
    relay = Relay(database)
    relay.subscribe(OrderMailDue, OrderMail(database, box, say, "Asia/Tokyo").send)
    async with database.transaction() as tx:
        await emit(tx, OrderMailDue(order_id), key="mail")
    await relay.drain()
    [(to, subject, body, named)] = box.sent
    assert to == "sam.boyd@example.com"
    assert subject == say("mail.paid_subject", lang, order_number="BH-50022")
    assert TITLES[lang] in body
    assert "9,200" in body
    assert order_id in named  # the same mail, however often it is handed out


async def test_a_server_that_is_away_is_waited_for(database: Database, tmp_path: Path) -> None:
    order_id, box = await _ordered(database, tmp_path, "ja"), _Box()
    relay = Relay(database)
    relay.subscribe(OrderMailDue, OrderMail(database, box, say, "Asia/Tokyo").send)
    box.away = True
    async with database.transaction() as tx:
        await emit(tx, OrderMailDue(order_id), key="mail")
    await relay.once()
    await asyncio.gather(*relay._busy.values())
    async with database.snapshot() as reader:
        assert await reader.scalar(select(outbox.c.attempts)) == 1


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
@pytest.mark.parametrize("key", ["checkout.placed", "checkout.payment_later", "checkout.nothing_to_pay", "notice.paid"])
def test_a_mail_is_promised_only_where_one_can_be_sent(lang: str, key: str) -> None:
    with_server = SHOP.model_copy(update={"smtp": Smtp(host="mail.example")})
    for shop, said in ((SHOP, False), (with_server, True)):
        email = mailed(shop, "ann@example.com")
        text = say(key, lang, order_number="BH-50022", total="9,200", mailed_to=email)
        assert ("ann@example.com" in text) == said
        assert "None" not in text
        assert "  " not in text
