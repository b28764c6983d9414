"""All versions of one product from one number to another: which they are, and all of them into the cart at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True, slots=True)
class VersionRange:
    """From the ``first`` to the ``last`` number of ``option``: the ids of the values that are made, in order, and the numbers that are not."""

    option: Option
    first: int
    last: int
    values: tuple[str, ...]
    missing: tuple[int, ...]


def versions_between(product: Product, span: object) -> VersionRange | None:
    """The values that a range (``{"first": 1, "last": 3}``) means: of the option that has most of its numbers. None where no option has any."""
    first, last = (span.get(name) if isinstance(span, Mapping) else None for name in ("first", "last"))
    if not isinstance(first, int) or not isinstance(last, int) or first >= last:
        return None
    best: tuple[dict[int, str], Option] | None = None
    for option in product.options:
        numbered = {n: value for n, value in _by_number(option).items() if first <= n <= last}
        if numbered and (best is None or len(numbered) > len(best[0])):
            best = numbered, option
    if best is None:
        return None
    made, option = best
    missing = tuple(n for n in range(first, last + 1) if n not in made) if last - first < MOST_AT_ONCE else ()
    return VersionRange(option, first, last, tuple(made[n] for n in sorted(made)), missing)


def _by_number(option: Option) -> dict[int, str]:
    """The option's values by the one number each has in its names."""
    found: dict[int, str] = {}
    for value in option.values:
        numbers = {int(n) for name in value.name.values.values() for n in _NUMBER.findall(fold(name))}
        if len(numbers) == 1:
            found.setdefault(numbers.pop(), value.id)
    return found


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
    priced = await cart.view(tx, contact, currency)
    values = {"title": title, "names": names, "missing": left_out, "line": line, "total": priced.subtotal}
    values["count"] = priced.count
    return ActionResult("added", values, (cart_block(priced, turn.say, turn.lang),), remember={"looked_at": None})


ACTIONS: Mapping[str, Action] = {"add_each": add_each}
