"""Reading an answer by the kind of its slot. Pure: what needs the shop's data is an action's business (a slot's ``check``).

Kinds: text, name, email, phone, reach (e-mail or phone), quantity, number, yes_no, choice, postcode, date, product, order_number,
coupon (a code), language, rating, address and form (fields filled in, or one line of text), any (taken as it comes).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dangol.kit.phones import phone_in
from dangol.kit.text import clean, fold
from dangol.nlu.moods import only_named

KINDS = (
    "text",
    "name",
    "email",
    "phone",
    "reach",
    "quantity",
    "number",
    "yes_no",
    "choice",
    "postcode",
    "date",
    "product",
    "order_number",
    "coupon",
    "language",
    "rating",
    "address",
    "form",
    "any",
)
# Kinds that take nearly any words: tried last when several slots are open, and served by a message nothing else was read from.
LOOSE = frozenset({"text", "name", "address", "form", "any", "product"})
_EMAIL = re.compile(r"[A-Za-z0-9_%+\-'][A-Za-z0-9._%+\-']{0,63}@[A-Za-z0-9](?:[A-Za-z0-9\-]{0,62}\.)+[A-Za-z]{2,24}")
_POSTCODES: Mapping[str, str] = {
    "KR": r"\d{5}",
    "JP": r"\d{3}-?\d{4}",
    "US": r"\d{5}(?:-\d{4})?",
    "CA": r"[A-Z]\d[A-Z] ?\d[A-Z]\d",
    "GB": r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}",
}
_ORDER_NUMBER = re.compile(r"(?<![A-Z0-9])[A-Z0-9](?:[A-Z0-9\-]{1,38})[A-Z0-9](?![A-Z0-9])")
_COUPON = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z][A-Za-z0-9_-]{3,31}(?![A-Za-z0-9_-])")
_PLACE = re.compile(r"\d|,|[가-힣](?:시|구|군|읍|면|동|로|길)(?![가-힣])|[都道府県市区町村郡]")
_MAX_QUANTITY = 9999
_YES = frozenset({"true", "yes", "y", "ok", "okay", "네", "예", "응", "はい", "うん"})
_NO = frozenset({"false", "no", "n", "아니요", "아니오", "아뇨", "아니", "いいえ", "いや"})


@dataclass(frozen=True, slots=True)
class Read:
    """An answer as read: ``ok`` with its ``value``, or why not (``slot.<kind>.<problem>`` is the sentence)."""

    ok: bool
    value: Any = None
    problem: str = "invalid"


def read(
    kind: str,
    value: Any,
    *,
    options: Sequence[Mapping[str, Any]] = (),
    country: str = "",
    others: Sequence[str] = (),
    lowest: int | None = None,
    highest: int | None = None,
) -> Read:
    """``value`` as an answer of ``kind``; ``country`` is where its numbers and postcodes belong, a number may also be one of ``others``.
    Never raises."""
    if isinstance(value, Mapping) and kind not in ("address", "form", "product", "any", "choice"):
        value = value.get("value", value.get("text", value.get("row")))
    if value is None or value == "" or value == [] or value == {}:
        return Read(False)
    if options:
        chosen = choose(value, options)
        if chosen is not None:
            return (
                Read(True, chosen.get("value")) if chosen.get("available", True) else Read(False, problem="unavailable")
            )
        if kind == "choice":
            return Read(False)
    if kind in ("quantity", "number", "rating"):
        return _number(kind, value, lowest, highest)
    if kind == "yes_no":
        return _yes_no(value)
    if kind == "address" and isinstance(value, str) and not _PLACE.search(fold_width(value)):
        return Read(False)  # no number and no district: whatever this is, it is not where somebody lives
    if kind in ("address", "form"):
        return _filled(value)
    if kind in ("any", "choice", "product"):
        return Read(True, value) if not isinstance(value, str) or value.strip() else Read(False)
    text = clean(str(value), 2000)
    return _text(kind, text, country, others) if text else Read(False)


def choose(value: Any, options: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The option that ``value`` names: by its value, its label, or its place."""
    wanted = fold(str(value.get("row", "") if isinstance(value, Mapping) else value))
    for name in ("value", "label"):
        for option in options:
            if fold(str(option.get(name) or "")) == wanted and wanted:
                return option
    if wanted.isdecimal() and len(wanted) < 3 and 1 <= int(wanted) <= len(options):
        return options[int(wanted) - 1]
    # Named within a sentence, and no other one with it: *standard delivery, please*.
    held = [option for option in options if any(name in wanted for name in _heads(str(option.get("label") or "")))]
    if len(held) == 1:
        return held[0]
    labels = [str(option.get("label") or "") for option in options]
    place = only_named(wanted, labels) if ":" not in wanted else None  # a row of the catalogue is no sentence
    return options[place] if place is not None else None


