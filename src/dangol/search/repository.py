"""Queries about documents, their facts, words and names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import insert, select, text, update

from dangol.kit.ids import new_id
from dangol.runtime.database import Reader, Transaction
from dangol.search.documents import Facts
from dangol.search.models import (
    LANGUAGE_PLACES,
    search_documents,
    search_prices,
    search_states,
    search_texts,
    search_values,
)
from dangol.search.postings import DIALECTS, among, numbers

_STATE = select(search_states.c.identity, search_states.c.texts, search_states.c.stock, search_states.c.names)
# Asked in every search: made once (see ``conversations.repository``).
_REFS = {
    dialect: text(f"SELECT doc, ref, boost, newness, available FROM search_documents WHERE {among(dialect, 'doc')}")  # noqa: S608
    for dialect in DIALECTS
}
_TITLES = {
    dialect: text(f"SELECT id, title, keywords FROM search_texts WHERE {among(dialect, 'id')}")  # noqa: S608
    for dialect in DIALECTS
}
_TEXTS = tuple(search_texts.c[name] for name in ("id", "title", "keywords", "body", "words"))


@dataclass(frozen=True, slots=True)
class State:
    """Which database this is, and the numbers of the last change of its texts, of what can be had, and of its names."""

    identity: str = ""
    texts: int = 0
    stock: int = 0
    names: int = 0


async def state(reader: Reader) -> State:
    """The state of the index; all zero before the first change."""
    row: Any = await reader.first(_STATE)
    return State(row[0], row[1], row[2], row[3]) if row else State()


async def changed(tx: Transaction, what: Literal["texts", "stock", "names"]) -> int:
    """Count a change; its number."""
    row: Any = await tx.first(_STATE)
    if row is None:
        values = {"identity": new_id("idx"), "texts": 1, "stock": 1, "names": 1}
        await tx.execute(insert(search_states).values(id=1, changed_at=tx.now, **values))
        return 1
    number = int(row._mapping[what]) + 1
    await tx.execute(update(search_states).where(search_states.c.id == 1).values(changed_at=tx.now, **{what: number}))
    return number


async def numbers_of(reader: Reader, kind: str, refs: Sequence[str]) -> dict[str, int]:
    """The document numbers of ``refs``, where there are any."""
    found: dict[str, int] = {}
    for start in range(0, len(refs), 500):
        rows: Sequence[Any] = await reader.all(
            select(search_documents.c.ref, search_documents.c.doc).where(
                search_documents.c.kind == kind, search_documents.c.ref.in_(refs[start : start + 500])
            )
        )
        found.update({row[0]: row[1] for row in rows})
    return found


async def refs_of(reader: Reader, docs: Iterable[int]) -> dict[int, tuple[str, float, int, bool]]:
    """By document number: the row it stands for, its boost, its newness, whether it can be had."""
    rows: Sequence[Any] = await reader.all(_REFS[reader.dialect], {"docs": numbers(reader.dialect, docs)})
    return {row[0]: (row[1], row[2], row[3], bool(row[4])) for row in rows}


async def texts_of(reader: Reader, docs: Iterable[int], places: Sequence[int]) -> list[tuple[int, str, str]]:
    """The (id, title, keywords) of documents in the languages of these places."""
    ids = [doc * LANGUAGE_PLACES + place for doc in docs for place in places]
    rows: Sequence[Any] = await reader.all(_TITLES[reader.dialect], {"docs": numbers(reader.dialect, ids)})
    return [(row[0], row[1], row[2]) for row in rows]


async def stored_texts(reader: Reader, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Whole rows of ``search_texts`` by id."""
    found: dict[int, dict[str, Any]] = {}
    for start in range(0, len(ids), 500):
        rows: Sequence[Any] = await reader.all(select(*_TEXTS).where(search_texts.c.id.in_(ids[start : start + 500])))
        found.update({row.id: dict(row._mapping) for row in rows})
    return found


async def texts_of_document(reader: Reader, doc: int) -> list[dict[str, Any]]:
    """Whole rows of ``search_texts`` of one document, in all its languages."""
    first = doc * LANGUAGE_PLACES
    rows: Sequence[Any] = await reader.all(
        select(*_TEXTS).where(search_texts.c.id.between(first, first + LANGUAGE_PLACES - 1))
    )
    return [dict(row._mapping) for row in rows]


