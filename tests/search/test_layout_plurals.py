"""One of several that end in *-ves* is looked up as all of them are."""

from __future__ import annotations

import pytest

from dangol.search.layout import latin_form


@pytest.mark.parametrize(
    ("one", "several"), [("shelf", "shelves"), ("scarf", "scarves"), ("loaf", "loaves"), ("knife", "knives")]
)
def test_the_singular_is_looked_up_like_the_plural(one: str, several: str) -> None:
    assert latin_form(one) == latin_form(several)


@pytest.mark.parametrize(("one", "other"), [("glove", "gloves"), ("sleeve", "sleeves"), ("olive", "olives")])
def test_a_word_in_ve_stays_itself(one: str, other: str) -> None:
    assert latin_form(one) == latin_form(other)
