# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""Several things in one wish, each with how many of it and in which version: *2 blue pens and a red one*, 호지차 두 개랑 하얀 찻주전자 하나,
ほうじ茶2つと急須1つ."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from dangol.nlu import answers
from dangol.nlu.answers import residue
from dangol.nlu.commands import Entity
from dangol.nlu.normalise import normalise
from dangol.nlu.tokens import korean_stem

_THINGS = ("product", "category")
_VALUES = ("color", "size", "attribute", "measure")
_FEWEST = 2
_MAY_BE_A_SIZE = 10
# Where one thing ends and the next begins. Letters that join are so only behind something named: からし is no か and ら.
_JOINS = re.compile(
    r"\s*(?:[,;+&]|(?<=\w\w\w\w)[.!](?=\s))\s*(?:(?:and|also|plus|then|그리고|또|あと|それと|それから)\s?)?"
    r"|\s(?:담고|담구|넣고|넣구|주시고|주고)\s|(?:入れて|足して)\s?(?=\S)"
    r"|\s(?:and(?: also| then)?|plus|n|as well as|along with)\s"
    r"|(?P<joined>(?:이?랑|하고|와|과|에다가?|에)(?=\s|$)\s*|と(?:あと)?|や)"
    r"|\s*(?:그리고|그리구|それと|それから|あと)\s*"
)
EACH = re.compile(r"씩|ずつ|\beach\b|\bapiece\b|\bof both\b")
_ONE_OF = re.compile(r"\b(?P<one>one|a single|an?)\s(?:\w+\s){0,3}$")
# What surely adds the next to the one before, where a comma may also put one in the place of another: *vol. 1, no, vol. 3*.
_AND = re.compile(
    r"(?:\s(?:and|plus|n)(?: also| then)?\s|&|이?랑|하고|와|과|그리고|また|と(?:あと)?|や|あと|それから)\s*$"
)
# Two colours of one thing: 白と黒の皿.
_TWO_COLOURED = re.compile(r"の(?!を|が|も|と|$|\s)|(?<=[가-힣])(?:인|으?로\s?된)\s")
# A name: three letters of a script that writes words whole, four of one that writes them short.
_NAME = re.compile(r"[가-힣]{3,}|[\u3400-\u9fff々]{1,4}[ァ-ヶー]{2,}|[ァ-ヶー]{3,}|[a-z]{4,}")
_OF_A_VALUE = frozenset(
    {"짜리", "짜리도", "들이", "사이즈", "크기", "길이", "サイズ"}
)  # what hangs on a value: 10미터짜리도 하나
_THE_SAME = re.compile(r"\bones?\b|(?:거|것|걸)(?:로|요|$|\s|하나)|(?:の|やつ)(?=\s|$|[,をも1-9一二三])")


@dataclass
class _Item:
    row: str
    words: tuple[int, int]
    name: str = ""
    shelf: bool = False
    count: int | None = None
    said: bool = False
    values: dict[str, Any] = field(default_factory=dict)
    attributes: dict[str, Any] = field(default_factory=dict)

    @property
    def kinds(self) -> set[str]:
        """Of what kinds the values are that were said of it."""
        return {*self.values, *self.attributes}

    def slots(self, text: str) -> dict[str, Any]:
        """What the flow about this one thing is told."""
        out: dict[str, Any] = {"row": self.row, "quantity": self.count or 1, "words": text[slice(*self.words)].strip()}
        if self.shelf:
            out["name"] = self.name
        if self.attributes:
            out["attributes"] = self.attributes
        return out | self.values


def versions_of(words: str, entities: Sequence[Entity], row: str) -> list[dict[str, Any]]:
    """The versions of the one thing ``row`` that are wished for by nothing but their values, each with its number: 빨간색 M 하나 검정색 L 두
    개, *one grey and two white*, ホワイトとブラックを1つずつ. Empty where it is not several, or how many of each is not said."""
    kinds = [answers.slot_value(e)[0] for e in entities if e.kind in _VALUES and not e.negated]
    if len(kinds) == len(set(kinds)) or any(e.kind in _THINGS for e in entities):
        return []
    text = normalise(words).text
    spans = answers.spans(words, entities)
    found: list[_Item] = []
    for part in _parts(text, _named(entities, spans)):
        for begin, end in _by_number(entities, spans, part):
            inside = [n for n, (a, b) in enumerate(spans) if begin <= a and b <= end and not entities[n].negated]
            item = _Item(row, (begin, end))
            _fill(item, entities, inside)
            named = min((spans[n][0] for n in inside if entities[n].kind in _VALUES), default=begin)
            if item.count is None and _ONE_OF.search(text[begin:named]):
                item.count = 1
            if item.kinds:
                found.append(item)
    counts = [item.count for item in found if item.count is not None]
    if EACH.search(text) and len(counts) == 1:
        for item in found:
            item.count = counts[0]
    alike = len({frozenset(item.kinds) for item in found}) == 1
    told = alike and all(item.count is not None for item in found) and len(found) == kinds.count(kinds[0])
    return [item.slots(text_as_written(words, text)) for item in found] if told and len(found) >= _FEWEST else []


