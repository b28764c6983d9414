"""Tables of what may be learnt and of what was."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint

from dangol.runtime.database import Instant, Json, metadata


class LessonState(StrEnum):
    """What a person decided: nothing yet, that it is an example, that it has an answer of its own, that it teaches nothing."""

    OPEN = "open"
    ACCEPTED = "accepted"
    ANSWERED = "answered"
    IGNORED = "ignored"


class TrainingState(StrEnum):
    """Where a training is: nobody has begun it, somebody has, it ended with a version, it ended without one."""

    ASKED = "asked"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


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
    Column("answer", String(160)),  # faq/ko.md#gift-wrap: the answer that was made of it
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

trainings = Table(
    "trainings",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("turn", Integer, unique=True),  # 1 as long as it is not over: there is only one at a time
    Column("state", String(10), nullable=False),
    Column("asked_by", String(80), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("host", String(120)),  # who trains, and when it was last heard of (the machine's time, not the shop's clock)
    Column("pid", Integer),
    Column("beat_at", Instant),
    Column("phase", String(12), nullable=False),  # learning | reading | talking
    Column("done", Integer, nullable=False),  # conversation tests held so far
    Column("of", Integer, nullable=False),
    Column("version", Integer),  # what came of it
    Column("trouble", Json),  # why nothing came of it: code and words
    Column("ended_at", Instant),
)
