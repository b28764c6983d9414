"""From a question to what it is about: concepts, words of the articles, and words nobody here ever wrote. Pure.

One analyser reads all languages at once: the words of each script go through the rules of the language that is written in it and
end at the same concepts, so a Japanese question can meet an English article. What matters most for honesty is the third part: a
content word that neither the thesaurus nor any article knows is a reason to doubt every answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import Any

import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA

from dangol.kit.stems import stem
from dangol.knowledge.errors import ThesaurusUnreadable
from dangol.search.endings import is_korean_tail, japanese_stem, korean_stem
from dangol.search.letters import HANGUL, HIRAGANA, KANJI, KATAKANA, edits_allowed, jamo, plain

LANGUAGES = ("en", "ko", "ja")
_LONGEST = 12

_LATIN_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_HANGUL_RUN = re.compile(f"[{HANGUL}]+(?:[ \t]+[{HANGUL}]+)*")
_JAPANESE_RUN = re.compile(f"[{KANJI}{KATAKANA}{HIRAGANA}]+")
_PIECE = re.compile(f"[{KANJI}]+|[{KATAKANA}]+|[{HIRAGANA}]+")
_ONLY_HIRAGANA = re.compile(f"[{HIRAGANA}]+")
_ONLY_KANJI = re.compile(f"[{KANJI}]+")

_PARTICLES = frozenset({"back", "up", "off", "out", "away", "together", "elsewhere"})


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Words that mean the same, by concept, in every language."""

    terms: dict[str, tuple[str, ...]]  # latin: stems joined by one blank; others: without blanks
    weight: dict[str, float]  # how much a concept tells, where it is not 1
    stop: frozenset[str]
    related: dict[str, dict[str, float]]  # concept to its neighbours and how near they are, 0 to 1


