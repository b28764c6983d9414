"""Every query of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from dangol.desk.models import HandoverState, handovers, notes
from dangol.kit.ids import HandoverId, new_id
from dangol.runtime.database import Reader, Transaction


@dataclass(frozen=True, slots=True)
class Handover:
    """A shopper who waits, or waited, for a person."""

    id: HandoverId
    conversation_id: str
    state: HandoverState
    kind: str
    question: str
    reach: str | None
    values: dict[str, Any]
    agent_id: str | None
    requested_at: datetime
    taken_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Note:
    """What one member tells the others; never shown to the shopper."""

    id: str
    member_id: str
    text: str
    at: datetime


def _handover(row: Row[Any]) -> Handover:
    values = dict(row._mapping)
    return Handover(**{**values, "state": HandoverState(values["state"])})


async def open_handover(reader: Reader, conversation_id: str) -> Handover | None:
    """The handover of a conversation that is not settled."""
    row = await reader.first(
        select(handovers)
        .where(handovers.c.conversation_id == conversation_id, handovers.c.state != HandoverState.CLOSED)
        .order_by(handovers.c.requested_at.desc())
        .limit(1)
    )
    return _handover(row) if row else None


async def open_handovers(
    reader: Reader, conversation_ids: Sequence[str] | None = None, limit: int = 200
) -> list[Handover]:
    """Handovers that are not settled, the longest waiting first."""
    statement = select(handovers).where(handovers.c.state != HandoverState.CLOSED)
    if conversation_ids is not None:
        statement = statement.where(handovers.c.conversation_id.in_(list(conversation_ids)))
    rows = await reader.all(statement.order_by(handovers.c.requested_at).limit(limit))
    return [_handover(row) for row in rows]


async def all_handovers(reader: Reader, limit: int = 100) -> list[Handover]:
    """Handovers of every state, the latest first."""
    rows = await reader.all(select(handovers).order_by(handovers.c.requested_at.desc()).limit(limit))
    return [_handover(row) for row in rows]


async def count_waiting(reader: Reader) -> int:
    """How many nobody has taken yet."""
    counted = await reader.scalar(
        select(func.count()).select_from(handovers).where(handovers.c.state == HandoverState.WAITING)
    )
    return int(counted or 0)


async def add_handover(
    tx: Transaction, conversation_id: str, kind: str, question: str, reach: str | None, values: dict[str, Any]
) -> HandoverId:
    """A new handover that waits."""
    handover_id = HandoverId(new_id("hnd"))
    await tx.execute(
        insert(handovers).values(
            id=handover_id,
            conversation_id=conversation_id,
            state=HandoverState.WAITING,
            kind=kind,
            question=question,
            reach=reach,
            values=values,
            requested_at=tx.now,
        )
    )
    return handover_id


async def change_handover(tx: Transaction, handover_id: str, **fields: Any) -> None:
    """Set these fields."""
    await tx.execute(update(handovers).where(handovers.c.id == handover_id).values(**fields))


async def close_handovers(tx: Transaction, conversation_id: str) -> None:
    """Settle whatever is open of a conversation."""
    await tx.execute(
        update(handovers)
        .where(handovers.c.conversation_id == conversation_id, handovers.c.state != HandoverState.CLOSED)
        .values(state=HandoverState.CLOSED, closed_at=tx.now)
    )


async def add_note(tx: Transaction, conversation_id: str, member_id: str, text: str) -> str:
    """A new note."""
    note_id = new_id("not")
    await tx.execute(
        insert(notes).values(id=note_id, conversation_id=conversation_id, member_id=member_id, text=text, at=tx.now)
    )
    return note_id


async def notes_of(reader: Reader, conversation_id: str) -> list[Note]:
    """The notes of a conversation, in order."""
    rows = await reader.all(
        select(notes.c.id, notes.c.member_id, notes.c.text, notes.c.at)
        .where(notes.c.conversation_id == conversation_id)
        .order_by(notes.c.at, notes.c.id)
    )
    return [Note(**row._mapping) for row in rows]
