"""Every query on coupons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.engine import Row
from sqlalchemy.exc import IntegrityError

from dangol.commerce.promotions.models import coupon_codes, coupon_counts, coupon_tries, coupon_uses
from dangol.kit.ids import ContactId, OrderId
from dangol.runtime.database import Reader, Transaction


@dataclass(frozen=True, slots=True)
class OwnCode:
    """A code given to one person; ``used`` once an order was placed with it."""

    code_key: str
    coupon: str
    contact_id: ContactId
    expires_at: datetime | None
    used: bool


def _own(row: Row[Any]) -> OwnCode:
    return OwnCode(row.code_key, row.coupon, ContactId(row.contact_id), row.expires_at, row.order_id is not None)


async def used(reader: Reader, coupon: str) -> int:
    """How often a coupon was used in all."""
    return int(await reader.scalar(select(coupon_counts.c.used).where(coupon_counts.c.coupon == coupon)) or 0)


async def used_by(reader: Reader, coupon: str, contact_id: ContactId, email: str | None) -> int:
    """How often a person used a coupon: who writes to us, or who has this address for the confirmation."""
    person = coupon_uses.c.contact_id == contact_id
    if email:
        person = or_(person, coupon_uses.c.email == email)
    mine = select(func.count()).where(coupon_uses.c.coupon == coupon, person, coupon_uses.c.released_at.is_(None))
    return int(await reader.scalar(mine) or 0)


async def count_use(tx: Transaction, coupon: str, most: int | None) -> bool:
    """Count one more use and hold the coupon until the transaction ends; false if it was used ``most`` times already."""
    mine = coupon_counts.c.coupon == coupon
    more = update(coupon_counts).where(mine).values(used=coupon_counts.c.used + 1)
    if most is not None:
        more = more.where(coupon_counts.c.used < most)
    if (await tx.execute(more)).rowcount:
        return True
    if await tx.scalar(select(coupon_counts.c.coupon).where(mine)) is not None:
        return False
    try:
        async with tx.connection.begin_nested():
            await tx.execute(insert(coupon_counts).values(coupon=coupon, used=0))
    except IntegrityError:
        pass  # another process was the first to use it, at the same instant
    return bool((await tx.execute(more)).rowcount)


async def insert_use(
    tx: Transaction, order_id: OrderId, coupon: str, code_key: str, contact_id: ContactId, email: str | None
) -> None:
    """Note who used a coupon for which order."""
    await tx.execute(
        insert(coupon_uses).values(
            order_id=order_id,
            coupon=coupon,
            code_key=code_key,
            contact_id=contact_id,
            email=email,
            used_at=tx.now,
        )
    )


async def release_use(tx: Transaction, order_id: OrderId) -> None:
    """The order came to nothing: its coupon counts as unused, a code of one person's own may be used again. Nothing the second time."""
    use = await tx.first(
        select(coupon_uses).where(coupon_uses.c.order_id == order_id, coupon_uses.c.released_at.is_(None))
    )
    if use is None:
        return
    fewer = update(coupon_counts).where(coupon_counts.c.coupon == use.coupon, coupon_counts.c.used > 0)
    await tx.execute(fewer.values(used=coupon_counts.c.used - 1))
    await tx.execute(update(coupon_uses).where(coupon_uses.c.order_id == order_id).values(released_at=tx.now))
    spent = coupon_codes.c.order_id == order_id
    if await unused_code(tx, use.coupon, ContactId(use.contact_id)) is None:
        await tx.execute(update(coupon_codes).where(spent).values(order_id=None))
    else:
        await tx.execute(delete(coupon_codes).where(spent))  # they were given another one meanwhile


async def own_code(reader: Reader, code_key: str) -> OwnCode | None:
    """A code that was given to one person."""
    row = await reader.first(select(coupon_codes).where(coupon_codes.c.code_key == code_key))
    return _own(row) if row else None


async def unused_code(reader: Reader, coupon: str, contact_id: ContactId) -> OwnCode | None:
    """The code of a coupon a person was given and has not used."""
    row = await reader.first(
        select(coupon_codes).where(
            coupon_codes.c.coupon == coupon,
            coupon_codes.c.contact_id == contact_id,
            coupon_codes.c.order_id.is_(None),
        )
    )
    return _own(row) if row else None


async def codes_of(reader: Reader, contact_id: ContactId) -> list[OwnCode]:
    """Every code a person was given, the latest last."""
    rows = await reader.all(
        select(coupon_codes)
        .where(coupon_codes.c.contact_id == contact_id)
        .order_by(coupon_codes.c.given_at, coupon_codes.c.code_key)
    )
    return [_own(row) for row in rows]


async def insert_code(
    tx: Transaction, code_key: str, coupon: str, contact_id: ContactId, expires_at: datetime | None
) -> bool:
    """Give a code; false if there is one like it, or the person was given one by another process at the same instant."""
    try:
        async with tx.connection.begin_nested():
            await tx.execute(
                insert(coupon_codes).values(
                    code_key=code_key,
                    coupon=coupon,
                    contact_id=contact_id,
                    given_at=tx.now,
                    expires_at=expires_at,
                )
            )
    except IntegrityError:
        return False
    return True


async def renew_code(tx: Transaction, code_key: str, expires_at: datetime | None) -> None:
    """Let a code that ran out unused be good again."""
    await tx.execute(update(coupon_codes).where(coupon_codes.c.code_key == code_key).values(expires_at=expires_at))


async def spend_code(tx: Transaction, code_key: str, contact_id: ContactId, order_id: OrderId) -> bool:
    """Use a person's own code for an order; false if it was used, or is not theirs."""
    spent = await tx.execute(
        update(coupon_codes)
        .where(
            coupon_codes.c.code_key == code_key,
            coupon_codes.c.contact_id == contact_id,
            coupon_codes.c.order_id.is_(None),
        )
        .values(order_id=order_id)
    )
    return bool(spent.rowcount)


async def failures(reader: Reader, asker: str, since: datetime) -> tuple[int, datetime | None]:
    """How often ``asker`` tried what is no code in the window that began after ``since``, and when it began."""
    row = await reader.first(
        select(coupon_tries.c.failures, coupon_tries.c.since).where(
            coupon_tries.c.asker == asker, coupon_tries.c.since > since
        )
    )
    return (int(row.failures), row.since) if row else (0, None)


async def count_failure(tx: Transaction, asker: str, since: datetime) -> None:
    """Count one more; a window older than ``since`` begins anew."""
    mine = coupon_tries.c.asker == asker
    try:
        async with tx.connection.begin_nested():
            await tx.execute(insert(coupon_tries).values(asker=asker, since=tx.now, failures=0))
    except IntegrityError:
        anew = update(coupon_tries).where(mine, coupon_tries.c.since <= since)
        await tx.execute(anew.values(since=tx.now, failures=0))
    await tx.execute(update(coupon_tries).where(mine).values(failures=coupon_tries.c.failures + 1))
