"""What the rules of this package give: a kind, a value, and where it stands in the normalised text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Found:
    """``start:end`` are the words as a whole (*under 50 dollars*), ``core`` the part that is the thing itself (*50 dollars*)."""

    kind: str
    value: Any
    start: int
    end: int
    core: tuple[int, int] | None = None

    @property
    def inner(self) -> tuple[int, int]:
        """The thing itself."""
        return self.core or (self.start, self.end)
