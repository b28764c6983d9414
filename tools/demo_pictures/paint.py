"""What every picture is made with: shades of one colour, mirrored paths, small SVG elements."""

from __future__ import annotations

import re
from dataclasses import dataclass

WARM_DARK = "#231f2b"
WARM_LIGHT = "#fffdf7"


def mix(first: str, second: str, part: float) -> str:
    """``first`` with ``part`` (0 to 1) of ``second`` in it; both ``#rrggbb``."""
    pairs = zip(bytes.fromhex(first[1:]), bytes.fromhex(second[1:]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


def luma(color: str) -> float:
    """How light a colour is, 0 to 255."""
    red, green, blue = bytes.fromhex(color[1:])
    return 0.299 * red + 0.587 * green + 0.114 * blue


@dataclass(frozen=True)
class Paint:
    """The shades of one thing."""

    base: str

    @property
    def light(self) -> str:
        """Where the light falls."""
        return mix(self.base, WARM_LIGHT, 0.16)

    @property
    def dark(self) -> str:
        """Where it does not."""
        return mix(self.base, WARM_DARK, 0.17)

    @property
    def soft(self) -> str:
        """A part that lies a little lower, such as a sleeve."""
        return mix(self.base, WARM_DARK, 0.09)

    @property
    def deep(self) -> str:
        """Inside: the back of a neck, the mouth of a bag."""
        return mix(self.base, WARM_DARK, 0.38)

    @property
    def line(self) -> str:
        """A seam one can see: lighter than a dark cloth, darker than a light one."""
        return mix(self.base, WARM_LIGHT, 0.3) if luma(self.base) < 95 else mix(self.base, WARM_DARK, 0.32)


def number(value: float) -> str:
    """A coordinate, at most one decimal."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def both(half: str) -> str:
    """A closed path from its left half, which runs from the axis (x = 300) round the left side back to the axis.

    ``half`` uses absolute M, L, Q and C only.
    """
    tokens = re.findall(r"[MLQC]|-?\d+(?:\.\d+)?", half)
    segments: list[list[tuple[float, float]]] = []
    start: tuple[float, float] | None = None
    size = {"M": 1, "L": 1, "Q": 2, "C": 3}
    command, place = "M", 0
    while place < len(tokens):
        if tokens[place] in size:
            command = tokens[place]
            place += 1
        count = size[command]
        points = [(float(tokens[place + 2 * i]), float(tokens[place + 2 * i + 1])) for i in range(count)]
        place += 2 * count
        if command == "M":
            start, command = points[0], "L"
        else:
            segments.append(points)
    assert start is not None
    letters = {1: "L", 2: "Q", 3: "C"}
    forward = "".join(letters[len(s)] + " ".join(f"{number(x)} {number(y)}" for x, y in s) for s in segments)
    ends = [start, *(s[-1] for s in segments)]
    back = []
    for index in range(len(segments) - 1, -1, -1):
        controls = list(reversed(segments[index][:-1]))
        points = [*controls, ends[index]]
        back.append(letters[len(points)] + " ".join(f"{number(600 - x)} {number(y)}" for x, y in points))
    return f"M{number(start[0])} {number(start[1])}{forward}{''.join(back)}Z"


def path(d: str, fill: str = "none", **more: object) -> str:
    """A path. Keyword names use ``_`` for ``-``."""
    return f'<path d="{d}" fill="{fill}"{attributes(more)}/>'


def stroke(d: str, color: str, width: float = 3, **more: object) -> str:
    """A line with round ends."""
    return path(d, stroke=color, stroke_width=number(width), stroke_linecap="round", stroke_linejoin="round", **more)


def seam(d: str, color: str, width: float = 2) -> str:
    """A line of stitches."""
    return stroke(d, color, width, stroke_dasharray="7 6", opacity=0.7)


def rect(x: float, y: float, w: float, h: float, fill: str, r: float = 0, **more: object) -> str:
    """A rectangle with corners of radius ``r``."""
    corner = f' rx="{number(r)}"' if r else ""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(w)}" height="{number(h)}"{corner} '
        f'fill="{fill}"{attributes(more)}/>'
    )


def oval(x: float, y: float, rx: float, ry: float, fill: str, **more: object) -> str:
    """An ellipse."""
    return (
        f'<ellipse cx="{number(x)}" cy="{number(y)}" rx="{number(rx)}" ry="{number(ry)}" fill="{fill}"'
        f"{attributes(more)}/>"
    )


def dot(x: float, y: float, r: float, fill: str, **more: object) -> str:
    """A circle."""
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(r)}" fill="{fill}"{attributes(more)}/>'


def group(content: str, **more: object) -> str:
    """A group."""
    return f"<g{attributes(more)}>{content}</g>"


def attributes(more: dict[str, object]) -> str:
    """Keyword arguments as attributes."""
    return "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())


def mirrored(content: str) -> str:
    """``content`` and its mirror image."""
    return content + group(content, transform="matrix(-1 0 0 1 600 0)")


def shade(d: str, opacity: float = 0.1) -> str:
    """The shadow a flat thing throws to the lower right."""
    return path(d, WARM_DARK, opacity=opacity, transform="translate(12 16)")


def pattern(id: str, w: float, h: float, content: str, turn: float = 0) -> str:
    """A repeated pattern, to be used as ``url(#id)``."""
    turned = f' patternTransform="rotate({number(turn)})"' if turn else ""
    return (
        f'<pattern id="{id}" width="{number(w)}" height="{number(h)}" patternUnits="userSpaceOnUse"{turned}>'
        f"{content}</pattern>"
    )
