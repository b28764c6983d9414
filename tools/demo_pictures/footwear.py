"""Shoes, seen from the side, toe to the left, the second one behind."""

from __future__ import annotations

from demo_pictures.paint import Paint, dot, group, mix, number, oval, path, rect, seam, stroke

GUM = "#c99a64"
CHALK = "#f4efe4"


def pair(one: str, ground: float = 440, height: float = 1) -> str:
    """The shoe and, behind it, its fellow; ``height`` below 1 makes a shoe lower."""
    if height != 1:
        one = group(one, transform=f"translate(0 {number(ground * (1 - height))}) scale(1 {height})")
    shadow = oval(312, ground, 232, 17, "#231f2b", opacity=0.14)
    back = group(one, transform=f"translate(108 {number(ground * 0.14 - 84)}) scale(.86)")
    return oval(372, ground - 84, 190, 12, "#231f2b", opacity=0.08) + back + shadow + one


def laces(color: str, points: list[tuple[float, float]]) -> str:
    """Short crossing bars."""
    return stroke("".join(f"M{x - 15} {y + 7}L{x + 17} {y - 9}" for x, y in points), color, 6.5)


UPPER = "M92 416C86 372 130 352 190 344C238 336 262 300 286 262Q300 246 320 252L330 272Q372 290 416 268L446 256Q470 268 474 304Q482 356 484 416Z"


def sneaker_canvas(p: Paint) -> str:
    sole = "M84 404H490Q494 426 486 440H104Q82 436 84 404Z"
    toe = "M90 410C86 376 118 358 154 354Q176 374 176 410Z"
    tongue = "M258 306Q270 252 300 232Q326 230 330 262L316 290Z"
    one = (
        path(tongue, p.dark)
        + path(UPPER, "url(#g)")
        + path(toe, CHALK)
        + seam("M330 276Q372 298 420 276M300 392L336 300", p.line, 2)
    )
    one += stroke("M250 396Q270 350 326 288", p.line, 2, opacity=0.6) + laces(
        CHALK, [(226, 338), (250, 316), (272, 292), (290, 268)]
    )
    one += (
        path("M444 258Q470 268 474 304L480 372Q452 368 448 340Z", p.dark)
        + path(sole, CHALK)
        + stroke("M92 424H486", mix(p.base, CHALK, 0.3), 4)
    )
    return pair(one, 440, 0.84)


def sneaker_court(p: Paint) -> str:
    sole = "M84 398H492Q498 424 488 440H102Q80 434 84 398Z"
    tongue = "M254 308Q268 250 298 230Q328 228 332 262L316 290Z"
    heel = "M440 258Q470 266 474 304L482 400H436Q446 330 440 258Z"
    one = (
        path(tongue, p.dark) + path(UPPER, "url(#g)") + path("M92 398C94 372 130 352 190 344Q204 372 196 398Z", p.light)
    )
    one += seam("M190 346Q206 372 198 398M318 262Q306 340 332 398", p.line, 2) + "".join(
        dot(x, y, 3, p.deep) for x, y in ((140, 374), (158, 368), (148, 384), (168, 380))
    )
    one += laces(
        mix(p.base, "#fffdf7", 0.5) if p.base < "#888888" else "#ffffff",
        [(222, 340), (246, 319), (268, 295), (288, 270)],
    )
    one += path(heel, p.dark) + path(sole, CHALK if p.base > "#888888" else GUM) + seam("M94 412H486", "#b9ae9a", 2)
    return pair(one, 440, 0.84)


def runner(p: Paint) -> str:
    sole = "M74 402Q60 424 92 446Q240 466 420 450Q500 446 504 414Q502 384 478 378L96 396Z"
    tread = "M92 446Q240 466 420 450Q486 446 500 426Q496 462 428 466Q240 480 110 462Q84 456 80 436Z"
    one = path("M258 306Q268 248 302 228Q330 228 332 262L316 290Z", p.dark) + path(UPPER, "url(#g)")
    one += "".join(
        stroke(f"M{150 + i * 26} {366 - i * 5}L{166 + i * 28} 398", p.line, 2, opacity=0.5) for i in range(5)
    )
    one += path("M196 400Q300 390 344 292L392 288Q372 380 300 404Z", p.light, opacity=0.75) + path(
        "M438 258Q472 262 478 306L484 396H426Q450 330 438 258Z", p.dark
    )
    one += (
        laces("#f6f3ec", [(230, 336), (252, 313), (272, 290), (290, 267)])
        + path(sole, CHALK)
        + path(tread, p.deep)
        + stroke("M120 426Q280 444 470 416", "#dcd3c2", 4)
    )
    return pair(one, 462, 0.86)


def loafer(p: Paint) -> str:
    upper = "M88 420C84 384 120 366 176 358C222 350 250 326 282 306Q330 330 392 306Q430 292 452 262Q474 270 478 306L486 420Z"
    inside = "M286 306Q330 330 392 306Q432 290 452 264Q400 270 348 274Q306 280 286 306Z"
    strap = "M232 344Q250 318 284 300L344 386Q320 412 284 414Z"
    one = (
        path(upper, "url(#g)")
        + path(inside, p.deep)
        + path(strap, p.dark)
        + path("M258 352L284 334L302 358L276 378Z", p.deep)
    )
    one += stroke("M112 396C120 376 160 370 226 352", p.line, 2.4, opacity=0.6) + stroke(
        "M118 388Q150 368 190 364", "#ffffff", 6, opacity=0.22
    )
    one += path("M86 414H488V428H92Q86 424 86 414Z", "#4a372b") + rect(400, 426, 88, 18, "#33261f", 3)
    return pair(one, 444, 0.84)


