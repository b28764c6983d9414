"""Fits the weights of ``dangol.knowledge.retrieval`` on the halves that may be read: ``python tests/knowledge/fit.py`` prints them.

First the share of right articles by an article's own features; then, for the best article of each question, whether it answers, by that
score, the lead over the next one and what the question asks that nobody wrote. Every question is asked a second time with its answer
taken out of the shop: what is left is near it and answers nothing. The halves that are kept aside or only counted are not looked at.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import measuring
import numpy as np
import other_words
from sklearn.linear_model import LogisticRegression

from dangol.knowledge import retrieval
from dangol.knowledge.retrieval import Retriever

_SECOND = 0.25  # how much a question asked the second time counts
_BY_HAND = ("letters", "exact")  # hardly any question here is misspelt, none asked in a heading's own words


@dataclass(frozen=True, slots=True)
class _Asked:
    shop: Retriever
    text: str
    lang: str
    anchor: str | None
    counts: float


def main() -> None:
    """Print the constants."""
    rows, right, groups, counts = _rows([*_asked()])
    of_article = [i for i, name in enumerate(retrieval.FEATURES) if name not in _BY_HAND]
    model = LogisticRegression(C=3.0, max_iter=5000).fit(rows[:, of_article], right, counts)
    raw = model.decision_function(rows[:, of_article])
    final_rows, final_right, final_counts = [], [], []
    for number in range(groups[-1] + 1):
        mine = np.flatnonzero(groups == number)
        order = mine[np.argsort(-raw[mine])]
        lead = min(retrieval.MOST_LEAD, raw[order[0]] - raw[order[1]])
        final_rows.append([raw[order[0]], lead, *rows[order[0]][len(retrieval.FEATURES) :]])
        final_right.append(right[order[0]])
        final_counts.append(counts[order[0]])
    best, truth, weights = np.array(final_rows), np.array(final_right), np.array(final_counts)
    final = LogisticRegression(C=3.0, max_iter=5000).fit(best, truth, weights)
    found = dict(zip(of_article, model.coef_[0], strict=True))
    print("_WEIGHTS =", tuple(round(float(found.get(i, 0.0)), 2) for i in range(len(retrieval.FEATURES))))
    print("_BIAS =", round(float(model.intercept_[0]), 2))
    print("_FINAL =", tuple(round(float(w), 2) for w in (*final.coef_[0], final.intercept_[0])))
    _judge(final.predict_proba(best)[:, 1], truth, weights)


def _asked() -> Iterator[_Asked]:
    for lang in measuring.LANGUAGES:
        for question in measuring.questions(lang):
            if question.half in ("tuning", "read"):
                for without, counts in _times(question.anchor):
                    shop = measuring.retriever(question.shop, (lang,), without)
                    yield _Asked(shop, question.text, lang, question.anchor, counts)
    for other in other_words.asked():
        if other.half == "read":
            anchor = other_words.anchor(other)
            for without, counts in _times(anchor):
                yield _Asked(other_words.retriever(other.shop, without), other.text, other.lang, anchor, counts)


def _times(anchor: str | None) -> Iterator[tuple[str | None, float]]:
    """Each time a question is asked: the article that is taken out, and how much it counts."""
    yield None, 1.0
    if anchor is not None:
        yield anchor, _SECOND


def _rows(asked: list[_Asked]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    rows, right, groups, counts = [], [], [], []
    for number, question in enumerate(asked):
        for entry, features in question.shop.features(question.text, question.lang):
            rows.append(features)
            right.append(entry.article.anchor == question.anchor)
            groups.append(number)
            counts.append(question.counts)
    return np.array(rows), np.array(right), np.array(groups), np.array(counts)


def _judge(chance: np.ndarray, truth: np.ndarray, weights: np.ndarray) -> None:
    for act in (0.4, 0.45, 0.5, 0.55, 0.6, 0.65):
        given = chance >= act
        precision = float(np.average(truth[given], weights=weights[given]))
        print(act, "precision", round(precision, 3), "right", int(truth[given].sum()), "given", int(given.sum()))
    loss = -np.average([math.log(c if t else 1 - c) for c, t in zip(chance, truth, strict=True)], weights=weights)
    print("log loss", round(float(loss), 3))


if __name__ == "__main__":
    main()
