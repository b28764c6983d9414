"""What the database says in the end, read with SQL of the drill's own, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A row of the conversation."""

    id: str
    seq: int
    source: str
    provider_id: str | None
    reply_to: int | None
    flags: tuple[str, ...]
    explained: bool


@dataclass(slots=True)
class StoredConversation:
    """A conversation with everything in it."""

    id: str
    address: str
    last_seq: int
    answered_seq: int
    messages: list[StoredMessage] = field(default_factory=list)


@dataclass
class Outcome:
    """The database at the end. ``carts``: pieces by address and product; ``addresses``: how many conversations each has."""

    conversations: dict[str, list[StoredConversation]]
    carts: dict[str, dict[str, int]]
    open_work: int
    dead_work: int
    integrity: str


_CONVERSATIONS = """
    SELECT c.id, i.address, c.last_seq, c.answered_seq FROM conversations c
    JOIN identities i ON i.contact_id = c.contact_id AND i.inbox_id = c.inbox_id ORDER BY c.id
"""
_MESSAGES = """
    SELECT id, conversation_id, seq, source, provider_id, reply_to, flags,
           CASE WHEN explanation IS NULL THEN 0 ELSE 1 END FROM messages ORDER BY conversation_id, seq, id
"""
_CARTS = """
    SELECT i.address, v.product_id, l.quantity FROM cart_lines l JOIN carts k ON k.id = l.cart_id
    JOIN identities i ON i.contact_id = k.contact_id JOIN variants v ON v.id = l.variant_id
"""
_WORK = "SELECT state, COUNT(*) FROM outbox GROUP BY state"
_UNANSWERED = """
    SELECT COUNT(*) FROM conversations c JOIN messages m ON m.conversation_id = c.id
    WHERE m.source = 'shopper' AND m.seq > c.answered_seq
"""


class Book:
    """The drill's own connection to the database at ``url``."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)

    async def rows(self, *statements: str) -> list[list[tuple[Any, ...]]]:
        """The rows of each statement, all of one moment."""
        if self._url.get_backend_name() == "sqlite":
            assert self._url.database
            book = sqlite3.connect(f"{Path(self._url.database).as_uri()}?mode=ro", uri=True, timeout=30)
            try:
                book.execute("BEGIN")
                return [book.execute(statement).fetchall() for statement in statements]
            finally:
                book.close()
        import asyncpg  # the postgres extra

        connection = await asyncpg.connect(self._url.set(drivername="postgresql").render_as_string(hide_password=False))
        try:
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                return [[tuple(row) for row in await connection.fetch(statement)] for statement in statements]
        finally:
            await connection.close()

    async def settled(self) -> bool:
        """Whether every message has had its turn and nothing is left to do."""
        unanswered, work = await self.rows(_UNANSWERED, _WORK)
        return bool(unanswered[0][0] == 0 and dict(work).get("open", 0) == 0)

    async def last_seqs(self) -> dict[str, int]:
        """The last number of each address's conversation."""
        [found] = await self.rows(_CONVERSATIONS)
        return {row[1]: row[2] for row in found}

    async def read(self) -> Outcome:
        """Everything."""
        conversations, messages, carts, work = await self.rows(_CONVERSATIONS, _MESSAGES, _CARTS, _WORK)
        by_id = {row[0]: StoredConversation(*row) for row in conversations}
        for row in messages:
            flags = tuple(json.loads(row[6])) if row[6] else ()
            message = StoredMessage(row[0], row[2], row[3], row[4], row[5], flags, bool(row[7]))
            by_id[row[1]].messages.append(message)
        by_address: dict[str, list[StoredConversation]] = defaultdict(list)
        for conversation in by_id.values():
            by_address[conversation.address].append(conversation)
        pieces: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for address, product, quantity in carts:
            pieces[address][product] += quantity
        counts = dict(work)
        integrity = "ok"
        if self._url.get_backend_name() == "sqlite":
            [[(integrity,)]] = await self.rows("PRAGMA integrity_check")
        return Outcome(dict(by_address), pieces, counts.get("open", 0), counts.get("dead", 0), integrity)
