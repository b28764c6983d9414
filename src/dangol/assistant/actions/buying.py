"""The cart: in, out, how many, what it costs now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from dangol.assistant.actions.choosing import ready
from dangol.assistant.actions.naming import Said, other_than
from dangol.assistant.actions.own_cart import cart_shown, going, own_cart, replaced_line, titles_of
from dangol.assistant.actions.saying import changed_by, partly_said, values_said
from dangol.assistant.actions.subject import bears, products_meant, rows_in, variant_row
from dangol.assistant.work import Action, Turn
from dangol.commerce.cart import actions as cart
from dangol.commerce.cart.actions import PricedCart, PricedLine
from dangol.commerce.cart.errors import CartFull, FewerLeft, NotForSale, NotInCart, QuantityRefused, SoldOut
from dangol.commerce.cart.models import MOST_OF_ONE
from dangol.commerce.catalog import repository as catalog
from dangol.dialogue import ActionResult
from dangol.kit.ids import VariantId
from dangol.kit.text import fold
from dangol.nlu.keeping import kept_first

_SHORT_LATIN, _SHORT_EAST = 4, 2
_TOLD_BY = ("color", "size")


async def add_to_cart(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Put a variant into the cart. With ``replaces`` it takes that line's place, or that of as many as ``out`` says."""
    variant_id = variant_row(arguments.get("variant"))
    if variant_id is None:
        return ActionResult("failed")
    quantity = arguments.get("quantity")
    quantity = quantity if isinstance(quantity, int) and not isinstance(quantity, bool) else 1
    tx = await turn.transaction()
    contact, currency = turn.contact.id, turn.currency
    replaces = await replaced_line(turn, {"instead": arguments.get("replaces")})
    outcome = "added"
    try:
        async with tx.connection.begin_nested():
            if replaces:
                stays = replaces.quantity - going(replaces, arguments.get("out"))
                try:
                    await cart.change(tx, contact, stays, currency=currency, line_id=replaces.line_id)
                    outcome = "replaced"
                except NotInCart:
                    outcome = "added"
            added = await cart.add(tx, contact, VariantId(variant_id), quantity, currency=currency)
    except (SoldOut, NotForSale):
        product = await catalog.product_of_variant(tx, variant_id)
        variant = product.variant(variant_id) if product else None
        return await ready(turn, product, variant) if product and variant else ActionResult("failed")
    except FewerLeft as fact:
        product = await catalog.product_of_variant(tx, variant_id)
        values = {**titles_of(turn, product, variant_id), "left": max(0, fact.data["available"] - fact.data["in_cart"])}
        if values["left"] < 1:
            values["left"] = fact.data["available"]
        return ActionResult("only_left", values)
    except (QuantityRefused, CartFull):
        product = await catalog.product_of_variant(tx, variant_id)
        return ActionResult("limit", {**titles_of(turn, product, variant_id), "max": MOST_OF_ONE})
    priced = await own_cart(turn)
    values = {
        "title": added.offer.title(turn.lang),
        "options_text": added.offer.options.get(turn.lang) or next(iter(added.offer.options.values()), ""),
        "quantity": added.quantity,
        "line": added.line_id,
        "count": priced.count,
        "total": priced.total,
    }
    # What was looked at before this was settled says nothing of the next one: after a grey L, *a red one too* is not the XL asked after.
    return ActionResult(outcome, values, (cart_shown(turn, priced),), remember={"looked_at": None, "sold_out": None})


