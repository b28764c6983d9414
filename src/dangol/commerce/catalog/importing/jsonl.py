"""Dangol's own format: one JSON object a line. It says everything a catalogue holds; ``docs/import.md`` describes
it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from dangol.commerce.catalog.importing.checking import Loose
from dangol.commerce.catalog.importing.decoding import Source
from dangol.commerce.catalog.importing.report import Complain, ImportDefaults, Problem

KINDS = ("product", "category", "attribute", "location")


class Jsonl:
    """Reads ``products.jsonl``, ``categories.jsonl``, ``attributes.jsonl``, ``locations.jsonl``, or all of them in
    one file."""

    name = "jsonl"

    def read(self, source: Source, shop: ImportDefaults, complain: Complain) -> Iterator[Loose]:  # noqa: ARG002
        """What each line describes. A line that is not JSON is told of and left out."""
        usual = kind_by_name(source.name)
        for number, line in enumerate(source.lines(), start=1):
            if line.isspace() or not line:
                continue
            try:
                value = _DECODER.decode(line.strip())
            except json.JSONDecodeError as trouble:
                hint = "Every line is one JSON object: check quotation marks, commas and braces near there."
                complain(
                    _at(
                        source,
                        number,
                        f"character {trouble.pos + 1}",
                        line,
                        f"The line is not JSON: {trouble.msg}.",
                        hint,
                    )
                )
                continue
            except (ValueError, RecursionError):
                complain(_at(source, number, "", line, "The line is not JSON anybody could mean.", "Write it anew."))
                continue
            if not isinstance(value, dict):
                complain(_at(source, number, "", line, "The line is not a JSON object.", "Write it in braces: {…}."))
                continue
            kind = value.get("type") or usual or _kind_by_fields(value)
            if kind not in KINDS:
                complain(
                    _at(
                        source,
                        number,
                        "type",
                        str(kind),
                        f"{kind!r} is nothing a catalogue has.",
                        f"Write {', '.join(KINDS)}.",
                    )
                )
                continue
            yield Loose(kind, value, source.name, number)


def kind_by_name(name: str) -> str | None:
    """What a file of that name holds by custom."""
    stem = name.lower()
    for kind, start in (
        ("category", "categor"),
        ("attribute", "attribut"),
        ("location", "location"),
        ("product", "product"),
    ):
        if stem.startswith(start):
            return kind
    return None


def _kind_by_fields(value: dict[str, Any]) -> str:
    if value.keys() & {"title", "variants", "prices", "sku"}:
        return "product"
    return "location" if value.keys() & {"address", "hours", "kind", "country"} else "category"


def _at(source: Source, number: int, column: str, value: str, message: str, cure: str) -> Problem:
    shown = value.strip()[:80].encode("utf-8", "replace").decode()
    return Problem(source.name, number, column, shown, message, cure)


def _refuse(name: str) -> Any:
    raise ValueError(name)


_DECODER = json.JSONDecoder(parse_float=Decimal, parse_constant=_refuse)
