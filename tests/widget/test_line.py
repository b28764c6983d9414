"""The line to the shop: nothing lost, nothing doubled, whatever the network does."""

from __future__ import annotations

import json
from typing import Any

import pytest

from widget.conftest import Shopper
from widget.fake_server import FakeServer

pytestmark = pytest.mark.browser


def _texts(one: Shopper) -> list[str]:
    return one.part(".row.shopper .text").all_text_contents()


def _settled(one: Shopper, count: int) -> None:
    """Until the server has taken ``count`` messages and the shopper sees them all as sent."""
    one.wait(
        f"root.querySelectorAll('.row.shopper').length === {count} "
        "&& ![...root.querySelectorAll('.row.shopper .state')].some((s) => /waiting|sending|failed/.test(s.className))"
    )


@pytest.mark.parametrize(
    ("lang", "text", "sent"),
    [
        ("en", "Do you have linen?", "Sent"),
        ("ko", "린넨 셔츠 있어요?", "보냄"),
        ("ja", "リネンはありますか", "送信しました"),
    ],
)
def test_a_message_is_sent_numbered_and_marked_when_it_is_stored(
    shopper: Any, server: FakeServer, lang: str, text: str, sent: str
) -> None:
    one: Shopper = shopper(lang).visit().open()
    one.ask(text)
    _settled(one, 1)
    assert one.part(".row.shopper .state").text_content() == sent
    (frame,) = server.received
    assert frame["text"] == text
    assert frame["n"] == 1
    assert len(frame["stream"]) >= 8
    assert frame["sent_at"].endswith("Z")
    assert server.hellos[0]["lang"] == lang
    assert server.hellos[0]["page"]["product"] == "linen-shirt"
    one.ask("2")
    assert [frame["n"] for frame in server.received] == [1, 2]
    assert server.received[0]["stream"] == server.received[1]["stream"]


def test_a_button_sends_its_command_as_it_came_and_once(shopper: Any, server: FakeServer) -> None:
    one: Shopper = shopper("ko").visit().open()
    one.page.evaluate(
        "() => { const b = "
        "document.querySelector('dangol-chat').shadowRoot.querySelectorAll('.quick button')[1]; "
        "b.click(); b.click(); b.click() }"
    )
    _settled(one, 1)
    assert [(f["command"], f["label"]) for f in server.received] == [
        ({"command": "start", "intent": "track_order", "slots": {}}, "주문 조회")
    ]
    assert _texts(one) == ["주문 조회"]
    assert one.part(".quick").first.is_hidden()


def test_what_is_written_offline_is_sent_in_order_when_the_network_is_back(shopper: Any, server: FakeServer) -> None:
    one: Shopper = shopper("ja").visit().open()
    one.ask("はじめまして")
    one.context.set_offline(True)
    one.part(".bar").wait_for()
    one.say("ひとつめ").say("ふたつめ")
    assert one.part(".state.waiting").count() == 2
    assert len(server.received) == 1
    one.context.set_offline(False)
    _settled(one, 3)
    assert one.part(".bar").is_hidden()
    assert [frame["text"] for frame in server.received] == ["はじめまして", "ひとつめ", "ふたつめ"]
    assert [frame["n"] for frame in server.received] == [1, 2, 3]
    assert server.gaps == []
    assert _texts(one) == ["はじめまして", "ひとつめ", "ふたつめ"]


def test_an_unsent_message_survives_a_reload(shopper: Any, server: FakeServer) -> None:
    one: Shopper = shopper("ko").visit().open()
    one.ask("안녕하세요")
    one.wait("true")
    server.sockets_closed = True
    server.drop()
    one.say("배송은 얼마나 걸려요?")
    homes = [name for name in one.stored() if name.startswith("dangol:haru:")]
    assert len(homes) == 1
    (kept,) = json.loads(one.stored()[homes[0]])
    one.page.reload()
    server.sockets_closed = False
    one.page.wait_for_selector("dangol-chat", state="attached")
    one.wait("root.querySelectorAll('.row.shopper').length === 2")
    _settled(one, 2)
    assert [frame["id"] for frame in server.received][1] == kept["id"]
    assert server.received[1]["n"] == 2
    assert list(one.stored()) == ["dangol:haru"]
    assert len(server.visitors) == 1


def test_an_answer_that_got_lost_makes_the_same_message_go_again_not_a_second_one(
    shopper: Any, server: FakeServer
) -> None:
    one: Shopper = shopper()
    # The ten seconds of patience, shortened.
    one.page.add_init_script(
        "const real = setTimeout; window.setTimeout = (f, ms, ...a) => real(f, ms === 1e4 ? 500 : ms, ...a)"
    )
    one.visit().open()
    one.ask("hello")
    server.swallow = 1
    one.ear()
    one.say("are you there?")
    one.page.wait_for_function("() => spoken.includes('Not sent')")
    _settled(one, 2)
    assert [frame["text"] for frame in server.received] == ["hello", "are you there?"]
    assert server.gaps == []


def test_trying_again_by_hand_sends_the_same_id(shopper: Any, server: FakeServer) -> None:
    one: Shopper = shopper()
    one.page.add_init_script(
        "const real = setTimeout; window.setTimeout = (f, ms, ...a) => real(f, ms === 1e4 ? 500 : ms, ...a)"
    )
    one.visit().open()
    one.ask("hello")
    server.swallow = 1
    server.sockets_closed = True
    one.say("again")
    again = one.part(".state.failed button, .state.waiting")
    again.first.wait_for()
    server.sockets_closed = False
    retry = one.part(".state.failed button")
    if retry.count():
        retry.click()
    _settled(one, 2)
    assert len({frame["id"] for frame in server.received}) == 2
    assert len(server.received) == 2


