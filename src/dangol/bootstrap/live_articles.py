"""The shop's FAQ and policies as they are now: read again when a file changes, taken when they are right, refused when they are not.

What is taken is in the database, where every process and every turn reads it: nothing is kept here but what has been looked at.
"""

from __future__ import annotations

import asyncio

import structlog

from dangol.bootstrap import files
from dangol.bootstrap.changes import Signature, signature, watch
from dangol.bootstrap.kept_files import keep_live
from dangol.knowledge import actions as knowledge
from dangol.knowledge.errors import ArticlesUnreadable
from dangol.runtime.database import Database
from dangol.runtime.errors import SettingInvalid
from dangol.runtime.settings import Settings

log = structlog.get_logger(__name__)


class LiveArticles:
    """Follows the files. ``problem`` says why a change on disk was not taken, while that is so."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._seen: Signature = ()
        self._looked_at: Signature = ()
        self.problem: str | None = None

    async def open(self, database: Database) -> None:
        """Take them as they are at the start. Raises ``ArticlesUnreadable`` or ``SettingInvalid``."""
        self._seen = self._looked_at = self._signature()
        async with database.transaction() as tx:
            await knowledge.load(tx, files.read_articles(self._settings.folder))

    async def watch(self, database: Database) -> None:
        """Look for changed files, until cancelled."""
        await watch("articles", lambda: self.look(database), self._forget)

    async def look(self, database: Database) -> bool:
        """Take what has changed and has not changed since the last look; whether something was taken. Of a file that is just being
        written, what stands below that place would be gone for a moment."""
        now = await asyncio.to_thread(self._signature)
        if now != self._looked_at:
            self._looked_at = now
            return False
        return await self.refresh(database)

    async def refresh(self, database: Database) -> bool:
        """Take what has changed on disk, if it is right; whether something was taken."""
        seen = await asyncio.to_thread(self._signature)
        if seen == self._seen:
            return False
        self._seen = seen
        try:
            found = await asyncio.to_thread(files.read_articles, self._settings.folder)
            async with database.transaction() as tx:
                loaded = await knowledge.load(tx, found)
        except (ArticlesUnreadable, SettingInvalid, OSError) as trouble:
            self.problem = str(trouble)
            log.error("articles.refused", reason=self.problem, kept="the answers of before")
            return False
        await asyncio.to_thread(keep_live, self._settings, ("faq", "policies"))
        self.problem = None
        if loaded.added or loaded.changed or loaded.removed:
            log.info("articles.taken", added=loaded.added, changed=loaded.changed, removed=loaded.removed)
        return True

    def _forget(self) -> None:
        self._seen = ()

    def _signature(self) -> Signature:
        return signature(files.article_files(self._settings.folder))
