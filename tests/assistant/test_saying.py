"""What the words of a message say about one product's options, and about how many."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dangol.assistant.actions.saying import (
    changed_by,
    counted_elsewhere,
    quantity_said,
    value_beside,
    value_numbered,
    values_outermost,
)
from dangol.assistant.speech import content_of
from dangol.commerce.catalog.models import Status
from dangol.commerce.catalog.products import Option, OptionValue, Product, Words
from dangol.dialogue.effects import Say, Show
from dangol.kit.ids import ProductId
from dangol.messages.content import Text


def words(en: str, ko: str = "", ja: str = "") -> Words:
    return Words({"en": en, "ko": ko or en, "ja": ja or en}, "en")


def product(option: str, *values: tuple[str, Words]) -> Product:
    made = tuple(OptionValue(value, name) for value, name in values)
    return Product(
        id=ProductId("thing"), ref="thing", lang="en", status=Status.ACTIVE, title=words("Thing"), description=words(""),
        brand=None, brand_name=words(""), url=None, tags=(), synonyms={}, categories=(), attributes=(),
        options=(Option(option, words(option), made),), images=(), variants=(), version=1, change=1,
        updated_at=datetime(2026, 11, 24, tzinfo=UTC),
    )  # fmt: skip


CUSHION = product(
    "shade",
    ("17", words("17 porcelain", "17호 포슬린", "17号 ポースレン")),
    ("21", words("21 ivory", "21호 아이보리", "21号 アイボリー")),
)
PAPER = product("size", ("l", words("Large (A5)", "대형 A5", "大 A5")), ("s", words("Small (A6)", "소형 A6", "小 A6")))
HOSE = product("length", ("a", words("10 m")), ("b", words("5 m")), ("c", words("20 m")))


@pytest.mark.parametrize(
    ("words_said", "lang", "quantity"),
    [
        ("cushion 21", "en", None),
        ("cushion 21, two of them", "en", 2),
        ("쿠션 21호 두 개", "ko", 2),
        ("クッション21号を2つ", "ja", 2),
        ("21 of them, in 21", "en", 21),
    ],
)
def test_the_number_of_a_shade_is_no_quantity(words_said: str, lang: str, quantity: int | None) -> None:
    assert quantity_said(21, CUSHION, {"shade": "21"}, words_said, lang) == quantity


def test_a_number_in_a_code_is_no_shade() -> None:
    assert quantity_said(5, PAPER, {"size": "l"}, "5 large notebooks", "en") == 5


LEAD = product("length", ("1m", words("1 m")), ("2m", words("2 m")))
BOX = product("pieces", ("p6", words("6 pieces", "6개", "6個")), ("p12", words("12 pieces", "12개", "12個")))


@pytest.mark.parametrize(
    ("words_said", "lang", "quantity"),
    [("2 in black", "en", 2), ("검정으로 2개 주세요", "ko", 2), ("黒で2本ください", "ja", 2)],
)
def test_a_count_is_no_length_that_was_said_before(words_said: str, lang: str, quantity: int) -> None:
    assert quantity_said(2, LEAD, {"length": "2m"}, words_said, lang) == quantity


def test_a_version_called_by_a_count_is_no_quantity() -> None:
    assert quantity_said(6, BOX, {"pieces": "p6"}, "詰め合わせ6個", "ja") is None


@pytest.mark.parametrize(("words_said", "lang"), [("ハサミ6個", "ja"), ("가위 6개", "ko"), ("6 pieces of twine", "en")])
def test_a_count_that_another_thing_is_made_in_is_how_many(words_said: str, lang: str) -> None:
    assert counted_elsewhere(LEAD, {"pieces": "p6"}, words_said, lang) == 6
    assert counted_elsewhere(BOX, {"pieces": "p6"}, words_said, lang) is None


@pytest.mark.parametrize(
    ("quantity", "said", "value"),
    [
        (17, "make that 17", {"shade": "17"}),
        (17, "17로 해주세요", {"shade": "17"}),
        (17, "17で", {"shade": "17"}),
        (17, "17개로 해주세요", {}),
        (17, "17個で", {}),
        (17, "17 of them", {}),
        (12, "make that 12", {}),
        (2, "make that 2", {}),
    ],
)
def test_a_bare_number_may_be_a_value(quantity: int, said: str, value: dict[str, str]) -> None:
    assert value_numbered(CUSHION, quantity, said) == value


@pytest.mark.parametrize(
    ("number", "change", "after"),
    [
        (2, {"times": 2}, 4),
        (3, {"divide": 2}, 2),
        (2, {"add": 1}, 3),
        (2, {"add": -3}, 0),
        (5, {"to": 1}, 1),
        (2, None, 2),
        (2, {"divide": 0}, 2),
    ],
)
def test_how_many_after_a_change(number: int, change: object, after: int) -> None:
    assert changed_by(number, change) == after


@pytest.mark.parametrize(
    ("thing", "before", "comparison", "value"),
    [
        (PAPER, {"size": "s"}, "bigger", {"size": "l"}),
        (PAPER, {}, "bigger", {"size": "l"}),
        (PAPER, {}, "smaller", {"size": "s"}),
        (PAPER, {"size": "l"}, "bigger", {}),
        (HOSE, {"length": "a"}, "longer", {"length": "c"}),
        (HOSE, {"length": "a"}, "shorter", {"length": "b"}),
        (HOSE, {}, "longer", {}),
        (HOSE, {"length": "a"}, "cheaper", {}),
    ],
)
def test_the_next_size(thing: Product, before: dict[str, str], comparison: str, value: dict[str, str]) -> None:
    assert value_beside(thing, before, comparison) == value


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_what_is_changed_twice_is_said_as_it_stands_in_the_end(lang: str) -> None:
    def changed(title: str, quantity: int) -> Say:
        return Say("cart.changed", {"title": title, "options_text": "M", "quantity": quantity})

    told = [changed("A", 2), changed("B", 9), Say("dialogue.changed"), changed("A", 3), Say("dialogue.changed")]
    blocks = content_of(
        told, lambda key, values, seed=0: f"{values.get('title', key)} {values.get('quantity', '')}", lang
    )
    assert [block.text for block in blocks if isinstance(block, Text)] == ["B 9\nA 3\ndialogue.changed "]


BOTTLE = product(
    "volume",
    ("a", words("Small bottle 30 ml", "작은 병 30ml", "小 30ml")),
    ("b", words("Large bottle 100 ml", "큰 병 100ml", "大 100ml")),
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("how much is the small bottle?", "a"),
        ("and the larger one?", "b"),
        ("작은 거 얼마예요?", "a"),
        ("큰 거는요?", "b"),
        ("小さいほうはいくら？", "a"),
        ("大きいのは在庫ありますか", "b"),
        ("how much is it?", None),
        ("작은 방에 놓을 거예요", None),
    ],
)
def test_the_small_one_is_the_smallest_there_is(text: str, value: str | None) -> None:
    assert values_outermost(BOTTLE, text, {}) == ({"volume": value} if value else {})


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_what_two_wishes_are_answered_by_alike_is_said_once(lang: str) -> None:
    known = [
        Say("faq.answered", {}),
        Show("result", blocks=(Text(text="one"),)),
        Say("faq.answered", {}),
        Show("result", blocks=(Text(text="other"),)),
    ]
    unknown = [Say("product.answer_written", {"title": "A"}), Show("result", blocks=(Text(text="all of it"),))] * 2
    told = [*known, *unknown, Say("faq.unanswered"), Say("faq.unanswered")]
    blocks = content_of(told, lambda key, values, seed=0: key, lang)
    assert "\n".join(block.text for block in blocks if isinstance(block, Text)).splitlines() == [
        *("faq.answered", "one", "faq.answered", "other"),
        *("product.answer_written", "all of it", "faq.unanswered"),
    ]
