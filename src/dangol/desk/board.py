"""The live inbox: what every open desk shows, kept once per process and numbered as it changes.

A position is given when a change is *seen*, never when it is written. A serial number given by the database at writing time skips
whatever commits late (number 8 may be visible before 7); here a late commit is simply seen later and gets a later position. The board
keeps the latest state of each conversation and the position it got there, so "everything after 57" is a look, however long a screen
was away; and a position of another process, or of one that has ended, is known as such and answered with the whole board.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dangol.accounts.actions import list_members
from dangol.conversations.models import Holder, Source
from dangol.conversations.repository import Message, last_messages
from dangol.desk import repository
from dangol.desk.models import HandoverState
from dangol.desk.repository import Handover, Line
from dangol.runtime.database import Database, Reader

RECENT = 200
_GONE_KEPT = 2000


@dataclass(frozen=True, slots=True)
class Entry:
    """One conversation of the inbox. ``since``: how long the shopper has waited for a person, if they do; ``last``: what was said last."""

    line: Line
    handover: Handover | None
    agent: str | None
    notes: int
    since: datetime | None
    last: Message | None

    @property
    def waits(self) -> bool:
        """Whether nobody has taken it yet."""
        if self.line.holder is Holder.QUEUE:
            return True
        return self.handover is not None and self.handover.state is HandoverState.WAITING


@dataclass(frozen=True, slots=True)
class Change:
    """What a screen has not seen: ``entries`` to put, ``gone`` to take away. ``whole``: this is everything, forget the rest."""

    position: str
    entries: tuple[Entry, ...]
    gone: tuple[str, ...]
    whole: bool

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.entries or self.gone or self.whole)


_Basis = tuple[Line, Handover | None, str | None, int]


class Board:
    """The inbox as it stands. ``refresh`` looks; ``since`` tells what is new after a position."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._epoch = secrets.token_hex(4)
        self._n = 0
        self._entries: dict[str, tuple[int, Entry]] = {}
        self._basis: dict[str, _Basis] = {}
        self._gone: dict[str, int] = {}
        self._lock = asyncio.Lock()
        self._asked = 0
        self._done = 0

    async def refresh(self) -> None:
        """Bring the board up to everything committed by now. Many who ask at once cause one look."""
        self._asked += 1
        ticket = self._asked
        async with self._lock:
            if self._done >= ticket:
                return
            covered = self._asked
            async with self._database.snapshot() as reader:
                await self._look(reader)
            self._done = covered

    def since(self, position: str | None) -> Change:
        """What changed after ``position``, oldest change first; everything for a position this board did not give."""
        epoch, _, digits = (position or "").partition(".")
        known = epoch == self._epoch and digits.isascii() and digits.isdigit() and len(digits) < 16
        after = int(digits) if known else -1
        here = f"{self._epoch}.{self._n}"
        new = sorted((n, entry.line.id, entry) for n, entry in self._entries.values() if n > after)
        gone = tuple(key for key, n in self._gone.items() if n > after) if known else ()
        return Change(here, tuple(entry for _, _, entry in new), gone, whole=not known)

    async def _look(self, reader: Reader) -> None:
        lines = {line.id: line for line in await repository.recent_lines(reader, limit=RECENT)}
        lines |= {line.id: line for line in await repository.lines_with_people(reader)}
        basis = await _bases(reader, list(lines.values()))
        changed = [key for key, value in basis.items() if self._basis.get(key) != value]
        entries = await _entries(reader, [basis[key] for key in changed])
        for entry in entries:
            self._n += 1
            self._entries[entry.line.id] = (self._n, entry)
            self._gone.pop(entry.line.id, None)
        for key in self._basis.keys() - basis.keys():
            self._n += 1
            del self._entries[key]
            self._gone[key] = self._n
        while len(self._gone) > _GONE_KEPT:
            # Forgetting one would leave it on a screen that was away for long: such a screen starts anew instead.
            self._gone.clear()
            self._epoch = secrets.token_hex(4)
        self._basis = basis


async def read_entries(reader: Reader, lines: Sequence[Line]) -> list[Entry]:
    """These conversations as the inbox shows them, in the order given."""
    bases = await _bases(reader, lines)
    return await _entries(reader, [bases[line.id] for line in lines])


async def _bases(reader: Reader, lines: Sequence[Line]) -> dict[str, _Basis]:
    """All that can make an entry different, cheap to read; what costs more is read for those that are."""
    waiting = {handover.conversation_id: handover for handover in reversed(await repository.open_handovers(reader))}
    names = {member.id: member.name for member in await list_members(reader)}
    notes = await repository.count_notes(reader, [line.id for line in lines])
    return {
        line.id: (line, waiting.get(line.id), names.get(line.agent_id or ""), notes.get(line.id, 0))  # type: ignore[call-overload]
        for line in lines
    }


async def _entries(reader: Reader, bases: Sequence[_Basis]) -> list[Entry]:
    ids = [basis[0].id for basis in bases]
    last = await last_messages(reader, ids)
    unanswered = await repository.unanswered_since(reader, ids)
    entries = []
    for line, handover, agent, notes in bases:
        message = last.get(line.id)
        since = unanswered.get(line.id) if line.holder is Holder.AGENT else None
        if handover is not None and (handover.state is HandoverState.WAITING or line.holder is Holder.QUEUE):
            since = handover.requested_at
        elif line.holder is Holder.QUEUE:
            since = unanswered.get(line.id) or line.last_at
        elif line.holder is Holder.AGENT and message is not None and message.source is Source.SYSTEM and handover:
            since = handover.requested_at  # taken, and nothing said yet
        entries.append(Entry(line, handover, agent, notes, since, message))
    return entries
