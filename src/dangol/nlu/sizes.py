# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""Sizes by whatever they are called (*M*, Mサイズ, M 사이즈, *medium*), the order they stand in, and which of them *the biggest*, 중간 거 or
小さい方 is. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Literal

from dangol.kit.text import fold

End = Literal["smallest", "middle", "largest"]

SIZE_WORDS = (
    ("xxs", "2xs"),
    ("xs", "extra small"),
    ("s", "small", "short", "소형", "소", "스몰", "小", "スモール"),
    ("m", "medium", "중형", "중", "미디엄", "미디움", "中", "ミディアム"),
    ("l", "large", "long", "대형", "대", "라지", "大", "ラージ"),
    ("xl", "extra large", "특대", "엑스라지", "特大"),
    ("xxl", "2xl"),
    ("xxxl", "3xl"),
)
_SIZE = re.compile(r"^(?:size|사이즈|サイズ)\s?|\s?(?:size|사이즈|サイズ|판형|자|짜리)$")
# A number with its unit, in the smallest unit of its kind: a litre is more than 500 ml.
_FIGURE = re.compile(r"(?P<n>\d+(?:\.\d+)?)\s?(?P<unit>ml|cl|l|kg|g|mm|cm|m|리터|リットル|킬로|キロ)?(?![a-z])")
_UNITS = {
    "cl": 10,
    "l": 1000,
    "리터": 1000,
    "リットル": 1000,
    "kg": 1000,
    "킬로": 1000,
    "キロ": 1000,
    "cm": 10,
    "m": 1000,
}
_LEAST = 2

_ONE = r"(?:(?:size|sized|one|ones|version|bottle|pack|packet|bag|box|jar|tin|can|tub|set)\b ?)+"
_EXTREME = re.compile(
    # One after the other by the size meant: the superlative of it, and the plain word of *the one*.
    rf"(?P<largest>\b(?:biggest|largest)(?: (?:size|one|ones|version|pack|bottle))?\b|\b(?:big|large) {_ONE}|\bthe (?:bigger|larger) {_ONE}"
    r"|(?:(?:제일|가장|젤|맨)\s?큰|(?<![가-힣])큰)\s?(?:사이즈|용량|병|통|봉지|팩)?\s?(?:쪽|거|걸|것|게|건|꺼)(?:으?로)?|(?:제일|가장|젤)\s?큰(?:\s?(?:사이즈|용량|병|통|봉지|팩))?"
    r"|(?:(?:一番|いちばん|最も)の?(?:大き[いな]|でかい|おおきい)|大き[いな])(?:サイズ|容量)?(?:方|ほう|の|やつ|もの)|(?:一番|いちばん|最も)(?:大き[いな]|でかい|おおきい)(?:サイズ|容量)?|最大(?:サイズ|容量)?(?:の)?)"
    rf"|(?P<smallest>\bsmallest(?: (?:size|one|ones|version|pack|bottle))?\b|\b(?:small|little|tiny) {_ONE}|\bthe smaller {_ONE}"
    r"|(?:(?:제일|가장|젤|맨)\s?작은|(?<![가-힣])작은)\s?(?:사이즈|용량|병|통|봉지|팩)?\s?(?:쪽|거|걸|것|게|건|꺼)(?:으?로)?|(?:제일|가장|젤)\s?작은(?:\s?(?:사이즈|용량|병|통|봉지|팩))?"
    r"|(?:(?:一番|いちばん|最も)の?(?:小さ[いな]|ちいさい)|小さ[いな])(?:サイズ|容量)?(?:方|ほう|の|やつ|もの)|(?:一番|いちばん|最も)(?:小さ[いな]|ちいさい)(?:サイズ|容量)?|最小(?:サイズ|容量)?(?:の)?)"
    rf"|(?P<middle>\b(?:medium|mid(?:dle)?)(?:[ -]sized?)? {_ONE}|\bin the middle\b|\bin between\b"
    r"|(?<![가-힣])(?:중간|가운데)\s?(?:사이즈|크기|용량|치수)?\s?(?:거|걸|것|게|건|꺼|사이즈|크기|용량)?(?:으?로)?(?![가-힣]*\s?(?:에서|정도))"
    r"|(?:真ん中|まん中|まんなか|中間|中くらい|中ぐらい)(?:の)?(?:サイズ|大きさ|容量|やつ|もの)?)"
)
# *A bit bigger*, 더 큰 거, もう少し大きいの say no end; neither does what is too big, or not wanted.
_STEP_BEFORE = re.compile(
    r"(?:\b(?:too|not(?: the| a)?|bit|so|no)\s|(?:더|좀|쫌|조금|약간|너무|한\s?치수|한\s?사이즈)\s?(?:더\s?)?|(?:もっと|もう(?:少し|ちょっと|すこし)|ちょっと|少し|より|さらに|ひとつ|一つ|すぎて))$"
)
_REFUSED_BEHIND = re.compile(
    r"^\s?(?:말고|말구|빼고|아니|보다|より|じゃな|ではな|以外|は(?:いら|要ら|嫌)|すぎ|then? (?:that|this)\b|than\b|of\b(?! (?:the|them|those|these)\b))"
)


