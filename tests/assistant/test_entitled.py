"""A discount asked for because of who somebody is, and what is no such thing."""

from __future__ import annotations

import pytest

from dangol.assistant.entitled import discount_for


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("is there a student discount?", "student discount"),
        ("do you have a military discount", "military discount"),
        ("학생 할인 되나요?", "학생 할인"),
        ("경로 우대 있어요?", "경로 우대"),
        ("学割ありますか", "学割"),
        ("シニア割引はありますか", "シニア割引"),
        ("any discounts?", ""),
        ("할인 중인 거 있어요?", ""),
        ("割引はありますか", ""),
    ],
)
def test_the_discount_is_said_in_the_words_of_who_asks(text: str, asked: str) -> None:
    assert discount_for(text) == asked
