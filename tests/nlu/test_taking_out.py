"""What was only looked at lies in no cart: letting it be takes nothing out."""

from __future__ import annotations

import pytest

from dangol.nlu.commands import Deny, Start
from dangol.nlu.context import Shown
from dangol.nlu.understand import Understander
from nlu.catalog import Catalog
from nlu.conftest import SHOWN, context
from nlu.test_following import intents

CART = (Shown("variant:house-blend-1", "House Blend", 900, (), "product:house-blend"),)
LOOKED = {"shown": SHOWN, "last_flow": "find_products", "last_intent": "find_products"}


@pytest.mark.parametrize("before", [{}, LOOKED], ids=["at first", "after a list"])
@pytest.mark.parametrize(
    ("lang", "text", "shelf"),
    [
        ("en", "forget the hammer, show me drills", "tools/drills"),
        ("en", "no hammer then, what drills do you have", "tools/drills"),
        ("en", "not the hammer, show me drills", "tools/drills"),
        ("ko", "망치는 됐고 드릴 보여주세요", "tools/drills"),
        ("ko", "부츠는 필요없고 양말 있어요?", "clothing/socks"),
        ("ko", "망치 말고 드릴 보여주세요", "tools/drills"),
        ("ja", "ハンマーはやめて、ブーツを見せてください", "shoes/boots"),
        ("ja", "ブーツはやめときます、靴下はありますか", "clothing/socks"),
        ("ja", "金づちはいらないからドリル見せて", "tools/drills"),
    ],
)
def test_the_other_is_shown_and_nothing_taken_out(
    reader: Understander, catalog: Catalog, lang: str, text: str, shelf: str, before: dict[str, object]
) -> None:
    (command,) = reader.understand(text, context(lang, **before), catalog).commands
    assert isinstance(command, Start)
    assert command.intent == "find_products"
    assert command.slots["category"] == f"category:{shelf}"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "forget the hammer"),
        ("en", "never mind the boots"),
        ("ko", "망치는 됐어요"),
        ("ja", "金づちはいらないです"),
        ("ja", "ブーツはやめます"),
    ],
)
def test_alone_it_is_a_no(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    assert [type(c) for c in reader.understand(text, context(lang), catalog).commands] == [Deny]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "remove the hammer from the cart"),
        ("ko", "장바구니에서 망치 빼주세요"),
        ("ja", "カートから金づちを外して"),
    ],
)
def test_who_speaks_of_the_cart_hears_of_the_cart(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    assert intents(reader.understand(text, context(lang), catalog)) == ["remove_from_cart"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "forget the house blend, show me drills"), ("ko", "하우스블렌드는 됐고 드릴 보여주세요")],
)
def test_what_lies_in_the_cart_goes(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang, cart=CART), catalog)
    assert intents(found) == ["remove_from_cart", "find_products"]
