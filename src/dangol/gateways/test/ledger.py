"""What the pretended bank remembers, in a SQLite file of its own: a real gateway would not keep it in our database either."""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dangol.commerce.payments.ports import EventKind, GatewayEvent, PaymentWish
from dangol.kit.money import Money
from dangol.kit.times import iso, parse_instant

_TABLES = """
CREATE TABLE IF NOT EXISTS payments (
  id TEXT PRIMARY KEY, key TEXT NOT NULL UNIQUE, order_number TEXT NOT NULL, amount INTEGER NOT NULL, currency TEXT NOT NULL,
  description TEXT NOT NULL, lang TEXT NOT NULL, return_url TEXT NOT NULL, cancel_url TEXT NOT NULL, expires_at TEXT NOT NULL,
  state TEXT NOT NULL, created_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS events (
  n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, payment TEXT NOT NULL, kind TEXT NOT NULL,
  amount INTEGER, currency TEXT, at TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS refunds (
  key TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, payment TEXT NOT NULL, amount INTEGER NOT NULL, currency TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class HostedPayment:
    """A payment as the gateway knows it. ``state``: open, paid, refused, expired, refunded."""

    id: str
    key: str
    order_number: str
    amount: Money
    description: str
    lang: str
    return_url: str
    cancel_url: str
    expires_at: datetime
    state: str


class Ledger:
    """The pretended bank's book. Every method is one transaction; safe from several threads and processes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._open() as book:
            book.executescript(_TABLES)

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        book = sqlite3.connect(self._path, timeout=10, isolation_level=None)
        book.row_factory = sqlite3.Row
        try:
            book.execute("PRAGMA journal_mode=WAL")
            book.execute("BEGIN IMMEDIATE")
            yield book
            if book.in_transaction:
                book.execute("COMMIT")
        finally:
            book.close()

    def create(self, wish: PaymentWish, now: datetime) -> HostedPayment:
        """The payment for this key; made the first time."""
        with self._open() as book:
            book.execute(
                "INSERT INTO payments VALUES (?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (key) DO NOTHING",
                (
                    f"tp_{secrets.token_urlsafe(18)}",
                    wish.key,
                    wish.order_number,
                    wish.amount.amount,
                    wish.amount.currency,
                    wish.description,
                    wish.lang,
                    wish.return_url,
                    wish.cancel_url,
                    iso(wish.expires_at),
                    "open",
                    iso(now),
                ),
            )
            row = book.execute("SELECT * FROM payments WHERE key = ?", (wish.key,)).fetchone()
        return _payment(row)

    def get(self, provider_id: str) -> HostedPayment | None:
        """One payment."""
        with self._open() as book:
            row = book.execute("SELECT * FROM payments WHERE id = ?", (provider_id,)).fetchone()
        return _payment(row) if row else None

    def count(self) -> int:
        """How many payments there are."""
        with self._open() as book:
            return int(book.execute("SELECT count(*) FROM payments").fetchone()[0])

    def settle(
        self, provider_id: str, state: str, kind: EventKind, now: datetime, *, amount: Money | None, reason: str = ""
    ) -> GatewayEvent | None:
        """Move a payment on and note the event; None when it has been paid or has run out already."""
        with self._open() as book:
            changed = book.execute(
                "UPDATE payments SET state = ? WHERE id = ? AND state IN ('open', 'refused')", (state, provider_id)
            )
            if changed.rowcount != 1:
                return None
            self._note(book, provider_id, kind, now, amount, reason)
        return self.last(provider_id)

    def last(self, provider_id: str) -> GatewayEvent | None:
        """The last thing that happened to a payment."""
        with self._open() as book:
            row = book.execute(
                "SELECT e.*, p.key FROM events e JOIN payments p ON p.id = e.payment WHERE payment = ? ORDER BY n DESC LIMIT 1",
                (provider_id,),
            ).fetchone()
        if row is None:
            return None
        amount = None if row["amount"] is None else Money(row["amount"], row["currency"])
        return GatewayEvent(
            row["id"], row["kind"], row["payment"], parse_instant(row["at"]), amount, row["key"], row["reason"]
        )

    def refund(self, provider_id: str, amount: Money, key: str, now: datetime) -> str | None:
        """Send money back, once per key; the refund's id. None when that much is not there."""
        with self._open() as book:
            known = book.execute("SELECT id FROM refunds WHERE key = ?", (key,)).fetchone()
            if known:
                return str(known["id"])
            paid = book.execute(
                "SELECT amount, currency FROM events WHERE payment = ? AND kind = 'paid'", (provider_id,)
            ).fetchone()
            back = book.execute("SELECT coalesce(sum(amount), 0) FROM refunds WHERE payment = ?", (provider_id,))
            sent = int(back.fetchone()[0])
            if paid is None or paid["currency"] != amount.currency or sent + amount.amount > paid["amount"]:
                return None
            refund_id = f"tr_{secrets.token_urlsafe(18)}"
            book.execute(
                "INSERT INTO refunds VALUES (?,?,?,?,?)",
                (key, refund_id, provider_id, amount.amount, amount.currency),
            )
            if sent + amount.amount == paid["amount"]:
                book.execute("UPDATE payments SET state = 'refunded' WHERE id = ?", (provider_id,))
            self._note(book, provider_id, "refunded", now, amount, "")
        return refund_id

    @staticmethod
    def _note(
        book: sqlite3.Connection, provider_id: str, kind: EventKind, now: datetime, amount: Money | None, reason: str
    ) -> None:
        book.execute(
            "INSERT INTO events (id, payment, kind, amount, currency, at, reason) VALUES (?,?,?,?,?,?,?)",
            (
                f"evt_{secrets.token_urlsafe(18)}",
                provider_id,
                kind,
                amount.amount if amount else None,
                amount.currency if amount else None,
                iso(now),
                reason,
            ),
        )


def _payment(row: sqlite3.Row) -> HostedPayment:
    return HostedPayment(
        id=row["id"],
        key=row["key"],
        order_number=row["order_number"],
        amount=Money(row["amount"], row["currency"]),
        description=row["description"],
        lang=row["lang"],
        return_url=row["return_url"],
        cancel_url=row["cancel_url"],
        expires_at=parse_instant(row["expires_at"]),
        state=row["state"],
    )
