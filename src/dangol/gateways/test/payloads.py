"""The body of a web hook: foreign until it is read into a ``GatewayEvent``."""

from __future__ import annotations

import json
from typing import Any

from dangol.commerce.payments.errors import WebhookForged
from dangol.commerce.payments.ports import EventKind, GatewayEvent, Ignored
from dangol.kit.foreign import NotJson, read_json
from dangol.kit.money import Money, NotAnAmount, check_currency
from dangol.kit.times import iso, parse_instant

_KINDS: dict[str, EventKind] = {
    "payment.paid": "paid",
    "payment.failed": "failed",
    "payment.expired": "expired",
    "payment.refunded": "refunded",
}


def write(event: GatewayEvent) -> bytes:
    """``event`` as a web hook's body."""
    body = {
        "id": event.id,
        "type": f"payment.{event.kind}",
        "payment": event.provider_id,
        "reference": event.key,
        "amount": event.amount.amount if event.amount else None,
        "currency": event.amount.currency if event.amount else None,
        "at": iso(event.at),
        "reason": event.reason,
    }
    return json.dumps(body, separators=(",", ":")).encode()


def read(raw: bytes) -> GatewayEvent | Ignored:
    """The event a body tells of. Raises ``WebhookForged`` for anything not in the form ``write`` gives."""
    try:
        body = read_json(raw)
    except NotJson:
        raise WebhookForged("The web hook's body is not JSON.", reason="body") from None
    if not isinstance(body, dict):
        raise WebhookForged("The web hook's body is not an object.", reason="body")
    kind = body.get("type")
    if not isinstance(kind, str) or kind not in _KINDS:
        return Ignored(f"type {str(kind)[:60]}")
    return GatewayEvent(
        id=_text(body, "id"),
        kind=_KINDS[kind],
        provider_id=_text(body, "payment"),
        at=_at(body),
        amount=_amount(body, required=kind in ("payment.paid", "payment.refunded")),
        key=_text(body, "reference") if body.get("reference") is not None else None,
        reason=_text(body, "reason", empty=True) if body.get("reason") is not None else "",
    )


def _text(body: dict[str, Any], name: str, *, empty: bool = False) -> str:
    value = body.get(name)
    if not isinstance(value, str) or len(value) > 200 or not (value or empty) or not value.isprintable():
        raise WebhookForged(f"The web hook's {name} is not a short text.", reason="body")
    return value


def _at(body: dict[str, Any]) -> Any:
    try:
        return parse_instant(_text(body, "at"))
    except ValueError:
        raise WebhookForged("The web hook's time is none.", reason="body") from None


def _amount(body: dict[str, Any], *, required: bool) -> Money | None:
    amount, currency = body.get("amount"), body.get("currency")
    if amount is None and currency is None and not required:
        return None
    if not isinstance(amount, int) or isinstance(amount, bool) or not 0 <= amount < 2**62:
        raise WebhookForged("The web hook's amount is not a number of minor units.", reason="body")
    try:
        return Money(amount, check_currency(str(currency)))
    except NotAnAmount:
        raise WebhookForged("The web hook's currency is none.", reason="body") from None
