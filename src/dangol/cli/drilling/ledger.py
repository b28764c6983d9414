"""What the drill's clients did and were told: the only account of the outside world, kept in memory, never by the server."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from dangol.cli.drilling.plan import Line


@dataclass(slots=True)
class Connection:
    """One way to one server for as long as it held. ``ended`` is None while it does."""

    began: float = field(default_factory=time.monotonic)
    ended: float | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """A message left for the server."""

    at: float
    over: Connection


@dataclass(frozen=True, slots=True)
class Told:
    """The server said: stored, under this number."""

    at: float
    seq: int | None


@dataclass(slots=True)
class Sent:
    """One message's whole story."""

    line: Line
    stream: str | None
    place: int  # within what was sent in one piece (a web hook may hold several)
    attempts: list[Attempt] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it reached a screen."""

    at: float
    seq: int
    id: str
    source: str
    client_id: str | None


@dataclass(slots=True)
class Screen:
    """What one tab showed, in the order it came; it asked each time for what is after the last one."""

    name: str
    shown: list[Shown] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The last number it has."""
        return self.shown[-1].seq if self.shown else 0


@dataclass(slots=True)
class Story:
    """One person's account. ``address`` is how the server's database knows them."""

    way: str
    address: str | None = None
    sent: dict[str, Sent] = field(default_factory=dict)
    screens: list[Screen] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Post:
    """A message of ours as it came to the messenger's side. ``taken``: we answered that we have it (or closed after taking it)."""

    at: float
    key: str
    to: str
    id: str
    signed: bool
    taken: bool


@dataclass
class Ledger:
    """Everything."""

    stories: list[Story] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    acknowledged: int = 0
    sends: int = 0
    last_news: float = field(default_factory=time.monotonic)
    _goal: tuple[int, asyncio.Event] | None = None

    async def reached(self, number: int) -> None:
        """Wait until ``number`` messages were acknowledged."""
        if self.acknowledged < number:
            self._goal = (number, asyncio.Event())
            await self._goal[1].wait()

    def story(self, way: str) -> Story:
        """A new person's account."""
        story = Story(way)
        self.stories.append(story)
        return story

    def left(self, sent: Sent, over: Connection) -> None:
        """``sent`` leaves over this connection."""
        sent.attempts.append(Attempt(time.monotonic(), over))
        self.sends += 1

    def stored(self, sent: Sent, seq: int | None) -> None:
        """The server says it is stored."""
        if not sent.told:
            self.acknowledged += 1
            if self._goal is not None and self.acknowledged >= self._goal[0]:
                self._goal[1].set()
        self.last_news = time.monotonic()
        sent.told.append(Told(time.monotonic(), seq))
