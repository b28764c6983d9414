# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""What a model is never told: addresses, numbers and names of people are replaced before anything leaves, and put back afterwards.

A placeholder such as ``[EMAIL_1]`` stands for the same thing throughout one question. What the conversation knows (the contact's name,
what was filled in at the checkout) is found wherever it stands; the rest by its shape, rather too much than too little.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_EMAIL = r"(?:[A-Za-z0-9_.+%'-]+|[\w.+%'-]+)@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
_LINK = r"[a-zA-Z][a-zA-Z0-9+.-]{1,20}://[^\s<>\"'、。」』)]+"
_CARD = r"(?<![\d-])\d(?:[ -]?\d){12,18}(?![\d-])"
_PHONE = r"(?<![A-Za-z0-9_-])\+?\(?\d[\d ().-]{6,18}\d(?![A-Za-z0-9_-])"
_POSTCODE = r"〒\s?\d{3}-?\d{4}"
_ORDER = r"(?<![A-Za-z0-9_@.+-])(?:#\d{3,14}|(?=[A-Za-z0-9-]*\d)(?=[A-Za-z0-9-]*[A-Za-z])[A-Za-z0-9]{1,10}(?:-[A-Za-z0-9]{3,12}){1,3}|[A-Z]{1,4}\d{4,}[A-Z0-9]*)(?![A-Za-z0-9_-])"
_LONG = r"(?<![\d,.₩¥$€£])\d{6,}(?![\d,.])(?!\s?(?:원|won\b|円|엔|krw\b|jpy\b|usd\b|달러|ドル|dollars?\b))"
_STREET_EN = r"\b\d{1,6}(?:-\d+)?,?\s+[A-Za-z]+-(?:gil|ro|daero|dong)\b(?:,\s*[A-Za-z][\w .'-]*){0,3}(?:\s+\d{5})?|\b\d{1,6}[A-Za-z]?(?:-\d+)?\s+(?:[A-Za-z][\w'.-]*\s+){0,4}(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|way|place|pl|square|sq|terrace|highway|hwy)\b\.?(?:,?\s*(?:apt|apartment|unit|suite|ste|floor|#)\.?\s*[\w-]+)?(?:,\s*[A-Za-z][\w .'-]*){0,3}(?:\s+\d{5}(?:-\d{4})?)?"
_STREET_KO = r"(?:[가-힣]{1,6}(?:특별시|광역시|특별자치시|특별자치도|도|시)\s*)?(?:[가-힣]{1,6}(?:시|군|구)\s*){0,2}(?:[가-힣]{1,6}(?:읍|면|동|리)\s*)?[가-힣0-9]{1,12}(?:로|길)\s*\d+(?:-\d+)?(?:\s*번길\s*\d+)?(?:[,\s]+(?:[가-힣A-Za-z]{1,12}(?:아파트|빌라|오피스텔|타워|빌딩)|\d+동|\d+층|\d+호))*|(?:[가-힣]{1,6}(?:시|군|구)\s+)+[가-힣]{1,6}(?:읍|면|동|리)\s+\d+(?:-\d+)?"
_STREET_JA = r"(?:東京都|北海道|(?:京都|大阪)府|[一-龯]{2,3}県)\s?[^\s、。,!?]{2,40}(?:\s?[\d-]+)?|[一-龯ヶヵ]{1,6}[市区町村][^\s、。,!?]{0,20}\d+(?:丁目|番地?|号|-\d+)[^\s、。,!?]{0,12}"
_NAME_EN = r"(?i:my name is|my name's|name:|recipient:?|signed,?)\s+(?P<n1>[A-Za-z][\w'-]+(?:\s+(?!and\b|but\b|so\b|from\b|i\b)[A-Za-z][\w'-]+){0,2})|(?:\bI am|\bI'm|\bi'm|\bThis is|\bthis is|\bCall me|\bcall me)\s+(?P<n2>[A-Z][a-z'-]+(?:\s+[A-Z][\w'-]+){0,3})|\b(?:Mr|Mrs|Ms|Dr|Prof)\.?\s+(?P<n3>[A-Z][\w'-]+)"
_NAME_KO = r"(?:이름은|성함은|수령인은?|받는\s?(?:사람|분)은?|입금자는?|예금주는?)\s*:?\s*(?P<n4>[가-힣]{2,5}?)(?=(?:이?라고|입니다|이에요|예요|이요|요|이고|님|[\s,.!]|$))|(?:저는|전)\s+(?P<n5>[김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민][가-힣]{1,2})(?=이?라고|입니다|이에요|예요)|(?P<n6>[가-힣]{2,4})(?:님|씨)(?=[\s,.!?]|이|의|께|$)"
_NAME_JA = r"(?:名前は|氏名は|宛名は|受取人は|名義は)\s*(?P<n7>[一-龯々ァ-ヶーぁ-んA-Za-z]{1,6}?(?:[ ・][一-龯々ァ-ヶーぁ-んA-Za-z]{1,8}?)?)(?=です|と申し|といい|と言い|で|、|。|$)|(?P<n8>[一-龯々]{1,5}(?:[ ][一-龯々]{1,4})?|[ァ-ヶー]{2,8}(?:[ ・][ァ-ヶー]{2,8})?)(?=と申します|と申す|といいます|と言います)|(?P<n9>[一-龯々]{1,4})(?:さん|様|さま)"
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("EMAIL", re.compile(_EMAIL)),
    ("LINK", re.compile(_LINK)),
    ("CARD", re.compile(_CARD)),
    ("ORDER", re.compile(_ORDER)),
    ("POSTCODE", re.compile(_POSTCODE)),
    ("PHONE", re.compile(_PHONE)),
    ("ADDRESS", re.compile(f"{_STREET_KO}|{_STREET_JA}")),
    ("ADDRESS", re.compile(_STREET_EN, re.I)),
    ("NAME", re.compile(f"{_NAME_EN}|{_NAME_KO}|{_NAME_JA}")),
    ("NUMBER", re.compile(_LONG)),
)
_NOT_NAMES = frozenset(
    "고객 손님 회원 사장 선생 여러분 아버 어머 형 누나 부모 점장 상담사 상담원 店員 店長 客 皆 奥 神 父 母 子 王 何 今 先".split()  # noqa: SIM905
)
_NOT_PHONES = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,3}(?:[ .]\d{3})+|\d{1,2}[.-]\d{1,2}|[\d ]{1,8}")
_LOOKS_ISSUED = re.compile(r"\[((?:EMAIL|LINK|CARD|ORDER|POSTCODE|PHONE|ADDRESS|NAME|NUMBER|PRIVATE)_\d+)\]")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-")
PRIVATE = frozenset(
    [
        "name",
        "recipient",
        "person_name",
        "contact_name",
        "kana",
        "email",
        "phone",
        "reach",
        "address",
        "line1",
        "line2",
        "street",
        "city",
        "region",
        "state",
        "postcode",
        "postal_code",
        "zip",
        "birthday",
        "company",
        "building",
    ]
)
"""Slots and fields that hold something of a person."""
_KIND_OF = {"email": "EMAIL", "phone": "PHONE", "postcode": "POSTCODE", "postal_code": "POSTCODE", "order_number": "ORDER", "person_name": "NAME", "name": "NAME", "recipient": "NAME", "contact_name": "NAME", "kana": "NAME"}  # fmt: skip


