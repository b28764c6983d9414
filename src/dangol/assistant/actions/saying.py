# ruff: noqa: E501  (patterns read best on one line)
"""What the words of a message say about one product's options, once it is known which product is meant. Pure.

Understanding cannot know that *32* is a size of this belt and *L* one of these socks; the product can.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dangol.assistant.actions.sizes import SIZE_WORDS
from dangol.commerce.catalog.products import Option, Product
from dangol.kit.text import fold
from dangol.nlu.entities.numbers import quantities
from dangol.nlu.moods import COUNTERS, asks, only_named
from dangol.nlu.tokens import korean_stem

_SHORT, _TWO = 2, 2
_FEW_SIZES = 4  # of more, *the small one* is none in particular
_THING_KO = r"(?:\s?(?:거|것|걸|건|게|꺼|쪽|사이즈|병|통|팩|용량|봉|컵|캔|박스|제품|상품|버전))"
_SMALL_ONE = re.compile(
    rf"\b(?:the )?(?:small(?:er|est)?|mini|little|littlest) (?:one|size|bottle|version|pack|jar|box|tube|bag)\b|(?:작은|소형|제일\s?작은){_THING_KO}"
    r"|小さ(?:い|な|め)の?(?:ほう|方|もの|サイズ|の(?:は|が|を|って|\?|$)|やつ|瓶|ボトル|袋|箱)|一番小さい"
)
_LARGE_ONE = re.compile(
    rf"\b(?:the )?(?:big(?:ger|gest)?|larg(?:e|er|est)) (?:one|size|bottle|version|pack|jar|box|tube|bag)\b|(?<![가-힣])(?:큰|대형|제일\s?큰){_THING_KO}"
    r"|大き(?:い|な|め)の?(?:ほう|方|もの|サイズ|の(?:は|が|を|って|\?|$)|やつ|瓶|ボトル|袋|箱)|一番大きい"
)
_UP, _DOWN = frozenset({"bigger", "longer"}), frozenset({"smaller", "shorter"})
_WORD = re.compile(r"[a-z]{2,}|[가-힣]{2,}|[一-鿿々]{2,}|[ァ-ヶー]{2,}")
_COMPOUND = re.compile(r"[가-힣]{3,}|[ァ-ヶー]{3,}")
_NUMBERED = re.compile(r"(?<![\d.])\d{2,4}(?![\d.])")  # one digit counts more often than it names


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
    ``words`` say, if there is one (*the 23, two of them*)."""
    if not isinstance(quantity, int) or isinstance(quantity, bool):
        return None
    digits, text = str(quantity), fold(words)
    own = {re.sub(r"\D", "", value) for value in chosen.values()}
    for option in product.options:
        if option.id in chosen:
            own |= {n for name in _spellings(option, chosen[option.id]) for n in _NUMBERED.findall(name)}
    if digits not in own or len(re.findall(rf"(?<!\d){digits}(?!\d)", text)) != 1:
        return quantity
    others = {found.value for found in quantities(text, lang)} - {quantity}
    return int(others.pop()) if len(others) == 1 else None


def value_numbered(product: Product, quantity: object, words: str) -> dict[str, str]:
    """The option value that a bare number is the number of: *make that 17* of a cushion in 17 and 21. One digit, or a number with what it
    counts behind it, is how many."""
    if not isinstance(quantity, int) or isinstance(quantity, bool):
        return {}
    digits, text = str(quantity), fold(words)
    if len(digits) < _SHORT or not re.search(rf"(?<![\d.]){digits}(?![\d.])(?!{COUNTERS})", text):
        return {}
    if re.search(rf"\b{digits}\s(?:of|x|more)\b", text):
        return {}
    for option in product.options:
        value = _numbered(option, digits)
        if len(value) == 1:
            return {option.id: value.pop()}
    return {}


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


def value_at_end(product: Product, chosen: Mapping[str, str], words: str) -> dict[str, str]:
    """The smallest or the largest value of an option that comes in a few sizes, where ``words`` ask for it: *the small one*, 큰 거,
    小さいほう."""
    text = fold(words)
    small, large = _SMALL_ONE.search(text), _LARGE_ONE.search(text)
    if bool(small) == bool(large):
        return {}
    for option in product.options:
        ordered = _by_size(option)
        if option.id not in chosen and ordered and len(ordered) <= _FEW_SIZES:
            return {option.id: ordered[0 if small else -1]}
    return {}


def _by_size(option: Option) -> list[str]:
    """The option's values from the smallest to the largest; empty where they are no sizes."""
    ranks: dict[str, float] = {}
    for value in option.values:
        rank = next((r for name in sorted(_spellings(option, value.id)) if (r := _rank(name)) is not None), None)
        if rank is None:
            return []
        ranks[value.id] = rank
    return sorted(ranks, key=lambda value_id: ranks[value_id]) if len(set(ranks.values())) == len(ranks) > 1 else []


def _rank(name: str) -> float | None:
    """Where a size stands among sizes of its kind: by its letter or word, else by its number."""
    for rank, words in enumerate(SIZE_WORDS):
        if any(re.match(rf"{word}(?![a-z])", name) for word in words):
            return float(rank)
    number = re.search(r"\d+(?:\.\d+)?", name)
    return float(number.group()) if number else None


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
