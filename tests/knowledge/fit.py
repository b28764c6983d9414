"""Fits the weights of ``dangol.knowledge.retrieval`` on the tuning half: ``python tests/knowledge/fit.py`` prints them.

First the share of right articles by an article's own features, then, for the best article of each question, by that score and the lead
over the next one. The held-out half is not looked at.
"""

from __future__ import annotations

import math

import numpy as np
from measuring import LANGUAGES, questions, retriever
from sklearn.linear_model import LogisticRegression

from dangol.knowledge import retrieval


def main() -> None:
    """Print the constants."""
    rows, right, groups = [], [], []
    asked = [q for lang in LANGUAGES for q in questions(lang) if q.half == "tuning"]
    for number, question in enumerate(asked):
        found = retriever(question.shop, (question.lang,))
        for entry, features in found.features(question.text, question.lang):
            rows.append(features)
            right.append(entry.article.anchor == question.anchor)
            groups.append(number)
    matrix, truth, owner = np.array(rows), np.array(right), np.array(groups)
    model = LogisticRegression(C=3.0, max_iter=5000).fit(matrix, truth)
    raw = model.decision_function(matrix)
    unknown = retrieval.FEATURES.index("unknown")
    best_rows, best_right = [], []
    for number in range(len(asked)):
        mine = np.flatnonzero(owner == number)
        order = mine[np.argsort(-raw[mine])]
        best_rows.append([raw[order[0]], min(4.0, raw[order[0]] - raw[order[1]]), matrix[order[0], unknown]])
        best_right.append(truth[order[0]])
    final = LogisticRegression(C=3.0, max_iter=5000).fit(np.array(best_rows), np.array(best_right))
    print("_WEIGHTS =", tuple(round(float(w), 2) for w in model.coef_[0]), "#", retrieval.FEATURES)
    print("_BIAS =", round(float(model.intercept_[0]), 2))
    print(
        "_FINAL =",
        tuple(round(float(w), 2) for w in (*final.coef_[0], final.intercept_[0])),
        "# score, lead over the next, share of unknown words, bias",
    )
    chance = final.predict_proba(np.array(best_rows))[:, 1]
    for act in (0.4, 0.45, 0.5, 0.55, 0.6):
        given = chance >= act
        print(act, "precision", round(float(np.mean(np.array(best_right)[given])), 3), "given", int(given.sum()))
    print(
        "log loss",
        round(float(-np.mean([math.log(c if t else 1 - c) for c, t in zip(chance, best_right, strict=True)])), 3),
    )


if __name__ == "__main__":
    main()
