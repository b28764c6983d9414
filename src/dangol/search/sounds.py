"""How a word sounds, whichever of the three scripts it is written in: 필터, フィルター and *filter* are one word. Pure, by rule.

A word is taken apart into what is heard of it. What one script cannot tell apart is near (``b`` and ``v``), and what only a script needs
is weak: the u of フ, the ㅡ of 트 and the r of *-er* may be missing on the other side. Words are looked for by their strong consonants
(``frames_of``), compared by everything that is heard (``unlikeness``), and told from what only sounds so by the things that bear
them (``same_word``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from functools import lru_cache
from itertools import combinations, product
from typing import Generic, NamedTuple, TypeVar

from dangol.search.letters import hiragana, is_katakana, jamo, plain


class Sound(NamedTuple):
    """One sound of a word."""

    vowel: bool
    heard: str  # the letters it may be heard as, the likeliest first
    missing: float  # what it costs when the other word has nothing in its place


class Heard(NamedTuple):
    """A word of another script that sounds like one looked for."""

    unlikeness: float
    lang: str
    word: str


# What it costs when a consonant, a vowel, a y or w is missing; the second vowel of 테이블, which English writes as one.
_HARD, _OPEN, _SEMI, _SECOND = 1.0, 0.5, 0.15, 0.2
_ALIKE = 0.12  # unlikeness of words that may be one if something else says so
_TOGETHER = 0.15  # ... of two in different languages that one thing bears: taken together
_ALONE = 0.04  # ... of one word that nothing else speaks for
_STRONG, _MOST_STRONG, _SHORT = 2, 9, 3
_NATIVE = re.compile("[ㄲㄸㅃㅆㅉㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄㅢ]|[ㅏ-ㅣ][ㄷㅈㅊㅋㅌㅍㅎ](?![ㅏ-ㅣ])")
"""Letters taken apart that borrowed words do not have, or not at the end of a syllable."""

# Hangul: what stands at the beginning of a syllable, in it and at its end.
_LEADS = "gkndtrmbpss-zzcktph"
_VOWELS = "a e ya ye v e yv e o wa we we yo u wv we wi yu . i i".split()  # noqa: SIM905  (v: ㅓ, which is many things; . : ㅡ)
_TAILS = ("", *"k k k n n n t r k m p s t p r m p p t t n t t k t p".split(), "")  # noqa: SIM905
_KANA_ROWS = {
    "": "あいうえお",
    "k": "かきくけこ",
    "s": "さしすせそ",
    "t": "たちつてと",
    "n": "なにぬねの",
    "h": "はひふへほ",
    "m": "まみむめも",
    "r": "らりるれろ",
    "g": "がぎぐげご",
    "z": "ざじずぜぞ",
    "d": "だぢづでど",
    "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
}
_KANA = {kana: (row, vowel) for row, line in _KANA_ROWS.items() for kana, vowel in zip(line, "aiueo", strict=True)}
_KANA |= {"や": ("y", "a"), "ゆ": ("y", "u"), "よ": ("y", "o"), "わ": ("w", "a"), "を": ("", "o"), "ゔ": ("b", "u")}
_KANA |= {"し": ("s", "i"), "ち": ("ct", "i"), "じ": ("z", "i"), "ぢ": ("z", "i"), "つ": ("tc", "u"), "ふ": ("fh", "u")}
_SMALL = {"ゃ": "ya", "ゅ": "yu", "ょ": "yo", "ぁ": "a", "ぃ": "i", "ぅ": "u", "ぇ": "e", "ぉ": "o"}
_JAPANESE = {"b": "bv", "h": "hf"}  # ヘッドホン is a headphone
# The consonants of English by their letters, the longest first.
_LATIN = {
    "tch": "c", "sch": "s+k", "dge": "z", "ph": "f", "sh": "s", "ch": "ck", "ck": "k", "th": "st", "gh": "", "ng": "n", "qu": "k+w",
    "wh": "w", "kn": "n", "wr": "r", "x": "k+s", "b": "b", "c": "k", "d": "d", "f": "f", "g": "g", "h": "h", "j": "z", "k": "k", "l": "r",
    "m": "m", "n": "n", "p": "p", "q": "k", "r": "r", "s": "sz", "t": "t", "v": "v", "w": "w", "z": "z",
}  # fmt: skip
_LATIN_VOWELS = {
    "a": "aevo", "e": "eiv", "i": "ia", "o": "oauv", "u": "uavo", "y": "ia", "ai": "e", "ay": "e", "ey": "ie", "au": "o", "aw": "o",
    "ee": "i", "ea": "iea", "ei": "eai", "eu": "u", "ew": "u", "ie": "iae", "oa": "o", "oi": "o", "oy": "o", "oo": "uo", "ou": "auo",
    "ow": "oa", "ue": "u", "ui": "u", "io": "ioa", "ia": "ia", "eo": "io", "ua": "u", "oe": "oi", "ye": "a",
}  # fmt: skip
_NEAR_VOWELS = {frozenset(pair) for pair in ("vo", "va", "ve", "vu", "ae", "ao", "ei", "ou")}
_NEAR = {
    frozenset(pair): cost
    for pairs, cost in (
        ("bv pf", 0.0),
        ("sz", 0.25),
        ("hf zc", 0.3),
        ("bp vf gk dt", 0.35),
        ("st tc sc dz bf vp", 0.5),
        ("kc nm", 0.6),
    )
    for pair in pairs.split()
}
_UNLIKE = 1.5
# Words are looked for by coarser sounds than they are compared by.
_COARSE = {"b": "p", "f": "p", "v": "p", "g": "k", "d": "t", "z": "s", "c": "s", "m": "n"}
_DOUBLED, _DOUBLED_LATIN = re.compile(r"(.)\1+"), re.compile(r"([^eo])\1+")
_SPOKEN = re.compile("[aeiouy]+|" + "|".join(_LATIN))


@lru_cache(16384)
def sounds_of(word: str) -> tuple[Sound, ...]:
    """What is heard of ``word`` (folded); nothing where it is in several scripts, has digits or signs."""
    if word and all("가" <= c <= "힣" for c in word):
        return _korean(word)
    kana = hiragana(word)
    if kana and all(c in _KANA or c in _SMALL or c in "っんー" for c in kana):
        return _japanese(kana)
    return _english(word) if word.isascii() and word.isalpha() else ()


def _korean(word: str) -> tuple[Sound, ...]:
    out: list[Sound] = []
    for c in word:
        code = ord(c) - 0xAC00
        lead, vowel, tail = _LEADS[code // 588], _VOWELS[code % 588 // 28], _TAILS[code % 28]
        if lead != "-" and not (lead == "r" and out and out[-1].heard == "r"):  # 플러: one l is written twice
            heard = "ct" if lead == "c" and vowel == "." else lead  # 츠 of 부츠
            out.append(Sound(False, heard, 0.3 if lead == "h" else _HARD))
        if len(vowel) == 2:
            out.append(Sound(False, vowel[0], _SEMI))
        if vowel != ".":
            needed_by_script = vowel == "i" and lead in "szc"  # 브러시, 스위치
            second = lead == "-" and bool(out) and out[-1].vowel
            out.append(Sound(True, vowel[-1], 0.1 if needed_by_script else _SECOND if second else _OPEN))
        if tail:
            out.append(Sound(False, tail, _HARD))
    return tuple(out)


def _japanese(kana: str) -> tuple[Sound, ...]:
    out: list[Sound] = []
    for c in kana:
        if c in "っー":
            continue
        if c == "ん":
            out.append(Sound(False, "nm", _HARD))
            continue
        if c in _SMALL:  # takes the place of the vowel before it: ティ
            said = _SMALL[c]
            if out and out[-1].vowel:
                out.pop()
            out += [Sound(False, "y", _SEMI)] * (len(said) == 2) + [Sound(True, said[-1], _OPEN)]
            continue
        row, vowel = _KANA[c]
        if row:
            out.append(Sound(False, _JAPANESE.get(row, row), {"y": _SEMI, "w": 0.3, "h": 0.3}.get(row, _HARD)))
        second = not row and bool(out) and out[-1].vowel
        missing = (
            0.1 if c in "ちじしき" else 0.0 if (vowel == "u" and row) or c in "とど" else _SECOND if second else _OPEN
        )
        out.append(Sound(True, vowel, missing))
    return tuple(out)


def _english(word: str) -> tuple[Sound, ...]:
    word = (_DOUBLED_LATIN if "ee" in word or "oo" in word else _DOUBLED).sub(r"\1", word)
    word = re.sub("ture", "chr", re.sub("[st]ion", "sn", word))
    out: list[Sound] = []
    for part in _SPOKEN.finditer(word):
        text, rest = part.group(), word[part.end() :]
        out += _latin_vowels(text, rest, part.start()) if text[0] in "aeiouy" else _latin_consonant(text, rest, out)
    return tuple(out)


def _latin_vowels(text: str, rest: str, at: int) -> list[Sound]:
    out: list[Sound] = []
    if text[0] == "y" and at == 0 and len(text) > 1:
        out.append(Sound(False, "y", _SEMI))
        text = text[1:]
    if text[0] == "u":
        out.append(Sound(False, "y", 0.0))
    if text == "e" and rest in ("", "s") and at > 1:
        return [*out, Sound(True, "ei", 0.0)]
    if len(text) > 1 and text not in _LATIN_VOWELS:
        return out + [Sound(True, _LATIN_VOWELS[letter], 0.3) for letter in text]
    heard = _LATIN_VOWELS[text] + ("va" if rest.startswith("r") else "")
    return [*out, Sound(True, heard, 0.4 if text in ("a", "e", "i", "o") else _OPEN)]


def _latin_consonant(text: str, rest: str, before: Sequence[Sound]) -> list[Sound]:
    if text == "r" and (rest in ("", "e", "es") or rest[0] not in "aeiouy"):
        return [Sound(False, "r", 0.05)]  # ヒーター
    heard = _LATIN[text]
    if text in ("c", "g") and rest[:1] in ("e", "i", "y"):
        heard = "s" if text == "c" else "gz"
    if text == "ng" and rest:
        return [Sound(False, "n", _HARD), Sound(False, "g", 0.0)]
    if text == "s" and not rest and before:
        return [Sound(False, heard, 0.1)]  # パンツ are pants, but スニーカー sneakers
    weak = {"h": 0.3, "w": 0.2}
    return [Sound(False, one, weak.get(one, _HARD)) for one in heard.split("+") if one]


@lru_cache(16384)
def frames_of(word: str) -> frozenset[str]:
    """The strong consonants of ``word`` in their order, coarsely, in every way they may be heard; empty where there are too few of them
    to tell words apart, or more than any word has."""
    strong: list[tuple[str, ...]] = []
    for sound in sounds_of(plain(word)):
        if sound.vowel or sound.heard in ("y", "w"):
            continue
        ways = tuple(dict.fromkeys(_COARSE.get(c, c) for c in sound.heard))
        surely = sound.missing == _HARD or (sound.heard[0] == "h" and not strong)
        strong.append(ways if surely else (*ways, ""))
    if not _STRONG <= len(strong) <= _MOST_STRONG:
        return frozenset()
    return frozenset(frame for way in product(*strong) if len(frame := "".join(way)) >= _STRONG)


def unlikeness(one: str, other: str) -> float:
    """How unlike two words sound: 0 where they are heard alike, 1 where they have nothing in common. What differs or is missing, by the
    number of strong consonants."""
    a, b = sounds_of(plain(one)), sounds_of(plain(other))
    if not a or not b:
        return 1.0
    row = [0.0]
    for sound in b:
        row.append(row[-1] + sound.missing)
    for left in a:
        above, row = row, [row[0] + left.missing]
        for at, right in enumerate(b):
            beside = (above[at] + _differ(left, right), above[at + 1] + left.missing, row[at] + right.missing)
            row.append(min(beside))
    strong = min(sum(not s.vowel and s.missing == _HARD for s in side) for side in (a, b))
    return min(1.0, row[-1] / max(strong + 1, 2))


@lru_cache(8192)
def _differ(left: Sound, right: Sound) -> float:
    """What it costs to hear one sound as the other."""
    if left.vowel is not right.vowel:
        return 9.0
    best = 0.6 if left.vowel else _UNLIKE
    for rank, c in enumerate(left.heard):
        for other_rank, d in enumerate(right.heard):
            less_likely = 0.05 * (rank + other_rank) if left.vowel else 0.0
            near = (0.2 if {c, d} in _NEAR_VOWELS else 0.6) if left.vowel else _NEAR.get(frozenset((c, d)), _UNLIKE)
            best = min(best, less_likely if c == d else near + less_likely)
    return best


_Item = TypeVar("_Item", bound=Hashable)


class ByFrame(Generic[_Item]):
    """Things by what the words for them sound like."""

    def __init__(self) -> None:
        self._items: dict[str, set[_Item]] = {}

    def add(self, word: str, item: _Item) -> None:
        """Find ``item`` by ``word``."""
        for frame in frames_of(word):
            self._items.setdefault(frame, set()).add(item)

    def discard(self, word: str, item: _Item) -> None:
        """Find it by ``word`` no longer."""
        for frame in frames_of(word):
            self._items.get(frame, set()).discard(item)

    def near(self, word: str) -> set[_Item]:
        """Everything whose word may sound like this one."""
        return {item for frame in frames_of(word) for item in self._items.get(frame, ())}


def is_borrowed(word: str) -> bool:
    """Whether ``word`` may be one that Korean or Japanese has from another language, and is long enough to be told by its sound: English
    names things in its own words, and 꽃은 is no コットン."""
    sounds = sounds_of(word)
    strong = sum(not s.vowel and s.missing == _HARD for s in sounds)
    if not sounds or word.isascii() or strong < _STRONG:
        return False
    if word[0] >= "가":
        return strong > _STRONG and word[-1] not in "은을를" and not _NATIVE.search(jamo(word))
    return is_katakana(word) and len(word) >= (_SHORT if strong > _STRONG else _SHORT + 1)


def alike(word: str, others: Iterable[tuple[str, str]]) -> list[Heard]:
    """Those of ``others`` (language, word) that may be ``word`` as another script writes it, the likest first."""
    heard = (Heard(unlikeness(word, other), lang, other) for lang, other in others)
    return sorted(h for h in heard if h.unlikeness <= _ALIKE)


def same_word(heard: Sequence[Heard], bearers: Callable[[Heard], Collection[object]]) -> Heard | None:
    """Which of the words that sound like one another is the same word; none if that is not sure. Many words sound alike by chance; but when
    two languages call one thing so (*filter* and フィルター), 필터 is that. Where nothing else speaks for a word, it has to sound the same.

    ``bearers`` says what bears a word: the rows of the catalogue, the documents of the index."""
    agreeing = (
        (one, other)
        for one, other in combinations(heard, 2)
        if one.lang != other.lang and one.unlikeness + other.unlikeness <= _TOGETHER
    )
    for one, other in sorted(agreeing, key=lambda pair: pair[0].unlikeness + pair[1].unlikeness):
        if not set(bearers(one)).isdisjoint(bearers(other)):
            return one
    best = next((h for h in heard if h.unlikeness <= _ALONE), None)
    return best if best is not None and len(bearers(best)) else None
