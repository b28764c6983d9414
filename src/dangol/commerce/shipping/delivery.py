"""The delivery table: ``catalog/delivery.toml`` read into methods, with every mistake named by line and cure.

One ``[[method]]`` each::

    [[method]]
    id = "parcel"
    name = { en = "Parcel", ko = "택배", ja = "宅配便" }
    kind = "parcel"                       # or "pickup"
    countries = ["KR"]                    # "*" is everywhere
    prices = { KRW = "3000", USD = "4.00" }
    free_over = { KRW = "50000" }         # optional; goods of this much or more are delivered free
    days = [1, 3]                         # optional; working days, from and to
    max_weight_g = 20000                  # optional
    location = "seoul"                    # pickup only: where
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from dangol.commerce.shipping.errors import DeliveryTableInvalid, TableProblem
from dangol.kit.money import NotAnAmount, check_currency, parse_amount

_KNOWN = frozenset(
    {"id", "name", "kind", "countries", "prices", "free_over", "days", "max_weight_g", "location", "address"}
)
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}\Z")


@dataclass(frozen=True, slots=True)
class DeliveryMethod:
    """One way to get a parcel to a person. Amounts are minor units by currency; ``countries`` holds ISO codes or ``*``."""

    id: str
    name: Mapping[str, str]
    kind: Literal["parcel", "pickup"]
    countries: frozenset[str]
    prices: Mapping[str, int]
    free_over: Mapping[str, int]
    days: tuple[int, int] | None = None
    max_weight_g: int | None = None
    location: str | None = None
    address: Mapping[str, str] | None = None

    def title(self, lang: str) -> str:
        """Its name for a reader of ``lang``; the table's first language where there is none."""
        return self.name.get(lang) or next(iter(self.name.values()))

    def serves(self, country: str) -> bool:
        """Whether it reaches ``country``."""
        return "*" in self.countries or country in self.countries


