"""Numbers that are somebody's: telephone numbers, cards, postcodes, orders, and long ones nobody knows what they are of.

Prices, dates, measures and sizes in a row are nobody's, however long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dangol.kit.phones import phone_number

Span = tuple[int, int]

_DASH = "‐‑‒–—―−ー－-"
_MONEY = r"(?:원|円|엔|달러|ドル|(?:won|yen|dollars?|usd|krw|jpy|eur)\b)"
_MEASURE = r"(?:ml|g|kg|mm|cm)\b"
# 100000원, and the first half of 100000-150000원.
_NOT_AN_AMOUNT = rf"(?!(?:\s?[~〜～{_DASH}]\s?\d[\d.,]*)?\s?(?:{_MONEY}|{_MEASURE}))"
_NO_SIGN_BEFORE = r"(?<![$¥￥₩€£])(?<![$¥￥₩€£]\s)"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_ANY_DAY = (
    r"(?:\d{4}\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}|(?:\d{2,4}\s?[年년]\s?)?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+\d{{4}})?|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?|\d{{8}}|\d{{6}})"
)
_BIRTHDAY = re.compile(
    r"(?:\bborn(?:\s+(?:on|in))?|\b(?:birthday|date of birth|birth ?date|d\.?o\.?b\.?)(?:\s+is|\s+was)?|생일|생년월일|誕生日|生年月日)"
    rf"(?:은|는|이|は|が)?\s*[:：]?\s*(?:the\s+)?(?P<before>{_ANY_DAY})(?!\d)"
    rf"|(?<!\d)(?P<after>{_ANY_DAY})\s?(?:에\s?)?(?:생(?=[\s이,.!?]|$)|태어|生まれ|うまれ)",
    re.IGNORECASE,
)
_PHONE = re.compile(
    rf"(?<![A-Za-z0-9０-９_#{_DASH}]){_NO_SIGN_BEFORE}\+?\(?\d[\d \u00a0().{_DASH}]{{6,18}}\d(?![A-Za-z\d_-]){_NOT_AN_AMOUNT}",
    re.IGNORECASE,
)
_ANYWHERE = ("KR", "JP", "US")
"""Whose numbers are known besides: a shopper may live elsewhere than the shop delivers to."""
_MARKED_POSTCODE = re.compile(
    r"〒\s?\d{3}-?\d{4}"
    r"|(?:우편\s?번호|郵便番号|zip(?:\s?code)?|post\s?code)(?:\s?[:은는は]|\sis)?\s?(?P<inner>\d{3}-?\d{4}|\d{5}(?:-\d{4})?)(?!\d)",
    re.IGNORECASE,
)
_POSTCODE = re.compile(rf"(?<![\w-])(?<![\d)]\s)(?<!\))\d{{3}}-\d{{4}}(?![\d-]){_NOT_AN_AMOUNT}", re.IGNORECASE)
_ORDER = re.compile(r"(?<![A-Za-z0-9_-])\d{6}-(?=[2-9A-Za-z]*[A-Za-z])[2-9A-Za-z]{5}(?![A-Za-z0-9-])")
_NUMBERED = re.compile(r"(?<![A-Za-z0-9_@.+#-])#\d{3,14}(?![A-Za-z0-9_-])")
# N26-1018, ORD20261018: an order's number in some shop, or a thing's model.
_CODE = re.compile(
    r"(?<![A-Za-z0-9_@.+-])(?:(?=[A-Za-z0-9-]*\d)(?=[A-Za-z0-9-]*[A-Za-z])[A-Za-z0-9]{1,10}(?:-[A-Za-z0-9]{3,12}){1,3}"
    r"|[A-Z]{1,4}\d{4,}[A-Z0-9]*)(?![A-Za-z0-9_-])"
)
_CARD = re.compile(r"(?<![\d+-])\d(?:[ -]?\d){12,18}(?![\d-])")
_NUMBER = re.compile(rf"(?<![\d.,]){_NO_SIGN_BEFORE}\d(?:[ -]?\d){{5,18}}(?![\d.,]*\d){_NOT_AN_AMOUNT}", re.IGNORECASE)
_DATE = re.compile(r"(?:19|20)\d\d(?:[-./]\s?|\s)(?:0?[1-9]|1[0-2])(?:[-./]\s?|\s)(?:0?[1-9]|[12]\d|3[01])\.?")
# 230 235 240 and 1 500 000: round groups of three are sizes and thousands; somebody's number has such groups by chance only.
_ROUND = re.compile(r"\d{1,3}(?:[ .]\d{2}[05])+")
_THOUSANDS = re.compile(r"\d{1,3}(?:[ .]\d{3})+")
_FEW = re.compile(r"\d{1,2}[.-]\d{1,2}|[\d ]{1,8}")
_LEAST_OF_A_PHONE = 7  # digits
_LONGEST_SIZE = 3  # digits of a size or a count


def orders(text: str) -> Iterator[Span]:
    """What is nothing but an order's number."""
    for pattern in (_ORDER, _NUMBERED):
        yield from (match.span() for match in pattern.finditer(text))


