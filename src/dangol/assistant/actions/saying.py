"""What the words of a message say about one product's options, once it is known which product is meant. Pure.

Understanding cannot know that *32* is a size of this belt and *L* one of these socks; the product can.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dangol.commerce.catalog.products import Option, Product
from dangol.kit.text import fold
from dangol.nlu.entities.numbers import quantities
from dangol.nlu.entities.prices import prices
from dangol.nlu.moods import COUNTERS, asks, only_named
from dangol.nlu.sizes import at_end, by_size, extreme_in
from dangol.nlu.tokens import korean_stem

_SHORT, _TWO = 2, 2
_UP, _DOWN = frozenset({"bigger", "longer"}), frozenset({"smaller", "shorter"})
_WORD = re.compile(r"[a-z]{2,}|[가-힣]{2,}|[一-鿿々]{2,}|[ァ-ヶー]{2,}")
_COMPOUND = re.compile(r"[가-힣]{3,}|[ァ-ヶー]{3,}")
_NUMBERED = re.compile(r"(?<![\d.])\d{2,4}(?![\d.])")  # one digit counts more often than it names
_MEASURED = re.compile(r"\d[ _-]?[a-z]{1,3}")  # a single digit with its unit, which is said with it: 2m, 1kg


def values_said(product: Product, words: str, chosen: Mapping[str, str]) -> dict[str, str]:
    """The values of options not ``chosen`` yet that ``words`` name, where they name exactly one of an option's."""
    text = fold(words)
    found: dict[str, str] = {}
    for option in product.options:
        if option.id in chosen:
            continue
        named = [
            value.id for value in option.values if any(_names(name, text) for name in _spellings(option, value.id))
        ]
        if len(named) == 1:
            found[option.id] = named[0]
    return found


def values_hinted(product: Product, words: str, chosen: Mapping[str, str]) -> dict[str, str]:
    """The values of options not ``chosen`` yet that ``words`` name by a part: by what stands before the option's own name (숲향 is the
    scent *pine wood*, 松の香り too), or by a word no other value has. Only for a message that asks nothing."""
    found: dict[str, str] = {}
    if asks(words):
        return found
    text = fold(words)
    for option in product.options:
        if option.id in chosen:
            continue
        named = {
            value.id
            for hint in _before_name(option, text)
            for value in option.values
            if any(hint in spelled for spelled in _spellings(option, value.id))
        } or _numbered(option, text)
        named = named or _begun(option, text)
        if not named:
            for lang in {lang for value in option.values for lang in value.name.values}:
                labels = [value.name.values.get(lang, "") for value in option.values]
                place = only_named(words, labels)
                named |= {option.values[place].id} if place is not None else set()
        if len(named) == 1:
            found[option.id] = named.pop()
    return found


def values_worded(product: Product, words: str, chosen: Mapping[str, str]) -> dict[str, str]:
    """The values of options not ``chosen`` yet of which ``words`` say a word that no other value of the option has: 極細 of *極細 EF*.
    For a question after what there is; of anything else it would be too little to act on."""
    text = fold(words)
    found: dict[str, str] = {}
    for option in product.options:
        parts = {
            v.id: {part for name in _spellings(option, v.id) for part in _WORD.findall(name)} for v in option.values
        }
        named = [
            value
            for value, own in parts.items()
            if any(_names(part, text) for part in own.difference(*(parts[other] for other in parts if other != value)))
        ]
        if option.id not in chosen and len(named) == 1:
            found[option.id] = named[0]
    return found


def partly_said(product: Product, option_id: str, value_id: str | None, words: str) -> bool:
    """Whether ``words`` say a word that of an option's values only this one has: the *caramel* of *salted caramel*, whatever else is named
    beside it."""
    option, text = product.option(option_id), fold(words)
    if option is None:
        return False
    parts = {v.id: {part for name in _spellings(option, v.id) for part in _WORD.findall(name)} for v in option.values}
    own = parts.pop(value_id or "", set())
    return any(_names(part, text) for part in own.difference(*parts.values()))


