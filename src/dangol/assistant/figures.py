# ruff: noqa: E501  (patterns read best on one line)
"""What is stated of products in figures, brought into one unit so that one can be told from another by it: 1,250 g is lighter than
2.1 kg, −5 to 8 °C warmer than 8 to 20 °C. Pure.

Only what the catalogue says counts: an attribute, what can be chosen, a measure in the title, the weight a variant is posted with.
What is not stated is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import prod

from dangol.commerce.catalog.products import Attribute, Product
from dangol.kit.text import fold

_MASS = {
    "mg": "0.001",
    "g|grams?|그램|그람|グラム": "1",
    "kg|kilos?|kilograms?|킬로(?:그램)?|키로|キロ(?:グラム)?": "1000",
}
_MASS |= {"oz|ounces?": "28.35", "lbs?|pounds?|파운드|ポンド": "453.6"}
_VOLUME = {
    "ml|밀리리터|ミリリットル": "1",
    "cl": "10",
    "dl": "100",
    "l|lit(?:er|re)s?|리터|リットル": "1000",
    "fl oz": "29.57",
}
_LENGTH = {"mm|밀리미터|ミリ(?:メートル)?": "1", "cm|센티(?:미터)?|센치|センチ(?:メートル)?": "10"}
_LENGTH |= {"m|met(?:er|re)s?|미터|メートル": "1000", "inch(?:es)?|인치|インチ": "25.4", "ft|feet": "304.8"}
_TIME = {"min(?:ute)?s?|분|分": "1", "h|hrs?|hours?|시간|時間": "60", "days?|일|日": "1440"}
_UNITS = {
    "mass": _MASS,
    "volume": _VOLUME,
    "length": _LENGTH,
    "time": _TIME,
    "warmth": {"°c|degrees?|도|度": "1"},
    "light": {"lm|lumens?|루멘|ルーメン|lx|lux|럭스|ルクス": "1"},
    "noise": {"db|decibels?|데시벨|デシベル": "1"},
}
_SIDES = ("area", "room", "side")  # told by two or three lengths: 210 x 90 cm; *side* is the longest of them
_NUMBER = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
# Which side of a thing a number is: *W 148 x D 84 x H 80 cm*, 148(W)×84(D), 폭 148 x 깊이 84, 幅148×奥行84.
_SIDE = r"(?:[wdhlø]|width|depth|height|length|폭|너비|가로|깊이|세로|높이|길이|幅|奥行き?|高さ|長さ|直径)\s?[:.]?\s?"
_BEHIND = r"(?:\s?\(?[wdhl]\)?)?"


def _stating(measure: str, units: Iterable[str]) -> re.Pattern[str]:
    """Finds the figures of a measure, with their unit; those of a length may say which side they are, and each have a unit."""
    sided = measure == "length"
    each = rf"(?:\s?(?:{'|'.join(units)}))?{_BEHIND}" if sided else ""
    side = rf"(?:{_SIDE})?" if sided else ""
    apart = rf"|[\s・/,]+(?={_SIDE}\d)" if sided else ""
    times = r"x|×|✕|\*"
    return re.compile(
        rf"(?P<minus>(?<![\d\w])[-−–]\s?|minus\s|영하\s?|マイナス|氷点下)?(?P<a>{_NUMBER})"
        rf"(?:{each}\s?(?P<between>{times}|to|~|–|-|から|부터{apart})\s?(?P<minus2>[-−]\s?)?{side}(?P<b>{_NUMBER})"
        rf"(?:{each}\s?(?:{times}{apart})\s?{side}(?P<c>{_NUMBER}))?)?{_BEHIND if sided else ''}\s?"
        r"(?:" + "|".join(rf"(?P<u{n}>{words})" for n, words in enumerate(units)) + r")(?![a-z])"
    )


_STATED = {measure: _stating(measure, units) for measure, units in _UNITS.items()}
_TIMES = frozenset("x×✕*")


@dataclass(frozen=True, slots=True)
class Scale:
    """By what things are told apart: the measures it goes by, the best first, and what the attributes that state it are called."""

    measures: tuple[str, ...]
    headed: re.Pattern[str]
    anywhere: tuple[str, ...] = ()  # the measures that mean this wherever they stand
    never: re.Pattern[str] | None = None  # what the attributes are called that state something else in this measure
    instead: str = ""  # the measure to go by where no two things share another: a round table beside a long one


SCALES = {
    "weight": Scale(
        ("mass",),
        re.compile(r"weigh|무게|중량|重さ|重量"),
        ("mass",),
        never=re.compile(r"load|limit|capacity|\bmax|body ?weight|하중|적재|체중|까지|荷重|積載|体重|まで"),
    ),
    "size": Scale(
        ("volume", "room", "area", "length"),
        re.compile(
            r"capacit|volume|holds|size|dimension|measurement|floor|diameter|용량|부피|크기|치수|사이즈|지름|容量|寸法|サイズ|大きさ|直径"
        ),
        ("volume", "room", "area"),
        instead="side",
    ),
    "length": Scale(("length", "side"), re.compile(r"length|길이|기장|長さ|全長|着丈"), ("side",)),
    "width": Scale(("length",), re.compile(r"width|폭|너비|가로|幅")),
    "thickness": Scale(("length",), re.compile(r"thick|두께|厚")),
    "duration": Scale(
        ("time",),
        re.compile(r"batter|burn|runs?\b|running|life|lasts?|시간|수명|배터리|時間|寿命|電池|持続|もち"),
        ("time",),
    ),
    "warmth": Scale(("warmth",), re.compile(r"temperat|comfort|온도|보온|温度|保温"), ("warmth",)),
    "light": Scale(("light",), re.compile(r"bright|lumin|밝기|明る|光束"), ("light",)),
    "noise": Scale(("noise",), re.compile(r"nois|loud|sound|소음|騒音|運転音"), ("noise",)),
}


#: The orders that are told by a figure: its scale, and whether the lowest comes first.
BY_FIGURE = {
    f"{name}_{order}": (name, order == "asc")
    for name in ("weight", "size", "length", "noise", "light", "duration")
    for order in ("asc", "desc")
}
# What somebody would like it to be: *a quiet one*, 가벼운 거, 明るいやつ.
_ONE_EN = r" (?:one|ones|model|version|type)\b"
_ONE_KO = r"\s?(?:거|걸|것|게|건|꺼|제품|상품|모델)"
_ONE_JA = r"(?:の|やつ|もの|タイプ|モデル|方|ほう)(?!順)"
_WOULD_BE = {
    "noise_asc": rf"\bquietest\b|\b(?:quiet|silent|noiseless){_ONE_EN}|\bsomething (?:quiet|silent)\b|(?:가장|제일|젤)\s?조용한|조용한{_ONE_KO}|소음\s?(?:적은|작은|없는)|(?:一番|いちばん|最も)静か|静かな{_ONE_JA}|静音(?:の|タイプ)?",
    "weight_asc": rf"\b(?:light|lightweight){_ONE_EN}|\bsomething (?:light|lightweight)\b|가벼운{_ONE_KO}|軽い{_ONE_JA}|軽量(?:の|タイプ)?",
    "light_desc": rf"\bbrightest\b|\bbright{_ONE_EN}|(?:가장|제일|젤)\s?밝은|밝은{_ONE_KO}|(?:一番|いちばん|最も)明るい|明るい{_ONE_JA}",
    "duration_desc": r"\blongest[- ]lasting\b|\blasts? (?:the )?longest\b|\blong[- ]lasting\b|오래\s?(?:가는|쓰는|쓸)|長持ち|長く(?:もつ|持つ|使える)",
}
_WOULD = re.compile("|".join(f"(?P<{order}>{words})" for order, words in _WOULD_BE.items()))


def order_wished(text: str) -> str:
    """The order (of ``BY_FIGURE``) in which things are shown to whoever would like a quiet, a light, a bright or a lasting one; else empty."""
    found = _WOULD.search(fold(text))
    return (found.lastgroup or "") if found else ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it is stated (``label`` what it is called, ``text``) and in the unit its ``measure`` is compared in."""

    measure: str
    low: Decimal
    high: Decimal
    label: str = field(compare=False)
    text: str = field(compare=False)

    def below(self, other: Figure) -> bool:
        """Whether this is surely less: a range that only overlaps another tells nothing."""
        return self.low <= other.low and self.high <= other.high and (self.low, self.high) != (other.low, other.high)


