"""The catalogue in the index: what changed is put in or taken out, so that a product added is found and understood in the next message.

The index is a projection: where it stands is one number in ``catalog_index``, moved in the commit that moves the index, so a crash
between the two cannot leave it behind, and doing it twice changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import insert, select, update

from dangol.commerce.catalog import repository
from dangol.commerce.catalog.models import catalog_index, product_values
from dangol.commerce.catalog.products import AttributeName, Category, Cursor, Product, Words
from dangol.runtime.database import Database, Reader, Transaction
from dangol.runtime.outbox import Delivery
from dangol.search.documents import Document, Facts, PriceRange, is_indexed
from dangol.search.index import put, remove
from dangol.search.names import Name, NameKind, value_kind, value_name
from dangol.search.naming import names_of, put_names, remove_names

_BATCH = 400
_MOST_BODY = 4000


class Indexer:
    """Keeps the index level with the catalogue. ``changed`` is the outbox's handler of ``CatalogChanged``."""

    def __init__(self, database: Database, languages: Sequence[str]) -> None:
        self._database = database
        self._languages = tuple(languages)

    async def changed(self, _delivery: Delivery) -> None:
        """The catalogue changed."""
        await self.catch_up()

    async def catch_up(self) -> int:
        """Bring the index level; how many products were looked at."""
        looked = 0
        async with self._database.snapshot() as reader:
            behind = (await _cursor(reader)) < Cursor(await repository.last_change(reader), "\uffff")
        while behind:
            async with self._database.transaction() as tx:
                before = await _cursor(tx)
                ids, after = await repository.changed_since(tx, before, _BATCH)
                if before == Cursor() or not ids:
                    await self._shelves(tx)
                if not ids:
                    break
                await self._put(tx, ids)
                await _move(tx, after, known=before != Cursor())
                tx.announce("catalog")
            looked += len(ids)
        return looked

    async def _shelves(self, tx: Transaction) -> None:
        categories = await repository.list_categories(tx)
        names = [name for category in categories for name in _names_of_category(category)]
        await put_names(tx, names)

    async def _put(self, tx: Transaction, ids: Sequence[str]) -> None:
        products = await repository.products_by_id(tx, ids)
        shelves = {category.id: category for category in await repository.list_categories(tx)}
        values = await _values(tx, ids)
        gone = [product_id for product_id in ids if product_id not in products or not products[product_id].on_sale]
        here = [product for product_id, product in products.items() if product_id not in gone]
        await remove(tx, "product", gone)
        await remove_names(tx, [f"product:{product_id}" for product_id in gone])
        documents = [d for p in here for d in self._documents(p, shelves, values.get(p.id, {}))]
        await put(tx, documents)
        known = await repository.attribute_names(tx)
        names = [name for product in here for name in (*self._names(product), *_fields(product, known))]
        # A value belongs to many products: what another one calls it stays.
        shared = await names_of(tx, {name.row for name in names if name.row.startswith(("value:", "brand:", "field:"))})
        await put_names(tx, [*shared, *names])

    def _langs(self, product: Product) -> tuple[str, ...]:
        # A catalogue may hold any language; one the index does not know must not keep the shop from opening.
        return tuple(dict.fromkeys(filter(is_indexed, (*self._languages, product.lang, *product.title.values))))

    def _documents(
        self, product: Product, shelves: Mapping[str, Category], values: Mapping[str, tuple[str, ...]]
    ) -> Iterator[Document]:
        facts = Facts(
            categories=product.categories,
            brand=product.brand,
            values=_by_kind(product, values),
            prices=_prices(product),
            newness=int(product.updated_at.timestamp()),
        )
        for lang in self._langs(product):
            if lang not in product.title.values and lang != product.lang:
                continue
            words = [product.brand_name.text(lang)] if product.brand else []
            words += [shelves[c].name.text(lang) for c in product.categories if c in shelves]
            for category in product.categories:
                words += shelves[category].synonyms.get(lang, ()) if category in shelves else ()
            words += product.synonyms.get(lang, ())
            words += product.tags
            words += [value.name.text(lang) for option in product.options for value in option.values]
            words += [attribute.value.text(lang) for attribute in product.attributes]
            yield Document(
                "product",
                product.id,
                lang,
                title=product.title.text(lang),
                keywords=" \n".join(dict.fromkeys(words)),
                body=product.description.text(lang)[:_MOST_BODY],
                facts=facts,
            )

    def _names(self, product: Product) -> Iterator[Name]:
        row = f"product:{product.id}"
        for lang, title in product.title.values.items():
            yield Name(row, "product", product.id, lang, title, title)
        for lang, synonyms in product.synonyms.items():
            for synonym in synonyms:
                yield Name(row, "product", product.id, lang, synonym, product.title.text(lang), synonym=True)
        if product.brand:
            yield from _each(f"brand:{product.brand}", "brand", product.brand, product.brand_name)
        for option in product.options:
            kind = value_kind(option.id, *option.name.values.values())
            for value in option.values:
                for lang, text in value.name.values.items():
                    if text:
                        yield value_name(option.id, kind, value.id, lang, text)


