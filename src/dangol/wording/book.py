"""A file of sentences: one language, one area, keys and what is said.

```yaml
cart.empty: Your cart is empty.
greet.hello:                       # several sentences: one is picked by a seed, so repeats vary
  - Hello!
  - Hi, good to see you!
cart.added:
  say: "{title|을} 담았어요."
  as:                              # other personas, or other formality, or both (`brisk+casual`)
    playful: "{title}, 장바구니로 쏙!"
```
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dangol.wording.errors import BadText
from dangol.wording.marked import Marked, Path, parse
from dangol.wording.template import BadTemplate, Template
from dangol.wording.template import parse as parse_template

_KEY = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*$")
_VOICE = re.compile(r"[a-z][a-z0-9_]*(?:\+[a-z][a-z0-9_]*)?$")
RESERVED = frozenset({"key", "lang", "persona", "formality", "seed", "zone", "self"})
_MAX_LENGTH = 2000


@dataclass(frozen=True, slots=True)
class Entry:
    """What is said under a key: the sentences, and those of other personas."""

    sentences: tuple[Template, ...]
    voices: Mapping[str, tuple[Template, ...]] = field(default_factory=dict)
    file: str = ""
    line: int = 1

    @property
    def names(self) -> frozenset[str]:
        """Every value any of its sentences uses."""
        return frozenset().union(
            *(t.names for t in self.sentences), *(t.names for v in self.voices.values() for t in v)
        )


@dataclass(frozen=True, slots=True)
class Book:
    """The sentences of one file. ``area`` is the file's name without ending."""

    lang: str
    area: str
    file: str
    entries: Mapping[str, Entry]


def read_book(text: str, lang: str, area: str, file: str) -> Book:
    """The sentences in ``text``; ``file`` is how errors name it. Raises ``BadText`` at the first mistake."""
    marked = parse(text, file)
    if marked.value is None:
        return Book(lang, area, file, {})
    if not isinstance(marked.value, dict):
        raise BadText("A file of sentences is a list of `key: sentence`.", file=file, line=1, cure="Begin with a key.")
    entries: dict[str, Entry] = {}
    for key, value in marked.value.items():
        line = marked.line_of((key,))
        if not _KEY.match(key):
            raise BadText(
                f"{key!r} cannot be a key.",
                file=file,
                line=line,
                cure="Use small letters, digits, _ and dots: cart.added",
            )
        entries[key] = _entry(marked, key, value, lang)
    return Book(lang, area, file, entries)


def _entry(marked: Marked, key: str, value: Any, lang: str) -> Entry:
    line = marked.line_of((key,))
    if not isinstance(value, dict):
        return Entry(_sentences(marked, (key,), value, lang), {}, marked.file, line)
    unknown = sorted(value.keys() - {"say", "as"})
    if unknown or "say" not in value:
        raise BadText(
            f"{key} has {unknown[0]!r}." if unknown else f"{key} has no `say`.",
            file=marked.file,
            line=line,
            cure="Under a key stands a sentence, a list of sentences, or `say:` and `as:` (personas).",
        )
    voices: dict[str, tuple[Template, ...]] = {}
    others = value.get("as") or {}
    if not isinstance(others, dict):
        raise BadText(
            "`as` names personas.", file=marked.file, line=line, cure="Write `as:` and below it `playful: …`."
        )
    for voice, sentences in others.items():
        if not _VOICE.match(voice):
            raise BadText(
                f"{voice!r} is not a persona's name.",
                file=marked.file,
                line=marked.line_of((key, "as", voice)),
                cure="Write a persona, a formality, or both with +: `playful`, `casual`, `playful+casual`.",
            )
        voices[voice] = _sentences(marked, (key, "as", voice), sentences, lang)
    return Entry(_sentences(marked, (key, "say"), value["say"], lang), voices, marked.file, line)


def _sentences(marked: Marked, path: Path, value: Any, lang: str) -> tuple[Template, ...]:
    items = value if isinstance(value, list) else [value]
    if not items:
        raise BadText("There is no sentence here.", file=marked.file, line=marked.line_of(path), cure="Write one.")
    return tuple(
        _sentence(marked, (*path, i) if isinstance(value, list) else path, item, lang) for i, item in enumerate(items)
    )


def _sentence(marked: Marked, path: Path, value: Any, lang: str) -> Template:
    line = marked.line_of(path)

    def bad(message: str, cure: str) -> BadText:
        return BadText(message, file=marked.file, line=line, cure=cure)

    if not isinstance(value, str) or not value.strip():
        raise bad("A sentence has to be text.", "Put it into quotes.")
    if len(value) > _MAX_LENGTH:
        raise bad(f"A sentence has more than {_MAX_LENGTH} characters.", "Say it shorter, or make it an article.")
    try:
        template = parse_template(value.rstrip("\n"))
    except BadTemplate as error:
        raise bad(
            str(error), "Places look like {name}, {price|money}, {count|one: # item|other: # items}, {title|을}."
        ) from None
    for place in template.places():
        if place.name in RESERVED:
            raise bad(f"{{{place.name}}} is a reserved name.", "Call the value something else.")
        if place.particle and lang != "ko":
            raise bad(f"The particle {place.particle!r} stands in a {lang} sentence.", "Particles are for Korean only.")
    return template
