"""Learning a ``Model`` from labelled messages. scikit-learn is imported here, inside, and nowhere else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dangol.nlu.calibrate import Calibration
from dangol.nlu.errors import NotEnoughExamples
from dangol.nlu.features import VERSION, Text, hashed, views_of
from dangol.nlu.model import Model, Part
from dangol.nlu.nearest import Neighbours, Vocabulary
from dangol.nlu.normalise import plain
from dangol.nlu.reject import OUT_OF_SCOPE

_PENALTY = 1.0
_LARGE = 4000
_ENOUGH = 1500  # predictions are plenty to learn from how far to trust


@dataclass(frozen=True, slots=True)
class Example:
    """A message and what it means. Messages of one ``group`` (variants of one line) are never learnt from and tested on in turn."""

    text: str
    intent: str
    lang: str = "en"
    group: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    text: Text
    label: str
    bags: list[dict[int, int]]
    group: str
    source: str


def fingerprint(examples: Iterable[Example]) -> str:
    """The hash of a set of examples and of the way they are learnt: equal sets give equal models."""
    lines = sorted(json.dumps([e.lang, e.intent, e.text], ensure_ascii=False) for e in examples)
    return hashlib.sha256(f"{VERSION}\n{chr(10).join(lines)}".encode()).hexdigest()


def train(examples: Sequence[Example], *, out_share: float = 0.25, names: bool = True, lean: bool = False) -> Model:
    """Learns a model, one part for each language that occurs.

    ``out_share`` is the share of messages expected to be out of scope (used when the examples have the intent ``out_of_scope``);
    with ``names`` the words of an intent's own name are one more example of it; ``lean`` leaves out what only one message has:
    half of the memory, for half a point of accuracy. Raises ``NotEnoughExamples`` with fewer than two intents.
    """
    by_lang: dict[str, list[Example]] = {}
    for example in examples:
        by_lang.setdefault(example.lang, []).append(example)
    if not by_lang:
        raise NotEnoughExamples("There are no examples.", cure="Give at least two intents with a few messages each.")
    parts = {lang: _train_part(lang, found, out_share, names, lean) for lang, found in sorted(by_lang.items())}
    return Model(parts, fingerprint(examples))


def _train_part(lang: str, examples: Sequence[Example], out_share: float, names: bool, lean: bool) -> Part:
    rows = [_row(e, lang) for e in examples if e.text.strip()]
    labels = sorted({row.label for row in rows})
    if len([label for label in labels if label != OUT_OF_SCOPE]) < 2:
        raise NotEnoughExamples(
            f"The {lang} examples name fewer than two intents.",
            cure="Give at least two intents with a few messages each.",
        )
    if names and lang not in ("ko", "ja"):
        own = [Example(label.replace("_", " ").replace("/", " "), label, lang) for label in labels]
        rows += [_row(e, lang) for e in own if e.intent != OUT_OF_SCOPE and len(e.text) > 2]
    calibration = _calibrate(lang, rows, labels, out_share, lean)
    return replace(_fit(lang, rows, labels, lean), calibration=calibration)


def _row(example: Example, lang: str) -> _Row:
    text = Text(plain(example.text), lang)
    if lang not in ("ko", "ja"):
        text = Text(text.text, lang, text.words)
    return _Row(text, example.intent, hashed(text), example.group or text.text, example.text)


def _fit(lang: str, rows: Sequence[_Row], labels: Sequence[str], lean: bool) -> Part:
    from scipy.sparse import csr_matrix
    from sklearn.svm import LinearSVC

    keys, indices, pointers, counts, views = _count(rows)
    if lean:
        keys, indices, pointers, counts, views = _recurring(keys, indices, pointers, counts, views)
    frequency = np.bincount(indices, minlength=len(keys))
    idf = np.sqrt(np.log((1 + len(rows)) / (1 + frequency)) + 1).astype(np.float32)
    values = (1 + np.log(counts)) * idf[indices]
    row_of = np.repeat(np.arange(len(rows)), np.diff(pointers))
    weights = np.array([w for w, _ in views_of(lang)])
    cell = row_of * len(weights) + views[indices]
    norms = np.sqrt(np.bincount(cell, weights=values * values, minlength=len(rows) * len(weights)))
    values = values / norms[cell] * weights[views[indices]]
    table = csr_matrix((values, indices, pointers), shape=(len(rows), len(keys)))
    number = {label: i for i, label in enumerate(labels)}
    wanted = np.array([number[row.label] for row in rows])
    present = np.unique(wanted)
    machine = LinearSVC(C=_PENALTY, tol=1e-2, max_iter=300, random_state=0)
    machine.fit(table, wanted)
    coefficients, bias = machine.coef_, machine.intercept_
    if len(present) == 2:
        coefficients, bias = np.vstack([-coefficients, coefficients]), np.concatenate([-bias, bias])
    full = np.zeros((len(labels), len(keys)), dtype=np.float32)
    full[present] = coefficients
    intercept = np.full(len(labels), -1.0, dtype=np.float32)
    intercept[present] = bias
    starts, columns, small, scale = _shrink(full, faint=1 if lean else 0)
    return Part(
        lang,
        tuple(labels),
        keys,
        idf,
        starts,
        columns,
        small,
        scale,
        intercept,
        Vocabulary.of(row.text.words for row in rows),
        Neighbours.index([row.text for row in rows], [row.label for row in rows]),
        Calibration(),
    )


def _count(rows: Sequence[_Row]) -> tuple[NDArray[Any], ...]:
    """The bags of all rows as a sparse table: sorted keys, column indices, row pointers, counts, and the view of each column."""
    width = [[len(bag) for bag in row.bags] for row in rows]
    pointers = np.concatenate([[0], np.cumsum([sum(w) for w in width])])
    total = int(pointers[-1])
    raw = np.fromiter((k for row in rows for bag in row.bags for k in bag), dtype=np.uint64, count=total)
    counts = np.fromiter((n for row in rows for bag in row.bags for n in bag.values()), dtype=np.float64, count=total)
    view = np.repeat(np.tile(np.arange(len(width[0])), len(rows)), [n for w in width for n in w])
    raw |= view.astype(np.uint64) << np.uint64(32)
    keys, indices = np.unique(raw, return_inverse=True)
    return keys, indices, pointers, counts, (keys >> np.uint64(32)).astype(np.int64)


def _recurring(
    keys: NDArray[Any], indices: NDArray[Any], pointers: NDArray[Any], counts: NDArray[Any], views: NDArray[Any]
) -> tuple[NDArray[Any], ...]:
    """The table without features that only one message has: in a large set they are most of it, and tell next to nothing."""
    often = np.bincount(indices, minlength=len(keys)) > 1
    place = np.cumsum(often) - 1
    kept = often[indices]
    before = np.concatenate([[0], np.cumsum(kept)])
    return keys[often], place[indices[kept]], before[pointers], counts[kept], views[often]


def _shrink(full: NDArray[np.float32], *, faint: int) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Weights as small integers; those that round to ``faint`` or less are dropped. Feature by feature, for serving."""
    scale = np.maximum(np.abs(full).max(axis=1), 1e-6) / 127
    columns: list[NDArray[Any]] = []
    weights: list[NDArray[Any]] = []
    lengths: list[NDArray[Any]] = []
    for begin in range(0, full.shape[1], 20_000):  # in slices, so that a large table never stands in memory twice
        block = np.rint(full[:, begin : begin + 20_000].T / scale).astype(np.int8)
        block[np.abs(block) <= faint] = 0
        where, column = np.nonzero(block)
        columns.append(column.astype(np.uint8 if full.shape[0] <= 256 else np.uint16))
        weights.append(block[where, column])
        lengths.append(np.bincount(where, minlength=block.shape[0]))
    starts = np.concatenate([[0], np.cumsum(np.concatenate(lengths))]).astype(np.int32)
    return starts, np.concatenate(columns), np.concatenate(weights), scale.astype(np.float32)


