"""A value that is said of a shelf narrows it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.goods import CREAM, words
from dangol.assistant.stated import stating_first
from dangol.commerce.catalog.products import Attribute, Product


def cream(name: str, skin: tuple[str, str, str] | None) -> Product:
    stated = (Attribute("skin", words("Skin type", "피부 타입", "肌質"), words(*skin)),) if skin else ()
    return replace(CREAM, ref=name, attributes=stated)


CREAMS = [
    cream("silent", None),
    cream("dry", ("dry, sensitive", "건성, 민감성", "乾燥肌、敏感肌")),
    cream("all", ("all skin types", "모든 피부", "すべての肌")),
    cream("oily", ("oily", "지성", "脂性肌")),
]


@pytest.mark.parametrize(
    ("said", "lang", "kept"),
    [
        ("for oily skin", "en", ["oily", "all", "silent"]),
        ("sensitive", "en", ["dry", "all", "silent"]),
        ("지성용 있나요", "ko", ["oily", "all", "silent"]),
        ("건성인데", "ko", ["dry", "all", "silent"]),
        ("민감성 피부용", "ko", ["dry", "all", "silent"]),
        ("脂性肌向けの", "ja", ["oily", "all", "silent"]),
        ("敏感肌なのですが", "ja", ["dry", "all", "silent"]),
    ],
)
def test_what_states_it_comes_first_and_what_states_another_is_left_out(said: str, lang: str, kept: list[str]) -> None:
    found = stating_first(CREAMS, said, lang)
    assert found is not None
    assert [product.ref for product in found] == kept


@pytest.mark.parametrize(
    ("said", "lang"),
    [("something rich", "en"), ("not oily", "en"), ("지성 말고", "ko"), ("脂性肌以外", "ja"), ("しっとり", "ja")],
)
def test_where_no_value_is_said_nothing_is_narrowed(said: str, lang: str) -> None:
    assert stating_first(CREAMS, said, lang) is None
