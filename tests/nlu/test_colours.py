"""How near a colour's name is to a colour somebody asks for."""

from __future__ import annotations

import pytest

from dangol.nlu.colours import ITSELF, KIND, SHADE, family_of, nearest_of, nearness


@pytest.mark.parametrize(
    ("said", "name", "near"),
    [
        ("yellow", "Yellow", ITSELF),
        ("노란", "옐로우", ITSELF),
        ("黄色い", "Yellow", ITSELF),
        ("green", "Forest green", KIND),
        ("초록", "딥 그린", KIND),
        ("ピンク", "くすみピンク", KIND),
        ("grey", "Blue grey", KIND),
        ("yellow", "Mustard", SHADE),
        ("빨간색", "버건디", SHADE),
        ("赤い", "バーガンディ", SHADE),
        ("blue", "Teal", SHADE),
        ("green", "Teal", SHADE),
        ("mustard", "Mustard yellow", KIND),
        ("blue", "Blue grey", 0),
        ("青", "青磁", 0),  # celadon is a green
        ("red", "Navy", 0),
        ("mustard", "Lemon", 0),
        ("red", "Wide", 0),
        ("", "Red", 0),
        ("red", "", 0),
    ],
)
def test_how_near(said: str, name: str, near: int) -> None:
    assert nearness(said, name) == near


@pytest.mark.parametrize(
    ("said", "family"), [("붉은", "red"), ("黄色", "yellow"), ("gray", "grey"), ("mustard", None), ("cotton", None)]
)
def test_the_family_a_word_names(said: str, family: str | None) -> None:
    assert family_of(said) == family


def test_the_nearest_of_several_names() -> None:
    assert nearest_of("red", ["Navy", "Crimson"]) == SHADE
    assert nearest_of("red", []) == 0
