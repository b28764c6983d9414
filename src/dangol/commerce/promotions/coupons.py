"""What a coupon is, and what it takes off a purchase. Pure; amounts are minor units."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from dangol.kit.money import share

Kind = Literal["percent", "amount", "free_delivery"]
_GAPS = re.compile(r"[\s_-]+")


def code_key(code: str) -> str:
    """``code`` as it is compared: ``spring-10``, ``SPRING 10`` and ``ＳＰＲＩＮＧ１０`` are one."""
    return _GAPS.sub("", unicodedata.normalize("NFKC", code)).upper()


@dataclass(frozen=True, slots=True)
class Reduction:
    """What a coupon takes off, in one currency: what a checkout remembers of it. ``code`` is what the shopper gave, ``coupon`` the code of
    the coupon it stands for; they differ where the code is one person's own."""

    coupon: str
    code: str
    name: Mapping[str, str]
    kind: Kind
    numerator: int = 0
    denominator: int = 1
    amount: int = 0

    def title(self, lang: str) -> str:
        """Its name for a reader of ``lang``."""
        return self.name.get(lang) or next(iter(self.name.values()), self.coupon)

    def off_goods(self, goods: int) -> int:
        """What it takes off goods worth ``goods``: never more than they are worth."""
        if self.kind == "percent":
            return min(goods, share(goods, self.numerator, self.denominator))
        return min(goods, self.amount) if self.kind == "amount" else 0

    def off_delivery(self, price: int) -> int:
        """What it takes off a delivery that costs ``price``."""
        return price if self.kind == "free_delivery" else 0

    def same_as(self, other: Reduction | None) -> bool:
        """Whether ``other`` takes off the same, whatever it is called by now."""
        return other is not None and self._terms() == other._terms()

    def _terms(self) -> tuple[object, ...]:
        return (self.coupon, self.code, self.kind, self.numerator, self.denominator, self.amount)

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "coupon": self.coupon,
            "code": self.code,
            "name": dict(self.name),
            "kind": self.kind,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "amount": self.amount,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Reduction:
        """What ``to_json`` wrote."""
        return cls(**value)


@dataclass(frozen=True, slots=True)
class Coupon:
    """A coupon as the owner defined it. It holds from ``starts`` until just before ``ends``; none is no bound. ``uses`` bounds all uses
    together, ``per_person`` those of one person. A ``personal`` one has no code of its own to use: from it each person is given one."""

    code: str
    name: Mapping[str, str]
    kind: Kind
    numerator: int = 0
    denominator: int = 1
    amounts: Mapping[str, int] = field(default_factory=dict)
    minimum: Mapping[str, int] = field(default_factory=dict)
    starts: datetime | None = None
    ends: datetime | None = None
    uses: int | None = None
    per_person: int | None = None
    public: bool = False
    personal: bool = False
    valid_days: int | None = None

    @property
    def key(self) -> str:
        """Its code as codes are compared."""
        return code_key(self.code)

    def title(self, lang: str) -> str:
        """Its name for a reader of ``lang``."""
        return self.name.get(lang) or next(iter(self.name.values()), self.code)

    def reduction(self, code: str, currency: str) -> Reduction:
        """What it takes off in ``currency`` for whoever gave ``code``."""
        amount = self.amounts.get(currency, 0)
        return Reduction(self.code, code, self.name, self.kind, self.numerator, self.denominator, amount)

    def begun(self, now: datetime) -> bool:
        """Whether it holds already, or did."""
        return self.starts is None or now >= self.starts

    def over(self, now: datetime) -> bool:
        """Whether it holds no longer."""
        return self.ends is not None and now >= self.ends

    def runs(self, now: datetime) -> bool:
        """Whether it holds."""
        return self.begun(now) and not self.over(now)

    def given_until(self, now: datetime) -> datetime | None:
        """Until when a code given now is good."""
        days = now + timedelta(days=self.valid_days) if self.valid_days else None
        return min((end for end in (days, self.ends) if end is not None), default=None)


@dataclass(frozen=True, slots=True)
class CouponBook:
    """The shop's coupons, in the order of its file."""

    coupons: tuple[Coupon, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.coupons)

    def named(self, code: str) -> Coupon | None:
        """The coupon with that code, personal or not."""
        key = code_key(code)
        return next((coupon for coupon in self.coupons if coupon.key == key), None)

    def by_code(self, code: str) -> Coupon | None:
        """The coupon everybody may use that code for."""
        found = self.named(code)
        return found if found is not None and not found.personal else None

    def template(self, name: str) -> Coupon | None:
        """The personal coupon that is called that."""
        found = self.named(name)
        return found if found is not None and found.personal else None

    def told(self, now: datetime) -> Sequence[Coupon]:
        """Those that run and may be told to anybody."""
        return [coupon for coupon in self.coupons if coupon.public and coupon.runs(now)]


NO_COUPONS = CouponBook()