async def view_cart(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:  # noqa: ARG001
    """The cart with current prices and stock."""
    priced = await own_cart(turn)
    if not priced.lines:
        return ActionResult("empty")
    values: dict[str, Any] = {"count": priced.count, "total": priced.total}
    wrong = [line for line in priced.lines if line.problem is not None]
    if not wrong:
        return ActionResult("shown", values, (cart_shown(turn, priced),))
    values["titles"] = [_line_title(line, turn.lang) for line in wrong]
    result = ActionResult("problems", values, (cart_shown(turn, priced),))
    if any(line.problem == "price_changed" for line in wrong):
        await cart.accept_prices(await turn.transaction(), priced)
    return result


def _line_title(line: PricedLine, lang: str) -> str:
    return line.offer.title(lang) if line.offer else "…"


def _version(line: PricedLine, lang: str) -> str:
    return (line.offer.options.get(lang) or next(iter(line.offer.options.values()), "")) if line.offer else ""


def _named_lines(priced: PricedCart, words: str, lang: str) -> list[PricedLine]:
    """The one line whose title has most in common with ``words``; none when nothing stands out."""
    shared = {line.line_id: _shared(_line_title(line, lang), words) for line in priced.lines}
    most = max(shared.values())
    best = [line for line in priced.lines if shared[line.line_id] == most]
    return best if most and len(best) == 1 else []


def _shared(title: str, words: str) -> int:
    """The length of the longest run of letters that is in both; 0 when it is too short to mean anything."""
    one, other = fold(title), fold(words)
    run = SequenceMatcher(None, one, other, autojunk=False).find_longest_match(0, len(one), 0, len(other))
    piece = one[run.a : run.a + run.size].strip()
    return len(piece) if len(piece) >= (_SHORT_LATIN if piece.isascii() else _SHORT_EAST) else 0


async def _of_shelf(turn: Turn, priced: PricedCart, shelf: Any) -> list[PricedLine]:
    """The lines of what stands on a shelf, or on one within it: of a chair and a desk, *the chair*."""
    name = str(shelf).removeprefix("category:") if isinstance(shelf, str) else ""
    ids = [line.offer.product_id for line in priced.lines if line.offer] if name else []
    there = {product.id for product in await catalog.list_products(await turn.reader(), ids) if product.stands_on(name)}
    return [line for line in priced.lines if line.offer and line.offer.product_id in there]


async def _not_in_cart(turn: Turn, priced: PricedCart) -> bool:
    """Whether the message names something of the catalogue, and nothing of the cart: then no line is meant, not even the only one."""
    rows = [f"product:{line.offer.product_id}" for line in priced.lines if line.offer]
    inside = await products_meant(turn, rows)
    return bool(await other_than(turn, _going(turn), inside))


def _going(turn: Turn) -> str:
    """What the message says of what is to go: of *keep the chair, remove the desk* the rest, whatever else is named to stay."""
    staying = kept_first(turn.text)
    return staying[1] if staying else turn.text


async def _line_meant(turn: Turn, arguments: Mapping[str, Any]) -> PricedLine | ActionResult:
    """The cart line a slot means: a line's id, a product, a variant, or nothing when there is only one; what stands on the shelf
    that was named instead (*the chair*), where that is in the cart. A colour or a size that is said has to be the line's own."""
    value, shelf = arguments.get("line"), arguments.get("category")
    priced = await own_cart(turn)
    if not priced.lines:
        return ActionResult("empty")
    said = [(kind, arguments.get(kind)) for kind in _TOLD_BY]
    for line in priced.lines:
        if line.line_id == value:
            last = value == turn.facts.get("last_line")
            if not last or (not shelf and await _as_said(turn, [line], said, named=False)):
                return line
            value = (
                None  # *make the blue ones three*, *make the cables 3*, of which the last thing put there may be none
            )
    # A version that lies there is told apart by that, whatever is named beside it.
    there = any(value == f"variant:{line.variant_id}" for line in priced.lines)
    if turn.text and not there and await _not_in_cart(turn, priced):
        return ActionResult("not_in_cart")
    named = True
    if value is None:
        meant = _named_lines(priced, _going(turn), turn.lang) or await _of_shelf(turn, priced, shelf)
        if not meant and not shelf:  # of a shelf nothing of which is there, nothing is meant: not even the only line
            meant, named = list(priced.lines), False
    else:
        variants = {row.partition(":")[2] for row in rows_in(value) if row.startswith("variant:")}
        products = {product.id for product in await products_meant(turn, value)}
        meant = [line for line in priced.lines if line.variant_id in variants]
        meant = meant or [line for line in priced.lines if line.offer and line.offer.product_id in products]
        if not meant:
            return ActionResult("not_in_cart")
    meant = await _as_said(turn, meant, said, named=named)
    if not meant:
        return ActionResult("not_in_cart")
    if len(meant) == 1:
        return meant[0]
    choices = []
    for line in meant:
        options = _version(line, turn.lang)
        label = _line_title(line, turn.lang) + (f" ({options})" if options else "")
        choices.append({"value": line.line_id, "label": label})
    return ActionResult("which", {"choices": choices})


async def _as_said(turn: Turn, lines: Sequence[PricedLine], told: Said, *, named: bool) -> list[PricedLine]:
    """The lines that are in the version the message says: *remove vol. 6* means none of a cart with only vol. 4, nor *the blue one* of
    a cart with only a white thing."""
    kept = []
    for line in lines:
        product = await catalog.product_of_variant(await turn.reader(), line.variant_id)
        variant = product.variant(line.variant_id) if product else None
        said = values_said(product, turn.text, {}) if product else {}
        borne = (variant is None or product is None) or all(
            variant.options.get(option) == value or partly_said(product, option, variant.options.get(option), turn.text)
            for option, value in said.items()
        )
        if borne and (product is None or variant is None or bears(product, variant, told, named=named)):
            kept.append(line)
    return kept


async def change_quantity(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Set the quantity of a cart line, or change it relative to what it is."""
    line = await _line_meant(turn, arguments)
    if isinstance(line, ActionResult):
        return line
    quantity = arguments.get("quantity")
    if arguments.get("relative"):
        quantity = changed_by(line.quantity, arguments["relative"])
    title = _line_title(line, turn.lang)
    tx = await turn.transaction()
    try:
        changed = await cart.change(tx, turn.contact.id, quantity, currency=turn.currency, line_id=line.line_id)  # type: ignore[arg-type]
    except (SoldOut, NotForSale):
        return ActionResult("only_left", {"title": title, "left": 0})
    except FewerLeft as fact:
        return ActionResult("only_left", {"title": title, "left": fact.data["available"]})
    except QuantityRefused:
        return ActionResult("limit", {"title": title, "max": MOST_OF_ONE})
    except NotInCart:
        return ActionResult("not_in_cart")
    if changed is None:
        return await _after(turn, "removed", {"title": title, "options_text": _version(line, turn.lang)})
    said = {"title": title, "options_text": _version(line, turn.lang)}
    return await _after(turn, "changed", {**said, "quantity": quantity, "line": line.line_id})


async def remove_from_cart(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Take a line out of the cart."""
    line = await _line_meant(turn, arguments)
    if isinstance(line, ActionResult):
        return line
    try:
        await cart.remove(await turn.transaction(), turn.contact.id, line_id=line.line_id)
    except NotInCart:
        return ActionResult("not_in_cart")
    said = {"title": _line_title(line, turn.lang), "options_text": _version(line, turn.lang)}
    return await _after(turn, "removed", said)


async def _after(turn: Turn, outcome: str, values: dict[str, Any]) -> ActionResult:
    priced = await own_cart(turn)
    blocks = (cart_shown(turn, priced),) if priced.lines else ()
    return ActionResult(outcome, {**values, "count": priced.count, "total": priced.total}, blocks)


async def clear_cart(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:  # noqa: ARG001
    """Empty the cart."""
    gone = await cart.clear(await turn.transaction(), turn.contact.id)
    return ActionResult("cleared", {"count": gone}) if gone else ActionResult("empty")


ACTIONS: Mapping[str, Action] = {
    "add_to_cart": add_to_cart,
    "view_cart": view_cart,
    "change_quantity": change_quantity,
    "remove_from_cart": remove_from_cart,
    "clear_cart": clear_cart,
}
