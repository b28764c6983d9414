# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""Amounts of money and limits on them: *under 50 dollars*, 5만원 이하, 3만원대, 5千円以下, *between 20 and 40*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from dangol.kit.money import decimals_of, share
from dangol.nlu.entities.found import Found
from dangol.nlu.entities.numbers import EAST, east_number

_SIGNS = {"$": "USD", "₩": "KRW", "¥": "JPY", "€": "EUR", "£": "GBP", "us$": "USD"}
_NAMES = {
    "dollars": "USD",
    "dollar": "USD",
    "bucks": "USD",
    "usd": "USD",
    "달러": "USD",
    "불": "USD",
    "ドル": "USD",
    "won": "KRW",
    "krw": "KRW",
    "원": "KRW",
    "ウォン": "KRW",
    "yen": "JPY",
    "jpy": "JPY",
    "엔": "JPY",
    "円": "JPY",
    "euros": "EUR",
    "euro": "EUR",
    "eur": "EUR",
    "유로": "EUR",
    "ユーロ": "EUR",
    "pounds": "GBP",
    "pound": "GBP",
    "quid": "GBP",
    "gbp": "GBP",
}
_ONES = {word: n for n, word in enumerate("one two three four five six seven eight nine".split(), start=1)}  # noqa: SIM905
_TENS = {
    word: (n + 1) * 10
    for n, word in enumerate("ten twenty thirty forty fifty sixty seventy eighty ninety".split())  # noqa: SIM905
}
_TEENS = {"twelve": 12, "fifteen": 15}
_SPELT = (
    rf"(?:(?:an?|{'|'.join(_ONES)})\s)?hundred(?:\s(?:and\s)?(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_ONES)})\b)?)?"
    rf"|(?:{'|'.join([*_TENS, *_TEENS])})\b(?:[\s-](?:{'|'.join(_ONES)})\b)?"
)
_SIGN = r"(?:us\$|[$₩¥€£])"
_NAME = "|".join(sorted(_NAMES, key=len, reverse=True))
_SUM = rf"(?:(?P<sign{{0}}>{_SIGN})\s?)?(?P<n{{0}}>{EAST}|{_SPELT})(?P<k{{0}}>k(?![a-z]))?\s?(?P<name{{0}}>(?:{_NAME})(?![a-z]))?"
_OTHER_UNIT = r"(?!\d)(?!\s?(?:kg|g\b|cm|mm|ml|l\b|m\b|%|percent|inch|pages?|days?|weeks?|months?|years?|hours?|minutes?|lbs?|oz|items?|pieces?|개|명|일|년|세|도|個|日|歳|度|キロ|グラム|センチ))"
_BELOW = r"(?:nothing (?:over|above|more than|dearer than)|no higher than|not? (?:over|above|more than)|under|below|less than|cheaper than|at most|no more than|not more than|not over|up to|max(?:imum)?(?: of)?|within|lower than|not above)"
_ABOVE = r"(?:over|above|more than|at least|min(?:imum)?(?: of)?|higher than|upwards of)"
_ABOUT = r"(?:around|about|roughly|approximately|approx\.?|like|circa|~)"
_RANGE_EN = re.compile(
    rf"(?:between|from)\s+{_SUM.format(1)}\s+(?:and|to|-)\s+{_SUM.format(2)}{_OTHER_UNIT}|{_SUM.format(3)}\s?(?:-|to|~)\s?{_SUM.format(4)}{_OTHER_UNIT}"
)
_LIMIT_EN = re.compile(
    rf"(?:\b(?P<below>{_BELOW})|\b(?P<above>{_ABOVE})|(?P<about>\b{_ABOUT}|~))\s*{_SUM.format(1)}{_OTHER_UNIT}"
)
_AFTER_EN = re.compile(
    rf"{_SUM.format(1)}\s*(?:(?P<below>or (?:less|under|below|cheaper)|max\b|tops\b|budget)|(?P<above>or (?:more|over|above)|\+|and up))"
)
_BUDGET_EN = re.compile(rf"budget\s*(?:is|of|:|=|around|about)?\s*{_SUM.format(1)}{_OTHER_UNIT}")
_EAST_SUM = rf"(?:(?P<sign{{0}}>[$₩¥€£])\s?)?(?P<n{{0}}>{EAST})\s?(?P<name{{0}}>{_NAME})?"
_BUDGET_EAST = re.compile(
    rf"(?:예산|予算)\s?(?:은|는|이|가|は|が|を|:)?\s?(?:한|대략|약|約|だいたい)?\s?{_EAST_SUM.format(1)}{_OTHER_UNIT}"
)
_BAND = re.compile(rf"(?P<n1>{EAST})\s?(?P<name1>원|円|달러|ドル|엔)\s?[대台]")
_RANGE_EAST = re.compile(
    rf"{_EAST_SUM.format(1)}\s?(?:에서|부터|~|-|から|より)\s?{_EAST_SUM.format(2)}(?:\s?(?:사이|정도|まで|の間|くらい|까지|대))?"
)
_LIMIT_EAST = re.compile(
    rf"{_EAST_SUM.format(1)}\s?(?:보다|이|을|를|가|は|を|が|も|より)?\s?(?:"
    r"(?P<below>(?:くらい|ぐらい|程度|정도|쯤)(?:까지|이하|이내|안쪽|まで|以下|以内|で収)|이하|미만|안쪽|아래|밑|까지|이내|내로|내에|(?:이상|초과|넘는|넘어가는|비싼)\s?(?:거|건|것|게|상품)?(?:은|는)?\s?(?:말고|빼고|빼|제외|싫|아닌|안\s?돼)|안으로|안에|안에서|안\s?넘|넘지\s?않|안\s?되|싼|저렴|언더|以下|未満|以内|まで|しない|安い|を?切(?:る|った|れば)|を?下回|いか(?=[のでに\s,.]|$)|内で|超えない|いかない|(?:以上|超える?|高い)(?:もの|の|やつ)?(?:は|を)?(?:なし|無し|除|抜き|避け|やめ|だめ|ダメ|無理))"
    r"|(?P<above>이상|초과|넘는|넘고|넘게|비싼|以上|超|高い|を?こえる)"
    r"|(?P<about>정도|쯤|선에서|선으로|내외|전후|안팎|くらい|ぐらい|前後|程度|ほど|あたり))"
)
_PLAIN = re.compile(
    rf"(?P<sign1>{_SIGN})\s?(?P<n1>\d[\d,]*(?:\.\d+)?)(?P<k1>k)?|(?P<n2>{EAST}|{_SPELT})(?P<k2>k)?\s?(?P<name2>(?:{_NAME})(?:(?=짜리)|(?![a-z가-힣ァ-ヶ]{{2}})))"
)


