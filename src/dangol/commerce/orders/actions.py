"""What can be done with orders. Each use case locks the order first, then its payments, then its coupon, then stock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dangol.commerce.inventory import actions as inventory
from dangol.commerce.orders import repository
from dangol.commerce.orders.errors import OrderUnknown, StateRefused
from dangol.commerce.orders.events import (
    MoneyReturned,
    OrderCancelled,
    OrderHeld,
    OrderMoved,
    OrderPaid,
    OrderPlaced,
    PaymentRefused,
)
from dangol.commerce.orders.models import NewOrder, Order
from dangol.commerce.orders.states import OrderState, may_become
from dangol.commerce.payments import actions as payments
from dangol.commerce.payments import repository as payment_rows
from dangol.commerce.payments.errors import NothingToPay
from dangol.commerce.payments.models import PayBy, PaymentState
from dangol.commerce.payments.ports import GatewayEvent
from dangol.commerce.promotions import actions as promotions
from dangol.kit.ids import OrderId, PaymentId
from dangol.runtime.database import Transaction
from dangol.runtime.outbox import emit

_MONEY_HERE = (PaymentState.PAID, PaymentState.HELD, PaymentState.REFUNDING)


@dataclass(frozen=True, slots=True)
class Settled:
    """What a gateway's event led to: ``outcome`` is ``payments.actions.Outcome`` or ``late`` / ``twice`` (sent back)."""

    outcome: str
    order_id: OrderId | None


async def create(tx: Transaction, new: NewOrder, by: PayBy, description: str) -> Order:
    """Store a new order whose stock is reserved under its id by the caller, and ask for its payment.

    An order that costs nothing is paid at once.
    """
    order_id = await repository.insert_order(tx, new)
    await repository.add_entry(tx, order_id, str(OrderState.AWAITING_PAYMENT), tx.now)
    order = await _get(tx, order_id)
    placed = OrderPlaced(
        order.id,
        order.number,
        order.contact_id,
        order.conversation_id,
        order.total.amount,
        order.currency,
        order.lang,
        order.test,
    )
    await emit(tx, placed, key=order.id)
    if order.total.amount > 0:
        await _request(tx, order, by, description)
    return order


async def confirm_free(tx: Transaction, order_id: OrderId) -> Order:
    """Mark an order that costs nothing as paid, once its stock is reserved."""
    order = await _locked(tx, order_id)
    if order.total.amount == 0 and order.state == OrderState.AWAITING_PAYMENT:
        await _mark_paid(tx, order, {})
    return await _get(tx, order_id)


async def pay_again(tx: Transaction, order_id: OrderId, by: PayBy, description: str) -> PaymentId:
    """Ask for another payment page after a refusal. Raises ``NothingToPay`` when the order waits for none, ``OrderUnknown``."""
    order = await _locked(tx, order_id)
    if order.state != OrderState.AWAITING_PAYMENT or order.pay_by is None or order.pay_by <= tx.now:
        raise NothingToPay("This order waits for no payment.", number=order.number, state=str(order.state))
    return await _request(tx, order, by, description)


async def _request(tx: Transaction, order: Order, by: PayBy, description: str) -> PaymentId:
    return await payments.request(
        tx,
        order_id=order.id,
        order_number=order.number,
        conversation_id=order.conversation_id,
        amount=order.total,
        description=description,
        lang=order.lang,
        by=by,
        pay_by=order.pay_by or tx.now + timedelta(minutes=30),
    )


async def take_gateway_event(tx: Transaction, gateway: str, event: GatewayEvent) -> Settled:
    """A gateway's signed event, in one transaction: ledger, payment, order, stock, news. Safe to repeat.

    Money for an order that is cancelled, or paid already, is sent back, and a person is told.
    """
    meant = await payment_rows.meant_by(tx, gateway, event)
    if meant is None:
        return Settled((await payments.take_event(tx, gateway, event, None)).outcome, None)
    order = await _locked(tx, meant.order_id)
    taken = await payments.take_event(tx, gateway, event, meant.id)
    if taken.outcome == "paid":
        return await _money_came(tx, order, meant.id)
    if taken.outcome == "held":
        await _hold(tx, order, meant.id)
    elif taken.outcome == "failed":
        await repository.add_entry(tx, order.id, "payment_refused", tx.now, {"reason": event.reason[:120]})
        refused = PaymentRefused(order.id, order.number, order.conversation_id, event.reason[:120])
        await emit(tx, refused, key=order.id)
    elif taken.outcome == "refunded":
        await _refunded(tx, order)
    tx.announce(f"order:{order.id}")
    return Settled(taken.outcome, order.id)


