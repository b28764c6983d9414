"""Every query about articles."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update

from dangol.kit.ids import new_id
from dangol.knowledge.markdown import Article
from dangol.knowledge.models import articles, knowledge_states
from dangol.runtime.database import Reader, Transaction

_FIELDS = ("kind", "source", "lang", "anchor", "position", "heading", "phrasings", "answer", "version")
_VERSION = select(knowledge_states.c.version).where(knowledge_states.c.id == 1)  # asked in every turn: made once


async def all_articles(reader: Reader) -> tuple[Article, ...]:
    """Every article, in the order of the files."""
    columns = [articles.c[name] for name in _FIELDS]
    rows = await reader.all(select(*columns).order_by(articles.c.source, articles.c.position))
    return tuple(_article(row._mapping) for row in rows)


async def article_at(reader: Reader, source: str, anchor: str) -> Article | None:
    """The article ``source#anchor``."""
    columns = [articles.c[name] for name in _FIELDS]
    row = await reader.first(select(*columns).where(articles.c.source == source, articles.c.anchor == anchor))
    return _article(row._mapping) if row else None


async def articles_called(reader: Reader, anchor: str) -> Sequence[Article]:
    """The articles of that anchor, in every language."""
    columns = [articles.c[name] for name in _FIELDS]
    rows = await reader.all(select(*columns).where(articles.c.anchor == anchor).order_by(articles.c.source))
    return tuple(_article(row._mapping) for row in rows)


async def version(reader: Reader) -> str:
    """The hash over every article; empty before the first load."""
    return str(await reader.scalar(_VERSION) or "")


async def await_turn(tx: Transaction) -> None:
    """Let whoever else is changing articles finish first: processes that follow the same files change them at the same moment."""
    await tx.scalar(_VERSION.with_for_update())


async def put_article(tx: Transaction, article: Article, *, known: bool) -> None:
    """Store ``article``, over the one of the same reference if that is ``known`` to be there."""
    values: dict[str, Any] = {name: getattr(article, name) for name in _FIELDS}
    values["phrasings"] = list(article.phrasings)
    values["changed_at"] = tx.now
    if known:
        where = (articles.c.source == article.source, articles.c.anchor == article.anchor)
        await tx.execute(update(articles).where(*where).values(**values))
    else:
        await tx.execute(insert(articles).values(id=new_id("art"), **values))


async def remove_articles(tx: Transaction, references: Iterable[tuple[str, str]]) -> None:
    """Forget the articles at these (source, anchor)."""
    for source, anchor in references:
        await tx.execute(delete(articles).where(articles.c.source == source, articles.c.anchor == anchor))


async def set_version(tx: Transaction, value: str) -> None:
    """Remember the hash over every article."""
    changed = await tx.execute(
        update(knowledge_states).where(knowledge_states.c.id == 1).values(version=value, changed_at=tx.now)
    )
    if changed.rowcount == 0:
        await tx.execute(insert(knowledge_states).values(id=1, version=value, changed_at=tx.now))


def hash_of(stored: Iterable[Article]) -> str:
    """The version of a whole collection: changes with any word, order or place."""
    digest = hashlib.sha256()
    for article in sorted(stored, key=lambda a: (a.source, a.position, a.anchor)):
        digest.update(f"{article.reference}\x1f{article.position}\x1f{article.version}\x1e".encode())
    return digest.hexdigest()


def _article(row: Any) -> Article:
    values = {name: row[name] for name in _FIELDS}
    values["phrasings"] = tuple(values["phrasings"])
    return Article(**values)