def figures_beside(products: Sequence[Product], scale: str, lang: str) -> list[Figure | None]:
    """The figure of each product on ``scale``, all in the one measure that most of them state; none for what states it not."""
    stated = [_figures(product, SCALES[scale], lang) for product in products]
    counted = [
        (sum(measure in own for own in stated), -place, measure) for place, measure in enumerate(SCALES[scale].measures)
    ]
    most, _, measure = max(counted)
    if most < 2 <= len(products) and SCALES[scale].instead:
        measure = SCALES[scale].instead
    return [own.get(measure) for own in stated]


def outermost(figures: Sequence[Figure | None], *, lowest: bool) -> int | None:
    """The place of the one figure that is surely the lowest (or the highest) of all; none where one is missing or none is."""
    known = [figure for figure in figures if figure is not None]
    if len(known) < len(figures):
        return None
    for place, one in enumerate(known):
        others = [other for n, other in enumerate(known) if n != place]
        if all(one.below(other) if lowest else other.below(one) for other in others):
            return place
    return None


def figure_of(product: Product, scale: str, measure: str, lang: str) -> Figure | None:
    """What ``product`` states on ``scale`` in ``measure``; none where it states nothing."""
    return _figures(product, SCALES[scale], lang).get(measure)


def _figures(product: Product, scale: Scale, lang: str) -> dict[str, Figure]:
    """The figures a product states on a scale, by measure: under a heading that says so first, then wherever it can mean nothing else."""
    found: dict[str, Figure] = {}
    called = [(a.id, a.name, [a.value]) for a in product.attributes if not _other(scale, a)]
    called += [(option.id, option.name, [value.name for value in option.values]) for option in product.options]
    stated = [
        (
            bool(scale.headed.search(fold(" ".join([identifier, *name.values.values()])))),
            name.text(lang) or identifier,
            ", ".join(value.text(lang) for value in values),
        )
        for identifier, name, values in called
    ]
    ordered = [*sorted(stated, key=lambda s: not s[0]), (False, "", product.title.text(lang))]
    for headed, label, text in ordered:
        for measure in (*scale.measures, *filter(None, (scale.instead,))) if headed else scale.anywhere:
            spans = list(figures_in(text, measure))
            if spans and measure not in found:
                low, high = min(low for low, _, _ in spans), max(high for _, high, _ in spans)
                found[measure] = Figure(measure, low, high, label, text if label else spans[0][2])
    posted = [variant.weight_g for variant in product.variants if variant.weight_g]
    if "mass" in scale.measures and "mass" not in found and posted:
        least, most = Decimal(min(posted)), Decimal(max(posted))
        text = _in_grams(least, most)
        found["mass"] = Figure("mass", least, most, "", text)
    return found


