"""The port a payment gateway implements, and the foreign words it speaks once they are parsed.

An adapter does three things with the outside (``create``, ``refund``, ``ask``) and one without: ``parse_webhook``, a pure function of
bytes, headers and time. It never sees our tables. Every call carries a key of ours, so repeating it has no second effect.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from dangol.kit.money import Money

EventKind = Literal["paid", "failed", "expired", "refunded"]


@dataclass(frozen=True, slots=True)
class PaymentWish:
    """A payment to be made. ``key`` is the idempotency key (the order's id, with the attempt from the second on)."""

    key: str
    order_number: str
    amount: Money
    description: str
    lang: str
    return_url: str
    cancel_url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class PaymentPage:
    """The gateway's own page for one payment."""

    url: str
    provider_id: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class GatewayEvent:
    """Something a gateway says happened. ``id`` is the gateway's, unique with it for ever; ``key`` ours, if it repeats it.

    ``amount`` is what was really paid or refunded. ``reason`` is the gateway's own word for a refusal.
    """

    id: str
    kind: EventKind
    provider_id: str
    at: datetime
    amount: Money | None = None
    key: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ignored:
    """A true web hook about something we have no use for: answered 200 and counted."""

    reason: str


@dataclass(frozen=True, slots=True)
class RefundReceipt:
    """A refund the gateway has accepted."""

    provider_id: str
    amount: Money


class Gateway(Protocol):
    """Who moves money."""

    name: str
    test: bool

    async def create(self, wish: PaymentWish) -> PaymentPage:
        """A page where ``wish`` can be paid. The same key again gives the same page.

        Raises ``GatewayAway`` (try again later) or ``GatewayRefused`` (never).
        """
        ...

    def parse_webhook(self, raw: bytes, headers: Mapping[str, str], now: datetime) -> GatewayEvent | Ignored:
        """What the gateway says, once its signature fits and it is fresh. Raises ``WebhookForged`` for anything else. Pure."""
        ...

    async def refund(self, provider_id: str, amount: Money, key: str) -> RefundReceipt:
        """Send ``amount`` of a payment back. The same key again refunds nothing more. Raises as ``create``."""
        ...

    async def ask(self, provider_id: str) -> GatewayEvent | None:
        """The last thing that happened to a payment, with the same ``id`` as its web hook; None while it is open."""
        ...