_TEN_THOUSANDS = 1000
_WRITTEN = re.compile(rf"\b(?:{_SPELT})\b")


def prices(text: str, currency: str) -> Iterator[Found]:
    """Limits and ranges first (``price_limit``, ``{"min", "max", "currency"}`` in minor units), then plain amounts (``price``)."""
    if not any(c.isdigit() or c in "만천백십万千百十" for c in text) and not _WRITTEN.search(text):
        return
    for match in _BAND.finditer(text):
        low = east_number(match["n1"])
        if low:
            code = _NAMES[match["name1"]]
            step = _step(match["n1"], low)
            yield _limit(
                match, code, low, low + step - 1 if not decimals_of(code) else low + step, core=match.end("name1")
            )
    for pattern, pairs in ((_RANGE_EN, (("1", "2"), ("3", "4"))), (_RANGE_EAST, (("1", "2"),))):
        for match in pattern.finditer(text):
            for a, b in pairs:
                if match[f"n{a}"]:
                    yield from _between(match, a, b, currency)
    for pattern in (_LIMIT_EN, _AFTER_EN, _BUDGET_EN, _BUDGET_EAST, _LIMIT_EAST):
        for match in pattern.finditer(text):
            yield from _bounded(match, pattern, currency)
    for match in _PLAIN.finditer(text):
        suffix = "1" if match["n1"] else "2"
        amount, code = _amount(match, suffix, currency)
        if amount is not None and amount > 0:
            yield Found("price", {"amount": _minor(amount, code), "currency": code}, match.start(), match.end())


