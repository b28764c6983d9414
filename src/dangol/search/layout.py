"""A text as names are looked up in it: one string without blanks, in which every character still knows its place.

*linen shirt*, *linenshirt*, 린넨 셔츠, 린넨셔츠는요 and リネンシャツ are laid out alike, so that no tokeniser is needed; how well
a name sits where it was met (or whether it only cuts through other words) is told from the scripts around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dangol.kit.stems import stem
from dangol.search.endings import is_korean_tail
from dangol.search.letters import HANGUL, HIRAGANA, KANJI, KATAKANA, hiragana, plain, script_of
from dangol.search.tokens import stop_words

_UNIT = re.compile(
    f"(?P<latin>(?:[a-z0-9à-ɏ]|(?<=[0-9])[×✕](?=[0-9]))+(?:'[a-z]+)?)|(?P<ko>[{HANGUL}]+)|(?P<kanji>[{KANJI}]+)|(?P<kata>[{KATAKANA}]+)|(?P<hira>[{HIRAGANA}]+)"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A run of one script: where it stands in the normalised text, and where its form stands in the layout."""

    script: str
    text: str
    form: str
    start: int
    at: int

    @property
    def end_at(self) -> int:
        """Where its form ends in the layout."""
        return self.at + len(self.form)


def form_of(text: str) -> str:
    """A name as it is looked up: stems and characters without blanks, kana folded."""
    return "".join(unit.form for unit in units_of(plain(text)))


def shape(text: str) -> tuple[str, list[tuple[str, str, str]]]:
    """A name as it is looked up, and its (word, script, form) without everyday words; English also as stems."""
    forms: list[str] = []
    words: list[tuple[str, str, str]] = []
    counted = -1
    for unit in units_of(plain(text)):
        forms.append(unit.form)
        script = {"latin": "en", "ko": "ko"}.get(unit.script, "ja")
        # What only counts is no part of a name: *socks, 3 pairs*, 삭스 3켤레, ソックス 3足組.
        counts = unit.start == counted
        counted = unit.start + len(unit.text) if unit.text.isdigit() or counts else -1
        if len(unit.text) < 2 or unit.text in stop_words(script) or unit.text.isdigit() or counts:
            continue
        words.append((unit.text, script, unit.form))
        if script == "en" and unit.form != unit.text and len(unit.form) > 2:
            words.append((unit.form, script, unit.form))
    return "".join(forms), words


def ends_of(title: str) -> list[str]:
    """The last word of a Japanese title, when it is of several scripts: 折りたたみ傘 of 自動開閉 折りたたみ傘."""
    words = [word for word in title.split() if not word[:1].isdigit()]
    units = list(units_of(plain(words[-1]))) if words else []
    mixed = len(units) > 1 and any(unit.script in ("kanji", "hira", "kata") for unit in units)
    form = "".join(unit.form for unit in units)
    return [form] if mixed and len(form) > 2 else []


def units_of(text: str) -> Iterator[Unit]:
    """The runs of one script in ``text``, in their order."""
    at = 0
    for match in _UNIT.finditer(text):
        script = match.lastgroup or "latin"
        word = match.group()
        if script == "latin":
            form = latin_form(word)
        else:
            form = hiragana(word)
        yield Unit(script, word, form, match.start(), at)
        at += len(form)


# *Shelves* are more than one shelf: a stem does not know.
_ENDING_IN_F = frozenset(
    ["shel", "lea", "loa", "scar", "hal", "wol", "cal", "thie", "el", "shea", "whar", "hoo", "dwar"]
)
_ENDING_IN_FE = frozenset(["kni", "wi", "li"])


@lru_cache(16384)
def latin_form(word: str) -> str:
    """A Latin word as it is looked up: its stem."""
    folded = plain(word).replace("×", "x").replace("✕", "x")
    folded = folded.removesuffix("'s") or folded
    if folded.endswith("ves") and folded[:-3] in _ENDING_IN_FE:
        folded = f"{folded[:-3]}fe"
    elif folded.endswith("ves") and folded[:-3] in _ENDING_IN_F:
        folded = f"{folded[:-3]}f"
    return stem(folded) or folded