def versions_named(words: str, entities: Sequence[Entity], thing: int, row: str) -> list[dict[str, Any]]:
    """The versions of the one thing that is named at ``thing``, each with a number of its own: 머그컵 빨강 4개 초록 2개, *mugs, 4 red and 2
    green*, マグの赤4個と緑2個."""
    values = [n for n, e in enumerate(entities) if e.kind in _VALUES]
    amid = any(n < thing for n in values) and any(n > thing for n in values)
    if amid or any(e.negated for e in entities):
        return []  # what stands before the name may be of something else: 21호 하나 담고 립스틱 코랄도 하나
    items = versions_of(words, [e for n, e in enumerate(entities) if n != thing], row)
    named = {"name": entities[thing].text} if row.startswith("category:") else {}
    return [item | named for item in items]


def divided(words: str, entities: Sequence[Entity], row: str, name: str) -> list[dict[str, Any]]:
    """The versions that one named thing is divided into: *2 tees, one black L, one white XL*, 반팔 두 장 하나는 블랙 L 하나는 화이트 XL. Empty
    unless there are several, all told by the same and as many as are said in all."""
    text = normalise(words).text
    spans = answers.spans(words, entities)
    things = [n for n, e in enumerate(entities) if e.kind in _THINGS]
    values = [n for n, e in enumerate(entities) if e.kind in _VALUES]
    counts = [n for n, e in enumerate(entities) if e.kind == "quantity"]
    if len(things) != 1 or not values or any(entities[n].negated for n in (*things, *values)) or values[0] < things[0]:
        return []
    groups: list[list[int]] = []
    for n in values:
        kind = answers.slot_value(entities[n])[0]
        if not groups or kind in {answers.slot_value(entities[m])[0] for m in groups[-1]}:
            groups.append([])
        groups[-1].append(n)
    total = next((n for n in counts if n < values[0] and spans[n][0] < spans[values[0]][0]), None)
    whole = int(entities[total].value) if total is not None else None
    own = [n for n in counts if n != total]
    # 스콘 네 개 크랜베리 두 개 플레인 두 개: each number behind what it counts.
    behind = bool(own) and spans[own[0]][0] > spans[values[0]][0] and spans[own[-1]][0] > spans[values[-1]][0]
    found = []
    for place, group in enumerate(groups):
        begin = (
            spans[groups[place - 1][-1]][1] if place else max(spans[n][1] for n in (things[0], total) if n is not None)
        )
        end = spans[groups[place + 1][0]][0] if place + 1 < len(groups) else len(words)
        item = _Item(row, (begin, spans[group[-1]][1]), name, row.startswith("category:"))
        between = (spans[group[-1]][1], end) if behind else (begin, spans[group[0]][0])
        beside = [n for n in own if between[0] <= spans[n][0] and spans[n][1] <= between[1]]
        _fill(item, entities, [*beside, *group])
        found.append(item)
    alike = len({frozenset(item.kinds) for item in found}) == 1
    if len(found) < _FEWEST or not alike or whole is None or sum(item.count or 1 for item in found) != whole:
        return []
    return [item.slots(text_as_written(words, text)) for item in found]


def _by_number(
    entities: Sequence[Entity], spans: Sequence[tuple[int, int]], part: tuple[int, int]
) -> list[tuple[int, int]]:
    """A part cut where its next version begins: behind each number where numbers come last, else before it."""
    inside = sorted(spans[n] + (n,) for n in range(len(spans)) if part[0] <= spans[n][0] and spans[n][1] <= part[1])
    numbers = [(a, b) for a, b, n in inside if entities[n].kind == "quantity"]
    values = [a for a, _, n in inside if entities[n].kind in _VALUES]
    if len(numbers) < _FEWEST or not values:
        return [part]
    last = values[0] < numbers[0][0]
    cuts = [b for _, b in numbers[:-1]] if last else [a for a, _ in numbers[1:]]
    return list(zip([part[0], *cuts], [*cuts, part[1]], strict=True))


