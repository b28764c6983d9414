"""The clock everything asks. Aware UTC; in test mode it can be set, and then runs on from there."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """The time of day. ``Clock(start=...)`` is a clock that was set to ``start`` when it was made and runs on."""

    def __init__(self, start: datetime | None = None) -> None:
        self._offset = timedelta() if start is None else start - datetime.now(UTC)

    def now(self) -> datetime:
        """Now, aware, in UTC."""
        return datetime.now(UTC) + self._offset

    def set(self, to: datetime) -> None:
        """Set the clock to ``to``; it runs on from there. Only ever reached in test mode."""
        self._offset = to - datetime.now(UTC)

    @staticmethod
    def monotonic() -> float:
        """Seconds for measuring durations, unaffected by setting the clock."""
        return time.monotonic()
