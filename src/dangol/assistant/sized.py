# ruff: noqa: E501  (patterns read best on one line)
"""Whom a product is stated to be for, in figures: each version of it (*S 40-52 cm, M 52-66 cm*, L은 255~285mm), or the whole of it (*for cats
up to 7 kg*, 8살 이상, 3か月から), and which version a body's measure falls to. Pure.

Only what is written counts, and it is quoted. What a thing itself weighs or measures says nothing of whom it is for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from dangol.commerce.catalog.products import Option, Product
from dangol.nlu.body_measures import PARTS, UNITS, BodyMeasure, Kind
from dangol.search.letters import plain

Verdict = Literal["fits", "between", "border", "too_big", "too_small"]

_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n+")
_NUMBER = r"\d{1,3}(?:,\d{3})+|\d{1,5}(?:\.\d{1,2})?"
_UNITS = "|".join(f"(?P<{kind}{n}>{words})" for kind, units in UNITS.items() for n, words in enumerate(units))
_FIRST_UNITS = "|".join(words for units in UNITS.values() for words in units)
_SPAN = re.compile(
    rf"(?:(?P<most1>\b(?:up to|at most|max(?:imum)?\.?(?: of)?|under|below|to|(?:no|not) (?:more|over) than|until)|최대|最大)"
    rf"|(?P<least1>\b(?:from|above|over|at least|min(?:imum)?\.?(?: of)?|more than)))?\s?"
    rf"(?<![\d.,])(?P<a>{_NUMBER})\s?(?:(?P<ua>{_FIRST_UNITS})?\s?(?:-|~|―|\bto\b|\band\b|から|부터|에서)\s?(?P<b>{_NUMBER}))?\s?(?:{_UNITS})(?![a-z])"
    rf"\s?(?:(?P<most2>까지|이하|미만|이내|まで|以下|未満|or (?:less|under|below|younger|shorter|lighter)|and (?:under|below))"
    rf"|(?P<least2>이상|초과|부터|以上|から|or (?:more|over|above|older|taller)|and (?:more|up|over|above|older)|\+))?"
)
_EACH_UNIT = [(re.compile(words), share) for units in UNITS.values() for words, share in units.items()]
_SIDES = re.compile(
    r"(?<![\d.x×*])(?<![x×*] )(?P<a>\d{2,3}(?:\.\d)?)\s?(?:cm)?\s?[x×*]\s?(?P<b>\d{2,3}(?:\.\d)?)(?!\s?[x×*\d])\s?cm"
)
_PART = re.compile("|".join(rf"(?P<{part}>(?<![a-z])(?:{words})(?![a-z]))" for part, words in PARTS.items()))
_TIMES = re.compile(r"[x×*]\s?$")
_LOAD = re.compile(
    r"\b(?:max\w*|load\w*|limit|capacity|holds|carries|bears|supports)\b[^.,;\d]{0,16}$|(?:최대|하중|적재|한도|허용)[^.,;\d]{0,12}$|(?:最大|荷重|積載|制限)[^.,;、。\d]{0,12}$"
)
# *Not for children under 12* is for those above.
_NOT_BEFORE = re.compile(r"\b(?:not|never|unsuitable)\b[^.]{0,32}$")
_NOT_BEHIND = re.compile(
    r"^[^.。]{0,20}?(?:불가|마세요|마십시오|안\s?(?:돼|됩|되)|금지|권하지\s?않|적합하지\s?않|不可|使わない|使用(?:しない|でき(?:ない|ません))|使え(?:ない|ません)|お控え|控えて|お使い(?:いただけ|になれ)(?:ない|ません)|ご遠慮|避けて|には?向(?:かない|きません)|不向き|対象外)"
)
_PER = re.compile(r"\bper\s?$|^\s?(?:당|あたり|につき)")
# What may be let out or drawn in fits all between its ends.
_ADJUSTS = re.compile(r"adjust|one[ -]size|\bfits?\b|\bsuits?\b|조절|프리|맞|フリー|調(?:節|整)|ワンサイズ|対応|適応")
# How long something keeps, lasts or is guaranteed is nobody's age.
_LASTS = re.compile(
    r"\b(?:lasts?|keeps?|warrant\w*|guarant\w*|every|charge|within|opening|shelf|battery|change)\b|보증|개봉|보관|마다|교체|수명|기한|써요|쓸 수|保証|開封|ごと|交換|保存|期限|日持ち|約\d+(?:週|か月)間?分"
)
_SIZE_NUMBER = re.compile(r"\d{2,3}(?:\.\d)?")
_SIZED_BY = re.compile(
    r"(?:\bsizes?\b|사이즈|호수|サイズ)[^.。]{0,30}?(?P<part>height|foot|head|키|신장|발\s?길이|머리\s?둘레|身長|足長|足の長さ|頭囲)[^.。]{0,12}?(?:(?P<mm>mm|밀리|ミリ)|cm|센티|センチ)"
)
_REST_ABOVE = re.compile(r"\b(?:above|larger|bigger|taller|heavier|over)\b|그\s?이상|이상|それ以上|以上|より上")
_ALIKE = Decimal("1.5")  # times more or less: a number so far off is of something else, unless both are called the same
_LEAST = 2
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Span:
    """From ``low`` to ``high`` of a measure (grams, millimetres, months; none where that end is open), in which unit it is written
    (``unit``, its ``share`` of the smallest), and of which part of a body. An ``area`` has one side in ``low``, the other in ``high``."""

    kind: Kind
    low: Decimal | None
    high: Decimal | None
    share: Decimal
    unit: str
    part: str = ""
    own: bool = False  # a single figure: the thing's own, unless it is of a part

    def holds(self, value: Decimal) -> bool:
        """Whether ``value`` is within."""
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)


@dataclass(frozen=True, slots=True)
class Stated:
    """Whom one version of a product (a value of ``option``) is stated to be for, and the sentence that says it."""

    option: str
    value: str
    span: Span
    line: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Decided:
    """What a measure comes to: the version that is advised, the smaller one beside it on a ``border``, and the sentence that says so."""

    verdict: Verdict
    stated: Stated
    line: str
    measure: str
    smaller: Stated | None = None


def spans_in(text: str, heading: str = "") -> list[Span]:
    """The spans that a sentence states, each with the part of a body it is of; ``heading`` stands before it. Sides of a thing (70 x 50 cm) and
    what is told per weight are none."""
    return [span for _, _, span in _spans_at(plain(text[:_LONGEST]), plain(heading))]


def _spans_at(said: str, heading: str) -> Iterator[tuple[int, int, Span]]:
    parts = [(m.lastgroup or "", m.start(), m.end()) for m in _PART.finditer(said)]
    headed = [m.lastgroup or "" for m in _PART.finditer(heading)][-1:]
    for sides in _SIDES.finditer(said):
        a, b = Decimal(sides["a"]) * 10, Decimal(sides["b"]) * 10
        yield sides.start(), sides.end(), Span("area", a, b, Decimal(10), "cm")
    for match in _SPAN.finditer(said):
        before = said[: match.start("a")]
        if _TIMES.search(before) or _PER.search(before) or _PER.match(said[match.end() :]):
            continue
        kind, n = next((k, n) for k, units in UNITS.items() for n in range(len(units)) if match[f"{k}{n}"])
        share = [*UNITS[kind].values()][n]
        unit = match[f"{kind}{n}"].strip(" -")
        last = Decimal((match["b"] or match["a"]).replace(",", "")) * share
        first = None
        if match["b"]:
            written = (match["ua"] or "").strip()
            first_share = next((s for words, s in _EACH_UNIT if written and words.fullmatch(written)), share)
            first = Decimal(match["a"].replace(",", "")) * first_share
        part = next((p for p, b, _ in parts if 0 <= b - match.end() <= 3 and "," not in said[match.end() : b]), "")
        part = part or next((p for p, _, e in reversed(parts) if e <= match.start("a")), "") or "".join(headed)
        if kind == "age" or (part == "weight") != (kind == "mass"):
            part = ""
        least = bool(match["least1"] or match["least2"]) and not match["b"]
        most = not least and (bool(match["most1"] or match["most2"]) or bool(_LOAD.search(before)))
        low, high = (last, None) if least else (None, last) if most and first is None else (first or last, last)
        if high is not None and low is None and (_NOT_BEFORE.search(before) or _NOT_BEHIND.match(said[match.end() :])):
            low, high = high, None
        own = not (least or most or match["b"])
        yield match.start(), match.end(), Span(kind, low, high, share, unit, part, own)


def versions_stated(product: Product, lang: str) -> list[Stated]:
    """Whom the versions of ``product`` are stated to be for, in the order of its options' values: in its description and attributes in
    ``lang``, and in what its versions are called. Fewer than two that say it of the same measure say nothing."""
    found: list[Stated] = []
    lines = _lines(product, lang)
    for option in product.options:
        named = _by_names(option, lang)
        if len(option.values) < _LEAST:
            continue
        for line in lines:
            found += _of_line(option, named, line)
        found += _of_numbers(option, lang, lines)
        called = ", ".join(value.name.text(lang) for value in option.values)
        line = f"{option.name.text(lang) or option.id}: {called}"
        for value in option.values:
            found += [
                Stated(option.id, value.id, span, line)
                for span in spans_in(value.name.text(lang), option.name.text(lang))
                if (not span.own and span.kind != "area") and re.search(r"[^\W\d]", value.name.text(lang)[:1] or " ")
            ]
    kept = [
        s
        for s in found
        if s.span.kind in ("area", "age") or not s.span.own or (s.span.part and s.span.kind == "length")
    ]
    many = {(s.option, s.span.kind, s.span.part) for s in kept}
    groups = {key: {s.value for s in kept if (s.option, s.span.kind, s.span.part) == key} for key in many}
    return [s for s in kept if len(groups[s.option, s.span.kind, s.span.part]) >= _LEAST]


def _of_numbers(option: Option, lang: str, lines: Sequence[str]) -> list[Stated]:
    """Sizes that are numbers, of which a sentence says what they measure: *the size is the child's height in cm*, 사이즈는 키(cm) 기준."""
    numbers = [(value.id, plain(value.name.text(lang))) for value in option.values]
    if not all(_SIZE_NUMBER.fullmatch(number) for _, number in numbers):
        return []
    for line in lines:
        if found := _SIZED_BY.search(plain(line)):
            unit = "mm" if found["mm"] else "cm"
            share = Decimal(1 if found["mm"] else 10)
            part = next(part for part in ("height", "foot", "head") if re.search(PARTS[part], found["part"]))
            return [
                Stated(
                    option.id, value, Span("length", Decimal(n) * share, Decimal(n) * share, share, unit, part), line
                )
                for value, n in numbers
            ]
    return []


