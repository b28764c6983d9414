"""What actions work with, beside the turn itself: the shop's terms, the finder, the catalogue's words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dangol.assistant.finding import Finder
from dangol.assistant.topics import Mind
from dangol.commerce.checkout.terms import Terms
from dangol.messages.content import Content


@dataclass(frozen=True)
class Rooms:
    """Made once per process by ``bootstrap``. ``terms(lang)`` are the shop's terms of sale;
    ``say(key, lang, **values)`` gives a sentence;
    ``apology(lang)`` is what is said when we failed; ``mind`` reads what is to be read apart from the message itself."""

    terms: Callable[[str], Terms]
    finder: Finder
    say: Callable[..., str]
    apology: Callable[[str], Content]
    mind: Mind
