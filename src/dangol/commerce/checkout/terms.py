"""What a shop's settings say about checking out: where to, in which currencies, how taxed, how delivered, how paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from dangol.commerce.checkout.totals import TaxRule
from dangol.commerce.payments.models import PayBy
from dangol.commerce.promotions.coupons import NO_COUPONS, CouponBook
from dangol.commerce.shipping.delivery import DeliveryMethod


@dataclass(frozen=True, slots=True)
class Terms:
    """The shop's terms. ``lasts`` is how long a checkout may be left alone; ``pay_within`` how long an order keeps its stock unpaid."""

    country: str
    currencies: tuple[str, ...]
    tax: TaxRule
    methods: tuple[DeliveryMethod, ...]
    pay: PayBy
    shop_name: str
    countries: tuple[str, ...] = ()
    coupons: CouponBook = NO_COUPONS
    lasts: timedelta = timedelta(hours=2)
    pay_within: timedelta = timedelta(minutes=30)

    @property
    def test(self) -> bool:
        """Whether orders are only tried out."""
        return self.pay.test