def derby(p: Paint) -> str:
    quarter = "M292 394Q262 330 300 264Q320 252 340 268Q380 288 420 268L448 256Q474 266 476 306L484 414H300Z"
    one = (
        path("M258 306Q272 250 302 234Q328 232 332 262L316 290Z", p.deep)
        + path(UPPER, "url(#g)")
        + path(quarter, p.dark)
        + seam("M300 398Q272 332 306 272", p.line, 2)
    )
    one += laces(p.line, [(282, 346), (284, 322), (290, 298), (298, 276)]) + stroke(
        "M116 396Q128 370 176 362", "#ffffff", 7, opacity=0.22
    )
    one += (
        path("M80 412H492V428H90Q80 424 80 412Z", "#4a372b")
        + seam("M90 416H486", "#d9b98b", 1.6)
        + rect(398, 426, 92, 20, "#2c2320", 3)
    )
    return pair(one, 446, 0.86)


def maryjane(p: Paint) -> str:
    upper = "M86 424C80 392 110 374 150 374C196 374 214 396 256 398C320 400 380 380 420 344Q442 320 456 318Q474 326 478 350L486 424Z"
    inside = "M160 378C200 382 216 398 256 400C322 402 382 380 420 346Q440 322 454 320Q400 336 352 342Q240 346 160 378Z"
    strap = "M262 402Q274 360 306 346Q330 346 342 352Q318 368 302 402Z"
    one = (
        path(inside, p.deep)
        + path(upper, "url(#g)")
        + path(strap, p.dark)
        + rect(276, 366, 20, 22, "none", 3, stroke="#d9b566", stroke_width=5)
    )
    one += (
        stroke("M108 404Q114 388 142 386", "#ffffff", 6, opacity=0.25)
        + path("M84 418H488V430H92Q84 428 84 418Z", "#3a2c25")
        + rect(416, 428, 72, 12, "#2c2320", 2)
    )
    return pair(one, 442)


def chelsea(p: Paint) -> str:
    boot = "M88 420C84 378 128 360 186 352C240 342 258 312 262 262L268 148Q348 132 440 148L446 262Q452 340 486 420Z"
    elastic = "M318 150Q348 146 384 150L372 300Q352 330 334 300Z"
    one = (
        stroke("M428 150Q440 112 452 152", p.dark, 10)
        + path(boot, "url(#g)")
        + path(elastic, p.deep)
        + stroke("".join(f"M{x} 156L{x + 1} 296" for x in range(328, 380, 9)), p.line, 1.6, opacity=0.4)
    )
    one += (
        stroke("M190 352Q230 372 254 420", p.line, 2, opacity=0.5)
        + oval(354, 148, 86, 9, p.deep)
        + stroke("M116 398Q130 374 180 366", "#ffffff", 7, opacity=0.2)
    )
    one += path("M82 412H492V430H92Q82 426 82 412Z", "#3b2d26") + rect(392, 428, 100, 20, "#2c2320", 3)
    return group(pair(one, 450), transform="translate(6 4)")


def rainboot(p: Paint) -> str:
    boot = "M92 420C88 376 136 362 190 352C240 342 250 316 252 270L248 176Q340 162 430 176L434 280Q446 350 482 420Z"
    one = (
        path(boot, "url(#g)")
        + oval(339, 176, 91, 13, p.deep)
        + stroke("M250 204Q340 190 431 204", p.dark, 8)
        + path("M282 214Q276 290 290 340L306 338Q296 280 300 212Z", "#ffffff", opacity=0.24)
    )
    one += (
        stroke("M100 392Q190 366 262 364Q350 366 474 392", p.line, 2, opacity=0.4)
        + path("M82 404Q280 388 490 404V436H96Q80 430 82 404Z", p.dark)
        + "".join(rect(100 + i * 34, 434, 22, 10, p.deep, 2) for i in range(12))
    )
    return group(pair(one, 448), transform="translate(4 0)")


def sandal(p: Paint) -> str:
    bed = "M78 398Q110 376 180 384Q300 398 400 382Q470 366 494 386Q502 410 488 424H96Q74 418 78 398Z"
    front = "M132 392Q140 316 210 300L266 322Q252 360 262 402Z"
    rear = "M268 402Q262 330 318 286L372 306Q366 356 388 396Z"
    one = (
        path(front, "url(#g)")
        + path(rear, "url(#g)")
        + path(bed, "#d4ab77")
        + stroke("M92 398Q180 390 300 404Q410 396 482 386", "#a87c4c", 2, opacity=0.6)
    )
    one += path(front, "url(#g)") + path(rear, p.dark)
    for x, y in ((226, 326), (332, 312)):
        one += rect(x - 14, y, 28, 26, "none", 4, stroke="#d9c08a", stroke_width=5) + stroke(
            f"M{x} {y + 3}V{y + 23}", "#d9c08a", 4
        )
    one += path("M92 420H490Q494 436 480 440H110Q92 436 92 420Z", "#33302f")
    return pair(one, 442)


def slide(p: Paint) -> str:
    bed = "M84 404Q120 388 250 394Q400 400 480 384Q500 396 490 420H98Q80 418 84 404Z"
    vamp = "M92 408Q84 336 170 318Q250 302 306 330Q330 352 322 404Z"
    one = (
        path(bed, p.dark)
        + path(vamp, "url(#g)")
        + path("M306 330Q330 352 322 404L300 404Q300 350 262 318Z", p.deep)
        + seam("M112 396Q112 346 178 334Q240 322 288 344", p.line, 2)
        + path("M94 416H490Q492 434 476 436H112Q94 432 94 416Z", "#b98e5e")
    )
    return pair(one, 438)
