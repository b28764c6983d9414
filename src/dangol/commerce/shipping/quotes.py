"""What each delivery method costs for one parcel. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dangol.commerce.shipping.delivery import DeliveryMethod
from dangol.commerce.shipping.errors import DeliveryUnknown
from dangol.kit.money import Money


@dataclass(frozen=True, slots=True)
class Quote:
    """A method and its price for this parcel; ``missing_for_free`` is what more goods would make it free."""

    method: DeliveryMethod
    price: Money
    missing_for_free: Money | None = None


def quotes(
    methods: Sequence[DeliveryMethod], country: str, currency: str, goods_total: int, weight_g: int = 0
) -> tuple[Quote, ...]:
    """The methods that reach ``country`` with ``weight_g`` grams and have a price in ``currency``, in the table's order.

    ``goods_total`` is the goods' sum in minor units of ``currency``. Empty when nothing serves: the shopper is told so before paying.
    """
    found = []
    for method in methods:
        if not method.serves(country) or currency not in method.prices:
            continue
        if method.max_weight_g is not None and weight_g > method.max_weight_g:
            continue
        price = method.prices[currency]
        threshold = method.free_over.get(currency)
        missing = None
        if threshold is not None and price > 0:
            if goods_total >= threshold:
                price = 0
            else:
                missing = Money(threshold - goods_total, currency)
        found.append(Quote(method, Money(price, currency), missing))
    return tuple(found)


def quote_for(
    methods: Sequence[DeliveryMethod], method_id: str, country: str, currency: str, goods_total: int, weight_g: int = 0
) -> Quote:
    """The quote of one method. Raises ``DeliveryUnknown`` when it does not exist or does not serve this parcel."""
    for quote in quotes(methods, country, currency, goods_total, weight_g):
        if quote.method.id == method_id:
            return quote
    raise DeliveryUnknown(
        f"The delivery method {method_id!r} does not serve {country} in {currency}.",
        cure="Choose one of the methods offered.",
        method=method_id,
        country=country,
    )
