"""Every kind of block, in three languages: what is seen, what is sent back."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from dangol.messages import content
from widget import scenes
from widget.conftest import Shopper
from widget.fake_server import STATIC, FakeServer

LANGS = ("en", "ko", "ja")
browser_test = pytest.mark.browser


def test_there_is_a_drawing_for_every_block_of_the_message_model() -> None:
    union = get_args(content.Block)[0]
    kinds = {kind.model_fields["type"].default for kind in get_args(union)}
    core, blocks = ((STATIC / name).read_text() for name in ("core.js", "blocks.js"))
    drawn = {kind for kind in kinds if f'type == "{kind}"' in core}
    table = blocks[blocks.index("export const BLOCKS") : blocks.index("export const STYLE")]
    drawn |= {kind for kind in kinds if kind in table.replace(",", " ").replace(":", " ").split()}
    assert kinds - drawn == set()
    shown = {scenes.block(kind, "en")["type"] for kind in scenes.KINDS}
    assert shown == kinds


@browser_test
@pytest.mark.parametrize("lang", LANGS)
def test_every_block_shows_its_words(shopper: Any, lang: str) -> None:
    one: Shopper = shopper(lang).visit().open()
    words = scenes.words(lang)
    expected: dict[str, list[str]] = {
        "text": [words["found"]],
        "quote": [words["source"]],
        "notice": [words["notice"]],
        "buttons": [words["buttons"], words["shirt"], words["bag"]],
        "card": [
            words["shirt"],
            words["sub"],
            words["prices"][0],
            words["prices"][1],
            words["reason"],
            *words["colors"],
            words["add"],
        ],
        "carousel": [words["shirt"], words["bag"], words["mug"], words["stock"]["low"], words["more"]],
        "comparison": [text for row in words["rows"] for text in row],
        "cart": [
            words["shirt"],
            words["options"],
            words["problem"],
            *words["totals"],
            words["cart_note"],
            words["checkout"],
        ],
        "placed": ["H-1042", words["shirt"]],
        "order": [*words["order"], "11/20 14:02"],
        "form": [*words["form"], words["help"], words["news"], words["cancel"], *(way[0] for way in words["ways"])],
        "payment": [words["prices"][1], words["pay"], words["expires"], "H-1042"],
        "place": list(words["place"]),
        "file": [words["file"], "84 KB"],
        "coupon": ["HARU-10", words["coupon"], words["coupon_until"]],
        "rating": [words["rating"], *words["labels"]],
    }
    for kind, texts in expected.items():
        row = one.ask(kind)
        shown = row.text_content()
        assert [text for text in texts if text not in shown] == [], kind
    picture = one.ask("picture").locator("img.photo")
    assert picture.get_attribute("alt") == words["mug"]
    one.wait(
        "[...root.querySelectorAll('img')].every((i) => !i.checkVisibility({ contentVisibilityAuto: true }) || i.naturalWidth)"
    )


@browser_test
@pytest.mark.parametrize("lang", LANGS)
def test_a_card_sends_the_variant_that_was_tapped(shopper: Any, server: FakeServer, lang: str) -> None:
    one: Shopper = shopper(lang).visit().open()
    card = one.ask("card")
    words = scenes.words(lang)
    assert card.get_by_role("button", name=words["colors"][0]).get_attribute("aria-pressed") == "true"
    gone = card.locator(".val.out").first
    assert gone.get_attribute("aria-disabled") == "true"
    gone.click(force=True)
    assert len(server.received) == 1
    card.get_by_role("button", name="L", exact=True).click()
    one.wait("root.querySelectorAll('.card').length === 2")
    assert server.received[-1]["command"]["slots"] == {"variant": "variant:LS-WHT-L"}
    assert server.received[-1]["label"] == "L"
    card.get_by_role("button", name=words["add"]).click()
    one.part(".lines").wait_for()
    assert server.received[-1]["command"] == scenes.start("add_to_cart", variant="variant:LS-WHT-M")
    assert server.received[-1]["label"] == words["add"]
    link = card.get_by_role("link", name=words["view"])
    assert (link.get_attribute("target"), link.get_attribute("rel")) == ("_blank", "noopener")


@browser_test
@pytest.mark.parametrize("lang", LANGS)
def test_the_cart_is_changed_in_place_and_only_the_newest(shopper: Any, server: FakeServer, lang: str) -> None:
    one: Shopper = shopper(lang).visit().open()
    cart = one.ask("cart")
    title = scenes.words(lang)["shirt"]
    line = cart.locator(".line").first
    fewer, more = line.locator(".steps button").first, line.locator(".steps button").last
    assert title in more.get_attribute("aria-label")
    assert fewer.get_attribute("aria-disabled") == "true"
    for _ in range(3):
        more.click()
    assert line.locator("output").text_content() == "4"
    one.wait("root.querySelectorAll('.lines').length === 2")
    assert [frame.get("command") for frame in server.received[1:]] == [
        scenes.start("change_quantity", line="lin_shirt", quantity=4)
    ]
    assert server.received[-1]["label"] == f"{title} × 4"
    assert cart.locator(".tools").first.is_hidden()
    newest = one.part(".row").last
    more = newest.locator(".steps button").nth(1)
    for _ in range(4):
        more.click(force=True)
    assert newest.locator("output").first.text_content() == "5"
    newest.locator(".quiet").first.click()
    one.wait("root.querySelectorAll('.lines').length === 3")
    assert server.received[-1]["command"] == scenes.start("remove_from_cart", line="lin_shirt")
    placed = one.ask("placed")
    assert placed.locator(".tools").count() == 0


@browser_test
@pytest.mark.parametrize(
    ("lang", "empty", "email"),
    [
        ("en", "Please fill this in.", "This does not look like an e-mail address."),
        ("ko", "입력해 주세요.", "이메일 주소를 다시 확인해 주세요."),
        ("ja", "入力してください。", "メールアドレスをご確認ください。"),
    ],
)
def test_a_form_names_what_is_missing_and_sends_what_was_meant(
    shopper: Any, server: FakeServer, lang: str, empty: str, email: str
) -> None:
    one: Shopper = shopper(lang).visit().open()
    form = one.ask("form").locator("form")
    field = lambda name: form.locator(f"[name={name}]")  # noqa: E731
    assert field("name").get_attribute("autocomplete") == "name"
    assert field("postcode").get_attribute("inputmode") == "numeric"
    assert field("postcode").get_attribute("maxlength") == "10"
    assert field("email").get_attribute("type") == "email"
    field("email").fill("nobody")
    form.locator("[type=submit]").click()
    assert len(server.received) == 1
    assert one.inside("root.activeElement.name") == "name"

    def error_of(name: str) -> str:
        ids = field(name).get_attribute("aria-describedby").split()
        text: str = one.inside(f"root.getElementById('{ids[-1]}').textContent")
        return text

    assert error_of("name") == empty
    assert error_of("email") == email
    assert field("name").get_attribute("aria-invalid") == "true"
    assert len(field("email").get_attribute("aria-describedby").split()) == 2
    field("name").fill({"en": "Emma Lind", "ko": "김하늘", "ja": "佐藤 花"}[lang])
    field("email").fill("ｅ@example.com")
    field("postcode").fill("０４７８１")
    field("country").select_option("KR")
    form.locator("[type=radio]").nth(1).check()
    field("news").check()
    form.locator("[type=submit]").click()
    one.wait("root.querySelectorAll('.row.shopper').length === 2")
    one.wait("root.querySelectorAll('.row').length >= 5")
    values = server.received[-1]["form"]
    assert values["id"] == "address"
    assert values["values"] == {
        "name": {"en": "Emma Lind", "ko": "김하늘", "ja": "佐藤 花"}[lang],
        "email": "e@example.com",
        "phone": "",
        "postcode": "04781",
        "country": "KR",
        "way": "way-1",
        "note": "",
        "news": "true",
    }
    assert form.locator("fieldset.fields").get_attribute("disabled") is not None


@browser_test
def test_a_form_that_could_not_be_sent_can_be_sent_again(shopper: Any, server: FakeServer) -> None:
    server.refuse = None
    one: Shopper = shopper().visit().open()
    form = one.ask("form").locator("form")
    for name in ("name", "postcode"):
        form.locator(f"[name={name}]").fill("1")
    form.locator("[name=email]").fill("a@example.com")
    form.locator("[name=country]").select_option("JP")
    form.locator("[type=radio]").first.check()
    server.refuse = {"code": "x", "message": "No."}
    form.locator("[type=submit]").click()
    one.part(".state.failed").wait_for()
    assert form.locator("fieldset.fields").get_attribute("disabled") is None


@browser_test
@pytest.mark.parametrize("lang", LANGS)
def test_one_tap_rates(shopper: Any, server: FakeServer, lang: str) -> None:
    one: Shopper = shopper(lang).visit().open()
    rating = one.ask("rating")
    labels = scenes.words(lang)["labels"]
    rating.get_by_role("button", name=labels[3]).click()
    rating.get_by_role("button", name=labels[0]).click()
    one.wait("root.querySelectorAll('.row').length >= 5")
    assert [frame["command"] for frame in server.received[1:]] == [{"command": "rate", "value": 4}]
    assert rating.get_by_role("button", name=labels[3]).get_attribute("aria-pressed") == "true"


@browser_test
def test_the_carousel_turns_by_its_buttons_and_says_where_it_ends(shopper: Any) -> None:
    one: Shopper = shopper("ko", reduced_motion="reduce").visit().open()
    row = one.ask("carousel")
    back, on = row.get_by_role("button", name="이전"), row.get_by_role("button", name="다음")
    assert back.get_attribute("aria-disabled") == "true"
    on.click()
    one.wait("root.querySelector('.reel').scrollLeft > 100")
    one.wait("root.querySelector('.turn').ariaDisabled === 'false'")
    for _ in range(5):
        on.click(force=True)
    one.wait("root.querySelectorAll('.turn')[1].ariaDisabled === 'true'")


@browser_test
def test_markdown_is_words_never_markup(shopper: Any, server: FakeServer) -> None:
    one: Shopper = shopper().visit().open()
    one.ask("hello")
    text = (
        "# Heading\n<img src=x onerror=alert(1)> **bold** and *slanted* `code` 2*3*4\nsecond line\n\n1. one\n2. two\n\n"
        "[good](https://example.com/a) [bad](javascript:alert(1)) \\*plain\\*"
    )
    server.say(
        [
            {
                "type": "quote",
                "text": text,
                "source": {"title": "T", "reference": "faq/en.md#t", "version": "1", "url": "javascript:alert(1)"},
            }
        ]
    )
    quote = one.part(".quote")
    quote.wait_for()
    assert "<img src=x onerror=alert(1)>" in quote.text_content()
    assert "2*3*4" in quote.text_content()
    assert "*plain*" in quote.text_content()
    assert quote.locator("img, script").count() == 0
    assert quote.locator("ol li").all_text_contents() == ["one", "two"]
    assert quote.locator("strong").all_text_contents() == ["Heading", "bold"]
    assert [link.get_attribute("href") for link in quote.locator("a").all()] == ["https://example.com/a"]
    assert quote.locator("cite").get_attribute("data-reference") == "faq/en.md#t"


@browser_test
def test_words_from_others_can_do_nothing(shopper: Any, server: FakeServer) -> None:
    one: Shopper = shopper().visit().open()
    one.ask("<b onclick=alert(1)>hi</b>")
    evil = "<script>window.hit = 1</script><img src=x onerror='window.hit = 1'>"
    server.say(
        [
            {"type": "text", "text": evil + " https://example.com/x."},
            scenes.card(
                "en", title=evil, url="javascript:window.hit=1", image={"url": "javascript:window.hit=1", "alt": evil}
            ),
            {"type": "buttons", "quick": False, "options": [{"label": "x", "url": "javascript:window.hit=1"}]},
        ]
    )
    one.part(".card").wait_for()
    assert one.inside("root.querySelectorAll('.log script, .log b[onclick], .log [onerror]').length") == 0
    assert one.inside("[...root.querySelectorAll('.log a')].map((a) => a.protocol)") == ["https:"]
    assert one.part(".row .text a").last.get_attribute("href") == "https://example.com/x"
    assert one.page.evaluate("window.hit") is None


@browser_test
def test_a_block_from_the_future_shows_its_title(shopper: Any) -> None:
    one: Shopper = shopper().visit().open()
    assert "A thing of the future" in one.ask("hologram").text_content()


@browser_test
def test_a_coupon_is_copied(shopper: Any, browser: Any) -> None:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, permissions=["clipboard-read", "clipboard-write"]
    )
    one: Shopper = shopper("ja", context=context).visit().open()
    coupon = one.ask("coupon")
    coupon.get_by_role("button").click()
    coupon.get_by_text("コピーしました").wait_for()
    assert one.page.evaluate("navigator.clipboard.readText()") == "HARU-10"


@browser_test
def test_five_hundred_messages_are_no_burden(shopper: Any, server: FakeServer) -> None:
    one: Shopper = shopper("ko").visit().open()
    one.ask("하나")
    for _ in range(10):
        server.say([{"type": "text", "text": "긴 대화의 한 줄입니다. " * 4}])
    visitor = server.only()
    visitor.messages += [
        {**visitor.messages[-1], "id": f"msg_{n:05d}", "seq": n} for n in range(len(visitor.messages) + 1, 501)
    ]
    one.page.reload()
    one.page.wait_for_selector("dangol-chat", state="attached")
    one.wait("root.querySelectorAll('.row').length === 501")
    one.wait(
        "(() => { const log = root.querySelector('.log'); return log.scrollHeight - log.scrollTop "
        "- log.clientHeight < 90 || root.querySelector('.panel').hidden })()"
    )
    took = one.page.evaluate(
        "() => { const t = performance.now(); const root = document.querySelector('dangol-chat').shadowRoot; "
        "root.querySelector('.log').append(root.querySelector('.row').cloneNode(true)); "
        "root.querySelector('.log').offsetHeight; return performance.now() - t }"
    )
    assert took < 50
