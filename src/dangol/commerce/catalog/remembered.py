"""Products this process has read, kept for as long as the catalogue does not change.

A conversation reads the same few products again and again: what is on the screen, what lies in the cart. Every change of the
catalogue has a number, given in the commit that makes it, so one small query says whether what is kept is still true. Only a snapshot
reads from here; a transaction always reads the tables, for it decides by what it finds. Stock is not kept: it changes with every order.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from dangol.commerce.catalog.products import Product
from dangol.runtime.database import Reader, Transaction

_MOST_VARIANTS = 20_000  # some 25 MB
_NAME = "catalog.products"


class Remembered:
    """Products as of the catalogue's change number ``change``, the longest unused forgotten first."""

    def __init__(self) -> None:
        self.change = -1
        self._products: OrderedDict[str, Product] = OrderedDict()
        self._owners: dict[str, str] = {}  # variant to product

    def at(self, change: int) -> bool:
        """Whether what is kept is what the catalogue was at ``change``. What is older than that is forgotten."""
        if change > self.change:
            self.change = change
            self._products.clear()
            self._owners.clear()
        return change == self.change

    def product(self, product_id: str) -> Product | None:
        """The product, if it is kept."""
        found = self._products.get(product_id)
        if found is not None:
            self._products.move_to_end(product_id)
        return found

    def owner(self, variant_id: str) -> Product | None:
        """The product that has this variant on sale, if it is kept."""
        product_id = self._owners.get(variant_id)
        return self.product(product_id) if product_id is not None else None

    def keep(self, found: Iterable[Product]) -> None:
        """Keep these."""
        for product in found:
            self._products[product.id] = product
            self._owners.update((variant.id, product.id) for variant in product.variants)
        while len(self._owners) + len(self._products) > _MOST_VARIANTS and len(self._products) > 1:
            _, oldest = self._products.popitem(last=False)
            for variant in oldest.variants:
                self._owners.pop(variant.id, None)


def remembered(reader: Reader) -> Remembered | None:
    """What this process remembers of the reader's database; none within a transaction."""
    if isinstance(reader, Transaction):
        return None
    found: Remembered = reader.memory.setdefault(_NAME, Remembered())
    return found
