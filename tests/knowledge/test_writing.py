"""An answer put at the end of a shop's file of answers: read as it was meant, and nothing else in the file touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from dangol.knowledge.errors import AnswerUnfit, ArticlesUnreadable, ArticlesUnwritable, QuestionTaken
from dangol.knowledge.markdown import read_file
from dangol.knowledge.writing import Draft, FaqFiles, with_answer

QUESTIONS = {
    "en": ("Do you wrap presents?", ["gift wrapping?", "wrap it up"], "Yes, free of charge.\n\n- paper\n- a ribbon"),
    "ko": ("선물 포장 되나요?", ["포장해 주세요", "선물인데요"], "네, 무료로 해 드려요.\n\n- 포장지\n- 리본"),
    "ja": ("プレゼント包装はできますか？", ["包んでもらえますか", "贈り物です"], "はい、無料で承ります。"),
}
FILES = {
    "nothing": "",
    "a title alone": "# Questions\n\nWhat people ask.\n",
    "no line end": "## A {#a}\nAlso: b / c\n\nBecause.",
    "blank lines": "## A\nBecause.\n\n\n",
    "a comment": "<!-- mine -->\n## A {#a}\n\nBecause. <!-- not this -->\n",
    "windows": "\ufeff# Title\r\n\r\n## A {#a}\r\n- 다른 말: b / c\r\n\r\nBecause.\r\n",
    "groups": "# T\n\n## Delivery\n\n### How much? {#cost}\n\nNothing.\n",
}


@pytest.mark.parametrize("before", FILES.values(), ids=FILES)
@pytest.mark.parametrize("lang", QUESTIONS)
def test_it_stands_at_the_end_and_the_rest_as_it_was(lang: str, before: str) -> None:
    question, ways, answer = QUESTIONS[lang]
    name = f"faq/{lang}.md"
    after, article = with_answer(before, name, Draft(question, answer, ways), ())
    assert after.startswith(before)
    assert read_file(name, after) == (*read_file(name, before), article)
    assert (article.heading, article.phrasings, article.answer) == (question, tuple(ways), answer)
    assert after.count("\r") == (after.count("\n") if "\r" in before else 0)
    again, other = with_answer(after, name, Draft(f"{question} 2", answer), ())
    assert again.startswith(after)
    assert other.anchor != article.anchor


def test_the_files_own_way_of_naming_other_ways_is_kept() -> None:
    for label in ("Also:", "- Also asked:", "- 다른 표현:", "* 言い換え："):
        after, _ = with_answer(f"## A\n{label} b\n\nc\n", "faq/ko.md", Draft("D?", "e", ["f"]), ())
        assert f"\n{label} f\n" in after


def test_an_anchor_is_nobody_elses() -> None:
    """Articles of one anchor are one answer in several languages."""
    _, article = with_answer("", "faq/en.md", Draft("Gift wrap?", "Yes."), {"gift-wrap", "gift-wrap-2"})
    assert article.anchor == "gift-wrap-3"


def test_ways_that_lead_elsewhere_or_say_the_same_are_left_out() -> None:
    source = "## Where is it? {#where}\nAlso: my parcel\n\nThere.\n"
    ways = ["MY PARCEL!", "gift wrap", "Gift   wrap?", "paper/ribbon", " "]
    _, article = with_answer(source, "faq/en.md", Draft("Gift wrap?", "Yes.", ways), ())
    assert article.phrasings == ("paper ribbon",)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("", "Yes."),
        ("Wrap?", " \n"),
        ("?!", "Yes."),
        ("Wrap?", "# A heading\nYes."),
        ("Wrap?", "<b>Yes</b>"),
        ("Wrap?", "Yes. <!-- not for all -->"),
        ("Wrap?", "<!-- yes"),
        ("Wrap?", "(we shall see)"),
        ("Wrap?", "Also: no\nYes."),
        ("Wrap?", "```\nYes."),
    ],
)
def test_what_would_be_read_otherwise_is_not_written(question: str, answer: str) -> None:
    with pytest.raises(AnswerUnfit):
        with_answer("## A\nb\n", "faq/en.md", Draft(question, answer), ())


def test_a_question_that_has_an_answer_gets_no_second_one() -> None:
    source = "## Where is it? {#where}\nAlso: my parcel\n\nThere.\n"
    for question in ("where is IT", "My parcel?"):
        with pytest.raises(QuestionTaken, match=r"faq/en\.md, line 1"):
            with_answer(source, "faq/en.md", Draft(question, "Here."), ())
    with pytest.raises(ArticlesUnreadable):
        with_answer("## A\n", "faq/en.md", Draft("B?", "c"), ())


def test_a_file_is_changed_whole_or_not_at_all(tmp_path: Path) -> None:
    told: list[bool] = []
    faq = FaqFiles(tmp_path, tmp_path / "data", lambda: told.append(True))
    article = faq.add("en", Draft("Wrap?", "Yes."), ())
    file = tmp_path / "faq" / "en.md"
    assert (article.reference, file.read_text(encoding="utf-8")) == ("faq/en.md#wrap", "## Wrap? {#wrap}\n\nYes.\n")
    file.chmod(0o640)
    real = tmp_path / "elsewhere.md"
    file.rename(real)
    file.symlink_to(real)
    faq.add("en", Draft("Ribbon?", "Yes."), ())
    assert file.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    before = real.read_bytes()
    with pytest.raises(AnswerUnfit):
        faq.add("en", Draft("Paper?", "# no"), ())
    assert real.read_bytes() == before
    assert [found.name for found in (tmp_path / "faq").iterdir()] == ["en.md"]
    assert len(told) == 2
    real.write_bytes("## A\n\n\xe4\n".encode("latin-1"))
    with pytest.raises(ArticlesUnwritable):
        faq.add("en", Draft("Paper?", "Yes."), ())
