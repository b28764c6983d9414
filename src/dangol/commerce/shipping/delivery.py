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
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from dangol.commerce.shipping.errors import DeliveryTableInvalid
from dangol.kit.tables import TableReading

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
    reading = _Reading(text, languages, locations)
    methods = reading.methods()
    if reading.problems:
        raise DeliveryTableInvalid(file, tuple(reading.problems))
    return methods


class _Reading(TableReading):
    """One pass over a table, collecting problems."""

    def __init__(self, text: str, languages: Collection[str], locations: Collection[str] | None) -> None:
        super().__init__(text, "method", languages)
        self._locations = locations

    def methods(self) -> tuple[DeliveryMethod, ...]:
        """Every method that is right."""
        found: list[DeliveryMethod] = []
        for row in self.rows("id", _KNOWN):
            method = self._method(row)
            if method is None:
                continue
            if any(other.id == method.id for other in found):
                self.say("id", f"The id {method.id!r} is used twice.", "Give each method its own id.")
            found.append(method)
        return tuple(found)

    def _method(self, row: Mapping[str, Any]) -> DeliveryMethod | None:
        before = len(self.problems)
        identifier = row.get("id")
        if not isinstance(identifier, str) or not _ID.match(identifier):
            self.say(
                "id", "The id is missing or not usable.", 'Use small letters, digits and "-", for example "parcel".'
            )
        kind = row.get("kind", "parcel")
        if kind not in ("parcel", "pickup"):
            self.say("kind", f"{kind!r} is not a kind.", 'Write "parcel" or "pickup".')
        name = self.texts(row, "name", required=True)
        countries = row.get("countries", ["*"])
        if (
            not isinstance(countries, list)
            or not countries
            or not all(isinstance(c, str) and re.fullmatch(r"[A-Z]{2}|\*", c) for c in countries)
        ):
            self.say(
                "countries", "The countries are not a list of two-letter codes.", 'For example ["KR", "JP"], or ["*"].'
            )
            countries = ["*"]
        prices = self.amounts(row, "prices")
        if not prices and len(self.problems) == before:
            self.say("prices", "There is no price.", 'Write prices = { KRW = "3000" }; "0" is free.')
        location = row.get("location")
        if kind == "pickup" and not isinstance(location, str):
            self.say("location", "A pick-up needs its place.", "Name one of the shop's locations.")
        elif isinstance(location, str) and self._locations is not None and location not in self._locations:
            known = ", ".join(sorted(self._locations)) or "none"
            self.say("location", f"There is no location {location!r}.", f"The shop's locations: {known}.")
        free_over = self.amounts(row, "free_over")
        days = self._days(row)
        weight = row.get("max_weight_g")
        if weight is not None and (not isinstance(weight, int) or isinstance(weight, bool) or weight <= 0):
            self.say("max_weight_g", "The weight limit is not a number of grams.", "Write max_weight_g = 20000.")
        address = self.texts(row, "address", required=False) or None
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

    def _days(self, row: Mapping[str, Any]) -> tuple[int, int] | None:
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
        self.say("days", "The days are not a span.", "Write the least and the most, for example days = [1, 3].")
        return None
