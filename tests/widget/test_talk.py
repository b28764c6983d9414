"""Opening, greeting, languages, a person, and what a page can ask of the widget."""

from __future__ import annotations

from typing import Any

import pytest

from widget import scenes
from widget.conftest import Shopper
from widget.fake_server import FakeServer

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_the_greeting_says_that_it_is_a_machine_and_a_person_is_one_tap_away(
    shopper: Any, server: FakeServer, lang: str
) -> None:
    one: Shopper = shopper(lang).visit().open()
    words = scenes.words(lang)
    assert words["greeting"] in one.part(".row").first.text_content()
    assert words["disclosure"] in one.part(".head").text_content()
    assert one.part(".head .tag").text_content() == {"en": "Test mode", "ko": "테스트 모드", "ja": "テストモード"}[lang]
    person = {"en": "Talk to a person", "ko": "상담원 연결", "ja": "担当者と話す"}[lang]
    button = one.part(".foot").get_by_role("button", name=person)
    assert words["person"] in button.text_content()
    button.click()
    one.part(".notice").wait_for()
    assert server.received[0]["command"] == {"command": "person"}
    assert server.received[0]["label"] == person
    one.wait(f"!root.querySelector('.head').textContent.includes({words['disclosure']!r})")
    server.hold("agent")
    server.say([{"type": "text", "text": "Hello"}], source="agent", lang=lang)
    name = {"en": "Emma Lind", "ko": "이수진", "ja": "佐藤"}[lang]
    agent = one.part(".row.agent")
    agent.wait_for()
    assert agent.locator(".vh").bounding_box()["height"] > 8
    assert name in agent.text_content()
    assert button.is_visible()


def test_the_language_before_the_first_message_sends_nothing(shopper: Any, server: FakeServer) -> None:
    one: Shopper = shopper("en").visit().open()
    one.part(".foot select").select_option("ja")
    one.host.get_by_text(scenes.words("ja")["greeting"]).wait_for()
    assert one.part(".ask textarea").get_attribute("placeholder") == "メッセージを入力"
    assert server.received == []
    assert one.stored() == {}
    assert one.part(".row").count() == 1


def test_the_language_during_a_conversation_is_a_command_and_changes_every_word(
    shopper: Any, server: FakeServer
) -> None:
    one: Shopper = shopper("en").visit().open()
    one.ask("hello")
    one.part(".foot select").select_option("ko")
    one.part(".head").get_by_text("하루의 자동 상담 도우미").wait_for()
    one.wait("root.querySelectorAll('.row').length === 5")
    assert server.received[-1]["command"] == {"command": "language", "lang": "ko"}
    assert server.received[-1]["label"] == "한국어"
    assert one.part(".panel").get_attribute("lang") == "ko"
    assert one.page.get_by_role("button", name="상담원 연결").is_visible()
    assert scenes.words("ko")["greeting"] in one.part(".row").first.text_content()


def test_a_page_can_drive_it_before_and_after_it_is_loaded(shopper: Any, server: FakeServer) -> None:
    one: Shopper = shopper("ko").visit()
    one.page.evaluate("dangol.push(['open'], ['send', '선물 포장 되나요?'])")
    one.host.get_by_text("말씀하신 내용: 선물 포장 되나요?").wait_for()
    one.page.evaluate("dangol.close()")
    assert one.part(".panel").is_hidden()
    server.say([{"type": "text", "text": "네, 됩니다."}])
    one.wait("root.querySelector('.count')")
    one.page.evaluate("dangol.push(['open'])")
    one.part(".panel").wait_for()
    heard = one.page.evaluate(
        "heard.map(([name, detail]) => [name, typeof detail == 'object' ? detail.source ?? detail.text : detail])"
    )
    assert ["open", None] in heard
    assert ["close", None] in heard
    assert ["sent", "선물 포장 되나요?"] in heard
    assert ["message", "assistant"] in heard
    assert ["unread", 1] in heard
    said = {
        "command": {"command": "start", "intent": "show_product", "slots": {"product": "product:mug"}},
        "label": "머그컵",
    }
    one.page.evaluate("(said) => dangol.push(['send', said])", said)
    one.wait("root.querySelectorAll('.row.shopper').length === 2")
    server.until(lambda: len(server.received) == 2)
    assert server.received[-1].items() >= said.items()
    assert "머그컵" in one.part(".row.shopper").last.text_content()


