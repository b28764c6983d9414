"""Time: aware UTC inside, the person's zone outside."""

from __future__ import annotations

from datetime import UTC, datetime


def parse_instant(text: str) -> datetime:
    """An ISO 8601 instant as aware UTC. A time without a zone is refused (``ValueError``): it names no instant."""
    value = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    if value.tzinfo is None:
        raise ValueError(f"{text!r} has no time zone; write it with Z or an offset, for example 2026-11-22T12:00Z")
    return value.astimezone(UTC)


def iso(value: datetime) -> str:
    """``value`` in UTC, to the millisecond, with a Z: ``2026-11-22T12:00:00.000Z``."""
    if value.tzinfo is None:
        raise ValueError("a naive datetime names no instant")
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
