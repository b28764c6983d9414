"""Telephone numbers as people write them: without a country code, meant for one of a few countries.

A shop that delivers to Korea and Japan is told ``010-1234-5678`` and ``090-1234-5678`` in either language and for either
destination. A number is therefore read as one of the likeliest country first, then of the others: the first country in which it
is a real number has it. (In Japan 010 begins a call abroad, so the likeliest country alone would make nonsense of the first.)

Whoever writes the country's own code says which country it is: ``+44 …`` is a number wherever the shop delivers, and so is ``0044 …``,
as most of the world dials abroad, where no country of the shop's has such a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import phonenumbers
from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−ー－ｰ", "-"))
_MOST_TRIED = 20
_SPOKEN: Mapping[str, tuple[str, ...]] = {
    "en": ("US", "CA", "GB", "IE", "AU", "NZ", "SG"),
    "ja": ("JP",),
    "ko": ("KR",),
}
_WITH_CODE = re.compile(r"(?<![\d+])(?:\+|00)[\s-]?[1-9][\d\s().-]{6,18}\d")
_ABROAD = re.compile(r"^00[\s-]?(?=[1-9])")


def likeliest_first(countries: Sequence[str], lang: str) -> list[str]:
    """A shop's ``countries``, its own first, then those where people speak ``lang``: who writes English and gives 07700 900417 is called in
    Britain rather than in Germany, where it could be a number as well."""
    spoken = _SPOKEN.get(lang, ())
    home, others = list(countries[:1]), list(countries[1:])
    return [*home, *(c for c in spoken if c in others), *(c for c in others if c not in spoken)]


def phone_number(text: str, countries: Iterable[str]) -> str | None:
    """The E.164 form of the number ``text`` is, read as one of the first of ``countries`` where there is such a number; with a country's
    code before it, as one of that country."""
    written = text.translate(_DASHES).strip()
    for country in _in_order(countries):
        if found := _read(written, country):
            return found
    abroad = _ABROAD.sub("+", written)
    if not abroad.startswith("+"):
        return None
    # With a plus, what has the length of that country's numbers is meant as one, in whatever range it is.
    return _read(abroad, None, possible=written.startswith("+"))


def _read(written: str, country: str | None, *, possible: bool = False) -> str | None:
    try:
        number = phonenumbers.parse(written, country)
    except phonenumbers.NumberParseException:
        return None
    real = phonenumbers.is_valid_number(number) or (possible and phonenumbers.is_possible_number(number))
    return str(phonenumbers.format_number(number, PhoneNumberFormat.E164)) if real else None


def phone_in(text: str, countries: Iterable[str]) -> str | None:
    """The E.164 form of the one number said somewhere in ``text``: *it's 010-1234-5678*. When no country has it, what could be a
    number of the first of them."""
    written = text.translate(_DASHES)
    order = _in_order(countries)
    for country in order:
        for match in PhoneNumberMatcher(written, country, Leniency.VALID, _MOST_TRIED):
            return str(phonenumbers.format_number(match.number, PhoneNumberFormat.E164))
    for run in _WITH_CODE.finditer(written):
        if found := phone_number(run.group(), ()):
            return found
    for match in PhoneNumberMatcher(written, order[0], Leniency.POSSIBLE, _MOST_TRIED):
        # What begins like a call abroad and leads nowhere is not a number of this country.
        if phonenumbers.is_possible_number(match.number) and not _leads_abroad(match.raw_string, order[0]):
            return str(phonenumbers.format_number(match.number, PhoneNumberFormat.E164))
    return None


def region_of(number: str) -> str | None:
    """The country (two letters) whose number an E.164 ``number`` is; none for one that several or no country have."""
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(number, None))
    except phonenumbers.NumberParseException:
        return None


def _in_order(countries: Iterable[str]) -> list[str | None]:
    return list(dict.fromkeys(country.upper() for country in countries if country)) or [None]


def _leads_abroad(written: str, country: str | None) -> bool:
    data = phonenumbers.PhoneMetadata.metadata_for_region(country) if country else None
    prefix = data.international_prefix if data is not None else None
    digits = re.sub(r"\D", "", written)
    return prefix is not None and not written.lstrip().startswith("+") and bool(re.match(prefix, digits))