def test_it_stays_open_from_page_to_page_once_a_conversation_runs(shopper: Any) -> None:
    one: Shopper = shopper("ja").visit().open()
    one.ask("こんにちは")
    one.page.reload()
    one.page.wait_for_selector("dangol-chat", state="attached")
    one.part(".panel").wait_for()
    assert one.page.evaluate("document.activeElement === document.body")
    one.page.keyboard.press("Tab")
    one.part(".ask textarea").focus()
    one.page.keyboard.press("Escape")
    one.page.reload()
    one.page.wait_for_selector("[role=status]", state="attached")
    one.wait("root.querySelectorAll('.row').length === 3")
    assert one.part(".panel").is_hidden()


def test_a_guided_shop_has_no_field(shopper: Any, server: FakeServer) -> None:
    server.shop = {"inputs": {"text": False, "buttons": True}}
    one: Shopper = shopper().visit().open()
    assert one.part(".ask").is_hidden()
    one.part(".quick button").first.click()
    one.wait("root.querySelectorAll('.row').length === 3")


def test_a_shop_puts_the_words_its_own_way(shopper: Any, server: FakeServer) -> None:
    server.shop = {"strings": {"write": "무엇이든 물어보세요"}}
    one: Shopper = shopper("ko").visit().open()
    assert one.part(".ask textarea").get_attribute("placeholder") == "무엇이든 물어보세요"


def test_typing_is_shown_and_told(shopper: Any, server: FakeServer) -> None:
    one: Shopper = shopper().visit().open()
    server.delay = 0.6
    one.part(".ask textarea").press_sequentially("hello", delay=5)
    one.page.keyboard.press("Enter")
    one.part(".typing").wait_for()
    one.part(".row.assistant").nth(1).wait_for()
    one.part(".typing").wait_for(state="hidden")
    assert [frame["type"] for frame in server.others].count("typing") == 1


def test_a_long_answer_is_read_from_its_beginning_and_the_newest_is_one_tap_away(
    shopper: Any, server: FakeServer
) -> None:
    one: Shopper = shopper(height=500, reduced_motion="reduce").visit().open()
    one.ask("card")
    one.page.wait_for_timeout(200)
    top = one.inside(
        "root.querySelector('.row.shopper').getBoundingClientRect().top - root.querySelector('.log').getBoundingClientRect().top"
    )
    assert 0 <= top < 40
    one.part(".log").hover()
    one.page.mouse.wheel(0, -300)
    one.page.wait_for_timeout(100)
    server.say([{"type": "text", "text": "news " * 60}])
    one.part(".newer").click()
    one.wait(
        "(() => { const log = root.querySelector('.log'); return log.scrollHeight - log.scrollTop - log.clientHeight < 4 })()"
    )
    assert one.part(".newer").is_hidden()


def test_who_scrolls_on_to_the_end_of_a_form_is_not_taken_back(shopper: Any) -> None:
    one: Shopper = shopper(height=500, reduced_motion="reduce").visit().open()
    one.ask("form")
    one.page.wait_for_timeout(200)
    one.part(".log").hover()
    one.page.mouse.wheel(0, 120)
    one.page.wait_for_timeout(200)
    place = one.inside("root.querySelector('.log').scrollTop")
    one.inside("root.host.typing(false)")  # as when somebody stops writing: everything is put in its place once more
    one.page.wait_for_timeout(200)
    assert abs(one.inside("root.querySelector('.log').scrollTop") - place) < 2


def second_tag(one: Shopper) -> None:
    """The page loads the widget's script once more."""
    one.page.evaluate(
        f"() => new Promise((done) => {{ const s = document.createElement('script'); s.src = "
        f"'{one.server.origin}/w.js'; s.dataset.shop = 'haru'; s.onload = done; document.head.append(s) "
        f"}})"
    )


@pytest.mark.parametrize("opened", [False, True], ids=["before it is opened", "after it is opened"])
def test_a_second_script_tag_does_no_harm(shopper: Any, opened: bool) -> None:
    one: Shopper = shopper().visit()
    if opened:
        one.open()
    second_tag(one)
    assert one.host.count() == 1
    if not opened:
        one.open()
    one.page.evaluate("dangol.push(['send', 'hello'])")
    one.part(".row.shopper").get_by_text("hello").wait_for()
    assert one.host.count() == 1
    assert one.page.locator("body > [role=status]").count() == 1


def test_a_page_that_swaps_its_body_has_the_widget_again(shopper: Any) -> None:
    one: Shopper = shopper().visit().open()
    one.page.evaluate("document.body.replaceChildren()")
    assert one.host.count() == 0
    second_tag(one)
    one.open()
    assert one.host.count() == 1