def items_of(
    words: str, entities: Sequence[Entity], rows: Mapping[int, str], spoken_of: str | None = None
) -> tuple[list[dict[str, Any]], bool]:
    """The things wished for in ``words``, and whether a number was said of any. ``rows`` says which row each entity that names a thing stands
    for, by its place among ``entities``; ``spoken_of`` is the row that versions are of where none is named, and what a number alone that comes
    first is of: *two of those and a tray*. Empty where it is not several."""
    named = [n for n, e in enumerate(entities) if e.kind in _THINGS and not e.negated and n in rows]
    if not named and spoken_of is None:
        return [], False
    text = normalise(words).text
    spans = answers.spans(words, entities)
    found = [_Item(spoken_of, (0, 0))] if not named and spoken_of is not None else []
    for begin, end in _parts(text, _named(entities, spans)):
        inside = [n for n, (a, b) in enumerate(spans) if begin <= a and b <= end and not entities[n].negated]
        things = [n for n in inside if n in named]
        # *The glass cup*, called by two words of its name, is one thing.
        things = [n for place, n in enumerate(things) if not place or rows[things[place - 1]] != rows[n]]
        # Nor are *wall shelves* two, though the shelf is called by the second: nothing stands between them.
        things = [
            n
            for place, n in enumerate(things)
            if not (place and entities[n].kind == "category" and _beside(text, spans[things[place - 1]], spans[n]))
        ]
        for (first, last), thing in zip(
            _shares(begin, end, [spans[n] for n in things], _counts(entities, spans, inside)), things, strict=True
        ):
            item = _Item(rows[thing], (first, last), entities[thing].text, rows[thing].startswith("category:"))
            _fill(item, entities, [n for n in inside if first <= spans[n][0] < last])
            if item.count is None and (one := _ONE_OF.search(text[first : spans[thing][0]])):
                item.count, item.said = 1, one["one"] in ("one", "a single")
            again = found and found[-1].row == item.row and not found[-1].kinds & item.kinds
            if again and not (found[-1].said and item.said):
                continue  # *2 inner tubes 26 and 1 inner tube 700C*, each with its number, are two all the same
            found += _versions_within(item, text, entities, spans, (first, last))
        if not things and found and inside:
            stretches = _by_number(entities, spans, (begin, end))
            if len(stretches) < _FEWEST:
                stretches = _by_one(text, entities, spans, inside, (begin, end))
            for stretch in stretches:
                within = [n for n in inside if stretch[0] <= spans[n][0] and spans[n][1] <= stretch[1]]
                if within:
                    _follow(found, text, entities, within, stretch)
        elif not things and any(entities[n].kind == "quantity" for n in inside):
            counted = _Item(spoken_of or "", (begin, end))
            _fill(counted, entities, inside)
            own = _own_name(text, entities, inside, (begin, end))
            if own and (counted.kinds or not (counted.row or own.isascii())):
                counted.row, counted.name, counted.shelf = "category:", own, True
            if not counted.row and counted.kinds:
                # A version of nothing that is known: better asked for by that than left out without a word.
                first = min(spans[n][0] for n in inside if entities[n].kind in _VALUES)
                called = text[begin:first].rstrip(" のを").split()[-1:]  # however short: 찻잔 흰색, 湯のみ白
                short = (
                    bool(called) and len(residue(called[0])) >= _FEWEST and not called[0].isascii()
                )  # じゃあ calls nothing
                counted.row, counted.shelf = "category:", True
                counted.name = called[0] if short else _first_value(entities, inside)
            if counted.row:
                found += _versions_within(counted, text, entities, spans, (begin, end))
    if len(found) >= _FEWEST and not named and found[0].words == (0, 0) and not found[0].kinds and not found[0].said:
        del found[0]  # what was spoken of last is none of those that are called by a name of their own
        return ([item.slots(text_as_written(words, text)) for item in found], True) if found[0].shelf else ([], False)
    found = _divided_later(found)
    if len(found) < _FEWEST:
        return [], False
    _share(found)
    counts = [item.count for item in found if item.count is not None and item.said]
    if EACH.search(text) and len(counts) == 1:
        for item in found:
            item.count = counts[0]
    return [item.slots(text_as_written(words, text)) for item in found], bool(counts)


def _first_value(entities: Sequence[Entity], inside: Sequence[int]) -> str:
    return next(entities[n].text for n in inside if entities[n].kind in _VALUES)


