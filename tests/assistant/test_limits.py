"""What it may cost: kept while anything else can be left out, and what comes nearest where nothing costs so much."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.test_saying import PAPER
from dangol.assistant.actions.wishes import _without_prices
from dangol.assistant.finding import fits_price, nearest_in_price
from dangol.assistant.wish import Found, Wish
from dangol.commerce.catalog.products import Product, Variant, VariantPrice
from dangol.kit.ids import VariantId
from dangol.kit.money import Money


def costing(*amounts: int) -> Product:
    """A thing whose versions cost ``amounts``."""
    costs = [VariantPrice(Money(amount, "USD")) for amount in amounts]
    variants = [Variant(VariantId(str(n)), PAPER.id, str(n), {}, {"USD": cost}) for n, cost in enumerate(costs)]
    return replace(PAPER, variants=tuple(variants))


@pytest.mark.parametrize(
    ("least", "most", "fits"), [(None, 2000, True), (None, 1700, False), (2000, 2999, False), (3000, None, True)]
)
def test_a_version_costs_what_it_may(least: int | None, most: int | None, fits: bool) -> None:
    assert fits_price(costing(1800, 3200), Wish(price_min=least, price_max=most)) is fits


def test_the_nearest_in_price_comes_first() -> None:
    products = [replace(costing(cost), ref=str(cost)) for cost in (9000, 900, 2500, 1200)]
    found = nearest_in_price(Found(tuple(products), 4, Wish()), Wish(price_max=1000))
    assert [product.ref for product in found.products] == ["1200", "2500", "9000"]


def test_the_limit_is_left_out_last_but_for_the_shelf() -> None:
    wish = Wish(values={"color": ("black",)}, brands=("a",), categories=("c",), price_max=1)
    assert wish.parts == ("values.color", "brands", "price", "categories")


@pytest.mark.parametrize(
    ("said", "currency", "left"),
    [
        ("budget is 10000 yen", "JPY", ""),
        ("lamps, my budget is around 10000 yen", "JPY", "lamps,"),
        ("예산 3만원 조명", "KRW", "조명"),
        ("予算10万円", "JPY", ""),
        ("予算は1万円以内、ランプ", "JPY", "、ランプ"),
    ],
)
def test_a_budget_is_no_word_of_a_thing(said: str, currency: str, left: str) -> None:
    assert _without_prices(said, currency) == left
