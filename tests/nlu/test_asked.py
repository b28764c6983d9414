"""What is told where an order's number, more details or an address to answer to were asked for."""

from __future__ import annotations

from typing import Any

import pytest

from dangol.nlu.answers import nothing_more
from dangol.nlu.commands import Choose, Deny, Fill, Start
from dangol.nlu.understand import Understander
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
    assert isinstance(found.commands[0], Deny)
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
