"""Learning a ``Model`` from labelled messages. scikit-learn is imported here, inside, and nowhere else."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dangol.nlu.calibrate import Calibration
from dangol.nlu.errors import NotEnoughExamples
from dangol.nlu.features import VERSION, views_of
from dangol.nlu.model import Model, Part, Prior
from dangol.nlu.nearest import Neighbours
from dangol.nlu.reject import OUT_OF_SCOPE
from dangol.nlu.rows import Row
from dangol.nlu.train_network import Tell, learn_network
from dangol.nlu.train_trust import learn_trust, trust_fits
from dangol.nlu.train_unlabelled import ENOUGH, SURE, learn_unlabelled
from dangol.nlu.vocabulary import Vocabulary

_PENALTY = 1.0
_FEW, _QUICK = 200, 800  # lines from which a network has something to learn, and up to which that takes seconds
_QUICK_VOICES = 1
_VOICES = 3


@dataclass(frozen=True, slots=True)
class Example:
    """A message and what it means. Messages of one ``group`` (variants of one line) are never learnt from and tested on in turn."""

    text: str
    intent: str
    lang: str = "en"
    group: str = ""


@dataclass(frozen=True, slots=True)
class _How:
    out_share: float
    names: bool
    lean: bool
    voices: int
    prior: Part | None


def fingerprint(examples: Iterable[Example]) -> str:
    """The hash of a set of examples and of the way they are learnt: equal sets give equal models."""
    lines = sorted(json.dumps([e.lang, e.intent, e.text], ensure_ascii=False) for e in examples)
    return hashlib.sha256(f"{VERSION}\n{chr(10).join(lines)}".encode()).hexdigest()


def train(
    examples: Sequence[Example],
    *,
    out_share: float = 0.25,
    names: bool = True,
    lean: bool = False,
    thorough: bool | None = None,
    unlabelled: Sequence[tuple[str, str]] = (),
    prior: Model | None = None,
    tell: Tell | None = None,
) -> Model:
    """Learns a model, one part for each language that occurs.

    ``out_share`` is the share of messages expected to belong to no intent; with ``names`` the words of an intent's own name are one
    more example of it; ``lean`` leaves out what only one message has and the table of what words mean: half of the memory, for half a
    point. ``thorough`` adds networks that learn beside the linear classifier: one to three points more for minutes; left open, it is
    done where it takes seconds, and never for a lean model. ``unlabelled`` are messages of the same shop with their language: from a
    thousand on they are learnt from as well, which takes several times as long. ``prior`` is a model learnt from other messages, whose
    readings become features of these; what is learnt carries it along. ``tell`` is told the share that is done.
    Raises ``NotEnoughExamples`` with fewer than two intents.
    """
    by_lang: dict[str, list[Example]] = {}
    for example in examples:
        by_lang.setdefault(example.lang, []).append(example)
    if not by_lang:
        raise NotEnoughExamples("There are no examples.", cure="Give at least two intents with a few messages each.")
    done = 0
    parts = {}
    for lang, found in sorted(by_lang.items()):

        def told(share: float, before: int = done, many: int = len(found)) -> None:
            if tell:
                tell((before + share * many) / len(examples))

        more = list(dict.fromkeys(text for text, spoken in unlabelled if spoken == lang and text.strip()))
        lender = _lender(prior.parts.get(lang)) if prior else None
        how = _How(out_share, names, lean, _voices(len(found), lean, thorough), lender)
        parts[lang] = _train_part(lang, found, how, more if len(more) >= ENOUGH else [], told)
        done += len(found)
    return Model(parts, fingerprint(examples))


def _lender(part: Part | None) -> Part | None:
    """What of a part is carried along as a prior: no messages, nor how far its own word is trusted."""
    return part and replace(
        part, neighbours=Neighbours.index([], []), calibration=Calibration(), prior=None, judge=None
    )


def _voices(lines: int, lean: bool, thorough: bool | None) -> int:
    """How many networks learn beside the linear classifier."""
    if thorough is None:
        return _QUICK_VOICES if not lean and _FEW <= lines <= _QUICK else 0
    return _VOICES if thorough else 0


def _train_part(lang: str, examples: Sequence[Example], how: _How, more: Sequence[str], tell: Tell) -> Part:
    meant = not how.lean
    rows = [Row.of(e.text, e.intent, lang, e.group, how.prior, meant=meant) for e in examples if e.text.strip()]
    labels = sorted({row.label for row in rows})
    if len([label for label in labels if label != OUT_OF_SCOPE]) < 2:
        raise NotEnoughExamples(
            f"The {lang} examples name fewer than two intents.",
            cure="Give at least two intents with a few messages each.",
        )
    if how.names and lang not in ("ko", "ja"):
        own = [(label.replace("_", " ").replace("/", " "), label) for label in labels]
        rows += [
            Row.of(name, label, lang, prior=how.prior, meant=meant)
            for name, label in own
            if label != OUT_OF_SCOPE and len(name) > 2
        ]
    fits = itertools.count()
    total = 1 + trust_fits(rows) + (len(SURE) + 2 * trust_fits(rows) if more else 0)

    def fit(some: Sequence[Row]) -> Part:
        before = next(fits)
        part = _fit(lang, some, labels, how)
        if how.voices:
            wanted = np.eye(len(labels), dtype=np.float32)[[labels.index(row.label) for row in some]]
            texts = [row.text for row in some]
            network = learn_network(texts, wanted, how.voices, lambda share: tell((before + share) / total))
            part = replace(part, network=network)
        tell((before + 1) / total)
        return part

    part = replace(fit(rows), calibration=learn_trust(rows, fit, how.out_share))
    if more:
        said = {row.source for row in rows}
        judge = part
        part, taught = learn_unlabelled(
            part,
            [text for text in more if text not in said],
            lambda text, label: Row.of(text, label, lang, prior=how.prior, meant=meant),
            lambda found: fit([*rows, *found]),
        )

        def fit_more(some: Sequence[Row]) -> Part:
            # Of an intent that is left out to make strangers, nothing that was taken for it may be known either.
            known = {row.label for row in some}
            return replace(fit([*some, *(row for row in taught if row.label in known)]), judge=fit(some))

        part = replace(part, judge=judge, calibration=learn_trust(rows, fit_more, how.out_share))
    return part


def _fit(lang: str, rows: Sequence[Row], labels: Sequence[str], how: _How) -> Part:
    from scipy.sparse import csr_matrix, hstack
    from sklearn.svm import LinearSVC

    keys, indices, pointers, counts, views = _count(rows)
    if how.lean:
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
    if rows[0].beside is not None:
        table = hstack([table, csr_matrix(np.array([row.beside for row in rows]))], format="csr")
    number = {label: i for i, label in enumerate(labels)}
    wanted = np.array([number[row.label] for row in rows])
    present = np.unique(wanted)
    machine = LinearSVC(C=_PENALTY, tol=1e-2, max_iter=300, random_state=0)
    machine.fit(table, wanted)
    coefficients, bias = machine.coef_, machine.intercept_
    if len(present) == 2:
        coefficients, bias = np.vstack([-coefficients, coefficients]), np.concatenate([-bias, bias])
    full = np.zeros((len(labels), table.shape[1]), dtype=np.float32)
    full[present] = coefficients
    full, lent, meant = np.split(full, [len(keys), len(keys) + (len(how.prior.labels) if how.prior else 0)], axis=1)
    intercept = np.full(len(labels), -1.0, dtype=np.float32)
    intercept[present] = bias
    starts, columns, small, scale = _shrink(full, faint=1 if how.lean else 0)
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
        prior=Prior(how.prior, lent) if how.prior is not None else None,
        meant=meant if meant.size else None,
    )


def _count(rows: Sequence[Row]) -> tuple[NDArray[Any], ...]:
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
