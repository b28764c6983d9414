"""Finding what is wrong with the sentences before a shopper does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from dangol.wording.book import Book, Entry
from dangol.wording.errors import Problem


def check(
    books: Iterable[Book],
    languages: Iterable[str] | None = None,
    unread: Mapping[str, Collection[str]] | None = None,
) -> list[Problem]:
    """Keys that a language lacks, and sentences whose values differ between languages or personas.

    ``languages`` are those every key must exist in (all that occur, when not given). Later books replace earlier ones as in ``Wording``.
    ``unread`` are keys by language that stand there and could not be read: told already, and not missing.
    """
    merged: dict[str, dict[str, Entry]] = {}
    areas: dict[str, tuple[str, str]] = {}
    files: dict[tuple[str, str], str] = {}
    for book in books:
        merged.setdefault(book.lang, {}).update(book.entries)
        files.setdefault((book.lang, book.area), book.file)
        for key in book.entries:
            areas.setdefault(key, (book.area, book.file))
    wanted = tuple(languages) if languages is not None else tuple(merged)
    problems: list[Problem] = []
    for key, (area, file) in areas.items():
        found = {lang: merged[lang][key] for lang in wanted if key in merged.get(lang, {})}
        if not found:
            continue
        first = next(iter(found.values()))
        for lang in wanted:
            if lang not in found and key not in (unread or {}).get(lang, ()):
                where = files.get((lang, area)) or file
                problems.append(
                    Problem(
                        where,
                        1,
                        f"The sentence {key!r} is missing in {lang} (it stands in {first.file}:{first.line}).",
                        f"Add `{key}:` to the file {area}.yaml of {lang}.",
                    )
                )
        problems.extend(_differences(key, found))
    return sorted(problems)


def _differences(key: str, found: dict[str, Entry]) -> list[Problem]:
    everything = frozenset[str]().union(*(entry.names for entry in found.values()))
    problems = []
    for lang, entry in found.items():
        said = frozenset[str]().union(*(t.names for t in entry.sentences))
        for name in sorted(everything - said):
            problems.append(
                Problem(
                    entry.file,
                    entry.line,
                    f"{key!r} in {lang} does not use {{{name}}}, which it uses in another language or persona.",
                    f"Put {{{name}}} into the sentence, or take it out of the others.",
                )
            )
    return problems
