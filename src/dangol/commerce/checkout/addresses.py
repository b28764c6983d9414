"""Postal addresses per country: what is asked, in which order, what is accepted, how it is written. Pure.

A country has a ``Layout``: its fields in the order its people write them (postcode first in Korea and Japan), what each must look like, and
how the lines of a label run. A country without one of its own gets the general layout. ``check_address`` normalises (full-width
digits, hyphens, katakana) and reports what is wrong as facts by field; ``say("address.problem.<fact>")`` speaks them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

import phonenumbers

from dangol.commerce.checkout.latin_addresses import is_latin, read_latin
from dangol.commerce.checkout.regions import PREFECTURES, STATES
from dangol.kit.errors import DangolError
from dangol.kit.phones import phone_number
from dangol.kit.text import clean
from dangol.messages.content import FormField, FormOption

Say = Callable[..., str]

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−ー－ｰ"), "-")
_DASHED = re.compile(r"(?<=\d)[‐‑‒–—―−ーｰ](?=\d)")
_KATAKANA = re.compile(r"[\u30a0-\u30ff\s・]+\Z")
_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}\Z"
)


class AddressInvalid(DangolError):
    """Some fields of an address cannot be right. ``problems`` maps each to a fact: ``required``, ``postcode_kr`` …"""

    code = "address_invalid"

    def __init__(self, problems: Mapping[str, str]) -> None:
        listed = ", ".join(f"{field}: {fact}" for field, fact in problems.items())
        super().__init__(
            f"The address is not complete ({listed}).", cure="Correct these fields.", problems=dict(problems)
        )
        self.problems = dict(problems)


class EmailInvalid(DangolError):
    """A text that should be an e-mail address is not one."""

    code = "email_invalid"


class PhoneInvalid(DangolError):
    """A text that should be a telephone number is not one."""

    code = "phone_invalid"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a parcel goes. ``phone`` is E.164; ``region`` a prefecture (in Japanese) or a state's two letters."""

    country: str
    name: str
    phone: str = ""
    postcode: str = ""
    region: str = ""
    city: str = ""
    line1: str = ""
    line2: str = ""
    kana: str = ""

    def to_json(self) -> dict[str, str]:
        """The fields that hold something."""
        return {field: value for field, value in asdict(self).items() if value}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Address:
        """What ``to_json`` wrote."""
        return cls(**{field: str(value.get(field, "")) for field in cls.__slots__})


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a layout; ``label`` is the key of its words under ``address.``."""

    name: str
    label: str
    autocomplete: str
    required: bool = True
    kind: Literal["text", "tel", "select"] = "text"
    inputmode: str | None = None
    max_length: int = 100


@dataclass(frozen=True, slots=True)
class Layout:
    """How a country writes addresses. ``postcode`` is a pattern for the bare digits; ``fact`` what is said when it fails."""

    fields: tuple[Field, ...]
    postcode: re.Pattern[str] | None = None
    fact: str = "postcode"
    regions: Mapping[str, str] | None = None


_NAME = Field("name", "name", "name", max_length=80)
_PHONE = Field("phone", "phone", "tel", kind="tel", inputmode="tel", max_length=40)
_DIGITS = Field("postcode", "postcode", "postal-code", inputmode="numeric", max_length=12)

_KR = Layout(
    fields=(
        _NAME,
        _PHONE,
        _DIGITS,
        Field("line1", "road_kr", "address-line1", max_length=160),
        Field("line2", "detail_kr", "address-line2", required=False),
    ),
    postcode=re.compile(r"\d{5}"),
    fact="postcode_kr",
)
_JP = Layout(
    fields=(
        _NAME,
        Field("kana", "kana", "off", required=False, max_length=80),
        _PHONE,
        _DIGITS,
        Field("region", "prefecture", "address-level1", kind="select", max_length=20),
        Field("city", "city_jp", "address-level2"),
        Field("line1", "street_jp", "address-line1"),
        Field("line2", "building_jp", "address-line2", required=False),
    ),
    postcode=re.compile(r"\d{7}"),
    fact="postcode_jp",
    regions=PREFECTURES,
)
_US = Layout(
    fields=(
        _NAME,
        _PHONE,
        Field("line1", "street", "address-line1"),
        Field("line2", "apartment", "address-line2", required=False),
        Field("city", "city", "address-level2"),
        Field("region", "state", "address-level1", kind="select", max_length=30),
        _DIGITS,
    ),
    postcode=re.compile(r"\d{5}(\d{4})?"),
    fact="postcode_us",
    regions=STATES,
)
_GENERAL = Layout(
    fields=(
        _NAME,
        _PHONE,
        Field("line1", "street", "address-line1"),
        Field("line2", "apartment", "address-line2", required=False),
        replace(_DIGITS, required=False, inputmode=None),
        Field("city", "city", "address-level2"),
        Field("region", "region", "address-level1", required=False),
    ),
)
_LAYOUTS = {"KR": _KR, "JP": _JP, "US": _US}


def layout(country: str) -> Layout:
    """The layout of ``country`` (two letters), or the general one."""
    return _LAYOUTS.get(country, _GENERAL)


def narrow(text: str) -> str:
    """``text`` on one line, full-width letters and digits made plain ones. Kana and Hangul stay as they are."""
    return _DASHED.sub("-", " ".join(clean(text, 400).translate(_WIDE).split()))


def form_fields(
    country: str,
    say: Say,
    lang: str,
    values: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> tuple[FormField, ...]:
    """The questions of ``country``'s layout, worded by ``say``, with what is known already and what was wrong with it."""
    values, problems = values or {}, problems or {}
    found = []
    for field in layout(country).fields:
        options: tuple[FormOption, ...] = ()
        if field.kind == "select":
            regions = layout(country).regions or {}
            in_own_words = country == "JP" and lang in ("ja", "ko")
            options = tuple(
                FormOption(value=key, label=key if in_own_words else english) for key, english in regions.items()
            )
        wrong = problems.get(field.name)
        found.append(
            FormField(
                name=field.name,
                label=say(f"address.{field.label}"),
                kind=field.kind,
                required=field.required,
                value=values.get(field.name),
                error=say(f"address.problem.{wrong}") if wrong else None,
                autocomplete=field.autocomplete,
                inputmode=field.inputmode,
                max_length=field.max_length,
                options=options,
            )
        )
    return tuple(found)


