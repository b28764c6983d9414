"""What the language model has cost, added up by day and by conversation."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, String, Table

from dangol.runtime.database import Instant, metadata

language_model_spending = Table(
    "language_model_spending",
    metadata,
    Column("scope", String(80), primary_key=True),  # day:2026-11-26:USD, conversation:cnv_…:USD
    Column("cost", BigInteger, nullable=False),  # millionths of the currency's minor unit
    Column("questions", Integer, nullable=False),
    Column("tokens_in", BigInteger, nullable=False),
    Column("tokens_out", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
)
