"""A scratch file between reading and writing: what has been read and checked waits here, so that a file of any size
needs little memory, its rows may come in any order, and the shop's database is touched only once everything is
known."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dangol.commerce.catalog.importing.drafts import Draft
from dangol.runtime.errors import DiskFull

_TABLES = """
CREATE TABLE pieces (n INTEGER PRIMARY KEY, grp TEXT NOT NULL, line INTEGER NOT NULL, file TEXT NOT NULL,
  data TEXT NOT NULL);
CREATE TABLE drafts (kind TEXT NOT NULL, key TEXT NOT NULL, n INTEGER NOT NULL, file TEXT NOT NULL,
  line INTEGER NOT NULL, digest TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE TABLE skus (id TEXT PRIMARY KEY, product TEXT NOT NULL, line INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE counts (variant TEXT NOT NULL, location TEXT NOT NULL, pieces INTEGER NOT NULL, product TEXT NOT NULL,
  PRIMARY KEY (variant, location)) WITHOUT ROWID;
"""


class Staging:
    """The scratch file. Use it as a context manager; it is deleted at the end."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="dangol-import-")
        self._db = sqlite3.connect(
            Path(self._folder.name) / "staging.db", check_same_thread=False, isolation_level=None
        )
        for pragma in (
            "journal_mode=OFF",
            "synchronous=OFF",
            "cache_size=-32000",
            "temp_store=FILE",
            "locking_mode=EXCLUSIVE",
        ):
            self._db.execute(f"PRAGMA {pragma}")
        self._db.executescript(_TABLES)
        self._db.execute("BEGIN")
        self._number = 0

    def __enter__(self) -> Staging:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()
        self._folder.cleanup()

    def add_piece(self, group: str, line: int, file: str, data: dict[str, str]) -> None:
        """A row of a file in which several rows make one product."""
        with _room():
            row = (group, line, file, json.dumps(data, ensure_ascii=False))
            self._db.execute("INSERT INTO pieces (grp, line, file, data) VALUES (?, ?, ?, ?)", row)

    def groups(self, most: int) -> Iterator[tuple[str, list[tuple[int, str, dict[str, str]]]]]:
        """Every group with its rows (line, file, cells), in the order of their first rows; at most ``most`` + 1 rows
        of each."""
        with _room():
            self._db.execute("CREATE INDEX pieces_grp ON pieces (grp, n)")
        heads = self._db.execute("SELECT grp FROM pieces GROUP BY grp ORDER BY min(n)")
        for (group,) in heads:
            rows = self._db.execute(
                "SELECT line, file, data FROM pieces WHERE grp = ? ORDER BY n LIMIT ?", (group, most + 1)
            )
            yield group, [(line, file, json.loads(data)) for line, file, data in rows]

    def taken(self, ids: list[str]) -> dict[str, tuple[str, int]]:
        """Those of these variant ids that a product before has: its reference and line."""
        found = {}
        for variant_id in ids:
            row = self._db.execute("SELECT product, line FROM skus WHERE id = ?", (variant_id,)).fetchone()
            if row:
                found[variant_id] = row
        return found

    def add(self, kind: str, key: str, file: str, line: int, digest: str, draft: Draft) -> int | None:
        """A checked draft. If there is one of that key already nothing is added and its line is returned."""
        with _room():
            self._number += 1
            row = (kind, key, self._number, file, line, digest, json.dumps(draft, ensure_ascii=False))
            done = self._db.execute("INSERT OR IGNORE INTO drafts VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            if done.rowcount == 1:
                return None
            before = self._db.execute("SELECT line FROM drafts WHERE kind = ? AND key = ?", (kind, key)).fetchone()
            return int(before[0])

    def add_variants(self, product: str, line: int, ids: list[str], counts: list[Any]) -> None:
        """A product's variants and their counts ``[variant, location, pieces, line]``."""
        with _room():
            self._db.executemany(
                "INSERT INTO skus VALUES (?, ?, ?)", [(variant_id, product, line) for variant_id in ids]
            )
            self._db.executemany(
                "INSERT OR REPLACE INTO counts VALUES (?, ?, ?, ?)", [(v, p, n, product) for v, p, n, _ in counts]
            )

    def number(self, kind: str) -> int:
        """How many drafts of a kind there are."""
        return int(self._db.execute("SELECT count(*) FROM drafts WHERE kind = ?", (kind,)).fetchone()[0])

    def number_of_variants(self) -> int:
        """How many variants all products together have."""
        return int(self._db.execute("SELECT count(*) FROM skus").fetchone()[0])

    def batch(self, kind: str, after: str, size: int) -> list[tuple[str, str, int, str, Draft]]:
        """The next drafts of a kind by key: key, file, line, digest, draft. Always in the order of keys, so that two
        imports never wait for each other in a circle."""
        rows = self._db.execute(
            "SELECT key, file, line, digest, data FROM drafts WHERE kind = ? AND key > ? ORDER BY key LIMIT ?",
            (kind, after, size),
        )
        return [(key, file, line, digest, json.loads(data)) for key, file, line, digest, data in rows]

    def digests(self, after: str, size: int) -> list[tuple[str, str]]:
        """The next products by key: key and digest."""
        rows = self._db.execute(
            "SELECT key, digest FROM drafts WHERE kind = 'product' AND key > ? ORDER BY key LIMIT ?", (after, size)
        )
        return rows.fetchall()

    def forget(self, keys: list[str]) -> None:
        """Drop these products' drafts; their counts of stock stay."""
        self._db.executemany("DELETE FROM drafts WHERE kind = 'product' AND key = ?", [(key,) for key in keys])

    def positions(self, kind: str) -> dict[str, int]:
        """Where in the file each draft of a (small) kind stood."""
        rows = self._db.execute("SELECT key, n FROM drafts WHERE kind = ? ORDER BY n", (kind,))
        return {key: position for position, (key, _) in enumerate(rows)}

    def counts(self, after: tuple[str, str], size: int) -> list[tuple[str, str, int, str]]:
        """The next counts by variant and location: variant, location, pieces, product."""
        rows = self._db.execute(
            "SELECT variant, location, pieces, product FROM counts WHERE (variant, location) > (?, ?)"
            " ORDER BY variant, location LIMIT ?",
            (*after, size),
        )
        return rows.fetchall()


@contextlib.contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as trouble:
        if "full" in str(trouble) or "disk I/O" in str(trouble):
            raise DiskFull("The disk is full; nothing was imported.", cure="Free some space.", after=60) from trouble
        raise
