"""Finding products for a conversation: wishes in, products out, relaxed honestly when nothing fits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dangol.commerce.catalog import repository as catalog
from dangol.commerce.catalog.cards import View, carousel, comparison, product_card
from dangol.commerce.catalog.errors import NotSoldInCurrency
from dangol.commerce.catalog.products import Filter, Product, Variant
from dangol.commerce.inventory import repository as inventory
from dangol.commerce.inventory.repository import Stock
from dangol.messages.content import Block, Comparison, ProductCard
from dangol.nlu.context import EmptyLexicon, Lexicon
from dangol.runtime.database import Reader
from dangol.runtime.settings import Shop

PAGE = 8


@dataclass(frozen=True, slots=True)
class Wish:
    """What a shopper wants. Prices in minor units of ``currency``; ``values`` are option and attribute values by name."""

    words: str = ""
    categories: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    products: tuple[str, ...] = ()
    price_min: int | None = None
    price_max: int | None = None
    reduced: bool = False
    sort: str | None = None
    currency: str = "USD"


@dataclass(frozen=True, slots=True)
class Found:
    """Products in order, how many there are in all, and which wishes were left out to find any."""

    products: tuple[Product, ...] = ()
    total: int = 0
    dropped: tuple[str, ...] = ()


class Finder:
    """Finds in the catalogue at hand."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self.lexicon: Lexicon = EmptyLexicon()

    async def find(self, reader: Reader, wish: Wish, lang: str, *, limit: int = PAGE, offset: int = 0) -> Found:  # noqa: ARG002
        """What fits ``wish``."""
        wanted = Filter(
            categories=wish.categories,
            brands=wish.brands,
            values=wish.values,
            currency=wish.currency,
            price_min=wish.price_min,
            price_max=wish.price_max,
            reduced=wish.reduced,
        )
        sort = "price_low" if wish.sort == "price_low" else "price_high" if wish.sort == "price_high" else "newest"
        ids = await catalog.matching(reader, wanted, sort=sort, limit=limit, offset=offset, within=wish.products)  # type: ignore[arg-type]
        total = await catalog.count_matching(reader, wanted, within=wish.products)
        return Found(tuple(await catalog.list_products(reader, ids)), total)

    async def product_ids(self, reader: Reader, words: str, lang: str) -> list[str]:
        """The products ``words`` may name, best first."""
        found = await self.find(reader, Wish(words, currency=self._shop.currency), lang)
        return [product.id for product in found.products]

    async def similar(self, reader: Reader, product: Product, lang: str, currency: str, limit: int) -> list[Product]:
        """Products like ``product`` that can be had, without itself."""
        found = await self.find(
            reader, Wish(categories=product.categories[-1:], currency=currency), lang, limit=limit + 4
        )
        others = [other for other in found.products if other.id != product.id]
        levels = await inventory.available(reader, [v.id for other in others for v in other.variants])
        return [other for other in others if any(levels[v.id].has() for v in other.variants)][:limit]

    async def carousel(
        self, reader: Reader, products: Sequence[Product], say: Callable[..., str], lang: str, currency: str
    ) -> tuple[Block, ...]:
        """The products as cards side by side; nothing for none."""
        view, levels = View(lang, currency, say), await self._levels(reader, products)
        found = carousel(products, levels, view)
        return (found,) if found is not None else ()

    async def card(
        self,
        reader: Reader,
        product: Product,
        say: Callable[..., str],
        lang: str,
        currency: str,
        *,
        variant: Variant | None = None,
    ) -> ProductCard | None:
        """One product as a card, or the variant of it that was chosen; none if it is not sold in ``currency``."""
        try:
            return product_card(
                product, await self._levels(reader, [product]), View(lang, currency, say), variant=variant
            )
        except NotSoldInCurrency:
            return None

    async def comparison(
        self, reader: Reader, products: Sequence[Product], say: Callable[..., str], lang: str, currency: str
    ) -> Comparison:
        """The products side by side. Raises ``NotSoldInCurrency``."""
        return comparison(products, await self._levels(reader, products), View(lang, currency, say))

    async def _levels(self, reader: Reader, products: Sequence[Product]) -> Mapping[str, Stock]:
        found: Mapping[Any, Stock] = await inventory.available(
            reader, [v.id for product in products for v in product.variants]
        )
        return found
