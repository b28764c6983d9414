"""Bags and small leather, standing on a table."""

from __future__ import annotations

from demo_pictures.garments import BRASS, WOOD
from demo_pictures.paint import Paint, both, dot, mirrored, oval, path, pattern, rect, seam, shade, stroke
from demo_pictures.things import glow, standing


def tote(p: Paint) -> str:
    body = both("M300 238L166 236L180 474Q182 486 196 486L300 488")
    return standing(
        stroke("M244 240C244 120 356 120 356 240", p.deep, 15)
        + path(body, "url(#g)")
        + stroke("M222 300V250C222 96 378 96 378 250V300", p.dark, 17)
        + seam("M172 256H428", p.line, 2)
        + glow(186, 280, 26, 170)
        + rect(282, 420, 36, 22, WOOD, 3),
        488,
        134,
    )


def tote_big(p: Paint) -> str:
    body = both("M300 212L116 210L142 476Q144 488 158 488L300 490")
    straps = stroke("M222 486V180C222 58 378 58 378 180V486", p.dark, 16)
    short = stroke("M250 224C250 150 350 150 350 224", p.deep, 13)
    return standing(
        short
        + path(body, "url(#g)")
        + straps
        + seam("M124 230H476", p.line, 2)
        + glow(146, 260, 26, 190)
        + rect(236, 330, 128, 118, p.light, 4, opacity=0.5)
        + seam("M240 334H360V444H240Z", p.line, 1.8),
        490,
        170,
    )


def tote_leather(p: Paint) -> str:
    body = both("M300 240L152 238L146 470Q146 486 164 486L300 486")
    handle = stroke("M226 288V252C226 110 374 110 374 252V288", p.dark, 14)
    base = both("M300 424L148 424L146 470Q146 486 164 486L300 486")
    return standing(
        stroke("M244 244C244 130 356 130 356 244", p.deep, 13)
        + path(body, "url(#g)")
        + path(base, p.dark)
        + handle
        + seam("M160 254H440M156 430H444", p.line, 2)
        + dot(226, 288, 7, BRASS)
        + dot(374, 288, 7, BRASS)
        + glow(170, 268, 22, 140),
        488,
        152,
    )


def backpack(p: Paint) -> str:
    straps = mirrored(stroke("M196 250Q150 300 158 430", p.deep, 26))
    body = both("M300 128C220 128 178 160 176 246L170 458Q170 488 202 488L300 490")
    pocket = both("M300 336L206 336L200 456Q202 472 218 472L300 474")
    lid = stroke("M192 262C196 200 236 168 300 168C364 168 404 200 408 262", p.line, 4, opacity=0.7)
    return standing(
        straps
        + stroke("M264 134C264 92 336 92 336 134", p.deep, 15)
        + path(body, "url(#g)")
        + lid
        + path(pocket, p.dark)
        + stroke("M212 352H388", p.line, 4, opacity=0.8)
        + rect(380, 350, 8, 28, BRASS, 4)
        + rect(262, 214, 76, 30, p.deep, 6)
        + glow(190, 260, 18, 190),
        490,
        140,
    )


def rolltop(p: Paint) -> str:
    straps = mirrored(stroke("M196 260Q150 310 160 440", p.deep, 26))
    body = both("M300 196L190 196L172 462Q172 488 202 488L300 490")
    roll = rect(186, 138, 228, 66, p.dark, 30) + stroke("M206 160H394M206 180H394", p.line, 2.4, opacity=0.5)
    belts = (
        stroke("M240 150V330M360 150V330", p.deep, 15)
        + rect(226, 318, 28, 34, "#2b2a2d", 5)
        + rect(346, 318, 28, 34, "#2b2a2d", 5)
    )
    return standing(
        straps
        + path(body, "url(#g)")
        + roll
        + belts
        + stroke("M214 404H386", p.line, 4, opacity=0.7)
        + path(both("M300 404L214 404L210 460L300 464"), p.dark, opacity=0.6)
        + glow(196, 230, 18, 220),
        490,
        136,
    )


