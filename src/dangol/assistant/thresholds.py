"""What the two thresholds would have done with the shop's own recent messages, reckoned from what was written down of each reply.

Only what is read from free words is judged by them. Buttons, typed values and words everybody uses are read by their form, at any setting:
they are not counted, or the picture would be flat. The reckoning takes the confidence of a message as it was read then, and leaves the few
cases aside in which what a message names decides (docs/understanding.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from dangol.conversations.models import Source
from dangol.conversations.repository import recently_explained
from dangol.nlu.reject import Thresholds, Verdict
from dangol.runtime.database import Reader

MOST = 3000
"""Stored messages that are looked at, the latest."""

Trouble = Literal["", "person", "corrected"]
_CORRECTS = frozenset({"correct", "deny", "cancel", "back"})
_STEPS = 20
_ALIKE = 0.0006  # confidences are written down with four digits


@dataclass(frozen=True, slots=True)
class Judged:
    """One message: how surely it was read, and what came of it."""

    confidence: float
    second: float
    trouble: Trouble = ""


@dataclass(frozen=True, slots=True)
class Share:
    """How many, and of those: a person had to answer, the shopper corrected."""

    count: int = 0
    person: int = 0
    corrected: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one setting would have done."""

    act: float
    ask: float
    answered: Share
    asked: Share
    declined: Share

    @property
    def total(self) -> int:
        """All messages."""
        return self.answered.count + self.asked.count + self.declined.count


async def recent(reader: Reader) -> list[Judged]:
    """The shop's recent messages that were judged by how surely they were read, the newest conversation first."""
    rows = await recently_explained(reader, MOST)
    found: list[Judged] = []
    for _, group in groupby(rows, key=lambda row: row[0]):
        found += _of_conversation(list(group))
    return found


def _of_conversation(rows: Sequence[tuple[str, int, Source, Mapping[str, Any] | None]]) -> list[Judged]:
    """Those of one conversation: each assistant's message tells what it answers, an agent's that a person had to."""
    steps: list[Mapping[str, Any] | None] = []
    for _, _, source, explanation in rows:
        if source is Source.AGENT:
            steps.append(None)
        elif source is Source.ASSISTANT and (explanation or {}).get("mode") != "closed":
            steps += (explanation or {}).get("messages") or ()
    found = []
    for place, step in enumerate(steps):
        if step is None or "lang" not in step:
            continue  # an agent's, a button's or a form's
        after = steps[place + 1] if place + 1 < len(steps) else {}
        judged = _judged(step, _trouble(step, after))
        if judged is not None:
            found.append(judged)
    return found


def _trouble(step: Mapping[str, Any], after: Mapping[str, Any] | None) -> Trouble:
    names = _commands(step)
    if after is None:
        return "person"
    following = _commands(after)
    if "person" in following and "person" not in names:
        return "person"
    return "corrected" if following and following[0] in _CORRECTS else ""


def _commands(step: Mapping[str, Any]) -> list[str]:
    return [str(command.get("command")) for command in step.get("commands") or ()]


def _judged(step: Mapping[str, Any], trouble: Trouble) -> Judged | None:
    """How surely a message was read; none for one that was read by its form."""
    intents = [float(pair[1]) for pair in step.get("intents") or ()]
    commands = step.get("commands") or ()
    first = intents[0] if intents else 0.0
    guessed = any(abs(float(command.get("confidence", 1.0)) - first) < _ALIKE for command in commands)
    if commands and not guessed:
        return None
    return Judged(first, intents[1] if len(intents) > 1 else 0.0, trouble)


def outcome(judged: Iterable[Judged], act: float, ask: float) -> Outcome:
    """What the thresholds ``act`` and ``ask`` would have done with ``judged``."""
    thresholds = Thresholds(act, ask)
    shares: dict[Verdict, list[Trouble]] = {verdict: [] for verdict in Verdict}
    for one in judged:
        shares[thresholds.judge(one.confidence, one.second)].append(one.trouble)
    answered, asked, declined = (
        Share(len(found), found.count("person"), found.count("corrected"))
        for found in (shares[Verdict.ACT], shares[Verdict.OFFER], shares[Verdict.UNCLEAR])
    )
    return Outcome(act, ask, answered, asked, declined)


def curve(judged: Sequence[Judged], ask: float) -> list[Outcome]:
    """What each value of the upper threshold would have done, from 0 to 1, with the lower one at ``ask`` or below it."""
    return [outcome(judged, step / _STEPS, min(ask, step / _STEPS)) for step in range(_STEPS + 1)]
