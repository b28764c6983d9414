"""What a shopper wants to see, and what was found for it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dangol.commerce.catalog.products import Product
from dangol.commerce.inventory.repository import Stock


@dataclass(frozen=True, slots=True)
class Wish:
    """What a shopper wants. Prices in minor units of ``currency``; ``values`` are option and attribute values by name."""

    words: str = ""
    products: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    without: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    without_words: tuple[str, ...] = ()  # of the reader's language: *but not leather*
    without_categories: tuple[str, ...] = ()
    without_products: tuple[str, ...] = ()
    avoids: tuple[str, ...] = ()  # what somebody cannot bear: nothing written about a product may speak of it
    measure: str = ""  # a figure with its unit that is to be stated: *160 cm*
    price_min: int | None = None
    price_max: int | None = None
    reduced: bool = False
    loose: bool = (
        False  # the words say what comes first, and are no condition: *a present for my sister, she just moved*
    )
    sort: str | None = None
    currency: str = "USD"

    @property
    def parts(self) -> tuple[str, ...]:
        """What was wished beside the words, the part least painful to leave out first."""
        found = [f"values.{name}" for name in self.values]
        found += ["brands"] if self.brands else []
        found += ["price"] if self.limited else []
        found += ["categories"] if self.categories else []
        return tuple(found)

    @property
    def limited(self) -> bool:
        """Whether it was said how much it may cost."""
        return self.price_min is not None or self.price_max is not None

    def affords(self, amount: int) -> bool:
        """Whether ``amount`` is within what it may cost."""
        least, most = self.price_min, self.price_max
        return (least is None or amount >= least) and (most is None or amount <= most)

    def beyond(self, amount: int) -> int:
        """How far ``amount`` is from what it may cost; 0 within."""
        least, most = self.price_min, self.price_max
        above = amount - most if most is not None else 0
        return max(least - amount if least is not None else 0, above, 0)

    @property
    def empty(self) -> bool:
        """Nothing was wished at all."""
        refused = self.without or self.leaves_out
        return not (self.words.strip() or self.products or self.parts or refused or self.reduced or self.measure)

    @property
    def leaves_out(self) -> bool:
        """Whether products are refused by a word or by their shelf."""
        return bool(self.without_words or self.without_categories or self.without_products or self.avoids)

    def dropping(self, part: str) -> Wish:
        """The wish without one of its ``parts``."""
        if part == "price":
            return replace(self, price_min=None, price_max=None)
        if part.startswith("values."):
            name = part.removeprefix("values.")
            return replace(self, values={k: v for k, v in self.values.items() if k != name})
        return replace(self, brands=()) if part == "brands" else replace(self, categories=())


@dataclass(frozen=True, slots=True)
class Found:
    """Products in order, how many there are in all, the wish they fit, which parts of it were left out to find any, the ``shades`` that
    stand in for a colour that nothing is called by, and their stock where it was looked at."""

    products: tuple[Product, ...]
    total: int
    wish: Wish
    dropped: tuple[str, ...] = ()
    shades: tuple[str, ...] = ()
    levels: Mapping[str, Stock] | None = None
