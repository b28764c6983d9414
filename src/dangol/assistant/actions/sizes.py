"""Sizes by whatever they are called: *M*, Mサイズ, M 사이즈, *medium*. Pure."""

from __future__ import annotations

import re

from dangol.kit.text import fold

SIZE_WORDS = (
    ("xxs", "2xs"),
    ("xs", "extra small"),
    ("s", "small", "short", "소형", "소", "스몰", "小", "スモール"),
    ("m", "medium", "중형", "중", "미디엄", "미디움", "中", "ミディアム"),
    ("l", "large", "long", "대형", "대", "라지", "大", "ラージ"),
    ("xl", "extra large", "특대", "엑스라지", "特大"),
    ("xxl", "2xl"),
    ("xxxl", "3xl"),
)
_SIZE = re.compile(r"^(?:size|사이즈|サイズ)\s?|\s?(?:size|사이즈|サイズ|판형|자|짜리)$")


def bare_size(name: str) -> str:
    """A size without the word for size, by its letter where it has one: ``m`` of *M size*, Mサイズ, 미디엄, 中; empty where it is none."""
    bare = _SIZE.sub("", fold(name).partition("(")[0].strip()).strip()
    return next((words[0] for words in SIZE_WORDS if bare in words), "")
