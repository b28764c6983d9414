"""Lessons grouped by what they have in common, so that a person decides once on what ten shoppers said in ten ways.

By the terms that carry what a message is about, weighed by the classifier's own knowledge of them: what is rare among everything it has
learnt counts for much, what stands in every other message for little.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from dangol.learning.repository import Lesson
from dangol.nlu.features import Text
from dangol.nlu.model import Model, Part
from dangol.nlu.normalise import packed, plain

_ALIKE = 0.18
"""The cosine from which two messages are one group: paraphrases in three languages lie above it, other questions below."""
_SHARP = 3  # how much more a rare term counts
_KANA = re.compile(r"[ぁ-んー\W_]+")
_MARKS = "?!.,~…"


@dataclass(frozen=True, slots=True)
class Group:
    """Lessons of one language that are alike, what was said oftest first."""

    lessons: tuple[Lesson, ...]

    @property
    def lang(self) -> str:
        """Their language."""
        return self.lessons[0].lang

    @property
    def times(self) -> int:
        """How often any of it was said."""
        return sum(lesson.times for lesson in self.lessons)

    @property
    def likely(self) -> str | None:
        """What most of them likely mean; what a shopper chose counts more than what was read."""
        votes: Counter[str] = Counter()
        for lesson in self.lessons:
            if lesson.likely:
                votes[lesson.likely] += lesson.times * (3 if lesson.suggested else 1)
        return votes.most_common(1)[0][0] if votes else None


def grouped(lessons: Sequence[Lesson], model: Model) -> list[Group]:
    """The lessons in groups, what was said oftest first."""
    groups: list[list[Lesson]] = []
    found: dict[str, tuple[list[int], dict[str, list[tuple[int, float]]]]] = {}
    for lesson in sorted(lessons, key=lambda one: (-one.times, one.at, one.id)):
        leaders, postings = found.setdefault(lesson.lang, ([], defaultdict(list)))
        vector = _vector(lesson.line, lesson.lang, model.parts.get(lesson.lang))
        likeness: dict[int, float] = defaultdict(float)
        for key, value in vector.items():
            for leader, other in postings.get(key, ()):
                likeness[leader] += value * other
        best = max(likeness, key=lambda leader: likeness[leader], default=None)
        if best is not None and likeness[best] >= _ALIKE:
            groups[leaders[best]].append(lesson)
            continue
        leaders.append(len(groups))
        groups.append([lesson])
        for key, value in vector.items():
            postings[key].append((len(leaders) - 1, value))
    whole = [Group(tuple(members)) for members in groups]
    return sorted(whole, key=lambda group: (-group.times, group.lessons[0].at))


def _vector(line: str, lang: str, part: Part | None) -> Mapping[str, float]:
    """What the line is about, each term weighed by how rare it is among everything that was learnt."""
    terms, view = _terms(Text(plain(line), lang))
    found = {term: _rarity(term, view, part) ** _SHARP for term in terms}
    norm = math.sqrt(sum(value * value for value in found.values())) or 1.0
    return {term: value / norm for term, value in found.items()}


def _terms(text: Text) -> tuple[list[str], int]:
    """The terms, and in which of the classifier's views (``nlu.features``) they are features too.

    English: stems. Korean: how words begin, for what is behind bends with politeness and tense. Japanese: characters and pairs of them,
    without what is kana alone.
    """
    if text.lang == "ko":
        words = [word for word in text.words if word[0] not in _MARKS]
        starts = [word[at : at + n] for word in words for n in (2, 3) for at in (0, 1) if len(word) >= at + n]
        return list(dict.fromkeys(starts or words)), 1
    if text.lang == "ja":
        whole = packed(text.text)
        pairs = [whole[at : at + n] for n in (1, 2, 3) for at in range(len(whole) - n + 1)]
        content = [pair for pair in pairs if not _KANA.fullmatch(pair)]
        return list(dict.fromkeys(content or pairs)), 1
    return list(dict.fromkeys(text.stems)), 2


def _rarity(term: str, view: int, part: Part | None) -> float:
    """What was never learnt is as rare as the rarest."""
    if part is None or not len(part.keys):
        return 1.0
    key = np.uint64(crc32(term.encode(), view * 0x9E3779B1 & 0xFFFFFFFF) | view << 32)
    at = int(np.searchsorted(part.keys, key))
    known = at < len(part.keys) and part.keys[at] == key
    return float(part.idf[at]) if known else float(part.idf.max())
