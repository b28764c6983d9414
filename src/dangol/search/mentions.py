"""Places of a message where a name was met, and which of them to keep: the reading that together is worth most, and no number or letter
that only counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dangol.nlu.context import Match
from dangol.nlu.normalise import Normalised
from dangol.search.layout import Unit
from dangol.search.letters import plain

_SIZE_WORD = re.compile("size|사이즈|サイズ|mm|cm|号|호")
_COUNTS = re.compile(
    r"[a-z%°₩¥$]|\s(?:kg|g|cm|mm|ml|l|m|x|pcs|pieces?|pairs?|packs?|items?|units?|boxes|bottles|of|percent|dollars|euros|won|yen|bucks|quid|pounds|days?|weeks?"
    r"|months?|years?|hours?|minutes?|mins?|people|times|more)\b|\s?(?:[.,:/-]\d|개|장|벌|켤레|족|매|번|원|만|천|명|년|월|일|시|분|퍼|프로|리터|그램|키로|킬로|인치|枚|足|着|個|本|つ|円|万|千|人|年|月|日|時|分|割|点|冊|箱|袋|セット|インチ|リットル|グラム|キロ)"
)
_LIMITS = re.compile(r"(?:under|over|below|above|around|about|than|for|[$₩¥€£#-])\s?$")
_SHOE = re.compile("2[2-9][05]")
_PARTICLES = frozenset({*"のともをはがにでや", "には", "では", "とか"})
_COUNTER = re.compile(
    r"세트|팩|박스|상자|케이스|묶음|봉지|통|セット|パック|ケース|ボックス|ボトル|ロール|ダース|ペア|カップ"
    r"|sets?|packs?|boxe?s?|cases?|bottles?|rolls?|pairs?|cups?|bags?|tins?|jars?"
)
_OF, _BETWEEN = re.compile(r"\s+of\b"), re.compile(r"[\w\s]{0,8}")
_NUMBER = re.compile(
    r"(?:\d|(?<![가-힣])(?:한|두|세|네|다섯)|[一二三四五六七八九]|\b(?:one|two|three|four|five|six))\s?$"
)
_ASKED = re.compile(r"(?:\d|何|몇|many)$")
_SHORT_END, _INNER, _MOST_COMPOUNDS = 3, 2, 4
_COMMA = re.compile(r"[,;、]")
_UNIT = re.compile(r"(?:kg|g|mg|l|ml|cl|m|cm|mm|km|w|v|mah|gb|inch|pcs|oz|lb)s?")
_MEASURE = re.compile(
    rf"{_UNIT.pattern}|(?:centi|milli)?(?:metr|meter|litr|liter|gram)|kilo(?:gram)?|inch|미터|센티|밀리|그램|킬로|리터|メートル|センチ|ミリ|グラム|キロ|リットル"
)
_AFTER_LETTER = re.compile(r"$|[\s,.!?~/)、。]|[で로으은는이를도만요の을をにはがも]|사이즈|サイズ|짜리|両")
# What joins one thing to the next, with what may be said of how many in between.
_NEXT_ONE = re.compile(
    # In which version, where it is said how many of it: 만년필 세자 하나랑, 万年筆の細字1本と.
    r"(?:(?:\s[가-힣]{1,6}(?:으?로)?(?=\s)|の[ぁ-んァ-ヶー一-鿿a-z]{1,6}?を?(?=\d|[一二三ひふ])|\s[a-z]{2,10}(?=\s\d))?"
    r"\s?(?:\d{1,3}|하나|한|두|세|[一二三]|ひとつ|ふたつ)\s?(?:개|장|병|권|봉지|봉|자루|個|つ|本|冊|袋|枚)?)?\s*"
    r"(?:[,&+、]|(?:and|plus|n)\b|(?:이?랑|하고|와|과)(?=\s|$)|[とや](?=[^\s]))"
)
_LAST_ONE = re.compile(
    r"(?:[,&+、]|\b(?:and|plus|n)\s|(?:이?랑|하고|와|과)\s|[とや])\s*(?:(?:an?|the|some|another|\d{1,3}|one|two|three|four|five|six)\s)?(?:[a-z]+\s)?$"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name met between two places of the layout: which names it may be, and how surely."""

    at: int
    end: int
    ids: tuple[int, ...]
    score: float

    @property
    def worth(self) -> float:
        """Longer and surer mentions win; one long name beats two short ones."""
        return float((self.end - self.at) ** 1.2) * self.score


