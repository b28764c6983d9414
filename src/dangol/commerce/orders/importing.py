"""Bringing customers and orders along from another shop: ``customers.jsonl`` and ``orders.jsonl``, all of them or none.

A file is read twice: once to find everything that is wrong with it, once to write, in one transaction. Importing it again brings what was
imported up to date; orders placed here are never touched.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import select

from dangol.commerce.catalog import repository as catalog
from dangol.commerce.catalog.importing.report import MOST_KEPT, Problem
from dangol.commerce.orders import repository
from dangol.commerce.orders.drafts import (
    CustomerDraft,
    LineDraft,
    OrderDraft,
    Usual,
    read_customer,
    read_order,
)
from dangol.commerce.orders.models import NewLine, NewOrder, orders
from dangol.commerce.orders.numbers import number_key
from dangol.commerce.shipping.delivery import DeliveryMethod
from dangol.contacts import repository as contacts
from dangol.contacts.models import contacts as people
from dangol.kit.ids import ContactId, OrderId
from dangol.runtime.database import Database, Reader, Transaction
from dangol.runtime.settings import Shop

_MOST_LINE = 1_000_000
_BATCH = 200

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class OrdersReport:
    """What came of an import. ``applied`` is false when problems kept all of it out: then nothing was changed."""

    applied: bool = False
    customers: int = 0
    orders: int = 0
    skipped: int = 0
    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0

    def note(self, problem: Problem) -> None:
        """Count a problem; the first few hundred are kept in words."""
        self.problem_count += 1
        if len(self.problems) < MOST_KEPT:
            self.problems.append(problem)


@dataclass(frozen=True, slots=True)
class _Row:
    file: str
    line: int
    draft: CustomerDraft | OrderDraft


async def import_orders(
    database: Database,
    path: Path,
    shop: Shop,
    *,
    methods: Sequence[DeliveryMethod] = (),
    keep_good: bool = False,
    progress: Progress | None = None,
) -> OrdersReport:
    """Take in ``customers.jsonl``, ``orders.jsonl``, or a folder with one or both of them.

    With one problem nothing is taken, unless ``keep_good``, which leaves out just the lines that have one. ``methods`` give imported
    orders the names of their delivery. ``progress(done, total)`` counts bytes.
    """
    report = OrdersReport()
    files = await asyncio.to_thread(_files, path)
    usual = Usual(shop.languages[0], shop.currency, shop.tax.mode == "inclusive")
    total = 2 * sum(file.stat().st_size for file in files)
    reading = _Reading(files, usual, total, progress or (lambda _done, _total: None))
    bad: set[tuple[str, int]] = set()
    async with database.snapshot() as reader:
        rows = reading.rows(report.note, bad)
        while batch := await asyncio.to_thread(lambda: list(islice(rows, _BATCH))):
            await _check(reader, batch, report, bad)
    report.skipped = len(bad)
    if report.problem_count and not keep_good:
        return report
    async with database.transaction() as tx:
        rows = reading.rows(lambda _problem: None, set())
        while batch := await asyncio.to_thread(lambda: list(islice(rows, _BATCH))):
            await _write(tx, [row for row in batch if (row.file, row.line) not in bad], methods, report)
    report.applied = True
    return report


def _files(path: Path) -> list[Path]:
    found = [path / name for name in ("customers.jsonl", "orders.jsonl")] if path.is_dir() else [path]
    return [file for file in found if file.is_file()]


class _Reading:
    """The rows of some files, as often as they are asked for."""

    def __init__(self, files: Sequence[Path], usual: Usual, total: int, progress: Progress) -> None:
        self._files = files
        self._usual = usual
        self._total = total
        self._progress = progress
        self._done = 0

    def rows(self, note: Callable[[Problem], None], bad: set[tuple[str, int]]) -> Iterator[_Row]:
        """Every row that can be read; what is wrong goes to ``note``, and its place into ``bad``."""
        seen: dict[tuple[bool, str], int] = {}
        for file in self._files:
            for number, line in self._lines(file, note, bad):

                def complain(
                    column: str, value: object, message: str, cure: str, at: tuple[str, int] = (file.name, number)
                ) -> None:
                    bad.add(at)
                    note(Problem(at[0], at[1], column, str(value)[:80], message, cure))

                draft: CustomerDraft | OrderDraft | None
                if _is_customer(file, line):
                    draft = read_customer(line, complain)
                else:
                    draft = read_order(line, self._usual, complain)
                if draft is None:
                    continue
                key = _key(draft)
                if key in seen:
                    cure = "Keep one of the two lines."
                    complain("id" if key[0] else "number", key[1], f"It was in line {seen[key]} already.", cure)
                    continue
                seen[key] = number
                yield _Row(file.name, number, draft)

    def _lines(
        self, file: Path, note: Callable[[Problem], None], bad: set[tuple[str, int]]
    ) -> Iterator[tuple[int, str]]:
        with file.open("rb") as source:
            number = 0
            while raw := source.readline(_MOST_LINE):
                number += 1
                self._done += len(raw)
                self._progress(self._done, self._total)
                wrong = None
                if len(raw) >= _MOST_LINE and not raw.endswith(b"\n"):
                    wrong = ("The line is longer than a million characters.", "Write one order a line.")
                    while (rest := source.readline(_MOST_LINE)) and not rest.endswith(b"\n"):
                        self._done += len(rest)
                try:
                    text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
                except UnicodeDecodeError as trouble:
                    text = ""
                    wrong = wrong or (f"Byte {trouble.start + 1} of the line is not UTF-8.", "Save the file as UTF-8.")
                if wrong:
                    bad.add((file.name, number))
                    note(Problem(file.name, number, "", "", *wrong))
                elif text.strip():
                    yield number, text


def _is_customer(file: Path, line: str) -> bool:
    if "customer" in file.name:
        return True
    return "order" not in file.name and '"lines"' not in line


def _key(draft: CustomerDraft | OrderDraft) -> tuple[bool, str]:
    return (True, draft.ref) if isinstance(draft, CustomerDraft) else (False, number_key(draft.number))


async def _check(reader: Reader, batch: list[_Row], report: OrdersReport, bad: set[tuple[str, int]]) -> None:
    """What only the shop's own rows can tell: numbers that are taken, things nobody knows."""
    for row in batch:
        draft = row.draft
        if not isinstance(draft, OrderDraft):
            continue
        known = await _known(reader, draft.number)
        if known is not None and known[1] != "import":
            bad.add((row.file, row.line))
            message = "An order of this number was placed here."
            report.note(
                Problem(row.file, row.line, "number", draft.number, message, "Leave the line out, or number it anew.")
            )
        for number, line in enumerate(draft.lines, 1):
            if not line.titles and await catalog.variant_by_sku(reader, line.sku) is None:
                bad.add((row.file, row.line))
                column = f"lines[{number}].sku"
                cure = 'Import the product first, or give the line a "title".'
                report.note(Problem(row.file, row.line, column, line.sku, "The catalogue has no such SKU.", cure))


