"""Messages in the light of a conversation: what was asked, what is on the screen, what was shown."""

from __future__ import annotations

import statistics
import time
from typing import Any

import pytest

from dangol.nlu.commands import Affirm, Choose, Correct, Deny, Fill, Link, Start, Understanding
from dangol.nlu.context import Context, EmptyLexicon, Match, Shown
from dangol.nlu.reject import Thresholds
from dangol.nlu.understand import Understander
from nlu.catalog import Catalog
from nlu.conftest import SHOWN, context


def names(found: Understanding) -> list[str]:
    return [c.intent if isinstance(c, Start) else c.command for c in found.commands]


def slots(found: Understanding, intent: str) -> dict[str, Any]:
    return next(c.slots for c in found.commands if isinstance(c, Start) and c.intent == intent)


@pytest.mark.parametrize(
    ("lang", "kind", "text", "value"),
    [
        ("en", "email", "it's ann@example.com", "ann@example.com"),
        ("ko", "email", "ann@example.com 이요", "ann@example.com"),
        ("ko", "phone", "010 1234 5678", "+821012345678"),
        ("ja", "phone", "090-1234-5678です", "+819012345678"),
        ("en", "quantity", "2", 2),
        ("en", "quantity", "two please", 2),
        ("ko", "quantity", "두 개요", 2),
        ("ko", "quantity", "셋", 3),
        ("ja", "quantity", "三つ", 3),
        ("en", "quantity", "3 people", 3),
        ("ko", "quantity", "3명이요", 3),
        ("ja", "quantity", "三人です", 3),
        ("ja", "quantity", "２", 2),
        ("en", "size", "9", "9"),
        ("en", "size", "m", "M"),
        ("ko", "size", "270이요", "270"),
        ("ja", "size", "Mで", "M"),
        ("en", "color", "in black please", "black"),
        ("ko", "color", "검정색으로 할게요", "black"),
        ("ja", "color", "黒でお願いします", "black"),
        ("en", "order_number", "20455", "20455"),
        ("ko", "order_number", "A-20455입니다", "A-20455"),
        ("en", "date", "tomorrow", "2026-11-25"),
        ("ko", "date", "모레요", "2026-11-26"),
        ("ja", "date", "明日で", "2026-11-25"),
        ("en", "name", "my name is Ann Lee", "Ann Lee"),
        ("ko", "name", "김단골입니다", "김단골"),
        ("ja", "name", "山田と申します", "山田"),
        ("en", "address", "12 Mill Road, Flat 3", "12 Mill Road, Flat 3"),
        ("ko", "address", "서울시 마포구 월드컵로 12, 301호", "서울시 마포구 월드컵로 12, 301호"),
        ("ja", "address", "東京都千代田区千代田1-1", "東京都千代田区千代田1-1"),
        ("ja", "postcode", "100-0001", "100-0001"),
        ("ko", "postcode", "04001", "04001"),
        ("en", "coupon", "welcome10", "WELCOME10"),
    ],
)
def test_an_answer_is_read_by_its_type(
    reader: Understander, catalog: Catalog, lang: str, kind: str, text: str, value: Any
) -> None:
    found = reader.understand(text, context(lang, asked="thing", asked_kind=kind, flow="checkout"), catalog)
    assert [(c.slot, c.value) for c in found.commands if isinstance(c, Fill)] == [("thing", value)]
    assert found.lang == lang


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "yes please", Affirm),
        ("en", "nope", Deny),
        ("ko", "네 그렇게 해주세요", Affirm),
        ("ko", "아니요", Deny),
        ("ko", "ㅇㅇ", Affirm),
        ("ja", "はい、お願いします", Affirm),
        ("ja", "いいえ、結構です", Deny),
        ("ja", "👍", Affirm),
        ("ko", "👎", Deny),
    ],
)
def test_yes_and_no(reader: Understander, lang: str, text: str, wanted: type) -> None:
    found = reader.understand(text, context(lang, asked="sure", asked_kind="yes_no"))
    assert [type(c) for c in found.commands] == [wanted]


