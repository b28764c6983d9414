"""Every query on checkouts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Row

from dangol.commerce.checkout.addresses import Address
from dangol.commerce.checkout.models import Checkout, CheckoutLine, CheckoutState, checkouts
from dangol.commerce.promotions.coupons import Reduction
from dangol.kit.ids import CartId, CheckoutId, ContactId, ConversationId, OrderId, new_id
from dangol.runtime.database import Reader, Transaction


def _checkout(row: Row[Any]) -> Checkout:
    return Checkout(
        id=CheckoutId(row.id),
        cart_id=CartId(row.cart_id),
        cart_version=int(row.cart_version),
        contact_id=ContactId(row.contact_id),
        conversation_id=ConversationId(row.conversation_id) if row.conversation_id else None,
        lang=row.lang,
        currency=row.currency,
        lines=tuple(CheckoutLine.from_json(line) for line in row.lines),
        email=row.email,
        phone=row.phone,
        name=row.name,
        country=row.country,
        address=Address.from_json(row.address) if row.address else None,
        delivery_id=row.delivery_id,
        delivery_amount=None if row.delivery_amount is None else int(row.delivery_amount),
        state=cast(CheckoutState, row.state),
        order_id=OrderId(row.order_id) if row.order_id else None,
        expires_at=row.expires_at,
        coupon=Reduction.from_json(row.coupon) if row.coupon else None,
    )


async def insert_checkout(tx: Transaction, **values: Any) -> CheckoutId:
    """A new open checkout; its id."""
    checkout_id = CheckoutId(new_id("chk"))
    await tx.execute(
        insert(checkouts).values(id=checkout_id, state="open", created_at=tx.now, updated_at=tx.now, **values)
    )
    return checkout_id


async def get(reader: Reader, checkout_id: CheckoutId) -> Checkout | None:
    """One checkout."""
    row = await reader.first(select(checkouts).where(checkouts.c.id == checkout_id))
    return _checkout(row) if row else None


async def lock(tx: Transaction, checkout_id: CheckoutId) -> Checkout | None:
    """One checkout, held until the transaction ends."""
    row = await tx.first(select(checkouts).where(checkouts.c.id == checkout_id).with_for_update())
    return _checkout(row) if row else None


async def open_of_cart(tx: Transaction, cart_id: CartId) -> Checkout | None:
    """The cart's open checkout, held until the transaction ends."""
    row = await tx.first(
        select(checkouts).where(checkouts.c.cart_id == cart_id, checkouts.c.state == "open").with_for_update()
    )
    return _checkout(row) if row else None


async def last_of_contact(reader: Reader, contact_id: ContactId) -> Checkout | None:
    """The contact's latest checkout that became an order: its address is offered again."""
    row = await reader.first(
        select(checkouts)
        .where(checkouts.c.contact_id == contact_id, checkouts.c.state == "placed")
        .order_by(checkouts.c.updated_at.desc())
        .limit(1)
    )
    return _checkout(row) if row else None


async def newest(reader: Reader, limit: int) -> Sequence[Checkout]:
    """The shop's checkouts, latest change first."""
    rows = await reader.all(select(checkouts).order_by(checkouts.c.updated_at.desc()).limit(limit))
    return [_checkout(row) for row in rows]


async def update_checkout(tx: Transaction, checkout_id: CheckoutId, **values: Any) -> None:
    """Change a checkout's row."""
    await tx.execute(update(checkouts).where(checkouts.c.id == checkout_id).values(updated_at=tx.now, **values))


async def expire_before(tx: Transaction, at: datetime) -> int:
    """Close open checkouts that ran out before ``at``; how many."""
    result = await tx.execute(
        update(checkouts).where(checkouts.c.state == "open", checkouts.c.expires_at < at).values(state="expired")
    )
    return result.rowcount
