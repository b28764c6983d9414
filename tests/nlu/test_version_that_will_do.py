"""A version that is said to do, where another was wished for."""

from __future__ import annotations

import pytest

from dangol.nlu.commands import Start
from dangol.nlu.context import Made, Shown
from dangol.nlu.understand import Understander
from nlu.catalog import Catalog
from nlu.conftest import context

ROW = "product:shirt"
COLOURS = Made(
    ROW,
    "color",
    ("Colour", "색상", "カラー"),
    (("black", ("Black", "블랙", "ブラック")), ("white", ("White", "화이트", "ホワイト"))),
)
LOOKED = {"last_row": ROW, "last_flow": "check_stock", "last_intent": "check_stock", "made": (COLOURS,)}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "black's fine then"),
        ("en", "oh ok, black is ok too"),
        ("en", "black will do"),
        ("ko", "블랙도 괜찮아요"),
        ("ko", "그럼 검정색도 상관없어요"),
        ("ja", "黒でもいいです"),
        ("ja", "じゃあ黒でも大丈夫です"),
    ],
)
def test_what_will_do_is_taken(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    (command,) = reader.understand(text, context(lang, **LOOKED), catalog).commands
    assert isinstance(command, Start)
    assert (command.intent, command.slots["product"], command.slots["color"]) == ("add_to_cart", ROW, "black")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "black's fine then. how much is shipping?"),
        ("ko", "블랙도 괜찮아요. 배송비는 얼마예요?"),
        ("ja", "黒でもいいです。送料はいくらですか"),
    ],
)
def test_what_is_asked_behind_it_is_asked_too(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    commands = reader.understand(text, context(lang, **LOOKED), catalog).commands
    assert [c.intent for c in commands if isinstance(c, Start)] == ["add_to_cart", "shipping_cost"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "is black fine?"),
        ("en", "black is fine for a wedding?"),
        ("ko", "블랙도 괜찮나요?"),
        ("ja", "黒でもいいですか？"),
    ],
)
def test_a_question_takes_nothing(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    commands = reader.understand(text, context(lang, **LOOKED), catalog).commands
    assert not any(isinstance(c, Start) and c.intent == "add_to_cart" for c in commands)


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "black's fine then"), ("ko", "블랙도 괜찮아요"), ("ja", "黒でもいいです")]
)
def test_of_an_order_or_the_cart_nothing_more_is_taken(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    there = (Shown("variant:shirt-white", "Shirt", 900, ("white",), ROW),)
    for more in ({"last_intent": "exchange_item"}, {"cart": there}):
        commands = reader.understand(text, context(lang, **{**LOOKED, **more}), catalog).commands
        assert not any(
            isinstance(c, Start) and c.intent == "add_to_cart" and "instead" not in c.slots for c in commands
        )
