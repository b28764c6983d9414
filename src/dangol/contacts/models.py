"""Tables of people: contacts and the addresses we know them by."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, UniqueConstraint

from dangol.runtime.database import Instant, Json, metadata

contacts = Table(
    "contacts",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("name", String(200)),
    Column("email", String(320)),
    Column("phone", String(40)),
    Column("lang", String(8)),
    Column("customer_ref", String(120)),  # the shop's own id of this customer, once verified
    Column("created_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Index("ix_contacts_email", "email"),
    Index("ix_contacts_customer_ref", "customer_ref"),
)

identities = Table(
    "identities",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("contact_id", String(40), ForeignKey("contacts.id"), nullable=False, index=True),
    Column("inbox_id", String(40), nullable=False),
    Column("address", String(200), nullable=False),
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("inbox_id", "address"),
)

consents = Table(
    "consents",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("contact_id", String(40), ForeignKey("contacts.id"), nullable=False, index=True),
    Column("channel", String(40), nullable=False),
    Column("purpose", String(40), nullable=False),
    Column("granted", Boolean, nullable=False),
    Column("proof", Json, nullable=False),  # in which message, in which words
    Column("at", Instant, nullable=False),
)
