"""One import from beginning to end: read and check everything into a scratch file, then write it in one transaction,
or nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from dangol.commerce.catalog.errors import FileBroken, FormatUnknown
from dangol.commerce.catalog.events import CatalogChanged
from dangol.commerce.catalog.importing import drafts as checks
from dangol.commerce.catalog.importing import surroundings
from dangol.commerce.catalog.importing.categories import CategoryWriter, write_attributes
from dangol.commerce.catalog.importing.checking import Checker, Loose
from dangol.commerce.catalog.importing.decoding import Source
from dangol.commerce.catalog.importing.detection import FORMATS, detect
from dangol.commerce.catalog.importing.drafts import MOST_VARIANTS
from dangol.commerce.catalog.importing.formats import GroupedFormat, WholeFormat
from dangol.commerce.catalog.importing.report import ImportDefaults, ImportReport, Problem
from dangol.commerce.catalog.importing.staging import Staging
from dangol.commerce.catalog.importing.translating import write_translations
from dangol.commerce.catalog.importing.writer import Writer
from dangol.commerce.catalog.models import catalog_changes, products
from dangol.commerce.catalog.ports import StockBook
from dangol.kit.errors import DangolError
from dangol.runtime.database import Database, Transaction
from dangol.runtime.outbox import emit

CATALOG_TOPIC = "catalog"
"""Announced by every change of the catalogue."""

Progress = Callable[[int, int], None]
FOLDER = ("locations.jsonl", "attributes.jsonl", "categories.jsonl", "products.jsonl")
"""What is read of a shop's catalogue folder first."""
_TABLES = frozenset({".csv", ".tsv", ".txt", ".xml", ".json", ".jsonl", ".ndjson", ".xls", ".xlsx", ".ods"})


class _Undo(Exception):
    """Leave everything as it was."""


