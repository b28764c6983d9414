"""Writes staged drafts into the shop's tables, in the one transaction it is given: what is new is added, what differs
is changed, the rest is left alone."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from dangol.commerce.catalog.importing.categories import CategoryWriter
from dangol.commerce.catalog.importing.drafts import Draft
from dangol.commerce.catalog.importing.report import ImportReport, Problem
from dangol.commerce.catalog.importing.staging import Staging
from dangol.commerce.catalog.models import (
    Sells,
    Status,
    product_categories,
    product_texts,
    product_values,
    products,
    variant_prices,
    variants,
)
from dangol.commerce.catalog.ports import Count, LocationRow, StockBook
from dangol.runtime.database import Transaction

_BATCH = 400
_CHUNK = 800
_HEAD = ("id", "ref", "lang", "status", "brand", "brand_names", "url", "tags", "attributes", "options", "images")
Row = Mapping[str, Any]


class Writer:
    """One import's writing. ``change`` is the number it goes under."""

    def __init__(
        self, tx: Transaction, staging: Staging, report: ImportReport, change: int, wrote: Callable[[int], None]
    ) -> None:
        self._tx = tx
        self._staging = staging
        self._report = report
        self._change = change
        self._wrote = wrote
        self._refused: set[str] = set()

    async def locations(self, stock: StockBook) -> None:
        """Write the locations."""
        positions = self._staging.positions("location")
        rows = []
        async for batch in self._batches("location"):
            for key, _, _, _, draft in batch:
                place = draft.pop("position")
                rows.append(LocationRow(**draft, position=positions[key] if place is None else place))
        if rows:
            new, changed = await stock.put_locations(self._tx, rows)
            self._report.locations += new + changed

    async def products(self, categories: CategoryWriter) -> None:
        """Write the products with their texts, variants and prices."""
        async for batch in self._batches("product"):
            await self._products([(file, line, digest, draft) for _, file, line, digest, draft in batch], categories)

    async def counts(self, stock: StockBook) -> set[str]:
        """Write the counts of stock; the variants whose count changed."""
        changed: set[str] = set()
        after = ("", "")
        while rows := await asyncio.to_thread(self._staging.counts, after, 2000):
            after = (rows[-1][0], rows[-1][1])
            kept = [Count(variant, place, pieces) for variant, place, pieces, ref in rows if ref not in self._refused]
            changed |= await stock.put_counts(self._tx, kept)
        return changed

    async def _batches(self, kind: str) -> Any:
        after = ""
        while batch := await asyncio.to_thread(self._staging.batch, kind, after, _BATCH):
            after = batch[-1][0]
            yield batch
            self._wrote(len(batch))

    async def _products(self, batch: Sequence[tuple[str, int, str, Draft]], categories: CategoryWriter) -> None:
        known = await self._by(products, products.c.id, [draft["id"] for _, _, _, draft in batch])
        before = {row["id"]: row for row in known}
        todo: list[tuple[str, Draft]] = []
        for file, line, digest, draft in batch:
            old = before.get(draft["id"])
            if old is not None and old["digest"] == digest:
                self._report.unchanged += 1
            elif old is None and "untitled" in draft:
                self._refuse(draft, file, line)
            else:
                await categories.ensure(draft["categories"], file, line)
                todo.append((digest, draft))
        if not todo:
            return
        ids = [draft["id"] for _, draft in todo]
        texts = _grouped(await self._by(product_texts, product_texts.c.product_id, ids), "product_id")
        heads_new: list[dict[str, Any]] = []
        heads_old: list[dict[str, Any]] = []
        for digest, draft in todo:
            old = before.get(draft["id"])
            if old is not None:
                _merge(draft, old, texts[draft["id"]])
            row = self._head(draft, digest)
            (heads_new if old is None else heads_old).append(row)
        await self._insert(products, [{**r, "version": 1, "created_at": self._tx.now} for r in heads_new])
        if heads_old:
            values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in heads_old[0] if name != "id"}
            await self._tx.execute(
                update(products)
                .where(products.c.id == bindparam("of_id"))
                .values(**values, version=products.c.version + 1),
                [{("of_id" if k == "id" else f"new_{k}"): v for k, v in row.items()} for row in heads_old],
            )
        old_ids = [row["id"] for row in heads_old]
        self._report.created += len(heads_new)
        self._report.updated += len(heads_old)
        await self._details(todo, old_ids)
        await self._variants([draft for _, draft in todo], old_ids)

    def _refuse(self, draft: Draft, file: str, line: int) -> None:
        self._refused.add(draft["ref"])
        self._report.skipped += 1
        message = f"{draft['ref']!r} is new and has no title."
        self._report.note(Problem(file, line, draft["untitled"], "", message, "Every product needs one."))

    def _head(self, draft: Draft, digest: str) -> dict[str, Any]:
        row = {name: draft[name] for name in _HEAD}
        return {**row, "digest": digest, "change": self._change, "updated_at": self._tx.now}

    async def _details(self, todo: Sequence[tuple[str, Draft]], old_ids: Sequence[str]) -> None:
        for table in (product_texts, product_values, product_categories):
            await self._delete(table, table.c.product_id, old_ids)
        texts, values, shelves = [], [], []
        for _, draft in todo:
            owner = {"product_id": draft["id"]}
            texts += [{**owner, "lang": lang, **text} for lang, text in draft["texts"].items()]
            pairs = {(option["id"], value["id"]) for option in draft["options"] for value in option["values"]}
            pairs |= {(item["id"], key) for item in draft["attributes"] for key in item["keys"]}
            values += [{**owner, "name": name, "value": value} for name, value in sorted(pairs)]
            shelves += [{**owner, "category_id": name, "position": i} for i, name in enumerate(draft["categories"])]
        await self._insert(product_texts, texts)
        await self._insert(product_values, values)
        await self._insert(product_categories, shelves)

    async def _variants(self, drafts: Sequence[Draft], old_ids: Sequence[str]) -> None:
        given = {variant["id"]: draft["id"] for draft in drafts for variant in draft["variants"]}
        known = {row["id"]: row for row in await self._by(variants, variants.c.id, list(given))}
        known |= {row["id"]: row for row in await self._by(variants, variants.c.product_id, old_ids)}
        new: list[dict[str, Any]] = []
        old: list[dict[str, Any]] = []
        prices: list[dict[str, Any]] = []
        for draft in drafts:
            for position, variant in enumerate(draft["variants"]):
                before = known.get(variant["id"])
                row = {name: value for name, value in variant.items() if name != "prices"}
                row |= {"product_id": draft["id"], "position": position}
                row["sells"] = variant["sells"] or (before["sells"] if before else Sells.ALWAYS.value)
                (new if before is None else old).append(row)
                if variant["status"] == Status.ACTIVE:
                    prices += [
                        {
                            "variant_id": variant["id"],
                            "currency": currency,
                            "product_id": draft["id"],
                            "amount": amount,
                            "list_amount": regular,
                        }
                        for currency, (amount, regular) in variant["prices"].items()
                    ]
        await self._insert(variants, new)
        if old:
            await self._tx.execute(
                update(variants)
                .where(variants.c.id == bindparam("of_id"))
                .values({name: bindparam(f"new_{name}") for name in old[0] if name != "id"}),
                [{("of_id" if k == "id" else f"new_{k}"): v for k, v in row.items()} for row in old],
            )
        await self._prices(drafts, [row["id"] for row in old], prices)
        gone = [row["id"] for row in known.values() if row["id"] not in given and row["product_id"] in set(old_ids)]
        for some in _chunks(gone):
            await self._tx.execute(update(variants).where(variants.c.id.in_(some)).values(status=Status.ARCHIVED.value))
            await self._tx.execute(delete(variant_prices).where(variant_prices.c.variant_id.in_(some)))
        await self._moved(known, given)

    async def _prices(self, drafts: Sequence[Draft], old: Sequence[str], prices: Sequence[Row]) -> None:
        if drafts[0]["partial"]:
            # A format of one currency says nothing of the others: they stay.
            held = variant_prices.c
            active = {row["variant_id"] for row in prices}
            await self._delete(variant_prices, held.variant_id, [name for name in old if name not in active])
            for row in prices:
                if row["variant_id"] in old:
                    same = (held.variant_id == row["variant_id"], held.currency == row["currency"])
                    await self._tx.execute(delete(variant_prices).where(*same))
            owner = {row["variant_id"]: row["product_id"] for row in prices}
            if owner:
                await self._tx.execute(
                    update(variant_prices)
                    .where(held.variant_id == bindparam("of_id"))
                    .values(product_id=bindparam("owner")),
                    [{"of_id": variant_id, "owner": product_id} for variant_id, product_id in owner.items()],
                )
        else:
            await self._delete(variant_prices, variant_prices.c.variant_id, old)
        await self._insert(variant_prices, prices)

    async def _moved(self, known: Mapping[str, Row], given: Mapping[str, str]) -> None:
        """Products that lost a variant to another one have changed too."""
        lost = {
            row["product_id"] for row in known.values() if given.get(row["id"], row["product_id"]) != row["product_id"]
        }
        for some in _chunks(sorted(lost - set(given.values()))):
            await self._tx.execute(
                update(products)
                .where(products.c.id.in_(some))
                .values(version=products.c.version + 1, change=self._change, digest="", updated_at=self._tx.now)
            )

    async def _by(self, table: Any, column: Any, ids: Sequence[str]) -> list[Row]:
        found: list[Row] = []
        for some in _chunks(ids):
            found += [dict(row._mapping) for row in await self._tx.all(select(table).where(column.in_(some)))]
        return found

    async def _insert(self, table: Any, rows: Sequence[Row]) -> None:
        for some in _chunks(rows, 5_000):
            await self._tx.execute(insert(table), some)

    async def _delete(self, table: Any, column: Any, ids: Sequence[str]) -> None:
        for some in _chunks(ids):
            await self._tx.execute(delete(table).where(column.in_(some)))