def _between(match: re.Match[str], a: str, b: str, currency: str) -> Iterator[Found]:
    low, low_code = _amount(match, a, "")
    high, high_code = _amount(match, b, "")
    named = low_code or high_code
    unit = re.search("[만천万千]", match[f"n{b}"])
    if low is None or high is None or not (named or unit or match.group().startswith(("between", "from"))):
        return
    if unit and not re.search("[만천万千]", match[f"n{a}"]) and low < 100:  # 2~4만원
        low = east_number(match[f"n{a}"] + unit.group()) or low
    if low < high:
        yield _limit(match, named or currency, low, high)


def _bounded(match: re.Match[str], pattern: re.Pattern[str], currency: str) -> Iterator[Found]:
    amount, code = _amount(match, "1", "")
    if amount is None or amount <= 0:
        return
    groups = match.groupdict()
    if pattern is _BUDGET_EAST and not code and not decimals_of(currency) and amount < _TEN_THOUSANDS:
        amount *= 10_000  # 예산 30: of a sum of money nobody says more than how many times 만 it is
    # A bare number is a price only where the words say so, and never a small one in a currency of large numbers.
    if not code and pattern is _LIMIT_EAST and not re.search("[만천万千]", match["n1"]):
        return
    if not code and (groups.get("about") or amount < (1000 if not decimals_of(currency) else 1)):
        return
    code = code or currency
    core = (
        (match.start("sign1") if match["sign1"] else match.start("n1")),
        max(match.end(g) for g in ("n1", "name1") if match[g]),
    )
    if groups.get("about"):
        low, high = (amount * 8 / 10, amount * 12 / 10)
    elif groups.get("above"):
        low, high = amount, None
    else:
        low, high = None, amount
    value: dict[str, Any] = {"currency": code}
    if low is not None:
        value["min"] = _minor(low, code)
    if high is not None:
        value["max"] = _minor(high, code)
    yield Found("price_limit", value, match.start(), match.end(), core)


def _limit(match: re.Match[str], code: str, low: Decimal, high: Decimal, core: int | None = None) -> Found:
    value = {"min": _minor(low, code), "max": _minor(high, code), "currency": code}
    return Found("price_limit", value, match.start(), match.end(), (match.start(), core) if core else None)


def _amount(match: re.Match[str], suffix: str, currency: str) -> tuple[Decimal | None, str]:
    groups = match.groupdict()
    written = groups[f"n{suffix}"] or ""
    number = _spelt(written) if written[:1].isalpha() and written.isascii() else east_number(written)
    if number is not None and groups.get(f"k{suffix}"):
        number *= 1000
    sign, name = groups.get(f"sign{suffix}"), groups.get(f"name{suffix}")
    return number, _SIGNS.get(sign or "") or _NAMES.get(name or "") or currency


def _spelt(words: str) -> Decimal | None:
    """What *a hundred and twenty* comes to."""
    total = 0
    for word in re.findall("[a-z]+", words):
        if word == "hundred":
            total = (total or 1) * 100
        else:
            total += _ONES.get(word) or _TENS.get(word) or _TEENS.get(word) or 0
    return Decimal(total) if total else None


def _step(written: str, low: Decimal) -> Decimal:
    """How wide a band is: 3만원대 is ten thousand wide, 10만원대 a hundred thousand, 3천円台 a thousand."""
    digits = str(int(low))
    return Decimal(10) ** (len(digits) - 1) if written else low


def _minor(amount: Decimal, code: str) -> int:
    scaled = amount.scaleb(decimals_of(code))
    return share(int(scaled.scaleb(2)), 1, 100)
