# ruff: noqa: E501  (patterns read best on one line)
"""A version that is called by a part of its name, beside another version of the same thing: the *caramel* of *salted caramel* in *drop the
vanilla and make it caramel*, 바닐라 빼고 캐러멜로, バニラをキャラメルに; and one that is counted, 캐러멜은 2개로.

The catalogue hears values by their whole names. Of the thing on the table it is known what it comes in, so that a word that only one of
its versions bears is that version, where the message speaks of its versions at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dangol.nlu.commands import Link
from dangol.nlu.context import Context, Made, Match
from dangol.nlu.normalise import Normalised, normalise, plain
from dangol.nlu.sizes import bare_size, words_for

_SURE = 0.9
_MOST = 60  # letters of a message that speaks of versions so shortly
_KINDS = {"size": "size", "color": "color", "colour": "color"}
_PART = re.compile(r"[a-z]{4,}|[가-힣]{2,}|[ァ-ヶー]{3,}|[一-鿿々]{2,}")
_STANDS = {
    "latin": r"(?<![a-z]){0}s?(?![a-z])",
    "hangul": r"(?<![가-힣]){0}(?=$|[^가-힣]|(?:으?로|은|는|이|가|을|를|도|만|랑|이랑|하고|와|과|맛|색|향|요)(?:요|도|만)?(?![가-힣]{{2}}))",
    "katakana": r"(?<![ァ-ヶー]){0}(?![ァ-ヶー])",
    "kanji": r"(?<![一-鿿々]){0}(?![一-鿿々])",
}
# A number right beside a name says that this is counted.
_COUNT_BEHIND = re.compile(
    r"\s?(?:ones?|맛|味)?\s?(?:[은는을를도]|を|は|も|の)?\s?(?:to\s|x\s?)?(?:\d|[한두세네]\s?개|하나|[一二三四]つ)"
)
_BECOMES = re.compile(r"으?로\s?(?:바꿔|바꾸|변경|교체|해\s?주|할게|할께)|(?:に|へ)(?:変え|変更|して|交換)")
_COUNT_BEFORE = re.compile(r"(?:\d\s?(?:x|of|of the)?|\b(?:one|two|three|four|five|six))\s$")


def worded_values(text: str, context: Context, found: Sequence[Match]) -> list[Match]:
    """``found``, and a match for each word of ``text`` that only one version of the thing on the table bears."""
    if not context.made or len(text) > _MOST:
        return list(found)
    message, kept = normalise(text), list(found)
    for made in context.made:
        beside = any(match.value.startswith(f"{made.option}=") for match in kept)
        beside |= any(_is_called(message.text, plain(name)) for name in made.names)  # *medium nib*
        said = [(match, counted) for match, counted in _said(message, made) if _is_free(match, kept)]
        # *Forget the coral, mauve instead*: two versions stand beside each other, each told by its part.
        beside = beside or len({match.value for match, _ in said}) > 1
        for match, counted in said:
            if (beside or counted or _becomes(message, match)) and _is_free(match, kept):
                kept.append(match)
    return sorted(kept, key=lambda match: match.start)


def _parts(made: Made) -> Iterator[tuple[str, str]]:
    """The words that are a part of one value's names alone, and which value that is. What is a name as a whole the catalogue hears."""
    names = {value: tuple(map(plain, called)) for value, called in made.values}
    whole = {name for called in names.values() for name in called}
    for value, called in names.items():
        others = [name for other, theirs in names.items() if other != value for name in theirs]
        for name in called:
            for word in dict.fromkeys(_PART.findall(name)):
                if word not in whole and not any(word in other for other in others):
                    yield word, value
        sizes = {bare_size(name) for name in called} - {""}
        yield from ((word, value) for size in sizes for word in words_for(size) if word not in whole)


def _said(message: Normalised, made: Made) -> Iterator[tuple[Match, bool]]:
    """The words of ``message`` that are a part of one value's names alone, each with whether it is counted."""
    for word, value in _parts(made):
        for at in re.finditer(_STANDS[_script(word)].format(re.escape(word)), message.text):
            yield (
                _match(made, value, *message.span(at.start(), at.start() + len(word))),
                _counted(message, at.start(), at.end()),
            )


def _becomes(message: Normalised, match: Match) -> bool:
    """Whether something is to become that version: 피크는 헤비로 바꿔 주세요, ヘビーに変えて."""
    end = next((n for n, at in enumerate(message.starts) if at >= match.end), len(message.text))
    return _BECOMES.match(message.text, end) is not None


def _is_called(said: str, option: str) -> bool:
    """Whether an option is called by its name: a single sign has to be what is spoken of, 닙은."""
    if len(option) > 1:
        return option in said
    return bool(option) and re.search(rf"(?<![가-힣一-鿿]){re.escape(option)}(?:[은는을]|は)", said) is not None


def _is_free(match: Match, taken: Sequence[Match]) -> bool:
    return all(match.end <= other.start or other.end <= match.start for other in taken)


def _script(word: str) -> str:
    if word.isascii():
        return "latin"
    return "hangul" if "가" <= word[0] <= "힣" else "katakana" if "ァ" <= word[0] <= "ー" else "kanji"


def _counted(message: Normalised, start: int, end: int) -> bool:
    text = message.text
    return bool(_COUNT_BEHIND.match(text, end) or _COUNT_BEFORE.search(text[:start]))


def _match(made: Made, value: str, begin: int, end: int) -> Match:
    names = next(names for known, names in made.values if known == value)
    links = tuple(Link(row=f"value:{made.option}={value}", score=_SURE, title=name) for name in dict.fromkeys(names))
    return Match(begin, end, _KINDS.get(plain(made.option), "attribute"), f"{made.option}={value}", links)
