"""Every reading query about the catalogue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, exists, func, literal, or_, select, tuple_

from dangol.commerce.catalog.models import (
    Sells,
    Status,
    attributes,
    catalog_changes,
    categories,
    product_categories,
    product_texts,
    product_values,
    products,
    variant_prices,
    variants,
)
from dangol.commerce.catalog.products import (
    Attribute,
    AttributeName,
    Category,
    Cursor,
    Facet,
    Filter,
    Option,
    OptionValue,
    Picture,
    Product,
    Variant,
    VariantPrice,
    Words,
)
from dangol.commerce.catalog.remembered import remembered
from dangol.kit.ids import ProductId, VariantId
from dangol.kit.money import Money
from dangol.runtime.database import Reader

Sort = Literal["newest", "price_low", "price_high"]
_CHUNK = 500
_IDS: Any = bindparam("ids", expanding=True)
_HEADS = select(products).where(products.c.id.in_(_IDS))
_TEXTS = select(product_texts).where(product_texts.c.product_id.in_(_IDS))
_SHELVES = (
    select(product_categories.c.product_id, product_categories.c.category_id)
    .where(product_categories.c.product_id.in_(_IDS))
    .order_by(product_categories.c.position)
)
_PRICES = select(
    variant_prices.c.variant_id, variant_prices.c.currency, variant_prices.c.amount, variant_prices.c.list_amount
).where(variant_prices.c.product_id.in_(_IDS))
_ACTIVE_VARIANTS = (
    select(variants)
    .where(variants.c.product_id.in_(_IDS), variants.c.status == Status.ACTIVE)
    .order_by(variants.c.position, variants.c.id)
)
_LAST_CHANGE = select(catalog_changes.c.change)


async def products_by_id(reader: Reader, ids: Iterable[str]) -> dict[str, Product]:
    """The products with these ids, whatever their status; unknown ids are left out. Five queries however many they
    are, or one if all were read before."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    kept = remembered(reader)
    change = await last_change(reader) if kept is not None else 0
    found: dict[str, Product] = {}
    if kept is not None and kept.at(change):
        found = {product_id: known for product_id in wanted if (known := kept.product(product_id)) is not None}
    missing = [product_id for product_id in wanted if product_id not in found]
    for start in range(0, len(missing), _CHUNK):
        loaded = await _load(reader, missing[start : start + _CHUNK])
        found |= loaded
        if kept is not None and kept.change == change:
            kept.keep(loaded.values())
    return {product_id: found[product_id] for product_id in wanted if product_id in found}


async def list_products(reader: Reader, ids: Iterable[str]) -> list[Product]:
    """The products with these ids in the order asked for; unknown ones are left out."""
    return list((await products_by_id(reader, ids)).values())


async def product(reader: Reader, product_id: str) -> Product | None:
    """The product with that id."""
    return (await products_by_id(reader, [product_id])).get(product_id)


async def product_of_variant(reader: Reader, variant_id: str) -> Product | None:
    """The product a variant belongs to."""
    found = await reader.scalar(select(variants.c.product_id).where(variants.c.id == variant_id))
    return await product(reader, found) if found else None


async def products_of_variants(reader: Reader, variant_ids: Iterable[str]) -> dict[str, tuple[Product, Variant]]:
    """For each known variant (archived ones too) its product and itself; a cart reads its lines with this."""
    wanted = list(dict.fromkeys(variant_ids))
    result: dict[str, tuple[Product, Variant]] = {}
    kept = remembered(reader)
    if kept is not None and kept.at(await last_change(reader)):
        for variant_id in wanted:
            known = kept.owner(variant_id)
            variant = known.variant(variant_id) if known is not None else None
            if known is not None and variant is not None:
                result[variant_id] = (known, variant)
    missing = [variant_id for variant_id in wanted if variant_id not in result]
    rows: list[Row[Any]] = []
    for start in range(0, len(missing), _CHUNK):
        rows += await reader.all(select(variants).where(variants.c.id.in_(missing[start : start + _CHUNK])))
    by_product = await products_by_id(reader, [row.product_id for row in rows])
    for row in rows:
        owner = by_product[row.product_id]
        result[row.id] = (owner, owner.variant(row.id) or _variant(row, {}))
    return result


