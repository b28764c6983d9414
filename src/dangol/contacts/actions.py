"""What is done with people."""

from __future__ import annotations

from dangol.contacts import repository
from dangol.kit.ids import ContactId
from dangol.runtime.database import Transaction


async def meet(tx: Transaction, inbox_id: str, address: str, *, lang: str | None = None) -> ContactId:
    """The contact who writes to ``inbox_id`` from ``address``; made at the first message."""
    known = await repository.contact_at(tx, inbox_id, address)
    if known is not None:
        return known
    contact_id = await repository.add_contact(tx, lang=lang)
    if not await repository.add_identity(tx, contact_id, inbox_id, address):
        # Two first messages at once: the other transaction's contact stands; ours has no identity and stays unused.
        winner = await repository.contact_at(tx, inbox_id, address)
        if winner is not None:
            return winner
    return contact_id


async def recognise(
    tx: Transaction, contact_id: ContactId, *, customer_ref: str, email: str | None, name: str | None
) -> None:
    """The shop's own page vouches that this visitor is its customer ``customer_ref``: what belongs to that customer may be shown.

    Two devices of one customer stay two contacts with the same reference; nothing is merged, so nothing has to be un-merged.
    """
    fields: dict[str, str] = {"customer_ref": customer_ref}
    if email:
        fields["email"] = email
    if name:
        fields["name"] = name
    await repository.change_contact(tx, contact_id, **fields)


async def opt_out(tx: Transaction, contact_id: ContactId, channel: str, *, words: str, conversation_id: str) -> None:
    """Write down that this person wants no more messages they did not ask for on ``channel``, and in which words they said so.

    The ledger is only ever added to: the latest row of a purpose and channel counts.
    """
    await repository.add_consent(
        tx, contact_id, channel, "marketing", granted=False, proof={"words": words, "conversation": conversation_id}
    )
