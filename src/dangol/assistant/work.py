"""The turn at work: what an action may ask and change.

A turn reads from a snapshot for as long as it only reads. The first action that has to write opens the transaction the whole turn
is then committed in, guarded by the conversation's version, so that an action and the reply that speaks of it are stored together or
not at all.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

from dangol.assistant.rooms import Rooms
from dangol.contacts.repository import Contact
from dangol.conversations import repository
from dangol.conversations.errors import Changed
from dangol.conversations.repository import Conversation, Standing
from dangol.dialogue.effects import Hook
from dangol.dialogue.events import ActionResult
from dangol.runtime.database import Database, Reader, Transaction
from dangol.runtime.settings import Mode, Shop


@dataclass
class Turn:
    """One turn. ``lang`` was decided once, before anything was said."""

    database: Database
    snapshot: Reader
    shop: Shop
    conversation: Conversation
    contact: Contact
    channel: str
    lang: str
    currency: str
    sentence: Callable[..., str]  # key, lang, values
    rooms: Rooms
    mode: Mode = "mixed"
    text: str = ""  # what was typed; for an action what was typed of the matter it serves
    facts: Mapping[str, Any] = field(default_factory=dict)
    explanation: list[dict[str, Any]] = field(default_factory=list)
    changes: dict[str, Any] = field(default_factory=dict)  # of the conversation, in the turn's commit
    hooks: list[Hook] = field(default_factory=list)  # to be posted once the turn is committed
    locked: Standing | None = None  # how it stood when the transaction began; nobody else writes to it since
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    _transaction: Transaction | None = None

    def say(self, key: str, *, seed: int = 0, **values: Any) -> str:
        """The sentence under ``key`` in the language of this turn."""
        return self.sentence(key, self.lang, seed=seed, **values)

    def speak(self, lang: str) -> None:
        """Go on in ``lang``, in this very turn."""
        self.lang = lang

    async def reader(self) -> Reader:
        """What to read from: the transaction if it is open, else the snapshot in which the messages were found."""
        return self._transaction or self.snapshot

    async def transaction(self) -> Transaction:
        """The turn's one transaction, opened now if it is not yet. Raises ``Changed`` if the conversation moved on meanwhile."""
        if self._transaction is None:
            self._transaction = await self._stack.enter_async_context(self.database.transaction())
            self.locked = await repository.locked_standing(self._transaction, self.conversation.id)
            if self.locked is None or self.locked.version != self.conversation.version:
                raise Changed("The conversation moved on.")
        return self._transaction

    async def __aenter__(self) -> Turn:
        await self._stack.__aenter__()
        return self

    async def __aexit__(self, *error: Any) -> bool | None:
        return await self._stack.__aexit__(*error)


Action = Callable[[Turn, Mapping[str, Any]], Awaitable[ActionResult]]
"""What a flow calls by name. Its arguments come from a shopper: nothing in them is trusted."""
