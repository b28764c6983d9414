"""Whether a word stands in what a product is called."""

from __future__ import annotations

import pytest

from dangol.assistant.actions.naming import is_said
from dangol.search.tokens import telling_words


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
