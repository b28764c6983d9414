"""What is stated of things in a word, said of a shelf: 지성용 크림, *cream for oily skin*, 乾燥肌の化粧水. Pure.

Of a shelf only those are shown that state it. What states something else under the same heading is none of it; what states that it is for
all comes behind, and so does what states nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dangol.commerce.catalog.products import Attribute, Product
from dangol.kit.text import fold

_FOR_ALL = re.compile(
    r"\b(?:all|any|every|universal)\b|모든|모두|전체|누구나|전\s?피부|공용|すべて|全て|全|どんな|あらゆる|共用|兼用"
)
_APART = re.compile(r"[,/、・·;]|\band\b|및")
_LONGEST = 24  # characters of a value that is a word and no sentence
_DENIED_EN = re.compile(r"\b(?:not|no|non|without|isn't|never)(?:\s(?:for|a|too|so|very))?[\s-]$")
_DENIED_EAST = re.compile(
    r"\s?(?:피부)?(?:용)?(?:은|는|이|가|을|를|は|が|じゃ|では)?\s?(?:말고|아니|빼|제외|없|않|なし|以外|ない|無)"
)


def stating_first(products: Sequence[Product], words: str, lang: str) -> list[Product] | None:
    """Of ``products`` those that state a value that ``words`` say, then those that may be for it; none where no value is said."""
    said = fold(words)
    headings = {a.id for product in products for a in product.attributes if _value_said(a, said, lang)}
    if not headings:
        return None
    ranked = []
    for product in products:
        places = [
            _place([a for a in product.attributes if a.id == heading], said, lang) for heading in sorted(headings)
        ]
        if None not in places:
            ranked.append((sum(place or 0 for place in places), product))
    return [product for _, product in sorted(ranked, key=lambda pair: pair[0])]


def _place(stated: Sequence[Attribute], said: str, lang: str) -> int | None:
    """0 for what states a value that is said, 1 for what is for all, 2 for what states nothing; none for what states another."""
    if not stated:
        return 2
    if any(_value_said(attribute, said, lang) for attribute in stated):
        return 0
    return 1 if any(_FOR_ALL.search(fold(attribute.value.text(lang))) for attribute in stated) else None


def _value_said(attribute: Attribute, said: str, lang: str) -> bool:
    values = (part.strip() for part in _APART.split(fold(attribute.value.text(lang))))
    return any(_said(value, said) for value in values)


def _said(value: str, said: str) -> bool:
    if not 1 < len(value) <= _LONGEST or any(c.isdigit() for c in value):
        return False
    latin = value.isascii()
    found = re.search(rf"(?<![a-z-]){re.escape(value)}(?![a-z])" if latin else re.escape(value), said)
    if found is None:
        return False
    return not (_DENIED_EN.search(said[: found.start()]) if latin else _DENIED_EAST.match(said, found.end()))
