"""Products as they are shown: as a card, side by side, and what is remembered of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dangol.assistant.wish import Found
from dangol.assistant.work import Turn
from dangol.commerce.catalog.products import Product, Variant
from dangol.kit.money import Money
from dangol.messages.content import Block, Button, Carousel


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


def prices_of(product: Product, currency: str, among: Sequence[Variant] = ()) -> dict[str, Money | None]:
    """What a product costs, or those of its versions that are meant; ``high`` only where not all of them cost the same."""
    span = product.price_range(currency)
    if span is None:
        return {"price": None, "high": None}
    prices = sorted((p for v in among if (p := v.price(currency))), key=lambda price: price.amount)
    span = (prices[0], prices[-1]) if prices else span
    return {"price": span[0], "high": span[1] if span[0] != span[1] else None}


async def shown_found(turn: Turn, found: Found, more: Button | None = None) -> tuple[Block, ...]:
    """What a search found, side by side; behind the last, the way to more."""
    finder, reader = turn.rooms.finder, await turn.reader()
    blocks = await finder.carousel(
        reader, found.products, turn.rooms.say, turn.lang, turn.currency, found.levels, found.wish
    )
    if more is None:
        return blocks
    return tuple(block.model_copy(update={"more": more}) if isinstance(block, Carousel) else block for block in blocks)


def chosen_names(product: Product, chosen: Mapping[str, str], lang: str) -> list[str]:
    """The option values that are chosen, in the reader's language, in the order of the product's options."""
    names = []
    for option in product.options:
        value = option.value(chosen.get(option.id, ""))
        if value is not None:
            names.append(value.name.text(lang))
    return names
