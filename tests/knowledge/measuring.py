"""Questions to made-up shops, halved by a rule: one half fits the weights, the other measures them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

from dangol.knowledge.markdown import read_file
from dangol.knowledge.retrieval import ACT, Retriever

LANGUAGES = ("en", "ko", "ja")
Half = Literal["tuning", "held-out", "unseen"]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of which shop, and the anchor that answers it (none: nothing does)."""

    shop: str
    lang: str
    text: str
    anchor: str | None
    unseen: bool = False

    @property
    def half(self) -> Half:
        """A coin thrown by the question's own words: no list has to be kept. One shop is kept out of the fitting altogether."""
        if self.unseen:
            return "unseen"
        return "tuning" if hashlib.sha256(f"{self.lang}:{self.text}".encode()).digest()[0] % 2 else "held-out"


@lru_cache(8)
def _data(lang: str) -> dict[str, Any]:
    path = Path(__file__).parent / "questions" / f"{lang}.yaml"
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


@lru_cache(16)
def retriever(shop: str, languages: tuple[str, ...]) -> Retriever:
    """The shop's articles in these languages."""
    articles = [a for lang in languages for a in read_file(f"faq/{lang}.md", _data(lang)[shop]["faq"])]
    return Retriever(articles)


def shops() -> list[str]:
    """The shops' names."""
    return list(_data("en"))


def questions(lang: str) -> Iterator[Question]:
    """Every question of a language."""
    for shop, content in _data(lang).items():
        unseen = bool(content.get("unseen"))
        for anchor, asked in content["asked"].items():
            yield from (Question(shop, lang, str(text), anchor, unseen) for text in asked)
        yield from (Question(shop, lang, str(text), None, unseen) for text in content["unanswerable"])


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
