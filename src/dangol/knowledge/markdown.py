"""Reading ``faq/<lang>.md`` and ``policies/<lang>.md``: pure text to articles, with the line of every mistake.

An article is a heading (``## How long does delivery take? {#delivery-time}``), optionally one or more lines right below it with other
ways to ask (``Also: how many days / when will it come``), and the answer: everything up to the next heading, word for word.
A heading that only groups others (nothing between it and a deeper heading) is no article, nor is a title of the first level without an
anchor. HTML comments are the owner's notes and are not read. An answer that is nothing but a remark in brackets, as a new shop's files have
them, is a note too: it marks an answer that is still to be written.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from dangol.kit.text import clean
from dangol.knowledge.errors import ArticlesUnreadable

KINDS = {"faq": "faq", "policies": "policy"}
MAX_HEADING = 300
MAX_ANSWER = 20_000
MAX_PHRASINGS = 40

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_ANCHOR = re.compile(r"[ \t]*\{#([^{}\s]*)\}[ \t]*$")
# What was meant as an anchor and is none: a space in it, a bracket or the sign forgotten or full-width, words behind it.
_ALMOST_ANCHOR = re.compile(r"[{｛]\s*[#＃]|[#＃][\w.-]+\s*[}｝]\s*$|[{｛][\s\w.-]*[}｝]?\s*$")
_STRAY_ANCHOR = re.compile(r"[{｛]\s*[#＃][^{}｛｝]*[}｝]\s*$")
_NOTE = re.compile(r"[(（][^()（）]*[)）]")
_ANCHOR_NAME = re.compile(r"^[\w][\w.-]{0,79}$")
ALSO = re.compile(
    r"^(\s*(?:[-*+]\s+)?[*_]*(?:also(?: asked)?|다른 ?말|다른 ?표현|다른 ?질문|(?:ほか|他|別)の言い方|言い換え|別の質問)"
    "[*_]*\\s*[:\uff1a][*_]*)\\s*(.*)$",
    re.I,
)
"""A line with other ways to ask: how it begins, and the ways."""
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>")
_CODE = re.compile(r"`[^`\n]*`")


@dataclass(frozen=True, slots=True)
class Article:
    """One answer the shop wrote. ``source`` is the file as named in the shop folder, ``version`` changes with any word of it."""

    kind: str  # faq | policy
    source: str  # faq/ko.md
    lang: str
    anchor: str
    position: int
    heading: str
    phrasings: tuple[str, ...]
    answer: str
    version: str
    line: int = 0

    @property
    def reference(self) -> str:
        """Where it stands: ``faq/ko.md#delivery-time``."""
        return f"{self.source}#{self.anchor}"

    @property
    def unwritten(self) -> bool:
        """Whether the answer is nothing but a remark in brackets: a note to the shop, never spoken."""
        return _NOTE.fullmatch(self.answer) is not None


@dataclass(slots=True)
class _Section:
    level: int
    heading: str
    anchor: str | None
    line: int
    lines: list[tuple[int, str]]


class _Problems:
    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: list[str] = []

    def add(self, line: int, what: str, cure: str) -> None:
        self.lines.append(f"{self.name}:{line}: {what} {cure}")


def read_articles(files: Mapping[str, str]) -> tuple[Article, ...]:
    """Every article of ``files`` (name in the shop folder to text, such as ``faq/ko.md``).

    Raises ``ArticlesUnreadable`` listing every mistake of every file with its line and its cure.
    """
    articles: list[Article] = []
    problems: list[str] = []
    for name in sorted(files):
        try:
            articles.extend(read_file(name, files[name]))
        except ArticlesUnreadable as trouble:
            problems.extend(trouble.message.splitlines())
    if problems:
        raise ArticlesUnreadable("\n".join(problems), count=len(problems))
    return tuple(articles)


def read_file(name: str, text: str) -> tuple[Article, ...]:
    """The articles of one file. ``name`` is its path in the shop folder: its folder tells the kind, its stem the language."""
    path = PurePosixPath(name.replace("\\", "/"))
    kind = KINDS.get(path.parent.name)
    lang = path.stem
    if kind is None or path.suffix != ".md" or not re.fullmatch(r"[a-z]{2}(-[A-Za-z]{2,4})?", lang):
        raise ArticlesUnreadable(
            f"{name}:1: this is not the name of a FAQ or policies file. "
            "Name it faq/<language>.md or policies/<language>.md, for example faq/ko.md."
        )
    problems = _Problems(name)
    articles: list[Article] = []
    taken: dict[str, int] = {}
    sections = _sections(text.removeprefix("\ufeff"), problems)
    for index, section in enumerate(sections):
        following = sections[index + 1] if index + 1 < len(sections) else None
        article = _article(section, following, problems)
        if article is None:
            continue
        heading, phrasings, answer = article
        anchor = _unique(section, heading, taken, problems)
        version = hashlib.sha256("\x1f".join((heading, *phrasings, answer)).encode()).hexdigest()[:12]
        source = f"{path.parent.name}/{path.name}"
        articles.append(
            Article(kind, source, lang, anchor, len(articles), heading, phrasings, answer, version, section.line)
        )
    if problems.lines:
        raise ArticlesUnreadable("\n".join(problems.lines), count=len(problems.lines))
    return tuple(articles)


