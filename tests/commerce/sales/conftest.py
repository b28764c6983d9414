"""The small shop as fixtures."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_shop import make_terms, stock_shop

from dangol.commerce.checkout.terms import Terms
from dangol.runtime.database import Database


@pytest.fixture
async def shop(database: Database, tmp_path: Path) -> Database:
    """The small shop, stocked."""
    await stock_shop(database, tmp_path)
    return database


@pytest.fixture
def terms() -> Terms:
    """The small shop's terms."""
    return make_terms()
