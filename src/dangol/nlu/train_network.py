"""Learning a ``Network``: back-propagation through one layer of filters, with Adam, in plain numpy.

What only few weights take part in is reckoned sparsely: of all places a filter looks at, only the one where it answered strongest is
taught, and only the pieces that occur in a batch are moved. One thread, one seed: equal examples give equal networks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dangol.nlu.features import Text
from dangol.nlu.network import WIDTHS, Floats, Network, pieces

_SIZE = 100  # of a word's vector
_FILTERS = 100  # of each width
_START = 0.03  # how far from nothing a piece begins: what was seen once must not weigh
_PACE = 3e-3
_HIDE_WORDS, _HIDE_SIDES, _HIDE_ANSWERS = 0.15, 0.25, 0.5  # left out at random, so that nothing is relied on alone
_MEMORY, _SQUARES = np.float32(0.1), np.float32(0.001)  # of Adam: the share that is new
_BUCKETS = 16  # batches are made of messages about equally long

Tell = Callable[[float], None]
"""Told now and then which share of the learning is done."""


def learn_network(texts: Sequence[Text], wanted: Floats, voices: int, tell: Tell | None = None) -> Network:
    """Learns ``voices`` networks from texts and the share of each label each of them should get (rows of ones and noughts)."""
    from threadpoolctl import threadpool_limits

    table = _Table.of(texts)
    learnt = []
    with threadpool_limits(1):  # the products are small: a second thread waits more than it works
        for seed in range(voices):
            learner = _Learner(len(table.keys), wanted.shape[1], seed)
            learner.learn(table, wanted, partial(_tell_of_all, tell, seed, voices))
            learnt.append(learner.weights)
    arrays = {name: np.stack([one[name] for one in learnt]) for name in learnt[0] if name != "vectors"}
    half = {name: array.astype(np.float16) for name, array in arrays.items()}
    vectors = np.stack([one["vectors"] for one in learnt], axis=1)
    scale = np.maximum(np.abs(vectors).max(axis=(0, 2)), 1e-6).astype(np.float32) / 127
    small = np.rint(vectors / scale[None, :, None]).astype(np.int8)
    return Network.of({"keys": table.keys, "vectors": small, "scale": scale, **half})


def _tell_of_all(tell: Tell | None, done: int, of: int, share: float) -> None:
    if tell:
        tell((done + share) / of)


def _pace(rows: int) -> tuple[int, int]:
    """How many messages to a batch, and how often each is seen."""
    if rows < 2000:
        return 16, min(60, max(25, 6400 // rows))
    return (32, 9) if rows < 8000 else (64, 12)


@dataclass(frozen=True, slots=True)
class _Table:
    """The texts as rows of token numbers, and what each token is made of."""

    keys: NDArray[np.uint32]
    made: Any  # a sparse table: tokens by pieces
    rows: list[NDArray[np.int64]]
    lengths: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Sequence[Text]) -> _Table:
        from scipy.sparse import csr_matrix

        number: dict[tuple[str, ...], int] = {}
        rows = [
            np.array([number.setdefault(token, len(number)) for token in pieces(text)], dtype=np.int64)
            for text in texts
        ]
        sizes = np.array([len(token) for token in number])
        hashes = np.fromiter(
            (crc32(piece.encode()) for token in number for piece in token), np.uint32, int(sizes.sum())
        )
        keys, columns = np.unique(hashes, return_inverse=True)
        values = np.repeat(1 / np.sqrt(sizes), sizes).astype(np.float32)
        pointers = np.concatenate([[0], np.cumsum(sizes)])
        made = csr_matrix((values, columns, pointers), shape=(len(number), len(keys)))
        return cls(keys, made, rows, np.array([len(row) for row in rows]))


@dataclass(frozen=True, slots=True)
class _Pass:
    """What is remembered of the way forward for the way back."""

    tokens: NDArray[np.int64]  # the batch's own tokens
    place: NDArray[np.int64]  # which of them stands where; -1: none
    vectors: Floats  # at each place
    shown: Floats
    strongest: list[NDArray[np.int64]]
    pooled: Floats
    hidden: Floats
    kept: Floats
    shares: Floats


class _Learner:
    def __init__(self, pieces_seen: int, labels: int, seed: int) -> None:
        dice = np.random.default_rng(seed)
        hidden = _FILTERS * len(WIDTHS) + _SIZE

        def start(*shape: int, spread: float) -> Floats:
            return (dice.standard_normal(shape, dtype=np.float32) * np.float32(spread)).astype(np.float32)

        self.weights: dict[str, Floats] = {
            "vectors": start(pieces_seen, _SIZE, spread=_START),
            "filters": start(_SIZE, _FILTERS * sum(WIDTHS), spread=(3 * _SIZE) ** -0.5),
            "filter_bias": np.zeros(_FILTERS * len(WIDTHS), dtype=np.float32),
            "out": start(hidden, labels, spread=hidden**-0.5),
            "out_bias": np.zeros(labels, dtype=np.float32),
        }
        self._means = {name: np.zeros_like(array) for name, array in self.weights.items()}
        self._squares = {name: np.zeros_like(array) for name, array in self.weights.items()}
        self._dice = dice
        self._steps = 0

    def learn(self, table: _Table, wanted: Floats, tell: Tell) -> None:
        size, times = _pace(len(table.rows))
        total = times * -(-len(table.rows) // size)
        for _ in range(times):
            for batch in self._batches(table.lengths, size):
                done = self._steps / total
                self._step(table, batch, wanted[batch], _PACE * min(1.0, done * 10 + 0.1) * max(0.0, 1 - done))
            tell(self._steps / total)

    def _batches(self, lengths: NDArray[np.int64], size: int) -> list[NDArray[np.int64]]:
        order = self._dice.permutation(len(lengths))
        found = []
        for begin in range(0, len(order), size * _BUCKETS):
            some = order[begin : begin + size * _BUCKETS]
            some = some[np.argsort(lengths[some], kind="stable")]
            found += [some[i : i + size] for i in range(0, len(some), size)]
        return [found[i] for i in self._dice.permutation(len(found))]

    def _step(self, table: _Table, batch: NDArray[np.int64], wanted: Floats, pace: float) -> None:
        forward, made = self._forward(table, batch)
        many, length = forward.place.shape
        error = (forward.shares - wanted) / np.float32(many)
        back = (error @ self.weights["out"].T) * forward.kept
        answers = len(WIDTHS) * _FILTERS
        pooled: Floats = np.where(forward.pooled > 0, back[:, :answers], np.float32(0))
        table_of = self._answers(forward, pooled)
        flat = forward.vectors.reshape(-1, _SIZE)
        slopes = {
            "out": forward.hidden.T @ error,
            "out_bias": error.sum(axis=0),
            "filter_bias": pooled.sum(axis=0),
            "filters": (table_of @ flat).T,
        }
        at_place = (table_of.T @ np.ascontiguousarray(self.weights["filters"].T)).reshape(many, length, _SIZE)
        at_place += (back[:, answers:] / _roots(forward.place))[:, None]
        at_place *= forward.shown
        columns, pieces_slope = _of_pieces(forward, made, at_place)
        self._steps += 1
        turn = pace * (1 - 0.999**self._steps) ** 0.5 / (1 - 0.9**self._steps)
        for name, slope in slopes.items():
            self._move(name, slice(None), slope, turn)
        self._move("vectors", columns, pieces_slope, turn)

    def _forward(self, table: _Table, batch: NDArray[np.int64]) -> tuple[_Pass, Any]:
        dice, weights = self._dice, self.weights
        length = max(int(table.lengths[batch].max()), max(WIDTHS) - 2) + 2
        place = np.full((len(batch), length), -1, dtype=np.int64)
        for line, row in enumerate(batch):
            place[line, 1 : 1 + table.lengths[row]] = table.rows[row]
        tokens, inverse = np.unique(place, return_inverse=True)
        made = table.made[tokens[1:]]  # the first is -1: there is always an empty place
        vectors = np.concatenate([np.zeros((1, _SIZE), dtype=np.float32), made @ weights["vectors"]])
        shown = ((place >= 0) & (dice.random(place.shape) >= _HIDE_WORDS)).astype(np.float32)[..., None]
        shown = shown * _kept(dice, (len(batch), 1, _SIZE), _HIDE_SIDES)
        inverse = inverse.reshape(place.shape)
        seen = vectors[inverse] * shown
        answers = (seen.reshape(-1, _SIZE) @ weights["filters"]).reshape(len(batch), length, -1)
        strongest, pooled, begin = [], [], 0
        for width in WIDTHS:
            places = length - width + 1
            sums = answers[:, :places, begin : begin + _FILTERS].copy()
            for step in range(1, width):
                sums += answers[:, step : step + places, begin + step * _FILTERS : begin + (step + 1) * _FILTERS]
            where = sums.argmax(axis=1)
            strongest.append(where)
            pooled.append(np.take_along_axis(sums, where[:, None], axis=1)[:, 0])
            begin += width * _FILTERS
        before = np.concatenate(pooled, axis=1) + weights["filter_bias"]
        hidden = np.concatenate([np.maximum(before, 0), seen.sum(axis=1) / _roots(place)], axis=1)
        kept = _kept(dice, hidden.shape, _HIDE_ANSWERS)
        hidden = hidden * kept
        raw = hidden @ weights["out"] + weights["out_bias"]
        raw = np.exp(raw - raw.max(axis=1, keepdims=True))
        shares = raw / raw.sum(axis=1, keepdims=True)
        return _Pass(tokens, inverse, seen, shown, strongest, before, hidden, kept, shares), made

    def _answers(self, forward: _Pass, pooled: Floats) -> Any:
        """Which place taught which filter how much: a sparse table, filters and neighbours by places."""
        from scipy.sparse import csr_matrix

        many, length = forward.place.shape
        lines = self.weights["filters"].shape[1]
        values = np.empty((lines, many), dtype=np.float32)
        places = np.empty((lines, many), dtype=np.int32)
        begin = 0
        for number, width in enumerate(WIDTHS):
            slope = pooled[:, number * _FILTERS : (number + 1) * _FILTERS].T
            first = (forward.strongest[number] + np.arange(many)[:, None] * length).T
            for step in range(width):
                here = slice(begin + step * _FILTERS, begin + (step + 1) * _FILTERS)
                values[here], places[here] = slope, first + step
            begin += width * _FILTERS
        pointers = np.arange(lines + 1, dtype=np.int32) * many
        return csr_matrix((values.ravel(), places.ravel(), pointers), shape=(lines, many * length))

    def _move(self, name: str, rows: Any, slope: Floats, turn: float) -> None:
        mean, square = self._means[name][rows], self._squares[name][rows]
        mean += _MEMORY * (slope - mean)
        square += _SQUARES * (slope * slope - square)
        if not isinstance(rows, slice):  # chosen rows are copies
            self._means[name][rows], self._squares[name][rows] = mean, square
        self.weights[name][rows] -= np.float32(turn) * mean / (np.sqrt(square) + np.float32(1e-8))


def _kept(dice: np.random.Generator, shape: tuple[int, ...], share: float) -> Floats:
    kept: Floats = (dice.random(shape) >= share).astype(np.float32) / np.float32(1 - share)
    return kept


def _roots(place: NDArray[np.int64]) -> Floats:
    """The root of how many words each line has (the first of the batch's tokens, 0, is the empty one)."""
    counts = (place > 0).sum(axis=1, keepdims=True)
    roots: Floats = np.sqrt(np.maximum(1, counts)).astype(np.float32)
    return roots


def _of_pieces(forward: _Pass, made: Any, at_place: Floats) -> tuple[NDArray[np.int64], Floats]:
    """What the places teach the pieces of the tokens that stand there; only those that occur."""
    from scipy.sparse import csr_matrix

    flat = forward.place.ravel()
    spread = csr_matrix(
        (np.ones(len(flat), dtype=np.float32), (flat, np.arange(len(flat)))), shape=(len(forward.tokens), len(flat))
    )
    of_tokens = (spread @ at_place.reshape(len(flat), -1))[1:]
    columns = np.unique(made.indices)
    narrow = csr_matrix(
        (made.data, np.searchsorted(columns, made.indices), made.indptr), shape=(made.shape[0], len(columns))
    )
    return columns, narrow.T.tocsr() @ of_tokens
