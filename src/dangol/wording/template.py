"""Sentences with places to fill: ``{product|을} 담았어요``, ``{count|one: # item|other: # items}``, ``{total}``.

A place is ``{name}``, then any of, separated by ``|``:

* a format: ``date``, ``time``, ``datetime``, ``soon`` (a moment of the next days: weekday, no year), ``number``, ``money``, ``or`` (a
  list joined with *or*), ``quote`` (in the language's quotation marks), ``upper`` (first letter in capitals),
  ``lower`` (first letter small, unless the word is all capitals);
* branches ``one: …``, ``other: …``, ``=0: …``, ``none: …`` (no value): by the CLDR plural of a number, or by the value itself when it
  is a word (``{kind|pickup: …|other: …}``). ``#`` in a branch is the value; branches may hold places; doubled spaces become one;
* at the end, in Korean, a particle: ``을``, ``이``, ``은``, ``과``, ``으로``, ``이에요`` … in either of its forms.

``{{`` and ``}}`` are braces. A template is parsed once and rendered many times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dangol.wording import formats
from dangol.wording.errors import MissingValue
from dangol.wording.particles import is_particle, particle

FORMATS = frozenset({"date", "time", "datetime", "soon", "number", "money", "or", "quote", "upper", "lower"})
_NAME = re.compile(r"[a-z_][a-z0-9_]*$")
_BRANCH = re.compile(r"\s*(=-?\d+|[a-z_][a-z0-9_]*)\s*:(.*)$", re.DOTALL)
_ESCAPES = {"{": "\ue000", "}": "\ue001"}
_SELF = "#"
_SPACES = re.compile(" {2,}")
_MAX_DEPTH = 3


class BadTemplate(ValueError):
    """A sentence that cannot be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place to fill."""

    name: str
    formats: tuple[str, ...] = ()
    particle: str | None = None
    branches: Mapping[str, Template] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Template:
    """A parsed sentence."""

    parts: tuple[str | Place, ...]
    text: str

    @property
    def names(self) -> frozenset[str]:
        """Every value the sentence uses."""
        return frozenset(place.name for place in self.places() if place.name != _SELF)

    @property
    def required(self) -> frozenset[str]:
        """The values without which it cannot be said (those with a ``none:`` branch may be missing)."""
        optional = {place.name for place in self.places() if "none" in place.branches}
        return self.names - optional

    def places(self) -> Iterator[Place]:
        """Every place, those inside branches too."""
        for part in self.parts:
            if isinstance(part, Place):
                yield part
                for branch in part.branches.values():
                    yield from branch.places()

    def plainly(self) -> str:
        """As somebody reads it who only wants to know what is said: names of values in braces, and of branches the usual one."""
        out = []
        for part in self.parts:
            if isinstance(part, str):
                out.append(part)
            elif part.name == _SELF:
                out.append(_SELF)
            else:
                usual = part.branches.get("other")
                told = usual.plainly().replace(_SELF, f"{{{part.name}}}") if usual is not None else f"{{{part.name}}}"
                out.append(told + (part.particle or ""))
        return _SPACES.sub(" ", "".join(out)).strip()

    def render(self, values: Mapping[str, Any], lang: str, zone: str) -> str:
        """The sentence filled with ``values``. Raises ``MissingValue``."""
        out: list[str] = []
        for part in self.parts:
            if isinstance(part, str):
                out.append(part)
                continue
            text = _fill(part, values, lang, zone)
            out.append(text)
            if part.particle is not None:
                out.append(particle("".join(out), part.particle))
        return _SPACES.sub(" ", "".join(out))


def _fill(place: Place, values: Mapping[str, Any], lang: str, zone: str) -> str:
    value = values.get(place.name)
    absent = value is None or value == "" or value == () or value == []
    if absent and "none" in place.branches:
        return place.branches["none"].render(values, lang, zone)
    if value is None:
        raise MissingValue(
            f"The value {place.name!r} is missing.", cure="Give it in the step's `with`.", name=place.name
        )
    if not place.branches:
        return formats.write(value, lang, zone, place.formats)
    branch = _branch(place, value, lang)
    shown = formats.write(value, lang, zone, place.formats)
    return branch.render({**values, _SELF: shown}, lang, zone)


def _branch(place: Place, value: Any, lang: str) -> Template:
    branches = place.branches
    if isinstance(value, bool):
        keys = ["true" if value else "false"]
    elif isinstance(value, (list, tuple)):
        keys = [f"={len(value)}", formats.plural(len(value), lang)]
    elif formats.is_number(value):
        keys = [f"={value}", formats.plural(value, lang)]
    else:
        keys = [str(value)]
    for key in (*keys, "other"):
        if key in branches:
            return branches[key]
    raise MissingValue(
        f"{place.name!r} is {value!r}, for which the sentence has no branch.", cure="Add `other: …`.", name=place.name
    )


def parse(text: str, depth: int = 0) -> Template:
    """``text`` as a template. Raises ``BadTemplate``."""
    if depth > _MAX_DEPTH:
        raise BadTemplate("Places are nested too deeply.")
    source = text.replace("{{", _ESCAPES["{"]).replace("}}", _ESCAPES["}"]) if depth == 0 and "{{" in text else text
    parts: list[str | Place] = []
    at = 0
    while at < len(source):
        start = source.find("{", at)
        if start < 0:
            start = len(source)
        literal = source[at:start]
        if "}" in literal:
            raise BadTemplate("A } has no {.")
        if literal:
            parts.append(literal.replace(_ESCAPES["{"], "{").replace(_ESCAPES["}"], "}"))
        if start == len(source):
            break
        end = _closing(source, start)
        parts.append(_place(source[start + 1 : end], depth))
        at = end + 1
    return Template(tuple(parts), text)


def _selves(text: str) -> str:
    """``#`` outside of inner places as a place of its own."""
    out, level = [], 0
    for character in text:
        level += (character == "{") - (character == "}")
        out.append(f"{{{_SELF}}}" if character == "#" and level == 0 else character)
    return "".join(out)


def _closing(text: str, start: int) -> int:
    level = 0
    for index in range(start, len(text)):
        if text[index] == "{":
            level += 1
        elif text[index] == "}":
            level -= 1
            if level == 0:
                return index
    raise BadTemplate("A { is not closed.")


def _split(text: str) -> list[str]:
    pieces, level, begin = [], 0, 0
    for index, character in enumerate(text):
        if character == "{":
            level += 1
        elif character == "}":
            level -= 1
        elif character == "|" and level == 0:
            pieces.append(text[begin:index])
            begin = index + 1
    pieces.append(text[begin:])
    return pieces


def _place(text: str, depth: int) -> Place:
    name, *rest = _split(text)
    name = name.strip()
    if not _NAME.match(name) and name != _SELF:
        raise BadTemplate(f"{name!r} cannot be the name of a value.")
    wanted: list[str] = []
    found_particle: str | None = None
    branches: dict[str, Template] = {}
    for piece in rest:
        word = piece.strip()
        match = _BRANCH.match(piece)
        if word in FORMATS:
            wanted.append(word)
        elif is_particle(word):
            found_particle = word
        elif match:
            branches[match.group(1)] = parse(_selves(match.group(2)), depth + 1)
        else:
            raise BadTemplate(f"{word!r} is neither a format, a branch nor a particle.")
    if branches and not branches.keys() & {"other", "none"}:
        raise BadTemplate(f"{{{name}|…}} has no `other:` branch.")
    return Place(name, tuple(wanted), found_particle, branches)
