"""For whom it is says nothing of the thing."""

from __future__ import annotations

import pytest

from dangol.assistant.receivers import beside_the_giving, says_only_for_whom, speaks_of_giving, without_receiver


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("i need a gift for my dad under $50", "i need a gift under $50"),
        ("something nice for my mother-in-law", "something nice"),
        ("a birthday present for my best friend, she likes tea", "a birthday present , she likes tea"),
        ("scarf for my wife's birthday", "scarf birthday"),
        ("아버지 생신 선물로 지갑", "생신 선물로 지갑"),
        ("여자친구한테 줄 향수 추천해 주세요", "줄 향수 추천해 주세요"),
        ("시어머니께 드릴 차 있나요", "드릴 차 있나요"),
        ("彼へのプレゼントに財布を探しています", "プレゼントに財布を探しています"),
        ("お母さんの誕生日に何かありますか", "誕生日に何かありますか"),
    ],
)
def test_whom_it_is_for_is_left_out(said: str, left: str) -> None:
    assert without_receiver(said) == left


@pytest.mark.parametrize(
    "said",
    [
        "do you have a dad cap",
        "shampoo for my dog",
        "a coat for my baby",
        "for my dad jeans",
        "for my team jersey",
        "엄마손 파이 있어요?",
        "아기 선물 추천해 주세요",
        "母の日セットはありますか",
        "工夫にギフト券は使えますか",
        "단짝친구 선물세트",
        "犬へのおやつ",
    ],
)
def test_what_says_what_is_looked_for_stays(said: str) -> None:
    assert without_receiver(said) == said


@pytest.mark.parametrize(
    "said",
    [
        "gift for my mum around 60 dollars",
        "birthday gift for dad $30 to $50",
        "gift ideas for a friend",
        "엄마 선물 5만원대",
        "부모님 선물 뭐가 좋을까요",
        "母へのプレゼント5千円くらい",
        "父の日のギフト予算6千円",
    ],
)
def test_a_present_alone_says_nothing_of_the_thing(said: str) -> None:
    assert says_only_for_whom(said)


@pytest.mark.parametrize(
    "said",
    [
        "gift set under 50",
        "a tea gift for mum",
        "birthday cake candles",
        "선물세트 있어요?",
        "어머니 생신 선물로 머플러",
        "母の日の花",
        "ギフトセット",
        "scarf for my mum",
    ],
)
def test_a_present_of_a_kind_says_what_it_is(said: str) -> None:
    assert not says_only_for_whom(said)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("a present for my sister, she just moved", "just moved present"),
        ("housewarming for a friend", ""),
        ("어머니 드릴 건데", "건데"),
        ("친구 생일선물 추천", "생일 선물"),
        ("집들이로 가져갈 향초", "가져갈 향초 집들이"),
        ("妹の引っ越し祝い", ""),
        ("母へのプレゼント、猫好き", "猫好き プレゼント"),
    ],
)
def test_beside_a_present_little_is_said(said: str, left: str) -> None:
    assert speaks_of_giving(said)
    assert set(beside_the_giving(said).split()) == set(left.split())


@pytest.mark.parametrize("said", ["a lamp for the kitchen", "거실 조명", "リビングのランプ"])
def test_what_is_no_present(said: str) -> None:
    assert not speaks_of_giving(said)
