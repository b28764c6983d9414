"""The work around a payment from end to end: page, web hooks, silence, refusal of the gateway, refunds, orders that run out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from small_shop import MUG, Placed, placed
from sqlalchemy import select, update

from dangol.commerce.checkout.terms import Terms
from dangol.commerce.inventory.models import stock
from dangol.commerce.orders import actions, repository
from dangol.commerce.orders.events import OrderPaid
from dangol.commerce.orders.jobs import PaymentJobs
from dangol.commerce.orders.models import Order
from dangol.commerce.payments import repository as payment_rows
from dangol.commerce.payments.errors import GatewayAway
from dangol.commerce.payments.events import PaymentReady, PaymentRequested, PaymentUnavailable, RefundRequested
from dangol.commerce.payments.models import Payment, payments
from dangol.commerce.payments.ports import GatewayEvent
from dangol.gateways.test import pages
from dangol.gateways.test.adapter import TestGateway
from dangol.kit.ids import PaymentId
from dangol.runtime.clock import Clock
from dangol.runtime.database import Database
from dangol.runtime.jobs import Jobs
from dangol.runtime.outbox import Delivery, Relay, outbox


class _MoodyGateway(TestGateway):
    """The test gateway, which may be away."""

    away = False

    async def ask(self, provider_id: str) -> Any:
        if self.away:
            raise GatewayAway("no answer", after=0.01)
        return await super().ask(provider_id)


@dataclass
class Counter:
    """The shop at work in this process."""

    database: Database
    clock: Clock
    gateway: _MoodyGateway
    work: PaymentJobs
    jobs: Jobs
    relay: Relay
    heard: list[Any] = field(default_factory=list)

    async def settle(self) -> None:
        """Let outbox and workflows come to rest."""
        for _ in range(3):
            await self.relay.drain()
            async with self.database.snapshot() as reader:
                for row in await reader.all(select(payments.c.id)):
                    await self.jobs.wait(f"payment:{row.id}")
                    for refund in await payment_rows.refunds_of(reader, PaymentId(row.id)):
                        await self.jobs.wait(f"refund:{refund.id}")

    async def hook(self, raw: bytes, headers: dict[str, str]) -> str:
        """A web hook comes in by the door."""
        event = self.gateway.parse_webhook(raw, headers, self.clock.now())
        async with self.database.transaction() as tx:
            return (await actions.take_gateway_event(tx, "test", event)).outcome  # type: ignore[arg-type]

    async def tap(self, order: Placed, action: str) -> pages.Acted:
        """The shopper taps on the hosted page of the order's last payment."""
        payment = await self.payment(order)
        assert payment.provider_id
        return pages.act(self.gateway, payment.provider_id, action, self.clock.now())

    async def payment(self, order: Placed) -> Payment:
        async with self.database.snapshot() as reader:
            return (await payment_rows.of_order(reader, order.id))[-1]

    async def order(self, order: Placed) -> Order:
        async with self.database.snapshot() as reader:
            found = await repository.get(reader, order.id)
        assert found is not None
        return found


@pytest.fixture
async def counter(shop: Database, clock: Clock, database_url: str, tmp_path: Path) -> AsyncIterator[Counter]:
    """The small shop with its workers running."""
    url = database_url if database_url.startswith("postgresql") else f"sqlite:///{tmp_path / 'jobs.db'}"
    jobs = Jobs(shop, url, poll=0.1)
    gateway = _MoodyGateway(
        tmp_path / "g.db", key="k" * 64, page_url="https://p.example/{payment}", test_mode=True, now=clock.now
    )
    work = PaymentJobs(shop, jobs, {"test": gateway})
    work.register()
    relay = Relay(shop)
    made = Counter(shop, clock, gateway, work, jobs, relay)
    relay.subscribe(PaymentRequested, work.requested)
    relay.subscribe(RefundRequested, work.refund_requested)

    async def hear(delivery: Delivery) -> None:
        made.heard.append(delivery.event)

    for kind in (PaymentReady, PaymentUnavailable, OrderPaid):
        relay.subscribe(kind, hear)
    await jobs.open()
    yield made
    await jobs.close()


@pytest.mark.parametrize(("lang", "currency"), [("ko", "KRW"), ("ja", "JPY"), ("en", "USD")])
async def test_from_order_to_paid(counter: Counter, terms: Terms, lang: str, currency: str) -> None:
    order = await placed(counter.database, terms, lang=lang, currency=currency)
    await counter.settle()
    (ready,) = counter.heard
    assert (ready.order_number, ready.amount, ready.currency, ready.test) == (
        order.number,
        order.total.amount,
        currency,
        True,
    )
    assert ready.conversation_id == "cnv_1"
    page = pages.look(counter.gateway, ready.url.rpartition("/")[2], counter.clock.now())
    assert page is not None
    assert (page.lang, page.amount) == (lang, order.total.format(lang))
    assert page.return_url == f"https://shop.example/paid/{order.number}"
    acted = await counter.tap(order, "pay_repeat")
    outcomes = [await counter.hook(delivery.raw, delivery.headers) for delivery in acted.deliveries]
    assert outcomes == ["paid", "repeated", "repeated"]
    await counter.settle()
    assert [type(event) for event in counter.heard] == [PaymentReady, OrderPaid]


