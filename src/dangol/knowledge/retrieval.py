"""Which article answers a question, and how sure we are. Pure; built in memory from the articles.

Three witnesses are heard: concepts and words (what the question is about, see ``terms``), the letters (character n-grams, which forgive
spelling and spacing), and what the question asks that no article knows. A small logistic function, fitted on questions of made-up shops
(``tests/knowledge``), turns them into the probability that the article is the right one; below ``ACT`` nothing is answered.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dangol.knowledge.concepts import Thesaurus, is_concept, shipped_thesaurus
from dangol.knowledge.markdown import Article
from dangol.knowledge.ngrams import SPACED, NgramIndex
from dangol.knowledge.terms import Analyser, Bag, pieces_of, words_of
from dangol.search.letters import plain, script_of

ACT = 0.45
"""From this probability on an article is given as the answer."""

FEATURES = (
    "phrase",  # how much of the article's best phrase the question meets
    "both",  # that, times how much of the question the phrase meets
    "with_answer",  # how much of what somebody wrote the phrases and the answer meet, the less the more is asked that nobody wrote
    "evidence",  # how much that tells at all, as far as the question is met: a heading of one common word is soon met in full
    "letters",
    "answer_letters",
    "exact",
)
OF_QUESTION = ("unwritten", "topic")
"""What decides besides, once the best article is found: the most telling matter of a shop that is asked about and that this one has written
nothing about, and whether the article meets what tells most (what nobody wrote is not met)."""

_KEPT = 32  # questions whose answers are kept, of a shop whose articles stay as they are
_TELLING = 1.5  # a heading that weighs less says too little to be met in full (*Who sells*)
_NEAR = 0.4  # from here on two concepts are near enough that an article about the one is about the other
_NAMED = 0.4  # what a name counts against, where a name has to be expected
MOST_LEAD = 1.5  # no rival far and wide does not make a poor article a good one
# Fitted by tests/knowledge/fit.py on the questions that may be read, ACT read from its table. By hand are what hardly any question there
# shows, what the letters tell and a heading repeated word for word (the fifth and the last of these), and the two biases, each 0.1 lower
# than fitted: the first for what the letters add to any article, the last because no answer is better than one to something else.
_WEIGHTS = (4.12, 0.89, 4.2, 2.71, 0.88, 4.48, 3.0)
_BIAS = -6.44
_FINAL = (0.88, 1.08, -2.31, -1.25, 0.4)  # score, lead over the next, OF_QUESTION, bias


@dataclass(frozen=True, slots=True)
class Reading:
    """How well one article fits a question."""

    article: Article
    score: float  # 0 to 1: the probability that it is the right one
    features: tuple[float, ...]  # FEATURES, then OF_QUESTION


@dataclass(slots=True)
class _Phrase:
    weights: dict[str, float]
    parts: tuple[str, ...]  # what it may be asked for by besides
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
    meets: dict[str, dict[str, float]]  # what an article may say: which of the things asked that answers, and how well
    total: float
    unknown: float
    squares: float  # of all weights, unknown words among them: the topic outweighs what is said around it
    unwritten: float  # how much the most telling matter tells that no article speaks of
    near: list[float]  # its letters to those of each text
    key: str


class Retriever:
    """All articles of a shop, ready to be asked."""

    def __init__(self, articles: Sequence[Article], thesaurus: Thesaurus | None = None) -> None:
        thesaurus = thesaurus or shipped_thesaurus()
        texts = [(a, (a.heading, *a.phrasings)) for a in articles]
        words, pieces = set[str](), set[str]()
        for article, phrases in texts:
            for text in (*phrases, article.answer):
                words.update(words_of(text, thesaurus))
                pieces.update(pieces_of(text, thesaurus))
        self.analyser = Analyser(thesaurus, words, pieces)
        bags = [([self.analyser.read(p) for p in phrases], self.analyser.read(a.answer)) for a, phrases in texts]
        self._count: Counter[str] = Counter()
        self._articles: Counter[str] = Counter(a.lang for a in articles)
        for asked, answered in bags:
            in_phrases = {key for bag in asked for key in (*bag.known, *bag.parts)}
            for key in in_phrases.union(answered.known, answered.parts):
                self._count[key] += 1
        self._size = max(len(articles), 1)
        self._ngrams = NgramIndex([[*phrases, article.answer] for article, phrases in texts])
        place = itertools.count()
        self.entries = [
            _Entry(
                article,
                [self._phrase(text, bag, next(place)) for text, bag in zip(phrases, asked, strict=True)],
                frozenset((*answered.known, *answered.parts)),
                next(place),
            )
            for (article, phrases), (asked, answered) in zip(texts, bags, strict=True)
        ]

        # One turn may ask the same in several places, and every turn the plain questions of its topic.
        self._ranked = lru_cache(maxsize=_KEPT)(self._rank)
        self._groups: dict[tuple[str, str], list[Article]] = {}
        for article in articles:
            self._groups.setdefault(_group(article), []).append(article)

    def in_all_languages(self, article: Article) -> Sequence[Article]:
        """The same article in every language it is written in."""
        return self._groups[_group(article)]

    def _idf(self, key: str) -> float:
        seen = self._count.get(key, 0) / max(1, len(self._articles))
        size = self._size / max(1, len(self._articles))
        weight = math.log(1 + (size + 1) / (seen + 0.5))
        return weight * self.analyser.weight.get(key, 1.0)

    def _written(self, key: str) -> bool:
        """Whether any article speaks of it, or of something a shopper says for it."""
        near = self.analyser.related.get(key, {})
        return key in self._count or any(nearness >= _NEAR and other in self._count for other, nearness in near.items())

    def _weights(self, bag: Bag) -> dict[str, float]:
        """How much each thing tells that ``bag`` is about. What a term may mean of which nobody here wrote, it does not mean; what is
        left of its meanings shares in it."""
        weights: dict[str, float] = {}
        for keys, sure in bag.readings.items():
            written = [key for key in keys if self._written(key)]
            for key in written:
                weights[key] = max(weights.get(key, 0.0), self._idf(key) * sure / math.sqrt(len(written)))
        return weights

    def _unwritten(self, bag: Bag) -> list[float]:
        """How much each matter of a shop tells that is asked about and that this one has written nothing about. A word of the articles
        is none of them, though it be met only inside a longer one there."""
        told = self.analyser.weight
        return [
            sure * max(told.get(key, 1.0) for key in keys)
            for keys, sure in bag.readings.items()
            if is_concept(keys[0]) and not any(self._written(key) for key in keys)
        ]

    def _unknown(self, bag: Bag) -> list[float]:
        """How much each word tells that nobody here wrote. A place to deliver to is named without being written anywhere."""
        unknown = sorted(bag.unknown.values())
        if unknown and any(key in self.analyser.naming for key in bag.known):
            unknown[-1] *= _NAMED
        return unknown

    def _phrase(self, text: str, bag: Bag, place: int) -> _Phrase:
        weights = self._weights(bag)
        return _Phrase(weights, tuple(set(bag.parts)), sum(weights.values()), place, _key(text))

    def _meets(self, asked: Iterable[str]) -> dict[str, dict[str, float]]:
        meets: dict[str, dict[str, float]] = {}
        for key in asked:
            for other, near in {**self.analyser.related.get(key, {}), key: 1.0}.items():
                meets.setdefault(other, {})[key] = near
        return meets

    def features(self, question: str, lang: str) -> list[tuple[_Entry, tuple[float, ...]]]:
        """``FEATURES`` and ``OF_QUESTION`` of every article that may answer a reader of ``lang``."""
        bag = self.analyser.read(question)
        asked = self._weights(bag)
        unseen = math.log(1 + (self._size / max(1, len(self._articles)) + 1) / 0.5)
        unwritten = self._unwritten(bag)
        strange = [*self._unknown(bag), *unwritten]
        unknown = sum(strange) * unseen
        total = sum(asked.values()) + unknown
        near = self._ngrams.near(question).tolist()
        squares = sum(w * w for w in asked.values()) + sum((one * unseen) ** 2 for one in strange)
        untold = 1.0 if bag.asked_for else min(1.0, max(unwritten, default=0.0))
        asking = _Question(asked, self._meets(asked), total, unknown, squares, untold, near, _key(question))
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

    def told(self, asked: str, article: Article) -> float:
        """How much of what ``asked`` says ``article`` speaks of, whatever language it is written in, 0 to 1: little of what says little
        (*do you have*)."""
        bag = self.analyser.read(asked)
        weights = self._weights(bag)
        unseen = math.log(1 + (self._size / max(1, len(self._articles)) + 1) / 0.5)
        total = sum(weights.values()) + sum((*self._unknown(bag), *self._unwritten(bag))) * unseen
        meets, met = self._meets(weights), dict[str, float]()
        for entry in self.entries:
            if _group(entry.article) == _group(article):
                said = (key for phrase in entry.phrases for key in (*phrase.weights, *phrase.parts))
                for key, near in _met((*said, *entry.answer), meets).items():
                    met[key] = max(near, met.get(key, 0.0))
        return sum(weights[key] * near for key, near in met.items()) / max(total, unseen)

    def read(self, question: str, lang: str, most: int | None = 5) -> list[Reading]:
        """The articles that may answer, best first, at most one of each anchor (the one that fits best); ``most`` of them, or all."""
        return list(self._ranked(question, lang)[:most])

    def _rank(self, question: str, lang: str) -> tuple[Reading, ...]:
        best: dict[tuple[str, str], tuple[float, Reading]] = {}
        for entry, features in self.features(question, lang):
            group = _group(entry.article)
            raw = _BIAS + sum(w * f for w, f in zip(_WEIGHTS, features, strict=False))
            if group not in best or raw > best[group][0]:
                best[group] = (raw, Reading(entry.article, 0.0, features))
        ranked = sorted(best.values(), key=lambda pair: -pair[0])
        readings = []
        for place, (raw, reading) in enumerate(ranked):
            rival = (ranked[1][0] if len(ranked) > 1 else raw - MOST_LEAD) if place == 0 else ranked[0][0]
            lead = max(-MOST_LEAD, min(MOST_LEAD, raw - rival))
            told = (raw, lead, *reading.features[len(FEATURES) :], 1.0)
            score = _sigmoid(sum(w * x for w, x in zip(_FINAL, told, strict=True)))
            readings.append(Reading(reading.article, score, reading.features))
        return tuple(readings)


def _features(entry: _Entry, question: _Question) -> tuple[float, ...]:
    asked, total = question.asked, question.total
    sure = total - question.unknown
    in_question = in_phrase = evidence = look = exact = 0.0
    best = -1.0
    anywhere: dict[str, float] = {}
    for phrase in entry.phrases:
        met = _met((*phrase.weights, *phrase.parts), question.meets)
        matched = sum(asked[key] * near for key, near in met.items())
        covered = sum(w * max(question.meets[k].values()) for k, w in phrase.weights.items() if k in question.meets)
        q = matched / total if total else 0.0
        p = covered / max(phrase.total, _TELLING)
        if q + p > best:
            best, in_question, in_phrase, evidence = q + p, q, p, matched
        anywhere.update((key, near) for key, near in met.items() if near > anywhere.get(key, 0.0))
        look = max(look, question.near[phrase.place])
        exact = max(exact, float(phrase.key == question.key))
    whole = topic = 0.0
    for k, w in asked.items() if sure else ():
        near = 1.0 if k in entry.answer else anywhere.get(k, 0.0)
        whole += w * near / math.sqrt(sure * total)
        topic += w * w * near / question.squares
    return (
        in_phrase,
        in_question * in_phrase,
        whole,
        min(1.0, evidence / 4) * math.sqrt(in_question),
        look,
        question.near[entry.answer_place],
        exact,
        question.unwritten,
        topic,
    )


def _met(said: Iterable[str], meets: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    met: dict[str, float] = {}
    for key in said:
        for asked, near in meets.get(key, {}).items():
            met[asked] = max(near, met.get(asked, 0.0))
    return met


def _group(article: Article) -> tuple[str, str]:
    return article.kind, article.anchor


def _key(text: str) -> str:
    return SPACED.sub("", plain(text))


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))
