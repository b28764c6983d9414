"""Which of the things before a shopper a word names."""

from __future__ import annotations

import pytest

from dangol.nlu.commands import Entity, Link
from dangol.nlu.context import Context, Match, Shown
from dangol.nlu.pointing import before_them
from dangol.nlu.slots import outermost, pointed
from dangol.nlu.understand import Understander
from nlu.catalog import Catalog
from nlu.conftest import context

CART = (Shown("variant:oak-tray", "Oak serving tray"), Shown("variant:wool-rug", "Wool rug, round"))
KOREAN = (Shown("variant:tray", "참나무 쟁반"), Shown("variant:rug", "둥근 양모 러그"))
JAPANESE = (Shown("variant:tray", "オークのお盆"), Shown("variant:rug", "丸いウールラグ"))


def named(text: str, known: Context, found: list[Match] | None = None) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.links[0].row) for m in before_them(text, known, found or [])]


@pytest.mark.parametrize(
    ("text", "cart", "word", "row"),
    [
        ("take the tray out", CART, "tray", "variant:oak-tray"),
        ("쟁반은 빼 주세요", KOREAN, "쟁반", "variant:tray"),
        ("オークは外して", JAPANESE, "オーク", "variant:tray"),
    ],
)
def test_a_word_of_one_title_is_that_thing(text: str, cart: tuple[Shown, ...], word: str, row: str) -> None:
    assert (word, row) in named(text, Context(cart=cart))


def test_what_is_shown_counts_as_well() -> None:
    assert named("how big is the round one", Context(shown=CART)) == [("round", "variant:wool-rug")]


def test_a_word_of_two_titles_names_neither() -> None:
    both = (Shown("variant:one", "Round tray"), Shown("variant:two", "Round stool"))
    assert named("the round one", Context(cart=both)) == []


def test_half_a_word_names_nothing() -> None:
    assert named("what a betrayal", Context(cart=CART)) == []


def test_with_nothing_before_them_nothing_changes() -> None:
    match = Match(4, 8, "product", "oak-tray", (Link(row="product:oak-tray", score=0.9),))
    assert before_them("the tray", Context(), [match]) == [match]


def test_what_the_catalogue_hears_clearly_stays() -> None:
    text = "the tray"
    clear = Match(4, 8, "product", "tin-tray", (Link(row="product:tin-tray", score=0.95),))
    assert named(text, Context(cart=CART), [clear]) == [("tray", "product:tin-tray")]
    links = (Link(row="product:tin-tray", score=0.6), Link(row="product:oak-tray", score=0.6))
    vague = Match(4, 8, "product", "tin-tray", links)
    assert named(text, Context(cart=CART), [vague]) == [("tray", "variant:oak-tray")]


KETTLES = (
    Shown("product:wren", "Wren Kettle", 3600, ("color=burgundy",), figures=(("size", 600.0),)),
    Shown("product:goose", "Goose Kettle", 4500, ("color=mustard", "color=머스터드"), figures=(("size", 1200.0),)),
)


def _entity(kind: str, value: str, text: str) -> Entity:
    return Entity(kind=kind, value=value, text=text, start=0, end=len(text))


@pytest.mark.parametrize(
    ("said", "value", "row"),
    [("yellow", "yellow", "product:goose"), ("노란", "yellow", "product:goose"), ("赤い", "red", "product:wren")],
)
def test_a_colour_means_what_comes_nearest_to_it(said: str, value: str, row: str) -> None:
    found = pointed([_entity("color", value, said)], Context(shown=KETTLES))
    assert [item.row for item in found] == [row]


def test_two_that_come_as_near_are_neither() -> None:
    reds = (KETTLES[0], Shown("product:swan", "Swan Kettle", 5000, ("color=crimson",)))
    assert pointed([_entity("color", "red", "red")], Context(shown=reds)) == []
    named = (*reds, Shown("product:tern", "Tern Kettle", 5000, ("color=red",)))
    assert [i.row for i in pointed([_entity("color", "red", "red")], Context(shown=named))] == ["product:tern"]


def test_the_bigger_one_is_the_one_with_the_higher_figure() -> None:
    bigger = [_entity("comparison", "bigger", "bigger")]
    assert [item.row for item in outermost(bigger, Context(shown=KETTLES))] == ["product:goose"]
    unknown = (KETTLES[0], Shown("product:swan", "Swan Kettle", 5000))
    assert outermost(bigger, Context(shown=unknown)) == []
    assert outermost([_entity("comparison", "lighter", "lighter")], Context(shown=KETTLES)) == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "will it fit my old boots?"),
        ("en", "does it go with my white sneakers"),
        ("ko", "제 부츠랑 같이 신을 수 있나요? 잘 맞나요?"),
        ("ko", "집에 있는 부츠에도 맞나요?"),
        ("ja", "古いブーツでも使えますか？"),
        ("ja", "持っているブーツに合いますか？"),
    ],
)
@pytest.mark.parametrize("asked", [None, "product"])
def test_what_is_their_own_is_not_what_is_asked_about(
    reader: Understander, catalog: Catalog, lang: str, text: str, asked: str | None
) -> None:
    shown = (Shown("product:spray", "Spray", 900), Shown("product:laces", "Laces", 300))
    flow = {"flow": "add_to_cart", "asked": "product", "asked_kind": "product", "choices": ("Spray", "Laces")}
    found = reader.understand(text, context(lang, shown=shown, **(flow if asked else {})), catalog)
    assert not any(e.kind in ("product", "category") for e in found.entities)
    assert not any(c.command == "fill" for c in found.commands)


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "do these boots fit?"), ("ko", "부츠 잘 맞나요?"), ("ja", "ブーツは合いますか？")]
)
def test_what_the_shop_sells_is_asked_about(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang, shown=(Shown("product:spray", "Spray", 900),)), catalog)
    assert any(e.kind == "category" for e in found.entities)


PUMPS = (Shown("product:a", "Pump 65W, quiet"), Shown("product:b", "Pump 100W"), Shown("product:c", "Pump 30W"))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("whats the diff between the 65 and the 100", ["product:a", "product:b"]),
        ("ok 100 and a hose", ["product:b"]),
        ("65랑 100 차이가 뭐예요", ["product:a", "product:b"]),
        ("100짜리로 주세요", ["product:b"]),
        ("65と100の違いは？", ["product:a", "product:b"]),
        ("100のほうをください", ["product:b"]),
        ("100 of them", []),
        ("100개 주세요", []),
        ("100個ください", []),
        ("under $100", []),
    ],
)
def test_a_number_in_a_title_names_it(text: str, rows: list[str]) -> None:
    assert [row for _, row in named(text, Context(shown=PUMPS))] == rows
