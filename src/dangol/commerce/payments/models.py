"""Payments, refunds and the ledger of gateway events: tables, and the values the repository returns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint

from dangol.kit.ids import ConversationId, OrderId, PaymentId
from dangol.kit.money import Money
from dangol.runtime.database import Instant, metadata


class PaymentState(StrEnum):
    """Where a payment is. It only moves forward (``FORWARD``)."""

    CREATING = "creating"
    OPEN = "open"
    FAILED = "failed"
    EXPIRED = "expired"
    HELD = "held"
    PAID = "paid"
    REFUNDING = "refunding"
    REFUNDED = "refunded"


_S = PaymentState
# Money beats everything: a payment that failed or ran out here may still turn out to have been made.
FORWARD: dict[PaymentState, frozenset[PaymentState]] = {
    _S.CREATING: frozenset({_S.OPEN, _S.FAILED, _S.EXPIRED, _S.HELD, _S.PAID}),
    _S.OPEN: frozenset({_S.FAILED, _S.EXPIRED, _S.HELD, _S.PAID}),
    _S.FAILED: frozenset({_S.HELD, _S.PAID}),
    _S.EXPIRED: frozenset({_S.HELD, _S.PAID}),
    _S.HELD: frozenset({_S.PAID, _S.REFUNDING, _S.REFUNDED}),
    _S.PAID: frozenset({_S.REFUNDING, _S.REFUNDED}),
    _S.REFUNDING: frozenset({_S.REFUNDED}),
    _S.REFUNDED: frozenset(),
}

payments = Table(
    "payments",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("order_id", String(40), nullable=False),
    Column("order_number", String(60), nullable=False),
    Column("conversation_id", String(40)),
    Column("attempt", Integer, nullable=False),
    Column("key", String(80), nullable=False, unique=True),
    Column("gateway", String(40), nullable=False),
    Column("payment_amount", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("description", String(300), nullable=False),
    Column("lang", String(8), nullable=False),
    Column("return_url", Text, nullable=False),
    Column("cancel_url", Text, nullable=False),
    Column("test", Boolean, nullable=False),
    Column("state", String(12), nullable=False),
    Column("provider_id", String(120)),
    Column("url", Text),
    Column("pay_by", Instant, nullable=False),
    Column("received_amount", BigInteger),
    Column("received_currency", String(3)),
    Column("problem", String(120)),
    Column("asked_at", Instant),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    UniqueConstraint("order_id", "attempt"),
    UniqueConstraint("gateway", "provider_id"),
    Index("ix_payments_state_updated_at", "state", "updated_at"),
)

payment_events = Table(
    "payment_events",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("gateway", String(40), nullable=False),
    Column("event_id", String(200), nullable=False),
    Column("payment_id", String(40), index=True),
    Column("provider_id", String(120), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("event_amount", BigInteger),
    Column("currency", String(3)),
    Column("reason", String(300), nullable=False),
    Column("happened_at", Instant, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("outcome", String(12), nullable=False),
    UniqueConstraint("gateway", "event_id"),
)

refunds = Table(
    "refunds",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("payment_id", String(40), nullable=False, index=True),
    Column("order_id", String(40), nullable=False),
    Column("refund_amount", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("reason", String(20), nullable=False),
    Column("state", String(10), nullable=False),  # requested | done | failed
    Column("provider_id", String(120)),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Index("ix_refunds_state", "state", "updated_at"),
)


@dataclass(frozen=True, slots=True)
class Payment:
    """One attempt to have an order paid."""

    id: PaymentId
    order_id: OrderId
    order_number: str
    conversation_id: ConversationId | None
    attempt: int
    key: str
    gateway: str
    amount: Money
    description: str
    lang: str
    return_url: str
    cancel_url: str
    test: bool
    state: PaymentState
    provider_id: str | None
    url: str | None
    pay_by: datetime
    received: Money | None
    problem: str | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Refund:
    """Money going back."""

    id: str
    payment_id: PaymentId
    order_id: OrderId
    amount: Money
    reason: str
    state: str
    provider_id: str | None


@dataclass(frozen=True, slots=True)
class PayBy:
    """How an order is to be paid: which gateway, where its page sends the shopper afterwards, until when.

    ``{order}`` in an address is replaced by the order's number.
    """

    gateway: str
    return_url: str
    cancel_url: str
    test: bool
