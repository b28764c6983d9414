"""Tables of the assistant: web hooks under way, and versions of flows that conversations may still be in."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from dangol.runtime.database import Instant, Json, metadata

hook_calls = Table(
    "hook_calls",
    metadata,
    Column("id", String(40), primary_key=True),  # the idempotency key, whatever happens to us
    Column("conversation_id", String(40), ForeignKey("conversations.id"), nullable=False, index=True),
    Column("call", Integer, nullable=False),  # the dialogue's number of it
    Column("name", String(40), nullable=False),
    Column("body", Json),  # what is posted; gone once it is done
    Column("state", String(8), nullable=False),  # due | done
    Column("outcome", String(12)),  # ok | refused | failed
    Column("problem", Text),
    Column("created_at", Instant, nullable=False),
    Column("done_at", Instant),
    Index("ix_hook_calls_state", "state", "created_at"),
)

flow_versions = Table(
    "flow_versions",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("version", String(12), primary_key=True),
    Column("file", String(300), nullable=False),
    Column("text", Text, nullable=False),
    Column("sentences", Json, nullable=False),
    Column("at", Instant, nullable=False),
)
