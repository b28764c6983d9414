"""Draws the demo shop's pictures: one SVG per product and colour, the shop's logo, the assistant's face.

    python tools/draw_demo.py              # writes src/dangol/demo/shop/catalog/images/*.svg
    python tools/draw_demo.py --check      # writes nothing; exit 1 if a committed picture differs
    python tools/draw_demo.py --sheet FILE # an HTML page with all of them, to look at in a browser

Everything is ours: flat shapes written down in ``tools/demo_pictures``, coloured with the colours of ``words.yaml``.
"""

from __future__ import annotations

import argparse
import sys
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from demo_pictures import accessories, bags, bottoms, footwear, garments, things
from demo_pictures.paint import Paint, dot, luma, mix, oval, path, rect, stroke
from write_demo import SHOP, Words, entries, load

IMAGES = SHOP / "catalog" / "images"
TABLE_TOP = {footwear: 312, bags: 404, things: 404}  # where the wall ends, for things that stand
GROUNDS = ("#e7dccb", "#d6e0df", "#ecd6c8", "#d8e0cd", "#d3deea", "#f0e2bf", "#dfd8e6", "#e6e2da")
FLAT = {"plate", "tray", "sleeve", "wallet", "apron", "cushion"}


def drawing_of(kind: str) -> tuple[Callable[[Paint], str], int | None]:
    """The function that draws ``kind``, and where the table it stands on begins, if it stands."""
    for room in (garments, bottoms, accessories, footwear, bags, things):
        found = getattr(room, kind, None)
        if found is not None:
            return found, None if kind in FLAT else TABLE_TOP.get(room)
    raise SystemExit(f"nothing draws {kind!r}")


def distance(first: str, second: str) -> float:
    """How far two colours are apart, 0 to 441."""
    pairs = zip(bytes.fromhex(first[1:]), bytes.fromhex(second[1:]), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs)) ** 0.5


def ground_for(place: int, colors: list[str]) -> str:
    """A background that suits the product in all its colours: the next of the palette that is far enough from each."""
    turned = [GROUNDS[(place * 3 + step) % len(GROUNDS)] for step in range(len(GROUNDS))]
    return max(turned, key=lambda ground: min(55.0, *(distance(ground, color) for color in colors)))


def picture(kind: str, color: str, ground: str) -> str:
    """One product picture, 600 by 600."""
    draw, table = drawing_of(kind)
    p = Paint(color)
    light, dark = mix(color, "#fffdf7", 0.13), mix(color, "#231f2b", 0.06 if luma(color) > 60 else 0.12)
    defs = (
        '<defs><linearGradient id="g" gradientUnits="userSpaceOnUse" x1="140" y1="100" x2="460" y2="500">'
        f'<stop stop-color="{light}"/><stop offset="1" stop-color="{dark}"/></linearGradient>'
        '<radialGradient id="b" cx=".34" cy=".26" r=".95">'
        f'<stop stop-color="{mix(ground, "#ffffff", 0.42)}"/><stop offset="1" stop-color="{ground}"/></radialGradient></defs>'
    )
    scene = rect(0, 0, 600, 600, "url(#b)")
    if table is not None:
        scene += path(f"M0 {table}H600V600H0Z", mix(ground, "#6d5a48", 0.13)) + rect(
            0, table, 600, 5, "#ffffff", opacity=0.22
        )
    body = draw(p)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600" width="600" height="600">{defs}{scene}{body}</svg>\n'


