"""Money: an integer number of minor units and an ISO 4217 currency. Never a float.

Won and yen have no minor unit, so ``Money(15000, "KRW")`` is fifteen thousand won and ``Money(1999, "USD")`` is
19.99 dollars. The number of decimals is the Unicode CLDR's, through Babel.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from babel.numbers import format_currency, get_currency_precision, list_currencies

from dangol.kit.errors import DangolError

_CURRENCIES = frozenset(list_currencies())
# Shops in Korea and Japan write the unit behind the number, as people say it.
_AT_HOME = {("ko", "KRW"): "원", ("ja", "JPY"): "円"}
_LOCALES = {"en": "en_US", "ko": "ko_KR", "ja": "ja_JP"}


class CurrencyMismatch(DangolError):
    """Two amounts of different currencies met in one sum."""

    code = "currency_mismatch"


class NotAnAmount(DangolError):
    """A text that should be an amount of money is not one."""

    code = "not_an_amount"


def decimals_of(currency: str) -> int:
    """How many decimals ``currency`` is written with: 0 for KRW and JPY, 2 for USD."""
    check_currency(currency)
    return int(get_currency_precision(currency))


def check_currency(currency: str) -> str:
    """``currency`` itself if it is an ISO 4217 code in capitals; raises ``NotAnAmount`` otherwise."""
    if currency not in _CURRENCIES:
        raise NotAnAmount(
            f"{currency!r} is not a currency code.",
            cure="Write the three capital letters of ISO 4217, for example KRW, JPY or USD.",
            currency=currency,
        )
    return currency


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """``amount`` minor units of ``currency``. Arithmetic stays in one currency and in integers."""

    amount: int
    currency: str

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.amount - other.amount, self.currency)

    def __mul__(self, times: int) -> Money:
        return Money(self.amount * times, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.amount < other.amount

    def __le__(self, other: Money) -> bool:
        self._same(other)
        return self.amount <= other.amount

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(
                f"{self.currency} and {other.currency} cannot be reckoned together.",
                left=self.currency,
                right=other.currency,
            )

    @property
    def decimal(self) -> Decimal:
        """The amount in major units, exact: ``Money(1999, "USD").decimal == Decimal("19.99")``."""
        return Decimal(self.amount).scaleb(-decimals_of(self.currency))

    def format(self, lang: str) -> str:
        """As a reader of ``lang`` writes it: ``15,000원`` and ``1,500円`` at home, ``₩15,000``, ``¥1,500``, ``$19.99`` elsewhere."""
        unit = _AT_HOME.get((lang, self.currency))
        if unit is not None:
            return f"{self.amount:,}{unit}"
        return str(format_currency(self.decimal, self.currency, locale=_LOCALES.get(lang, "en_US")))

    def to_json(self) -> dict[str, object]:
        """``{"amount": minor units, "currency": code}``."""
        return {"amount": self.amount, "currency": self.currency}


def zero(currency: str) -> Money:
    """Nothing, in ``currency``."""
    return Money(0, currency)


def share(amount: int, numerator: int, denominator: int) -> int:
    """``amount * numerator / denominator`` in minor units, half away from zero: the one place where money is rounded."""
    if denominator <= 0:
        raise ValueError("denominator must be positive")
    product = amount * numerator
    sign = -1 if product < 0 else 1
    return sign * ((2 * abs(product) + denominator) // (2 * denominator))


def spread(amount: int, parts: Sequence[int]) -> tuple[int, ...]:
    """``amount`` shared out over ``parts`` in proportion, exactly: each gets what it adds to the rounded running sum, so that no share is
    off by more than one unit, and none is above its part while ``amount`` is not above their sum. All zero when there is nothing to share
    out over."""
    whole = sum(parts)
    if whole <= 0:
        return (0,) * len(parts)
    found, before, run = [], 0, 0
    for part in parts:
        run += part
        until = share(amount, run, whole)
        found.append(until - before)
        before = until
    return tuple(found)


def parse_amount(text: str, currency: str) -> Money:
    """An amount a file or a form holds, as ``Money``: ``"19.99"``, ``"15,000"``, ``"₩15000"``, ``"19.99 USD"``.

    Raises ``NotAnAmount`` for anything else, and for more decimals than the currency has.
    """
    cleaned = re.sub(r"[\s,_]|[^\d.\-]", "", text.strip())
    try:
        value = Decimal(cleaned)
    except InvalidOperation:
        raise NotAnAmount(
            f"{text!r} is not an amount.", cure="Write digits, for example 19.99 or 15000.", text=text
        ) from None
    minor = value.scaleb(decimals_of(currency))
    if minor != minor.to_integral_value():
        raise NotAnAmount(
            f"{text!r} has more decimals than {currency} knows.",
            cure=f"{currency} is written with {decimals_of(currency)} decimals.",
            text=text,
        )
    return Money(int(minor.quantize(Decimal(1), ROUND_HALF_UP)), currency)
