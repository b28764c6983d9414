"""What a turn is made of: everything it needs, put together once per process."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from dangol.assistant.rooms import Rooms
from dangol.assistant.work import Action
from dangol.conversations.repository import Conversation
from dangol.dialogue.events import Event
from dangol.dialogue.state import State
from dangol.nlu.commands import Understanding
from dangol.nlu.context import Context
from dangol.runtime.database import Database, Reader
from dangol.runtime.settings import Shop

if TYPE_CHECKING:
    from dangol.assistant.language_model.opinion import SecondOpinion


class Dialogue(Protocol):
    """The engine: one pure step."""

    def step(self, state: State, events: Sequence[Event]) -> Any:
        """``Step(state, effects, walked)``."""
        ...


@dataclass(frozen=True)
class Parts:
    """What a turn needs, made once per process by ``bootstrap``."""

    database: Database
    shop: Shop
    dialogue: Dialogue
    understand: Callable[[str, Context], Understanding]
    by_rules: Callable[[Reader, str, Context], Awaitable[Understanding]]
    language: Callable[[str, str | None], str]
    refresh: Callable[[Reader], Awaitable[None]]
    recall: Callable[[Reader, Mapping[str, Any]], Awaitable[None]]
    context: Callable[[Reader, Conversation, State, str, str], Any]
    actions: Mapping[str, Action]
    say: Callable[..., str]
    assistant: Callable[[str], str]
    rooms: Rooms
    opinion: SecondOpinion | None = None  # of a language model, where the owner hired one
    own_answer: Callable[[str, str], str | None] | None = None  # of these very words, where a person wrote one
