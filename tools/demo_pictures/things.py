"""Cups, tableware, home textiles, scents, tea and coffee, standing on a table."""

from __future__ import annotations

from demo_pictures.garments import WOOD, surface
from demo_pictures.paint import (
    Paint,
    both,
    dot,
    group,
    mirrored,
    mix,
    oval,
    path,
    pattern,
    rect,
    seam,
    shade,
    stroke,
)

PAPER = "#e6d3b1"
STEAM = "#ffffff"


def standing(content: str, ground: float, width: float) -> str:
    """Something on the table, with the shadow it throws."""
    return oval(310, ground, width + 16, 15, "#231f2b", opacity=0.16) + content


def glow(x: float, y: float, w: float, h: float) -> str:
    """Light along the left side."""
    return rect(x, y, w, h, "#ffffff", w / 2, opacity=0.16)


def steam(x: float, y: float) -> str:
    """Two curls of steam."""
    return stroke(f"M{x - 16} {y}q-16 -24 0 -46t0 -46M{x + 18} {y - 8}q-16 -24 0 -42t0 -42", STEAM, 8, opacity=0.5)


def mug_shape(p: Paint, scale: float) -> str:
    handle = path(
        "M408 272Q492 262 490 336Q486 404 398 400", "none", stroke=p.dark, stroke_width=24, stroke_linecap="round"
    )
    body = both("M300 230L182 232C160 330 176 432 222 456Q260 462 300 462")
    glaze = both("M300 230L182 232C178 256 175 280 175 304Q208 326 236 312Q268 298 300 316")
    raw = both("M300 436L203 436Q210 448 222 456Q260 462 300 462")
    drawn = (
        handle
        + path(body, "url(#g)")
        + path(glaze, p.light, opacity=0.45)
        + path(raw, "#b5936c")
        + oval(300, 231, 118, 22, p.light)
        + oval(300, 233, 104, 16, "#6b4630")
        + oval(288, 231, 60, 7, "#8a5e40")
        + path("M196 286C188 340 196 400 216 432L236 432C214 396 208 340 214 288Z", "#ffffff", opacity=0.2)
    )
    return group(
        oval(320, 462, 150, 15, "#231f2b", opacity=0.16) + drawn + steam(300, 204),
        transform=f"translate({300 - 306 * scale:.0f} {464 - 462 * scale:.0f}) scale({scale})",
    )


def mug(p: Paint) -> str:
    return mug_shape(p, 0.88)


def mug_big(p: Paint) -> str:
    return mug_shape(p, 1.12)


def tumbler(p: Paint) -> str:
    body = both("M300 196L224 198L242 470Q246 484 262 484L300 485")
    lid = (
        rect(214, 152, 172, 50, "#35363a", 12)
        + rect(230, 130, 140, 32, "#46474c", 10)
        + rect(318, 122, 46, 16, "#2b2c30", 6)
    )
    shine = path("M246 222L258 452L276 452L268 222Z", "#ffffff", opacity=0.3) + path(
        "M356 222L346 452L358 452L372 222Z", "#231f2b", opacity=0.1
    )
    return standing(
        path(body, "url(#g)")
        + shine
        + path(both("M300 440L240 440L242 470Q246 484 262 484L300 485"), p.dark)
        + lid
        + dot(300, 330, 15, "none", stroke=p.line, stroke_width=3),
        486,
        78,
    )


def glass(p: Paint) -> str:
    body = both("M300 208L192 210L216 466Q220 480 238 480L300 481")
    water = both("M300 312L202 312L217 460Q222 472 238 472L300 473")
    rim = oval(300, 209, 108, 20, "#ffffff", opacity=0.55) + oval(300, 211, 98, 14, p.dark, opacity=0.5)
    ice = group(
        rect(240, 296, 60, 56, "#ffffff", 10, opacity=0.6, transform="rotate(-14 270 324)")
        + rect(306, 304, 54, 52, "#ffffff", 10, opacity=0.5, transform="rotate(12 333 330)")
    )
    return standing(
        path(body, p.light, opacity=0.75)
        + path(water, "#d9a760", opacity=0.75)
        + oval(300, 312, 98, 15, "#e6bf80")
        + ice
        + rim
        + path("M210 230L230 452L248 452L232 230Z", "#ffffff", opacity=0.5),
        480,
        96,
    )