async def _money_came(tx: Transaction, order: Order, payment_id: PaymentId) -> Settled:
    tx.announce(f"order:{order.id}")
    if order.state == OrderState.AWAITING_PAYMENT:
        await _mark_paid(tx, order, {"payment": payment_id})
        return Settled("paid", order.id)
    late = order.state in (OrderState.CANCELLED, OrderState.REFUNDED)
    reason = "late" if late else "twice"
    await send_money_back(tx, order, payment_id, reason)
    return Settled(reason, order.id)


async def _mark_paid(tx: Transaction, order: Order, data: dict[str, Any]) -> None:
    await inventory.take(tx, order.id)
    await repository.set_state(tx, order.id, OrderState.PAID)
    await repository.add_entry(tx, order.id, str(OrderState.PAID), tx.now, data)
    paid = OrderPaid(
        order.id,
        order.number,
        order.contact_id,
        order.conversation_id,
        order.total.amount,
        order.currency,
        order.lang,
        order.test,
    )
    await emit(tx, paid, key=order.id)
    tx.announce(f"order:{order.id}")


async def _hold(tx: Transaction, order: Order, payment_id: PaymentId) -> None:
    if order.state != OrderState.AWAITING_PAYMENT:
        # Nothing waits for this money: whatever its amount, it goes back.
        await send_money_back(tx, order, payment_id, "late")
        return
    await repository.set_state(tx, order.id, OrderState.IN_REVIEW)
    await repository.add_entry(tx, order.id, str(OrderState.IN_REVIEW), tx.now, {"payment": payment_id})
    await emit(tx, OrderHeld(order.id, order.number, order.conversation_id, "amount"), key=order.id)


async def send_money_back(tx: Transaction, order: Order, payment_id: PaymentId, reason: str) -> None:
    """Send a payment back and say so in the order's timeline. ``reason``: late, twice, cancelled, held."""
    refund = await payments.send_back(tx, payment_id, reason)
    if refund is not None:
        data = {"reason": reason, **refund.amount.to_json()}
        await repository.add_entry(tx, order.id, "money_returning", tx.now, data)


async def money_returned(tx: Transaction, refund_id: str, provider_id: str) -> bool:
    """The gateway has taken a refund: store it and bring the order up to date. False if that was known."""
    asked = await payment_rows.get_refund(tx, refund_id)
    if asked is None:
        return False
    order = await _locked(tx, asked.order_id)
    refund = await payments.sent_back(tx, refund_id, provider_id)
    if refund is None:
        return False
    await repository.add_entry(
        tx, order.id, "money_returned", tx.now, {"reason": refund.reason, **refund.amount.to_json()}
    )
    returned = MoneyReturned(
        order.id, order.number, order.conversation_id, refund.amount.amount, refund.amount.currency, refund.reason
    )
    await emit(tx, returned, key=order.id)
    await _refunded(tx, order)
    tx.announce(f"order:{order.id}")
    return True


async def _refunded(tx: Transaction, order: Order) -> None:
    mine = await payment_rows.of_order(tx, order.id)
    order = await _get(tx, order.id)
    if may_become(order.state, OrderState.REFUNDED) and all(p.state not in _MONEY_HERE for p in mine):
        await repository.set_state(tx, order.id, OrderState.REFUNDED)
        await repository.add_entry(tx, order.id, str(OrderState.REFUNDED), tx.now)


