"""At the bank: refused and tried again, left without paying, and the address of the page itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from browser.running import RunningShop
from browser.shopper import Shopper, act

pytestmark = pytest.mark.browser


def _at_the_bank(one: Shopper, country: str) -> None:
    one.visit().open()
    one.look_around()
    one.put_into_cart(1)
    one.check_out()
    one.to_the_summary(country)


def test_refused_then_paid(person: Callable[..., Shopper], shop: RunningShop) -> None:
    one = person("ja")
    _at_the_bank(one, "JP")
    bank = one.at_the_bank(one.confirm())
    act(bank, "refuse")
    again = one.part(".quick .b").get_by_text(one.say_of("notice.try_again"), exact=True)
    again.wait_for()
    links = one.part("a.full").count()
    again.click()
    one.wait(f"root.querySelectorAll('a.full').length > {links}", 30)
    bank = one.at_the_bank(one.part("a.full").last)
    act(bank, "pay")
    one.part(".way").wait_for()
    assert shop.rows("SELECT state FROM orders WHERE email = ?", one.person["email"]) == [("paid",)]


def test_left_without_paying_the_order_waits(person: Callable[..., Shopper], shop: RunningShop) -> None:
    one = person("ko")
    _at_the_bank(one, "KR")
    link = one.confirm()
    bank = one.at_the_bank(link)
    act(bank, "abandon")
    bank.wait_for_url(f"{shop.origin}/**")
    assert shop.rows("SELECT state FROM orders WHERE email = ?", one.person["email"]) == [("awaiting_payment",)]
    bank.close()
    bank = one.at_the_bank(link)
    act(bank, "pay")
    one.part(".way").wait_for()
    assert shop.rows("SELECT state FROM orders WHERE email = ?", one.person["email"]) == [("paid",)]


def test_a_web_hook_twice_confirms_once(person: Callable[..., Shopper], shop: RunningShop) -> None:
    one = person("ko")
    _at_the_bank(one, "KR")
    act(one.at_the_bank(one.confirm()), "pay_repeat")
    one.part(".way").wait_for()
    one.page.wait_for_timeout(2500)
    assert one.part(".way").count() == 1
    assert shop.rows("SELECT state FROM orders WHERE email = ?", one.person["email"]) == [("paid",)]