def _merge(draft: Draft, old: Row, texts: Sequence[Row]) -> None:
    """Keep of the product before what the file says nothing of: other languages, and of a partial format all that it
    cannot say."""
    partial = draft["partial"]
    for row in texts:
        mine = draft["texts"].get(row["lang"])
        if mine is None:
            draft["texts"][row["lang"]] = {name: row[name] for name in ("title", "description", "synonyms")}
        elif partial:
            for name in ("title", "description", "synonyms"):
                mine[name] = mine[name] or row[name]
    if partial:
        for name in ("brand", "brand_names", "tags", "attributes", "images", "url"):
            draft[name] = draft[name] or old[name]
    if draft["brand"] == old["brand"]:
        draft["brand_names"] = {**old["brand_names"], **draft["brand_names"]}
    images = {image["src"]: image["alt"] for image in old["images"]}
    for image in draft["images"]:
        image["alt"] = {**images.get(image["src"], {}), **image["alt"]}
    named = {item["id"]: item for item in old["attributes"]}
    for item in draft["attributes"]:
        before = named.get(item["id"])
        if before is not None:
            item["name"] = {**before["name"], **item["name"]}
            if before["keys"] == item["keys"]:
                item["value"] = {**before["value"], **item["value"]}
    options = {option["id"]: option for option in old["options"]}
    for option in draft["options"]:
        before = options.get(option["id"])
        if before is not None:
            option["name"] = {**before["name"], **option["name"]}
            values = {value["id"]: value["name"] for value in before["values"]}
            for value in option["values"]:
                value["name"] = {**values.get(value["id"], {}), **value["name"]}


def _grouped(rows: Iterable[Row], name: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[name]].append(row)
    return found


def _chunks(items: Sequence[Any], size: int = _CHUNK) -> Iterator[list[Any]]:
    for start in range(0, len(items), size):
        yield list(items[start : start + size])
