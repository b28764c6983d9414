"""A circuit breaker: who fails several times in a row is left alone for a while, then asked once to see whether it is well again."""

from __future__ import annotations

from collections.abc import Callable

_FIRST_REST, _LONGEST_REST = 30.0, 600.0


class Breaker:
    """``now`` are seconds that only run forward; ``most`` failures in a row make it rest."""

    def __init__(self, now: Callable[[], float], most: int) -> None:
        self._now = now
        self._most = most
        self._failures = 0
        self._rest = _FIRST_REST
        self._until = 0.0
        self._trying = False

    def lets_through(self) -> bool:
        """Whether it may be asked now. After a rest one question goes through; the others wait for what becomes of it."""
        if self._failures < self._most:
            return True
        if self._now() < self._until or self._trying:
            return False
        self._trying = True
        return True

    def passed_over(self) -> None:
        """It was not asked after all."""
        self._trying = False

    def did_well(self) -> None:
        """It answered."""
        self._failures, self._rest, self._trying = 0, _FIRST_REST, False

    def failed(self, after: float | None = None) -> None:
        """It did not. ``after``: it asked to be left alone for that many seconds, and is, at once."""
        self._failures = self._most if after is not None else self._failures + 1
        self._trying = False
        if self._failures >= self._most:
            self._until = self._now() + (self._rest if after is None else after)
            self._rest = min(self._rest * 2, _LONGEST_REST)