@pytest.mark.parametrize(
    ("lang", "kind", "text", "wanted"),
    [
        ("en", "yes_no", "yes, and how much is shipping?", ["affirm", "shipping_cost"]),
        ("ko", "yes_no", "네 근데 배송비는 얼마예요?", ["affirm", "shipping_cost"]),
        ("ja", "yes_no", "はい、あと送料はいくらですか", ["affirm", "shipping_cost"]),
        ("en", "email", "ann@example.com and by the way how much is shipping?", ["fill", "shipping_cost"]),
        ("ko", "email", "ann@example.com 이고 배송비는 얼마예요?", ["fill", "shipping_cost"]),
        ("ja", "email", "ann@example.comです。送料はいくらですか", ["fill", "shipping_cost"]),
        ("en", "order_number", "i don't have one", ["deny"]),
        ("ko", "order_number", "모르겠어요", ["deny"]),
        ("ja", "order_number", "わかりません", ["deny"]),
        ("en", "order_number", "no idea sorry", ["deny"]),
        ("en", "order_number", "i cant find the mail", ["deny"]),
        ("ko", "order_number", "번호 몰라", ["deny"]),
        ("ko", "order_number", "까먹었어 ㅠㅠ", ["deny"]),
        ("ja", "order_number", "番号は手元にないです", ["deny"]),
        ("ja", "order_number", "わかんない", ["deny"]),
        ("en", "text", "nope", ["deny"]),
        ("ko", "text", "아니요", ["deny"]),
        ("ja", "text", "はい", ["affirm"]),
    ],
)
def test_an_answer_and_more(reader: Understander, lang: str, kind: str, text: str, wanted: list[str]) -> None:
    assert names(reader.understand(text, context(lang, asked="thing", asked_kind=kind, flow="checkout"))) == wanted


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "can you change the address to 500 SW Main St Portland OR 97204", ["change_order"]),
        ("ko", "배송지를 서울 중구 세종대로 110 (04524)로 바꿔줘", ["change_order"]),
        ("ja", "届け先を604-8005 京都市中京区三条通5-9に変えてください", ["change_order"]),
        ("en", "im in a hurry. when will BH-50018 arrive", ["track_order"]),
        ("ko", "급해요. BH-50018 언제 와요", ["track_order"]),
        ("ja", "急いでます。BH-50018いつ届きますか。", ["track_order"]),
        ("en", "where is BH-50018 and how long does shipping usually take?", ["track_order", "shipping_time"]),
        ("ko", "7741206 주소 바꾸고 모자 하나 빼주세요", ["change_order"]),
    ],
)
def test_what_is_asked_of_an_order(
    reader: Understander, catalog: Catalog, lang: str, text: str, wanted: list[str]
) -> None:
    found = reader.understand(text, context(lang), catalog)
    assert names(found) == wanted
    assert lang != "ko" or "change_order" not in wanted or found.commands[0].words == text


@pytest.mark.parametrize(
    ("lang", "kind", "text", "slot"),
    [
        ("en", "reach", "my mail is ann@example.com", "ann@example.com"),
        ("ko", "reach", "메일은 ann@example.com이에요", "ann@example.com"),
        ("ja", "reach", "メールはこちらです。ann@example.com", "ann@example.com"),
        ("ja", "reach", "携帯は090-1234-5678です", "+819012345678"),
    ],
)
def test_where_an_answer_goes_is_no_order_to_stop(
    reader: Understander, lang: str, kind: str, text: str, slot: str
) -> None:
    found = reader.understand(text, context(lang, asked="reach", asked_kind=kind, flow="hand_over"))
    assert [(c.slot, c.value) for c in found.commands if isinstance(c, Fill)] == [("reach", slot)]
    assert len(found.commands) == 1


@pytest.mark.parametrize(("lang", "text"), [("en", "medium, not large"), ("ko", "S를 M으로"), ("ja", "黒を白に")])
def test_values_beside_a_request_tell_more_of_it(reader: Understander, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang, asked="pass_on", asked_kind="yes_no", flow="order_help"))
    assert [(c.slot, c.value) for c in found.commands if isinstance(c, Fill)] == [("details", text)]


