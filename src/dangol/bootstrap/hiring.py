"""The language model the owner hired, if there is one: which adapter, at which address, with which key."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import dangol.assistant.language_model.models  # noqa: F401 - every shop has its table, whether it hired one or not
from dangol.assistant.persona import Persona
from dangol.bootstrap.live_settings import LiveSettings
from dangol.dialogue import Flow, FlowBook
from dangol.nlu.context import Lexicon
from dangol.runtime.database import Database
from dangol.runtime.errors import SettingInvalid
from dangol.runtime.http import Outbound
from dangol.runtime.settings import LanguageModelSettings, Settings, Shop

if TYPE_CHECKING:
    from dangol.assistant.language_model.hired import Hired
    from dangol.assistant.language_model.opinion import SecondOpinion
    from dangol.assistant.ports import LanguageModel

# What a model needs is loaded in here: a shop without one neither waits for it nor carries it.

_INTERFACES = ("openai", "anthropic", "google")


def _adapter(http: Outbound, its: LanguageModelSettings, key: str) -> LanguageModel:
    if its.speaks == "anthropic":
        from dangol.llm.anthropic.adapter import Messages

        return Messages(http, model=its.model, key=key, url=its.url)
    if its.speaks == "google":
        from dangol.llm.google.adapter import GenerateContent

        return GenerateContent(http, model=its.model, key=key, url=its.url)
    from dangol.llm.openai.adapter import ChatCompletions

    return ChatCompletions(http, model=its.model, key=key, url=its.url, form=its.form)


def check_language_model(shop: Shop) -> None:
    """Raises ``SettingInvalid`` for a language model that cannot be asked, whatever the machine."""
    its = shop.language_model
    if not its.used:
        return
    problems = []
    if its.speaks not in _INTERFACES:
        problems.append(f"speaks: there is no interface {its.speaks!r}. Write one of {', '.join(_INTERFACES)}.")
    if not its.model:
        problems.append("model: it has no name. Write the model's name as its server knows it.")
    if not its.url and not (its.input_price and its.output_price):
        problems.append(
            "input_price, output_price: without prices no budget can be kept. Write what the vendor asks for a million tokens."
        )
    if problems:
        raise SettingInvalid("\n".join(f"shop.toml, [language_model], {problem}" for problem in problems))


@asynccontextmanager
async def hired(settings: Settings, database: Database) -> AsyncIterator[Hired | None]:
    """The model, ready to be asked; none where the owner hired none. Raises ``SettingInvalid``."""
    its = settings.shop.language_model
    if not its.used:
        yield None
        return
    check_language_model(settings.shop)
    key = os.environ.get(its.key_env, "").strip() if its.key_env else ""
    if not key and not its.url:
        raise SettingInvalid(
            "The language model has no key.",
            cure=f"Set {its.key_env or 'key_env, and that variable,'} to the vendor's key.",
        )
    if not (key.isascii() and key.isprintable()):
        raise SettingInvalid("The language model's key holds characters no key has.", cure=f"Set {its.key_env} anew.")
    from dangol.assistant.language_model.hired import Hired

    http = Outbound(private=settings.shop.test_mode or its.private, timeout=its.deadline)
    try:
        yield Hired(database, _adapter(http, its, key), its, settings.shop.timezone)
    finally:
        await http.close()


def _title(intent: str, flow: Flow) -> str:
    """What an intent is about: its flow's title, unless that flow serves several and the title says none of them in particular."""
    return flow.title if flow.start_on == (intent,) or intent == flow.name else ""


class _Wishes:
    """What may be started by name, with its title, by the flows as they are now: made anew only when they are others."""

    def __init__(self, book: Callable[[], FlowBook]) -> None:
        self._book = book
        self._of: FlowBook | None = None
        self._wishes: Mapping[str, str] = {}

    def __call__(self) -> Mapping[str, str]:
        from dangol.assistant.language_model.telling import wishes_of

        book = self._book()
        if book is not self._of:
            flows = {intent: book.for_intent(intent) for intent in book.intents}
            self._wishes = wishes_of(
                {intent: _title(intent, flow) for intent, flow in flows.items() if flow is not None}
            )
            self._of = book
        return self._wishes


def second_opinion(
    model: Hired | None,
    live: LiveSettings,
    book: Callable[[], FlowBook],
    persona: Persona,
    lexicon: Callable[[], Lexicon],
) -> SecondOpinion | None:
    """What turns ask, in this shop, by its flows and settings as they are when it is asked."""
    if model is None:
        return None
    from dangol.assistant.language_model.opinion import SecondOpinion
    from dangol.assistant.language_model.rewording import Voice

    def voice(lang: str) -> Voice:
        return Voice(persona.name_in(lang), persona.described, persona.voice(lang).tone)

    return SecondOpinion(model, live.language_model, _Wishes(book), lexicon, voice, lambda: live.thresholds().offer)
