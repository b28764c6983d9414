"""What a file format is to the importer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from dangol.commerce.catalog.importing.checking import Loose
from dangol.commerce.catalog.importing.decoding import Source
from dangol.commerce.catalog.importing.report import Complain, ImportDefaults

Cells = dict[str, str]
Rows = list[tuple[int, str, Cells]]
"""Line, file and cells of each row of a group."""


@runtime_checkable
class WholeFormat(Protocol):
    """A format in which every line or row describes one thing."""

    name: str

    def read(self, source: Source, shop: ImportDefaults, complain: Complain) -> Iterator[Loose]:
        """What the file describes, in its order."""
        ...


class GroupedFormat(Protocol):
    """A format in which several rows, wherever they stand, make one product."""

    name: str

    def rows(self, source: Source, shop: ImportDefaults, complain: Complain) -> Iterator[tuple[str, int, Cells]]:
        """Every row with the group it belongs to and its line."""
        ...

    def product(self, group: str, rows: Rows, shop: ImportDefaults, complain: Complain) -> Loose | None:
        """The product these rows make; none if they make none."""
        ...
