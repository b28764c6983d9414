"""Things one wears on the body, laid flat and seen from above."""

from __future__ import annotations

from demo_pictures.paint import (
    Paint,
    both,
    dot,
    group,
    mirrored,
    mix,
    path,
    pattern,
    rect,
    seam,
    shade,
    stroke,
)

BRASS = "#c9a25a"
WOOD = "#a97c50"


def surface(kind: str, p: Paint) -> str:
    """The definition of a cloth's pattern, to be painted over it as ``url(#t)``."""
    line = p.line
    if kind == "stripe":
        return pattern("t", 40, 34, rect(0, 0, 40, 34, "#f6f3ec") + rect(0, 8, 40, 13, p.base))
    if kind == "check":
        bands = rect(0, 0, 22, 56, p.dark, opacity=0.55) + rect(0, 0, 56, 22, p.dark, opacity=0.55)
        thin = rect(37, 0, 3, 56, "#f6ead2", opacity=0.7) + rect(0, 37, 56, 3, "#f6ead2", opacity=0.7)
        return pattern("t", 56, 56, bands + thin)
    if kind == "rib":
        return pattern("t", 11, 20, rect(0, 0, 3, 20, line, opacity=0.33))
    if kind == "knit":
        return pattern("t", 14, 12, stroke("M0 2L7 9L14 2", line, 1.6, opacity=0.42))
    if kind == "quilt":
        return pattern("t", 44, 44, stroke("M0 0H44M0 0V44", line, 2.2, opacity=0.55), 45)
    if kind == "slub":
        return pattern("t", 60, 26, stroke("M4 6H22M34 18H54", line, 1.2, opacity=0.35))
    if kind == "twill":
        return pattern("t", 9, 9, stroke("M0 9L9 0", line, 1.1, opacity=0.3))
    return ""


def cloth(d: str, p: Paint, fill: str = "url(#g)", texture: bool = False) -> str:
    """A piece of cloth, with the picture's pattern over it if it has one."""
    return path(d, fill) + (path(d, "url(#t)") if texture else "")


def top(
    p: Paint,
    *,
    sleeve: str = "short",
    neck: str = "round",
    hem: str = "plain",
    texture: str = "",
    wide: float = 0,
    length: float = 476,
    front: str = "",
    details: str = "",
    flare: float = 0,
) -> str:
    """Everything from a T-shirt to a coat: a body, two sleeves, a neck, an opening."""
    n, s, a, b = 246, 184 - wide, 200 - wide, 196 - wide - flare
    drop = {"round": 182, "boat": 166, "v": 262, "collar": 186, "lapel": 306, "band": 176, "turtle": 160, "hood": 190}[
        neck
    ]
    across = 232 if neck == "boat" else n
    throat = f"M300 {drop}L{across} 142" if neck in ("v", "lapel") else f"M300 {drop}Q{across + 6} {drop} {across} 142"
    if sleeve == "none":
        armhole = f"L206 158Q226 232 {a} 276"
    else:
        armhole = f"L{s} 166Q{s + 22} 216 {a} 262"
    foot = f"L{b} {length - 12}Q{b + 4} {length} {b + 22} {length + 2}L300 {length + 4}"
    body = both(f"{throat}{armhole}{foot}")
    arms = {
        "short": f"M{s + 2} 164Q{s - 22} 172 {s - 30} 188L{s - 70} 276Q{s - 44} 298 {s - 8} 304L{a + 44} 262L{s + 44} 172Z",
        "half": f"M{s + 2} 164Q{s - 26} 174 {s - 36} 194L{s - 84} 306Q{s - 52} 334 {s - 10} 340L{a + 44} 268L{s + 44} 172Z",
        "long": f"M{s + 2} 164Q{s - 28} 174 {s - 36} 206L{s - 76} 452Q{s - 52} 468 {s - 26} 466L{a + 4} 290L{a + 44} 262L{s + 44} 172Z",
        "none": "",
    }[sleeve]
    parts = [shade(body)]
    if arms:
        parts.insert(0, group(mirrored(path(arms, "#231f2b")), opacity=0.1, transform="translate(12 16)"))
        parts.append(mirrored(path(arms, p.soft) + (path(arms, "url(#t)") if texture else "")))
        parts.append(cuffs(p, s, sleeve, hem))
    parts.append(path(both(f"M300 126Q262 128 {across} 142Q{across + 8} {drop} 300 {drop + 6}"), p.deep))
    parts.append(cloth(body, p, texture=bool(texture)))
    parts.append(creases(p, a, length))
    if hem == "rib":
        y = length - 26
        band = both(f"M300 {y}L{b + 1} {y}L{b + 6} {length + 10}L300 {length + 14}")
        parts.append(path(band, p.dark))
        parts.append(
            stroke(
                "".join(f"M{x} {y + 8}V{length + 4}" for x in range(int(b) + 14, 596 - int(b), 14)),
                p.line,
                1.6,
                opacity=0.5,
            )
        )
    elif hem == "plain":
        parts.append(seam(f"M{b + 8} {length - 16}Q300 {length - 8} {592 - b} {length - 16}", p.line, 1.8))
    parts.append(front)
    parts.append(collar(p, neck, across, drop))
    parts.append(details)
    return "".join(parts)


