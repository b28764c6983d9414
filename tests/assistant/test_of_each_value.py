"""What a product's text says of each value of an option, and what a unit of what is sold by its amount costs."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.goods import product, words
from dangol.assistant.of_each_value import amounts_of, named_beside, sold_by, told_of_each, unit_for
from dangol.commerce.catalog.products import Attribute, Option, OptionValue

SIZE = Option(
    "size",
    words("Size", "사이즈", "サイズ"),
    tuple(OptionValue(name.lower(), words(name, name, name)) for name in ("S", "M", "L")),
)
LENGTH = Option(
    "length",
    words("Length", "길이", "長さ"),
    (
        OptionValue("12", words("1.2 m", "1.2m", "1.2m")),
        OptionValue("18", words("1.8 m", "1.8m", "1.8m")),
    ),
)
BAG = Option(
    "bag",
    words("Bag size", "용량", "内容量"),
    (OptionValue("1", words("1 kg", "1kg", "1kg")), OptionValue("3", words("3 kg", "3kg", "3kg"))),
)
TOY = product(
    "toy",
    words("Rubber toy", "고무 장난감", "ラバートイ"),
    description=words(
        "It's hollow and 4.2 m of rope come with it. S (7 cm) for dogs up to 8 kg, M (10 cm) for 8 to 20 kg, L (13 cm) for 20 kg and more.",
        "속이 비어 있어요. S(7cm) 8kg까지, M(10cm) 8~20kg, L(13cm) 20kg 이상.",
        "中は空洞です。S（7cm）は8kgまで、M（10cm）は8〜20kg、L（13cm）は20kg以上。",
    ),
    options=[SIZE],
)
LEAD = product(
    "lead",
    words("Lead", "리드줄", "リード"),
    description=words(
        "Use 1.2 m for town and 1.8 m for parks.",
        "1.2m는 시내용이고 1.8m는 공원용이에요.",
        "1.2mは街用、1.8mは公園用。",
    ),
    attributes=[Attribute("sold", words("Lengths", "길이", "長さ"), words("1.2 / 1.8 m", "1.2 / 1.8m", "1.2／1.8m"))],
    options=[LENGTH],
)


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", {"m": ["M (10 cm) for 8 to 20 kg"], "l": ["L (13 cm) for 20 kg and more"]}),
        ("ko", {"m": ["M(10cm) 8~20kg"], "l": ["L(13cm) 20kg 이상"]}),
        ("ja", {"m": ["M（10cm）は8〜20kg"], "l": ["L（13cm）は20kg以上"]}),
    ],
)
def test_the_clause_that_names_a_value_is_quoted_whole(lang: str, told: dict[str, list[str]]) -> None:
    assert told_of_each(TOY, SIZE, ["m", "l"], lang) == told


@pytest.mark.parametrize(
    ("lang", "town", "parks"),
    [
        ("en", "Use 1.2 m for town", "1.8 m for parks"),
        ("ko", "1.2m는 시내용이고", "1.8m는 공원용이에요"),
        ("ja", "1.2mは街用", "1.8mは公園用"),
    ],
)
def test_two_values_in_one_clause_and_what_only_names_them(lang: str, town: str, parks: str) -> None:
    assert told_of_each(LEAD, LENGTH, ["12", "18"], lang) == {"12": [town], "18": [parks]}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("what's the difference between M and L, it's for a 4.2 m lead", ["m", "l"]),
        ("라지랑 미디엄 차이", ["l", "m"]),
        ("SとLの違い", ["s", "l"]),
        ("10cm", []),
    ],
)
def test_the_values_that_are_named_in_their_order(text: str, named: list[str]) -> None:
    assert named_beside(SIZE, text) == named


def test_what_is_sold_by_its_amount() -> None:
    measure, amounts = amounts_of(BAG, ["1", "3"], "ko") or ("", [])
    assert (measure, amounts) == ("mass", [Decimal(1000), Decimal(3000)])
    assert [unit_for(measure, amounts, lang) for lang in ("en", "ko", "ja")] == [
        (Decimal(1000), "kg"),
        (Decimal(1000), "1kg"),
        (Decimal(1000), "1kg"),
    ]
    assert unit_for("volume", [Decimal(200), Decimal(1000)], "ja") == (Decimal(100), "100ml")
    assert amounts_of(LENGTH, ["12", "18"], "ko") is None


@pytest.mark.parametrize(
    ("measure", "amounts", "weights", "sold"),
    [
        ("mass", (1000, 3000), (1000, 3000), True),
        ("mass", (1000, 3000), (0, 0), True),
        ("mass", (200, 500), (220, 220), True),
        ("mass", (5000, 10000), (300, 400), False),  # for dogs of so many kilograms
        ("volume", (200, 500), (240, 560), True),  # a shampoo
        ("volume", (20000, 35000), (4500, 6800), False),  # a cooler
        ("volume", (450, 700), (520, 640), False),  # a teapot
        ("volume", (300, 450), (0, 0), False),
    ],
)
def test_a_cup_is_not_sold_by_what_it_holds(
    measure: str, amounts: tuple[int, int], weights: tuple[int, int], sold: bool
) -> None:
    assert sold_by(measure, [Decimal(n) for n in amounts], weights) is sold
