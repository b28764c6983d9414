"""What understanding may know of the conversation so far. Built by the assistant for each turn; pure values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from dangol.nlu.commands import Link


@dataclass(frozen=True, slots=True)
class Shown:
    """One item the shopper was shown lately, in the order shown: a catalogue row, its title, a few of its properties."""

    row: str
    title: str
    price: int | None = None  # minor units of the shop's currency for this conversation
    values: tuple[str, ...] = ()  # "color=black", "size=9"
    product: str | None = None  # the row of the product, where ``row`` is one version of it
    #: What it may be told from others by: ("weight", 1250.0); see ``figure``.
    figures: tuple[tuple[str, float], ...] = ()

    def figure(self, name: str) -> float | None:
        """Its ``price``, ``weight``, ``size``, ``length``, ``warmth`` (the lowest temperature it is for) or ``light``, in a unit that all
        that was shown beside it share; none where it is not stated."""
        return self.price if name == "price" else dict(self.figures).get(name)


@dataclass(frozen=True, slots=True)
class Made:
    """An option of a thing spoken of, or in the cart: what it and its values are called in every language. So *24* is a size."""

    row: str  # the product's
    option: str
    names: tuple[str, ...]
    values: tuple[tuple[str, tuple[str, ...]], ...]  # each value's id and names, in the order they stand in


@dataclass(frozen=True, slots=True)
class Context:
    """The state that decides how a short answer is read."""

    languages: tuple[str, ...] = ("en", "ko", "ja")  # the shop's, first is the default
    lang: str | None = None  # the conversation's so far
    currency: str = "USD"
    country: str = "US"
    countries: tuple[str, ...] = ()  # the others a number without a country code may be of
    today: str = "2026-01-01"  # the shopper's date, ISO
    asked: str | None = None  # name of the slot just asked for
    asked_kind: str | None = None  # its type: email, phone, quantity, choice, yes_no, address, text, ...
    choices: tuple[str, ...] = ()  # labels of the buttons on screen, in order
    option: str | None = None  # what the choice asked for is of: the colour, the scent
    flow: str | None = None  # the flow in progress
    flow_intent: str | None = (
        None  # what that was asked for with: of several that one flow serves, the one that is spoken of
    )
    shown: tuple[Shown, ...] = ()
    cart: tuple[Shown, ...] = ()
    last_row: str | None = None  # the product spoken of last
    last_flow: str | None = None  # the flow that ended last, of those a value can refine
    last_intent: str | None = None  # what was asked for last
    made: tuple[Made, ...] = ()  # the options of what was spoken of last, then of what is in the cart


@dataclass(frozen=True, slots=True)
class Match:
    """Words of a message that name something of the catalogue at hand."""

    start: int
    end: int
    kind: str  # product | category | brand | attribute | size | color, or field: what an attribute is called (weight, how heavy)
    value: str  # normalised: the row's id, "color=black", "size=270"
    links: tuple[Link, ...]


class Lexicon(Protocol):
    """The catalogue's words. Implemented by ``search``; understanding asks, never stores."""

    def find(self, text: str, lang: str) -> tuple[Match, ...]:
        """Every non-overlapping mention in ``text``, best reading first where two compete; typos and missing spaces allowed."""
        ...

    def knows(self, word: str) -> bool:
        """Whether ``word`` (folded) is a word of the catalogue, in any language."""
        ...

    def coverage(self, text: str, lang: str) -> float:
        """The share of the telling words of ``text`` (not *have*, *please*) that the catalogue has, 0 to 1."""
        ...

    def nearest(self, word: str) -> str | None:
        """The catalogue word at most 1 edit from ``word`` (2 from eight letters on), if there is one."""
        ...


@dataclass(frozen=True, slots=True)
class EmptyLexicon:
    """A shop with nothing in it, and the stand-in for understanding on its own."""

    words: frozenset[str] = field(default_factory=frozenset)

    def find(self, text: str, lang: str) -> tuple[Match, ...]:  # noqa: ARG002
        """Nothing."""
        return ()

    def knows(self, word: str) -> bool:
        """Whether ``word`` was given."""
        return word in self.words

    def coverage(self, text: str, lang: str) -> float:  # noqa: ARG002
        """Nothing of it."""
        return 0.0

    def nearest(self, word: str) -> str | None:  # noqa: ARG002
        """Nothing."""
        return None