@pytest.mark.parametrize(
    ("lang", "message", "words"),
    [
        ("en", "That is too long.", "Not sent"),
        ("ko", "너무 깁니다.", "보내지 못했습니다"),
        ("ja", "長すぎます。", "送信できませんでした"),
    ],
)
def test_a_refusal_says_why_and_leaves_no_hole_in_the_numbers(
    shopper: Any, server: FakeServer, lang: str, message: str, words: str
) -> None:
    one: Shopper = shopper(lang).visit().open()
    one.ask("hello")
    server.refuse = {"code": "too_large", "message": message}
    one.say("x")
    state = one.part(".state.failed")
    state.wait_for()
    assert state.text_content() == f"{words}: {message}"
    server.refuse = None
    one.ask("short")
    assert server.gaps == []
    assert _texts(one) == ["hello", "x", "short"]
    assert [name for name in one.stored() if name != "dangol:haru"] == []


def test_a_refusal_with_a_time_is_waited_for(shopper: Any, server: FakeServer) -> None:
    one: Shopper = shopper().visit().open()
    server.refuse = {"code": "too_many", "message": "Slower, please.", "retry_after": 1}
    one.say("hello")
    one.part(".state.waiting").wait_for()
    _settled(one, 1)
    assert len(server.received) == 1


def test_after_a_break_only_what_is_missing_is_asked_for_and_nothing_shown_twice(
    shopper: Any, server: FakeServer
) -> None:
    one: Shopper = shopper("ko").visit().open()
    one.ask("하나")
    one.ask("둘")
    server.sockets_closed = True
    server.drop()
    server.say([{"type": "text", "text": "끊긴 사이의 말"}])
    server.sockets_closed = False
    one.host.get_by_text("끊긴 사이의 말").wait_for()
    assert server.hellos[-1]["after"] == 4
    seqs = one.inside("[...root.querySelectorAll('.row')].map((row) => row.seq)")
    assert seqs == [0, 1, 2, 3, 4, 5]


def test_a_second_tab_has_the_same_conversation(shopper: Any, server: FakeServer) -> None:
    one: Shopper = shopper("ja").visit().open()
    other: Shopper = shopper("ja", context=one.context).visit().open()
    one.ask("こんにちは")
    other.host.get_by_text("ご入力：こんにちは").wait_for()
    other.ask("ふたつめのタブ")
    one.host.get_by_text("ご入力：ふたつめのタブ").wait_for()
    for tab in (one, other):
        tab.wait("root.querySelectorAll('.row').length === 5")
        assert _texts(tab) == ["こんにちは", "ふたつめのタブ"]
    assert len([v for v in server.visitors.values() if v.messages]) == 1
    assert len({frame["stream"] for frame in server.received}) == 2
    assert server.gaps == []


def test_a_token_that_is_refused_is_dropped_and_all_begins_anew(shopper: Any, server: FakeServer) -> None:
    one: Shopper = shopper().visit().open()
    one.ask("hello")
    server.visitors.clear()
    one.page.reload()
    one.page.wait_for_selector("dangol-chat", state="attached")
    one.wait("root.querySelector('.row.assistant')")
    assert one.stored() == {}
    assert _texts(one) == []
    one.ask("once more")
    assert json.loads(one.stored()["dangol:haru"])["t"] in server.visitors


def test_an_expired_identity_does_not_cost_the_conversation(shopper: Any, server: FakeServer) -> None:
    one: Shopper = shopper().visit().open()
    one.ask("hello")
    server.close_next_hello = 4401
    one.page.evaluate("dangol.identify('stale.jwt')")
    one.wait("true")
    one.ask("still me")
    assert [hello["identity"] for hello in server.hellos][-2:] == ["stale.jwt", None]
    assert len([v for v in server.visitors.values() if v.messages]) == 1


@pytest.mark.parametrize(("lang", "said"), [("en", "hello"), ("ko", "안녕하세요"), ("ja", "こんにちは")])
def test_where_sockets_do_not_get_through_plain_http_does(
    shopper: Any, server: FakeServer, lang: str, said: str
) -> None:
    server.sockets_closed = True
    one: Shopper = shopper(lang).visit().open()
    one.ask(said)
    _settled(one, 1)
    assert server.requests["post"] == 1
    server.say([{"type": "text", "text": "later news"}])
    one.host.get_by_text("later news").wait_for()
    server.hold("agent")
    server.say([{"type": "text", "text": "I am Emma"}], source="agent")
    one.part(".row.agent").wait_for()
    one.ask("card")
    assert [frame["n"] for frame in server.received] == [1, 2]
    one.page.reload()
    one.page.wait_for_selector("dangol-chat", state="attached")
    one.wait("root.querySelectorAll('.row.shopper').length === 2")
    assert len(server.visitors) == 1


def test_it_works_on_another_origin(shopper: Any, server: FakeServer) -> None:
    one: Shopper = shopper("ko").visit(origin=server.elsewhere).open()
    one.ask("carousel")
    assert one.part(".card").count() == 4
    assert {url.split("/")[2] for url in one.urls if "/widget/" in url} == {f"127.0.0.1:{server.port}"}


def test_a_browser_that_keeps_nothing_can_still_talk(shopper: Any, server: FakeServer) -> None:
    one: Shopper = shopper()
    one.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    one.visit().open()
    one.ask("hello")
    _settled(one, 1)
