"""How the shop delivers, from its own table: what it costs, from what it is free, how long it takes, and where to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from babel import Locale

from dangol.assistant.abroad import Destination
from dangol.assistant.far_places import country_of, place_names
from dangol.assistant.work import Action, Turn
from dangol.commerce.checkout.views import working_days
from dangol.commerce.shipping.delivery import DeliveryMethod
from dangol.dialogue import ActionResult
from dangol.kit.money import Money
from dangol.messages.content import Text
from dangol.wording.formats import join

_MOST_COUNTRIES = 6
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WITH_THE = frozenset({"US", "GB", "NL", "PH", "AE", "BS", "MV", "DO", "GM", "CF"})  # *to the Netherlands*


async def quote_delivery(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Every way of delivery that has a price in the conversation's currency, with what the table states of it. Gives back ``choices`` as
    they came where there is none."""
    ways = [method for method in turn.rooms.terms(turn.lang).methods if turn.currency in method.prices]
    if not ways:
        return ActionResult("none", {"choices": arguments.get("choices") or []})
    told = Text(text="\n".join(_way(turn, method) for method in ways))
    return ActionResult("quoted", {"count": len(ways)}, (told,))


def lists_many(turn: Turn) -> bool:
    """Whether the shop delivers to more countries than a sentence names."""
    methods = turn.rooms.terms(turn.lang).methods
    return sum(any(method.serves(c) for method in methods) for c in turn.shop.all_countries) > _MOST_COUNTRIES


def told_of_place(turn: Turn, where: Destination) -> Text | None:
    """Whether the shop's settings deliver to the countries and far places asked for, or abroad at all, with what it costs; none without a
    table."""
    parcels = [method for method in turn.rooms.terms(turn.lang).methods if method.kind == "parcel"]
    served = [country for country in turn.shop.all_countries if any(method.serves(country) for method in parcels)]
    if not served:
        return None
    if where.places and not where.countries:
        return _told_of_far(turn, where, parcels, served)
    asked = where.countries or tuple(country for country in served if country != turn.shop.country)
    reached = [country for country in asked if country in served]
    beyond = [country for country in asked if country not in served]
    lines = []
    if beyond or not asked:
        lines.append(
            turn.say("delivery.not_there", place=_places(turn, beyond), only=_places(turn, served))
            if beyond
            else turn.say("delivery.not_abroad", only=_places(turn, served))
        )
    if reached:
        ways = [method for method in parcels if any(method.serves(country) for country in reached)]
        lines.append(turn.say("delivery.there", place=_places(turn, reached)))
        lines += [_way(turn, method) for method in ways if turn.currency in method.prices]
    return Text(text="\n".join(lines))


def _told_of_far(turn: Turn, where: Destination, parcels: Sequence[DeliveryMethod], served: Sequence[str]) -> Text:
    """What the table holds for the country in which a far place lies; it has no line for the place itself, and that is said."""
    home, lines = turn.shop.country, []
    for country in dict.fromkeys(country_of(place, home) for place in where.places):
        names = place_names([place for place in where.places if country_of(place, home) == country], turn.lang)
        called = join(names, turn.lang) if names else None
        if country not in served:
            lines.append(turn.say("delivery.not_there", place=called, only=_places(turn, served)))
            continue
        lines.append(turn.say("delivery.within", place=called, country=place_to(turn, country)))
        lines += [_way(turn, method) for method in parcels if method.serves(country) and turn.currency in method.prices]
    return Text(text="\n".join(lines))


def named_places(turn: Turn, where: Destination) -> str | None:
    """What somebody asked delivery to, by name; none for what has none."""
    names = [*_names(turn, where.countries), *place_names(where.places, turn.lang)]
    return join(names, turn.lang) if names else None


def place_to(turn: Turn, country: str) -> str:
    """A country as a sentence names it where something goes to: *the United States*."""
    return _names(turn, [country])[0]


def _names(turn: Turn, countries: Sequence[str]) -> list[str]:
    return [
        f"the {country_name(country, 'en')}"
        if turn.lang == "en" and country in _WITH_THE
        else country_name(country, turn.lang)
        for country in countries
    ]


def _places(turn: Turn, countries: Sequence[str]) -> str | None:
    """The names of a few countries; of many none."""
    names = _names(turn, countries)
    return join(names, turn.lang) if 0 < len(names) <= _MOST_COUNTRIES else None


def told_hours(turn: Turn) -> Text | None:
    """When a person answers, by the shop's settings: days of the same hours together; none where they state none."""
    names = Locale(turn.lang).days["format"]["abbreviated"]
    spans: list[tuple[int, int, str]] = []
    for day, called in enumerate(_DAYS):
        words: str = getattr(turn.shop.hours, called)
        if spans and spans[-1][2] == words:
            spans[-1] = (spans[-1][0], day, words)
        else:
            spans.append((day, day, words))
    lines = [
        f"{names[first] if first == last else f'{names[first]}–{names[last]}'} {words.replace('-', '–')}"
        for first, last, words in spans
        if words
    ]
    return Text(text="\n".join([turn.say("shop.hours"), *lines])) if lines else None


def country_name(country: str, lang: str) -> str:
    """``KR`` as a reader of ``lang`` calls it."""
    return str(Locale(lang).territories.get(country, country))


def _way(turn: Turn, method: DeliveryMethod) -> str:
    """*Standard delivery · $5.00 · free from $60.00 · 1–3 working days · South Korea and Japan*; a long list of countries is left out."""
    price = Money(method.prices[turn.currency], turn.currency)
    parts = [method.title(turn.lang)]
    parts.append(price.format(turn.lang) if price.amount else turn.say("action.free"))
    if price.amount and turn.currency in method.free_over:
        parts.append(
            turn.say(
                "delivery.free_from", amount=Money(method.free_over[turn.currency], turn.currency).format(turn.lang)
            )
        )
    if method.days:
        parts.append(working_days(method.days, turn.say))
    served = [country for country in turn.shop.all_countries if method.serves(country)]
    if method.kind == "parcel" and 0 < len(served) <= _MOST_COUNTRIES:
        parts.append(join([country_name(country, turn.lang) for country in served], turn.lang))
    return " · ".join(parts)


ACTIONS: Mapping[str, Action] = {"quote_delivery": quote_delivery}
