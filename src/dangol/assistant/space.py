# ruff: noqa: E501  (patterns read best on one line)
"""A place that something has to fit: *a desk for a 110 cm wide space*, 폭 45cm 틈에 들어갈, 幅110cmのスペースに置ける. Pure.

What fits is told by the sides that the catalogue states; of what states none, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from dangol.commerce.catalog.products import Attribute, Product
from dangol.kit.text import fold

_UNITS: dict[str, Decimal | int] = {
    "mm": 1,
    "밀리": 1,
    "ミリ": 1,
    "cm": 10,
    "센티": 10,
    "센치": 10,
    "センチ": 10,
    "m": 1000,
    "미터": 1000,
    "メートル": 1000,
}
_UNITS |= {
    "in": Decimal("25.4"),
    "inch": Decimal("25.4"),
    "inches": Decimal("25.4"),
    "인치": Decimal("25.4"),
    "インチ": Decimal("25.4"),
}
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_AXES = {
    "width": r"wide|width|across|폭|너비|가로|幅|横幅?",
    "depth": r"deep|depth|깊이|세로|奥行き?",
    "height": r"high|tall|height|높이|高さ|丈",
}
_AXIS = "|".join(f"(?P<{axis}{{n}}>{words})" for axis, words in _AXES.items())
_MEASURE = re.compile(
    rf"(?:(?:{_AXIS.format(n=1)})(?:이|가|は|が|:)?\s?(?:of |about |약 |約)?)?(?P<n>\d+(?:[.,]\d+)?)\s?-?(?P<unit>{_UNIT})(?![a-z])(?:미터|メートル)?(?:[\s-]?(?:{_AXIS.format(n=2)}))?"
)
_MEANT = {
    "depth": r"\b(?:deep(?:er)?|shallow(?:er)?|depth)\b|깊이|얕|奥行|浅",
    "height": r"\b(?:tall(?:er)?|high(?:er)?|low(?:er)?|height)\b|높이|높은|낮|高さ|低",
}
_TIMES = re.compile(r"\d\s?[x×*]\s?$")
_PLACE = re.compile(
    r"\b(?:fits?|fit in\w*|space|gap|spot|corner|alcove|niche|wall|nook|(?:no|not) (?:more|wider|deeper|taller|higher|bigger|larger|longer) than|narrower than|shallower than|lower than|smaller than|shorter than|under|below|at most|or less|or under|less than|up to|max(?:imum)?)\b"
    r"|공간|자리|틈|벽|들어갈|들어가는|들어가[나요]|들어맞|맞는|놓을|둘\s?수|이하|이내|안\s?넘|넘지\s?않|보다\s?(?:작|좁|낮|얕)|미만"
    r"|スペース|すき間|隙間|すきま|場所|壁|置け|置きたい|入る|入り|収ま|おさま|以下|以内|未満|まで|より(?:小さ|狭|低|浅)"
)
_BEHIND = {"w": "width", "d": "depth", "h": "height", "ø": "round", "直径": "round", "지름": "round"}
_PART = re.compile(
    rf"(?P<before>[wdhø]|width|depth|height|폭|너비|가로|깊이|세로|높이|지름|幅|奥行き?|高さ|直径)?\s?[:.]?\s?(?P<n>\d+(?:\.\d+)?)\s?(?P<unit>{_UNIT})?\s?(?:\(?(?P<after>[wdh])\)?(?![a-z]))?\s?(?P<unit2>{_UNIT})?(?![a-z])"
)
_SIZED = re.compile(
    r"size|dimension|measure|width|depth|height|크기|치수|사이즈|폭|너비|높이|깊이|サイズ|寸法|大きさ|幅|奥行|高さ"
)
_ORDER = ("width", "depth", "height")


@dataclass(frozen=True, slots=True)
class Room:
    """What there is room for: which side, and how much of it in millimetres."""

    side: str
    most: Decimal
    said: str


def room_in(text: str) -> Room | None:
    """The place that ``text`` says something has to fit; none where it names no measure, or several."""
    said = fold(text)
    found = [m for m in _MEASURE.finditer(said) if not _TIMES.search(said[: m.start()])] if _PLACE.search(said) else []
    if len(found) != 1:
        return None
    match = found[0]
    beside = next((axis for axis in _AXES if match[f"{axis}1"] or match[f"{axis}2"]), "")
    side = beside or next((axis for axis, words in _MEANT.items() if re.search(words, said)), "width")
    return Room(side, Decimal(match["n"].replace(",", ".")) * _UNITS[match["unit"]], match.group().strip())


def fits(product: Product, room: Room, lang: str) -> bool | None:
    """Whether ``product`` is stated to fit; none where that side of it is not stated."""
    side = sides_of(product, lang).get(room.side)
    return None if side is None else side[0] <= room.most


def sides_of(product: Product, lang: str) -> Mapping[str, tuple[Decimal, Attribute]]:
    """The stated sides of a product in millimetres, each with the attribute that states it."""
    found: dict[str, tuple[Decimal, Attribute]] = {}
    for attribute in product.attributes:
        heading = fold(" ".join([attribute.id, *attribute.name.values.values()]))
        if not _SIZED.search(heading):
            continue
        parts = list(_PART.finditer(fold(attribute.value.text(lang))))
        unit = next((u for part in reversed(parts) if (u := part["unit"] or part["unit2"])), None)
        if unit is None:
            continue
        own = next((axis for axis, words in _AXES.items() if re.search(words, heading)), "")
        for place, part in enumerate(parts):
            named = _side(part["before"] or part["after"] or "") or (own if len(parts) == 1 else "")
            length = Decimal(part["n"]) * _UNITS[part["unit"] or part["unit2"] or unit]
            sides = ("width", "depth") if named == "round" else (named or _ORDER[min(place, 2)],)
            for side in sides:
                found.setdefault(side, (length, attribute))
    return found


def _side(said: str) -> str:
    if said in _BEHIND:
        return _BEHIND[said]
    return next((axis for axis, words in _AXES.items() if said and re.fullmatch(words, said)), "")
