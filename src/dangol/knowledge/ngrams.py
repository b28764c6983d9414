"""How much the letters of a question have in common with those of many texts: character n-grams, which forgive spelling and spacing.

One index for all texts, n-gram by n-gram: a question is compared with all of them at once, and only with those it shares something with.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

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
        counted = [[Counter(ngrams(text)) for text in texts] for texts in articles]
        within = Counter(gram for counts in counted for gram in {gram for one in counts for gram in one})
        size = max(len(articles), 1)
        self._number = {gram: number for number, gram in enumerate(within)}
        self._rarity = np.array([math.log((1 + size) / (0.5 + n)) + 0.3 for n in within.values()], dtype=np.float32)
        self._unseen = math.log((1 + size) / 0.5) + 0.3
        rows = [self._weights(counts) for texts in counted for counts in texts]
        self.texts = len(rows)
        numbers = np.concatenate([numbers for numbers, _ in rows]) if rows else np.zeros(0, dtype=np.int32)
        weights = np.concatenate([weights for _, weights in rows]) if rows else np.zeros(0, dtype=np.float32)
        owner = np.repeat(np.arange(self.texts, dtype=np.int32), [len(numbers) for numbers, _ in rows])
        order = np.argsort(numbers, kind="stable")
        self._owner, self._weight = owner[order], weights[order]
        self._starts = np.searchsorted(numbers[order], np.arange(len(within) + 1)).astype(np.int32)

    def near(self, text: str) -> Floats:
        """The cosine of ``text`` with each of the texts, 0 to 1."""
        numbers, weights = self._weights(Counter(ngrams(text)))
        found = np.zeros(self.texts, dtype=np.float32)
        for number, weight in zip(numbers.tolist(), weights.tolist(), strict=True):
            piece = slice(self._starts[number], self._starts[number + 1])
            found[self._owner[piece]] += weight * self._weight[piece]  # a text has an n-gram once
        return found

    def _weights(self, counts: Counter[str]) -> tuple[NDArray[np.int32], Floats]:
        """The known n-grams of a text and their weights; together with the unknown ones their squares come to 1."""
        known = [(number, n) for gram, n in counts.items() if (number := self._number.get(gram)) is not None]
        numbers = np.fromiter((number for number, _ in known), dtype=np.int32, count=len(known))
        often = np.fromiter((n for _, n in known), dtype=np.float32, count=len(known))
        weights = (1 + np.log(often)) * self._rarity[numbers]
        strange = sum(((1 + math.log(n)) * self._unseen) ** 2 for gram, n in counts.items() if gram not in self._number)
        norm = math.sqrt(float(np.dot(weights, weights)) + strange) or 1.0
        return numbers, (weights / norm).astype(np.float32)


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