def bowl(p: Paint) -> str:
    body = both("M300 268L158 270C164 372 212 428 248 444L300 446")
    foot = path(both("M300 438L244 438L252 470L300 472"), p.dark)
    rice = path("M178 262Q196 196 248 206Q276 170 318 190Q372 182 386 222Q420 226 424 264Z", "#fffdf6") + stroke(
        "M236 232l10 -6M286 214l12 2M334 222l10 6M268 244l12 -4M372 246l8 6M312 250l12 -2", "#dcd3bf", 4
    )
    return standing(
        foot
        + rice
        + path(body, "url(#g)")
        + oval(300, 270, 142, 13, p.light)
        + stroke("M172 300Q300 334 428 300", p.line, 2.4, opacity=0.5)
        + path("M180 300C190 366 220 410 250 430L266 428C230 400 208 356 200 304Z", "#ffffff", opacity=0.2)
        + steam(300, 176),
        470,
        92,
    )


def plate(p: Paint) -> str:
    return (
        dot(312, 318, 196, "#231f2b", opacity=0.12)
        + dot(300, 300, 196, "url(#g)")
        + dot(300, 300, 178, p.dark, opacity=0.5)
        + dot(303, 304, 174, p.light)
        + dot(300, 300, 128, "none", stroke=p.line, stroke_width=2, opacity=0.35)
        + stroke("M150 236Q186 156 268 136", "#ffffff", 9, opacity=0.4)
        + dot(352, 352, 4, p.line, opacity=0.5)
        + dot(244, 330, 3, p.line, opacity=0.5)
        + dot(318, 244, 3, p.line, opacity=0.5)
    )


def tray(p: Paint) -> str:
    d = "M116 190H484Q508 190 508 214V388Q508 412 484 412H116Q92 412 92 388V214Q92 190 116 190Z"
    inner = rect(114, 212, 372, 178, p.dark, 16) + rect(118, 218, 368, 174, "url(#g)", 14)
    grain = stroke(
        "M130 248Q300 232 474 254M130 286Q220 300 300 286T474 292M130 330Q300 314 474 336M130 364Q260 376 474 362",
        p.line,
        2,
        opacity=0.45,
    )
    cup = (
        dot(238, 300, 50, "#231f2b", opacity=0.14)
        + dot(232, 292, 48, "#f4efe4")
        + dot(232, 292, 38, "#e3d8c4")
        + dot(232, 294, 35, "#a8b26b")
    )
    leaf = path("M360 332Q372 262 440 250Q436 320 360 332Z", "#7d8f63") + stroke(
        "M360 332Q390 288 432 258", "#5f6f4a", 3
    )
    return shade(d) + path(d, p.light) + inner + grain + cup + leaf


def apron(p: Paint) -> str:
    d = both("M300 168L238 164Q236 262 168 292L176 476Q176 490 192 490L300 492")
    straps = stroke("M244 168C220 96 250 82 300 96C350 82 380 96 356 168", p.dark, 14) + mirrored(
        stroke("M172 300Q110 320 96 380", p.dark, 11)
    )
    pockets = pocket_pair(p)
    return (
        surface("slub", p)
        + shade(d)
        + straps
        + path(d, "url(#g)")
        + path(d, "url(#t)")
        + pockets
        + seam("M246 184H354M184 470H416", p.line, 2)
    )


def pocket_pair(p: Paint) -> str:
    """The two pockets of the apron and its towel loop."""
    return mirrored(
        rect(198, 354, 92, 92, p.light, 4, opacity=0.5) + seam("M202 358H286V442H202Z", p.line, 1.8)
    ) + stroke("M404 316v40", WOOD, 7)


def folded(p: Paint, layers: int, texture: str, fringe: bool = False, h: float = 62) -> str:
    """A pile of folded cloth: ``layers`` rounded slabs."""
    parts = []
    y = 470 - layers * h
    for i in range(layers):
        fill = "url(#g)" if i % 2 == 0 else p.dark
        parts.append(
            rect(134, y + i * h, 332, h + 2, fill, h / 2)
            + (rect(134, y + i * h, 332, h + 2, "url(#t)", h / 2) if texture else "")
        )
        parts.append(stroke(f"M160 {y + i * h + h}H440", p.deep, 2.4, opacity=0.35))
    if fringe:
        parts.append(stroke("".join(f"M{156 + 16 * i} {y + h - 4}v38" for i in range(19)), p.light, 4.5))
    return surface(texture, p) + standing("".join(parts), 472, 178)