def crossbody(p: Paint) -> str:
    strap = stroke("M172 320C120 60 480 60 428 320", p.dark, 10)
    body = both("M300 286L166 286L160 450Q160 476 190 478L300 480")
    flap = both("M300 278L158 278Q156 360 176 388Q230 408 300 410")
    return standing(
        strap
        + path(body, p.dark)
        + path(flap, "url(#g)")
        + seam("M170 370Q182 384 300 396Q418 384 430 370", p.line, 1.8)
        + rect(284, 392, 32, 30, BRASS, 5)
        + dot(170, 300, 9, BRASS)
        + dot(430, 300, 9, BRASS)
        + glow(180, 296, 70, 22),
        480,
        142,
    )


def sling(p: Paint) -> str:
    strap = stroke("M136 320C130 90 420 40 470 300", p.deep, 20) + rect(
        272, 96, 46, 32, "#2b2a2d", 5, transform="rotate(-8 295 112)"
    )
    body = "M120 320C120 268 180 264 300 264C420 264 484 268 482 320C478 420 402 468 300 468C198 468 124 420 120 320Z"
    return standing(
        strap
        + path(body, "url(#g)")
        + stroke("M146 318H452", p.deep, 9)
        + stroke("M146 318H452", "#d8d5cd", 2.4, stroke_dasharray="3 4")
        + rect(430, 314, 10, 30, "#d8d5cd", 4)
        + stroke("M168 384Q300 432 436 384", p.line, 2.4, opacity=0.6)
        + glow(150, 340, 20, 56),
        468,
        150,
    )


def sleeve(p: Paint) -> str:
    d = "M118 190H482Q494 190 494 202V424Q494 438 480 438H120Q106 438 106 424V202Q106 190 118 190Z"
    fleck = pattern("t", 34, 30, dot(6, 8, 1.6, p.line, opacity=0.5) + dot(24, 20, 1.3, p.line, opacity=0.5))
    laptop = rect(126, 158, 348, 60, "#c9ced3", 12)
    tab = rect(280, 170, 40, 92, WOOD, 6) + dot(300, 240, 6, BRASS)
    return (
        fleck
        + shade(d)
        + laptop
        + path(d, "url(#g)")
        + path(d, "url(#t)")
        + seam("M120 204V426H480V204", p.line, 2)
        + tab
    )


def wallet(p: Paint) -> str:
    d = "M152 216Q152 202 166 202H434Q448 202 448 216V404Q448 418 434 418H166Q152 418 152 404Z"
    cards = rect(184, 168, 232, 80, "#dfe5e2", 10) + rect(196, 182, 208, 70, "#c98f6d", 10)
    slot = "M152 262H250Q262 262 270 274Q300 314 330 274Q338 262 350 262H448V404Q448 418 434 418H166Q152 418 152 404Z"
    return (
        shade(d)
        + cards
        + path(d, p.deep)
        + path(slot, "url(#g)")
        + seam("M164 276V406H436V276", p.line, 2)
        + rect(392, 372, 26, 16, p.dark, 3)
    )


def pouch(p: Paint) -> str:
    def one(x: float, y: float, w: float, h: float, fill: str) -> str:
        body = rect(x, y, w, h, fill, 18)
        window = rect(x + 18, y + 46, w - 36, h - 66, p.deep, 8, opacity=0.45)
        mesh = "".join(f"M{x + 18 + i * 12} {y + 46}V{y + h - 20}" for i in range(1, int((w - 36) / 12)))
        return (
            body
            + window
            + stroke(mesh, p.line, 1, opacity=0.5)
            + stroke(f"M{x + 16} {y + 24}H{x + w - 16}", "#e5e1d8", 3, stroke_dasharray="3 4")
            + rect(x + w - 34, y + 18, 9, 28, BRASS, 4)
        )

    back = one(150, 146, 300, 210, p.dark)
    middle = one(108, 254, 230, 178, "url(#g)")
    front = one(318, 322, 176, 140, p.light)
    return standing(back + oval(250, 432, 150, 10, "#231f2b", opacity=0.12) + middle + front, 458, 170)