def _lines(product: Product, lang: str) -> list[str]:
    lines = [part.strip(" \t•-") for part in _SENTENCE.split(product.description.text(lang))]
    lines += [f"{a.name.text(lang) or a.id}: {a.value.text(lang)}" for a in product.attributes]
    return [line for line in lines if line and len(line) <= _LONGEST]


def _by_names(option: Option, lang: str) -> list[tuple[str, str]]:
    """What each value of ``option`` is called, the longest first; a letter before its brackets: *M* of *M (52-66 cm)*."""
    names: list[tuple[str, str]] = []
    for value in option.values:
        for name in {value.name.text(lang), *value.name.values.values(), value.id}:
            said = plain(name)
            names += [(said, value.id), (re.split(r"[(（]", said)[0].strip(), value.id)]
    return sorted({(n, v) for n, v in names if n}, key=lambda pair: -len(pair[0]))


def _places(named: Sequence[tuple[str, str]], said: str) -> list[tuple[int, int, str]]:
    """Where values are named in a plain sentence, in order, none within another."""
    taken: list[tuple[int, int, str]] = []
    for name, value in named:
        before = r"(?<![a-z0-9.,~-])(?<!\d )" if name[0].isascii() else ""
        behind = r"(?![a-z0-9.~-])" if name[-1].isascii() else ""
        for match in re.finditer(f"{before}{re.escape(name)}{behind}", said):
            if not any(match.start() < end and start < match.end() for start, end, _ in taken):
                taken.append((match.start(), match.end(), value))
    return sorted(taken)


