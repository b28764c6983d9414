"""The fact lock: what may be said in other words, and what may not be touched, in three languages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangol.wording.facts import broken_facts
from dangol.wording.facts.lock import facts
from dangol.wording.facts.marks import level

KEPT = [
    ("en", "Your order N26-1018 is on its way.", "Good news: your order N26-1018 is on its way!"),
    ("en", "I found 3 coats.", "Here are three coats."),
    ("en", "I put two bags into your cart.", "2 bags are in your cart."),
    ("en", "Which size do you need?", "What size would you like?"),
    ("en", "one hundred and five items", "105 items"),
    ("en", "It is $1,250.50.", "That comes to $1,250.50."),
    ("ko", "코트 3개를 찾았어요.", "코트를 3개 찾았답니다!"),
    ("ko", "두 개 담았어요.", "2개 담았어요."),
    ("ko", "３만 5천원이에요.", "35,000원이랍니다."),
    ("ko", "삼만오천원입니다.", "3만5천원입니다."),
    ("ko", "어떤 사이즈가 필요하세요?", "사이즈는 어떻게 해 드릴까요?"),
    ("ko", "이틀 걸려요.", "2일 걸려요."),
    ("ja", "コートが3点見つかりました。", "コートを３点見つけましたよ。"),
    ("ja", "二つ入れました。", "2つ入れました。"),
    ("ja", "３万円です。", "三万円です。"),
    ("ja", "三割引です。", "30%割引です。"),
    ("ja", "サイズはいくつになさいますか?", "サイズはどちらがよろしいですか?"),
]
BROKEN = [
    # a number, its unit, its place
    ("en", "It takes 3 days.", "It takes 3 weeks."),
    ("en", "It takes 3 business days.", "It takes 3 days."),
    ("en", "It takes three days.", "It takes four days."),
    ("en", "2 mugs and 3 bags", "3 mugs and 2 bags"),
    ("en", "It is 10%.", "It is 10 points."),
    ("en", "It is half price.", "It is the price."),
    ("en", "The coat is $39.", "The coat is $39, was $59."),
    ("en", "You have a couple left.", "You have some left."),
    ("ko", "3만원이에요.", "3천원이에요."),
    ("ko", "두 개 남았어요.", "세 개 남았어요."),
    ("ko", "반값이에요.", "그 값이에요."),
    ("ko", "사흘 걸려요.", "나흘 걸려요."),
    ("ko", "３일 걸려요.", "３주 걸려요."),
    ("ja", "3万円です。", "3千円です。"),
    ("ja", "二つあります。", "三つあります。"),
    ("ja", "半額です。", "お値打ちです。"),
    ("ja", "２割引です。", "３割引です。"),
    ("ja", "ふたつです。", "みっつです。"),
    # when
    ("en", "We ship today.", "We ship tomorrow."),
    ("en", "We open at 10:00 on Monday.", "We open at 10:00 on Tuesday."),
    ("en", "until Nov 26", "until Dec 26"),
    ("en", "within 7 days", "after 7 days"),
    ("ko", "오전 10시에 열어요.", "오후 10시에 열어요."),
    ("ko", "11월 26일까지예요.", "11월 27일까지예요."),
    ("ko", "월요일에 와요.", "화요일에 와요."),
    ("ko", "7일 이내예요.", "7일 이후예요."),
    ("ja", "月曜日に届きます。", "火曜日に届きます。"),
    ("ja", "11月26日までです。", "12月26日までです。"),
    ("ja", "7日以内です。", "7日以降です。"),
    # promises and denials
    ("en", "Delivery is free.", "Delivery is easy."),
    ("en", "Delivery is easy.", "Delivery is free."),
    ("en", "You cannot return it.", "You can return it."),
    ("en", "We don't guarantee it.", "We guarantee it."),
    ("en", "It should arrive on time.", "It arrives on time."),
    ("en", "I'll look for it.", "I'll look for it and refund you."),
    ("ko", "무료 배송이에요.", "배송이에요."),
    ("ko", "환불이 안 돼요.", "환불이 돼요."),
    ("ko", "교환하실 수 없어요.", "교환하실 수 있어요."),
    ("ko", "찾아볼게요.", "꼭 찾아볼게요. 보장해요."),
    ("ko", "재고가 있어요.", "품절이에요."),
    ("ja", "送料は無料です。", "送料です。"),
    ("ja", "返品できません。", "返品できます。"),
    ("ja", "お探しします。", "必ずお探しします。"),
    ("ja", "在庫があります。", "売り切れです。"),
    # links, codes, names, hidden things
    ("en", "See https://shop.example/a", "See https://shop.example/b"),
    ("en", "See it.", "See it at evil.example"),
    ("en", "Write to a@shop.example", "Write to b@shop.example"),
    ("en", "Use SAVE10.", "Use SAVE20."),
    ("en", "Your order is N26-1018.", "Your order is N26-1019."),
    ("en", "Here is a coat.", "Here is a coat by Nordfell."),
    ("en", "It is here.", "Nordfell has it here."),
    ("en", "It is blue.", "It is b\u200blue."),
    ("en", "It is here.", "It is [here](x)."),
    ("en", "Hello.", "Hello <b>you</b>."),
    ("en", "Shall I order it?", "I order it."),
    ("ko", "김하늘님, 안녕하세요.", "김바다님, 안녕하세요."),
    ("ko", "코트예요.", "Nordfell 코트예요."),
    ("ko", "전화는 02-123-4567이에요.", "전화는 02-123-4568이에요."),
    ("ja", "田中さん、こんにちは。", "中田さん、こんにちは。"),
    ("ja", "コートです。", "ノルドフェルのコートです。"),
    ("ja", "こちらです。", "여기입니다."),
]


@pytest.mark.parametrize(("lang", "original", "reworded"), KEPT)
def test_other_words_for_the_same_facts(lang: str, original: str, reworded: str) -> None:
    assert broken_facts(original, reworded, lang) == ()


@pytest.mark.parametrize(("lang", "original", "reworded"), BROKEN)
def test_a_single_changed_fact_is_noticed(lang: str, original: str, reworded: str) -> None:
    assert broken_facts(original, reworded, lang)
    assert broken_facts(reworded, original, lang)


def test_a_known_name_may_not_be_dropped_changed_or_moved() -> None:
    names = ("wool coat", "rain coat", "울 코트", "ウールコート")
    assert broken_facts("The wool coat is warm.", "Warm: the wool coat.", "en", names=names) == ()
    assert broken_facts("The wool coat is warm.", "The rain coat is warm.", "en", names=names)
    assert broken_facts("the wool coat or the rain coat", "the rain coat or the wool coat", "en", names=names)
    assert broken_facts("울 코트를 담았어요.", "코트를 담았어요.", "ko", names=names)
    assert broken_facts("コートです。", "ウールコートです。", "ja", names=names)


# What follows holds for any text and any fact.

FREE = st.text(max_size=120)
NUMBER = st.integers(1, 99_999)
FRAMES = {
    "en": (
        ("I put {n} mugs into your cart.", "Sure! {n} mugs are in your cart."),
        ("It comes to ${n}.", "That comes to ${n}."),
    ),
    "ko": (("머그를 {n}개 담았어요.", "네, 머그 {n}개 담았답니다."), ("{n}원이에요.", "네, {n}원이랍니다.")),
    "ja": (("マグを{n}個入れました。", "はい、マグを{n}個入れましたよ。"), ("{n}円です。", "はい、{n}円ですよ。")),
}
CASES = [(lang, *pair) for lang, pairs in FRAMES.items() for pair in pairs]
ADDED = {
    "en": ["Delivery is free.", "We guarantee it.", "It is $1.", "Come on Monday.", "Only two left.", "See shop.example.",
           "You get a refund.", "It arrives tomorrow.", "Ask Nordfell.", "Use GIFT5."],
    "ko": ["배송은 무료예요.", "보장해 드려요.", "1원이에요.", "월요일에 오세요.", "두 개 남았어요.", "shop.example 보세요.",
           "환불해 드려요.", "내일 도착해요.", "Nordfell에 물어보세요.", "GIFT5 쓰세요."],
    "ja": ["送料は無料です。", "保証します。", "1円です。", "月曜日にどうぞ。", "残り二つです。", "shop.example をどうぞ。",
           "返金します。", "明日届きます。", "ノルドフェルにどうぞ。", "GIFT5 をどうぞ。"],
}  # fmt: skip
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@given(FREE, st.sampled_from(["en", "ko", "ja"]))
def test_a_text_keeps_its_own_facts(text: str, lang: str) -> None:
    assert broken_facts(text, text, lang) in ((), ("it is empty",))


@given(FREE, FREE, st.sampled_from(["en", "ko", "ja"]))
def test_any_two_texts_can_be_compared(one: str, other: str, lang: str) -> None:
    assert isinstance(broken_facts(one, other, lang, names=("coat",)), tuple)


@given(st.sampled_from(CASES), NUMBER)
def test_the_same_number_in_other_words_passes(case: tuple[str, str, str], n: int) -> None:
    lang, original, reworded = case
    assert broken_facts(original.format(n=n), reworded.format(n=n), lang) == ()
    assert broken_facts(original.format(n=f"{n:,}"), reworded.format(n=str(n).translate(WIDE)), lang) == ()


@given(st.sampled_from(CASES), NUMBER, NUMBER)
def test_another_number_never_passes(case: tuple[str, str, str], n: int, m: int) -> None:
    lang, original, reworded = case
    assert (broken_facts(original.format(n=n), reworded.format(n=m), lang) == ()) == (n == m)


@given(st.sampled_from(CASES), NUMBER)
def test_a_number_is_never_dropped(case: tuple[str, str, str], n: int) -> None:
    lang, original, reworded = case
    assert broken_facts(original.format(n=n), reworded.replace("{n}", ""), lang)


@settings(max_examples=60)
@given(st.sampled_from(CASES), NUMBER, st.integers(0, 9), st.booleans())
def test_a_fact_is_never_added_or_taken_away(case: tuple[str, str, str], n: int, which: int, behind: bool) -> None:
    lang, original, reworded = case
    added = ADDED[lang][which]
    plain, said = original.format(n=n), reworded.format(n=n)
    more = f"{said} {added}" if behind else f"{added} {said}"
    assert broken_facts(plain, more, lang)
    assert broken_facts(more, plain, lang)


KOREAN = ["한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "열한", "열두"]
JAPANESE = "一二三四五六七八九"
ENGLISH = "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905


@given(st.integers(1, 9), st.integers(1, 9))
def test_number_words_are_their_digits(n: int, m: int) -> None:
    pairs = [
        ("en", f"{ENGLISH[n - 1]} mugs", f"{m} mugs"),
        ("ko", f"머그 {KOREAN[n - 1]} 개예요", f"머그 {m}개예요"),
        ("ja", f"マグ{JAPANESE[n - 1]}つです", f"マグ{m}つです"),
    ]
    for lang, words, digits in pairs:
        assert (broken_facts(words, digits, lang) == ()) == (n == m), (words, digits)


@given(st.integers(1, 9999), st.integers(0, 9))
def test_ten_thousands_are_their_digits(n: int, thousands: int) -> None:
    whole = n * 10_000 + thousands * 1000
    korean = f"{n}만 {thousands}천원" if thousands else f"{n}만원"
    japanese = f"{n}万{thousands}千円" if thousands else f"{n}万円"
    assert broken_facts(f"{korean}이에요", f"{whole:,}원이에요", "ko") == ()
    assert broken_facts(f"{japanese}です", f"{whole}円です", "ja") == ()
    assert broken_facts(f"{korean}이에요", f"{whole + 1:,}원이에요", "ko")


def test_facts_are_told_in_order() -> None:
    assert facts(level("３개 중 2개는 무료")) == [
        ("number", "3 piece"),
        ("number", "2 piece"),
        ("claim", "free"),
    ]
