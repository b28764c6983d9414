"""News from the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class CatalogChanged:
    """Products, categories or attributes changed; ``change`` is the number ``repository.changed_since`` counts by."""

    topic: ClassVar[str] = "catalog.changed"
    change: int
