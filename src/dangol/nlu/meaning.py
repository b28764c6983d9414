"""What English words mean that no example has: a table of word vectors, and how a message is summed up by it.

*Reimbursed* stands near *refund* in newspapers and encyclopedias, whether or not a shop's examples have it. The table is that
nearness and nothing else: no model is asked, the vectors of a message's words are added up. It was made from GloVe (Pennington,
Socher and Manning, 2014; dedicated to the public) by ``tools/write_meanings.py``: the commonest words, what all of them share
taken out, each as small integers, a rare word weighing more than a common one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dangol.nlu.features import seed_of

Floats = NDArray[np.float32]
_WORDS = 1  # which view of English ``features`` holds the words


def key_of(word: str) -> int:
    """The feature of a word."""
    return crc32(word.encode(), seed_of(_WORDS))


@dataclass(frozen=True, slots=True)
class Meanings:
    """Vectors of words: ``keys`` are the features of the words, sorted; row ``i`` of ``vectors`` is that of ``keys[i]``."""

    keys: NDArray[np.uint32]
    vectors: NDArray[np.int8]

    def of(self, bags: Sequence[Mapping[int, int]]) -> Floats:
        """The meaning of a message by its features: as long as the vectors are, of length one, or nought where no word is known."""
        counts = bags[_WORDS]
        asked = np.fromiter(counts, dtype=np.uint32, count=len(counts))
        at = np.searchsorted(self.keys, asked)
        at[at == len(self.keys)] = 0
        total: Floats = self.vectors[at[self.keys[at] == asked]].sum(axis=0, dtype=np.float32)
        length = np.float32(np.linalg.norm(total))
        return total if not length else np.divide(total, length, dtype=np.float32)


@cache
def meanings(lang: str) -> Meanings | None:
    """The table of a language; none where there is none."""
    place = files("dangol.nlu") / "meanings" / f"{lang}.npz"
    if not place.is_file():
        return None
    with place.open("rb") as file, np.load(file, allow_pickle=False) as archive:
        return Meanings(archive["keys"], archive["vectors"])
