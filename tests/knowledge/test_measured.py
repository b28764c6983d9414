"""How often the right article answers, and how often an unanswerable question is refused, on questions the weights never saw."""

from __future__ import annotations

import pytest

from knowledge import other_words
from knowledge.measuring import LANGUAGES, Half, measure, questions, retriever, shops

FLOORS: dict[Half, tuple[float, float, float, float]] = {
    # precision, recall, refused, right article among the first three
    "held-out": (0.93, 0.87, 0.94, 0.97),
    "unseen": (0.93, 0.75, 0.92, 0.92),
    "aside": (0.87, 0.64, 0.89, 0.84),
}


@pytest.mark.parametrize("half", list(FLOORS))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_answers_are_right_and_refusals_honest(lang: str, half: Half) -> None:
    figures = measure(lang, half)
    precision, recall, refused, three = FLOORS[half]
    assert figures.count >= 40
    assert figures.precision >= precision, figures
    assert figures.recall >= recall, figures
    assert figures.refused >= refused, figures
    assert figures.first_three >= three, figures


def test_a_question_in_a_language_the_shop_did_not_write() -> None:
    """All languages asked of articles in one of them: concepts carry over, and honesty does not suffer."""
    asked = [q for q in questions("ja") if q.half == "unseen"]
    right = wrong = 0
    for question in asked:
        best = retriever(question.shop, ("ko",)).read(question.text, "ja")[0]
        if best.score >= 0.5:
            right += best.article.anchor == question.anchor
            wrong += best.article.anchor != question.anchor
    assert right >= 8
    assert wrong <= 4


def test_with_three_languages_loaded_each_is_answered_as_well() -> None:
    for lang in LANGUAGES:
        alone, together = measure(lang, "unseen"), measure(lang, "unseen", LANGUAGES)
        assert together.precision >= alone.precision - 0.1
        assert together.recall >= alone.recall - 0.1
    assert len(shops()) == 7


@pytest.mark.parametrize("lang", LANGUAGES)
def test_questions_in_other_words_than_the_articles(lang: str) -> None:
    """Of shops that nothing was tuned for: the half that was only counted."""
    found = other_words.count(lang, "counted")
    assert found["right"] >= 29, found
    assert found["wrong"] <= 6, found
    assert found["invented"] <= 7, found
