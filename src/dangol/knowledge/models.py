"""Tables of what the shop knows."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table, Text, UniqueConstraint

from dangol.runtime.database import Instant, Json, metadata

articles = Table(
    "articles",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("kind", String(10), nullable=False),  # faq | policy
    Column("source", String(200), nullable=False),
    Column("lang", String(8), nullable=False, index=True),
    Column("anchor", String(80), nullable=False),
    Column("position", Integer, nullable=False),
    Column("heading", String(300), nullable=False),
    Column("phrasings", Json, nullable=False),
    Column("answer", Text, nullable=False),
    Column("version", String(12), nullable=False),
    Column("changed_at", Instant, nullable=False),
    UniqueConstraint("source", "anchor"),
)

knowledge_states = Table(
    "knowledge_states",
    metadata,
    Column("id", Integer, primary_key=True),  # always 1
    Column(
        "version", String(64), nullable=False
    ),  # a hash over every article: what is kept in memory is checked against it
    Column("changed_at", Instant, nullable=False),
)