async def _known(reader: Reader, number: str) -> tuple[OrderId, str] | None:
    row = await reader.first(select(orders.c.id, orders.c.source).where(orders.c.number_key == number_key(number)))
    return (OrderId(row.id), row.source) if row else None


async def _write(tx: Transaction, rows: list[_Row], methods: Sequence[DeliveryMethod], report: OrdersReport) -> None:
    for row in rows:
        if isinstance(row.draft, CustomerDraft):
            await _write_customer(tx, row.draft)
            report.customers += 1
        else:
            await _write_order(tx, row.draft, methods)
            report.orders += 1


async def _write_customer(tx: Transaction, draft: CustomerDraft) -> None:
    fields = {"email": draft.email, "name": draft.name, "phone": draft.phone, "lang": draft.lang}
    given = {name: value for name, value in fields.items() if value}
    # Whoever the shop's page vouches for may be several contacts, one per device; the first one is the customer's card.
    mine = select(people.c.id).where(people.c.customer_ref == draft.ref).order_by(people.c.created_at, people.c.id)
    known = await tx.scalar(mine.limit(1))
    if known is None:
        await contacts.add_contact(tx, customer_ref=draft.ref, **given)
    else:
        await contacts.change_contact(tx, ContactId(known), **given)


async def _write_order(tx: Transaction, draft: OrderDraft, methods: Sequence[DeliveryMethod]) -> None:
    lines = tuple([await _new_line(tx, line) for line in draft.lines])
    new = NewOrder(
        lang=draft.lang,
        currency=draft.currency,
        subtotal_amount=draft.subtotal,
        discount_amount=draft.discount,
        delivery_amount=draft.delivery_amount,
        tax_amount=draft.tax,
        tax_included=draft.tax_included,
        total_amount=draft.total,
        email=draft.email,
        lines=lines,
        test=draft.test,
        state=draft.state,
        number=draft.number,
        customer_ref=draft.customer_ref,
        phone=draft.phone,
        name=draft.name,
        address=draft.address,
        delivery=_named(draft.delivery, methods),
        source="import",
        placed_at=draft.placed_at,
    )
    known = await _known(tx, draft.number)
    if known is None:
        order_id = await repository.insert_order(tx, new)
    else:
        order_id = known[0]
        await repository.forget_parts(tx, order_id)
        await repository.replace_order(tx, order_id, new)
    for kind, at in draft.timeline:
        await repository.add_entry(tx, order_id, kind, at)
    if draft.carrier:
        at = next((at for kind, at in reversed(draft.timeline) if kind == "shipped"), draft.placed_at)
        await repository.add_shipment(tx, order_id, draft.carrier, draft.tracking_number, draft.tracking_url, at)


async def _new_line(tx: Transaction, line: LineDraft) -> NewLine:
    variant_id = await catalog.variant_by_sku(tx, line.sku)
    titles: dict[str, str] = dict(line.titles)
    options: dict[str, str] = {}
    image: dict[str, Any] | None = None
    product = await catalog.product_of_variant(tx, variant_id) if variant_id else None
    if product is not None and variant_id is not None:
        titles = {lang: text for lang, text in product.title.values.items() if text} | titles
        variant = product.variant(variant_id)
        if variant is not None:
            texts = {lang: product.options_text(variant, lang) for lang in product.title.values}
            options = {lang: text for lang, text in texts.items() if text}
        picture = product.picture(variant)
        image = {"src": picture.src, "alt": dict(picture.alt.values)} if picture else None
    return NewLine(
        titles=titles,
        quantity=line.quantity,
        unit_amount=line.unit_amount,
        total_amount=line.unit_amount * line.quantity,
        variant_id=variant_id,
        product_id=product.id if product else None,
        sku=line.sku,
        options=options,
        image=image,
    )


def _named(delivery: Any, methods: Sequence[DeliveryMethod]) -> dict[str, Any] | None:
    if not delivery:
        return None
    method = next((method for method in methods if method.id == delivery["id"]), None)
    if method is None or delivery["name"]:
        return dict(delivery)
    days = list(method.days) if method.days else None
    return {"id": method.id, "kind": method.kind, "name": dict(method.name), "location": method.location, "days": days}
