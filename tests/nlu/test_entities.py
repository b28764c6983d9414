"""Typed pieces of messages, in three languages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dangol.nlu.context import Link, Match
from dangol.nlu.entities import extract
from dangol.nlu.entities.numbers import quantities
from dangol.nlu.entities.references import refused_words
from dangol.nlu.normalise import normalise
from nlu.conftest import SETTINGS

TODAY = date(2026, 11, 24)  # a Tuesday

CASES: list[tuple[str, str, dict[str, Any]]] = [
    ("ko", "2026-0460", {"order_number": "2026-0460"}),
    ("ko", "2026-0431 jun@example.com", {"order_number": "2026-0431", "email": "jun@example.com"}),
    ("ja", "2026-00817の件です", {"order_number": "2026-00817"}),
    ("en", "it's 2026-0457", {"order_number": "2026-0457"}),
    ("en", "two pairs of socks", {"quantity": 2}),
    ("en", "add three of those", {"quantity": 3}),
    ("en", "i'll take just one", {"quantity": 1}),
    ("en", "12 eggs x2", {"quantity": 12}),
    ("ko", "두 개 주세요", {"quantity": 2}),
    ("ko", "셔츠 세 벌이요", {"quantity": 3}),
    ("ko", "스무 장", {"quantity": 20}),
    ("ko", "열두병 보내주세요", {"quantity": 12}),
    ("ko", "하나만 주세요", {"quantity": 1}),
    ("ko", "３개요", {"quantity": 3}),
    ("ja", "二つください", {"quantity": 2}),
    ("ja", "3枚お願いします", {"quantity": 3}),
    ("ja", "十二本", {"quantity": 12}),
    ("ja", "ひとつください", {"quantity": 1}),
    ("ja", "５足", {"quantity": 5}),
    ("en", "under 50 dollars", {"price_limit": {"max": 5000, "currency": "USD"}}),
    ("en", "below $19.99", {"price_limit": {"max": 1999, "currency": "USD"}}),
    ("en", "under 50", {"price_limit": {"max": 5000, "currency": "USD"}}),
    ("en", "between 20 and 40", {"price_limit": {"min": 2000, "max": 4000, "currency": "USD"}}),
    ("en", "at least 30 euros", {"price_limit": {"min": 3000, "currency": "EUR"}}),
    ("en", "$25 or less", {"price_limit": {"max": 2500, "currency": "USD"}}),
    ("ko", "5만원 이하", {"price_limit": {"max": 50000, "currency": "KRW"}}),
    ("ko", "오만원 이하로", {"price_limit": {"max": 50000, "currency": "KRW"}}),
    ("ko", "3만5천원 미만", {"price_limit": {"max": 35000, "currency": "KRW"}}),
    ("ko", "예산은 5만원이에요", {"price_limit": {"max": 50000, "currency": "KRW"}}),
    ("ko", "예산 30인데", {"price_limit": {"max": 300000, "currency": "KRW"}}),
    ("ja", "予算は5千円です", {"price_limit": {"max": 5000, "currency": "JPY"}}),
    ("ja", "予算3000で", {"price_limit": {"max": 3000, "currency": "JPY"}}),
    ("ko", "3만원대", {"price_limit": {"min": 30000, "max": 39999, "currency": "KRW"}}),
    ("ko", "10만원대", {"price_limit": {"min": 100000, "max": 199999, "currency": "KRW"}}),
    ("ko", "2만원에서 4만원 사이", {"price_limit": {"min": 20000, "max": 40000, "currency": "KRW"}}),
    ("ko", "2~4만원", {"price_limit": {"min": 20000, "max": 40000, "currency": "KRW"}}),
    ("ko", "４만원 안넘는", {"price_limit": {"max": 40000, "currency": "KRW"}}),
    ("ja", "5千円以下", {"price_limit": {"max": 5000, "currency": "JPY"}}),
    ("ja", "五千円以内", {"price_limit": {"max": 5000, "currency": "JPY"}}),
    ("ja", "３千円台", {"price_limit": {"min": 3000, "max": 3999, "currency": "JPY"}}),
    ("ja", "2000円から5000円", {"price_limit": {"min": 2000, "max": 5000, "currency": "JPY"}}),
    ("ja", "1万円くらい", {"price_limit": {"min": 8000, "max": 12000, "currency": "JPY"}}),
    ("en", "size 9", {"size": "9"}),
    ("en", "in a medium", {"size": "M"}),
    ("en", "xl please", {"size": "XL"}),
    ("en", "28 inch", {"size": "28"}),
    ("en", "one size", {"size": "FREE"}),
    ("ko", "270으로 주세요", {"size": "270"}),
    ("ko", "M사이즈", {"size": "M"}),
    ("ko", "라지로요", {"size": "L"}),
    ("ja", "Lサイズで", {"size": "L"}),
    ("ja", "27センチ", {"size": "27"}),
    ("ja", "フリーサイズ", {"size": "FREE"}),
    ("en", "the navy one", {"color": "navy"}),
    ("ko", "까만색", {"color": "black"}),
    ("ko", "붉은 거", {"color": "red"}),
    ("ja", "赤いやつ", {"color": "red"}),
    ("en", "my order number is A1-20455", {"order_number": "A1-20455"}),
    ("ko", "주문번호 20261122-0001", {"order_number": "20261122-0001"}),
    ("ja", "注文番号は20455です", {"order_number": "20455"}),
    ("en", "#10023", {"order_number": "10023"}),
    ("en", "where is W20502", {"order_number": "W20502"}),
    ("ko", "W20502 어디쯤이에요", {"order_number": "W20502"}),
    ("ja", "W20502はどこですか", {"order_number": "W20502"}),
    ("en", "i want to send it back.N26-1019 is the number", {"order_number": "N26-1019"}),
    ("ko", "반품하고 싶어요.N26-1019예요", {"order_number": "N26-1019"}),
    ("ja", "返品したいので手続きを教えてください。N26-1019です", {"order_number": "N26-1019"}),
    ("ja", "メールはこちらです。ann.lee@example.com", {"email": "ann.lee@example.com"}),
    ("ko", "메일은 이거예요.ann.lee@example.com", {"email": "ann.lee@example.com"}),
    ("en", "it costs 1.50023", {"order_number": None}),
    ("en", "send it to 500 SW Main St Portland OR 97204", {"postcode": "97204", "order_number": None}),
    ("en", "A1-20455 to 12 elm st, seattle, wa 98101-1234", {"postcode": "98101-1234", "order_number": "A1-20455"}),
    ("en", "it's 50019 or 50020", {"order_number": "50019", "postcode": None}),
    ("ko", "서울 중구 세종대로 110 (04524)로 바꿔 주세요", {"postcode": "04524", "order_number": None}),
    ("ko", "04524 서울 중구 세종대로 110", {"postcode": "04524", "order_number": None}),
    ("ko", "주문 (50019)이요", {"order_number": "50019", "postcode": None}),
    ("en", "mail me at Ann.Lee+x@mail.example.com", {"email": "ann.lee+x@mail.example.com"}),
    ("ko", "010-1234-5678", {"phone": "+821012345678"}),
    ("ja", "090-1234-5678です", {"phone": "+819012345678"}),
    ("en", "(415) 555-2671", {"phone": "+14155552671"}),
    ("en", "it's +44 7700 900123", {"phone": "+447700900123", "order_number": None}),
    ("ko", "+44 7911 123456이에요", {"phone": "+447911123456", "order_number": None}),
    ("ja", "0049 151 23456789です", {"phone": "+4915123456789", "order_number": None}),
    ("en", "tomorrow", {"date": "2026-11-25"}),
    ("en", "by friday", {"date": "2026-11-27"}),
    ("en", "next monday", {"date": "2026-11-30"}),
    ("en", "in 3 days", {"date": "2026-11-27"}),
    ("en", "on Dec 5th", {"date": "2026-12-05"}),
    ("ko", "모레", {"date": "2026-11-26"}),
    ("ko", "다음 주 금요일", {"date": "2026-12-04"}),
    ("ko", "12월 5일까지", {"date": "2026-12-05"}),
    ("ko", "3일 뒤에", {"date": "2026-11-27"}),
    ("ja", "明日", {"date": "2026-11-25"}),
    ("ja", "来週の月曜", {"date": "2026-11-30"}),
    ("ja", "１２月５日", {"date": "2026-12-05"}),
    ("en", "next week", {"date": {"from": "2026-11-30", "to": "2026-12-06"}}),
    ("ko", "이번 주말", {"date": {"from": "2026-11-28", "to": "2026-11-29"}}),
    ("en", "the second one", {"ordinal": 2}),
    ("en", "last one", {"ordinal": -1}),
    ("ko", "두 번째 거", {"ordinal": 2}),
    ("ko", "마지막 거", {"ordinal": -1}),
    ("ko", "3번", {"ordinal": 3}),
    ("ja", "二番目の", {"ordinal": 2}),
    ("ja", "三つ目", {"ordinal": 3}),
    ("ja", "最後の", {"ordinal": -1}),
    ("en", "cheaper", {"comparison": "cheaper"}),
    ("ko", "더 싼 거", {"comparison": "cheaper"}),
    ("ja", "もっと安いの", {"comparison": "cheaper"}),
    ("en", "the heavier one", {"comparison": "heavier"}),
    ("ko", "무거운 걸로요", {"comparison": "heavier"}),
    ("ko", "큰 거 주세요", {"comparison": "bigger"}),
    ("ja", "重い方で", {"comparison": "heavier"}),
    ("ja", "暖かい方をお願いします", {"comparison": "warmer"}),
    ("en", "the cheapest", {"sort": "price_asc"}),
    ("ko", "제일 가벼운 거", {"sort": "weight_asc"}),
    ("ja", "新着", {"sort": "newest"}),
    ("en", "use code SAVE20NOW", {"coupon": "SAVE20NOW"}),
    ("en", "10% off", {"percent": 10}),
    ("en", "a 2 l bottle", {"measure": {"equals": 2, "unit": "l"}}),
    ("en", "under 1 kg", {"measure": {"max": 1, "unit": "kg"}}),
    ("ko", "영하 10도", {"measure": {"equals": -10, "unit": "°c"}}),
    ("ja", "マイナス10度", {"measure": {"equals": -10, "unit": "°c"}}),
    ("ja", "〒100-0001", {"postcode": "100-0001"}),
    ("en", "my order is 261126-4PHQM.", {"order_number": "261126-4PHQM"}),
    ("ko", "주문번호는 261126-4PHQM이고 이메일은 a@b.co예요", {"order_number": "261126-4PHQM", "email": "a@b.co"}),
    ("ko", "２６１１２６－４ＰＨＱＭ인데요", {"order_number": "261126-4PHQM"}),
    ("ja", "注文番号は261126-4PHQMなんですけど", {"order_number": "261126-4PHQM"}),
    ("en", "speak korean", {"language": "ko"}),
    ("en", "under a hundred and twenty", {"price_limit": {"max": 12000, "currency": "USD"}}),
    ("en", "forty to eighty dollars", {"price_limit": {"min": 4000, "max": 8000, "currency": "USD"}}),
    ("ko", "선물 추천 3만원대", {"price_limit": {"min": 30000, "max": 39999, "currency": "KRW"}}),
    ("ja", "2万~2万5千", {"price_limit": {"min": 20000, "max": 25000, "currency": "JPY"}}),
    ("ja", "五千円くらいまで", {"price_limit": {"max": 5000, "currency": "JPY"}}),
    ("ja", "14000円請求された", {"order_number": None}),
    ("ja", "紺のMはありますか", {"size": "M"}),
    ("ja", "靴下の青S", {"size": "S"}),
    ("ja", "白L1枚", {"size": "L"}),
    ("ko", "흰색 L 1벌", {"size": "L"}),
    ("ko", "네이비 l 있어요", {"size": "L"}),
    ("en", "the red one, large please", {"size": "L"}),
    ("en", "for a small balcony", {"size": None}),
    ("en", "do you have a small", {"size": "S"}),
    ("en", "lowest first", {"sort": "price_asc"}),
    ("en", "what's new", {"sort": "newest"}),
    ("en", "the longest you have", {"sort": "length_desc"}),
    ("ko", "가격 낮은 것부터", {"sort": "price_asc"}),
    ("ko", "후기 많은 순", {"sort": "rating"}),
    ("ja", "軽い順に", {"sort": "weight_asc"}),
    ("ja", "口コミのいい順", {"sort": "rating"}),
    ("ko", "조금 더 긴 거", {"comparison": "longer"}),
    ("ja", "もうちょい軽いの", {"comparison": "lighter"}),
    ("en", "no longer needed", {"comparison": None}),
    ("en", "the code is SPRING", {"coupon": "SPRING"}),
    ("ko", "쿠폰 SPRING 쓸게요", {"coupon": "SPRING"}),
    ("ja", "クーポンSPRINGで", {"coupon": "SPRING"}),
    ("en", "PLEASE USE MY COUPON", {"coupon": None}),
    ("ko", "백 장 주세요", {"quantity": 100}),
    ("ja", "百本", {"quantity": 100}),
]


@pytest.mark.parametrize(("lang", "text", "wanted"), CASES, ids=[f"{lang}-{text}" for lang, text, _ in CASES])
def test_what_is_found(lang: str, text: str, wanted: dict[str, Any]) -> None:
    currency, country = SETTINGS[lang]
    found, _ = extract(normalise(text), lang, (), TODAY, currency, country)
    by_kind: dict[str, Any] = {}
    for entity in found:
        by_kind.setdefault(entity.kind, entity.value)
    assert {kind: by_kind.get(kind) for kind in wanted} == wanted


@pytest.mark.parametrize(
    ("lang", "text", "refused", "wanted"),
    [
        ("en", "not black, white", "black", "white"),
        ("ko", "검정 말고 흰색으로", "black", "white"),
        ("ja", "黒じゃなくて白", "black", "white"),
    ],
)
def test_what_is_refused_is_marked(lang: str, text: str, refused: str, wanted: str) -> None:
    found, _ = extract(normalise(text), lang, (), TODAY, "USD", "US")
    assert {e.value for e in found if e.kind == "color" and e.negated} == {refused}
    assert {e.value for e in found if e.kind == "color" and not e.negated} == {wanted}


def test_words_are_given_as_they_stand_in_the_message() -> None:
    text = "　ＮＩＫＥの靴を５千円以下で"
    match = Match(1, 5, "brand", "brand:Nike", (Link(row="brand:Nike", score=1.0),))
    found, masked = extract(normalise(text), "ja", (match,), TODAY, "JPY", "JP")
    assert [(e.kind, e.text) for e in found] == [("brand", "ＮＩＫＥ"), ("price_limit", "５千円以下")]
    assert all(text[e.start : e.end] == e.text for e in found)
    assert "nike" not in masked


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        ("en", "which one is better", "quantity"),
        ("en", "may i ask something", "date"),
        ("ko", "이번에 산 거", "quantity"),
        ("ko", "두 번째 거", "quantity"),
        ("ja", "二番目のを見せて", "quantity"),
        ("en", "i am 180cm tall", "price_limit"),
        ("en", "is it under warranty", "price_limit"),
        ("ko", "구매하고 싶어요", "quantity"),
        ("ko", "일단 보여주세요", "quantity"),
        ("ko", "네 장바구니에 있어요", "quantity"),
        ("ko", "사장님 계세요", "quantity"),
        ("ko", "사정이 있어서요", "quantity"),
        ("ko", "세 분이 드실 거예요", "quantity"),
        ("ko", "3 명이 쓸 거예요", "quantity"),
        ("en", "a tent for four people", "quantity"),
        ("ja", "3 人で使います", "quantity"),
        ("ko", "보풀이 일어나나요", "language"),
        ("en", "my postcode is SE15", "coupon"),
    ],
)
def test_what_is_not_there_is_not_found(lang: str, text: str, kind: str) -> None:
    found, _ = extract(normalise(text), lang, (), TODAY, "USD", "US")
    assert kind not in {e.kind for e in found}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sneakers but not leather", ["leather"]),
        ("a bag without wheels", ["wheels"]),
        ("가죽 말고 운동화", ["가죽"]),
        ("가죽은 빼고 보여줘", ["가죽"]),
        ("革じゃないスニーカー", ["革"]),
        ("レザー以外の靴", ["レザー"]),
        ("これください", []),
    ],
)
def test_words_that_are_refused(text: str, words: list[str]) -> None:
    assert [word for word, _, _ in refused_words(text)] == words


@pytest.mark.parametrize("text", ["what sizes do you have", "sizes?", "do you have other sizes"])
def test_more_than_one_size_is_no_small(text: str) -> None:
    found, _ = extract(normalise(text), "en", (), TODAY, "USD", "US")
    assert not [e for e in found if e.kind == "size"]


@pytest.mark.parametrize(
    ("lang", "text", "count"),
    [
        ("ko", "네 개 주세요", 4),
        ("ko", "열개담아줘", 10),
        ("ko", "두 장만요", 2),
        ("ko", "2장넣어줘", 2),
        ("en", "half a dozen bowls", 6),
        ("en", "two kids hoodies", 2),
        ("en", "500 m8 nuts", 500),
        # One for each of so many people.
        ("en", "socks for 5 people, one each", 5),
        ("en", "mugs for the six of us, one each", 6),
        ("ko", "양말 다섯 명한테 하나씩이요", 5),
        ("ko", "5명한테 한 개씩", 5),
        ("ja", "5人に1つずつ", 5),
        ("ja", "三名に一個ずつ", 3),
    ],
)
def test_what_is_counted(lang: str, text: str, count: int) -> None:
    found, _ = extract(normalise(text), lang, (), TODAY, "USD", "US")
    assert [e.value for e in found if e.kind == "quantity"] == [count]


@pytest.mark.parametrize(
    ("lang", "text", "place"),
    [("ko", "둘째 거요", 2), ("ko", "맨 끝에 나온 거", -1), ("ja", "にばんめので", 2), ("ja", "最初に見たのを買う", 1)],
)
def test_places_in_a_list(lang: str, text: str, place: int) -> None:
    found, _ = extract(normalise(text), lang, (), TODAY, "USD", "US")
    assert [e.value for e in found if e.kind == "ordinal"] == [place]


@pytest.mark.parametrize(
    ("lang", "text", "name", "counted"),
    [
        ("ja", "タイヤを2本", "本", 2),
        ("ja", "台を1台ください", "台", 1),
        ("ko", "사료 2개 주세요", "개", 2),
        ("ko", "소스 3병이요", "병", 3),
    ],
)
def test_what_a_thing_is_counted_in_is_no_thing(lang: str, text: str, name: str, counted: int) -> None:
    places = [at for at in range(len(text)) if text.startswith(name, at)]
    matches = [Match(at, at + 1, "category", "things", (Link(row="category:things", score=1.0),)) for at in places]
    found, _ = extract(normalise(text), lang, matches, TODAY, "USD", "US")
    assert [e.value for e in found if e.kind == "quantity"] == [counted]
    assert [e.start for e in found if e.kind == "category"] == places[:-1]


@pytest.mark.parametrize(
    ("lang", "text", "counted"),
    [
        ("ko", "0.5개", []),
        ("ja", "ゲルペン0.5本", []),
        ("ja", "0.5を2本", [2]),
        ("ko", "0.5 두 개", [2]),
        ("en", "0.5 pens", []),
    ],
)
def test_what_stands_behind_a_point_counts_nothing(lang: str, text: str, counted: list[int]) -> None:
    assert [found.value for found in quantities(text, lang)] == counted


@pytest.mark.parametrize(
    ("lang", "text", "ordered"),
    [
        ("ja", "1000番と3000番、両方いりますか", "注文は1000番です"),
        ("ko", "1000번이랑 3000번 둘 다 필요해요?", "1000번 언제 와요"),
        ("en", "do i need #1000 and #3000", "order #1000"),
    ],
)
def test_a_number_that_things_are_called_by_is_no_order(lang: str, text: str, ordered: str) -> None:
    for said, wanted in ((text, False), (ordered, True)):
        found, _ = extract(normalise(said), lang, (), TODAY, "USD", "US")
        assert any(entity.kind == "order_number" for entity in found) == wanted


@pytest.mark.parametrize(
    ("lang", "text", "word"),
    [
        ("en", "the 10000 power bank in mint", "power bank"),
        ("ko", "보조배터리 10000 하나요", "보조배터리"),
        ("ja", "バッテリーの10000を1つ", "バッテリー"),
    ],
)
def test_the_number_of_a_thing_that_is_named_is_no_order(lang: str, text: str, word: str) -> None:
    at = text.index(word)
    thing = Match(at, at + len(word), "product", "bank", (Link(row="product:bank", score=1, title=word),))
    for matches, wanted in (((thing,), False), ((), True)):
        found, _ = extract(normalise(text), lang, matches, TODAY, "USD", "US")
        assert any(entity.kind == "order_number" for entity in found) == wanted


@pytest.mark.parametrize(("text", "position"), [("the roll-top one please", None), ("the top one please", 1)])
def test_the_top_of_a_name_is_no_place_in_a_list(text: str, position: int | None) -> None:
    found, _ = extract(normalise(text), "en", (), TODAY, "USD", "US")
    assert next((e.value for e in found if e.kind == "ordinal"), None) == position


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "too expensive", "cheaper"),
        ("ko", "너무 비싼데", "cheaper"),
        ("ko", "비싸다", "cheaper"),
        ("ko", "좀 비싼데요...", "cheaper"),
        ("ja", "高いな", "cheaper"),
        ("ja", "ちょっと高いですね", "cheaper"),
        ("ko", "비싼데 살 만해요?", None),
        ("ko", "비싸요?", None),
        ("ja", "高いですか？", None),
        ("ja", "高い棚はありますか", None),
    ],
)
def test_what_sighs_at_a_price_asks_for_less(lang: str, text: str, wanted: str | None) -> None:
    found, _ = extract(normalise(text), lang, (), TODAY, "USD", "US")
    assert next((e.value for e in found if e.kind == "comparison"), None) == wanted
