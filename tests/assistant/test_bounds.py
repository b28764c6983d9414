"""At least and at most of a measure, by what each version states."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.goods import product, words
from assistant.test_saying import HOSE
from dangol.assistant.bounds import bound_in, side_named, versions_within
from dangol.assistant.space import room_in
from dangol.commerce.catalog.products import Attribute, Variant
from dangol.kit.ids import VariantId


def _variant(value: str, weight: int | None = None) -> Variant:
    return Variant(VariantId(value), HOSE.id, value, {"length": value}, {}, weight_g=weight)


THING = replace(HOSE, variants=(_variant("a", 4000), _variant("b", 6000), _variant("c")))


@pytest.mark.parametrize(
    ("text", "kind", "least", "most"),
    [
        ("toner of 200ml or more", "volume", 200, None),
        ("lamps that weigh under 5 kg", "mass", None, 5000),
        ("bigger than 20cm", "length", 200, None),
        ("not heavier than 3 kg", "mass", None, 3000),
        ("200ml 이상 되는 토너", "volume", 200, None),
        ("1리터 넘는 반찬통", "volume", 1000, None),
        ("5kg 이하", "mass", None, 5000),
        ("2kg 안 넘는 것", "mass", None, 2000),
        ("1リットル以上の保存容器", "volume", 1000, None),
        ("10キロより軽い椅子", "mass", None, 10000),
        ("500mlまで", "volume", None, 500),
    ],
)
def test_a_bound_is_read(text: str, kind: str, least: int | None, most: int | None) -> None:
    bound = bound_in(text)
    assert bound is not None
    assert (bound.kind, bound.least, bound.most) == (kind, least, most)


@pytest.mark.parametrize(
    "text", ["200ml toner", "200ml 토너", "200mlの化粧水", "under 5 dollars", "at least 2 kg and under 5 kg"]
)
def test_no_bound(text: str) -> None:
    assert bound_in(text) is None


@pytest.mark.parametrize("text", ["lamp not taller than 60cm", "높이 60cm 이하 조명", "高さ60cmまでのランプ"])
def test_how_high_it_may_be(text: str) -> None:
    room = room_in(text)
    assert room is not None
    assert (room.side, room.most) == ("height", Decimal(600))


@pytest.mark.parametrize(
    ("text", "fitting"), [("5kg 이하", ["a"]), ("at least 5 kg", ["b"]), ("10m以上", ["a", "c"]), ("6m 이하", ["b"])]
)
def test_each_version_is_told_by_what_it_states(text: str, fitting: list[str]) -> None:
    bound = bound_in(text)
    assert bound is not None
    assert [variant.sku for variant in versions_within(THING, bound, "en") or ()] == fitting


def test_a_flood_is_read_quickly() -> None:
    assert bound_in("under " * 5000 + "1" * 5000 + " 200" * 5000) is None


_HEEL = Attribute("heel", words("Heel", "굽 높이", "ヒール"), words("8 cm"))
PUMP = replace(product("pump", words("Pump", "펌프스", "パンプス"), attributes=[_HEEL]), variants=(_variant("a"),))


@pytest.mark.parametrize(
    ("text", "lang", "fits"),
    [
        ("heels 5 cm or less", "en", False),
        ("굽 5cm 이하 구두", "ko", False),
        ("ヒール10cm以下のパンプス", "ja", True),
    ],
)
def test_a_bound_holds_of_the_side_it_is_said_of(text: str, lang: str, fits: bool) -> None:
    bound = bound_in(text)
    assert bound is not None
    side = side_named([PUMP], text, bound.kind, lang)
    assert side == "heel"
    assert bool(versions_within(PUMP, bound, lang, side)) is fits


def test_a_bound_on_the_thing_itself_names_no_side() -> None:
    assert side_named([PUMP], "pumps 5 cm or less", "length", "en") == ""