def check_address(country: str, values: Mapping[str, str], others: Iterable[str] = ()) -> Address:
    """The normalised address ``values`` name. Unknown fields are ignored; whoever receives it may have a telephone of one of ``others``.
    Raises ``AddressInvalid`` with every problem."""
    if not re.fullmatch(r"[A-Z]{2}", country):
        raise AddressInvalid({"country": "country"})
    rules = layout(country)
    known: dict[str, str] = {}
    problems: dict[str, str] = {}
    for field in rules.fields:
        value = narrow(str(values.get(field.name) or ""))
        if not any(character.isalnum() for character in value):
            if field.required:
                problems[field.name] = "required"
            continue
        if len(value) > field.max_length:
            problems[field.name] = "too_long"
            continue
        try:
            if field.name == "phone":
                known[field.name] = check_phone(value, country, *others)
            else:
                known[field.name] = _CHECKS[field.name](value, country, rules) if field.name in _CHECKS else value
        except PhoneInvalid:
            problems[field.name] = "phone"
        except _Wrong as wrong:
            problems[field.name] = wrong.fact
    if problems:
        raise AddressInvalid(problems)
    return Address(country=country, **known)


def fits(country: str, values: Mapping[str, str], others: Iterable[str] = ()) -> bool:
    """Whether ``values`` are a whole address of ``country``."""
    try:
        check_address(country, values, others)
    except AddressInvalid:
        return False
    return True


class _Wrong(Exception):
    def __init__(self, fact: str) -> None:
        super().__init__(fact)
        self.fact = fact


def _postcode(value: str, country: str, rules: Layout) -> str:
    if rules.postcode is None:
        return value.upper()
    digits = re.sub(r"[\s〒()\[\]-]", "", value.translate(_DASHES))
    if not rules.postcode.fullmatch(digits) or not digits.isascii():
        raise _Wrong(rules.fact)
    if country == "JP":
        return f"{digits[:3]}-{digits[3:]}"
    return f"{digits[:5]}-{digits[5:]}" if len(digits) == 9 else digits


def _region(value: str, _country: str, rules: Layout) -> str:
    if rules.regions is None:
        return value
    wanted = value.casefold().replace("-", "")
    for key, english in rules.regions.items():
        short = key[:-1] if len(key) > 2 and key[-1] in "都府県" else key
        if wanted in (key.casefold(), short.casefold(), english.casefold()):
            return key
    raise _Wrong("region")


def _kana(value: str, _country: str, _rules: Layout) -> str:
    katakana = "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in value)
    if not _KATAKANA.match(katakana):
        raise _Wrong("kana")
    return katakana


_CHECKS: dict[str, Callable[[str, str, Layout], str]] = {
    "postcode": _postcode,
    "region": _region,
    "kana": _kana,
}


def check_phone(text: str, country: str, *others: str) -> str:
    """``text`` as an E.164 number; one without a country code is read as one of ``country``, else of the first of ``others`` that has
    it. Raises ``PhoneInvalid``."""
    number = phone_number(narrow(text), (country, *others))
    if number is None:
        raise PhoneInvalid("This is not a telephone number.", cure="Write it with its area code.", country=country)
    return number


def format_phone(e164: str, country: str) -> str:
    """A stored number as people of ``country`` write it."""
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    at_home = phonenumbers.region_code_for_number(number) == country
    shape = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(number, shape))


