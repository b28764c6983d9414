"""The states of an order. They only move forward. Pure."""

from __future__ import annotations

from enum import StrEnum


class OrderState(StrEnum):
    """Where an order is."""

    AWAITING_PAYMENT = "awaiting_payment"
    IN_REVIEW = "in_review"
    PAID = "paid"
    PREPARING = "preparing"
    READY_FOR_PICKUP = "ready_for_pickup"
    SHIPPED = "shipped"
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELIVERED = "delivered"
    RETURN_REQUESTED = "return_requested"
    RETURNED = "returned"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"


_S = OrderState
_NEXT: dict[OrderState, frozenset[OrderState]] = {
    _S.AWAITING_PAYMENT: frozenset({_S.IN_REVIEW, _S.PAID, _S.CANCELLED}),
    _S.IN_REVIEW: frozenset({_S.PAID, _S.CANCELLED}),
    _S.PAID: frozenset(
        {_S.PREPARING, _S.READY_FOR_PICKUP, _S.SHIPPED, _S.OUT_FOR_DELIVERY, _S.DELIVERED, _S.CANCELLED, _S.REFUNDED}
    ),
    _S.PREPARING: frozenset(
        {_S.READY_FOR_PICKUP, _S.SHIPPED, _S.OUT_FOR_DELIVERY, _S.DELIVERED, _S.CANCELLED, _S.REFUNDED}
    ),
    _S.READY_FOR_PICKUP: frozenset({_S.DELIVERED, _S.CANCELLED, _S.REFUNDED}),
    _S.SHIPPED: frozenset({_S.OUT_FOR_DELIVERY, _S.DELIVERED, _S.REFUNDED}),
    _S.OUT_FOR_DELIVERY: frozenset({_S.DELIVERED, _S.REFUNDED}),
    _S.DELIVERED: frozenset({_S.RETURN_REQUESTED, _S.RETURNED, _S.REFUNDED}),
    _S.RETURN_REQUESTED: frozenset({_S.RETURNED, _S.REFUNDED}),
    _S.RETURNED: frozenset({_S.REFUNDED}),
    _S.CANCELLED: frozenset({_S.REFUNDED}),
    _S.REFUNDED: frozenset(),
}

WAY_OF_PARCEL = (_S.AWAITING_PAYMENT, _S.PAID, _S.PREPARING, _S.SHIPPED, _S.DELIVERED)
"""What a shopper sees as the way of a parcel."""
WAY_OF_PICKUP = (_S.AWAITING_PAYMENT, _S.PAID, _S.PREPARING, _S.READY_FOR_PICKUP, _S.DELIVERED)
"""What a shopper sees as the way of something to be picked up."""


def may_become(state: OrderState, wanted: OrderState) -> bool:
    """Whether an order in ``state`` may move to ``wanted``."""
    return wanted in _NEXT[state]
