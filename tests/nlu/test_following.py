"""What leans on what was asked last: the same of something else, in more detail, of the same order, or another wish instead."""

from __future__ import annotations

import pytest

from dangol.nlu.commands import Affirm, Fill, Start, Understanding
from dangol.nlu.understand import Understander
from nlu.catalog import Catalog
from nlu.conftest import SHOWN, context


def intents(found: Understanding) -> list[str]:
    return [c.intent if isinstance(c, Start) else c.command for c in found.commands]


LOOKED = {"last_flow": "find_products", "last_intent": "find_products", "shown": SHOWN}
CANCELLING = {"flow": "order_help", "flow_intent": "cancel_order", "asked": "pass_on", "asked_kind": "yes_no"}
RETURNING = CANCELLING | {"flow_intent": "return_item"}
SIZING = {"last_intent": "size_advice"}


@pytest.mark.parametrize(
    ("lang", "text", "before", "wanted"),
    [
        ("en", "and socks?", LOOKED, "find_products"),
        ("ko", "양말은요?", LOOKED, "find_products"),
        ("ja", "靴下は？", LOOKED, "find_products"),
        ("en", "he is 180 and slim", SIZING, "size_advice"),
        ("ko", "키 178에 72키로예요", SIZING, "size_advice"),
        ("ja", "身長178、体重72キロです", SIZING, "size_advice"),
        ("en", "no, i'd rather exchange it", RETURNING, "exchange_item"),
        ("ko", "아니 그냥 교환할게요", RETURNING, "exchange_item"),
        ("ja", "やっぱり交換でお願いします", RETURNING, "exchange_item"),
        ("en", "even if it's on sale?", {"last_intent": "return_policy"}, "return_policy"),
        ("ko", "세일 상품도요?", {"last_intent": "return_policy"}, "return_policy"),
        ("ja", "セール品でもですか", {"last_intent": "return_policy"}, "return_policy"),
    ],
)
def test_it_is_read_by_what_was_asked_last(
    reader: Understander, catalog: Catalog, lang: str, text: str, before: dict[str, object], wanted: str
) -> None:
    assert intents(reader.understand(text, context(lang, **before), catalog)) == [wanted]


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        ("en", "it's DG-10412", [("order_number", "DG-10412")]),
        ("ko", "주문번호 DG-10412요", [("order_number", "DG-10412")]),
        ("ja", "番号はDG-10412です", [("order_number", "DG-10412")]),
        ("en", "DG-10412, ann@example.com", [("order_number", "DG-10412"), ("email", "ann@example.com")]),
        ("ko", "DG-10412 ann@example.com이요", [("order_number", "DG-10412"), ("email", "ann@example.com")]),
        ("ja", "DG-10412、ann@example.comです", [("order_number", "DG-10412"), ("email", "ann@example.com")]),
        ("en", "i don't have a doctor's note", [("details", "i don't have a doctor's note")]),
        ("ko", "서울 마포구 월드컵로 20 302호요", [("details", "서울 마포구 월드컵로 20 302호요")]),
    ],
)
def test_who_tells_more_of_a_matter_wants_it_passed_on(
    reader: Understander, catalog: Catalog, lang: str, text: str, told: list[tuple[str, str]]
) -> None:
    commands = reader.understand(text, context(lang, **CANCELLING), catalog).commands
    assert isinstance(commands[0], Affirm)
    assert [(c.slot, c.value) for c in commands[1:] if isinstance(c, Fill)] == told


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "yes, it hasn't come yet"), ("ko", "네 아직 뜯지도 않았어요"), ("ja", "はい、まだ使っていません")],
)
def test_a_yes_with_more_of_a_matter_is_a_yes(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    commands = reader.understand(text, context(lang, **RETURNING), catalog).commands
    assert isinstance(commands[0], Affirm)


PLACING = {"flow": "checkout", "flow_intent": "checkout", "asked": "confirm", "asked_kind": "yes_no"}


@pytest.mark.parametrize(
    ("lang", "text", "places"),
    [
        ("en", "place it", True),
        ("ko", "이대로 주문해 주세요", True),
        ("ja", "確定します", True),
        ("en", "yes", True),
        ("en", "yes but wait", False),
        ("ko", "네 근데 잠깐만요", False),
        ("ja", "はい、でもちょっと待ってください", False),
        ("en", "ok how long does delivery take?", False),
        ("ko", "네 배송은 얼마나 걸려요?", False),
        ("ja", "はい、いつ届きますか？", False),
        ("en", "don't say yes", False),
        ("ko", "네라고 말하지 마세요", False),
        ("ja", "いいですね、でも考えます", False),
    ],
)
def test_an_order_is_placed_by_a_whole_yes_alone(
    reader: Understander, catalog: Catalog, lang: str, text: str, places: bool
) -> None:
    commands = reader.understand(text, context(lang, **PLACING), catalog).commands
    assert any(isinstance(c, Affirm) for c in commands) == places


PRICED = {"last_intent": "ask_price", "last_row": SHOWN[0].row, "shown": SHOWN[:1]}


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "no i mean the sizes not the price", "product_question"),
        ("ko", "아니 가격 말고 사이즈요", "product_question"),
        ("ja", "いや値段じゃなくてサイズ聞いてる", "product_question"),
        ("en", "not the size, the price", "ask_price"),
        ("ko", "사이즈 말고 가격이요", "ask_price"),
        ("ja", "サイズじゃなくて値段です", "ask_price"),
    ],
)
def test_something_else_is_asked_of_the_same_thing(
    reader: Understander, catalog: Catalog, lang: str, text: str, wanted: str
) -> None:
    (command,) = reader.understand(text, context(lang, **PRICED), catalog).commands
    assert isinstance(command, Start)
    assert (command.intent, command.slots["product"]) == (wanted, SHOWN[0].row)


WRONG = CANCELLING | {"flow_intent": "wrong_item"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "i dont want a refund i want the right shoes"),
        ("ko", "환불 말고 제대로 된 신발 보내주세요"),
        ("ja", "返金ではなく正しい靴がほしいです"),
    ],
)
def test_who_wants_what_should_have_come_wants_it_exchanged(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    assert intents(reader.understand(text, context(lang, **WRONG), catalog)) == ["exchange_item"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "when will it come? my order number is N26-1022"),
        ("ko", "언제 도착하나요? 주문번호는 N26-1022입니다"),
        ("ja", "いつ届く予定でしょうか、注文番号はN26-1022です"),
    ],
)
def test_a_number_that_is_only_told_is_of_what_is_asked(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    assert intents(reader.understand(text, context(lang), catalog)) == ["track_order"]


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "yes, cancel it"), ("ko", "네, 취소해 주세요"), ("ja", "はい、キャンセルで")]
)
def test_a_yes_to_the_same_wish_is_a_yes(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    assert intents(reader.understand(text, context(lang, **CANCELLING), catalog)) == ["affirm"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "no, don't cancel it"), ("ko", "아니요 취소하지 마세요"), ("ja", "いえ、キャンセルしないでください")],
)
def test_what_is_refused_is_not_done(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    assert "cancel_order" not in intents(reader.understand(text, context(lang, **CANCELLING), catalog))


def test_a_body_is_no_number_to_be_ordered(reader: Understander, catalog: Catalog) -> None:
    found = reader.understand(
        "i'll take two", context("en", last_intent="size_advice", last_row="product:air-runner"), catalog
    )
    assert intents(found) == ["add_to_cart"]
