"""From a plain text to what the classifier weighs: several views of it, each a bag of hashed features.

A feature is a 32-bit hash, so that serving needs no dictionary of strings; a view is normalised by itself and weighs what
``views_of`` says. The views per language were chosen on validation data (see docs/understanding.md).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from zlib import crc32

from dangol.nlu.normalise import jamo, packed
from dangol.nlu.tokens import runs, stems, words

#: Raised whenever the same text would give other features, or a model is kept otherwise, so that a stored one is trained anew.
VERSION = 8
View = tuple[float, Callable[["Text"], Iterable[str]]]


class Text:
    """A plain text with its words and stems, cut once."""

    __slots__ = ("lang", "stems", "text", "words")

    def __init__(self, text: str, lang: str, tokens: list[str] | None = None) -> None:
        self.lang = lang
        self.words = words(text) if tokens is None else tokens
        self.text = text if tokens is None else " ".join(tokens)
        self.stems = stems(self.text, lang, self.words)


def _grams(text: str, shortest: int, longest: int) -> list[str]:
    size = len(text)
    return [text[i : i + n] for n in range(shortest, longest + 1) for i in range(size - n + 1)]


def _inside_words(text: Text) -> list[str]:
    out: list[str] = []
    for word in text.words:
        padded = f" {word} "
        size = len(padded)
        out += [padded[i : i + n] for n in (2, 3, 4, 5) if n <= size for i in range(size - n + 1)]
    return out


def _words(text: Text) -> list[str]:
    tokens = text.words
    return tokens + [f"{a} {b}" for a, b in itertools.pairwise(tokens)]


def _stems(text: Text) -> list[str]:
    return text.stems


def _pairs(text: Text) -> list[str]:
    kept = sorted(set(text.stems))[:24]
    return [f"{a}|{b}" for i, a in enumerate(kept) for b in kept[i + 1 :]]


def _spaced(text: Text) -> list[str]:
    return _grams(f" {text.text} ", 1, 4)


def _packed(text: Text) -> list[str]:
    return _grams(f"^{packed(text.text)}$", 1, 4)


def _jamo(text: Text) -> list[str]:
    return _grams(f"^{jamo(packed(text.text))}$", 2, 6)


def _endings(text: Text) -> list[str]:
    out: list[str] = []
    for group in text.words:
        out += [f"-{group[-n:]}" for n in (1, 2, 3) if len(group) > n]
    last = packed(text.text).rstrip("?!.~ ")
    out += [f"${last[-n:]}" for n in (1, 2, 3, 4)]
    return out


def _runs(text: Text) -> list[str]:
    found = runs(text.text)
    return found + [f"{a} {b}" for a, b in itertools.pairwise(found)]


_ENGLISH: tuple[View, ...] = ((1.0, _inside_words), (0.5, _words), (0.5, _stems), (0.5, _pairs))
_KOREAN: tuple[View, ...] = (
    (0.7, _spaced),
    (0.7, _packed),
    (1.0, _jamo),
    (0.5, _words),
    (0.5, _stems),
    (0.5, _endings),
    (0.4, _pairs),
)
_JAPANESE: tuple[View, ...] = ((0.6, _spaced), (1.0, _packed), (0.6, _runs), (0.4, _pairs))


def views_of(lang: str) -> tuple[View, ...]:
    """The views of a language: the weight of each and what it sees."""
    return {"ko": _KOREAN, "ja": _JAPANESE}.get(lang, _ENGLISH)


def seed_of(number: int) -> int:
    """Where the hashes of a view begin, so that two views never share a feature."""
    return number * 0x9E3779B1 & 0xFFFFFFFF


def hashed(text: Text) -> list[dict[int, int]]:
    """How often each feature occurs, one mapping for each view."""
    out: list[dict[int, int]] = []
    for number, (_, view) in enumerate(views_of(text.lang)):
        counts: dict[int, int] = {}
        seed = seed_of(number)
        for feature in view(text):
            key = crc32(feature.encode(), seed)
            counts[key] = counts.get(key, 0) + 1
        out.append(counts)
    return out
