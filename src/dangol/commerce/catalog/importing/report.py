"""What an import is told beforehand and tells afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

MOST_KEPT = 500
"""So many problems are kept in words; all are counted."""


_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ImportDefaults:
    """What a file leaves unsaid, from the shop's settings. ``location`` is where stock lies that a file gives without
    a place."""

    default_lang: str
    currency: str
    currencies: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    location: str = "main"
    now: datetime = _BEFORE_ALL  # set by the import itself: which of a file's dated prices holds

    @property
    def all_currencies(self) -> tuple[str, ...]:
        """Every currency the shop sells in, its own first."""
        return tuple(dict.fromkeys((self.currency, *self.currencies)))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a file: where (``line`` counts from 1, ``column`` is a column's name or a path), what, and
    how to mend it.

    A ``notice`` keeps nothing out; it says what was assumed or left aside.
    """

    file: str
    line: int
    column: str
    value: str
    message: str
    cure: str
    kind: Literal["problem", "notice"] = "problem"

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" + (f", {self.column}" if self.column else "")
        return f"{place}: {self.message} {self.cure}".rstrip()


Complain = Callable[[Problem], None]


@dataclass(slots=True)
class ImportReport:
    """What came of an import. ``applied`` is false when problems kept all of it out: then nothing was changed.

    The counts are of products (with ``keep_good``, ``skipped`` ones had problems); ``variants`` counts those of all
    products read."""

    format: str = ""
    applied: bool = False
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    variants: int = 0
    categories: int = 0
    locations: int = 0
    translations: int = 0
    restocked: int = 0  # variants whose count of stock changed
    change: int = 0
    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0
    notices: list[Problem] = field(default_factory=list)
    notice_count: int = 0

    @property
    def ok(self) -> bool:
        """Whether everything in the file was taken."""
        return self.applied and self.problem_count == 0

    def note(self, problem: Problem) -> None:
        """Add a problem or a notice."""
        if problem.kind == "notice":
            self.notice_count += 1
            if len(self.notices) < MOST_KEPT:
                self.notices.append(problem)
        else:
            self.problem_count += 1
            if len(self.problems) < MOST_KEPT:
                self.problems.append(problem)
