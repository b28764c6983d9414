"""The cart as a block of a message. Pure: words come from ``say(key, **values)``, bound to the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dangol.commerce.cart.actions import PricedCart, PricedLine
from dangol.commerce.cart.models import MOST_OF_ONE
from dangol.commerce.promotions.views import standing_note
from dangol.kit.money import Money
from dangol.messages.content import Button, CartLine, CartView, Image, Price, TotalLine

Say = Callable[..., str]


def price(money: Money, lang: str) -> Price:
    """An amount as the reader sees it, beside the amount itself."""
    return Price(money=money, text=money.format(lang))


def picture(image: Mapping[str, Any] | None, title: str, lang: str) -> Image | None:
    """A stored image with its words in the reader's language; the product's title where it has none."""
    if not image or not image.get("src"):
        return None
    words = image.get("alt") or {}
    return Image(url=str(image["src"]), alt=words.get(lang) or next(iter(words.values()), title))


def cart_block(cart: PricedCart, say: Say, lang: str) -> CartView:
    """The cart with what is wrong with each line, what its coupon takes off, and the ways on from here."""
    lines = tuple(_line(line, say, lang) for line in cart.lines)
    buttons: tuple[Button, ...] = ()
    if lines and not any(line.blocks for line in cart.lines):
        command = {"command": "start", "intent": "checkout"}
        buttons = (Button(label=say("cart.check_out"), command=command, style="primary"),)
    if lines and cart.takes_coupons:
        buttons += (_coupon_button(cart, say),)
    note = standing_note(cart.coupon, say, lang, cart.currency) if lines and cart.coupon else None
    return CartView(
        cart_id=cart.cart_id,
        lines=lines,
        totals=_sums(cart, say, lang) if lines else (),
        note=note if lines else say("cart.nothing_in_it"),
        editable=True,
        buttons=buttons,
    )


def discount_line(code: str, off: Money, say: Say, lang: str) -> TotalLine:
    """The row of what a coupon takes off."""
    return TotalLine(kind="discount", label=say("total.coupon", code=code), price=price(-off, lang))


def _sums(cart: PricedCart, say: Say, lang: str) -> tuple[TotalLine, ...]:
    goods = TotalLine(kind="subtotal", label=say("total.subtotal"), price=price(cart.subtotal, lang))
    if cart.coupon is None or not cart.discount.amount:
        return (goods,)
    less = discount_line(cart.coupon.code, cart.discount, say, lang)
    return (goods, less, TotalLine(kind="total", label=say("total.reduced"), price=price(cart.total, lang)))


def _coupon_button(cart: PricedCart, say: Say) -> Button:
    if cart.coupon is None:
        return Button(label=say("cart.use_coupon"), command={"command": "start", "intent": "use_coupon"})
    off = {"command": "start", "intent": "use_coupon", "slots": {"off": True}}
    return Button(label=say("cart.take_coupon_off", code=cart.coupon.code), command=off)


def _line(line: PricedLine, say: Say, lang: str) -> CartLine:
    offer = line.offer
    title = offer.title(lang) if offer else say("cart.line.gone_title")
    options = (offer.options.get(lang) or next(iter(offer.options.values()), None)) if offer else None
    return CartLine(
        line_id=line.line_id,
        variant_id=line.variant_id,
        title=title,
        options_text=options,
        image=picture(offer.image, title, lang) if offer else None,
        quantity=line.quantity,
        max_quantity=min(MOST_OF_ONE, offer.available) if offer else 0,
        unit_price=price(line.unit, lang),
        total=price(line.total, lang),
        problem=_problem(line, say, lang),
    )


def _problem(line: PricedLine, say: Say, lang: str) -> str | None:
    if line.problem is None:
        return None
    before = line.seen.format(lang) if line.seen else ""
    available = line.offer.available if line.offer else 0
    return say(f"cart.line.{line.problem}", available=available, before=before, now=line.unit.format(lang))
