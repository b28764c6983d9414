"""How far a classification can be trusted: margins and coverage turned into the probability of being right.

A logistic function of a few signals, learnt from predictions on messages the classifier had not seen, then a monotone table
that mends what the logistic form cannot.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: The signals, in order (see ``Part.read``).
SIGNALS = (
    "margin",
    "lead over the second",
    "lead over out of scope",
    "known words",
    "known features",
    "closeness of the nearest example",
    "nearest example agrees",
    "share",
    "length",
)


@dataclass(frozen=True, slots=True)
class Calibration:
    """``weights`` and ``bias`` of the logistic function, the ``temperature`` of the shares, and the monotone table ``xs`` to ``ys``.

    ``right`` is the share of left-out messages that were read rightly; ``kept`` are the confidences of those right readings at every
    hundredth, lowest first: where to refuse if a given share of them is to be kept. Both are empty when there was too little to learn from.
    """

    weights: tuple[float, ...] = (2.0, 2.0, 1.0, 1.0, 1.0, 1.0, 0.5, 1.0, 0.0)
    bias: float = 0.0
    temperature: float = 4.0
    xs: tuple[float, ...] = ()
    ys: tuple[float, ...] = ()
    right: float | None = None
    kept: tuple[float, ...] = ()

    def threshold(self, keep: float) -> float:
        """The confidence below which to refuse so that the share ``keep`` of right readings passes; 0 if it is not known."""
        return self.kept[min(len(self.kept) - 1, round((1 - keep) * 100))] if self.kept else 0.0

    def raw(self, signals: Sequence[float]) -> float:
        """The logistic function alone."""
        z = self.bias + sum(w * s for w, s in zip(self.weights, signals, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))

    def probability(self, signals: Sequence[float]) -> float:
        """The probability that the first intent is right, between 0.001 and 0.999."""
        p = self.raw(signals)
        if self.xs:
            p = _between(p, self.xs, self.ys)
        return max(0.001, min(0.999, p))

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        return {
            "weights": list(self.weights),
            "bias": self.bias,
            "temperature": self.temperature,
            "xs": list(self.xs),
            "ys": list(self.ys),
            "right": self.right,
            "kept": list(self.kept),
        }

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> Calibration:
        """What ``to_json`` gave."""
        return cls(
            tuple(facts["weights"]),
            facts["bias"],
            facts["temperature"],
            tuple(facts["xs"]),
            tuple(facts["ys"]),
            facts["right"],
            tuple(facts["kept"]),
        )


def _between(x: float, xs: Sequence[float], ys: Sequence[float]) -> float:
    if x <= xs[0]:
        return ys[0]
    for i in range(1, len(xs)):
        if x <= xs[i]:
            part = (x - xs[i - 1]) / (xs[i] - xs[i - 1]) if xs[i] > xs[i - 1] else 1.0
            return ys[i - 1] + part * (ys[i] - ys[i - 1])
    return ys[-1]


def expected_calibration_error(confidences: Sequence[float], right: Sequence[bool], bins: int = 15) -> float:
    """The mean distance between what was promised and what came true, over ``bins`` equal parts of the scale."""
    sums = [[0, 0.0, 0] for _ in range(bins)]
    for confidence, hit in zip(confidences, right, strict=True):
        cell = sums[min(bins - 1, int(confidence * bins))]
        cell[0] += 1
        cell[1] += confidence
        cell[2] += hit
    total = max(1, len(confidences))
    return float(sum(abs(c[1] - c[2]) for c in sums) / total)
