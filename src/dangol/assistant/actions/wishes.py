# ruff: noqa: E501  (patterns read best on one line)
"""What a shopper wants, out of a flow's slots: rows, values, limits; and said back in their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from dangol.assistant.actions.subject import rows_in
from dangol.assistant.avoided import avoided_in, says_only_who_eats, spans_of_avoided, without_avoided
from dangol.assistant.receivers import beside_the_giving, says_only_for_whom, speaks_of_giving, without_receiver
from dangol.assistant.wish import Wish
from dangol.assistant.work import Turn
from dangol.commerce.catalog import repository as catalog
from dangol.kit.money import Money
from dangol.nlu.entities.prices import prices
from dangol.nlu.entities.properties import properties
from dangol.nlu.normalise import normalise
from dangol.search.tokens import telling_words

# The order that what is *cheaper* or *lighter* stands first in.
# What stands for whatever there is: *the lightest thing you have*, 제일 가벼운 거 뭐 있어요, 一番軽い商品.
_ANYTHING = re.compile(
    r"(?:거|게|것|건|걸|상품|제품|물건|뭐|뭘|있|어떤|보여|알려|추천)[가-힣]{0,4}|주세요|(?:thing|one|item|product)s?|got|have|sell|all|whats?|もの|物|商品|品|どれ|何|なに|やつ|[はがのをに]|あり\S*|教え\S*|見せ\S*",
    re.IGNORECASE,
)
_ORDER_OF = {
    "cheaper": "price_asc",
    "dearer": "price_desc",
    "lighter": "weight_asc",
    "heavier": "weight_desc",
    "smaller": "size_asc",
    "bigger": "size_desc",
    "shorter": "length_asc",
    "longer": "length_desc",
}
# What says where something is used, and not what is looked for.
_WHERE_BEFORE = re.compile(
    r"\b(?:in|on|under|underneath|over|above|beside|behind|next to|near|between)\s(?:(?:my|the|a|our|his|her|their|your)\s)?$",
    re.IGNORECASE,
)
_WHERE_BEHIND = re.compile(
    r"(?:에서|\s?(?:위|밑|아래|옆|뒤|앞|사이)(?:에|에서|의|로|쪽에)?)(?=\s|$)|で(?!す|き|も|は|しょ|お|いい|良)|の(?:上|下|横|隣|となり|前|後ろ|うしろ|そば|脇|わき|間)(?:に|で|の)?"
)
_LOOSE = re.compile(
    r"(?<!\S)(?:で|の|を|に|は|が|も|まで)(?=お?願い|おねがい|ください|下さい|です|$)"
)  # the で of 5千円でお願いします
_BUDGET = re.compile(
    r"\b(?:(?:my|our|the|a|on a|with a)\s)?budget\b(?:\s(?:is|of|for it is)\b)?"
    r"|예산(?:은|이|을|으로|안에서)?|ご?予算(?:は|が|を|で|内で?)?",
    re.IGNORECASE,
)
_OF_A_FIGURE = re.compile(
    r"\b(?:weights?|prices?|sizes?|lengths?)\b|(?:무게|중량|가격|값|크기|길이)(?:가|는|은|도|로)?(?=\s|$)|(?:重さ|重量|値段|価格|大きさ|長さ)(?:が|は|の|で)?|(?:の|のは|のが)?(?:いくら|おいくら)"
)
_VALUES = ("color", "size", "attribute", "attributes")
_AS_SURELY = 0.9  # of the surest meaning of the same words


def _ids(value: Any, kind: str) -> tuple[str, ...]:
    """The ids of the rows of ``kind`` in a slot's value; a bare id counts as one."""
    if value is None:
        return ()
    if isinstance(value, (list, tuple)):
        return tuple(dict.fromkeys(i for item in value for i in _ids(item, kind)))
    if isinstance(value, Mapping):
        links = [link.get("row") for link in value.get("links") or () if isinstance(link, Mapping)]
        return _ids(links or value.get("row") or value.get("value"), kind)
    text = str(value)
    prefix, separator, rest = text.partition(":")
    if separator and prefix in ("product", "variant", "category", "brand", "value"):
        return (rest,) if prefix == kind else ()
    return (text,)


