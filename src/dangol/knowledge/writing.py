"""An answer put into a shop's ``faq/<lang>.md``, at its end, in the documented form, and everything else left as its owner wrote it.

Works on the text: line ends, a mark at the beginning, comments and blank lines stay. What was written is read again before it is believed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dangol.kit.text import clean, fold
from dangol.knowledge.errors import AnswerUnfit, ArticlesUnreadable, ArticlesUnwritable, QuestionTaken
from dangol.knowledge.markdown import ALSO, MAX_ANSWER, MAX_HEADING, MAX_PHRASINGS, Article, read_file
from dangol.runtime.lock import in_turn

_SPACES = re.compile(r"\s+")
_SIGNS = re.compile(r"[\W_]+")
_PARTS = re.compile(r"[/\uff0f|]+")  # between ways to ask
_NEWLINES = re.compile(r"\r\n|\n|\r")
_MOST_ANCHOR = 60
_ALSO = {"ko": "- 다른 말:", "ja": "- ほかの言い方:"}
"""How the line with other ways to ask begins, where a file has none yet."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A question with its answer, and other ways to ask it."""

    question: str
    answer: str
    phrasings: Sequence[str] = ()


class FaqFiles:
    """The shop's own files of answers, changed one process at a time. ``written`` hears of it afterwards."""

    def __init__(self, folder: Path, data: Path, written: Callable[[], None]) -> None:
        self._folder = folder / "faq"
        self._lock = data / "faq.lock"
        self._written = written

    def add(self, lang: str, draft: Draft, taken: Iterable[str]) -> Article:
        """Write ``draft`` into the file of ``lang``, whole or not at all; the article as it is read from there. Its anchor is none of
        ``taken``: articles of one anchor are one answer in several languages.

        Raises ``AnswerUnfit``, ``QuestionTaken``, ``ArticlesUnreadable`` and ``ArticlesUnwritable``; then nothing is written.
        """
        file = (self._folder / f"{lang}.md").resolve()
        scratch = file.with_name(f".{file.name}.{os.getpid()}.tmp")
        try:
            with in_turn(self._lock):
                there = file.is_file()
                before = file.read_bytes().decode("utf-8") if there else ""
                after, article = with_answer(before, f"faq/{lang}.md", draft, taken)
                file.parent.mkdir(parents=True, exist_ok=True)
                try:
                    scratch.write_bytes(after.encode())
                    if there:
                        scratch.chmod(file.stat().st_mode & 0o777)
                    scratch.replace(file)
                finally:
                    scratch.unlink(missing_ok=True)
        except (OSError, UnicodeDecodeError) as trouble:
            raise ArticlesUnwritable(
                f"{file} cannot be changed: {trouble}.",
                cure="Give the folder to the user that runs Dangol; save the file as UTF-8.",
            ) from trouble
        self._written()
        return article


def with_answer(source: str, name: str, draft: Draft, taken: Iterable[str]) -> tuple[str, Article]:
    """``source`` (the text of the file ``name``) with ``draft`` at its end, and the article that is read there.

    Raises ``AnswerUnfit`` for what cannot stand in such a file, ``QuestionTaken`` for a question that has an answer there already, and
    ``ArticlesUnreadable`` for a file with mistakes of its own.
    """
    before = read_file(name, source)
    question = clean(_SPACES.sub(" ", draft.question), MAX_HEADING)
    answer = clean(draft.answer, MAX_ANSWER)
    if not question or not answer or not _SIGNS.sub("", question):
        raise AnswerUnfit("A question and its answer are needed.", cure="Write both.")
    asked = {_key(way): article for article in before for way in (article.heading, *article.phrasings)}
    if (there := asked.get(_key(question))) is not None:
        raise QuestionTaken(
            f"{name} answers that question already, under {there.heading!r}.",
            cure=f"Change the answer in {name}, line {there.line}.",
            heading=there.heading,
        )
    ways = _ways(draft.phrasings, {*asked, _key(question)})
    anchor = _anchor(question, {*taken, *(article.anchor for article in before)})
    label = _label(source, name) if ways else ""
    newline = found[0] if (found := _NEWLINES.search(source)) else "\n"
    lines = [
        f"## {question} {{#{anchor}}}",
        *([f"{label} {' / '.join(ways)}"] if ways else []),
        "",
        *answer.split("\n"),
    ]
    after = f"{source}{_gap(source, newline)}{newline.join(lines)}{newline}"
    return after, _proved(after, name, before, (question, ways, answer))


def _key(text: str) -> str:
    return _SIGNS.sub("", fold(text))


def _ways(phrasings: Iterable[str], known: set[str]) -> tuple[str, ...]:
    """The other ways to ask, one line each, none that leads to an answer already."""
    found: dict[str, str] = {}
    for phrasing in phrasings:
        way = clean(_SPACES.sub(" ", _PARTS.sub(" ", phrasing)), MAX_HEADING)
        if (key := _key(way)) and key not in known:
            found.setdefault(key, way)
    return tuple(found.values())[:MAX_PHRASINGS]


def _anchor(question: str, taken: set[str]) -> str:
    base = re.sub(r"[^\w]+", "-", question.casefold())[:_MOST_ANCHOR].strip("-_") or "answer"
    anchor, count = base, 2
    while anchor in taken:
        anchor, count = f"{base}-{count}", count + 1
    return anchor


def _label(source: str, name: str) -> str:
    """How this file begins such a line; the last one that does is followed."""
    found = [also[1].strip() for line in _NEWLINES.split(source) if (also := ALSO.match(line))]
    return found[-1] if found else _ALSO.get(PurePosixPath(name).stem, "- Also:")


def _gap(source: str, newline: str) -> str:
    """What has to stand between the file as it is and a new heading: the end of its last line, and a blank one."""
    if not source.lstrip("\ufeff").strip():
        return ""
    last = _NEWLINES.split(source)[-2:]
    return newline * (2 if last[-1].strip() else 0 if len(last) > 1 and not last[0].strip() else 1)


def _proved(after: str, name: str, before: Sequence[Article], wanted: tuple[str, Sequence[str], str]) -> Article:
    """The article that was written, if it is read as it was meant and nothing else is read otherwise."""
    try:
        found = read_file(name, after)
    except ArticlesUnreadable as trouble:
        raise AnswerUnfit(str(trouble), cure="Write it without HTML, and without lines that begin with #.") from trouble
    if found and found[:-1] == tuple(before) and not found[-1].unwritten:
        article = found[-1]
        if (article.heading, tuple(article.phrasings), article.answer) == (wanted[0], tuple(wanted[1]), wanted[2]):
            return article
    raise AnswerUnfit(
        "It would not be read from the file as it stands here.",
        cure="Write it without lines that begin with #, without comments, and not in brackets as a whole.",
    )