@pytest.mark.parametrize(
    ("lang", "text", "value"), [("en", "5 stars", 5), ("ko", "4점이요", 4), ("ja", "3点です", 3), ("ja", "⭐⭐", 2)]
)
def test_a_rating(reader: Understander, lang: str, text: str, value: int) -> None:
    found = reader.understand(text, context(lang, asked="rating", asked_kind="rating"))
    assert [getattr(c, "value", None) for c in found.commands] == [value]


@pytest.mark.parametrize(
    ("lang", "kind", "text", "intent"),
    [
        ("en", "email", "what's your return policy?", "return_policy"),
        ("ko", "address", "배송비 얼마예요?", "shipping_cost"),
        ("ja", "address", "送料はいくらですか？", "shipping_cost"),
        ("en", "quantity", "talk to a person", "person"),
        ("ko", "name", "상담원 연결해주세요", "person"),
        ("ja", "name", "キャンセル", "cancel"),
    ],
)
def test_a_question_is_no_answer(reader: Understander, lang: str, kind: str, text: str, intent: str) -> None:
    found = reader.understand(text, context(lang, asked="thing", asked_kind=kind, flow="checkout"))
    assert names(found) == [intent]


@pytest.mark.parametrize(
    ("lang", "text", "position", "row"),
    [
        ("en", "the second one", 2, "product:road-king"),
        ("en", "2", 2, "product:road-king"),
        ("en", "last one please", -1, "product:trail-fox"),
        ("en", "the black one", 2, "product:road-king"),
        ("ko", "두 번째 거요", 2, "product:road-king"),
        ("ko", "2번", 2, "product:road-king"),
        ("ko", "아까 검은 거", 2, "product:road-king"),
        ("ko", "빨간 거로 할게요", 3, "product:trail-fox"),
        ("ja", "二番目の", 2, "product:road-king"),
        ("ja", "さっきの黒いの", 2, "product:road-king"),
        ("ja", "最後のでお願いします", -1, "product:trail-fox"),
    ],
)
def test_what_was_shown_can_be_chosen(
    reader: Understander, catalog: Catalog, lang: str, text: str, position: int, row: str
) -> None:
    found = reader.understand(text, context(lang, shown=SHOWN), catalog)
    assert [(c.position, c.row) for c in found.commands if isinstance(c, Choose)] == [(position, row)]


