"""A guided page in a real browser: no field to type in, and every question can be answered by buttons, forms and the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from browser.running import RunningShop
from browser.shopper import Shopper

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def guided(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShop]:
    running = RunningShop(tmp_path_factory.mktemp("guided") / "shop", ())
    settings = running.folder / "shop.toml"
    more = '\n[conversation]\npages = [{ path = "/", mode = "guided" }]\n'
    settings.write_text(settings.read_text(encoding="utf-8") + more, encoding="utf-8")
    try:
        yield running.start()
    finally:
        running.stop()


@pytest.mark.parametrize(
    ("lang", "words"), [("ko", "맞춤 제작도 되나요"), ("ja", "オーダーメイドはできますか"), ("en", "made to measure")]
)
def test_by_keyboard_alone(browser: Any, guided: RunningShop, lang: str, words: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    context.set_default_timeout(20_000)
    one = Shopper(context, guided.origin, lang).visit()
    one.part("button").first.focus()
    one.page.keyboard.press("Enter")
    one.part(".row.assistant").first.wait_for()
    assert one.part(".ask").is_hidden()
    one.part(".foot button").focus()
    one.page.keyboard.press("Enter")
    one.settled()
    field = one.part("form.box:not(.past) input").last
    field.focus()
    one.page.keyboard.insert_text(words)
    one.page.keyboard.press("Enter")
    one.settled()
    assert one.say_of("handover.ask_reach") in one.last.text_content()
    assert one.part(".ask").is_hidden()
    assert one.faults == []
    context.close()


@pytest.mark.parametrize("lang", ["ko", "ja", "en"])
def test_nobody_is_asked_to_write_where_nobody_can(browser: Any, guided: RunningShop, lang: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.set_default_timeout(20_000)
    one = Shopper(context, guided.origin, lang).visit()
    one.part("button").first.click()
    one.part(".row.assistant button").first.click()
    one.settled()
    assert one.say_of("find_products.ask_category", mode="guided") in one.last.text_content()
    assert one.say_of("find_products.ask_category") not in one.last.text_content()
    context.close()


def test_another_page_of_the_shop_is_mixed(browser: Any, guided: RunningShop) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    context.set_default_timeout(20_000)
    one = Shopper(context, guided.origin, "en").visit()
    link = one.page.locator("a[href*='/p/'], a[href*='/products/']").first.get_attribute("href")
    one.visit(link.split("?")[0]).open()
    assert one.part(".ask textarea").is_visible()
    context.close()
