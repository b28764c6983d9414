"""What an import needs from the rooms above: somebody who keeps the stock a file gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from dangol.runtime.database import Transaction


@dataclass(frozen=True, slots=True)
class Count:
    """``on_hand`` pieces of a variant lie at a location."""

    variant_id: str
    location_id: str
    on_hand: int


@dataclass(frozen=True, slots=True)
class LocationRow:
    """A location as a file describes it; texts by language."""

    id: str
    lang: str
    names: Mapping[str, str]
    address: Mapping[str, Any]
    hours: Mapping[str, Any]
    kind: str
    pickup: bool
    url: str | None
    position: int


class StockBook(Protocol):
    """Keeps locations and counts. ``inventory.imports.StockKeeper`` is the one there is."""

    async def put_locations(self, tx: Transaction, rows: Sequence[LocationRow]) -> tuple[int, int]:
        """Add or change these locations; how many were new, how many changed."""
        ...

    async def put_counts(self, tx: Transaction, counts: Sequence[Count]) -> set[str]:
        """Set what lies where, in the order given, and leave what is reserved alone; the ids of variants whose count
        changed.

        A location nobody described is added under its id.
        """
        ...
