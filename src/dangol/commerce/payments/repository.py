"""Every query on payments, refunds and the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.engine import Row

from dangol.commerce.payments.models import Payment, PaymentState, Refund, payment_events, payments, refunds
from dangol.commerce.payments.ports import GatewayEvent
from dangol.kit.ids import ConversationId, OrderId, PaymentId, new_id
from dangol.kit.money import Money
from dangol.runtime.database import Reader, Transaction


def _payment(row: Row[Any]) -> Payment:
    received = None
    if row.received_amount is not None:
        received = Money(int(row.received_amount), row.received_currency)
    return Payment(
        id=PaymentId(row.id),
        order_id=OrderId(row.order_id),
        order_number=row.order_number,
        conversation_id=ConversationId(row.conversation_id) if row.conversation_id else None,
        attempt=int(row.attempt),
        key=row.key,
        gateway=row.gateway,
        amount=Money(int(row.payment_amount), row.currency),
        description=row.description,
        lang=row.lang,
        return_url=row.return_url,
        cancel_url=row.cancel_url,
        test=bool(row.test),
        state=PaymentState(row.state),
        provider_id=row.provider_id,
        url=row.url,
        pay_by=row.pay_by,
        received=received,
        problem=row.problem,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


async def insert_payment(tx: Transaction, **values: Any) -> PaymentId:
    """A new payment row; its id."""
    payment_id = PaymentId(new_id("pay"))
    await tx.execute(insert(payments).values(id=payment_id, created_at=tx.now, updated_at=tx.now, **values))
    return payment_id


async def get(reader: Reader, payment_id: PaymentId) -> Payment | None:
    """One payment."""
    row = await reader.first(select(payments).where(payments.c.id == payment_id))
    return _payment(row) if row else None


async def lock(tx: Transaction, payment_id: PaymentId) -> Payment | None:
    """One payment, held until the transaction ends. Whoever holds an order too has taken that first."""
    row = await tx.first(select(payments).where(payments.c.id == payment_id).with_for_update())
    return _payment(row) if row else None


async def of_order(reader: Reader, order_id: OrderId) -> Sequence[Payment]:
    """An order's payments, first attempt first."""
    rows = await reader.all(select(payments).where(payments.c.order_id == order_id).order_by(payments.c.attempt))
    return [_payment(row) for row in rows]


async def meant_by(reader: Reader, gateway: str, event: GatewayEvent) -> Payment | None:
    """The payment an event is about, by the gateway's id for it or by our key."""
    row = await reader.first(
        select(payments).where(payments.c.gateway == gateway, payments.c.provider_id == event.provider_id)
    )
    if row is None and event.key:
        row = await reader.first(select(payments).where(payments.c.gateway == gateway, payments.c.key == event.key))
    return _payment(row) if row else None


async def attempts(reader: Reader, order_id: OrderId) -> int:
    """How often an order was tried to be paid."""
    return int(await reader.scalar(select(func.count()).where(payments.c.order_id == order_id)) or 0)


async def update_payment(tx: Transaction, payment_id: PaymentId, **values: Any) -> None:
    """Change a payment's row."""
    await tx.execute(update(payments).where(payments.c.id == payment_id).values(updated_at=tx.now, **values))


async def note_asked(tx: Transaction, payment_id: PaymentId) -> None:
    """The gateway has been asked about it just now."""
    await tx.execute(update(payments).where(payments.c.id == payment_id).values(asked_at=tx.now))


async def is_known(reader: Reader, gateway: str, event_id: str) -> bool:
    """Whether the ledger has this event already."""
    found = await reader.scalar(
        select(payment_events.c.id).where(payment_events.c.gateway == gateway, payment_events.c.event_id == event_id)
    )
    return found is not None


async def enter(tx: Transaction, gateway: str, event: GatewayEvent, payment_id: PaymentId | None, outcome: str) -> None:
    """Write an event into the ledger. A second row of the same event is refused by the table."""
    await tx.execute(
        insert(payment_events).values(
            id=new_id("pev"),
            gateway=gateway,
            event_id=event.id,
            payment_id=payment_id,
            provider_id=event.provider_id,
            kind=event.kind,
            event_amount=event.amount.amount if event.amount else None,
            currency=event.amount.currency if event.amount else None,
            reason=event.reason[:300],
            happened_at=event.at,
            received_at=tx.now,
            outcome=outcome,
        )
    )


async def stuck_creating(reader: Reader, before: datetime, limit: int) -> Sequence[PaymentId]:
    """Payments whose page should long be there."""
    rows = await reader.all(
        select(payments.c.id)
        .where(payments.c.state == str(PaymentState.CREATING), payments.c.updated_at < before)
        .order_by(payments.c.updated_at)
        .limit(limit)
    )
    return [PaymentId(row.id) for row in rows]


async def in_doubt(
    reader: Reader, created_before: datetime, asked_before: datetime, created_after: datetime, limit: int
) -> Sequence[Payment]:
    """Payments nobody has told us the end of: page made, time passed, not asked lately. Run-out ones are asked a while longer."""
    rows = await reader.all(
        select(payments)
        .where(
            payments.c.state.in_([str(PaymentState.OPEN), str(PaymentState.EXPIRED)]),
            payments.c.provider_id.is_not(None),
            payments.c.created_at < created_before,
            payments.c.created_at > created_after,
            or_(payments.c.asked_at.is_(None), payments.c.asked_at < asked_before),
        )
        .order_by(payments.c.created_at)
        .limit(limit)
    )
    return [_payment(row) for row in rows]


def _refund(row: Row[Any]) -> Refund:
    return Refund(
        id=row.id,
        payment_id=PaymentId(row.payment_id),
        order_id=OrderId(row.order_id),
        amount=Money(int(row.refund_amount), row.currency),
        reason=row.reason,
        state=row.state,
        provider_id=row.provider_id,
    )


async def insert_refund(tx: Transaction, payment: Payment, amount: Money, reason: str) -> Refund:
    """A new refund, still to be made."""
    refund_id = new_id("rfd")
    await tx.execute(
        insert(refunds).values(
            id=refund_id,
            payment_id=payment.id,
            order_id=payment.order_id,
            refund_amount=amount.amount,
            currency=amount.currency,
            reason=reason,
            state="requested",
            created_at=tx.now,
            updated_at=tx.now,
        )
    )
    return Refund(refund_id, payment.id, payment.order_id, amount, reason, "requested", None)


async def get_refund(reader: Reader, refund_id: str) -> Refund | None:
    """One refund."""
    row = await reader.first(select(refunds).where(refunds.c.id == refund_id))
    return _refund(row) if row else None


async def refunds_of(reader: Reader, payment_id: PaymentId) -> Sequence[Refund]:
    """A payment's refunds."""
    rows = await reader.all(select(refunds).where(refunds.c.payment_id == payment_id).order_by(refunds.c.created_at))
    return [_refund(row) for row in rows]


async def update_refund(tx: Transaction, refund_id: str, *, state: str, provider_id: str | None) -> bool:
    """Settle a refund that is still to be made; False if it was settled already."""
    result = await tx.execute(
        update(refunds)
        .where(refunds.c.id == refund_id, refunds.c.state == "requested")
        .values(state=state, provider_id=provider_id, updated_at=tx.now)
    )
    return result.rowcount == 1


async def stuck_refunds(reader: Reader, before: datetime, limit: int) -> Sequence[Refund]:
    """Refunds that should long be made."""
    rows = await reader.all(
        select(refunds).where(refunds.c.state == "requested", refunds.c.updated_at < before).limit(limit)
    )
    return [_refund(row) for row in rows]
