# ruff: noqa: E501  (patterns read best on one line)
"""Addresses of Japan and Korea as they are written in Latin letters, from the house to the prefecture: *Room 201, 1-2-3 Jingumae, Shibuya-ku, Tokyo 150-0001*,
*Apt 302, 123 Teheran-ro, Gangnam-gu, Seoul 06133*. Pure.
"""

from __future__ import annotations

import re

from dangol.commerce.checkout.regions import PREFECTURES

_COUNTRY = re.compile(r"(?i)^(?:japan|(?:south |republic of )?korea|s\. ?korea|rok|jp|kr)\.?$")
_POSTCODES = {
    "JP": re.compile(r"(?<![\d-])(?:〒\s?)?(\d{3}-\d{4}|\d{7})(?![\d-])"),
    "KR": re.compile(r"(?<![\d-])(\d{5})(?![\d-])"),
}
_PREFECTURE = re.compile(r"(?i)[\s-](?:prefecture|pref\.?|ken|fu|to)$")
_CITY = re.compile(r"(?i)(?:[\s-](?:city|ward|town|village|ku|shi|gun|cho|machi|mura|son))$")
_FLAT = re.compile(
    r"(?i)^(?:(?:apt|apartment|unit|room|rm|suite|ste|flat|no)\b\.?\s?#?|#)\s?[\w-]+$|^(?:b?\d+(?:st|nd|rd|th)?\s?(?:f|fl|floor))\b|^\d+-?dong\b|^\d+-?ho$|\b(?:apartments?|mansion|heights|building|bldg|tower|residence|house|court|palace|plaza)\b"
)
# The town and the block: 1-2-3, 5 Chome-2-1; Japanese towns may end like a city (Marunouchi 1-chome, Kanda-cho).
_BLOCK = re.compile(r"\d")
_MOST_PARTS = 10


def is_latin(text: str) -> bool:
    """Whether an address is written in Latin letters alone."""
    return text.isascii() or not re.search(r"[가-힣ぁ-ヿ一-鿿]", text)


def read_latin(country: str, line: str) -> dict[str, str]:
    """What of an address of ``JP`` or ``KR`` in Latin letters can be told, by field."""
    found: dict[str, str] = {}
    if match := _POSTCODES[country].search(line):
        found["postcode"] = match.group(1)
        line = f"{line[: match.start()]} {line[match.end() :]}"
    parts = [part for part in (" ".join(part.split()).strip(" .") for part in line.split(",")) if part][:_MOST_PARTS]
    parts = [part for part in parts if not _COUNTRY.match(part)]
    parts = [re.sub(r"(?i)\s(?:japan|(?:south )?korea)$", "", part) for part in parts]
    if country == "JP":
        parts = _from_the_large(parts)
        _take_region(found, parts)
        _take_city(found, parts)
    _take_flat(found, parts)
    if parts:
        found["line1"] = ", ".join(parts)
    return found


def _from_the_large(parts: list[str]) -> list[str]:
    """*Tokyo Shibuya-ku Jingumae 1-2-3*, from the large to the small as Japan writes it, cut where a comma would stand."""
    names = {english.casefold() for english in PREFECTURES.values()}
    if not parts or _PREFECTURE.sub("", parts[0].partition(" ")[0]).casefold() not in names:
        return parts
    first, *words = " ".join(parts).split()
    cities = [word for word in words if re.search(r"(?i)[a-z]-(?:ku|shi|gun|cho|machi|mura)$", word)]
    if not cities:
        return parts
    rest = " ".join(word for word in words if word not in cities)
    return [*filter(None, (rest,)), *reversed(cities), first]


def _take_region(found: dict[str, str], parts: list[str]) -> None:
    """The prefecture, from the end: a part of its own, or the last word of one (*Shibuya-ku Tokyo*). A city that is called as its prefecture
    is stands before it (*Osaka-shi, Osaka*)."""
    by_name = {english.casefold(): key for key, english in PREFECTURES.items()}
    for place in range(len(parts) - 1, -1, -1):
        part = parts[place]
        key = by_name.get(_PREFECTURE.sub("", part).casefold())
        if key:
            found["region"] = key
            del parts[place]
            return
        before, _, last = part.rpartition(" ")
        key = by_name.get(_PREFECTURE.sub("", last).casefold())
        if key and before and not _BLOCK.search(last):
            found["region"] = key
            parts[place] = before
            return


def _take_city(found: dict[str, str], parts: list[str]) -> None:
    """City and ward, the larger first as Japan writes them; without a word that says so, the last part that has no number."""
    named = [part for part in parts if _CITY.search(part) and not _BLOCK.search(part)]
    if not named:
        split = next((i for i, part in enumerate(parts) if _words_of_city(part)[1]), None)
        if split is not None:
            before, city = _words_of_city(parts[split])
            parts[split], named = before, [city]
        elif len(parts) > 1 and not _BLOCK.search(parts[-1]) and not _FLAT.search(parts[-1]):
            named = [parts.pop()]
    parts[:] = [part for part in parts if part not in named]
    if named:
        found["city"] = " ".join(reversed(named))


def _words_of_city(part: str) -> tuple[str, str]:
    """*1-2-3 Jingumae Shibuya-ku* without a comma: what stands before the ward, and the ward."""
    before, _, last = part.rpartition(" ")
    return (before, last) if before and re.search(r"(?i)[a-z]-(?:ku|shi|gun)$", last) else ("", "")


def _take_flat(found: dict[str, str], parts: list[str]) -> None:
    """The flat and the building: what is no street and no town."""
    flats = [part for part in parts if _FLAT.search(part)]
    if flats and len(flats) < len(parts):
        parts[:] = [part for part in parts if part not in flats]
        found["line2"] = ", ".join(flats)
