"""What was wanted before of the thing that is spoken of: in which colour it was looked for, which size was asked after or turned out
sold out. What follows (*and in 27?*, 그럼 블랙은요, じゃあ黒で) says only what is new."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dangol.assistant.actions.own_cart import last_line_of
from dangol.assistant.actions.saying import values_said
from dangol.assistant.actions.subject import option_values, rows_in, variants_with
from dangol.assistant.work import Turn
from dangol.commerce.catalog import repository as catalog
from dangol.commerce.catalog.products import Product


async def wanted_before(turn: Turn, product: Product, chosen: Mapping[str, str]) -> dict[str, str]:
    """The option values the shopper was looking for when this product was found (*a white shirt?*, *one in M, then*), or asked for
    before they turned out sold out (*then in L*), where nothing else is ``chosen`` now."""
    row = f"product:{product.id}"
    gone, search, looked = (turn.facts.get(name) for name in ("sold_out", "last_search", "looked_at"))
    if isinstance(gone, Mapping) and gone.get("product") == row:
        wanted = dict(gone.get("options") or {}) if chosen else {}
    elif isinstance(looked, Mapping) and looked.get("product") == row:
        wanted = dict(looked.get("options") or {})
    elif isinstance(search, Mapping) and row in (turn.facts.get("last_product"), *_shown_rows(turn)):
        if (named := rows_in(search.get("product") or ())) and row not in named:
            return {}  # a yellow raincoat was looked for, and no yellow boots
        wanted, _ = option_values(product, [("attribute", search.get("attributes"))])
        if wanted and (taken := await last_line_of(turn, product)) is not None:
            # What was taken in the end counts more: who looked for an XL and took the L, wants the red one in L too.
            variant = await catalog.product_of_variant(await turn.reader(), taken[0].variant_id)
            line = variant.variant(taken[0].variant_id) if variant else None
            options = line.options if line else {}
            wanted = {option: options.get(option, value) for option, value in wanted.items()}
    else:
        return {}
    fitting = {option: value for option, value in wanted.items() if option not in chosen}
    return fitting if variants_with(product, {**fitting, **chosen}) else {}


async def followed_up(turn: Turn, product: Product, chosen: Mapping[str, str]) -> dict[str, str]:
    """The same for a question that names nothing: one that names its thing says itself what is asked of it."""
    matches = turn.rooms.finder.lexicon.find(turn.text, turn.lang)
    if not turn.text or any(match.kind in ("product", "category", "brand") for match in matches):
        return {}
    return await wanted_before(turn, product, chosen)


def looked_at(product: Product, chosen: Mapping[str, str]) -> dict[str, Any]:
    """What to remember of a version that was asked after; one that turned out sold out before is done with."""
    return {"looked_at": {"product": f"product:{product.id}", "options": dict(chosen)}, "sold_out": None}


def values_meant(turn: Turn, product: Product, said: list[tuple[str, Any]]) -> tuple[dict[str, str], list[str]]:
    """The product's option values among what was ``said``, and the words that fit none of them. A number may be more than one value of
    the catalogue (26 is a waist, and 260 mm in centimetres): what this product is made in decides."""
    chosen, strange = option_values(product, said)
    if not strange:
        return chosen, strange
    others = [
        link.row.removeprefix("value:")
        for match in turn.rooms.finder.lexicon.find(turn.text, turn.lang)
        for link in match.links
        if link.row.startswith("value:") and match.value.rpartition("=")[2] in strange
    ]
    more, _ = option_values(product, [("size", other) for other in others])
    more = {option: value for option, value in more.items() if option not in chosen}
    more |= values_said(product, turn.text, {**chosen, **more})
    return {**chosen, **more}, [] if more else strange


def _shown_rows(turn: Turn) -> list[str]:
    return rows_in([item.get("row") for item in turn.facts.get("shown") or () if isinstance(item, Mapping)])