def _sections(text: str, problems: _Problems) -> list[_Section]:
    sections: list[_Section] = []
    fence: str | None = None
    comment = False
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        line, comment = _without_comments(raw, comment) if fence is None else (raw, False)
        if line is None:
            continue
        mark = _FENCE.match(line)
        if mark:
            if fence is None:
                fence = mark[1]
            elif mark[1].startswith(fence[:3]) and len(mark[1]) >= len(fence):
                fence = None
        heading = _HEADING.match(line) if fence is None and not mark else None
        if heading:
            sections.append(_open(heading, number, problems))
        elif sections:
            sections[-1].lines.append((number, line))
        elif line.strip():
            problems.add(
                number,
                "there is text before the first heading.",
                "Begin with a heading such as: ## A question {#anchor}",
            )
            sections.append(_Section(1, "", None, number, []))
    if fence is not None and sections:
        problems.add(sections[-1].line, f"a code block opened with {fence} is never closed.", f"Close it with {fence}.")
    return sections


def _without_comments(line: str, inside: bool) -> tuple[str | None, bool]:
    """The line without HTML comments, and whether one is still open. None: nothing but comment stood there."""
    if not inside and "<!--" not in line:
        return line, False
    kept, rest = "", line
    while rest:
        if inside:
            _, found, rest = rest.partition("-->")
            if not found:
                break
            inside = False
        else:
            before, found, rest = rest.partition("<!--")
            kept += before
            inside = bool(found)
    return (kept if kept.strip() else None), inside


def _open(match: re.Match[str], number: int, problems: _Problems) -> _Section:
    heading = match[2]
    anchor: str | None = None
    found = _ANCHOR.search(heading)
    if found:
        anchor = found[1]
        heading = heading[: found.start()]
        if not _ANCHOR_NAME.match(anchor):
            problems.add(
                number,
                f"the anchor {{#{anchor}}} is no name.",
                "Use letters, digits and hyphens, for example {#delivery-time}.",
            )
            anchor = None
    elif _ALMOST_ANCHOR.search(heading):
        problems.add(
            number,
            f"the anchor of {heading!r} cannot be read.",
            "Write it at the end of the heading, in letters, digits and hyphens: {#delivery-time}.",
        )
        heading = _ALMOST_ANCHOR.split(heading)[0].rstrip()
    heading = clean(heading, MAX_HEADING)
    return _Section(len(match[1]), heading, anchor, number, [])


def _article(
    section: _Section, following: _Section | None, problems: _Problems
) -> tuple[str, tuple[str, ...], str] | None:
    phrasings: list[str] = []
    lines = list(section.lines)
    while lines:
        number, line = lines[0]
        also = ALSO.match(line)
        if also:
            parts = re.split(r"\s+[/\uff0f|]\s+" if re.search(r"\s[/\uff0f|]\s", also[2]) else r"[/\uff0f|]", also[2])
            found = [clean(part, MAX_HEADING) for part in parts]
            if not any(found):
                problems.add(
                    number,
                    "this line names no other way to ask.",
                    "Write for example: Also: delivery time / how many days",
                )
            phrasings.extend(part for part in found if part)
        elif line.strip():
            break
        lines.pop(0)
    if section.level == 1 and section.anchor is None:
        return None
    body = clean("\n".join(line for _, line in lines), MAX_ANSWER + 1)
    if not body and following is not None and following.level > section.level:
        return None
    if not section.heading:
        problems.add(section.line, "this heading is empty.", "Write the question after the # signs.")
        return None
    if not body:
        problems.add(
            section.line,
            f"{section.heading!r} has no answer.",
            "Write the answer below the heading, or remove the heading.",
        )
        return None
    if len(body) > MAX_ANSWER:
        problems.add(
            section.line, f"the answer is longer than {MAX_ANSWER} characters.", "Split it under several headings."
        )
    if len(phrasings) > MAX_PHRASINGS:
        problems.add(
            section.line, f"there are more than {MAX_PHRASINGS} other ways to ask.", "Keep those that differ most."
        )
    _check_lines(lines, problems)
    return section.heading, tuple(dict.fromkeys(phrasings)), body


def _check_lines(lines: list[tuple[int, str]], problems: _Problems) -> None:
    fenced = False
    for number, line in lines:
        if _FENCE.match(line):
            fenced = not fenced
        if not fenced and _STRAY_ANCHOR.search(_CODE.sub("", line)):
            problems.add(
                number,
                "an anchor stands here, and this is no heading: it would be read out.",
                "Put it at the end of the heading, and a space after the heading's # signs.",
            )
        tag = None if fenced else _TAG.search(_CODE.sub("", line))
        if tag:
            problems.add(
                number,
                f"{tag[0]} is HTML; answers are shown word for word, without it.",
                "Write Markdown (**bold**, - list, [text](https://address)), or put it between `backticks`.",
            )


def _unique(section: _Section, heading: str, taken: dict[str, int], problems: _Problems) -> str:
    anchor = section.anchor
    if anchor is None:
        base = re.sub(r"[^\w]+", "-", heading.casefold()).strip("-_")[:60] or f"line-{section.line}"
        anchor, count = base, 2
        while anchor in taken:
            anchor, count = f"{base}-{count}", count + 1
    elif anchor in taken:
        problems.add(
            section.line,
            f"the anchor {{#{anchor}}} is used twice, first in line {taken[anchor]}.",
            "Give one of the two another name.",
        )
    taken.setdefault(anchor, section.line)
    return anchor
