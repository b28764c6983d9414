"""How much one visitor or one network address may ask of us: token buckets in memory."""

from __future__ import annotations

import time
from collections import OrderedDict


class Limiter:
    """Token buckets by key. The least recently used are forgotten beyond ``most`` keys, so a flood cannot fill memory."""

    def __init__(self, most: int = 50_000) -> None:
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._most = most

    def take(self, key: str, *, per_minute: float, burst: float) -> float:
        """Take one from ``key``'s bucket. 0 when there was one, else the seconds until there will be."""
        now = time.monotonic()
        left, at = self._buckets.pop(key, (burst, now))
        left = min(burst, left + (now - at) * per_minute / 60)
        wait = 0.0 if left >= 1 else (1 - left) * 60 / per_minute
        self._buckets[key] = (left - 1 if left >= 1 else left, now)
        if len(self._buckets) > self._most:
            self._buckets.popitem(last=False)
        return wait
