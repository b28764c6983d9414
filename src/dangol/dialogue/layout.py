"""Where boxes and arrows of a drawing go: layers from top to bottom, few crossings, nothing on top of anything else.

The classical four steps: take the circles out, put every box below what leads to it, order each layer by what its boxes are connected
with, and move boxes as near to those as they fit. An arrow over several layers passes through a place of its own in each of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

GAP_X = 30.0
GAP_Y = 54.0
_LANE = 22.0
_SWEEPS = 12


@dataclass(frozen=True, slots=True)
class Box:
    """Something with a size."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one box to another; ``room`` is how wide its label is."""

    start: str
    end: str
    label: str = ""
    room: float = 0.0


@dataclass(slots=True)
class Placed:
    """What came of it: the middle of each box's top edge, the points each arrow passes (in the order of the arrows; ``back`` ones lead up
    again, beside everything), and the size of the whole."""

    tops: dict[str, tuple[float, float]] = field(default_factory=dict)
    paths: list[list[tuple[float, float]]] = field(default_factory=list)
    back: list[bool] = field(default_factory=list)
    width: float = 0.0
    height: float = 0.0


def place(boxes: Mapping[str, Box], arrows: Sequence[Arrow], root: str) -> Placed:
    """Place ``boxes``, of which ``root`` is the topmost, in the order given where nothing else decides."""
    back = _returning(boxes, arrows, root)
    rank = _ranks(boxes, arrows, back)
    grown = dict(boxes)
    chains = _chains(arrows, back, rank, grown)
    links = [(a, b) for chain in chains for a, b in pairwise(chain)]
    layers = _ordered(grown, rank, links)
    x = _across(grown, layers, links)
    tops, height = _down(grown, layers, x)
    placed = Placed(back=back, height=height)
    shift = min(tops[name][0] - box.width / 2 for name, box in grown.items())
    tops = {name: (left - shift, top) for name, (left, top) in tops.items()}
    placed.width = max(tops[name][0] + box.width / 2 for name, box in grown.items())
    placed.tops = {name: tops[name] for name in boxes}
    _route(placed, grown, arrows, chains, tops)
    return placed


def _returning(boxes: Mapping[str, Box], arrows: Sequence[Arrow], root: str) -> list[bool]:
    """Which arrows lead back to something on the way to them."""
    out: dict[str, list[int]] = {name: [] for name in boxes}
    for number, arrow in enumerate(arrows):
        out[arrow.start].append(number)
    back, state = [False] * len(arrows), dict.fromkeys(boxes, 0)
    for first in (root, *boxes):
        if state[first]:
            continue
        path = [(first, iter(out[first]))]
        state[first] = 1
        while path:
            name, numbers = path[-1]
            number = next(numbers, -1)
            if number < 0:
                state[name] = 2
                path.pop()
                continue
            end = arrows[number].end
            if state[end] == 1:
                back[number] = True
            elif state[end] == 0:
                state[end] = 1
                path.append((end, iter(out[end])))
    return back


def _ranks(boxes: Mapping[str, Box], arrows: Sequence[Arrow], back: Sequence[bool]) -> dict[str, int]:
    """The layer of each box: one below the lowest of those that lead to it."""
    rank = dict.fromkeys(boxes, 0)
    for _ in boxes:
        moved = False
        for arrow, returns in zip(arrows, back, strict=True):
            if not returns and rank[arrow.end] < rank[arrow.start] + 1:
                rank[arrow.end] = rank[arrow.start] + 1
                moved = True
        if not moved:
            break
    return rank


def _chains(
    arrows: Sequence[Arrow], back: Sequence[bool], rank: dict[str, int], boxes: dict[str, Box]
) -> list[list[str]]:
    """Each arrow as the places it passes; those between its ends are added to ``boxes`` and ``rank``."""
    chains: list[list[str]] = []
    for number, arrow in enumerate(arrows):
        if back[number]:
            chains.append([])
            continue
        chain = [arrow.start]
        for level in range(rank[arrow.start] + 1, rank[arrow.end]):
            name = f"{number}~{level}"
            boxes[name] = Box(max(10.0, arrow.room if len(chain) == 1 else 0.0), 0.0)
            rank[name] = level
            chain.append(name)
        chains.append([*chain, arrow.end])
    return chains


def _ordered(boxes: Mapping[str, Box], rank: Mapping[str, int], links: Sequence[tuple[str, str]]) -> list[list[str]]:
    layers: list[list[str]] = [[] for _ in range(max(rank.values()) + 1)]
    for name in boxes:
        layers[rank[name]].append(name)
    above: dict[str, list[str]] = {name: [] for name in boxes}
    below: dict[str, list[str]] = {name: [] for name in boxes}
    for a, b in links:
        below[a].append(b)
        above[b].append(a)
    best, fewest = [list(layer) for layer in layers], _crossings(layers, below)
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        for layer in layers[1:] if down else reversed(layers[:-1]):
            near = above if down else below
            at = {name: place for other in layers for place, name in enumerate(other)}
            now = {name: place for place, name in enumerate(layer)}

            def middle(name: str, near: dict[str, list[str]] = near, at: dict[str, int] = at) -> float:
                places = [at[other] for other in near[name]]
                return sum(places) / len(places) if places else at[name]

            layer.sort(key=lambda name, now=now, middle=middle: (middle(name), now[name]))  # type: ignore[misc]
        crossed = _crossings(layers, below)
        if crossed < fewest:
            best, fewest = [list(layer) for layer in layers], crossed
    return best


