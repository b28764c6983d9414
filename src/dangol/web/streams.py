"""The order of a client's own numbers among messages that arrive together.

Whatever has arrived here waits for the lower numbers of its stream that have arrived as well, however long those take: a slow database is
no reason to let one message overtake another. Only for a number that has *not* arrived is the time limited, and that wait costs
nothing: nobody asks the database again and again.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

_LOOK_SECONDS = 0.25  # the missing number may have come through another process


@dataclass
class _Stream:
    here: Counter[int] = field(default_factory=Counter)
    changed: asyncio.Event = field(default_factory=asyncio.Event)


class Place:
    """A message's place in its stream."""

    def __init__(self, stream: _Stream, n: int) -> None:
        self._stream = stream
        self._n = n

    async def turn(self) -> None:
        """Wait until no lower number of the stream is under way here."""
        while any(n < self._n for n in self._stream.here):
            self._stream.changed.clear()
            await self._stream.changed.wait()

    async def news(self, seconds: float) -> None:
        """Wait until another number of the stream has arrived or is through, or it is time to look again; at most ``seconds``."""
        self._stream.changed.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(min(seconds, _LOOK_SECONDS)):
                await self._stream.changed.wait()


class Streams:
    """All streams that have a message under way in this process."""

    def __init__(self) -> None:
        self._streams: dict[tuple[str, str], _Stream] = {}

    @asynccontextmanager
    async def arrived(self, address: str, name: str, n: int) -> AsyncIterator[Place]:
        """Number ``n`` of the stream ``name`` of the visitor at ``address`` is here, until the block ends."""
        key = (address, name)
        stream = self._streams.setdefault(key, _Stream())
        stream.here[n] += 1
        stream.changed.set()
        try:
            yield Place(stream, n)
        finally:
            stream.here[n] -= 1
            if not stream.here[n]:
                del stream.here[n]
            stream.changed.set()
            if not stream.here:
                self._streams.pop(key, None)
