"""A purchase from the first look to the order's state: by buttons in Korean and Japanese, by keyboard alone in English."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from browser.running import RunningShop
from browser.shopper import Shopper, act

pytestmark = pytest.mark.browser


def _orders(shop: RunningShop, email: str) -> list[Any]:
    return shop.rows("SELECT number, state, currency, total_amount, test FROM orders WHERE email = ?", email)


@pytest.mark.parametrize(
    ("lang", "country", "currency", "sign"), [("ko", "KR", "KRW", "원"), ("ja", "JP", "JPY", "円")]
)
def test_by_buttons_alone(
    person: Callable[..., Shopper], shop: RunningShop, lang: str, country: str, currency: str, sign: str
) -> None:
    one = person(lang).visit().open()
    one.look_around()
    one.put_into_cart()
    assert sign in one.part(".lines .sum b").last.text_content()
    one.check_out()
    one.to_the_summary(country)
    assert sign in one.part(".sums .total dd").last.text_content()
    assert one.person["name"] in " ".join(one.texts()[-2:])
    bank = one.at_the_bank(one.confirm())
    assert one.order_number in bank.locator("main").inner_text()
    assert bank.locator("html").get_attribute("lang") == lang
    act(bank, "pay")
    one.part(".way").wait_for()
    number = one.order_number
    assert number in one.part(".box:has(.way)").last.text_content() or number in one.texts()[-1]
    before = one.part(".way").count()
    one.say({"ko": "주문한 거 어디쯤 왔어요?", "ja": "注文した商品はいまどこですか？"}[lang])
    one.wait(f"root.querySelectorAll('.way').length > {before}")
    found = _orders(shop, one.person["email"])
    assert [(row[0], row[1], row[2], bool(row[4])) for row in found] == [(number, "paid", currency, True)]


def test_by_keyboard_alone(person: Callable[..., Shopper], shop: RunningShop) -> None:
    one = person("en").visit()
    keys = one.page.keyboard

    def at() -> str:
        return str(one.page.evaluate("() => document.activeElement.tagName"))

    def go_to(wanted: Any) -> None:
        for _ in range(60):
            ahead = wanted.evaluate(
                "(node) => { const at = node.getRootNode().activeElement; return at === node ? null : "
                "!at || !!(at.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) }"
            )
            if ahead is None:
                return
            keys.press("Tab" if ahead else "Shift+Tab")
        raise AssertionError(f"not reached by Tab: {wanted}")

    def press(wanted: Any, key: str = "Enter") -> None:
        go_to(wanted)
        before = one.part(".row.shopper").count()
        keys.press(key)
        one.wait(f"root.querySelectorAll('.row.shopper').length > {before}")
        one.settled()

    def write(values: dict[str, str]) -> None:
        form = one.part("form.box:not(.past)").last
        for name, value in values.items():
            go_to(form.locator(f"[name={name}]"))
            keys.press("Control+a")
            keys.type(value)
        before = one.part(".row.shopper").count()
        keys.press("Enter")
        one.wait(f"root.querySelectorAll('.row.shopper').length > {before}")
        one.settled()

    keys.press("Shift+Tab")
    assert at() == "DANGOL-CHAT"
    keys.press("Enter")
    one.part(".row.assistant").first.wait_for()
    assert one.inside("root.activeElement.tagName") == "TEXTAREA"
    press(one.part(".quick .b").first)
    press(one.last.locator(".quick .b").nth(2))
    press(one.part(".card .b.primary").first, "Space")
    for _ in range(4):
        if one.part(".lines .steps").count():
            break
        press(one.last.locator(".quick .b").first)
    press(one.part(".box:not(.past) .acts .b.primary").last)
    write({name: one.person[name] for name in ("name", "email", "phone")})
    write({"postcode": "04781", "line1": "3 Naru-gil, Seongdong-gu, Seoul", "line2": "502"})
    press(one.last.locator(".quick .b").first)
    press(one.last.locator(".quick .b").first)
    link = one.part("a.full").last
    link.wait_for(timeout=30_000)
    go_to(link)
    with one.context.expect_page() as opened:
        keys.press("Enter")
    bank = opened.value
    bank.wait_for_load_state()
    for _ in range(10):
        bank.keyboard.press("Tab")
        if bank.evaluate("() => document.activeElement.value") == "pay":
            break
    bank.keyboard.press("Enter")
    one.part(".way").wait_for()
    assert [row[1:3] for row in _orders(shop, one.person["email"])] == [("paid", "USD")]
    one.page.bring_to_front()
    keys.press("Escape")
    assert one.part(".panel").is_hidden()
    assert one.inside("root.activeElement.className") == "launch"


@pytest.mark.parametrize("lang", ["ko", "ja", "en"])
def test_from_the_product_page_into_the_cart(person: Callable[..., Shopper], lang: str) -> None:
    one = person(lang).visit("/c/bags")
    one.page.locator(".tile:not(.gone) a").first.click()
    title = one.page.locator("h1").inner_text()
    one.page.locator("[data-intent=add_to_cart]").click()
    one.part(".row.assistant").nth(1).wait_for()
    one.settled()
    assert one.bubbles()[1] == one.say_of("intent.add_to_cart")
    while not one.part(".lines .steps").count():
        one.press(one.last.locator(".quick .b").filter(has_not_text=one.say_of("shop.sold_out_short")).first)
    assert title in one.part(".lines .name").last.text_content()
