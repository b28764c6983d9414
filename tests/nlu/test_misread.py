"""What only says that the answer before it missed."""

from __future__ import annotations

import time

import pytest

from dangol.nlu.commands import Deny
from dangol.nlu.misread import misread
from dangol.nlu.understand import Understander
from nlu.conftest import context


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "No, that's not what I meant!"),
        ("en", "you misunderstood me"),
        ("en", "none of these"),
        ("en", "👎🏽"),
        ("ko", "그걸 물어본 게 아니에요"),
        ("ko", "아니 그게 아니고요"),
        ("ko", "제가 찾는 게 아니에요"),
        ("ko", "도움이 안 돼요"),
        ("ja", "そういう意味じゃないです"),
        ("ja", "いや、そうじゃないんです"),
        ("ja", "答えになっていません"),
        ("ja", "役に立たない"),
    ],
)
def test_it_is_a_no(reader: Understander, lang: str, text: str) -> None:
    assert misread(text)
    found = reader.understand(text, context(lang))
    assert [type(command) for command in found.commands] == [Deny]


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "it's not what i ordered",
        "that's not black",
        "it isn't working",
        "이 색 없어요?",
        "이게 아니라 흰색",
        "그거 말고 검정으로요",
        "役に立ちました",
        "それじゃない方",
        "それではお願いします",
    ],
)
def test_what_says_more_is_none(text: str) -> None:
    assert not misread(text)


def test_a_flood_is_read_at_once() -> None:
    began = time.perf_counter()
    for text in ("no " * 26, "아니 " * 26, "いや、" * 26, "👎" * 79):
        misread(text)
    assert time.perf_counter() - began < 0.5