async def decide_held(tx: Transaction, order_id: OrderId, *, accept: bool) -> Order:
    """A person decides about an order in review: take the money as it came, or send it back and cancel. Raises ``StateRefused``."""
    order = await _locked(tx, order_id)
    if order.state != OrderState.IN_REVIEW:
        raise StateRefused("This order is not in review.", number=order.number, state=str(order.state))
    held = [payment for payment in await payment_rows.of_order(tx, order_id) if payment.state == PaymentState.HELD]
    if accept:
        for payment in held:
            await payments.accept_held(tx, payment.id)
        await _mark_paid(tx, order, {"accepted": True})
    else:
        await _cancel(tx, order, "shop")
        for payment in held:
            await send_money_back(tx, order, payment.id, "held")
    return await _get(tx, order_id)


async def cancel(tx: Transaction, order_id: OrderId, reason: str) -> Order:
    """Cancel an order that has not left yet; what was paid goes back. Raises ``StateRefused``, ``OrderUnknown``."""
    order = await _locked(tx, order_id)
    if not may_become(order.state, OrderState.CANCELLED):
        raise StateRefused("This order can no longer be cancelled.", number=order.number, state=str(order.state))
    await _cancel(tx, order, reason)
    for payment in await payment_rows.of_order(tx, order_id):
        await send_money_back(tx, order, payment.id, "cancelled")
    return await _get(tx, order_id)


async def _cancel(tx: Transaction, order: Order, reason: str) -> None:
    await promotions.release(tx, order.id)
    if order.state in (OrderState.AWAITING_PAYMENT, OrderState.IN_REVIEW):
        await inventory.release(tx, order.id)
    else:
        await inventory.give_back(tx, order.id)
    await payments.give_up_open(tx, order.id)
    await repository.set_state(tx, order.id, OrderState.CANCELLED)
    await repository.add_entry(tx, order.id, str(OrderState.CANCELLED), tx.now, {"reason": reason})
    cancelled = OrderCancelled(order.id, order.number, order.contact_id, order.conversation_id, reason)
    await emit(tx, cancelled, key=order.id)
    tx.announce(f"order:{order.id}")


async def expire(tx: Transaction, order_id: OrderId) -> bool:
    """Cancel an order nobody paid in time and give its stock back. False if it was paid or cancelled meanwhile."""
    if not await repository.lock(tx, order_id):
        return False
    order = await _get(tx, order_id)
    if order.state != OrderState.AWAITING_PAYMENT or order.pay_by is None or order.pay_by > tx.now:
        return False
    await _cancel(tx, order, "expired")
    return True


async def move(
    tx: Transaction,
    order_id: OrderId,
    state: OrderState,
    *,
    at: datetime | None = None,
    data: dict[str, Any] | None = None,
) -> Order:
    """Move a paid order forward on its way. Raises ``StateRefused`` for a step back, ``OrderUnknown``."""
    order = await _locked(tx, order_id)
    if order.state == state:
        return order
    if not may_become(order.state, state) or state in (OrderState.PAID, OrderState.CANCELLED, OrderState.IN_REVIEW):
        raise StateRefused(
            f"An order that is {order.state} cannot become {state}.",
            number=order.number,
            state=str(order.state),
            wanted=str(state),
        )
    await repository.set_state(tx, order_id, state)
    await repository.add_entry(tx, order_id, str(state), at or tx.now, data)
    moved = OrderMoved(order.id, order.number, order.contact_id, order.conversation_id, str(state))
    await emit(tx, moved, key=order.id)
    tx.announce(f"order:{order.id}")
    return await _get(tx, order_id)


async def ship(
    tx: Transaction, order_id: OrderId, carrier: str, tracking_number: str | None = None, url: str | None = None
) -> Order:
    """Note a parcel and move the order to shipped. Raises ``StateRefused``, ``OrderUnknown``."""
    await move(tx, order_id, OrderState.SHIPPED)
    await repository.add_shipment(tx, order_id, carrier, tracking_number, url, tx.now)
    return await _get(tx, order_id)


async def _locked(tx: Transaction, order_id: OrderId) -> Order:
    if not await repository.lock(tx, order_id):
        raise OrderUnknown("There is no such order.", order_id=order_id)
    return await _get(tx, order_id)


async def _get(tx: Transaction, order_id: OrderId) -> Order:
    order = await repository.get(tx, order_id)
    if order is None:
        raise OrderUnknown("There is no such order.", order_id=order_id)
    return order
