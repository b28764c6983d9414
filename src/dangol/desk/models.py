"""Tables of the desk: who waits for a person, and what the people note for each other."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text, UniqueConstraint

from dangol.runtime.database import Instant, Json, metadata


class HandoverState(StrEnum):
    """Where a handover is: nobody has it, somebody has it, it is settled."""

    WAITING = "waiting"
    TAKEN = "taken"
    CLOSED = "closed"


handovers = Table(
    "handovers",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("conversation_id", String(40), ForeignKey("conversations.id"), nullable=False),
    Column("state", String(12), nullable=False),
    Column("kind", String(60), nullable=False),  # person, complaint, return_item, call_back, …
    Column("question", Text, nullable=False),
    Column("reach", String(320)),  # an e-mail address or telephone number, where the shopper gave one
    Column("values", Json, nullable=False),
    Column("agent_id", String(40)),
    Column("requested_at", Instant, nullable=False),
    Column("taken_at", Instant),
    Column("closed_at", Instant),
    Index("ix_handovers_state", "state", "requested_at"),
    Index("ix_handovers_conversation_id", "conversation_id", "state"),
)

notes = Table(
    "notes",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("conversation_id", String(40), ForeignKey("conversations.id"), nullable=False, index=True),
    Column("member_id", String(40), nullable=False),
    Column("client_id", String(64)),  # given by the browser that wrote it: a repeat is recognised
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("member_id", "client_id"),
)
