"""A message of ours travels over its channel: once where the channel can tell repeats, visibly in doubt where it cannot."""

from __future__ import annotations

from collections.abc import Mapping

import structlog
from sqlalchemy import insert, select, update

from dangol.contacts.models import identities
from dangol.conversations import repository
from dangol.conversations.events import SendDue
from dangol.conversations.models import sends
from dangol.conversations.ports import Channel
from dangol.kit.errors import GiveUp, RetryLater
from dangol.messages.content import from_json
from dangol.runtime.database import Database
from dangol.runtime.outbox import Delivery

log = structlog.get_logger(__name__)


class Deliverer:
    """Sends what is due. ``channels`` are the adapters by inbox name; ``deliver`` is the outbox's handler of ``SendDue``."""

    def __init__(self, database: Database, channels: Mapping[str, Channel]) -> None:
        self._database = database
        self._channels = channels

    async def deliver(self, delivery: Delivery) -> None:
        """Send one message. A reply goes only to the address the conversation came from."""
        due: SendDue = delivery.event
        async with self._database.snapshot() as reader:
            message = await repository.message(reader, due.message_id)
            conversation = await repository.conversation(reader, due.conversation_id)
            if message is None or conversation is None:
                return
            _, name = await repository.channel_of(reader, conversation.inbox_id)
            address = await reader.scalar(
                select(identities.c.address).where(
                    identities.c.contact_id == conversation.contact_id, identities.c.inbox_id == conversation.inbox_id
                )
            )
            before = await reader.first(select(sends).where(sends.c.message_id == message.id))
        channel = self._channels.get(name)
        if before is not None and before.state == "sent":
            return
        if channel is None or address is None:
            await self._note(message.id, conversation.id, "failed", before is not None, error="no such inbox any more")
            raise GiveUp(f"Inbox {name} is not set up any more.", cure="Add it to shop.toml again.")
        if before is not None and before.state == "in_doubt" and not channel.abilities.repeat_safe:
            # It may have arrived, and the channel could not tell a repeat: a person has to look.
            raise GiveUp("That message may or may not have arrived; it is not repeated.")
        await self._note(message.id, conversation.id, "in_doubt", before is not None)
        try:
            provider_id = await channel.send(address, message.id, message.lang or "en", from_json(message.blocks))
        except RetryLater:
            if channel.abilities.repeat_safe:
                await self._note(message.id, conversation.id, "due", True)
            raise
        except GiveUp as trouble:
            await self._note(message.id, conversation.id, "failed", True, error=str(trouble))
            raise
        await self._note(message.id, conversation.id, "sent", True, provider_id=provider_id)

    async def _note(
        self,
        message_id: str,
        conversation_id: str,
        state: str,
        known: bool,
        *,
        error: str | None = None,
        provider_id: str | None = None,
    ) -> None:
        async with self._database.transaction() as tx:
            values = {"state": state, "error": error, "at": tx.now}
            if provider_id is not None:
                values["provider_id"] = provider_id
            if known:
                attempts = sends.c.attempts + (1 if state == "in_doubt" else 0)
                await tx.execute(
                    update(sends).where(sends.c.message_id == message_id).values(**values, attempts=attempts)
                )
            else:
                await tx.execute(
                    insert(sends).values(
                        message_id=message_id, conversation_id=conversation_id, attempts=1, repeat_safe=True, **values
                    )
                )
            tx.announce("desk")
