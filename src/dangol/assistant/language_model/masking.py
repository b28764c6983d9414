"""What a model is never told: addresses, numbers and names of people are replaced before anything leaves, and put back afterwards.

A placeholder such as ``[EMAIL_1]`` stands for the same thing throughout one question. What the conversation knows (the contact's name,
what was filled in at the checkout) is found wherever it stands; the rest by its shape, rather too much than too little
(see ``kit.personal``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dangol.kit.personal import Personal, personal_in

_LOOKS_ISSUED = re.compile(r"\[((?:EMAIL|LINK|CARD|ORDER|POSTCODE|PHONE|ADDRESS|NAME|NUMBER|PRIVATE)_\d+)\]")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-")
PRIVATE = frozenset(
    [
        "name",
        "recipient",
        "person_name",
        "contact_name",
        "kana",
        "email",
        "phone",
        "reach",
        "address",
        "line1",
        "line2",
        "street",
        "city",
        "region",
        "state",
        "postcode",
        "postal_code",
        "zip",
        "birthday",
        "company",
        "building",
    ]
)
"""Slots and fields that hold something of a person."""
_KIND_OF = {
    "email": "email",
    "phone": "phone",
    "postcode": "postcode",
    "postal_code": "postcode",
    "order_number": "order",
    **dict.fromkeys(("name", "recipient", "person_name", "contact_name", "kana"), "name"),
}
"""What kind of thing a slot holds; any other holds a part of an address."""


class Mask:
    """Hides and restores for one question. ``known`` are pairs of what a value is (a slot's name) and the value."""

    def __init__(self, known: Iterable[tuple[str, str]] = ()) -> None:
        self._given: dict[str, str] = {}  # value as it stands: placeholder
        self._counts: dict[str, int] = {}
        self._known: dict[str, str] = {}
        for slot, value in known:
            if _worth(slot, value):
                self._known.setdefault(evened(value), _KIND_OF.get(slot, "address"))

    def hide(self, text: str) -> str:
        """``text`` with everything personal replaced. Full-width letters and digits become half-width."""
        text = _LOOKS_ISSUED.sub(r"(\1)", evened(text))
        out, at = [], 0
        for piece in personal_in(text, self._known):
            out += [text[at : piece.start], self._issue(_placeholder(piece), piece.text)]
            at = piece.end
        return "".join(out) + text[at:]

    def restore(self, text: str) -> str | None:
        """``text`` with every placeholder put back; none if it holds one that was never issued, or a card's number."""
        back = {placeholder: value for value, placeholder in self._given.items()}
        there = [match.group() for match in _LOOKS_ISSUED.finditer(text)]
        if any(placeholder not in back or placeholder.startswith("[CARD_") for placeholder in there):
            return None
        return _LOOKS_ISSUED.sub(lambda match: back[match.group()], text)

    def _issue(self, kind: str, value: str) -> str:
        if value not in self._given:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            self._given[value] = f"[{kind}_{self._counts[kind]}]"
        return self._given[value]


def evened(text: str) -> str:
    """``text`` with full-width letters, digits and dashes in their usual width, each still one character."""
    return unicodedata.normalize("NFC", text).translate(_FULL_WIDTH).translate(_DASHES)


def personal_values(data: Any, depth: int = 0) -> Iterator[tuple[str, str]]:
    """What is known of a person in a conversation's state: every text under a name in ``PRIVATE``, and all below one."""
    if depth > 8:
        return
    if isinstance(data, Mapping):
        for key, value in data.items():
            if key in PRIVATE or key == "order_number":
                yield from ((str(key), text) for text in _texts(value))
            else:
                yield from personal_values(value, depth + 1)
    elif isinstance(data, (list, tuple)):
        for item in data:
            yield from personal_values(item, depth + 1)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _texts(inner)


def _placeholder(piece: Personal) -> str:
    """What a piece is called to a model: a code may be an order's number, and a card is never put back."""
    if piece.is_card:
        return "CARD"
    return "ORDER" if piece.kind == "code" else piece.kind.upper()


def _worth(slot: str, value: str) -> bool:
    """Whether a known value is telling enough to look for: not ``KR``, not ``1``, not a single letter."""
    value = value.strip()
    if _KIND_OF.get(slot) == "name":
        return len(value) >= 2
    return len(value) >= 4 or (len(value) >= 2 and not value.isascii())
