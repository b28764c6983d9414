"""The shopper's own cart as it costs now, with the code on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dangol.assistant.work import Turn
from dangol.commerce.cart import actions as cart
from dangol.commerce.cart.actions import PricedCart, PricedLine
from dangol.commerce.cart.views import cart_block
from dangol.commerce.catalog.products import Product
from dangol.messages.content import Block


async def own_cart(turn: Turn) -> PricedCart:
    """The cart of whoever this turn is with."""
    coupons = turn.rooms.terms(turn.lang).coupons
    return await cart.view(await turn.reader(), turn.contact.id, turn.currency, coupons, turn.contact.email)


async def replaced_line(turn: Turn, arguments: Mapping[str, Any]) -> PricedLine | None:
    """The line of the cart in whose place something is put."""
    instead = arguments.get("instead")
    if not instead:
        return None
    priced = await own_cart(turn)
    wanted = turn.facts.get("last_line") if instead == "last" else instead
    if wanted is None:
        return priced.lines[0] if len(priced.lines) == 1 else None
    found = next((line for line in priced.lines if wanted in (line.line_id, f"variant:{line.variant_id}")), None)
    # What was put in its place a moment ago and is put right now: *swap the assam for rooibos*, *no, loose leaf*.
    since = None if found or instead == "last" else turn.facts.get("last_line")
    return next((line for line in priced.lines if line.line_id == since), None) if since else found


def going(line: PricedLine, out: object) -> int:
    """How many of a line make room: all, unless fewer are said."""
    return min(out, line.quantity) if isinstance(out, int) and not isinstance(out, bool) and out > 0 else line.quantity


async def last_line_of(turn: Turn, product: Product) -> tuple[PricedLine, PricedCart] | None:
    """The line that was put into the cart last, and the cart, if it is of ``product`` and still there."""
    if not turn.facts.get("last_line"):
        return None
    priced = await own_cart(turn)
    line = next((line for line in priced.lines if line.line_id == turn.facts.get("last_line")), None)
    return (line, priced) if line is not None and line.offer and line.offer.product_id == product.id else None


def titles_of(turn: Turn, product: Product | None, variant_id: str) -> dict[str, Any]:
    """What a sentence says of a version: the product's title and the options, empty for what is not known."""
    variant = product.variant(variant_id) if product else None
    title = product.title.text(turn.lang) if product else ""
    options = product.options_text(variant, turn.lang) if product and variant else ""
    return {"title": title, "options_text": options}


def cart_shown(turn: Turn, priced: PricedCart) -> Block:
    """The cart as a block to show."""
    return cart_block(priced, turn.say, turn.lang)
