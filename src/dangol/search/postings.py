"""Which documents carry a token: read from the database as one string of numbers, kept in memory until the index changes.

The only file of this room that knows how the two databases store the index. A list is cut at ``MOST``: a word that common decides nothing
and only re-ranks what rarer words found.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import TextClause, text

from dangol.runtime.database import Reader, Transaction
from dangol.runtime.errors import DatabaseUnfit
from dangol.search.models import LANGUAGE_PLACES

Docs = NDArray[np.int32]

DIALECTS = ("sqlite", "postgresql")
MOST = 250_000
_KEPT = 4_000_000  # numbers kept in memory, 16 MB at most

_NONE: Docs = np.empty(0, dtype=np.int32)


@dataclass(slots=True)
class Kept:
    """Lists kept in memory for one state of one database."""

    version: int
    stock: int = 0
    lists: OrderedDict[str, Docs] = field(default_factory=OrderedDict)
    cut: set[str] = field(default_factory=set)  # the keys of lists that were longer than ``MOST``
    size: int = 0
    documents: dict[str, int] = field(default_factory=dict)
    prices: dict[str, tuple[NDArray[np.int64], NDArray[np.int64]]] = field(default_factory=dict)

    def get(self, key: str) -> Docs | None:
        """The list kept under ``key``."""
        found = self.lists.get(key)
        if found is not None:
            self.lists.move_to_end(key)
        return found

    def sold(self, stock: int) -> None:
        """Forget what depends on what can be had."""
        self.stock = stock
        for key in [key for key in self.lists if key.startswith(("sold_out:", "browse:"))]:
            self.size -= len(self.lists.pop(key)) + 16

    def put(self, key: str, docs: Docs) -> None:
        """Keep a list, letting go of those not asked for longest."""
        self.lists[key] = docs
        self.size += len(docs) + 16
        while self.size > _KEPT and self.lists:
            _, old = self.lists.popitem(last=False)
            self.size -= len(old) + 16


async def check_database(reader: Reader) -> None:
    """Raises ``DatabaseUnfit`` where letters other than ASCII would not be told from punctuation."""
    if reader.dialect != "postgresql":
        return
    row: Any = await reader.first(
        text("SELECT datctype, pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()")
    )
    if row is None:
        return
    if row[1] != "UTF8":
        raise DatabaseUnfit(
            f"The database is encoded in {row[1]}.",
            cure="Create it anew: CREATE DATABASE dangol TEMPLATE template0 ENCODING 'UTF8' LC_CTYPE 'C.UTF-8';",
        )
    if row[0] in ("C", "POSIX"):
        raise DatabaseUnfit(
            f"The database has the character type {row[0]}, which knows no Korean and no Japanese letters.",
            cure="Create it anew: CREATE DATABASE dangol TEMPLATE template0 ENCODING 'UTF8' LC_CTYPE 'C.UTF-8';",
        )


async def lists_of(reader: Reader, kept: Kept, wanted: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, Docs]:
    """For each (column, tokens): the sorted documents whose ``title`` or ``any`` column holds all the tokens.

    The keys of the result are those of ``key_of``.
    """
    found: dict[str, Docs] = {}
    missing: list[tuple[str, tuple[str, ...]]] = []
    for column, tokens in dict.fromkeys(wanted):
        key = key_of(column, tokens)
        docs = kept.get(key)
        if docs is None:
            missing.append((column, tokens))
        else:
            found[key] = docs
    for start in range(0, len(missing), 40):
        part = missing[start : start + 40]
        parameters: dict[str, Any] = {"most": MOST}
        for number, (column, tokens) in enumerate(part):
            parameters[f"q{number}"] = _match(reader.dialect, column, tokens)
        statement = _lists_sql(reader.dialect, tuple(column for column, _ in part))
        rows: Sequence[Any] = await reader.all(statement, parameters)
        for number, numbers in rows:
            docs = _parse(numbers, texts=True)
            key = key_of(*part[number])
            if numbers and numbers.count(",") + 1 >= MOST:
                kept.cut.add(key)
            found[key] = docs
            kept.put(key, docs)
    return found


def key_of(column: str, tokens: Sequence[str]) -> str:
    """Under which name a list is given and kept."""
    return f"{column}:{' '.join(tokens)}"


@lru_cache(256)
def _lists_sql(dialect: str, columns: tuple[str, ...]) -> TextClause:
    return text(" UNION ALL ".join(_list_sql(dialect, number, column) for number, column in enumerate(columns)))


def _list_sql(dialect: str, number: int, column: str) -> str:
    if dialect == "sqlite":
        return (
            f"SELECT {number}, (SELECT group_concat(i) FROM (SELECT rowid AS i FROM search_fts "  # noqa: S608 - constants only
            f"WHERE search_fts MATCH :q{number} LIMIT :most))"
        )
    lexemes = "title_lexemes" if column == "title" else "all_lexemes"
    return (
        f"SELECT {number}, (SELECT string_agg(CAST(i AS text), ',') FROM (SELECT id AS i FROM search_texts "  # noqa: S608 - constants only
        f"WHERE {lexemes} @@ CAST(:q{number} AS tsquery) LIMIT :most) AS s)"
    )


def _match(dialect: str, column: str, tokens: Sequence[str]) -> str:
    # A token holds letters and digits only (see ``tokens``); quoting keeps it a token whatever may come.
    if dialect == "sqlite":
        both = " AND ".join('"' + token.replace('"', "") + '"' for token in tokens)
        return f"title : ({both})" if column == "title" else both
    return " & ".join("'" + token.replace("'", "").replace("\\", "") + "'" for token in tokens)


def _parse(numbers: str | None, *, texts: bool) -> Docs:
    if not numbers:
        return _NONE
    parsed = np.fromstring(numbers, dtype=np.int64, sep=",")
    docs: Docs = (parsed // LANGUAGE_PLACES if texts else parsed).astype(np.int32)
    if np.any(docs[1:] < docs[:-1]):
        docs.sort()
    kept = np.ones(len(docs), dtype=np.bool_)
    kept[1:] = docs[1:] != docs[:-1]
    return docs[kept]


def _joined(dialect: str, column: str) -> str:
    return f"group_concat({column})" if dialect == "sqlite" else f"string_agg(CAST({column} AS text), ',')"


async def with_value(reader: Reader, kept: Kept, name: str, values: Sequence[str]) -> Docs:
    """The documents that carry one of ``values`` under ``name``."""
    key = f"value:{name}={' '.join(sorted(values))}"
    docs = kept.get(key)
    if docs is None:
        marks = ", ".join(f":v{i}" for i in range(len(values)))
        numbers = await reader.scalar(
            text(
                f"SELECT {_joined(reader.dialect, 'doc')} FROM search_values "  # noqa: S608 - names of parameters only
                f"WHERE name = :name AND value IN ({marks})"
            ),
            {"name": name, **{f"v{i}": value for i, value in enumerate(values)}},
        )
        docs = _parse(numbers, texts=False)
        kept.put(key, docs)
    return docs


async def sold_out(reader: Reader, kept: Kept, kind: str) -> Docs:
    """The documents of ``kind`` that cannot be had."""
    key = f"sold_out:{kind}"
    docs = kept.get(key)
    if docs is None:
        numbers = await reader.scalar(
            text(f"SELECT {_joined(reader.dialect, 'doc')} FROM search_documents WHERE kind = :kind AND NOT available"),  # noqa: S608
            {"kind": kind},
        )
        docs = _parse(numbers, texts=False)
        kept.put(key, docs)
    return docs


async def browse(reader: Reader, kept: Kept, kind: str) -> Docs:
    """Documents of ``kind`` in the order they are shown when nothing was asked: preferred ones first, then the newest."""
    key = f"browse:{kind}"
    docs = kept.get(key)
    if docs is None:
        numbers = await reader.scalar(
            text(
                f"SELECT {_joined(reader.dialect, 'doc')} FROM (SELECT doc FROM search_documents WHERE kind = :kind "  # noqa: S608
                "ORDER BY available DESC, boost DESC, newness DESC, doc LIMIT :most) AS s"
            ),
            {"kind": kind, "most": MOST},
        )
        docs = np.fromstring(numbers, dtype=np.int64, sep=",").astype(np.int32) if numbers else _NONE
        kept.put(key, docs)
    return docs


async def prices_in(reader: Reader, kept: Kept, currency: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The lowest and the highest price in ``currency`` by document number; -1 where there is none."""
    found = kept.prices.get(currency)
    if found is None:
        parts = ", ".join(_joined(reader.dialect, column) for column in ("doc", "least_amount", "most_amount"))
        row: Any = await reader.first(
            text(f"SELECT {parts} FROM search_prices WHERE currency = :currency"),  # noqa: S608 - constants only
            {"currency": currency},
        )
        docs, least, most = (np.fromstring(part or "", dtype=np.int64, sep=",") for part in row)
        size = int(docs.max()) + 1 if len(docs) else 0
        found = np.full(size, -1, dtype=np.int64), np.full(size, -1, dtype=np.int64)
        found[0][docs], found[1][docs] = least, most
        kept.prices[currency] = found
    return found


