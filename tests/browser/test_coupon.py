"""A coupon on the way through a purchase, on a phone, light and dark: the cart, the summary and the order show what it takes off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from browser.running import RunningShop
from browser.shopper import ADDRESSES, Shopper, act

pytestmark = pytest.mark.browser
CODE = "WELCOME"


@pytest.mark.parametrize(
    ("lang", "country", "off", "theme"), [("ko", "KR", "-3,000원", "dark"), ("ja", "JP", "-330円", "light")]
)
def test_a_code_is_tapped_for_typed_and_paid_with(
    person: Callable[..., Shopper], shop: RunningShop, lang: str, country: str, off: str, theme: str
) -> None:
    one = person(lang, width=390, height=844, color_scheme=theme).visit().open()
    one.look_around()
    one.put_into_cart()
    one.tap(one.say_of("cart.use_coupon"))
    assert one.say_of("coupon.ask_code") in one.last.text_content()
    one.say(CODE)
    one.part(".sums .discount").last.wait_for()

    def discount() -> Any:
        row = one.part(".sums .discount").last
        return (row.locator("dt").text_content(), row.locator("dd").text_content())

    assert discount() == (one.say_of("total.coupon", code=CODE), off)
    row, box = one.part(".sums .discount").last.bounding_box(), one.part(".box:not(.past)").last.bounding_box()
    assert row["x"] >= box["x"]
    assert row["x"] + row["width"] <= box["x"] + box["width"]
    one.check_out()
    one.fill({name: one.person[name] for name in ("name", "email", "phone")})
    one.fill(ADDRESSES[country])
    if one.say_of("checkout.ask_delivery") in one.last.text_content():
        one.press(one.last.locator(".quick .b").first)
    assert one.say_of("checkout.ask_confirm") in one.last.text_content()
    assert discount() == (one.say_of("total.coupon", code=CODE), off)
    bank = one.at_the_bank(one.confirm())
    act(bank, "pay")
    one.part(".way").wait_for()
    one.page.bring_to_front()
    assert discount() == (one.say_of("total.coupon", code=CODE), off)
    query = "SELECT subtotal_amount - discount_amount + delivery_amount - total_amount, discount_amount, state FROM orders WHERE email = ?"
    amount = int("".join(c for c in off if c.isdigit()))
    assert [tuple(row) for row in shop.rows(query, one.person["email"])] == [(0, amount, "paid")]
