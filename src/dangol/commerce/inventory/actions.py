"""Reserving, releasing and selling stock. Idempotent per owner: the same call again has no second effect.

The promise never to sell a piece twice rests on one statement, ``UPDATE stock … WHERE on_hand - reserved >= n``,
which both databases run atomically. Rows are always taken in the order of variant, then location, so that two buyers
of the same things never wait for each other in a circle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Row, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from dangol.commerce.catalog.models import Sells, variants
from dangol.commerce.inventory.errors import BadQuantity, NotEnoughStock, NothingReserved, Shortage
from dangol.commerce.inventory.models import Hold, locations, reservations, stock
from dangol.commerce.inventory.repository import Reserved, available, reserved_by, sellable
from dangol.runtime.database import Transaction

STOCK_TOPIC = "stock"
"""Announced by every change of stock."""


@dataclass(frozen=True, slots=True)
class Line:
    """``quantity`` pieces of a variant, from one location or from wherever there are some."""

    variant_id: str
    quantity: int
    location_id: str | None = None


async def reserve(tx: Transaction, owner: str, lines: Iterable[Line]) -> tuple[Reserved, ...]:
    """Hold ``lines`` for ``owner`` (a checkout's or order's id), all of them or none.

    If the owner holds (or has taken) something already, nothing happens and that is returned. Raises
    ``NotEnoughStock`` with every variant that lacks; the transaction may go on after that, nothing of it is left
    behind."""
    wanted = _merged(lines)
    already = await reserved_by(tx, owner)
    if already:
        return already
    sells = await sellable(tx, [line.variant_id for line in wanted])
    try:
        async with tx.connection.begin_nested():
            held, short = await _hold_all(tx, wanted, sells)
            if short:
                raise _Short(short)
            fixed = {"owner": owner, "state": Hold.HELD.value, "at": tx.now}
            rows = [
                {**fixed, "variant_id": name, "location_id": place, "quantity": n} for (name, place), n in held.items()
            ]
            if rows:
                await tx.execute(insert(reservations), rows)
    except _Short as trouble:
        raise NotEnoughStock(await _shortages(tx, trouble.lines)) from None
    except IntegrityError:
        # The same owner has reserved in another process at this very moment; what it holds counts.
        already = await reserved_by(tx, owner)
        if not already:
            raise
        return already
    tx.announce(STOCK_TOPIC)
    return await reserved_by(tx, owner)


class _Short(Exception):
    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines


async def _hold_all(
    tx: Transaction, wanted: Sequence[Line], sells: Mapping[str, str]
) -> tuple[dict[tuple[str, str], int], list[Line]]:
    """What is held of which variant where, and the lines there were not enough for."""
    short: list[Line] = []
    held: dict[tuple[str, str], int] = {}
    lines_of = Counter(line.variant_id for line in wanted)
    for line in wanted:
        if lines_of.pop(line.variant_id, 0) > 1:
            # A named location and any location of one variant: taken one by one they might be locked against the order.
            await _places(tx, Line(line.variant_id, 1), lock=True)
        if sells.get(line.variant_id) == Sells.ALWAYS:
            parts = [("", line.quantity)]
        else:
            parts = await _hold(tx, line) if line.variant_id in sells else []
        for place, quantity in parts:
            held[line.variant_id, place] = held.get((line.variant_id, place), 0) + quantity
        if not parts:
            short.append(line)
    return held, short


async def release(tx: Transaction, owner: str) -> bool:
    """Give back what ``owner`` holds. False when it holds nothing (released before, or taken)."""
    mine = await _lock(tx, owner, Hold.HELD)
    for part in mine:
        if part.location_id:
            await _move(tx, part, on_hand=0, reserved=-part.quantity)
    await tx.execute(delete(reservations).where(reservations.c.owner == owner, reservations.c.state == Hold.HELD))
    if mine:
        tx.announce(STOCK_TOPIC)
    return bool(mine)


async def take(tx: Transaction, owner: str) -> bool:
    """Make a sale of what ``owner`` holds: the pieces leave the stock. False when that was done before.

    Raises ``NothingReserved`` when the owner holds nothing: reserve first.
    """
    mine = await _lock(tx, owner, Hold.HELD)
    if not mine:
        if await reserved_by(tx, owner):
            return False
        raise NothingReserved(f"{owner} holds no stock.", cure="Reserve it again.", owner=owner)
    for part in mine:
        if part.location_id:
            await _move(tx, part, on_hand=-part.quantity, reserved=-part.quantity)
    await tx.execute(
        update(reservations).where(reservations.c.owner == owner).values(state=Hold.TAKEN.value, at=tx.now)
    )
    tx.announce(STOCK_TOPIC)
    return True


async def give_back(tx: Transaction, owner: str) -> bool:
    """Put what ``owner`` has taken back into the stock (a cancelled order). False when there is nothing to put back."""
    mine = await _lock(tx, owner, Hold.TAKEN)
    for part in mine:
        if part.location_id:
            await _move(tx, part, on_hand=part.quantity, reserved=0)
    await tx.execute(delete(reservations).where(reservations.c.owner == owner, reservations.c.state == Hold.TAKEN))
    if mine:
        tx.announce(STOCK_TOPIC)
    return bool(mine)


async def set_count(tx: Transaction, variant_id: str, location_id: str, on_hand: int) -> None:
    """``on_hand`` pieces were counted. What is reserved stays reserved."""
    if on_hand < 0:
        raise BadQuantity("A count of stock cannot be below zero.", cure="Count again.", quantity=on_hand)
    result = await tx.execute(
        update(stock)
        .where(stock.c.variant_id == variant_id, stock.c.location_id == location_id)
        .values(on_hand=on_hand, counted_at=tx.now)
    )
    if result.rowcount == 0:
        row = {"variant_id": variant_id, "location_id": location_id, "on_hand": on_hand, "reserved": 0}
        await tx.execute(insert(stock).values(**row, counted_at=tx.now))
    await tx.execute(update(variants).where(variants.c.id == variant_id).values(sells=Sells.STOCK.value))
    tx.announce(STOCK_TOPIC)


def _merged(lines: Iterable[Line]) -> list[Line]:
    together: dict[tuple[str, str | None], int] = {}
    for line in lines:
        if isinstance(line.quantity, bool) or not isinstance(line.quantity, int) or line.quantity < 1:
            raise BadQuantity(
                f"{line.quantity!r} pieces cannot be reserved.",
                cure="Ask for a whole number above zero.",
                quantity=line.quantity,
            )
        key = (line.variant_id, line.location_id)
        together[key] = together.get(key, 0) + line.quantity
    # A named location first: what may come from anywhere must not take it away.
    ordered = sorted(together.items(), key=lambda item: (item[0][0], item[0][1] is None, item[0][1] or ""))
    return [Line(variant_id, quantity, place) for (variant_id, place), quantity in ordered]


async def _hold(tx: Transaction, line: Line) -> list[tuple[str, int]]:
    """The locations and quantities the line is held at; empty if there are not enough."""
    first = (await _places(tx, line))[:1]
    for row in first:
        if row.on_hand - row.reserved >= line.quantity and await _grab(tx, line.variant_id, row.id, line.quantity):
            return [(row.id, line.quantity)]
    # Everybody locks the locations in one order. A grab that came too late leaves its row locked on PostgreSQL, so
    # none may be tried out of that order before the rows are locked: two that did would wait for each other.
    places = await _places(tx, line, lock=True)
    whole = [row for row in places if row.on_hand - row.reserved >= line.quantity][:1]
    parts: list[tuple[str, int]] = []
    missing = line.quantity
    for row in whole or places:
        some = min(missing, row.on_hand - row.reserved)
        if some > 0 and await _grab(tx, line.variant_id, row.id, some):
            parts.append((row.id, some))
            missing -= some
        if missing == 0:
            return parts
    return []


async def _places(tx: Transaction, line: Line, *, lock: bool = False) -> Sequence[Row[tuple[str, int, int]]]:
    statement = (
        select(locations.c.id, stock.c.on_hand, stock.c.reserved)
        .join(stock, stock.c.location_id == locations.c.id)
        .where(stock.c.variant_id == line.variant_id)
        .order_by(locations.c.position, locations.c.id)
    )
    if line.location_id is not None:
        statement = statement.where(locations.c.id == line.location_id)
    return await tx.all(statement.with_for_update(of=stock) if lock else statement)


async def _grab(tx: Transaction, variant_id: str, location_id: str, quantity: int) -> bool:
    result = await tx.execute(
        update(stock)
        .where(
            stock.c.variant_id == variant_id,
            stock.c.location_id == location_id,
            stock.c.on_hand - stock.c.reserved >= quantity,
        )
        .values(reserved=stock.c.reserved + quantity)
    )
    return result.rowcount == 1


async def _move(tx: Transaction, part: Row[tuple[str, str, int]], *, on_hand: int, reserved: int) -> None:
    await tx.execute(
        update(stock)
        .where(stock.c.variant_id == bindparam("of_variant"), stock.c.location_id == bindparam("of_location"))
        .values(on_hand=stock.c.on_hand + on_hand, reserved=stock.c.reserved + reserved),
        {"of_variant": part.variant_id, "of_location": part.location_id},
    )


async def _lock(tx: Transaction, owner: str, state: Hold) -> Sequence[Row[tuple[str, str, int]]]:
    statement = (
        select(reservations.c.variant_id, reservations.c.location_id, reservations.c.quantity)
        .join(locations, locations.c.id == reservations.c.location_id, isouter=True)
        .where(reservations.c.owner == owner, reservations.c.state == state.value)
        .order_by(reservations.c.variant_id, locations.c.position, reservations.c.location_id)
    )
    return await tx.all(statement.with_for_update(of=reservations))


async def _shortages(tx: Transaction, short: Sequence[Line]) -> tuple[Shortage, ...]:
    levels = await available(tx, [line.variant_id for line in short])
    found = []
    for line in short:
        level = levels[line.variant_id]
        left = level.available if line.location_id is None else level.by_location.get(line.location_id, 0)
        found.append(Shortage(line.variant_id, line.quantity, min(left, line.quantity - 1)))
    return tuple(found)