def _calibrate(lang: str, rows: Sequence[_Row], labels: Sequence[str], out_share: float, lean: bool) -> Calibration:
    """Learns how to trust: predictions on rows left out of the fit, right or wrong, become a probability."""
    folds = 3 if len(rows) < _LARGE else 5
    # What shoppers write is half a variation of a line that is known and half new: every other group stays together.
    keys = [_fold_key(row) for row in rows]
    groups = sorted(set(keys))
    if len(groups) < 4 * folds:
        return Calibration()
    order = np.random.default_rng(7).permutation(len(groups))
    fold_of = {group: int(n % folds) for group, n in zip(groups, np.argsort(order), strict=True)}
    signals: list[tuple[float, ...]] = []
    right: list[bool] = []
    inside: list[bool] = []
    step = max(1, len(rows) // _ENOUGH) if len(rows) < _LARGE else 1
    for fold in range(folds if len(rows) < _LARGE else 1):
        rest = [row for row, key in zip(rows, keys, strict=True) if fold_of[key] != fold]
        known = {row.label for row in rest}
        if len(known - {OUT_OF_SCOPE}) < 2:
            continue
        part = _fit(lang, rest, labels, lean)
        for row, key in list(zip(rows, keys, strict=True))[::step]:
            if fold_of[key] == fold:
                reading = part.read(row.source)
                if reading.intents:
                    signals.append(reading.signals)
                    right.append(reading.intents[0][0] == row.label)
                    inside.append(row.label != OUT_OF_SCOPE)
    return _trust(np.array(signals), np.array(right), np.array(inside), out_share)


def _fold_key(row: _Row) -> str:
    return row.group if crc32(row.group.encode()) % 2 else f"{row.group}\0{row.source}"


def _trust(signals: NDArray[Any], right: NDArray[Any], inside: NDArray[Any], out_share: float) -> Calibration:
    if len(right) < 20 or right.all() or not right.any():
        return Calibration()
    from sklearn.isotonic import IsotonicRegression
    from sklearn.linear_model import LogisticRegression

    weights = np.ones(len(right))
    outside = int((~inside).sum())
    if outside:
        weights[~inside] = out_share / (1 - out_share) * inside.sum() / outside
    mean, spread = signals.mean(axis=0), np.maximum(signals.std(axis=0), 1e-6)
    machine = LogisticRegression(C=1.0, max_iter=500).fit((signals - mean) / spread, right, sample_weight=weights)
    slopes = machine.coef_[0] / spread
    bias = float(machine.intercept_[0] - (slopes * mean).sum())
    draft = Calibration(tuple(float(s) for s in slopes), bias)
    raw = np.array([draft.raw(s) for s in signals])
    line = IsotonicRegression(y_min=0.002, y_max=0.998, out_of_bounds="clip").fit(raw, right, sample_weight=weights)
    grid = np.linspace(raw.min(), raw.max(), 40)
    # Half the monotone table, half the logistic function: the table alone has steps where there are few messages.
    level = (np.asarray(line.predict(grid)) + grid) / 2
    found = replace(
        draft,
        temperature=4.0,
        xs=tuple(round(float(x), 5) for x in grid),
        ys=tuple(round(float(y), 5) for y in np.maximum.accumulate(level)),
    )
    kept = np.quantile([found.probability(s) for s in signals[right & inside]], np.linspace(0, 1, 101))
    return replace(found, right=float(right[inside].mean()), kept=tuple(round(float(k), 5) for k in kept))