async def count_of(reader: Reader, kept: Kept, kind: str) -> int:
    """How many documents of ``kind`` there are."""
    if kind not in kept.documents:
        found = await reader.scalar(text("SELECT count(*) FROM search_documents WHERE kind = :kind"), {"kind": kind})
        kept.documents[kind] = int(found or 0)
    return kept.documents[kind]


def among(dialect: str, column: str) -> str:
    """The condition that ``column`` is one of the numbers in the parameter ``docs`` (see ``numbers``)."""
    if dialect == "sqlite":
        return f"{column} IN (SELECT value FROM json_each(:docs))"  # noqa: S608 - our own column
    return f"{column} = ANY(CAST(string_to_array(:docs, ',') AS bigint[]))"


def numbers(dialect: str, docs: Iterable[int]) -> str:
    """``docs`` as the parameter of ``among``."""
    joined = ",".join(map(str, docs))
    return f"[{joined}]" if dialect == "sqlite" else joined


async def store_texts(tx: Transaction, rows: Sequence[Mapping[str, Any]], old: Sequence[Mapping[str, Any]]) -> None:
    """Write rows of ``search_texts`` (id, title, keywords, body, words) over ``old`` ones of the same ids."""
    await forget_texts(tx, old)
    if not rows:
        return
    if tx.dialect == "sqlite":
        await tx.execute(
            text(
                "INSERT INTO search_texts (id, title, keywords, body, words) VALUES (:id, :title, :keywords, :body, :words)"
            ),
            rows,
        )
        await tx.execute(
            text("INSERT INTO search_fts (rowid, title, keywords, body) VALUES (:id, :title, :keywords, :body)"), rows
        )
        return
    await tx.execute(
        text(
            "INSERT INTO search_texts (id, title, keywords, body, words, title_lexemes, all_lexemes) VALUES "
            "(CAST(:id AS bigint), :title, :keywords, :body, :words, "
            "array_to_tsvector(array_remove(string_to_array(CAST(:title_words AS text), ' '), '')), "
            "array_to_tsvector(array_remove(string_to_array(CAST(:all_words AS text), ' '), '')))"
        ),
        [
            {**row, "title_words": row["title"], "all_words": f"{row['title']} {row['keywords']} {row['body']}"}
            for row in rows
        ],
    )


async def forget_texts(tx: Transaction, old: Sequence[Mapping[str, Any]]) -> None:
    """Remove rows of ``search_texts``. ``old`` are the rows as they stand: SQLite's index must be told the very same words."""
    if not old:
        return
    if tx.dialect == "sqlite":
        await tx.execute(
            text(
                "INSERT INTO search_fts (search_fts, rowid, title, keywords, body) "
                "VALUES ('delete', :id, :title, :keywords, :body)"
            ),
            [dict(row) for row in old],
        )
    await tx.execute(text("DELETE FROM search_texts WHERE id = :id"), [{"id": row["id"]} for row in old])
