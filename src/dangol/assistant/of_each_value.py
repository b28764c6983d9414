"""What a product's own text says of each value of an option: *S (7 cm) for dogs up to 8 kg, M (10 cm) for 8 to 20 kg*. Pure.

Nothing is concluded: the clause that names a value is quoted, or the sentence where no clause of it says more than the name. Amounts are
brought into one unit, so that what a litre, 100 g or a metre costs can be told of versions that are sizes of one thing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from dangol.assistant.figures import figures_in
from dangol.commerce.catalog.products import Option, Product
from dangol.kit.text import fold
from dangol.nlu.sizes import words_for

_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n+")
# Commas that part clauses, and not the thousands of a number; *M for town and L for parks* is two as well, *20 kg and more* is not.
_CLAUSE = re.compile(r"(?<!\d)[,、，]\s*|(?<=\d)[,、，](?!\d)\s*|[;；]\s*")
_TWO_IN_ONE = re.compile(r"\s(?:and|while|but)\s|(?<=[가-힣]고)\s")
_LONGEST = 200  # characters of a quotation
_MOST = 2  # quotations of one value
_SAYS = 3  # letters of a clause beside the value's name, for it to say something
_BESIDE = re.compile(r"[\s()（）\[\]:：·・/,、]")
_MEASURES = ("mass", "volume")
_HOLDS, _ABOUT = Decimal("0.7"), Decimal("1.25")
_LARGE, _SMALL = Decimal(1000), Decimal(100)
_UNIT = {"mass": ("kg", "g"), "volume": ("L", "ml")}


def told_of_each(product: Product, option: Option, values: Sequence[str], lang: str) -> dict[str, list[str]]:
    """By the ids of ``values`` of ``option``: the clauses of the description and the attributes that speak of that value, word for word;
    an empty list where nothing does."""
    found: dict[str, list[str]] = {value: [] for value in values}
    named = {value.id: names_of_value(option, value.id) for value in option.values}
    for line in _lines(product, lang):
        speaking = [
            (said.strip(" .。"), _speaks_of(named, said))
            for part in _CLAUSE.split(line)
            for said in _apart(named, part)
        ]
        if not any(of for _, of in speaking):
            continue
        for clause, of in speaking:
            for value in of:
                if value not in found or len(found[value]) >= _MOST:
                    continue
                said = clause if len(of) == 1 and _says_more(clause, named) else line
                if not _says_more(said, named):
                    continue  # *350 / 500 ml* only names them
                if said not in found[value] and len(said) <= _LONGEST:
                    found[value].append(said)
    return found


def _apart(named: Mapping[str, Sequence[str]], clause: str) -> list[str]:
    """A clause, or the two that it is where each half speaks of a value of its own."""
    if len(_speaks_of(named, clause)) > 1:
        halves = _TWO_IN_ONE.split(clause)
        if all(len(_speaks_of(named, half)) == 1 for half in halves):
            return halves
    return [clause]


def _speaks_of(named: Mapping[str, Sequence[str]], text: str) -> list[str]:
    return [value for value, names in named.items() if _stands(names, text)]


def amounts_of(option: Option, values: Sequence[str], lang: str) -> tuple[str, list[Decimal]] | None:
    """The measure (``mass`` in grams, ``volume`` in millilitres) that every one of ``values`` is an amount of by its name, and the amounts;
    none where one is not, or where they are all the same."""
    for measure in _MEASURES:
        amounts = []
        for value_id in values:
            value = option.value(value_id)
            stated = list(figures_in(value.name.text(lang), measure)) if value else []
            if len(stated) != 1 or stated[0][0] != stated[0][1] or stated[0][0] <= 0:
                break
            amounts.append(stated[0][0])
        if len(amounts) == len(values) and len(set(amounts)) > 1:
            return measure, amounts
    return None


def sold_by(measure: str, amounts: Sequence[Decimal], weights: Sequence[int]) -> bool:
    """Whether things are sold by their amounts: two bags of food are, a cup of 300 ml and one of 450 ml are not. A litre of something
    weighs about as much as it is, and twice as much of it twice as much; ``weights`` are those of what is posted, in grams, 0 where not
    stated."""
    if not all(weights) or len(set(weights)) == 1:  # one weight for all of them is none that was looked after
        return measure == "mass"
    if any(weight < amount * _HOLDS for weight, amount in zip(weights, amounts, strict=True)):
        return False
    shares = [Decimal(weight) / amount for weight, amount in zip(weights, amounts, strict=True)]
    return measure == "mass" or max(shares) <= min(shares) * _ABOUT


def unit_for(measure: str, amounts: Sequence[Decimal], lang: str) -> tuple[Decimal, str]:
    """The amount that a price is told for (in grams or millilitres), and how a reader of ``lang`` writes it: a *kg* where the least of
    ``amounts`` is as much, else *100 g*."""
    large, small = _UNIT[measure]
    if min(amounts) >= _LARGE:
        return _LARGE, large if lang == "en" else f"1{large}"
    return _SMALL, f"100 {small}" if lang == "en" else f"100{small}"


def named_beside(option: Option, text: str) -> list[str]:
    """The ids of the values of ``option`` that ``text`` names, in the order they stand there; of two names at one place the longer one."""
    places: dict[str, tuple[int, int]] = {}
    said = fold(text)
    for value in option.values:
        spans = [m.span() for name in names_of_value(option, value.id) if (m := _pattern(name).search(said))]
        if spans:
            places[value.id] = max(spans, key=lambda span: span[1] - span[0])
    within = {
        one
        for one, (begin, end) in places.items()
        for other, (first, last) in places.items()
        if one != other and first <= begin and end <= last and (last - first) > (end - begin)
    }
    return sorted((value for value in places if value not in within), key=lambda value: places[value][0])


def _lines(product: Product, lang: str) -> list[str]:
    lines = [part.strip(" \t•-") for part in _SENTENCE.split(product.description.text(lang))]
    return [line for line in (*lines, *(a.value.text(lang) for a in product.attributes)) if line]


def names_of_value(option: Option, value_id: str) -> list[str]:
    """All that a value is called, the words of a size's letter included: *medium* of M."""
    value = option.value(value_id)
    names = [value_id, *(value.name.values.values() if value else ())]
    folded = [fold(name) for name in names if name.strip()]
    return list(dict.fromkeys([*folded, *(word for name in folded for word in words_for(name))]))


