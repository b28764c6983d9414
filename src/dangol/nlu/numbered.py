# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""Numbers that are values of what is on the table: *vol. 3* and 3권 of a comic in volumes, *24* of slippers made in 23 to 27, 40ミリ of a screw.

The catalogue's words alone cannot tell them from numbers that count; what the thing spoken of comes in, can.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dangol.nlu.commands import Entity, Link
from dangol.nlu.context import Context, Made, Match
from dangol.nlu.entities.numbers import quantities
from dangol.nlu.moods import COUNTERS
from dangol.nlu.normalise import Normalised, normalise, plain
from dangol.nlu.tokens import PLACEHOLDERS

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SURE = 0.9
_LETTER = re.compile("[a-z]")
_AS_A_VALUE = re.compile(
    r"\b(?:to|in|with|an?|the|letter)\s(?P<en>[a-z])(?![\w'])|(?<![a-z0-9])(?P<east>[a-z])(?=\s?(?:으?로|이?요(?![가-힣])|은|는|를|을|에서|글자|で|に|を|の|は))"
)
_TWO = 2
_KINDS = {"size": "size", "color": "color", "colour": "color"}
# What stands before a number that is the name of something, and behind it.
_CALLED = ("no.", "no", "number", "#")
# A number with one of these beside it is an amount, a limit, a time or a part of something longer.
_NO_NAME_BEFORE = re.compile(
    r"(?:[\d.,:/$₩¥€£%#-]|\b(?:under|over|below|above|around|(?<!what )(?<!how )about|than|for|at least|up to|x|minus|within|order|option))\s?$"
)
_NO_NAME_AFTER = re.compile(
    rf"{COUNTERS}|\s?(?:[.,:/]\d|[%₩¥$°]|-(?!\d)|(?:more|of|x|times|percent|dollars?|bucks|won|yen|days?|weeks?|months?|years?|hours?|minutes?|people|persons?|times)\b)|[a-z]"
    r"|\s?(?:명|분|인|일|월|시|번|도\s?(?:까지|이하|이상|에)|年|月|日|時|分|人|歳|度|点|割|番|回)"
)
_OF_ONE = re.compile(r"(?:은|는|을|를|\s?(?:말고|빼|대신)|は|を|の(?:ほう|方)|やめ|じゃなく)")
_NOT_IT = re.compile(
    r"\s?(?:인치|インチ|호|号|권|巻)?(?:[이가은는])?\s?(?:말고|말구|아니고|아니라|아니에요|じゃなく|ではなく|じゃない)"
)
_NOT_BEFORE = re.compile(r"\bnot (?:the |a |an |in )?(?:size )?$")
# What puts one number of a kind beside the next, so that the word that says what they are is said once: *vol. 1 and 3*, 1, 3권.
_BESIDE = r"(?:\s?(?:,|&|/|、|と|や|이?랑|하고|와|과|그리고|and|or|또는|か)\s?(?:also\s)?)"


@dataclass(frozen=True, slots=True)
class Numbered:
    """An option whose values are told apart by their numbers: by each of these, in their order."""

    made: Made
    values: dict[str, str]
    before: tuple[str, ...]
    after: tuple[str, ...]

    def match(self, number: str, start: int, end: int) -> Match:
        """The value with that number, found between two places of a message."""
        value = self.values[number]
        names = next(names for known, names in self.made.values if known == value)
        row = f"value:{self.made.option}={value}"
        links = tuple(Link(row=row, score=_SURE, title=name) for name in dict.fromkeys(names))
        kind = _KINDS.get(plain(self.made.option), "attribute")
        return Match(start, end, kind, f"{self.made.option}={value}", links)


def numbered(made: Made) -> Numbered | None:
    """``made`` as an option of numbers; none where a value has no number. A value may have one in each language, as shoes do (*235*,
    23.5cm, *US 6.5*); a number that would be two values is none."""
    values: dict[str, str] = {}
    shared: set[str] = set()
    called = {word for name in made.names if (word := plain(name).strip())}
    leads, tails = set(called), {word for word in called if not word.isascii()}
    for value, names in made.values:
        for name in map(plain, names):
            found = _NUMBER.findall(name)
            if len(found) != 1:
                return None
            for number in {found[0], found[0].removesuffix(".0")}:
                if values.setdefault(number, value) != value:
                    shared.add(number)
            lead, _, tail = name.partition(found[0])
            leads.add(lead.strip().rstrip("."))
            tails.add(tail.strip())
    told = {number: value for number, value in values.items() if number not in shared}
    if len(set(told.values())) < max(_TWO, len(made.values)):
        return None
    before, after = (tuple(sorted(words - {""})) for words in (leads, tails))
    return Numbered(made, told, before, after)