def bare_size(name: str) -> str:
    """A size without the word for size, by its letter where it has one: ``m`` of *M size*, Mサイズ, 미디엄, 中; empty where it is none."""
    bare = _SIZE.sub("", fold(name).partition("(")[0].strip()).strip()
    return next((words[0] for words in SIZE_WORDS if bare in words), "")


def words_for(size: str) -> tuple[str, ...]:
    """The words that a size's letter stands for, of more than one sign: ``medium``, 미디엄 of ``m``."""
    said = next((words for words in SIZE_WORDS if words[0] == size), ())
    return tuple(word for word in said[1:] if len(word) > 1)


def rank_of(name: str) -> float | None:
    """Where a size stands among sizes of its kind: by its letter or word, else by its number and unit; none for what is no size."""
    folded = fold(name)
    bare = bare_size(folded)
    for rank, words in enumerate(SIZE_WORDS):
        if (
            bare == words[0]
            or any(re.match(rf"{word}(?![a-z])", folded) for word in words if word.isascii())
            or any(folded.startswith((f"{word} ", f"{word}(", f"{word}（")) for word in words if not word.isascii())
        ):
            return float(rank)
    figure = _FIGURE.search(folded)
    return float(figure["n"]) * _UNITS.get(figure["unit"] or "", 1) if figure else None


def by_size(named: Sequence[tuple[str, Collection[str]]]) -> list[str]:
    """The values (each with all it is called) from the smallest to the largest; empty where they are no sizes, or two are the same."""
    ranks: dict[str, float] = {}
    for value, names in named:
        rank = next((r for name in sorted(names) if (r := rank_of(name)) is not None), None)
        if rank is None:
            return []
        ranks[value] = rank
    alone = len(set(ranks.values())) == len(ranks) >= _LEAST
    return sorted(ranks, key=lambda value: ranks[value]) if alone else []


def extreme_in(text: str) -> tuple[End, int, int] | None:
    """Which end of the sizes, or their middle, ``text`` (folded) says, and where: *the big one*, 제일 작은 거, 真ん中の. None where it only
    says which way (*a bit bigger*), or what is not wanted."""
    for match in _EXTREME.finditer(text):
        if _STEP_BEFORE.search(text[: match.start()]) or _REFUSED_BEHIND.match(text[match.end() :]):
            continue
        for end in ("smallest", "middle", "largest"):
            if match.lastgroup == end:
                return end, match.start(), match.end()
    return None


def at_end(ordered: Sequence[str], end: End) -> str | None:
    """The one of ``ordered`` (from the smallest) that stands at ``end``; an even number has no middle."""
    if not ordered or (end == "middle" and len(ordered) % 2 == 0):
        return None
    return ordered[{"smallest": 0, "largest": -1, "middle": len(ordered) // 2}[end]]
