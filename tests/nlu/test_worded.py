"""Versions called by a part of their name, and one line of the cart set to a number beside more that is wanted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dangol.nlu.commands import Link, Start
from dangol.nlu.context import Context, Made, Match, Shown
from dangol.nlu.understand import Understander
from dangol.nlu.worded import worded_values
from nlu.catalog import Catalog
from nlu.conftest import context

TOFFEE = "product:toffee"
FLAVOURS = (
    ("plain", ("Vanilla", "바닐라", "バニラ")),
    ("caramel", ("Salted caramel", "솔티드 캐러멜", "塩 キャラメル")),
    ("nut", ("Roasted hazelnut", "구운 헤이즐넛", "焙煎 ヘーゼル")),
)
MADE = Made(TOFFEE, "flavor", ("Flavour", "맛", "味"), FLAVOURS)


def with_both(lang: str) -> Context:
    names = dict(FLAVOURS)
    cart = tuple(Shown(f"variant:{value}", "Toffee", 900, names[value], TOFFEE) for value in ("plain", "caramel"))
    return context(lang, last_row=TOFFEE, made=(MADE,), cart=cart, last_flow="add_to_cart", last_intent="add_to_cart")


def heard(text: str, *found: Match) -> list[str]:
    return [match.value for match in worded_values(text, Context(made=(MADE,)), found)]


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("drop the vanilla and make it caramel", "vanilla"),
        ("바닐라 빼고 캐러멜로요", "바닐라"),
        ("バニラはやめてキャラメルで", "バニラ"),
    ],
)
def test_a_part_of_a_name_is_heard_beside_another_version(text: str, beside: str) -> None:
    start = text.index(beside)
    link = Link(row="value:flavor=plain", score=1, title=beside)
    vanilla = Match(start, start + len(beside), "attribute", "flavor=plain", (link,))
    assert heard(text, vanilla) == ["flavor=plain", "flavor=caramel"]


@pytest.mark.parametrize(
    "text",
    ["forget the caramel, hazelnut instead", "캐러멜 말고 헤이즐넛으로 할게요", "キャラメルやめてヘーゼルにします"],
)
def test_two_parts_of_names_are_heard_beside_each_other(text: str) -> None:
    assert heard(text) == ["flavor=caramel", "flavor=nut"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "forget the caramel, hazelnut instead"),
        ("en", "not caramel, hazelnut"),
        ("ko", "캐러멜 말고 헤이즐넛으로 할게요"),
        ("ko", "캐러멜 빼고 헤이즐넛으로 주세요"),
        ("ja", "キャラメルやめてヘーゼルにします"),
    ],
)
def test_a_version_takes_the_place_of_another_while_a_question_about_another_thing_waits(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    cart = with_both(lang).cart[1:]
    waiting = context(
        lang, last_row=TOFFEE, made=(MADE,), cart=cart, flow="add_to_cart", asked="color", asked_kind="choice"
    )
    (command,) = reader.understand(text, replace(waiting, choices=("Rose", "Clear")), catalog).commands
    assert isinstance(command, Start)
    assert (command.intent, command.slots["instead"]) == ("add_to_cart", "variant:caramel")
    assert command.slots["attributes"] == {"flavor": "nut"}


@pytest.mark.parametrize("text", ["make the caramel 2", "캐러멜은 2개로", "キャラメルは2個にして"])
def test_what_is_counted_is_heard(text: str) -> None:
    assert heard(text) == ["flavor=caramel"]


@pytest.mark.parametrize(
    "text", ["does caramel melt?", "캐러멜 좋아하세요?", "キャラメルは溶けますか", "캐러멜라이즈 2개", "nutcracker 2"]
)
def test_a_word_alone_is_none(text: str) -> None:
    assert heard(text) == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "make the caramel 2 and add 2 hazelnut"),
        ("ko", "캐러멜은 2개로 하고 헤이즐넛 2개 추가요"),
        ("ja", "キャラメルは2個にして、ヘーゼル2個追加で"),
    ],
)
def test_one_line_is_set_and_another_put_beside_it(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    set_to, added = reader.understand(text, with_both(lang), catalog).commands
    assert isinstance(set_to, Start)
    assert isinstance(added, Start)
    assert (set_to.intent, set_to.slots) == ("change_quantity", {"product": "variant:caramel", "quantity": 2})
    assert added.intent == "add_to_cart"
    assert added.slots["attributes"] == {"flavor": "nut"}
    assert (added.slots["product"], added.slots["quantity"]) == (TOFFEE, 2)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "make the hazelnut one 2"),
        ("ko", "헤이즐넛은 2개로요"),
        ("ja", "あ、ヘーゼルは2つで"),
        ("ja", "ヘーゼルは2個に変えて"),
    ],
)
def test_what_alone_is_made_so_is_to_be_so_many(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    """It became another version of what was put there last."""
    in_cart = (
        Shown("variant:nut", "Toffee", 500, dict(FLAVOURS)["nut"], TOFFEE),
        Shown("variant:boots-1", "Boots", 9000, (), "product:boots"),
    )
    said = context(lang, cart=in_cart, last_row="product:boots", made=with_both(lang).made)
    (found,) = reader.understand(text, said, catalog).commands
    assert isinstance(found, Start)
    assert (found.intent, found.slots) == ("change_quantity", {"product": "variant:nut", "quantity": 2})
