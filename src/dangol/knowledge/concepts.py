"""The thesaurus that ships: everyday words for the matters of a shop, by concept, in every language. Small files, read once.

A term may be in two halves: *put ~ name* and 名前~入れ are met with a few words or a particle between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from dangol.kit.stems import stem
from dangol.knowledge.errors import ThesaurusUnreadable
from dangol.search.letters import HIRAGANA, plain, script_of

LANGUAGES = ("en", "ko", "ja")
LATIN_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
"""A word of Latin letters."""

# What may stand between the two halves of a term written with ~: a few words; particles.
_GAPS = {
    "en": r"(?: \S+){0,4} ",
    "ko": "(?:이라도|이라고|하고|이랑|에서|랑|과|와|한테|에게|분이랑|분|님|으로|을|를|이|가|도|만|은|는|로|에|라고)?",
    "ja": f"[{HIRAGANA}]{{0,3}}",
}


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Words that mean the same, by concept, in every language."""

    terms: dict[str, tuple[str, ...]]  # latin: stems joined by one blank; others: without blanks
    weight: dict[str, float]  # how much a concept tells, where it is not 1
    stop: frozenset[str]
    related: dict[str, dict[str, float]]  # concept to its neighbours and how near they are, 0 to 1
    naming: frozenset[str]  # concepts whose question names something the shop need not have written
    parted: dict[
        str, tuple[re.Pattern[str], tuple[str, ...]]
    ]  # by language: terms in two halves, the nth group being the nth term


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Safe, and the C one where there is one: every start waits for it."""


@lru_cache(1)
def shipped_thesaurus() -> Thesaurus:
    """The thesaurus that comes with Dangol. Raises ``ThesaurusUnreadable`` if a file of it was damaged."""
    folder = resources.files("dangol.knowledge") / "thesaurus"
    terms: dict[str, tuple[str, ...]] = {}
    same: dict[tuple[str, ...], tuple[str, ...]] = {}  # a concept stands for many a word: one tuple for all of them
    stop: set[str] = set()
    for lang in LANGUAGES:
        data = yaml.load((folder / f"{lang}.yaml").read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506
        if not isinstance(data, dict) or not isinstance(data.get("concepts"), dict):
            raise ThesaurusUnreadable(
                f"thesaurus/{lang}.yaml has no mapping named concepts.", cure="Install Dangol again."
            )
        for name, words in data["concepts"].items():
            for word in words:
                key = _key(str(word))
                known = terms.get(key, ())
                if (concept := _concept(name)) not in known:
                    terms[key] = same.setdefault((*known, concept), (*known, concept))
        for word in str(data["stop"]).split():
            stop.add(plain(word))
            stop.add(stem(plain(word)))
    shared = yaml.load((folder / "concepts.yaml").read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506
    related: dict[str, dict[str, float]] = {}
    for first, second, near in shared["related"]:
        one, other = _concept(first), _concept(second)
        related.setdefault(one, {})[other] = near
        related.setdefault(other, {})[one] = near
    weight = {_concept(name): told for name, told in shared["weight"].items()}
    return Thesaurus(
        terms, weight, frozenset(stop), related, frozenset(map(_concept, shared["naming"])), _parted(terms)
    )


def _concept(name: str) -> str:
    """A concept's key. The articles' own words are keys as they stand: no word begins like that."""
    return f"#{name}"


def is_concept(key: str) -> bool:
    """Whether a key is a concept's, and no word's."""
    return key.startswith("#")


def _key(word: str) -> str:
    text = plain(word)
    if text.isascii():
        return "~".join(" ".join(stem(w) for w in LATIN_WORD.findall(half)) for half in text.split("~"))
    return text.replace(" ", "")


def _parted(terms: Iterable[str]) -> dict[str, tuple[re.Pattern[str], tuple[str, ...]]]:
    """The terms in two halves, such as *put ~ name* and 名前~入れ, as one pattern a language."""
    halves: dict[str, list[str]] = {lang: [] for lang in LANGUAGES}
    for term in terms:
        if "~" in term:
            halves[script_of(term)].append(term)
    found = {}
    for lang, several in halves.items():
        border = r"\b" if lang == "en" else ""
        ways = (border + _GAPS[lang].join(map(re.escape, term.split("~"))) + border for term in several)
        found[lang] = (re.compile("|".join(f"({way})" for way in ways) or "(?!)"), tuple(several))
    return found
