"""Checks of what stands around products: categories, names of attributes, locations."""

from __future__ import annotations

import re
from typing import Any

from dangol.commerce.catalog.importing import texts
from dangol.commerce.catalog.importing.checking import Checker, Loose
from dangol.commerce.catalog.importing.drafts import Draft, page_address, whole_number
from dangol.commerce.catalog.importing.report import Complain, ImportDefaults

_LOCATION = frozenset({"type", "id", "name", "address", "hours", "kind", "pickup", "url", "position"})
ADDRESS = ("country", "postcode", "region", "city", "line1", "line2")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def category_draft(loose: Loose, shop: ImportDefaults, complain: Complain) -> Draft | None:
    """The category ``loose`` describes."""
    check = Checker(loose, shop, complain)
    data = loose.data
    check.unknown("", data, frozenset({"type", "id", "name", "synonyms", "parent", "position"}))
    key = check.identifier("id", data.get("id"), 120)
    names = check.words("name", data.get("name"), lambda text: texts.line(text, 200))
    if not names:
        check.wrong("name", "", "The name is missing.", "Every category needs one.")
    parent = data.get("parent")
    named = parent is not None
    if named:
        parent = check.identifier("parent", parent, 120)
        if parent == key and key:
            check.wrong("parent", parent, "is the category itself.", "Name the category above it.")
    elif "/" in key.strip("/"):
        parent = key.rpartition("/")[0]
    draft = {
        "id": key,
        "lang": shop.default_lang,
        "names": names,
        "synonyms": check.synonyms(data.get("synonyms")),
        "parent": parent,
        "named": named,
        "position": whole_number(data.get("position")),
    }
    return None if check.bad else draft


def attribute_draft(loose: Loose, shop: ImportDefaults, complain: Complain) -> Draft | None:
    """The attribute's name ``loose`` describes."""
    check = Checker(loose, shop, complain)
    check.unknown("", loose.data, frozenset({"type", "id", "name", "synonyms"}))
    draft = {
        "id": check.identifier("id", loose.data.get("id"), 100),
        "lang": shop.default_lang,
        "names": check.words("name", loose.data.get("name"), lambda text: texts.line(text, 100)),
        "synonyms": check.synonyms(loose.data.get("synonyms")),
    }
    if not draft["names"]:
        check.wrong("name", "", "The name is missing.", "Say what the attribute is called.")
    return None if check.bad else draft


def location_draft(loose: Loose, shop: ImportDefaults, complain: Complain) -> Draft | None:
    """The location ``loose`` describes."""
    check = Checker(loose, shop, complain)
    data = loose.data
    check.unknown("", data, _LOCATION)
    kind = data.get("kind") or "warehouse"
    if kind not in ("warehouse", "shop"):
        check.wrong("kind", kind, "is no kind of location.", "Write warehouse or shop.")
    pickup = data.get("pickup", kind == "shop")
    if not isinstance(pickup, bool):
        check.wrong("pickup", pickup, "is neither true nor false.", "Write true if shoppers may pick up there.")
    key = check.identifier("id", data.get("id"), 40)
    draft = {
        "id": key,
        "lang": shop.default_lang,
        "names": check.words("name", data.get("name"), lambda text: texts.line(text, 200)) or {shop.default_lang: key},
        "address": _place(check, data.get("address")),
        "hours": _hours(check, data.get("hours")),
        "kind": kind,
        "pickup": pickup,
        "url": page_address(check, "url", data.get("url")),
        "position": whole_number(data.get("position")),
    }
    return None if check.bad else draft


def _place(check: Checker, value: object) -> dict[str, Any]:
    """An address: texts (``{"text": …}``), or its parts, each in every language."""
    if not isinstance(value, dict) or not value.keys() & set(ADDRESS):
        words = check.words("address", value, lambda text: texts.line(text, 500))
        return {"text": words} if words else {}
    check.unknown("address", value, frozenset(ADDRESS))
    found: dict[str, Any] = {}
    for name in ADDRESS[1:]:
        if words := check.words(f"address.{name}", value.get(name), lambda text: texts.line(text, 200)):
            found[name] = words
    country = value.get("country")
    if country is not None and not (isinstance(country, str) and re.fullmatch(r"[A-Z]{2}", country)):
        check.wrong("address.country", country, "is not a country.", "Write two capital letters, for example KR.")
    return found | ({"country": country} if country else {})


def _hours(check: Checker, value: object) -> dict[str, Any]:
    """Opening hours: texts (``{"text": …}``), or a span per day of the week."""
    if not isinstance(value, dict) or not value.keys() & set(DAYS):
        words = check.words("hours", value, lambda text: texts.line(text, 500))
        return {"text": words} if words else {}
    check.unknown("hours", value, frozenset(DAYS))
    found = {}
    for day in DAYS:
        span = value.get(day)
        if span is None:
            continue
        if not isinstance(span, str) or not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d", span):
            check.wrong(f"hours.{day}", span, "is not a time of opening and closing.", "Write 10:00-19:00.")
        else:
            found[day] = span
    return found
