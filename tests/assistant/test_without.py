"""*Without perfume*: what states that it has none is without it, and only that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.goods import CREAM, words
from dangol.assistant.finding import _refused
from dangol.assistant.wish import Wish
from dangol.commerce.catalog.products import Attribute

WITHOUT = Wish(without_words=("향",), currency="KRW")


@pytest.mark.parametrize(
    "stated",
    [
        "없음",
        "무향",
        "무",
        "무첨가",
        "none",
        "no",
        "free",
        "0",
        "なし",
        "無香料",
        "無添加",
        "不使用",
        "フリー",
        "✗",
        "-",
    ],
)
def test_what_says_none_is_without(stated: str) -> None:
    scent = Attribute("scent", words("Scent", "향", "香り"), words(stated, stated, stated))
    assert not _refused(replace(CREAM, attributes=(scent,)), WITHOUT, "ko")


@pytest.mark.parametrize(
    "stated",
    [
        "무화과",
        "무궁화",
        "장미",
        "fig",
        "noble fir",
        "0.5 %",
        "-2",
        "無花果",
        "ナイトジャスミン",
        "なでしこ",
        "ないとう",
    ],
)
def test_what_only_begins_like_none_is_not(stated: str) -> None:
    scent = Attribute("scent", words("Scent", "향", "香り"), words(stated, stated, stated))
    assert _refused(replace(CREAM, attributes=(scent,)), WITHOUT, "ko")
