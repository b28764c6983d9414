"""The small shop as fixtures."""

from __future__ import annotations

import pytest
from small_shop import make_terms, stock_shop

from dangol.commerce.checkout.terms import Terms
from dangol.runtime.database import Database


@pytest.fixture
async def shop(database: Database) -> Database:
    """The small shop, stocked."""
    await stock_shop(database)
    return database


@pytest.fixture
def terms() -> Terms:
    """The small shop's terms."""
    return make_terms()
