"""What `dangol init` writes: a shop with everything in it but products."""

from __future__ import annotations

import json
from collections.abc import Mapping
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from string import Template
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import phonenumbers

from dangol.assistant.persona import CHARACTERS
from dangol.kit.money import NotAnAmount, decimals_of
from dangol.runtime.errors import SettingInvalid
from dangol.runtime.settings import LANGUAGES, Shop

# Countries as those who begin a shop may write them; every other one by its two letters.
_CALLED = {
    "korea": "KR", "south korea": "KR", "한국": "KR", "대한민국": "KR", "韓国": "KR",
    "japan": "JP", "일본": "JP", "日本": "JP",
    "usa": "US", "united states": "US", "미국": "US", "アメリカ": "US",
}  # fmt: skip
# What a parcel costs at home, and from which goods' value on it is free: to begin with, in the currencies most shops begin with.
_PARCELS = {"KRW": ("3000", "50000"), "JPY": ("600", "8000"), "USD": ("5.00", "60.00"), "EUR": ("5.00", "60.00")}
_USUAL = {True: ("5.00", "60.00"), False: ("1000", "10000")}
PLAIN = "plain"
"""No character: every sentence as it stands."""


def check_languages(words: str) -> tuple[str, ...]:
    """The languages named in ``words``, by code, in their order. Raises ``SettingInvalid``."""
    named = tuple(dict.fromkeys(words.lower().replace(",", " ").split()))
    unknown = [lang for lang in named if lang not in LANGUAGES]
    if unknown or not named:
        raise SettingInvalid(
            f"{', '.join(unknown) or 'No language'} is not a language we speak.",
            cure=f"Choose from {', '.join(LANGUAGES)}.",
        )
    return named


def check_country(word: str) -> str:
    """A country's two letters. Raises ``SettingInvalid``."""
    code = _CALLED.get(word.strip().lower(), word.strip().upper())
    if code not in phonenumbers.SUPPORTED_REGIONS:
        raise SettingInvalid(f"{word!r} is not a country.", cure="Write two letters, for example KR.")
    return code


def check_money(word: str) -> str:
    """A currency's three letters. Raises ``SettingInvalid``."""
    code = word.strip().upper()
    try:
        decimals_of(code)
    except NotAnAmount as trouble:
        raise SettingInvalid(trouble.message, cure=trouble.cure) from trouble
    return code


def check_zone(word: str) -> str:
    """A time zone's name. Raises ``SettingInvalid``."""
    try:
        ZoneInfo(word.strip())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        near = get_close_matches(word.strip(), available_timezones(), 1)
        cure = f"Did you mean {near[0]}?" if near else "Write one such as Asia/Seoul or America/Chicago."
        raise SettingInvalid(f"{word!r} is not a time zone.", cure=cure) from None
    return word.strip()


def check_character(word: str) -> str:
    """A character's name, or ``plain`` for none. Raises ``SettingInvalid``."""
    name = word.strip().lower()
    if name not in (*CHARACTERS, PLAIN):
        close = get_close_matches(name, (*CHARACTERS, PLAIN), 1)
        cure = f"Did you mean {close[0]}?" if close else f"Choose from {', '.join(CHARACTERS)}, or {PLAIN}."
        raise SettingInvalid(f"There is no character {word!r}.", cure=cure)
    return name


def write_shop(
    folder: Path,
    *,
    name: str,
    languages: tuple[str, ...],
    currency: str,
    country: str,
    timezone: str,
    character: str = PLAIN,
) -> None:
    """Write a new shop into ``folder``. Raises ``SettingInvalid`` before anything is written."""
    check_character(character)
    check_languages(",".join(languages))
    check_country(country)
    parcel, free_over = _PARCELS.get(check_money(currency)) or _USUAL[decimals_of(currency) > 0]
    values = {
        "name": json.dumps(name, ensure_ascii=False),
        "languages": json.dumps(list(languages)),
        "currency": currency,
        "country": country,
        "timezone": timezone,
        "parcel": json.dumps(parcel),
        "free_over": json.dumps(free_over),
        "standard": _in_each(_STANDARD, languages),
        "spring": _in_each(_SPRING, languages),
        "thanks": _in_each(_THANKS, languages),
        "called": _in_each(_CALLED_BY, languages),
        "first": languages[0],
        "greeting": json.dumps(_GREETING[languages[0]], ensure_ascii=False),
        "other_word": _OTHER_WORD[languages[0]],
        "character": f'character = "{character}"' if character != PLAIN else '# character = "warm"',
        "mode": json.dumps("exclusive" if country == "US" else "inclusive"),
        "rate": json.dumps("0.00" if country == "US" else "0.10"),
    }
    source = files("dangol.cli") / "new_shop"
    texts = {
        "shop.toml": "shop.toml",
        "persona.toml": "persona.toml",
        "coupons.toml": "coupons.toml",
        "catalog/delivery.toml": "delivery.toml",
    } | {f"{kind}/{lang}.md": f"{kind}.{lang}.md" for kind in ("faq", "policies") for lang in languages}
    for target, template in texts.items():
        text = Template((source / template).read_text(encoding="utf-8")).substitute(values)
        path = folder / target
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for empty in ("catalog/products.jsonl", "catalog/categories.jsonl"):
        (folder / empty).write_text("", encoding="utf-8")
    for sub in ("catalog/images", "flows", "wording", "examples", "tests"):
        (folder / sub).mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text("data/\n", encoding="utf-8")
    Shop(name=name, languages=languages, currency=currency, country=country, timezone=timezone)


_STANDARD = {"en": "Standard delivery", "ko": "일반 택배", "ja": "通常配送"}

_SPRING = {"en": "Spring sale", "ko": "봄맞이 할인", "ja": "春のセール"}
_THANKS = {"en": "Thank you", "ko": "감사 쿠폰", "ja": "感謝のクーポン"}
_CALLED_BY = {"en": "Dani", "ko": "다니", "ja": "ダニ"}
_GREETING = {"en": "Hello, …", "ko": "안녕하세요, …", "ja": "いらっしゃいませ、…"}
_OTHER_WORD = {"en": '"cart" = "basket"', "ko": '"장바구니" = "바구니"', "ja": '"カート" = "かご"'}


def _in_each(words: Mapping[str, str], languages: tuple[str, ...]) -> str:
    return "{ " + ", ".join(f"{lang} = {json.dumps(words[lang], ensure_ascii=False)}" for lang in languages) + " }"
