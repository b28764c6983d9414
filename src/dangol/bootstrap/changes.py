"""Files of the shop that change while it is open: when they were looked at, and who looks again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

import structlog

from dangol.kit.errors import DangolError

log = structlog.get_logger(__name__)

SECONDS = 1.0
"""How often files are looked at: soon enough for somebody who has just saved one and tries it."""

Signature = tuple[tuple[str, int, int], ...]
"""When and how large each file was: cheap enough to ask every second."""


def signature(paths: Iterable[Path]) -> Signature:
    """The signature of ``paths``; what goes away this very moment is not in it."""
    found = []
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            continue
        found.append((str(path), status.st_mtime_ns, status.st_size))
    return tuple(found)


async def watch(what: str, look: Callable[[], Awaitable[object]], forget: Callable[[], None]) -> None:
    """``look`` every second, until cancelled. Where the trouble is not the files' own (the database is away), ``forget`` lets the next
    look see them as changed."""
    while True:
        await asyncio.sleep(SECONDS)
        try:
            await look()
        except DangolError as trouble:
            log.warning(f"{what}.waiting", reason=str(trouble))
            forget()
