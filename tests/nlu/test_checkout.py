"""What is taken back in the middle of a checkout."""

from __future__ import annotations

from typing import Any

import pytest

from dangol.nlu.commands import Affirm, Correct, Deny, Fill
from dangol.nlu.understand import Understander
from nlu.conftest import context


@pytest.mark.parametrize(
    ("lang", "text", "slot", "value"),
    [
        ("en", "wait the email is wrong its dan.w@example.com", "email", "dan.w@example.com"),
        ("ko", "이메일도 틀렸어 bora2@example.com 이야", "email", "bora2@example.com"),
        ("ja", "メールまちがえた。aoi@example.comです", "email", "aoi@example.com"),
        ("en", "actually make the phone number 010-2222-3333", "phone", "+821022223333"),
        ("ko", "전화번호 010-2222-3333으로 바꿔줘", "phone", "+821022223333"),
        ("ja", "やっぱり電話は090-1111-2222にして", "phone", "+819011112222"),
        ("en", "the address is wrong, it should be 12 Elm St", "address", "12 Elm St"),
        ("en", "change the address to 12 Elm St, Seattle, WA 98101 please", "address", "12 Elm St, Seattle, WA 98101"),
        ("ko", "주소를 센텀남대로 35로 바꿔주세요", "address", "센텀남대로 35"),
        ("ko", "배송지 잘못 썼어요 서울 중구 세종대로 110이에요", "address", "서울 중구 세종대로 110"),
        ("ja", "住所まちがえた。神宮前5-6-7にして", "address", "神宮前5-6-7"),
        ("ja", "お届け先を大阪市北区梅田1-2-3に変更してください", "address", "大阪市北区梅田1-2-3"),
    ],
)
def test_what_a_checkout_was_told_is_told_anew(
    reader: Understander, lang: str, text: str, slot: str, value: Any
) -> None:
    found = reader.understand(
        text, context(lang, asked="confirm", asked_kind="yes_no", flow="checkout", countries=("KR", "JP"))
    )
    assert [(c.slot, c.value) for c in found.commands if isinstance(c, Correct)] == [(slot, value)]
    assert not any(isinstance(c, Affirm) for c in found.commands)


@pytest.mark.parametrize(
    ("lang", "text", "part"),
    [
        ("en", "the phone number is wrong", "contact"),
        ("en", "change the address", "address"),
        ("ko", "주소 바꿔줘", "address"),
        ("ko", "이메일 틀렸어요", "contact"),
        ("ja", "住所を変えたい", "address"),
        ("ja", "電話番号が違います", "contact"),
    ],
)
def test_what_is_only_said_to_be_wrong_is_asked_for(reader: Understander, lang: str, text: str, part: str) -> None:
    found = reader.understand(text, context(lang, asked="confirm", asked_kind="yes_no", flow="checkout"))
    assert isinstance(found.commands[0], Deny)
    assert [(c.slot, c.value) for c in found.commands if isinstance(c, Fill)] == [("edit", part)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "can i change my address later?"),
        ("en", "actually can someone call me at 010-1111-2222 instead"),
        ("ko", "나중에 주소 바꿀 수 있나요?"),
        ("ko", "010-1111-2222로 전화 주세요"),
        ("ja", "あとで住所は変えられますか"),
        ("ja", "やっぱり090-1111-2222に電話してください"),
    ],
)
def test_a_question_and_a_call_take_nothing_back(reader: Understander, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang, asked="confirm", asked_kind="yes_no", flow="checkout"))
    assert not any(isinstance(c, Correct | Deny | Affirm) for c in found.commands)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "kim@example.com, no sorry lee@example.com"),
        ("ko", "kim@example.com 아니 죄송해요 lee@example.com"),
        ("ja", "kim@example.com、いや、すみません lee@example.com"),
    ],
)
def test_what_is_taken_back_beside_an_address_is_nobodys_name(reader: Understander, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang, asked="name", asked_kind="name", flow="checkout"))
    told = [(c.slot, c.value) for c in found.commands if isinstance(c, Fill)]
    assert told == [("email", "kim@example.com"), ("email", "lee@example.com")]