def cuffs(p: Paint, s: float, sleeve: str, hem: str) -> str:
    """The ends of the sleeves."""
    if sleeve == "short":
        return mirrored(seam(f"M{s - 63} 264Q{s - 40} 284 {s - 6} 291", p.line, 1.8))
    if sleeve == "half":
        return mirrored(seam(f"M{s - 77} 294Q{s - 48} 320 {s - 8} 327", p.line, 1.8))
    if hem == "rib":
        return mirrored(
            path(
                f"M{s - 73} 430L{s - 78} 462Q{s - 52} 480 {s - 26} 476L{s - 25} 444Q{s - 50} 446 {s - 73} 430Z", p.deep
            )
        )
    return mirrored(stroke(f"M{s - 71} 428Q{s - 50} 442 {s - 24} 441", p.line, 2.2, opacity=0.6))


def creases(p: Paint, a: float, length: float) -> str:
    """Soft folds where cloth bends."""
    folds = f"M{a + 6} 286Q{a + 34} 300 {a + 44} 330M{594 - a} 286Q{566 - a} 300 {556 - a} 330"
    low = f"M{a + 10} {length - 96}Q{a + 26} {length - 70} {a + 22} {length - 40}M{590 - a} {length - 96}Q{574 - a} {length - 70} {578 - a} {length - 40}"
    return stroke(folds + low, p.deep, 3, opacity=0.24)


def collar(p: Paint, neck: str, n: float, drop: float) -> str:
    """What is round the neck."""
    if neck in ("round", "boat"):
        d = f"M{n} 142Q{n + 6} {drop} 300 {drop}Q{594 - n} {drop} {600 - n} 142"
        return stroke(d, p.dark, 13) + stroke(
            f"M{n - 6} 147Q{n} {drop + 9} 300 {drop + 9}Q{600 - n} {drop + 9} {606 - n} 147", p.line, 1.5, opacity=0.6
        )
    if neck == "v":
        return stroke(f"M{n} 142L300 {drop}L{600 - n} 142", p.dark, 13)
    if neck == "turtle":
        d = both("M300 92Q262 94 252 102L246 152Q264 168 300 170")
        return path(d, p.dark) + stroke("".join(f"M{x} 104V158" for x in range(262, 345, 11)), p.line, 1.6, opacity=0.5)
    if neck == "band":
        return path(both("M300 176Q258 174 244 140L250 128Q262 158 300 162"), p.light) + path(
            both("M300 130Q266 130 250 130Q258 152 300 154"), p.deep
        )
    if neck == "collar":
        left = f"M248 128Q240 140 238 150L262 204L300 {drop - 8}Q262 168 248 128Z"
        return path(both("M300 128Q268 128 248 130Q262 166 300 176"), p.deep) + mirrored(
            path(left, p.light) + stroke(left, p.line, 1.4, opacity=0.5)
        )
    if neck == "lapel":
        left = "M246 138Q236 150 226 176L214 206L240 212L236 232L300 312L290 250Z"
        return path(both("M300 132Q268 130 248 138L300 300"), p.deep) + mirrored(
            path(left, p.light) + stroke(left, p.line, 1.4, opacity=0.45)
        )
    hood = both("M300 78C238 78 222 128 224 168Q250 204 300 214")
    inside = both("M300 112C262 112 250 138 252 166Q270 196 300 204")
    return (
        path(hood, "url(#g)")
        + path(inside, p.deep)
        + stroke("M252 166Q270 196 300 204Q330 196 348 166", p.line, 1.6, opacity=0.5)
    )


