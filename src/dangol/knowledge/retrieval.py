"""Which article answers a question, and how sure we are. Pure; built in memory from the articles.

Three witnesses are heard: concepts and words (what the question is about, see ``terms``), the letters (character n-grams, which forgive
spelling and spacing), and what the question asks that no article knows. A small logistic function, fitted on questions of made-up shops
(``tests/knowledge``), turns them into the probability that the article is the right one; below ``ACT`` nothing is answered.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dangol.knowledge.markdown import Article
from dangol.knowledge.ngrams import SPACED, NgramIndex
from dangol.knowledge.terms import Analyser, Bag, Thesaurus, shipped_thesaurus, words_of
from dangol.search.letters import plain, script_of

ACT = 0.55
"""From this probability on an article is given as the answer."""

FEATURES = (
    "asked",
    "known",
    "phrase",
    "anywhere",
    "with_answer",
    "letters",
    "answer_letters",
    "unknown",
    "evidence",
    "exact",
)
_TELLING = 1.5  # a heading that weighs less says too little to be met in full (*Who sells*)
_UNKNOWN = FEATURES.index("unknown")
# Fitted by tests/knowledge/fit.py on the tuning half of the questions, ACT read from its table; the last weight is set by hand,
# because no question of that half repeats a heading word for word.
_WEIGHTS = (1.56, 0.57, 3.72, 0.43, 2.89, 0.91, 1.9, -0.94, 2.74, 3.0)
_BIAS = -6.6
_FINAL = (0.69, 0.64, -2.45, 0.02)  # score, lead over the next, share of unknown words, bias


@dataclass(frozen=True, slots=True)
class Reading:
    """How well one article fits a question."""

    article: Article
    score: float  # 0 to 1: the probability that it is the right one
    features: tuple[float, ...]


@dataclass(slots=True)
class _Phrase:
    weights: dict[str, float]
    reach: dict[str, float]  # what a question may say to mean one of the keys of weights, and how well
    total: float
    place: int  # among all texts, see NgramIndex
    key: str


@dataclass(slots=True)
class _Entry:
    article: Article
    phrases: list[_Phrase]
    answer: frozenset[str]
    answer_place: int


@dataclass(frozen=True, slots=True)
class _Question:
    asked: dict[str, float]
    reach: dict[str, float]
    total: float
    unknown: float
    near: list[float]  # its letters to those of each text
    key: str


class Retriever:
    """All articles of a shop, ready to be asked."""

    def __init__(self, articles: Sequence[Article], thesaurus: Thesaurus | None = None) -> None:
        thesaurus = thesaurus or shipped_thesaurus()
        texts = [(a, (a.heading, *a.phrasings)) for a in articles]
        words: set[str] = set()
        for article, phrases in texts:
            for text in (*phrases, article.answer):
                words.update(words_of(text, thesaurus))
        self.analyser = Analyser(thesaurus, words)
        bags = [([self.analyser.read(p) for p in phrases], self.analyser.read(a.answer)) for a, phrases in texts]
        self._count: Counter[str] = Counter()
        self._articles: Counter[str] = Counter(a.lang for a in articles)
        for asked, answered in bags:
            in_phrases = {key for bag in asked for key in bag.known}
            for key in in_phrases | set(answered.known):
                self._count[key] += 1
        self._size = max(len(articles), 1)
        self._ngrams = NgramIndex([[*phrases, article.answer] for article, phrases in texts])
        place = itertools.count()
        self.entries = [
            _Entry(
                article,
                [self._phrase(text, bag, next(place)) for text, bag in zip(phrases, asked, strict=True)],
                frozenset(answered.known),
                next(place),
            )
            for (article, phrases), (asked, answered) in zip(texts, bags, strict=True)
        ]

    def _idf(self, key: str) -> float:
        seen = self._count.get(key, 0) / max(1, len(self._articles))
        size = self._size / max(1, len(self._articles))
        weight = math.log(1 + (size + 1) / (seen + 0.5))
        return weight * self.analyser.weight.get(key, 1.0)

    def _phrase(self, text: str, bag: Bag, place: int) -> _Phrase:
        weights = {key: self._idf(key) * sure for key, sure in bag.known.items()}
        return _Phrase(weights, self._reach(bag.known), sum(weights.values()), place, _key(text))

    def _reach(self, known: dict[str, float]) -> dict[str, float]:
        reach: dict[str, float] = {}
        for key in known:
            for neighbour, near in self.analyser.related.get(key, {}).items():
                reach[neighbour] = max(near, reach.get(neighbour, 0.0))
        reach.update(dict.fromkeys(known, 1.0))
        return reach

    def features(self, question: str, lang: str) -> list[tuple[_Entry, tuple[float, ...]]]:
        """The ``FEATURES`` of every article that may answer a reader of ``lang``."""
        bag = self.analyser.read(question)
        asked = {key: self._idf(key) * sure for key, sure in bag.known.items()}
        unseen = math.log(1 + (self._size / max(1, len(self._articles)) + 1) / 0.5)
        unknown = sum(bag.unknown.values()) * unseen
        total = sum(asked.values()) + unknown
        near = self._ngrams.near(question).tolist()
        asking = _Question(asked, self._reach(bag.known), total, unknown, near, _key(question))
        own = (
            {_group(e.article) for e in self.entries if e.article.lang == lang}
            if script_of(question) == lang
            else set()
        )
        return [
            (entry, _features(entry, asking))
            for entry in self.entries
            if entry.article.lang == lang or _group(entry.article) not in own
        ]

    def read(self, question: str, lang: str) -> list[Reading]:
        """The articles that may answer, best first, at most one of each anchor (the one that fits best)."""
        best: dict[tuple[str, str], tuple[float, Reading]] = {}
        for entry, features in self.features(question, lang):
            group = _group(entry.article)
            raw = _BIAS + sum(w * f for w, f in zip(_WEIGHTS, features, strict=True))
            if group not in best or raw > best[group][0]:
                best[group] = (raw, Reading(entry.article, 0.0, features))
        ranked = sorted(best.values(), key=lambda pair: -pair[0])
        readings = []
        for place, (raw, reading) in enumerate(ranked[:5]):
            rival = (ranked[1][0] if len(ranked) > 1 else raw - 4.0) if place == 0 else ranked[0][0]
            lead = max(-4.0, min(4.0, raw - rival))
            score = _sigmoid(_FINAL[0] * raw + _FINAL[1] * lead + _FINAL[2] * reading.features[_UNKNOWN] + _FINAL[3])
            readings.append(Reading(reading.article, score, reading.features))
        return readings


def _features(entry: _Entry, question: _Question) -> tuple[float, ...]:
    asked, total = question.asked, question.total
    sure = total - question.unknown
    in_question = in_phrase = evidence = look = exact = 0.0
    best = -1.0
    for phrase in entry.phrases:
        matched = sum(w * phrase.reach.get(k, 0.0) for k, w in asked.items())
        covered = sum(w * question.reach.get(k, 0.0) for k, w in phrase.weights.items())
        q = matched / total if total else 0.0
        p = covered / max(phrase.total, _TELLING)
        if q + p > best:
            best, in_question, in_phrase, evidence = q + p, q, p, matched
        look = max(look, question.near[phrase.place])
        exact = max(exact, float(phrase.key == question.key))
    whole = anywhere = 0.0
    for k, w in asked.items() if sure else ():
        near = max(phrase.reach.get(k, 0.0) for phrase in entry.phrases)
        answered = k in entry.answer
        anywhere += w * max(near, 0.5 * answered) / sure
        whole += w * max(near, float(answered)) / sure
    return (
        in_question,
        in_question * total / sure if sure else 0.0,
        in_phrase,
        anywhere,
        whole,
        look,
        question.near[entry.answer_place],
        question.unknown / total if total else 1.0,
        min(1.0, evidence / 4),
        exact,
    )


def _group(article: Article) -> tuple[str, str]:
    return article.kind, article.anchor


def _key(text: str) -> str:
    return SPACED.sub("", plain(text))


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))