async def import_file(
    database: Database,
    path: Path,
    *,
    shop: ImportDefaults,
    stock: StockBook,
    keep_good: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Take ``path`` into the catalogue: a file in any format ``detect`` knows, or a folder with the JSONL files of a
    shop.

    All of it or nothing: with a single problem the report's ``applied`` is false and nothing has changed, unless
    ``keep_good``, which leaves out just the products with problems. A second import of the same file changes nothing;
    what a file does not mention stays as it is, and so do reservations, carts and orders. ``progress(done, total)``
    is called in this event loop. Raises ``FormatUnknown``, ``EncodingUnknown``, ``FileBroken`` when the file as a
    whole cannot be read, and ``DiskFull``."""
    shop = replace(shop, now=database.clock.now())
    files = _files(path)
    report = ImportReport()
    meter = _Meter(progress, sum(file.stat().st_size for file in files), asyncio.get_running_loop())
    with Staging() as staging:
        await asyncio.to_thread(_stage, files, staging, shop, report, meter)
        report.variants = staging.number_of_variants()
        if report.problem_count and not keep_good:
            return report
        await _leave_out_unchanged(database, staging, report)
        meter.writing(sum(staging.number(kind) for kind in ("product", "location", "translation")))
        try:
            async with database.transaction() as tx:
                await _write(tx, staging, shop, report, stock, meter)
                if report.problem_count and not keep_good:
                    raise _Undo
            report.applied = True
        except _Undo:
            report.created = report.updated = report.unchanged = report.categories = report.locations = 0
            report.translations = report.restocked = report.change = 0
    meter.finish()
    return report


def tables_in(catalog: Path) -> tuple[list[Path], list[tuple[Path, DangolError]]]:
    """The other tables of a shop's catalogue folder in the order they are to be read, those of translations last, since they speak of
    products; and those whose format is not known, each with why."""
    products: list[Path] = []
    translations: list[Path] = []
    unknown: list[tuple[Path, DangolError]] = []
    for file in sorted(catalog.iterdir()) if catalog.is_dir() else ():
        if not file.is_file() or file.suffix.lower() not in _TABLES or file.name in FOLDER or file.name[0] in "._":
            continue
        try:
            (translations if detect(file) == "translations_csv" else products).append(file)
        except DangolError as trouble:
            unknown.append((file, trouble))
    return [*products, *translations], unknown


def has_lines(catalog: Path) -> bool:
    """Whether a catalogue folder holds one of the JSONL files read first."""
    return any((catalog / name).is_file() for name in FOLDER)


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise FileBroken(f"There is no file {path}.", cure="Is its name right?")
    found = [path / name for name in FOLDER if (path / name).is_file()]
    if not found:
        raise FormatUnknown(
            f"The folder {path.name} has no catalogue.", cure="It should hold products.jsonl; see docs/import.md."
        )
    # A new shop's folder has its files, with nothing in them yet.
    return [file for file in found if file.stat().st_size]


def _stage(files: Sequence[Path], staging: Staging, shop: ImportDefaults, report: ImportReport, meter: _Meter) -> None:
    for file in files:
        name = detect(file)
        report.format = report.format or name
        source = Source(file, report.note, meter.read)
        for loose in _described(FORMATS[name], source, staging, shop, report):
            _stage_one(loose, staging, shop, report)


def _described(
    made: WholeFormat | GroupedFormat, source: Source, staging: Staging, shop: ImportDefaults, report: ImportReport
) -> Iterator[Loose]:
    if isinstance(made, WholeFormat):
        yield from made.read(source, shop, report.note)
        return
    for group, line, cells in made.rows(source, shop, report.note):
        staging.add_piece(group, line, source.name, cells)
    for group, pieces in staging.groups(MOST_VARIANTS * 3):
        if len(pieces) > MOST_VARIANTS * 3:
            line, file, _ = pieces[0]
            message = f"The product has more than {MOST_VARIANTS * 3:,} rows."
            report.note(Problem(file, line, "", group[:80], message, "Split it into several."))
            report.skipped += 1
            continue
        before = report.problem_count
        loose = made.product(group, pieces, shop, report.note)
        if loose is not None and report.problem_count == before:
            yield loose
        elif report.problem_count > before:
            report.skipped += 1


def _stage_one(loose: Loose, staging: Staging, shop: ImportDefaults, report: ImportReport) -> None:
    if loose.kind == "product":
        for shelf in loose.data.pop("_categories", ()):
            described = surroundings.category_draft(Loose("category", shelf, loose.file, loose.line), shop, report.note)
            if described is not None:
                staging.add("category", described["id"], loose.file, loose.line, "", {**described, "only_new": True})
        if not _stage_product(loose, staging, shop, report):
            report.skipped += 1
        return
    if loose.kind == "translation":
        _add(loose, str(loose.data["key"]), loose.data, staging, report)
        return
    check = {
        "category": surroundings.category_draft,
        "attribute": surroundings.attribute_draft,
        "location": surroundings.location_draft,
    }
    draft = check[loose.kind](loose, shop, report.note)
    if draft is not None:
        _add(loose, draft["id"], draft, staging, report)


def _stage_product(loose: Loose, staging: Staging, shop: ImportDefaults, report: ImportReport) -> bool:
    checked = checks.product_draft(loose, shop, report.note)
    if checked is None:
        return False
    draft, counts = checked
    ids = [variant["id"] for variant in draft["variants"]]
    complain = Checker(loose, shop, report.note)
    seen: set[str] = set()
    taken = staging.taken(ids)
    for index, variant in enumerate(draft["variants"]):
        where, sku = f"variants[{index}].sku", variant["sku"]
        if variant["id"] in seen:
            complain.wrong(
                where, sku, "is the SKU of two variants of this product.", "Give each variant a SKU of its own."
            )
        elif variant["id"] in taken:
            owner, line = taken[variant["id"]]
            message = f"is the SKU of a variant of {owner!r} too (line {line})."
            complain.wrong(where, sku, message, "Give each variant a SKU of its own.")
        seen.add(variant["id"])
    if complain.bad:
        return False
    if not _add(loose, draft["id"], draft, staging, report):
        return False
    staging.add_variants(draft["ref"], loose.line, ids, counts)
    return True


def _add(loose: Loose, key: str, draft: checks.Draft, staging: Staging, report: ImportReport) -> bool:
    digest = checks.digest_of(draft) if loose.kind == "product" else ""
    before = staging.add(loose.kind, key, loose.file, loose.line, digest, draft)
    if before is None:
        return True
    shown = str(draft.get("ref") or draft.get("id") or draft.get("field"))
    cure = "Keep one of the two lines."
    report.note(
        Problem(loose.file, loose.line, "id", shown, f"{shown!r} was described on line {before} already.", cure)
    )
    return False


async def _leave_out_unchanged(database: Database, staging: Staging, report: ImportReport) -> None:
    """Forget the products we have exactly as the file gives them. Done before the transaction, so that importing a
    big catalogue again holds up nobody who is shopping."""
    after = ""
    async with database.snapshot() as reader:
        while batch := await asyncio.to_thread(staging.digests, after, 800):
            after = batch[-1][0]
            known = select(products.c.id, products.c.digest).where(products.c.id.in_([key for key, _ in batch]))
            stored = {row.id: row.digest for row in await reader.all(known)}
            same = [key for key, digest in batch if stored.get(key) == digest]
            report.unchanged += len(same)
            await asyncio.to_thread(staging.forget, same)


async def _write(
    tx: Transaction, staging: Staging, shop: ImportDefaults, report: ImportReport, stock: StockBook, meter: _Meter
) -> None:
    change = await _next_change(tx)
    named = await write_attributes(tx, staging, change)
    shelves = CategoryWriter(tx, staging, report, shop, change)
    await shelves.write()
    writer = Writer(tx, staging, report, change, meter.wrote)
    await writer.locations(stock)
    await writer.products(shelves)
    await write_translations(tx, staging, report, change, meter.wrote)
    report.restocked = len(await writer.counts(stock))
    if named or report.created or report.updated or report.categories or report.translations:
        report.change = change
        await tx.execute(update(catalog_changes).values(change=change))
        await emit(tx, CatalogChanged(change), key="catalog")
        tx.announce(CATALOG_TOPIC)


async def _next_change(tx: Transaction) -> int:
    """The number of this change. Holds the row's lock until the commit, so changes are numbered in the order they
    appear."""
    try:
        async with tx.connection.begin_nested():
            if await tx.scalar(select(catalog_changes.c.id)) is None:
                await tx.execute(insert(catalog_changes).values(id=1, change=0))
    except IntegrityError:
        await tx.scalar(select(catalog_changes.c.id))  # somebody else has just added it
    await tx.execute(update(catalog_changes).values(change=catalog_changes.c.change))
    return 1 + int(await tx.scalar(select(catalog_changes.c.change)))


class _Meter:
    """Progress in bytes: the first half is reading them, the second writing what they said."""

    def __init__(self, progress: Progress | None, size: int, loop: asyncio.AbstractEventLoop) -> None:
        self._progress = progress
        self._size = max(1, size)
        self._loop = loop
        self._done = 0
        self._drafts = 1
        self._written = 0

    def read(self, count: int) -> None:
        """``count`` bytes were read (in the reading thread)."""
        self._done += count
        if self._progress is not None:
            self._loop.call_soon_threadsafe(self._progress, min(self._done, self._size), 2 * self._size)

    def writing(self, drafts: int) -> None:
        """Reading is over; ``drafts`` are to be written."""
        self._drafts = max(1, drafts)

    def wrote(self, drafts: int) -> None:
        """So many of them are written."""
        self._written += drafts
        if self._progress is not None:
            self._progress(self._size + self._size * self._written // self._drafts, 2 * self._size)

    def finish(self) -> None:
        """All is done."""
        if self._progress is not None:
            self._progress(2 * self._size, 2 * self._size)
