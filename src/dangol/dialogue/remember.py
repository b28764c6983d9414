"""What a conversation remembers of an action's result: what was shown, the last product, line, search and order."""

from __future__ import annotations

from dangol.dialogue.events import ActionResult
from dangol.dialogue.state import Json, plain
from dangol.messages.content import Carousel, Comparison, ProductCard

_MAX_SHOWN = 24
_KEPT = {"line": "last_line", "search": "last_search", "order_number": "last_order", "checkout": "last_checkout"}


def facts_of(result: ActionResult) -> dict[str, Json]:
    """The facts in ``result``."""
    facts: dict[str, Json] = {}
    for block in result.blocks:
        if isinstance(block, (Carousel, Comparison)):
            facts["shown"] = [_shown(card) for card in block.items[:_MAX_SHOWN]]
            # Of several things none is *it*, least of all the one spoken of before them.
            facts["last_product"] = _row(block.items[0]) if len(block.items) == 1 else None
            facts["foremost"] = None  # whoever put them in an order to name the first of them says so
        elif isinstance(block, ProductCard):
            facts["last_product"] = _row(block)
            facts["shown"] = [_shown(block)]
    for name, fact in _KEPT.items():
        if result.values.get(name) is not None:
            facts[fact] = plain(result.values[name])
    facts.update({str(k): plain(v) for k, v in result.remember.items()})
    return facts


def _row(card: ProductCard) -> str:
    return f"product:{card.product_id}"


def _shown(card: ProductCard) -> dict[str, Json]:
    shown: dict[str, Json] = {"row": _row(card), "title": card.title, "price": card.price.money.amount}
    if card.variant_id:
        shown["variant"] = f"variant:{card.variant_id}"
    values = [f"{option.name}={value.value}" for option in card.options for value in option.values if value.selected]
    if values:
        shown["values"] = values
    return shown
