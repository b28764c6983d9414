# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""Several of a row of numbered things in one breath: *volumes 1 to 3*, 1권부터 3권까지, 1、2、5巻. Which of them are made is for the catalogue to
tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dangol.nlu.context import Context
from dangol.nlu.moods import COUNTERS
from dangol.nlu.normalise import normalise
from dangol.nlu.numbered import counts, numbered

_FEWEST = 2
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
_AND = r"\s?(?:,\s?(?:and\s)?|、|&|\+|\band\b|이?랑|하고|와|과|と|や)\s?"
_ONE = rf"(?:{_ROW_EN}\.?\s?)?#?\d{{1,3}}(?!\d|[.%]\d)\s?(?:{_ROW_KO}|{_ROW_JA})?"
_LIST = re.compile(rf"(?<![\d.,/-]){_ONE}(?:{_AND}{_ONE})+(?!\d)")
_ROW = re.compile(rf"(?:{_ROW_EN}\.?\s?#?$)|(?:{_ROW_KO}|{_ROW_JA})")
_COUNTED = re.compile(COUNTERS)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Where a message says several numbers of a row, and which: ``said`` is ``{"first", "last"}`` or ``{"each"}``."""

    start: int
    end: int
    said: dict[str, Any]


def numbers_in(
    words: str, context: Context, row: str, ends: Sequence[int], values: Sequence[tuple[int, int]]
) -> Numbers | None:
    """The versions of the product ``row`` that a message says by their numbers, from one to another or one by one; none where it says none,
    or they are of something else. ``ends`` are the places where a thing that is named ends, ``values`` those where a value was met."""
    text = normalise(words).text
    rows = [option for made in context.made if made.row == row and (option := numbered(made)) is not None]
    known = [set(option.values) for option in rows]
    found = _NAMED.search(text)
    bare = _BARE.search(text) if found is None else None
    bare = bare if bare is not None and not counts(text, bare.end()) else None
    if found is not None or (bare is not None and any({bare["a"], bare["b"]} <= numbers for numbers in known)):
        match = found or bare
        assert match is not None
        first, last = (int(number) for number in match.groups() if number is not None)
        return Numbers(match.start(), match.end(), {"first": first, "last": last}) if first < last else None
    for listed in _LIST.finditer(text):
        numbers = re.findall(r"\d+", listed.group())
        told = _ROW.search(listed.group()) or _ROW.search(text[: listed.start()].rstrip())
        after = any(end <= listed.start() and not text[end : listed.start()].strip(" :,") for end in ends)
        counted = _COUNTED.match(text, listed.end()) and not told
        met = sum(a < listed.end() and listed.start() < b for a, b in values)
        if met == len(numbers) and not re.search(r"[,、]", listed.group()):
            continue  # each is known for what it is, and may have its own number and colour
        if counted or len(set(numbers)) < _FEWEST or not (told or after or any(set(numbers) <= k for k in known)):
            continue
        return Numbers(listed.start(), listed.end(), {"each": [int(n) for n in dict.fromkeys(numbers)]})
    return None
