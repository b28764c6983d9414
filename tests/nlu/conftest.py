"""One trained model for all tests of understanding."""

from __future__ import annotations

import pytest

from dangol.nlu.context import Context, Shown
from dangol.nlu.examples import shipped_examples
from dangol.nlu.model import Model
from dangol.nlu.train import train
from dangol.nlu.understand import Understander
from nlu.catalog import Catalog

SETTINGS = {"en": ("USD", "US"), "ko": ("KRW", "KR"), "ja": ("JPY", "JP")}


@pytest.fixture(scope="session")
def model() -> Model:
    return train(shipped_examples())


@pytest.fixture(scope="session")
def reader(model: Model) -> Understander:
    return Understander(model)


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return Catalog()


def context(lang: str, **more: object) -> Context:
    """A conversation in ``lang`` on Tuesday 24 November 2026."""
    currency, country = SETTINGS[lang]
    return Context(lang=lang, currency=currency, country=country, today="2026-11-24", **more)  # type: ignore[arg-type]


SHOWN = (
    Shown("product:air-runner", "Air Runner", 4900, ("color=white", "size=9")),
    Shown("product:road-king", "Road King", 8900, ("color=black", "size=9")),
    Shown("product:trail-fox", "Trail Fox", 6900, ("color=red", "size=10")),
)
