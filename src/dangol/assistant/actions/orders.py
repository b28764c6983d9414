"""After the order: where it is, paying it once more, and the same again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from dangol.assistant.actions.own_cart import own_cart
from dangol.assistant.work import Action, Turn
from dangol.commerce.cart import actions as cart
from dangol.commerce.cart.errors import CartFull, FewerLeft, NotForSale, QuantityRefused, SoldOut
from dangol.commerce.cart.views import cart_block
from dangol.commerce.checkout.views import working_days
from dangol.commerce.orders import lookup
from dangol.commerce.orders.actions import pay_again
from dangol.commerce.orders.errors import TooManyAttempts
from dangol.commerce.orders.models import Order, OrderLine
from dangol.commerce.orders.states import OrderState
from dangol.commerce.orders.views import is_pickup, order_block, state_text
from dangol.commerce.payments import repository as payment_rows
from dangol.commerce.payments.errors import NothingToPay
from dangol.commerce.payments.models import PaymentState
from dangol.commerce.payments.views import payment_block
from dangol.conversations.events import QuestionLeft
from dangol.dialogue import ActionResult
from dangol.kit.ids import VariantId
from dangol.nlu.order_wishes import hides_prices, is_wish
from dangol.runtime.outbox import emit

_MOST_CHOICES = 5
_MOST_WISHES = 5
_ANOTHER = re.compile(
    r"\b(?:another|others?|different|second)\b|다른|또\s?하나|別の|他の|ほかの|もう一つ|もうひとつ", re.IGNORECASE
)
_NOT_ON_ITS_WAY = (OrderState.AWAITING_PAYMENT, OrderState.IN_REVIEW, OrderState.PAID, OrderState.PREPARING)
_CAME_TO_NOTHING = (OrderState.AWAITING_PAYMENT, OrderState.CANCELLED)


async def own_orders(turn: Turn) -> list[Order]:
    """The orders this shopper may see without proof: placed in this very conversation's name, or vouched for by the shop's page."""
    reader = await turn.reader()
    found = list(await lookup.for_contact(reader, turn.contact.id))
    if turn.contact.customer_ref:
        found += await lookup.for_customer(reader, turn.contact.customer_ref)
    unique = {order.id: order for order in found}
    return sorted(unique.values(), key=lambda order: order.placed_at, reverse=True)


def _timeline(turn: Turn, order: Order) -> ActionResult:
    values = {
        "order_number": order.number,
        "state_text": state_text(order, turn.say, turn.lang),
        "days": _days(turn, order),
        "tracking": order.shipments[-1].tracking_number if order.shipments else None,
    }
    block = order_block(order, turn.say, turn.lang, turn.shop.timezone)
    return ActionResult("found", values, (block,), remember={"order_seen": order.number})


def _days(turn: Turn, order: Order) -> str:
    """How long the way that was chosen takes, while the order is not on it yet; empty where that is not known."""
    days = (order.delivery or {}).get("days")
    if order.state not in _NOT_ON_ITS_WAY or is_pickup(order) or not days:
        return ""
    least, most = days
    return working_days((least, most), turn.say)


async def _seen(turn: Turn, number: str) -> Order | None:
    """The order that was shown in this conversation last, where that is the one meant: *and when will it arrive?* Nobody proves twice what
    stands in the conversation already."""
    seen = turn.facts.get("order_seen")
    if not isinstance(seen, str) or _ANOTHER.search(turn.text) or (number and not lookup.same_number(seen, number)):
        return None
    return await lookup.proved(await turn.reader(), seen)


async def _by_number(turn: Turn, number: str, email: str, own: Sequence[Order]) -> Order | ActionResult:
    """The order with that number if it may be seen, or what is still to be asked. Never says whether somebody else's order exists."""
    mine = lookup.named(own, number)
    if mine is not None:
        return mine
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
    return order


def _named(arguments: Mapping[str, Any]) -> tuple[str, str]:
    return str(arguments.get("order_number") or "").strip(), str(arguments.get("email") or "").strip()