def codes(text: str) -> Iterator[Span]:
    """Letters with digits: an order's number in some shop, or a thing's model."""
    yield from (match.span() for match in _CODE.finditer(text))


def marked_postcodes(text: str) -> Iterator[Span]:
    """Postcodes that are called so."""
    for match in _MARKED_POSTCODE.finditer(text):
        yield match.span("inner" if match["inner"] else 0)


def birthdays(text: str) -> Iterator[Span]:
    """The day somebody was born, where it is called so: any other date is nobody's."""
    for match in _BIRTHDAY.finditer(text):
        yield match.span("before" if match["before"] else "after")


def postcodes(text: str) -> Iterator[Span]:
    """What has a postcode's shape."""
    yield from (match.span() for match in _POSTCODE.finditer(text))


def telephones(text: str, countries: Iterable[str]) -> Iterator[Span]:
    """Numbers that there are, read as of one of ``countries`` first: the longest, where a few numbers stand in a row."""
    order = (*countries, *_ANYWHERE)
    at = 0
    while match := _PHONE.search(text, at):
        runs = [
            run
            for run in _runs(match.group(), match.start())
            if _stands_alone(match, run) and not _is_ordinary(text[run[0] : run[1]])
        ]
        found = next((run for run in runs if phone_number(text[run[0] : run[1]], order)), None)
        if found:
            yield found
        at = found[1] if found else match.end()


def cards(text: str) -> Iterator[Span]:
    """What is as long as a payment card's number, alone or with the month it ends in."""
    yield from (match.span() for match in _CARD.finditer(text))


def like_telephones(text: str) -> Iterator[Span]:
    """What is written and begins as telephone numbers do, whether or not there is such a number."""
    for match in _PHONE.finditer(text):
        if match.group().startswith(("0", "０", "+", "(")) and _is_telling(match.group()):
            yield match.span()


def long_numbers(text: str) -> Iterator[Span]:
    """Digits in a row or in groups: an account, a parcel, a member."""
    for match in _PHONE.finditer(text):
        if _is_telling(match.group()):
            yield match.span()
    for match in _NUMBER.finditer(text):
        if not _is_ordinary(match.group()):
            yield match.span()


def is_card(written: str) -> bool:
    """Whether there is a payment card's number in ``written``: as long as one, and its last digit proves the others."""
    return any(_is_proved(written[start:end]) for start, end in _runs(written))


def _is_proved(written: str) -> bool:
    digits = [int(c) for c in reversed(written) if c.isdecimal()]
    doubled = (sum(divmod(digit * 2, 10)) if place % 2 else digit for place, digit in enumerate(digits))
    return 13 <= len(digits) <= 19 and sum(doubled) % 10 == 0


def _is_ordinary(written: str) -> bool:
    return any(pattern.fullmatch(written) for pattern in (_DATE, _ROUND))


def _is_telling(written: str) -> bool:
    """Whether what is written like a telephone number is none of the things that are written alike."""
    digits = sum(c.isdecimal() for c in written)
    ordinary = any(pattern.fullmatch(written) for pattern in (_DATE, _THOUSANDS, _FEW))
    return digits >= _LEAST_OF_A_PHONE and not ordinary


def _stands_alone(match: re.Match[str], run: Span) -> bool:
    """Whether the groups before and after a run can be something else, so that it is no piece of a longer number: *270 010-1234-5678 2*."""
    before = match.string[match.start() : run[0]].strip()
    after = match.string[run[1] : match.end()]
    size = re.fullmatch(rf"[1-9]\d{{0,{_LONGEST_SIZE - 1}}}", before)
    size_before = not before or (size and match.string[run[0]] in "0０+")
    digits_after = sum(c.isdecimal() for c in after)
    return bool(size_before) and (digits_after <= _LONGEST_SIZE or digits_after >= _LEAST_OF_A_PHONE)


def _runs(written: str, at: int = 0) -> list[Span]:
    """Where the groups between spaces stand, alone and with those beside them: the longest first."""
    groups = [(at + group.start(), at + group.end()) for group in re.finditer(r"\S+", written)]
    runs = [(first[0], last[1]) for n, first in enumerate(groups) for last in groups[n:]]
    return sorted(runs, key=lambda run: run[0] - run[1])
