"""Korean particles, chosen by the sound the text before them ends with.

``을/를``, ``이/가`` and their like depend on whether the last syllable ends in a consonant
(``으로/로`` also on whether that one is ㄹ). What stands before may be Hangul, digits, Latin
letters, a price or a unit: each is taken as it is read aloud in Korean. What is in brackets is
not read; closing quotes and punctuation make no sound. Where the sound cannot be known (an
unread script) both forms are given: ``을(를)``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Literal

Sound = Literal["vowel", "consonant", "rieul"]

# (after a consonant, after a vowel, both)
_PAIRS: tuple[tuple[str, str, str], ...] = (
    ("을", "를", "을(를)"),
    ("이", "가", "이(가)"),
    ("은", "는", "은(는)"),
    ("과", "와", "과(와)"),
    ("으로", "로", "(으)로"),
    ("으로는", "로는", "(으)로는"),
    ("으로도", "로도", "(으)로도"),
    ("으로만", "로만", "(으)로만"),
    ("이에요", "예요", "이에요"),
    ("이고", "고", "(이)고"),
    ("이고요", "고요", "(이)고요"),
    ("이며", "며", "(이)며"),
    ("이나", "나", "(이)나"),
    ("이랑", "랑", "(이)랑"),
    ("이라고", "라고", "(이)라고"),
    ("이라는", "라는", "(이)라는"),
    ("이라", "라", "(이)라"),
    ("이라서", "라서", "(이)라서"),
    ("이라면", "라면", "(이)라면"),
    ("이라도", "라도", "(이)라도"),
    ("이지만", "지만", "(이)지만"),
    ("이든", "든", "(이)든"),
    ("이었어요", "였어요", "이었어요"),
    ("이네요", "네요", "(이)네요"),
    ("이시", "시", "(이)시"),
    ("이세요", "세요", "(이)세요"),
    ("이신가요", "신가요", "(이)신가요"),
    ("인가요", "인가요", "인가요"),
    ("이죠", "죠", "(이)죠"),
    ("아", "야", "아(야)"),
)
_FORMS: Mapping[str, tuple[str, str, str]] = {form: pair for pair in _PAIRS for form in (pair[0], pair[1])}
_RIEUL_TAKES_VOWEL = frozenset({"으로", "으로는", "으로도", "으로만"})

_DIGITS: tuple[Sound, ...] = (
    "consonant",
    "rieul",
    "vowel",
    "consonant",
    "vowel",
    "vowel",
    "consonant",
    "rieul",
    "rieul",
    "vowel",
)
_LETTERS: Mapping[str, Sound] = {"l": "rieul", "r": "rieul", "m": "consonant", "n": "consonant"}
_SIGNS: Mapping[str, Sound] = {"%": "vowel", "℃": "vowel", "°": "vowel", "&": "vowel", "+": "vowel", "㎏": "consonant"}
_UNITS: Mapping[str, Sound] = {
    "kg": "consonant",
    "g": "consonant",
    "mg": "consonant",
    "t": "consonant",
    "oz": "vowel",
    "lb": "vowel",
    "mm": "vowel",
    "cm": "vowel",
    "m": "vowel",
    "km": "vowel",
    "l": "vowel",
    "ml": "vowel",
    "w": "vowel",
    "kw": "vowel",
    "v": "vowel",
    "mah": "vowel",
    "gb": "vowel",
    "tb": "vowel",
    "in": "vowel",
    "h": "vowel",
    "p": "vowel",
    "krw": "consonant",
    "jpy": "consonant",
    "usd": "vowel",
    "eur": "vowel",
}
_CURRENCIES: Mapping[str, Sound] = {
    "₩": "consonant",
    "￦": "consonant",
    "¥": "consonant",
    "￥": "consonant",
    "$": "vowel",
    "€": "vowel",
    "£": "vowel",
}
_AMOUNT = re.compile(r"([₩￦¥￥$€£])\s?[\d.,]*\d$")
_WITH_UNIT = re.compile(r"\d\s?([a-zA-Z]{1,3})$")
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?$")
_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）|【[^【】]*】|〔[^〔〕]*〕)$")
_ACRONYM_VOWELS = frozenset("aeiouy")
# Letters with which a short English word ends in a closed syllable when it is written in Hangul: cat 캣, cap 캡, book 북, web 웹, bag 백.
_CLOSED = re.compile(
    r"(?:^|[^aeiou])[aeiou]p$|(?:^|[^aeiouy])[aeio]t$|[aeiou]ck$|[aeiou]{1,2}c$|oo?k$|eb$|[^aeiou]ub$|(?:^|[^aeiou])ag$"
)


def is_particle(word: str) -> bool:
    """Whether ``word`` is a particle this module can choose."""
    return word in _FORMS


def known_particles() -> tuple[str, ...]:
    """Every pair, for error messages: ``을/를`` …"""
    return tuple(f"{first}/{second}" for first, second, _ in _PAIRS)


def particle(before: str, form: str) -> str:
    """The form of the particle ``form`` (either of its two) that follows ``before``."""
    closed, open_, both = _FORMS[form]
    sound = final_sound(before)
    if sound is None:
        return both
    if sound == "vowel" or (sound == "rieul" and closed in _RIEUL_TAKES_VOWEL):
        return open_
    return closed


def final_sound(text: str) -> Sound | None:
    """How ``text`` ends when it is read in Korean; none when nothing says."""
    text = unicodedata.normalize("NFC", text).rstrip()
    while text:
        shorter = _BRACKETS.sub("", text)
        if shorter != text and any(c.isalnum() for c in shorter):
            text = shorter
            continue
        last = text[-1]
        if last in _SIGNS:
            return _SIGNS[last]
        if last.isalnum():
            return _sound_of_end(text)
        if last in _CURRENCIES:
            return _CURRENCIES[last]
        text = text[:-1].rstrip()
    return None


def _sound_of_end(text: str) -> Sound | None:
    last = text[-1]
    code = ord(last)
    if 0xAC00 <= code <= 0xD7A3:
        final = (code - 0xAC00) % 28
        return "vowel" if final == 0 else "rieul" if final == 8 else "consonant"
    if 0x3131 <= code <= 0x314E:  # a consonant by its name: ㄱ 기역, ㄹ 리을
        return "rieul" if last == "ㄹ" else "consonant"
    if 0x314F <= code <= 0x3163:
        return "vowel"
    plain = unicodedata.normalize("NFKC", text)
    last = plain[-1]
    amount = _AMOUNT.search(text) or _AMOUNT.search(plain)
    if amount:
        return _CURRENCIES[amount.group(1)]
    if last.isdecimal():
        return _number(plain)
    if last.isascii() and last.isalpha():
        return _latin(plain)
    if "\u3040" <= last <= "\u30ff":
        return "consonant" if last in "んンっッ" else "vowel"
    return None


def _number(text: str) -> Sound:
    digits = re.search(r"[\d,.]*$", text)
    run = (digits.group() if digits else "").replace(",", "")
    zeros = len(run) - len(run.rstrip("0"))
    if "." not in run and zeros and run.strip("0") and 12 <= zeros <= 15:
        return "vowel"  # 조
    return _DIGITS[unicodedata.digit(run[-1])]


def _latin(text: str) -> Sound:
    unit = _WITH_UNIT.search(text)
    if unit and unit.group(1).lower() in _UNITS:
        return _UNITS[unit.group(1).lower()]
    match = _WORD.search(text)
    word = match.group() if match else text[-1]
    low = word.lower().replace("’", "'")
    spelled = len(word) == 1 or (word.isupper() and (len(word) <= 3 or not _ACRONYM_VOWELS & set(low)))
    if spelled or not _ACRONYM_VOWELS & set(low):
        return _LETTERS.get(low[-1], "vowel")
    if re.search(r"(?:[^aeiou]|[aeiou])le?$", low) and not low.endswith(("olle",)):
        return "rieul"
    if low.endswith(("l", "ll")):
        return "rieul"
    if low.endswith(("m", "me", "n", "ng")) or re.search(r"[aeiou]ne$", low):
        return "consonant"
    if _CLOSED.search(low):
        return "consonant"
    return "vowel"
