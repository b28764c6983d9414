"""Importing a catalogue with its stock: the catalogue's importer, given somebody to keep the counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import bindparam, func, insert, select, update

from dangol.commerce.catalog import importing
from dangol.commerce.catalog.importing import ImportDefaults, ImportReport
from dangol.commerce.catalog.ports import Count, LocationRow
from dangol.commerce.inventory.actions import STOCK_TOPIC
from dangol.commerce.inventory.models import locations, stock
from dangol.runtime.database import Database, Transaction

__all__ = ["ImportDefaults", "ImportReport", "StockKeeper", "import_file"]


async def import_file(
    database: Database,
    path: Path,
    *,
    shop: ImportDefaults,
    keep_good: bool = False,
    keep_stock: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> ImportReport:
    """Take a file, or a shop's ``catalog`` folder, into the catalogue and the stock; with ``keep_stock`` what is counted already stays.
    See ``catalog.importing.import_file``."""
    stock = StockKeeper(only_new=keep_stock)
    return await importing.import_file(database, path, shop=shop, stock=stock, keep_good=keep_good, progress=progress)


@dataclass(frozen=True, slots=True)
class StockKeeper:
    """Writes imported locations and counts. With ``only_new`` what is counted already stays: for a file older than the last sale."""

    only_new: bool = False

    async def put_locations(self, tx: Transaction, rows: Sequence[LocationRow]) -> tuple[int, int]:
        """Add or change these locations; how many were new, how many changed."""
        known = {row.id: row for row in await tx.all(select(locations))}
        new = changed = 0
        for row in rows:
            values = {
                "position": row.position,
                "lang": row.lang,
                "names": dict(row.names),
                "address": dict(row.address),
                "hours": dict(row.hours),
                "kind": row.kind,
                "pickup": row.pickup,
                "url": row.url,
            }
            before = known.get(row.id)
            if before is None:
                await tx.execute(insert(locations).values(id=row.id, **values))
                new += 1
            elif any(before._mapping[name] != value for name, value in values.items()):
                await tx.execute(update(locations).where(locations.c.id == row.id).values(**values))
                changed += 1
        return new, changed

    async def put_counts(self, tx: Transaction, counts: Sequence[Count]) -> set[str]:
        """Set what lies where; what is reserved stays reserved. The ids of variants whose count changed."""
        if not counts:
            return set()
        await self._add_missing_locations(tx, {count.location_id for count in counts})
        ids = list({count.variant_id for count in counts})
        rows = await tx.all(
            select(stock.c.variant_id, stock.c.location_id, stock.c.on_hand).where(stock.c.variant_id.in_(ids))
        )
        before = {(row.variant_id, row.location_id): row.on_hand for row in rows}
        new, other = [], []
        for count in counts:
            known = before.get((count.variant_id, count.location_id))
            if known is None:
                new.append(count)
            elif known != count.on_hand and not self.only_new:
                other.append(count)
        if new:
            await tx.execute(
                insert(stock),
                [
                    {
                        "variant_id": c.variant_id,
                        "location_id": c.location_id,
                        "on_hand": c.on_hand,
                        "reserved": 0,
                        "counted_at": tx.now,
                    }
                    for c in new
                ],
            )
        if other:
            await tx.execute(
                update(stock)
                .where(stock.c.variant_id == bindparam("of_variant"), stock.c.location_id == bindparam("of_location"))
                .values(on_hand=bindparam("counted"), counted_at=tx.now),
                [{"of_variant": c.variant_id, "of_location": c.location_id, "counted": c.on_hand} for c in other],
            )
        if new or other:
            tx.announce(STOCK_TOPIC)
        return {count.variant_id for count in (*new, *other)}

    async def _add_missing_locations(self, tx: Transaction, ids: set[str]) -> None:
        known = {row.id for row in await tx.all(select(locations.c.id).where(locations.c.id.in_(list(ids))))}
        last = int(await tx.scalar(select(func.max(locations.c.position))) or 0)
        for number, name in enumerate(sorted(ids - known), start=last + 1):
            plain = {"address": {}, "hours": {}, "lang": "en", "kind": "warehouse", "pickup": False}
            await tx.execute(insert(locations).values(id=name, position=number, names={"en": name}, **plain))
