"""What a new shop begins with in its country: the currency, the time zone, the language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from babel.core import get_global
from babel.numbers import get_territory_currencies

from dangol.kit.money import NotAnAmount, check_currency

_LANGUAGES: Mapping[str, str] = {"KR": "ko", "JP": "ja"}
# Where a country has several zones: the one most of its people live in.
_MOST_LIVE_IN: Mapping[str, str] = {
    "AR": "America/Buenos_Aires", "AU": "Australia/Sydney", "BR": "America/Sao_Paulo", "CA": "America/Toronto",
    "CD": "Africa/Kinshasa", "CL": "America/Santiago", "CN": "Asia/Shanghai", "CY": "Asia/Nicosia", "DE": "Europe/Berlin",
    "EC": "America/Guayaquil", "ES": "Europe/Madrid", "ID": "Asia/Jakarta", "KZ": "Asia/Almaty", "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City", "MY": "Asia/Kuala_Lumpur", "NZ": "Pacific/Auckland", "PG": "Pacific/Port_Moresby",
    "PS": "Asia/Hebron", "PT": "Europe/Lisbon", "RU": "Europe/Moscow", "UA": "Europe/Kiev", "US": "America/New_York",
    "UZ": "Asia/Tashkent",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Usual:
    """``others`` are zones of the country in which it is another time, so that the shop may be in one of them."""

    currency: str
    zone: str
    language: str
    others: tuple[str, ...] = ()


def usual_in(country: str) -> Usual:
    """What is usual in ``country`` (two capital letters)."""
    zones = sorted(zone for zone, where in get_global("zone_territories").items() if where == country)
    zone = _MOST_LIVE_IN.get(country) or (zones[0] if zones else "UTC")
    others = tuple(other for other in zones if _clock(other) != _clock(zone))
    return Usual(_currency(country), zone, _LANGUAGES.get(country, "en"), others)


def _currency(country: str) -> str:
    for currency in get_territory_currencies(country):
        try:
            return check_currency(currency)
        except NotAnAmount:
            continue
    return "USD"


def _clock(zone: str) -> tuple[object, ...]:
    """How far it is from UTC, in winter and in summer."""
    year = datetime.now(UTC).year
    return tuple(datetime(year, month, 1, tzinfo=ZoneInfo(zone)).utcoffset() for month in (1, 7))