def towel(p: Paint) -> str:
    grid = pattern(
        "t",
        22,
        22,
        rect(0, 0, 22, 22, "none", 0, stroke=p.line, stroke_width=2.4, opacity=0.4)
        + rect(6, 6, 10, 10, p.deep, 2, opacity=0.14),
    )
    slabs = "".join(
        rect(134, 220 + i * 84, 332, 86, fill, 34)
        + rect(134, 220 + i * 84, 332, 86, "url(#t)", 34)
        + stroke(f"M166 {304 + i * 84}H436", p.deep, 2.4, opacity=0.35)
        for i, fill in enumerate(("url(#g)", p.dark, "url(#g)"))
    )
    return grid + standing(slabs + stroke("M446 232q22 -14 14 -38", p.dark, 6), 472, 178)


def blanket(p: Paint) -> str:
    return folded(p, 4, "twill", True)


def quilt(p: Paint) -> str:
    roll = rect(112, 232, 376, 212, "url(#g)", 90) + rect(112, 232, 376, 212, "url(#t)", 90)
    ends = oval(440, 338, 48, 104, p.dark) + stroke(
        "M440 290A24 46 0 1 1 424 330A14 26 0 1 0 446 348", p.line, 4, opacity=0.7
    )
    belts = (
        stroke("M196 234V442M330 234V442", "#2b2a2d", 13)
        + rect(184, 320, 26, 34, "#d8d5cd", 5)
        + rect(318, 320, 26, 34, "#d8d5cd", 5)
    )
    handle = stroke("M196 260C200 180 326 180 330 260", "#2b2a2d", 12)
    return surface("quilt", p) + standing(handle + roll + ends + belts, 444, 190)


def cushion(p: Paint) -> str:
    d = both("M300 146Q210 150 146 128Q136 136 140 160Q156 300 136 446Q134 464 152 466Q220 446 300 450")
    return (
        surface("slub", p)
        + shade(d)
        + path(d, "url(#g)")
        + path(d, "url(#t)")
        + stroke(
            "M182 176Q220 214 234 250M418 176Q384 208 368 244M178 420Q214 392 232 362M424 420Q390 392 372 366",
            p.deep,
            4,
            opacity=0.25,
        )
        + oval(288, 296, 84, 76, "#ffffff", opacity=0.07)
    )


def candle(p: Paint) -> str:
    cup = both("M300 270L190 270L198 456Q200 478 224 478L300 479")
    wax = both("M300 324L193 324L198 452Q200 470 222 470L300 471")
    flame = path("M300 196Q330 240 318 268Q308 284 300 284Q292 284 282 268Q270 240 300 196Z", "#f2b24c") + path(
        "M300 232Q314 254 309 270Q304 278 300 278Q296 278 291 270Q286 254 300 232Z", "#fff0c2"
    )
    halo = dot(300, 246, 118, "#ffe2a0", opacity=0.28)
    label = rect(246, 372, 108, 70, "#fbf7ee", 4) + stroke("M268 396H332M280 414H320", p.base, 4)
    return standing(
        halo
        + path(cup, "#ffffff", opacity=0.4)
        + path(wax, mix(p.base, "#fff8ea", 0.72))
        + oval(300, 324, 107, 15, mix(p.base, "#fff8ea", 0.86))
        + stroke("M300 322V282", "#4a3b2c", 5)
        + flame
        + label
        + oval(300, 270, 110, 15, "none", stroke="#ffffff", stroke_width=4, opacity=0.7)
        + path("M206 290L214 450L230 450L224 290Z", "#ffffff", opacity=0.4),
        478,
        106,
    )


def incense(p: Paint) -> str:
    smoke = stroke("M330 156C300 130 362 112 334 84C318 66 340 54 334 40", "#ffffff", 8, opacity=0.5)
    stick = stroke("M292 424L330 164", "#7b5a3c", 7) + dot(330, 162, 6, "#e6713c")
    holder = (
        path(both("M300 420L214 422Q220 462 262 470L300 471"), "url(#g)")
        + oval(300, 421, 86, 14, p.light)
        + oval(300, 422, 72, 9, "#cfc6b8")
    )
    box = (
        rect(120, 392, 64, 78, mix(p.base, "#fff8ea", 0.55), 4)
        + "".join(stroke(f"M{130 + i * 9} 392V{322 + (i * 7) % 18}", "#7b5a3c", 5) for i in range(6))
        + rect(120, 404, 64, 24, p.base)
    )
    return standing(smoke + stick + holder + box, 472, 160)


