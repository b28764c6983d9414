"""What is right in a file of sentences of which something is wrong: each mistake once, and every other sentence as it stands.

For ``check`` only. A shop that serves takes a file whole or not at all.
"""

from __future__ import annotations

import re

from dangol.wording.book import Book, Entry, read_book
from dangol.wording.errors import BadText

_ENTRY = re.compile(r"[^\s#\-]")
_KEY = re.compile(r"[\"']?([a-z][a-z0-9_.]*)")


def read_what_is_right(text: str, lang: str, area: str, file: str) -> tuple[Book, list[BadText], frozenset[str]]:
    """The sentences that can be read, what is wrong with the others, and their keys as far as they are to be seen."""
    try:
        return read_book(text, lang, area, file), [], frozenset()
    except BadText as whole:
        first = whole
    entries: dict[str, Entry] = {}
    mistakes: list[BadText] = []
    unread: set[str] = set()
    for line, part in _parts(text):
        try:
            read = read_book("\n" * line + part, lang, area, file)
        except BadText as trouble:
            mistakes.append(_placed(trouble, part, file, line + 1))
            key = _KEY.match(part)
            unread |= {key[1].rstrip(".")} if key else set()
            continue
        twice = entries.keys() & read.entries.keys()
        mistakes += [
            BadText(f"{key!r} stands here twice.", file=file, line=line + 1, cure="Remove one of the two.")
            for key in sorted(twice)
        ]
        entries |= read.entries
    return Book(lang, area, file, entries), mistakes or [first], frozenset(unread)


def _placed(trouble: BadText, part: str, file: str, line: int) -> BadText:
    """The mistake on the entry's own lines: a quote left open is noticed only behind them."""
    if not re.match(r"[^:]*:(?:\s|$)", part):
        return BadText(
            "This is no `key: sentence`.", file=file, line=line, cure="Put a colon and a blank behind the key."
        )
    if line <= trouble.line < line + len(part.rstrip().splitlines()):
        return trouble
    words = trouble.message.partition(": ")[2]
    return BadText(words, file=file, line=line, cure=trouble.cure or "")


def _parts(text: str) -> list[tuple[int, str]]:
    """Each entry by itself, with the number of lines before it: a line that begins at the edge begins one."""
    lines = text.splitlines(keepends=True)
    begins = [number for number, line in enumerate(lines) if _ENTRY.match(line)]
    ends = [*begins[1:], len(lines)]
    return [(begin, "".join(lines[begin:end])) for begin, end in zip(begins, ends, strict=True)]
