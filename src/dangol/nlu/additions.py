"""A shop's own examples, learnt on top of what is known already: in a second or two, without any training library.

The classifier is a support vector machine per intent; what it has learnt is the sum of its examples, each with a weight of its own.
Here the weights of what was learnt before stay as they are and only those of the new examples are found, by the same coordinate descent:
exact for them, given the rest. So that nothing is forgotten, known messages near the new ones, and some of every intent, take part
as guards: they have no wish but to be read as surely as before.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dangol.nlu.errors import NotEnoughExamples
from dangol.nlu.features import Text, hashed, seed_of, views_of
from dangol.nlu.meaning import meanings
from dangol.nlu.model import Model, Part
from dangol.nlu.nearest import Neighbours
from dangol.nlu.normalise import packed, plain
from dangol.nlu.reject import OUT_OF_SCOPE
from dangol.nlu.tokens import words
from dangol.nlu.train import Example, fingerprint
from dangol.nlu.vocabulary import Vocabulary

VERSION = 2
"""Raised whenever the same additions would give another model."""
MOST = 1500
"""Beyond so many examples of one language, learning everything anew is better, and takes a minute."""

_NEAR = 8  # guards for each new example
_OF_EACH = 6  # guards of every intent, whatever is new
_ROUNDS = 25
_ENOUGH = 0.01  # no weight moves more: it is found
_SOFT = 0.5  # of the squared hinge loss with a penalty of 1
_SLACK = 0.02  # what rounding to small integers may cost a guard
_TERM_VIEW = {"en": 2, "ko": 1, "ja": 1}  # the view in which the terms of the nearest example are features too

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Row:
    text: Text
    label: str
    keys: NDArray[np.uint64]
    counts: Floats
    meaning: Floats  # empty where what was learnt before asks no table


def add_examples(model: Model, examples: Sequence[Example]) -> Model:
    """``model`` with ``examples`` learnt as well; intents it does not know become known. Raises ``NotEnoughExamples`` for a language it
    does not speak."""
    parts = dict(model.parts)
    by_lang: dict[str, list[Example]] = {}
    for example in examples:
        if example.text.strip():
            by_lang.setdefault(example.lang, []).append(example)
    for lang, found in sorted(by_lang.items()):
        if lang not in parts:
            raise NotEnoughExamples(
                f"The model speaks no {lang}.", cure="Learn from enough examples of that language first."
            )
        parts[lang] = _add(parts[lang], found)
    whole = hashlib.sha256(f"{VERSION}\n{model.examples}\n{fingerprint(examples)}".encode()).hexdigest()
    return Model(parts, whole)


def _add(part: Part, examples: Sequence[Example]) -> Part:
    new = [_row(example.text, example.intent, part) for example in examples]
    known = set(part.labels)
    if part.lang not in ("ko", "ja"):
        # An intent's own name is one more example of it, as when everything is learnt at once.
        names = sorted({row.label for row in new} - known - {OUT_OF_SCOPE})
        new += [_row(name.replace("_", " "), name, part) for name in names if len(name) > 2]
    labels = (*part.labels, *sorted({row.label for row in new} - known))
    guards = _guards(part, new)
    table = _Table(part, labels, new, guards)
    table.learn()
    return replace(
        table.part(),
        vocabulary=_with_words(part.vocabulary, new),
        neighbours=_with_rows(part, new),
    )


def _row(text: str, label: str, part: Part) -> _Row:
    lang = part.lang
    cut = Text(plain(text), lang)
    if lang not in ("ko", "ja"):
        cut = Text(cut.text, lang, words(cut.text))
    keys, counts = [], []
    bags = hashed(cut)
    for view, bag in enumerate(bags):
        keys += [key | view << 32 for key in bag]
        counts += list(bag.values())
    table = meanings(lang) if part.meant is not None else None
    meaning = table.of(bags) if table else np.zeros(0, dtype=np.float32)
    return _Row(cut, label, np.array(keys, dtype=np.uint64), np.array(counts, dtype=np.float32), meaning)


# -- what must not be forgotten


def _guards(part: Part, new: Sequence[_Row]) -> list[_Row]:
    """Known messages nearest to the new ones, and a few of every intent, the same ones every time."""
    arrays, labels, texts = part.neighbours.arrays, part.neighbours.labels, part.neighbours.texts
    wanted: dict[int, None] = {}
    for row in new:
        wanted.update(dict.fromkeys(_nearest(arrays, row.text)))
    rows_of: dict[str, list[int]] = {}
    for number, label in enumerate(labels):
        rows_of.setdefault(label, []).append(number)
    for found in rows_of.values():
        stride = max(1, len(found) // _OF_EACH)
        wanted.update(dict.fromkeys(found[::stride][:_OF_EACH]))
    said = {row.text.text for row in new}
    return [_row(texts[number], labels[number], part) for number in wanted if texts[number] not in said]


def _nearest(arrays: Mapping[str, NDArray[Any]], text: Text) -> list[int]:
    terms = np.array(sorted({crc32(term.encode()) for term in _terms(text)}), dtype=np.uint32)
    keys, starts = arrays["keys"], arrays["starts"]
    if not len(keys) or not len(terms):
        return []
    at = np.searchsorted(keys, terms)
    at[at == len(keys)] = 0
    at = at[keys[at] == terms]
    if not len(at):
        return []
    rows = np.concatenate([arrays["rows"][starts[i] : starts[i + 1]] for i in at])
    weights = np.repeat(arrays["weights"][at] ** 2, starts[at + 1] - starts[at])
    sums = np.bincount(rows, weights=weights, minlength=len(arrays["norms"]))
    scores = sums / arrays["norms"]
    best = np.argsort(-scores, kind="stable")[:_NEAR]
    return [int(row) for row in best if scores[row] > 0]


def _terms(text: Text) -> list[str]:
    if text.lang in ("ko", "ja"):
        whole = packed(text.text)
        return [whole[i : i + 2] for i in range(max(1, len(whole) - 1))]
    return text.stems


# -- the classifier


class _Table:
    """The weights of the features that take part, as floats, and the messages as rows over them."""

    def __init__(self, part: Part, labels: tuple[str, ...], new: Sequence[_Row], guards: Sequence[_Row]) -> None:
        self._part = part
        self._labels = labels
        self._new = len(new)
        rows = [*new, *guards]
        mine = np.unique(np.concatenate([row.keys for row in new]))
        theirs = np.unique(np.concatenate([row.keys for row in rows]))
        known = _known(part.keys, theirs)
        # What only a guard has and nobody has learnt stays unknown, as it is when the guard is read.
        self._keys = theirs[known | np.isin(theirs, mine, assume_unique=True)]
        self._at = np.searchsorted(part.keys, self._keys)
        self._at[self._at == len(part.keys)] = 0
        self._known = part.keys[self._at] == self._keys
        size = len(part.neighbours.arrays["labels"])
        often = np.bincount(
            np.searchsorted(self._keys, np.concatenate([np.unique(row.keys) for row in new])), minlength=len(self._keys)
        )
        fresh = np.sqrt(np.log((1 + size + len(new)) / (1 + often)) + 1).astype(np.float32)
        self._idf = np.where(self._known, part.idf[self._at], fresh)
        self._weights = self._before()
        self._bias = np.concatenate([part.bias, np.full(len(labels) - len(part.labels), -1.0)]).astype(np.float32)
        self._rows = [self._vector(row) for row in rows]
        self._meanings = [row.meaning for row in rows]
        self._meant = np.zeros((len(labels), len(self._meanings[0])), dtype=np.float32)
        if part.meant is not None:
            self._meant[: len(part.labels)] = part.meant
        wanted = np.array([labels.index(row.label) for row in rows])
        self._sides = np.full((len(rows), len(labels)), -1.0, dtype=np.float32)
        self._sides[np.arange(len(rows)), wanted] = 1.0

    def _before(self) -> Floats:
        """What was learnt of these features: one line for each, one column for each intent."""
        part = self._part
        table = np.zeros((len(self._keys), len(self._labels)), dtype=np.float32)
        here = np.flatnonzero(self._known)
        begin = part.starts[self._at[here]]
        lengths = part.starts[self._at[here] + 1] - begin
        ends = np.cumsum(lengths)
        if len(ends) and ends[-1]:
            flat = np.arange(ends[-1]) + np.repeat(begin - (ends - lengths), lengths)
            columns = part.columns[flat]
            table[np.repeat(here, lengths), columns] = part.weights[flat] * part.scale[columns]
        return table

    def _vector(self, row: _Row) -> tuple[NDArray[np.int64], Floats]:
        at = np.searchsorted(self._keys, row.keys)
        at[at == len(self._keys)] = 0
        known = self._keys[at] == row.keys
        at = at[known]
        views = (row.keys[known] >> np.uint64(32)).astype(np.int64)
        values = (1 + np.log(row.counts[known])) * self._idf[at]
        shares = np.array([weight for weight, _ in views_of(self._part.lang)], dtype=np.float32)
        norms = np.sqrt(np.bincount(views, weights=values * values, minlength=len(shares)))
        norms[norms == 0] = 1
        return at, (values * (shares / norms)[views]).astype(np.float32)

    def _margins(self, number: int) -> Floats:
        at, values = self._rows[number]
        return (values @ self._weights[at] + self._meant @ self._meanings[number] + self._bias).astype(np.float32)

    def learn(self) -> None:
        """Find the weights of the new examples, and of the guards that would otherwise be read less surely than before."""
        goals = np.ones_like(self._sides)
        for number in range(self._new, len(self._rows)):
            goals[number] = np.minimum(1.0, self._sides[number] * self._margins(number)) - _SLACK
        alphas = np.zeros_like(self._sides)
        lengths = [
            float(values @ values) + float(m @ m) for (_, values), m in zip(self._rows, self._meanings, strict=True)
        ]
        steep = np.array(lengths, dtype=np.float32) + 1 + _SOFT
        order = np.random.default_rng(7)
        for _ in range(_ROUNDS):
            moved = 0.0
            for number in order.permutation(len(self._rows)):
                slope = self._sides[number] * self._margins(number) - goals[number] + _SOFT * alphas[number]
                after = np.maximum(0.0, alphas[number] - slope / steep[number])
                step = after - alphas[number]
                most = float(np.abs(step).max())
                if most <= _ENOUGH / 10:
                    continue
                moved = max(moved, most)
                alphas[number] = after
                change = self._sides[number] * step
                at, values = self._rows[number]
                touched = np.flatnonzero(step)
                self._weights[np.ix_(at, touched)] += np.outer(values, change[touched])
                self._meant[touched] += np.outer(change[touched], self._meanings[number])
                self._bias[touched] += change[touched]
            if moved < _ENOUGH:
                break

    def part(self) -> Part:
        """The classifier with what was learnt, in small integers again."""
        part, labels = self._part, self._labels
        most = np.abs(self._weights).max(axis=0) if len(self._weights) else np.zeros(len(labels), dtype=np.float32)
        before = np.concatenate([part.scale, np.zeros(len(labels) - len(part.labels), dtype=np.float32)])
        scale = np.maximum(np.maximum(before, most / 127), 1e-8).astype(np.float32)
        keys = np.union1d(part.keys, self._keys)
        old, mine = np.searchsorted(keys, part.keys), np.searchsorted(keys, self._keys)
        rest = np.ones(len(part.keys), dtype=bool)
        rest[self._at[self._known]] = False
        kept = np.repeat(rest, np.diff(part.starts))
        columns = part.columns[kept]
        shrunk = np.rint(part.weights[kept] * (before / scale)[columns]).astype(np.int8)
        small = np.clip(np.rint(self._weights / scale), -127, 127).astype(np.int8)
        where, column = np.nonzero(small)
        narrow = part.columns.dtype if len(labels) <= 256 else np.dtype(np.uint16)
        lines = np.concatenate([np.repeat(old, np.diff(part.starts))[kept], mine[where]])
        order = np.argsort(lines, kind="stable")
        idf = np.zeros(len(keys), dtype=np.float32)
        idf[old], idf[mine] = part.idf, self._idf
        starts = np.concatenate([[0], np.cumsum(np.bincount(lines, minlength=len(keys)))]).astype(np.int32)
        return replace(
            part,
            labels=labels,
            keys=keys,
            idf=idf,
            starts=starts,
            columns=np.concatenate([columns, column.astype(narrow)]).astype(narrow)[order],
            weights=np.concatenate([shrunk, small[where, column]])[order],
            scale=scale,
            bias=self._bias,
            meant=self._meant if part.meant is not None else None,
            network=None,  # it knows nothing of what is new
            judge=None,
        )


def _known(keys: NDArray[np.uint64], wanted: NDArray[np.uint64]) -> NDArray[np.bool_]:
    at = np.searchsorted(keys, wanted)
    at[at == len(keys)] = 0
    found: NDArray[np.bool_] = keys[at] == wanted
    return found


# -- the words, and the nearest example


def _with_words(vocabulary: Vocabulary, new: Sequence[_Row]) -> Vocabulary:
    more = Vocabulary.of(row.text.words for row in new).counts
    before = vocabulary.counts
    return Vocabulary({**before, **{word: before.get(word, 0) + count for word, count in more.items()}})


def _with_rows(part: Part, new: Sequence[_Row]) -> Neighbours:
    """The new examples among those a message can be near to. A term everybody uses tells nothing, and stays out."""
    arrays, labels = part.neighbours.arrays, part.neighbours.labels
    size = len(labels)
    indexed = set(arrays["keys"].tolist())
    terms: list[int] = []
    rows: list[int] = []
    for number, row in enumerate(new, start=size):
        for term in dict.fromkeys(_terms(row.text)):
            key = crc32(term.encode())
            if key in indexed or not _is_common(part, term, size):
                terms.append(key)
                rows.append(number)
    keys = np.union1d(arrays["keys"], np.array(terms, dtype=np.uint32))
    old = np.searchsorted(keys, arrays["keys"])
    lines = np.concatenate([np.repeat(old, np.diff(arrays["starts"])), np.searchsorted(keys, np.array(terms))])
    order = np.argsort(lines, kind="stable")
    often = np.bincount(lines, minlength=len(keys))
    weights = (np.log((size + len(new)) / np.maximum(often, 1)) + 0.2).astype(np.float32)
    weights[old] = arrays["weights"]
    norms = np.concatenate([arrays["norms"], np.zeros(len(new), dtype=np.float32)])
    for key, number in zip(terms, rows, strict=True):
        norms[number] += weights[np.searchsorted(keys, np.uint32(key))] ** 2
    norms[size:] = np.sqrt(norms[size:])
    norms[norms == 0] = 1
    merged = {
        "keys": keys.astype(np.uint32),
        "starts": np.concatenate([[0], np.cumsum(often)]).astype(np.int32),
        "rows": np.concatenate([arrays["rows"], np.array(rows, dtype=np.int32)])[order],
        "weights": weights,
        "norms": norms.astype(np.float32),
    }
    return Neighbours.made(
        merged,
        [*labels, *(row.label for row in new)],
        [*part.neighbours.texts, *(row.text.text for row in new)],
    )


def _is_common(part: Part, term: str, size: int) -> bool:
    """Whether so many known messages have ``term`` that it was left out of the index; the classifier knows how many do."""
    view = _TERM_VIEW.get(part.lang, _TERM_VIEW["en"])
    key = np.uint64(crc32(term.encode(), seed_of(view)) | view << 32)
    at = int(np.searchsorted(part.keys, key))
    if at == len(part.keys) or part.keys[at] != key:
        return False
    have = (1 + size) / math.exp(float(part.idf[at]) ** 2 - 1) - 1
    return have > max(60, size // 20) * 0.9
