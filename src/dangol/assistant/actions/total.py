"""What the cart, the checkout under way or the product on the table comes to with its delivery, by every way there is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dangol.assistant.actions.checkout import country_wanted
from dangol.assistant.actions.delivering import place_to
from dangol.assistant.actions.own_cart import own_cart
from dangol.assistant.actions.subject import products_meant
from dangol.assistant.with_delivery import asks_total
from dangol.assistant.work import Action, Turn
from dangol.commerce.checkout import actions as checkouts
from dangol.commerce.checkout.errors import CheckoutUnknown
from dangol.commerce.checkout.models import Checkout
from dangol.commerce.checkout.summary import delivery_choices, delivery_to_pay
from dangol.commerce.checkout.totals import Item, totals
from dangol.commerce.shipping.quotes import Quote, quotes
from dangol.dialogue import ActionResult
from dangol.kit.ids import CheckoutId
from dangol.kit.money import Money
from dangol.messages.content import Text


async def total_with_delivery(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """The sum with the delivery in it, where that is asked for and there is something to be sent."""
    if not asks_total(str(arguments.get("question") or turn.text)):
        return ActionResult("not_asked")
    named = arguments.get("product")
    checkout = None if named else await _checkout(turn)
    if checkout is not None:
        found = delivery_choices(checkout, turn.rooms.terms(turn.lang))
        chosen = [quote for quote in found if quote.method.id == checkout.delivery_id]
        off = checkout.coupon.off_goods(checkout.goods) if checkout.coupon else 0
        items = [Item(line.unit_amount, line.quantity) for line in checkout.lines]
        ways = [(quote, delivery_to_pay(checkout, quote)) for quote in chosen or found]
        return _told(turn, items, off, ways, checkout.country, "")
    priced = await own_cart(turn)
    country = country_wanted(turn)
    if priced.lines and not named:
        items = [Item(line.unit.amount, line.quantity) for line in priced.lines if not line.blocks]
        return _told(
            turn,
            items,
            priced.discount.amount,
            [(quote, quote.price) for quote in _ways(turn, country, priced.subtotal.amount, priced.weight_g)],
            country,
            "",
        )
    row = named or turn.facts.get("last_product") or turn.facts.get("page_product")
    for product in await products_meant(turn, row) if row else ():
        variant = product.cheapest(turn.currency)
        price = variant.price(turn.currency) if variant else None
        if variant is not None and price is not None:
            quoted = _ways(turn, country, price.amount, variant.weight_g or 0)
            ways = [(quote, quote.price) for quote in quoted]
            return _told(turn, [Item(price.amount, 1)], 0, ways, country, product.title.text(turn.lang))
    return ActionResult("nothing")


async def _checkout(turn: Turn) -> Checkout | None:
    """The checkout under way, if there is one."""
    if not turn.facts.get("last_checkout"):
        return None
    try:
        wanted = CheckoutId(str(turn.facts["last_checkout"]))
        checkout = await checkouts.access_checkout(await turn.reader(), wanted, turn.contact.id)
    except CheckoutUnknown:
        return None
    priced = await own_cart(turn)
    # A checkout that was placed, or whose cart was changed since, is not what is asked of.
    same = priced.cart_id == checkout.cart_id and priced.version == checkout.cart_version
    return checkout if same and checkout.state == "open" else None


def _ways(turn: Turn, country: str, goods: int, weight_g: int) -> list[Quote]:
    return list(quotes(turn.rooms.terms(turn.lang).methods, country, turn.currency, goods, weight_g))


def _told(
    turn: Turn, items: list[Item], off: int, ways: list[tuple[Quote, Money]], country: str, title: str
) -> ActionResult:
    """*Your cart comes to $24.00. With delivery to the United States:*, and a line for each way."""
    if not ways:
        return ActionResult("nothing")
    tax = turn.rooms.terms(turn.lang).tax
    goods = totals(turn.currency, items, 0, tax, discount=off)
    lines = [
        turn.say(
            "delivery.total",
            title=title or None,
            goods=Money(goods.total, turn.currency).format(turn.lang),
            country=place_to(turn, country),
        )
    ]
    for quote, price in ways:
        sums = totals(turn.currency, items, price.amount, tax, discount=off)
        lines.append(
            turn.say(
                "delivery.total_way",
                method=quote.method.title(turn.lang),
                total=Money(sums.total, turn.currency).format(turn.lang),
                price=price.format(turn.lang) if price.amount else None,
            )
        )
    return ActionResult("told", {}, (Text(text="\n".join(lines)),))


ACTIONS: Mapping[str, Action] = {"total_with_delivery": total_with_delivery}
