"""Tables of members, their sessions, API keys, and the audit trail."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Column, ForeignKey, Index, String, Table, UniqueConstraint

from dangol.runtime.database import Instant, Json, Serial, metadata


class Role(StrEnum):
    """What a member may do: an agent answers, an owner also changes the shop."""

    AGENT = "agent"
    OWNER = "owner"


members = Table(
    "members",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("email", String(320), nullable=False),
    Column("name", String(120), nullable=False),
    Column("role", String(12), nullable=False),
    Column("password_hash", String(200), nullable=False),
    Column("languages", Json, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("disabled_at", Instant),
    UniqueConstraint("email"),
)

member_sessions = Table(
    "member_sessions",
    metadata,
    Column("id_hash", String(64), primary_key=True),  # only its hash: the database alone signs nobody in
    Column("member_id", String(40), ForeignKey("members.id"), nullable=False, index=True),
    Column("created_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("name", String(120), nullable=False),
    Column("key_hash", String(64), nullable=False),
    Column("scopes", Json, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    UniqueConstraint("key_hash"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("at", Instant, nullable=False),
    Column("actor", String(80), nullable=False),  # member:<id>, key:<id>, cli
    Column("action", String(80), nullable=False),
    Column("target", String(120), nullable=False),
    Column("details", Json),
    Index("ix_audit_target", "target"),
)
