"""What tells who somebody is: found in three languages, and what only looks like it is left alone."""

from __future__ import annotations

import pytest

from dangol.kit.personal import personal_in, without_personal

PUT = dict.fromkeys(("email", "phone", "order", "address", "name", "postcode", "number"), "_")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mail me at Ann.Lee+shop@corp.co.uk please", [("email", "Ann.Lee+shop@corp.co.uk")]),
        ("my name is Emma Clarke, call 010-2345-6789", [("name", "Emma Clarke"), ("phone", "010-2345-6789")]),
        ("send it to 12b Naru Street, Apt 5 instead", [("address", "12b Naru Street, Apt 5")]),
        ("where is 261122-7KQ4M?", [("order", "261122-7KQ4M")]),
        ("my card 4242 4242 4242 4242 was refused", [("number", "4242 4242 4242 4242")]),
        ("제 이름은 홍길동이에요. 번호는 010 9876 5432", [("name", "홍길동"), ("phone", "010 9876 5432")]),
        ("김서연이라고 합니다", [("name", "김서연")]),
        (
            "서울시 성동구 왕십리로 83-21 101동 502호로 보내 주세요",
            [("address", "서울시 성동구 왕십리로 83-21 101동 502호")],
        ),
        ("우편번호는 04781이에요", [("postcode", "04781")]),
        ("佐藤一郎と申します。090-1234-5678です", [("name", "佐藤一郎"), ("phone", "090-1234-5678")]),
        ("名前は鈴木花子です", [("name", "鈴木花子")]),
        ("〒150-0041 東京都渋谷区神南1-2-3", [("postcode", "〒150-0041"), ("address", "東京都渋谷区神南1-2-3")]),
    ],
)
def test_it_is_found(text: str, found: list[tuple[str, str]]) -> None:
    assert [(piece.kind, piece.text) for piece in personal_in(text, countries=("KR", "JP", "US"))] == found


@pytest.mark.parametrize(
    "text",
    [
        "anything under 150000 won?",
        "150,000원 이하로 보여 주세요",
        "이만원대 머그컵 2개",
        "12 mugs and 3 trays",
        "20.5 x 30 cm",
        "사이즈 270으로 3켤레",
        "3万円以下のコート",
        "12月25日に届きますか",
        "do you have the 2026 model",
        "무료 배송 3일 걸리나요",
        "is this way too big for me",
        "これは何ですか",
    ],
)
def test_what_tells_nothing_about_anybody_is_left(text: str) -> None:
    assert personal_in(text, countries=("KR", "JP", "US")) == []


@pytest.mark.parametrize(
    ("known", "text", "left"),
    [
        ({"Emma Clarke": "name"}, "it's Emma again, emma clarke", "it's _ again, _"),
        ({"Will May": "name"}, "will it come in may?", "will it come in may?"),
        ({"홍길동": "name"}, "길동이에요, 홍길동 이름으로 시킨 거요", "_이에요, _ 이름으로 시킨 거요"),
        ({"佐藤 一郎": "name"}, "佐藤です。佐藤一郎の注文です", "_です。_の注文です"),
        ({"A-77": "order"}, "what about a-77 and A-771", "what about _ and A-771"),
    ],
)
def test_what_is_known_is_found_in_other_spellings(known: dict[str, str], text: str, left: str) -> None:
    assert without_personal(personal_in(text, known, ("KR",)), text, PUT) == left
