"""Which of several things suits best what somebody told: *my dog is eleven and has hardly any teeth* is met by *soft pieces for dogs with
few teeth*, and by nothing that is written of a brush. Pure.

Every telling word of the wish counts once for a thing, by how few of the others have it too; in a name or a stated value it counts
twice, and in a sentence that denies it, against it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from dangol.assistant.needs import words_telling
from dangol.assistant.told import denies, lines_of
from dangol.commerce.catalog.products import Product
from dangol.search.letters import hiragana, plain

_IN_NAME = 2.0
_CLAUSE = re.compile(r"[,;、。]|(?<=[고며])\s|\b(?:but|and|not)\b")
_CLEARLY = 1.2  # so many times the next one's
# Words that every such wish may have, and that say nothing of a thing.
_ANYBODYS = ["우리", "우리집", "애가", "아이가", "것", "거", "게", "걸", "건", "있나", "있는", "있을", "있다던데", "한번", "어때", "어떤", "어떻게", "좋을", "좋은", "좋아", "보여", "그거", "저거", "뭐", "뭘", "추천", "찾고", "사려고", "살건데", "살까", "하나", "까", "나을", "괜찮은", "필요", "쓸", "쓰는", "선물", "探して", "探し", "来て", "行く", "見せて", "使う", "使い", "買う", "一番", "子供", "何", "良い", "時", "something", "thing", "things", "good", "best", "looking", "look", "use", "buy", "get"]


def suiting_first(products: Sequence[Product], told: str, lang: str) -> tuple[tuple[Product, ...], bool]:
    """``products`` with what suits ``told`` (the shopper's words, in ``lang``) best first, and whether the first does so clearly. Those
    that suit alike stay in their order."""
    words = [word for word in words_telling(told, lang) if not any(word.search(_folded(said)) for said in _ANYBODYS)]
    if len(products) < 2 or not words:
        return tuple(products), False
    met = [[_weight_in(product, word, lang) for word in words] for product in products]
    scores = [0.0] * len(products)
    for place in range(len(words)):
        having = sum(row[place] > 0 for row in met)
        worth = math.log((1 + len(products)) / max(1, having))
        for number, row in enumerate(met):
            scores[number] += row[place] * worth
    order = sorted(range(len(products)), key=lambda number: -scores[number])
    best, second = scores[order[0]], scores[order[1]]
    return tuple(products[number] for number in order), best > 0 and best >= _CLEARLY * max(second, 0.0)


def _weight_in(product: Product, word: re.Pattern[str], lang: str) -> float:
    """What one word counts for a thing: the most it does in its names, its stated values or a sentence; below zero where it is denied."""
    names = [product.title.text(lang), *product.synonyms.get(lang, ())]
    if any(word.search(_folded(name)) for name in names):
        return _IN_NAME
    if any(word.search(_folded(a.value.text(lang))) and not denies(a.value.text(lang)) for a in product.attributes):
        return _IN_NAME
    spoken = [line for line in lines_of(product, lang) if word.search(_folded(line))]
    clauses = [clause for line in spoken for clause in _CLAUSE.split(line) if word.search(_folded(clause))]
    if any(denies(line) for line in clauses or spoken):
        return -_IN_NAME
    return 1.0 if spoken else 0.0


def _folded(text: str) -> str:
    return hiragana(plain(text))