def _values(slots: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}

    def add(name: str, value: Any) -> None:
        if isinstance(value, Mapping):
            if "unit" in value:
                return  # a measure: see ``_measure``
            if "value" in value and not isinstance(value["value"], Mapping):
                add(str(value.get("name") or name), value["value"])
            else:
                for inner, inner_value in value.items():
                    add(str(inner), inner_value)
        elif isinstance(value, (list, tuple)):
            for item in value:
                add(name, item)
        elif value is not None:
            left, separator, right = str(value).partition("=")
            key, word = (left, right) if separator else (name, str(value))
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), word)))

    for name in _VALUES:
        add(name, slots.get(name))
    return found


def _measure(slots: Mapping[str, Any]) -> str:
    """The one measure that is wished for, as it is written: *160 cm*; of bounds, the figure."""
    for name in (*_VALUES, "measure"):
        value = slots.get(name)
        for one in value if isinstance(value, (list, tuple)) else (value,):
            if isinstance(one, Mapping) and "unit" in one:
                figure = next((one[bound] for bound in ("equals", "max", "min") if bound in one), "")
                return f"{figure} {one['unit']}".strip()
    return ""


def wish_of(turn: Turn, arguments: Mapping[str, Any], *, as_said: bool = False) -> Wish:
    """The wish in a flow's arguments; with ``refine``, what was wished before still holds where nothing new was said. ``as_said`` takes
    what only says where something is used for a part of it."""
    slots: dict[str, Any] = {name: value for name, value in arguments.items() if value not in (None, "", [], {})}
    before = arguments.get("previous")
    lacking = turn.rooms.finder.lacking_in(str(slots.get("query") or ""), turn.lang)
    # *Without perfume* alone, of what was just looked for.
    narrows = bool(lacking) and not any(slots.get(name) for name in ("product", "category", "brand", *_VALUES))
    if (arguments.get("refine") or narrows) and isinstance(before, Mapping):
        more = {name: value for name, value in slots.items() if name != "query"}
        slots = {**before, **more, **_all_refused(before, more), **_values_now(before, more)}
    limit = slots.get("price_limit")
    limit = limit if isinstance(limit, Mapping) else {}
    currency = str(limit.get("currency") or turn.currency)
    same = currency == turn.currency
    without = slots.get("without")
    words, avoids = str(slots.get("query") or ""), avoided_in(turn.text)
    words = _without_prices(words, turn.currency) if limit else words
    words = _without_order(words, turn.lang) if slots.get("sort") else words
    if isinstance(without, Mapping):
        avoids = tuple(dict.fromkeys((*_words(without.get("avoid")), *avoids)))
    named = _avoided_rows(turn, words) if avoids else frozenset()
    if not as_said:
        words, around = _beside_the_wish(turn, words)
        named |= around
    if avoids:
        words = without_avoided(words)
        words = "" if says_only_who_eats(words) else words
    loose = bool(limit) and same and speaks_of_giving(words) and not _names_goods(turn, words)
    return Wish(
        words=beside_the_giving(words) if loose else _of_the_thing(turn, words),
        products=tuple(row.partition(":")[2] for row in rows_in(slots.get("product")) if row.startswith("product:")),
        categories=tuple(c for c in _ids(slots.get("category"), "category") if f"category:{c}" not in named),
        brands=_ids(slots.get("brand"), "brand"),
        values=_otherwise_called(turn, _not_of(named, _values(slots))),
        without=_values(without) if isinstance(without, Mapping) else {},
        without_words=(*(_words(without.get("word")) if isinstance(without, Mapping) else ()), *lacking),
        without_categories=_ids(without.get("category"), "category") if isinstance(without, Mapping) else (),
        without_products=_ids(without.get("product"), "product") if isinstance(without, Mapping) else (),
        avoids=avoids,
        measure=_measure(slots),
        price_min=_amount(limit.get("min")) if same else None,
        price_max=_amount(limit.get("max")) if same else None,
        loose=loose,
        sort=_sort(slots.get("sort")),
        currency=turn.currency,
    )