async def track_order(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Order state and timeline. Never says whether somebody else's order exists."""
    number, email = _named(arguments)
    own = await own_orders(turn)
    if not email and (not own or number) and (seen := await _seen(turn, number)) is not None:
        return _timeline(turn, seen)
    if number:
        found = await _by_number(turn, number, email, own)
        return found if isinstance(found, ActionResult) else _timeline(turn, found)
    if len(own) == 1:
        return _timeline(turn, own[0])
    if own:
        return ActionResult("several", {"choices": _as_choices(turn, own)})
    return ActionResult("need_number")


async def orders_meant(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Which of the shopper's own orders a wish is about: the one named, the only one, the only one with that product."""
    number, _ = _named(arguments)
    if number:
        return ActionResult("one", {"order_number": number})
    own = await own_orders(turn)
    row = str(arguments.get("product") or "")
    with_it = [order for order in own if row and any(_is_of(line, row) for line in order.lines)]
    meant = with_it or own
    if len(meant) == 1:
        return ActionResult("one", {"order_number": meant[0].number})
    return ActionResult("several", {"choices": _as_choices(turn, meant)}) if meant else ActionResult("none")


async def keep_wish(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Keep how an order is to be packed, delivered or billed: for one that is about to be sent, or else for the next one placed here."""
    words = str(arguments.get("words") or "")
    if not words or not is_wish(words):
        return ActionResult("none")
    answerable = not hides_prices(words)
    before = [order for order in await own_orders(turn) if order.state in _NOT_ON_ITS_WAY]
    if before and not (await own_cart(turn)).lines:
        await pass_wishes_on(turn, [words], before[0].number)
        return ActionResult("kept", {"order_number": before[0].number, "answerable": answerable})
    wishes = wishes_of(turn)
    kept = [*(wish for wish in wishes if wish != words), words][-_MOST_WISHES:]
    values = {"order_number": None, "answerable": answerable}
    return ActionResult("kept", values, remember={"order_wishes": kept})


def wishes_of(turn: Turn) -> list[str]:
    """What was wished in this conversation for the next order, in the shopper's words."""
    kept = turn.facts.get("order_wishes")
    return [str(wish) for wish in kept] if isinstance(kept, (list, tuple)) else []


async def pass_wishes_on(turn: Turn, wishes: Sequence[str], number: str) -> None:
    """Lay what was wished for an order before whoever packs it, with its number."""
    told = QuestionLeft(turn.conversation.id, "order_wish", "\n".join(wishes)[:4000], None, {"order_number": number})
    await emit(await turn.transaction(), told, key=f"desk:{turn.conversation.id}")


def _is_of(line: OrderLine, row: str) -> bool:
    """Whether an order's line is the product, or the version of it, that ``row`` names."""
    kind, _, wanted = row.partition(":")
    return wanted == (line.product_id if kind == "product" else line.variant_id)


def _as_choices(turn: Turn, orders: Sequence[Order]) -> list[dict[str, Any]]:
    return [
        {"value": order.number, "label": order.number, "detail": state_text(order, turn.say, turn.lang)}
        for order in orders[:_MOST_CHOICES]
    ]


async def payment_link(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """A fresh payment link for an unpaid order of this shopper."""
    number = str(arguments.get("order_number") or "")
    own = await own_orders(turn)
    if number:
        mine = lookup.named(own, number)
        own = [mine] if mine is not None else []
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


async def order_payment(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """How far an order's payment is. Nothing is asked of the gateway for it: who only wants to know pays nothing."""
    number = str(arguments.get("order_number") or "")
    own = await own_orders(turn)
    order = lookup.named(own, number) if number else next(iter(own), None)
    if order is None and (seen := turn.facts.get("order_seen")) and (not number or lookup.same_number(seen, number)):
        order = await lookup.proved(await turn.reader(), str(seen))
    if order is None:
        return ActionResult("none")
    values = {"order_number": order.number}
    if order.state == OrderState.CANCELLED:
        return ActionResult("lapsed", values)
    if order.state != OrderState.AWAITING_PAYMENT:
        return ActionResult("paid", values)
    reader = await turn.reader()
    blocks = tuple(
        payment_block(payment, turn.say, turn.lang, turn.shop.timezone)
        for payment in await payment_rows.of_order(reader, order.id)
        if payment.state is PaymentState.OPEN and payment.url and payment.pay_by > reader.now
    )
    return ActionResult("due", {**values, "total": order.total}, blocks[-1:])


async def unsent_order(turn: Turn) -> str | None:
    """The number of the order that was placed or shown in this conversation, or else of this shopper's latest that is not on its way."""
    seen = turn.facts.get("order_seen")
    if isinstance(seen, str):
        return seen
    return next((order.number for order in await own_orders(turn) if order.state in _NOT_ON_ITS_WAY), None)


async def order_again(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Put what an earlier order had into the cart, at today's prices: the order named, or else the last one that came to something."""
    number, email = _named(arguments)
    own = await own_orders(turn)
    if number:
        found = await _by_number(turn, number, email, own)
        if isinstance(found, ActionResult):
            return found
    elif own:
        found = next((order for order in own if order.state not in _CAME_TO_NOTHING), own[0])
    else:
        return ActionResult("need_number")
    put = [await _put_again(turn, line) for line in found.lines]
    missing = [line.title(turn.lang) for line, got in zip(found.lines, put, strict=True) if got < line.quantity]
    values: dict[str, Any] = {"order_number": found.number, "date": found.placed_at, "missing": missing}
    if not any(put):
        return ActionResult("gone", values)
    priced = await own_cart(turn)
    values |= {"count": priced.count, "total": priced.total}
    return ActionResult("some" if missing else "added", values, (cart_block(priced, turn.say, turn.lang),))


async def _put_again(turn: Turn, line: OrderLine) -> int:
    """How many of an order's line were put into the cart again: all of them, or what is left."""
    if line.variant_id is None:
        return 0
    variant, contact = VariantId(line.variant_id), turn.contact.id
    tx = await turn.transaction()
    left = line.quantity
    while left:
        try:
            async with tx.connection.begin_nested():
                await cart.add(tx, contact, variant, left, currency=turn.currency)
        except FewerLeft as fact:
            left = max(0, min(left - 1, int(fact.data["available"]) - int(fact.data["in_cart"])))
        except (SoldOut, NotForSale, CartFull, QuantityRefused):
            return 0
        else:
            return left
    return 0


ACTIONS: Mapping[str, Action] = {
    "track_order": track_order,
    "orders_meant": orders_meant,
    "keep_wish": keep_wish,
    "payment_link": payment_link,
    "order_payment": order_payment,
    "order_again": order_again,
}
