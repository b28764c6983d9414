"""Every query about lessons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from dangol.kit.ids import new_id
from dangol.learning.models import LessonState, lessons
from dangol.runtime.database import Reader, Transaction

_GUESS = 0.12  # below it nothing is offered to a shopper either


@dataclass(frozen=True, slots=True)
class Lesson:
    """A message that may teach something. ``text`` is shown, ``line`` is learnt; ``times``: how often it was said."""

    id: str
    lang: str
    key: str
    text: str
    line: str
    reason: str
    reading: dict[str, Any]
    suggested: str | None
    times: int
    state: LessonState
    intent: str | None
    answer: str | None
    conversation_id: str
    seq: int
    at: datetime
    last_at: datetime
    decided_by: str | None
    decided_at: datetime | None

    @property
    def moved(self) -> bool:
        """Whether a member said what it likely means, not the shopper."""
        return bool(self.reading.get("moved"))

    @property
    def likely(self) -> str | None:
        """What it most likely means: what the shopper chose or a member said, else the best of what was read; none where that was hardly a
        guess."""
        intents = self.reading.get("intents") or ()
        guess = str(intents[0][0]) if intents and float(intents[0][1]) >= _GUESS else None
        return self.suggested or guess


def _lesson(row: Row[Any]) -> Lesson:
    values = dict(row._mapping)
    return Lesson(**{**values, "state": LessonState(values["state"])})


async def add_lesson(tx: Transaction, lang: str, key: str, **rest: Any) -> bool:
    """Queue it; false if somebody said the same before (another process may have been faster)."""
    try:
        async with tx.connection.begin_nested():
            await tx.execute(
                insert(lessons).values(
                    id=new_id("lsn"),
                    lang=lang,
                    key=key,
                    times=1,
                    state=LessonState.OPEN,
                    at=tx.now,
                    last_at=tx.now,
                    **rest,
                )
            )
    except IntegrityError:
        return False
    return True


async def lesson_with(reader: Reader, lang: str, key: str) -> Lesson | None:
    """The lesson of these words."""
    row = await reader.first(select(lessons).where(lessons.c.lang == lang, lessons.c.key == key))
    return _lesson(row) if row else None


async def lesson_at(reader: Reader, conversation_id: str, seq: int) -> Lesson | None:
    """The lesson of that message."""
    row = await reader.first(
        select(lessons).where(lessons.c.conversation_id == conversation_id, lessons.c.seq == seq).limit(1)
    )
    return _lesson(row) if row else None


async def count_again(tx: Transaction, lesson_id: str) -> None:
    """Somebody said it once more."""
    await tx.execute(update(lessons).where(lessons.c.id == lesson_id).values(times=lessons.c.times + 1, last_at=tx.now))


async def change_lesson(tx: Transaction, lesson_id: str, **fields: Any) -> None:
    """Set these fields."""
    await tx.execute(update(lessons).where(lessons.c.id == lesson_id).values(**fields))


async def some_lessons(reader: Reader, ids: Sequence[str]) -> list[Lesson]:
    """Those with these ids."""
    rows = await reader.all(select(lessons).where(lessons.c.id.in_(ids))) if ids else ()
    return [_lesson(row) for row in rows]


async def lessons_in(reader: Reader, state: LessonState, *, lang: str | None = None, limit: int = 300) -> list[Lesson]:
    """Lessons of that state, what was said oftest first."""
    statement = select(lessons).where(lessons.c.state == state)
    if lang is not None:
        statement = statement.where(lessons.c.lang == lang)
    order = (lessons.c.times.desc(), lessons.c.last_at.desc(), lessons.c.id)
    return [_lesson(row) for row in await reader.all(statement.order_by(*order).limit(limit))]


async def count_lessons(reader: Reader) -> dict[str, int]:
    """How many there are of each state."""
    rows = await reader.all(select(lessons.c.state, func.count().label("number")).group_by(lessons.c.state))
    return {str(row.state): int(row.number) for row in rows}


async def count_accepted_since(reader: Reader, at: datetime) -> int:
    """How many were accepted after ``at``: what the understanding of that time does not know yet."""
    mine = (lessons.c.state == LessonState.ACCEPTED) & (lessons.c.decided_at >= at)
    return int(await reader.scalar(select(func.count()).select_from(lessons).where(mine)) or 0)


async def answers(reader: Reader) -> list[tuple[str, str, str]]:
    """Language and words of every lesson that was answered, and where its answer stands."""
    mine = (lessons.c.state == LessonState.ANSWERED) & lessons.c.answer.is_not(None)
    rows = await reader.all(select(lessons.c.lang, lessons.c.text, lessons.c.answer).where(mine))
    return [(str(row.lang), str(row.text), str(row.answer)) for row in rows]


async def forget_before(tx: Transaction, at: datetime) -> int:
    """Forget what nobody accepted or answered, if it was last said before ``at``; of what was, in which conversation."""
    old = lessons.c.last_at < at
    await tx.execute(update(lessons).where(old, lessons.c.conversation_id != "").values(conversation_id="", seq=0))
    kept = lessons.c.state.in_((LessonState.ACCEPTED, LessonState.ANSWERED))
    done = await tx.execute(delete(lessons).where(old, ~kept))
    return done.rowcount