def buttons(p: Paint, start: float, end: float, count: int, color: str = "", x: float = 300) -> str:
    """A placket and its buttons."""
    step = (end - start) / max(count - 1, 1)
    color = color or mix(p.base, "#fffdf7", 0.55)
    dots = "".join(dot(x, start + step * i, 5.5, color) + dot(x, start + step * i, 2, p.dark) for i in range(count))
    return dots


def placket(p: Paint, start: float, end: float) -> str:
    """The strip that holds the buttons."""
    return stroke(f"M287 {start}V{end}M313 {start}V{end}", p.line, 1.6, opacity=0.55)


def pocket(p: Paint, x: float, y: float, w: float, h: float, flap: bool = False) -> str:
    """A patch pocket."""
    d = f"M{x} {y}H{x + w}V{y + h - 12}L{x + w / 2} {y + h}L{x} {y + h - 12}Z"
    more = path(f"M{x - 2} {y}H{x + w + 2}V{y + 16}L{x + w / 2} {y + 26}L{x - 2} {y + 16}Z", p.dark) if flap else ""
    return path(d, p.light, opacity=0.55) + stroke(d, p.line, 1.6, opacity=0.7) + more


def zipper(p: Paint, start: float, end: float) -> str:
    """A zip with its pull."""
    return (
        stroke(f"M300 {start}V{end}", p.deep, 7)
        + stroke(f"M300 {start}V{end}", "#d8d5cd", 2.4, stroke_dasharray="3 4")
        + rect(295, start + 2, 10, 22, "#d8d5cd", 4)
    )


def tee(p: Paint) -> str:
    return top(p)


def tee_boxy(p: Paint) -> str:
    return top(p, sleeve="half", wide=22, length=446)


def tee_slim(p: Paint) -> str:
    return surface("slub", p) + top(p, wide=-12, texture="slub")


def tee_stripe(p: Paint) -> str:
    return surface("stripe", p) + top(p, sleeve="long", neck="boat", texture="stripe")


def longtee(p: Paint) -> str:
    return top(p, sleeve="long", hem="none") + mirrored(
        path("M111 430L106 462Q132 480 158 476L159 444Q134 446 111 430Z", p.deep)
    )


def shirt(p: Paint) -> str:
    more = placket(p, 190, 472) + buttons(p, 214, 446, 6) + pocket(p, 330, 240, 54, 60)
    return top(p, sleeve="long", neck="collar", length=486, front=more)


def shirt_work(p: Paint) -> str:
    more = (
        placket(p, 190, 472)
        + buttons(p, 214, 446, 6, BRASS)
        + pocket(p, 330, 240, 56, 62, True)
        + pocket(p, 214, 240, 56, 62, True)
    )
    return surface("twill", p) + top(p, sleeve="long", neck="collar", length=484, front=more, texture="twill")


def shirt_band(p: Paint) -> str:
    return top(p, sleeve="long", neck="band", length=490, wide=6, front=stroke("M313 176V484", p.line, 2, opacity=0.6))


