"""Who the assistant is: a name, a face, a character, a way to speak.

Three characters are shipped (``personas/``): each has a name, a picture, and a variant of the sentences most often said. A shop takes one
with a single line, ``character = "warm"``, and overrides of it whatever it likes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from dangol.runtime.errors import SettingInvalid
from dangol.runtime.plain_mistakes import mistakes_in
from dangol.runtime.settings import LANGUAGES, Localised, localised

CHARACTERS = ("warm", "brisk", "playful")
"""The characters we ship."""

TONES = ("formal", "friendly", "casual")
"""The tones that always may be asked for. A shop's sentences may know others, such as a plain form."""

_NAMES = "There are name, picture, character, persona, tone, about, and per language greeting, goodbye, tone, shopper, words."
_FOLDER = "personas"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Voice(_Part):
    """How it speaks in one language. ``shopper`` is how it calls people whose name it does not know; ``words`` are the shop's own for
    those in our sentences: ``{"장바구니" = "바구니"}``. ``tone`` tells whoever writes the shop's sentences."""

    greeting: str = Field("", max_length=600)
    goodbye: str = Field("", max_length=600)
    tone: str = Field("", max_length=600)
    shopper: str = Field("", max_length=40)
    words: Mapping[str, str] = Field(default_factory=dict, max_length=200)

    @field_validator("words")
    @classmethod
    def _written(cls, words: Mapping[str, str]) -> Mapping[str, str]:
        if any(not old.strip() or not new.strip() for old, new in words.items()):
            raise ValueError("a word stands for nothing. Write both: cart = 'basket'.")
        return words


class Persona(_Part):
    """``persona.toml``. ``character`` (or ``persona``, a voice of the shop's own sentences) and ``tone`` pick among the sentences'
    variants; a table per language holds the shop's own words."""

    name: Localised = Field(default_factory=lambda: {"en": "Dani", "ko": "다니", "ja": "ダニー"})
    picture: str = ""
    character: str = Field("", max_length=4000)
    persona: str | None = None
    tone: str | None = None
    about: str = Field("", max_length=4000)
    voices: Mapping[str, Voice] = Field(default_factory=dict)
    shipped_picture: str = ""

    def name_in(self, lang: str) -> str:
        """The name for a reader of ``lang``."""
        return localised(self.name, lang)

    def voice(self, lang: str) -> Voice:
        """How it speaks ``lang``."""
        return self.voices.get(lang) or Voice()

    @property
    def speaks_as(self) -> str | None:
        """Which variant of a sentence it says, where there is one."""
        return self.persona or (self.character.strip() if is_word(self.character) else None)

    @property
    def described(self) -> str:
        """What it is like, in words."""
        return self.about or self.character

    @property
    def face(self) -> bool:
        """Whether there is a picture of it."""
        return bool(self.picture or self.shipped_picture)

    @property
    def face_bytes(self) -> bytes | None:
        """Our own drawing of it, where the shop has none of its own."""
        if self.picture or not self.shipped_picture:
            return None
        return (files("dangol.assistant") / _FOLDER / self.shipped_picture).read_bytes()


def is_word(character: str) -> bool:
    """Whether ``character`` names one, rather than describing the shop's own for whoever writes its sentences."""
    return re.fullmatch(r"[A-Za-z][A-Za-z0-9_+-]*", character.strip()) is not None


@lru_cache(1)
def shipped() -> Mapping[str, Mapping[str, Any]]:
    """The characters we ship, as their files describe them."""
    folder = files("dangol.assistant") / _FOLDER
    return {name: tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8")) for name in CHARACTERS}


def read_persona(values: Mapping[str, Any], file: str) -> Persona:
    """The persona that ``values`` describe. Raises ``SettingInvalid`` naming what does not belong there."""
    character = values.get("character")
    ours = shipped().get(character) if isinstance(character, str) else None
    voices = {name: value for name, value in values.items() if name in LANGUAGES}
    rest = {name: value for name, value in values.items() if name not in (*LANGUAGES, "shipped_picture", "voices")}
    unknown = [name for name in ("shipped_picture", "voices") if name in values]
    if unknown:
        raise SettingInvalid(f"{file}: there is no {unknown[0]} here. {_NAMES}")
    if ours is not None:
        rest = {"name": ours["name"], "tone": ours["tone"], "about": ours["about"], **rest}
        rest["shipped_picture"] = ours["picture"]
        voices = {lang: _over(ours.get(lang, {}), voices.get(lang, {})) for lang in LANGUAGES}
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


def _over(ours: Mapping[str, Any], own: Any) -> Any:
    return {**ours, **own} if isinstance(own, Mapping) else own
