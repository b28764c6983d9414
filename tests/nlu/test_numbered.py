"""Numbers that are values of what is on the table, and several of a row of them in one breath."""

from __future__ import annotations

from typing import Any

import pytest

from dangol.nlu.commands import Correct, Entity, Link, Start
from dangol.nlu.context import Context, Made, Match, Shown
from dangol.nlu.numbered import no_strange_counts, numbered, without_numbers_of_names
from dangol.nlu.understand import Understander
from nlu.catalog import Catalog
from nlu.conftest import context
from nlu.test_cart import started

SERIES, SLIPPERS = "product:series", "product:slippers"
VOLUMES = tuple((f"v{n}", (f"Vol. {n}", f"{n}권", f"{n}巻")) for n in range(1, 9))
NUMBERS = tuple((str(n), (str(n),)) for n in range(23, 28))
SHOES, CHARM = "product:shoes", "product:charm"
_US = {"235": "6.5", "240": "7", "245": "7.5"}
IN_EACH = tuple((mm, (f"US {us}", mm, f"{int(mm) / 10:.1f}cm")) for mm, us in _US.items())
LETTERS = tuple((letter, (letter,)) for letter in "BJK")
MADE = {
    SHOES: Made(SHOES, "size", ("Size", "사이즈", "サイズ"), IN_EACH),
    CHARM: Made(CHARM, "letter", ("Letter", "글자", "文字"), LETTERS),
    SERIES: Made(SERIES, "volume", ("Volume", "권", "巻"), VOLUMES),
    SLIPPERS: Made(SLIPPERS, "size", ("Size", "사이즈", "サイズ"), NUMBERS),
}


def spoken_of(lang: str, row: str, *held: str) -> Context:
    """A conversation about ``row`` with some of its versions in the cart."""
    names = dict(MADE[row].values)
    cart = tuple(Shown(f"variant:{value}", "Thing", 900, names[value], row) for value in held)
    last = {"last_flow": "add_to_cart", "last_intent": "add_to_cart"} if held else {}
    return context(lang, last_row=row, made=(MADE[row],), cart=cart, **last)


