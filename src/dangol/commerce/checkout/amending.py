"""A part of an address told anew: the flat, the number, the street. The rest stays as it was told before."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dangol.commerce.checkout.addresses import narrow, read_address

_FLAT: Mapping[str, re.Pattern[str]] = {
    "KR": re.compile(r"(?P<block>\d+동)?\s?(?P<n>\d+호)"),
    "JP": re.compile(r"(?:部屋(?:番号)?|号室)?\s?[はをがの:]?\s?(?P<n>[A-Z]?-?\d{1,5})\s?号?室?"),
    "": re.compile(
        r"(?:apt|apartment|unit|suite|flat|room)\.?\s?(?:no\.?\s?|number\s)?#?(?P<n>[\w-]{1,6})|#(?P<m>\w{1,6})", re.I
    ),
}
_FLAT_SAID = re.compile(r"部屋|号室|호|(?i:apt|apartment|unit|suite|flat|room)|#")
_JP_FLAT = re.compile(r"[A-Z]?-?\d{1,5}\s?(?:号室|号)?\s*$")
_NUMBER_ONLY = re.compile(r"\d[\d-]*(?:番地?|号)*")
_KR_REGION = re.compile(r"^\S+(?:시|도|군|구)(?=\s)|^(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|제주)(?=\s)")
_KR_ROAD = re.compile(r"\S+(?:로|길)(?=\s?\d)")
_HOUSE = re.compile(r"(?P<number>\d+[A-Za-z]?)\s+(?P<street>[^,]+)(?P<rest>,.*)?")
_HEAD = re.compile(r"^\D*")


def amended(country: str, known: Mapping[str, str], text: str) -> dict[str, str] | None:
    """The address ``known`` with the part that ``text`` tells anew; None where it tells a whole one, or nothing is known to change.

    ``103호`` changes the flat, ``1-2-4`` the number, ``14 Hill Road`` the street. Whoever moves to another street leaves the flat behind.
    """
    if not known.get("line1"):
        return None
    said = narrow(text).strip(" ,.")
    flat = _FLAT.get(country, _FLAT[""]).fullmatch(said)
    if flat is not None and _FLAT_SAID.search(said):
        return _with_flat(country, known, flat, said)
    told = read_address(country, said)
    if set(told) - {"line1", "line2"} or "line1" not in told:
        return None
    line1, same = _street(country, known["line1"], told["line1"])
    if not line1:
        return None
    kept = {name: value for name, value in known.items() if name != "line2" or same}
    return {**kept, "line1": line1, **({"line2": told["line2"]} if "line2" in told else {})}


def _with_flat(country: str, known: Mapping[str, str], flat: re.Match[str], said: str) -> dict[str, str]:
    before = known.get("line2", "")
    if country == "KR":
        one = re.sub(r"\d+호", flat["n"], before) if not flat["block"] else said
        return {**known, "line2": one if one != before or flat["n"] in before else f"{before} {flat['n']}".strip()}
    if country == "JP":
        new = f"{flat['n']}号室" if not before or before.rstrip().endswith("室") else flat["n"]
        return {**known, "line2": f"{_JP_FLAT.sub('', before).rstrip()}{new}" if before else new}
    pattern = re.compile(r"(?:\b(?:apt|apartment|unit|suite|flat|room)\.?\s?#?|#)[\w-]+", re.I)
    for line in ("line2", "line1"):
        if pattern.search(known.get(line, "")):
            return {**known, line: pattern.sub(said, known[line], count=1)}
    return {**known, "line2": said}


def _street(country: str, before: str, new: str) -> tuple[str, bool]:
    """The street as it stands now, and whether it is still the one it was; empty where ``new`` is more than a street."""
    if country == "KR":
        road, old = _KR_ROAD.search(new), _KR_ROAD.search(before)
        if road is None or _KR_REGION.search(new) or old is None:
            return "", False
        return f"{before[: old.start()]}{new}", road.group() == old.group()
    if country == "JP":
        if _NUMBER_ONLY.fullmatch(new):
            return f"{_head(before)}{new}", True
        return new, _head(new) == _head(before)
    house, old_house = _HOUSE.fullmatch(new), _HOUSE.fullmatch(before)
    if house is None or old_house is None:
        return ("", False) if house is None else (new, False)
    same = house["street"].strip().casefold() == old_house["street"].strip().casefold()
    return (new if house["rest"] or not same else f"{new}{old_house['rest'] or ''}"), same


def _head(line: str) -> str:
    """What stands before the first figure of a line."""
    found = _HEAD.match(line)
    return found.group() if found else ""
