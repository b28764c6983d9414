"""Customers and orders as files describe them, one JSON object a line, checked field by field. Pure.

``docs/import-orders.md`` describes the format. What is wrong is told with the field's path, its value and how to mend it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dangol.commerce.orders.numbers import number_key
from dangol.commerce.orders.states import OrderState
from dangol.kit.money import NotAnAmount, check_currency, parse_amount
from dangol.kit.text import clean, fold
from dangol.kit.times import parse_instant

Complain = Callable[[str, object, str, str], None]
"""``complain(path, value, message, cure)``."""

NOTES = frozenset({"delayed", "payment_refused", "money_returned"})
_OTHER_NAMES = {
    "placed": OrderState.AWAITING_PAYMENT,
    "ordered": OrderState.AWAITING_PAYMENT,
    "pending": OrderState.AWAITING_PAYMENT,
    "processing": OrderState.PREPARING,
    "packed": OrderState.PREPARING,
    "ready": OrderState.READY_FOR_PICKUP,
    "completed": OrderState.DELIVERED,
    "picked_up": OrderState.DELIVERED,
    "collected": OrderState.DELIVERED,
    "in_transit": OrderState.SHIPPED,
    "canceled": OrderState.CANCELLED,
}
_MOST = 2**53


@dataclass(frozen=True, slots=True)
class CustomerDraft:
    """A customer the shop already has."""

    ref: str
    email: str | None
    name: str | None
    phone: str | None
    lang: str | None


@dataclass(frozen=True, slots=True)
class LineDraft:
    """One line; ``titles`` is empty when the file gives none."""

    sku: str
    quantity: int
    unit_amount: int
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """An order placed elsewhere. Amounts are minor units of ``currency``."""

    number: str
    customer_ref: str | None
    email: str
    name: str | None
    phone: str | None
    lang: str
    placed_at: datetime
    currency: str
    lines: tuple[LineDraft, ...]
    subtotal: int
    discount: int
    delivery_amount: int
    tax: int
    tax_included: bool
    total: int
    delivery: Mapping[str, Any] | None
    address: Mapping[str, str] | None
    state: OrderState
    timeline: tuple[tuple[str, datetime], ...]
    carrier: str | None
    tracking_number: str | None
    tracking_url: str | None
    test: bool


@dataclass(frozen=True, slots=True)
class Usual:
    """What a file leaves unsaid, from the shop's settings."""

    lang: str
    currency: str
    tax_included: bool


def read_customer(line: str, complain: Complain) -> CustomerDraft | None:
    """The customer a line describes; None if something is wrong with it."""
    fields = _Fields.of(line, complain)
    if fields is None:
        return None
    draft = CustomerDraft(
        ref=fields.text("id", required=True) or "",
        email=fields.email("email"),
        name=fields.text("name"),
        phone=fields.text("phone", most=40),
        lang=fields.text("lang", most=8),
    )
    return None if fields.wrong else draft


def read_order(line: str, usual: Usual, complain: Complain) -> OrderDraft | None:
    """The order a line describes; None if something is wrong with it."""
    fields = _Fields.of(line, complain)
    if fields is None:
        return None
    number = fields.text("number", required=True, most=60) or ""
    if number and not number_key(number):
        fields.say(
            "number", number, "The order number has no letter and no digit.", "Write it as the shopper knows it."
        )
    lang = fields.text("lang", most=8) or usual.lang
    currency = fields.currency("currency", usual.currency)
    placed_at = fields.instant(fields.value("placed_at"), "placed_at")
    lines = _lines(fields, currency, lang)
    sums = _sums(fields, currency, lines, usual.tax_included)
    state = _state(fields, fields.value("state"), "state")
    timeline = _timeline(fields)
    carrier, tracking, url = _shipment(fields)
    email = fields.email("email")
    if email is None and fields.value("email") in (None, ""):
        fields.say(
            "email", None, "The e-mail address is missing.", "A guest finds the order by number and e-mail address."
        )
    delivery, address = _delivery(fields), _address(fields)
    if fields.wrong or placed_at is None or email is None or state is None:
        return None
    return OrderDraft(
        number=number,
        customer_ref=fields.text("customer", most=120),
        email=email,
        name=fields.text("name"),
        phone=fields.text("phone", most=40),
        lang=lang,
        placed_at=placed_at,
        currency=currency,
        lines=lines,
        subtotal=sums["subtotal"],
        discount=sums["discount"],
        delivery_amount=sums["delivery"],
        tax=sums["tax"],
        tax_included=bool(sums["tax_included"]),
        total=sums["total"],
        delivery=delivery,
        address=address,
        state=state,
        timeline=timeline or ((str(OrderState.AWAITING_PAYMENT), placed_at),),
        carrier=carrier,
        tracking_number=tracking,
        tracking_url=url,
        test=fields.value("test") is True,
    )


