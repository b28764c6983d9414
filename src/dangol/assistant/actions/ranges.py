"""All versions of one product from one number to another: which they are, and all of them into the cart at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dangol.assistant.actions.own_cart import own_cart
from dangol.assistant.actions.subject import rows_in
from dangol.assistant.work import Action, Turn
from dangol.commerce.cart import actions as cart
from dangol.commerce.cart.errors import CartFull, FewerLeft, NotForSale, QuantityRefused, SoldOut
from dangol.commerce.cart.views import cart_block
from dangol.commerce.catalog import repository as catalog
from dangol.commerce.catalog.products import Option, Product
from dangol.dialogue import ActionResult
from dangol.kit.ids import VariantId
from dangol.kit.text import fold

MOST_AT_ONCE = 12
"""Versions that are put into the cart on one word. Who says *volumes 1 to 100* may have meant it, and is asked."""
_NUMBER = re.compile(r"\d+")
_WHOLE = re.compile(r"\.0+(?!\d)")  # 3.0 is 3


@dataclass(frozen=True, slots=True)
class NumberedVersions:
    """Several values of ``option`` by their numbers: how many were asked for, the ids of those that are made, in order, and the numbers of
    those that are not. ``said`` is how they were called."""

    option: Option
    number: int
    said: str
    values: tuple[str, ...]
    missing: tuple[int, ...]


def versions_numbered(product: Product, span: object) -> NumberedVersions | None:
    """The values that a range (``{"first": 1, "last": 3}``) or numbers one by one (``{"each": [1, 3]}``) mean, of the option that has most
    of them. None where no option has any; of numbers one by one it has to have them all, for else they may be amounts."""
    asked = _numbers(span)
    if asked is None:
        return None
    best: tuple[dict[int, str], Option] | None = None
    for option in product.options:
        numbered = {n: value for n, value in _by_number(option).items() if n in asked}
        if numbered and (best is None or len(numbered) > len(best[0])):
            best = numbered, option
    if best is None or (isinstance(asked, list) and len(best[0]) < len(asked)):
        return None
    made, option = best
    missing = tuple(n for n in asked if n not in made) if len(asked) <= MOST_AT_ONCE else ()
    said = f"{asked[0]}–{asked[-1]}" if isinstance(asked, range) else ", ".join(map(str, asked))
    return NumberedVersions(option, len(asked), said, tuple(made[n] for n in asked if n in made), missing)


def _numbers(span: object) -> range | list[int] | None:
    if not isinstance(span, Mapping):
        return None
    first, last, each = (span.get(name) for name in ("first", "last", "each"))
    if isinstance(first, int) and isinstance(last, int) and first < last:
        return range(first, last + 1)
    return [n for n in each if isinstance(n, int)] if isinstance(each, (list, tuple)) and len(each) > 1 else None


def _by_number(option: Option) -> dict[int, str]:
    """The option's values by the one number each has in its names."""
    found: dict[int, str] = {}
    for value in option.values:
        numbers = {int(n) for name in value.name.values.values() for n in _NUMBER.findall(_WHOLE.sub("", fold(name)))}
        if len(numbers) == 1:
            found.setdefault(numbers.pop(), value.id)
    # What a message says is read as the value's own id where the catalogue knew it: 30, of 3.0 mm.
    ids = {int(value.id): value.id for value in option.values if value.id.isdigit()}
    return {**ids, **found}


async def add_each(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Put each of several versions of one product into the cart; what of them cannot be had is named."""
    quantity = arguments.get("quantity")
    quantity = quantity if isinstance(quantity, int) and not isinstance(quantity, bool) else 1
    tx = await turn.transaction()
    contact, currency = turn.contact.id, turn.currency
    names: list[str] = []
    left_out = [str(name) for name in arguments.get("missing") or ()]
    line = None
    title = ""
    for row in rows_in(arguments.get("variants")):
        variant_id = VariantId(row.partition(":")[2])
        product = await catalog.product_of_variant(tx, variant_id)
        variant = product.variant(variant_id) if product else None
        if product is None or variant is None:
            continue
        title, name = product.title.text(turn.lang), product.options_text(variant, turn.lang)
        try:
            async with tx.connection.begin_nested():
                line = (await cart.add(tx, contact, variant_id, quantity, currency=currency)).line_id
        except (SoldOut, NotForSale, FewerLeft, QuantityRefused, CartFull):
            left_out.append(name)
        else:
            names.append(name)
    if line is None:
        return ActionResult("none", {"title": title, "missing": left_out})
    priced = await own_cart(turn)
    values = {"title": title, "names": names, "missing": left_out, "line": line, "total": priced.total}
    values["count"] = priced.count
    return ActionResult("added", values, (cart_block(priced, turn.say, turn.lang),), remember={"looked_at": None})


ACTIONS: Mapping[str, Action] = {"add_each": add_each}
