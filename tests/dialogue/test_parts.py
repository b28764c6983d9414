"""Expressions and slot kinds."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangol.dialogue.expressions import BadExpression, parse
from dangol.dialogue.slots import KINDS, read

VALUES = {
    "n": 3,
    "text": "abc",
    "items": ["a", "b"],
    "none": None,
    "result": {"count": 2, "deep": {"x": 1}},
    "dear": {"amount": 500, "currency": "KRW"},
    "cheap": {"amount": 100, "currency": "KRW"},
    "dollars": {"amount": 100, "currency": "USD"},
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("n", 3),
        ("n == 3 and text != 'x'", True),
        ("not n", False),
        ("not (n > 5) and result.count >= 2", True),
        ("result.deep.x + 1", 2),
        ("result.deep.nothing.at.all", None),
        ("'a' in items", True),
        ("'z' not in items", True),
        ("'b' in text", True),
        ("missing == null", True),
        ("empty(none) and not empty(items)", True),
        ("count(items) - 1", 1),
        ("first(items)", "a"),
        ("last(items)", "b"),
        ("one(none, missing, text)", "abc"),
        ("none or n", 3),
        ("'product:' + text", "product:abc"),
        ("'product:' + none", None),
        ("text < 5", False),
        ("none < 5", False),
        ("dear > cheap", True),
        ("dear > dollars", False),
        ("-n", -3),
        ('"double" == text', False),
    ],
)
def test_expressions(text: str, value: Any) -> None:
    assert parse(text).evaluate(VALUES.get) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a ==",
        "(a",
        "a b",
        "__import__('os').x",
        "a[0]",
        "'open",
        "a or",
        "not",
        "f(x)",
        "in",
        "1 2",
        "a" * 500,
        "(" * 40 + "a",
    ],
)
def test_what_is_no_expression(text: str) -> None:
    with pytest.raises(BadExpression):
        parse(text)


@given(st.text(alphabet="ab01'() .,<>=!+-notandri", max_size=30))
def test_an_expression_is_refused_when_read_never_when_used(text: str) -> None:
    try:
        expression = parse(text)
    except BadExpression:
        return
    assert expression.evaluate(VALUES.get) is not NotImplemented


@pytest.mark.parametrize(
    ("kind", "value", "country", "read_as"),
    [
        ("email", "제 메일은 Kim@Example.co.kr 이에요", "", "kim@example.co.kr"),
        ("email", "ｋｉｍ＠ｅｘａｍｐｌｅ．ｃｏｍ", "", "kim@example.com"),
        ("phone", "010-1234-5678", "KR", "+821012345678"),
        ("phone", "０９０－１２３４－５６７８", "JP", "+819012345678"),
        ("phone", "+1 202 555 0143", "KR", "+12025550143"),
        ("reach", "a@b.co", "", "a@b.co"),
        ("reach", "010 1234 5678", "KR", "+821012345678"),
        ("quantity", "두 개 말고 3개", "", 3),
        ("quantity", "２", "", 2),
        ("quantity", 2.0, "", 2),
        ("yes_no", "네", "", True),
        ("yes_no", "いいえ。", "", False),
        ("yes_no", "No", "", False),
        ("postcode", "04524", "KR", "04524"),
        ("postcode", "１００－０００１", "JP", "100-0001"),
        ("date", "2026-12-24", "", "2026-12-24"),
        ("order_number", "# d-1001", "", "D-1001"),
        ("name", "  김  민지 ", "", "김 민지"),
        ("address", {"line1": " 세종대로 110 ", "x": ""}, "", {"line1": "세종대로 110"}),
        ("address", "東京都千代田区1-1", "", "東京都千代田区1-1"),
        ("language", "KO", "", "ko"),
        ("rating", "4", "", 4),
        ("text", "a\u202eb", "", "ab"),
    ],
)
def test_answers_by_kind(kind: str, value: Any, country: str, read_as: Any) -> None:
    answer = read(kind, value, country=country)
    assert answer.ok
    assert answer.value == read_as


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("email", "kim at example"),
        ("email", "kim@example"),
        ("email", "a..b@c.de"),
        ("phone", "12"),
        ("phone", "hello"),
        ("reach", "later"),
        ("quantity", "0"),
        ("quantity", "-1"),
        ("quantity", "99999999"),
        ("quantity", True),
        ("yes_no", "maybe"),
        ("postcode", "?"),
        ("order_number", "hello"),
        ("name", "a@b.co"),
        ("name", "123"),
        ("date", "soon"),
        ("rating", "9"),
        ("text", "   "),
        ("choice", "x"),
        ("address", {}),
    ],
)
def test_answers_that_do_not_fit(kind: str, value: Any) -> None:
    assert not read(kind, value, options=[{"value": "a", "label": "A"}] if kind == "choice" else (), country="KR").ok


def test_options_by_value_label_or_place() -> None:
    options = [
        {"value": "9", "label": "９"},
        {"value": "black", "label": "블랙"},
        {"value": "10", "label": "10", "available": False},
    ]
    assert read("choice", "블랙", options=options).value == "black"
    assert read("choice", "9", options=options).value == "9"
    assert read("choice", "2", options=options).value == "black"
    assert read("choice", "10", options=options).problem == "unavailable"


@given(
    st.sampled_from(KINDS),
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
        lambda s: st.lists(s, max_size=2) | st.dictionaries(st.text(max_size=5), s, max_size=2),
    ),
)
def test_reading_never_raises(kind: str, value: Any) -> None:
    assert read(kind, value, country="KR").ok in (True, False)
