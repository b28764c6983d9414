"""Writes translations onto the products and categories they belong to."""

from __future__ import annotations

from collections.abc import Callable

from dangol.commerce.catalog.importing.report import ImportReport
from dangol.commerce.catalog.importing.staging import Staging
from dangol.runtime.database import Transaction


async def write_translations(
    tx: Transaction, staging: Staging, report: ImportReport, change: int, wrote: Callable[[int], None]
) -> None:
    """To come next."""