def states_another(attribute: Attribute, scale: str) -> bool:
    """Whether a heading says that its figure is none of ``scale``, though it is told in the same units."""
    return _other(SCALES[scale], attribute)


def _other(scale: Scale, attribute: Attribute) -> bool:
    """What a shelf bears is not what it weighs."""
    called = fold(" ".join([attribute.id, *attribute.name.values.values()]))
    return scale.never is not None and bool(scale.never.search(called))


def figures_in(text: str, measure: str) -> Iterator[tuple[Decimal, Decimal, str]]:
    """(lowest, highest, as written) of each figure of a measure in ``text``."""
    said = fold(text)
    as_written = text if len(text) == len(said) else said
    kind = "length" if measure in _SIDES else measure
    for match in _STATED[kind].finditer(said):
        share = Decimal(next(value for n, value in enumerate(_UNITS[kind].values()) if match[f"u{n}"]))
        numbers = [_number(match[name]) * share for name in "abc" if match[name]]
        written = as_written[match.start() : match.end()]
        if match["between"] and (match["between"] in _TIMES or not match["between"].strip("・/, ")):
            if measure in _SIDES and (measure == "side" or len(numbers) == (3 if measure == "room" else 2)):
                told = max(numbers) if measure == "side" else prod(numbers, start=Decimal(1))
                yield told, told, written
        elif measure not in _SIDES:
            first, last = numbers[0], numbers[-1]
            if match["minus"]:
                first, last = -first, (last if len(numbers) > 1 else -last)
            last = -last if match["minus2"] else last
            yield min(first, last), max(first, last), written


def _in_grams(least: Decimal, most: Decimal) -> str:
    """Grams as people say them: *140 g*, *4.2 kg*, *900–1,200 g*."""
    unit, share = ("kg", 1000) if least >= 1000 else ("g", 1)
    low, high = (f"{(grams / share).normalize():,f}" for grams in (least, most))
    return f"{low} {unit}" if low == high else f"{low}–{high} {unit}"


def _number(written: str) -> Decimal:
    return Decimal(re.sub(r",(?=\d{3})", "", written).replace(",", "."))