@pytest.mark.parametrize(
    ("lang", "labels", "text", "position"),
    [
        ("en", ("Standard delivery", "Express"), "express", 2),
        ("ko", ("택배", "매장 픽업"), "매장픽업이요", 2),
        ("ja", ("通常配送", "お急ぎ便"), "お急ぎ便で", 2),
        ("en", ("Return policy", "Shipping"), "1", 1),
    ],
)
def test_a_button_can_be_named(
    reader: Understander, lang: str, labels: tuple[str, ...], text: str, position: int
) -> None:
    found = reader.understand(text, context(lang, choices=labels, asked="x", asked_kind="choice"))
    assert [c.position for c in found.commands if isinstance(c, Choose)] == [position]


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "no, size 9", [("size", "9")]),
        ("en", "actually make it 2", [("quantity", 2)]),
        ("en", "i meant white", [("color", "white")]),
        ("ko", "아니 270으로요", [("size", "270")]),
        ("ko", "검정 말고 흰색으로", [("color", "white")]),
        ("ja", "いや、Mサイズで", [("size", "M")]),
        ("ja", "黒じゃなくて白で", [("color", "white")]),
    ],
)
def test_a_correction_changes_one_thing(
    reader: Understander, catalog: Catalog, lang: str, text: str, wanted: list[tuple[str, Any]]
) -> None:
    found = reader.understand(text, context(lang, flow="add_to_cart", last_row="product:air-runner"), catalog)
    assert [(c.slot, c.value) for c in found.commands if isinstance(c, Correct)] == wanted


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "add the white sneakers to my cart and tell me how much shipping is", ["add_to_cart", "shipping_cost"]),
        ("ko", "흰색 운동화 장바구니에 담고 배송비 알려줘", ["add_to_cart", "shipping_cost"]),
        ("ja", "白いスニーカーをカートに入れて、送料も教えて", ["add_to_cart", "shipping_cost"]),
        ("en", "hi! where's my order 20455?", ["track_order"]),
        ("en", "check out please, but first how long is delivery", ["shipping_time", "checkout"]),
    ],
)
def test_two_requests_are_both_read(
    reader: Understander, catalog: Catalog, lang: str, text: str, wanted: list[str]
) -> None:
    assert names(reader.understand(text, context(lang), catalog)) == wanted


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "I don't want to cancel, only change the address", ["change_order"]),
        ("ko", "취소하려는 게 아니라 배송지만 변경하고 싶어요", ["change_order"]),
        ("ja", "キャンセルじゃなくて、届け先を変更したいです", ["change_order"]),
        ("en", "don't cancel my order", []),
        ("ko", "취소하지 마세요", []),
        ("ja", "キャンセルしないでください", []),
        ("en", "i don't want to cancel my order", []),
        ("ko", "주문 취소하려는 게 아니에요", []),
    ],
)
def test_negation_decides(reader: Understander, lang: str, text: str, wanted: list[str]) -> None:
    assert names(reader.understand(text, context(lang))) == wanted


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "I don't want boots, only sneakers"),
        ("ko", "부츠는 말고 운동화만 보여줘"),
        ("ja", "ブーツじゃなくてスニーカーだけ見せて"),
    ],
)
def test_a_thing_refused_before_another_is_not_wished_for(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    found = reader.understand(text, context(lang), catalog)
    assert slots(found, names(found)[0])["category"] == "category:shoes/sneakers"


def test_slots_are_filled_from_the_catalogue(reader: Understander, catalog: Catalog) -> None:
    found = reader.understand("do you have black boots in size 9 under 80 dollars?", context("en"), catalog)
    filled = slots(found, names(found)[0])
    assert filled["category"] == "category:shoes/boots"
    assert (filled["color"], filled["size"]) == ("black", "9")
    assert filled["price_limit"] == {"max": 8000, "currency": "USD"}
    found = reader.understand("나이키 흰색 운동화 270 두 켤레 장바구니에 담아줘", context("ko"), catalog)
    filled = slots(found, "add_to_cart")
    assert filled == {
        "brand": "brand:Nike",
        "color": "white",
        "category": "category:shoes/sneakers",
        "size": "270",
        "quantity": 2,
    }
    found = reader.understand("5千円以下の黒いブーツを探してます", context("ja"), catalog)
    filled = slots(found, "find_products")
    assert (filled["color"], filled["category"], filled["price_limit"]["max"]) == (
        "black",
        "category:shoes/boots",
        5000,
    )


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "add two of the second one to my cart"),
        ("ko", "두 번째 거 두 개 담아줘"),
        ("ja", "二番目のを二つカートに入れて"),
    ],
)
def test_a_reference_inside_a_request(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    filled = slots(reader.understand(text, context(lang, shown=SHOWN), catalog), "add_to_cart")
    assert filled == {"product": "product:road-king", "quantity": 2}


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "something cheaper"), ("ko", "그거 말고 더 싼 거"), ("ja", "もっと安いの")]
)
def test_cheaper_refines_what_was_shown(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang, shown=SHOWN, last_row="product:road-king"), catalog)
    command = found.commands[0]
    assert isinstance(command, Start)
    assert command.intent in ("find_products", "similar_products")
    assert command.slots["comparison"] == "cheaper"
    assert command.slots["than"] == "product:road-king"


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_emoji_are_words(reader: Understander, catalog: Catalog, lang: str) -> None:
    found = reader.understand("👟", context(lang), catalog)
    assert names(found) == ["find_products"]
    assert slots(found, "find_products")["category"] == "category:shoes/sneakers"


def test_korean_typed_with_latin_keys(reader: Understander) -> None:
    found = reader.understand("qothdql djfakdPdy", context("ko"))  # 배송비 얼마예요
    assert (found.lang, names(found)) == ("ko", ["shipping_cost"])
    assert reader.understand("where is my order", context("ko")).lang == "en"