async def test_silence_is_asked_about(counter: Counter, terms: Terms) -> None:
    order = await placed(counter.database, terms)
    await counter.settle()
    acted = await counter.tap(order, "pay_silent")
    assert acted.deliveries == ()
    assert await counter.work.sweep_in_doubt() == 0  # give the web hook its time
    counter.clock.set(counter.clock.now() + timedelta(minutes=4))
    counter.gateway.away = True
    assert await counter.work.sweep_in_doubt() == 0
    counter.gateway.away = False
    assert await counter.work.sweep_in_doubt() == 1
    assert (await counter.order(order)).state == "paid"
    assert await counter.work.sweep_in_doubt() == 0


async def test_an_unpaid_order_runs_out_only_after_the_gateway_was_asked(counter: Counter, terms: Terms) -> None:
    paid, unpaid = await placed(counter.database, terms), await placed(counter.database, terms)
    await counter.settle()
    await counter.tap(paid, "pay_silent")
    await counter.tap(unpaid, "abandon")
    counter.clock.set(counter.clock.now() + terms.pay_within + timedelta(seconds=1))
    counter.gateway.away = True
    assert await counter.work.sweep_expired() == 0  # a moment's grace while the gateway is away
    counter.gateway.away = False
    assert await counter.work.sweep_expired() == 1
    assert (await counter.order(paid)).state == "paid"
    assert (await counter.order(unpaid)).state == "cancelled"
    async with counter.database.snapshot() as reader:
        row = await reader.first(select(stock).where(stock.c.variant_id == MUG))
    assert row is not None
    assert (row.on_hand, row.reserved) == (8, 0)


async def test_a_gateway_that_stays_away_does_not_keep_stock_for_ever(counter: Counter, terms: Terms) -> None:
    order = await placed(counter.database, terms)
    await counter.settle()
    counter.gateway.away = True
    counter.clock.set(counter.clock.now() + terms.pay_within + timedelta(minutes=16))
    assert await counter.work.sweep_expired() == 1
    assert (await counter.order(order)).state == "cancelled"


async def test_late_news_sends_the_money_back(counter: Counter, terms: Terms) -> None:
    order = await placed(counter.database, terms)
    await counter.settle()
    (late,) = (await counter.tap(order, "pay_late")).deliveries
    # The gateway cannot be asked either, so the order runs out unpaid.
    counter.gateway.away = True
    counter.clock.set(counter.clock.now() + terms.pay_within + timedelta(minutes=16))
    assert await counter.work.sweep_expired() == 1
    counter.gateway.away = False
    event = counter.gateway.parse_webhook(late.raw, late.headers, counter.clock.now() - timedelta(minutes=16))
    assert isinstance(event, GatewayEvent)
    raw, headers = counter.gateway.signed(event, counter.clock.now())
    assert await counter.hook(raw, headers) == "late"
    await counter.settle()
    found = await counter.order(order)
    assert found.state == "refunded"
    assert [entry.kind for entry in found.entries][-3:] == ["money_returning", "money_returned", "refunded"]
    assert (await counter.payment(order)).state == "refunded"


async def test_a_shop_without_its_gateway_says_so(counter: Counter, terms: Terms) -> None:
    order = await placed(counter.database, terms)
    async with counter.database.transaction() as tx:
        await tx.execute(update(payments).values(gateway="gone"))
    await counter.settle()
    (heard,) = counter.heard
    assert isinstance(heard, PaymentUnavailable)
    assert heard.reason == "gateway_unknown"
    assert (await counter.order(order)).state == "awaiting_payment"
    async with counter.database.transaction() as tx:
        await actions.pay_again(tx, order.id, terms.pay, "again")
    await counter.settle()
    assert isinstance(counter.heard[-1], PaymentReady)


async def test_what_got_stuck_is_begun_anew(counter: Counter, terms: Terms) -> None:
    order = await placed(counter.database, terms)
    async with counter.database.transaction() as tx:
        await tx.execute(outbox.delete())  # as if restored from a backup that lacked the outbox's last rows
    assert await counter.work.sweep_stuck() == 0
    counter.clock.set(counter.clock.now() + timedelta(minutes=2))
    assert await counter.work.sweep_stuck() == 1
    await counter.settle()
    assert (await counter.payment(order)).state == "open"
    assert await counter.work.sweep_stuck() == 0
