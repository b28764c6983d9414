"""A message from us is appended: the assistant's, an agent's, or a line about the conversation itself."""

from __future__ import annotations

from typing import Any

from dangol.conversations import repository
from dangol.conversations.actions.receive import topic
from dangol.conversations.errors import NoSuchConversation
from dangol.conversations.events import SendDue
from dangol.conversations.models import Source
from dangol.conversations.repository import Conversation
from dangol.kit.ids import MessageId
from dangol.messages.content import Content, to_json
from dangol.runtime.database import Transaction
from dangol.runtime.outbox import emit
from dangol.runtime.telemetry import MESSAGES


async def append(
    tx: Transaction,
    conversation: Conversation,
    channel: str,
    source: Source,
    content: Content,
    *,
    lang: str,
    author_id: str | None = None,
    reply_to: int | None = None,
    explanation: dict[str, Any] | None = None,
    provider_id: str | None = None,
    seq: int | None = None,
) -> tuple[MessageId, int]:
    """Append ``content`` to ``conversation`` under its next number; where the channel has to be told, that is written to the outbox.

    Gives the message's id and number. The conversation's row is locked first, whatever ``conversation`` says its last number was;
    ``seq`` is the next number where this transaction has given it out already.
    """
    if seq is None:
        current = await repository.locked_standing(tx, conversation.id)
        if current is None:
            raise NoSuchConversation("There is no such conversation.")
        seq = current.last_seq + 1
        await repository.change_conversation(tx, conversation.id, last_seq=seq, last_at=tx.now)
    message_id = await repository.add_message(
        tx,
        conversation.id,
        conversation.inbox_id,
        seq,
        source,
        author_id=author_id,
        provider_id=provider_id,
        lang=lang,
        blocks=to_json(content),
        reply_to=reply_to,
        explanation=explanation,
    )
    if channel != "web":
        await emit(tx, SendDue(conversation.id, message_id), key=f"send:{conversation.id}")
    tx.announce(topic(conversation.id))
    tx.announce("desk")
    MESSAGES.labels(source.value, channel).inc()
    return message_id, seq