def tin(p: Paint) -> str:
    body = rect(192, 214, 216, 266, "url(#g)", 14)
    lid = rect(184, 158, 232, 70, p.dark, 14) + stroke("M192 206H408", p.line, 2.4, opacity=0.5)
    label = (
        rect(222, 276, 156, 144, "#f7f0df", 6)
        + path("M300 392Q246 366 262 308Q322 314 300 392Z", mix(p.base, "#7f9a5a", 0.5))
        + path("M300 392Q350 372 342 324Q296 326 300 392Z", mix(p.base, "#5f7a48", 0.5))
        + stroke("M300 392V406", "#5f6f4a", 4)
    )
    return standing(
        body + lid + label + glow(204, 236, 16, 226) + rect(206, 168, 18, 46, "#ffffff", 8, opacity=0.18), 480, 118
    )


def pouchbag(p: Paint) -> str:
    bag = "M190 176H410L424 452Q426 480 398 480H202Q174 480 176 452Z"
    fold = rect(184, 148, 232, 46, mix(PAPER, "#231f2b", 0.1), 5) + stroke("M186 172H414", "#a98f66", 2, opacity=0.6)
    label = (
        rect(222, 262, 156, 150, p.base, 78)
        + path("M300 300C270 320 262 352 300 380C338 352 330 320 300 300Z", "#fbf3df", opacity=0.9)
        + stroke("M300 312V372", p.base, 3)
    )
    return standing(
        path(bag, PAPER)
        + path("M190 176H228L214 480H202Q174 480 176 452Z", "#ffffff", opacity=0.18)
        + path("M372 194H411L424 452Q426 480 398 480H386Z", "#231f2b", opacity=0.07)
        + fold
        + label,
        480,
        122,
    )


def jar(p: Paint) -> str:
    body = "M190 246Q190 222 214 218H386Q410 222 410 246V450Q410 480 380 480H220Q190 480 190 450Z"
    fill = "M198 262H402V448Q402 472 378 472H222Q198 472 198 448Z"
    peel = "".join(
        stroke(f"M{x} {y}q18 -16 36 0", "#f7d57a", 9)
        for x, y in ((222, 300), (292, 288), (344, 316), (236, 440), (318, 450), (352, 428))
    )
    cloth = path(
        "M186 214Q180 160 226 152H374Q420 160 414 214Q394 200 376 216Q356 200 338 216Q318 200 300 216Q282 200 262 216Q244 200 224 216Q206 200 186 214Z",
        "#f4efe4",
    ) + stroke("M200 206Q300 190 400 206", "#b04f44", 6)
    label = (
        rect(240, 336, 120, 82, "#fbf7ee", 6)
        + dot(300, 377, 24, p.base)
        + stroke("M300 353q10 -12 22 -10", "#6f7f4c", 5)
    )
    return standing(
        path(body, "#ffffff", opacity=0.5)
        + path(fill, "url(#g)", opacity=0.9)
        + peel
        + label
        + cloth
        + glow(208, 250, 16, 200),
        480,
        116,
    )


def coffeebag(p: Paint) -> str:
    bag = "M186 186L414 186L428 454Q430 482 400 482H200Q170 482 172 454Z"
    top_fold = "M192 130H408L414 190H186Z"
    window = rect(244, 390, 112, 60, "#3a2519", 28) + "".join(
        oval(x, y, 13, 9, "#6b4630", transform=f"rotate({t} {x} {y})") + stroke(f"M{x - 7} {y}q7 -5 14 0", "#3a2519", 2)
        for x, y, t in ((270, 412, 20), (298, 424, -24), (326, 408, 34), (276, 436, -8), (322, 436, 10))
    )
    mark = (
        dot(300, 292, 52, "#f7f0df")
        + path(
            "M258 300Q279 284 300 300T342 300M258 318Q279 302 300 318T342 318",
            "none",
            stroke=p.base,
            stroke_width=7,
            stroke_linecap="round",
        )
        + dot(300, 268, 10, p.base)
    )
    return standing(
        path(top_fold, p.dark)
        + stroke("M190 164H410", "#e8e2d4", 7)
        + path(bag, "url(#g)")
        + path("M186 186H226L214 482H200Q170 482 172 454Z", "#ffffff", opacity=0.12)
        + path("M376 186H414L428 454Q430 482 400 482H388Z", "#231f2b", opacity=0.12)
        + mark
        + window,
        482,
        124,
    )


