"""What the assistant says by itself: the payment page is there, the money came, the parcel left.

Each is a handler of an event from below. The message and the closing of the event's row are one commit, so a notice is said once however
often the event is handed out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dangol.assistant.events import OrderMailDue
from dangol.assistant.order_mail import mailed
from dangol.commerce.orders import repository as order_rows
from dangol.commerce.orders.events import (
    MoneyReturned,
    OrderCancelled,
    OrderHeld,
    OrderMoved,
    OrderPaid,
    PaymentRefused,
)
from dangol.commerce.orders.models import Order
from dangol.commerce.orders.views import order_block, state_text
from dangol.commerce.payments import repository as payment_rows
from dangol.commerce.payments.events import PaymentReady, PaymentUnavailable
from dangol.commerce.payments.views import payment_block
from dangol.conversations import repository
from dangol.conversations.actions.append import append
from dangol.conversations.models import Source
from dangol.kit.ids import OrderId, PaymentId
from dangol.kit.money import Money
from dangol.messages.content import Block, Button, Buttons, Text
from dangol.runtime.database import Database, Transaction
from dangol.runtime.outbox import Delivery, Relay, emit
from dangol.runtime.settings import Shop


class Notices:
    """Says what happened, in the conversation it belongs to, and has a mail sent where one was promised. ``say(key, lang, **values)`` gives
    the sentences; times are in the shop's zone."""

    def __init__(self, database: Database, say: Callable[..., str], shop: Shop) -> None:
        self._database = database
        self._say = say
        self._shop = shop
        self._zone = shop.timezone

    def subscribe(self, relay: Relay) -> None:
        """Listen to everything worth saying."""
        handlers: dict[type[Any], Callable[[Transaction, Any, str], Any]] = {
            PaymentReady: self._payment_ready,
            PaymentUnavailable: self._payment_unavailable,
            PaymentRefused: self._payment_refused,
            OrderPaid: self._paid,
            OrderHeld: self._held,
            OrderCancelled: self._cancelled,
            OrderMoved: self._moved,
            MoneyReturned: self._money_returned,
        }
        for kind, blocks in handlers.items():
            relay.subscribe(kind, self._handler(blocks))

    def _handler(self, blocks: Callable[[Transaction, Any, str], Any]) -> Callable[[Delivery], Any]:
        async def handle(delivery: Delivery) -> None:
            event = delivery.event
            if event.conversation_id is None:
                return
            async with self._database.transaction() as tx:
                conversation = await repository.conversation(tx, event.conversation_id)
                if conversation is None or not await delivery.is_open(tx):
                    return
                content = await blocks(tx, event, conversation.lang)
                if content:
                    channel, _ = await repository.channel_of(tx, conversation.inbox_id)
                    explanation = {"event": event.topic}
                    await append(
                        tx,
                        conversation,
                        channel,
                        Source.ASSISTANT,
                        tuple(content),
                        lang=conversation.lang,
                        explanation=explanation,
                    )
                await delivery.close(tx)

        return handle

    def _text(self, key: str, lang: str, **values: Any) -> Text:
        return Text(text=self._say(f"notice.{key}", lang, **values))

    def _button(self, key: str, lang: str, intent: str, **slots: Any) -> Button:
        command: dict[str, Any] = {"command": "start", "intent": intent}
        if slots:
            command["slots"] = slots
        return Button(label=self._say(f"notice.{key}", lang), command=command)

    async def _payment_ready(self, tx: Transaction, event: PaymentReady, lang: str) -> list[Block]:
        payment = await payment_rows.get(tx, PaymentId(event.payment_id))
        if payment is None:
            return []
        text = self._text("payment_ready", lang, order_number=event.order_number)
        if payment.attempt == 1:
            await emit(tx, OrderMailDue(event.order_id, event.payment_id), key=f"mail:{event.order_id}")
        return [text, payment_block(payment, self._in(lang), lang, self._zone)]

    async def _payment_unavailable(self, _tx: Transaction, event: PaymentUnavailable, lang: str) -> list[Block]:
        again = self._button("try_again", lang, "pay_again", order_number=event.order_number)
        return [self._text("payment_unavailable", lang, order_number=event.order_number), Buttons(options=(again,))]

    async def _payment_refused(self, _tx: Transaction, event: PaymentRefused, lang: str) -> list[Block]:
        again = self._button("try_again", lang, "pay_again", order_number=event.number)
        return [self._text("payment_refused", lang, order_number=event.number), Buttons(options=(again,))]

    async def _paid(self, tx: Transaction, event: OrderPaid, lang: str) -> list[Block]:
        order = await self._order(tx, event.order_id)
        if order is None:
            return []
        await emit(tx, OrderMailDue(event.order_id), key=f"mail:{event.order_id}")
        text = self._text("paid", lang, order_number=order.number, mailed_to=mailed(self._shop, order.email))
        return [text, order_block(order, self._in(lang), lang, self._zone)]

    async def _held(self, _tx: Transaction, event: OrderHeld, lang: str) -> list[Block]:
        return [self._text("held", lang, order_number=event.number)]

    async def _cancelled(self, _tx: Transaction, event: OrderCancelled, lang: str) -> list[Block]:
        if event.reason != "expired":
            return [self._text("cancelled", lang, order_number=event.number)]
        cart = self._button("view_cart", lang, "view_cart")
        return [self._text("expired", lang, order_number=event.number), Buttons(options=(cart,))]

    async def _moved(self, tx: Transaction, event: OrderMoved, lang: str) -> list[Block]:
        order = await self._order(tx, event.order_id)
        if order is None:
            return []
        words = state_text(order, self._in(lang), lang)
        text = self._text("moved", lang, order_number=order.number, state_text=words)
        return [text, order_block(order, self._in(lang), lang, self._zone)]

    async def _money_returned(self, _tx: Transaction, event: MoneyReturned, lang: str) -> list[Block]:
        amount = Money(event.amount, event.currency)
        return [self._text("money_returned", lang, order_number=event.number, amount=amount)]

    async def _order(self, tx: Transaction, order_id: str) -> Order | None:
        return await order_rows.get(tx, OrderId(order_id))

    def _in(self, lang: str) -> Callable[..., str]:
        def say(key: str, **values: Any) -> str:
            return self._say(key, lang, **values)

        return say
