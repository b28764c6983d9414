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
        ("my name is ann lee and i want it", [("name", "ann lee")]),
        ("My name is Cora J. Gray", [("name", "Cora J. Gray")]),
        ("Dear Mrs. O'Brien, I'm Ann Lee", [("name", "O'Brien"), ("name", "Ann Lee")]),
        ("call (202) 555-0143 or +44 20 7946 0301", [("phone", "(202) 555-0143"), ("phone", "+44 20 7946 0301")]),
        ("see https://pay.example/t/abc?x=1", [("link", "https://pay.example/t/abc?x=1")]),
        ("to 152 Teheran-ro, Seoul 06236", [("address", "152 Teheran-ro, Seoul 06236")]),
        ("order #12345 or N26-1018", [("order", "#12345"), ("code", "N26-1018")]),
        ("번호는010-1234-5678이고 2개요", [("phone", "010-1234-5678")]),
        ("010-1234-5678 2개 주세요", [("phone", "010-1234-5678")]),
        ("계좌 110-234-567890으로", [("number", "110-234-567890")]),
        ("메일은ann@corp.example입니다", [("email", "ann@corp.example")]),
        ("메일은 홍길동@corp.example", [("email", "홍길동@corp.example")]),
        ("수령인 홍길동, 101동 502호", [("name", "홍길동"), ("address", "101동 502호")]),
        ("이서연님 주문이요. 박도윤 님은요", [("name", "이서연"), ("name", "박도윤")]),
        ("서울 성동구 성수동 12-3", [("address", "서울 성동구 성수동 12-3")]),
        ("私は田中さくらと申します", [("name", "田中さくら")]),
        ("スミスさんと佐藤様に", [("name", "スミス"), ("name", "佐藤")]),
        ("電話は090-1234-5678です", [("phone", "090-1234-5678")]),
        ("横浜市西区みなとみらい2丁目3番1号", [("address", "横浜市西区みなとみらい2丁目3番1号")]),
        ("東京都渋谷区まで送料は", [("address", "東京都渋谷区")]),
        ("ann@corp.exampleまで", [("email", "ann@corp.example")]),
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
        "2 coats, 3 days on the road, by the way",
        "it was signed for by a neighbour",
        "1 500 000 won or 2026-11-26",
        "100000-150000원 사이",
        "500-1000円くらい",
        "사이즈로 270, 사이즈가 270이에요",
        "가로 30cm 세로 40cm",
        "우리 아이가 3살인데 바로 2개 주세요",
        "230 235 240 있어요?",
        "2미리 4미리 하나씩",
        "성함이 어떻게 되세요",
        "받는 사람 정보 바꿔 주세요",
        "품절이라고 하는데요, 배송기사님이",
        "날씨가 좋네요. 손글씨 카드요",
        "同様の水玉模様のシャツの仕様は",
        "お名前は変えられますか",
        "北海道まで何日かかりますか",
        "渋谷区まで2-3日で届きますか",
        "本屋さんのスタッフさんへ",
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
        ({"Emma": "name"}, "my name is Emma Clarke", "my name is _"),
        ({"김하늘": "name"}, "Kim김하늘Haneul", "Kim_Haneul"),
        ({"나루길 3": "address"}, "서울시 성동구 나루길 3, 101동 502호", "_"),
        ({"長谷川一郎": "name"}, "長谷川一郎さん", "_さん"),
    ],
)
def test_what_is_known_is_found_in_other_spellings(known: dict[str, str], text: str, left: str) -> None:
    assert without_personal(personal_in(text, known, ("KR",)), text, PUT) == left


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("4111 1111 1111 1111", True),
        ("카드 4111-1111-1111-1111 12/28", True),
        ("4111 1111 1111 1111 123", True),
        ("4111 1111 1111 1112", False),
        ("口座 110-234-567890", False),
    ],
)
def test_a_card_proves_itself(text: str, card: bool) -> None:
    [piece] = personal_in(text, countries=("KR", "JP"))
    assert piece.kind == "number"
    assert piece.is_card is card