def _begun(option: Option, text: str) -> set[str]:
    """The one value that a word of ``text`` begins or ends, in scripts that write compounds as one word: 멜란지 of 멜란지그레이. What
    begins one and ends another names neither."""
    spelled = {value.id: _spellings(option, value.id) for value in option.values}
    found: set[str] = set()
    for run in _COMPOUND.findall(text):
        word = korean_stem(run) if run[0] >= "가" else run
        bearing = {v for v, names in spelled.items() if any(n.startswith(word) or n.endswith(word) for n in names)}
        if len(word) > _SHORT and len(bearing) == 1:
            found |= bearing
    return found if len(found) == 1 else set()


def _numbered(option: Option, text: str) -> set[str]:
    """The one value that the number in its name tells from the others: *the 21* of *21 ivory* and *23 beige*."""
    numbers = {
        value.id: {number for spelled in _spellings(option, value.id) for number in _NUMBERED.findall(spelled)}
        for value in option.values
    }
    found = set()
    for value_id, own in numbers.items():
        others = set().union(*(numbers[other] for other in numbers if other != value_id))
        if any(re.search(rf"(?<![\d.]){number}(?![\d.])(?!{COUNTERS})", text) for number in own - others):
            found.add(value_id)
    return found if len(found) == 1 else set()


def _before_name(option: Option, text: str) -> list[str]:
    """What stands right before the option's name in ``text``: 숲 in 숲향, 松 in 松の香り, *pine* in *pine scent*."""
    hints: list[str] = []
    for name in map(fold, {option.id, *option.name.values.values()}):
        before = r"([a-z]{3,})\s" if name.isascii() else r"([가-힣]{1,4}|[一-鿿々]{1,4}|[ァ-ヶー]{2,8})\s?の?"
        hints += re.findall(rf"{before}{re.escape(name)}", text) if name else []
    return hints


def quantity_said(quantity: object, product: Product, chosen: Mapping[str, str], words: str, lang: str) -> int | None:
    """How many were asked for, unless that number only is a size or a shade among the ``chosen`` values: then the other number that
    ``words`` say, if there is one (*the 23, two of them*). What stands before a word that counts is how many (2本, of the cable of 2 m),
    unless the version itself is called so (6個 of a box of six)."""
    if not isinstance(quantity, int) or isinstance(quantity, bool):
        return None
    digits, text = str(quantity), fold(words)
    own = {re.sub(r"\D", "", value) for value in chosen.values() if not _MEASURED.fullmatch(value)}
    spelled = [
        name for option in product.options if option.id in chosen for name in _spellings(option, chosen[option.id])
    ]
    own |= {number for name in spelled for number in _NUMBERED.findall(name)}
    if value_packed(product, digits, text).items() & {*chosen.items()}:
        return None
    counted = re.search(rf"(?<!\d){digits}{COUNTERS}", text)
    if counted is not None and not any(counted.group() in name for name in spelled):
        return quantity
    if digits not in own or len(re.findall(rf"(?<!\d){digits}(?!\d)", text)) != 1:
        return quantity
    others = {found.value for found in quantities(text, lang)} - {quantity}
    return int(others.pop()) if len(others) == 1 else None


def counted_elsewhere(product: Product, attributes: object, words: str, lang: str) -> int | None:
    """How many are wanted, where the number was heard as a version that only another product is made in: 6個 of croissants, in a shop that
    has macarons by the box of *6個*."""
    if not isinstance(attributes, Mapping) or all(product.option(str(name)) for name in attributes):
        return None
    counts = {int(found.value) for found in quantities(fold(words), lang)}
    strange = [str(value) for name, value in attributes.items() if product.option(str(name)) is None]
    fitting = {count for count in counts if any(str(count) in re.findall(r"\d+", value) for value in strange)}
    return fitting.pop() if len(fitting) == 1 and len(counts) == 1 else None


def value_numbered(product: Product, quantity: object, words: str) -> dict[str, str]:
    """The option value that a bare number is the number of: *make that 17* of a cushion in 17 and 21. One digit, or a number with what it
    counts behind it, is how many."""
    if not isinstance(quantity, int) or isinstance(quantity, bool):
        return {}
    digits, text = str(quantity), fold(words)
    if packed := value_packed(product, digits, text):
        return packed
    if len(digits) < _SHORT or not re.search(rf"(?<![\d.]){digits}(?![\d.])(?!{COUNTERS})", text):
        return {}
    if re.search(rf"\b{digits}\s(?:of|x|more)\b", text):
        return {}
    for option in product.options:
        value = _numbered(option, digits)
        if len(value) == 1:
            return {option.id: value.pop()}
    return {}


