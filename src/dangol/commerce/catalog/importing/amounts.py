"""Prices as people and programs write them, read without guessing.

``1,234.50``, ``1.234,50``, ``1 234,50``, ``49,000원``, ``¥5,400``, ``19.99 USD`` and full-width digits are read. What
could mean two things is refused: a price read wrong by a factor of a thousand is worse than none."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from dangol.kit.money import NotAnAmount, check_currency, decimals_of

_CODE = re.compile(r"^([A-Za-z]{3})\b\s*|\s*\b([A-Za-z]{3})$")
_SYMBOLS = {"₩": "KRW", "원": "KRW", "円": "JPY", "€": "EUR", "£": "GBP", "₹": "INR", "฿": "THB", "₫": "VND"}
_SHAPE = re.compile(r"[0-9][0-9.,' ]*")
MOST = 10**13


class BadAmount(ValueError):
    """A price that cannot be read. ``args`` are what is wrong and the cure."""


def read_price(value: object, currency: str) -> int:
    """``value`` (a text, whole number or ``Decimal``) in minor units of ``currency``. Raises ``BadAmount``."""
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        raise BadAmount("is not a price.", 'Write it as text, for example "19.99".')
    if not isinstance(value, str):
        return _minor(Decimal(value), currency)
    if value.isascii() and value.isdigit():
        return _minor(Decimal(value), currency)
    text = unicodedata.normalize("NFKC", value).strip().replace("\u2212", "-")
    text, named = _without_currency(text)
    if named and named != currency:
        raise BadAmount(f"is in {named}, where {currency} is meant.", f"Give the price in {currency}.")
    if text.startswith(("-", "(")):
        raise BadAmount("is below zero.", "A price is zero or more.")
    text = re.sub(r"[\u00a0\u202f\u2009]", " ", text)
    if not _SHAPE.fullmatch(text):
        raise BadAmount("is not a price.", "Write digits, for example 19.99 or 15000.")
    return _minor(_decimal(text.strip(), currency), currency)


def _minor(value: Decimal, currency: str) -> int:
    if not value.is_finite():
        raise BadAmount("is not a price.", "Write digits, for example 19.99 or 15000.")
    if value < 0:
        raise BadAmount("is below zero.", "A price is zero or more.")
    decimals = _decimals(currency)
    minor = value.scaleb(decimals)
    if minor != minor.to_integral_value():
        raise BadAmount(f"has more decimals than {currency} knows.", f"{currency} is written with {decimals}.")
    if minor > MOST:
        raise BadAmount("is beyond all measure.", "Is there a digit too many?")
    return int(minor)


@lru_cache(maxsize=256)
def _decimals(currency: str) -> int:
    return decimals_of(currency)


def currency_in(text: str) -> str | None:
    """The currency a price names itself (``19.99 USD``), if it does."""
    return _without_currency(unicodedata.normalize("NFKC", text).strip())[1]


def _without_currency(text: str) -> tuple[str, str | None]:
    found = None
    match = _CODE.search(text)
    if match:
        found = (match[1] or match[2]).upper()
        text = _CODE.sub("", text, count=1)
    for symbol, code in _SYMBOLS.items():
        if symbol in text:
            found = found or code
            text = text.replace(symbol, "")
    return re.sub(r"[$¥]", "", text).strip(), found


def _decimal(text: str, currency: str) -> Decimal:
    marks = re.findall(r"[.,]", text)
    grouping = "' "
    point = ""
    if len(set(marks)) == 2:
        point = marks[-1]
        grouping += "," if point == "." else "."
    elif len(marks) > 1:
        grouping += marks[0]
    elif marks:
        mark = marks[0]
        whole, _, tail = text.partition(mark)
        if len(tail) != 3 or whole in ("", "0") or len(whole.replace("'", "").replace(" ", "")) > 3:
            point = mark
        elif mark == ",":
            grouping += mark
        elif _decimals(currency) == 3:
            point = mark
        else:
            raise BadAmount(
                "can be read in two ways.",
                f"Write {whole}{tail} without separators if that is meant.",
            )
    whole, _, tail = text.partition(point) if point else (text, "", "")
    if any(c in tail for c in "., '") or (point and not tail):
        raise BadAmount("is not a price.", "Write digits, for example 19.99 or 15000.")
    groups = re.split(f"[{re.escape(grouping)}]", whole)
    if len(groups) > 1 and (not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:])):
        raise BadAmount("has separators in odd places.", "Write digits without separators, for example 15000.")
    return Decimal("".join(groups) + ("." + tail if tail else ""))


def known_currency(code: str) -> bool:
    """Whether ``code`` is a currency of ISO 4217."""
    try:
        check_currency(code)
    except NotAnAmount:
        return False
    return True
