"""A message from outside is stored: once, in order, before anybody says it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dangol.contacts.actions import meet
from dangol.contacts.repository import lock_contact
from dangol.conversations import repository
from dangol.conversations.errors import MessageRefused, MessageTooLarge, NothingSaid, NumberAhead
from dangol.conversations.events import TurnDue
from dangol.conversations.models import Holder, Source
from dangol.conversations.ports import InboundMessage, Said
from dangol.kit.ids import ConversationId, InboxId, MessageId
from dangol.kit.text import clean
from dangol.runtime.database import Transaction
from dangol.runtime.outbox import emit
from dangol.runtime.telemetry import MESSAGES

MOST_CHARACTERS = 4000
_MOST_FIELDS = 40
_MOST_FIELD_CHARACTERS = 2000


@dataclass(frozen=True, slots=True)
class Received:
    """Where a message stands. ``repeat``: it had been stored before; this time had no effect."""

    conversation_id: ConversationId
    message_id: MessageId
    seq: int
    at: datetime
    repeat: bool


def topic(conversation_id: str) -> str:
    """What listeners to a conversation are woken by."""
    return f"conversation:{conversation_id}"


def check_said(said: Said) -> Said:
    """``said`` as it may be stored: cleaned, and within bounds. Raises a ``MessageRefused``."""
    if said.command is not None:
        return Said(command=said.command, label=clean(said.label or "", 200))
    if said.form is not None:
        values = said.values or {}
        if len(values) > _MOST_FIELDS or any(len(value) > _MOST_FIELD_CHARACTERS for value in values.values()):
            raise MessageTooLarge("That form holds too much.", cure="Send fewer or shorter fields.")
        kept = {clean(k, 64): clean(v, _MOST_FIELD_CHARACTERS) for k, v in values.items()}
        return Said(form=said.form, values=kept, label=clean(said.label or "", 200) or None)
    text = said.text or ""
    if len(text) > MOST_CHARACTERS:
        raise MessageTooLarge(
            f"A message holds at most {MOST_CHARACTERS} characters; this one has {len(text)}.",
            cure="Send it in parts.",
            most=MOST_CHARACTERS,
        )
    text = clean(text, MOST_CHARACTERS)
    if not text:
        raise NothingSaid("The message is empty.", cure="Write something first.")
    return Said(text=text)


def shown(said: Said) -> list[dict[str, Any]]:
    """A shopper's message as the conversation shows it. Of a form, only that it was sent: its values are personal."""
    if said.text is not None:
        return [{"type": "text", "text": said.text}]
    return [{"type": "text", "text": said.label or "✓"}]


async def receive(
    tx: Transaction,
    inbox_id: InboxId,
    channel: str,
    inbound: InboundMessage,
    *,
    lang: str,
    burst_wait: float = 0.0,
    allow_gap: bool = True,
) -> Received:
    """Store ``inbound`` in this transaction; only after its commit may the sender be told.

    A repeat (same inbox and provider id) is recognised and has no effect. The contact and the conversation are found or
    made, the message gets the conversation's next number, and the turn is written to the outbox. ``burst_wait`` seconds
    are left for more to come. Unless ``allow_gap``, a message whose number skips one raises ``NumberAhead`` and nothing is stored.
    """
    said = check_said(inbound.said)
    contact_id = await meet(tx, inbox_id, inbound.address, lang=inbound.lang)
    conversation = await repository.locked_standing_of(tx, contact_id, inbox_id)
    if conversation is None:
        # Another process may be beginning it this very moment: whoever holds the contact's row begins it, the other finds it.
        await lock_contact(tx, contact_id)
        conversation = await repository.locked_standing_of(tx, contact_id, inbox_id)
    if conversation is None:
        page = dict(inbound.page) if inbound.page else None
        begun = await repository.add_conversation(tx, contact_id, inbox_id, inbound.lang or lang, page)
        conversation = await repository.locked_standing(tx, begun)
    if conversation is None:
        raise MessageRefused("The conversation has gone.")
    before = await repository.message_with(tx, inbox_id, inbound.provider_id)
    if before is not None:
        return Received(conversation.id, before.id, before.seq, before.at, repeat=True)
    flags = list(inbound.flags)
    if inbound.stream is not None and inbound.n is not None:
        reached = await repository.last_n(tx, conversation.id, inbound.stream)
        if inbound.n <= reached:
            flags.append("late")
        else:
            if inbound.n > reached + 1:
                if not allow_gap:
                    raise NumberAhead("An earlier message of this client has not arrived yet.", reached=reached)
                flags.append("gap")
            await repository.set_last_n(tx, conversation.id, inbound.stream, inbound.n, known=reached > 0)
    seq = conversation.last_seq + 1
    message_id = await repository.add_message(
        tx,
        conversation.id,
        inbox_id,
        seq,
        Source.SHOPPER,
        author_id=contact_id,
        provider_id=inbound.provider_id,
        lang=inbound.lang,
        blocks=shown(said),
        said=said.to_json(),
        flags=flags or None,
        sent_at=inbound.sent_at,
    )
    changes: dict[str, Any] = {"last_seq": seq, "last_at": tx.now}
    if inbound.page:
        changes["page"] = dict(inbound.page)
    if conversation.holder is Holder.AGENT:
        changes["answered_seq"] = seq  # a person answers; the assistant will not take it up when it is given back
    await repository.change_conversation(tx, conversation.id, **changes)
    if conversation.holder is not Holder.AGENT:
        await emit(tx, TurnDue(conversation.id, seq), key=conversation.id, delay=timedelta(seconds=burst_wait) or None)
    tx.announce(topic(conversation.id))
    tx.announce("desk")
    MESSAGES.labels("shopper", channel).inc()
    return Received(conversation.id, message_id, seq, tx.now, repeat=False)