def _heads(label: str) -> list[str]:
    """A label, and what stands before its brackets, as they may turn up in a sentence; nothing too short to be meant."""
    whole = fold(label)
    return [name for name in {whole, re.split(r"[(（]", whole)[0].strip()} if len(name) > 2]


def _text(kind: str, text: str, country: str, others: Sequence[str]) -> Read:
    if kind == "email":
        return _email(text)
    if kind == "phone":
        return _phone(text, country, others)
    if kind == "reach":
        found = _email(text)
        return found if found.ok else _phone(text, country, others)
    if kind == "postcode":
        plain = fold(text).upper()
        pattern = _POSTCODES.get(country, r"[A-Z\d][A-Z\d \-]{1,9}")
        return Read(True, plain) if re.fullmatch(pattern, plain) else Read(False)
    if kind == "date":
        try:
            return Read(True, date.fromisoformat(text[:10]).isoformat())
        except ValueError:
            return Read(False)
    if kind == "order_number":
        return _order_number(fold(text).upper())
    if kind == "coupon":
        return _code(fold_width(text))
    if kind == "language":
        plain = fold(text)[:2]
        return Read(True, plain) if re.fullmatch(r"[a-z]{2}", plain) else Read(False)
    if kind == "name":
        good = len(text) <= 80 and "@" not in text and any(c.isalpha() for c in text)
        return Read(True, " ".join(text.split())) if good else Read(False)
    return Read(True, text)


def _order_number(text: str) -> Read:
    """The whole text, or the one word in it that can be a number: *it's N26-1014*."""
    whole = text.replace(" ", "").lstrip("#")
    words = [whole] if _ORDER_NUMBER.fullmatch(whole) else _ORDER_NUMBER.findall(text)
    found = [word for word in words if re.search(r"\d", word)]
    return Read(True, found[0]) if len(found) == 1 else Read(False)


def _code(text: str) -> Read:
    """The whole text, blanks left out where it was read aloud (*spring 10*), or the one word in it that looks like a code."""
    whole = re.sub(r"\s+", "", text).strip(".!,")
    spoken = len(text.split()) == 1 or (len(text.split()) == 2 and any(c.isdigit() for c in whole))
    if spoken and _COUPON.fullmatch(whole):
        return Read(True, whole.upper())
    found = [word for word in _COUPON.findall(text) if any(c.isdigit() for c in word) or word.isupper()]
    return Read(True, found[0].upper()) if len(found) == 1 else Read(False)


def _email(text: str) -> Read:
    match = _EMAIL.search(fold_width(text))
    if match is None or ".." in match.group():
        return Read(False)
    return Read(True, match.group().lower())


def fold_width(text: str) -> str:
    """Full-width letters and digits as plain ones, case kept."""
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else " " if c == "\u3000" else c for c in text)


def _phone(text: str, country: str, others: Sequence[str]) -> Read:
    found = phone_in(fold_width(text), (country, *others))
    return Read(found is not None, found)


def _number(kind: str, value: Any, lowest: int | None, highest: int | None) -> Read:
    if isinstance(value, bool):
        return Read(False)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, str):
        match = re.search(r"-?\d{1,9}", fold(value).replace(",", ""))
        if match is None:
            return Read(False)
        value = int(match.group())
    if not isinstance(value, int):
        return Read(False)
    low = lowest if lowest is not None else {"quantity": 1, "rating": 1}.get(kind, -(10**9))
    high = highest if highest is not None else {"quantity": _MAX_QUANTITY, "rating": 5}.get(kind, 10**9)
    return Read(True, value) if low <= value <= high else Read(False, problem="out_of_range")


def _yes_no(value: Any) -> Read:
    if isinstance(value, bool):
        return Read(True, value)
    word = fold(str(value)).strip(".!。！~ ")
    if word in _YES or word in _NO:
        return Read(True, word in _YES)
    return Read(False)


def _filled(value: Any) -> Read:
    if isinstance(value, Mapping):
        kept = {str(k)[:40]: clean(str(v), 200) for k, v in list(value.items())[:40] if v is not None}
        kept = {k: v for k, v in kept.items() if v}
        return Read(bool(kept), kept)
    text = clean(str(value), 500)
    return Read(len(text) >= 3, text)
