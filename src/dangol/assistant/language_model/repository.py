"""Every query about what the language model has cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select, update

from dangol.assistant.language_model.models import language_model_spending as spending
from dangol.runtime.database import Reader, Transaction


@dataclass(frozen=True, slots=True)
class Spent:
    """What was spent in one scope; ``cost`` in millionths of the currency's minor unit."""

    scope: str
    cost: int = 0
    questions: int = 0
    tokens_in: int = 0
    tokens_out: int = 0

    @property
    def currency(self) -> str:
        """Its currency."""
        return self.scope.rpartition(":")[2]


def day_scope(day: str, currency: str) -> str:
    """The scope of a day (ISO)."""
    return f"day:{day}:{currency}"


def conversation_scope(conversation_id: str, currency: str) -> str:
    """The scope of a conversation."""
    return f"conversation:{conversation_id}:{currency}"


async def reserve(tx: Transaction, scope: str, cost: int, most: int) -> bool:
    """Put ``cost`` down for one question in ``scope``, if no more than ``most`` is spent then. Two processes cannot both take the last
    of it."""
    if not await tx.scalar(select(spending.c.scope).where(spending.c.scope == scope)):
        row = {"scope": scope, "cost": 0, "questions": 0, "tokens_in": 0, "tokens_out": 0, "at": tx.now}
        await _add_once(tx, row)
    taken = await tx.execute(
        update(spending)
        .where(spending.c.scope == scope, spending.c.cost + cost <= most)
        .values(cost=spending.c.cost + cost, questions=spending.c.questions + 1, at=tx.now)
    )
    return taken.rowcount == 1


async def _add_once(tx: Transaction, row: dict[str, object]) -> None:
    """Another process may add the same row at the same moment."""
    if tx.dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as insert_once

        await tx.execute(insert_once(spending).values(**row).on_conflict_do_nothing())
    else:
        await tx.execute(insert(spending).values(**row))


async def settle(tx: Transaction, scope: str, more: int, tokens_in: int, tokens_out: int) -> None:
    """Correct what was put down by ``more`` (often negative), and count the tokens."""
    await tx.execute(
        update(spending)
        .where(spending.c.scope == scope)
        .values(
            cost=spending.c.cost + more,
            tokens_in=spending.c.tokens_in + tokens_in,
            tokens_out=spending.c.tokens_out + tokens_out,
        )
    )


async def spent(reader: Reader, scopes: Sequence[str]) -> dict[str, Spent]:
    """What was spent in each of ``scopes`` in which anything was."""
    if not scopes:
        return {}
    rows = await reader.all(select(spending).where(spending.c.scope.in_(scopes)))
    return {row.scope: Spent(row.scope, row.cost, row.questions, row.tokens_in, row.tokens_out) for row in rows}


async def spent_by_conversation(reader: Reader, conversation_id: str) -> list[Spent]:
    """What a conversation cost: one entry for each currency the owner has reckoned in meanwhile."""
    scope = spending.c.scope
    first, behind = conversation_scope(conversation_id, ""), conversation_scope(conversation_id, "~")
    rows = await reader.all(select(spending).where(scope >= first, scope < behind).order_by(scope))
    return [Spent(row.scope, row.cost, row.questions, row.tokens_in, row.tokens_out) for row in rows]


async def spent_by_day(reader: Reader, days: int = 31) -> list[Spent]:
    """The latest days on which anything was asked, the latest first."""
    rows = await reader.all(
        select(spending).where(spending.c.scope.like("day:%")).order_by(spending.c.scope.desc()).limit(days)
    )
    return [Spent(row.scope, row.cost, row.questions, row.tokens_in, row.tokens_out) for row in rows]
