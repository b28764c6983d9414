"""The one voice of a shop: every sentence in its persona, its tone and its own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dangol.assistant.persona import Persona
from dangol.bootstrap.live_files import LiveFiles
from dangol.runtime.settings import LANGUAGES, Shop
from dangol.wording import Vocabulary

_GOODBYE = "goodbye.bye"
_SHOPPER: Mapping[str, str] = {"ko": "고객님", "ja": "お客さま"}
"""How our own sentences call somebody whose name is not known, in the languages that do."""


def make_say(live: LiveFiles, persona: Persona, shop: Shop) -> Callable[..., str]:
    """``say(key, lang, seed=…, **values)``, by the sentences as they are now."""
    words = {lang: Vocabulary(lang, _words(persona, lang)) for lang in LANGUAGES}

    def say(key: str, lang: str, /, *, seed: int = 0, **values: Any) -> str:
        if key == _GOODBYE and (own := persona.voice(lang).goodbye):
            return own
        values.setdefault("shop", shop.name_in(lang))
        values.setdefault("assistant", persona.name_in(lang))
        return live.wording.fill(
            key,
            lang,
            values,
            persona=persona.speaks_as,
            formality=persona.tone,
            seed=seed,
            zone=shop.timezone,
            words=words,
        )

    return say


def _words(persona: Persona, lang: str) -> dict[str, str]:
    voice = persona.voice(lang)
    called = {_SHOPPER[lang]: voice.shopper} if voice.shopper and lang in _SHOPPER else {}
    return {**called, **voice.words}