def numbered_values(text: str, context: Context, found: Sequence[Match]) -> list[Match]:
    """``found``, and a match for each number of ``text`` that is a value of what it names, of what is spoken of or of what is in the cart."""
    if not context.made:
        return list(found)
    message = normalise(text)
    found = [*found, *_lettered_values(message, context, found)]
    if not any(c.isdigit() for c in text):
        return sorted(found, key=lambda match: match.start)
    named = {link.row for match in found if match.kind == "product" for link in match.links[:1]}
    taken = [(match.start, match.end) for match in found]
    kept = list(found)
    for made in context.made:
        option = numbered(made)
        if option is None:
            continue
        # Beside another thing that is named, only what lies in the cart: *swap the 21 for the matte one*.
        there = _in_cart(option, context)
        other = bool(named) and made.row not in named
        bare = other or made.row in named or made.row == context.last_row
        bare = bare or (not named and any(_taken_back(message.text, number) for number in there))
        for number, a, b in _said(option, message.text, bare=bare and _free(context), held=bool(there)):
            begin, end = message.span(a, b)
            if other and not (number in there and _points(message.text, a, b)):
                continue
            if all(end <= start or stop <= begin for start, stop in taken):
                kept.append(option.match(number, begin, end))
                taken.append((begin, end))
    return sorted(kept, key=lambda match: match.start)


def no_strange_counts(text: str, context: Context, found: Sequence[Match], lang: str) -> list[Match]:
    """``found`` without a value that is a count (1個, *6 pieces*), where what is named, or else spoken of, is known to come in none such:
    of a bowl, 飯碗を1個 is one of them, whatever another thing is sold by."""
    named = {link.row for match in found if match.kind == "product" for link in match.links[:1]}
    rows = named or ({context.last_row} if context.last_row else set())
    if not rows:
        return list(found)
    made = {f"{m.option}={value}" for m in context.made if m.row in rows for value, _ in m.values}
    known = {m.row for m in context.made} | {item.product for item in context.cart if not item.values}
    strange = rows <= known

    def counts(match: Match) -> bool:
        said = text[match.start : match.end].strip()
        whole = any((one.start, one.end) == (0, len(said)) for one in quantities(plain(said), lang))
        return match.kind == "attribute" and match.value not in made and whole

    return [match for match in found if not (strange and counts(match))]


# What everybody has in their pocket or under the television is called by a number: *for my iphone 16*, 아이폰 13 충전선, PS5.
_DEVICE = re.compile(
    r"(?:\b(?:i-?phone|i-?pad(?: (?:air|pro|mini))?|galaxy(?: (?:s|z|a|note|tab|watch|buds|fold|flip))?|macbook(?: (?:air|pro))?|play ?station|ps|xbox(?: series)?|air ?pods(?: pro)?|gopro(?: hero)?|windows)"
    r"|아이폰|아이패드(?:\s?(?:에어|프로|미니))?|갤럭시(?:\s?(?:노트|탭|워치|폴드|플립|버즈))?|맥북(?:\s?(?:에어|프로))?|플스|플레이\s?스테이션|에어팟"
    r"|アイフォン|アイパッド|ギャラクシー|マックブック|プレステ|プレイステーション|エアポッズ)\s?$"
)


def _in_title(said: str, count: Entity, titles: Sequence[str]) -> bool:
    """Whether a number counts what the thing named has by its title, and not how many of it are wanted: *an extension lead 6 sockets*."""
    counted = _COUNTED_WORD.match(said, count.start) if count.start >= 0 else None
    if counted is None:
        return False
    told = re.compile(rf"(?<!\d){counted['n']}[\s-]?{re.escape(counted['word'])}")
    return any(told.search(title) for title in titles)


