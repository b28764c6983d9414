"""What a file describes, before anybody has looked whether it can be so, and the tool that looks.

``origin`` leads from a path in the shape of the JSONL format back to the line and column of the file it came from, so
that a mistake is named where its author sees it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from dangol.commerce.catalog.importing import texts
from dangol.commerce.catalog.importing.report import Complain, ImportDefaults, Problem

_LANG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_PRINTABLE = re.compile(r"[^\s\x00-\x1f\x7f](?:[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f])?")


@dataclass(slots=True)
class Loose:
    """One thing a file describes, in the shape of the JSONL format, unchecked.

    ``partial``: the format cannot say everything (one language, one currency), so what it leaves out stays as it is.
    """

    kind: str
    data: dict[str, Any]
    file: str
    line: int
    origin: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    partial: bool = False


class Checker:
    """Reads one ``Loose``, collecting what is wrong with it."""

    def __init__(self, loose: Loose, shop: ImportDefaults, complain: Complain) -> None:
        self.loose = loose
        self.shop = shop
        self._complain = complain
        self.mistakes = 0

    @property
    def bad(self) -> bool:
        """Whether there is any mistake."""
        return self.mistakes > 0

    def wrong(self, path: str, value: object, message: str, cure: str) -> None:
        """A mistake at ``path``."""
        self.mistakes += 1
        self._tell(path, value, message, cure, notice=False)

    def notice(self, path: str, value: object, message: str, cure: str = "") -> None:
        """Something worth knowing at ``path`` that keeps nothing out."""
        self._tell(path, value, message, cure, notice=True)

    def _tell(self, path: str, value: object, message: str, cure: str, *, notice: bool) -> None:
        line, column = self.loose.line, path
        probe = path
        while probe:
            if probe in self.loose.origin:
                line, column = self.loose.origin[probe]
                break
            probe = re.sub(r"(\.[^.\[]*|\[\d+\])$|^[^.\[]*$", "", probe)
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
        shown = (shown if len(shown) <= 80 else shown[:77] + "…").encode("utf-8", "replace").decode()
        said = f"{shown!r} {message}" if message[:1].islower() else message
        column = column.encode("utf-8", "replace").decode()
        self._complain(Problem(self.loose.file, line, column, shown, said, cure, "notice" if notice else "problem"))

    def identifier(self, path: str, value: object, limit: int) -> str:
        """An id: one line of printable text."""
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str) or not value.strip():
            self.wrong(path, value, "An id is missing here.", "Give it one that stays the same at every import.")
            return ""
        value = value.strip()
        if len(value) > limit:
            self.wrong(path, value, f"is longer than {limit} characters.", "Shorten it.")
        elif not _PRINTABLE.fullmatch(value) or texts.tidy(value, limit) != value:
            self.wrong(path, value, "holds characters that cannot be seen.", "Type it anew.")
        elif value[0] in "=+@" or (value[0] == "-" and re.search(r"[(|=!+*/]", value)):
            self.wrong(path, value, "begins like a spreadsheet formula.", "Begin it with a letter or a digit.")
        return value

    def words(self, path: str, value: object, read: Callable[[str], str]) -> dict[str, str]:
        """A text or a mapping of texts by language, each cleaned by ``read``; empty ones are left out."""
        if value is None:
            return {}
        if isinstance(value, (str, int, Decimal)) and not isinstance(value, bool):
            value = {self.shop.default_lang: str(value)}
        if not isinstance(value, dict):
            self.wrong(path, value, "is neither a text nor texts by language.", 'Write "…" or {"en": "…", "ko": "…"}.')
            return {}
        found: dict[str, str] = {}
        for lang, text in value.items():
            if not _LANG.fullmatch(lang):
                self.wrong(f"{path}.{lang}", lang, "is not a language code.", "Use codes such as en, ko, ja.")
            elif text is None:
                continue
            elif not isinstance(text, str):
                self.wrong(f"{path}.{lang}", text, "is not a text.", "Put it into quotes.")
            elif "\0" in text:
                self.wrong(
                    f"{path}.{lang}", text, "holds a NUL character.", "Delete it: the file was damaged or is binary."
                )
            elif cleaned := read(text):
                found[lang] = cleaned
                self.spoken(f"{path}.{lang}", lang)
        return found

    def spoken(self, path: str, lang: str) -> None:
        """Say that a text is in a language the shop does not speak: it is kept, and nobody will ever read it."""
        languages = self.shop.languages
        if languages and lang not in languages:
            self.notice(
                path,
                lang,
                f"The shop does not speak {lang}: nobody will read texts in it.",
                f"Write one of {', '.join(languages)}, or add it to `languages` in shop.toml.",
            )

    def mapping(self, path: str, value: object) -> dict[str, Any]:
        """A JSON object; none is an empty one."""
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.wrong(path, value, "is not a mapping.", "Write it in braces: {…}.")
            return {}
        return value

    def listing(self, path: str, value: object, most: int) -> list[Any]:
        """A JSON list; none is an empty one."""
        if value is None:
            return []
        if not isinstance(value, list):
            self.wrong(path, value, "is not a list.", "Write it in brackets: […].")
            return []
        if len(value) > most:
            self.wrong(path, f"{len(value)}", f"entries are more than the {most} there may be.", "Split the product.")
            return []
        return value

    def terms(self, path: str, value: object) -> list[str]:
        """A list of words."""
        found = []
        for index, item in enumerate(self.listing(path, value, 200)):
            if not isinstance(item, str):
                self.wrong(f"{path}[{index}]", item, "is not a text.", "Put it into quotes.")
            elif cleaned := texts.line(item, 100):
                found.append(cleaned)
        return list(dict.fromkeys(found))

    def synonyms(self, value: object) -> dict[str, list[str]]:
        """Words by language; a plain list is in the shop's language."""
        if isinstance(value, list):
            value = {self.shop.default_lang: value}
        found = {}
        for lang, items in self.mapping("synonyms", value).items():
            if not _LANG.fullmatch(lang):
                self.wrong(f"synonyms.{lang}", lang, "is not a language code.", "Use codes such as en, ko, ja.")
            else:
                found[lang] = self.terms(f"synonyms.{lang}", items)
                self.spoken(f"synonyms.{lang}", lang)
        return found

    def unknown(self, path: str, value: Mapping[str, Any], known: frozenset[str]) -> None:
        """Say which names mean nothing to us."""
        for name in value:
            if name not in known and not name.startswith("_"):
                where = f"{path}.{name}" if path else name
                self.notice(
                    where, name, "is not a field we know; it was left aside.", f"Known are: {', '.join(sorted(known))}."
                )