def _of_line(option: Option, named: Sequence[tuple[str, str]], line: str) -> list[Stated]:
    """Whom each version that a sentence names is for: what stands behind its name, or before it where the sentence ends with a name."""
    said = plain(line)
    places = _places(named, said)
    if len({value for _, _, value in places}) < _LEAST:
        return []
    spans = [(start, end, span) for start, end, span in _spans_at(said, "") if not _within(start, end, places)]
    ends = [start for start, _, _ in places[1:]] + [len(said)]
    behind = [
        (value, [s for a, _, s in spans if stop <= a < end]) for (_, stop, value), end in zip(places, ends, strict=True)
    ]
    if not behind[-1][1] and any(a < places[0][0] for a, _, _ in spans):
        starts = [0, *(stop for _, stop, _ in places[:-1])]
        behind = [
            (value, [s for a, b, s in spans if start <= a and b <= begin])
            for (begin, _, value), start in zip(places, starts, strict=True)
        ]
    found = [Stated(option.id, value, span, line) for value, own in behind for span in own]
    last, rest = behind[-1][0], said[places[-1][1] :]
    bounded = [s for s in found if s.span.high is not None and not s.span.own and s.span.kind != "area"]
    if not behind[-1][1] and bounded and _REST_ABOVE.search(rest):
        # *S to 140 cm, M to 165 cm, L above*
        top = max((s.span for s in bounded), key=lambda s: s.high or Decimal(0))
        found.append(Stated(option.id, last, replace(top, low=top.high, high=None), line))
    return found


