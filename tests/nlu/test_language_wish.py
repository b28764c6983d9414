"""A wish for another language beside a question: both are heard, and what only speaks of a language is no such wish."""

from __future__ import annotations

import pytest

from dangol.nlu.language_wish import language_beside

BESIDE = (
    ("sorry, English please. do you deliver on saturdays", "en", "do you deliver on saturdays"),
    ("english pls how much is shipping", "en", "how much is shipping"),
    ("can you carry it up? in english please", "en", "can you carry it up?"),
    ("아 한국말로 할게요 토요일에도 배송되나요", "ko", "토요일에도 배송되나요"),
    ("한국어로 답해주세요. 배송비 얼마예요?", "ko", "배송비 얼마예요?"),
    ("日本語でお願いします。土曜日も届きますか", "ja", "土曜日も届きますか"),
    ("English please, my Korean is bad. where is my order", "en", "where is my order"),
    ("영어로 해주세요 한국말 못해요 주문 취소할래요", "en", "주문 취소할래요"),
    ("日本語でお願いします。日本語の説明書はありますか？", "ja", "日本語の説明書はありますか？"),
    ("すみません、日本語で話してもらえますか？送料はいくらですか", "ja", "送料はいくらですか"),
)
ONE_THING = (
    "English please",
    "영어로 말해주세요",
    "日本語でお願いします",
    "do you have books in english, and are they heavy?",
    "영어로 된 책 있어요?",
    "영어 설명서 있나요, 배송비는요?",
    "日本語の本はありますか",
    "英語で書かれた説明書はありますか、送料はいくらですか",
    "english please, thanks",
    "English please, my Korean is bad",
    "영어로 말해줄래요? 한국말이 서툴러요",
    "일본어로 부탁해요 아내가 일본사람이라",
    "日本語でお願いします。韓国語は苦手です",
)


@pytest.mark.parametrize(("text", "lang", "rest"), BESIDE)
def test_the_language_and_what_is_asked_are_told_apart(text: str, lang: str, rest: str) -> None:
    found = language_beside(text)
    assert found is not None
    assert found[0] == lang
    assert found[1].strip(" 、。") == rest


@pytest.mark.parametrize("text", ONE_THING)
def test_a_message_that_says_one_thing_is_left_whole(text: str) -> None:
    assert language_beside(text) is None
