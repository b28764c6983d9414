"""What understanding may know of a conversation, gathered for one message."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from dangol.conversations.repository import Conversation
from dangol.dialogue.state import State
from dangol.kit.phones import likeliest_first
from dangol.nlu.context import Context, Made, Shown
from dangol.runtime.database import Reader
from dangol.runtime.settings import Shop
from dangol.wording import MissingSentence
from dangol.wording.errors import MissingValue

AtHand = Callable[[Reader, str, str, str, str | None], Awaitable[tuple[Sequence[Shown], Sequence[Made]]]]
"""The lines of a contact's cart, and what it and the thing spoken of come in: reader, contact, currency, language, that thing's row."""


class ContextMaker:
    """Builds the `Context` of a message."""

    def __init__(self, shop: Shop, at_hand: AtHand, say: Callable[..., str]) -> None:
        """``say(key, lang, **values)`` gives the sentence on a button."""
        self._shop = shop
        self._at_hand = at_hand
        self._say = say

    async def __call__(
        self, reader: Reader, conversation: Conversation, state: State, lang: str, currency: str
    ) -> Context:
        """Everything that decides how a short answer is read."""
        facts = state.facts
        # *It*, where one of several was named as the lightest, is that one.
        last_row = facts.get("last_product") or facts.get("foremost") or _page_row(facts)
        cart, made = await self._at_hand(reader, conversation.contact_id, currency, lang, last_row)
        return Context(
            languages=self._shop.languages,
            lang=lang,
            currency=currency,
            country=self._shop.country,
            countries=tuple(likeliest_first(self._shop.all_countries, lang)),
            today=today(reader.now, self._shop.timezone),
            asked=state.asked,
            asked_kind=state.asked_kind,
            choices=tuple(self._label(option, lang) for option in state.on_screen),
            option=_option(state),
            flow=state.flow,
            flow_intent=_intent(state),
            shown=tuple(_shown(item, facts.get("seen")) for item in facts.get("shown") or ()),
            cart=tuple(cart),
            last_row=last_row,
            last_flow=(facts.get("last_flow") or {}).get("flow"),
            last_intent=facts.get("last_intent"),
            made=tuple(made),
        )

    def _label(self, option: Mapping[str, Any], lang: str) -> str:
        ready = option.get("text") or option.get("label")
        if ready or not option.get("key"):
            return str(ready or "")
        try:
            return self._say(str(option["key"]), lang, **dict(option.get("values") or {}))
        except (MissingSentence, MissingValue):
            return ""


def _option(state: State) -> str | None:
    name = state.stack[-1].result.get("option_name") if state.stack and state.asked_kind == "choice" else None
    return name if isinstance(name, str) else None


def _intent(state: State) -> str | None:
    """What the flow in progress was asked for with."""
    intent = state.stack[-1].slots.get("intent") if state.stack else None
    return intent if isinstance(intent, str) and intent else None


def today(now: datetime, zone: str) -> str:
    """The date in ``zone``, ISO."""
    return now.astimezone(ZoneInfo(zone)).date().isoformat()


def _page_row(facts: Mapping[str, Any]) -> str | None:
    product = facts.get("page_product")
    return f"product:{product}" if product else None


def _shown(item: Mapping[str, Any], seen: Any) -> Shown:
    """One item as it was shown, with what it may be told from the others by, where that was kept when it was shown (``seen``)."""
    row = str(item.get("row", ""))
    kept = seen.get(row) if isinstance(seen, Mapping) else None
    told = kept if isinstance(kept, Mapping) else {}
    return Shown(
        row=row,
        title=str(item.get("title", "")),
        price=item.get("price"),
        values=tuple(str(value) for value in item.get("values") or told.get("values") or ()),
        figures=tuple((str(name), float(figure)) for name, figure in (told.get("figures") or {}).items()),
    )
