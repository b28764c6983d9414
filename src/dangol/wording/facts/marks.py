"""A mark: one fact found in a sentence, where it stands, and what it says in a form that does not depend on how it was written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0]"
)
_NEVER_READ = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Me", "Mn", "Zl", "Zp"})
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "＇": "'"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A fact: ``kind`` and ``says`` are compared, the place only puts facts in order."""

    start: int
    end: int
    kind: str
    says: str


def level(text: str) -> str:
    """``text`` with one form for what looks alike: full-width digits, the many dashes and quotes; without what nobody sees.
    ``2½`` is taken apart so that it does not become ``21⁄2``."""
    spaced = re.sub(r"(?<=\d)(?=[¼-¾⅐-⅞])", " ", text)
    plain = unicodedata.normalize("NFKC", spaced)
    return _INVISIBLE.sub("", plain).translate(_DASHES).translate(_QUOTES)


def hidden(text: str) -> str:
    """The characters in ``text`` that nobody sees, that steer, or that are struck through others, sorted."""
    plain = unicodedata.normalize("NFC", text)
    odd = [c for c in plain if unicodedata.category(c) in _NEVER_READ and c not in "\n\r\t\ufe0f"]
    return "".join(sorted([*odd, *_INVISIBLE.findall(text)]))


def apart(marks: Iterable[Mark]) -> list[Mark]:
    """The marks in order; of two that overlap the longer one, so that *sold out* is not *out* as well."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start - m.end, m.start)):
        if all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
    return sorted(kept, key=lambda m: m.start)


def blanked(text: str, marks: Iterable[Mark]) -> str:
    """``text`` with what ``marks`` cover blanked out, every other character in its place."""
    letters = list(text)
    for mark in marks:
        letters[mark.start : mark.end] = " " * (mark.end - mark.start)
    return "".join(letters)
