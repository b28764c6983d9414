"""Coupons as blocks of a message, and in words. Pure: words come from ``say(key, **values)``, bound to the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from dangol.commerce.promotions.actions import Standing
from dangol.commerce.promotions.coupons import Coupon
from dangol.kit.money import Money
from dangol.kit.times import iso
from dangol.messages import content

Say = Callable[..., str]


def benefit(coupon: Coupon, say: Say, lang: str, currency: str) -> str:
    """What a coupon gives, in a few words, with the goods' value it takes."""
    if coupon.kind == "percent":
        text = say("coupon.gives.percent", percent=percent_text(coupon.numerator, coupon.denominator))
    elif coupon.kind == "amount":
        text = say("coupon.gives.amount", amount=Money(coupon.amounts.get(currency, 0), currency).format(lang))
    else:
        text = say("coupon.gives.free_delivery")
    minimum = coupon.minimum.get(currency, 0)
    return say("coupon.from", benefit=text, minimum=Money(minimum, currency).format(lang)) if minimum else text


def percent_text(numerator: int, denominator: int) -> str:
    """A share as a percentage: ``10``, ``12.5``."""
    thousandths = numerator * 100_000 // denominator
    whole, rest = divmod(thousandths, 1000)
    return f"{whole}.{rest:03d}".rstrip("0").rstrip(".")


def coupon_block(
    coupon: Coupon, say: Say, lang: str, currency: str, *, code: str | None = None, until: datetime | None = None
) -> content.Coupon:
    """A coupon to keep: its code, or the one given to this person, what it gives, until when."""
    text = say("coupon.told", name=coupon.title(lang), benefit=benefit(coupon, say, lang, currency))
    return content.Coupon(
        code=code or coupon.code,
        text=text,
        # It ends with that moment: the last one it is good at lies before it.
        expires_text=say("coupon.until", until=iso(until - timedelta(minutes=1))) if until else None,
    )


def standing_note(standing: Standing, say: Say, lang: str, currency: str) -> str | None:
    """What is to be said beside the sums of a coupon that takes nothing off them; none where it does."""
    if standing.holds:
        free = standing.reduction is not None and standing.reduction.kind == "free_delivery"
        return say("coupon.note.free_delivery", code=standing.code) if free else None
    missing = Money(standing.missing, currency).format(lang)
    starts = iso(standing.starts) if standing.starts else ""
    return say(f"coupon.note.{standing.problem}", code=standing.code, missing=missing, starts=starts)