def _beside(text: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether two words of one name in Latin letters follow each other with nothing but a space between."""
    return text[first[1] : second[0]] == " " and text[slice(*second)].isascii() and text[slice(*first)].isascii()


def as_values(entities: Sequence[Entity]) -> list[Entity]:
    """``entities`` with a bare number that another number follows at once as a size: 150 하나 300 둘, *the 150 two*. Nobody counts twice."""
    out = list(entities)
    for n, (one, after) in enumerate(pairwise(entities)):
        both = one.kind == after.kind == "quantity" and 0 < after.start - one.end + 1 <= _FEWEST
        if both and one.text.isdigit() and int(one.value) >= _MAY_BE_A_SIZE and not after.text.isdigit():
            out[n] = one.model_copy(update={"kind": "size", "value": one.text})
    return out


def text_as_written(words: str, text: str) -> str:
    """The message as it was written where its normalised form is as long, so that a part of it can be found there again."""
    return words if len(words) == len(text) else text


def _parts(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The message cut where one thing is joined to the next, never inside what is named."""
    parts: list[tuple[int, int]] = []
    begin = 0
    for join in _JOINS.finditer(text):
        if any(a < join.end() and join.start() < b for a, b in spans):
            continue
        if join["joined"] and not any(b == join.start() for _, b in spans):
            continue
        parts.append((begin, join.start()))
        begin = join.end()
    return [*parts, (begin, len(text))]


def _named(entities: Sequence[Entity], spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where something is named, which is never cut: the それ of それと only joins."""
    return [span for entity, span in zip(entities, spans, strict=True) if entity.kind != "reference"]


def _counts(entities: Sequence[Entity], spans: Sequence[tuple[int, int]], inside: Sequence[int]) -> list[int]:
    return [spans[n][0] for n in inside if entities[n].kind == "quantity"]


def _shares(begin: int, end: int, things: Sequence[tuple[int, int]], counts: Sequence[int]) -> list[tuple[int, int]]:
    """Which stretch of a part belongs to each of its things: numbers stand behind the names where names come first, else before them."""
    if not things:
        return []
    after = not counts or things[0][0] < counts[0]
    if after:
        starts = [begin, *(a for a, _ in things[1:])]
        return list(zip(starts, [*starts[1:], end], strict=True))
    ends = [*(b for _, b in things[:-1]), end]
    return list(zip([begin, *ends[:-1]], ends, strict=True))


def _fill(item: _Item, entities: Sequence[Entity], inside: Sequence[int]) -> None:
    for n in inside:
        entity = entities[n]
        name, value = answers.slot_value(entity)
        if entity.kind == "quantity" and item.count is None:
            item.count, item.said = int(entity.value), True
        elif entity.kind == "attribute":
            item.attributes.setdefault(name, value)
        elif entity.kind in _VALUES:
            item.values.setdefault(name, value)


def _follow(
    found: list[_Item],
    text: str,
    entities: Sequence[Entity],
    inside: Sequence[int],
    part: tuple[int, int],
) -> None:
    """A part that names no thing: another version of the thing before it (*… and a red one*, 빨강 1개, 1巻と3巻), or how many of that."""
    last = found[-1]
    more = _Item(last.row, part, last.name, last.shelf)
    _fill(more, entities, inside)
    valued = [
        a for n, (a, _) in enumerate(answers.spans(text, entities)) if n in inside and entities[n].kind in _VALUES
    ]
    if more.count is None and valued and text[part[0] : min(valued)].rpartition(",")[2].strip().endswith("one"):
        more.count, more.said = 1, True  # *two black and one white*: no number for itself
    if more.count is not None and more.kinds and (own := _own_name(text, entities, inside, part)):
        # *Pumps in ivory and one pair of mary janes*: the next thing is called something the catalogue has yet to tell.
        more.row, more.name, more.shelf = "category:", own, True
        found.append(more)
        return
    if more.kinds & last.kinds:
        if more.count is not None or _THE_SAME.search(text[slice(*part)]) is not None or _added(text, more, part):
            # What is said once holds on: 霧のSとM are both 霧.
            more.values, more.attributes = last.values | more.values, last.attributes | more.attributes
            found.append(more)
    elif last.count is None or more.count is None:
        # *Matte cushion, one in 21 and two in 23*; ホワイト、Mを2枚: what follows the name still says which one.
        last.values |= more.values
        last.attributes |= more.attributes
        last.count, last.said = (last.count, last.said) if more.count is None else (more.count, more.said)
        last.words = (last.words[0], part[1])
    elif more.kinds:
        # Each with its number: チューブ26を2本と700Cを1本. What tells the first one apart its own words say.
        found.append(more)


def _versions_within(
    item: _Item, text: str, entities: Sequence[Entity], spans: Sequence[tuple[int, int]], part: tuple[int, int]
) -> list[_Item]:
    """``item``, or its versions where its own stretch counts several, amid other things: 형광펜 노랑 2개 분홍 1개 그리고 스테이플러, *2 highlighters
    yellow one pink and a stapler*."""
    inside = [n for n, (a, b) in enumerate(spans) if part[0] <= a and b <= part[1] and not entities[n].negated]
    kinds = [answers.slot_value(entities[n])[0] for n in inside if entities[n].kind in _VALUES]
    if len(kinds) == len(set(kinds)):
        return [item]
    stretches = _by_number(entities, spans, part)
    if len(stretches) < _FEWEST:
        stretches = _by_one(text, entities, spans, inside, part)
    versions = []
    for begin, end in stretches:
        version = _Item(item.row, (begin, end), item.name, item.shelf)
        _fill(version, entities, [n for n in inside if begin <= spans[n][0] and spans[n][1] <= end])
        if version.count is None and _ONE_OF.search(
            text[begin : max(spans[n][0] for n in inside if spans[n][1] <= end)]
        ):
            version.count, version.said = 1, True
        versions.append(version)
    told = len(versions) >= _FEWEST and all(v.kinds and v.count is not None for v in versions)
    return versions if told else [item]


def _by_one(
    text: str,
    entities: Sequence[Entity],
    spans: Sequence[tuple[int, int]],
    inside: Sequence[int],
    part: tuple[int, int],
) -> list[tuple[int, int]]:
    """A part cut before the *one* that counts its second version, which is no number for itself: *2 highlighters yellow one pink*."""
    values = sorted(spans[n] for n in inside if entities[n].kind in _VALUES)
    for before, after in pairwise(values):
        if text[before[1] : after[0]].strip(" ,") in ("one", "and one"):
            return [(part[0], before[1]), (before[1], part[1])]
    return [part]


def _divided_later(found: Sequence[_Item]) -> list[_Item]:
    """The things without one that only says how many there are of the versions behind it: *5 scissors, 3 black and 2 white*."""
    kept = []
    for n, item in enumerate(found):
        behind = []
        for later in found[n + 1 :]:
            if later.row != item.row or not later.kinds or later.count is None:
                break
            behind.append(later.count)
        if not (item.said and not item.kinds and len(behind) >= _FEWEST and sum(behind) == item.count):
            kept.append(item)
    return kept


def _own_name(text: str, entities: Sequence[Entity], inside: Sequence[int], part: tuple[int, int]) -> str:
    """What a part calls a thing by: the name that stands before the last that is said of it, beside the words that hold them together."""
    spans = answers.spans(text, entities)
    kept = list(text)
    for n in inside:
        kept[slice(*spans[n])] = (" " if entities[n].kind == "quantity" else "_") * (spans[n][1] - spans[n][0])
    said = "".join(kept)[part[0] : max(spans[n][0] for n in inside)]
    runs = [run.group() for run in _NAME.finditer(said)]
    names = [korean_stem(run) if run[0] >= "가" else run for run in runs if residue(run)]
    names = [name for name in names if name not in _OF_A_VALUE]
    return " ".join(names) if names and not _THE_SAME.search(said) else ""


def _added(text: str, more: _Item, part: tuple[int, int]) -> bool:
    """Whether a part that counts nothing is one more version all the same: *vol. 1 and vol. 3*, not the *white* of *black and white*."""
    if not _AND.search(text[: part[0]]):
        return False
    if "color" not in more.kinds:
        return True
    said = text[slice(*part)]
    return not _TWO_COLOURED.search(said) and (not said.isascii() or said.startswith(("the ", "a ", "an ")))


def _share(found: Sequence[_Item]) -> None:
    """What only the last version of a thing says, and none before it, is said of all of them: 上巻と下巻を文庫で."""
    last = found[-1]
    before = [item for item in found[:-1] if item.row == last.row]
    for kind in last.kinds if before and all(item.kinds & last.kinds for item in before) else ():
        if not any(kind in item.kinds for item in before):
            for item in before:
                item.values |= {kind: last.values[kind]} if kind in last.values else {}
                item.attributes |= {kind: last.attributes[kind]} if kind in last.attributes else {}