def _values_now(before: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """The values wished before, those that another of the same kind has taken the place of left out: *black, then* after the mocha."""
    old, new = _values({"attributes": before.get("attributes")}), _values(more)
    if not old.keys() & new.keys():
        return {}
    kept = {name: list(values) for name, values in old.items() if name not in new}
    said = more.get("attributes")
    return {"attributes": {**kept, **(said if isinstance(said, Mapping) else {})}}


def _names_goods(turn: Turn, words: str) -> bool:
    """Whether ``words`` name a shelf, a thing or a value of this catalogue."""
    found = turn.rooms.finder.lexicon.find(words, turn.lang)
    return any(match.kind in ("category", "product", "brand", "attribute") for match in found)


def _without_prices(words: str, currency: str) -> str:
    """``words`` without what says how much it may cost: the 사이 of 15만원에서 20만원 사이 is part of no title, and neither is the 20, nor
    that it is a budget."""
    words = _BUDGET.sub(" ", words)
    message = normalise(words)
    kept = list(words)
    for found in prices(message.text, currency):
        begin, stop = message.span(found.start, found.end)
        kept[begin:stop] = " " * (stop - begin)
    return " ".join(_LOOSE.sub(" ", "".join(kept)).split())


def _without_order(words: str, lang: str) -> str:
    """``words`` without what says in which order and by which figure (무게가 제일 가벼운 거, 一番安いのはいくら): what is written to be 가벼운 is
    not all that it is the lightest of. Nothing where they name nothing else."""
    message = normalise(words)
    kept = list(words)
    for found in properties(message.text, lang):
        if found.kind in ("sort", "comparison"):
            begin, stop = message.span(found.start, found.end)
            kept[begin:stop] = " " * (stop - begin)
    left = " ".join(_OF_A_FIGURE.sub(" ", "".join(kept)).split())
    return left if any(not _ANYTHING.fullmatch(word.text) for word in telling_words(left)) else ""


def _all_refused(before: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """What was refused before and what is refused now, both of them."""
    old, new = before.get("without"), more.get("without")
    if not (isinstance(old, Mapping) and isinstance(new, Mapping)):
        return {}
    words = [*_words(old.get("word")), *_words(new.get("word"))]
    return {"without": {**old, **new, **({"word": list(dict.fromkeys(words))} if words else {})}}


def _avoided_rows(turn: Turn, words: str) -> frozenset[str]:
    """What the catalogue calls by the words for what cannot be borne: the flavour *chicken* is not wished for by *chicken-free*."""
    spans = spans_of_avoided(words)
    return frozenset(
        link.row
        for match in turn.rooms.finder.lexicon.find(words, turn.lang)
        if any(begin <= match.start and match.end <= end for begin, end in spans)
        for link in match.links
    )


def _not_of(rows: frozenset[str], values: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    kept = {name: tuple(v for v in given if f"value:{name}={v}" not in rows) for name, given in values.items()}
    return {name: given for name, given in kept.items() if given}


def _otherwise_called(turn: Turn, values: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """``values`` with what else in the catalogue the same words mean nearly as surely: *26 cm* is a waist, and a shoe of 260 mm."""
    found = dict(values)
    for match in turn.rooms.finder.lexicon.find(turn.text, turn.lang) if values else ():
        same = [link.row.removeprefix("value:").partition("=") for link in match.links if link.row.startswith("value:")]
        surely = [
            row for row, link in zip(same, match.links, strict=False) if link.score >= _AS_SURELY * match.links[0].score
        ]
        for name, _, _ in surely:
            wished = [value for other, _, value in surely if other == name]
            if set(wished) & {*found.get(name, ())}:
                found[name] = tuple(dict.fromkeys((*found[name], *wished)))
    return found


def _beside_the_wish(turn: Turn, words: str) -> tuple[str, frozenset[str]]:
    """``words`` without the things that only say where something is to be used, and their rows: who reads *in bed* wants no bed, and a
    table beside the sofa is no sofa. All of them where nothing else is said."""
    left, rows = words, set[str]()
    for match in sorted(turn.rooms.finder.lexicon.find(words, turn.lang), key=lambda m: -m.start):
        before, after = words[: match.start], words[match.end :]
        if match.kind == "category" and (_WHERE_BEFORE.search(before) or _WHERE_BEHIND.match(after)):
            opened, closed = _WHERE_BEFORE.search(before), _WHERE_BEHIND.match(after)
            left = f"{left[: opened.start() if opened else match.start]} {left[match.end + (closed.end() if closed else 0) :]}"
            rows |= {link.row for link in match.links}
    if not rows or not any(len(word.text) > 1 or word.lang != "en" for word in telling_words(without_receiver(left))):
        return words, frozenset()
    return " ".join(left.split()), frozenset(rows)


def _of_the_thing(turn: Turn, words: str) -> str:
    """What ``words`` say of the thing: not for whom it is, nor that it is a present, unless that is a word of this catalogue."""
    if says_only_for_whom(words) and not turn.rooms.finder.lexicon.coverage(words, turn.lang):
        return ""
    return without_receiver(words)


def _words(value: Any) -> tuple[str, ...]:
    given = value if isinstance(value, (list, tuple)) else [value] if value else []
    return tuple(str(word) for word in given)


def _amount(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _sort(value: Any) -> str | None:
    word = str(value.get("value") if isinstance(value, Mapping) else value or "")
    return _ORDER_OF.get(word, word) or None


def kept(wish: Wish) -> dict[str, Any]:
    """The wish as the conversation remembers it, for *in black* and *cheaper* to refine."""
    slots: dict[str, Any] = {"query": wish.words}
    if wish.products:
        slots["product"] = [f"product:{product}" for product in wish.products]
    if wish.categories:
        slots["category"] = [f"category:{category}" for category in wish.categories]
    if wish.brands:
        slots["brand"] = [f"brand:{brand}" for brand in wish.brands]
    if wish.values:
        slots["attributes"] = {name: list(values) for name, values in wish.values.items()}
    if wish.without or wish.leaves_out:
        refused = {name: list(values) for name, values in wish.without.items()}
        shelves = [f"category:{category}" for category in wish.without_categories]
        slots["without"] = {"attributes": refused, "word": list(wish.without_words), "category": shelves}
        if wish.without_products:
            slots["without"]["product"] = [f"product:{product}" for product in wish.without_products]
        slots["without"] |= {"avoid": list(wish.avoids)} if wish.avoids else {}
    if wish.price_min is not None or wish.price_max is not None:
        limits = {"min": wish.price_min, "max": wish.price_max, "currency": wish.currency}
        slots["price_limit"] = {name: value for name, value in limits.items() if value is not None}
    if wish.sort:
        slots["sort"] = wish.sort
    if wish.measure:
        figure, _, unit = wish.measure.partition(" ")
        slots["measure"] = {"equals": figure, "unit": unit}
    return slots


async def in_words(turn: Turn, wish: Wish, parts: Iterable[str]) -> list[str]:
    """Parts of a wish (``price``, ``categories``, ``values.color`` …) as a reader reads them."""
    said: list[str] = []
    reader = await turn.reader()
    for part in parts:
        if part == "price":
            low, high = wish.price_min, wish.price_max
            if low is not None and high is not None:
                least, most = Money(low, wish.currency), Money(high, wish.currency)
                said.append(turn.say("wish.between", low=least, high=most))
            elif high is not None:
                said.append(turn.say("wish.at_most", amount=Money(high, wish.currency)))
            elif low is not None:
                said.append(turn.say("wish.at_least", amount=Money(low, wish.currency)))
        elif part == "measure":
            said.append(wish.measure)
        elif part == "categories":
            for category_id in wish.categories:
                category = await catalog.category(reader, category_id)
                if category is not None:
                    said.append(category.name.text(turn.lang))
        elif part == "brands":
            said += wish.brands
        elif part.startswith("values."):
            for value in wish.values.get(part.removeprefix("values."), ()):
                said.append(await turn.rooms.finder.value_name(reader, part.removeprefix("values."), value, turn.lang))
    return said
