"""After the order: where it is, and paying it once more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dangol.assistant.work import Action, Turn
from dangol.commerce.orders import lookup
from dangol.commerce.orders.actions import pay_again
from dangol.commerce.orders.errors import TooManyAttempts
from dangol.commerce.orders.models import Order
from dangol.commerce.orders.states import OrderState
from dangol.commerce.orders.views import order_block, state_text
from dangol.commerce.payments import repository as payment_rows
from dangol.commerce.payments.errors import NothingToPay
from dangol.commerce.payments.models import PaymentState
from dangol.commerce.payments.views import payment_block
from dangol.dialogue import ActionResult

_MOST_CHOICES = 5


async def own_orders(turn: Turn) -> list[Order]:
    """The orders this shopper may see without proof: placed in this very conversation's name, or vouched for by the shop's page."""
    reader = await turn.reader()
    found = list(await lookup.for_contact(reader, turn.contact.id))
    if turn.contact.customer_ref:
        found += await lookup.for_customer(reader, turn.contact.customer_ref)
    unique = {order.id: order for order in found}
    return sorted(unique.values(), key=lambda order: order.placed_at, reverse=True)


def _timeline(turn: Turn, order: Order) -> ActionResult:
    values = {"order_number": order.number, "state_text": state_text(order, turn.say, turn.lang)}
    block = order_block(order, turn.say, turn.lang, turn.shop.timezone)
    return ActionResult("found", values, (block,))


async def track_order(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Order state and timeline. Never says whether somebody else's order exists."""
    number = str(arguments.get("order_number") or "").strip()
    email = str(arguments.get("email") or "").strip()
    own = await own_orders(turn)
    if number:
        mine = next((order for order in own if lookup.same_number(order.number, number)), None)
        if mine is not None:
            return _timeline(turn, mine)
        if not email:
            return ActionResult("need_email", {"order_number": number})
        tx = await turn.transaction()
        try:
            order = await lookup.find_for_guest(tx, number, email, asker=turn.contact.id)
        except TooManyAttempts:
            return ActionResult("locked")
        if order is None:
            left = await lookup.attempts_left(tx, turn.contact.id)
            # Nobody is asked for a number that would not be looked at any more.
            return ActionResult("not_found", {"attempts_left": left}) if left else ActionResult("locked")
        return _timeline(turn, order)
    if len(own) == 1:
        return _timeline(turn, own[0])
    if own:
        choices = [
            {"value": order.number, "label": order.number, "detail": state_text(order, turn.say, turn.lang)}
            for order in own[:_MOST_CHOICES]
        ]
        return ActionResult("several", {"choices": choices})
    return ActionResult("need_number")


async def payment_link(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """A fresh payment link for an unpaid order of this shopper."""
    number = str(arguments.get("order_number") or "")
    own = await own_orders(turn)
    if number:
        own = [order for order in own if lookup.same_number(order.number, number)]
    order = next((order for order in own if order.state == OrderState.AWAITING_PAYMENT), own[0] if own else None)
    if order is None:
        return ActionResult("none")
    if order.state != OrderState.AWAITING_PAYMENT:
        gone = order.state in (OrderState.CANCELLED,)
        return ActionResult("lapsed" if gone else "paid", {"order_number": order.number})
    values = {"order_number": order.number, "total": order.total}
    for payment in await payment_rows.of_order(await turn.reader(), order.id):
        if payment.state is PaymentState.OPEN and payment.url and payment.pay_by > (await turn.reader()).now:
            return ActionResult("link", values, (payment_block(payment, turn.say, turn.lang, turn.shop.timezone),))
    try:
        await pay_again(await turn.transaction(), order.id, turn.rooms.terms(turn.lang).pay, order.number)
    except NothingToPay:
        return ActionResult("lapsed", {"order_number": order.number})
    return ActionResult("link", values)


ACTIONS: Mapping[str, Action] = {"track_order": track_order, "payment_link": payment_link}
