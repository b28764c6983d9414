"""The words of a message that may name something."""

from __future__ import annotations

import pytest

from dangol.search.tokens import telling_words


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("食洗機使える？", "食洗機"),
        ("冷蔵庫入る？", "冷蔵庫"),
        ("床暖房使っても平気？", "床暖房"),
        ("食洗機対応してる？", "食洗機対応"),
        ("手洗いできる", "手洗"),
    ],
)
def test_a_verb_behind_a_thing_is_a_word_of_its_own(text: str, word: str) -> None:
    assert telling_words(text)[0].text == word
