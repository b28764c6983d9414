"""Every query on orders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Row
from sqlalchemy.exc import IntegrityError

from dangol.commerce.orders.models import (
    Entry,
    NewOrder,
    Order,
    OrderLine,
    Shipment,
    order_entries,
    order_lines,
    order_lookups,
    order_shipments,
    orders,
)
from dangol.commerce.orders.numbers import new_number, number_key
from dangol.commerce.orders.states import OrderState
from dangol.kit.ids import ContactId, ConversationId, OrderId, new_id
from dangol.kit.money import Money
from dangol.kit.text import fold
from dangol.runtime.database import Reader, Transaction


async def insert_order(tx: Transaction, new: NewOrder) -> OrderId:
    """Store an order with its lines; a number is found for it unless it has one."""
    order_id = OrderId(new_id("ord"))
    number = new.number or await _free_number(tx)
    await tx.execute(insert(orders).values(id=order_id, **_columns(tx, new, number)))
    await insert_lines(tx, order_id, new)
    return order_id


async def replace_order(tx: Transaction, order_id: OrderId, new: NewOrder) -> None:
    """Write an imported order anew under its id. Its parts were dropped before (``forget_parts``)."""
    await tx.execute(update(orders).where(orders.c.id == order_id).values(**_columns(tx, new, new.number or "")))
    await insert_lines(tx, order_id, new)


def _columns(tx: Transaction, new: NewOrder, number: str) -> dict[str, Any]:
    return {
        "number": number,
        "number_key": number_key(number),
        "contact_id": new.contact_id,
        "conversation_id": new.conversation_id,
        "checkout_id": new.checkout_id,
        "customer_ref": new.customer_ref,
        "lang": new.lang,
        "currency": new.currency,
        "subtotal_amount": new.subtotal_amount,
        "discount_amount": new.discount_amount,
        "coupon": dict(new.coupon) if new.coupon else None,
        "delivery_amount": new.delivery_amount,
        "tax_amount": new.tax_amount,
        "tax_included": new.tax_included,
        "total_amount": new.total_amount,
        "email": new.email,
        "email_key": fold(new.email),
        "phone": new.phone,
        "name": new.name,
        "address": dict(new.address) if new.address else None,
        "delivery": dict(new.delivery) if new.delivery else None,
        "state": str(new.state),
        "test": new.test,
        "source": new.source,
        "pay_by": new.pay_by,
        "placed_at": new.placed_at or tx.now,
        "updated_at": tx.now,
    }


async def insert_lines(tx: Transaction, order_id: OrderId, new: NewOrder) -> None:
    """Store the lines of ``new``."""
    rows = [
        {
            "id": new_id("oln"),
            "order_id": order_id,
            "position": position,
            "variant_id": line.variant_id,
            "product_id": line.product_id,
            "sku": line.sku,
            "titles": dict(line.titles),
            "options": dict(line.options or {}),
            "image": dict(line.image) if line.image else None,
            "quantity": line.quantity,
            "unit_amount": line.unit_amount,
            "total_amount": line.total_amount,
            "discount_amount": line.discount_amount,
            "tax_amount": line.tax_amount,
            "currency": new.currency,
        }
        for position, line in enumerate(new.lines, 1)
    ]
    await tx.execute(insert(order_lines), rows)


async def _free_number(tx: Transaction) -> str:
    while True:
        number = new_number(tx.now)
        taken = await tx.scalar(select(orders.c.id).where(orders.c.number_key == number_key(number)))
        if taken is None:
            return number


async def lock(tx: Transaction, order_id: OrderId) -> bool:
    """Hold the order until the transaction ends; whether there is one."""
    return await tx.scalar(select(orders.c.id).where(orders.c.id == order_id).with_for_update()) is not None


async def get(reader: Reader, order_id: OrderId) -> Order | None:
    """One order."""
    found = await _load(reader, await reader.all(select(orders).where(orders.c.id == order_id)))
    return found[0] if found else None


async def by_number(reader: Reader, number: str) -> Order | None:
    """One order by any spelling of its number."""
    found = await _load(reader, await reader.all(select(orders).where(orders.c.number_key == number_key(number))))
    return found[0] if found else None


async def by_email(reader: Reader, email: str, limit: int) -> Sequence[Order]:
    """The orders placed with an address, newest first."""
    statement = select(orders).where(orders.c.email_key == fold(email)).order_by(orders.c.placed_at.desc()).limit(limit)
    return await _load(reader, await reader.all(statement))


async def by_checkout(reader: Reader, checkout_id: str) -> Order | None:
    """The order a checkout became."""
    found = await _load(reader, await reader.all(select(orders).where(orders.c.checkout_id == checkout_id)))
    return found[0] if found else None


async def for_contact(reader: Reader, contact_id: ContactId, limit: int) -> Sequence[Order]:
    """A contact's orders, newest first."""
    statement = select(orders).where(orders.c.contact_id == contact_id).order_by(orders.c.placed_at.desc()).limit(limit)
    return await _load(reader, await reader.all(statement))


async def for_customer(reader: Reader, customer_ref: str, limit: int) -> Sequence[Order]:
    """The orders of the shop's own customer, newest first."""
    mine = orders.c.customer_ref == customer_ref
    return await _load(
        reader, await reader.all(select(orders).where(mine).order_by(orders.c.placed_at.desc()).limit(limit))
    )


async def newest(
    reader: Reader, limit: int, before: datetime | None = None, state: OrderState | None = None
) -> Sequence[Order]:
    """The shop's orders, newest first."""
    statement = select(orders).order_by(orders.c.placed_at.desc(), orders.c.id.desc()).limit(limit)
    if before is not None:
        statement = statement.where(orders.c.placed_at < before)
    if state is not None:
        statement = statement.where(orders.c.state == str(state))
    return await _load(reader, await reader.all(statement))


