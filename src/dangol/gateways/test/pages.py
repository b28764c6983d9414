"""The hosted payment page: what it shows, and what a tapped choice leads to. Served by whoever has a web server; knows none itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dangol.gateways.test.adapter import TestGateway
from dangol.gateways.test.ledger import HostedPayment
from dangol.kit.money import Money

Say = Callable[..., str]
"""``say(key, **values)``: the sentence under ``key`` in the page's language."""

ACTIONS = ("pay", "refuse", "abandon", "pay_late", "pay_repeat", "pay_less", "pay_silent")
STYLE = Path(__file__).with_name("page.css")
"""The page's style sheet, to be served at ``style_url``."""


@dataclass(frozen=True, slots=True)
class WebhookDelivery:
    """A web hook to be posted to the shop, ``after`` so long."""

    raw: bytes
    headers: dict[str, str]
    after: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Acted:
    """Where the shopper goes next (none: the page again), and what the gateway sends the shop."""

    redirect: str | None
    deliveries: tuple[WebhookDelivery, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What the page shows. ``state``: open, paid, refused, expired, refunded."""

    payment: str
    lang: str
    state: str
    amount: str
    order_number: str
    description: str
    return_url: str
    cancel_url: str


def look(gateway: TestGateway, provider_id: str, now: datetime, lang: str | None = None) -> Page | None:
    """The page of a payment, in ``lang`` or the language it was asked for in; None if there is no such payment."""
    payment = gateway.ledger.get(provider_id)
    if payment is None:
        return None
    shown = lang if lang in ("en", "ko", "ja") else payment.lang
    return Page(
        payment=payment.id,
        lang=shown,
        state=_state(payment, now),
        amount=payment.amount.format(shown),
        order_number=payment.order_number,
        description=payment.description,
        return_url=payment.return_url,
        cancel_url=payment.cancel_url,
    )


def render(page: Page, say: Say, *, style_url: str, action_url: str) -> str:
    """The page as HTML without any script or inline style; its form posts ``action`` to ``action_url``."""
    return str(_template().render(page=page, say=say, actions=ACTIONS, style_url=style_url, action_url=action_url))


def act(gateway: TestGateway, provider_id: str, action: str, now: datetime) -> Acted:
    """Do what was tapped. Tapping twice pays once; an unknown action or payment does nothing."""
    payment = gateway.ledger.get(provider_id)
    if payment is None or action not in ACTIONS or _state(payment, now) not in ("open", "refused"):
        return Acted(payment.return_url if payment and payment.state == "paid" else None, ())
    if action == "abandon":
        return Acted(payment.cancel_url, ())
    if action == "refuse":
        event = gateway.ledger.settle(provider_id, "refused", "failed", now, amount=None, reason="card_declined")
        return Acted(None, _deliver(gateway, event, now, [timedelta()]))
    paid = payment.amount - Money(1, payment.amount.currency) if action == "pay_less" else payment.amount
    event = gateway.ledger.settle(provider_id, "paid", "paid", now, amount=paid)
    waits = {
        "pay_late": [max(timedelta(), payment.expires_at - now) + timedelta(seconds=5)],
        "pay_repeat": [timedelta(), timedelta(), timedelta(seconds=2)],
        "pay_silent": [],
    }.get(action, [timedelta()])
    return Acted(payment.return_url, _deliver(gateway, event, now, waits))


def _deliver(gateway: TestGateway, event: Any, now: datetime, waits: list[timedelta]) -> tuple[WebhookDelivery, ...]:
    if event is None:
        return ()
    return tuple(WebhookDelivery(*gateway.signed(event, now + wait), wait) for wait in waits)


def _state(payment: HostedPayment, now: datetime) -> str:
    if payment.state in ("open", "refused") and payment.expires_at <= now:
        return "expired"
    return payment.state


@cache
def _template() -> Any:
    loader = FileSystemLoader(Path(__file__).parent)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template("page.html")