def _by_kind(product: Product, values: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """The values a product is found by, those of a colour and a size by that as well, whatever the shop calls them (*colour*, 색상)."""
    found = dict(values)
    called = [*((o.id, o.name) for o in product.options), *((a.id, a.name) for a in product.attributes)]
    for identifier, name in called:
        kind = value_kind(identifier, *name.values.values())
        if kind in ("color", "size") and identifier != kind:
            found[kind] = tuple(dict.fromkeys((*found.get(kind, ()), *values.get(identifier, ()))))
    return found


def _each(row: str, kind: NameKind, value: str, words: Words) -> Iterator[Name]:
    for lang, text in words.values.items():
        if text:
            yield Name(row, kind, value, lang, text, text)


def _fields(product: Product, known: Mapping[str, AttributeName]) -> Iterator[Name]:
    """What the attributes of a product are called, so that a question about one is told from a search."""
    for attribute in product.attributes:
        row = f"field:{attribute.id}"
        yield from _each(row, "field", attribute.id, attribute.name)
        if attribute.id in known:
            for lang, synonyms in known[attribute.id].synonyms.items():
                for synonym in synonyms:
                    yield Name(row, "field", attribute.id, lang, synonym, synonym, synonym=True)


def _names_of_category(category: Category) -> Iterator[Name]:
    row = f"category:{category.id}"
    yield from _each(row, "category", category.id, category.name)
    for lang, synonyms in category.synonyms.items():
        for synonym in synonyms:
            yield Name(row, "category", category.id, lang, synonym, category.name.text(lang), synonym=True)


def _prices(product: Product) -> dict[str, PriceRange]:
    currencies = {currency for variant in product.variants for currency in variant.prices}
    found: dict[str, PriceRange] = {}
    for currency in currencies:
        span = product.price_range(currency)
        if span is not None:
            found[currency] = PriceRange(span[0].amount, span[1].amount)
    return found


async def _values(reader: Reader, ids: Iterable[str]) -> dict[str, dict[str, tuple[str, ...]]]:
    rows = await reader.all(select(product_values).where(product_values.c.product_id.in_(list(ids))))
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row.product_id][row.name].append(row.value)
    return {product: {name: tuple(values) for name, values in inner.items()} for product, inner in found.items()}


async def _cursor(reader: Reader) -> Cursor:
    row = await reader.first(select(catalog_index))
    return Cursor(row.change, row.product_id) if row else Cursor()


async def _move(tx: Transaction, cursor: Cursor, *, known: bool) -> None:
    if known:
        await tx.execute(update(catalog_index).values(change=cursor.change, product_id=cursor.product_id))
    else:
        await tx.execute(insert(catalog_index).values(id=1, change=cursor.change, product_id=cursor.product_id))
