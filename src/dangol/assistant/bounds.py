# ruff: noqa: E501  (patterns read best on one line)
"""How much of a measure a thing is to have at least or at most: *200 ml or more*, 5kg 이하, 10キロより軽い. Pure.

It is told by what each version states: its own weight, a value that is a measure, and where it states none by what the product does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dangol.assistant.figures import figure_of, figures_in
from dangol.assistant.space import sides_of
from dangol.commerce.catalog.products import Product, Variant
from dangol.kit.text import fold

_UNITS: Mapping[str, Mapping[str, int | Decimal]] = {
    "mass": {"kgs?|kilos?|킬로그램|킬로|키로|キログラム|キロ": 1000, "g|grams?|그램|그람|グラム": 1},
    "volume": {"ml|밀리리터|ミリリットル": 1, "cl": 10, "l|lit(?:er|re)s?|리터|リットル": 1000},
    "length": {
        "mm|밀리|ミリ": 1,
        "cm|센티|센치|センチ": 10,
        "m|met(?:er|re)s?|미터|メートル": 1000,
        "inch(?:es)?|인치|インチ": Decimal("25.4"),
    },
}
_UNIT = "|".join(f"(?P<{kind}{n}>{words})" for kind, units in _UNITS.items() for n, words in enumerate(units))
_MORE = r"(?:big|larg|long|wid|tall|heavi|high|deep)g?e?r"
_LESS = r"(?:small|short|narrow|light|low|shallow)e?r"
_BOUND = re.compile(
    rf"(?:\b(?P<most1>under|below|less than|up to|at most|max(?:imum)?(?: of)?|within|(?:no|not) (?:over|above|(?:more|{_MORE}) than)|{_LESS} than)"
    rf"|\b(?P<least1>over|above|at least|min(?:imum)?(?: of)?|more than|(?:no|not) (?:under|below|(?:less|{_LESS}) than)|{_MORE} than))?"
    rf"\s{{0,2}}(?<![\d.,])(?P<n>\d{{1,6}}(?:[.,]\d{{1,3}})?)\s?(?:{_UNIT})(?![a-z0-9])\s?(?:"
    rf"(?P<most2>or (?:less|under|below|{_LESS})|이하|미만|이내|까지|를?\s?(?:안\s?넘|넘지\s?않)|보다\s?(?:작|가벼|짧|좁|낮|얕)|以下|未満|以内|まで|より(?:も)?(?:軽|小さ|短|低|狭|浅)|を?(?:超えない|切る))"
    rf"|(?P<least2>or (?:more|over|above|up|{_MORE})|and up|\+|이상|초과|(?:가|를|이|을)?\s?넘[는은을게고]|보다\s?(?:크|큰|무거|길|긴|넓|높)|以上|より(?:も)?(?:大き|重|長|高|広|深)|を?(?:超|越)))?"
)


_LEAST_LATIN = 4  # letters of a name that says something


@dataclass(frozen=True, slots=True)
class Bound:
    """At least ``least``, at most ``most`` of a measure, in grams, millilitres or millimetres; ``said`` is how it was said, ``amount`` the figure with its unit."""

    kind: str
    least: Decimal | None
    most: Decimal | None
    said: str
    amount: str

    def holds(self, low: Decimal, high: Decimal) -> bool:
        """Whether what states from ``low`` to ``high`` is within."""
        return (self.least is None or high >= self.least) and (self.most is None or low <= self.most)


def bound_in(text: str) -> Bound | None:
    """The one bound on a measure that ``text`` says; none where it says none, or several."""
    said = fold(text)
    found = [m for m in _BOUND.finditer(said) if any(m[g] for g in ("most1", "most2", "least1", "least2"))]
    if len(found) != 1:
        return None
    match = found[0]
    kind, share = next((k, s) for k, units in _UNITS.items() for n, s in enumerate(units.values()) if match[f"{k}{n}"])
    amount = Decimal(match["n"].replace(",", ".")) * share
    unit = next(group for group in match.groupdict() if group.startswith(kind) and match[group])
    most = bool(match["most1"] or match["most2"])
    return Bound(
        kind,
        None if most else amount,
        amount if most else None,
        match.group().strip(),
        said[match.start("n") : match.end(unit)],
    )


def stated_by(product: Product, variant: Variant, kind: str, lang: str) -> tuple[Decimal, Decimal] | None:
    """From how much to how much of ``kind`` one version of ``product`` states; none where nothing is stated."""
    if kind == "mass" and variant.weight_g:
        return Decimal(variant.weight_g), Decimal(variant.weight_g)
    for option in product.options:
        value = option.value(variant.options.get(option.id, ""))
        spans = list(figures_in(value.name.text(lang), kind)) if value is not None else []
        if spans:
            return min(low for low, _, _ in spans), max(high for _, high, _ in spans)
    if kind == "length":
        lengths = [side[0] for side in sides_of(product, lang).values()]
        return (max(lengths), max(lengths)) if lengths else None
    figure = figure_of(product, "weight" if kind == "mass" else "size", kind, lang)
    # What only the other versions weigh is not stated of this one.
    return (figure.low, figure.high) if figure is not None and (figure.label or kind != "mass") else None


def side_named(products: Iterable[Product], text: str, kind: str, lang: str) -> str:
    """The attribute of one of ``products`` that ``text`` names and that states such a measure: the *heel* of *heels 5 cm or less*, 굽 높이,
    ヒール. Empty where it names none: then the thing itself is measured."""
    said = fold(text)
    for product in products:
        for attribute in product.attributes:
            names = {part for name in attribute.name.values.values() for part in (fold(name), *fold(name).split())}
            named = any(n in said and (len(n) >= _LEAST_LATIN or not n.isascii()) for n in names)
            if named and any(True for _ in figures_in(attribute.value.text(lang), kind)):
                return attribute.id
    return ""


def _stated_as(product: Product, attribute_id: str, kind: str, lang: str) -> tuple[Decimal, Decimal] | None:
    texts = [a.value.text(lang) for a in product.attributes if a.id == attribute_id]
    spans = [span for text in texts for span in figures_in(text, kind)]
    return (min(low for low, _, _ in spans), max(high for _, high, _ in spans)) if spans else None


def versions_within(product: Product, bound: Bound, lang: str, side: str = "") -> tuple[Variant, ...] | None:
    """The versions of ``product`` that state to be within ``bound``, by the attribute ``side`` where one is named; none where none of
    them states anything of it."""
    if side:
        span = _stated_as(product, side, bound.kind, lang)
        return None if span is None else tuple(product.variants) if bound.holds(*span) else ()
    stated = [(variant, stated_by(product, variant, bound.kind, lang)) for variant in product.variants]
    known = [(variant, span) for variant, span in stated if span is not None]
    return tuple(variant for variant, span in known if bound.holds(*span)) if known else None
