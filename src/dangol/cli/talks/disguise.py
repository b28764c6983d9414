"""Somebody else's name for everybody in a conversation: the same person is the same stranger from the first line to the last."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from dangol.kit.personal import personal_in
from dangol.kit.phones import phone_number, region_of
from dangol.kit.text import fold

_NAMES = {
    "ko": ("김하나", "이두리", "박세나", "최네오", "정다온"),
    "ja": ("佐藤花", "鈴木二郎", "高橋美咲", "田中四季", "伊藤葵"),
    "en": ("Ann Lee", "Ben Park", "Cora Gray", "Dan Moss", "Eve Hill"),
}
_STREETS = {"ko": "나루길 {}", "ja": "見本町1-2-{}", "en": "{} Naru Street"}
_PHONES = {"KR": "+8210555500{:02}", "JP": "+819055550{:03}", "US": "+1202555010{}"}
AGENTS = {"ko": "민지", "ja": "美咲", "en": "Minji"}
"""Who sits at the desk in recorded tests."""
# The fields of forms, whatever flow asks for them, by what they hold.
_FIELDS = {
    "name": "name", "recipient": "name", "email": "email", "reach": "email", "phone": "phone", "postcode": "postcode",
    "line1": "address", "line2": "flat", "address": "address", "kana": "kana",
}  # fmt: skip
_FIXED = {"flat": "101", "kana": "サトウハナ"}


class Disguise:
    """Replaces what is personal. ``known`` maps what is known of the person to its kind (see ``kit.personal``)."""

    def __init__(self, known: Mapping[str, str], countries: Iterable[str]) -> None:
        self._known = dict(known)
        self._countries = tuple(countries)
        self._given: dict[tuple[str, str], str] = {}
        self._taken: Counter[str] = Counter()
        self.replaced: Counter[str] = Counter()

    def learn(self, values: Mapping[str, str]) -> None:
        """The shopper filled in a form: what it holds is known from now on, wherever it is said again."""
        for name, value in values.items():
            kind = _FIELDS.get(name)
            if kind in ("name", "email", "phone", "address", "kana") and len(value.strip()) > 1:
                self._known[value.strip()] = "name" if kind == "kana" else self._kind_of(value, kind)

    def listen(self, text: str) -> None:
        """Somebody introduces themselves in ``text``: by that name they are known, before and after it."""
        for piece in personal_in(text, self._known, self._countries):
            if piece.kind == "name":
                self._known.setdefault(piece.text, "name")

    def text(self, text: str, order: str | None = None) -> str:
        """``text`` as a stranger would have said it. ``order`` is the latest order's number: it becomes ``{order}``."""
        out, at = [], 0
        for piece in personal_in(text, self._known, self._countries):
            if piece.kind == "code":
                continue  # mostly a thing's model, which the talk is about; this house's orders have a form of their own
            mine = order is not None and piece.kind == "order" and _same(piece.text, order)
            out += [text[at : piece.start], "{order}" if mine else self._stranger(piece.kind, piece.text)]
            at = piece.end
        return "".join(out) + text[at:]

    def again(self, text: str) -> str:
        """``text`` of the shop's with everybody who is somebody else by now named so; the shop's own number stays what it is."""
        out, at = [], 0
        for piece in personal_in(text, self._known, self._countries):
            if (stranger := self._given.get(self._key(piece.kind, piece.text))) is not None:
                out += [text[at : piece.start], stranger]
                at = piece.end
        return "".join(out) + text[at:]

    def field(self, name: str, value: str) -> str:
        """The value of a form's field."""
        kind = _FIELDS.get(name)
        if not value.strip() or kind is None:
            return self.text(value) if value else value
        if kind in _FIXED:
            self.replaced["address" if kind == "flat" else "name"] += 1
            return _FIXED[kind]
        return self._stranger(self._kind_of(value, kind), value)

    def _kind_of(self, value: str, kind: str) -> str:
        """A way to reach somebody is an address or a number, whatever its field is called."""
        if kind == "email" and "@" not in value:
            return "phone"
        return kind

    def _stranger(self, kind: str, text: str) -> str:
        key = self._key(kind, text)
        known = self._given.get(key) or (self._part(text) if kind == "name" else None)
        if known is None:
            self.replaced[kind] += 1
            self._taken[kind] += 1
            known = self._given[key] = self._new(kind, text, self._taken[kind])
        return known

    def _key(self, kind: str, text: str) -> tuple[str, str]:
        return (kind, phone_number(text, self._countries) or fold(text) if kind == "phone" else fold(text))

    def _part(self, text: str) -> str | None:
        """A part of somebody's name as the same part of the stranger's: *Emma* of *Emma Clarke*, 길동 of 홍길동."""
        wanted = fold(text)
        for whole, kind in self._known.items():
            if kind != "name" or fold(whole) == wanted:
                continue
            parts = fold(whole).split()
            if wanted in parts and len(parts) > 1:
                theirs = self._stranger("name", whole).split()
                return theirs[0] if wanted == parts[0] else theirs[-1]
            if fold(whole)[1:] == wanted and len(parts) == 1:
                return self._stranger("name", whole)[1:]
        return None

    def _new(self, kind: str, text: str, n: int) -> str:
        tongue = _tongue(text)
        if kind == "name":
            names = _NAMES[tongue]
            return names[(n - 1) % len(names)] + (f" {n}" if n > len(names) else "")
        if kind == "email":
            return f"shopper{n}@example.com"
        if kind == "phone":
            return self._phone(text, n)
        if kind == "address":
            return _STREETS[tongue].format(n)
        if kind == "link":
            return f"https://example.com/{n}"
        if kind == "postcode":
            return _postcode(text)
        if kind == "order":
            return f"261122-{'ABCDE'[(n - 1) % 5] * 4}{2 + n % 8}"
        return re.sub(r"\d", "1", text)

    def _phone(self, text: str, n: int) -> str:
        """A number of the same country, written without its code as the shopper's was."""
        number = phone_number(text, self._countries)
        region = region_of(number) if number else None
        shape = _PHONES.get(region or "")
        if shape is None:
            return re.sub(r"\d", "5", text[:-1]) + "5"
        fake = shape.format(n % 10)
        if text.strip().startswith("+"):
            return fake
        code = {"KR": "+82", "JP": "+81", "US": "+1"}[str(region)]
        own = fake.removeprefix(code) if region == "US" else f"0{fake.removeprefix(code)}"
        digits = iter(own)
        alike = sum(c.isdigit() for c in text) == len(own)
        return re.sub(r"\d", lambda _: next(digits), text.strip()) if alike else own


def _postcode(text: str) -> str:
    """The district stays, for what a parcel costs depends on it; the rest is nobody's."""
    digits = re.sub(r"\D", "", text)
    keep = 3 if len(digits) != 5 else 2
    rest = iter(digits[:keep] + "0" * (len(digits) - keep - 1) + "1" if digits else "")
    return re.sub(r"\d", lambda _: next(rest), text)


def _same(one: str, other: str) -> bool:
    return re.sub(r"[\W_]", "", fold(one)) == re.sub(r"[\W_]", "", fold(other))


def _tongue(text: str) -> str:
    if re.search("[가-힣]", text):
        return "ko"
    return "ja" if re.search("[ぁ-ヶ一-龯]", text) else "en"
