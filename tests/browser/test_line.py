"""The line breaks in the middle of a checkout: the server restarts, the network goes, the page is loaded again, a second tab."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from browser.running import RunningShop
from browser.shopper import ADDRESSES, Shopper, act

pytestmark = pytest.mark.browser


def _heard(shop: RunningShop, mark: str) -> int:
    """How many of the shopper's stored messages carry ``mark``, plain letters and digits."""
    found = shop.rows("SELECT count(*) FROM messages WHERE source = 'shopper' AND blocks LIKE ?", f"%{mark}%")
    return int(found[0][0])


def _at_the_address(one: Shopper) -> Shopper:
    one.visit().open()
    one.look_around()
    one.put_into_cart()
    one.check_out()
    one.fill({name: one.person[name] for name in ("name", "email", "phone")})
    one.part("form.box:not(.past) [name=postcode]").wait_for()
    return one


def test_a_restart_in_the_middle_loses_and_doubles_nothing(person: Callable[..., Shopper], shop: RunningShop) -> None:
    one = _at_the_address(person("ko"))
    one.flaky_line = True
    before = one.part(".row").count()
    shop.stop()
    form = one.part("form.box:not(.past)").last
    for name, value in ADDRESSES["KR"].items():
        form.locator(f"[name={name}]").fill(value)
    form.locator("[type=submit]").click()
    one.part(".bar").wait_for()
    shop.start()
    one.wait(f"root.querySelectorAll('.row').length >= {before + 2}", 60)
    one.settled()
    assert one.part(".row.shopper .state.waiting, .row.shopper .state.sending").count() == 0
    assert one.part(".bar").is_hidden()
    one.press(one.last.locator(".quick .b").first)
    bank = one.at_the_bank(one.confirm())
    act(bank, "pay")
    one.part(".way").wait_for()
    found = shop.rows("SELECT state FROM orders WHERE email = ?", one.person["email"])
    assert found == [("paid",)]
    seqs = shop.rows(
        "SELECT m.seq FROM messages m JOIN orders o ON o.conversation_id = m.conversation_id WHERE o.email = ? ORDER BY 1",
        one.person["email"],
    )
    assert [row[0] for row in seqs] == list(range(1, len(seqs) + 1))
    assert one.part(".row").count() == len(seqs) + 1  # the greeting is nobody's message


def test_offline_words_wait_and_are_sent_once(person: Callable[..., Shopper], shop: RunningShop) -> None:
    one = person("ja").visit().open()
    one.look_around()
    one.flaky_line = True
    one.context.set_offline(True)
    one.part(".bar").wait_for()
    mark = one.person["email"][:12]
    words = f"送料はいくらですか {mark}"
    one.say(words)
    assert one.part(".row.shopper .state").last.text_content() == "接続を待っています"
    assert _heard(shop, mark) == 0
    one.context.set_offline(False)
    one.part(".bar").wait_for(state="hidden", timeout=40_000)
    one.settled()
    assert _heard(shop, mark) == 1
    assert sum(words in text for text in one.texts()) == 1


def test_loading_the_page_again_goes_on_where_it_was(person: Callable[..., Shopper]) -> None:
    one = _at_the_address(person("ko"))
    before = one.bubbles()
    one.visit("/c/bags")
    one.part(".panel").wait_for()
    one.part("form.box:not(.past) [name=postcode]").wait_for()
    one.settled()
    assert one.bubbles() == before
    one.fill(ADDRESSES["KR"])
    one.press(one.last.locator(".quick .b").first)
    one.part(".sums .total").wait_for()


def test_two_tabs_show_the_same_conversation(person: Callable[..., Shopper], shop: RunningShop) -> None:
    one = person("ja").visit().open()
    one.look_around()
    two = person("ja", context=one.context).visit()
    two.part(".panel").wait_for()
    two.part(".card").first.wait_for()
    assert two.part(".row").count() == one.part(".row").count()
    two.press(two.part(".card .b.primary").first)
    one.wait(f"root.querySelectorAll('.row').length === {two.part('.row').count()}")
    one.settled()
    mark = one.person["email"][:12]
    words = f"こんにちは {mark}"
    one.say(words)
    two.wait(f"[...root.querySelectorAll('.row')].some((row) => row.innerText.includes('{words}'))")
    one.settled()
    two.settled()
    assert one.bubbles() == two.bubbles()
    assert _heard(shop, mark) == 1


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_what_was_stored_is_shown_as_sent(person: Callable[..., Shopper], lang: str) -> None:
    one = person(lang).visit().open()
    one.say({"en": "hello", "ko": "안녕하세요", "ja": "こんにちは"}[lang])
    one.settled()
    one.wait("root.querySelector('.row.shopper .state.sent')")
    one.say("?")
    one.settled()
    assert one.part(".row.shopper .state.sending, .row.shopper .state.waiting").count() == 0
