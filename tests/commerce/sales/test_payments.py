"""Money: taken once, compared, never lost: late, doubled, wrong and repeated news from the gateway."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from small_shop import MUG, Placed, placed
from sqlalchemy import func, select

from dangol.commerce.checkout.terms import Terms
from dangol.commerce.inventory.models import stock
from dangol.commerce.orders import actions, repository
from dangol.commerce.orders.errors import StateRefused
from dangol.commerce.orders.states import OrderState, may_become
from dangol.commerce.payments import actions as payments
from dangol.commerce.payments import repository as payment_rows
from dangol.commerce.payments.errors import NothingToPay
from dangol.commerce.payments.models import PaymentState, payment_events
from dangol.commerce.payments.ports import EventKind, GatewayEvent, PaymentPage
from dangol.kit.money import Money
from dangol.runtime.clock import Clock
from dangol.runtime.database import Database
from dangol.runtime.outbox import outbox


async def _page(shop: Database, order: Placed, provider_id: str = "tp_1") -> None:
    async with shop.transaction() as tx:
        payment = (await payment_rows.of_order(tx, order.id))[-1]
        page = PaymentPage(f"https://pay.example/{provider_id}", provider_id, payment.pay_by)
        assert await payments.page_made(tx, payment.id, page)
        assert not await payments.page_made(tx, payment.id, page)


def _event(
    shop: Database, order: Placed, *, event_id: str = "evt_1", kind: EventKind = "paid", provider_id: str = "tp_1"
) -> GatewayEvent:
    return GatewayEvent(event_id, kind, provider_id, shop.clock.now(), order.total if kind == "paid" else None)


async def _take(shop: Database, event: GatewayEvent) -> str:
    async with shop.transaction() as tx:
        return (await actions.take_gateway_event(tx, "test", event)).outcome


async def _state(shop: Database, order: Placed) -> tuple[OrderState, list[PaymentState]]:
    async with shop.snapshot() as reader:
        found = await repository.get(reader, order.id)
        assert found is not None
        return found.state, [p.state for p in await payment_rows.of_order(reader, order.id)]


async def _topics(shop: Database) -> list[str]:
    async with shop.snapshot() as reader:
        return [row.topic for row in await reader.all(select(outbox).order_by(outbox.c.id))]


async def _mugs(shop: Database) -> tuple[int, int]:
    async with shop.snapshot() as reader:
        row = await reader.first(select(stock).where(stock.c.variant_id == MUG))
    assert row is not None
    return row.on_hand, row.reserved


async def test_paid_once_however_often_it_is_told(shop: Database, terms: Terms) -> None:
    order = await placed(shop, terms)
    await _page(shop, order)
    outcomes = [await _take(shop, _event(shop, order)) for _ in range(3)]
    outcomes.append(await _take(shop, _event(shop, order, event_id="evt_2")))  # another id, the same payment
    assert outcomes == ["paid", "repeated", "repeated", "nothing"]
    assert await _state(shop, order) == (OrderState.PAID, [PaymentState.PAID])
    assert await _mugs(shop) == (8, 0)
    topics = await _topics(shop)
    assert topics == ["orders.placed", "payments.requested", "payments.ready", "orders.paid"]
    async with shop.snapshot() as reader:
        assert await reader.scalar(select(func.count()).select_from(payment_events)) == 2


async def test_news_may_come_before_our_own_note_of_the_page(shop: Database, terms: Terms) -> None:
    order = await placed(shop, terms)
    event = replace(_event(shop, order), key=order.id)
    assert await _take(shop, event) == "paid"
    async with shop.transaction() as tx:
        payment = (await payment_rows.of_order(tx, order.id))[0]
        assert payment.provider_id == "tp_1"
        page = PaymentPage("https://pay.example/tp_1", "tp_1", payment.pay_by)
        assert not await payments.page_made(tx, payment.id, page)
    assert await _state(shop, order) == (OrderState.PAID, [PaymentState.PAID])


async def test_a_refused_payment_can_be_made_again(shop: Database, terms: Terms) -> None:
    order = await placed(shop, terms)
    await _page(shop, order)
    assert await _take(shop, _event(shop, order, kind="failed")) == "failed"
    assert (await _state(shop, order))[0] == OrderState.AWAITING_PAYMENT
    async with shop.transaction() as tx:
        payment_id = await actions.pay_again(tx, order.id, terms.pay, "again")
        again = await payment_rows.get(tx, payment_id)
    assert again is not None
    assert (again.attempt, again.key) == (2, f"{order.id}-2")
    await _page(shop, order, "tp_2")
    assert await _take(shop, _event(shop, order, event_id="evt_2", provider_id="tp_2")) == "paid"
    assert await _state(shop, order) == (OrderState.PAID, [PaymentState.FAILED, PaymentState.PAID])
    with pytest.raises(NothingToPay):
        async with shop.transaction() as tx:
            await actions.pay_again(tx, order.id, terms.pay, "again")


async def test_paid_twice_by_two_attempts_one_goes_back(shop: Database, terms: Terms) -> None:
    order = await placed(shop, terms)
    await _page(shop, order)
    await _take(shop, _event(shop, order, kind="failed"))
    async with shop.transaction() as tx:
        await actions.pay_again(tx, order.id, terms.pay, "again")
    await _page(shop, order, "tp_2")
    assert await _take(shop, _event(shop, order, event_id="evt_2", provider_id="tp_2")) == "paid"
    # The refused one turns out to have gone through after all.
    assert await _take(shop, _event(shop, order, event_id="evt_3")) == "twice"
    assert await _state(shop, order) == (OrderState.PAID, [PaymentState.REFUNDING, PaymentState.PAID])
    assert (await _topics(shop)).count("payments.refund_requested") == 1
    async with shop.transaction() as tx:
        payment = (await payment_rows.of_order(tx, order.id))[0]
        (refund,) = await payment_rows.refunds_of(tx, payment.id)
        assert (refund.amount, refund.reason) == (order.total, "twice")
        assert await actions.money_returned(tx, refund.id, "tr_1")
        assert not await actions.money_returned(tx, refund.id, "tr_1")
    assert await _state(shop, order) == (OrderState.PAID, [PaymentState.REFUNDED, PaymentState.PAID])


async def test_money_that_comes_after_the_order_ran_out_is_sent_back(
    shop: Database, terms: Terms, clock: Clock
) -> None:
    order = await placed(shop, terms)
    await _page(shop, order)
    async with shop.transaction() as tx:
        assert not await actions.expire(tx, order.id)
    clock.set(clock.now() + terms.pay_within + timedelta(seconds=1))
    async with shop.transaction() as tx:
        assert await actions.expire(tx, order.id)
        assert not await actions.expire(tx, order.id)
    assert await _mugs(shop) == (10, 0)
    assert await _take(shop, _event(shop, order)) == "late"
    assert await _take(shop, _event(shop, order)) == "repeated"
    assert await _state(shop, order) == (OrderState.CANCELLED, [PaymentState.REFUNDING])
    async with shop.transaction() as tx:
        payment = (await payment_rows.of_order(tx, order.id))[0]
        (refund,) = await payment_rows.refunds_of(tx, payment.id)
        assert await actions.money_returned(tx, refund.id, "tr_1")
        found = await repository.get(tx, order.id)
    assert found is not None
    assert [entry.kind for entry in found.entries] == [
        "awaiting_payment",
        "cancelled",
        "money_returning",
        "money_returned",
        "refunded",
    ]
    topics = await _topics(shop)
    assert topics.count("orders.cancelled") == 1
    assert "orders.paid" not in topics


@pytest.mark.parametrize(
    ("came", "problem"),
    [(Money(32999, "KRW"), "amount"), (Money(33001, "KRW"), "amount"), (Money(33000, "JPY"), "currency")],
)
@pytest.mark.parametrize("accept", [True, False])
async def test_another_amount_is_held_until_a_person_decides(
    shop: Database, terms: Terms, clock: Clock, came: Money, problem: str, accept: bool
) -> None:
    order = await placed(shop, terms)
    await _page(shop, order)
    assert await _take(shop, replace(_event(shop, order), amount=came)) == "held"
    assert await _state(shop, order) == (OrderState.IN_REVIEW, [PaymentState.HELD])
    async with shop.snapshot() as reader:
        payment = (await payment_rows.of_order(reader, order.id))[0]
    assert (payment.problem, payment.received) == (problem, came)
    clock.set(clock.now() + timedelta(days=1))
    async with shop.transaction() as tx:
        assert not await actions.expire(tx, order.id)  # what is being looked at does not run out
    assert await _mugs(shop) == (10, 2)
    async with shop.transaction() as tx:
        decided = await actions.decide_held(tx, order.id, accept=accept)
    if accept:
        assert decided.state == OrderState.PAID
        assert await _mugs(shop) == (8, 0)
    else:
        assert decided.state == OrderState.CANCELLED
        assert await _mugs(shop) == (10, 0)
        async with shop.snapshot() as reader:
            (refund,) = await payment_rows.refunds_of(reader, payment.id)
        assert refund.amount == came
    with pytest.raises(StateRefused):
        async with shop.transaction() as tx:
            await actions.decide_held(tx, order.id, accept=True)


async def test_money_nobody_knows_is_kept_in_the_book_and_reported(shop: Database, terms: Terms) -> None:
    order = await placed(shop, terms)
    await _page(shop, order)
    strange = _event(shop, order, provider_id="tp_strange")
    assert await _take(shop, strange) == "unmatched"
    assert await _take(shop, strange) == "repeated"
    assert (await _topics(shop)).count("payments.needs_review") == 1
    assert await _state(shop, order) == (OrderState.AWAITING_PAYMENT, [PaymentState.OPEN])


async def test_cancelling_a_paid_order_returns_money_and_pieces(shop: Database, terms: Terms) -> None:
    order = await placed(shop, terms)
    await _page(shop, order)
    await _take(shop, _event(shop, order))
    async with shop.transaction() as tx:
        cancelled = await actions.cancel(tx, order.id, "shopper")
    assert cancelled.state == OrderState.CANCELLED
    assert await _mugs(shop) == (10, 0)
    assert (await _state(shop, order))[1] == [PaymentState.REFUNDING]
    with pytest.raises(StateRefused):
        async with shop.transaction() as tx:
            await actions.cancel(tx, order.id, "shopper")


async def test_orders_only_move_forward(shop: Database, terms: Terms) -> None:
    order = await placed(shop, terms)
    await _page(shop, order)
    with pytest.raises(StateRefused):
        async with shop.transaction() as tx:
            await actions.ship(tx, order.id, "CJ")
    await _take(shop, _event(shop, order))
    async with shop.transaction() as tx:
        await actions.move(tx, order.id, OrderState.PREPARING)
        shipped = await actions.ship(tx, order.id, "CJ대한통운", "601", "https://t.example/601")
        same = await actions.move(tx, order.id, OrderState.SHIPPED)
        for back in (OrderState.PAID, OrderState.PREPARING, OrderState.AWAITING_PAYMENT, OrderState.CANCELLED):
            with pytest.raises(StateRefused):
                await actions.move(tx, order.id, back)
        await actions.move(tx, order.id, OrderState.DELIVERED)
    assert shipped.shipments[0].tracking_number == "601"
    assert same.entries == shipped.entries
    assert (await _topics(shop)).count("orders.moved") == 3


def test_no_state_leads_back() -> None:
    """From no state can one come, by any number of steps, back to where one was."""
    reach: dict[OrderState, set[OrderState]] = {}
    for start in OrderState:
        seen: set[OrderState] = set()
        todo = [start]
        while todo:
            here = todo.pop()
            for there in OrderState:
                if may_become(here, there) and there not in seen:
                    seen.add(there)
                    todo.append(there)
        reach[start] = seen
    assert all(state not in reach[state] for state in OrderState)
    assert reach[OrderState.REFUNDED] == set()
