"""A trained classifier as plain numbers: hashed features, small integer weights, and how far its word can be trusted.

Serving needs numpy only. A ``Model`` holds one ``Part`` per language; ``to_bytes`` and ``from_bytes`` are an npz archive without pickle,
with the hash of the examples it was trained on, so that a caller can keep it on disk and knows when it is stale.
"""

from __future__ import annotations

import io
import json
import math
import threading
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dangol.nlu.calibrate import SIGNALS, Calibration
from dangol.nlu.errors import ModelUnreadable
from dangol.nlu.features import VERSION, Text, hashed, views_of
from dangol.nlu.meaning import meanings
from dangol.nlu.nearest import Neighbours
from dangol.nlu.network import Network
from dangol.nlu.normalise import plain
from dangol.nlu.prior import Known, leaning
from dangol.nlu.reject import OUT_OF_SCOPE
from dangol.nlu.tokens import PLACEHOLDERS, words
from dangol.nlu.vocabulary import Vocabulary

Floats = NDArray[np.float32]
_SAY = np.float32(0.2)  # of the network's logarithms beside the margins
_THINGS = frozenset(PLACEHOLDERS.values())


@dataclass(frozen=True, slots=True)
class Reading:
    """How one text was read: intents with their calibrated probability, best first; ``confidence`` is the first one's, the share of
    such readings that are right when the traffic is like the training set's; ``signals`` are what it was reckoned from."""

    intents: tuple[tuple[str, float], ...]
    confidence: float
    signals: tuple[float, ...] = ()
    nearest: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """The classifier of one language. ``keys`` are sorted; row ``i`` of the weights is ``columns/weights[starts[i]:starts[i+1]]``."""

    lang: str
    labels: tuple[str, ...]
    keys: NDArray[np.uint64]
    idf: Floats
    starts: NDArray[np.int32]
    columns: NDArray[np.unsignedinteger[Any]]  # the narrowest that holds all labels
    weights: NDArray[np.int8]
    scale: Floats
    bias: Floats
    vocabulary: Vocabulary
    neighbours: Neighbours
    calibration: Calibration
    network: Network | None = None  # a second voice
    judge: Part | None = None  # whose signals tell how far to trust: what learnt from labelled messages alone
    prior: Prior | None = None  # what has learnt from many messages of another set
    meant: Floats | None = None  # what each number of a meaning says for each label: labels by numbers
    view_weights: Floats = field(init=False)
    inside: NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "view_weights", np.array([w for w, _ in views_of(self.lang)], dtype=np.float32))
        object.__setattr__(self, "inside", np.array([label != OUT_OF_SCOPE for label in self.labels]))

    def margins(self, found: Sequence[Mapping[int, int]]) -> tuple[Floats, float]:
        """The margin of each label by the features ``found`` in a text, and the share of them that were ever seen in training."""
        sizes = [len(counts) for counts in found]
        total = sum(sizes)
        if not total:
            return self.bias, 0.0
        keys = np.fromiter((k for counts in found for k in counts), dtype=np.uint64, count=total)
        counted = np.fromiter((n for counts in found for n in counts.values()), dtype=np.float32, count=total)
        views = np.repeat(np.arange(len(found)), sizes)
        keys |= views.astype(np.uint64) << np.uint64(32)
        at = np.searchsorted(self.keys, keys)
        at[at == len(self.keys)] = 0
        known = self.keys[at] == keys
        seen = float(known.mean())
        at, views = at[known], views[known]
        values = (1 + np.log(counted[known])) * self.idf[at]
        norms = np.sqrt(np.bincount(views, weights=values * values, minlength=len(found)))
        norms[norms == 0] = 1
        values *= (self.view_weights / norms)[views]
        begin = self.starts[at]
        lengths = self.starts[at + 1] - begin
        ends = np.cumsum(lengths)
        if not len(ends) or not ends[-1]:
            return self.bias, seen
        flat = np.arange(ends[-1]) + np.repeat(begin - (ends - lengths), lengths)
        sums = np.bincount(
            self.columns[flat], weights=self.weights[flat] * np.repeat(values, lengths), minlength=len(self.labels)
        )
        return (sums * self.scale + self.bias).astype(np.float32), seen

    def leaning(self, found: Sequence[Mapping[int, int]]) -> Floats:
        """Which of the labels the features lean towards, as one that learns other labels is told it."""
        return leaning(self.beside(found, self.margins(found)[0]))

    def beside(self, found: Sequence[Mapping[int, int]], margins: Floats) -> Floats:
        """The ``margins`` with what is known of the text besides its features: how the prior leans, and what its words mean."""
        if self.prior is not None:
            margins = margins + self.prior.margins(found)
        if self.meant is not None and (table := meanings(self.lang)) is not None:
            margins = margins + self.meant @ table.of(found)
        return margins

    def read(self, text: str, known: Any = None, best: int = 5) -> Reading:
        """Classifies a text. ``known`` may be a ``Lexicon``: its words count as known, and typos are mended towards them too."""
        told = Known(self.prior.part.vocabulary, known) if self.prior else known
        tokens, coverage = self.vocabulary.mend(words(plain(text)), told)
        if not tokens or not _says(text, tokens):
            return Reading((), 0.0, (0.0,) * len(SIGNALS))
        cut = Text(plain(text), self.lang, tokens)
        if self.lang in ("ko", "ja"):
            cut = Text(plain(text), self.lang)
        found = hashed(cut)
        margins, seen = self.margins(found)
        margins = self.beside(found, margins)
        if self.network is not None:
            margins = margins + _SAY * self.network.log_shares(cut)
        closeness, label, row = self.neighbours.best(cut)
        inside = np.flatnonzero(self.inside)
        order = inside[np.argsort(-margins[inside], kind="stable")]
        first = margins[order[0]]
        second = margins[order[1]] if len(order) > 1 else -1.0
        out = margins[~self.inside].max() if not self.inside.all() else -1.0
        spread = np.exp(self.calibration.temperature * (margins[order] - first))
        shares = spread / spread.sum()
        signals: tuple[float, ...] = (
            float(first),
            float(first - second),
            float(first - out),
            coverage,
            seen,
            closeness,
            1.0 if label == self.labels[order[0]] else 0.0,
            float(shares[0]),
            math.log1p(len(tokens)),
        )
        if self.judge is not None:
            signals = self.judge.read(text, known).signals
        confidence = self.calibration.probability(signals)
        rest = min(1.0, (1 - confidence) / max(1e-6, 1 - float(shares[0])))
        intents = tuple(
            (self.labels[i], confidence if n == 0 else min(confidence, rest * float(shares[n])))
            for n, i in enumerate(order[:best])
        )
        return Reading(intents, confidence, signals, self.neighbours.text(row))