@pytest.mark.parametrize(
    ("text", "lang"),
    [("can you speak korean", "ko"), ("영어로 말해줘", "en"), ("日本語でお願いします", "ja")],
)
def test_changing_the_language(reader: Understander, text: str, lang: str) -> None:
    found = reader.understand(text)
    assert [(c.command, getattr(c, "lang", "")) for c in found.commands] == [("language", lang)]


@pytest.mark.parametrize(
    "text", ["", "   ", "??", "\u200b", "ㅁㄴㅇㄹ", "....", "🏳", "a" * 5000, "1" * 3000, "가" * 3000, "😀" * 900]
)
def test_rubbish_does_nothing(reader: Understander, text: str) -> None:
    found = reader.understand(text, context("ko"))
    assert found.commands == () or names(found) in (["small_talk"], ["find_products"])
    assert found.text == text


def test_stop_means_stop_outside_a_flow_only(reader: Understander) -> None:
    assert names(reader.understand("STOP", context("en"))) == ["stop"]
    assert names(reader.understand("수신거부", context("ko"))) == ["stop"]
    assert names(reader.understand("stop", context("en", flow="checkout"))) == ["cancel"]


def test_thresholds_are_the_owners(model: Any) -> None:
    text, here = "how do i get off your newsletter", context("en")
    shy = Understander(model, Thresholds(act=2.0, offer=0.0)).understand(text, here)
    assert shy.commands == ()
    assert shy.choices
    mute = Understander(model, Thresholds(act=1.1, offer=1.05)).understand(text, here)
    assert (mute.commands, mute.choices) == ((), ())


def test_the_cart_is_meant_where_the_cart_is_spoken_of(reader: Understander, catalog: Catalog) -> None:
    cart = (Shown("variant:cart-1", "House blend", 1200), Shown("variant:cart-2", "Boots", 9900))
    found = reader.understand("remove the first one from my cart", context("en", shown=SHOWN, cart=cart), catalog)
    assert slots(found, "remove_from_cart")["product"] == "variant:cart-1"


def test_fast_enough(reader: Understander) -> None:
    here = Context()
    texts = [
        "where is my order",
        "배송비 얼마예요",
        "返品したいです",
        "do you have white sneakers in size 9 under 50 dollars",
    ] * 20
    for text in texts[:4]:
        reader.understand(text, here)
    times = []
    for text in texts:
        begun = time.perf_counter()
        reader.understand(text, here)
        times.append(time.perf_counter() - begun)
    assert statistics.median(times) < 0.004  # 2 ms on a quiet machine


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "um yeah hi i was wondering could i get like two of the hammers thanks", ["add_to_cart"]),
        ("en", "actually remove it", ["remove_from_cart"]),
        ("ko", "저기요 음 혹시 망치 두 개 담아 주실 수 있나요 감사합니다", ["add_to_cart"]),
        ("ko", "아 참, 그거 빼 주세요", ["remove_from_cart"]),
        ("ja", "えっと、すみません、ハンマーを二つカートに入れてもらえますか、ありがとうございます", ["add_to_cart"]),
        ("ja", "やっぱりそれを外してください", ["remove_from_cart"]),
    ],
)
def test_people_talk_themselves_into_it(
    reader: Understander, catalog: Catalog, lang: str, text: str, wanted: list[str]
) -> None:
    assert names(reader.understand(text, context(lang), catalog)) == wanted


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "your stupid site sucks, just show me some damn boots", ["find_products"]),
        ("en", "this is useless, get me an actual human being", ["person"]),
        ("ko", "진짜 짜증나네요. 부츠나 보여 주세요", ["find_products"]),
        ("ko", "답답하네요, 진짜 사람 좀 불러 주세요", ["person"]),
        ("ja", "最悪ですね。ブーツを見せてください", ["find_products"]),
        ("ja", "使えないですね、人間を出してください", ["person"]),
    ],
)
def test_who_swears_is_served(reader: Understander, catalog: Catalog, lang: str, text: str, wanted: list[str]) -> None:
    assert names(reader.understand(text, context(lang), catalog)) == wanted


