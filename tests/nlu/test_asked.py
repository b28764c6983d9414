"""What is told where an order's number, more details or an address to answer to were asked for."""

from __future__ import annotations

from typing import Any

import pytest

from dangol.nlu.answers import choice_of, nothing_more
from dangol.nlu.commands import Choose, Correct, Deny, Fill, Start
from dangol.nlu.segments import only_why
from dangol.nlu.understand import Understander
from nlu.catalog import Catalog
from nlu.conftest import context

HELP: dict[str, Any] = {"flow": "order_help", "flow_intent": "damaged_item"}
NUMBER: dict[str, Any] = {**HELP, "asked": "order_number", "asked_kind": "order_number"}


@pytest.mark.parametrize(
    "text",
    [
        *("no thats all", "that's it, thanks", "nothing else", "No, that is everything."),
        *("아뇨 없어요", "더 없습니다", "그게 다예요", "아니요 괜찮아요"),
        *("特にないです", "いいえ、大丈夫です", "それだけです", "以上です"),
    ],
)
def test_all_is_told(text: str) -> None:
    assert nothing_more(text)


@pytest.mark.parametrize(
    "text", ["the lid is missing", "all nine were broken", "뚜껑이 없어요", "フタがないです", "it's the blue one"]
)
def test_something_is_told(text: str) -> None:
    assert not nothing_more(text)


@pytest.mark.parametrize(("lang", "text"), [("en", "no thats all"), ("ko", "아뇨 없어요"), ("ja", "特にないです")])
def test_who_has_told_all_says_no(reader: Understander, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang, **HELP, asked="details", asked_kind="text"))
    assert [type(c) for c in found.commands] == [Deny]


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "I'll send the photos later"), ("ko", "사진은 나중에 보내드릴게요"), ("ja", "写真はあとで送ります")],
)
def test_more_instead_of_a_number_is_kept(reader: Understander, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang, **NUMBER))
    assert isinstance(found.commands[-1], Deny)  # last, or what is told would come after the matter was passed on
    assert [(c.slot, c.value) for c in found.commands if isinstance(c, Fill)] == [("details", text)]


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "ann@example.com"), ("ko", "ann@example.com이요"), ("ja", "ann@example.comです")]
)
def test_an_address_instead_of_a_number_is_kept(reader: Understander, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang, **NUMBER))
    assert [(c.slot, c.value) for c in found.commands if isinstance(c, Fill)] == [("email", "ann@example.com")]
    assert isinstance(found.commands[0], Deny)


def test_a_place_in_the_list_is_still_a_choice(reader: Understander) -> None:
    found = reader.understand("2", context("en", **NUMBER, choices=("N26-1001", "N26-1009", "Skip")))
    assert [type(c) for c in found.commands] == [Choose]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "call me on 010-2222-3333"),
        ("ko", "010-2222-3333으로 연락주세요"),
        ("ja", "折り返し電話ください 010-2222-3333"),
    ],
)
def test_who_says_how_to_be_reached_asks_for_no_call_besides(reader: Understander, lang: str, text: str) -> None:
    asked: dict[str, Any] = {
        "flow": "hand_over",
        "flow_intent": "damaged_item",
        "asked": "reach",
        "asked_kind": "reach",
    }
    asked |= {"countries": ("KR", "JP")}
    found = reader.understand(text, context(lang, **asked))
    assert [(c.slot, c.value) for c in found.commands if isinstance(c, Fill)] == [("reach", "+821022223333")]
    assert not any(isinstance(c, Start) for c in found.commands)


@pytest.mark.parametrize(
    ("lang", "text", "intent"),
    [
        ("en", "the mug came cracked, total mess. this is the second time!!", "damaged_item"),
        ("ja", "違う商品が入ってた。頼んだのはマグなのに", "wrong_item"),
        ("ko", "컵이 깨져서 왔어요 진짜 화나네", "damaged_item"),
    ],
)
def test_all_that_is_said_of_a_wish_goes_with_it(reader: Understander, lang: str, text: str, intent: str) -> None:
    found = reader.understand(text, context(lang))
    told = [c for c in found.commands if isinstance(c, Start)]
    assert [(c.intent, c.words) for c in told] == [(intent, text)]


SEATS = {
    "en": ("One person", "Two people", "More than two"),
    "ko": ("한 명", "두 명", "세 명 이상"),
    "ja": ("1名", "2名", "3名以上"),
}


