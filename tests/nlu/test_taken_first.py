"""The thing on the table is taken in one version, and more is said in the same breath."""

from __future__ import annotations

import pytest

from dangol.nlu.commands import Start
from dangol.nlu.context import Context, Made, Shown
from dangol.nlu.understand import Understander
from nlu.catalog import Catalog
from nlu.conftest import context

SHIRT = "product:shirt"
BOOTS, SOCKS = "category:shoes/boots", "category:clothing/socks"
MADE = Made(
    SHIRT,
    "color",
    ("Colour", "색", "色"),
    (("black", ("Black", "검정", "블랙", "黒")), ("white", ("White", "흰색", "화이트", "白"))),
)


def looked_at(lang: str, *, held: bool = False) -> Context:
    """A shirt was shown, in black and in white."""
    cart = (Shown("variant:s-white", "Linen Work Top", 4900, ("white",), SHIRT),) if held else ()
    shown = (Shown(SHIRT, "Linen Work Top", 4900),)
    return context(lang, last_row=SHIRT, shown=shown, made=(MADE,), cart=cart, last_flow="find_products")


def wishes(
    reader: Understander, lang: str, text: str, *, held: bool = False
) -> list[tuple[str, str | None, str | None]]:
    """What a message asks for: each intent, and of each thing that is taken its row and colour."""
    out: list[tuple[str, str | None, str | None]] = []
    for command in reader.understand(text, looked_at(lang, held=held), Catalog()).commands:
        if not isinstance(command, Start):
            continue
        for item in command.slots.get("items") or [command.slots]:
            row = item.get("row") or item.get("product") or item.get("category")
            out.append((command.intent, row if isinstance(row, str) else None, item.get("color")))
    return out


@pytest.mark.parametrize(
    ("lang", "text", "other"),
    [
        ("en", "ugh ok black then. and boots to go with it", BOOTS),
        ("en", "the black one please, and some socks", SOCKS),
        ("en", "black is fine. socks too", SOCKS),
        ("ko", "블랙 하나요 양말도", SOCKS),
        ("ko", "검정으로 할게요. 부츠도 하나", BOOTS),
        ("ko", "그럼 블랙으로요 그리고 양말도 주세요", SOCKS),
        ("ja", "じゃあ黒で。あと靴下も", SOCKS),
        ("ja", "黒をひとつと、靴下もください", SOCKS),
        ("ja", "黒にします。あとブーツもお願いします", BOOTS),
    ],
)
def test_both_are_taken(reader: Understander, lang: str, text: str, other: str) -> None:
    assert wishes(reader, lang, text) == [("add_to_cart", SHIRT, "black"), ("add_to_cart", other, None)]


@pytest.mark.parametrize(
    ("lang", "text", "intent"),
    [
        ("en", "black please. do you have socks?", "check_stock"),
        ("en", "black then, and can you gift wrap it", "faq"),
        ("en", "black one please. how much is shipping?", "shipping_cost"),
        ("ko", "블랙 하나요 선물포장도", "faq"),
        ("ko", "검정으로 할게요. 배송비는 얼마예요?", "shipping_cost"),
        ("ja", "黒にします。送料はいくらですか", "shipping_cost"),
        ("ja", "黒をひとつと、ラッピングも", "faq"),
    ],
)
def test_what_is_asked_beside_it_is_answered(reader: Understander, lang: str, text: str, intent: str) -> None:
    assert [w[0] for w in wishes(reader, lang, text)] == ["add_to_cart", intent]
    assert wishes(reader, lang, text)[0] == ("add_to_cart", SHIRT, "black")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "black and white socks"),
        ("en", "black, leather boots"),
        ("en", "size M. boots please"),  # it comes in no sizes
        ("en", "is the black one warm? and do you have boots"),
        ("ko", "검정 흰색 양말"),
        ("ko", "검정 말고 흰색 양말도요"),
        ("ja", "黒と白の靴下"),
        ("ja", "黒の靴下ありますか"),
    ],
)
def test_a_colour_of_the_other_thing_takes_nothing(reader: Understander, lang: str, text: str) -> None:
    assert all((intent, row) != ("add_to_cart", SHIRT) for intent, row, _ in wishes(reader, lang, text))


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "black then. and boots"), ("ko", "블랙으로 할게요. 부츠도"), ("ja", "黒にします。あとブーツも")],
)
def test_what_is_in_the_cart_is_not_taken_once_more_here(reader: Understander, lang: str, text: str) -> None:
    found = [c for c in reader.understand(text, looked_at(lang, held=True), Catalog()).commands if isinstance(c, Start)]
    taken = [c for c in found if c.intent == "add_to_cart" and c.slots.get("product") == SHIRT]
    assert all(c.slots.get("instead") == "variant:s-white" for c in taken)  # what lies there is changed, at most
