"""The two thresholds as they stand in ``shop.toml`` now: changed at the desk or by hand, they hold from the next message on."""

from __future__ import annotations

import time
from pathlib import Path

import structlog

from dangol.kit.errors import DangolError
from dangol.nlu.reject import Thresholds
from dangol.runtime.settings import Settings, load_shop

log = structlog.get_logger(__name__)

_SECONDS = 1.0


class LiveThresholds:
    """Looks at the file at most once a second, and reads it only when it has changed. What cannot be read changes nothing."""

    def __init__(self, settings: Settings) -> None:
        self._path: Path = settings.folder / "shop.toml"
        self._thresholds = Thresholds(settings.shop.understanding.act, settings.shop.understanding.ask)
        self._seen = self._signature()
        self._looked = time.monotonic()

    def now(self) -> Thresholds:
        """As they are."""
        if time.monotonic() - self._looked >= _SECONDS:
            self.look()
        return self._thresholds

    def look(self) -> Thresholds:
        """As they are, looking at the file in any case."""
        self._looked = time.monotonic()
        signature = self._signature()
        if signature != self._seen:
            self._seen = signature
            try:
                found = load_shop(self._path).understanding
            except (DangolError, OSError) as trouble:
                log.warning("thresholds.kept", reason=str(trouble))
            else:
                self._thresholds = Thresholds(found.act, found.ask)
                log.info("thresholds.taken", act=found.act, ask=found.ask)
        return self._thresholds

    def _signature(self) -> tuple[int, int] | None:
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size
