"""Tables a shop owner writes in TOML, one ``[[head]]`` after the other: what is wrong with them, on which line, and how to mend it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dangol.kit.money import NotAnAmount, check_currency, parse_amount


@dataclass(frozen=True, slots=True)
class TableProblem:
    """One mistake in a table: where, what, and how to mend it."""

    line: int
    where: str
    message: str
    cure: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.where}: {self.message} {self.cure}"


class TableReading:
    """One pass over a file of ``[[head]]`` tables, collecting problems."""

    def __init__(self, text: str, head: str, languages: Collection[str]) -> None:
        self.problems: list[TableProblem] = []
        self.languages = list(languages) or ["en"]
        self._head = head
        self._text = text
        self._lines = text.splitlines()
        self._heads = [n for n, line in enumerate(self._lines, 1) if re.match(rf"\s*\[\[\s*{head}\s*\]\]", line)]
        self._from = 1
        self._to = len(self._lines)
        self._where = "the file"

    def rows(self, named_by: str, known: frozenset[str]) -> Iterator[Mapping[str, Any]]:
        """Each table of the file in its order, with what it does not know said already. Decimals are exact. ``named_by`` is the field
        that tells one from the other in what is said of it."""
        try:
            data = tomllib.loads(self._text, parse_float=Decimal)
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"line (\d+)", str(error))
            line = int(found.group(1)) if found else self._text.count("\n") + 1
            cure = "Quote texts and close every bracket."
            self.problems.append(TableProblem(line, "the file", f"This is not TOML: {error}.", cure))
            return
        begin = f"Begin each {self._head} with [[{self._head}]]."
        for key in sorted(data.keys() - {self._head}):
            self.say(key, f"{key!r} is not known here.", begin)
        tables = data.get(self._head, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self.say(self._head, f"The {self._head}s are not a list.", begin)
            return
        for index, table in enumerate(tables):
            if index < len(self._heads):
                self._from = self._heads[index]
                self._to = self._heads[index + 1] - 1 if index + 1 < len(self._heads) else len(self._lines)
            name = table.get(named_by)
            self._where = f"{self._head} {name!r}" if isinstance(name, str) else f"{self._head} {index + 1}"
            for key in sorted(table.keys() - known):
                self.say(key, f"{key!r} is not known.", f"Known are: {', '.join(sorted(known))}.")
            yield table

    def say(self, field: str | None, message: str, cure: str) -> None:
        """Something is wrong with ``field`` of the table under way, or with all of it."""
        line = self._from
        if field:
            named = re.compile(rf"\s*(\[{self._head}\.)?\"?{re.escape(field)}\"?\s*[\].=]")
            here = range(self._from, self._to + 1)
            line = next((number for number in here if named.match(self._lines[number - 1])), line)
        self.problems.append(TableProblem(line, f"{self._where}{', ' + field if field else ''}", message, cure))

    def texts(self, row: Mapping[str, Any], field: str, *, required: bool) -> dict[str, str]:
        """A text in the shop's first language, or one per language."""
        value = row.get(field)
        if value is None and not required:
            return {}
        if isinstance(value, str) and value.strip():
            return {self.languages[0]: value.strip()}
        if isinstance(value, dict) and value and all(isinstance(v, str) and v.strip() for v in value.values()):
            return {str(lang): text.strip() for lang, text in value.items()}
        cure = f'Write {field} = "…" or {field} = {{ en = "…", ko = "…" }}.'
        self.say(field, f"The {field} is missing or empty.", cure)
        return {}

    def amounts(self, row: Mapping[str, Any], field: str) -> dict[str, int]:
        """Amounts by currency, in minor units; none of them negative."""
        value = row.get(field, {})
        if not isinstance(value, dict):
            self.say(field, f"{field} is not a table by currency.", f'Write {field} = {{ KRW = "3000" }}.')
            return {}
        amounts: dict[str, int] = {}
        for currency, amount in value.items():
            try:
                check_currency(currency)
                if isinstance(amount, Decimal):
                    self.say(field, f"{currency} is a number with a point.", f'Quote it: {currency} = "{amount:.2f}".')
                    continue
                money = parse_amount(str(amount), currency)
            except NotAnAmount as error:
                self.say(field, error.message, error.cure or "")
                continue
            if money.amount < 0:
                self.say(field, f"{currency} is negative.", 'Write "0" or more.')
                continue
            amounts[currency] = money.amount
        return amounts
