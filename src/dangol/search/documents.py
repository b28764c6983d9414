"""What is put into the index and what comes out of it. Pure values; search knows no catalogue, rows are handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dangol.search.errors import KindUnknown, LanguageUnknown

KINDS: Mapping[str, str] = {"product": "p", "article": "a", "conversation": "c"}
"""Kinds of documents and the letter their words carry in the index: kinds never meet in a result."""

LANGUAGES = tuple(
    "en ko ja zh es fr de it pt nl pl ru uk cs sv da nb fi hu ro bg el tr he ar hi th vi id ms tl".split()  # noqa: SIM905
)
"""Languages that have a place in the index; a place is never given to another language."""

Sort = Literal["relevance", "price_asc", "price_desc", "newest"]


@dataclass(frozen=True, slots=True)
class PriceRange:
    """The lowest and highest price of a document's variants, in minor units."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document is filtered and sorted by; the same in all of its languages.

    ``categories`` are ids with all their ancestors (``clothing/shirts`` brings ``clothing`` along by itself). ``values`` are option and
    attribute values: ``{"color": ("black", "white"), "size": ("270",)}``. ``newness`` is any number that grows with time.
    ``boost`` is 0 for an ordinary document and at most 1 for one to be preferred among equals.
    """

    categories: tuple[str, ...] = ()
    brand: str | None = None
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    prices: Mapping[str, PriceRange] = field(default_factory=dict)
    available: bool = True
    newness: int = 0
    boost: float = 0.0


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that can be found, in one language. ``title`` weighs most, then ``keywords`` (brand, category names, synonyms, values),
    then ``body``. Documents of the same kind and id in several languages share their ``facts``: the last one put counts."""

    kind: str
    id: str
    lang: str
    title: str
    keywords: str = ""
    body: str = ""
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True, slots=True)
class Filters:
    """What every hit must satisfy. Within one name any of the values will do; different names must all hold.

    ``least`` and ``most`` are minor units of ``currency``; a document fits if one of its variants may lie between them.
    """

    categories: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    without: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    currency: str | None = None
    least: int | None = None
    most: int | None = None
    available: bool = False  # only what can be had

    @property
    def priced(self) -> bool:
        """Whether a price limit was given."""
        return self.currency is not None and (self.least is not None or self.most is not None)


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found. ``score`` compares hits of one search only."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the hits carry a value: ``Count("color", "black", 12)``."""

    name: str
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Hits:
    """One page of a result. ``total`` counts everything that fits well enough to be shown; ``corrected`` is the query as it was
    understood, where that differs from what was typed. ``facets`` count categories, brands and values over the best hits."""

    items: tuple[Hit, ...] = ()
    total: int = 0
    facets: tuple[Count, ...] = ()
    corrected: str | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the page, best first."""
        return tuple(hit.id for hit in self.items)


def is_indexed(lang: str) -> bool:
    """Whether the index knows the language."""
    return lang.split("-")[0].casefold() in LANGUAGES


def language_place(lang: str) -> int:
    """The number of a language in the index. Raises ``LanguageUnknown``."""
    base = lang.split("-")[0].casefold()
    if base not in LANGUAGES:
        raise LanguageUnknown(
            f"{lang!r} is not a language the index knows.", cure=f"Use one of {', '.join(LANGUAGES)}."
        )
    return LANGUAGES.index(base)


def kind_letter(kind: str) -> str:
    """The letter of a kind of documents. Raises ``KindUnknown``."""
    if kind not in KINDS:
        raise KindUnknown(f"{kind!r} is not a kind of document.", cure=f"Use one of {', '.join(KINDS)}.")
    return KINDS[kind]
