# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""All from one number to another: *volumes 1 to 3*, 1권부터 3권까지, 1〜3巻. Which of them are made is for the catalogue to tell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dangol.nlu.context import Context
from dangol.nlu.normalise import normalise
from dangol.nlu.numbered import numbered

_DASH = r"[-–—~〜～]"
# Words that say that what is numbered is one of a row of things, and no amount.
_ROW_EN = r"(?:vol(?:ume)?s?|books?|issues?|parts?|episodes?|chapters?|nos?|numbers?|sizes?)"
_ROW_KO = r"(?:권|화|호|편|부|회|탄|사이즈)"
_ROW_JA = r"(?:巻|号|話|部|集|回|サイズ)"
_NAMED = re.compile(
    rf"\b{_ROW_EN}\.?\s?#?(?P<a1>\d{{1,3}})\s?(?:{_DASH}|to|thru|through|until|till|up to)\s?(?:{_ROW_EN}\.?\s?)?#?(?P<b1>\d{{1,3}})(?!\d|\s?[x%])"
    rf"|(?<!\d)(?P<a2>\d{{1,3}})\s?{_ROW_KO}?\s?(?:부터|에서|{_DASH})\s?(?P<b2>\d{{1,3}})\s?{_ROW_KO}(?:\s?까지)?"
    rf"|(?<!\d)(?P<a3>\d{{1,3}})\s?{_ROW_JA}?\s?(?:から|ー|{_DASH})\s?(?P<b3>\d{{1,3}})\s?{_ROW_JA}(?:\s?まで)?"
)
# Of something whose versions are numbered, the numbers are enough.
_BARE = re.compile(
    rf"(?<![\d.,])(?P<a>\d{{1,3}})\s?(?:(?:{_DASH}|ー)|\b(?:to|thru|through)\b|부터|から)\s?(?P<b>\d{{1,3}})(?![\d%]|[.,]\d)(?:\s?(?:까지|まで))?"
)


@dataclass(frozen=True, slots=True)
class Range:
    """Where a message says it, and from which number to which."""

    start: int
    end: int
    first: int
    last: int


def range_in(words: str, context: Context, row: str) -> Range | None:
    """The range of versions of the product ``row`` that a message says; none where it says none, or the numbers are of something else."""
    text = normalise(words).text
    found = _NAMED.search(text)
    if found is not None:
        first, last = (int(number) for number in found.groups() if number is not None)
        return Range(found.start(), found.end(), first, last) if first < last else None
    bare = _BARE.search(text)
    if bare is None or int(bare["a"]) >= int(bare["b"]):
        return None
    rows = (numbered(made) for made in context.made if made.row == row)
    known = any(option is not None and {bare["a"], bare["b"]} <= option.values.keys() for option in rows)
    return Range(bare.start(), bare.end(), int(bare["a"]), int(bare["b"])) if known else None