@dataclass(frozen=True, slots=True)
class Prior:
    """Another's ``part``, and what each of its labels says for each of those that were learnt: ``weights``, labels by its labels."""

    part: Part
    weights: Floats

    def margins(self, found: Sequence[Mapping[int, int]]) -> Floats:
        """What it adds to the margin of each label."""
        added: Floats = self.weights @ self.part.leaning(found)
        return added


def _says(text: str, tokens: Sequence[str]) -> bool:
    """Whether there is anything to read: a letter, a digit or a thing named, and not one letter leant on for a whole line."""
    if any(token in _THINGS for token in tokens):
        return True
    letters = {c for c in text if c.isalnum()}
    return bool(letters) and not (len(text) >= 30 and len(letters) <= 2)


@dataclass(frozen=True, slots=True)
class Model:
    """Classifiers per language, and the hash of the examples they were trained on."""

    parts: Mapping[str, Part]
    examples: str

    def read(self, text: str, lang: str, known: Any = None) -> Reading:
        """Classifies ``text`` as ``lang``; a language without a part gives an empty reading."""
        part = self.parts.get(lang)
        return part.read(text, known) if part else Reading((), 0.0, (0.0,) * len(SIGNALS))

    @property
    def intents(self) -> frozenset[str]:
        """Every intent any language knows."""
        return frozenset(label for part in self.parts.values() for label in part.labels if label != OUT_OF_SCOPE)

    def to_bytes(self) -> bytes:
        """The model as an npz archive (arrays and one JSON header; no pickle)."""
        arrays: dict[str, NDArray[Any]] = {}
        header: dict[str, Any] = {"version": VERSION, "examples": self.examples, "parts": {}}
        for lang, part in self.parts.items():
            header["parts"][lang] = _put(arrays, lang, part)
        arrays["header"] = np.frombuffer(json.dumps(header, ensure_ascii=False).encode(), dtype=np.uint8)
        buffer = io.BytesIO()
        np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> Model:
        """What ``to_bytes`` gave. Raises ``ModelUnreadable`` for damaged bytes or another version's."""
        try:
            with _ONE_AT_A_TIME, np.load(io.BytesIO(data), allow_pickle=False) as archive:
                header = json.loads(archive["header"].tobytes().decode())
                if header.get("version") != VERSION:
                    raise ModelUnreadable(
                        f"The trained model is of version {header.get('version')}, this program reads {VERSION}.",
                        cure="Train it again.",
                    )
                parts = {lang: _part(lang, facts, archive, lang) for lang, facts in header["parts"].items()}
        except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile) as problem:
            raise ModelUnreadable(
                f"These bytes are not a trained model: {problem}.", cure="Train it again."
            ) from problem
        return cls(parts, header["examples"])


