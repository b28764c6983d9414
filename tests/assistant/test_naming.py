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