def parse_delivery(
    text: str, *, file: str, languages: Collection[str], locations: Collection[str] | None = None
) -> tuple[DeliveryMethod, ...]:
    """The methods of a delivery table, in its order.

    ``languages`` are the shop's (first = default, which a plain string name is in); ``locations`` the ids pick-up may name, if known.
    Raises ``DeliveryTableInvalid`` with all problems.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found.group(1)) if found else text.count("\n") + 1
        problem = TableProblem(line, "the file", f"This is not TOML: {error}.", "Quote texts and close every bracket.")
        raise DeliveryTableInvalid(file, (problem,)) from None
    reading = _Reading(text, list(languages), locations)
    methods = reading.methods(data)
    if reading.problems:
        raise DeliveryTableInvalid(file, tuple(reading.problems))
    return methods


class _Reading:
    """One pass over a table, collecting problems."""

    def __init__(self, text: str, languages: list[str], locations: Collection[str] | None) -> None:
        self.problems: list[TableProblem] = []
        self._languages = languages or ["en"]
        self._locations = locations
        self._lines = text.splitlines()
        self._heads = [n for n, line in enumerate(self._lines, 1) if re.match(r"\s*\[\[\s*method\s*\]\]", line)]
        self._from = 1
        self._to = len(self._lines)
        self._where = "the file"

    def _say(self, field: str | None, message: str, cure: str) -> None:
        line = self._from
        if field:
            for number in range(self._from, self._to + 1):
                if re.match(rf"\s*(\[method\.)?\"?{re.escape(field)}\"?\s*[\].=]", self._lines[number - 1]):
                    line = number
                    break
        self.problems.append(TableProblem(line, f"{self._where}{', ' + field if field else ''}", message, cure))

    def methods(self, data: dict[str, Any]) -> tuple[DeliveryMethod, ...]:
        for key in data.keys() - {"method"}:
            self._say(key, f"{key!r} is not known here.", "Begin each delivery method with [[method]].")
        rows = data.get("method", [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self._say("method", "The methods are not a list.", "Begin each delivery method with [[method]].")
            return ()
        found: list[DeliveryMethod] = []
        for index, row in enumerate(rows):
            if index < len(self._heads):
                self._from = self._heads[index]
                self._to = self._heads[index + 1] - 1 if index + 1 < len(self._heads) else len(self._lines)
            self._where = f"method {row['id']!r}" if isinstance(row.get("id"), str) else f"method {index + 1}"
            method = self._method(row)
            if method is None:
                continue
            if any(other.id == method.id for other in found):
                self._say("id", f"The id {method.id!r} is used twice.", "Give each method its own id.")
            found.append(method)
        return tuple(found)

    def _method(self, row: dict[str, Any]) -> DeliveryMethod | None:
        before = len(self.problems)
        for key in row.keys() - _KNOWN:
            self._say(key, f"{key!r} is not known.", f"Known are: {', '.join(sorted(_KNOWN))}.")
        identifier = row.get("id")
        if not isinstance(identifier, str) or not _ID.match(identifier):
            self._say(
                "id", "The id is missing or not usable.", 'Use small letters, digits and "-", for example "parcel".'
            )
        kind = row.get("kind", "parcel")
        if kind not in ("parcel", "pickup"):
            self._say("kind", f"{kind!r} is not a kind.", 'Write "parcel" or "pickup".')
        name = self._texts(row, "name", required=True)
        countries = row.get("countries", ["*"])
        if (
            not isinstance(countries, list)
            or not countries
            or not all(isinstance(c, str) and re.fullmatch(r"[A-Z]{2}|\*", c) for c in countries)
        ):
            self._say(
                "countries", "The countries are not a list of two-letter codes.", 'For example ["KR", "JP"], or ["*"].'
            )
            countries = ["*"]
        prices = self._amounts(row, "prices")
        if not prices and len(self.problems) == before:
            self._say("prices", "There is no price.", 'Write prices = { KRW = "3000" }; "0" is free.')
        location = row.get("location")
        if kind == "pickup" and not isinstance(location, str):
            self._say("location", "A pick-up needs its place.", "Name one of the shop's locations.")
        elif isinstance(location, str) and self._locations is not None and location not in self._locations:
            known = ", ".join(sorted(self._locations)) or "none"
            self._say("location", f"There is no location {location!r}.", f"The shop's locations: {known}.")
        free_over = self._amounts(row, "free_over")
        days = self._days(row)
        weight = row.get("max_weight_g")
        if weight is not None and (not isinstance(weight, int) or isinstance(weight, bool) or weight <= 0):
            self._say("max_weight_g", "The weight limit is not a number of grams.", "Write max_weight_g = 20000.")
        address = self._texts(row, "address", required=False) or None
        if len(self.problems) > before or not isinstance(identifier, str):
            return None
        return DeliveryMethod(
            id=identifier,
            name=name,
            kind="pickup" if kind == "pickup" else "parcel",
            countries=frozenset(countries),
            prices=prices,
            free_over=free_over,
            days=days,
            max_weight_g=weight,
            location=location if isinstance(location, str) else None,
            address=address,
        )

    def _texts(self, row: dict[str, Any], field: str, *, required: bool) -> dict[str, str]:
        value = row.get(field)
        if value is None and not required:
            return {}
        if isinstance(value, str) and value.strip():
            return {self._languages[0]: value.strip()}
        if isinstance(value, dict) and value and all(isinstance(v, str) and v.strip() for v in value.values()):
            return {str(lang): text.strip() for lang, text in value.items()}
        self._say(
            field, f"The {field} is missing or empty.", f'Write {field} = "…" or {field} = {{ en = "…", ko = "…" }}.'
        )
        return {}

    def _amounts(self, row: dict[str, Any], field: str) -> dict[str, int]:
        value = row.get(field, {})
        if not isinstance(value, dict):
            self._say(field, f"{field} is not a table by currency.", f'Write {field} = {{ KRW = "3000" }}.')
            return {}
        amounts: dict[str, int] = {}
        for currency, amount in value.items():
            try:
                check_currency(currency)
                if isinstance(amount, float):
                    self._say(field, f"{currency} is a number with a point.", f'Quote it: {currency} = "{amount:.2f}".')
                    continue
                money = parse_amount(str(amount), currency)
            except NotAnAmount as error:
                self._say(field, error.message, error.cure or "")
                continue
            if money.amount < 0:
                self._say(field, f"{currency} is negative.", 'Write "0" for free.')
                continue
            amounts[currency] = money.amount
        return amounts

    def _days(self, row: dict[str, Any]) -> tuple[int, int] | None:
        value = row.get("days")
        if value is None:
            return None
        if (
            isinstance(value, list)
            and len(value) == 2
            and all(isinstance(day, int) and not isinstance(day, bool) and 0 <= day <= 365 for day in value)
            and value[0] <= value[1]
        ):
            return (value[0], value[1])
        self._say("days", "The days are not a span.", "Write the least and the most, for example days = [1, 3].")
        return None
