"""What things that were shown may be told apart by afterwards: their colours, and the figures that all of them state.

Kept beside what was shown when it is shown, so that *the yellow one* and *the lighter one* mean one of them in whatever is asked next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dangol.assistant.figures import SCALES, figures_beside
from dangol.assistant.finding import colours_of
from dangol.assistant.work import Turn
from dangol.commerce.catalog import repository as catalog
from dangol.commerce.catalog.products import Product
from dangol.dialogue.events import ActionResult
from dangol.kit.text import fold
from dangol.messages.content import Carousel, Comparison

_MOST = 12  # things: nobody tells more of them apart by a word


async def with_seen(turn: Turn, result: ActionResult) -> ActionResult:
    """``result``, remembering of several things it shows what they may be told apart by."""
    block = next((b for b in result.blocks if isinstance(b, (Carousel, Comparison)) and len(b.items) > 1), None)
    if block is None:
        return result
    products = await catalog.list_products(await turn.reader(), [card.product_id for card in block.items[:_MOST]])
    return replace(result, remember={"seen": told_apart(products, turn.lang), **result.remember})


def told_apart(products: Sequence[Product], lang: str) -> dict[str, Any]:
    """By row: ``values`` (*color=mustard*, by id and by name) and ``figures`` (lowest stated, in a unit they share)."""
    scales = {name: figures_beside(products, name, lang) for name in SCALES}
    shared = {name: figures for name, figures in scales.items() if all(figures)}
    return {
        f"product:{product.id}": {
            "values": list(
                dict.fromkeys(
                    f"color={fold(word)}"
                    for value, label, _ in colours_of(product, lang)
                    for word in (value, label)
                    if word
                )
            ),
            "figures": {
                name: float(figure.low) for name, figures in shared.items() if (figure := figures[place]) is not None
            },
        }
        for place, product in enumerate(products)
    }
