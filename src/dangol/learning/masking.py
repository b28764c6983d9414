"""A message as it may be kept and learnt: nobody is named in it, and the catalogue's things stand as what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from dangol.kit.personal import Personal, personal_in
from dangol.kit.text import fold
from dangol.learning.example_files import one_line

LONGEST = 300
"""Characters; a longer message is a story, and no example of anything."""

_NOBODY = "○○"
# The names of the places are those of example files; a name and a link have none there: the one is nobody's word, the other left out.
_PUT = {
    "email": "{email}",
    "phone": "{phone}",
    "link": "…",
    "order": "{order}",
    "code": "{order}",
    "number": "{number}",
    "postcode": "{number}",
    "address": "{place}",
    "name": _NOBODY,
}
_THINGS = {
    "product": "{product}", "category": "{product}", "brand": "{product}", "color": "{value}", "size": "{value}", "attribute": "{value}",
}  # fmt: skip
# What means something in an example file.
_CLAUSE = re.compile(r"(?<=[.!?,。！？、])\s*(?=\S)")
_PLACE = re.compile(r"\{[a-z]+\}")
_TAKEN_OUT = re.compile("|".join(re.escape(word) for word in {*_PUT.values()} - {"…"}))
_WORD = re.compile(r"[A-Za-z']{2,}")
_LETTERS = re.compile(r"[가-힣ぁ-んァ-ヶ一-鿿]")
_FEW_WORDS, _FEW_LETTERS = 2, 4  # fewer are an answer to what an agent asked
_INTRODUCTION = 30  # characters
_SIGNS = str.maketrans("[]{}|", "()()/")
Thing = tuple[int, int, str]
"""Where a thing of the catalogue stands in a message, and which kind of thing it is."""


def masked(
    text: str, things: Iterable[Thing], known: Mapping[str, str], countries: Sequence[str]
) -> tuple[str, str] | None:
    """``text`` as it is shown, and as the line it would be learnt as; none if it is no example of anything."""
    text = without_breaks(text)
    if not text.strip() or len(text) > LONGEST:
        return None
    personal = personal_in(text, known, countries)
    shown = _put(text, personal, ())
    things = list(things)
    told = [piece for piece in personal if piece.kind != "code" or not _covers(things, piece)]
    line = _without_introduction(_put(text, told, things))
    if not any(c.isalpha() for c in _PLACE.sub("", line)):
        return None
    return shown, line


def without_personal(text: str, known: Mapping[str, str], countries: Sequence[str]) -> str:
    """``text`` with its line breaks, what is personal in it as it is in lessons. Links stay: an agent's lead to the shop's pages."""
    out, at = [], 0
    for piece in personal_in(without_breaks(text), known, countries):
        if piece.kind != "link":
            out += [text[at : piece.start], _PUT[piece.kind]]
            at = piece.end
    return "".join(out) + text[at:]


def tells_who(text: str) -> str | None:
    """What in ``text`` stands for something personal that was taken out; none if nothing does."""
    found = _TAKEN_OUT.search(text)
    return found[0] if found else None


def _covers(things: Iterable[Thing], piece: Personal) -> bool:
    """Whether a code is the catalogue's: a model, nobody's order."""
    return any(kind in _THINGS and start <= piece.start and piece.end <= end for start, end, kind in things)


def _without_introduction(line: str) -> str:
    """The line without the part that says who speaks, where it has another: everybody begins like that, whatever they want."""
    clauses = _CLAUSE.split(line)
    rest = [clause for clause in clauses if _NOBODY not in clause or len(clause) > _INTRODUCTION]
    return " ".join(rest) if rest else line


def without_breaks(text: str) -> str:
    """``text`` with line breaks as spaces, so that it stays one line and every place in it stays the same."""
    return "".join(" " if c.isspace() else c for c in text)


def key_of(line: str) -> str:
    """What two shoppers' messages have in common if they are one lesson."""
    return fold(line).rstrip(" .!?~。！？…")


def _put(text: str, personal: Sequence[Personal], things: Iterable[Thing]) -> str:
    pieces = [(piece.start, piece.end, _PUT[piece.kind]) for piece in personal]
    for start, end, kind in things:
        free = all(end <= other_start or other_end <= start for other_start, other_end, _ in pieces)
        if kind in _THINGS and 0 <= start < end <= len(text) and free:
            pieces.append((start, end, _THINGS[kind]))
    out, at = [], 0
    for start, end, word in sorted(pieces):
        out += [text[at:start].translate(_SIGNS), word]
        at = end
    return one_line("".join(out) + text[at:].translate(_SIGNS))


def says_something(line: str) -> bool:
    """Whether a line has words of its own beside what was taken out of it: *the {value} one* hardly has."""
    own = _TAKEN_OUT.sub(" ", _PLACE.sub(" ", line))
    return len(_WORD.findall(own)) > _FEW_WORDS or len(_LETTERS.findall(own)) > _FEW_LETTERS
