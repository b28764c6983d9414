"""Who the assistant is: a name, a face, a way to speak."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from dangol.runtime.errors import SettingInvalid
from dangol.runtime.settings import Localised, localised


@dataclass(frozen=True, slots=True)
class Persona:
    """``persona.toml``. ``voice`` picks among the sentences' variants; texts are one, or one per language."""

    name: Localised = field(default_factory=lambda: {"en": "Dani", "ko": "다니", "ja": "ダニー"})
    picture: str = ""
    voice: str | None = None
    formality: str | None = None
    greeting: Localised = field(default_factory=dict)
    character: Localised = field(default_factory=dict)

    def name_in(self, lang: str) -> str:
        """The name for a reader of ``lang``."""
        return localised(self.name, lang)

    def greeting_in(self, lang: str) -> str:
        """The shop's own greeting, if it has one."""
        return localised(self.greeting, lang) if self.greeting else ""


def read_persona(values: Mapping[str, Any], file: str) -> Persona:
    """The persona that ``values`` describe. Raises ``SettingInvalid`` naming what does not belong there."""
    known = {item.name for item in fields(Persona)}
    for name, value in values.items():
        if name not in known:
            raise SettingInvalid(f"{file}: there is no setting {name}.", cure=f"There are {', '.join(sorted(known))}.")
        texts = value.values() if isinstance(value, Mapping) else [value]
        if not all(isinstance(text, str) for text in texts):
            raise SettingInvalid(f"{file}: {name} has to be a text, or one text per language.")
    return Persona(**values)
