"""Learning how far a classifier's word can be trusted, from messages it had not seen when it read them.

Some of these belong to no intent. Where the examples have none of that kind, they are made: whole intents are left out of the learning, and
to what is learnt from the rest their messages are strangers, of just the kind the shop will meet. Never is a message from elsewhere used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dangol.nlu.calibrate import Calibration
from dangol.nlu.reject import OUT_OF_SCOPE

if TYPE_CHECKING:
    from dangol.nlu.model import Part
    from dangol.nlu.rows import Row

_LARGE = 4000
_ENOUGH = 1500  # predictions are plenty to learn from how far to trust
_RARE = 300
_FEW = 2500  # up to so many rows, strangers are made: each needs the learning to be done again
_ROUNDS = 5
_KINDS = 2 * _ROUNDS  # of intents: with fewer, leaving some out leaves another task

Fit = Callable[[Sequence["Row"]], "Part"]


@dataclass(slots=True)
class _Seen:
    """What came of reading messages that had been left out."""

    signals: list[tuple[float, ...]] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    inside: list[bool] = field(default_factory=list)

    def read(self, part: Part, row: Row, *, inside: bool) -> None:
        reading = part.read(row.source)
        if reading.intents:
            self.signals.append(reading.signals)
            self.right.append(inside and reading.intents[0][0] == row.label)
            self.inside.append(inside)


def learn_trust(rows: Sequence[Row], fit: Fit, out_share: float) -> Calibration:
    """Learns how to trust what ``fit`` learns from ``rows``. ``out_share`` of what will be said is expected to belong to no intent."""
    labels = _lacking_strangers(rows)
    seen = _Seen()
    if labels:
        for rest, held, outside in _strangers(rows, labels):
            part = fit(rest)
            for row in held:
                seen.read(part, row, inside=True)
            for row in outside:
                seen.read(part, row, inside=False)
    else:
        for rest, held in _folds(rows):
            if len({row.label for row in rest} - {OUT_OF_SCOPE}) < 2:
                continue
            part = fit(rest)
            for row in held:
                seen.read(part, row, inside=row.label != OUT_OF_SCOPE)
    return _trust(np.array(seen.signals), np.array(seen.right), np.array(seen.inside), out_share)


def trust_fits(rows: Sequence[Row]) -> int:
    """How often ``learn_trust`` has something learnt."""
    if _lacking_strangers(rows):
        return _ROUNDS
    return 3 if len(rows) < _LARGE else 1


def _lacking_strangers(rows: Sequence[Row]) -> list[str]:
    """The intents, if strangers are to be made from them; none where there are real ones, or too many rows or too few intents."""
    labels = sorted({row.label for row in rows})
    fit = len(rows) <= _FEW and len(labels) >= _KINDS and OUT_OF_SCOPE not in labels
    return labels if fit else []


def _folds(rows: Sequence[Row]) -> Iterator[tuple[list[Row], list[Row]]]:
    """What is learnt from, and what is read with it: each message once, or a fifth of them where there are many."""
    folds = 3 if len(rows) < _LARGE else 5
    numbered = _numbered(rows, folds)
    if not numbered:
        return
    if len(rows) >= _LARGE:
        _hold_half(rows, numbered)
    step = max(1, len(rows) // _ENOUGH) if len(rows) < _LARGE else 1
    for fold in range(folds if len(rows) < _LARGE else 1):
        rest = [row for row, number in zip(rows, numbered, strict=True) if number != fold]
        yield rest, [row for row, number in list(zip(rows, numbered, strict=True))[::step] if number == fold]


def _hold_half(rows: Sequence[Row], numbered: list[int]) -> None:
    """Of few messages out of scope a fifth would be too few to learn from how far to trust: every other one is left out."""
    outside = [place for place, row in enumerate(rows) if row.label == OUT_OF_SCOPE]
    if len(outside) < _RARE:
        for turn, place in enumerate(outside):
            numbered[place] = turn % 2


def _strangers(rows: Sequence[Row], labels: Sequence[str]) -> Iterator[tuple[list[Row], list[Row], list[Row]]]:
    """What is learnt from, what is read with it, and the messages of the intents that were left out."""
    numbered = _numbered(rows, _ROUNDS)
    if not numbered:
        return
    shuffled = np.random.default_rng(11).permutation(len(labels))
    turn = {label: int(n % _ROUNDS) for label, n in zip(labels, np.argsort(shuffled), strict=True)}
    for fold in range(_ROUNDS):
        known = [(row, number) for row, number in zip(rows, numbered, strict=True) if turn[row.label] != fold]
        yield (
            [row for row, number in known if number != fold],
            [row for row, number in known if number == fold],
            [row for row in rows if turn[row.label] == fold],
        )


def _numbered(rows: Sequence[Row], folds: int) -> list[int]:
    """The fold of each row; none where there are too few to be parted."""
    # What shoppers write is half a variation of a line that is known and half new: every other group stays together.
    keys = [_key(row) for row in rows]
    groups = sorted(set(keys))
    if len(groups) < 4 * folds:
        return []
    if len(rows) >= _LARGE:
        # By themselves: one more line moves no other, and what is trusted hardly changes with it.
        return [crc32(f"{folds} {key}".encode()) % folds for key in keys]
    order = np.random.default_rng(7).permutation(len(groups))
    fold_of = {group: int(n % folds) for group, n in zip(groups, np.argsort(order), strict=True)}
    return [fold_of[key] for key in keys]


def _key(row: Row) -> str:
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
