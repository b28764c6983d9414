"""What can stand between a cart and an order, named as facts the dialogue can speak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dangol.commerce.promotions.actions import Problem
from dangol.kit.errors import DangolError
from dangol.kit.money import Money


class CartEmpty(DangolError):
    """There is nothing to check out."""

    code = "cart_empty"


class CartNeedsChange(DangolError):
    """Something in the cart cannot be bought as it stands; ``lines`` names the cart lines."""

    code = "cart_needs_change"


class CartChanged(DangolError):
    """The cart was changed after this checkout was opened: open it again."""

    code = "cart_changed"


class CheckoutUnknown(DangolError):
    """There is no such checkout, or it is not this contact's."""

    code = "checkout_unknown"


class CheckoutExpired(DangolError):
    """The checkout was left too long: open it again."""

    code = "checkout_expired"


class CheckoutIncomplete(DangolError):
    """Something is still to be said; ``missing`` lists it: contact, delivery, address."""

    code = "checkout_incomplete"

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(f"The checkout lacks: {', '.join(missing)}.", cure="Fill these in.", missing=list(missing))
        self.missing = tuple(missing)


class CurrencyRefused(DangolError):
    """The shop does not sell in this currency."""

    code = "currency_refused"


@dataclass(frozen=True, slots=True)
class PriceChange:
    """One price that is not what the shopper was shown. ``variant_id`` none: the delivery's. ``now`` none: no longer for sale."""

    variant_id: str | None
    titles: dict[str, str]
    before: Money
    now: Money | None


class PriceChanged(DangolError):
    """A price changed between the summary and the order. Nothing was ordered; ``refresh`` the checkout and ask again."""

    code = "price_changed"

    def __init__(self, changes: Sequence[PriceChange]) -> None:
        super().__init__("A price changed since the summary.", cure="Look at the new total and confirm again.")
        self.changes = tuple(changes)


class CouponRefused(DangolError):
    """The coupon of the summary counts no more, or takes off something else (``changed``). Nothing was ordered; ``refresh`` the checkout
    (after ``drop_coupon``, unless it changed) and ask again."""

    code = "coupon_refused"

    def __init__(self, coupon: str, problem: Problem | Literal["changed"]) -> None:
        super().__init__("The coupon counts no more.", cure="Look at the new total and confirm again.", problem=problem)
        self.coupon = coupon
        self.problem = problem