# A bare number right behind a name, with no word for what it would count.
_BEHIND_NAME = re.compile(
    r"\s?(?P<n>\d{2,4})(?![\d.,]*\d|[\s-]?(?:개|장|병|권|켤레|벌|봉지|봉|세트|자루|캔|통|마리|박스|個|つ|枚|本|冊|点|着|足|袋|箱|缶|台|匹|pcs?\b|pieces?\b|packs?\b|pairs?\b|boxes\b|bottles?\b|of\b|times\b))"
    r"(?=$|[\s,.!?、。の를을은는이가로をがはでに])"
)


def _named_with_number(said: str, entities: Sequence[Entity]) -> list[Entity]:
    """``entities``, and of those that name a thing with a bare number right behind it that a title bears, that thing: *kids bike 20* is
    the one of 20 inches, and not twenty of the other."""
    out = list(entities)
    for entity in entities:
        behind = _BEHIND_NAME.match(said, entity.end) if entity.kind == "product" and entity.end > 0 else None
        if behind is None:
            continue
        whole = re.compile(rf"(?<![\d.,]){behind['n']}(?![\d.,]*\d)")
        bearing = [link for link in entity.links if whole.search(plain(link.title))]
        if not bearing:
            continue
        at = behind.start("n")
        out = [e for e in out if not (e.kind == "quantity" and e.start == at and e.text.isdigit())]
        rest = tuple(link for link in entity.links if link not in bearing)
        links = (*bearing, *rest) if len(bearing) > 1 else tuple(bearing)
        value = bearing[0].row.partition(":")[2]
        out[out.index(entity)] = entity.model_copy(update={"links": links, "value": value})
    return out


def without_numbers_of_names(text: str, entities: Sequence[Entity], masked: str) -> tuple[tuple[Entity, ...], str]:
    """``entities`` without a bare number that is part of a name: the model of a device (*a cable for my new iphone 16* wants no sixteen of
    them), or what the thing named has by its title; and ``masked`` with that number said."""
    said = plain(text)
    kept = _named_with_number(said, entities) if len(said) == len(text) else list(entities)
    titles = [plain(link.title) for e in entities if e.kind in ("product", "category") for link in e.links]
    models = [e for e in entities if e.kind == "quantity" and all(e is not other for other in kept)]
    models += [
        e
        for e in kept
        if e.kind == "quantity" and e.text.isdigit()
        if _DEVICE.search(said[: e.start]) or _in_title(said, e, titles)
    ]
    if len(said) != len(text) or not models:
        return tuple(kept), masked
    sign = PLACEHOLDERS["number"]
    numbers = sorted((e for e in entities if e.kind in ("quantity", "postcode")), key=lambda e: e.start)
    parts = masked.split(sign)
    if len(parts) == len(numbers) + 1:
        masked = parts[0] + "".join(
            (number.text if number in models else sign) + part for number, part in zip(numbers, parts[1:], strict=True)
        )
    return tuple(e for e in kept if e not in models), masked


# A number with the word it counts; not a measure, nor a pack, which are values of their own.
_COUNTED_WORD = re.compile(r"(?P<n>\d{1,3})[\s-]?(?P<word>[a-z]{4,}|[가-힣]{1,3}(?=\s|$)|[一-龥ァ-ヶ]{1,6})")


def _lettered_values(message: Normalised, context: Context, found: Sequence[Match]) -> Iterator[Match]:
    """A letter that is a value of what is spoken of, where it is what something is changed to or taken in: K로 바꿔 주세요, *in J*, Jで. Sizes
    are told by rule."""
    for made in context.made:
        if made.row != context.last_row:
            continue
        values = {
            plain(name): value for value, names in made.values for name in names if _LETTER.fullmatch(plain(name))
        }
        if len(set(values.values())) < len(made.values):
            continue
        for match in _AS_A_VALUE.finditer(message.text):
            name = match.lastgroup or "en"
            begin, end = message.span(match.start(name), match.end(name))
            if match[name] in values and all(end <= other.start or other.end <= begin for other in found):
                value = values[match[name]]
                link = Link(row=f"value:{made.option}={value}", score=_SURE, title=match[name].upper())
                yield Match(begin, end, _KINDS.get(plain(made.option), "attribute"), f"{made.option}={value}", (link,))