def fit(units: Sequence[Unit], index: int, place: int, end: int) -> float:
    """How well a name from ``place`` to ``end`` sits in the message: 0 where it only cuts through other words."""
    first = units[index]
    last_index = index
    while units[last_index].end_at < end:
        last_index += 1
    last = units[last_index]
    if last.script == "latin" and end != last.end_at:
        return 0.0
    length = end - place
    score = 1.0
    if place != first.at:
        score = _fit_begin(first, place, end, length)
    if score and end != last.end_at:
        score *= _fit_end(last, max(place, last.at), end, length)
    if score and length == 1:
        score *= _fit_single(units, index, last_index, place, end)
    return score


def _fit_begin(unit: Unit, place: int, end: int, length: int) -> float:
    """A name that begins inside a run: the head of a compound (여름셔츠, 夏用椅子), or after a particle in hiragana."""
    if unit.script == "latin":
        return 0.0
    if unit.script == "hira":
        if place == unit.end_at - 1 and end > unit.end_at and unit.form[-1] in "おご":
            return 1.0  # the polite お of お茶 and お皿 runs together with whatever stands before it: 飲めるお茶
        return 0.8 if length >= 3 and unit.form[place - unit.at - 1] in "はがをにでのもと" else 0.0
    if unit.script == "ko":
        if end > unit.end_at and unit.end_at - place < _WORDLIKE:
            return 0.0  # 하나 주세요 is no 나주: a name does not begin with the last syllable of one word and end within the next
        rest = unit.form[end - unit.at :] if end <= unit.end_at else ""
        return 0.85 if length >= 2 and is_korean_tail(rest) else 0.0
    return 0.85 if length >= (3 if unit.script == "kata" else 2) and end >= unit.end_at else 0.0


def _fit_end(unit: Unit, place: int, end: int, length: int) -> float:
    """A name that ends inside a run: particles and endings follow, or the next word without a blank."""
    rest = unit.form[end - unit.at :]
    if unit.script == "ko":
        if is_korean_tail(rest):
            return 1.0
        return 0.75 if length >= 2 and len(rest) >= 2 else 0.0
    if unit.script == "hira":
        follows = rest[0] in "はがをにでのもとやかなへよねっだじあ" or any(
            len(stop) > 1 and rest.startswith(stop) for stop in stop_words("ja")
        )
        return 1.0 if follows and length >= 2 else 0.0
    if unit.script == "kata":
        return 0.0
    return 0.6 if length >= 2 and place == unit.at else 0.0


def _fit_single(units: Sequence[Unit], index: int, last_index: int, place: int, end: int) -> float:
    unit = units[index]
    if index != last_index or unit.script == "latin":
        return 1.0
    if unit.script == "ko":
        rest = unit.form[end - unit.at :]
        return 0.8 if place == unit.at and rest in _AFTER_ONE_SYLLABLE else 0.0
    if unit.script == "kanji":
        return 0.9 if len(unit.form) == 1 else 0.0
    return 0.0


_WORDLIKE = 2  # syllables of a Korean word
_AFTER_ONE_SYLLABLE = frozenset(
    {"", "을", "를", "은", "는", "이", "가", "도", "만", "요", "하나", "두", "있어요", "있나요", "주세요", "이요"}
)


def everyday(form: str, units: Sequence[Unit], place: int, end: int) -> bool:
    """Whether the words that stand there, taken whole, are everyday words: 사고 in *사고 싶어요*, *can*, *it*."""
    touched = [unit for unit in units if unit.at < end and unit.end_at > place]
    if len(touched) != 1:
        return False
    unit = touched[0]
    script = {"latin": "en", "ko": "ko"}.get(unit.script, "ja")
    return unit.text in stop_words(script) or form in stop_words(script)


def script_after(form: str, before: str) -> str:
    """The script of what has taken the place of a word in the script ``before``."""
    if not form or script_of(form) == {"latin": "en", "ko": "ko"}.get(before, "ja"):
        return before
    return {"en": "latin", "ko": "ko"}.get(script_of(form), "kata")
