"""Writes translations onto the products and categories they belong to."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update

from dangol.commerce.catalog.importing.drafts import Draft
from dangol.commerce.catalog.importing.report import ImportReport, Problem
from dangol.commerce.catalog.importing.staging import Staging
from dangol.commerce.catalog.importing.translations_csv import unknown_target
from dangol.commerce.catalog.models import categories, product_texts, products, variants
from dangol.runtime.database import Transaction

_BATCH = 500
Staged = tuple[str, int, Draft]
"""File, line and what the row says."""


async def write_translations(
    tx: Transaction, staging: Staging, report: ImportReport, change: int, wrote: Callable[[int], None]
) -> None:
    """Write the staged translations. Rows about unknown products are problems; texts that are there already change
    nothing."""
    after = ""
    while batch := await asyncio.to_thread(staging.batch, "translation", after, _BATCH):
        after = batch[-1][0]
        by_target: dict[str, list[Staged]] = defaultdict(list)
        for _, file, line, _, draft in batch:
            by_target[draft["target"]].append((file, line, draft))
        for staged in by_target.pop("category", []):
            await _category(tx, staged, report, change)
        owners = await _owners(tx, by_target)
        rows: dict[str, list[Staged]] = defaultdict(list)
        for target, several in by_target.items():
            for file, line, draft in several:
                owner = owners.get((target, draft["id"]))
                if owner is None:
                    report.note(unknown_target(file, line, target, draft["shown"]))
                else:
                    rows[owner].append((file, line, draft))
        await _products(tx, rows, report, change)
        wrote(len(batch))


async def _owners(tx: Transaction, by_target: Mapping[str, Sequence[Staged]]) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    skus = {draft["id"] for _, _, draft in by_target.get("sku", ())}
    if skus:
        for row in await tx.all(select(variants.c.id, variants.c.product_id).where(variants.c.id.in_(list(skus)))):
            found["sku", row.id] = row.product_id
    ids = {draft["id"] for _, _, draft in by_target.get("product", ())}
    if ids:
        for row in await tx.all(select(products.c.id).where(products.c.id.in_(list(ids)))):
            found["product", row.id] = row.id
    return found


async def _products(tx: Transaction, rows: Mapping[str, Sequence[Staged]], report: ImportReport, change: int) -> None:
    ids = sorted(rows)
    if not ids:
        return
    heads = {row.id: row._mapping for row in await tx.all(select(products).where(products.c.id.in_(ids)))}
    texts: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for row in await tx.all(select(product_texts).where(product_texts.c.product_id.in_(ids))):
        texts[row.product_id][row.lang] = dict(row._mapping)
    for product_id in ids:
        head = {name: heads[product_id][name] for name in ("brand_names", "attributes", "options", "images")}
        mine = texts[product_id]
        changed = 0
        for file, line, draft in rows[product_id]:
            missing = _apply(head, mine, product_id, draft)
            if isinstance(missing, str):
                report.note(
                    Problem(
                        file, line, "field", draft["field"], missing, "Correct the row, or import the product first."
                    )
                )
            else:
                changed += missing
        if changed:
            await tx.execute(delete(product_texts).where(product_texts.c.product_id == product_id))
            await tx.execute(insert(product_texts), list(mine.values()))
            values = {**head, "version": products.c.version + 1, "change": change, "updated_at": tx.now}
            await tx.execute(update(products).where(products.c.id == product_id).values(**values))
            report.translations += changed


def _apply(head: dict[str, Any], texts: dict[str, dict[str, Any]], product_id: str, draft: Draft) -> int | str:
    """Put one text in its place: 1 if that changed something, or what is missing."""
    field, lang, text = draft["field"], draft["lang"], draft["text"]
    kind, _, rest = field.partition(":")
    if kind in ("title", "description", "synonyms"):
        row = texts.setdefault(
            lang, {"product_id": product_id, "lang": lang, "title": "", "description": "", "synonyms": []}
        )
        changed, row[kind] = row[kind] != text, text
        return int(changed)
    if kind == "brand":
        return _set(head["brand_names"], lang, text)
    if kind == "alt":
        index = int(rest) - 1
        if not 0 <= index < len(head["images"]):
            return f"The product has no picture {rest}."
        return _set(head["images"][index]["alt"], lang, text)
    if kind == "option":
        option_id, _, value_id = rest.partition("=")
        option = next((item for item in head["options"] if item["id"] == option_id), None)
        if option is None:
            return f"The product has no option {option_id!r}."
        if not value_id:
            return _set(option["name"], lang, text)
        value = next((item for item in option["values"] if item["id"] == value_id), None)
        return (
            f"The option {option_id!r} has no value {value_id!r}." if value is None else _set(value["name"], lang, text)
        )
    if kind in ("attribute", "attribute_name"):
        item = next((item for item in head["attributes"] if item["id"] == rest), None)
        if item is None:
            return f"The product has no attribute {rest!r}."
        return _set(item["value" if kind == "attribute" else "name"], lang, text)
    return f"{field!r} is no field of a product."


def _set(words: dict[str, str], lang: str, text: str) -> int:
    changed, words[lang] = words.get(lang) != text, text
    return int(changed)


async def _category(tx: Transaction, staged: Staged, report: ImportReport, change: int) -> None:
    file, line, draft = staged
    row = await tx.first(select(categories).where(categories.c.id == draft["id"]))
    if row is None:
        report.note(unknown_target(file, line, "category", draft["shown"]))
        return
    column = "names" if draft["field"] == "name" else "synonyms"
    value = {**row._mapping[column], draft["lang"]: draft["text"]}
    if value != row._mapping[column]:
        report.translations += 1
        await tx.execute(
            update(categories)
            .where(categories.c.id == draft["id"])
            .values(**{column: value}, version=categories.c.version + 1, change=change)
        )