# numpy reads the head of an array with ``ast``, and two threads in ``ast`` at once can fail before Python 3.11.8 (gh-106905).
_ONE_AT_A_TIME = threading.Lock()
_ARRAYS: Sequence[str] = ("keys", "idf", "starts", "columns", "weights", "scale", "bias")


def _put(arrays: dict[str, NDArray[Any]], place: str, part: Part) -> dict[str, Any]:
    """Puts the part's arrays under ``place`` and gives the rest as plain JSON."""
    for name in _ARRAYS:
        arrays[f"{place}.{name}"] = getattr(part, name)
    for name, array in part.vocabulary.arrays.items():
        arrays[f"{place}.known.{name}"] = array
    for name, array in part.neighbours.arrays.items():
        arrays[f"{place}.near.{name}"] = array
    for name, array in part.network.arrays().items() if part.network else ():
        arrays[f"{place}.net.{name}"] = array
    facts = {
        "labels": list(part.labels),
        "near": part.neighbours.names,
        "calibration": part.calibration.to_json(),
    }
    if part.judge:
        facts["judge"] = _put(arrays, f"{place}.judge", part.judge)
    if part.meant is not None:
        arrays[f"{place}.meant"] = part.meant
    if part.prior:
        arrays[f"{place}.lent"] = part.prior.weights
        facts["prior"] = _put(arrays, f"{place}.prior", part.prior.part)
    return facts


def _part(lang: str, facts: Mapping[str, Any], archive: Any, place: str) -> Part:
    arrays = {name: archive[f"{place}.{name}"] for name in _ARRAYS}
    known, near, net = (_under(archive, f"{place}.{room}.") for room in ("known", "near", "net"))
    return Part(
        lang=lang,
        labels=tuple(facts["labels"]),
        vocabulary=Vocabulary.from_arrays(known),
        neighbours=Neighbours(near, facts["near"]),
        calibration=Calibration.from_json(facts["calibration"]),
        network=Network.of(net) if net else None,
        judge=_part(lang, facts["judge"], archive, f"{place}.judge") if "judge" in facts else None,
        prior=_prior(lang, facts["prior"], archive, place) if "prior" in facts else None,
        meant=archive[f"{place}.meant"] if f"{place}.meant" in archive.files else None,
        **arrays,
    )


def _prior(lang: str, facts: Mapping[str, Any], archive: Any, place: str) -> Prior:
    return Prior(_part(lang, facts, archive, f"{place}.prior"), archive[f"{place}.lent"])


def _under(archive: Any, prefix: str) -> dict[str, NDArray[Any]]:
    return {name[len(prefix) :]: archive[name] for name in archive.files if name.startswith(prefix)}
