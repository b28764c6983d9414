"""How well a model reads messages with known labels: right and wrong, trust, and what refusing costs and brings."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dangol.nlu.calibrate import expected_calibration_error
from dangol.nlu.model import Model
from dangol.nlu.reject import OUT_OF_SCOPE
from dangol.nlu.train import Example

_Z = 1.96


@dataclass(frozen=True, slots=True)
class Judged:
    """One message as it was read: its true label, the best three readings, and the confidence of the first."""

    text: str
    wanted: str
    best: tuple[str, ...]
    confidence: float

    @property
    def right(self) -> bool:
        """Whether the first reading is the label; a message out of scope has no right reading."""
        return self.wanted == (self.best[0] if self.best else OUT_OF_SCOPE)

    @property
    def inside(self) -> bool:
        """Whether the message has an intent at all."""
        return self.wanted != OUT_OF_SCOPE


@dataclass(frozen=True, slots=True)
class Score:
    """Of one intent: how many messages have it, the share of its readings that are right (precision), of its messages that are found
    (recall), and their harmonic mean."""

    support: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Point:
    """What happens when everything under ``threshold`` is refused: the share of messages in scope answered rightly and wrongly, and the
    share of those out of scope that is refused (none: there are no such messages)."""

    threshold: float
    right: float
    wrong: float
    recall: float | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that was judged. Shares are 0 to 1."""

    judged: tuple[Judged, ...]
    never_learnt: Mapping[str, int] = field(default_factory=dict)
    """Labels the model has never seen, and how many messages carry each: they count as out of scope, since refusing is all it can do."""

    @property
    def inside(self) -> list[Judged]:
        """The messages that have an intent."""
        return [one for one in self.judged if one.inside]

    @property
    def outside(self) -> list[Judged]:
        """The messages that have none."""
        return [one for one in self.judged if not one.inside]

    @property
    def accuracy(self) -> float:
        """The share of messages in scope whose first reading is right, nothing refused."""
        return _share(one.right for one in self.inside)

    @property
    def within_three(self) -> float:
        """The share of messages in scope whose label is among the best three readings: what a one-tap question can mend."""
        return _share(one.wanted in one.best for one in self.inside)

    @property
    def calibration_error(self) -> float:
        """Of messages in scope: the mean distance between the confidence given and the share that was right."""
        return expected_calibration_error([one.confidence for one in self.inside], [one.right for one in self.inside])

    @property
    def calibration_error_of_all(self) -> float:
        """The same with the messages out of scope, of which no reading is right."""
        return expected_calibration_error(
            [one.confidence for one in self.judged], [one.right and one.inside for one in self.judged]
        )

    @property
    def area(self) -> float | None:
        """The area under the share answered rightly, over the share of messages out of scope that is refused: what the confidence is worth
        whatever the threshold. 1 is perfect; none without messages out of scope."""
        if not self.outside:
            return None
        points = [self.at(threshold) for threshold in [*self._steps(200), math.inf]]
        pairs = itertools.pairwise([(point.recall or 0.0, point.right) for point in points])
        return sum((after[0] - before[0]) * (before[1] + after[1]) / 2 for before, after in pairs)

    def at(self, threshold: float) -> Point:
        """What refusing below ``threshold`` gives."""
        inside, outside = self.inside, self.outside
        return Point(
            threshold,
            _share(one.right and one.confidence >= threshold for one in inside),
            _share(not one.right and one.confidence >= threshold for one in inside),
            _share(one.confidence < threshold for one in outside) if outside else None,
        )

    def threshold_for(self, right: float) -> float:
        """The highest threshold at which the share ``right`` of messages in scope is still answered rightly; 0 if there is none."""
        kept = sorted((one.confidence for one in self.inside if one.right), reverse=True)
        needed = math.ceil(right * len(self.inside) - 1e-9)
        return kept[needed - 1] if 0 < needed <= len(kept) else 0.0

    def curve(self) -> list[Point]:
        """Points from refusing nothing to refusing much: at every fortieth of the confidences that occur."""
        return [self.at(threshold) for threshold in [0.0, *self._steps(40)]]

    def _steps(self, many: int) -> list[float]:
        found = sorted(one.confidence for one in self.judged)
        return sorted({found[i * (len(found) - 1) // many] for i in range(many + 1)}) if found else []

    def scores(self) -> dict[str, Score]:
        """Of each intent that occurs, by name; nothing refused, messages out of scope left aside."""
        wanted = Counter(one.wanted for one in self.inside)
        given = Counter(one.best[0] for one in self.inside if one.best)
        hits = Counter(one.wanted for one in self.inside if one.right)
        out = {}
        for name in sorted(wanted):
            precision = hits[name] / given[name] if given[name] else 0.0
            recall = hits[name] / wanted[name]
            out[name] = Score(wanted[name], precision, recall, 2 * hits[name] / (given[name] + wanted[name]))
        return out

    def confusions(self, most: int = 20) -> list[tuple[str, str, int]]:
        """The commonest mistakes: what it was, what it was taken for, how often."""
        wrong = Counter((one.wanted, one.best[0]) for one in self.inside if one.best and not one.right)
        return [(wanted, taken, count) for (wanted, taken), count in wrong.most_common(most)]

    def to_json(self) -> dict[str, Any]:
        """All of it as plain JSON."""
        right = sum(one.right for one in self.inside)
        return {
            "messages": len(self.judged),
            "in_scope": len(self.inside),
            "out_of_scope": len(self.outside),
            "labels_never_learnt": dict(self.never_learnt),
            "accuracy": round(self.accuracy, 4),
            "interval": [round(bound, 4) for bound in interval(right, len(self.inside))],
            "within_three": round(self.within_three, 4),
            "calibration_error": round(self.calibration_error, 4),
            "calibration_error_of_all": round(self.calibration_error_of_all, 4),
            "area": None if self.area is None else round(self.area, 4),
            "curve": [_point(point) for point in self.curve()],
            "intents": {
                name: {
                    "messages": s.support,
                    "precision": round(s.precision, 4),
                    "recall": round(s.recall, 4),
                    "f1": round(s.f1, 4),
                }
                for name, s in self.scores().items()
            },
            "confusion": [{"is": wanted, "taken_for": taken, "count": n} for wanted, taken, n in self.confusions(200)],
        }


def evaluate(model: Model, examples: Sequence[Example]) -> Evaluation:
    """Reads every example with ``model``, as the language it says it is in, and keeps how each was read.

    A label that the model never learnt is no intent of its: such a message counts as out of scope, and ``never_learnt`` tells.
    """
    judged, strange, known = [], Counter[str](), model.intents | {OUT_OF_SCOPE}
    for example in examples:
        reading = model.read(example.text, example.lang)
        best = tuple(name for name, _ in reading.intents[:3])
        if example.intent not in known:
            strange[example.intent] += 1
        wanted = example.intent if example.intent in known else OUT_OF_SCOPE
        judged.append(Judged(example.text, wanted, best, reading.confidence))
    return Evaluation(tuple(judged), dict(strange.most_common()))


def interval(right: int, of: int) -> tuple[float, float]:
    """Wilson's 95% interval of the share ``right / of``, 0 to 1."""
    if not of:
        return 0.0, 1.0
    share = right / of
    middle = (share + _Z * _Z / (2 * of)) / (1 + _Z * _Z / of)
    half = _Z / (1 + _Z * _Z / of) * math.sqrt(share * (1 - share) / of + _Z * _Z / (4 * of * of))
    return middle - half, middle + half


def _share(hits: Any) -> float:
    found = list(hits)
    return sum(found) / len(found) if found else 0.0


def _point(point: Point) -> dict[str, Any]:
    return {
        "threshold": round(point.threshold, 4),
        "right": round(point.right, 4),
        "wrong": round(point.wrong, 4),
        "out_of_scope_refused": None if point.recall is None else round(point.recall, 4),
    }