def clusters(hits: Sequence[tuple[int, int, str]], layout: str) -> Iterator[list[tuple[int, int, str]]]:
    """Words of titles that stand together, の and 의 aside. Units alone name nothing: *how many metres is it*."""
    for cluster in _together(hits, layout):
        asked = _ASKED.search(layout, 0, cluster[0][0]) is not None
        if not (asked and all(_MEASURE.fullmatch(form) for _, _, form in cluster)):
            yield cluster


def _together(hits: Sequence[tuple[int, int, str]], layout: str) -> Iterator[list[tuple[int, int, str]]]:
    cluster: list[tuple[int, int, str]] = []
    for hit in hits:
        if not cluster and layout[: hit[0]][-1:].isdigit() and _UNIT.fullmatch(hit[2]):
            continue  # the kg of *8 kg kettlebell* belongs to its number, and is no word of a title
        if cluster and (hit[0] - cluster[-1][1] > 1 or layout[cluster[-1][1] : hit[0]] not in ("", "의", "の")):
            yield cluster
            cluster = []
        cluster.append(hit)
    if cluster:
        yield cluster


def apart(
    cluster: Sequence[tuple[int, int, str]], units: Sequence[Unit], text: str
) -> list[list[tuple[int, int, str]]]:
    """A cluster, cut where a comma of ``text`` stands between two of its words."""
    found = [[cluster[0]]]
    for before, hit in pairwise(cluster):
        ends = next((u.start + len(u.text) for u in units if u.at < before[1] <= u.end_at), 0)
        begins = next((u.start for u in units if u.at <= hit[0] < u.end_at), 0)
        if _COMMA.search(text[ends:begins]):
            found.append([])
        found[-1].append(hit)
    return found


