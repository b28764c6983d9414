"""Products as they are shown: as a card, side by side, and what is remembered of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dangol.assistant.work import Turn
from dangol.commerce.catalog.products import Product, Variant
from dangol.kit.money import Money
from dangol.messages.content import Block


async def card_of(turn: Turn, product: Product, variant: Variant | None = None) -> tuple[Block, ...]:
    """The product, or one version of it, as a card; nothing where it is not sold in the shopper's currency."""
    reader = await turn.reader()
    card = await turn.rooms.finder.card(reader, product, turn.rooms.say, turn.lang, turn.currency, variant=variant)
    return (card,) if card else ()


async def side_by_side(turn: Turn, products: Sequence[Product]) -> tuple[Block, ...]:
    """The products as cards side by side; nothing for none."""
    finder = turn.rooms.finder
    return await finder.carousel(await turn.reader(), products, turn.rooms.say, turn.lang, turn.currency)


def last_seen(product: Product) -> dict[str, Any]:
    """What makes the product the one spoken of."""
    return {"last_product": f"product:{product.id}"}


def prices_of(product: Product, currency: str) -> dict[str, Money | None]:
    """What a product costs; ``high`` only where not every version costs the same."""
    span = product.price_range(currency)
    if span is None:
        return {"price": None, "high": None}
    return {"price": span[0], "high": span[1] if span[0] != span[1] else None}
