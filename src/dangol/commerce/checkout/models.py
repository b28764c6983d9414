"""Checkouts: the table, and the values the repository returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from dangol.commerce.checkout.addresses import Address
from dangol.commerce.promotions.coupons import Reduction
from dangol.kit.ids import CartId, CheckoutId, ContactId, ConversationId, OrderId
from dangol.runtime.database import Instant, Json, metadata

CheckoutState = Literal["open", "placed", "replaced", "expired"]

checkouts = Table(
    "checkouts",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("cart_id", String(40), nullable=False),
    Column("cart_version", Integer, nullable=False),
    Column("contact_id", String(40), nullable=False),
    Column("conversation_id", String(40)),
    Column("lang", String(8), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("lines", Json, nullable=False),
    Column("email", String(254)),
    Column("phone", String(40)),
    Column("name", String(200)),
    Column("country", String(2), nullable=False),
    Column("address", Json),
    Column("delivery_id", String(40)),
    # What the shopper was shown; none until a delivery method is chosen.
    Column("delivery_amount", BigInteger),
    # What the cart's coupon takes off, as the shopper was shown it; none where there is none that counts.
    Column("coupon", Json),
    Column("state", String(10), nullable=False),
    Column("order_id", String(40)),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
)
Index(
    "uq_checkouts_open",
    checkouts.c.cart_id,
    unique=True,
    sqlite_where=checkouts.c.state == "open",
    postgresql_where=checkouts.c.state == "open",
)
Index("ix_checkouts_contact_id", checkouts.c.contact_id, checkouts.c.updated_at)
Index("ix_checkouts_expires_at", checkouts.c.state, checkouts.c.expires_at)


@dataclass(frozen=True, slots=True)
class CheckoutLine:
    """One line as it stood when the checkout was opened; the price in minor units of the checkout's currency."""

    variant_id: str
    product_id: str
    sku: str
    titles: Mapping[str, str]
    options: Mapping[str, str]
    quantity: int
    unit_amount: int
    weight_g: int = 0
    image: Mapping[str, Any] | None = None

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> CheckoutLine:
        """What ``to_json`` wrote."""
        return cls(**value)

    def title(self, lang: str) -> str:
        """Its title for a reader of ``lang``, or the first there is."""
        return self.titles.get(lang) or next(iter(self.titles.values()), self.sku)


@dataclass(frozen=True, slots=True)
class Checkout:
    """A cart on its way to becoming an order."""

    id: CheckoutId
    cart_id: CartId
    cart_version: int
    contact_id: ContactId
    conversation_id: ConversationId | None
    lang: str
    currency: str
    lines: tuple[CheckoutLine, ...]
    email: str | None
    phone: str | None
    name: str | None
    country: str
    address: Address | None
    delivery_id: str | None
    delivery_amount: int | None
    state: CheckoutState
    order_id: OrderId | None
    expires_at: datetime
    coupon: Reduction | None = None

    @property
    def goods(self) -> int:
        """The goods' sum in minor units."""
        return sum(line.unit_amount * line.quantity for line in self.lines)

    @property
    def weight_g(self) -> int:
        """What the goods weigh, in grams."""
        return sum(line.weight_g * line.quantity for line in self.lines)
