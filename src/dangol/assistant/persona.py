"""Who the assistant is: a name, a face, a way to speak."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dangol.runtime.errors import SettingInvalid
from dangol.runtime.plain_mistakes import mistakes_in
from dangol.runtime.settings import LANGUAGES, Localised, localised

_NAMES = "There are name, picture, character, persona, tone, and per language greeting, goodbye, tone, shopper."


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Voice(_Part):
    """How it speaks in one language. ``shopper`` is how it calls people whose name it does not know."""

    greeting: str = Field("", max_length=600)
    goodbye: str = Field("", max_length=600)
    tone: str = Field("", max_length=600)
    shopper: str = Field("", max_length=40)


class Persona(_Part):
    """``persona.toml``. ``tone`` (and ``persona``) pick among the sentences' variants; a table per language holds the shop's own words."""

    name: Localised = Field(default_factory=lambda: {"en": "Dani", "ko": "다니", "ja": "ダニー"})
    picture: str = ""
    character: str = Field("", max_length=4000)
    persona: str | None = None
    tone: str | None = None
    voices: Mapping[str, Voice] = Field(default_factory=dict)

    def name_in(self, lang: str) -> str:
        """The name for a reader of ``lang``."""
        return localised(self.name, lang)

    def voice(self, lang: str) -> Voice:
        """How it speaks ``lang``."""
        return self.voices.get(lang) or Voice()


def read_persona(values: Mapping[str, Any], file: str) -> Persona:
    """The persona that ``values`` describe. Raises ``SettingInvalid`` naming what does not belong there."""
    voices = {name: value for name, value in values.items() if name in LANGUAGES}
    rest = {name: value for name, value in values.items() if name not in LANGUAGES}
    try:
        return Persona.model_validate({**rest, "voices": voices})
    except ValidationError as trouble:
        problems = []
        for mistake in mistakes_in(trouble):
            name = mistake.name.removeprefix("voices.")
            words = f"{name}: {mistake.words}"
            if mistake.unknown:
                words = f"there is no {name} here. {_NAMES}"
            problems.append(f"{file}: {words}")
        raise SettingInvalid("\n".join(problems)) from trouble
