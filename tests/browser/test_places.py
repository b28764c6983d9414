"""Where the widget stands: on a phone, on a page of another origin, beside a person at the desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from browser.running import ForeignPage, RunningShop
from browser.shopper import Shopper

pytestmark = pytest.mark.browser

_TOO_WIDE = (
    "[...root.querySelectorAll('.panel, .log, .row, .box, .card, .text, .head, .foot, .line')].filter((node) => "
    "node.scrollWidth > node.clientWidth + 1 && !node.matches('.scroll')).map((node) => node.className)"
)
_TOO_SMALL = (
    "[...root.querySelectorAll('.panel button, .panel select, .panel a.b, .panel input:not([type=radio],[type=checkbox])')]"
    ".filter((node) => node.checkVisibility()).map((node) => [node.className || node.tagName, node.getBoundingClientRect()])"
    ".filter(([, box]) => box.width && (box.width < 43.9 || box.height < 43.9)).map(([name, box]) => "
    "`${name} ${box.width}x${box.height}`)"
)


@pytest.mark.parametrize(("width", "lang", "country"), [(390, "ko", "KR"), (320, "ja", "JP")])
def test_on_a_phone(person: Callable[..., Shopper], width: int, lang: str, country: str) -> None:
    one = person(lang, width=width, height=740, has_touch=True, is_mobile=True, device_scale_factor=2).visit()
    assert one.page.evaluate("document.documentElement.scrollWidth") <= width
    one.open()
    one.wait("!root.querySelector('.panel').getAnimations().length")
    box = one.part(".panel").bounding_box()
    assert {name: round(box[name]) for name in box} == {"x": 0, "y": 0, "width": width, "height": 740}
    one.look_around()
    one.put_into_cart()
    one.check_out()
    one.to_the_summary(country)
    one.confirm()
    one.inside("root.host.sheet('.row { content-visibility: visible !important }')")
    assert one.inside(_TOO_WIDE) == []
    assert one.inside(_TOO_SMALL) == []
    assert (
        one.inside(
            "Math.min(...[...root.querySelectorAll('textarea, .box input')].map((n) => parseFloat(getComputedStyle(n).fontSize)))"
        )
        >= 16
    )
    one.part(".head button").last.click()
    assert one.part(".launch").is_visible()


@pytest.mark.parametrize("path", ["/", "/?data-dir=rtl&data-lang=ko"])
def test_on_a_page_of_another_origin(
    person: Callable[..., Shopper], shop: RunningShop, elsewhere: ForeignPage, path: str
) -> None:
    one = person("ko" if "ko" in path else "en").visit(path, origin=elsewhere.origin).open()
    assert one.part(".panel").get_attribute("dir") == ("rtl" if "rtl" in path else "ltr")
    one.look_around()
    one.put_into_cart()
    one.check_out()
    loaded = one.inside(
        "[...root.querySelectorAll('img')].filter((img) => img.complete && !img.naturalWidth).map((img) => img.src)"
    )
    assert loaded == []
    assert {url.split("/")[2] for url in one.urls if "://" in url} == {
        shop.origin.removeprefix("http://"),
        elsewhere.origin.removeprefix("http://"),
    }
    assert one.context.cookies() == []


def test_another_origin_without_sockets_and_one_that_was_not_named(
    person: Callable[..., Shopper], elsewhere: ForeignPage, shop: RunningShop
) -> None:
    one = person("en")
    one.flaky_line = True
    one.page.add_init_script(
        "window.WebSocket = class { constructor() { setTimeout(() => this.onclose({ code: 1006 }), 5) } close() {} }"
    )
    one.visit("/", origin=elsewhere.origin).open()
    one.say("hello")
    one.settled()
    assert one.part(".row.assistant").count() >= 2
    asked = (
        "async (url) => { try { return (await fetch(url, { headers: { Authorization: 'Bearer x' } })).status } "
        "catch { return 'refused' } }"
    )
    messages = f"{shop.origin}/widget/v1/messages?after=0"
    assert one.page.evaluate(asked, messages) == 401
    one.faults = [fault for fault in one.faults if "401" not in fault]
    stranger = ForeignPage()
    try:
        stranger.shop_origin = shop.origin
        other = person("en")
        other.visit("/", origin=stranger.origin)
        assert other.page.evaluate(asked, messages) == "refused"
        other.faults = [fault for fault in other.faults if "CORS" not in fault and "ERR_FAILED" not in fault]
    finally:
        stranger.stop()


@pytest.mark.parametrize("lang", ["ko", "ja"])
def test_a_person_answers_from_the_desk(
    person: Callable[..., Shopper], shop: RunningShop, browser: object, lang: str
) -> None:
    desk = person("en").page
    desk.goto(f"{shop.origin}/desk")
    desk.fill("#email", "agent@demo.example.com")
    desk.fill("#password", shop.password())
    desk.click("button[type=submit]")
    desk.wait_for_selector(".inbox")

    one = person(lang).visit().open()
    mark = one.person["email"][:12]
    one.say(f"{'선물 포장' if lang == 'ko' else 'ギフト包装'} {mark}")
    one.settled()
    one.press(one.part(".foot button"))
    found = shop.rows("SELECT conversation_id FROM messages WHERE source = 'shopper' AND blocks LIKE ?", f"%{mark}%")
    desk.goto(f"{shop.origin}/desk/c/{found[0][0]}")
    desk.locator(".log .said.shopper", has_text=mark).wait_for()
    desk.get_by_role("button", name="Take", exact=True).first.click()
    sure = desk.locator("dialog.ask button.primary")
    box = desk.locator(".composer textarea:enabled")
    sure.or_(box).first.wait_for()
    if sure.count():  # outside the hours nobody waits in the queue: taking it over is asked about
        sure.click()
    box.wait_for()
    box.fill("Hello, Minji here: 네 / はい")
    box.press("Enter")
    one.part(".row.agent").wait_for()
    assert "Minji here" in one.part(".row.agent").last.text_content()
    assert one.part(".who p").text_content() in ("상담원과 대화 중입니다", "担当者が対応しています")
    one.say("OK")
    desk.locator(".log .said.shopper", has_text="OK").wait_for()
    one.page.wait_for_timeout(500)
    assert one.part(".row").last.get_attribute("class") == "row shopper", "the assistant stays silent"
