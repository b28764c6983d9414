"""What the shop wrote of one kind of thing is no answer to a trouble with another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.goods import product, words
from dangol.assistant.actions.knowledge import of_another_kind, rows_named
from dangol.search.lexicon import CatalogLexicon
from dangol.search.names import Name

NAMES = {"en": ("tents", "griddle"), "ko": ("텐트", "그리들"), "ja": ("テント", "グリドル")}
GRIDDLE = replace(product("griddle", words("Griddle", "그리들", "グリドル")), categories=("cooking",))


@pytest.mark.parametrize(
    ("lang", "heading", "trouble", "another"),
    [
        ("en", "Do you repair tents?", "my griddle came cracked", True),
        ("ko", "텐트 수리가 되나요?", "그리들 받았는데 금이 갔어요", True),
        ("ja", "テントの修理はできますか？", "グリドルが割れて届きました", True),
        ("en", "Do you repair tents?", "the pole of my tents broke", False),
        ("ko", "텐트 수리가 되나요?", "텐트 폴대가 부러졌어요", False),
        ("ja", "テントの修理はできますか？", "テントのポールが折れました", False),
        ("en", "Can you repair it?", "my griddle came cracked", False),
        ("ko", "수리가 되나요?", "그리들 받았는데 금이 갔어요", False),
        ("ja", "修理はできますか？", "グリドルが割れて届きました", False),
    ],
)
def test_an_article_of_another_kind(lang: str, heading: str, trouble: str, another: bool) -> None:
    shelf, thing = NAMES[lang]
    lexicon = CatalogLexicon(
        [
            Name("category:tents", "category", "tents", lang, shelf, shelf),
            Name("product:griddle", "product", "griddle", lang, thing, thing),
        ]
    )
    named = rows_named(lexicon, trouble, lang)
    things = [GRIDDLE] if "product:griddle" in named else []
    assert named
    assert of_another_kind(rows_named(lexicon, heading, lang), named, things) == another


def test_the_shelf_it_stands_on_is_its_own() -> None:
    assert not of_another_kind({"category:cooking"}, {"product:griddle"}, [GRIDDLE])
