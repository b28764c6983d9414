"""Which versions of a product the numbers of a message mean."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.test_saying import PAPER, product, words
from dangol.assistant.actions.ranges import versions_numbered

SERIES = product("volume", *((f"v{n}", words(f"Vol. {n}", f"{n}권", f"{n}巻")) for n in range(1, 9)))


@pytest.mark.parametrize(
    ("span", "values", "missing"),
    [
        ({"first": 1, "last": 3}, ("v1", "v2", "v3"), ()),
        ({"first": 7, "last": 10}, ("v7", "v8"), (9, 10)),
        ({"first": 1, "last": 40}, tuple(f"v{n}" for n in range(1, 9)), ()),
        ({"each": [1, 2, 5]}, ("v1", "v2", "v5"), ()),
    ],
)
def test_the_versions_that_are_made_and_the_numbers_that_are_not(
    span: dict[str, Any], values: tuple[str, ...], missing: tuple[int, ...]
) -> None:
    found = versions_numbered(SERIES, span)
    assert found is not None
    assert (found.values, found.missing) == (values, missing)


@pytest.mark.parametrize(
    "span", [None, "1-3", {"first": 3, "last": 1}, {"first": 20, "last": 30}, {"each": [2]}, {"each": [2, 12]}]
)
def test_what_is_no_row_of_its_versions(span: Any) -> None:
    assert versions_numbered(SERIES, span) is None


def test_a_thing_without_numbers_has_none() -> None:
    assert versions_numbered(PAPER, {"first": 1, "last": 3}) is None
