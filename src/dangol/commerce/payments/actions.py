"""What can be done with payments. The order's row, where one is touched too, is locked before the payment's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dangol.commerce.payments import repository
from dangol.commerce.payments.errors import PaymentUnknown
from dangol.commerce.payments.events import (
    PaymentNeedsReview,
    PaymentReady,
    PaymentRequested,
    PaymentUnavailable,
    RefundRequested,
)
from dangol.commerce.payments.models import FORWARD, PayBy, Payment, PaymentState, Refund
from dangol.commerce.payments.ports import GatewayEvent, PaymentPage
from dangol.kit.ids import ConversationId, OrderId, PaymentId
from dangol.kit.money import Money
from dangol.kit.times import iso
from dangol.runtime.database import Transaction
from dangol.runtime.outbox import emit

Outcome = Literal["paid", "held", "failed", "expired", "refunded", "repeated", "nothing", "unmatched"]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a gateway's event led to. ``repeated``: it was known; ``nothing``: it would have moved the payment backwards."""

    outcome: Outcome
    payment: Payment | None
    refund: Refund | None = None


async def request(
    tx: Transaction,
    *,
    order_id: OrderId,
    order_number: str,
    conversation_id: ConversationId | None,
    amount: Money,
    description: str,
    lang: str,
    by: PayBy,
    pay_by: datetime,
) -> PaymentId:
    """Ask for a payment page. It is made after the commit; ``PaymentReady`` tells its address."""
    attempt = await repository.attempts(tx, order_id) + 1
    payment_id = await repository.insert_payment(
        tx,
        order_id=order_id,
        order_number=order_number,
        conversation_id=conversation_id,
        attempt=attempt,
        key=order_id if attempt == 1 else f"{order_id}-{attempt}",
        gateway=by.gateway,
        payment_amount=amount.amount,
        currency=amount.currency,
        description=description[:300],
        lang=lang,
        return_url=by.return_url.replace("{order}", order_number),
        cancel_url=by.cancel_url.replace("{order}", order_number),
        test=by.test,
        state=str(PaymentState.CREATING),
        pay_by=pay_by,
    )
    await emit(tx, PaymentRequested(payment_id, order_id), key=order_id)
    return payment_id


async def page_made(tx: Transaction, payment_id: PaymentId, page: PaymentPage) -> bool:
    """The gateway has made the page: store it and tell the shopper. False if that was done before."""
    payment = await repository.lock(tx, payment_id)
    if payment is None or payment.provider_id is not None:
        return False
    still = payment.state == PaymentState.CREATING
    state = PaymentState.OPEN if still else payment.state
    await repository.update_payment(tx, payment_id, provider_id=page.provider_id, url=page.url, state=str(state))
    if still:
        event = PaymentReady(
            payment_id,
            payment.order_id,
            payment.order_number,
            payment.conversation_id,
            page.url,
            payment.amount.amount,
            payment.amount.currency,
            iso(min(page.expires_at, payment.pay_by)),
            payment.test,
        )
        await emit(tx, event, key=payment.order_id)
    return still


async def page_refused(tx: Transaction, payment_id: PaymentId, reason: str) -> bool:
    """The gateway will not make a page. False if the payment has gone on already."""
    payment = await repository.lock(tx, payment_id)
    if payment is None or payment.state != PaymentState.CREATING:
        return False
    await repository.update_payment(tx, payment_id, state=str(PaymentState.FAILED), problem=reason[:120])
    event = PaymentUnavailable(payment_id, payment.order_id, payment.order_number, payment.conversation_id, reason)
    await emit(tx, event, key=payment.order_id)
    return True


