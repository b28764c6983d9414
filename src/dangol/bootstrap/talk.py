"""Talking to a shop in this process: what a visitor says goes in by the same door, the replies come back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

from dangol.bootstrap.shop import App
from dangol.conversations import repository
from dangol.conversations.actions.receive import receive
from dangol.conversations.models import Source
from dangol.conversations.ports import InboundMessage, Said
from dangol.messages.content import Button, Content, from_json
from dangol.messages.plain import numbered_text


@dataclass(frozen=True, slots=True)
class Reply:
    """A message that answers, as text with numbered choices, with why it was said."""

    source: str
    lang: str
    text: str
    content: Content
    taps: list[Button]
    explanation: dict[str, Any] | None = field(default=None, repr=False)


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

    async def say(self, who: str, said: Said, lang: str | None = None) -> list[Reply]:
        """Say it as ``who``, let everything happen that has to, and give what came back."""
        app = self.app
        async with app.database.transaction() as tx:
            inbound = InboundMessage(
                address=f"terminal:{who}", provider_id=f"terminal:{who}:{secrets.token_hex(8)}", said=said, lang=lang
            )
            received = await receive(tx, app.site.web_inbox, "web", inbound, lang=app.site.lang(lang))
        await app.settle()
        async with app.database.snapshot() as reader:
            found = await repository.messages_explained(reader, received.conversation_id, received.seq)
        replies = []
        for message in found:
            if message.source is not Source.SHOPPER:
                content = from_json(message.blocks)
                text, taps = numbered_text(content)
                replies.append(
                    Reply(message.source.value, message.lang or "", text, content, taps, message.explanation)
                )
        return replies

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
