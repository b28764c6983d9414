"""What is said in a checkout beside the answer to its question."""

from __future__ import annotations

import pytest

from dangol.nlu.commands import Cancel, Correct, Fill, Repeat, Start
from dangol.nlu.context import Shown
from dangol.nlu.understand import Understander
from nlu.conftest import context

CHECKOUT = {"flow": "checkout", "flow_intent": "checkout", "countries": ("KR", "JP", "US")}


@pytest.mark.parametrize("asked", ["name", "phone", "address", "confirm"])
@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "wait, i don't want to pay yet"),
        ("en", "I'll pay later"),
        ("en", "not just yet"),
        ("ko", "잠깐 아직 결제하기 싫어요"),
        ("ko", "나중에 주문할게요"),
        ("ko", "아직 주문하지 마세요"),
        ("ja", "待って、まだ払いたくない"),
        ("ja", "まだ注文しないでください"),
        ("ja", "あとで買います"),
    ],
)
def test_nothing_is_to_be_ordered_yet(reader: Understander, lang: str, text: str, asked: str) -> None:
    kind = "yes_no" if asked == "confirm" else asked
    found = reader.understand(text, context(lang, asked=asked, asked_kind=kind, **CHECKOUT))
    assert [type(c) for c in found.commands] == [Cancel]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "can i pay later?"),
        ("ko", "나중에 결제해도 되나요?"),
        ("ja", "あとで払えますか"),
        ("en", "it has not yet arrived"),
    ],
)
def test_what_asks_puts_nothing_off(reader: Understander, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang, asked="confirm", asked_kind="yes_no", **CHECKOUT))
    assert not any(isinstance(c, Cancel) for c in found.commands)


@pytest.mark.parametrize("asked", ["name", "email", "confirm"])
@pytest.mark.parametrize(
    ("lang", "text", "where"),
    [
        ("en", "send it to 12 Hill Road, Portland, OR 97204", "12 Hill Road, Portland, OR 97204"),
        ("ko", "부산광역시 해운대구 센텀남대로 35 101동 48058", "부산광역시 해운대구 센텀남대로 35 101동 48058"),
        ("ko", "배송지는 서울 중구 세종대로 110이요", "서울 중구 세종대로 110"),
        ("ja", "150-0001 東京都渋谷区神宮前1-2-3", "150-0001 東京都渋谷区神宮前1-2-3"),
        ("ja", "住所は大阪府大阪市北区梅田1-1-1です", "大阪府大阪市北区梅田1-1-1"),
    ],
)
def test_an_address_is_taken_before_it_is_asked_for(
    reader: Understander, lang: str, text: str, where: str, asked: str
) -> None:
    kind = "yes_no" if asked == "confirm" else asked
    found = reader.understand(text, context(lang, asked=asked, asked_kind=kind, **CHECKOUT))
    told = [c for c in found.commands if isinstance(c, (Fill, Correct))]
    assert [(c.slot, c.value) for c in told] == [("address", where)]


@pytest.mark.parametrize(
    ("lang", "text", "way"),
    [
        ("en", "actually I'll pick it up", "pickup"),
        ("en", "express delivery please", "express delivery please"),
        ("ko", "그냥 매장에서 찾을게요", "pickup"),
        ("ko", "빠른배송으로 해주세요", "빠른배송으로 해주세요"),
        ("ja", "やっぱり受け取りは店で", "pickup"),
        ("ja", "クール便で", "クール便で"),
    ],
)
def test_a_way_of_delivery_is_taken_at_any_time(reader: Understander, lang: str, text: str, way: str) -> None:
    found = reader.understand(text, context(lang, asked="confirm", asked_kind="yes_no", **CHECKOUT))
    assert [(c.slot, c.value) for c in found.commands if isinstance(c, Correct)] == [("way", way)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "how much is express delivery"), ("ko", "픽업은 얼마예요"), ("ja", "クール便はいくらですか")],
)
def test_a_question_about_delivery_chooses_none(reader: Understander, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang, asked="confirm", asked_kind="yes_no", **CHECKOUT))
    assert not any(isinstance(c, Correct) for c in found.commands)


