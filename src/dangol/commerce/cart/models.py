"""Carts and their lines: tables, and the values the repository returns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from dangol.kit.ids import CartId, ContactId, VariantId
from dangol.runtime.database import Instant, metadata

MOST_OF_ONE = 99
"""The most of one variant a cart takes."""
MOST_LINES = 50
"""The most different variants a cart takes."""

CartState = Literal["open", "ordered"]

carts = Table(
    "carts",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("contact_id", String(40), nullable=False),
    Column("state", String(10), nullable=False),
    Column("version", Integer, nullable=False),
    # The code the shopper wants to use; whether it counts is looked at whenever the cart is.
    Column("coupon", String(40)),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
)
# One open cart per contact: a second one, made by another process at the same instant, is refused by the database.
Index(
    "uq_carts_open",
    carts.c.contact_id,
    unique=True,
    sqlite_where=carts.c.state == "open",
    postgresql_where=carts.c.state == "open",
)
Index("ix_carts_updated_at", carts.c.state, carts.c.updated_at)

cart_lines = Table(
    "cart_lines",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("cart_id", String(40), ForeignKey("carts.id", ondelete="CASCADE"), nullable=False),
    Column("variant_id", String(80), nullable=False),
    Column("quantity", Integer, nullable=False),
    # The price the shopper saw when it went in; a later one is pointed out.
    Column("seen_amount", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("added_at", Instant, nullable=False),
    UniqueConstraint("cart_id", "variant_id"),
)


@dataclass(frozen=True, slots=True)
class Cart:
    """A cart; ``version`` grows with every change of its lines or its coupon."""

    id: CartId
    contact_id: ContactId
    state: CartState
    version: int
    updated_at: datetime
    coupon: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One variant in a cart, and the price it was seen at (minor units of ``currency``)."""

    id: str
    cart_id: CartId
    variant_id: VariantId
    quantity: int
    seen_amount: int
    currency: str
