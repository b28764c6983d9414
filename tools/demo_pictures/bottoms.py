"""Trousers and skirts, laid flat."""

from __future__ import annotations

from demo_pictures.garments import BRASS, buttons, cloth, surface
from demo_pictures.paint import Paint, both, dot, group, mirrored, mix, path, rect, seam, shade, stroke


def trousers(
    p: Paint,
    outer: float,
    inner: float,
    *,
    foot: float = 508,
    waist: float = 226,
    texture: str = "",
    extra: str = "",
    band: str = "",
) -> str:
    """Trousers: ``outer`` and ``inner`` are the left leg's edges at the foot."""
    d = both(f"M300 96L{waist} 98Q{waist - 14} 190 {waist - 24} 240L{outer} {foot}L{inner} {foot + 4}L300 262")
    leg = f"M300 262L{inner} {foot + 4}"
    light = path(
        f"M{waist + 4} 180Q{waist - 4} 300 {outer + 16} {foot - 30}L{outer + 36} {foot - 30}Q{waist + 26} 300 {waist + 26} 180Z",
        "#fffdf7",
        opacity=0.06,
    )
    top_band = band or path(both(f"M300 92L{waist - 1} 94L{waist - 4} 126L300 128"), p.dark)
    fly = stroke("M300 128V236Q296 250 284 252", p.line, 2, opacity=0.7) if not band else ""
    return (
        surface(texture, p)
        + shade(d)
        + cloth(d, p, texture=bool(texture))
        + light
        + stroke(leg, p.deep, 2.4, opacity=0.5)
        + top_band
        + fly
        + extra
    )


def pants_wide(p: Paint) -> str:
    pleats = mirrored(
        stroke("M262 128Q258 170 256 214M282 128Q280 160 280 192", p.deep, 2.4, opacity=0.5)
        + stroke("M228 130L214 196", p.line, 2.2, opacity=0.7)
    )
    return trousers(p, 164, 284, extra=pleats + dot(300, 111, 5, BRASS) + seam("M172 492H282M318 492H428", p.line, 1.6))


def jeans(p: Paint) -> str:
    gold = "#cf9a4e"
    more = mirrored(seam("M232 134Q236 176 262 176", gold, 2.2) + seam("M206 240L184 488", gold, 1.8)) + dot(
        300, 111, 6, BRASS
    )
    loops = "".join(rect(x, 92, 8, 38, p.deep, 2) for x in (240, 352))
    return trousers(p, 184, 276, texture="twill", extra=more + loops + seam("M188 494H274M326 494H412", gold, 2))


def slacks(p: Paint) -> str:
    crease = mirrored(
        stroke("M248 150L240 490", p.line, 2, opacity=0.6) + stroke("M230 130L218 190", p.line, 2, opacity=0.7)
    )
    return trousers(p, 202, 272, extra=crease + rect(292, 104, 16, 8, BRASS, 2))


def pants_easy(p: Paint) -> str:
    band = path(both("M300 92L222 94L220 128L300 132"), p.dark) + stroke(
        "".join(f"M{x} 98V124" for x in range(230, 372, 10)), p.line, 1.6, opacity=0.55
    )
    cord = stroke("M292 128Q284 160 288 186M308 128Q318 158 312 196", mix(p.base, "#fffdf7", 0.5), 4.5)
    return trousers(
        p,
        176,
        280,
        texture="slub",
        band=band,
        extra=cord + mirrored(stroke("M222 134L206 200", p.line, 2.2, opacity=0.7)),
    )


def joggers(p: Paint) -> str:
    band = path(both("M300 92L222 94L220 128L300 132"), p.dark) + stroke(
        "".join(f"M{x} 98V124" for x in range(230, 372, 10)), p.line, 1.6, opacity=0.55
    )
    ends = mirrored(path("M198 478L202 520Q236 526 266 522L274 480Q236 486 198 478Z", p.deep))
    cord = stroke("M290 130Q284 160 289 188M310 130Q317 158 311 196", mix(p.base, "#fffdf7", 0.6), 4.5)
    return trousers(
        p,
        196,
        276,
        foot=486,
        waist=224,
        band=band,
        extra=ends + cord + mirrored(stroke("M222 134L206 204", p.line, 2.2, opacity=0.7)),
    )


def shorts(p: Paint) -> str:
    more = mirrored(stroke("M228 132L212 204", p.line, 2.4, opacity=0.7) + seam("M170 378L284 386", p.line, 2)) + dot(
        300, 111, 5, BRASS
    )
    return group(trousers(p, 166, 290, foot=396, extra=more), transform="translate(0 56)")


def skirt_pleat(p: Paint) -> str:
    d = both("M300 128L226 130L150 470Q220 492 300 492")
    folds = mirrored(
        "".join(
            stroke(f"M{294 - i * 17} 156L{294 - i * 37} {490 - i * 4}", p.deep if i % 2 else p.line, 2.6, opacity=0.45)
            for i in range(4)
        )
    )
    return shade(d) + cloth(d, p) + folds + path(both("M300 122L225 124L219 158L300 162"), p.dark)


def skirt_denim(p: Paint) -> str:
    d = both("M300 108L226 110L176 496L300 504")
    gold = "#cf9a4e"
    more = mirrored(seam("M226 146Q232 184 262 184", gold, 2.2)) + stroke(
        "M288 140V500M312 140V500", p.line, 1.6, opacity=0.6
    )
    return (
        surface("twill", p)
        + shade(d)
        + cloth(d, p, texture=True)
        + path(both("M300 104L226 106L221 138L300 142"), p.dark)
        + more
        + buttons(p, 160, 470, 7, BRASS)
        + seam("M182 486L418 486", gold, 2)
    )