def _points(text: str, start: int, end: int) -> bool:
    """Whether a number stands for something there is: *the 21*, 21은, 21は. Twenty-one of something else do not."""
    return text[:start].endswith("the ") or _OF_ONE.match(text, end) is not None


def _taken_back(text: str, number: str) -> bool:
    """Whether a number that lies in the cart is named as what is not wanted: *27.5, not 26*, 26 아니고 27.5, 26じゃなくて27.5."""
    return any(
        _NOT_IT.match(text, at.end()) or _NOT_BEFORE.search(text[: at.start()])
        for at in re.finditer(rf"(?<![\d.]){re.escape(number)}(?!\d|\.\d)", text)
    )


def _in_cart(option: Numbered, context: Context) -> set[str]:
    """The numbers of the versions that lie in the cart."""
    values = {value for item in context.cart if item.product == option.made.row for value in item.values}
    names = {number: set(dict(option.made.values)[value]) for number, value in option.values.items()}
    return {number for number, called in names.items() if called & values}


# One digit is enough behind *and*, of something of which another version lies in the cart.
_BESIDE_IT = (
    r"^(?:(?:oh|ok|okay|yes)[\s,]+)?(?:and|also|plus)\s(?:the\s)?(?P<en>{0})(?:\s(?:as well|too|also|please))*[\s.!]*$"
    r"|^(?P<en2>{0})\s(?:as well|too|also)(?:\splease)?[\s.!]*$|^(?P<ko>{0})도(?:\s?(?:요|주세요|부탁\S*|담아\S*))?[\s.!~]*$|^(?P<ja>{0})も(?:(?:お願い|ください|入れて)\S*)?[\s.!。]*$"
)


def counts(text: str, end: int) -> bool:
    """Whether what follows the number that ends there makes it an amount, a date or a part of something longer."""
    return _NO_NAME_AFTER.match(text, end) is not None


def _free(context: Context) -> bool:
    """Whether a number alone may be a name: not where a number is what is asked for."""
    return context.asked_kind not in ("quantity", "number", "rating", "postcode", "phone", "order_number", "yes_no")


def _said(option: Numbered, text: str, *, bare: bool, held: bool) -> Iterator[tuple[str, int, int]]:
    """Each number of the option that ``text`` says, and where: with the words that go with it; ``bare`` where two digits or more are
    enough, and one where another version is ``held`` already and it comes beside that."""
    numbers = "|".join(map(re.escape, sorted(option.values, key=len, reverse=True)))
    one = rf"(?<![\d.])(?:{numbers})(?![\d]|\.\d)"
    leads = "|".join(
        rf"(?<![a-z]){re.escape(w)}s?\.?" if w.isascii() else re.escape(w) for w in (*option.before, *_CALLED)
    )
    tails = "|".join(re.escape(w) + (r"(?![a-z])" if w.isascii() else "") for w in option.after) or r"(?!)"
    ways = (
        rf"(?:{leads})\s?(?P<list>{one}(?:{_BESIDE}{one})*)",
        rf"(?P<list>{one}(?:\s?(?:{tails})?{_BESIDE}{one})*)\s?(?:{tails})",
    )
    seen: set[int] = set()
    for way in ways:
        for match in re.finditer(way, text):
            inside = list(re.finditer(one, match["list"]))
            offset = match.start("list")
            for n, number in enumerate(inside):
                start, end = offset + number.start(), offset + number.end()
                if start in seen:
                    continue
                seen.add(start)
                first, last = n == 0, n == len(inside) - 1
                tail = re.compile(rf"\s?(?:{tails})").match(text, end)
                yield (
                    number.group(),
                    match.start() if first else start,
                    (tail.end() if tail else match.end() if last else end),
                )
    beside = re.match(_BESIDE_IT.format(one), text) if bare and held else None
    if beside is not None and beside.start(beside.lastgroup or 0) not in seen:
        name = beside.lastgroup or 0
        seen.add(beside.start(name))
        yield beside[name], beside.start(name), beside.end(name)
    for match in re.finditer(one, text) if bare else ():
        long = len(match.group()) >= _TWO
        if match.start() in seen or not long or _NO_NAME_BEFORE.search(text[: match.start()]):
            continue
        if not counts(text, match.end()):
            yield match.group(), match.start(), match.end()
