"""Orders, their lines, their timeline, their shipments: tables and the values the repository returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from dangol.commerce.orders.states import OrderState
from dangol.kit.ids import ContactId, ConversationId, OrderId
from dangol.kit.money import Money
from dangol.runtime.database import Instant, Json, metadata

orders = Table(
    "orders",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("number", String(60), nullable=False),
    Column("number_key", String(40), nullable=False, unique=True),
    Column("contact_id", String(40)),
    Column("conversation_id", String(40)),
    Column("checkout_id", String(40), unique=True),
    Column("customer_ref", String(120)),  # the shop's own id of this customer, for imported orders
    Column("lang", String(8), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("subtotal_amount", BigInteger, nullable=False),
    Column("discount_amount", BigInteger, nullable=False),
    Column("coupon", Json),  # its code and its name, where one gave the discount
    Column("delivery_amount", BigInteger, nullable=False),
    Column("tax_amount", BigInteger, nullable=False),
    Column("tax_included", Boolean, nullable=False),
    Column("total_amount", BigInteger, nullable=False),
    Column("email", String(254), nullable=False),
    Column("email_key", String(254), nullable=False),
    Column("phone", String(40)),
    Column("name", String(200)),
    Column("address", Json),
    Column("delivery", Json),
    Column("state", String(20), nullable=False),
    Column("test", Boolean, nullable=False),
    Column("source", String(10), nullable=False),  # dangol | import
    Column("pay_by", Instant),
    Column("placed_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Index("ix_orders_contact_id", "contact_id", "placed_at"),
    Index("ix_orders_customer_ref", "customer_ref", "placed_at"),
    Index("ix_orders_email_key", "email_key"),
    Index("ix_orders_state_pay_by", "state", "pay_by"),
    Index("ix_orders_placed_at", "placed_at"),
)

order_lines = Table(
    "order_lines",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("order_id", String(40), ForeignKey("orders.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("variant_id", String(80)),
    Column("product_id", String(80)),
    Column("sku", String(120)),
    Column("titles", Json, nullable=False),
    Column("options", Json, nullable=False),
    Column("image", Json),
    Column("quantity", Integer, nullable=False),
    Column("unit_amount", BigInteger, nullable=False),
    Column("total_amount", BigInteger, nullable=False),
    # Its part of the order's discount; ``total_amount`` is without it, ``tax_amount`` is of what is left.
    Column("discount_amount", BigInteger, nullable=False, server_default="0"),
    Column("tax_amount", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    UniqueConstraint("order_id", "position"),
)

order_entries = Table(
    "order_entries",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("order_id", String(40), ForeignKey("orders.id", ondelete="CASCADE"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("kind", String(40), nullable=False),  # an OrderState, or a note such as payment_refused
    Column("at", Instant, nullable=False),
    Column("data", Json),
    UniqueConstraint("order_id", "seq"),
)

order_shipments = Table(
    "order_shipments",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("order_id", String(40), ForeignKey("orders.id", ondelete="CASCADE"), nullable=False),
    Column("carrier", String(80), nullable=False),
    Column("tracking_number", String(80)),
    Column("url", Text),
    Column("at", Instant, nullable=False),
    Index("ix_order_shipments_order_id", "order_id"),
)

order_lookups = Table(
    "order_lookups",
    metadata,
    Column("asker", String(120), primary_key=True),
    Column("since", Instant, nullable=False),
    Column("failures", Integer, nullable=False),
)


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line as it was bought; titles and option texts in every language the catalogue had then. ``total`` is before ``discount``, its
    part of the order's, ``tax`` after."""

    id: str
    position: int
    variant_id: str | None
    product_id: str | None
    sku: str | None
    titles: Mapping[str, str]
    options: Mapping[str, str]
    image: Mapping[str, Any] | None
    quantity: int
    unit: Money
    total: Money
    tax: Money
    discount: Money

    def title(self, lang: str) -> str:
        """Its title for a reader of ``lang``, or the first there is."""
        return self.titles.get(lang) or next(iter(self.titles.values()), self.sku or "")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened to an order."""

    kind: str
    at: datetime
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shipment:
    """A parcel on its way."""

    carrier: str
    tracking_number: str | None
    url: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Order:
    """An order with all that belongs to it."""

    id: OrderId
    number: str
    contact_id: ContactId | None
    conversation_id: ConversationId | None
    lang: str
    currency: str
    subtotal: Money
    discount: Money
    delivery_price: Money
    tax: Money
    tax_included: bool
    total: Money
    email: str
    phone: str | None
    name: str | None
    address: Mapping[str, str] | None
    delivery: Mapping[str, Any] | None
    state: OrderState
    test: bool
    source: str
    pay_by: datetime | None
    placed_at: datetime
    lines: tuple[OrderLine, ...]
    entries: tuple[Entry, ...]
    shipments: tuple[Shipment, ...]
    coupon: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line about to be stored."""

    titles: Mapping[str, str]
    quantity: int
    unit_amount: int
    total_amount: int
    discount_amount: int = 0
    tax_amount: int = 0
    variant_id: str | None = None
    product_id: str | None = None
    sku: str | None = None
    options: Mapping[str, str] | None = None
    image: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class NewOrder:
    """An order about to be stored. Amounts are minor units of ``currency``."""

    lang: str
    currency: str
    subtotal_amount: int
    delivery_amount: int
    tax_amount: int
    tax_included: bool
    total_amount: int
    email: str
    lines: tuple[NewLine, ...]
    test: bool
    state: OrderState = OrderState.AWAITING_PAYMENT
    number: str | None = None
    contact_id: ContactId | None = None
    conversation_id: ConversationId | None = None
    checkout_id: str | None = None
    customer_ref: str | None = None
    discount_amount: int = 0
    coupon: Mapping[str, Any] | None = None
    phone: str | None = None
    name: str | None = None
    address: Mapping[str, str] | None = None
    delivery: Mapping[str, Any] | None = None
    source: str = "dangol"
    pay_by: datetime | None = None
    placed_at: datetime | None = None
