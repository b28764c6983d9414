"""A place that something has to fit, and the sides that are stated of things."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.goods import product, words
from dangol.assistant.space import fits, room_in, sides_of
from dangol.commerce.catalog.products import Attribute, Product


def sized(title: str, size: str = "") -> Product:
    return product(
        title, words(title), attributes=[Attribute("size", words("Dimensions"), words(size))] if size else []
    )


@pytest.mark.parametrize(
    ("text", "side", "most"),
    [
        ("a desk that fits a 110 cm wide space", "width", 1100),
        ("something for a 45cm gap", "width", 450),
        ("a shelf no deeper than 20 cm", "depth", 200),
        ("가로 110cm 공간에 들어가는 책상", "width", 1100),
        ("높이 80cm 이하 수납장", "height", 800),
        ("幅110cmのスペースに置けるデスク", "width", 1100),
        ("奥行き20cm以内の収納", "depth", 200),
    ],
)
def test_the_room_is_read(text: str, side: str, most: int) -> None:
    room = room_in(text)
    assert room is not None
    assert (room.side, room.most) == (side, Decimal(most))


@pytest.mark.parametrize("text", ["a 160 cm table", "rug 140 x 200 cm for my space", "160cm 식탁", "160cmのテーブル"])
def test_a_measure_without_a_place_is_none(text: str) -> None:
    assert room_in(text) is None


@pytest.mark.parametrize(
    "stated",
    [
        "W 100 x D 55 x H 73 cm",
        "100 x 55 x 73 cm",
        "100(W) x 55(D) x 73(H) cm",
        "폭 100 x 깊이 55 x 높이 73cm",
        "幅100×奥行55×高さ73cm",
        "1000 x 550 x 730 mm",
        "100cm x 55cm x 73cm",
        "H73 x W100 x D55 cm",
    ],
)
def test_sides_are_told_in_whatever_way_they_are_written(stated: str) -> None:
    sides = {name: length for name, (length, _) in sides_of(sized("Desk", size=stated), "en").items()}
    assert sides == {"width": 1000, "depth": 550, "height": 730}


def test_a_round_thing_is_as_wide_as_deep() -> None:
    sides = sides_of(sized("Table", size="Ø 80 x H 73 cm"), "en")
    assert (sides["width"][0], sides["depth"][0]) == (800, 800)


def test_what_states_no_size_is_not_said_to_fit() -> None:
    room = room_in("fits a 110 cm space")
    assert room is not None
    assert fits(sized("Desk"), room, "en") is None
    assert fits(sized("Desk", size="100 x 55 cm"), room, "en")
    assert not fits(sized("Desk", size="140 x 55 cm"), room, "en")
