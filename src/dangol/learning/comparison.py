"""What was found when two versions of the understanding were compared, and what follows from it: better, equal, or worse.

The stored form (``to_json``) is kept with the version, and is what the desk and the terminal show.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Verdict = Literal["better", "equal", "worse"]
Row = tuple[str, str, str, str]
"""A line that is read otherwise: its text, what it means, as what it was read, as what it is read now."""

_FORGIVEN = (
    0.002  # of the shipped phrases: which of two hardly likely meanings comes first is nothing anybody would notice
)
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Lines:
    """How lines are read by the one and by the other; ``lost`` and ``won`` name those of which only one of the two is right; ``learnt``
    were left out, for what was taught tells nothing."""

    of: int
    before: int
    after: int
    lost: tuple[Row, ...] = ()
    won: tuple[Row, ...] = ()
    learnt: int = 0

    def to_json(self) -> dict[str, Any]:
        """As it is kept with the version."""
        return {
            "of": self.of,
            "before": self.before,
            "after": self.after,
            "learnt": self.learnt,
            "lost": [list(row) for row in self.lost[:_SHOWN]],
            "won": [list(row) for row in self.won[:_SHOWN]],
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole of it. ``talks`` maps a test's file to whether it passed before and passes now; ``added`` are the new lines themselves."""

    lines: Lines
    phrases: Lines
    talks: Mapping[str, tuple[bool, bool]] = field(default_factory=dict)
    added: Lines = field(default_factory=lambda: Lines(0, 0, 0))

    @property
    def broken(self) -> list[str]:
        """Tests that passed, and no longer do."""
        return [file for file, (before, after) in self.talks.items() if before and not after]

    @property
    def mended(self) -> list[str]:
        """Tests that did not pass, and do now."""
        return [file for file, (before, after) in self.talks.items() if after and not before]

    @property
    def worse(self) -> list[str]:
        """In what the new one is worse; empty if in nothing."""
        words = {
            "lines": "{} fewer of the evaluation lines are read rightly",
            "phrases": "{} fewer of the shipped phrases are read rightly",
            "talks": f"{{}} of the conversation tests no longer pass: {', '.join(self.broken)}",
        }
        return [words[name].format(number) for name, number in losses(self._counts())]

    def to_json(self) -> dict[str, Any]:
        """As it is kept with the version."""
        return {**self._counts(), "worse": self.worse}

    def _counts(self) -> dict[str, Any]:
        return {
            "lines": self.lines.to_json(),
            "phrases": self.phrases.to_json(),
            "added": self.added.to_json(),
            "talks": {
                "of": len(self.talks),
                "before": sum(before for before, _ in self.talks.values()),
                "after": sum(after for _, after in self.talks.values()),
                "broken": self.broken[:_SHOWN],
                "broken_of": len(self.broken),
                "mended": self.mended[:_SHOWN],
            },
        }


def losses(report: Mapping[str, Any]) -> list[tuple[str, int]]:
    """In what a stored comparison found the new version worse (``lines``, ``phrases``, ``talks``), and by how many."""
    found: list[tuple[str, int]] = []
    for name, forgiven in (("lines", 0.0), ("phrases", _FORGIVEN)):
        part = report.get(name) or {}
        fewer = int(part.get("before", 0)) - int(part.get("after", 0))
        if fewer > forgiven * int(part.get("of", 0)):
            found.append((name, fewer))
    talks = report.get("talks") or {}
    broken = int(talks.get("broken_of", len(talks.get("broken") or ())))
    if broken:
        found.append(("talks", broken))
    return found


def verdict(report: Mapping[str, Any]) -> Verdict | None:
    """What a stored comparison comes to; none for a version that was compared with nothing."""
    if not report:
        return None
    if losses(report):
        return "worse"
    # That what was just learnt is read as it was taught shows nothing: absurd lines are, too.
    parts = [report.get(name) or {} for name in ("lines", "talks")]
    gained = any(int(part.get("after", 0)) > int(part.get("before", 0)) for part in parts)
    return "better" if gained else "equal"
