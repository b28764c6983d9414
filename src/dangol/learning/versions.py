"""Versions of what a shop's assistant has learnt: each is the shop's own example files as they were, from which the rest follows.

As long as nobody has accepted anything there is none, and what stands in the files is what is learnt. With the first message accepted,
what is in use becomes version 1: from then on a changed file changes nothing until ``dangol learn train`` has measured it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from dangol.accounts.actions import record
from dangol.learning.errors import NoVersionBefore
from dangol.learning.models import understandings
from dangol.runtime.database import Reader, Transaction

LEARNT = "understanding"
"""The topic that wakes whoever reads messages: another version is in use."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version. ``report`` is how it compared with the one before it."""

    number: int
    examples: Mapping[str, str]
    live: bool
    was_live: bool
    report: Mapping[str, Any]
    made_by: str
    made_at: datetime


def _version(row: Row[Any]) -> Version:
    return Version(**row._mapping)


async def live_version(reader: Reader) -> Version | None:
    """The one in use; none as long as nobody has accepted anything."""
    row = await reader.first(select(understandings).where(understandings.c.live.is_(True)))
    return _version(row) if row else None


async def live_number(reader: Reader) -> int:
    """Its number alone; 0 without one."""
    return int(await reader.scalar(select(understandings.c.number).where(understandings.c.live.is_(True))) or 0)


async def versions(reader: Reader) -> list[Version]:
    """All of them, the latest first."""
    rows = await reader.all(select(understandings).order_by(understandings.c.number.desc()))
    return [_version(row) for row in rows]


async def pin(tx: Transaction, examples: Mapping[str, str], by: str) -> None:
    """What is in use becomes version 1, unless there are versions already."""
    if await tx.scalar(select(func.count()).select_from(understandings)) == 0:
        await add_version(tx, examples, {}, by, live=True)


async def add_version(
    tx: Transaction, examples: Mapping[str, str], report: Mapping[str, Any], by: str, *, live: bool
) -> int:
    """A new version, in use from this commit on if ``live``; its number."""
    last = await tx.scalar(select(func.max(understandings.c.number)))
    number = int(last or 0) + 1
    if live:
        await tx.execute(update(understandings).values(live=False))
    await tx.execute(
        insert(understandings).values(
            number=number,
            examples=dict(examples),
            live=live,
            was_live=live,
            report=dict(report),
            made_by=by,
            made_at=tx.now,
        )
    )
    await record(tx, by, "understanding.live" if live else "understanding.refused", f"understanding:{number}")
    if live:
        tx.announce(LEARNT)
    return number


async def go_back(tx: Transaction, by: str) -> Version:
    """The version that was in use before this one is in use again. Raises ``NoVersionBefore``."""
    number = await live_number(tx)
    before = (understandings.c.was_live.is_(True)) & (understandings.c.number < number)
    row = await tx.first(select(understandings).where(before).order_by(understandings.c.number.desc()).limit(1))
    if row is None:
        raise NoVersionBefore(
            "There is no earlier understanding.", cure="`dangol learn versions` shows which there are."
        )
    # The one that is left is no longer one to come back to: twice back leads to the one before both.
    await tx.execute(update(understandings).where(understandings.c.number == number).values(live=False, was_live=False))
    await tx.execute(update(understandings).where(understandings.c.number == row.number).values(live=True))
    await record(tx, by, "understanding.back", f"understanding:{row.number}", left=number)
    tx.announce(LEARNT)
    return _version(row)
