"""What can be wrong with a wish to buy, named as facts the dialogue can speak."""

from __future__ import annotations

from dangol.kit.errors import DangolError


class QuantityRefused(DangolError):
    """Not a number of things: below one, above ``most``, or no whole number."""

    code = "quantity_refused"


class CartFull(DangolError):
    """The cart has as many different things as it takes."""

    code = "cart_full"


class NotForSale(DangolError):
    """The variant does not exist, is withdrawn, or has no price in this currency."""

    code = "not_for_sale"


class SoldOut(DangolError):
    """There is none left."""

    code = "sold_out"


class FewerLeft(DangolError):
    """There is some, but not as many as wanted: ``wanted``, ``available``."""

    code = "fewer_left"


class NotInCart(DangolError):
    """The cart has no such line."""

    code = "not_in_cart"
