"""Tables of stock: locations, how many lie there, who holds some."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table

from dangol.runtime.database import Instant, Json, metadata


class Hold(StrEnum):
    """A reservation is held until it is taken (sold). A released one is deleted."""

    HELD = "held"
    TAKEN = "taken"


locations = Table(
    "locations",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("position", Integer, nullable=False),  # stock is taken from lower positions first
    Column("lang", String(12), nullable=False),
    Column("names", Json, nullable=False),  # {lang: name}
    Column("address", Json, nullable=False),  # {"country", "postcode", "region", "city", "line1", "line2"} or {"text"}
    Column("hours", Json, nullable=False),  # {"mon": "10:00-19:00"} or {"text": {lang: text}}
    Column("kind", String(12), nullable=False),  # warehouse | shop
    Column("pickup", Boolean, nullable=False),
    Column("url", String(2000)),
)

stock = Table(
    "stock",
    metadata,
    Column("variant_id", String(40), primary_key=True),
    Column("location_id", String(40), ForeignKey("locations.id"), primary_key=True),
    Column("on_hand", BigInteger, nullable=False),  # pieces that lie there
    Column("reserved", BigInteger, nullable=False),  # of these, promised; available is on_hand - reserved
    Column("counted_at", Instant, nullable=False),
    CheckConstraint("reserved >= 0", name="reserved"),
)

reservations = Table(
    "reservations",
    metadata,
    Column("owner", String(80), primary_key=True),
    Column("variant_id", String(40), primary_key=True),
    Column("location_id", String(40), primary_key=True),  # empty: a variant that is not counted
    Column("quantity", BigInteger, nullable=False),
    Column("state", String(8), nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_reservations_state_at", "state", "at"),
)
