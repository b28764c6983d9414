"""Training, going back and answers in a browser: by keyboard, followed by itself, on a phone, in the dark, without JavaScript."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dangol.accounts.models import Role
from dangol.bootstrap.understanding import own_sources
from dangol.learning.comparison import Comparison, Lines
from dangol.learning.repository import add_lesson
from dangol.learning.trainings import begin_training, end_training, latest_training, tell_training
from dangol.learning.versions import add_version, pin
from dangol.runtime.processes import host
from desk.browser.conftest import LOCALES
from desk.running_shop import PASSWORD, RunningShop

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[2] / "widget/node_modules/axe-core/axe.min.js"
LEARNING = "/desk/learning"
SAID = {"en": "gribbling wumpus snorkle", "ko": "뿌지직 꿍실꿍실 삐약", "ja": "ぴよぴよ もしゃもしゃ むにゃ"}
LOST = {
    "en": ("thank you so much", "thanks", "thanks", "complaint"),
    "ko": ("정말 감사합니다", "thanks", "thanks", "complaint"),
    "ja": ("ありがとうございます", "thanks", "thanks", "complaint"),
}


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShop]:
    """A shop in which something was learnt, and two messages wait that read the same."""
    folder = tmp_path_factory.mktemp("taught")
    with RunningShop(folder) as running:
        _write(running, "greet", "ahoy there shopkeep")
        running.run(_stage(running))
        yield running


def _write(shop: RunningShop, intent: str, line: str) -> None:
    file = shop.folder / "examples" / "en.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"{intent}: |\n  {line}\n", encoding="utf-8")


async def _stage(shop: RunningShop) -> None:
    async with shop.site.database.transaction() as tx:
        await pin(tx, {}, "cli:nari")
        for lang, said in SAID.items():
            for line in ("one", "other"):  # the same words, once with a thing of the catalogue in them
                await add_lesson(
                    tx, lang, f"{lang}-{line}", text=said, line=f"{said} {line * 3}", reason="unclear", suggested=None,
                    reading={"intents": []}, conversation_id="", seq=0,
                )  # fmt: skip


def _page(browser: Any, shop: RunningShop, lang: str, width: int, scheme: str, **more: Any) -> Any:
    context = browser.new_context(
        base_url=shop.url, locale=LOCALES[lang], viewport={"width": width, "height": 900}, color_scheme=scheme,
        reduced_motion="reduce", **more,
    )  # fmt: skip
    context.set_default_timeout(60_000)
    page = context.new_page()
    shop.site.limiter._buckets.clear()
    page.goto(f"/desk/sign-in?next={LEARNING}")
    page.fill("#email", shop.hire("최나리", role=Role.OWNER))
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".lessons")
    return page


def _look(page: Any, name: str, width: int) -> None:
    """It fits, everything to press is large enough, nothing is wrong with it; a picture where one is wanted."""
    if folder := os.environ.get("DANGOL_TEST_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    press = "main :is(button, select, summary, textarea)"
    seen = f"[...document.querySelectorAll('{press}')].filter((n) => n.checkVisibility())"
    small = f"{seen}.filter((n) => n.getBoundingClientRect().height < 39.9)"
    assert page.evaluate(f"{small}.map((n) => n.outerHTML)") == [], name
    if not AXE.exists():
        pytest.skip("no axe-core: npm install --prefix tests/widget")
    page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "() => axe.run(document).then((r) => r.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)}`)))"
    )
    assert found == [], name


@pytest.mark.parametrize("width", [320, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_every_state_fits_and_axe_finds_nothing(
    browser: Any, taught: RunningShop, lang: str, scheme: str, width: int
) -> None:
    page = _page(browser, taught, lang, width, scheme, bypass_csp=True)
    name = f"training-{{}}-{lang}-{scheme}-{width}"
    member = "member:none"
    database = taught.site.database
    nothing, some = Lines(600, 598, 598), Lines(20, 18, 17, (LOST[lang],), ())

    async def train(kind: str) -> None:
        async with database.transaction() as tx:
            training = await begin_training(tx, member, host(), os.getpid())
            if kind == "running":
                await tell_training(tx, training, "talking", 12, 40)
                return
            found = Comparison(Lines(0, 0, 0), nothing, {}, Lines(3, 1, 3))
            if kind == "worse":
                found = Comparison(some, nothing, {"tests/thanks.yaml": (True, False)}, Lines(3, 1, 3))
            number = await add_version(tx, own_sources(taught.folder), found.to_json(), member, live=kind != "worse")
            await end_training(tx, training, version=number)

    async def stop() -> None:
        async with database.transaction() as tx:
            training = await latest_training(tx)
            assert training is not None
            await end_training(tx, training.id, trouble={"code": "broken_off", "words": ""})

    _write(taught, "greet", f"ahoy {name}".replace("{", "").replace("}", ""))
    page.goto(LEARNING)
    page.locator(".lesson-group summary").first.click()
    _look(page, name.format("waiting"), width)
    for kind, shown in (("running", "[data-running]"), ("worse", ".news.amiss"), ("better", ".news.good")):
        taught.run(train(kind))
        page.goto(LEARNING)
        page.locator(f"#training {shown}, #training{shown}").first.wait_for()
        for summary in page.locator("#training summary").all():
            summary.click()
        _look(page, name.format(kind), width)
        if kind == "running":
            taught.run(stop())
    page.goto(f"{LEARNING}?show=versions")
    _look(page, name.format("versions"), width)
    page.context.close()


def test_begun_followed_and_taken_back_by_keyboard(browser: Any, taught: RunningShop) -> None:
    page = _page(browser, taught, "ko", 390, "light")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda m: faults.append(m.text) if "Content Security Policy" in m.text else None)
    _write(taught, "greet", "ahoy by keyboard alone")
    page.reload()
    button = page.locator("#training form button")
    button.focus()
    page.keyboard.press("Enter")
    page.locator("#training[data-running]").wait_for()
    address = page.url
    page.locator("#training .news").wait_for(timeout=300_000)
    assert page.url == address, "it follows by itself"
    title = page.locator("#training .news .phase").inner_text()
    assert page.locator("#training-said").text_content() == title
    assert page.locator("#training .news.good").count() == 1, title
    summary = page.locator("#training .confirm summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".done").wait_for()
    assert faults == []
    page.context.close()


def test_it_works_without_javascript(browser: Any, taught: RunningShop) -> None:
    page = _page(browser, taught, "ja", 390, "dark", java_script_enabled=False)
    _write(taught, "greet", "ahoy without a script")
    page.goto(LEARNING)
    with page.expect_navigation():
        page.locator("#training form button").click()
    for _ in range(600):
        if page.locator("#training .news").count():
            break
        again = page.locator("#training[data-running] a").first
        page.wait_for_timeout(500)
        with page.expect_navigation():  # a page that is still leaving would be asked for what the next one has
            again.click()
    page.locator("#training .confirm summary").click()
    page.locator("#training .confirm button").click()
    page.locator(".done").wait_for()
    group = page.locator(".lesson-group", has_text=SAID["ja"]).first
    group.locator("summary").click()
    group.locator('[name="answer"]').fill("はい、できます。")
    group.locator('button[value="answer"]').click()
    page.locator(".done").wait_for()
    assert "はい、できます。" in (taught.folder / "faq" / "ja.md").read_text(encoding="utf-8")
    page.context.close()
