"""What the widget costs the page it is on, measured at the running shop: bytes as they travel, requests, what stays behind."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable

import pytest

from browser.running import RunningShop
from browser.shopper import Shopper

pytestmark = pytest.mark.browser
KILO = 1024


def _travels(url: str) -> int:
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.headers["Content-Encoding"] == "gzip", url
        return len(answer.read())


def _ours(one: Shopper) -> list[str]:
    return [url for url in one.urls if "/widget/" in url or url.endswith("/w.js")]


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_one_request_before_the_click_three_after(person: Callable[..., Shopper], shop: RunningShop, lang: str) -> None:
    one = person(lang).visit()
    one.page.wait_for_timeout(500)
    assert [url.rsplit("/", 1)[-1] for url in _ours(one)] == ["w.js"]
    one.open()
    one.look_around()
    one.put_into_cart()
    names = [url.rsplit("/", 1)[-1] for url in _ours(one)[1:]]
    assert sorted(names) == ["blocks.js", "core.js", "socket"]
    assert {url.split("/")[2] for url in one.urls if "://" in url} == {shop.origin.removeprefix("http://")}
    sizes = {url.rsplit("/", 1)[-1]: _travels(url) for url in _ours(one) if url.startswith("http")}
    assert sizes["w.js"] <= KILO
    assert sizes["core.js"] <= 12 * KILO
    assert sizes["blocks.js"] <= 12 * KILO


@pytest.mark.parametrize("lang", ["ko", "ja"])
def test_nothing_is_stored_before_the_first_message(
    person: Callable[..., Shopper], shop: RunningShop, lang: str
) -> None:
    one = person(lang, locale={"ko": "ko-KR", "ja": "ja-JP"}[lang])
    one.visit("/", origin=shop.origin)
    # A look around the pages, and a language chosen there, leave nothing behind either.
    one.page.locator(".tile a").first.click()
    one.page.locator(f".languages a[lang={lang}]").click()
    one.open()
    one.page.keyboard.press("Escape")
    one.part(".launch").click()
    kept = "() => [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie]"
    assert one.page.evaluate(kept) == [[], [], ""]
    assert one.context.cookies() == []
    one.say({"ko": "안녕하세요", "ja": "こんにちは"}[lang])
    one.settled()
    one.wait("root.querySelector('.state.sent')")
    keys, session, cookie = one.page.evaluate(kept)
    assert (len(keys), session, cookie) == (1, [], "")
    assert one.context.cookies() == []


def test_the_page_does_not_move_and_the_script_is_quick(person: Callable[..., Shopper]) -> None:
    one = person("ko").visit()
    one.open()
    moved = one.page.evaluate(
        "() => new Promise((done) => { let sum = 0; new PerformanceObserver((list) => list.getEntries().forEach((entry) => "
        "sum += entry.value)).observe({ type: 'layout-shift', buffered: true }); setTimeout(() => done(sum), 300) })"
    )
    assert moved < 0.001