@pytest.mark.parametrize(
    ("lang", "text", "slots"),
    [
        ("en", "and 25 as well", {"size": "25"}),
        ("en", "size 25 too please", {"size": "25"}),
        ("ko", "25도 하나 주세요", {"size": "25", "quantity": 1}),
        ("ko", "25도 담아줘", {"size": "25"}),
        ("ja", "25もお願いします", {"size": "25"}),
        ("ja", "25も1足ください", {"size": "25", "quantity": 1}),
    ],
)
def test_another_number_of_the_same_is_another_version(
    reader: Understander, catalog: Catalog, lang: str, text: str, slots: dict[str, Any]
) -> None:
    found = started(reader.understand(text, spoken_of(lang, SLIPPERS, "24"), catalog).commands, "add_to_cart")
    assert {name: found.get(name) for name in ("size", "quantity") if name in found} == slots
    assert "instead" not in found


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "I need 25 of them"),
        ("en", "anything under 25?"),
        ("ko", "25켤레 주세요"),
        ("ko", "25분 안에 오나요"),
        ("ja", "25足ください"),
        ("ja", "25日に届きますか"),
    ],
)
def test_a_number_that_counts_or_dates_is_none(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    found = reader.understand(text, spoken_of(lang, SLIPPERS), catalog)
    assert not any(e.value == "size=25" for e in found.entities)


@pytest.mark.parametrize(
    ("lang", "text", "row", "held", "gone", "wanted"),
    [
        ("en", "drop vol 3 and take vol 5", SERIES, ("v1", "v3"), "variant:v3", {"attributes": {"volume": "v5"}}),
        ("en", "never mind the 26, give me 24", SLIPPERS, ("26",), "variant:26", {"size": "24"}),
        ("ko", "3권 빼고 5권으로", SERIES, ("v1", "v3"), "variant:v3", {"attributes": {"volume": "v5"}}),
        ("ko", "26은 됐고 24로 주세요", SLIPPERS, ("26",), "variant:26", {"size": "24"}),
        ("ja", "3巻やめて5巻にして", SERIES, ("v1", "v3"), "variant:v3", {"attributes": {"volume": "v5"}}),
        ("ja", "26はやっぱりやめて24をください", SLIPPERS, ("26",), "variant:26", {"size": "24"}),
    ],
)
def test_one_version_out_and_another_in_its_place(
    reader: Understander,
    catalog: Catalog,
    lang: str,
    text: str,
    row: str,
    held: tuple[str, ...],
    gone: str,
    wanted: dict[str, Any],
) -> None:
    found = started(reader.understand(text, spoken_of(lang, row, *held), catalog).commands, "add_to_cart")
    assert found == {"instead": gone, "product": row, **wanted}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "never mind the 26, give me 24"),
        ("ko", "26은 됐고 24로 주세요"),
        ("ja", "26はやめて24をください"),
    ],
)
def test_what_is_given_up_before_it_is_there_is_not_bought(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    found = started(reader.understand(text, spoken_of(lang, SLIPPERS), catalog).commands, "add_to_cart")
    assert found == {"product": SLIPPERS, "size": "24"}


@pytest.mark.parametrize(
    ("lang", "text", "said"),
    [
        ("en", "volumes 1 to 3 please", {"first": 1, "last": 3}),
        ("en", "vol. 1-3", {"first": 1, "last": 3}),
        ("en", "I'll have volumes 1, 2 and 5", {"each": [1, 2, 5]}),
        ("ko", "1권부터 3권까지 주세요", {"first": 1, "last": 3}),
        ("ko", "1~3권 담아줘", {"first": 1, "last": 3}),
        ("ko", "1, 2, 5권 주세요", {"each": [1, 2, 5]}),
        ("ja", "1〜3巻ください", {"first": 1, "last": 3}),
        ("ja", "1巻から3巻まで入れて", {"first": 1, "last": 3}),
        ("ja", "1、2、5巻をください", {"each": [1, 2, 5]}),
    ],
)
def test_several_of_a_row(reader: Understander, catalog: Catalog, lang: str, text: str, said: dict[str, Any]) -> None:
    found = started(reader.understand(text, spoken_of(lang, SERIES), catalog).commands, "add_to_cart")
    assert found == {"product": SERIES, "span": said}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "do you have volumes 1 to 3?"),
        ("en", "remove volumes 1 to 3"),
        ("en", "I need it in 3 to 5 days"),
        ("ko", "1권부터 3권까지 있나요?"),
        ("ko", "1권부터 3권까지 빼줘"),
        ("ja", "1巻から3巻までありますか"),
        ("ja", "1〜3巻を外して"),
    ],
)
def test_a_row_asked_about_or_taken_out_is_not_wished_for(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    found = reader.understand(text, spoken_of(lang, SERIES), catalog).commands
    assert "span" not in started(found, "add_to_cart")


@pytest.mark.parametrize(
    ("lang", "text", "size"),
    [
        ("en", "what about 7.5 then", "245"),
        ("en", "what about 245", "245"),
        ("ko", "그럼 245는?", "245"),
        ("ko", "240 말고 235", "235"),
        ("ja", "じゃあ24.5は?", "245"),
        ("ja", "24じゃなくて23.5", "235"),
    ],
)
def test_a_size_is_said_in_the_way_of_any_country(
    reader: Understander, catalog: Catalog, lang: str, text: str, size: str
) -> None:
    found = reader.understand(text, spoken_of(lang, SHOES), catalog)
    assert [e.value for e in found.entities if e.kind == "size" and not e.negated] == [f"size={size}"]


def test_a_number_of_two_values_is_none_of_them() -> None:
    made = Made(SHOES, "size", ("Size",), (("a", ("7", "25")), ("b", ("8", "7")), ("c", ("9", "27"))))
    option = numbered(made)
    assert option is not None
    assert "7" not in option.values
    assert option.values["25"] == "a"


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "change it to K"), ("ko", "K로 바꿔주세요"), ("ja", "Kに変えてください")]
)
def test_a_letter_to_choose_is_a_value(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    found = started(reader.understand(text, spoken_of(lang, CHARM, "J"), catalog).commands, "add_to_cart")
    assert found == {"attributes": {"letter": "K"}, "instead": "last", "product": CHARM}


def test_a_letter_of_a_word_is_none(reader: Understander, catalog: Catalog) -> None:
    found = reader.understand("k, I'll be back", spoken_of("en", CHARM), catalog)
    assert not any(e.kind == "attribute" for e in found.entities)


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "wait not 24, 25"), ("ko", "아니 24 말고 25"), ("ja", "24じゃなくて25")]
)
def test_one_number_in_the_place_of_another_is_not_both(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    found = reader.understand(text, spoken_of(lang, SLIPPERS, "24"), catalog).commands
    assert [(c.slot, c.value) for c in found if isinstance(c, Correct)] == [("size", "25")]


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "swap it for the 25"), ("ko", "25로 바꿀게요"), ("ja", "25に変えます")]
)
def test_what_is_only_looked_at_is_asked_after_in_another_version(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    found = started(reader.understand(text, spoken_of(lang, SLIPPERS), catalog).commands, "check_stock")
    assert found == {"product": SLIPPERS, "size": "25"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "if the 24 is sold out give me the 25"),
        ("ko", "24 품절이면 25로 주세요"),
        ("ja", "24が売り切れなら25でお願いします"),
    ],
)
def test_a_second_wish_in_case_the_first_is_gone(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    found = started(reader.understand(text, spoken_of(lang, SLIPPERS), catalog).commands, "add_to_cart")
    assert found == {"product": SLIPPERS, "size": "24", "otherwise": {"size": "25"}}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "sorry i meant 25 not 24"),
        ("ko", "24 아니고 25요"),
        ("ko", "24 말고 25로 바꿔주세요"),
        ("ja", "すみません24じゃなくて25です"),
    ],
)
def test_a_number_taken_back_changes_the_line_that_bears_it(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    """Whatever was put into the cart since: 26 stays, and so does what was spoken of last."""
    names = dict(MADE[SLIPPERS].values)
    cart = (
        *(Shown(f"variant:{value}", "Slippers", 900, names[value], SLIPPERS) for value in ("24", "26")),
        Shown("variant:house", "House Blend", 900, (), "product:house-blend"),
    )
    last = {"last_row": "product:house-blend", "last_flow": "add_to_cart", "last_intent": "add_to_cart"}
    at = context(lang, made=(MADE[SLIPPERS],), cart=cart, **last)
    slots = started(reader.understand(text, at, catalog).commands, "add_to_cart")
    assert (slots["product"], slots["size"], slots["instead"]) == (SLIPPERS, "25", "variant:24")


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "in black instead"), ("ko", "검정으로 바꿔 주세요"), ("ja", "黒に変えて")]
)
def test_a_colour_it_has_not_is_asked_after_all_the_same(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    white = Made(SERIES, "color", ("Colour", "색상", "色"), (("white", ("White", "흰색", "白")),))
    found = reader.understand(text, context(lang, last_row=SERIES, made=(white,)), catalog).commands
    assert started(found, "check_stock") == {"product": SERIES, "color": "black"}


@pytest.mark.parametrize(
    ("lang", "text", "intent"),
    [
        ("en", "can you deliver to my mum's", "shipping_time"),
        ("ko", "엄마 집으로 배송해 주실 수 있나요", "shipping_time"),
        ("ja", "母の家に届けてもらえますか", "shipping_time"),
        ("en", "can you deliver my order to my mum's instead", "change_order"),
        ("ko", "주문한 거 엄마 집으로 배송해 주실 수 있나요", "change_order"),
        ("ja", "注文したもの、母の家に届け先を変更できますか", "change_order"),
    ],
)
def test_whether_something_is_delivered_elsewhere_changes_no_order_that_is_not_there(
    reader: Understander, catalog: Catalog, lang: str, text: str, intent: str
) -> None:
    commands = reader.understand(text, context(lang), catalog).commands
    assert [c.intent for c in commands if isinstance(c, Start)] == [intent]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "i need a book for my iphone 16"),
        ("en", "boots that go with a galaxy s 24"),
        ("ko", "아이폰 13 양말 있어요?"),
        ("ja", "アイフォン 15の本がほしい"),
    ],
)
def test_the_model_of_a_device_is_no_quantity(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang), catalog)
    assert not any(e.kind == "quantity" for e in found.entities)
    assert not any(isinstance(c, Start) and "quantity" in c.slots for c in found.commands)


