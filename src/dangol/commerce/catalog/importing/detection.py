"""Which format a file is in, from its content."""

from __future__ import annotations

from pathlib import Path

from dangol.commerce.catalog.errors import FormatUnknown
from dangol.commerce.catalog.importing.jsonl import Jsonl

FORMATS = {"jsonl": Jsonl()}


def detect(path: Path) -> str:
    """The name of the format ``path`` is in. Raises ``FormatUnknown``."""
    if path.suffix == ".jsonl":
        return "jsonl"
    raise FormatUnknown(f"{path.name} is in no format we know.", cure="See docs/import.md.")
