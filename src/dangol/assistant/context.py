"""What understanding may know of a conversation, gathered for one message."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from dangol.conversations.repository import Conversation
from dangol.dialogue.state import State
from dangol.nlu.context import Context, Shown
from dangol.runtime.database import Reader
from dangol.runtime.settings import Shop

CartRows = Callable[[Reader, str, str, str], Awaitable[Sequence[Shown]]]
"""The lines of a contact's cart: reader, contact, currency, language."""


class ContextMaker:
    """Builds the `Context` of a message."""

    def __init__(self, shop: Shop, cart_rows: CartRows) -> None:
        self._shop = shop
        self._cart_rows = cart_rows

    async def __call__(
        self, reader: Reader, conversation: Conversation, state: State, lang: str, currency: str
    ) -> Context:
        """Everything that decides how a short answer is read."""
        facts = state.facts
        return Context(
            languages=self._shop.languages,
            lang=lang,
            currency=currency,
            country=self._shop.country,
            today=today(reader.now, self._shop.timezone),
            asked=state.asked,
            asked_kind=state.asked_kind,
            choices=tuple(_labels(state)),
            flow=state.flow,
            shown=tuple(_shown(item) for item in facts.get("shown") or ()),
            cart=tuple(await self._cart_rows(reader, conversation.contact_id, currency, lang)),
            last_row=facts.get("last_product") or _page_row(facts),
        )


def today(now: datetime, zone: str) -> str:
    """The date in ``zone``, ISO."""
    return now.astimezone(ZoneInfo(zone)).date().isoformat()


def _page_row(facts: Mapping[str, Any]) -> str | None:
    product = facts.get("page_product")
    return f"product:{product}" if product else None


def _labels(state: State) -> list[str]:
    """The labels on the screen: of the question's options and of what was offered."""
    asked = state.asking.get("options") or ()
    return [str(option.get("text") or option.get("label") or "") for option in (*asked, *state.offered)]


def _shown(item: Mapping[str, Any]) -> Shown:
    return Shown(
        row=str(item.get("row", "")),
        title=str(item.get("title", "")),
        price=item.get("price"),
        values=tuple(str(value) for value in item.get("values") or ()),
    )