def shirt_check(p: Paint) -> str:
    more = placket(p, 190, 472) + buttons(p, 214, 446, 6) + pocket(p, 330, 240, 54, 60)
    return surface("check", p) + top(p, sleeve="long", neck="collar", length=484, wide=6, front=more, texture="check")


def shirt_short(p: Paint) -> str:
    left = "M248 130Q236 146 230 166L256 190L250 206L300 256L296 214Z"
    more = placket(p, 250, 456) + buttons(p, 272, 438, 4)
    open_collar = path(both("M300 130Q270 130 248 134L300 246"), p.deep) + mirrored(
        path(left, p.light) + stroke(left, p.line, 1.4, opacity=0.5)
    )
    return top(p, sleeve="half", neck="collar", length=462, wide=12, front=more, details=open_collar)


def sweat(p: Paint) -> str:
    return top(p, sleeve="long", hem="rib", length=456, wide=8, details=path("M287 196H313L300 216Z", p.dark))


def hoodie(p: Paint) -> str:
    kangaroo = "M232 360H368L392 430V452H208V430Z"
    cords = stroke("M282 206Q278 250 281 280M318 206Q323 250 319 288", mix(p.base, "#fffdf7", 0.6), 5)
    more = path(kangaroo, p.light, opacity=0.5) + stroke(kangaroo, p.line, 1.8, opacity=0.7)
    return top(p, sleeve="long", neck="hood", hem="rib", length=460, wide=12, front=more, details=cords)


def ziphoodie(p: Paint) -> str:
    pockets = mirrored(stroke("M286 366L232 376L214 440", p.line, 2.2, opacity=0.7))
    return top(p, sleeve="long", neck="hood", hem="rib", length=460, wide=8, front=pockets, details=zipper(p, 210, 470))


def halfzip(p: Paint) -> str:
    stand = path(both("M300 106Q266 106 252 112L246 152Q266 172 300 176"), p.light) + path(
        both("M300 104Q268 104 252 112Q270 124 300 125"), p.deep
    )
    return top(p, sleeve="long", neck="turtle", hem="rib", length=458, wide=10, details=stand + zipper(p, 122, 258))


def knit(p: Paint) -> str:
    return surface("knit", p) + top(p, sleeve="long", hem="rib", length=456, texture="knit")


def cardigan(p: Paint) -> str:
    more = stroke("M300 262V460", p.dark, 16) + buttons(p, 284, 440, 5, WOOD)
    pockets = mirrored(rect(216, 374, 58, 62, p.dark, 4, opacity=0.5))
    return surface("knit", p) + top(
        p, sleeve="long", neck="v", hem="rib", length=460, wide=6, texture="knit", front=more + pockets
    )


def turtleneck(p: Paint) -> str:
    return surface("rib", p) + top(p, sleeve="long", neck="turtle", hem="rib", length=456, wide=-8, texture="rib")


def knitvest(p: Paint) -> str:
    rims = mirrored(stroke("M206 158Q226 232 200 276", p.dark, 12))
    return surface("knit", p) + top(p, sleeve="none", neck="v", hem="rib", length=452, texture="knit", front=rims)


def dress_shirt(p: Paint) -> str:
    belt = (
        path(both("M300 304L196 302L194 328L300 332"), p.deep)
        + path("M312 326L342 410L326 414L300 330Z", p.dark)
        + path("M296 326L284 396L268 392L286 326Z", p.deep)
    )
    more = placket(p, 190, 604) + buttons(p, 214, 580, 8)
    return group(
        top(p, sleeve="half", neck="collar", length=610, flare=52, front=more, details=belt),
        transform="translate(45 4) scale(.85)",
    )


def dress_knit(p: Paint) -> str:
    return surface("rib", p) + group(
        top(p, sleeve="long", neck="boat", length=650, texture="rib", wide=-10, flare=20),
        transform="translate(54 -8) scale(.82)",
    )


