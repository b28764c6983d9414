"""What a message names, weighed against what its words sound like: a shelf has no stock to ask for, a named product is not searched."""

from __future__ import annotations

from collections.abc import Sequence

from dangol.nlu.commands import Entity

Intent = tuple[str, float]
_VALUES = ("size", "color", "attribute")
_ABOUT_ONE = frozenset({"product_question", "ask_price", "check_stock", "size_advice", "compare", "similar_products"})


def weighed(intents: Sequence[Intent], entities: Sequence[Entity], talked: bool, about: bool) -> Intent:
    """The intent to go by: the first, unless the things named speak for another. ``talked``: products were shown or spoken of
    before; ``about``: the message names a property things have."""
    first, sure = intents[0]
    product = [e for e in entities if e.kind == "product" and not e.negated]
    shelf = any(e.kind in ("category", "brand") and not e.negated for e in entities)
    shares = dict(intents)
    if first == "check_stock" and shelf and not product and not talked and shares.get("find_products", 0.0) >= 0.1:
        return "find_products", sure  # *do you have sneakers in green* looks for some
    if first != "find_products" or len(product) != 1 or not _clear(product[0]):
        return intents[0]
    if about and any(e.kind == "price_limit" for e in entities) is False:
        return "product_question", max(sure, 0.65)
    valued = any(e.kind in _VALUES for e in entities)
    if valued and shares.get("check_stock", 0.0) >= 0.1:
        return "check_stock", sure  # one product in one size: the question is whether it is there
    rival = next((i for i in intents[1:] if i[0] in _ABOUT_ONE), None)
    if rival is not None and rival[1] >= 0.45 * sure:
        return rival[0], max(sure, rival[1])
    return intents[0]


def _clear(entity: Entity) -> bool:
    return bool(entity.links) and entity.links[0].score >= 0.8