class _Fields:
    """The fields of one line, and whether any was wrong."""

    def __init__(self, values: Mapping[str, Any], complain: Complain) -> None:
        self._values = values
        self._complain = complain
        self.wrong = False

    @classmethod
    def of(cls, line: str, complain: Complain) -> _Fields | None:
        """The line's fields; None (and a complaint) if it is no JSON object."""
        try:
            values = json.loads(line)
        except json.JSONDecodeError as trouble:
            complain(
                f"character {trouble.pos + 1}",
                line[:60],
                f"The line is not JSON: {trouble.msg}.",
                "Every line is one JSON object: check quotation marks, commas and braces near there.",
            )
            return None
        except (ValueError, RecursionError):
            complain("", line[:60], "The line is not JSON anybody could mean.", "Write it anew.")
            return None
        if not isinstance(values, dict):
            complain("", line[:60], "The line is not a JSON object.", "Write it in braces: {…}.")
            return None
        return cls(values, complain)

    def say(self, path: str, value: object, message: str, cure: str) -> None:
        self.wrong = True
        self._complain(path, value, message, cure)

    def value(self, name: str) -> Any:
        return self._values.get(name)

    def text(self, name: str, *, required: bool = False, most: int = 200) -> str | None:
        return self.plain(self.value(name), name, required=required, most=most)

    def plain(self, value: Any, path: str, *, required: bool = False, most: int = 200) -> str | None:
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value is None or value == "":
            if required:
                self.say(path, value, f"{path} is missing.", f'Write "{path}": "…".')
            return None
        if not isinstance(value, str):
            self.say(path, value, f"{path} is not a text.", "Put it in quotation marks.")
            return None
        cleaned = " ".join(clean(value, most + 1).split())
        if len(cleaned) > most:
            self.say(path, value[:60], f"{path} is longer than {most} characters.", "Shorten it.")
            return None
        if not cleaned and required:
            self.say(path, value, f"{path} is empty.", f'Write "{path}": "…".')
        return cleaned or None

    def email(self, name: str) -> str | None:
        value = self.text(name, most=254)
        if value is None:
            return None
        value = fold(value) if not value.isascii() else value
        local, _, domain = value.rpartition("@")
        if not local or "." not in domain or " " in value:
            self.say(name, value, "This is not an e-mail address.", "It looks like name@example.com.")
            return None
        return value

    def currency(self, name: str, usual: str) -> str:
        value = self.text(name, most=3) or usual
        try:
            return check_currency(value)
        except NotAnAmount as wrong:
            self.say(name, value, wrong.message, wrong.cure or "")
            return usual

    def amount(self, value: Any, path: str, currency: str) -> int:
        """Minor units; 0 (and a complaint) for what is no amount."""
        if isinstance(value, bool) or not isinstance(value, (int, str)):
            self.say(path, value, "This is not an amount.", 'Put amounts in quotation marks: "19.99" or "15000".')
            return 0
        try:
            amount = parse_amount(str(value), currency).amount
        except NotAnAmount as wrong:
            self.say(path, value, wrong.message, wrong.cure or "")
            return 0
        if not 0 <= amount < _MOST:
            self.say(path, value, "The amount is negative or beyond reason.", "Write what the shopper paid.")
            return 0
        return amount

    def instant(self, value: Any, path: str) -> datetime | None:
        if not isinstance(value, str) or not value:
            self.say(path, value, f"{path} is missing.", "Write a moment with its zone, such as 2026-11-22T12:00:00Z.")
            return None
        try:
            return parse_instant(value)
        except (ValueError, OverflowError):
            self.say(path, value, "This is not a moment.", "Write it with its zone, such as 2026-11-22T12:00:00Z.")
            return None


def _lines(fields: _Fields, currency: str, lang: str) -> tuple[LineDraft, ...]:
    rows = fields.value("lines")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        fields.say(
            "lines", rows, "The order has no lines.", 'Write "lines": [{"sku": "…", "quantity": 1, "unit_price": "…"}].'
        )
        return ()
    found = []
    for number, row in enumerate(rows, 1):
        path = f"lines[{number}]"
        quantity = row.get("quantity")
        if isinstance(quantity, bool) or not isinstance(quantity, int) or not 1 <= quantity <= 100_000:
            fields.say(
                f"{path}.quantity", quantity, "The quantity is not a whole number above zero.", "Write 1 or more."
            )
            quantity = 1
        unit = fields.amount(row.get("unit_price"), f"{path}.unit_price", currency)
        sku = fields.plain(row.get("sku"), f"{path}.sku", required=True) or ""
        found.append(LineDraft(sku, quantity, unit, _texts(fields, row.get("title"), f"{path}.title", lang)))
    return tuple(found)


def _texts(fields: _Fields, value: Any, path: str, lang: str) -> dict[str, str]:
    if isinstance(value, Mapping):
        texts = {str(key): fields.plain(text, f"{path}.{key}") for key, text in value.items()}
        return {key: text for key, text in texts.items() if text}
    text = fields.plain(value, path)
    return {lang: text} if text else {}


