"""So many of several that lie in the cart are to be otherwise, and the rest stays as it is."""

from __future__ import annotations

from typing import Any

import pytest

from dangol.nlu.commands import Start
from dangol.nlu.context import Context, Made, Shown
from dangol.nlu.understand import Understander
from nlu.catalog import Catalog
from nlu.conftest import context
from nlu.test_cart import started

CART = (Shown("variant:shirt-black", "Shirt", 900, ("black", "M"), "product:shirt"),)
COLOURS = Made(
    "product:shirt",
    "color",
    ("Colour", "색", "色"),
    (("black", ("Black", "검정", "黒")), ("white", ("White", "흰색", "白"))),
)


def held(lang: str, **more: Any) -> Context:
    known = {"cart": CART, "made": (COLOURS,), "last_row": "product:shirt"}
    return context(lang, **{**known, "last_flow": "add_to_cart", "last_intent": "add_to_cart", **more})


@pytest.mark.parametrize(
    ("lang", "text", "count"),
    [
        ("en", "make one of them white", 1),
        ("en", "can you change one of them to white", 1),
        ("en", "swap two of them for white", 2),
        ("en", "please make 2 of them white", 2),
        ("en", "I'd rather have one of those in white", 1),
        ("en", "make just one white", 1),
        ("ko", "하나는 흰색으로 바꿔 주세요", 1),
        ("ko", "두 개는 흰색으로 바꿔줘", 2),
        ("ko", "그중 하나만 흰색으로 해주세요", 1),
        ("ko", "한 장만 흰색으로 바꿔 주세요", 1),
        ("ko", "1개는 흰색으로 변경해주세요", 1),
        ("ko", "하나는 흰색으로요", 1),
        ("ja", "1つは白に変えて", 1),
        ("ja", "ひとつだけ白にしてください", 1),
        ("ja", "そのうち2枚は白に変更してください", 2),
        ("ja", "一つは白でお願いします", 1),
        ("ja", "うち1枚だけ白に替えてもらえますか", 1),
    ],
)
def test_so_many_of_them_in_another_version(
    reader: Understander, catalog: Catalog, lang: str, text: str, count: int
) -> None:
    (command,) = reader.understand(text, held(lang), catalog).commands
    assert isinstance(command, Start)
    assert command.intent == "add_to_cart"
    slots = command.slots
    assert (slots["product"], slots["color"], slots["instead"]) == ("product:shirt", "white", "variant:shirt-black")
    assert (slots["out"], slots["quantity"]) == (count, count)


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "make them white"), ("ko", "흰색으로 바꿔 주세요"), ("ja", "白に変えて")]
)
def test_without_a_number_it_is_all_of_them(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    slots = started(reader.understand(text, held(lang), catalog).commands, "add_to_cart")
    assert slots["color"] == "white"
    assert "out" not in slots


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "make one of them white"), ("ko", "하나는 흰색으로 바꿔 주세요"), ("ja", "1つは白に変えて")],
)
def test_with_nothing_in_the_cart_nothing_is_put_in_its_place(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    for command in reader.understand(text, held(lang, cart=()), catalog).commands:
        assert "out" not in getattr(command, "slots", {})


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "i already bought two and want one of them in white instead"),
        ("ko", "받았는데 하나는 흰색으로 바꿔 주세요"),
        ("ja", "届いたのですが1つは白に変えてください"),
    ],
)
def test_what_was_bought_is_in_no_cart(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    for command in reader.understand(text, held(lang), catalog).commands:
        assert "out" not in getattr(command, "slots", {})