def _pattern(name: str) -> re.Pattern[str]:
    """Finds a name as a word of its own: *M* is no part of *cm*, nor *1 kg* of *11 kg*."""
    spaced = r"\s?".join(re.escape(part) for part in re.findall(r"[\d.,]+|[^\s\d]+", name))
    before = r"(?<![a-z0-9'’])(?<!\d[.,])" if name[0].isascii() else ""
    behind = r"(?![a-z0-9]|[.,]\d)" if name[-1].isascii() else ""
    if len(name) == 1:  # *4.2 m* is no M, 롱 may have a particle behind it
        before += r"(?<!\d\s)" if name.isascii() else r"(?<![가-힣ぁ-んァ-ヶー一-龥])"
        behind = behind or r"(?=$|[^가-힣ァ-ヶー一-龥]|[은는이가도의]\s)"
    return re.compile(before + spaced + behind)


def _stands(names: Sequence[str], text: str) -> bool:
    said = fold(text)
    return any(_pattern(name).search(said) for name in names)


def _says_more(clause: str, named: Mapping[str, Sequence[str]]) -> bool:
    """Whether a clause says anything beside what the values are called, in full or by the figure in it."""
    rest = fold(clause)
    names = {name for called in named.values() for name in called}
    figures = {figure for name in names for figure in re.findall(r"\d+(?:\.\d+)?", name)}
    for name in (*sorted(names, key=len, reverse=True), *sorted(figures, key=len, reverse=True)):
        rest = _pattern(name).sub("", rest)
    return len(_BESIDE.sub("", rest)) >= _SAYS
