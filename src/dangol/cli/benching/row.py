"""What a measure gives, and how it is written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dangol.runtime.errors import SettingInvalid


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the result: what, how much, and the aim where there is one."""

    what: str
    value: str
    aim: str = ""


def table_of(rows: Sequence[Row], heading: str) -> str:
    """The rows as a Markdown table below ``heading``."""
    lines = [heading, "", "| measure | result | aim |", "|---|---|---|"]
    lines += [f"| {row.what} | {row.value} | {row.aim} |" for row in rows]
    return "\n".join(lines)


def write_into(path: Path, name: str, table: str) -> None:
    """Put ``table`` into the Markdown file, between its marks ``<!-- name: begin -->`` and ``<!-- name: end -->``, in place of what is
    there. Raises ``SettingInvalid`` if the file has no such marks."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    text = path.read_text(encoding="utf-8")
    if text.count(begin) != 1 or text.count(end) != 1 or text.index(begin) > text.index(end):
        raise SettingInvalid(f"{path} has no place for the table.", cure=f"Write {begin} and {end} into it, once each.")
    before, rest = text.split(begin)
    path.write_text(f"{before}{begin}\n{table}\n{end}{rest.split(end)[1]}", encoding="utf-8")
