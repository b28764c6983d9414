"""A flow as a picture to look at: SVG, with what is said in the words of one language."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from dangol.dialogue.draw import exits, first_step, label
from dangol.dialogue.flow import Flow, Node
from dangol.dialogue.layout import Arrow, Box, Placed, place
from dangol.dialogue.state import END

Words = Callable[[str], str | None]
"""What is said under a key; none when that is unknown."""
_WIDTH, _LINE, _PAD, _MOST_LINES = 232.0, 18.0, 12.0, 4
_MARGIN, _HEAD = 28.0, 62.0
_FONT = "system-ui, -apple-system, 'Segoe UI', 'Apple SD Gothic Neo', 'Noto Sans KR', 'Noto Sans CJK KR', 'Hiragino Sans', sans-serif"
_STYLE = f"""
text {{ font-family: {_FONT}; font-size: 13px; fill: #1d2327; }}
.title {{ font-size: 19px; font-weight: 650; }}
.soft {{ fill: #5a6670; font-size: 12px; }}
.kind {{ font-size: 11px; font-weight: 650; letter-spacing: .04em; }}
.label {{ font-size: 11.5px; fill: #39434b; }}
.box {{ fill: #ffffff; stroke: #cfd6db; }}
.way {{ fill: none; stroke: #7d8993; stroke-width: 1.4; }}
.back {{ stroke: #a2560b; stroke-dasharray: 5 4; }}
.under {{ fill: #f7f8f9; }}
"""
_CLOSING = frozenset("、。，．！？!?,.:;」』）】)]}…ー々")
# What a kind of step is called, and its colour: dark enough to be read on white.
_KINDS = {
    "ask": ("ASKS", "#0b5cad"),
    "say": ("SAYS", "#1d6b4f"),
    "show": ("SHOWS", "#1d6b4f"),
    "offer": ("OFFERS", "#0b5cad"),
    "call": ("DOES", "#6a3fa0"),
    "hook": ("WEB HOOK", "#a2360b"),
    "coupon": ("GIVES A COUPON", "#1d6b4f"),
    "if": ("IF", "#4d5963"),
    "set": ("SETS", "#4d5963"),
    "tag": ("TAGS", "#4d5963"),
    "hand_over": ("HANDS OVER", "#a11a4b"),
    "start": ("OTHER FLOW", "#6a3fa0"),
}


@dataclass(frozen=True, slots=True)
class _Shape:
    kind: str
    colour: str
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        return _PAD * 2 + 12 + _LINE * len(self.lines)


def picture(flow: Flow, words: Words = lambda _key: None) -> str:
    """``flow`` as an SVG document; ``words`` gives its sentences, else their keys stand there."""
    shapes = {f"s{at}": _shape(flow, node, words) for at, node in _steps(flow)}
    boxes = {"start": Box(64.0, 28.0)}
    boxes |= {name: Box(_WIDTH, shape.height) for name, shape in shapes.items()}
    arrows = _arrows(flow, boxes)
    placed = place(boxes, arrows, "start")
    width = max(placed.width + 2 * _MARGIN, 420.0)
    left = (width - placed.width) / 2
    body = [f'<g transform="translate({left:.0f} {_HEAD + _MARGIN:.0f})">', *_ways(placed)]
    for name, (x, y) in placed.tops.items():
        if name in shapes:
            body += _box(shapes[name], x - _WIDTH / 2, y)
        else:
            body += _pill(x, y, boxes[name], "start" if name == "start" else "end", dark=name == "start")
    body += [*_labels(placed, arrows), "</g>"]
    height = placed.height + _HEAD + 2 * _MARGIN
    said = ", ".join(flow.start_on) or "another flow"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}" '
            f'role="img" aria-label={quoteattr(f"The flow {flow.name}: {flow.title}")}>',
            f"<title>{escape(flow.title)}</title><style>{_STYLE}</style>",
            f'<rect class="under" width="{width:.0f}" height="{height:.0f}"/>',
            f'<text class="title" x="{_MARGIN:.0f}" y="40">{escape(flow.title)}</text>',
            f'<text class="soft" x="{_MARGIN:.0f}" y="60">{escape(f"{flow.name} · begins with {_cut(said, 90)}")}</text>',
            '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
            '<path d="M0 0 8 4 0 8z" fill="context-stroke"/></marker></defs>',
            *body,
            "</svg>",
            "",
        ]
    )


def _steps(flow: Flow) -> Iterator[tuple[int, Node]]:
    """The steps that can be reached, in the order of the file."""
    seen, todo = set[int](), [first_step(flow, 0)]
    while todo:
        at = todo.pop()
        if at != END and at not in seen:
            seen.add(at)
            todo += [first_step(flow, to) for _, to in exits(flow.nodes[at])]
    return ((at, flow.nodes[at]) for at in sorted(seen))


def _arrows(flow: Flow, boxes: dict[str, Box]) -> list[Arrow]:
    """Every way on, those between the same two steps as one; each step that may end the flow gets an end of its own below it."""
    arrows = []
    begin = first_step(flow, 0)
    ways: list[tuple[str, str, int]] = [("start", "", begin)]
    ways += [(f"s{at}", word, first_step(flow, to)) for at, node in _steps(flow) for word, to in exits(node)]
    merged: dict[tuple[str, int], list[str]] = {}
    for name, word, to in ways:
        merged.setdefault((name, to), []).append(word)
    for (name, to), several in merged.items():
        end = f"s{to}"
        if to == END:
            end = f"end of {name}"
            boxes[end] = Box(46.0, 24.0)
        said = " · ".join(word for word in several if word)
        if len(several) > 3:
            said = f"{' · '.join(several[:2])} · +{len(several) - 2}"
        arrows.append(Arrow(name, end, said, _width_of(said, 11.5) + 14 if said else 0.0))
    return arrows


def _shape(flow: Flow, node: Node, words: Words) -> _Shape:
    kind, colour = _KINDS.get(node.do, (node.do.upper(), "#4d5963"))
    lines: list[str] = []
    if node.do == "ask":
        for name in node.slots:
            slot = flow.slots[name]
            lines += _wrapped(words(slot.ask) or f"{name} ({slot.kind})", 2)
            named = [words(choice.key) or str(choice.value) for choice in slot.options]
            if named:
                lines += _wrapped(f"[{'] ['.join(named)}]", 2)
        kind = f"{kind} {', '.join(node.slots)}"
    elif node.do == "say":
        lines = _wrapped(words(node.key or "") or node.key or "", 3)
    elif node.do == "offer":
        lines = _wrapped(words(node.key or "") or "", 2) if node.key else []
        named = [words(c.key) or c.key for c in node.choices if c.key] or [label(flow, node).removeprefix("offer ")]
        lines += _wrapped(f"[{'] ['.join(named)}]", 2)
    else:
        lines = _wrapped(label(flow, node) if node.do == "if" else node.key or ", ".join(node.values), 3)
        if node.into:
            lines += _wrapped(f"→ {', '.join(node.into)}", 2)
    return _Shape(kind, colour, tuple(lines[:_MOST_LINES]) or ("",))


def _box(shape: _Shape, x: float, y: float) -> Iterator[str]:
    yield f'<g transform="translate({x:.1f} {y:.1f})">'
    yield f'<rect class="box" width="{_WIDTH:.0f}" height="{shape.height:.0f}" rx="7"/>'
    yield f'<rect width="4" height="{shape.height - 14:.0f}" y="7" x="0.5" fill="{shape.colour}" rx="2"/>'
    yield f'<text class="kind" x="{_PAD + 4:.0f}" y="{_PAD + 8:.0f}" style="fill:{shape.colour}">{escape(shape.kind)}</text>'
    for number, line in enumerate(shape.lines):
        yield f'<text x="{_PAD + 4:.0f}" y="{_PAD + 28 + _LINE * number:.0f}">{escape(line)}</text>'
    yield "</g>"


def _pill(x: float, y: float, box: Box, text: str, *, dark: bool) -> Iterator[str]:
    fill, ink = ("#1d2327", "#ffffff") if dark else ("#e6eaed", "#39434b")
    yield (
        f'<rect x="{x - box.width / 2:.1f}" y="{y:.1f}" width="{box.width:.1f}" height="{box.height:.0f}" '
        f'rx="{box.height / 2:.0f}" fill="{fill}"/>'
    )
    size = 13 if dark else 11.5
    yield (
        f'<text x="{x:.1f}" y="{y + box.height / 2 + size * 0.36:.1f}" text-anchor="middle" '
        f'style="fill:{ink};font-size:{size}px">{escape(text)}</text>'
    )


def _ways(placed: Placed) -> Iterator[str]:
    for number, points in enumerate(placed.paths):
        if placed.back[number]:
            (x1, y1), (_, below), (lane, _), (_, above), (x2, y2) = points[:4] + points[5:]
            path = (
                f"M{x1:.1f} {y1:.1f} V{below - 8:.1f} q0 8 8 8 H{lane - 8:.1f} q8 0 8 -8 V{above + 8:.1f} q0 -8 -8 -8 "
            )
            path += f"H{x2 + 8:.1f} q-8 0 -8 8 V{y2:.1f}"
        else:
            path = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
            for (x1, y1), (x2, y2) in pairwise(points):
                bend = min(abs(y2 - y1) / 2, 60.0)
                path += f" C{x1:.1f} {y1 + bend:.1f} {x2:.1f} {y2 - bend:.1f} {x2:.1f} {y2:.1f}"
        kind = "way back" if placed.back[number] else "way"
        yield f'<path class="{kind}" d="{path}" marker-end="url(#tip)"/>'


def _labels(placed: Placed, arrows: list[Arrow]) -> Iterator[str]:
    for number, arrow in enumerate(arrows):
        if not arrow.label:
            continue
        points = placed.paths[number]
        (x1, y1), (x2, y2) = points[0], points[1]
        x, y = x1 + (x2 - x1) * 0.62, y1 + (y2 - y1) * 0.56
        if placed.back[number]:
            x, y = x2 + arrow.room / 2 + 14, y2
        yield (
            f'<rect class="under" x="{x - arrow.room / 2:.1f}" y="{y - 9:.1f}" width="{arrow.room:.1f}" height="18" rx="9"/>'
            f'<text class="label" x="{x:.1f}" y="{y + 4:.1f}" text-anchor="middle">{escape(arrow.label)}</text>'
        )


def _width_of(text: str, size: float = 13.0) -> float:
    """About how wide ``text`` is: an ideograph or a Hangul syllable is a square, a letter about half of one."""
    return sum(size if unicodedata.east_asian_width(c) in "WF" else size * 0.54 for c in text)


def _wrapped(text: str, most: int) -> list[str]:
    """``text`` in lines that fit a box, at most ``most``, the rest cut with an ellipsis."""
    room, lines, line = _WIDTH - 2 * _PAD - 8, list[str](), ""
    for word in _pieces(" ".join(text.split())):
        if line and _width_of(line + word.rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += word
        while _width_of(line.rstrip()) > room:
            cut = next(i for i in range(len(line), 0, -1) if _width_of(line[:i]) <= room)
            cut -= 1 if cut > 1 and line[cut : cut + 1] in _CLOSING else 0
            lines.append(line[:cut])
            line = line[cut:]
    if line.strip():
        lines.append(line.rstrip())
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1].rstrip(' .,、。')[:-1]}…"]
    return lines


def _pieces(text: str) -> Iterator[str]:
    """Where a line may break: behind a space, and between ideographs, but never before what closes."""
    piece = ""
    for char, following in zip(text, text[1:] + " ", strict=True):
        piece += char
        if char == " " or ("\u3000" <= char <= "\u9fff" and following not in _CLOSING):
            yield piece
            piece = ""
    if piece:
        yield piece


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
