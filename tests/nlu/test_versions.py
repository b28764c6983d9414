"""Versions of one thing: two of them are two wishes, one of two in the cart goes by its value, and one given up is not taken."""

from __future__ import annotations

import pytest

from dangol.nlu.commands import Start
from dangol.nlu.context import Made, Shown
from dangol.nlu.understand import Understander
from nlu.catalog import Catalog
from nlu.conftest import context
from nlu.test_cart import in_cart, started

TWO = (
    Shown("variant:shirt-black", "Shirt", 900, ("Black", "검정", "黒"), "product:shirt"),
    Shown("variant:shirt-white", "Shirt", 900, ("White", "흰색", "白"), "product:shirt"),
)


@pytest.mark.parametrize(
    ("lang", "text", "versions"),
    [
        ("en", "add one black and one white", ["black", "white"]),
        ("en", "the black and the white please, add both", ["black", "white"]),
        ("ko", "검정이랑 흰색 하나씩 담아 주세요", ["black", "white"]),
        ("ko", "검정하고 흰색 주세요", ["black", "white"]),
        ("ja", "黒と白を1枚ずつください", ["black", "white"]),
        ("ja", "黒を1枚、白も1枚カートに入れて", ["black", "white"]),
    ],
)
def test_several_versions_of_what_is_spoken_of(
    reader: Understander, catalog: Catalog, lang: str, text: str, versions: list[str]
) -> None:
    spoken_of = context(lang, last_row="product:shirt", last_flow="show_product")
    items = started(reader.understand(text, spoken_of, catalog).commands, "add_to_cart")["items"]
    assert [(item["row"], item["quantity"], item["color"]) for item in items] == [
        ("product:shirt", 1, version) for version in versions
    ]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "add the air runner in size 9 black and size 270"),
        ("ko", "에어 러너 검정 9사이즈랑 270 담아 주세요"),
        ("ja", "エアランナーの黒を9号と27cmで1足ずつください"),
        ("ja", "エアランナーを9号と27cm、黒で1足ずつください"),
    ],
)
def test_what_is_said_once_of_two_versions_is_said_of_both(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    items = started(reader.understand(text, context(lang), catalog).commands, "add_to_cart")["items"]
    assert [(item["size"], item["color"]) for item in items] == [("9", "black"), ("270", "black")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "add the black and white shirt"),
        ("ja", "白と黒の柄のシャツをください"),
        ("en", "add the air runner in size 9, no wait, 270"),
    ],
)
def test_two_values_are_not_always_two_versions(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    assert "items" not in started(reader.understand(text, context(lang), catalog).commands, "add_to_cart")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "take the white out again"),
        ("en", "I don't want the white one any more"),
        ("en", "never mind the white"),
        ("ko", "흰색은 빼 주세요"),
        ("ko", "흰색은 필요 없어요"),
        ("ja", "白はやめます"),
        ("ja", "白のほうはいらないです"),
    ],
)
def test_one_of_two_versions_is_taken_out_by_its_value(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    held = in_cart(lang, cart=TWO, last_row="product:shirt")
    out = started(reader.understand(text, held, catalog).commands, "remove_from_cart")
    assert out == {"product": "variant:shirt-white"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "swap the white for a size 9"),
        ("ko", "흰색 빼고 9사이즈로 바꿔 주세요"),
        ("ja", "白はやめて9号にしてください"),
    ],
)
def test_the_version_that_goes_is_told_by_its_value(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    held = in_cart(lang, cart=TWO, last_row="product:shirt")
    slots = started(reader.understand(text, held, catalog).commands, "add_to_cart")
    assert (slots["instead"], slots["size"], slots["product"]) == ("variant:shirt-white", "9", "product:shirt")


@pytest.mark.parametrize(
    ("lang", "text", "position"),
    [
        ("en", "never mind the 26", None),
        ("en", "forget the 26, 29 please", 2),
        ("ko", "26은 필요 없어요", None),
        ("ko", "26은 됐고 29로요", 2),
        ("ja", "26はやめます", None),
        ("ja", "26はやめて29で", 2),
    ],
)
def test_a_value_given_up_is_not_chosen(
    reader: Understander, catalog: Catalog, lang: str, text: str, position: int | None
) -> None:
    asked = context(lang, flow="add_to_cart", asked="value", asked_kind="choice", choices=("26", "29", "700C"))
    (said,) = reader.understand(text, asked, catalog).commands
    assert said.command == ("choose" if position else "repeat")
    assert getattr(said, "position", None) == position


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "2 shirts black one white and a hammer"),
        ("ko", "셔츠 검정 2개 흰색 1개 그리고 망치 하나 주세요"),
        ("ja", "シャツ黒2枚と白1枚、あとハンマー1つください"),
    ],
)
def test_versions_amid_other_things_are_all_taken(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    items = started(reader.understand(text, context(lang), catalog).commands, "add_to_cart")["items"]
    assert [(item["quantity"], item.get("color")) for item in items] == [(2, "black"), (1, "white"), (1, None)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "5 shirts, 3 black and 2 white, and 4 hammers"),
        ("ko", "셔츠 5개, 검정 3개랑 흰색 2개, 그리고 망치 4개 주세요"),
        ("ja", "シャツ5枚、黒3枚と白2枚、それとハンマー4つください"),
    ],
)
def test_how_many_in_all_is_no_thing_more(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    items = started(reader.understand(text, context(lang), catalog).commands, "add_to_cart")["items"]
    assert [(item["quantity"], item.get("color")) for item in items] == [(3, "black"), (2, "white"), (4, None)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "2 shirts and 1 shirt in size m and a hammer"),
        ("ko", "셔츠 2장이랑 M사이즈로 1장 그리고 망치 1개 주세요"),
        ("ja", "シャツを2枚とMサイズを1枚、あとハンマー1つください"),
    ],
)
def test_a_version_with_its_own_number_is_never_left_out(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    items = started(reader.understand(text, context(lang), catalog).commands, "add_to_cart")["items"]
    assert [(item["quantity"], item.get("size")) for item in items] == [(2, None), (1, "M"), (1, None)]


BESIDE = (
    Shown("variant:runner-9", "Air Runner", 900, ("9",), "product:air-runner"),
    Shown("variant:house", "House Blend", 900, (), "product:house-blend"),
)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "no wait, the air runner in 270"),
        ("ko", "아니다 에어 러너 270으로요"),
        ("ja", "いや、エアランナーは27cmで"),
    ],
)
def test_a_correction_changes_the_line_it_names(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    at = context(lang, cart=BESIDE, last_row="product:house-blend", last_flow="add_to_cart", last_intent="add_to_cart")
    slots = started(reader.understand(text, at, catalog).commands, "add_to_cart")
    assert (slots["product"], slots["size"], slots["instead"]) == ("product:air-runner", "270", "variant:runner-9")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ko", "에어 러너 빼고 망치 하나 담아줘"),
        ("ja", "エアランナーはやめてハンマーを1つ入れて"),
        ("ja", "エアランナーを取り消してハンマーを1つカートに入れて"),
        ("en", "remove the air runner and add a hammer"),
    ],
)
def test_one_goes_and_another_comes(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    at = context(lang, cart=BESIDE, last_row="product:house-blend", last_flow="add_to_cart")
    found = reader.understand(text, at, catalog).commands
    assert started(found[:1], "remove_from_cart")["product"] in ("variant:runner-9", "product:air-runner")
    assert started(found[1:], "add_to_cart")["category"] == "category:tools/hammers"


SHIRT = Made(
    "product:shirt",
    "color",
    ("Colour", "색", "色"),
    (("black", ("Black", "검정", "黒")), ("white", ("White", "흰색", "白"))),
)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "make it black"),
        ("ko", "검정으로 바꿔 주세요"),
        ("ja", "黒に変えてください"),
    ],
)
def test_what_never_comes_in_a_colour_is_not_changed_into_it(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    """The shirt is meant, and not the coffee that was put in after it."""
    cart = (TWO[1], BESIDE[1])
    at = context(
        lang,
        cart=cart,
        made=(SHIRT,),
        last_row="product:house-blend",
        last_flow="add_to_cart",
        last_intent="add_to_cart",
    )
    slots = started(reader.understand(text, at, catalog).commands, "add_to_cart")
    assert (slots["product"], slots["instead"]) == ("product:shirt", "variant:shirt-white")


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("ko", "찻잔 흰색 3개 검정 1개랑 망치 하나 주세요", "찻잔"),
        ("ja", "湯のみ白3つ黒1つとハンマー1つください", "湯のみ"),
    ],
)
def test_a_short_name_that_is_not_known_is_what_is_asked_for(
    reader: Understander, catalog: Catalog, lang: str, text: str, name: str
) -> None:
    items = started(reader.understand(text, context(lang), catalog).commands, "add_to_cart")["items"]
    assert [(item.get("named") or item["name"], item["quantity"]) for item in items[:2]] == [(name, 3), (name, 1)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "is the grey gone? then 2 black and 3 white"),
        ("ko", "회색은 없어요? 그럼 검정 2개 흰색 3개요"),
        ("ja", "グレーはないですか？じゃあ黒2枚と白3枚"),
    ],
)
def test_what_is_counted_behind_a_question_is_wanted(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    asked = {"flow": "add_to_cart", "flow_intent": "add_to_cart", "asked": "value", "asked_kind": "choice"}
    wish, *others = reader.understand(text, context(lang, last_row="product:tee", **asked), catalog).commands
    assert isinstance(wish, Start)
    assert {other.intent for other in others if isinstance(other, Start)} <= {
        "check_stock"
    }  # what was asked is told too
    assert [(item["color"], item["quantity"]) for item in wish.slots["items"]] == [("black", 2), ("white", 3)]
