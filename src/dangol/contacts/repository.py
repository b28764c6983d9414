"""Every query about people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from dangol.contacts.models import consents, contacts, identities
from dangol.kit.ids import ContactId, new_id
from dangol.runtime.database import Reader, Transaction


@dataclass(frozen=True, slots=True)
class Contact:
    """A person we talk to or sell to. ``customer_ref`` is set once the shop's own page has vouched for who it is."""

    id: ContactId
    name: str | None
    email: str | None
    phone: str | None
    lang: str | None
    customer_ref: str | None
    created_at: datetime
    seen_at: datetime


_CONTACT = select(contacts).where(contacts.c.id == bindparam("wanted"))
_LOCK_CONTACT = select(contacts.c.id).where(contacts.c.id == bindparam("wanted")).with_for_update()
_CONTACT_AT = select(identities.c.contact_id).where(
    identities.c.inbox_id == bindparam("inbox"), identities.c.address == bindparam("place")
)


async def contact(reader: Reader, contact_id: ContactId) -> Contact | None:
    """The contact with that id."""
    row = await reader.first(_CONTACT, {"wanted": contact_id})
    return Contact(**row._mapping) if row else None


async def lock_contact(tx: Transaction, contact_id: ContactId) -> None:
    """Hold the contact's row until this transaction ends."""
    await tx.first(_LOCK_CONTACT, {"wanted": contact_id})


async def contact_at(reader: Reader, inbox_id: str, address: str) -> ContactId | None:
    """Who writes to ``inbox_id`` from ``address``."""
    found = await reader.scalar(_CONTACT_AT, {"inbox": inbox_id, "place": address})
    return ContactId(found) if found else None


async def add_contact(tx: Transaction, **fields: Any) -> ContactId:
    """A new contact with these fields."""
    contact_id = ContactId(new_id("con"))
    await tx.execute(insert(contacts).values(id=contact_id, created_at=tx.now, seen_at=tx.now, **fields))
    return contact_id


async def add_identity(tx: Transaction, contact_id: ContactId, inbox_id: str, address: str) -> bool:
    """Know ``contact_id`` by ``address``. False: somebody else was faster, nothing is written."""
    try:
        async with tx.connection.begin_nested():
            await tx.execute(
                insert(identities).values(
                    id=new_id("idn"), contact_id=contact_id, inbox_id=inbox_id, address=address, created_at=tx.now
                )
            )
    except IntegrityError:
        return False
    return True


async def change_contact(tx: Transaction, contact_id: ContactId, **fields: Any) -> None:
    """Set these fields."""
    await tx.execute(update(contacts).where(contacts.c.id == contact_id).values(**fields))


async def add_consent(
    tx: Transaction, contact_id: ContactId, channel: str, purpose: str, *, granted: bool, proof: dict[str, Any]
) -> None:
    """A new row of the consent ledger."""
    await tx.execute(
        insert(consents).values(
            id=new_id("cns"),
            contact_id=contact_id,
            channel=channel,
            purpose=purpose,
            granted=granted,
            proof=proof,
            at=tx.now,
        )
    )


async def consent(reader: Reader, contact_id: ContactId, channel: str, purpose: str) -> bool | None:
    """Whether the person agreed to ``purpose`` on ``channel``; none when they never said."""
    found = await reader.scalar(
        select(consents.c.granted)
        .where(consents.c.contact_id == contact_id, consents.c.channel == channel, consents.c.purpose == purpose)
        .order_by(consents.c.at.desc(), consents.c.id.desc())
        .limit(1)
    )
    return None if found is None else bool(found)
