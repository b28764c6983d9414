"""The page of what could be learnt, in a browser: by keyboard, in the dark, on a phone, without JavaScript."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from desk.running_shop import RunningShop, Shopper

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[2] / "widget/node_modules/axe-core/axe.min.js"
LOST = {"ko": "뿌지직 꿍실꿍실 {}", "en": "gribbling wumpus snorkle {}", "ja": "ぴよぴよ もしゃもしゃ {}"}


def _lose(shop: RunningShop, lang: str, word: str) -> str:
    shopper = Shopper(shop, lang)
    said = LOST[lang].format(word)
    shopper.say(said)
    shopper.hears("assistant")
    return said


def _row(page: Any, said: str) -> Any:
    return page.locator(".lesson-group li", has_text=said)


def _open(screen: Any, said: str) -> Any:
    page = screen.page
    page.goto("/desk/learning")
    for _ in range(100):
        if _row(page, said).count():
            return page
        page.wait_for_timeout(100)
        page.reload()
    raise AssertionError(f"{said} never appeared")


def test_decided_by_keyboard_alone(shop: RunningShop, screens: Any) -> None:
    screen = screens(lang="en").sign_in()
    said = _lose(shop, "en", "keys")
    page = _open(screen, said)
    page.goto("/desk")
    page.wait_for_selector(".inbox")
    page.locator('a[href="/desk/learning"]').press("Enter")
    page.wait_for_url("**/desk/learning")
    box = _row(page, said).locator("input")
    box.focus()
    group = page.locator(".lesson-group", has_text=said)
    for other in group.locator("li input").all():
        if not other.evaluate("(one, mine) => one === mine", box.element_handle()):
            other.press("Space")
    box.focus()
    select = group.locator("select")
    for _ in range(40):
        page.keyboard.press("Tab")
        if select.evaluate("(one) => one === document.activeElement"):
            break
    page.keyboard.type("Where is my or")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".done")
    examples = yaml.safe_load((shop.folder / "examples" / "en.yaml").read_text(encoding="utf-8"))
    assert said in examples["track_order"].splitlines()


@pytest.mark.parametrize("width", [320, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_it_fits_and_axe_finds_nothing(
    shop: RunningShop, browser: Any, screens: Any, lang: str, scheme: str, width: int
) -> None:
    screen = screens(lang=lang, width=width, scheme=scheme)
    screen.context.close()
    screen.context = browser.new_context(
        base_url=shop.url, viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce",
        locale={"en": "en-US", "ko": "ko-KR", "ja": "ja-JP"}[lang],
    )  # fmt: skip
    screen.context.set_default_timeout(60_000)
    screen.page = screen.context.new_page()
    said = _lose(shop, lang, f"{'zib' if scheme == 'dark' else 'zob'}{'bul' if width == 320 else 'bol'}")
    screen.sign_in()
    page = _open(screen, said)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if folder := os.environ.get("DANGOL_TEST_PICTURES"):
        page.screenshot(path=f"{folder}/learning-{lang}-{scheme}-{width}.png")
    for control in page.locator(".lesson-group button, .lesson-group select").all()[:4]:
        assert control.bounding_box()["height"] >= 40
    if not AXE.exists():
        pytest.skip("no axe-core: npm install --prefix tests/widget")
    page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "() => axe.run(document).then((r) => r.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)}`)))"
    )
    assert found == []


def test_it_works_without_javascript(shop: RunningShop, browser: Any, screens: Any) -> None:
    screen = screens(lang="ko").sign_in()
    said = _lose(shop, "ko", "자바스크립트 없이")
    _open(screen, said)
    plain = browser.new_context(
        base_url=shop.url, storage_state=screen.context.storage_state(), java_script_enabled=False, locale="ko-KR"
    )
    page = plain.new_page()
    page.goto("/desk/learning")
    group = page.locator(".lesson-group", has_text=said)
    group.locator('button[value="ignore"]').click()
    page.wait_for_selector(".done")
    assert page.locator(".lesson-group", has_text=said).count() == 0
    plain.close()
