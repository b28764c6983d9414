"""The words that were seen in training, for mending typos and for knowing what is known."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from dangol.nlu.tokens import PLACEHOLDERS

_MASKS = frozenset(PLACEHOLDERS.values())


class _Counts(Mapping[str, int]):
    """How often each word occurred: the words in the order of their bytes, one after another, and their numbers.

    Ten thousand words a language as strings in a dictionary would take ten times as much.
    """

    def __init__(self, words: bytes, counts: NDArray[np.uint32]) -> None:
        """``words`` each with a line break behind it."""
        self.words = words
        self.counts = counts
        self._ends = array("i", (m.start() for m in re.finditer(rb"\n", words)))

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> _Counts:
        """The same counts, packed."""
        ordered = sorted((word.encode(), count) for word, count in counts.items())
        return cls(
            b"".join(word + b"\n" for word, _ in ordered),
            np.array([count for _, count in ordered], dtype=np.uint32),
        )

    def _place(self, word: bytes) -> int:
        """Where the word is, or would be."""
        low, high = 0, len(self._ends)
        while low < high:
            middle = (low + high) // 2
            if self._at(middle) < word:
                low = middle + 1
            else:
                high = middle
        return low

    def _at(self, place: int) -> bytes:
        return self.words[self._ends[place - 1] + 1 if place else 0 : self._ends[place]]

    def __getitem__(self, word: str) -> int:
        place = self._place(wanted := word.encode())
        if place < len(self._ends) and self._at(place) == wanted:
            return int(self.counts[place])
        raise KeyError(word)

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and (
            (place := self._place(wanted := word.encode())) < len(self._ends) and self._at(place) == wanted
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self.words.decode().split("\n")[:-1])

    def __len__(self) -> int:
        return len(self._ends)


class Vocabulary:
    """The words of the training messages with how often they occurred."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = counts if isinstance(counts, _Counts) else _Counts.of(counts)
        self._memory: dict[str, str | None] = {}
        self._by_length = self._latin()

    def _latin(self) -> dict[int, str]:
        """The words that typos are mended towards, by their length: all of a length in one piece."""
        found: dict[int, list[str]] = {}
        for word in self.counts:
            if word.isascii() and word.isalpha() and len(word) >= 3:
                found.setdefault(len(word), []).append(word)
        return {length: "".join(words) for length, words in found.items()}

    @classmethod
    def of(cls, texts: Iterable[Sequence[str]]) -> Vocabulary:
        """Counts the words of already cut messages."""
        counts: Counter[str] = Counter()
        for tokens in texts:
            counts.update(set(tokens))
        return cls(counts)

    def nearest(self, word: str) -> str | None:
        """The training word at most one edit away (two from eight letters on), the commonest of equals; none if there is none."""
        if word in self._memory:
            return self._memory[word]
        reach = 2 if len(word) >= 8 else 1
        near: list[str] = []
        for length in range(len(word) - reach, len(word) + reach + 1):
            all_of_it = self._by_length.get(length, "")
            near += [all_of_it[at : at + length] for at in range(0, len(all_of_it), length)]
        found = extractOne(word, near, scorer=OSA.distance, score_cutoff=reach) if near else None
        best: str | None = found[0] if found else None
        if found and best and found[1]:
            equals = [
                w for w in near if w[0] == word[0] and OSA.distance(word, w, score_cutoff=int(found[1])) == found[1]
            ]
            best = max(equals, key=lambda w: self.counts[w], default=best)
        if len(self._memory) < 20_000:
            self._memory[word] = best
        return best

    def mend(self, tokens: list[str], known: Any = None) -> tuple[list[str], float]:
        """The words with typos mended (Latin words of four letters and more), and the share of them that were known as typed;
        a mended one counts a third. ``known`` may be a ``Lexicon``."""
        out: list[str] = []
        weight = total = 0.0
        for token in tokens:
            if token in _MASKS or not token[0].isalpha():
                out.append(token)
                continue
            total += 1
            if token in self.counts:
                weight += 1
                out.append(token)
                continue
            if known is not None and known.knows(token):
                weight += 0.7
                out.append(token)
                continue
            better = None
            if len(token) >= 4 and token.isascii() and token.isalpha():
                better = self.nearest(token) or (known.nearest(token) if known is not None else None)
            weight += 0.35 if better else 0.0
            out.append(better or token)
        return out, weight / total if total else 0.5

    @property
    def arrays(self) -> dict[str, NDArray[Any]]:
        """As arrays, to be kept."""
        return {"words": np.frombuffer(self.counts.words, dtype=np.uint8), "counts": self.counts.counts}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Vocabulary:
        """What ``arrays`` gave."""
        return cls(_Counts(arrays["words"].tobytes(), arrays["counts"]))