@pytest.mark.parametrize(
    ("lang", "text", "refused"),
    [
        ("en", "sneakers but not espresso", "espresso"),
        ("ko", "에스프레소 말고 운동화 보여주세요", "에스프레소"),
    ],
)
def test_a_word_of_the_catalogue_is_refused(
    reader: Understander, catalog: Catalog, lang: str, text: str, refused: str
) -> None:
    found = slots(reader.understand(text, context(lang), catalog), "find_products")
    assert found["without"] == {"word": [refused]}
    assert found["category"] == "category:shoes/sneakers"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "then the black ones, two please"),
        ("ko", "그럼 검정으로 두 개 주세요"),
        ("ja", "では黒を二つお願いします"),
    ],
)
def test_values_with_a_number_are_bought(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    here = context(lang, last_row="product:air-runner")
    found = slots(reader.understand(text, here, catalog), "add_to_cart")
    assert (found["product"], found["color"], found["quantity"]) == ("product:air-runner", "black", 2)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "I want to buy the Air Runner"),
        ("ko", "에어 러너 사고 싶어요"),
        ("ja", "エアランナーを買いたいです"),
    ],
)
def test_one_thing_by_its_whole_name_is_bought(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang), catalog)
    assert slots(found, "add_to_cart")["product"] == "product:air-runner"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "the House Blend, two of them, in black"),
        ("ko", "하우스블렌드 검정 두 개요"),
        ("ja", "ハウスブレンドの黒を二つ"),
    ],
)
def test_which_one_and_more_in_one_breath(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    here = context(lang, flow="add_to_cart", asked="product", asked_kind="product")
    found = slots(reader.understand(text, here, catalog), "add_to_cart")
    assert (found["product"], found["color"], found["quantity"]) == ("product:house-blend", "black", 2)


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "got any 👢?"), ("ko", "👢 있어요?"), ("ja", "👢ありますか"), ("en", "👢?")]
)
def test_emoji_beside_words(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    assert slots(reader.understand(text, context(lang), catalog), "find_products")["category"] == "category:shoes/boots"


@pytest.mark.parametrize(("lang", "text"), [("en", "two"), ("ko", "두 개요"), ("ja", "二つで")])
def test_a_number_alone_is_of_the_thing_spoken_of(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    here = context(lang, last_row="product:air-runner")
    assert slots(reader.understand(text, here, catalog), "add_to_cart") == {
        "product": "product:air-runner",
        "quantity": 2,
    }


@pytest.mark.parametrize(("lang", "text"), [("en", "not boots"), ("ko", "부츠 말고요"), ("ja", "ブーツ以外で")])
def test_what_is_only_refused_narrows_the_search(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    found = slots(reader.understand(text, context(lang, shown=SHOWN), catalog), "find_products")
    assert (found["without"], found["refine"]) == ({"category": "category:shoes/boots"}, True)


class TwinShelves(EmptyLexicon):
    """Jeans for women and for men, on shelves that are called alike."""

    def find(self, text: str, lang: str) -> tuple[Match, ...]:
        rows = {"jeans": ("women/denim", "men/denim"), "women": ("women",), "men's": ("men",)}
        found = []
        for word, shelves in rows.items():
            at = text.find(word)
            if at >= 0:
                links = tuple(Link(row=f"category:{shelf}", score=1.0) for shelf in shelves)
                found.append(Match(at, at + len(word), "category", shelves[0], links))
        return tuple(sorted(found, key=lambda match: match.start))


@pytest.mark.parametrize(
    ("text", "shelves"),
    [
        ("show me jeans", ["category:women/denim", "category:men/denim"]),
        ("show me women jeans", "category:women/denim"),
        ("show me men's jeans", "category:men/denim"),
    ],
)
def test_shelves_that_are_called_alike_are_all_meant(reader: Understander, text: str, shelves: object) -> None:
    command = reader.understand(text, context("en"), TwinShelves()).commands[0]
    assert isinstance(command, Start)
    assert command.slots["category"] == shelves
