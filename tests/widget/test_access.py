"""For everybody: keyboard, screen reader, Korean and Japanese input, small, large, dark, from right to left."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from widget import scenes
from widget.conftest import Shopper
from widget.fake_server import FakeServer

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "node_modules/axe-core/axe.min.js"


def _focused(one: Shopper) -> str:
    """Class or tag of what holds the focus, inside the widget or in the page."""
    result: str = one.page.evaluate(
        "() => { const a = document.activeElement; const b = a.shadowRoot?.activeElement; return b "
        "? b.className || b.tagName : 'page:' + (a.id || a.tagName) }"
    )
    return result


@pytest.mark.parametrize(("lang", "said"), [("en", "hello"), ("ko", "안녕하세요"), ("ja", "こんにちは")])
def test_each_reply_is_announced_exactly_once_and_history_never(
    shopper: Any, server: FakeServer, lang: str, said: str
) -> None:
    one: Shopper = shopper(lang).visit().open()
    one.ear()
    one.ask(said)
    name, echo = scenes.words(lang)["name"], scenes.words(lang)["echo"].format(said)
    assert one.spoken == [f"{name}: {echo}"]
    before = one.part(".row").count()
    one.say("twice")
    one.wait(f"root.querySelectorAll('.row').length === {before + 3}")
    assert len(one.spoken) == 3
    one.ask("carousel")
    assert len(one.spoken) == 4
    assert scenes.words(lang)["mug"] in one.spoken[3]
    one.page.add_init_script("addEventListener('DOMContentLoaded', () => window.spoken = [])")
    one.page.reload()
    one.page.wait_for_selector("[role=status]", state="attached")
    one.ear()
    one.wait("root.querySelectorAll('.row').length >= 8")
    one.page.wait_for_timeout(300)
    assert one.spoken == []
    server.drop()
    one.ask("once more")
    assert len(one.spoken) == 1


def test_typing_and_own_words_are_not_announced_failures_are(shopper: Any, server: FakeServer) -> None:
    one: Shopper = shopper("ko").visit().open()
    one.ask("하나")
    one.ear()
    server.delay = 0.5
    one.say("silence")
    one.part(".typing").wait_for()
    assert one.spoken == []
    server.refuse = {"code": "x", "message": "안 됩니다."}
    one.say("x")
    one.part(".state.failed").wait_for()
    assert one.spoken == ["보내지 못했습니다: 안 됩니다."]


def test_the_roles_a_screen_reader_needs(shopper: Any) -> None:
    one: Shopper = shopper("ja").visit()
    launch = one.part("button").first
    assert launch.get_attribute("aria-label") == "チャットを開く"
    one.open()
    panel = one.part(".panel")
    assert panel.get_attribute("role") == "dialog"
    assert panel.get_attribute("aria-modal") is None
    assert one.page.get_by_role("dialog", name="ミナ").count() == 1
    log = one.page.get_by_role("log", name="会話")
    assert (log.get_attribute("aria-live"), log.get_attribute("tabindex")) == ("off", "0")
    status = one.page.locator("body > [role=status]")
    assert status.get_attribute("aria-live") == "polite"
    one.ask("こんにちは")
    assert one.part(".row.shopper .vh").text_content().startswith("あなた, ")
    assert one.part(".row.assistant .vh").last.text_content().startswith("ミナ, ")
    assert one.part(".row").last.get_attribute("lang") == "ja"
    assert one.part(".row .text").last.get_attribute("dir") == "auto"
    one.ask("carousel")
    assert one.page.get_by_role("list", name="商品4点").get_by_role("listitem").count() == 5


def test_escape_closes_and_gives_the_focus_back(shopper: Any) -> None:
    one: Shopper = shopper().visit()
    one.page.keyboard.press("Tab")
    one.page.keyboard.press("Tab")
    assert _focused(one) in ("page:DANGOL-CHAT", "BUTTON", "launch")
    one.page.keyboard.press("Enter")
    one.part(".row.assistant").first.wait_for()
    assert _focused(one) == "TEXTAREA"
    one.page.keyboard.press("Escape")
    assert one.part(".panel").is_hidden()
    assert _focused(one) == "launch"


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_from_the_carousel_into_the_cart_by_keyboard_alone(shopper: Any, server: FakeServer, lang: str) -> None:
    one: Shopper = shopper(lang).visit()
    keys = one.page.keyboard

    def tab_to(role: str, name: str) -> None:
        wanted = one.page.get_by_role(role, name=name, exact=True).last  # type: ignore[arg-type]
        for _ in range(40):
            if wanted.evaluate("(node) => node.getRootNode().activeElement === node"):
                return
            keys.press("Shift+Tab")
        raise AssertionError(f"{name} is not reached by Tab")

    keys.press("Tab")
    keys.press("Tab")
    keys.press("Enter")
    one.part(".row.assistant").first.wait_for()
    keys.type("card")
    keys.press("Enter")
    one.part(".card").wait_for()
    words = scenes.words(lang)
    tab_to("button", words["colors"][1])
    keys.press("Space")
    one.wait("root.querySelectorAll('.card').length === 2")
    assert server.received[-1]["command"] == {
        "command": "start",
        "intent": "show_product",
        "slots": {"variant": "variant:LS-SND-M"},
    }
    one.part(".ask textarea").focus()
    tab_to("button", words["add"])
    keys.press("Enter")
    one.part(".lines").wait_for()
    one.part(".ask textarea").focus()
    tab_to("button", words["checkout"])
    keys.press("Enter")
    # The row is there before the message has arrived.
    server.until(lambda: len(server.received) == 4)
    assert server.received[-1]["command"]["intent"] == "checkout"


@pytest.mark.parametrize("lang", ["ko", "ja"])
def test_the_enter_that_ends_a_syllable_does_not_send(shopper: Any, server: FakeServer, lang: str) -> None:
    one: Shopper = shopper(lang).visit().open()
    client = one.context.new_cdp_session(one.page)
    steps, done = (["ㅎ", "하", "한"], "한글") if lang == "ko" else (["に", "にほ", "にほん"], "日本")
    for step in steps:
        client.send("Input.imeSetComposition", {"text": step, "selectionStart": len(step), "selectionEnd": len(step)})
    # What a browser reports while an input method holds the key: 229, or composing.
    for more in ({"keyCode": 229}, {"isComposing": True, "keyCode": 13}):
        one.page.evaluate(
            "(more) => document.querySelector('dangol-chat').shadowRoot.querySelector('.ask textarea')"
            ".dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...more }))",
            more,
        )
    assert server.received == []
    client.send("Input.insertText", {"text": done})
    assert one.part(".ask textarea").input_value() == done
    one.page.keyboard.press("Shift+Enter")
    one.page.keyboard.type("2")
    one.page.keyboard.press("Enter")
    one.part(".row.shopper").wait_for()
    one.wait("root.querySelectorAll('.row').length === 3")
    assert [frame["text"] for frame in server.received] == [f"{done}\n2"]


def test_the_pages_own_shortcuts_stay_silent_while_somebody_writes(shopper: Any) -> None:
    one: Shopper = shopper().visit().open()
    one.page.evaluate(
        "() => { window.keys = []; for (const t of ['keydown', 'keyup', 'keypress']) "
        "addEventListener(t, (e) => keys.push(e.key)) }"
    )
    one.part(".ask textarea").press("/")
    assert one.page.evaluate("keys") == []
    assert one.part(".ask textarea").input_value() == "/"


def test_opening_unasked_never_takes_the_focus(shopper: Any) -> None:
    one: Shopper = shopper().visit(open="0.3")
    one.page.locator("#other").focus()
    one.part(".panel").wait_for()
    one.part(".row.assistant").first.wait_for()
    assert _focused(one) == "page:other"
    phone: Shopper = shopper(width=390).visit(open="0.2")
    phone.page.wait_for_selector("[role=status]", state="attached")
    phone.page.wait_for_timeout(300)
    assert phone.part(".panel").is_hidden()


def test_what_arrives_while_closed_is_counted_on_the_button(shopper: Any, server: FakeServer) -> None:
    one: Shopper = shopper("ko").visit().open()
    one.ask("안녕하세요")
    one.page.keyboard.press("Escape")
    server.say([{"type": "text", "text": "하나"}])
    server.say([{"type": "text", "text": "둘"}])
    one.wait("root.querySelector('.count')?.textContent === '2'")
    assert one.part(".launch").get_attribute("aria-label") == "채팅 열기, 안 읽은 메시지 2개"
    one.page.reload()
    one.page.wait_for_selector("dangol-chat", state="attached")
    one.wait("root.querySelector('.count')?.textContent === '2'")
    one.part(".launch").click()
    one.wait("!root.querySelector('.count')")
    server.until(lambda: [frame["seq"] for frame in server.others if frame["type"] == "read"][-1] == 4)


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize(("lang", "direction"), [("en", "ltr"), ("ko", "ltr"), ("ja", "ltr"), ("ar", "rtl")])
def test_nothing_is_cut_off_or_too_small_to_touch(
    shopper: Any, server: FakeServer, width: int, lang: str, direction: str
) -> None:
    server.shop = {"languages": ["en", "ko", "ja", "ar"]}
    one: Shopper = shopper(lang, width=width, height=740).visit(path=f"/?dir={direction}").open()
    for what in ("carousel", "card", "cart", "form", "order", "rating coupon place file payment quote"):
        one.ask(what)
    one.lay_open()
    assert one.part(".panel").get_attribute("dir") == direction
    wide = one.inside(
        "[...root.querySelectorAll('.panel, .log, .row, .box, .card, .text, .head, "
        ".foot')].filter((n) => n.scrollWidth > n.clientWidth + 1 && "
        "!n.matches('.scroll')).map((n) => n.className)"
    )
    assert wide == []
    small = one.inside(
        "[...root.querySelectorAll('.panel button, .panel select, .panel a.b, .panel summary, "
        ".panel input:not([type=radio],[type=checkbox]), .radio')]"
        ".filter((n) => n.checkVisibility()).map((n) => "
        "[n.className || n.tagName, n.getBoundingClientRect()])"
        ".filter(([, r]) => r.width && (r.width < 43.9 || r.height < 43.9)).map(([c, r]) => `${c} ${r.width}x${r.height}`)"
    )
    assert small == []
    if width < 521:
        box = one.part(".panel").bounding_box()
        assert box == {"x": 0, "y": 0, "width": width, "height": 740}
    size = one.inside(
        "Math.min(...[...root.querySelectorAll('textarea, .box input, .box select')].map((n) => "
        "parseFloat(getComputedStyle(n).fontSize)))"
    )
    assert size >= 16


def test_at_twice_the_text_size_nothing_is_lost(shopper: Any) -> None:
    one: Shopper = shopper("ko", width=390, height=844).visit()
    one.page.evaluate("document.querySelector('dangol-chat').style.fontSize = '32px'")
    one.open()
    for what in ("card", "cart", "form", "order"):
        one.ask(what)
    one.lay_open()
    wide = one.inside(
        "[...root.querySelectorAll('.log, .row, .box, .card, .text, .head, .foot, "
        ".line')].filter((n) => n.scrollWidth > n.clientWidth + 1).map((n) => n.className)"
    )
    assert wide == []
    assert one.inside("root.querySelector('.log').clientHeight") > 150


def test_reduced_motion_means_none(shopper: Any) -> None:
    one: Shopper = shopper(reduced_motion="reduce").visit().open()
    one.ask("carousel")
    assert one.inside("root.getAnimations().length") == 0
    one.page.get_by_role("button", name="Next").click()
    one.wait("root.querySelector('.reel').scrollLeft > 100")


@pytest.mark.parametrize(
    "accent",
    ["#fee500", "#ffffff", "#000000", "#ff5a5f", "#06c755", "#3b5bdb", "#8a8a8a", "#00bcd4", "#c77dff", "#f97316"],
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_any_accent_can_be_read(shopper: Any, server: FakeServer, accent: str, scheme: str) -> None:
    server.shop = {"accent": accent}
    one: Shopper = shopper(color_scheme=scheme).visit().open()
    one.ask("rating")
    script = """(() => {
      const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
      const rgb = (color) => {
        canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data]; };
      const light = (c) => c.slice(0, 3).map((v) => ((v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
        .reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
      const ratio = (a, b) => { const [x, y] = [light(rgb(a)), light(rgb(b))].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
      const of = (selector, name) => getComputedStyle(root.querySelector(selector))[name];
      const paper = of(".panel", "backgroundColor"), bubble = of(".assistant .text", "backgroundColor");
      return [ratio(of(".shopper .text", "color"), of(".shopper .text", "backgroundColor")),
        ratio(of(".launch", "color"), of(".launch", "backgroundColor")),
        ratio(of(".quick .b", "color"), paper), ratio(of(".quick .b", "color"), bubble)];
    })()"""
    ratios = one.inside(script)
    assert min(ratios) >= 4.5, ratios


@pytest.mark.parametrize("lang", ["en", "ko", "ja", "ar"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(shopper: Any, server: FakeServer, lang: str, scheme: str, width: int) -> None:
    if not AXE.exists():
        pytest.skip("no axe-core: npm install --prefix tests/widget")
    server.shop = {"languages": ["en", "ko", "ja", "ar"]}
    one: Shopper = shopper(lang, width=width, height=900, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    one.visit(path="/?dir=rtl" if lang == "ar" else "/?")
    one.page.evaluate(AXE.read_text())

    def violations() -> list[str]:
        found: list[str] = one.page.evaluate(
            "() => axe.run(document, { rules: { 'page-has-heading-one': { enabled: false } } "
            "}).then((r) => r.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, "
            "160)} ${n.failureSummary}`)))"
        )
        return [line for line in found if "Linen, cotton" not in line and 'id="other"' not in line]

    assert violations() == []
    one.open()
    one.lay_open()
    assert violations() == []
    for what in (
        "carousel",
        "card",
        "cart",
        "form",
        "order comparison",
        "rating coupon place file",
        "payment quote notice warning",
        "picture",
    ):
        one.ask(what)
        assert violations() == [], what
    one.part(".box form, form.box").last.evaluate("(form) => form.requestSubmit()")
    assert violations() == []
    server.refuse = {"code": "x", "message": "No."}
    one.say("x")
    one.part(".state.failed").wait_for()
    assert violations() == []