async def variant_by_sku(reader: Reader, sku: str) -> VariantId | None:
    """The id of the variant with that SKU."""
    found = await reader.scalar(select(variants.c.id).where(variants.c.sku == sku))
    return VariantId(found) if found else None


async def product_by_ref(reader: Reader, ref: str) -> ProductId | None:
    """The id of the product the shop itself calls ``ref``."""
    found = await reader.scalar(select(products.c.id).where(products.c.ref == ref))
    return ProductId(found) if found else None


async def each_product(reader: Reader, batch: int = 500) -> AsyncIterator[list[Product]]:
    """Every product on sale, in batches by id."""
    last = ""
    while True:
        statement = select(products.c.id).where(products.c.id > last, products.c.status == Status.ACTIVE)
        ids = [row.id for row in await reader.all(statement.order_by(products.c.id).limit(batch))]
        if not ids:
            return
        yield await list_products(reader, ids)
        last = ids[-1]


async def ids_after(reader: Reader, after: str, limit: int) -> list[ProductId]:
    """Ids of products on sale above ``after``, in order: pages that stay right while products come and go."""
    statement = select(products.c.id).where(products.c.id > after, products.c.status == Status.ACTIVE)
    return [ProductId(row.id) for row in await reader.all(statement.order_by(products.c.id).limit(limit))]


async def changed_since(reader: Reader, after: Cursor, limit: int = 500) -> tuple[list[ProductId], Cursor]:
    """Ids of products changed after ``after``, oldest change first, and the place to go on from.

    Whatever their status: a reader drops what is not ``on_sale``. Nothing is missed: change numbers are given under a
    lock."""
    later = tuple_(products.c.change, products.c.id) > tuple_(after.change, after.product_id)
    statement = select(products.c.id, products.c.change).where(products.c.change >= after.change, later)
    rows = await reader.all(statement.order_by(products.c.change, products.c.id).limit(limit))
    last = Cursor(rows[-1].change, rows[-1].id) if rows else after
    return [ProductId(row.id) for row in rows], last


async def last_change(reader: Reader) -> int:
    """The number of the catalogue's last change; 0 while it is empty. Cheap: ask it to see whether anything is new."""
    return int(await reader.scalar(_LAST_CHANGE) or 0)


async def list_categories(reader: Reader) -> list[Category]:
    """Every category, in the shop's order."""
    rows = await reader.all(select(categories).order_by(categories.c.position, categories.c.id))
    return [
        Category(row.id, row.parent_id, Words(row.names, row.lang), _synonyms(row.synonyms), row.version)
        for row in rows
    ]


async def category(reader: Reader, category_id: str) -> Category | None:
    """The category with that id."""
    row = await reader.first(select(categories).where(categories.c.id == category_id))
    if row is None:
        return None
    return Category(row.id, row.parent_id, Words(row.names, row.lang), _synonyms(row.synonyms), row.version)


async def attribute_names(reader: Reader) -> dict[str, AttributeName]:
    """What attributes are called, for those the shop has named."""
    rows = await reader.all(select(attributes))
    return {row.id: AttributeName(row.id, Words(row.names, row.lang), _synonyms(row.synonyms)) for row in rows}


async def matching(
    reader: Reader,
    wanted: Filter,
    *,
    sort: Sort = "newest",
    limit: int = 50,
    offset: int = 0,
    within: Sequence[str] = (),
) -> list[ProductId]:
    """Ids of products on sale that fit ``wanted``, of ``within`` if given. Sorting by price needs
    ``wanted.currency``."""
    statement = (await _fitting(reader, wanted, within)).with_only_columns(products.c.id)
    if sort != "newest" and wanted.currency:
        price = _lowest(wanted.currency).scalar_subquery()
        order = price.asc() if sort == "price_low" else price.desc()
        statement = statement.order_by(price.is_(None), order, products.c.id)
    else:
        statement = statement.order_by(products.c.created_at.desc(), products.c.id)
    return [ProductId(row.id) for row in await reader.all(statement.limit(limit).offset(offset))]


