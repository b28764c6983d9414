"""What costs too much is let be: nobody is told its price once more, and nothing is taken for a complaint."""

from __future__ import annotations

import pytest

from dangol.nlu.commands import Deny
from dangol.nlu.too_dear import too_dear
from dangol.nlu.understand import Understander
from nlu.catalog import Catalog
from nlu.conftest import context

LET_BE = [
    ("en", "too expensive, forget it"),
    ("en", "hmm that's a bit too pricey for me, never mind"),
    ("en", "it's too much, no thanks"),
    ("ko", "비싸네요. 안 살래요"),
    ("ko", "너무 비싸네 됐어요"),
    ("ko", "아 생각보다 비싸요 다음에 살게요"),
    ("ja", "高い。やめます"),
    ("ja", "ちょっと高いですね、今回は見送ります"),
    ("ja", "高すぎるのでいりません"),
]


@pytest.mark.parametrize(("lang", "text"), LET_BE)
def test_what_costs_too_much_is_let_be(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    known = context(lang, last_row="product:house-blend", last_flow="find_products")
    (command,) = reader.understand(text, known, catalog).commands
    assert isinstance(command, Deny)


@pytest.mark.parametrize(
    "text",
    [
        "too expensive, do you have anything cheaper?",
        "is it too expensive to ship?",
        "비싸네요. 더 싼 거 있어요?",
        "비싸서 그런데 할인 안 되나요",
        "高いですね、もっと安いのはありますか",
        "高いので安くしてください",
    ],
)
def test_who_wants_it_cheaper_has_not_let_it_be(text: str) -> None:
    assert not too_dear(text)
