"""What will happen, drawn from a seed: who says what when, what is sent twice or too late, and which process dies at which moment."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Literal

from dangol.cli.drilling.shop import GOODS, LANGUAGES, QUESTIONS

Way = Literal["socket", "http", "messenger"]

_ADDS = 0.3  # share of messages that put one thing into the cart: an effect that can be counted
_REPEATED = 0.18
_OVERTAKEN = 0.25  # share of bursts in which later messages overtake earlier ones
_TOO_LATE = 0.012  # share of messages held back longer than anybody waits
_LEAVES = 0.12  # share of bursts after which the visitor's connection breaks
_SECOND_TAB = 0.2
_LONGEST_STRAY = 1.2  # seconds by which a message may be overtaken
_BEYOND_PATIENCE = 2.8
_EVERY_AT_ONCE = (
    2  # every so many kills, one follows an acknowledgement at once: that moment is too short to be met by chance
)


@dataclass(frozen=True, slots=True)
class Line:
    """One message: its own id, its number in its stream if the client numbers, when it leaves (seconds into its burst), when again."""

    id: str
    tab: int
    n: int | None
    text: str | None
    adds: str | None
    leaves: float
    again: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Burst:
    """Messages sent together; then a pause of ``pause`` seconds, and perhaps a broken connection."""

    lines: tuple[Line, ...]
    pause: float
    breaks: bool


@dataclass(frozen=True, slots=True)
class Person:
    """One visitor, or one sender in the messenger."""

    number: int
    way: Way
    lang: str
    tabs: int
    numbered: bool
    bursts: tuple[Burst, ...]


@dataclass(frozen=True, slots=True)
class Kill:
    """Once ``after`` messages were acknowledged, wait ``delay`` seconds, kill, and start again after ``pause`` seconds.

    ``at_once``: there is no delay at all. The next acknowledgement of a message that nobody sends again is the victims' last word:
    if they had not stored what they said they had, it is lost.
    """

    after: int
    delay: float
    victims: tuple[int, ...]
    pause: float
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """All of it."""

    seed: int
    people: tuple[Person, ...]
    kills: tuple[Kill, ...]
    messages: int


@dataclass
class _Numbers:
    reached: dict[int, int] = field(default_factory=dict)

    def next(self, tab: int) -> int:
        self.reached[tab] = self.reached.get(tab, 0) + 1
        return self.reached[tab]


def draw(seed: int, messages: int, kills: int, processes: int) -> Plan:
    """The plan of ``seed``: ``messages`` messages and ``kills`` kills among ``processes`` processes, of which the first half serve."""
    chance = random.Random(seed)
    people: list[Person] = []
    left = messages
    per_person = max(6, min(50, messages // 40))
    while left > 0:
        share = min(left, max(1, round(chance.gauss(per_person, per_person / 4))))
        people.append(_person(chance, len(people), share, seed))
        left -= share
    return Plan(seed, tuple(people), tuple(_kills(chance, messages, kills, processes)), messages)


def _person(chance: random.Random, number: int, messages: int, seed: int) -> Person:
    way: Way = chance.choices(("socket", "http", "messenger"), (55, 15, 30))[0]
    lang = chance.choice(LANGUAGES)
    tabs = 2 if way == "socket" and chance.random() < _SECOND_TAB else 1
    numbered = way != "messenger" and chance.random() < 0.85
    numbers, bursts, said = _Numbers(), [], 0
    while said < messages:
        size = min(messages - said, chance.choices((1, 2, 3, 5, 9), (45, 25, 15, 10, 5))[0])
        # The first message of all is alone: before its answer a client has no second tab.
        size = 1 if said == 0 else size
        tab = chance.randrange(tabs) if said else 0
        overtaken = numbered and chance.random() < _OVERTAKEN
        lines = []
        for place in range(size):
            leaves = chance.uniform(0, _LONGEST_STRAY) if overtaken else place * 0.01
            if numbered and size > 1 and chance.random() < _TOO_LATE * 3:
                leaves = _BEYOND_PATIENCE + chance.random()
            again = tuple(
                leaves + chance.choice((0.0, 0.002, 0.05, 0.6, 3.0))
                for _ in range(chance.choices((0, 1, 2), (1 - _REPEATED, _REPEATED * 0.8, _REPEATED * 0.2))[0])
            )
            adds = chance.choice(GOODS) if chance.random() < _ADDS else None
            text = None if adds else chance.choice(QUESTIONS[lang])
            n = numbers.next(tab) if numbered else None
            lines.append(Line(f"drill-{seed}-{number:05d}-{said + place:05d}", tab, n, text, adds, leaves, again))
        said += size
        pause = chance.choice((0.0, 0.02, 0.2, 0.5, 1.5))
        bursts.append(Burst(tuple(lines), pause, way == "socket" and chance.random() < _LEAVES))
    return Person(number, way, lang, tabs, numbered, tuple(bursts))


def _kills(chance: random.Random, messages: int, kills: int, processes: int) -> list[Kill]:
    moments = sorted(chance.uniform(0.01, 0.97) * messages for _ in range(kills))
    found = []
    for number, moment in enumerate(moments):
        both = chance.random() < 0.1
        victims = tuple(range(processes)) if both else (chance.randrange(processes),)
        delay, pause = chance.uniform(0.0, 2.0), chance.choice((0.0, 0.1, 0.5))
        if number % _EVERY_AT_ONCE == 0:
            found.append(Kill(int(moment), 0.0, tuple(range(processes // 2)), pause, at_once=True))
        else:
            found.append(Kill(int(moment), delay, victims, pause))
    return found
