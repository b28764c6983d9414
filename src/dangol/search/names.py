"""What the lexicon looks for: the names of the catalogue's rows, in every language. Rows are handed in; these are pure values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Literal

import yaml

from dangol.search.letters import plain

NameKind = Literal["product", "category", "brand", "attribute", "size", "color", "field"]

_COLOR = frozenset(
    "color colour colors colours shade 색 색상 컬러 색깔 컬러명 カラー 色 いろ 色味 farbe couleur".split()  # noqa: SIM905
)
_SIZE = frozenset(
    "size sizes shoe-size 사이즈 크기 치수 신발사이즈 サイズ 大きさ 靴サイズ größe taille".split()  # noqa: SIM905
)
_LETTERED = {
    "xs": ("extra small", "엑스스몰"),
    "s": ("small", "스몰", "Sサイズ", "S사이즈", "エスサイズ"),
    "m": ("medium", "미디엄", "미디움", "미듐", "Mサイズ", "M사이즈", "エムサイズ"),
    "l": ("large", "라지", "Lサイズ", "L사이즈", "エルサイズ"),
    "xl": ("extra large", "엑스라지", "XLサイズ", "XL사이즈"),
    "free": ("one size", "free size", "프리사이즈", "フリーサイズ"),
}
_PARTS = re.compile(r"\s*(?:[&/・·,+|]|\band\b|\s및\s|\s와\s|\s과\s)\s*")


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a catalogue row. ``row`` is as in ``nlu.commands.Link``; ``value`` what a match says: the row's id, ``color=black``."""

    row: str
    kind: NameKind
    value: str
    lang: str
    text: str
    title: str = ""
    synonym: bool = False


def value_kind(identifier: str, *names: str) -> NameKind:
    """Whether an option or attribute is a colour, a size or something else, by its id and its names."""
    words = {plain(word).replace(" ", "") for word in (identifier, *names)}
    if words & _COLOR:
        return "color"
    return "size" if words & _SIZE else "attribute"


def value_name(identifier: str, kind: NameKind, value: str, lang: str, text: str, *, synonym: bool = False) -> Name:
    """The name of an option or attribute value: ``value_name("color", "color", "black", "ko", "검정")``."""
    return Name(f"value:{identifier}={value}", kind, f"{identifier}={value}", lang, text, text, synonym)


@lru_cache(1)
def _colours() -> dict[str, tuple[str, ...]]:
    data = yaml.safe_load((resources.files("dangol.search") / "colours.yaml").read_text(encoding="utf-8"))
    groups: dict[str, tuple[str, ...]] = {}
    for group in data:
        for word in group:
            groups[plain(str(word))] = tuple(str(w) for w in group)
    return groups


def spellings(name: Name) -> Iterator[Name]:
    """``name`` and the other ways to say it that need no catalogue to know: colours and lettered sizes in every language, the halves
    of *Shirts & blouses*."""
    yield name
    if name.kind == "color":
        for word in _colours().get(plain(name.text), ()) or _colours().get(plain(name.value.partition("=")[2]), ()):
            yield replace(name, text=word, synonym=True)
        last = name.text.strip()[-1:]
        if "가" <= last <= "힣" and last != "색":
            yield from (replace(name, text=name.text.strip() + word, synonym=True) for word in ("색", "컬러"))
        elif last and last > "\u3040" and last not in "色い":
            yield from (replace(name, text=name.text.strip() + word, synonym=True) for word in ("色", "カラー"))
    elif name.kind == "size":
        for word in _LETTERED.get(plain(name.text), ()):
            yield replace(name, text=word, synonym=True)
    elif name.kind == "category":
        parts = [part for part in _PARTS.split(name.text) if len(part.strip()) > 1 or part.strip() > "\u3400"]
        if len(parts) > 1:
            yield from (replace(name, text=part.strip(), synonym=True) for part in parts)
