"""What in a text tells who wrote it: addresses and numbers by their shape, names by how people introduce and address them, and whatever
is known of the person already.

Shapes find what is written as people of Korea, Japan and English-speaking countries write it, rather too much than too little. A name
that stands in a sentence without any introduction, of a person nothing is known of, is not found: whoever shows a text to others has to
know that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dangol.kit.personal import addresses, numbers
from dangol.kit.personal.names import names

Span = tuple[int, int]
_AFTER_GIVEN = (
    r"(?=님|씨|이?(?:에요|예요|가|는|를|도|랑|한테|에게|의|라고|야|네|이랑|입니다|고)|아(?![가-힣])|[\s,.!?]|$)"
)
_WORDS_TOO = frozenset(
    """april art august autumn bill brook chance chase christian daisy dawn dean drew earnest faith fern forest frank gene grace grant guy
    hazel heath holly hope hunter iris ivy jack jade jean jewel joy june lily mark mason may melody mercy miles misty nick olive pearl
    penny pat peace poppy reed rich rob robin rose ruby rusty sandy sky skip sue summer sunny violet wade will wren
    baker black brown carter cook cooper cross day fisher gold gray green grey hall hill king lake lane lee long love moon page park
    parker price porter rice silver small smith snow stone street taylor
    wall ward white wood woods young size best good little case box""".split()  # noqa: SIM905
)
_FILLED = "\ufffc"
"""Stands where something was found already: no letter, no digit, no space."""


@dataclass(frozen=True, slots=True)
class Personal:
    """A piece of a text that tells who somebody is. ``kind`` is email, link, phone, order, code (an order's number in some shop, or a
    thing's model), address, name, postcode or number."""

    kind: str
    start: int
    end: int
    text: str

    @property
    def is_card(self) -> bool:
        """Whether it is a payment card's number."""
        return self.kind == "number" and numbers.is_card(self.text)


def personal_in(text: str, known: Mapping[str, str] | None = None, countries: Iterable[str] = ()) -> list[Personal]:
    """Everything personal in ``text``, in order, nothing twice. ``known`` maps what is known of the person (a name, an e-mail address, an
    order number …) to its kind; telephone numbers are read as of one of ``countries`` first."""
    found = _Found(text)
    found.add("email", addresses.emails(text))
    found.add("link", addresses.links(text))
    for words, kind in sorted((known or {}).items(), key=lambda pair: -len(pair[0])):
        for pattern in _spellings(words, kind):
            found.add(kind, (match.span() for match in pattern.finditer(text)))
    digits = any(c.isdecimal() for c in text)
    if digits:
        found.add("number", numbers.birthdays(found.rest()))
        found.add("order", numbers.orders(found.rest()))
        found.add("postcode", numbers.marked_postcodes(found.rest()))
        found.add("phone", numbers.telephones(found.rest(), countries))
        found.add("postcode", numbers.postcodes(found.rest()))
    found.add("address", addresses.homes(text))
    found.add("name", names(text))
    if digits:
        found.add("code", numbers.codes(found.rest()))
        found.add("number", numbers.cards(found.rest()))
        found.add("phone", numbers.like_telephones(found.rest()))
        found.add("number", numbers.long_numbers(found.rest()))
    return found.pieces()


def without_personal(found: Iterable[Personal], text: str, put: Mapping[str, str]) -> str:
    """``text`` with each piece replaced by what ``put`` has for its kind; kinds it does not have stay as they are."""
    out, at = [], 0
    for piece in found:
        if piece.kind not in put:
            continue
        out += [text[at : piece.start], put[piece.kind]]
        at = piece.end
    return "".join(out) + text[at:]


class _Found:
    """What was found so far. What is found first keeps its place; of what is found across it, nothing is left uncovered."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._kept: list[tuple[int, int, str]] = []

    def add(self, kind: str, spans: Iterable[Span]) -> None:
        """More of one kind: *Emma Clarke* around the *Emma* that is known is one name, an address around an order's number two halves."""
        for start, end in list(spans):
            across = [piece for piece in self._kept if piece[0] < end and start < piece[1]]
            if all(other == kind for _, _, other in across):
                self._kept = [piece for piece in self._kept if piece not in across]
                self._keep(
                    min([start, *(piece[0] for piece in across)]), max([end, *(piece[1] for piece in across)]), kind
                )
                continue
            at = start
            for other_start, other_end, _ in [*sorted(across), (end, end, kind)]:
                self._keep(at, other_start, kind)
                at = max(at, other_end)

    def rest(self) -> str:
        """The text with what was found filled in: numbers are looked for in what is left."""
        text = self._text
        for start, end, _ in self._kept:
            text = text[:start] + _FILLED * (end - start) + text[end:]
        return text

    def pieces(self) -> list[Personal]:
        """Everything, in order."""
        return [Personal(kind, start, end, self._text[start:end]) for start, end, kind in sorted(self._kept)]

    def _keep(self, start: int, end: int, kind: str) -> None:
        words = self._text[start:end]
        start += len(words) - len(words.lstrip(" \t\n\r\u3000,"))
        end -= len(words) - len(words.rstrip(" \t\n\r\u3000,"))
        if any(c.isalnum() for c in self._text[start:end]):
            self._kept.append((start, end, kind))


def _spellings(words: str, kind: str) -> Iterator[re.Pattern[str]]:
    """The ways to write something known: with other spaces, in other capitals; a person also by a part of the name."""
    parts = words.split()
    if not parts or len(words) < 2:
        return
    yield re.compile(_on_its_own(words.strip(), r"\s*".join(map(re.escape, parts))), re.IGNORECASE)
    if kind != "name":
        return
    yield from _eastern(words.replace(" ", ""))
    longer = [part for part in parts if len(part) >= (3 if part.isascii() else 2)]
    if len(parts) > 1:
        for part in longer:
            # With its capital where it is a word as well, or *may* and *rose* would be somebody everywhere.
            capitals = 0 if part.lower() in _WORDS_TOO else re.IGNORECASE
            yield re.compile(_on_its_own(part, re.escape(part)), capitals)


def _eastern(name: str) -> Iterator[re.Pattern[str]]:
    """A Korean name with spaces in it, or without the surname; a Japanese surname or first name alone."""
    if re.fullmatch("[가-힣]{2,5}", name):
        yield re.compile("(?<![가-힣])" + r"\s*".join(name))
        if len(name) in (3, 4):
            yield re.compile(rf"(?<![가-힣]){name[len(name) - 2 :]}{_AFTER_GIVEN}")
    elif re.fullmatch("[一-龯々]{3,6}", name):
        for part in (name[:2], name[:3] if len(name) > 4 else "", name[-2:]):
            if part:
                yield re.compile(f"(?<![一-龯々]){part}(?![一-龯々])")


def _on_its_own(words: str, pattern: str) -> str:
    """``pattern``, not within a longer word or number; Korean and Japanese words stand in a row without that."""
    before = r"(?<![A-Za-z0-9])" if words[0].isascii() else ""
    after = r"(?![A-Za-z0-9])" if words[-1].isascii() else ""
    return before + pattern + after
