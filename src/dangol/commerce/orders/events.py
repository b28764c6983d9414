"""What happens to orders, told to whoever subscribed. Amounts are minor units of ``currency``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class OrderPlaced:
    """A shopper has placed an order; it waits for its payment."""

    topic: ClassVar[str] = "orders.placed"
    order_id: str
    number: str
    contact_id: str | None
    conversation_id: str | None
    total_amount: int
    currency: str
    lang: str
    test: bool


@dataclass(frozen=True, slots=True)
class OrderPaid:
    """The money has come, in the right amount and currency. Told exactly once per order."""

    topic: ClassVar[str] = "orders.paid"
    order_id: str
    number: str
    contact_id: str | None
    conversation_id: str | None
    total_amount: int
    currency: str
    lang: str
    test: bool


@dataclass(frozen=True, slots=True)
class OrderHeld:
    """Something about the payment does not fit; a person has to look. The shopper is told kindly."""

    topic: ClassVar[str] = "orders.held"
    order_id: str
    number: str
    conversation_id: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class OrderCancelled:
    """An order will not happen. ``reason``: expired, shopper, shop."""

    topic: ClassVar[str] = "orders.cancelled"
    order_id: str
    number: str
    contact_id: str | None
    conversation_id: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class OrderMoved:
    """An order came to another state on its way to the shopper."""

    topic: ClassVar[str] = "orders.moved"
    order_id: str
    number: str
    contact_id: str | None
    conversation_id: str | None
    state: str


@dataclass(frozen=True, slots=True)
class PaymentRefused:
    """The gateway refused a payment; the order still waits and may be paid another way."""

    topic: ClassVar[str] = "orders.payment_refused"
    order_id: str
    number: str
    conversation_id: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class MoneyReturned:
    """The gateway has sent money back. ``reason``: late, twice, cancelled, held."""

    topic: ClassVar[str] = "orders.money_returned"
    order_id: str
    number: str
    conversation_id: str | None
    amount: int
    currency: str
    reason: str
