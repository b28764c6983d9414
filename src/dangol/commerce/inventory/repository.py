"""Every reading query about stock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, select

from dangol.commerce.catalog.models import Sells, Status, products, variants
from dangol.commerce.catalog.products import Words
from dangol.commerce.inventory.models import Hold, locations, reservations, stock
from dangol.kit.ids import VariantId
from dangol.runtime.database import Reader

_CHUNK = 500
_SOME: Any = bindparam("some", expanding=True)
_SELLABLE = (
    select(variants.c.id, variants.c.sells)
    .join(products, products.c.id == variants.c.product_id)
    .where(variants.c.id.in_(_SOME), variants.c.status == Status.ACTIVE, products.c.status == Status.ACTIVE)
)
_COUNTS = select(stock.c.variant_id, stock.c.location_id, stock.c.on_hand, stock.c.reserved).where(
    stock.c.variant_id.in_(_SOME)
)


@dataclass(frozen=True, slots=True)
class Stock:
    """What can be had of a variant right now. ``by_location`` holds free pieces; uncounted variants can always be
    had."""

    variant_id: VariantId
    counted: bool
    by_location: Mapping[str, int] = field(default_factory=dict)

    @property
    def available(self) -> int:
        """Pieces free in all locations together, 0 or more. Means nothing for an uncounted variant: ask ``has``."""
        return sum(self.by_location.values())

    def has(self, quantity: int = 1) -> bool:
        """Whether ``quantity`` pieces can be had."""
        return not self.counted or self.available >= quantity

    def at_most(self, quantity: int) -> int:
        """How many of ``quantity`` can be had."""
        return quantity if not self.counted else min(quantity, self.available)


@dataclass(frozen=True, slots=True)
class Location:
    """Where stock lies: a warehouse, or a shop people can come to. ``hours`` is a span per weekday (``{"mon":
    "10:00-19:00"}``); ``hours_text`` is what the shop wrote instead of it."""

    id: str
    name: Words
    kind: str
    pickup: bool
    country: str | None
    address: Mapping[str, Words]
    hours: Mapping[str, str]
    hours_text: Words
    url: str | None

    def address_text(self, lang: str) -> str:
        """The address on one line, in the order its country writes one; empty if none was given."""
        part = {name: words.text(lang) for name, words in self.address.items()}
        if part.get("text"):
            return part["text"]
        if self.country in ("KR", "JP") and lang in ("ko", "ja"):
            postcode = f"({part['postcode']})" if part.get("postcode") else ""
            pieces = [postcode, part.get("region"), part.get("city"), part.get("line1"), part.get("line2")]
            return " ".join(piece for piece in pieces if piece)
        town = " ".join(piece for piece in (part.get("city"), part.get("region"), part.get("postcode")) if piece)
        return ", ".join(piece for piece in (part.get("line2"), part.get("line1"), town) if piece)


@dataclass(frozen=True, slots=True)
class Reserved:
    """Pieces an owner holds or has taken. ``location_id`` is empty for an uncounted variant."""

    variant_id: VariantId
    location_id: str
    quantity: int
    state: Hold


async def available(reader: Reader, variant_ids: Iterable[str]) -> dict[str, Stock]:
    """The stock of each of these variants, at this moment. Unknown and archived variants are counted with none left."""
    wanted = list(dict.fromkeys(variant_ids))
    free: dict[str, dict[str, int]] = defaultdict(dict)
    uncounted: set[str] = set()
    sold: set[str] = set()
    for start in range(0, len(wanted), _CHUNK):
        some = wanted[start : start + _CHUNK]
        for variant_id, sells in (await sellable(reader, some)).items():
            sold.add(variant_id)
            if sells == Sells.ALWAYS:
                uncounted.add(variant_id)
        for row in await reader.all(_COUNTS, {"some": some}):
            free[row.variant_id][row.location_id] = max(0, row.on_hand - row.reserved)
    return {
        name: Stock(VariantId(name), name not in uncounted, free[name] if name in sold - uncounted else {})
        for name in wanted
    }


async def sellable(reader: Reader, variant_ids: Sequence[str]) -> dict[str, str]:
    """Those of ``variant_ids`` that are on sale, with how they are sold."""
    rows = await reader.all(_SELLABLE, {"some": list(variant_ids)})
    return {row.id: row.sells for row in rows}


async def in_stock_products(reader: Reader, product_ids: Iterable[str]) -> set[str]:
    """Those of ``product_ids`` of which at least one variant can be had."""
    wanted = list(dict.fromkeys(product_ids))
    found: set[str] = set()
    free = stock.c.on_hand > stock.c.reserved
    for start in range(0, len(wanted), _CHUNK):
        of_these = and_(variants.c.product_id.in_(wanted[start : start + _CHUNK]), variants.c.status == Status.ACTIVE)
        shown = select(products.c.id).where(products.c.status == Status.ACTIVE)
        of_these = and_(of_these, variants.c.product_id.in_(shown))
        always = select(variants.c.product_id).where(of_these, variants.c.sells == Sells.ALWAYS)
        counted = (
            select(variants.c.product_id)
            .join(stock, stock.c.variant_id == variants.c.id)
            .where(of_these, variants.c.sells == Sells.STOCK, free)
        )
        found |= {row[0] for row in await reader.all(always.union(counted))}
    return found


async def list_locations(reader: Reader) -> list[Location]:
    """Every location, the one stock is taken from first at the top."""
    rows = await reader.all(select(locations).order_by(locations.c.position, locations.c.id))
    return [
        Location(
            row.id,
            Words(row.names, row.lang),
            row.kind,
            row.pickup,
            row.address.get("country"),
            {name: Words(words, row.lang) for name, words in row.address.items() if name != "country"},
            {day: span for day, span in row.hours.items() if day != "text"},
            Words(row.hours.get("text", {}), row.lang),
            row.url,
        )
        for row in rows
    ]


async def reserved_by(reader: Reader, owner: str) -> tuple[Reserved, ...]:
    """What ``owner`` holds or has taken."""
    mine = select(reservations).where(reservations.c.owner == owner)
    rows = await reader.all(mine.order_by(reservations.c.variant_id, reservations.c.location_id))
    return tuple(Reserved(VariantId(r.variant_id), r.location_id, r.quantity, Hold(r.state)) for r in rows)


async def held_since_before(reader: Reader, moment: datetime, limit: int = 100) -> list[str]:
    """Owners whose reservations are older than ``moment``, the oldest first (for the sweeper)."""
    oldest = func.min(reservations.c.at)
    statement = select(reservations.c.owner).where(reservations.c.state == Hold.HELD, reservations.c.at < moment)
    rows = await reader.all(statement.group_by(reservations.c.owner).order_by(oldest).limit(limit))
    return [row.owner for row in rows]
