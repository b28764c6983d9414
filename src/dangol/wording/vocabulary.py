"""A shop's own words for the everyday ones in our sentences: *basket* for *cart*, 손님 for 고객님, お買い物かご for カート.

Only what we wrote is changed, never a value put into it: a product called *Shopping cart* keeps its name. A Korean particle behind a
changed word follows the new one, a first capital is kept, and a word is changed only where it stands whole (カート, not スカート).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from dangol.wording.particles import known_particles, particle
from dangol.wording.template import Place, Template

_LONGEST_FIRST = sorted((form for pair in known_particles() for form in pair.split("/")), key=len, reverse=True)
_RUNS = {"HANGUL": "ko", "KATAKANA": "kata", "CJK": "kanji", "LATIN": "latin"}


class Vocabulary:
    """The words of one language. Templates are changed once each and kept."""

    def __init__(self, lang: str, words: Mapping[str, str]) -> None:
        self._lang = lang
        self._words = {old.casefold(): new for old, new in words.items()}
        longest = sorted(words, key=len, reverse=True)
        self._find = re.compile("|".join(map(re.escape, longest)), re.IGNORECASE) if longest else None
        self._made: dict[str, Template] = {}

    def __call__(self, template: Template) -> Template:
        """``template`` in these words."""
        if self._find is None:
            return template
        made = self._made.get(template.text)
        if made is None:
            made = self._made[template.text] = self._spoken(template)
        return made

    def _spoken(self, template: Template) -> Template:
        parts = tuple(self._place(part) if isinstance(part, Place) else self.changed(part) for part in template.parts)
        return replace(template, parts=parts)

    def _place(self, place: Place) -> Place:
        return replace(place, branches={name: self._spoken(branch) for name, branch in place.branches.items()})

    def changed(self, text: str) -> str:
        """``text`` with every word that the shop has another one for put in that one."""
        assert self._find is not None
        out, at = [], 0
        for match in self._find.finditer(text):
            if not _whole(text, match.start(), match.end(), self._lang):
                continue
            new = self._words[match[0].casefold()]
            if match[0][0].isupper():
                new = new[0].upper() + new[1:]
            out += [text[at : match.start()], new]
            at = match.end()
            if self._lang == "ko":
                behind = _particle_at(text, at)
                if behind:
                    out.append(particle(new, behind))
                    at += len(behind)
        return "".join([*out, text[at:]])


def _whole(text: str, start: int, end: int, lang: str) -> bool:
    """Whether what stands there is a word of its own, and no part of a longer one. Korean words carry their endings behind them."""
    before = start > 0 and _run(text[start - 1]) == _run(text[start]) is not None
    behind = end < len(text) and _run(text[end]) == _run(text[end - 1]) is not None
    return not before and (lang == "ko" or not behind)


def _run(character: str) -> str | None:
    """The kind of letters a character makes words with; none for kana, which only join them, and for signs."""
    if character == "ー":
        return "kata"
    return _RUNS.get(unicodedata.name(character, "").split(" ")[0].split("-")[0])


def _particle_at(text: str, at: int) -> str:
    """The particle that stands there and ends with its word; nothing where there is none."""
    for form in _LONGEST_FIRST:
        end = at + len(form)
        if text.startswith(form, at) and not (end < len(text) and _run(text[end]) == "ko"):
            return form
    return ""
