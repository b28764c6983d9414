"""What can be done with a checkout: open it, fill it in, place it, let it run out."""

from dangol.commerce.checkout.actions.fill import choose_delivery, set_address, set_contact, set_country
from dangol.commerce.checkout.actions.opening import (
    access_checkout,
    coupon_standing,
    drop_coupon,
    open_checkout,
    refresh,
)
from dangol.commerce.checkout.actions.place import place

__all__ = [
    "access_checkout",
    "choose_delivery",
    "coupon_standing",
    "drop_coupon",
    "open_checkout",
    "place",
    "refresh",
    "set_address",
    "set_contact",
    "set_country",
]
