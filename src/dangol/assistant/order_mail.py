"""What a shopper is told of their order by mail as well, in the language they ordered in: the way to pay it, and that it is paid.

Whether a mail reaches anybody depends on the shop's having a mail server: ``mailed`` says whether one may be promised.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dangol.assistant.events import OrderMailDue
from dangol.commerce.orders import repository as order_rows
from dangol.commerce.orders.models import Order
from dangol.commerce.orders.views import receipt_block
from dangol.commerce.payments import repository as payment_rows
from dangol.commerce.payments.models import Payment, PaymentState
from dangol.commerce.payments.views import when
from dangol.kit.ids import OrderId, PaymentId
from dangol.messages.plain import plain_text
from dangol.runtime.database import Database
from dangol.runtime.mail import Mailer, send_patiently
from dangol.runtime.outbox import Delivery
from dangol.runtime.settings import Shop


def mailed(shop: Shop, email: str | None) -> str | None:
    """The address that may be said to get a mail: none where the shop has no mail server to send it."""
    return email if shop.smtp.host else None


class OrderMail:
    """Sends them; ``send`` is the outbox's handler of ``OrderMailDue``. ``say(key, lang, **values)`` gives the sentences; times are in
    ``zone``."""

    def __init__(self, database: Database, mailer: Mailer, say: Callable[..., str], zone: str) -> None:
        self._database = database
        self._mailer = mailer
        self._say = say
        self._zone = zone

    async def send(self, delivery: Delivery) -> None:
        """The way to pay where the event names a payment, and nobody has paid meanwhile; else what was bought and paid."""
        event: OrderMailDue = delivery.event
        async with self._database.snapshot() as reader:
            order = await order_rows.get(reader, OrderId(event.order_id))
            payment = await payment_rows.get(reader, PaymentId(event.payment_id)) if event.payment_id else None
        if order is None or (event.payment_id and (payment is None or payment.state is not PaymentState.OPEN)):
            return
        what = "pay" if payment is not None else "paid"
        values = self._to_pay(payment, order.lang) if payment is not None else self._bought(order)
        subject = self._say(f"mail.{what}_subject", order.lang, order_number=order.number)
        body = self._say(f"mail.{what}_body", order.lang, order_number=order.number, **values)
        named = f"{event.payment_id or event.order_id}-{what}"
        await send_patiently(self._mailer, order.email, subject, body, message_id=named, attempts=delivery.attempts)

    def _to_pay(self, payment: Payment, lang: str) -> dict[str, Any]:
        return {"total": payment.amount, "url": payment.url, "until": when(payment.pay_by, lang, self._zone)}

    def _bought(self, order: Order) -> dict[str, Any]:
        def say(key: str, **values: Any) -> str:
            return self._say(key, order.lang, **values)

        return {"bought": plain_text((receipt_block(order, say, order.lang),))}
