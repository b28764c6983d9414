"""Who may know about an order. A wrong number and a wrong address are answered alike, and only so often."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import timedelta

from dangol.commerce.orders import repository
from dangol.commerce.orders.errors import TooManyAttempts
from dangol.commerce.orders.models import Order
from dangol.commerce.orders.numbers import is_short_for, number_key
from dangol.kit.ids import ContactId
from dangol.kit.text import fold
from dangol.runtime.database import Reader, Transaction

_WINDOW = timedelta(hours=1)
_PER_ASKER = 5
_PER_NUMBER = 20
_PER_ADDRESS = 50  # the latest orders of an address


async def find_for_guest(tx: Transaction, number: str, email: str, *, asker: str) -> Order | None:
    """The order with this number if it was placed with this address; None alike for everything else.

    ``asker`` names who asks (a contact's or visitor's id). After five wrong tries in an hour, or twenty by anybody for one number, it
    raises ``TooManyAttempts``, whether or not the last try would have been right. The count is kept when the caller commits:
    let the transaction end normally after a None.
    """
    since = tx.now - _WINDOW
    keys = (f"asker:{asker}"[:120], f"number:{number_key(number)}")
    for key, limit in zip(keys, (_PER_ASKER, _PER_NUMBER), strict=True):
        failures, began = await repository.lookup_failures(tx, key, since)
        if failures >= limit and began is not None:
            wait = max(1, int((began + _WINDOW - tx.now).total_seconds()))
            raise TooManyAttempts(
                "Too many order numbers were tried.", cure="Wait a while, or ask a person.", after=wait
            )
    order = await repository.by_number(tx, number)
    given = fold(email).encode()
    held = fold(order.email).encode() if order else b"\0"
    if hmac.compare_digest(given, held) and order is not None:
        return order
    # The letters of a number are often left out: among the orders of this very address one may be meant all the same.
    short = named(await repository.by_email(tx, email, _PER_ADDRESS), number)
    if short is not None:
        return short
    for key in keys:
        await repository.count_lookup_failure(tx, key, since)
    return None


async def proved(reader: Reader, number: str) -> Order | None:
    """The order of this very number, for whoever has named its address in the same conversation already."""
    return await repository.by_number(reader, number)


async def for_contact(reader: Reader, contact_id: ContactId, limit: int = 10) -> Sequence[Order]:
    """The orders of a contact whose identity is proven, newest first."""
    return await repository.for_contact(reader, contact_id, limit)


async def for_customer(reader: Reader, customer_ref: str, limit: int = 10) -> Sequence[Order]:
    """The orders of the shop's own customer ``customer_ref``, vouched for by its page, newest first."""
    return await repository.for_customer(reader, customer_ref, limit)


def named(orders: Sequence[Order], number: str) -> Order | None:
    """The one of ``orders`` that ``number`` names, in any spelling, or else as people shorten it; none where several are called so."""
    whole = next((order for order in orders if same_number(order.number, number)), None)
    short = [order for order in orders if is_short_for(number, order.number)]
    return whole or (short[0] if len(short) == 1 else None)


def same_number(one: str, other: str) -> bool:
    """Whether two texts spell the same order number."""
    return bool(number_key(one)) and number_key(one) == number_key(other)


async def attempts_left(reader: Reader, asker: str) -> int:
    """How many wrong tries ``asker`` has left this hour."""
    failures, _ = await repository.lookup_failures(reader, f"asker:{asker}"[:120], reader.now - _WINDOW)
    return max(0, _PER_ASKER - failures)


async def own_order(reader: Reader, contact_id: ContactId, number: str) -> Order | None:
    """One order by number, if it is this contact's."""
    order = await repository.by_number(reader, number)
    return order if order is not None and order.contact_id == contact_id else None
