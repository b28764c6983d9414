"""What happens to payments, told to whoever subscribed. Amounts are minor units of ``currency``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class PaymentRequested:
    """A payment page is to be made at the gateway."""

    topic: ClassVar[str] = "payments.requested"
    payment_id: str
    order_id: str


@dataclass(frozen=True, slots=True)
class PaymentReady:
    """The page is there: send the shopper the link."""

    topic: ClassVar[str] = "payments.ready"
    payment_id: str
    order_id: str
    order_number: str
    conversation_id: str | None
    url: str
    amount: int
    currency: str
    expires_at: str
    test: bool


@dataclass(frozen=True, slots=True)
class PaymentUnavailable:
    """No page could be made: the shopper needs another way, the shop should look."""

    topic: ClassVar[str] = "payments.unavailable"
    payment_id: str
    order_id: str
    order_number: str
    conversation_id: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class RefundRequested:
    """Money is to be sent back."""

    topic: ClassVar[str] = "payments.refund_requested"
    refund_id: str
    payment_id: str


@dataclass(frozen=True, slots=True)
class PaymentNeedsReview:
    """Money that a person has to look at. ``problem``: amount, currency, unmatched, refund_failed."""

    topic: ClassVar[str] = "payments.needs_review"
    payment_id: str | None
    order_id: str | None
    gateway: str
    provider_id: str
    problem: str