def value_packed(product: Product, digits: str, text: str) -> dict[str, str]:
    """The option value that a pack is of: *a 10 pack of drip bags*."""
    if not re.search(rf"\b(?:an?|the|one) {digits}[\s-]?(?:pack|pk|count|ct|box|bag|piece|pc|set|sheet)s?\b", text):
        return {}
    made = [(option.id, value) for option in product.options for value in _numbered(option, digits)]
    return dict(made) if len(made) == 1 else {}


def changed_by(number: int, change: object) -> int:
    """How many there are after a change relative to ``number`` (``{"times": 2}``, ``{"divide": 2}``, ``{"add": -1}``, ``{"to": 1}``); none
    at the least. Half of an odd number is the larger half."""
    if not isinstance(change, Mapping):
        return number
    if isinstance(change.get("to"), int):
        return int(change["to"])
    times, parts, more = (change.get(name) for name in ("times", "divide", "add"))
    if isinstance(times, int):
        number *= times
    if isinstance(parts, int) and parts > 0:
        number = -(-number // parts)
    return max(0, number + more) if isinstance(more, int) else number


def value_beside(product: Product, before: Mapping[str, str], comparison: object) -> dict[str, str]:
    """The value a step *bigger* or *smaller* than the one ``before`` has, of the option whose values go by size; of two, the bigger or
    the smaller one where nothing was chosen before. Empty where there is no such step."""
    up = comparison in _UP
    if not up and comparison not in _DOWN:
        return {}
    for option in product.options:
        ordered = _by_size(option)
        if not ordered:
            continue
        at = ordered.index(before[option.id]) if before.get(option.id) in ordered else None
        if at is None:
            return {option.id: ordered[-1 if up else 0]} if len(ordered) == _TWO else {}
        after = at + 1 if up else at - 1
        return {option.id: ordered[after]} if 0 <= after < len(ordered) else {}
    return {}


def values_outermost(product: Product, words: str, chosen: Mapping[str, str]) -> dict[str, str]:
    """The largest, the smallest or the middle value, where ``words`` say so (*the big one*, 제일 작은 거, 真ん中の), of the option whose
    values go by size and of which nothing is ``chosen``."""
    said = extreme_in(fold(words))
    for option in product.options if said is not None else ():
        if option.id in chosen:
            continue
        value = at_end(_by_size(option), said[0]) if said else None
        if value is not None:
            return {option.id: value}
    return {}


def values_priced(product: Product, words: str, currency: str, chosen: Mapping[str, str]) -> dict[str, str]:
    """The values of the one version that costs what ``words`` say, or nearly: *the 6 dollar one*, 4,500원짜리, 450円のやつ. Nothing where
    two do, or where the amount is a limit."""
    said = [found for found in prices(fold(words), currency) if found.kind in ("price", "price_limit")]
    if len(said) != 1 or said[0].kind != "price" or said[0].value["currency"] != currency:
        return {}
    amount = said[0].value["amount"]
    away = sorted(
        (abs(price.amount - amount), n)
        for n, variant in enumerate(product.variants)
        if (price := variant.price(currency)) and all(variant.options.get(k) == v for k, v in chosen.items())
    )
    if not away or away[0][0] * 10 > amount or (len(away) > 1 and away[1][0] == away[0][0]):
        return {}
    return {k: v for k, v in product.variants[away[0][1]].options.items() if k not in chosen}


def _by_size(option: Option) -> list[str]:
    """The option's values from the smallest to the largest; empty where they are no sizes."""
    return by_size([(value.id, _spellings(option, value.id)) for value in option.values])


def _spellings(option: Option, value_id: str) -> set[str]:
    value = option.value(value_id)
    names = {value_id, *(value.name.values.values() if value else ())}
    return {fold(name) for name in names if name.strip()}


def _names(name: str, text: str) -> bool:
    bare = name.replace(" ", "")
    pattern = r"\s?".join(map(re.escape, bare)) if len(bare) <= 12 else re.escape(name)
    if not re.fullmatch(r"[a-z0-9.\-]+", bare):
        return len(bare) >= _SHORT and re.search(pattern, text) is not None
    after = rf"(?![a-z0-9]|\.\d)(?!{COUNTERS})" if bare.isdigit() else r"(?![a-z0-9']|\.\d)"
    return re.search(rf"(?<![a-z0-9.'’]){pattern}{after}", text) is not None
