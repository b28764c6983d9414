"""The owner's page of the two thresholds in a browser: sliders by keyboard, on a phone, in the dark, saved and undone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dangol.accounts.models import Role
from dangol.runtime.settings import load_shop
from desk.browser.conftest import LOCALES
from desk.running_shop import PASSWORD, RunningShop, Shopper

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[2] / "widget/node_modules/axe-core/axe.min.js"
ADDRESS = "/desk/thresholds"


@pytest.fixture(scope="module")
def owned(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShop]:
    with RunningShop(tmp_path_factory.mktemp("owned")) as running:
        for lang, text in (("en", "How much is delivery?"), ("ko", "이거 얼마예요?"), ("ja", "ぬぺらもふ")):
            one = Shopper(running, lang)
            one.say(text)
            one.hears("assistant")
        yield running


@pytest.mark.parametrize(("lang", "width", "scheme"), [("ko", 390, "dark"), ("ja", 320, "light"), ("en", 1280, "dark")])
def test_by_keyboard(browser: Any, owned: RunningShop, lang: str, width: int, scheme: str) -> None:
    context = browser.new_context(
        base_url=owned.url, locale=LOCALES[lang], viewport={"width": width, "height": 844}, color_scheme=scheme
    )
    context.set_default_timeout(30_000)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda m: faults.append(m.text) if "Content Security Policy" in m.text else None)
    page.goto("/desk/sign-in")
    page.fill("#email", owned.hire("Owner", role=Role.OWNER))
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk")
    page.goto(ADDRESS)
    slider = page.locator('[data-for="act"]')
    slider.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    assert float(page.locator("#act").input_value()) > 0.45
    assert page.locator("#act").input_value() == slider.input_value()
    lower = page.locator('[data-for="ask"]')
    lower.focus()
    page.keyboard.press("End")
    assert page.locator("#act").input_value() == "1", "the lower one takes the upper one along"
    page.locator("#act").fill("0.5")
    page.keyboard.press("Tab")
    page.locator("#ask").fill("0.2")
    page.locator(".deeds .primary").focus()
    page.keyboard.press("Enter")
    page.locator(".saved").wait_for()
    found = load_shop(owned.folder / "shop.toml").understanding
    assert (found.act, found.ask) == (0.5, 0.2)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = "[...document.querySelectorAll('button, input:not([type=hidden])')].filter((n) => n.getBoundingClientRect().height < 39.9)"
    assert page.evaluate(f"{small}.map((n) => n.outerHTML)") == []
    if folder := os.environ.get("DANGOL_TEST_PICTURES"):
        page.screenshot(path=Path(folder) / f"thresholds-{lang}-{scheme}-{width}-saved.png", full_page=True)
    page.locator(".saved button").focus()
    page.keyboard.press("Enter")
    page.locator('#act[value="0.45"]').wait_for()
    found = load_shop(owned.folder / "shop.toml").understanding
    assert (found.act, found.ask) == (0.45, 0.12)
    assert faults == []
    context.close()


@pytest.mark.parametrize("width", [320, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_it_fits_and_axe_finds_nothing(browser: Any, owned: RunningShop, lang: str, scheme: str, width: int) -> None:
    context = browser.new_context(
        base_url=owned.url, locale=LOCALES[lang], viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True,
        reduced_motion="reduce",
    )  # fmt: skip
    context.set_default_timeout(30_000)
    owned.site.limiter._buckets.clear()
    page = context.new_page()
    page.goto(ADDRESS)
    page.fill("#email", owned.hire("Owner", role=Role.OWNER))
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.locator(".owner-page .set").wait_for()
    page.locator("#act").fill("0.7")
    page.locator(".deeds button").first.click()
    page.locator(".named").nth(1).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if folder := os.environ.get("DANGOL_TEST_PICTURES"):
        page.screenshot(path=Path(folder) / f"thresholds-{lang}-{scheme}-{width}.png", full_page=True)
    if not AXE.exists():
        pytest.skip("no axe-core: npm install --prefix tests/widget")
    page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "() => axe.run(document).then((r) => r.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)}`)))"
    )
    assert found == []
    context.close()
