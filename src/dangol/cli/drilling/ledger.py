"""What the drill's clients did and were told: the only account of the outside world, kept in memory, never by the server."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from dangol.cli.drilling.plan import Line

_MOST_PASSED = 12  # messages that are sent again, let pass before one of them has to do


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
    expected: int = 0  # messages in all
    _goal: tuple[int, asyncio.Event] | None = None
    _strike: Callable[[], None] | None = None

    async def reached(self, number: int) -> None:
        """Wait until ``number`` messages were acknowledged."""
        if self.acknowledged < number:
            self._goal = (number, asyncio.Event())
            await self._goal[1].wait()

    async def strike(self, number: int, strike: Callable[[], None]) -> None:
        """Call ``strike`` in the very moment a message is acknowledged that nobody sends again, the ``number``-th or one soon after."""
        if self.acknowledged >= self.expected:
            strike()  # the last of them all is through
            return
        self._strike = strike
        self._goal = (max(number, self.acknowledged + 1), asyncio.Event())
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
                self._meet(sent, *self._goal)
        self.last_news = time.monotonic()
        sent.told.append(Told(time.monotonic(), seq))

    def _meet(self, sent: Sent, goal: int, met: asyncio.Event) -> None:
        if self._strike is not None:
            # What stands behind another in a web hook is repeated with it.
            sent_again = len(sent.attempts) > 1 or sent.place > 0 or bool(sent.line.again)
            if sent_again and self.acknowledged < min(goal + _MOST_PASSED, self.expected):
                return
            self._strike()
        self._strike = self._goal = None
        met.set()
