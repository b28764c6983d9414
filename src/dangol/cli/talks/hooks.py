"""What web hooks answer in a conversation test: what the test says, and nothing leaves this machine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dangol.kit.errors import GiveUp

OUTCOMES = ("ok", "refused", "failed")
Staged = Mapping[str, tuple[tuple[str, Mapping[str, Any]], ...]]
"""Outcome and fields of each answer, by the name of the hook, in order; the last one is given again and again."""


class StagedHooks:
    """Answers a test's web hooks; one that it does not name fails."""

    def __init__(self, answers: Staged) -> None:
        self._answers = {name: list(several) for name, several in answers.items()}
        self._given: dict[str, tuple[str, dict[str, Any]]] = {}

    async def post(self, name: str, key: str, body: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """The next answer of that hook; to the same key, the same one. Raises ``GiveUp`` for a call that fails."""
        if key not in self._given:
            left = self._answers.get(name) or [("failed", {})]
            outcome, fields = left.pop(0) if len(left) > 1 else left[0]
            self._given[key] = (outcome, dict(fields))
        outcome, answer = self._given[key]
        if outcome == "failed":
            raise GiveUp(f"The test says that {name} fails; it would have been posted: {dict(body)}")
        return outcome, answer
