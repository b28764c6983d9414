"""An order as blocks of a message: where it is, and what was ordered. Pure; ``zone`` is the reader's time zone."""

from __future__ import annotations

from collections.abc import Callable

from dangol.commerce.cart.views import discount_line, picture, price
from dangol.commerce.orders.models import Order
from dangol.commerce.orders.states import WAY_OF_PARCEL, WAY_OF_PICKUP, OrderState
from dangol.commerce.payments.views import when
from dangol.kit.money import Money
from dangol.messages.content import Button, CartLine, CartView, OrderTimeline, TimelineStep, TotalLine

Say = Callable[..., str]
_FAILED = (OrderState.CANCELLED, OrderState.REFUNDED)
_ENDS = (OrderState.DELIVERED, OrderState.RETURNED, *_FAILED)
# What else happened to an order and is worth a line of its own.
_NOTES = ("payment_refused", "money_returning", "money_returned", "delayed")


def state_text(order: Order, say: Say, lang: str) -> str:
    """Where the order is, in a sentence."""
    name = order.delivery.get("name", {}) if order.delivery else {}
    method = name.get(lang) or next(iter(name.values()), "")
    carrier = order.shipments[-1].carrier if order.shipments else ""
    if order.state == OrderState.DELIVERED and is_pickup(order):
        return say("order.state.picked_up")
    return say(f"order.state.{order.state}", carrier=carrier or method, method=method)


def is_pickup(order: Order) -> bool:
    """Whether the shopper comes to get it."""
    return bool(order.delivery and order.delivery.get("kind") == "pickup")


def order_block(order: Order, say: Say, lang: str, zone: str, *, buttons: tuple[Button, ...] = ()) -> OrderTimeline:
    """The order's way with the times known, its lines and totals, and the link to its parcel."""
    shipment = order.shipments[-1] if order.shipments else None
    tracking = None
    if shipment is not None and shipment.url and shipment.url.startswith(("https://", "http://")):
        tracking = Button(label=say("order.track_at", carrier=shipment.carrier), url=shipment.url)
    state = state_text(order, say, lang)
    return OrderTimeline(
        order_number=order.number,
        title=say("order.title", number=order.number),
        state_text=state[:1].upper() + state[1:],  # it stands alone here, in a sentence elsewhere
        steps=_steps(order, say, lang, zone),
        lines=order_lines(order, lang),
        totals=order_totals(order, say, lang),
        tracking=tracking,
        test=order.test,
        buttons=buttons,
    )


def receipt_block(order: Order, say: Say, lang: str) -> CartView:
    """What was ordered, as a cart nobody edits any more."""
    note = say("order.test_note") if order.test else None
    return CartView(
        order_number=order.number,
        lines=order_lines(order, lang),
        totals=order_totals(order, say, lang),
        note=note,
        editable=False,
    )


def order_lines(order: Order, lang: str) -> tuple[CartLine, ...]:
    """The lines as they were bought."""
    return tuple(
        CartLine(
            line_id=line.id,
            variant_id=line.variant_id or "",
            title=line.title(lang),
            options_text=line.options.get(lang) or next(iter(line.options.values()), None),
            image=picture(line.image, line.title(lang), lang),
            quantity=line.quantity,
            unit_price=price(line.unit, lang),
            total=price(line.total, lang),
        )
        for line in order.lines
    )


def order_totals(order: Order, say: Say, lang: str) -> tuple[TotalLine, ...]:
    """The rows under the lines."""
    rows = [TotalLine(kind="subtotal", label=say("total.subtotal"), price=price(order.subtotal, lang))]
    if order.discount.amount:
        less = TotalLine(kind="discount", label=say("total.discount"), price=price(-order.discount, lang))
        rows.append(discount_line(order.coupon["code"], order.discount, say, lang) if order.coupon else less)
    if order.delivery or order.delivery_price.amount:
        name = order.delivery.get("name", {}) if order.delivery else {}
        method = name.get(lang) or next(iter(name.values()), "")
        label = say("total.delivery", method=method) if method else say("total.delivery_plain")
        rows.append(TotalLine(kind="delivery", label=label, price=price(order.delivery_price, lang)))
    if order.tax.amount:
        label = say("total.tax_included" if order.tax_included else "total.tax")
        rows.append(TotalLine(kind="tax", label=label, price=price(order.tax, lang)))
    rows.append(TotalLine(kind="total", label=say("total.total"), price=price(order.total, lang)))
    return tuple(rows)


def _steps(order: Order, say: Say, lang: str, zone: str) -> tuple[TimelineStep, ...]:
    """The way an order usually goes, marked where this one is; what was out of the ordinary in between, by its time."""
    pickup = is_pickup(order)
    way = WAY_OF_PICKUP if pickup else WAY_OF_PARCEL
    states = {entry.kind: entry for entry in order.entries if entry.kind in OrderState.__members__.values()}
    steps: list[TimelineStep] = []
    past = [
        entry
        for entry in order.entries
        if entry.kind in _NOTES or (entry.kind in states and states[entry.kind] is entry)
    ]
    for number, entry in enumerate(past, 1):
        last = number == len(past)
        failed = entry.kind in _FAILED or entry.kind == "payment_refused"
        current = last and not failed and not _is_end(order.state)
        amount = ""
        if isinstance(entry.data.get("amount"), int) and isinstance(entry.data.get("currency"), str):
            amount = Money(entry.data["amount"], entry.data["currency"]).format(lang)
        steps.append(
            TimelineStep(
                label=_label(entry.kind, pickup, say, amount=amount),
                at=when(entry.at, lang, zone),
                state="failed" if failed else "current" if current else "done",
            )
        )
    if not _is_end(order.state):
        reached = way.index(order.state) if order.state in way else _nearest(order.state, way)
        if order.state not in states:
            steps.append(TimelineStep(label=_label(order.state, pickup, say), state="current"))
        steps += [TimelineStep(label=_label(state, pickup, say), state="ahead") for state in way[reached + 1 :]]
    elif order.state not in states:
        ended = "failed" if order.state in _FAILED else "done"
        steps.append(TimelineStep(label=_label(order.state, pickup, say), state=ended))
    return tuple(steps)


def _label(kind: str, pickup: bool, say: Say, *, amount: str = "") -> str:
    if kind == OrderState.DELIVERED and pickup:
        return say("order.step.picked_up")
    return say(f"order.step.{kind}", amount=amount)


def _is_end(state: OrderState) -> bool:
    return state in _ENDS


def _nearest(state: OrderState, way: tuple[OrderState, ...]) -> int:
    """The last step of ``way`` that lies behind a state outside it."""
    order = list(OrderState)
    return max(number for number, step in enumerate(way) if order.index(step) <= order.index(state))
