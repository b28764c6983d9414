"""Values as a reader of a language writes them: money, numbers, dates in their zone, lists, plurals. Through the CLDR (Babel)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from dangol.kit.money import Money, NotAnAmount

_REGIONS = {"en": "en_US", "ko": "ko_KR", "ja": "ja_JP"}
_QUOTES = {"ko": "‘{}’", "ja": "「{}」"}


@lru_cache(maxsize=64)
def locale_of(lang: str) -> Locale:
    """The CLDR locale of ``lang``; English for one nobody knows."""
    try:
        return Locale.parse(_REGIONS.get(lang, lang))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_US")


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def is_number(value: Any) -> bool:
    """Whether ``value`` is counted (a truth value is not)."""
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)


def plural(number: float | Decimal, lang: str) -> str:
    """The CLDR plural category: ``one``, ``other`` …"""
    return str(locale_of(lang).plural_form(number))


def money_of(value: Any) -> Money | None:
    """``value`` as ``Money`` if it is one, or the ``{"amount", "currency"}`` that stands for one in JSON."""
    if isinstance(value, Money):
        return value
    if isinstance(value, Mapping) and value.keys() == {"amount", "currency"}:
        amount, currency = value["amount"], value["currency"]
        if isinstance(amount, int) and isinstance(currency, str):
            return Money(amount, currency)
    return None


def write(value: Any, lang: str, zone: str, wanted: Sequence[str] = ()) -> str:
    """``value`` as text. ``wanted`` are the formats asked for (see ``template``)."""
    text = _write(value, lang, zone, wanted)
    if "quote" in wanted:
        text = _QUOTES.get(lang, "“{}”").format(text)
    if "upper" in wanted:
        text = text[:1].upper() + text[1:]
    if "lower" in wanted and not text[:2].isupper():
        text = text[:1].lower() + text[1:]
    return text


def _write(value: Any, lang: str, zone: str, wanted: Sequence[str]) -> str:
    money = money_of(value)
    if money is not None:
        try:
            return money.format(lang)
        except NotAnAmount:
            return f"{money.amount} {money.currency}"
    if isinstance(value, str):
        return _moment(value, lang, zone, wanted) if {"date", "time", "datetime", "soon"} & set(wanted) else value
    if isinstance(value, (datetime, date, time)):
        return _when(value, lang, zone, wanted)
    if isinstance(value, bool):
        return str(value).lower()
    if is_number(value):
        return str(format_decimal(value, locale=locale_of(lang)))
    if isinstance(value, (list, tuple)):
        return join([_write(item, lang, zone, ()) for item in value], lang, either="or" in wanted)
    if isinstance(value, Mapping):
        return str(value.get("label") or value.get("title") or value.get("value") or "")
    return str(value)


def _moment(text: str, lang: str, zone: str, wanted: Sequence[str]) -> str:
    try:
        return _when(
            datetime.fromisoformat(text.replace("Z", "+00:00")) if "T" in text else date.fromisoformat(text),
            lang,
            zone,
            wanted,
        )
    except ValueError:
        return text


def _when(value: datetime | date | time, lang: str, zone: str, wanted: Sequence[str]) -> str:
    locale = locale_of(lang)
    if isinstance(value, time):
        return _clock(value, lang)
    if not isinstance(value, datetime):
        return str(format_date(value, format="full" if lang not in ("ko", "ja") else "long", locale=locale))
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    local = aware.astimezone(_zone(zone))
    day = str(format_date(local.date(), format="long", locale=locale))
    clock = _clock(local, lang)
    if "time" in wanted:
        return clock
    if "soon" in wanted:
        day = str(format_skeleton("MMMEd", local.replace(tzinfo=None), locale=locale))
    return day if "date" in wanted else f"{day}{_between(lang)}{clock}"


def _clock(value: datetime | time, lang: str) -> str:
    # The CLDR's short Korean time says AM and PM; people write 오전 and 오후.
    pattern = "aaaa h:mm" if lang == "ko" else "short"
    naive = value.replace(tzinfo=None)
    return str(format_time(naive, format=pattern, locale=locale_of(lang))).replace("\u202f", " ")


def _between(lang: str) -> str:
    return " " if lang in ("ko", "ja") else ", "


def join(items: Sequence[str], lang: str, *, either: bool = False) -> str:
    """``A, B and C`` / ``A, B, C`` / ``A、B、C``; with ``either``: *or*."""
    kept = [item for item in items if item]
    if not either:
        if lang == "ko":
            return ", ".join(kept)
        if lang == "ja":
            return "、".join(kept)
        if lang == "en" and len(kept) > 2:
            return f"{', '.join(kept[:-1])} and {kept[-1]}"
    return str(format_list(kept, style="or" if either else "standard", locale=locale_of(lang)))
