"""Hats, scarves, gloves, socks, belts and umbrellas, laid flat."""

from __future__ import annotations

from demo_pictures.garments import BRASS, WOOD, cloth, surface
from demo_pictures.paint import Paint, both, dot, group, mix, oval, path, rect, seam, shade, stroke


def cap(p: Paint) -> str:
    crown = "M150 358C146 226 210 156 312 156C412 156 456 232 452 346Q300 312 150 358Z"
    brim = "M150 358Q300 306 452 346Q476 372 470 392Q300 350 116 424Q110 392 150 358Z"
    lines = stroke("M312 156Q250 220 236 328M312 156Q372 224 376 324", p.line, 2.2, opacity=0.6)
    return (
        shade(crown)
        + shade(brim)
        + path(crown, "url(#g)")
        + lines
        + path(brim, p.dark)
        + seam("M134 398Q300 332 462 374", p.line, 1.8)
        + oval(312, 156, 15, 8, p.dark)
        + dot(262, 226, 5, p.deep)
        + dot(354, 226, 5, p.deep)
    )


def bucket(p: Paint) -> str:
    crown = both("M300 170Q232 168 214 190L188 330Q240 350 300 350")
    brim = both("M300 318Q230 318 188 330L116 414Q126 436 160 440Q230 452 300 452")
    rings = stroke(
        "M168 366Q300 396 432 366M146 392Q300 424 454 392M130 416Q300 446 470 416",
        p.line,
        1.8,
        opacity=0.55,
        stroke_dasharray="7 6",
    )
    return (
        shade(brim)
        + path(crown, "url(#g)")
        + path(brim, p.dark)
        + rings
        + stroke("M188 330Q300 356 412 330", p.deep, 3, opacity=0.6)
        + oval(300, 178, 82, 14, p.light, opacity=0.6)
    )


def beanie(p: Paint) -> str:
    dome = both("M300 146C206 146 168 224 166 340L300 352")
    fold = both("M300 330Q220 330 158 324Q146 372 158 432Q220 446 300 448")
    return (
        surface("rib", p)
        + shade(dome)
        + shade(fold)
        + cloth(dome, p, texture=True)
        + cloth(fold, p, p.dark, True)
        + rect(388, 368, 34, 26, BRASS, 3)
    )


def scarf(p: Paint) -> str:
    loop = "M150 232Q160 150 300 146Q440 150 452 232Q440 306 300 312Q160 306 150 232Z"
    hole = "M206 226Q220 186 300 184Q382 186 396 226Q380 256 300 260Q220 256 206 226Z"
    tail_a = "M230 288L330 300L316 476L212 470Z"
    tail_b = "M316 298L400 276L446 434L350 462Z"
    fringe = "".join(f"M{214 + i * 13} {471 + i * 0.7}V{506}" for i in range(8)) + "".join(
        f"M{354 + i * 13} {460 - i * 4}L{364 + i * 13} {494 - i * 4}" for i in range(7)
    )
    return (
        surface("twill", p)
        + shade(loop)
        + shade(tail_a)
        + stroke(fringe, p.dark, 4)
        + cloth(tail_b, p, p.dark, True)
        + cloth(loop, p, texture=True)
        + path(hole, p.deep)
        + cloth(tail_a, p, texture=True)
        + stroke("M160 256Q230 296 330 300M176 196Q300 158 430 200", p.line, 2.4, opacity=0.5)
        + stroke("M222 420L320 428M219 436L319 444", p.line, 5, opacity=0.5)
    )


def gloves(p: Paint) -> str:
    hand = "M186 470L178 322Q150 296 122 292Q104 286 112 264Q140 252 182 272L178 178Q178 158 192 158Q206 158 208 178L212 246L214 150Q216 132 230 132Q244 132 245 150L246 246L256 160Q260 142 274 146Q286 150 284 168L276 254L294 196Q302 180 314 186Q324 192 320 208L302 300Q306 380 298 470Z"
    wrist = "M182 410L178 484Q240 496 306 484L302 410Q240 420 182 410Z"
    tip = mix(p.base, "#fffdf7", 0.35)
    tips = "".join(oval(x, y, 12, 14, tip, opacity=0.75) for x, y in ((192, 172), (230, 146), (273, 160)))
    one = cloth(hand, p, texture=True) + tips + cloth(wrist, p, p.dark, True)
    second = group(path(hand, p.dark) + path(wrist, p.deep), transform="matrix(-.96 -.14 -.14 .96 602 40)")
    return surface("rib", p) + second + shade(hand) + group(one, transform="translate(8 4)")


def socks(p: Paint) -> str:
    sock = "M214 108H306V308Q306 330 286 344L222 392Q176 420 150 388Q132 362 160 338L206 296Q214 288 214 276Z"
    heel = "M306 286V308Q306 330 286 344L270 356Q262 306 306 286Z"
    toe = "M222 392Q176 420 150 388Q132 362 160 338L176 324Q214 346 222 392Z"
    cuff = rect(210, 104, 100, 44, p.dark, 6)
    one = (
        cloth(sock, p, texture=True)
        + path(heel, p.dark)
        + path(toe, p.dark)
        + cuff
        + stroke("".join(f"M{x} 110V142" for x in range(222, 308, 12)), p.line, 1.6, opacity=0.5)
    )
    return (
        surface("rib", p)
        + shade(sock)
        + group(one, transform="translate(150 34)")
        + group(shade(sock, 0.08) + one, transform="translate(26 68)")
    )


def belt(p: Paint) -> str:
    rings = "".join(
        stroke(f"M{300 - r} 300A{r} {r} 0 1 1 {300 + r} 300A{r} {r} 0 1 1 {300 - r} 300", color, 15)
        for r, color in ((150, p.base), (132, p.dark), (114, p.base), (96, p.dark))
    )
    end = stroke("M300 450Q420 456 500 420", p.base, 34) + "".join(
        dot(x, y, 4.5, p.deep) for x, y in ((396, 448), (424, 443), (452, 435))
    )
    frame = path("M188 420H262V486H188Z", "none", stroke=BRASS, stroke_width=11, stroke_linejoin="round") + stroke(
        "M190 453H258", mix(BRASS, "#231f2b", 0.2), 7
    )
    return (
        group(oval(306, 318, 166, 164, "#231f2b", opacity=0.1))
        + rings
        + end
        + stroke("M330 453Q420 454 494 420", p.line, 1.8, opacity=0.5)
        + rect(196, 437, 110, 33, p.base, 3)
        + frame
    )


def umbrella(p: Paint) -> str:
    dome = "M104 318C112 196 196 122 300 122C404 122 488 196 496 318Q464 294 430 318Q400 290 365 318Q334 290 300 318Q266 290 235 318Q200 290 170 318Q136 294 104 318Z"
    ribs = stroke(
        "M300 122Q196 176 170 318M300 122Q240 190 235 318M300 122V318M300 122Q360 190 365 318M300 122Q404 176 430 318",
        p.line,
        2,
        opacity=0.45,
    )
    stem = stroke("M300 300V452", "#8d8f93", 8) + stroke("M300 452V478Q300 508 328 508Q352 506 352 482", WOOD, 15)
    light = path("M130 290C150 206 214 152 286 140Q190 190 166 300Z", "#fffdf7", opacity=0.14)
    return shade(dome) + stem + path(dome, "url(#g)") + light + ribs + stroke("M300 122V104", "#8d8f93", 7)