def _within(start: int, end: int, places: Sequence[tuple[int, int, str]]) -> bool:
    return any(begin <= start and end <= stop for begin, stop, _ in places)


def bounds_stated(product: Product, lang: str) -> list[tuple[Span, str]]:
    """Whom the whole of ``product`` is stated to be for, each with the line that says it: *up to 7 kg*, 8살 이상, *one size 55-60 cm*."""
    versions = {stated.line for stated in versions_stated(product, lang)}
    found: list[tuple[Span, str]] = []
    for line in _lines(product, lang):
        said = plain(line)
        if line in versions:
            continue
        for start, end, span in _spans_at(said, ""):
            if span.own or span.kind == "area":
                continue
            if span.kind == "age" and _LASTS.search(said[max(0, start - 24) : end + 16]):
                continue
            if span.kind == "length" and not (span.part or _ADJUSTS.search(said)):
                continue
            found.append((span, line))
    return found


def value_of(told: BodyMeasure, span: Span) -> Decimal:
    """A measure in the unit spans are compared in; one told without a unit is in that of the span."""
    return told.value * span.share if told.bare else told.value


def alike(told: BodyMeasure, span: Span) -> bool:
    """Whether a span is of what was told: of the same part, or of none that is named and near enough to be it."""
    if told.kind != span.kind:
        return False
    if told.part == span.part or told.kind in ("age", "area"):
        return True
    if told.part and span.part:
        return False
    return told.kind == "mass" or _near(value_of(told, span), span)


def _near(value: Decimal, span: Span) -> bool:
    ends = [end for end in (span.low, span.high) if end]
    return bool(ends) and min(ends) / _ALIKE <= value <= max(ends) * _ALIKE


def told_as(told: BodyMeasure, span: Span) -> str:
    """How a measure is said again: as it was told, with the unit that was left out."""
    return f"{told.text} {span.unit}" if told.bare and told.text.replace(".", "").isdigit() else told.text


def decide(told: BodyMeasure, stated: Sequence[Stated], named: str = "") -> Decided | None:
    """Which of the versions ``stated`` is for what was ``told``; the one that is ``named`` where that is, too. None where none of them says
    anything of such a measure."""
    near = [s for s in stated if alike(told, s.span)]
    exact = [s for s in near if s.span.part == told.part]
    near = exact or near
    if not any(near) or len({s.value for s in near}) < _LEAST:
        return None
    part = near[0].span.part
    near = [s for s in near if s.span.part == part and s.option == near[0].option]
    if told.kind == "area":
        same = [s for s in near if {s.span.low, s.span.high} == {told.value, told.other}]
        return Decided("fits", same[0], same[0].line, told.text) if same else None
    if told.bare:
        # *Waist 32* is in inches where inches are stated beside centimetres and 32 cm would be none of them.
        shares = dict.fromkeys(s.span.share for s in near)
        share = next((u for u in shares if any(_near(told.value * u, s.span) for s in near if s.span.share == u)), None)
        near = [s for s in near if s.span.share == (share or near[0].span.share)]
    ordered = sorted(near, key=_end)
    value, said = value_of(told, near[0].span), told_as(told, near[0].span)
    inside = [s for s in ordered if s.span.holds(value)]
    chosen = [s for s in inside if s.value == named]
    if chosen:
        return Decided("fits", chosen[0], chosen[0].line, said)
    both = [s for s in inside if s.span.low is not None]
    if len(both) >= _LEAST or (inside and both and len({s.value for s in inside}) >= _LEAST):
        return Decided("border", inside[1], inside[1].line, said, smaller=inside[0])
    if inside:
        return Decided("fits", inside[0], inside[0].line, said)
    above = [s for s in ordered if (s.span.low or s.span.high or Decimal(0)) > value]
    if not above:
        return Decided("too_big", ordered[-1], ordered[-1].line, said)
    if len(above) == len(ordered):
        return Decided("too_small", ordered[0], ordered[0].line, said)
    return Decided("between", above[0], above[0].line, said)


def _end(stated: Stated) -> tuple[Decimal, Decimal]:
    top = Decimal(10) ** 9
    return (stated.span.high if stated.span.high is not None else top, stated.span.low or Decimal(0))


def values_named(product: Product, text: str, lang: str) -> list[tuple[str, str, int]]:
    """The option values that ``text`` names (option, value, where), in the order named."""
    said = plain(text)
    found = [
        (option.id, value, start)
        for option in product.options
        for start, _, value in _places(_by_names(option, lang), said)
    ]
    return sorted(found, key=lambda one: one[2])
