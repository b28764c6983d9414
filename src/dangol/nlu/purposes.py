# ruff: noqa: E501  (patterns read best on one line)
"""What a thing is only wanted for: the tank of *a filter for the tank*, of 수조에 쓸 히터 and of 水槽用のフィルター is not what is looked for.

Such a name narrows what is wanted, by its words, and is no wish of its own: whoever read it as one would show tanks to who needs a
heater. The same holds for a kind of thing right before another: 어항 필터, *sofa cushions*.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from dangol.nlu.context import Match
from dangol.nlu.normalise import plain

_THINGS = ("product", "category")
# What follows a name that something is wanted for (or of which it is made), and what comes before one.
_BEHIND = re.compile(
    r"\s?용(?:도)?(?:으로)?\s?|에\s?(?:쓸|쓰는|신을|신는|입을|걸칠|멜|쓰기\s?좋은|사용할|사용하는|넣을|넣는|달|놓을|놓는|깔|끼울|꽂을|걸|붙일|맞는|딱\s?맞는|어울리는|필요한|들어가는|들어갈)\s(?:만한\s|수\s?있는\s)?"
    r"|(?:이?랑|하고|[와과])\s?(?:같이|함께)\s?(?:쓸|쓰는|신을|입을|어울리는)\s"
    r"|\s?(?:소재|재질|원단)(?:의|로\s?된|인)?\s|(?:素材|生地|製)の"
    r"|用の?|向けの?|に(?:使う|使える|使いたい|合う|合った|入れる|入る|置く|置ける|付ける|つける|敷く|掛ける|必要な|ぴったりな?|似合う)"
)
_BEFORE = re.compile(
    r"\s(?:for|to go with|that goe?s? (?:with|in|on)|to (?:match|fit)|that (?:matches|fits|suits)|compatible with)\s(?:(?:my|the|an?|our|his|her|their|your|this|that)\s)?"
)
_EXCHANGES = re.compile(r"\b(?:swap\w*|switch\w*|exchang\w+|trad(?:e|ing)|replac\w+|chang\w+|substitut\w+|instead)\b")
_WITH = re.compile("같이|함께")
_FAR, _SPACES = 20, re.compile(r"\s*")


def goes_with(said: str, at: int) -> bool:
    """Whether what joins two names at ``at`` only says what the second is to be used with: 부츠랑 같이 신을 양말."""
    behind = _BEHIND.match(said, at)
    return behind is not None and _WITH.search(behind.group()) is not None


def of_what_is_wanted(words: str, matches: Sequence[Match]) -> list[Match]:
    """``matches`` without the things that another one is only wanted for."""
    things = [match for match in matches if match.kind in _THINGS]
    said = plain(words)
    if len(things) < len(_THINGS) or len(said) != len(words) or _EXCHANGES.search(said):
        return [*matches]
    things.sort(key=lambda match: match.start)
    purposes = {id(purpose) for one, other in pairwise(things) if (purpose := _purpose(said, one, other))}
    return [match for match in matches if id(match) not in purposes]


def _purpose(said: str, one: Match, other: Match) -> Match | None:
    """Which of two things named one behind the other is what the other one is for; none where both are meant."""
    between = said[one.end : other.start]
    if _BEFORE.fullmatch(between):
        return other
    behind = _BEHIND.match(between)
    if behind is not None and len(between) - behind.end() <= _FAR and not set("?!.。、,") & set(between):
        return one
    return one if one.kind == other.kind == "category" and _SPACES.fullmatch(between) and _apart(one, other) else None


def _apart(one: Match, other: Match) -> bool:
    """Whether two shelves are not one within the other, nor the same."""
    pairs = ((a.row, b.row) for a in one.links for b in other.links)
    return not any(a == b or a.startswith(b + "/") or b.startswith(a + "/") for a, b in pairs)
