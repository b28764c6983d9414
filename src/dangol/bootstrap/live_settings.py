"""What of ``shop.toml`` holds from the next message on, changed at the desk or by hand: the two thresholds, and when a hired language
model is asked. Everything else holds from the next start."""

from __future__ import annotations

import time
from pathlib import Path

import structlog

from dangol.bootstrap.changes import SECONDS, Signature, signature
from dangol.kit.errors import DangolError
from dangol.nlu.reject import Thresholds
from dangol.runtime.settings import LanguageModelSettings, Settings, load_shop

log = structlog.get_logger(__name__)


class LiveSettings:
    """Looks at the file at most once a second, and reads it only when it has changed. What cannot be read changes nothing."""

    def __init__(self, settings: Settings) -> None:
        self._path: Path = settings.folder / "shop.toml"
        self._thresholds = Thresholds(settings.shop.understanding.act, settings.shop.understanding.ask)
        self._language_model = settings.shop.language_model
        self._seen = self._signature()
        self._looked = time.monotonic()

    def thresholds(self) -> Thresholds:
        """How sure the assistant has to be, as it is now."""
        self._glance()
        return self._thresholds

    def language_model(self) -> LanguageModelSettings:
        """When the language model is asked and what it may do, as it is now."""
        self._glance()
        return self._language_model

    def look(self) -> None:
        """Look at the file in any case."""
        self._looked = time.monotonic()
        seen = self._signature()
        if seen == self._seen:
            return
        self._seen = seen
        try:
            shop = load_shop(self._path)
        except (DangolError, OSError) as trouble:
            log.warning("settings.kept", reason=str(trouble))
            return
        self._thresholds = Thresholds(shop.understanding.act, shop.understanding.ask)
        self._language_model = shop.language_model
        log.info("settings.taken", act=shop.understanding.act, ask=shop.understanding.ask)

    def _glance(self) -> None:
        if time.monotonic() - self._looked >= SECONDS:
            self.look()

    def _signature(self) -> Signature:
        return signature((self._path,))