async def put_documents(tx: Transaction, kind: str, facts: Mapping[str, Facts]) -> dict[str, int]:
    """Write the facts of documents and give their numbers."""
    known = await numbers_of(tx, kind, list(facts))
    new = [
        {"kind": kind, "ref": ref, "available": f.available, "newness": f.newness, "boost": f.boost}
        for ref, f in facts.items()
        if ref not in known
    ]
    if new:
        await tx.execute(insert(search_documents), new)
    old = [
        {"number": known[ref], "a": f.available, "n": f.newness, "b": f.boost}
        for ref, f in facts.items()
        if ref in known
    ]
    if old:
        await tx.execute(
            text("UPDATE search_documents SET available = :a, newness = :n, boost = :b WHERE doc = :number"), old
        )
        await _forget_facts(tx, known.values())
    if new:
        known = await numbers_of(tx, kind, list(facts))
    values = [row for ref, f in facts.items() for row in _values(known[ref], f)]
    if values:
        await tx.execute(insert(search_values), values)
    prices = [
        {"doc": known[ref], "currency": currency, "least_amount": price.least, "most_amount": price.most}
        for ref, f in facts.items()
        for currency, price in f.prices.items()
    ]
    if prices:
        await tx.execute(insert(search_prices), prices)
    return known


async def remove_documents(tx: Transaction, docs: Sequence[int]) -> None:
    """Forget documents and their facts (their texts are forgotten before, see ``postings``)."""
    await _forget_facts(tx, docs)
    await tx.execute(
        text(f"DELETE FROM search_documents WHERE {among(tx.dialect, 'doc')}"),  # noqa: S608
        {"docs": numbers(tx.dialect, docs)},
    )


async def _forget_facts(tx: Transaction, docs: Iterable[int]) -> None:
    these = {"docs": numbers(tx.dialect, docs)}
    for table in ("search_values", "search_prices"):
        await tx.execute(text(f"DELETE FROM {table} WHERE {among(tx.dialect, 'doc')}"), these)  # noqa: S608


def _values(doc: int, facts: Facts) -> list[dict[str, Any]]:
    pairs = {("category", ancestor) for category in facts.categories for ancestor in _with_ancestors(category)}
    if facts.brand:
        pairs.add(("brand", facts.brand))
    pairs |= {(f"={name}"[:100], value) for name, values in facts.values.items() for value in values}
    return [{"doc": doc, "name": name, "value": value[:200]} for name, value in sorted(pairs)]


def _with_ancestors(category: str) -> list[str]:
    parts = category.split("/")
    return ["/".join(parts[: i + 1]) for i in range(len(parts))]


async def set_available(tx: Transaction, kind: str, available: Mapping[str, bool]) -> int:
    """Say which documents can be had; how many of them there are."""
    known = await numbers_of(tx, kind, list(available))
    rows = [{"number": known[ref], "a": value} for ref, value in available.items() if ref in known]
    if rows:
        await tx.execute(text("UPDATE search_documents SET available = :a WHERE doc = :number"), rows)
    return len(rows)


async def count_words(tx: Transaction, kind: str, words: Mapping[tuple[str, str], int], change: int) -> None:
    """Add to (or take from) how often words of the vocabulary are used."""
    rows = [
        {"kind": kind, "lang": lang, "word": word, "uses": uses, "change": change}
        for (lang, word), uses in sorted(words.items())
        if uses
    ]
    if rows:
        await tx.execute(
            text(
                "INSERT INTO search_words (kind, lang, word, uses, change) VALUES (:kind, :lang, :word, :uses, :change) "
                "ON CONFLICT (kind, lang, word) DO UPDATE SET uses = search_words.uses + excluded.uses, change = excluded.change"
            ),
            rows,
        )


async def words_since(reader: Reader, kind: str, change: int) -> Sequence[Any]:
    """(lang, word, uses) that changed after ``change``."""
    return await reader.all(
        text("SELECT lang, word, uses FROM search_words WHERE change > :change AND kind = :kind"),
        {"kind": kind, "change": change},
    )


async def facets_of(reader: Reader, docs: Iterable[int]) -> Counter[tuple[str, str]]:
    """How many of ``docs`` carry each (name, value)."""
    rows: Sequence[Any] = await reader.all(
        text(
            "SELECT name, value, count(*) FROM search_values "  # noqa: S608
            f"WHERE {among(reader.dialect, 'doc')} GROUP BY name, value"
        ),
        {"docs": numbers(reader.dialect, docs)},
    )
    return Counter({(row[0], row[1]): row[2] for row in rows})
