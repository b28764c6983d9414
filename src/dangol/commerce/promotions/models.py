"""What is kept of coupons: how often each was used and by whom, the codes given to one person, and wrong codes tried."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table

from dangol.runtime.database import Instant, metadata

# One row per coupon: whoever uses it holds this row until the end of the transaction, so that uses are counted one at a time.
coupon_counts = Table(
    "coupon_counts",
    metadata,
    Column("coupon", String(40), primary_key=True),
    Column("used", Integer, nullable=False),
)

coupon_uses = Table(
    "coupon_uses",
    metadata,
    Column("order_id", String(40), primary_key=True),
    Column("coupon", String(40), nullable=False),
    Column("code_key", String(40), nullable=False),
    Column("contact_id", String(40), nullable=False),
    Column("email", String(254)),
    Column("used_at", Instant, nullable=False),
    Column("released_at", Instant),  # the order came to nothing: it counts no more
    Index("ix_coupon_uses_contact_id", "coupon", "contact_id"),
    Index("ix_coupon_uses_email", "coupon", "email"),
)

coupon_codes = Table(
    "coupon_codes",
    metadata,
    Column("code_key", String(40), primary_key=True),
    Column("coupon", String(40), nullable=False),
    Column("contact_id", String(40), nullable=False),
    Column("given_at", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("order_id", String(40)),  # what it was used for
)
# One unused code of a coupon per person: a second one, given by another process at the same instant, is refused by the database.
Index(
    "uq_coupon_codes_unused",
    coupon_codes.c.coupon,
    coupon_codes.c.contact_id,
    unique=True,
    sqlite_where=coupon_codes.c.order_id.is_(None),
    postgresql_where=coupon_codes.c.order_id.is_(None),
)

coupon_tries = Table(
    "coupon_tries",
    metadata,
    Column("asker", String(120), primary_key=True),
    Column("since", Instant, nullable=False),
    Column("failures", Integer, nullable=False),
)
