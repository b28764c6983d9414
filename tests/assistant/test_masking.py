"""What leaves the house and what does not, and that it comes back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangol.assistant.language_model.masking import Mask, evened, personal_values

HIDDEN = [
    ("my mail is ann.lee+shop@example.co.uk", "ann.lee+shop@example.co.uk", "EMAIL"),
    ("call 010-1234-5678 please", "010-1234-5678", "PHONE"),
    ("+44 20 7946 0301 is my number", "+44 20 7946 0301", "PHONE"),
    ("my name is ann lee", "ann lee", "NAME"),
    ("I'm Ann Lee and I want a coat", "Ann Lee", "NAME"),
    ("my order is N26-1018", "N26-1018", "ORDER"),
    ("order #12345", "#12345", "ORDER"),
    ("ship to 14 Willow Row Street, London", "14 Willow Row Street", "ADDRESS"),
    ("3 Naru-gil, Seoul 04781", "3 Naru-gil", "ADDRESS"),
    ("pay with 4111 1111 1111 1111", "4111", "CARD"),
    ("see https://pay.example/t/abc123?x=1", "pay.example", "LINK"),
    ("제 이름은 김하늘이에요", "김하늘", "NAME"),
    ("저는 박도윤입니다", "박도윤", "NAME"),
    ("이서연님 주문이에요", "이서연", "NAME"),
    ("서울특별시 성동구 나루길 3, 101동 502호로 보내 주세요", "나루길 3", "ADDRESS"),
    ("연락처는 ０１０－１２３４－５６７８이에요", "010-1234-5678", "PHONE"),
    ("주문번호 261126-7KQ4M 조회해 주세요", "261126-7KQ4M", "ORDER"),
    ("名前は佐藤美咲です", "佐藤美咲", "NAME"),
    ("佐藤と申します", "佐藤", "NAME"),
    ("〒604-8000 京都府京都市中京区川端町1-2-3 に送って", "川端町1-2-3", "ADDRESS"),
    ("〒604-8000 です", "604-8000", "POSTCODE"),
    ("메일은 h.kim@example.com이고 색은 검정", "h.kim@example.com", "EMAIL"),
    ("電話は090-0000-0201です", "090-0000-0201", "PHONE"),
    ("4111 1111 1111 1111 12/28", "4111", "CARD"),
    ("it is under the name of Ann Lee", "Ann Lee", "NAME"),
    ("postcode is 04781", "04781", "POSTCODE"),
    ("김서연이라고 합니다", "김서연", "NAME"),
    ("우편번호는 04781이에요", "04781", "POSTCODE"),
    ("부산시 해운대구 우동 12-3, 101동 502호", "502호", "ADDRESS"),
    ("口座は110 234 567890です", "110 234 567890", "NUMBER"),
    ("田中さくらと申します", "さくら", "NAME"),
    ("郵便番号は604-8000です", "604-8000", "POSTCODE"),
]
KEPT = [
    "a wool coat under 100,000 won in size 270",
    "2 of them, in black, for 25 December",
    "100000원 이하 코트 있어요?",
    "고객님, 안녕하세요",
    "두 번째 거 270으로 주세요",
    "お客様、いらっしゃいませ",
    "5千円以下のシャツを2枚",
    "10:00-19:00 に開いていますか",
    "나이키 에어맥스 97 있어요?",
    "2 coats on the way, signed for by a neighbour",
    "배송기사님이 사이즈로 270을 주셨어요",
    "北海道までの送料と水玉模様の仕様を教えて",
]


@pytest.mark.parametrize(("text", "value", "kind"), HIDDEN)
def test_what_names_a_person_is_hidden_and_comes_back(text: str, value: str, kind: str) -> None:
    mask = Mask()
    hidden = mask.hide(text)
    assert value not in hidden
    assert f"[{kind}_1]" in hidden
    assert mask.restore(hidden) == (None if kind == "CARD" else evened(text))


@pytest.mark.parametrize("text", KEPT)
def test_what_names_nobody_stays(text: str) -> None:
    assert Mask().hide(text) == text


def test_what_the_conversation_knows_is_found_wherever_it_stands() -> None:
    state = {
        "stack": [
            {"slots": {"name": "김하늘", "email": "h@example.com", "address": {"line1": "나루길 3", "country": "KR"}}}
        ]
    }
    known = list(personal_values(state))
    assert ("name", "김하늘") in known
    mask = Mask([*known, ("contact_name", "Emma Clarke")])
    hidden = mask.hide("김하늘이라고 하고 나루길 3, h@example.com, EMMA? Emma Clarke")
    assert "김하늘" not in hidden
    assert "나루길" not in hidden
    assert "Emma Clarke" not in hidden
    assert "KR" in mask.hide("KR")
    assert mask.hide("김하늘") == mask.hide("김하늘"), "the same stands for the same"


def test_a_placeholder_of_ones_own_is_not_a_key_to_anything() -> None:
    mask = Mask()
    hidden = mask.hide("[EMAIL_1] and a@b.example")
    assert hidden == "(EMAIL_1) and [EMAIL_1]"
    assert mask.restore("[EMAIL_2]") is None
    assert mask.restore("[PRIVATE_9] [NAME_1]") is None


@given(st.text(max_size=200))
def test_hiding_loses_nothing(text: str) -> None:
    mask = Mask()
    hidden = mask.hide(text)
    if "[" not in text and "[CARD_" not in hidden:
        assert mask.restore(hidden) == evened(text)


@given(
    st.from_regex(r"[a-z]{1,8}@[a-z]{2,8}\.(com|kr|jp)", fullmatch=True),
    st.text(alphabet="가나다 あい ,.", max_size=20),
)
def test_no_address_ever_leaves(address: str, around: str) -> None:
    assert address not in Mask().hide(f"{around} {address} {around}")


KNOWN = {"en": [("name", "Marigold Sparks")], "ko": [("name", "표은결")], "ja": [("name", "佐伯由美")]}
VARIANTS = [
    ("en", "it is for marigold", "marigold"),
    ("en", "SPARKS ordered it", "SPARKS"),
    ("ko", "은결이가 샀어요", "은결"),
    ("ko", "표 은 결 이름으로요", "은 결"),
    ("ko", "은결인데요 말고 은결이에요", "은결이에요"),
    ("ja", "佐伯です", "佐伯"),
    ("ja", "由美が買いました", "由美"),
]
UNKNOWN = [
    ("write to x.doe at corp-mail dot io", "corp-mail"),
    ("메일은 xdoe 골뱅이 corp-mail.io 예요", "corp-mail"),
    ("xdoe アット corp-mail.io です", "corp-mail"),
    ("write to xdoe @ corp-mail.io", "corp-mail"),
    ("I was born 1987-03-04", "1987"),
    ("my birthday is March 4, 1987", "1987"),
    ("생일은 1987년 3월 4일이에요", "1987"),
    ("생년월일 870304", "870304"),
    ("1987년 3월 4일생이에요", "1987"),
    ("誕生日は1987年3月4日です", "1987"),
    ("1987年3月4日生まれです", "1987"),
]


@pytest.mark.parametrize(("lang", "text", "value"), VARIANTS)
def test_a_known_name_is_hidden_however_it_is_said(lang: str, text: str, value: str) -> None:
    mask = Mask(KNOWN[lang])
    hidden = mask.hide(text)
    assert value not in hidden
    assert mask.restore(hidden) == text


@pytest.mark.parametrize(("text", "value"), UNKNOWN)
def test_what_is_spelt_out_is_hidden_too(text: str, value: str) -> None:
    assert value not in Mask().hide(text)


@pytest.mark.parametrize(
    "text",
    ["a rose for may", "2026-12-25에 와요", "生まれ変わったコート", "look at the dots", "look at nike dotted socks"],
)
def test_what_only_looks_alike_stays(text: str) -> None:
    assert Mask([("name", "Rose May")]).hide(text) == text