def _crossings(layers: Sequence[Sequence[str]], below: Mapping[str, Sequence[str]]) -> int:
    at = {name: place for layer in layers for place, name in enumerate(layer)}
    count = 0
    for layer in layers:
        ends = [at[end] for name in layer for end in sorted(below[name], key=at.__getitem__)]
        count += sum(1 for i, one in enumerate(ends) for other in ends[i + 1 :] if other < one)
    return count


def _across(
    boxes: Mapping[str, Box], layers: Sequence[Sequence[str]], links: Sequence[tuple[str, str]]
) -> dict[str, float]:
    near: dict[str, list[tuple[str, float]]] = {name: [] for name in boxes}
    for a, b in links:
        # A line that passes through layers had better be straight.
        weight = 8.0 if "~" in a and "~" in b else 3.0 if "~" in a or "~" in b else 1.0
        near[a].append((b, weight))
        near[b].append((a, weight))
    x: dict[str, float] = {}
    for layer in layers:
        at = 0.0
        for name in layer:
            x[name] = at + boxes[name].width / 2
            at += boxes[name].width + GAP_X
    levels = {name: level for level, layer in enumerate(layers) for name in layer}
    for sweep in range(_SWEEPS * 2):
        down = sweep % 2 == 0
        for layer in layers if down else reversed(layers):
            wanted, weights = [], []
            for name in layer:
                side = [(o, w) for o, w in near[name] if (levels[o] < levels[name]) == down] or near[name]
                total = sum(w for _, w in side)
                wanted.append(sum(x[o] * w for o, w in side) / total if side else x[name])
                weights.append(total if side else 0.01)
            for name, value in zip(layer, _apart([boxes[n].width for n in layer], wanted, weights), strict=True):
                x[name] = value
    return x


def _apart(widths: Sequence[float], wanted: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Places in the given order, with a gap between them, as near as can be to the ``wanted`` ones (pooling neighbours that clash)."""
    offsets, at = [], 0.0
    for place, width in enumerate(widths):
        at += (widths[place - 1] + width) / 2 + GAP_X if place else 0.0
        offsets.append(at)
    pools: list[tuple[float, float, int]] = []  # weighted sum, weight, how many
    for want, weight, offset in zip(wanted, weights, offsets, strict=True):
        pools.append(((want - offset) * weight, weight, 1))
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            last, before = pools.pop(), pools.pop()
            pools.append((last[0] + before[0], last[1] + before[1], last[2] + before[2]))
    means = [total / weight for total, weight, count in pools for _ in range(count)]
    return [mean + offset for mean, offset in zip(means, offsets, strict=True)]


def _down(
    boxes: Mapping[str, Box], layers: Sequence[Sequence[str]], x: Mapping[str, float]
) -> tuple[dict[str, tuple[float, float]], float]:
    tops, y = {}, 0.0
    for layer in layers:
        for name in layer:
            tops[name] = (x[name], y)
        y += max((boxes[name].height for name in layer), default=0.0) + GAP_Y
    return tops, y - GAP_Y


def _route(
    placed: Placed,
    boxes: Mapping[str, Box],
    arrows: Sequence[Arrow],
    chains: Sequence[Sequence[str]],
    tops: Mapping[str, tuple[float, float]],
) -> None:
    """The points of each arrow: out of the bottom of its box and into the top of the other, each where it crosses the fewest."""
    leaves: dict[str, list[int]] = {}
    enters: dict[str, list[int]] = {}
    for number, chain in enumerate(chains):
        if chain:
            leaves.setdefault(chain[0], []).append(number)
            enters.setdefault(chain[-1], []).append(number)
    ports: dict[tuple[int, bool], float] = {}
    for ends, going, place in ((leaves, True, 1), (enters, False, -2)):
        for name, numbers in ends.items():
            numbers.sort(key=lambda number, place=place: tops[chains[number][place]][0])  # type: ignore[misc]
            room = min(boxes[name].width * 0.7, 46.0 * (len(numbers) - 1))
            for index, number in enumerate(numbers):
                spread = room * (index / (len(numbers) - 1) - 0.5) if len(numbers) > 1 else 0.0
                ports[number, going] = tops[name][0] + spread
    lane, returning = placed.width + _LANE, 0
    for number, arrow in enumerate(arrows):
        chain = chains[number]
        if not chain:
            # Through the gap below its row, up beside everything, and down from the gap above: never behind a box.
            (sx, sy), (ex, ey) = tops[arrow.start], tops[arrow.end]
            x, to = sx + boxes[arrow.start].width * 0.4, ex + boxes[arrow.end].width * 0.4
            row = max(top + boxes[name].height for name, (_, top) in tops.items() if top == sy)
            below, above = row + 12 + returning % 3 * 7, ey - 13 - returning % 3 * 6
            points = [
                (x, sy + boxes[arrow.start].height),
                (x, below),
                (lane, below),
                (lane, above),
                (to, above),
                (to, ey),
            ]
            placed.paths.append(points)
            placed.width, placed.height = max(placed.width, lane + 4), max(placed.height, below + 8)
            lane += _LANE
            returning += 1
            continue
        first, last = chain[0], chain[-1]
        points = [(ports[number, True], tops[first][1] + boxes[first].height)]
        points += [tops[name] for name in chain[1:-1]]
        placed.paths.append([*points, (ports[number, False], tops[last][1])])
