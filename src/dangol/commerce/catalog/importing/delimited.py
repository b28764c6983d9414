"""Tables as text: CSV, TSV and the like, whichever character divides the cells, with the line each row begins on."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import chain

from dangol.commerce.catalog.importing.decoding import Source
from dangol.commerce.catalog.importing.formats import Cells
from dangol.commerce.catalog.importing.report import Complain, Problem

_DELIMITERS = (",", ";", "\t", "|")
MOST_CELL = 100_000
"""Characters a cell may have."""

_MOST_PARSED = 1_000_000


def header_of(line: str) -> tuple[str, list[str]]:
    """The delimiter of a table that begins with ``line``, and its columns' names."""
    best: tuple[str, list[str]] = (",", [])
    for delimiter in _DELIMITERS:
        try:
            names = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:
            continue
        if len(names) > len(best[1]):
            best = (delimiter, names)
    return best[0], [name.strip().strip("\ufeff") for name in best[1]]


class DelimitedTable:
    """The rows of a table. ``columns`` are its names as written; cells are trimmed, missing ones empty."""

    def __init__(self, source: Source, complain: Complain) -> None:
        self._source = source
        self._complain = complain
        self._lines = source.lines()
        self._skipped = 0
        first = next(self._lines, "")
        delimiter = ""
        while first and (not first.strip() or first.lower().startswith("sep=")):
            delimiter = first.strip()[4:5] or delimiter
            self._skipped += 1
            first = next(self._lines, "")
        self._delimiter, self.columns = header_of(first)
        if delimiter:
            self._delimiter = delimiter
        self._first = first

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """Every row that can be read, with the line it begins on. Of the others is told: too many cells, open
        quotation marks, huge cells."""
        csv.field_size_limit(_MOST_PARSED)
        reader = csv.reader(chain([self._first], self._lines), delimiter=self._delimiter, strict=True)
        columns: list[str] = []
        while True:
            begins = reader.line_num + 1 + self._skipped
            try:
                values = next(reader, None)
            except csv.Error as trouble:
                self._tell(begins, "", "", f"The row cannot be read: {_in_words(trouble)}", _QUOTES)
                continue
            if values is None:
                return
            if not columns:
                columns = self.columns = [value.strip().strip("\ufeff") for value in values]
                self._check_columns(begins)
                continue
            cells = self._cells(begins, columns, values)
            if cells is not None:
                yield begins, cells

    def _cells(self, line: int, columns: list[str], values: list[str]) -> Cells | None:
        if not any(value.strip() for value in values):
            return None
        if any(value.strip() for value in values[len(columns) :]):
            message = f"The row has {len(values)} cells, the table {len(columns)} columns."
            self._tell(
                line,
                "",
                values[len(columns)],
                message,
                f"Put cells that contain {self._delimiter!r} into quotation marks.",
            )
            return None
        cells: Cells = {}
        good = True
        for name, value in zip(columns, values, strict=False):
            if len(value) > MOST_CELL:
                self._tell(
                    line, name, value[:60] + "…", f"The cell has more than {MOST_CELL:,} characters.", "Shorten it."
                )
                good = False
            elif "\0" in value:
                cure = "Delete it: the file was damaged or is binary."
                self._tell(line, name, value.replace("\0", "␀"), "The cell holds a NUL character.", cure)
                good = False
            elif name:
                cells[name] = value.strip()
        return cells if good else None

    def _check_columns(self, line: int) -> None:
        seen: set[str] = set()
        for name in self.columns:
            if name in seen and name:
                self._tell(line, name, name, f"There are two columns {name!r}.", "Delete one of them.")
            seen.add(name)

    def _tell(self, line: int, column: str, value: str, message: str, cure: str) -> None:
        self._complain(Problem(self._source.name, line, column, value[:80], message, cure))


_QUOTES = 'Is a quotation mark missing or too many? Inside a quoted cell a quotation mark is written twice: "".'


def _in_words(trouble: csv.Error) -> str:
    said = str(trouble)
    if "field limit" in said or "unexpected end" in said:
        return "a quotation mark is opened and never closed."
    if "expected after" in said:
        return "something stands after a closing quotation mark."
    return f"{said}."