def jacket_hood(p: Paint) -> str:
    pockets = mirrored(path("M212 372L270 356V372L214 390Z", p.deep)) + mirrored(
        stroke("M246 178L190 214", p.line, 2.2, opacity=0.6)
    )
    pull = zipper(p, 190, 476) + path(
        "M250 168Q270 200 300 206Q330 200 350 168L352 188Q330 214 300 218Q270 214 248 188Z", p.light
    )
    return top(p, sleeve="long", neck="hood", length=480, wide=12, hem="plain", front=pockets, details=pull)


def jacket_quilt(p: Paint) -> str:
    trim = stroke("M246 142Q252 182 300 184Q348 182 354 142M300 184V464", p.deep, 10)
    snaps = "".join(dot(300, y, 5.5, "#d8d5cd") for y in (214, 276, 338, 400, 446))
    return surface("quilt", p) + top(
        p, sleeve="long", neck="round", length=462, wide=10, hem="none", texture="quilt", details=trim + snaps
    )


def puffs(p: Paint, left: float, start: float, count: int, step: float) -> str:
    """The ridges of a down garment."""
    lines = ""
    for i in range(count):
        y = start + step * i
        lines += stroke(f"M{left} {y}Q300 {y + 20} {600 - left} {y}", p.deep, 3.4, opacity=0.55) + stroke(
            f"M{left + 6} {y + 9}Q300 {y + 29} {594 - left} {y + 9}", p.line, 2.4, opacity=0.3
        )
    return lines


def vest_down(p: Paint) -> str:
    stand = path(both("M300 100Q262 100 250 108L244 156Q266 176 300 180"), p.light) + path(
        both("M300 98Q266 98 250 108Q268 120 300 122"), p.deep
    )
    return top(
        p,
        sleeve="none",
        neck="turtle",
        length=456,
        hem="none",
        wide=4,
        front=puffs(p, 214, 208, 6, 42),
        details=stand + zipper(p, 120, 456),
    )


def parka(p: Paint) -> str:
    arms = mirrored(
        stroke(
            "M124 240Q148 262 174 258M116 296Q140 318 166 312M106 352Q130 376 156 370M98 408Q120 430 146 424",
            p.deep,
            3,
            opacity=0.55,
        )
    )
    fur = stroke(
        "M226 160C220 116 246 92 300 92C354 92 380 116 374 160", "#e2d3b8", 22, stroke_dasharray="2 11"
    ) + stroke("M226 160C220 116 246 92 300 92C354 92 380 116 374 160", "#cbb791", 12)
    pockets = mirrored(rect(204, 446, 66, 78, p.dark, 6, opacity=0.6) + rect(200, 438, 74, 22, p.light, 5))
    body = top(
        p,
        sleeve="long",
        neck="hood",
        length=590,
        wide=20,
        hem="none",
        front=puffs(p, 186, 238, 4, 48) + pockets,
        details=zipper(p, 216, 586) + fur,
    )
    return group(body + arms, transform="translate(45 4) scale(.85)")


def coat(p: Paint) -> str:
    pockets = mirrored(path("M204 396L262 390V406L206 414Z", p.deep))
    more = stroke("M300 306L308 612", p.line, 2, opacity=0.6) + pockets
    return group(
        top(
            p,
            sleeve="long",
            neck="lapel",
            length=612,
            hem="none",
            flare=12,
            wide=4,
            front=more,
            details=buttons(p, 336, 460, 3, p.deep, 314),
        ),
        transform="translate(45 -6) scale(.85)",
    )


def jacket_work(p: Paint) -> str:
    pockets = pocket(p, 206, 372, 74, 78) + pocket(p, 322, 372, 74, 78) + pocket(p, 326, 244, 60, 66)
    return surface("twill", p) + top(
        p,
        sleeve="long",
        neck="collar",
        length=478,
        wide=10,
        front=placket(p, 190, 470) + buttons(p, 216, 442, 5, p.deep) + pockets,
        texture="twill",
    )
