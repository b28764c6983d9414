"""Writes categories and the names of attributes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, insert, select, update

from dangol.commerce.catalog.importing.drafts import Draft
from dangol.commerce.catalog.importing.report import ImportDefaults, ImportReport, Problem
from dangol.commerce.catalog.importing.staging import Staging
from dangol.commerce.catalog.models import attributes, categories
from dangol.commerce.catalog.repository import spelled_out
from dangol.runtime.database import Transaction


class CategoryWriter:
    """The categories of one import: those a file describes, and those its products name without anybody describing
    them."""

    def __init__(
        self, tx: Transaction, staging: Staging, report: ImportReport, shop: ImportDefaults, change: int
    ) -> None:
        self._tx = tx
        self._staging = staging
        self._report = report
        self._shop = shop
        self._change = change
        self._known: set[str] = set()
        self._next = 0

    async def write(self) -> None:
        """Write what the file describes."""
        before = {row.id: row._mapping for row in await self._tx.all(select(categories))}
        self._known = set(before)
        self._next = 1 + int(await self._tx.scalar(select(func.max(categories.c.position))) or 0)
        positions = self._staging.positions("category")
        known = self._known | set(positions)
        drafts = []
        for key, file, line, _, draft in self._staging.batch("category", "", 1_000_000):
            if draft["named"] and draft["parent"] not in known:
                self._refuse(file, line, draft["parent"])
            else:
                drafts.append((positions[key], file, line, draft))
        self._known |= {draft["id"] for *_, draft in drafts}
        for position, file, line, draft in sorted(drafts, key=lambda item: item[0]):
            await self._put(draft, before.get(draft["id"]), self._next + position)
            if draft["parent"]:
                await self.ensure([draft["parent"]], file, line)
        self._next += len(positions)

    async def ensure(self, ids: list[str], file: str, line: int) -> None:
        """See that these categories are there; one that nobody described gets its id for a name."""
        for name in ids:
            if name in self._known:
                continue
            self._known.add(name)
            parent = name.rpartition("/")[0] or None
            if parent is not None:
                await self.ensure([parent], file, line)
            label = spelled_out(name.rpartition("/")[2])
            row = {"id": name, "parent_id": parent, "position": self._next, "names": {self._shop.default_lang: label}}
            await self._insert(row, self._shop.default_lang, {})
            self._next += 1
            message = f"The category {name!r} is described nowhere; it was added as {label!r}."
            cure = "Describe it in categories.jsonl to name it in every language."
            self._report.note(Problem(file, line, "categories", name, message, cure, "notice"))

    async def _put(self, draft: Draft, before: Any, position: int) -> None:
        if before is None:
            place = position if draft["position"] is None else draft["position"]
            row = {"id": draft["id"], "parent_id": draft["parent"], "position": place, "names": draft["names"]}
            await self._insert(row, draft["lang"], draft["synonyms"])
            return
        if draft.get("only_new"):
            return
        values = {
            "parent_id": draft["parent"],
            "position": before["position"] if draft["position"] is None else draft["position"],
            "names": {**before["names"], **draft["names"]},
            "synonyms": {**before["synonyms"], **draft["synonyms"]},
        }
        if any(before[name] != value for name, value in values.items()):
            self._report.categories += 1
            await self._tx.execute(
                update(categories)
                .where(categories.c.id == draft["id"])
                .values(**values, version=categories.c.version + 1, change=self._change)
            )

    async def _insert(self, row: dict[str, Any], lang: str, synonyms: dict[str, list[str]]) -> None:
        self._report.categories += 1
        await self._tx.execute(
            insert(categories).values(**row, lang=lang, synonyms=synonyms, version=1, change=self._change)
        )

    def _refuse(self, file: str, line: int, parent: str) -> None:
        message = f"{parent!r} is named as the category above, but there is no such category."
        self._report.note(Problem(file, line, "parent", parent, message, "Add a line for it, or correct the name."))


async def write_attributes(tx: Transaction, staging: Staging, change: int) -> int:
    """Write what attributes are called; how many were new or changed."""
    before = {row.id: row._mapping for row in await tx.all(select(attributes))}
    touched = 0
    for key, _, _, _, draft in staging.batch("attribute", "", 1_000_000):
        old = before.get(key)
        if old is None:
            await tx.execute(insert(attributes).values(**draft, version=1, change=change))
            touched += 1
            continue
        values = {name: {**old[name], **draft[name]} for name in ("names", "synonyms")}
        if any(old[name] != value for name, value in values.items()):
            touched += 1
            await tx.execute(
                update(attributes)
                .where(attributes.c.id == key)
                .values(**values, version=attributes.c.version + 1, change=change)
            )
    return touched
