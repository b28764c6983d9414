"""The shopper's own cart as it costs now, with the code on it."""

from __future__ import annotations

from dangol.assistant.work import Turn
from dangol.commerce.cart import actions as cart
from dangol.commerce.cart.actions import PricedCart


async def own_cart(turn: Turn) -> PricedCart:
    """The cart of whoever this turn is with."""
    coupons = turn.rooms.terms(turn.lang).coupons
    return await cart.view(await turn.reader(), turn.contact.id, turn.currency, coupons, turn.contact.email)
