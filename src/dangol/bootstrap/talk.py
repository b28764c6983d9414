"""Talking to a shop in this process: what a visitor says goes in by the same door, the replies come back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

from dangol.bootstrap.shop import App
from dangol.contacts.repository import contact_at
from dangol.conversations import repository
from dangol.conversations.actions.receive import receive
from dangol.conversations.models import Source
from dangol.conversations.ports import InboundMessage, Said
from dangol.conversations.repository import Conversation, Message
from dangol.kit.ids import ConversationId
from dangol.messages.content import Button, Content, from_json
from dangol.messages.plain import numbered_text
from dangol.runtime.errors import SettingInvalid
from dangol.web.payments import take_gateway_hook


@dataclass(frozen=True, slots=True)
class Reply:
    """A message that answers, as text with numbered choices, with why it was said."""

    source: str
    lang: str
    text: str
    content: Content
    taps: list[Button]
    explanation: dict[str, Any] | None = field(default=None, repr=False)


def reply_of(message: Message) -> Reply:
    """A message as whoever reads it on a plain screen sees it."""
    content = from_json(message.blocks)
    text, taps = numbered_text(content)
    return Reply(message.source.value, message.lang or "", text, content, taps, message.explanation)


class Talk:
    """Conversations by the name of the visitor."""

    def __init__(self, app: App) -> None:
        self.app = app

    @staticmethod
    def type(text: str) -> Said:
        """Typed text."""
        return Said(text=text)

    @staticmethod
    def tap(button: Button) -> Said:
        """A tapped button."""
        return Said(command=button.command or {}, label=button.label)

    @staticmethod
    def fill(form: str, values: dict[str, str]) -> Said:
        """A filled-in form."""
        return Said(form=form, values=values)

    async def say(
        self, who: str, said: Said, lang: str | None = None, page: dict[str, Any] | None = None
    ) -> list[Reply]:
        """Say it as ``who``, let everything happen that has to, and give what came back. ``page``: where in the shop they are."""
        app = self.app
        await app.refresh()
        async with app.database.transaction() as tx:
            inbound = InboundMessage(
                address=f"terminal:{who}",
                provider_id=f"terminal:{who}:{secrets.token_hex(8)}",
                said=said,
                lang=lang,
                page=page,
            )
            received = await receive(tx, app.site.web_inbox, "web", inbound, lang=app.site.lang(lang))
        await app.settle()
        return await self.heard(received.conversation_id, received.seq)

    async def conversation_of(self, who: str) -> Conversation | None:
        """The conversation with ``who``; none before the first message."""
        async with self.app.database.snapshot() as reader:
            contact_id = await contact_at(reader, self.app.site.web_inbox, f"terminal:{who}")
            if contact_id is None:
                return None
            found = await repository.conversation_of(reader, contact_id, self.app.site.web_inbox)
            return await repository.conversation(reader, found) if found else None

    async def pay(self, who: str, url: str, action: str) -> list[Reply]:
        """Go to the test gateway's page at ``url`` and choose ``action`` there; the signed web hooks come in as from outside."""
        app = self.app
        before = await self.conversation_of(who)
        desk = app.selling.test_payments
        if desk is None or before is None:
            raise SettingInvalid("Only a shop in test mode can be paid in a test.", cure="Set test_mode = true.")
        for after, raw, headers in await desk.pay(url.rstrip("/").rpartition("/")[2].partition("?")[0], action):
            if after:
                app.database.clock.set(app.database.clock.now() + after)
            await take_gateway_hook(app.site, "test", raw, headers)
        await app.settle()
        return await self.heard(before.id, before.last_seq)

    async def heard(self, conversation_id: ConversationId, after: int) -> list[Reply]:
        """What was said to the shopper after that number."""
        async with self.app.database.snapshot() as reader:
            found = await repository.messages_explained(reader, conversation_id, after)
        return [reply_of(message) for message in found if message.source is not Source.SHOPPER]

    async def explain(self, text: str, lang: str | None, before: list[str]) -> dict[str, Any]:
        """What ``text`` is understood to mean after the messages ``before``, without keeping any of it."""
        who = f"understand-{secrets.token_hex(6)}"
        for earlier in before:
            await self.say(who, self.type(earlier), lang)
        replies = await self.say(who, self.type(text), lang)
        explained: dict[str, Any] = {"messages": [], "flow": None, "actions": []}
        for reply in replies:
            if reply.explanation:
                explained = reply.explanation
        understood = (explained["messages"] or [{}])[-1]
        return {
            "lang": understood.get("lang") or (replies[-1].lang if replies else None),
            "commands": understood.get("commands", []),
            "choices": understood.get("choices", []),
            "entities": understood.get("entities", []),
            "intents": understood.get("intents", []),
            "flow": explained.get("flows") or explained.get("flow"),
            "actions": explained.get("actions", []),
            "reply": "\n\n".join(reply.text for reply in replies),
        }
