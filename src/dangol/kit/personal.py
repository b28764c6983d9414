"""What in a text tells who wrote it: addresses and numbers by their shape, names by how people introduce them, and whatever is known
of the person already.

Shapes find what is written as people of Korea, Japan and English-speaking countries write it. A name that stands in a sentence without any
introduction, of a person nothing is known of, is not found: whoever shows a text to others has to know that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dangol.kit.phones import phone_number

_EMAIL = re.compile(r"[\w.+%-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE | re.ASCII)
_PHONE = re.compile(r"(?<![\w#-])\+?\(?\d[\d\s().‐‑‒–—―−ー－-]{6,18}\d(?![\d-])")
_ANYWHERE = (
    "KR",
    "JP",
    "US",
)  # whose numbers are known besides: a shopper may live elsewhere than the shop delivers to
_ORDER = re.compile(r"(?<![\w-])\d{6}-(?=[2-9A-Za-z]*[A-Za-z])[2-9A-Za-z]{5}(?![A-Za-z0-9-])")
# Digits in a row, or in groups: a card, an account, somebody's number. Not an amount of money.
_NUMBER = re.compile(
    r"(?<![\w.,$¥￥₩€£-])\d(?:[ -]?\d){5,18}(?![\d.,]*\d)(?!\s?(?:원|円|won|yen|dollars?|usd|krw|jpy|엔|달러|ml|g|kg|mm|cm)\b)",
    re.IGNORECASE,
)
_POSTCODE = re.compile(
    r"〒\s?\d{3}-?\d{4}|(?<![\w-])\d{3}-\d{4}(?![\d-])"
    r"|(?:우편\s?번호|郵便番号|zip(?:\s?code)?|postcode)\s?[:은는は]?\s?(?P<inner>\d{3}-?\d{4}|\d{5}(?:-\d{4})?)",
    re.IGNORECASE,
)
_ADDRESSES = (
    # 서울시 성동구 나루길 3 101동 502호
    re.compile(
        r"(?:[가-힣]{1,6}(?:특별시|광역시|특별자치[시도]|시|도)\s?)?(?:[가-힣]{1,6}[시군구]\s)?(?:[가-힣]{1,6}[읍면]\s)?"
        r"[가-힣A-Za-z0-9]{1,12}(?:로|길|동|가|리)\s?\d{1,5}(?:-\d{1,5})?(?:번지|번길\s?\d*)?"
        r"(?:\s?\d{1,5}동)?(?:\s?\d{1,5}호)?(?![\d가-힣]*\s?(?:원|개|장|벌|켤레|박스|병|일|월|시|분))"
    ),
    # 東京都渋谷区神南1-2-3 ナルビル502
    re.compile(
        r"(?:東京都|北海道|(?:京都|大阪)府|[一-龯]{2,3}県)?[一-龯ぁ-んァ-ヶー]{1,8}[市区郡町村][一-龯ぁ-んァ-ヶー々]{0,12}"
        r"[0-9０-９]{1,4}(?:(?:丁目|番地?|号|[-−ー－の])[0-9０-９]{0,4})+"
    ),
    # 12b Naru Street, Apt 5
    re.compile(
        r"(?<![\w-])\d{1,5}[a-z]?\s(?:[A-Za-z'.-]+\s){1,3}"
        r"(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|way|court|ct|place|pl|terrace|close)\b\.?"
        r"(?:,?\s(?:apt|apartment|flat|unit|suite|#)\.?\s?[\w-]{1,6})?",
        re.IGNORECASE,
    ),
)
_NAMES = (
    re.compile(
        r"\b(?:[Mm]y (?:full )?name is|[Mm]y name'?s|[Nn]ame:|[Tt]his is|[Ii] am called|[Uu]nder the name(?: of)?)\s+"
        r"(?P<inner>[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){0,2})"
    ),
    re.compile(
        r"(?:이름은|성함은|성명은|이름이|성함이|받는\s?(?:사람|분)은|수령인은|예금주는|입금자(?:명)?은?)\s*"
        r"(?P<inner>[가-힣]{2,4}?)(?=이?에요|예요|입니다|이고|이구요|고요|인데|이라|라고|으로|[\s,.!?]|$)"
    ),
    re.compile(
        r"(?<![가-힣])(?P<inner>[가-힣]{2,4}?)(?:이?라고\s?(?:합니다|해요|하는데요?)|이?라는\s?사람|이란\s?사람|\s?이름으로)"
    ),
    re.compile(
        r"(?:お?名前は|氏名は|宛名は|受取人は|名義は)\s*(?P<inner>[一-龯ぁ-んァ-ヶー々\s]{1,12}?)(?=です|と申|といい|と言い|で[、。\s]|[、。]|$)"
    ),
    re.compile(
        r"(?<![一-龯ぁ-んァ-ヶー])(?P<inner>[一-龯ァ-ヶー々]{1,6}[一-龯ぁ-んァ-ヶー々]{0,6})と(?:申します|いいます|言います|申す)"
    ),
)


@dataclass(frozen=True, slots=True)
class Personal:
    """A piece of a text that tells who somebody is: ``kind`` is email, phone, order, address, name, postcode or number."""

    kind: str
    start: int
    end: int
    text: str


def personal_in(text: str, known: Mapping[str, str] | None = None, countries: Iterable[str] = ()) -> list[Personal]:
    """Everything personal in ``text``, in order, nothing twice. ``known`` maps what is known of the person (a name, an e-mail address, an
    order number …) to its kind; telephone numbers are read as of one of ``countries`` first."""
    kept: list[Personal] = []
    for found in _all(text, known or {}, tuple(countries)):
        if found.end > found.start and all(found.end <= other.start or other.end <= found.start for other in kept):
            kept.append(found)
    return sorted(kept, key=lambda found: found.start)


def without_personal(found: Iterable[Personal], text: str, put: Mapping[str, str]) -> str:
    """``text`` with each piece replaced by what ``put`` has for its kind."""
    out, at = [], 0
    for piece in found:
        out += [text[at : piece.start], put[piece.kind]]
        at = piece.end
    return "".join(out) + text[at:]


def _all(text: str, known: Mapping[str, str], countries: tuple[str, ...]) -> Iterator[Personal]:
    """Where two want the same words, the one given first has them."""
    yield from _matches("email", _EMAIL, text)
    for words, kind in sorted(known.items(), key=lambda pair: -len(pair[0])):
        for pattern in _spellings(words, kind):
            yield from _matches(kind, pattern, text)
    if any(c.isdigit() for c in text):
        yield from _matches("order", _ORDER, text)
        yield from _matches("postcode", _POSTCODE, text)
        for match in _PHONE.finditer(text):
            if phone_number(match.group(), (*countries, *_ANYWHERE)):
                yield Personal("phone", match.start(), match.end(), match.group())
        for pattern in _ADDRESSES:
            yield from _matches("address", pattern, text)
    for pattern in _NAMES:
        yield from _matches("name", pattern, text)
    yield from _matches("number", _NUMBER, text)


def _matches(kind: str, pattern: re.Pattern[str], text: str) -> Iterator[Personal]:
    for match in pattern.finditer(text):
        inner = "inner" if "inner" in pattern.groupindex and match["inner"] else 0
        found = match[inner]
        start = match.start(inner) + len(found) - len(found.lstrip())
        yield Personal(kind, start, start + len(found.strip()), found.strip())


def _spellings(words: str, kind: str) -> Iterator[re.Pattern[str]]:
    """The ways to write something known: with other spaces, in other capitals; a person also by a part of the name."""
    parts = words.split()
    if not parts or len(words) < 2:
        return
    whole = r"\s*".join(map(re.escape, parts))
    edge = r"(?<![A-Za-z0-9]){}(?![A-Za-z0-9])"
    yield re.compile(edge.format(whole), re.IGNORECASE)
    if kind != "name":
        return
    if re.fullmatch("[가-힣]{3}", words):
        yield re.compile(re.escape(words[1:]) + r"(?=님|씨|이?에요|예요|입니다|이고|[\s,.!?]|$)")
    # As a word of its own and with its capital, or *may* and *rose* would be somebody everywhere.
    longer = [part for part in parts if len(part) >= (3 if part.isascii() else 2)]
    if len(parts) > 1:
        for part in longer:
            yield re.compile(edge.format(re.escape(part)))