def _sums(fields: _Fields, currency: str, lines: tuple[LineDraft, ...], tax_included: bool) -> dict[str, int]:
    given = fields.value("totals")
    given = given if isinstance(given, Mapping) else {}
    goods = sum(line.unit_amount * line.quantity for line in lines)
    sums = {
        name: fields.amount(given[name], f"totals.{name}", currency)
        for name in ("subtotal", "discount", "delivery", "tax", "total")
        if given.get(name) is not None
    }
    if isinstance(given.get("tax_included"), bool):
        tax_included = given["tax_included"]
    if fields.wrong:
        return dict.fromkeys(("subtotal", "discount", "delivery", "tax", "total", "tax_included"), 0)
    subtotal = sums.get("subtotal", goods)
    if subtotal != goods:
        cure = f"The lines make {goods} minor units; correct a line, or give the difference as totals.discount."
        fields.say("totals.subtotal", given.get("subtotal"), "The subtotal is not the sum of the lines.", cure)
    discount, delivery, tax = (sums.get(name, 0) for name in ("discount", "delivery", "tax"))
    reckoned = subtotal - discount + delivery + (0 if tax_included else tax)
    total = sums.get("total", reckoned)
    if total != reckoned or total < 0:
        cure = "It is subtotal - discount + delivery, and + tax where tax_included is false."
        fields.say("totals.total", given.get("total"), "The total does not add up.", cure)
    return {
        "subtotal": subtotal,
        "discount": discount,
        "delivery": delivery,
        "tax": tax,
        "total": total,
        "tax_included": int(tax_included),
    }


def _state(fields: _Fields, value: Any, path: str, *, notes: bool = False) -> OrderState | None:
    word = str(value or "").strip().lower().replace("-", "_").replace(" ", "_")
    if word in _OTHER_NAMES:
        return _OTHER_NAMES[word]
    try:
        return OrderState(word)
    except ValueError:
        known = ", ".join([*OrderState, *(sorted(NOTES) if notes else ())])
        fields.say(path, value, f"{value!r} is not a state of an order.", f"Known are: {known}.")
        return None


def _timeline(fields: _Fields) -> tuple[tuple[str, datetime], ...]:
    rows = fields.value("timeline")
    if rows is None:
        return ()
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        fields.say("timeline", rows, "The timeline is not a list.", 'Write [{"state": "paid", "at": "…"}].')
        return ()
    found: list[tuple[str, datetime]] = []
    for number, row in enumerate(rows, 1):
        at = fields.instant(row.get("at"), f"timeline[{number}].at")
        word = row.get("state")
        kind = str(word) if word in NOTES else _state(fields, word, f"timeline[{number}].state", notes=True)
        if at is None or kind is None:
            continue
        if found and at < found[-1][1]:
            fields.say(
                f"timeline[{number}].at", row.get("at"), "This is earlier than the entry before.", "Put them in order."
            )
        found.append((str(kind), at))
    return tuple(found)


def _shipment(fields: _Fields) -> tuple[str | None, str | None, str | None]:
    value = fields.value("shipment")
    if value is None:
        return None, None, None
    if not isinstance(value, Mapping):
        fields.say(
            "shipment", value, "The shipment is not an object.", 'Write {"carrier": "…", "tracking_number": "…"}.'
        )
        return None, None, None
    carrier = fields.plain(value.get("carrier"), "shipment.carrier", required=True, most=80)
    number = value.get("tracking_number", value.get("tracking"))
    tracking = fields.plain(number, "shipment.tracking_number", most=80)
    url = fields.plain(value.get("url"), "shipment.url", most=2000)
    if url and not url.startswith(("https://", "http://")):
        fields.say("shipment.url", url, "This is not a web address.", "Begin it with https://.")
    return carrier, tracking, url


def _delivery(fields: _Fields) -> dict[str, Any] | None:
    value = fields.value("delivery")
    if isinstance(value, Mapping):
        kind = "pickup" if value.get("kind") == "pickup" else "parcel"
        name = _texts(fields, value.get("name"), "delivery.name", "en")
        return {"id": fields.plain(value.get("id"), "delivery.id"), "kind": kind, "name": name}
    method = fields.text("delivery", most=40)
    return {"id": method, "kind": "parcel", "name": {}} if method else None


def _address(fields: _Fields) -> dict[str, str] | None:
    value = fields.value("address")
    if value is None:
        return None
    if not isinstance(value, Mapping):
        fields.say(
            "address", value, "The address is not an object.", 'Write {"country": "KR", "postcode": "…", "line1": "…"}.'
        )
        return None
    known = ("country", "name", "phone", "postcode", "region", "city", "line1", "line2", "kana")
    texts = {name: fields.plain(value.get(name), f"address.{name}") for name in known}
    return {name: text for name, text in texts.items() if text} or None