class Mask:
    """Hides and restores for one question. ``known`` are pairs of what a value is (a slot's name) and the value."""

    def __init__(self, known: Iterable[tuple[str, str]] = ()) -> None:
        self._given: dict[str, str] = {}  # value as it stands: placeholder
        self._counts: dict[str, int] = {}
        self._known = sorted(
            {(kind, evened(value)) for kind, value in known if _worth(kind, value)}, key=lambda k: -len(k[1])
        )

    def hide(self, text: str) -> str:
        """``text`` with everything personal replaced. Full-width letters and digits become half-width."""
        text = _LOOKS_ISSUED.sub(r"(\1)", evened(text))
        for kind, value in self._known:
            if value in text:
                text = _replaced(text, value, self._issue(_KIND_OF.get(kind, "ADDRESS"), value))
        for kind, pattern in _KINDS:
            text = pattern.sub(lambda match, kind=kind: self._masked(kind, match), text)  # type: ignore[misc]
        return text

    def restore(self, text: str) -> str | None:
        """``text`` with every placeholder put back; none if it holds one that was never issued, or a card's number."""
        back = {placeholder: value for value, placeholder in self._given.items()}
        there = [match.group() for match in _LOOKS_ISSUED.finditer(text)]
        if any(placeholder not in back or placeholder.startswith("[CARD_") for placeholder in there):
            return None
        return _LOOKS_ISSUED.sub(lambda match: back[match.group()], text)

    def _masked(self, kind: str, match: re.Match[str]) -> str:
        whole = match.group()
        if kind == "NAME":
            name = next((value for value in match.groups() if value), "")
            if not name or name in _NOT_NAMES:
                return whole
            return whole.replace(name, self._issue(kind, name), 1)
        digits = sum(letter.isdigit() for letter in whole)
        if kind == "CARD" and not _is_card(whole):
            kind = "NUMBER"
        if kind == "PHONE" and (digits < 7 or _NOT_PHONES.fullmatch(whole)):
            return whole
        return self._issue(kind, whole)

    def _issue(self, kind: str, value: str) -> str:
        if value not in self._given:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            self._given[value] = f"[{kind}_{self._counts[kind]}]"
        return self._given[value]


def evened(text: str) -> str:
    """``text`` with full-width letters, digits and dashes in their usual width, each still one character."""
    return unicodedata.normalize("NFC", text).translate(_FULL_WIDTH).translate(_DASHES)


def personal_values(data: Any, depth: int = 0) -> Iterator[tuple[str, str]]:
    """What is known of a person in a conversation's state: every text under a name in ``PRIVATE``, and all below one."""
    if depth > 8:
        return
    if isinstance(data, Mapping):
        for key, value in data.items():
            if key in PRIVATE or key == "order_number":
                yield from ((str(key), text) for text in _texts(value))
            else:
                yield from personal_values(value, depth + 1)
    elif isinstance(data, (list, tuple)):
        for item in data:
            yield from personal_values(item, depth + 1)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _texts(inner)


def _is_card(written: str) -> bool:
    """Whether the last digit proves the others, as on every payment card."""
    digits = [int(letter) for letter in reversed(written) if letter.isdigit()]
    doubled = (sum(divmod(digit * 2, 10)) if place % 2 else digit for place, digit in enumerate(digits))
    return sum(doubled) % 10 == 0


def _worth(kind: str, value: str) -> bool:
    """Whether a known value is telling enough to look for: not ``KR``, not ``1``, not a single letter."""
    value = value.strip()
    if kind in ("name", "recipient", "contact_name", "person_name", "kana"):
        return len(value) >= 2
    return len(value) >= 4 or (len(value) >= 2 and not value.isascii())


def _replaced(text: str, value: str, placeholder: str) -> str:
    if value[0].isascii() and value[-1].isascii():
        return re.sub(rf"(?<![A-Za-z0-9]){re.escape(value)}(?![A-Za-z0-9])", lambda _: placeholder, text)
    return text.replace(value, placeholder)
