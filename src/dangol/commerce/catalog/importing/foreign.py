"""What several foreign formats have in common: paths of categories, lists in a cell, SKUs for variants that have
none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from dangol.commerce.catalog.importing.texts import value_key


class Shelves:
    """The categories of one product, from paths such as *Clothing > Shirts*."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.described: list[dict[str, str]] = []

    def add(self, path: str) -> None:
        """Put the product on the shelf at the end of ``path``; the shelves above are described too."""
        names = [name.strip() for name in re.split(r"\s*>\s*", path) if name.strip()]
        key = ""
        for name in names:
            key = f"{key}/{value_key(name).replace('/', '-')}" if key else value_key(name).replace("/", "-")
            key = key[:120].rstrip("/-")
            self.described.append({"id": key, "name": name})
        if key and key not in self.ids:
            self.ids.append(key)


def split_list(text: str, divider: str = ",") -> list[str]:
    """The items of a cell; a divider after a backslash belongs to the item."""
    items = re.split(rf"(?<!\\){re.escape(divider)}", text)
    return [item.replace(f"\\{divider}", divider).strip() for item in items if item.strip()]


def sku_from(product: str, labels: Sequence[str]) -> str:
    """A SKU for a variant that has none: the same at every import."""
    return "-".join([product, *(value_key(label) for label in labels)])[:200]


def unmarked(text: str) -> str:
    """``text`` without the apostrophe with which exports keep spreadsheets from reckoning with it."""
    return text[1:] if text.startswith("'") else text


def moment(text: str) -> datetime | None:
    """A date or time as exports write them; none for an empty or unreadable one. A date alone is its midnight."""
    text = re.sub(r"([+-]\d{2})(\d{2})$", r"\1:\2", text.strip().replace("Z", "+00:00"))
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def under_way(begins: datetime | None, ends: datetime | None, now: datetime) -> bool:
    """Whether ``now`` lies between two moments, either of which may be missing. A moment without a zone is taken in
    UTC."""
    starts = begins.replace(tzinfo=begins.tzinfo or now.tzinfo) if begins else None
    until = ends.replace(tzinfo=ends.tzinfo or now.tzinfo) if ends else None
    if until is not None and ends is not None and (until.hour, until.minute) == (0, 0):
        until = until.replace(hour=23, minute=59)
    return (starts is None or starts <= now) and (until is None or now <= until)
