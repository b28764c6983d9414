"""axe over the real pages: states of the widget by colour scheme and language, the shop's pages, the payment page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from browser.running import ForeignPage, RunningShop
from browser.shopper import AXE, Shopper, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not AXE.exists(), reason="no axe-core: npm install --prefix tests/widget"),
]
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
}


def _walk(one: Shopper, country: str) -> None:
    def check(state: str) -> None:
        one.inside("root.host.sheet?.('.row { content-visibility: visible !important }')")
        assert violations(one.page) == [], state

    check("closed")
    one.open()
    check("greeting")
    one.look_around()
    check("cards")
    one.put_into_cart()
    check("cart")
    one.check_out()
    one.part("form.box:not(.past) [type=submit]").last.click()
    one.part("[aria-invalid=true]").first.wait_for()
    check("form with errors")
    one.to_the_summary(country)
    check("summary")
    bank = one.at_the_bank(one.confirm())
    check("payment")
    assert violations(bank) == [], "the payment page"
    bank.locator("button[value=pay]").click()
    one.part(".way").wait_for()
    check("order")


@pytest.mark.parametrize("look", list(LOOKS))
@pytest.mark.parametrize(("lang", "country"), [("en", "KR"), ("ko", "KR"), ("ja", "JP")])
def test_axe_finds_nothing(person: Callable[..., Shopper], look: str, lang: str, country: str) -> None:
    one = person(lang, bypass_csp=True, reduced_motion="reduce", **LOOKS[look])
    _walk(one.visit(), country)


def test_axe_finds_nothing_from_right_to_left(person: Callable[..., Shopper], elsewhere: ForeignPage) -> None:
    one = person("en", width=390, bypass_csp=True, reduced_motion="reduce")
    _walk(one.visit("/?data-dir=rtl", origin=elsewhere.origin), "KR")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_the_shops_pages(person: Callable[..., Shopper], shop: RunningShop, lang: str, scheme: str) -> None:
    one = person(lang, bypass_csp=True, reduced_motion="reduce", color_scheme=scheme)
    product = shop.rows("SELECT id FROM products ORDER BY id LIMIT 1")[0][0]
    for path in ("/", "/c/bags", f"/p/{product}"):
        one.visit(path)
        assert violations(one.page) == [], path