def duck(x: float = 0, y: float = 0) -> str:
    """Ori: a round duck with a tuft, calm eyes and a scarf in the shop's green."""
    body = path("M160 600C150 470 220 420 300 420C380 420 450 470 440 600Z", "#f3c64f") + path(
        "M214 600C214 520 250 478 300 478C350 478 386 520 386 600Z", "#fbe6a6", opacity=0.7
    )
    head = dot(300, 286, 158, "#f6cf5f") + path(
        "M300 128A158 158 0 0 1 300 444A190 190 0 0 0 300 128Z", "#e9b640", opacity=0.45
    )
    tuft = path("M296 140C270 104 284 76 306 62C304 84 318 88 330 80C332 106 320 124 308 140Z", "#f6cf5f")
    scarf = (
        path("M186 414Q300 476 414 414L424 458Q300 524 176 458Z", "#1f6b63")
        + path("M346 460L410 440L434 540L376 556Z", "#2a8278")
        + stroke("M384 530l4 20M404 526l4 20", "#c9e4df", 4)
    )
    beak = (
        path("M236 318Q300 282 364 318Q372 340 300 352Q228 340 236 318Z", "#ec8a3c")
        + path("M244 334Q300 350 356 334Q340 372 300 372Q260 372 244 334Z", "#d5702a")
        + dot(280, 312, 4, "#b85c1e")
        + dot(320, 312, 4, "#b85c1e")
    )
    eyes = "".join(oval(cx, 262, 17, 21, "#2b2a2d") + dot(cx + 6, 254, 6, "#ffffff") for cx in (232, 368))
    cheeks = oval(190, 318, 26, 16, "#f09a6a", opacity=0.6) + oval(410, 318, 26, 16, "#f09a6a", opacity=0.6)
    return f'<g transform="translate({x} {y})">{body}{tuft}{head}{cheeks}{eyes}{beak}{scarf}</g>'


def assistant() -> str:
    """The assistant's face, for a round frame."""
    scene = (
        rect(0, 0, 600, 600, "#cfe3df")
        + path("M0 470Q75 446 150 470T300 470T450 470T600 470V600H0Z", "#9fc9c2")
        + path("M0 520Q75 496 150 520T300 520T450 520T600 520V600H0Z", "#7fb5ac")
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600" width="600" height="600">{scene}{duck()}</svg>\n'


def logo() -> str:
    """The shop's mark: a landing, a boat, two waves; no letters, so it needs no font and no language."""
    mark = (
        dot(300, 300, 288, "#1f6b63")
        + path("M306 132V344H174C200 252 250 176 306 132Z", "#f7f1e3")
        + path("M330 190C378 226 412 282 424 344H330Z", "#f3c64f")
        + path("M132 366H468Q448 428 392 432H208Q152 428 132 366Z", "#f7f1e3")
        + stroke("M150 476Q187.500 452 225 476T300 476T375 476T450 476", "#a9d3cb", 17)
        + stroke("M216 520Q244 502 272 520T328 520T384 520", "#a9d3cb", 13)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600" width="600" height="600">{mark}</svg>\n'


def pictures() -> dict[str, str]:
    """Every picture by its file name."""
    words = Words(load("words"))
    drawn = {"logo.svg": logo(), "assistant.svg": assistant()}
    for place, entry in enumerate(entries()):
        colors = entry["colors"] or [entry["tint"]]
        ground = ground_for(place, [words.hex(color) for color in colors])
        for color in colors:
            name = f"{entry['id']}-{color}.svg" if entry["colors"] else f"{entry['id']}.svg"
            drawn[name] = picture(entry["draw"], words.hex(color), ground)
    return drawn


def sheet(drawn: dict[str, str]) -> str:
    """An HTML page of all pictures, small."""
    figures = "".join(
        f'<figure><img alt="" src="data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}">'
        f"<figcaption>{name[:-4]}</figcaption></figure>"
        for name, svg in drawn.items()
    )
    style = (
        "body{font:11px system-ui;display:grid;grid-template-columns:repeat(8,180px);gap:8px}"
        "figure{margin:0}img{width:180px;height:180px;border-radius:12px}"
    )
    return f"<!doctype html><meta charset=utf-8><style>{style}</style>{figures}"


def main() -> int:
    """Writes the pictures, or with ``--check`` compares them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a committed picture differs")
    parser.add_argument("--sheet", type=Path, help="write an HTML page with all pictures to this file")
    arguments = parser.parse_args()
    drawn = pictures()
    if arguments.sheet:
        arguments.sheet.write_text(sheet(drawn), encoding="utf-8")
        return 0
    present = {file.name for file in IMAGES.glob("*.svg")} if IMAGES.exists() else set()
    stale = sorted(present - set(drawn))
    for name, svg in drawn.items():
        file = IMAGES / name
        if arguments.check:
            if not file.exists() or file.read_text(encoding="utf-8") != svg:
                stale.append(name)
            continue
        IMAGES.mkdir(parents=True, exist_ok=True)
        file.write_text(svg, encoding="utf-8")
    if arguments.check and stale:
        print(f"Not as drawn: {', '.join(stale)}. Run: python tools/draw_demo.py")
        return 1
    for name in stale:
        (IMAGES / name).unlink(missing_ok=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
