"""Every query on carts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.engine import Row
from sqlalchemy.exc import IntegrityError

from dangol.commerce.cart.models import Cart, CartState, Line, cart_lines, carts
from dangol.kit.ids import CartId, ContactId, VariantId, new_id
from dangol.runtime.database import Reader, Transaction

_OPEN_CART = select(carts).where(carts.c.contact_id == bindparam("contact"), carts.c.state == "open")
_LOCKED_OPEN_CART = _OPEN_CART.with_for_update()
_LINES = (
    select(cart_lines).where(cart_lines.c.cart_id == bindparam("cart")).order_by(cart_lines.c.added_at, cart_lines.c.id)
)
_OPEN_VARIANTS = (
    select(cart_lines.c.variant_id)
    .join(carts, carts.c.id == cart_lines.c.cart_id)
    .where(carts.c.contact_id == bindparam("contact"), carts.c.state == "open")
    .order_by(cart_lines.c.added_at, cart_lines.c.id)
)


def _cart(row: Row[Any]) -> Cart:
    return Cart(
        CartId(row.id),
        ContactId(row.contact_id),
        cast(CartState, row.state),
        int(row.version),
        row.updated_at,
        row.coupon,
    )


async def open_cart(reader: Reader, contact_id: ContactId) -> Cart | None:
    """The contact's open cart, if there is one."""
    row = await reader.first(_OPEN_CART, {"contact": contact_id})
    return _cart(row) if row else None


async def open_variants(reader: Reader, contact_id: ContactId) -> list[VariantId]:
    """The variants in the contact's open cart, in the order they were added."""
    return [VariantId(row.variant_id) for row in await reader.all(_OPEN_VARIANTS, {"contact": contact_id})]


async def lock_open_cart(tx: Transaction, contact_id: ContactId) -> Cart | None:
    """The contact's open cart, held until the transaction ends."""
    row = await tx.first(_LOCKED_OPEN_CART, {"contact": contact_id})
    return _cart(row) if row else None


async def lock_cart(tx: Transaction, cart_id: CartId) -> Cart | None:
    """A cart by id, held until the transaction ends."""
    row = await tx.first(select(carts).where(carts.c.id == cart_id).with_for_update())
    return _cart(row) if row else None


async def lock_or_create(tx: Transaction, contact_id: ContactId) -> Cart:
    """The contact's open cart, held until the transaction ends; made if there is none."""
    cart = await lock_open_cart(tx, contact_id)
    if cart is not None:
        return cart
    cart_id = CartId(new_id("crt"))
    row = {"id": cart_id, "contact_id": contact_id, "state": "open", "version": 0}
    try:
        async with tx.connection.begin_nested():
            await tx.execute(insert(carts).values(**row, created_at=tx.now, updated_at=tx.now))
    except IntegrityError:
        # Another process made it at the same instant; it is committed by the time we are told so.
        cart = await lock_open_cart(tx, contact_id)
        if cart is not None:
            return cart
        raise
    return Cart(cart_id, contact_id, "open", 0, tx.now)


async def lines_of(reader: Reader, cart_id: CartId) -> Sequence[Line]:
    """The cart's lines in the order they were added."""
    rows = await reader.all(_LINES, {"cart": cart_id})
    return [
        Line(row.id, cart_id, VariantId(row.variant_id), int(row.quantity), int(row.seen_amount), row.currency)
        for row in rows
    ]


async def insert_line(
    tx: Transaction, cart_id: CartId, variant_id: VariantId, quantity: int, seen_amount: int, currency: str
) -> str:
    """A new line; its id."""
    line_id = new_id("lin")
    await tx.execute(
        insert(cart_lines).values(
            id=line_id,
            cart_id=cart_id,
            variant_id=variant_id,
            quantity=quantity,
            seen_amount=seen_amount,
            currency=currency,
            added_at=tx.now,
        )
    )
    return line_id


async def update_line(tx: Transaction, line_id: str, quantity: int, seen_amount: int, currency: str) -> None:
    """Another quantity, and the price seen with it."""
    await tx.execute(
        update(cart_lines)
        .where(cart_lines.c.id == line_id)
        .values(quantity=quantity, seen_amount=seen_amount, currency=currency)
    )


async def delete_lines(tx: Transaction, cart_id: CartId, line_id: str | None = None) -> int:
    """Take one line out, or all; how many went."""
    statement = delete(cart_lines).where(cart_lines.c.cart_id == cart_id)
    if line_id is not None:
        statement = statement.where(cart_lines.c.id == line_id)
    return (await tx.execute(statement)).rowcount


async def set_coupon(tx: Transaction, cart_id: CartId, code: str | None) -> None:
    """The code the cart's owner wants to use, or none any more."""
    await tx.execute(update(carts).where(carts.c.id == cart_id).values(coupon=code))


async def touch(tx: Transaction, cart_id: CartId, *, state: CartState = "open") -> int:
    """Count a change; the new version."""
    await tx.execute(
        update(carts).where(carts.c.id == cart_id).values(version=carts.c.version + 1, updated_at=tx.now, state=state)
    )
    return int(await tx.scalar(select(carts.c.version).where(carts.c.id == cart_id)))
