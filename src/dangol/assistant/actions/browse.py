"""Looking around: find, show, ask about, compare, similar, stock, price, offers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dangol.assistant.actions.subject import one_product
from dangol.assistant.finding import Wish
from dangol.assistant.work import Action, Turn
from dangol.dialogue import ActionResult


async def find_products(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Search the catalogue live."""
    reader = await turn.reader()
    wish = Wish(str(arguments.get("query") or ""), currency=turn.currency)
    found = await turn.rooms.finder.find(reader, wish, turn.lang)
    if not found.products:
        return ActionResult("none", {"wishes": [], "search": {}})
    blocks = await turn.rooms.finder.carousel(reader, found.products, turn.rooms.say, turn.lang, turn.currency)
    return ActionResult("found", {"count": found.total, "wishes": [], "search": {}}, blocks)


async def show_product(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """One product as a card."""
    product = await one_product(turn, arguments.get("product"))
    if isinstance(product, ActionResult):
        return ActionResult("several" if product.outcome == "which" else product.outcome, product.values)
    card = await turn.rooms.finder.card(await turn.reader(), product, turn.rooms.say, turn.lang, turn.currency)
    price = product.price_range(turn.currency)
    if card is None or price is None:
        return ActionResult("not_found")
    return ActionResult("shown", {"title": product.title.text(turn.lang), "price": price[0]}, (card,))


ACTIONS: Mapping[str, Action] = {"find_products": find_products, "show_product": show_product}