async def take_event(tx: Transaction, gateway: str, event: GatewayEvent, payment_id: PaymentId | None) -> Taken:
    """Enter a gateway's event into the ledger, once, and move the payment forward if it says so.

    Money in another amount or currency than asked for is held for a person. Money that fits no payment of ours is kept in the
    ledger and reported. What an event means for the order is decided by the caller, who has locked it.
    """
    if await repository.is_known(tx, gateway, event.id):
        payment = await repository.get(tx, payment_id) if payment_id else None
        return Taken("repeated", payment)
    payment = await repository.lock(tx, payment_id) if payment_id else None
    if payment is None:
        await repository.enter(tx, gateway, event, None, "unmatched")
        review = PaymentNeedsReview(None, None, gateway, event.provider_id, "unmatched")
        await emit(tx, review, key=f"{gateway}:{event.provider_id}"[:120])
        return Taken("unmatched", None)
    outcome, problem = _judge(payment, event)
    await repository.enter(tx, gateway, event, payment.id, outcome)
    if outcome == "nothing":
        return Taken(outcome, payment)
    values: dict[str, object] = {"state": outcome, "problem": problem}
    if payment.provider_id is None:
        values["provider_id"] = event.provider_id
    if event.kind == "paid" and event.amount is not None:
        values |= {"received_amount": event.amount.amount, "received_currency": event.amount.currency}
    await repository.update_payment(tx, payment.id, **values)
    if outcome == "held":
        review = PaymentNeedsReview(payment.id, payment.order_id, gateway, event.provider_id, problem or "")
        await emit(tx, review, key=payment.order_id)
    moved = await repository.get(tx, payment.id)
    return Taken(outcome, moved)


def _judge(payment: Payment, event: GatewayEvent) -> tuple[Outcome, str | None]:
    wanted = PaymentState(event.kind)
    problem: str | None = None
    if wanted == PaymentState.PAID and event.amount != payment.amount:
        wanted = PaymentState.HELD
        problem = "currency" if event.amount and event.amount.currency != payment.amount.currency else "amount"
    if wanted == PaymentState.FAILED:
        problem = event.reason or None
    if wanted not in FORWARD[payment.state]:
        return "nothing", None
    outcomes: dict[PaymentState, Outcome] = {
        PaymentState.PAID: "paid",
        PaymentState.HELD: "held",
        PaymentState.FAILED: "failed",
        PaymentState.EXPIRED: "expired",
        PaymentState.REFUNDED: "refunded",
    }
    return outcomes[wanted], problem


async def accept_held(tx: Transaction, payment_id: PaymentId) -> Payment:
    """A person has looked and takes the money as it came. Raises ``PaymentUnknown`` unless it was held."""
    payment = await repository.lock(tx, payment_id)
    if payment is None or payment.state != PaymentState.HELD:
        raise PaymentUnknown("No payment is held under this id.", payment_id=payment_id)
    await repository.update_payment(tx, payment_id, state=str(PaymentState.PAID))
    return payment


async def send_back(tx: Transaction, payment_id: PaymentId, reason: str) -> Refund | None:
    """Send back all that came with a payment, after the commit. None if nothing is there to send, or it is under way."""
    payment = await repository.lock(tx, payment_id)
    if payment is None or payment.received is None or PaymentState.REFUNDING not in FORWARD[payment.state]:
        return None
    refund = await repository.insert_refund(tx, payment, payment.received, reason)
    await repository.update_payment(tx, payment_id, state=str(PaymentState.REFUNDING))
    await emit(tx, RefundRequested(refund.id, payment_id), key=payment.order_id)
    return refund


async def sent_back(tx: Transaction, refund_id: str, provider_id: str) -> Refund | None:
    """The gateway has taken the refund. None if that was known."""
    refund = await repository.get_refund(tx, refund_id)
    if refund is None or not await repository.update_refund(tx, refund_id, state="done", provider_id=provider_id):
        return None
    await repository.update_payment(tx, refund.payment_id, state=str(PaymentState.REFUNDED))
    return refund


async def not_sent_back(tx: Transaction, refund_id: str, reason: str) -> None:
    """The gateway will not refund: a person has to."""
    refund = await repository.get_refund(tx, refund_id)
    if refund is None or not await repository.update_refund(tx, refund_id, state="failed", provider_id=None):
        return
    payment = await repository.get(tx, refund.payment_id)
    await repository.update_payment(tx, refund.payment_id, problem=f"refund_failed: {reason}"[:120])
    if payment is not None:
        review = PaymentNeedsReview(
            payment.id, payment.order_id, payment.gateway, payment.provider_id or "", "refund_failed"
        )
        await emit(tx, review, key=payment.order_id)


async def give_up_open(tx: Transaction, order_id: OrderId) -> None:
    """The order waits no longer: its open payments have run out here. What still comes for them is sent back."""
    for payment in await repository.of_order(tx, order_id):
        if payment.state in (PaymentState.CREATING, PaymentState.OPEN):
            await repository.update_payment(tx, payment.id, state=str(PaymentState.EXPIRED))