async def count_matching(reader: Reader, wanted: Filter, *, within: Sequence[str] = ()) -> int:
    """How many products on sale fit ``wanted``."""
    statement = (await _fitting(reader, wanted, within)).with_only_columns(func.count())
    return int(await reader.scalar(statement) or 0)


async def facets(reader: Reader, wanted: Filter, *, within: Sequence[str] = (), limit: int = 200) -> list[Facet]:
    """What the products that fit ``wanted`` can be narrowed by: categories, brands, option and attribute values, most
    frequent first."""
    fitting = (await _fitting(reader, wanted, within)).with_only_columns(products.c.id).subquery()
    ids = select(fitting.c.id)
    count = func.count()
    found: list[Facet] = []
    queries = (
        select(product_values.c.name, product_values.c.value, count)
        .where(product_values.c.product_id.in_(ids))
        .group_by(product_values.c.name, product_values.c.value),
        select(literal("category"), product_categories.c.category_id, count)
        .where(product_categories.c.product_id.in_(ids))
        .group_by(product_categories.c.category_id),
        select(literal("brand"), products.c.brand, count)
        .where(products.c.id.in_(ids), products.c.brand.is_not(None))
        .group_by(products.c.brand),
    )
    for query in queries:
        rows: Sequence[Any] = await reader.all(query.order_by(count.desc()).limit(limit))
        found += [Facet(name, value, number) for name, value, number in rows]
    return sorted(found, key=lambda facet: (-facet.count, facet.name, facet.value))


async def price_span(reader: Reader, wanted: Filter, currency: str) -> tuple[Money, Money] | None:
    """The lowest and highest price in ``currency`` of what fits ``wanted``; none if nothing is sold in it."""
    ids = (await _fitting(reader, replace(wanted, currency=currency), ())).with_only_columns(products.c.id)
    row: Any = await reader.first(
        select(func.min(variant_prices.c.amount), func.max(variant_prices.c.amount)).where(
            variant_prices.c.currency == currency, variant_prices.c.product_id.in_(ids)
        )
    )
    return None if row is None or row[0] is None else (Money(row[0], currency), Money(row[1], currency))


def _lowest(currency: str) -> Select[Any]:
    return select(func.min(variant_prices.c.amount)).where(
        variant_prices.c.product_id == products.c.id, variant_prices.c.currency == currency
    )


async def _fitting(reader: Reader, wanted: Filter, within: Sequence[str]) -> Select[Any]:
    conditions: list[ColumnElement[bool]] = [products.c.status == Status.ACTIVE]
    if within:
        conditions.append(products.c.id.in_(list(within)))
    if wanted.brands:
        conditions.append(products.c.brand.in_(wanted.brands))
    if wanted.categories:
        below = await _with_descendants(reader, wanted.categories)
        link = product_categories.c
        conditions.append(products.c.id.in_(select(link.product_id).where(link.category_id.in_(below))))
    for name, choices in wanted.values.items():
        value = product_values.c
        has = select(value.product_id).where(value.name == name, value.value.in_(choices))
        conditions.append(products.c.id.in_(has))
    if wanted.currency and (wanted.price_min is not None or wanted.price_max is not None or wanted.reduced):
        price = variant_prices.c
        limits = [price.product_id == products.c.id, price.currency == wanted.currency]
        if wanted.price_min is not None:
            limits.append(price.amount >= wanted.price_min)
        if wanted.price_max is not None:
            limits.append(price.amount <= wanted.price_max)
        if wanted.reduced:
            limits.append(price.list_amount > price.amount)
        conditions.append(exists().where(and_(*limits)))
    return select(products).where(*conditions)


