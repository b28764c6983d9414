"""The last word on the order of the best documents: BM25 over fields, the share of the query that is met, whole titles. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dangol.search.models import LANGUAGE_PLACES

_TITLE, _KEYWORDS, _BODY = 3.0, 1.6, 0.6
_SATURATION = 1.2
_LENGTH = 0.4  # how much a long title is held against a document
_USUAL_TITLE = 8.0  # tokens


@dataclass(frozen=True, slots=True)
class Asked:
    """A token of the query: what it weighs, and which of the best documents have it anywhere."""

    weight: float
    docs: set[int]


def weight_of(documents_with: int, documents: int) -> float:
    """How much a token tells: more, the fewer documents have it."""
    return math.log(1 + (max(documents, documents_with) - documents_with + 0.5) / (documents_with + 0.5)) + 0.05


def rank(
    top: Sequence[int],
    texts: Sequence[tuple[int, str, str]],
    asked: Mapping[str, Asked],
    words: Sequence[Sequence[str]],
    place: int,
    boosts: Mapping[int, float],
) -> list[tuple[int, float]]:
    """(document, score) for each of ``top``. ``texts`` are (id, title tokens, keyword tokens); ``words`` the tokens of each word of the
    query; ``place`` the reader's language, whose texts count a little more."""
    best = dict.fromkeys(top, 0.0)
    groups = [
        (sum((asked[token].weight for token in tokens), 0.0), [(token, asked[token]) for token in tokens])
        for tokens in words
    ]
    for number, title, keywords in texts:
        doc = number // LANGUAGE_PLACES
        score = _score(doc, title.split(), f" {keywords} ", asked, groups)
        if number % LANGUAGE_PLACES == place:
            score *= 1.05
        if score > best[doc]:
            best[doc] = score
    return [(doc, score * (1.0 + 0.25 * min(1.0, max(0.0, boosts.get(doc, 0.0))))) for doc, score in best.items()]


def _score(
    doc: int,
    title: Sequence[str],
    keywords: str,
    asked: Mapping[str, Asked],
    groups: Sequence[tuple[float, Sequence[tuple[str, Asked]]]],
) -> float:
    """``keywords`` with a space on either side; ``groups``: what each word of the query weighs, and its tokens."""
    score = met = total = 0.0
    by_title = _TITLE / (1.0 - _LENGTH + _LENGTH * len(title) / _USUAL_TITLE)
    for whole, tokens in groups:
        found = 0.0
        for token, given in tokens:
            frequency = by_title if token in title else 0.0
            if f" {token} " in keywords:
                frequency += _KEYWORDS
            if not frequency:
                if doc not in given.docs:
                    continue
                frequency = _BODY
            score += given.weight * (frequency / (frequency + _SATURATION))
            found += given.weight if frequency > _BODY else given.weight * 0.5
        total += whole
        met += found
    if total:
        score *= 0.4 + 0.6 * met / total
    if title and all(map(asked.__contains__, title)):
        score *= 1.15  # nothing in the title that was not asked for
    return score
