"""The messages that were seen in training, for asking how close a new one comes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dangol.nlu.features import Text
from dangol.nlu.normalise import packed

_ARRAYS = ("keys", "starts", "rows", "weights", "norms", "labels", "texts", "begins")


def _terms(text: Text) -> set[int]:
    if text.lang in ("ko", "ja"):
        whole = packed(text.text)
        return {crc32(whole[i : i + 2].encode()) for i in range(max(1, len(whole) - 1))}
    return {crc32(stem.encode()) for stem in text.stems}


class Neighbours:
    """The training messages, found by what they share with a new one.

    All of it is ``arrays`` and the ``names`` of the labels: the texts too are one piece of bytes and where each begins, since tens of
    thousands of strings would take several times as much.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]], names: Sequence[str]) -> None:
        """What ``made`` or ``index`` gave."""
        self.arrays = {name: arrays[name] for name in _ARRAYS}
        self.names = tuple(names)
        self._keys, self._starts, self._rows, self._weights, self._norms, self._labels, self._texts, self._begins = (
            self.arrays.values()
        )

    @classmethod
    def made(cls, postings: Mapping[str, NDArray[Any]], labels: Sequence[str], texts: Sequence[str]) -> Neighbours:
        """Of the postings (``keys starts rows weights norms``) and of each message's label and text."""
        names = sorted(set(labels))
        number = {name: i for i, name in enumerate(names)}
        written = [text.encode() for text in texts]
        return cls(
            {
                **postings,
                "labels": np.array([number[label] for label in labels], dtype=np.uint16),
                "texts": np.frombuffer(b"".join(written), dtype=np.uint8),
                "begins": np.cumsum([0, *map(len, written)], dtype=np.int32),
            },
            names,
        )

    @classmethod
    def index(cls, texts: Sequence[Text], labels: Sequence[str]) -> Neighbours:
        """Makes the index: for each term the messages that have it; terms in more than a twentieth of many are left out."""
        having: dict[int, list[int]] = {}
        for row, text in enumerate(texts):
            for term in _terms(text):
                having.setdefault(term, []).append(row)
        size = max(1, len(texts))
        common = max(60, size // 20)
        kept = sorted(term for term, found in having.items() if len(found) <= common)
        weights = np.array([math.log(size / len(having[t])) + 0.2 for t in kept], dtype=np.float32)
        starts = np.zeros(len(kept) + 1, dtype=np.int32)
        rows: list[int] = []
        norms = np.zeros(size, dtype=np.float64)
        for i, term in enumerate(kept):
            found = having[term]
            rows += found
            starts[i + 1] = len(rows)
            norms[found] += float(weights[i]) ** 2
        norms = np.sqrt(norms)
        norms[norms == 0] = 1
        postings = {
            "keys": np.array(kept, dtype=np.uint32),
            "starts": starts,
            "rows": np.array(rows, dtype=np.int32),
            "weights": weights,
            "norms": norms.astype(np.float32),
        }
        return cls.made(postings, labels, [text.text for text in texts])

    def best(self, text: Text) -> tuple[float, str, int]:
        """How close the nearest training message comes (cosine, 0 to 1), its label and its number; (0, "", -1) if none shares a term."""
        terms = np.fromiter(_terms(text), dtype=np.uint32)
        if not len(self._keys) or not len(terms):
            return 0.0, "", -1
        at = np.searchsorted(self._keys, terms)
        at[at == len(self._keys)] = 0
        found = self._keys[at] == terms
        unknown = int((~found).sum())
        at = at[found]
        if not len(at):
            return 0.0, "", -1
        weights = self._weights[at]
        rows = np.concatenate([self._rows[self._starts[i] : self._starts[i + 1]] for i in at])
        sums = np.bincount(rows, weights=np.repeat(weights**2, self._starts[at + 1] - self._starts[at]))
        scores = sums / self._norms[: len(sums)]
        row = int(scores.argmax())
        # A term never seen weighs as much as a rare one: it is the part of the message no example speaks for.
        own = math.sqrt(float((weights**2).sum()) + (unknown * float(self._weights.max()) ** 2) / 2)
        return min(1.0, float(scores[row]) / own), self.names[self._labels[row]], row

    def text(self, row: int) -> str:
        """A training message as it was learnt; empty when it is not kept."""
        if not 0 <= row < len(self._begins) - 1:
            return ""
        return self._texts[self._begins[row] : self._begins[row + 1]].tobytes().decode()

    @property
    def labels(self) -> list[str]:
        """The label of each message."""
        return [self.names[number] for number in self._labels.tolist()]

    @property
    def texts(self) -> list[str]:
        """All messages."""
        return [self.text(row) for row in range(len(self._labels))]
