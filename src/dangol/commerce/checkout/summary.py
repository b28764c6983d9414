"""A checkout reckoned through: what is missing, what it costs. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from dangol.commerce.checkout.models import Checkout
from dangol.commerce.checkout.terms import Terms
from dangol.commerce.checkout.totals import Item, Totals, totals
from dangol.commerce.shipping.errors import DeliveryUnknown
from dangol.commerce.shipping.quotes import Quote, quote_for, quotes
from dangol.kit.money import Money


@dataclass(frozen=True, slots=True)
class Summary:
    """What the shopper confirms. ``quote`` is none until a delivery method that serves is chosen; ``missing`` is in asking order."""

    checkout: Checkout
    totals: Totals
    quote: Quote | None
    missing: tuple[str, ...]


def summarise(checkout: Checkout, terms: Terms) -> Summary:
    """``checkout`` under the shop's ``terms``. Without a delivery method the totals are those of the goods alone."""
    quote = chosen_quote(checkout, terms)
    missing = []
    if not checkout.email:
        missing.append("contact")
    if quote is None:
        missing.append("delivery")
    if (quote is None or quote.method.kind == "parcel") and checkout.address is None:
        missing.append("address")
    items = [Item(line.unit_amount, line.quantity) for line in checkout.lines]
    delivery = quote.price.amount if quote else 0
    sums = totals(
        checkout.currency,
        items,
        delivery,
        terms.tax,
        discount=checkout.coupon.off_goods(checkout.goods) if checkout.coupon else 0,
        delivery_discount=checkout.coupon.off_delivery(delivery) if checkout.coupon else 0,
    )
    return Summary(checkout, sums, quote, tuple(missing))


def chosen_quote(checkout: Checkout, terms: Terms) -> Quote | None:
    """The chosen delivery method's quote as of now; none if none is chosen or it serves no longer."""
    if checkout.delivery_id is None:
        return None
    try:
        return quote_for(
            terms.methods, checkout.delivery_id, checkout.country, checkout.currency, checkout.goods, checkout.weight_g
        )
    except DeliveryUnknown:
        return None


def delivery_to_pay(checkout: Checkout, quote: Quote) -> Money:
    """What this way of delivery costs with the checkout's coupon."""
    off = checkout.coupon.off_delivery(quote.price.amount) if checkout.coupon else 0
    return Money(quote.price.amount - off, quote.price.currency)


def delivery_choices(checkout: Checkout, terms: Terms) -> tuple[Quote, ...]:
    """The delivery methods this checkout may choose from. Empty: the shop does not deliver there."""
    return quotes(terms.methods, checkout.country, checkout.currency, checkout.goods, checkout.weight_g)