async def due_to_expire(reader: Reader, at: datetime, limit: int) -> Sequence[OrderId]:
    """Orders whose time to pay has run out at ``at``."""
    rows = await reader.all(
        select(orders.c.id)
        .where(orders.c.state == str(OrderState.AWAITING_PAYMENT), orders.c.pay_by < at)
        .order_by(orders.c.pay_by)
        .limit(limit)
    )
    return [OrderId(row.id) for row in rows]


async def set_state(tx: Transaction, order_id: OrderId, state: OrderState) -> None:
    """Write another state (who may is ``actions.move``'s business)."""
    await tx.execute(update(orders).where(orders.c.id == order_id).values(state=str(state), updated_at=tx.now))


async def add_entry(
    tx: Transaction, order_id: OrderId, kind: str, at: datetime, data: Mapping[str, Any] | None = None
) -> None:
    """Add to the order's timeline."""
    last = await tx.scalar(select(func.max(order_entries.c.seq)).where(order_entries.c.order_id == order_id))
    await tx.execute(
        insert(order_entries).values(
            id=new_id("oen"),
            order_id=order_id,
            seq=(last or 0) + 1,
            kind=kind,
            at=at,
            data=dict(data) if data else None,
        )
    )


async def add_shipment(
    tx: Transaction, order_id: OrderId, carrier: str, tracking_number: str | None, url: str | None, at: datetime
) -> None:
    """Note a parcel."""
    await tx.execute(
        insert(order_shipments).values(
            id=new_id("shp"), order_id=order_id, carrier=carrier, tracking_number=tracking_number, url=url, at=at
        )
    )


async def forget_parts(tx: Transaction, order_id: OrderId) -> None:
    """Drop lines, timeline and shipments: an import is about to write them anew."""
    for table in (order_lines, order_entries, order_shipments):
        await tx.execute(delete(table).where(table.c.order_id == order_id))


async def lookup_failures(reader: Reader, asker: str, since: datetime) -> tuple[int, datetime | None]:
    """How often ``asker`` was wrong in the window that began after ``since``, and when it began."""
    row = await reader.first(
        select(order_lookups.c.failures, order_lookups.c.since).where(
            order_lookups.c.asker == asker, order_lookups.c.since > since
        )
    )
    return (int(row.failures), row.since) if row else (0, None)


async def count_lookup_failure(tx: Transaction, asker: str, since: datetime) -> None:
    """Count one more; a window older than ``since`` begins anew."""
    mine = order_lookups.c.asker == asker
    try:
        async with tx.connection.begin_nested():
            await tx.execute(insert(order_lookups).values(asker=asker, since=tx.now, failures=0))
    except IntegrityError:
        await tx.execute(
            update(order_lookups).where(mine, order_lookups.c.since <= since).values(since=tx.now, failures=0)
        )
    await tx.execute(update(order_lookups).where(mine).values(failures=order_lookups.c.failures + 1))


async def _load(reader: Reader, rows: Sequence[Row[Any]]) -> list[Order]:
    if not rows:
        return []
    ids = [row.id for row in rows]
    lines: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in await reader.all(
        select(order_lines).where(order_lines.c.order_id.in_(ids)).order_by(order_lines.c.position)
    ):
        lines[row.order_id].append(row)
    entries: dict[str, list[Entry]] = defaultdict(list)
    for row in await reader.all(
        select(order_entries).where(order_entries.c.order_id.in_(ids)).order_by(order_entries.c.seq)
    ):
        entries[row.order_id].append(Entry(row.kind, row.at, row.data or {}))
    shipments: dict[str, list[Shipment]] = defaultdict(list)
    for row in await reader.all(
        select(order_shipments).where(order_shipments.c.order_id.in_(ids)).order_by(order_shipments.c.at)
    ):
        shipments[row.order_id].append(Shipment(row.carrier, row.tracking_number, row.url, row.at))
    return [_order(row, lines[row.id], entries[row.id], shipments[row.id]) for row in rows]


def _order(row: Row[Any], lines: list[Row[Any]], entries: list[Entry], shipments: list[Shipment]) -> Order:
    def money(amount: int) -> Money:
        return Money(int(amount), row.currency)

    return Order(
        id=OrderId(row.id),
        number=row.number,
        contact_id=ContactId(row.contact_id) if row.contact_id else None,
        conversation_id=ConversationId(row.conversation_id) if row.conversation_id else None,
        lang=row.lang,
        currency=row.currency,
        subtotal=money(row.subtotal_amount),
        discount=money(row.discount_amount),
        delivery_price=money(row.delivery_amount),
        tax=money(row.tax_amount),
        tax_included=bool(row.tax_included),
        total=money(row.total_amount),
        email=row.email,
        phone=row.phone,
        name=row.name,
        address=row.address,
        delivery=row.delivery,
        state=OrderState(row.state),
        test=bool(row.test),
        source=row.source,
        pay_by=row.pay_by,
        placed_at=row.placed_at,
        lines=tuple(
            OrderLine(
                id=line.id,
                position=int(line.position),
                variant_id=line.variant_id,
                product_id=line.product_id,
                sku=line.sku,
                titles=line.titles,
                options=line.options,
                image=line.image,
                quantity=int(line.quantity),
                unit=money(line.unit_amount),
                total=money(line.total_amount),
                tax=money(line.tax_amount),
                discount=money(line.discount_amount),
            )
            for line in lines
        ),
        entries=tuple(entries),
        shipments=tuple(shipments),
        coupon=row.coupon,
    )
