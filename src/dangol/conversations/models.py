"""Tables of inboxes, conversations and messages."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from dangol.runtime.database import Instant, Json, metadata


class Source(StrEnum):
    """Who a message is from."""

    SHOPPER = "shopper"
    ASSISTANT = "assistant"
    AGENT = "agent"
    SYSTEM = "system"


class Holder(StrEnum):
    """Who is to answer: the machine, nobody yet (a person was asked for), or a person."""

    ASSISTANT = "assistant"
    QUEUE = "queue"
    AGENT = "agent"


inboxes = Table(
    "inboxes",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("channel", String(40), nullable=False),
    Column("name", String(120), nullable=False),
    Column("settings", Json, nullable=False),
    UniqueConstraint("channel", "name"),
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("inbox_id", String(40), ForeignKey("inboxes.id"), nullable=False),
    Column("contact_id", String(40), ForeignKey("contacts.id"), nullable=False),
    Column("lang", String(8), nullable=False),
    Column("currency", String(3)),
    Column("holder", String(12), nullable=False),
    Column("agent_id", String(40)),
    Column("last_seq", Integer, nullable=False),  # numbers are given under this row's lock
    Column("answered_seq", Integer, nullable=False),  # the shopper's messages up to here have had their turn
    Column("read_seq", Integer, nullable=False),  # the shopper has seen up to here
    Column("version", Integer, nullable=False),  # guards the dialogue's state: a turn commits only on the one it read
    Column("state", Json, nullable=False),
    Column("page", Json),
    Column("created_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
    Index("ix_conversations_contact_id", "contact_id", "inbox_id"),
    Index("ix_conversations_holder", "holder", "last_at"),
    Index("ix_conversations_last_at", "last_at"),
)

messages = Table(
    "messages",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("conversation_id", String(40), ForeignKey("conversations.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("inbox_id", String(40), nullable=False),
    Column("source", String(12), nullable=False),
    Column("author_id", String(40)),
    Column("provider_id", String(200)),
    Column("lang", String(8)),
    Column("blocks", Json, nullable=False),
    Column("said", Json),  # a shopper's message as it was sent: text, or a command with its label, or a form
    Column("reply_to", Integer),
    Column("flags", Json),
    Column("explanation", Json),
    Column("sent_at", Instant),  # the sender's clock
    Column("at", Instant, nullable=False),  # ours
    UniqueConstraint("conversation_id", "seq"),
    UniqueConstraint("inbox_id", "provider_id"),
)

conversation_tags = Table(
    "conversation_tags",
    metadata,
    Column("conversation_id", String(40), ForeignKey("conversations.id"), primary_key=True),
    Column("tag", String(80), primary_key=True),
    Column("at", Instant, nullable=False),
)

message_streams = Table(
    "message_streams",
    metadata,
    Column("conversation_id", String(40), primary_key=True),
    Column("stream", String(64), primary_key=True),
    Column("last_n", Integer, nullable=False),
)

sends = Table(
    "sends",
    metadata,
    Column("message_id", String(40), primary_key=True),
    Column("conversation_id", String(40), nullable=False, index=True),
    Column("state", String(12), nullable=False),  # due | sent | in_doubt | failed
    Column("attempts", Integer, nullable=False),
    Column("provider_id", String(200)),
    Column("error", Text),
    Column("repeat_safe", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
)

ratings = Table(
    "ratings",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("conversation_id", String(40), ForeignKey("conversations.id"), nullable=False, index=True),
    Column("value", Integer, nullable=False),  # 1 to 5
    Column("agent_id", String(40)),
    Column("at", Instant, nullable=False),
)
