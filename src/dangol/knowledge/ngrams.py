"""How much the letters of a question have in common with those of many texts: character n-grams, which forgive spelling and spacing.

One index for all texts, n-gram by n-gram: a question is compared with all of them at once, and only with those it shares something with.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dangol.search.letters import hiragana, plain

SPACED = re.compile(r"[^\w]+")
"""What stands between words."""

Floats = NDArray[np.float32]


class NgramIndex:
    """The texts, told apart by their place in the order they were given in. An n-gram weighs the more, the fewer articles have it."""

    def __init__(self, articles: Sequence[Sequence[str]]) -> None:
        """``articles``: the texts of each, counted on from one to the next."""
        number: dict[str, int] = {}
        texts, often, within = [], [], []
        for article in articles:
            pieces = [Counter(ngrams(text)) for text in article]
            held = [np.array([number.setdefault(gram, len(number)) for gram in one], dtype=np.int32) for one in pieces]
            often += [np.array(list(one.values()), dtype=np.float32) for one in pieces]
            within.append(np.unique(_joined(held, np.int32)))
            texts += held
        size, self.texts = max(len(articles), 1), len(texts)
        had = np.bincount(_joined(within, np.int32), minlength=len(number))
        self._number = number
        self._rarity = (np.log((1 + size) / (0.5 + had)) + 0.3).astype(np.float32)
        self._unseen = math.log((1 + size) / 0.5) + 0.3
        numbers = _joined(texts, np.int32)
        owner = np.repeat(np.arange(self.texts, dtype=np.int32), [len(held) for held in texts])
        weights = (1 + np.log(_joined(often, np.float32))) * self._rarity[numbers]
        norms = np.sqrt(np.bincount(owner, weights=weights**2, minlength=self.texts))
        norms[norms == 0] = 1
        order = np.argsort(numbers, kind="stable")
        self._owner, self._weight = owner[order], (weights / norms[owner]).astype(np.float32)[order]
        self._starts = np.searchsorted(numbers[order], np.arange(len(number) + 1)).astype(np.int32)

    def near(self, text: str) -> Floats:
        """The cosine of ``text`` with each of the texts, 0 to 1."""
        counts = Counter(ngrams(text))
        weights = {
            gram: (1 + math.log(n))
            * float(self._rarity[at] if (at := self._number.get(gram)) is not None else self._unseen)
            for gram, n in counts.items()
        }
        norm = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        found = np.zeros(self.texts, dtype=np.float32)
        for gram, weight in weights.items():
            if (at := self._number.get(gram)) is not None:
                piece = slice(self._starts[at], self._starts[at + 1])
                found[self._owner[piece]] += weight / norm * self._weight[piece]  # a text has an n-gram once
        return found


def _joined(pieces: Sequence[NDArray[Any]], kind: type[np.generic]) -> NDArray[Any]:
    return np.concatenate(pieces) if pieces else np.zeros(0, dtype=kind)


def ngrams(text: str) -> Iterable[str]:
    """The n-grams of a text: three and four Latin letters with the word's borders, one to three of other scripts."""
    words = [word for word in SPACED.split(hiragana(plain(text))) if word]
    for word in words:
        if word.isascii():
            padded = f" {word} "
            for n in (3, 4):
                yield from (padded[i : i + n] for i in range(max(1, len(padded) - n + 1)))
        else:
            yield from word
            yield from (word[i : i + 2] for i in range(len(word) - 1))
            yield from (word[i : i + 3] for i in range(len(word) - 2))
    # Spacing errors: the pairs across a blank, for scripts that can do without blanks.
    for left, right in pairwise(words):
        if not left.isascii() and not right.isascii():
            yield left[-1] + right[0]
