"""The shop's coupons: ``coupons.toml`` read, with every mistake named by line and cure.

One ``[[coupon]]`` each; what stands in it is told in ``docs/coupons.md``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from dangol.commerce.promotions.coupons import Coupon, CouponBook, Kind
from dangol.commerce.promotions.errors import CouponsInvalid
from dangol.kit.tables import TableReading

_KNOWN = frozenset(
    [
        "code",
        "name",
        "percent",
        "amount",
        "free_delivery",
        "minimum",
        "starts",
        "ends",
        "uses",
        "per_person",
        "public",
        "personal",
        "valid_days",
    ]
)
# As understanding reads one: it begins with a letter and has neither blanks nor letters of other alphabets.
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_-]{3,23}\Z")
_MOST_PREFIX = 16
"""A personal coupon's code goes before what makes each person's own."""
_WAYS = ("percent", "amount", "free_delivery")


def parse_coupons(
    text: str, *, file: str, languages: Collection[str], currencies: Sequence[str], zone: str
) -> CouponBook:
    """The coupons of a file. Dates without an offset are of ``zone``; a day alone is all of that day.

    ``languages`` and ``currencies`` are the shop's: each coupon has a name and its amounts in all of them. Raises ``CouponsInvalid`` with
    all problems.
    """
    reading = _Reading(text, languages, currencies, ZoneInfo(zone))
    book = reading.book()
    if reading.problems:
        raise CouponsInvalid(file, tuple(reading.problems))
    return book


class _Reading(TableReading):
    """One pass over the file, collecting problems."""

    def __init__(self, text: str, languages: Collection[str], currencies: Sequence[str], zone: ZoneInfo) -> None:
        super().__init__(text, "coupon", languages)
        self._currencies = currencies
        self._zone = zone

    def book(self) -> CouponBook:
        """Every coupon that is right."""
        found: dict[str, Coupon] = {}
        for row in self.rows("code", _KNOWN):
            coupon = self._coupon(row)
            if coupon is None:
                continue
            other = found.setdefault(coupon.key, coupon)
            if other is not coupon:
                also = "" if other.code == coupon.code else f" (it is {other.code!r} to whoever types it)"
                self.say("code", f"The code {coupon.code!r} is used twice{also}.", "Give each coupon its own code.")
        return CouponBook(tuple(found.values()))

    def _coupon(self, row: Mapping[str, Any]) -> Coupon | None:
        before = len(self.problems)
        personal, public = self._truth(row, "personal"), self._truth(row, "public")
        code = self._code(row, personal=personal)
        name = self._name(row)
        kind, rate, amounts = self._way(row)
        minimum = self._every_currency(row, "minimum") if "minimum" in row else {}
        starts, ends = self._moment(row, "starts"), self._moment(row, "ends", last=True)
        if starts and ends and ends <= starts:
            self.say("ends", "It ends before it begins.", "Let `ends` be later than `starts`.")
        uses, days = self._count(row, "uses"), self._count(row, "valid_days")
        per_person = self._count(row, "per_person")
        if personal and public:
            self.say("public", "A personal coupon has no code to name to anybody.", "Take out `public` or `personal`.")
        if days is not None and not personal:
            self.say(
                "valid_days", "Only the codes of a personal coupon have days.", "Write `ends`, or personal = true."
            )
        if len(self.problems) > before:
            return None
        return Coupon(
            code=code,
            name=name,
            kind=kind,
            numerator=rate[0],
            denominator=rate[1],
            amounts=amounts,
            minimum=minimum,
            starts=starts,
            ends=ends,
            uses=uses,
            per_person=1 if personal and per_person is None else per_person,
            public=public,
            personal=personal,
            valid_days=days,
        )

    def _code(self, row: Mapping[str, Any], *, personal: bool) -> str:
        code = row.get("code")
        if not isinstance(code, str) or not _CODE.match(code):
            cure = 'Begin with a letter and use 4 to 24 letters A-Z, digits, "-" and "_", for example "SPRING10".'
            self.say("code", "The code is missing or not usable.", cure)
            return ""
        if personal and len(code) > _MOST_PREFIX:
            cure = f"Use at most {_MOST_PREFIX}: each person's own code begins with it."
            self.say("code", "The code of a personal coupon is too long.", cure)
        return code.upper()

    def _name(self, row: Mapping[str, Any]) -> dict[str, str]:
        name = self.texts(row, "name", required=True)
        if isinstance(row.get("name"), str):
            return dict.fromkeys(self.languages, next(iter(name.values()), ""))
        missing = [lang for lang in self.languages if name and lang not in name]
        if missing:
            self.say("name", f"The name is missing in {' and '.join(missing)}.", f'Add {missing[0]} = "…".')
        return name

    def _way(self, row: Mapping[str, Any]) -> tuple[Kind, tuple[int, int], dict[str, int]]:
        ways = [way for way in _WAYS if row.get(way) is not None and row.get(way) is not False]
        if len(ways) != 1:
            what = f"It takes off {' and '.join(ways)}" if ways else "It takes nothing off"
            cure = 'Write one of: percent = 10, amount = { KRW = "5000" }, free_delivery = true.'
            self.say(ways[-1] if ways else None, f"{what}.", cure)
            return "percent", (0, 1), {}
        way = ways[0]
        if way == "amount":
            amounts = self._every_currency(row, "amount")
            if any(amount == 0 for amount in amounts.values()):
                self.say("amount", "An amount of zero takes nothing off.", "Write more than zero.")
            return "amount", (0, 1), amounts
        if way == "free_delivery":
            self._truth(row, "free_delivery")
            return "free_delivery", (0, 1), {}
        return "percent", self._percent(row["percent"]), {}

    def _percent(self, value: Any) -> tuple[int, int]:
        try:
            percent = Decimal(str(value)) if not isinstance(value, (bool, dict, list)) else Decimal(0)
        except InvalidOperation:
            percent = Decimal(0)
        if not percent.is_finite() or not 0 < percent <= 100:
            self.say("percent", f"{value!r} is no share of a price.", "Write a number above 0 and up to 100.")
            return 0, 1
        numerator, denominator = (percent / 100).as_integer_ratio()
        return numerator, denominator

    def _every_currency(self, row: Mapping[str, Any], field: str) -> dict[str, int]:
        before = len(self.problems)
        amounts = self.amounts(row, field)
        missing = [currency for currency in self._currencies if currency not in amounts]
        if missing and len(self.problems) == before:
            self.say(
                field, f"{field} lacks {' and '.join(missing)}, which the shop sells in.", f'Add {missing[0]} = "…".'
            )
        return amounts

    def _moment(self, row: Mapping[str, Any], field: str, *, last: bool = False) -> datetime | None:
        value = row.get(field)
        if isinstance(value, str):
            with suppress(ValueError):
                value = date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
        if isinstance(value, datetime):
            return value if value.tzinfo else value.replace(tzinfo=self._zone)
        if isinstance(value, date):
            day = value + timedelta(days=1) if last and value < date.max else value
            return datetime.combine(day, time(), self._zone)
        if value is not None:
            cure = f"Write a day, {field} = 2027-05-31, or a moment, {field} = 2027-05-31T18:00:00."
            self.say(field, f"{value!r} is no day.", cure)
        return None

    def _count(self, row: Mapping[str, Any], field: str) -> int | None:
        value = row.get(field)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 10**9:
            self.say(field, f"{value!r} is no number of them.", f"Write a whole number, for example {field} = 1.")
            return None
        return value

    def _truth(self, row: Mapping[str, Any], field: str) -> bool:
        value = row.get(field, False)
        if not isinstance(value, bool):
            self.say(field, f"{value!r} is neither true nor false.", f"Write {field} = true, without quotes.")
            return False
        return value