@pytest.mark.parametrize(
    ("lang", "text", "place"),
    [
        *(("en", text, 2) for text in ("two of us", "There will be 2 people", "for two people please")),
        *(("ko", text, 2) for text in ("저희 둘이요", "두명이에요", "2명", "두 분 갈게요")),
        *(("ja", text, 2) for text in ("ふたりです", "二人で行きます", "2名でお願いします")),
        *(
            ("en", "just me", 1),
            ("ko", "저 혼자요", 1),
            ("ja", "一人です", 1),
            ("ko", "셋이서 가요", 3),
            ("ja", "三人です", 3),
        ),
    ],
)
def test_how_many_come_is_one_of_the_buttons(lang: str, text: str, place: int) -> None:
    before = context(lang, asked="seats", asked_kind="choice", choices=SEATS[lang])
    found = choice_of(text, before, ())
    assert found is not None
    assert found.position == place


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "five of us"),
        ("ko", "다섯 명이요"),
        ("ja", "五人です"),
        ("en", "are two people allowed?"),
        ("ko", "빨강이요"),
    ],
)
def test_what_no_button_begins_with_is_none_of_them(lang: str, text: str) -> None:
    assert choice_of(text, context(lang, asked="seats", asked_kind="choice", choices=SEATS[lang]), ()) is None


@pytest.mark.parametrize(("lang", "text"), [("en", "two of us"), ("ko", "두 명이요"), ("ja", "二人です")])
def test_a_version_of_a_thing_is_not_chosen_by_a_headcount(lang: str, text: str) -> None:
    before = context(lang, asked="length", asked_kind="choice", option="length", choices=("1 m", "2 m", "5 m"))
    assert choice_of(text, before, ()) is None


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "i don't have the order number"), ("ko", "주문번호 몰라요"), ("ja", "注文番号がわかりません")],
)
def test_who_has_no_number_wants_it_passed_on_without(reader: Understander, lang: str, text: str) -> None:
    asked = {"flow": "order_help", "flow_intent": "damaged_item", "asked": "pass_on", "asked_kind": "yes_no"}
    assert [c.command for c in reader.understand(text, context(lang, **asked)).commands] == ["affirm", "deny"]


def test_what_is_to_be_bought_is_no_reason(reader: Understander) -> None:
    found = reader.understand("주문하려고요, 배송비 얼마예요", context("ko"))
    assert "shipping_cost" in [c.intent for c in found.commands if isinstance(c, Start)]
    assert only_why("딸한테 보내려고요", "ko")
    assert not only_why("이거 사려고요", "ko")


@pytest.mark.parametrize(("lang", "text"), [("en", "nothing, that's all"), ("ko", "없어요"), ("ja", "特にないです")])
def test_whoever_has_nothing_to_note_leaves_it_out(reader: Understander, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang, flow="fitting", asked="note", asked_kind="text"))
    assert [c.command for c in found.commands] == ["deny"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "sorry wrong one, it's AB-3001 and ann@example.com"),
        ("ko", "앗 잘못 적었어요 AB-3001 ann@example.com 이에요"),
        ("ja", "間違えました。AB-3001 ann@example.com です"),
    ],
)
def test_a_slip_in_the_order_and_the_address_is_put_right_in_both(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    passing_on = context(lang, flow="hand_over", asked="details", asked_kind="text")
    commands = reader.understand(text, passing_on, catalog).commands
    right = {c.slot: c.value for c in commands if isinstance(c, Correct)}
    assert right == {"order_number": "AB-3001", "email": "ann@example.com"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "oh no wrong one sorry. B-3001 lee1@example.com it's the helmet"),
        ("en", "sorry i meant B-3001, lee1@example.com"),
        ("ko", "아 잘못 말했어요 B-3001 lee1@example.com 헬멧이요"),
        ("ko", "아니 B-3001 lee1@example.com 이요"),
        ("ja", "間違えました。B-3001 lee1@example.com ヘルメットのほうです"),
        ("ja", "すみません、B-3001 lee1@example.com です"),
    ],
)
def test_a_wrong_order_is_put_right_with_its_number_and_its_address(reader: Understander, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang, **HELP, asked="details", asked_kind="text"))
    told = {command.slot: command.value for command in found.commands if isinstance(command, Correct)}
    assert told == {"order_number": "B-3001", "email": "lee1@example.com"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "sorry but B-3001 came with a broken lid and no box"),
        ("ko", "아니 B-3001 뚜껑이 깨져서 왔는데 상자도 없었어요"),
        ("ja", "すみません、B-3001のフタが割れて届いて箱もありませんでした"),
    ],
)
def test_what_tells_of_the_order_is_no_correction_of_it(reader: Understander, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang, **HELP, asked="details", asked_kind="text"))
    assert not any(isinstance(command, Correct) for command in found.commands)