async def _with_descendants(reader: Reader, ids: Sequence[str]) -> list[str]:
    rows = await reader.all(select(categories.c.id, categories.c.parent_id))
    below: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.parent_id:
            below[row.parent_id].append(row.id)
    found: dict[str, None] = {}
    todo = list(ids)
    while todo:
        current = todo.pop()
        if current not in found:
            found[current] = None
            todo += below[current]
    return list(found)


async def _load(reader: Reader, ids: Sequence[str]) -> dict[str, Product]:
    these = {"ids": list(ids)}
    heads = await reader.all(_HEADS, these)
    if not heads:
        return {}
    texts: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in await reader.all(_TEXTS, these):
        texts[row.product_id].append(row)
    shelves: dict[str, list[str]] = defaultdict(list)
    for row in await reader.all(_SHELVES, these):
        shelves[row.product_id].append(row.category_id)
    prices: dict[str, dict[str, VariantPrice]] = defaultdict(dict)
    for row in await reader.all(_PRICES, these):
        regular = Money(row.list_amount, row.currency) if row.list_amount is not None else None
        prices[row.variant_id][row.currency] = VariantPrice(Money(row.amount, row.currency), regular)
    owned: dict[str, list[Variant]] = defaultdict(list)
    for row in await reader.all(_ACTIVE_VARIANTS, these):
        owned[row.product_id].append(_variant(row, prices[row.id]))
    names = await _names_of(reader, {item["id"] for head in heads for item in head.attributes if not item["name"]})
    return {h.id: _product(h, texts[h.id], tuple(shelves[h.id]), tuple(owned[h.id]), names) for h in heads}


async def _names_of(reader: Reader, ids: set[str]) -> dict[str, Mapping[str, str]]:
    if not ids:
        return {}
    rows = await reader.all(select(attributes.c.id, attributes.c.names).where(attributes.c.id.in_(ids)))
    return {row.id: row.names for row in rows}


def _variant(row: Row[Any], prices: Mapping[str, VariantPrice]) -> Variant:
    return Variant(
        VariantId(row.id),
        ProductId(row.product_id),
        row.sku,
        row.options,
        prices,
        Status(row.status),
        Sells(row.sells),
        row.image,
        row.weight_g,
        row.barcode,
    )


def _product(
    head: Row[Any],
    texts: Sequence[Row[Any]],
    shelves: tuple[str, ...],
    owned: tuple[Variant, ...],
    names: Mapping[str, Mapping[str, str]],
) -> Product:
    lang = head.lang
    return Product(
        id=ProductId(head.id),
        ref=head.ref,
        lang=lang,
        status=Status(head.status),
        title=Words({row.lang: row.title for row in texts}, lang),
        description=Words({row.lang: row.description for row in texts}, lang),
        brand=head.brand,
        brand_name=Words(head.brand_names, lang),
        url=head.url,
        tags=tuple(head.tags),
        synonyms={row.lang: tuple(row.synonyms) for row in texts if row.synonyms},
        categories=shelves,
        attributes=tuple(
            Attribute(
                item["id"],
                Words(item["name"] or names.get(item["id"]) or {lang: spelled_out(item["id"])}, lang),
                Words(item["value"], lang),
            )
            for item in head.attributes
        ),
        options=tuple(
            Option(
                item["id"],
                Words(item["name"], lang),
                tuple(OptionValue(value["id"], Words(value["name"], lang)) for value in item["values"]),
            )
            for item in head.options
        ),
        images=tuple(Picture(item["src"], Words(item["alt"], lang)) for item in head.images),
        variants=owned,
        version=head.version,
        change=head.change,
        updated_at=head.updated_at,
    )


def spelled_out(identifier: str) -> str:
    """An id as a name, where nothing better is known: ``heel_height`` is *Heel height*."""
    words = identifier.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def _synonyms(value: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {lang: tuple(words) for lang, words in value.items()}


def sku_or_ref(term: str) -> Select[Any]:
    """The products whose reference, or one of whose SKUs, is exactly ``term``."""
    owner = select(variants.c.product_id).where(variants.c.sku == term)
    return select(products.c.id).where(or_(products.c.ref == term, products.c.id.in_(owner)))