def best_of(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions that together are worth most and do not overlap."""
    ordered = sorted(mentions, key=lambda m: m.end)
    best: list[tuple[float, list[Mention]]] = [(0.0, [])]
    ends = [0]
    for mention in ordered:
        index = len(ends) - 1
        while ends[index] > mention.at:
            index -= 1
        worth = best[index][0] + mention.worth
        if worth > best[-1][0] + 1e-9:
            best.append((worth, [*best[index][1], mention]))
        else:
            best.append(best[-1])
        ends.append(mention.end)
    return best[-1][1]


def compounds(units: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """Which units may be one Japanese word that a title ends in, longest first: モニター台, 受け皿, まち針. No more than a few."""
    left = _MOST_COMPOUNDS
    for first, unit in enumerate(units):
        before = units[first - 1] if first else None
        if before is not None and before.start + len(before.text) == unit.start and before.script in ("kata", "kanji"):
            continue  # within a word
        last = first
        while last + 1 < len(units) and units[last].start + len(units[last].text) == units[last + 1].start:
            last += 1
        for end in range(min(last, first + 2), first - 1, -1):
            scripts = [one.script for one in units[first : end + 1]]
            hira = [one for one in units[first : end + 1] if one.script == "hira"]
            japanese = {*scripts} <= {"kata", "kanji", "hira"} and scripts[-1] != "hira"
            length = sum(len(one.form) for one in units[first : end + 1])
            inner = all(len(one.text) <= _INNER and one.text not in _PARTICLES for one in hira)
            if japanese and length >= _SHORT_END and inner and left:
                left -= 1
                yield first, end


def measures(form: str) -> bool:
    """Whether a form is a unit, with its number or without: the 25cm at a title's end says nothing of what it is."""
    return _UNIT.fullmatch(form.lstrip("0123456789.,")) is not None


def only_counts(text: str, start: int, end: int, ends: Sequence[int]) -> bool:
    """Whether a word only says of what there are so many, the 세트 of 단조팩 3세트, *two packs of* …, and names none itself.
    ``ends``: where other names end."""
    if _COUNTER.fullmatch(text, start, end) is None or (number := _NUMBER.search(text, 0, start)) is None:
        return False
    if text[start:end].isascii():
        return _OF.match(text, end) is not None
    return any(_BETWEEN.fullmatch(text, other, number.start()) for other in ends if other <= number.start())


def in_compound(units: Sequence[Unit], index: int) -> bool:
    """Whether a short katakana word is the end of a compound, neither a brand by its sound nor a slip: the リング of 段数リング."""
    unit, before = units[index], units[index - 1] if index else None
    if before is None or before.script != "kanji" or unit.script != "kata" or len(unit.text) > _SHORT_END:
        return False
    return before.start + len(before.text) == unit.start


def span_of(mention: Mention, units: Sequence[Unit]) -> tuple[int, int]:
    """Where a mention stands in the normalised text."""
    first = next(unit for unit in units if unit.at <= mention.at < unit.end_at)
    last = next(unit for unit in units if unit.at < mention.end <= unit.end_at)
    start = first.start + (0 if first.script == "latin" else mention.at - first.at)
    end = last.start + (len(last.text) if last.script == "latin" else mention.end - last.at)
    return start, end


def folded(message: Normalised, match: Match) -> tuple[int, int]:
    """Where a match stands in the normalised text."""
    start = next((i for i, s in enumerate(message.starts) if s >= match.start), len(message.text))
    end = next((i for i, s in enumerate(message.starts) if s >= match.end), len(message.text))
    return start, end


def enumerated(text: str, start: int, end: int) -> bool:
    """Whether what stands there is one of several things named one after the other: *2 ballpoints and a teapot*, ペンケースと煎茶."""
    return bool(_NEXT_ONE.match(text[end:]) or _LAST_ONE.search(text[:start]))


def bare_value(form: str) -> bool:
    """Whether a form is a number or a letter alone."""
    return form.isdigit() or (len(form) == 1 and form.isascii())


def sized(form: str, start: int, end: int, text: str, typed: str, things: Sequence[tuple[int, int]]) -> bool:
    """Numbers and single letters are sizes beside a word that says so, or after the thing they belong to and not counting it."""
    if not bare_value(form):
        return True
    before, after = text[max(0, start - 6) : start], text[end : end + 9]
    if _SHOE.fullmatch(form) and not _COUNTS.match(after) and not _LIMITS.search(before):
        return True  # whoever sells shoes in millimetres sells nothing two hundred and forty times
    if _SIZE_WORD.search(before) or _SIZE_WORD.match(after.lstrip()):
        return True
    if len(form) > 1 and form.isdigit() and before.endswith(" in ") and not _COUNTS.match(after):
        return True  # *and in 250?*
    if "." in typed:  # what nobody counts by: *the 0.5 gel pen*
        return bool(things) and not _COUNTS.match(after) and not _LIMITS.search(before)
    if not things or (typed.islower() and not before.endswith(" in ")):
        return False
    if form.isdigit():
        return (
            len(form) > 1
            and any(b <= start for _, b in things)
            and not _COUNTS.match(after)
            and not _LIMITS.search(before)
        )
    return not before.rstrip().endswith(tuple("0123456789")) and bool(_AFTER_LETTER.match(text[end:]))


def _in_one(text: str, before: Match, match: Match) -> bool:
    """Whether nothing stands between two names but a number that the first has in its title: *extension lead 6 sockets*."""
    between = text[before.end : match.start].strip()
    named = f"{between} {text[match.start : match.end]}"
    return not between or (between.isdigit() and plain(named) in plain(before.links[0].title))


def one_name(matches: Sequence[Match], text: str, on_shelf: Callable[[str, str], bool]) -> list[Match]:
    """``matches`` with two names in a row made one where the second thing bears the first word in its title (the *oxford* of *oxford shirt*
    is no pair of oxfords), or the first is called by the kind of thing that the second word is in any language (``on_shelf``): 걸이식
    필터 is the 걸이식 여과기."""
    kept: list[Match] = []
    for match in matches:
        before = kept[-1] if kept else None
        things = [link for link in match.links if link.row.startswith("product:")]
        if (
            before is not None
            and before.kind == "product"
            and match.kind in ("product", "category")
            and len(things) == 1
            and not text[before.end : match.start].strip()
            and before.links[0].row != things[0].row
            and f" {plain(text[before.start : before.end])} " in f" {plain(things[0].title)} "
        ):
            kept[-1] = Match(before.start, match.end, match.kind, match.value, match.links)
        elif (
            before is not None
            and before.kind == "product"
            and match.kind == "category"
            and _in_one(text, before, match)
            and on_shelf(before.links[0].row, match.links[0].row)
        ):
            kept[-1] = Match(before.start, match.end, before.kind, before.value, before.links)
        else:
            kept.append(match)
    return kept