GOES_ON = [
    ("en", "ok go on"),
    ("en", "resume my order"),
    ("ko", "그냥 계속할게요"),
    ("ko", "주문 이어서 해주세요"),
    ("ja", "やっぱり続ける"),
    ("ja", "続きお願いします"),
]


@pytest.mark.parametrize(("lang", "text"), GOES_ON)
def test_on_with_what_is_asked(reader: Understander, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang, asked="phone", asked_kind="phone", **CHECKOUT))
    assert [type(c) for c in found.commands] == [Repeat]


@pytest.mark.parametrize(("lang", "text"), GOES_ON)
def test_on_with_the_cart_where_nothing_is_asked(reader: Understander, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang, cart=(Shown("variant:A-1", "Bowl"),), last_intent="add_to_cart"))
    assert [c.intent for c in found.commands if isinstance(c, Start)] == ["checkout"]


@pytest.mark.parametrize(
    ("lang", "text", "name", "phone"),
    [
        ("en", "Lily Young, lily@example.com, +44 20 7946 0999", "Lily Young", "+442079460999"),
        ("ko", "박민지, lily@example.com, 010-3333-1212", "박민지", "+821033331212"),
        ("ko", "이름은 김하나이고 메일은 lily@example.com 번호는 010-3333-1212", "김하나", "+821033331212"),
        ("ja", "佐藤美咲 lily@example.com 090-1234-5678", "佐藤美咲", "+819012345678"),
    ],
)
def test_name_and_both_ways_to_be_reached_in_one_message(
    reader: Understander, lang: str, text: str, name: str, phone: str
) -> None:
    found = reader.understand(text, context(lang, asked="name", asked_kind="name", **CHECKOUT))
    told = {c.slot: c.value for c in found.commands if isinstance(c, Fill)}
    assert told == {"name": name, "email": "lily@example.com", "phone": phone}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "12 Hill Road, Portland, OR 97204"),
        ("ko", "부산광역시 해운대구 센텀남대로 35 101동 1203호 48058"),
        ("ja", "150-0001 東京都渋谷区神宮前1-2-3"),
    ],
)
def test_an_address_nobody_asked_for_is_no_order(reader: Understander, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang))
    assert not any(isinstance(c, Start) and "order_number" in c.slots for c in found.commands)


@pytest.mark.parametrize(
    ("asked", "lang", "text", "way"),
    [
        ("delivery", "en", "the cheapest", "cheapest"),
        ("delivery", "en", "the cheaper one please", "cheapest"),
        ("delivery", "ko", "제일 싼 걸로", "cheapest"),
        ("delivery", "ko", "싼 걸로 해 주세요", "cheapest"),
        ("delivery", "ja", "一番安い方法で", "cheapest"),
        ("delivery", "ja", "安い方で", "cheapest"),
        ("delivery", "en", "as fast as possible", "fastest"),
        ("delivery", "ko", "빠른 걸로요", "fastest"),
        ("delivery", "ja", "最短でお願いします", "fastest"),
        ("confirm", "en", "no, the fastest one please", "fastest"),
        ("confirm", "ko", "아니요, 제일 빠른 걸로요", "fastest"),
        ("confirm", "ja", "いや、一番早いのでお願いします", "fastest"),
    ],
)
def test_the_cheapest_and_the_fastest_way_are_taken(
    reader: Understander, asked: str, lang: str, text: str, way: str
) -> None:
    kind = "choice" if asked == "delivery" else "yes_no"
    choices = ("Chilled", "Regular") if asked == "delivery" else ("Place the order", "Change something")
    found = reader.understand(text, context(lang, asked=asked, asked_kind=kind, choices=choices, **CHECKOUT))
    assert [(c.slot, c.value) for c in found.commands if isinstance(c, Correct)] == [("way", way)]


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "which is the cheapest?"), ("ko", "어떤 게 제일 싸요?"), ("ja", "一番安いのはどれですか")]
)
def test_which_way_is_the_cheapest_is_asked_of_the_ways(reader: Understander, lang: str, text: str) -> None:
    asked = {"asked": "delivery", "asked_kind": "choice", "choices": ("Chilled", "Regular")}
    found = reader.understand(text, context(lang, **asked, **CHECKOUT))
    assert [type(c) for c in found.commands] == [Repeat]
