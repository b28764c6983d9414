"""Questions to made-up shops, halved by a rule: one half fits the weights, the other measures them.

``questions/`` are four shops of the beginning; ``trades/`` three of other trades, written natively in each language before anything was
mended by them. Of those one half was read when mending, the other is only counted: ``python tests/knowledge/measuring.py`` prints both.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from dangol.knowledge.markdown import read_file
from dangol.knowledge.retrieval import ACT, Retriever

LANGUAGES = ("en", "ko", "ja")
Half = Literal["tuning", "held-out", "unseen", "read", "aside"]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of which shop, and the anchor that answers it (none: nothing does)."""

    shop: str
    lang: str
    text: str
    anchor: str | None
    unseen: bool = False
    trade: bool = False

    @property
    def half(self) -> Half:
        """A coin thrown by the question's own words: no list has to be kept. One shop is kept out of the fitting altogether."""
        if self.unseen:
            return "unseen"
        heads = hashlib.sha256(f"{self.lang}:{self.shop if self.trade else ''}{self.text}".encode()).digest()[0] % 2
        if self.trade:
            return "read" if heads else "aside"
        return "tuning" if heads else "held-out"


@lru_cache(8)
def _data(lang: str) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for folder in ("questions", "trades"):
        read = yaml.safe_load((Path(__file__).parent / folder / f"{lang}.yaml").read_text(encoding="utf-8"))
        data.update({shop: {**content, "trade": folder == "trades"} for shop, content in read.items()})
    return data


@lru_cache(400)
def retriever(shop: str, languages: tuple[str, ...], without: str | None = None) -> Retriever:
    """The shop's articles in these languages; ``without`` one, nothing answers what it answered."""
    articles = [a for lang in languages for a in read_file(f"faq/{lang}.md", _data(lang)[shop]["faq"])]
    return Retriever([a for a in articles if a.anchor != without])


def shops() -> list[str]:
    """The shops' names."""
    return list(_data("en"))


def questions(lang: str) -> Iterator[Question]:
    """Every question of a language."""
    for shop, content in _data(lang).items():
        kept = (bool(content.get("unseen")), bool(content["trade"]))
        for anchor, asked in content["asked"].items():
            yield from (Question(shop, lang, str(text), anchor, *kept) for text in asked)
        yield from (Question(shop, lang, str(text), None, *kept) for text in content["unanswerable"])


@dataclass(frozen=True, slots=True)
class Figures:
    """Of what was answered, how much rightly (precision); of what can be answered, how much was (recall); of what cannot, how much
    was refused; of what can, how often the right article came first or among the first three."""

    precision: float
    recall: float
    refused: float
    first: float
    first_three: float
    count: int


def measure(lang: str, half: Half, languages: tuple[str, ...] | None = None, act: float = ACT) -> Figures:
    """Figures over one half of a language's questions; ``languages`` are those the articles are in (``lang`` alone by default)."""
    asked = [q for q in questions(lang) if q.half == half]
    answered = right = can = refused = first = three = 0
    for question in asked:
        readings = retriever(question.shop, languages or (lang,)).read(question.text, lang)
        best = readings[0] if readings else None
        given = best.article.anchor if best is not None and best.score >= act else None
        answered += given is not None
        if question.anchor is None:
            refused += given is None
            continue
        can += 1
        right += given == question.anchor
        first += best is not None and best.article.anchor == question.anchor
        three += question.anchor in [r.article.anchor for r in readings[:3]]
    cannot = len(asked) - can
    return Figures(
        right / max(answered, 1), right / can, refused / max(cannot, 1), first / can, three / can, len(asked)
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """What became of a half's questions. Of those with an answer: ``right``, ``wrong`` (another one), ``missed`` (none). Of those
    without: ``refused``, ``invented`` (an answer all the same)."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    refused: int = 0
    invented: int = 0


def given(question: Question, act: float = ACT) -> str | None:
    """The anchor of the article that is given as the answer."""
    readings = retriever(question.shop, (question.lang,)).read(question.text, question.lang)
    return readings[0].article.anchor if readings and readings[0].score >= act else None


def fate(question: Question, act: float = ACT) -> str:
    """The field of ``Counted`` the question falls under."""
    found = given(question, act)
    if question.anchor is None:
        return "refused" if found is None else "invented"
    return "missed" if found is None else "right" if found == question.anchor else "wrong"


def count(lang: str, half: Half, act: float = ACT) -> Counted:
    """What became of the questions of a half."""
    fates = Counter(fate(q, act) for q in questions(lang) if q.half == half)
    return Counted(**fates)


def main() -> None:
    """Print the table of the documentation."""
    print("| | half | right | wrong | none given | rightly refused | answered out of nothing |")
    print("|---|---|---|---|---|---|---|")
    for lang in LANGUAGES:
        for half in get_args(Half):
            found = count(lang, half)
            can, cannot = found.right + found.wrong + found.missed, found.refused + found.invented
            print(
                f"| {lang} | {half} | {found.right} of {can} | {found.wrong} | {found.missed} "
                f"| {found.refused} of {cannot} | {found.invented} |"
            )


if __name__ == "__main__":
    main()
