"""When a person answers: the shop's opening hours, in its own time zone. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dangol.runtime.settings import OpeningHours

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LOOK_AHEAD = 31


def _span(hours: OpeningHours, day: datetime) -> tuple[datetime, datetime] | None:
    if day.date().isoformat() in hours.holidays:
        return None
    words: str = getattr(hours, _DAYS[day.weekday()])
    if not words:
        return None
    opens, closes = (part.split(":") for part in words.split("-"))
    start = datetime.combine(day.date(), time(int(opens[0]), int(opens[1])), day.tzinfo)
    # 24:00 is midnight at the end of the day.
    midnight = datetime.combine(day.date(), time(0), day.tzinfo)
    end = midnight + timedelta(hours=int(closes[0]), minutes=int(closes[1]))
    return start, end


def is_open(hours: OpeningHours, zone: str, now: datetime) -> bool:
    """Whether a person answers at ``now`` (aware)."""
    local = now.astimezone(ZoneInfo(zone))
    span = _span(hours, local)
    return span is not None and span[0] <= local < span[1]


def opens_at(hours: OpeningHours, zone: str, now: datetime) -> datetime | None:
    """When a person answers next, in UTC: ``now`` itself while it is open, none if not within a month."""
    local = now.astimezone(ZoneInfo(zone))
    for ahead in range(_LOOK_AHEAD):
        span = _span(hours, local + timedelta(days=ahead))
        if span is not None and local < span[1]:
            return max(local, span[0]).astimezone(UTC)
    return None