def box(p: Paint) -> str:
    front = "M150 266H390V476H150Z"
    side = "M390 266L456 226V430L390 476Z"
    lid = "M150 266L220 226H456L390 266Z"
    mark = (
        dot(270, 358, 52, "#f7f0df")
        + path("M236 352H304V372Q304 398 270 398Q236 398 236 372Z", p.base)
        + stroke("M304 358Q322 360 318 376Q314 386 302 384", p.base, 6)
        + stroke("M258 340q-6 -10 0 -20M280 340q-6 -10 0 -20", p.base, 4)
    )
    bag = (
        path("M228 244L246 132L382 152L366 250Z", "#f4efe4")
        + stroke("M242 156L378 176", "#cfc4ae", 3)
        + path("M284 186L340 194L332 236L276 230Z", mix(p.base, "#fff8ea", 0.5))
    )
    return standing(
        bag
        + path(lid, p.deep)
        + path("M228 248L366 252L366 266H228Z", "#f4efe4")
        + path(front, "url(#g)")
        + path(side, p.dark)
        + mark
        + stroke("M168 454H372", p.line, 3, opacity=0.6),
        474,
        166,
    )


def dripper(p: Paint) -> str:
    cone = both("M300 206L162 208L256 364L300 366")
    ribs = stroke(
        "M196 232Q236 268 262 352M240 224Q268 280 282 356M360 224Q336 284 320 356M408 230Q366 268 338 352",
        p.line,
        2.6,
        opacity=0.5,
    )
    handle = path(
        "M424 238Q486 232 482 282Q474 330 376 322", "none", stroke=p.dark, stroke_width=18, stroke_linecap="round"
    )
    saucer = path(both("M300 362L206 362Q202 380 224 384L300 386"), p.light)
    pot = path(both("M300 386L232 386Q190 420 196 462Q200 482 226 484L300 485"), "#ffffff", opacity=0.45) + path(
        both("M300 432L199 432Q194 450 198 464Q202 478 226 478L300 479"), "#5a3825", opacity=0.9
    )
    grounds = oval(300, 208, 138, 20, p.light) + oval(300, 212, 122, 14, "#5a3825")
    return standing(
        handle
        + pot
        + path(cone, "url(#g)")
        + ribs
        + grounds
        + saucer
        + glow(206, 402, 14, 70)
        + stroke("M300 388v34", "#5a3825", 4)
        + steam(300, 186),
        485,
        108,
    )


def teapot(p: Paint) -> str:
    body = both("M300 262L226 264C150 300 152 440 222 470Q260 478 300 478")
    tea = both("M300 352L171 352C164 404 186 448 226 464Q262 470 300 470")
    spout = "M172 372Q120 362 104 286L128 278Q146 326 188 332Z"
    handle = path(
        "M424 312Q512 298 500 384Q486 446 416 440",
        "none",
        stroke=p.dark,
        stroke_width=17,
        stroke_linecap="round",
        opacity=0.85,
    )
    basket = (
        rect(244, 262, 112, 128, "#c6ccd0", 14, opacity=0.6)
        + stroke("".join(f"M{256 + i * 13} 276V378" for i in range(8)), "#8f979d", 2, stroke_dasharray="3 5")
        + path("M256 372Q270 326 300 348Q322 318 346 372Q300 392 256 372Z", "#6f7f4c")
    )
    lid = path(both("M300 226Q236 228 226 264L300 268"), p.dark, opacity=0.85) + dot(300, 216, 16, WOOD)
    return standing(
        handle
        + path(spout, p.dark, opacity=0.8)
        + path(body, "#ffffff", opacity=0.5)
        + path(tea, "#c98f3f", opacity=0.72)
        + oval(300, 352, 129, 15, "#dba85a", opacity=0.9)
        + basket
        + lid
        + stroke("M192 330Q178 390 208 440", "#ffffff", 10, opacity=0.6)
        + steam(96, 262),
        478,
        112,
    )
