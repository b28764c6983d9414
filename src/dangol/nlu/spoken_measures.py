"""Weights, volumes and lengths as they are spoken, in figures: 삼키로, *two kilos*, 五百グラム, *half a litre*, 반키로.

Whoever dictates a message, or writes as they speak, says the number in a word; what a thing comes in is written in figures.
"""

from __future__ import annotations

import re

from dangol.nlu.entities.numbers import east_number

_KO = re.compile(
    r"(?<![가-힣a-z0-9])(?:(?P<half>반)|(?P<n>[일이삼사오육칠팔구십백천]{1,5}))(?P<unit>킬로그램|키로그램|킬로|키로|그램|그람|리터|밀리리터|센치|센티|미터(?!기))(?=$|[^가-힣]|짜리|으?로|하나|정도|만|도|씩|를|을|랑|하고|이?요|에|는|은|주)"
)
_JA = re.compile(
    r"(?<![一-龥0-9])(?:(?P<half>半)|(?P<n>[一二三四五六七八九十百千]{1,5}))(?P<unit>キログラム|キロ|グラム|リットル|ミリリットル|センチ|メートル)(?![ァ-ヶー])"
)
_WORDS = {
    **{w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)},  # noqa: SIM905
    "fifteen": 15,
    "twenty": 20,
    "fifty": 50,
    "a hundred": 100,
    "one hundred": 100,
    "two hundred": 200,
    "three hundred": 300,
    "four hundred": 400,
    "five hundred": 500,
    "eight hundred": 800,
}
_EN = re.compile(
    r"\b(?:(?P<half>half (?:a )?)|(?P<n>"
    + "|".join(sorted(_WORDS, key=len, reverse=True))
    + r")[ -])(?P<unit>kilograms?|kilos?|kgs?|grams?|litres?|liters?|centimet(?:re|er)s?|met(?:re|er)s?)\b",
    re.IGNORECASE,
)
_PATTERNS = {"en": _EN, "ko": _KO, "ja": _JA}
# The half of a unit, in the smaller one that goods are weighed and poured in.
_HALVES = {"kilo": "500 g", "kg": "500 g", "lit": "500 ml", "킬로": "500그램", "키로": "500그램", "리터": "500ml"}
_HALVES |= {"キロ": "500グラム", "リットル": "500ml"}


def in_figures(text: str, lang: str) -> str:
    """``text`` with the measures that it speaks of written in figures; a half of what has no smaller unit stays as it is."""
    pattern = _PATTERNS.get(lang)
    return pattern.sub(_written, text) if pattern else text


def _written(match: re.Match[str]) -> str:
    unit = match["unit"]
    if match["half"]:
        return next((half for name, half in _HALVES.items() if unit.lower().startswith(name)), match.group())
    said = match["n"]
    number = _WORDS.get(said.lower()) or east_number(said)
    return f"{number} {unit}" if unit.isascii() else f"{number}{unit}"
