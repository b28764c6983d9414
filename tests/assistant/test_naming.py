"""Which words of a message name something by a title."""

from __future__ import annotations

import pytest

from dangol.assistant.actions.naming import is_said
from dangol.search.letters import hiragana, plain
from dangol.search.tokens import telling_words


@pytest.mark.parametrize(
    ("text", "title", "named"),
    [
        ("벨 은색도 추가", "딩 벨", True),
        ("벨도 하나 더 주세요", "딩 벨", True),
        ("벨 은색도 추가", "벨벳 쿠션", False),
        ("둘 추가해 주세요", "둘 리 인형", False),
        ("傘も追加して", "傘 ネイビー", True),
        ("傘も追加して", "日傘カバー", False),
        ("add the bell in silver", "Ding bell", True),
        ("add the b too", "Plan B", False),
    ],
)
def test_a_short_name_is_a_word_of_its_own(text: str, title: str, named: bool) -> None:
    assert any(is_said(word, [hiragana(plain(title))]) for word in telling_words(text)) is named


@pytest.mark.parametrize(
    ("word", "name", "said"),
    [
        ("mugs", "round mug, 300 ml", True),
        ("5m", "power strip, 1.5m", False),
        ("5m", "lan cable 5m", True),
        ("머그", "둥근 머그 300ml", True),
        ("マグ", "まるいまぐ 300ml", True),
    ],
)
def test_a_word_stands_in_a_name_whatever_mark_follows_it(word: str, name: str, said: bool) -> None:
    assert any(is_said(one, [name]) for one in telling_words(word)) is said
