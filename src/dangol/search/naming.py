"""Storing the lexicon's names, and the lexicon of a database: loaded once, then kept up to date by what changed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select, text, update

from dangol.runtime.database import Reader, Transaction
from dangol.search import repository
from dangol.search.lexicon import CatalogLexicon
from dangol.search.models import search_names
from dangol.search.names import Name

_KEPT = 3
_lexicons: OrderedDict[str, CatalogLexicon] = OrderedDict()

_PUT = text(
    'INSERT INTO search_names ("row", lang, name, kind, value, title, synonym, gone, change) '
    "VALUES (:row, :lang, :name, :kind, :value, :title, :synonym, :gone, :change) "
    'ON CONFLICT ("row", lang, name) DO UPDATE SET kind = excluded.kind, value = excluded.value, '
    "title = excluded.title, synonym = excluded.synonym, gone = excluded.gone, change = excluded.change"
)


async def put_names(tx: Transaction, names: Iterable[Name]) -> int:
    """Make ``names`` all the names of the rows they belong to; how many were new, different or taken away."""
    by_row: dict[str, dict[tuple[str, str], Name]] = {}
    for name in names:
        by_row.setdefault(name.row, {})[name.lang, name.text[:300]] = name
    rows = list(by_row)
    changes: list[dict[str, Any]] = []
    for start in range(0, len(rows), 500):
        part = rows[start : start + 500]
        stored: dict[tuple[str, str, str], Any] = {
            (row.row, row.lang, row.name): row
            for row in await tx.all(select(search_names).where(search_names.c.row.in_(part)))
        }
        for row in part:
            for (lang, spelled), name in by_row[row].items():
                old = stored.pop((row, lang, spelled), None)
                values = _values(name, spelled)
                if old is None or any(getattr(old, key) != value for key, value in values.items()):
                    changes.append(values)
        changes.extend(
            {key: (True if key == "gone" else old._mapping[key]) for key in _FIELDS}
            for old in stored.values()
            if not old.gone
        )
    if changes:
        change = await repository.changed(tx, "names")
        await tx.execute(_PUT, [{**values, "change": change} for values in changes])
    return len(changes)


async def names_of(reader: Reader, rows: Iterable[str]) -> list[Name]:
    """The names these rows have."""
    wanted, found = list(rows), []
    for start in range(0, len(wanted), 500):
        where = (search_names.c.row.in_(wanted[start : start + 500]), search_names.c.gone.is_(False))
        for row in await reader.all(select(search_names).where(*where)):
            found.append(Name(row.row, row.kind, row.value, row.lang, row.name, row.title, row.synonym))
    return found


async def remove_names(tx: Transaction, rows: Sequence[str]) -> int:
    """Forget every name of these rows; how many there were."""
    total = 0
    change = 0
    for start in range(0, len(rows), 500):
        where = (search_names.c.row.in_(rows[start : start + 500]), search_names.c.gone.is_(False))
        if await tx.first(select(search_names.c.row).where(*where).limit(1)) is None:
            continue
        change = change or await repository.changed(tx, "names")
        done = await tx.execute(update(search_names).where(*where).values(gone=True, change=change))
        total += done.rowcount
    return total


async def lexicon(reader: Reader) -> CatalogLexicon:
    """The catalogue's words as they stand now. Cheap to ask for every turn: only what changed is read."""
    state = await repository.state(reader)
    identity, names = state.identity, state.names
    found = _lexicons.get(identity)
    if found is None:
        found = _lexicons[identity] = CatalogLexicon()
        while len(_lexicons) > _KEPT:
            _lexicons.popitem(last=False)
    else:
        _lexicons.move_to_end(identity)
    if found.change != names:
        await _update(reader, found)
        found.change = names
    return found


async def _update(reader: Reader, known: CatalogLexicon) -> None:
    columns = [search_names.c[key] for key in (*_FIELDS,)]
    rows: Sequence[Any] = await reader.all(select(*columns).where(search_names.c.change > known.change))
    for row in rows:
        if row.gone:
            known.remove(row.row, row.lang, row.name)
        else:
            known.add(Name(row.row, row.kind, row.value, row.lang, row.name, row.title, row.synonym))


_FIELDS = ("row", "lang", "name", "kind", "value", "title", "synonym", "gone")


def _values(name: Name, spelled: str) -> dict[str, Any]:
    return {
        "row": name.row,
        "lang": name.lang,
        "name": spelled,
        "kind": name.kind,
        "value": name.value,
        "title": name.title[:300],
        "synonym": name.synonym,
        "gone": False,
    }
