"""Questions in other words than the articles', put to the shops of ``tests/several`` as they stand: ``other_words/SHOP.jsonl``.

``python tests/knowledge/other_words.py`` counts what became of them; ``--show`` prints what failed, of the half that may be read only.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from dangol.knowledge.markdown import Article, read_articles
from dangol.knowledge.retrieval import ACT, Reading, Retriever

LANGUAGES = ("en", "ko", "ja")
Half = Literal["read", "counted"]
HALVES: tuple[Half, ...] = ("read", "counted")

_HERE = Path(__file__).parent
_SHOPS = _HERE.parent / "several" / "shops"
SHOPS = tuple(sorted(path.stem for path in (_HERE / "other_words").glob("*.jsonl")))


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of which shop, and the heading of the article that answers it (none: no article does)."""

    shop: str
    lang: str
    half: Half
    text: str
    heading: str | None


@lru_cache(1)
def asked() -> tuple[Asked, ...]:
    """Every question, shop by shop."""
    files = ((_HERE / "other_words" / f"{shop}.jsonl").read_text(encoding="utf-8") for shop in SHOPS)
    return tuple(Asked(**json.loads(line)) for text in files for line in text.splitlines() if line.strip())


@lru_cache(len(SHOPS) or None)
def articles(shop: str) -> tuple[Article, ...]:
    """All the shop wrote, in every language, as a running shop takes it in."""
    folder = _SHOPS / shop
    paths = (path for kind in ("faq", "policies") for path in sorted((folder / kind).glob("*.md")))
    files = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    return tuple(article for article in read_articles(files) if not article.unwritten)


@lru_cache(400)
def retriever(shop: str, without: str | None = None) -> Retriever:
    """The shop's articles; ``without`` one (its anchor), nothing answers what it answered."""
    return Retriever([article for article in articles(shop) if article.anchor != without])


def anchor(question: Asked) -> str | None:
    """The anchor of the article that answers."""
    if question.heading is None:
        return None
    found = [a for a in articles(question.shop) if a.lang == question.lang and a.heading == question.heading]
    if len(found) != 1:
        raise LookupError(f"{question.shop} has {len(found)} articles headed {question.heading!r}.")
    return found[0].anchor


def readings(question: Asked) -> list[Reading]:
    """The articles that come nearest, best first."""
    return retriever(question.shop).read(question.text, question.lang)


def fate(question: Asked) -> str:
    """``right``, ``wrong`` (another one) or ``missed`` (none), where an article answers; else ``refused`` or ``invented``."""
    best, wanted = readings(question)[0], anchor(question)
    if best.score < ACT:
        return "refused" if wanted is None else "missed"
    return "invented" if wanted is None else "right" if best.article.anchor == wanted else "wrong"


def count(lang: str, half: Half) -> Counter[str]:
    """How many questions met each ``fate``."""
    return Counter(fate(question) for question in asked() if (question.lang, question.half) == (lang, half))


def main() -> None:
    """Count, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="Print what failed, of the half that may be read.")
    if parser.parse_args().show:
        for question in asked():
            if question.half == "read" and (became := fate(question)) not in ("right", "refused"):
                nearest = ", ".join(f"{r.article.anchor} {r.score:.2f}" for r in readings(question)[:3])
                told = (became, question.lang, question.shop, question.text, str(anchor(question)), nearest)
                sys.stdout.write(" | ".join(told) + "\n")
        return
    sys.stdout.write("| | half | right | wrong | none given | rightly refused | answered out of nothing |\n")
    sys.stdout.write("|---|---|---|---|---|---|---|\n")
    for lang in LANGUAGES:
        for half in HALVES:
            found = count(lang, half)
            can, cannot = (found["right"] + found["wrong"] + found["missed"]), found["refused"] + found["invented"]
            sys.stdout.write(
                f"| {lang} | {half} | {found['right']} of {can} | {found['wrong']} | {found['missed']} "
                f"| {found['refused']} of {cannot} | {found['invented']} |\n"
            )


if __name__ == "__main__":
    main()
