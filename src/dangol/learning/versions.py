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
from dangol.learning.errors import NoVersionBefore, VersionChanged
from dangol.learning.example_files import read_lines
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


@dataclass(frozen=True, slots=True)
class Difference:
    """What one set of example files has that another has not: language, intent, line."""

    added: tuple[tuple[str, str, str], ...]
    taken: tuple[tuple[str, str, str], ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.taken)


def difference(before: Mapping[str, str], after: Mapping[str, str]) -> Difference:
    """The lines that ``after`` has and ``before`` has not, and those that are gone. Raises ``ExamplesNotWritten`` for what is no YAML."""
    old, new = _all_lines(before), _all_lines(after)
    return Difference(tuple(row for row in new if row not in old), tuple(row for row in old if row not in new))


def count_lines(examples: Mapping[str, str]) -> int:
    """How many lines there are. Raises ``ExamplesNotWritten``."""
    return len(_all_lines(examples))


def _all_lines(examples: Mapping[str, str]) -> dict[tuple[str, str, str], None]:
    return {
        (lang, intent, line): None
        for lang, source in examples.items()
        for intent, line in read_lines(source, f"examples/{lang}.yaml")
    }


def _version(row: Row[Any]) -> Version:
    return Version(**row._mapping)


async def live_version(reader: Reader) -> Version | None:
    """The one in use; none as long as nobody has accepted anything."""
    row = await reader.first(select(understandings).where(understandings.c.live.is_(True)))
    return _version(row) if row else None


async def live_number(reader: Reader) -> int:
    """Its number alone; 0 without one."""
    return int(await reader.scalar(select(understandings.c.number).where(understandings.c.live.is_(True))) or 0)


async def versions(reader: Reader, most: int | None = None) -> list[Version]:
    """All of them, or the latest ``most``, the latest first."""
    rows = await reader.all(select(understandings).order_by(understandings.c.number.desc()).limit(most))
    return [_version(row) for row in rows]


async def count_versions(reader: Reader) -> int:
    """How many there are."""
    return int(await reader.scalar(select(func.count()).select_from(understandings)) or 0)


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


async def version_before(reader: Reader, number: int) -> Version | None:
    """The version that was in use before ``number``; none if it was the first, or all before it were taken back."""
    before = (understandings.c.was_live.is_(True)) & (understandings.c.number < number)
    row = await reader.first(select(understandings).where(before).order_by(understandings.c.number.desc()).limit(1))
    return _version(row) if row else None


async def check_still_live(tx: Transaction, number: int) -> None:
    """Raises ``VersionChanged`` if ``number`` (0: none) was live and another one is by now: what was compared with it says nothing."""
    if number and await live_number(tx) != number:
        raise VersionChanged("Another version has become live meanwhile.", cure="Train again.")


async def go_back(tx: Transaction, by: str, to: int | None = None) -> Version:
    """The version that was in use before this one is in use again; ``to`` is which one that is taken to be.

    Raises ``NoVersionBefore``, and ``VersionChanged`` if it would be another one.
    """
    number = await live_number(tx)
    before = await version_before(tx, number)
    if before is None:
        raise NoVersionBefore(
            "There is no earlier understanding.", cure="`dangol learn versions` shows which there are."
        )
    if to is not None and before.number != to:
        raise VersionChanged(
            "Another version has become live meanwhile.", cure="Look at what is live, and decide anew."
        )
    # The one that is left is no longer one to come back to: twice back leads to the one before both.
    await tx.execute(update(understandings).where(understandings.c.number == number).values(live=False, was_live=False))
    await tx.execute(update(understandings).where(understandings.c.number == before.number).values(live=True))
    await record(tx, by, "understanding.back", f"understanding:{before.number}", left=number)
    tx.announce(LEARNT)
    return before
