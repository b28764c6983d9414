"""A payment as a block of a message. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from dangol.commerce.payments.models import Payment
from dangol.kit.money import Money
from dangol.messages.content import PaymentLink, Price

Say = Callable[..., str]
_PATTERNS = {
    "en": ("en_US", "EEE, MMM d, h:mm a"),
    "ko": ("ko_KR", "M월 d일 (E) aaaa h:mm"),
    "ja": ("ja_JP", "M月d日(E) H:mm"),
}


def when(at: datetime, lang: str, zone: str) -> str:
    """A moment as a reader of ``lang`` in ``zone`` writes it, to the minute."""
    local = at.astimezone(ZoneInfo(zone))
    locale, pattern = _PATTERNS.get(lang, _PATTERNS["en"])
    return str(format_datetime(local, pattern, locale=locale))


def payment_block(payment: Payment, say: Say, lang: str, zone: str) -> PaymentLink:
    """The way to the gateway's page of a payment whose page is made (``payment.url`` is set)."""
    return link_block(
        payment.url or "", payment.amount, payment.order_number, payment.pay_by, say, lang, zone, test=payment.test
    )


def link_block(
    url: str, amount: Money, order_number: str, until: datetime, say: Say, lang: str, zone: str, *, test: bool
) -> PaymentLink:
    """The same from the parts a ``PaymentReady`` event carries."""
    text = amount.format(lang)
    return PaymentLink(
        url=url,
        label=say("payment.pay", amount=text),
        amount=Price(money=amount, text=text),
        order_number=order_number,
        expires_text=say("payment.until", time=when(until, lang, zone)),
        test=test,
    )