def check_email(text: str) -> str:
    """``text`` as an e-mail address, its domain in small letters. Raises ``EmailInvalid``."""
    value = narrow(text)
    local, _, domain = value.rpartition("@")
    if not _EMAIL.match(value) or len(value) > 254 or ".." in local or local.startswith(".") or local.endswith("."):
        raise EmailInvalid("This is not an e-mail address.", cure="It looks like name@example.com.")
    return f"{local}@{domain.lower()}"


def format_address(address: Address, *, honorific: bool = False) -> tuple[str, ...]:
    """The lines of a label as the country writes them; ``honorific`` adds 님 or 様 to the name."""
    if address.country == "KR":
        name = f"{address.name} 님" if honorific else address.name
        where = ", ".join(filter(None, (address.line1, address.line2)))
        return (f"({address.postcode}) {where}".strip(), name)
    if address.country == "JP":
        name = f"{address.name} 様" if honorific else address.name
        if is_latin(f"{address.city}{address.line1}"):
            last = f"{address.city}, {PREFECTURES.get(address.region, address.region)} {address.postcode}"
            return tuple(filter(None, (name, address.line1, address.line2, last)))
        place = f"{address.region}{address.city}{address.line1}"
        return tuple(filter(None, (f"〒{address.postcode}", place, address.line2, name)))
    if address.country == "US":
        last = f"{address.city}, {address.region} {address.postcode}"
        return tuple(filter(None, (address.name, address.line1, address.line2, last)))
    last = " ".join(filter(None, (address.postcode, address.city)))
    return tuple(filter(None, (address.name, address.line1, address.line2, last, address.region, address.country)))


def read_address(country: str, text: str) -> dict[str, str]:
    """What of an address can be read out of one line somebody typed, by field; the rest is asked for.

    ``06236 서울 강남구 테헤란로 123, 4층`` gives postcode, line1, line2;
    ``〒150-0001 東京都渋谷区神宮前1-2-3`` gives postcode, region, city, line1, and so does what says it in Latin letters.
    """
    line = narrow(text)
    found: dict[str, str] = {}
    if country in ("JP", "KR") and is_latin(line):
        return read_latin(country, line)
    if country == "JP":
        line = _take(found, "postcode", r"〒?\s*(\d{3}-?\d{4})(?!\d)", line.translate(_DASHES), found_in=line)
        for key in PREFECTURES:
            if key in line:
                before, _, line = line.partition(key)
                found["region"] = key
                line = f"{before.strip()} {line.strip()}".strip()
                break
        city = re.match(r"\s*((?:\S+?郡\S+?[町村])|(?:\S+?市\S+?区)|(?:\S+?[市区町村]))", line)
        if city:
            found["city"] = city.group(1)
            line = line[city.end() :]
        street = re.match(r"\s*(\S+?\d[\d-]*(?:番地?|号|丁目|の)*[\d-]*号?)\s*(.*)\Z", line)
        if street:
            found["line1"] = street.group(1)
            line = street.group(2)
            if line.strip():
                found["line2"] = line.strip()
        elif line.strip():
            found["line1"] = line.strip()
        return found
    if country == "KR":
        line = _take(found, "postcode", r"[(\[]?(?<!\d)(\d{5})(?!\d)[)\]]?", line, found_in=line)
        road = re.match(r"\s*(.*?(?:로|길)\s?\d+(?:-\d+)?(?:번?길\s?\d+(?:-\d+)?)?)(?![\d가-힣])[\s,]*(.*)\Z", line)
        if road:
            found["line1"] = road.group(1)
            if road.group(2).strip():
                found["line2"] = road.group(2).strip()
        elif line.strip(" ,"):
            found["line1"] = line.strip(" ,")
        return found
    if country == "US":
        whole = re.match(r"(.+?),\s*([^,]+),\s*([A-Za-z ]+?)\s+(\d{5}(?:-\d{4})?)\Z", line)
        if whole:
            found = dict(zip(("line1", "city", "region", "postcode"), whole.groups(), strict=True))
            return found
        if (told := _american(line)) is not None:
            return told
    if line:
        found["line1"] = line
    return found


def _american(line: str) -> dict[str, str] | None:
    """An address whose state and city are set off by a space only (``12 Oak Street, Portland OR 97201``); none where the state is none."""
    whole = re.match(r"(.+),\s*([^,]+?)[\s,]+([A-Za-z]{2})[\s,]+(\d{5}(?:-\d{4})?)\Z", line)
    if whole is None or whole.group(3).upper() not in STATES:
        return None
    return dict(zip(("line1", "city", "region", "postcode"), whole.groups(), strict=True))


def _take(found: dict[str, str], field: str, pattern: str, searched: str, *, found_in: str) -> str:
    match = re.search(pattern, searched)
    if not match:
        return found_in
    found[field] = match.group(1)
    return f"{found_in[: match.start()]} {found_in[match.end() :]}".strip(" ,")
