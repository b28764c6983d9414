"""The understanding in use in this process: taken up anew, without a restart, when a person has made another version live."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import structlog

from dangol.bootstrap.understanding import load_model, own_sources
from dangol.learning.versions import LEARNT, live_number, live_version
from dangol.nlu.commands import Understanding
from dangol.nlu.context import Context, Lexicon
from dangol.nlu.model import Model
from dangol.nlu.reject import Thresholds
from dangol.nlu.understand import Understander
from dangol.runtime.database import Database
from dangol.runtime.hub import Hub

log = structlog.get_logger(__name__)


class Mind:
    """Reads messages with whatever version is live. A message is read by one version from its first word to its last."""

    def __init__(self, database: Database, data: Path, folder: Path, thresholds: Callable[[], Thresholds]) -> None:
        self._database = database
        self._data = data
        self._folder = folder
        self._thresholds = thresholds
        self._understander: Understander | None = None
        self._number = 0
        self._turn = asyncio.Lock()

    async def open(self, hub: Hub) -> None:
        """Load what is live, and listen for what becomes live. Raises ``ExamplesUnreadable``."""
        await self._take_up()
        hub.follow(LEARNT, self._take_up)

    @property
    def model(self) -> Model:
        """The model in use."""
        return self._reader.model

    @property
    def number(self) -> int:
        """The version in use; 0 as long as the files are."""
        return self._number

    def understand(self, text: str, context: Context, lexicon: Lexicon) -> Understanding:
        """What ``text`` asks for."""
        reader = self._reader
        reader.thresholds = self._thresholds()
        return reader.understand(text, context, lexicon)

    def intents(self, text: str, lang: str) -> Sequence[tuple[str, float]]:
        """What ``text`` alone most likely means."""
        return self.model.read(text, lang).intents

    @property
    def _reader(self) -> Understander:
        if self._understander is None:
            raise RuntimeError("nothing is understood before open()")
        return self._understander

    async def _take_up(self) -> None:
        async with self._turn:
            async with self._database.snapshot() as reader:
                number = await live_number(reader)
                if self._understander is not None and number == self._number:
                    return
                version = await live_version(reader)
            own: Mapping[str, str] = version.examples if version is not None else own_sources(self._folder)
            model = await asyncio.to_thread(load_model, self._data, own)
            self._understander = Understander(model)
            self._number = number
            if version is not None and version.examples != own_sources(self._folder):
                log.info(
                    "understanding.files_differ",
                    version=number,
                    cure="dangol learn train takes up the changed examples",
                )