@dataclass(slots=True)
class Bag:
    """What a text is about. ``known`` maps concepts and article words to how sure we are that they were meant (0 to 1)."""

    known: dict[str, float] = field(default_factory=dict)
    unknown: dict[str, float] = field(default_factory=dict)

    def add(self, key: str, sure: float = 1.0) -> None:
        """Note ``key``, keeping the surest reading."""
        if sure > self.known.get(key, 0.0):
            self.known[key] = sure


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Safe, and the C one where there is one: every start waits for it."""


@lru_cache(1)
def shipped_thesaurus() -> Thesaurus:
    """The thesaurus that comes with Dangol. Raises ``ThesaurusUnreadable`` if a file of it was damaged."""
    folder = resources.files("dangol.knowledge") / "thesaurus"
    terms: dict[str, list[str]] = {}
    stop: set[str] = set()
    for lang in LANGUAGES:
        data = yaml.load((folder / f"{lang}.yaml").read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506
        if not isinstance(data, dict) or not isinstance(data.get("concepts"), dict):
            raise ThesaurusUnreadable(
                f"thesaurus/{lang}.yaml has no mapping named concepts.", cure="Install Dangol again."
            )
        for concept, words in data["concepts"].items():
            for word in words:
                for key in _keys(str(word)):
                    known = terms.setdefault(key, [])
                    if concept not in known:
                        known.append(concept)
        for word in str(data["stop"]).split():
            stop.add(plain(word))
            stop.add(stem(plain(word)))
    shared = yaml.load((folder / "concepts.yaml").read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506
    related: dict[str, dict[str, float]] = {}
    for one, other, near in shared["related"]:
        related.setdefault(one, {})[other] = near
        related.setdefault(other, {})[one] = near
    return Thesaurus(
        {key: tuple(found) for key, found in terms.items()}, dict(shared["weight"]), frozenset(stop), related
    )


def _keys(word: str) -> tuple[str, ...]:
    text = plain(word)
    if text.isascii():
        return (" ".join(stem(w) for w in _LATIN_WORD.findall(text)),)
    return (text.replace(" ", ""),)


def words_of(text: str, thesaurus: Thesaurus) -> Iterator[str]:
    """The content words of a text the shop wrote, by which questions may find it."""
    folded = plain(text)
    for word in _LATIN_WORD.findall(folded):
        root = stem(word)
        if len(root) > 1 and word not in thesaurus.stop and root not in thesaurus.stop:
            yield root
    for run in _HANGUL_RUN.findall(folded):
        for word in run.split():
            root = korean_stem(word, 2)
            if len(root) > 1 and root not in thesaurus.stop and not is_korean_tail(root):
                yield root
    for run in _JAPANESE_RUN.findall(folded):
        for piece in _PIECE.findall(run):
            if len(piece) > 1 and not _ONLY_HIRAGANA.fullmatch(piece) and piece not in thesaurus.stop:
                yield piece


class Analyser:
    """Reads questions and articles alike. ``words`` are the articles' own content words (see ``words_of``)."""

    def __init__(self, thesaurus: Thesaurus, words: Iterable[str]) -> None:
        self.stop = thesaurus.stop
        self.weight = thesaurus.weight
        self.related = thesaurus.related
        self.terms: dict[str, tuple[str, ...]] = dict(thesaurus.terms)
        for word in words:
            self.terms.setdefault(word, (f"w:{word}",))
        # Slips of the pen are looked for among single words only, by script: three short lists.
        self._single: dict[str, list[str]] = {"en": [], "ko": [], "ja": []}
        self._jamo: list[str] = []
        for term in self.terms:
            if term.isascii():
                if " " not in term and len(term) > 3:
                    self._single["en"].append(term)
            elif "가" <= term[0] <= "힣":
                if len(jamo(term)) > 4:
                    self._single["ko"].append(term)
                    self._jamo.append(jamo(term))
            elif len(term) > 3:
                self._single["ja"].append(term)

    def read(self, text: str) -> Bag:
        """The concepts, known words and unknown words of ``text``."""
        folded = plain(text)
        bag = Bag()
        self._latin(folded, bag)
        for run in _HANGUL_RUN.findall(folded):
            self._korean(run.split(), bag)
        for run in _JAPANESE_RUN.findall(folded):
            self._japanese(run, bag)
        return bag

    def _found(self, bag: Bag, term: str, sure: float = 1.0) -> None:
        for concept in self.terms[term]:
            bag.add(concept, sure)

    def _latin(self, text: str, bag: Bag) -> None:
        words = _LATIN_WORD.findall(text)
        stems = [stem(word) for word in words]
        at = 0
        while at < len(stems):
            parted = self._parted(stems, at)
            if parted is not None:
                self._found(bag, f"{stems[at]} {stems[parted]}")
                stems[parted] = words[parted] = "the"
                at += 1
                continue
            for length in range(min(5, len(stems) - at), 0, -1):
                term = " ".join(stems[at : at + length])
                if term in self.terms:
                    if length > 1 or words[at] not in self.stop or not self.terms[term][0].startswith("w:"):
                        self._found(bag, term)
                    at += length
                    break
            else:
                self._latin_word(words[at], stems[at], bag)
                at += 1

    def _parted(self, stems: list[str], at: int) -> int | None:
        """Where the second half of a parted verb stands: *send* the chair *back*."""
        for place in range(at + 2, min(at + 6, len(stems))):
            if stems[place] in _PARTICLES and f"{stems[at]} {stems[place]}" in self.terms:
                return place
        return None

    def _latin_word(self, word: str, root: str, bag: Bag) -> None:
        if word in self.stop or root in self.stop or (len(word) < 2 and not word.isdigit()):
            return
        near = self._near_latin(word, root)
        if near is not None:
            self._found(bag, near, 0.8)
        else:
            bag.unknown[word] = 0.1 if word.isdigit() else 1.0

    def _near_latin(self, word: str, root: str) -> str | None:
        if edits_allowed(word) == 0 or word.isdigit():
            return None
        most = edits_allowed(word)
        best = process.extractOne(root, self._single["en"], scorer=OSA.distance, score_cutoff=most)
        if best is None or (best[0][0] != root[0] and most < 2) or abs(len(best[0]) - len(root)) > most:
            return None
        return str(best[0])

    def _korean(self, words: list[str], bag: Bag) -> None:
        text = "".join(words)
        edges, total = {0}, 0
        for word in words:
            total += len(word)
            edges.add(total)
        ends = sorted(edges)
        covered = [False] * len(text)
        at = 0
        while at < len(text):
            term = self._korean_term(text, at, ends, fresh=at in edges or (at > 0 and covered[at - 1]))
            if term is None:
                at += 1
                continue
            self._found(bag, term)
            for place in range(at, at + len(term)):
                covered[place] = True
            at += len(term)
        for start, end in pairwise(ends):
            self._korean_rest(text[start:end], covered[start:end], bag)

    def _korean_term(self, text: str, at: int, ends: list[int], *, fresh: bool) -> str | None:
        edge = next(end for end in ends if end > at)
        for length in range(min(_LONGEST, len(text) - at), 0, -1):
            term = text[at : at + length]
            if term not in self.terms:
                continue
            crosses = at + length > edge
            if self.terms[term][0].startswith("w:") and not self._whole(text, at, length, edge, fresh):
                continue
            if length == 1 and not (fresh and is_korean_tail(text[at + 1 : edge])):
                continue
            if crosses and length < 3 and not fresh:
                continue
            if (
                crosses
                and length < 3
                and not is_korean_tail(text[at + length : next(e for e in ends if e >= at + length)])
            ):
                continue
            return term
        return None

    def _whole(self, text: str, at: int, length: int, edge: int, fresh: bool) -> bool:
        """An article's own short word counts only as a word: 자동 is not what 자동차 is about."""
        if length > 2:
            return True
        rest = text[at + length : edge]
        return fresh and (
            is_korean_tail(rest)
            or any(not self.terms.get(rest[:n], ("w:",))[0].startswith("w:") for n in range(2, len(rest) + 1))
        )

    def _korean_rest(self, word: str, covered: list[bool], bag: Bag) -> None:
        if not any(covered):
            root = korean_stem(word)
            if word in self.stop or root in self.stop or is_korean_tail(word):
                return
            near = self._near_korean(root) or self._near_korean(word)
            if near is not None:
                self._found(bag, near, 0.8)
            else:
                bag.unknown[root] = 1.0 if len(root) > 1 else 0.3
            return
        first, last = covered.index(True), len(covered) - 1 - covered[::-1].index(True)
        head, tail = word[:first], word[last + 1 :]
        if len(head) > 1 and head not in self.stop and korean_stem(head) not in self.stop:
            bag.unknown[head] = 1.0
        if len(tail) > 1 and tail not in self.stop and not is_korean_tail(tail):
            rest = korean_stem(tail)
            if len(rest) > 1 and rest not in self.stop:
                bag.unknown[rest] = 0.4

    def _near_korean(self, root: str) -> str | None:
        most = edits_allowed(root)
        if most == 0:
            return None
        best = process.extractOne(jamo(root), self._jamo, scorer=OSA.distance, score_cutoff=most)
        return self._single["ko"][best[2]] if best else None

    def _japanese(self, text: str, bag: Bag) -> None:
        covered = [False] * len(text)
        at = 0
        while at < len(text):
            term = self._japanese_term(text, at)
            if term is None:
                at += 1
                continue
            self._found(bag, term)
            for place in range(at, at + len(term)):
                covered[place] = True
            at += len(term)
        for piece in _PIECE.finditer(text):
            start = piece.start()
            while start < piece.end():
                end = start
                while end < piece.end() and covered[end] == covered[start]:
                    end += 1
                if not covered[start]:
                    self._japanese_rest(text[start:end], text[end : end + 1], start > 0 and covered[start - 1], bag)
                start = end

    def _japanese_term(self, text: str, at: int) -> str | None:
        before = text[at - 1] if at else ""
        for length in range(min(_LONGEST, len(text) - at), 0, -1):
            term = text[at : at + length]
            if term not in self.terms:
                continue
            after = text[at + length : at + length + 1]
            if length == 1 and (_ONLY_KANJI.match(before) or _ONLY_KANJI.match(after)):
                continue
            if (
                length <= 2
                and _ONLY_HIRAGANA.fullmatch(term)
                and _ONLY_HIRAGANA.match(before)
                and before not in "はがをにでのも"
            ):
                continue
            return term
        return None

    def _japanese_rest(self, piece: str, after: str, follows: bool, bag: Bag) -> None:
        if piece in self.stop:
            return
        if _ONLY_HIRAGANA.fullmatch(piece):
            rest = "" if follows else japanese_stem(piece)
            if (
                len(rest) > 2
                and rest not in self.stop
                and not any(rest.startswith(s) and len(s) > 2 for s in self.stop)
            ):
                bag.unknown[rest] = 0.4
            return
        if _ONLY_KANJI.fullmatch(piece):
            rest = "".join(c for c in piece if c not in self.stop)
            if len(rest) > 1 or (rest and not any(s.startswith(rest + after[:1]) for s in self.stop if len(s) > 1)):
                bag.unknown[rest] = 1.0 if len(rest) > 1 else 0.4
            return
        if len(piece) > 3:
            best = process.extractOne(piece, self._single["ja"], scorer=OSA.distance, score_cutoff=1)
            if best is not None:
                self._found(bag, best[0], 0.8)
                return
        if len(piece) > 1:
            bag.unknown[piece] = 1.0
