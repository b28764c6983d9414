"""Every query of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from dangol.contacts.models import contacts
from dangol.conversations.models import Holder, Source, conversations, messages
from dangol.conversations.repository import Message, messages_explained
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

    @property
    def kinds(self) -> tuple[str, ...]:
        """Everything they want, what they asked for first before the rest."""
        return tuple(dict.fromkeys((self.kind, *self.values.get("also", ()))))

    @property
    def order_number(self) -> str | None:
        """The order it is about, or the orders, as they were named; none where none was."""
        return str(self.values.get("order_number") or "") or None


@dataclass(frozen=True, slots=True)
class Note:
    """What one member tells the others; never shown to the shopper."""

    id: str
    member_id: str
    client_id: str | None
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


async def handover(reader: Reader, handover_id: str) -> Handover | None:
    """One handover."""
    row = await reader.first(select(handovers).where(handovers.c.id == handover_id))
    return _handover(row) if row else None


async def latest_handover(reader: Reader, conversation_id: str) -> Handover | None:
    """The latest handover of a conversation, settled or not."""
    row = await reader.first(
        select(handovers)
        .where(handovers.c.conversation_id == conversation_id)
        .order_by(handovers.c.requested_at.desc(), handovers.c.id.desc())
        .limit(1)
    )
    return _handover(row) if row else None


async def open_handovers(reader: Reader, limit: int = 1000) -> list[Handover]:
    """Handovers that are not settled, the longest waiting first."""
    statement = select(handovers).where(handovers.c.state != HandoverState.CLOSED)
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


async def add_note(
    tx: Transaction, conversation_id: str, member_id: str, text: str, client_id: str | None = None
) -> str:
    """A new note, or the one this member wrote under ``client_id`` before."""
    if client_id is not None:
        same = (notes.c.member_id == member_id) & (notes.c.client_id == client_id)
        known = await tx.scalar(select(notes.c.id).where(same))
        if known is not None:
            return str(known)
    note_id = new_id("not")
    await tx.execute(
        insert(notes).values(
            id=note_id,
            conversation_id=conversation_id,
            member_id=member_id,
            client_id=client_id,
            text=text,
            at=tx.now,
        )
    )
    return note_id


async def notes_of(reader: Reader, conversation_id: str) -> list[Note]:
    """The notes of a conversation, in order."""
    rows = await reader.all(
        select(notes.c.id, notes.c.member_id, notes.c.client_id, notes.c.text, notes.c.at)
        .where(notes.c.conversation_id == conversation_id)
        .order_by(notes.c.at, notes.c.id)
    )
    return [Note(**row._mapping) for row in rows]


async def count_notes(reader: Reader, conversation_ids: Sequence[str]) -> dict[str, int]:
    """How many notes each conversation has, those without left out."""
    rows = await reader.all(
        select(notes.c.conversation_id, func.count().label("number"))
        .where(notes.c.conversation_id.in_(conversation_ids))
        .group_by(notes.c.conversation_id)
    )
    return {str(row.conversation_id): int(row.number) for row in rows}


@dataclass(frozen=True, slots=True)
class Line:
    """A conversation as the inbox lists it, without what was said."""

    id: str
    lang: str
    holder: Holder
    agent_id: str | None
    last_seq: int
    read_seq: int
    version: int
    page: dict[str, Any] | None
    last_at: datetime
    contact_id: str
    name: str | None
    email: str | None
    phone: str | None
    customer_ref: str | None


_LINE = (
    *(
        conversations.c[name]
        for name in ("id", "lang", "holder", "agent_id", "last_seq", "read_seq", "version", "page")
    ),
    conversations.c.last_at,
    contacts.c.id.label("contact_id"),
    *(contacts.c[name] for name in ("name", "email", "phone", "customer_ref")),
)
# The dialogue's state stays where it is: it is large, and nobody reads it here.
_LINES = select(*_LINE).join(contacts, contacts.c.id == conversations.c.contact_id)


async def lines_with_people(reader: Reader, limit: int = 1000) -> list[Line]:
    """Conversations that wait for a person, or that a person holds."""
    asked = select(handovers.c.conversation_id).where(handovers.c.state != HandoverState.CLOSED)
    wanted = conversations.c.holder.in_([Holder.QUEUE, Holder.AGENT]) | conversations.c.id.in_(asked)
    return await _lines(reader, _LINES.where(wanted).order_by(conversations.c.last_at.desc()).limit(limit))


async def recent_lines(reader: Reader, before: datetime | None = None, limit: int = 200) -> list[Line]:
    """Every conversation, the latest first."""
    statement = _LINES.order_by(conversations.c.last_at.desc(), conversations.c.id.desc()).limit(limit)
    return await _lines(reader, statement if before is None else statement.where(conversations.c.last_at < before))


async def line(reader: Reader, conversation_id: str) -> Line | None:
    """One conversation."""
    found = await _lines(reader, _LINES.where(conversations.c.id == conversation_id))
    return found[0] if found else None


async def _lines(reader: Reader, statement: Any) -> list[Line]:
    return [Line(**{**row._mapping, "holder": Holder(row.holder)}) for row in await reader.all(statement)]


async def lines_of_contact(reader: Reader, contact_id: str, customer_ref: str | None, limit: int = 10) -> list[Line]:
    """The conversations of one person, the latest first; of a known customer, those from every device."""
    same = contacts.c.id == contact_id
    if customer_ref:
        same = same | (contacts.c.customer_ref == customer_ref)
    return await _lines(reader, _LINES.where(same).order_by(conversations.c.last_at.desc()).limit(limit))


async def unanswered_since(reader: Reader, conversation_ids: Sequence[str]) -> dict[str, datetime]:
    """When the shopper wrote what nobody has answered yet, for those conversations where that is so."""
    if not conversation_ids:
        return {}
    answered = (
        select(messages.c.conversation_id, func.max(messages.c.seq).label("seq"))
        .where(
            messages.c.conversation_id.in_(conversation_ids),
            messages.c.source.in_([Source.AGENT, Source.ASSISTANT]),
        )
        .group_by(messages.c.conversation_id)
        .subquery()
    )
    rows = await reader.all(
        select(messages.c.conversation_id, func.min(messages.c.at).label("since"))
        .outerjoin(answered, answered.c.conversation_id == messages.c.conversation_id)
        .where(
            messages.c.conversation_id.in_(conversation_ids),
            messages.c.source == Source.SHOPPER,
            messages.c.seq > func.coalesce(answered.c.seq, 0),
        )
        .group_by(messages.c.conversation_id)
    )
    return {str(row.conversation_id): row.since for row in rows}


async def last_shopper_seq(reader: Reader, conversation_id: str) -> int:
    """The number of the shopper's latest message."""
    return await _last_seq(reader, conversation_id, Source.SHOPPER)


async def last_agent_seq(reader: Reader, conversation_id: str) -> int:
    """The number of an agent's latest message."""
    return await _last_seq(reader, conversation_id, Source.AGENT)


async def _last_seq(reader: Reader, conversation_id: str, source: Source) -> int:
    found = await reader.scalar(
        select(func.max(messages.c.seq)).where(
            messages.c.conversation_id == conversation_id, messages.c.source == source
        )
    )
    return int(found or 0)


async def messages_before(reader: Reader, conversation_id: str, before: int, limit: int) -> list[Message]:
    """The ``limit`` messages just before number ``before``, in order, each with why it was said."""
    after = max(0, before - 1 - limit)
    found = await messages_explained(reader, conversation_id, after, limit)
    return [message for message in found if message.seq < before]
