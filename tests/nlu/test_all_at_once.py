"""Everything a checkout needs, told in one message and in whatever order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dangol.nlu.commands import Correct, Fill, Start
from dangol.nlu.understand import Understander
from nlu.conftest import context

ASKED = {"flow": "checkout", "flow_intent": "checkout", "countries": ("KR", "JP", "US"), "asked": "name"}
NUMBERS = {"en": "+12025550143", "ko": "+821023456789", "ja": "+819012345678"}


def told(reader: Understander, lang: str, text: str, kind: str = "name") -> dict[str, object]:
    found = reader.understand(text, context(lang, asked_kind=kind, **ASKED)).commands
    values: dict[str, object] = {c.slot: c.value for c in found if isinstance(c, Fill | Correct) and c.slot}
    wishes = [c.slots["question"] for c in found if isinstance(c, Start)]
    return values | ({"wish": wishes[0]} if wishes else {})


@pytest.mark.parametrize(
    ("lang", "text", "name", "where", "way"),
    [
        (
            "en",
            "Sarah Miller, 202-555-0143, sarah@example.com, 12 Oak Street, Portland OR 97201, express please",
            "Sarah Miller",
            "12 Oak Street, Portland OR 97201",
            "express please",
        ),
        (
            "en",
            "12 Oak Street, Portland OR 97201, Sarah Miller, sarah@example.com 202-555-0143 standard",
            "Sarah Miller",
            "12 Oak Street, Portland OR 97201",
            "standard",
        ),
        (
            "ko",
            "김민수 010-2345-6789 minsu@example.com 부산광역시 해운대구 센텀남대로 35 101동 48058 빠른 배송으로요",
            "김민수",
            "부산광역시 해운대구 센텀남대로 35 101동 48058",
            "빠른 배송으로요",
        ),
        (
            "ko",
            "주소는 서울특별시 마포구 월드컵로 20 302호고요 이름은 박지훈 번호 01023456789 이메일 park@example.com 일반 택배요",
            "박지훈",
            "서울특별시 마포구 월드컵로 20 302호",
            "일반 택배요",
        ),
        (
            "ja",
            "伊藤健 090-1234-5678 ken@example.com 〒104-0061 東京都中央区銀座1-2-3 通常便で",
            "伊藤健",
            "〒104-0061 東京都中央区銀座1-2-3",
            "通常便で",
        ),
        (
            "ja",
            "名前は伊藤健、電話は090-1234-5678、住所は東京都中央区銀座1-2-3、お急ぎ便でお願いします",
            "伊藤健",
            "東京都中央区銀座1-2-3",
            "お急ぎ便でお願いします",
        ),
    ],
)
def test_each_part_goes_to_its_own_place(
    reader: Understander, lang: str, text: str, name: str, where: str, way: str
) -> None:
    found = told(reader, lang, text)
    assert (found["name"], found["address"], found["way"]) == (name, where, way)
    assert found["phone"] == NUMBERS[lang]


@pytest.mark.parametrize(
    ("lang", "text", "wish"),
    [
        (
            "en",
            "Ann Lee, ann@example.com, 12 Oak Street, Portland OR 97201, leave it with the doorman",
            "leave it with the doorman",
        ),
        ("ko", "김하나, hana@example.com, 서울 중구 세종대로 110, 문 앞에 놔주세요", "문 앞에 놔주세요"),
        ("ja", "伊藤健、ken@example.com、東京都中央区銀座1-2-3、玄関前に置いてください", "玄関前に置いてください"),
    ],
)
def test_a_wish_for_the_parcel_is_no_part_of_the_address(reader: Understander, lang: str, text: str, wish: str) -> None:
    found = told(reader, lang, text)
    assert found["wish"] == wish
    assert wish not in str(found["address"])


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Ann Lee 080-1111-2222 ann@example.com 515 Main Street, Austin TX 78701"),
        ("ko", "김하나 080-1111-2222 ann@example.com 515 Main Street, Austin TX 78701"),
        ("ja", "伊藤健 080-1111-2222 ann@example.com 515 Main Street, Austin TX 78701"),
    ],
)
def test_a_number_of_another_country_is_never_written_into_the_address(
    reader: Understander, lang: str, text: str
) -> None:
    assert "1111" not in str(told(reader, lang, text)["address"])


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Ann Lee, ann@example.com, 202-555-0143"),
        ("ko", "김하나 010-2345-6789 hana@example.com"),
        ("ja", "伊藤健、090-1234-5678、ken@example.com"),
    ],
)
def test_where_no_place_is_told_none_is_taken(reader: Understander, lang: str, text: str) -> None:
    assert "address" not in told(reader, lang, text)


@pytest.mark.parametrize(
    ("lang", "text", "slots"),
    [
        ("en", "checkout please, name's Joe, 202-555-0143", {"person_name": "Joe", "phone": "+12025550143"}),
        (
            "en",
            "ok let's check out, I'm Joe Park, joe@example.com",
            {"person_name": "Joe Park", "email": "joe@example.com"},
        ),
        ("en", "checkout please, my number is 202-555-0143", {"phone": "+12025550143"}),
        ("ko", "주문할게요 김민수 010-2345-6789", {"person_name": "김민수", "phone": "+821023456789"}),
        ("ko", "결제할게요. 이름은 박지훈이고 010-2345-6789요", {"person_name": "박지훈", "phone": "+821023456789"}),
        ("ja", "注文します 田中 090-1234-5678", {"person_name": "田中", "phone": "+819012345678"}),
        ("ja", "注文します。田中花子です。hana@example.com", {"person_name": "田中花子", "email": "hana@example.com"}),
    ],
)
def test_who_says_who_they_are_while_they_order_is_not_asked(
    reader: Understander, lang: str, text: str, slots: dict[str, str]
) -> None:
    found = reader.understand(text, context(lang, countries=("KR", "JP", "US"))).commands
    assert [(c.intent, c.slots) for c in found if isinstance(c, Start)] == [("checkout", slots)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "the checkout isn't working, call me on 202-555-0143"),
        ("ko", "주문 확인해 주세요 김민수 010-2345-6789"),
        ("ja", "注文の確認をお願いします 田中 090-1234-5678"),
    ],
)
def test_who_asks_of_an_order_orders_nothing(reader: Understander, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang, countries=("KR", "JP", "US"))).commands
    assert not any(isinstance(c, Start) and c.intent == "checkout" and c.slots for c in found)


@pytest.mark.parametrize(
    ("lang", "text"), [("ko", "주문할게요 김민수 010-2345-6789"), ("ja", "注文します 田中 090-1234-5678")]
)
def test_a_number_of_another_country_goes_along_as_it_is_written(reader: Understander, lang: str, text: str) -> None:
    us = replace(context(lang), country="US", countries=("US",))
    (found,) = reader.understand(text, us).commands
    assert isinstance(found, Start)
    assert found.slots == {"person_name": text.split()[1], "phone": text.split()[2]}
