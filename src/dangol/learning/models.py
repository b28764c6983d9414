"""Tables of what may be learnt and of what was."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint

from dangol.runtime.database import Instant, Json, metadata


class LessonState(StrEnum):
    """What a person decided: nothing yet, that it is an example, that it is none."""

    OPEN = "open"
    ACCEPTED = "accepted"
    IGNORED = "ignored"


lessons = Table(
    "lessons",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("lang", String(8), nullable=False),
    Column("key", String(64), nullable=False),  # the same words of two shoppers are one lesson
    Column("text", Text, nullable=False),  # as it was said, without what tells by whom
    Column("line", Text, nullable=False),  # as it would be learnt: things of the catalogue stand as {product}
    Column("reason", String(12), nullable=False),  # unclear | offered | corrected | rejected | answered
    Column("reading", Json, nullable=False),
    Column("suggested", String(64)),
    Column("times", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("intent", String(64)),  # what it was accepted as
    Column("conversation_id", String(40), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("decided_by", String(80)),
    Column("decided_at", Instant),
    UniqueConstraint("lang", "key"),
    Index("ix_lessons_state_last_at", "state", "last_at"),
    Index("ix_lessons_conversation_id", "conversation_id", "seq"),
)

understandings = Table(
    "understandings",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("examples", Json, nullable=False),  # the shop's own example files as they were: text by language
    Column("live", Boolean, nullable=False),
    Column("was_live", Boolean, nullable=False),
    Column("report", Json, nullable=False),
    Column("made_by", String(80), nullable=False),
    Column("made_at", Instant, nullable=False),
)