@pytest.mark.parametrize(
    ("text", "title", "word", "wanted"),
    [
        ("an extension lead 6 sockets please", "Power strip 6 sockets, 3 m", "extension lead", []),
        ("6구 멀티탭 주세요", "멀티탭 6구 3m", "멀티탭", []),
        ("電源タップ6口をください", "電源タップ 6口", "電源タップ", []),
        ("6 extension leads please", "Power strip 6 sockets, 3 m", "extension leads", [6]),
        ("멀티탭 6개 주세요", "멀티탭 6구 3m", "멀티탭", [6]),
    ],
)
def test_what_a_title_counts_is_not_how_many_are_wanted(text: str, title: str, word: str, wanted: list[int]) -> None:
    at, count = text.index(word), text.index("6")
    thing = Entity(
        kind="product",
        value="strip",
        text=word,
        start=at,
        end=at + len(word),
        links=(Link(row="product:strip", score=1, title=title),),
    )
    number = Entity(kind="quantity", value=6, text="6", start=count, end=count + 1)
    left, _ = without_numbers_of_names(text, (thing, number), text)
    assert [e.value for e in left if e.kind == "quantity"] == wanted


@pytest.mark.parametrize(
    ("text", "word", "titles", "row", "wanted"),
    [
        ("kids bike 20 green please", "kids bike", ("Kids' Bike 16 inch", "Kids' Bike 20 inch"), "product:two", []),
        (
            "어린이 자전거 20 초록 주세요",
            "어린이 자전거",
            ("어린이 자전거 16인치", "어린이 자전거 20인치"),
            "product:two",
            [],
        ),
        (
            "子ども用自転車20のグリーン",
            "子ども用自転車",
            ("子ども用自転車 16インチ", "子ども用自転車 20インチ"),
            "product:two",
            [],
        ),
        ("pencils 20 pcs", "pencils", ("Pencil 10", "Pencil 20"), "product:one", [20]),
        ("연필 20개 주세요", "연필", ("연필 10", "연필 20"), "product:one", [20]),
        ("鉛筆20本ください", "鉛筆", ("鉛筆 10", "鉛筆 20"), "product:one", [20]),
        ("mug 20 please", "mug", ("Mug, 300 ml", "Mug, 420 ml"), "product:one", [20]),
    ],
)
def test_a_number_behind_a_name_is_the_one_of_its_title(
    text: str, word: str, titles: tuple[str, str], row: str, wanted: list[int]
) -> None:
    at, count = text.index(word), text.index("20")
    links = tuple(Link(row=f"product:{n}", score=1, title=t) for n, t in zip(("one", "two"), titles, strict=True))
    thing = Entity(kind="product", value="one", text=word, start=at, end=at + len(word), links=links)
    number = Entity(kind="quantity", value=20, text="20", start=count, end=count + 2)
    left, _ = without_numbers_of_names(text, (thing, number), text)
    assert next(e.links[0].row for e in left if e.kind == "product") == row
    assert [e.value for e in left if e.kind == "quantity"] == wanted


@pytest.mark.parametrize(("lang", "text"), [("en", "2 iphone books"), ("ko", "아이폰 2개"), ("ja", "アイフォン 2つ")])
def test_devices_are_counted_all_the_same(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang), catalog)
    assert [e.value for e in found.entities if e.kind == "quantity"] == [2]


@pytest.mark.parametrize(("lang", "text"), [("en", "6 pieces"), ("ko", "6개"), ("ja", "6個")])
def test_a_count_is_no_value_of_what_comes_in_none(lang: str, text: str) -> None:
    count = Match(0, len(text), "attribute", "pack=p6", (Link(row="value:pack=p6", score=1, title=text),))
    assert no_strange_counts(text, Context(last_row=SERIES, made=(MADE[SERIES],)), [count], lang) == []
    packed = Made(SERIES, "pack", ("Pack",), (("p6", (text,)),))
    assert no_strange_counts(text, Context(last_row=SERIES, made=(packed,)), [count], lang) == [count]
    assert no_strange_counts(text, Context(last_row=SERIES), [count], lang) == [count]
