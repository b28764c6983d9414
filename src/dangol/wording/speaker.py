"""Saying a sentence: language, persona and formality with fallback, variants, values."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from typing import Any

from dangol.wording.book import Book, Entry
from dangol.wording.errors import MissingSentence, MissingValue
from dangol.wording.template import Template
from dangol.wording.vocabulary import Vocabulary


class Wording:
    """All sentences at hand. A later book's sentences replace an earlier one's under the same language and key, so a shop's own
    file of the same name changes just what it names."""

    def __init__(self, books: Iterable[Book], *, fallback: str = "en") -> None:
        self._entries: dict[str, dict[str, Entry]] = {}
        self._fallback = fallback
        for book in books:
            self._entries.setdefault(book.lang, {}).update(book.entries)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages there are sentences in."""
        return tuple(self._entries)

    def keys(self, lang: str) -> frozenset[str]:
        """Every key with a sentence in ``lang``."""
        return frozenset(self._entries.get(lang, ()))

    def entry(self, key: str, lang: str) -> Entry | None:
        """What stands under ``key`` in ``lang`` itself."""
        return self._entries.get(lang, {}).get(key)

    def say(
        self,
        key: str,
        lang: str,
        persona: str | None = None,
        *,
        formality: str | None = None,
        seed: int = 0,
        zone: str = "UTC",
        **values: Any,
    ) -> str:
        """The sentence under ``key`` in ``lang``. ``seed`` picks among several (the same seed, the same sentence; the next seed,
        the next one); ``zone`` is the reader's time zone. Raises ``MissingSentence`` and ``MissingValue``,
        both of which checks find before."""
        return self.fill(key, lang, values, persona=persona, formality=formality, seed=seed, zone=zone)

    def fill(
        self,
        key: str,
        lang: str,
        values: Mapping[str, Any],
        *,
        persona: str | None = None,
        formality: str | None = None,
        seed: int = 0,
        zone: str = "UTC",
        words: Mapping[str, Vocabulary] | None = None,
    ) -> str:
        """``say`` with the values in a mapping, and the shop's own ``words`` per language."""
        entry = self.entry(key, lang)
        if entry is None:
            lang = self._fallback
            entry = self.entry(key, lang)
        if entry is None:
            raise MissingSentence(
                f"There is no sentence {key!r}.", cure="Add it to a sentence file of every language.", key=key
            )
        sentences = _voice(entry, persona, formality)
        template = sentences[(seed + zlib.crc32(key.encode())) % len(sentences)]
        if words is not None and lang in words:
            template = words[lang](template)
        try:
            return template.render(values, lang, zone).strip()
        except MissingValue as error:
            raise MissingValue(
                f"{key} ({lang}, {entry.file}:{entry.line}): {error.message}", cure=error.cure, key=key
            ) from None


def _voice(entry: Entry, persona: str | None, formality: str | None) -> tuple[Template, ...]:
    wanted = (f"{persona}+{formality}" if persona and formality else None, persona, formality)
    for voice in wanted:
        if voice is not None and voice in entry.voices:
            return entry.voices[voice]
    return entry.sentences
