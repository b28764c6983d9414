"""Bringing what was typed into one form, while every character still knows where it stood.

Full-width and half-width forms, compatibility characters, capitals, curly quotes and stretched letters all say the same;
``normalise`` gives the plain form together with a map back to the original, so that an entity can name its words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_MARKS = frozenset("\uff9e\uff9f\u3099\u309a")  # half-width and combining voice marks belong to the kana before them
_SAME = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "`": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "〜": "~",
        "～": "~",
        "–": "-",
        "—": "-",
        "−": "-",
        "‐": "-",
        "、": ",",
        "。": ".",
        "，": ",",
        "．": ".",
        "？": "?",
        "！": "!",
        "￥": "¥",
        "\u00a0": " ",
        "\u3000": " ",
        "\t": " ",
        "\n": " ",
    }
)
_STRETCH = re.compile(r"(\D)\1{2,}")
_LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_TAILS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_JAMO = {
    chr(0xAC00 + (lead * 21 + vowel) * 28 + tail): _LEADS[lead] + _VOWELS[vowel] + _TAILS[tail]
    for lead in range(19)
    for vowel in range(21)
    for tail in range(28)
}


@dataclass(frozen=True, slots=True)
class Normalised:
    """``text`` in plain form; character ``i`` of it came from ``original[starts[i]:ends[i]]``."""

    original: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` stands in the original (``start < end``)."""
        return self.starts[start], self.ends[end - 1]

    def written(self, start: int, end: int) -> str:
        """``text[start:end]`` as it was written."""
        begin, stop = self.span(start, end)
        return self.original[begin:stop]


@lru_cache(maxsize=256)  # every reader of a message asks for the same few texts
def normalise(text: str) -> Normalised:
    """``text`` in NFKC, lower case, with plain quotes and spaces, and the way back."""
    if text.isascii():
        lowered = text.lower().replace("\n", " ").replace("\t", " ").replace("`", "'")
        return Normalised(text, lowered, tuple(range(len(text))), tuple(range(1, len(text) + 1)))
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    while position < len(text):
        stop = position + 1
        if "\u1100" <= text[position] <= "\u115f":  # a syllable sent as its letters, as some systems do
            while stop < len(text) and "\u1160" <= text[stop] <= "\u11ff":
                stop += 1
        while stop < len(text) and (text[stop] in _MARKS or unicodedata.combining(text[stop])):
            stop += 1
        piece = text[position:stop]
        # Single Hangul letters (ㅇㅋ, ㅠㅠ) are slang of their own; the compatibility form would tear them from the keyboard's.
        if not "\u3131" <= piece <= "\u318e":
            piece = unicodedata.normalize("NFKC", piece.translate(_SAME)).translate(_SAME).lower()
        for character in piece:
            out.append(character)
            starts.append(position)
            ends.append(stop)
        position = stop
    return Normalised(text, "".join(out), tuple(starts), tuple(ends))


@lru_cache(maxsize=256)  # of each part of a message it is asked some forty times
def plain(text: str) -> str:
    """``text`` as it is classified: normalised, letters repeated three times or more cut to two, single spaces."""
    return " ".join(_STRETCH.sub(r"\1\1", normalise(text).text).split())


def packed(text: str) -> str:
    """``text`` without any space: Korean is spaced by feeling, Japanese not at all."""
    return "".join(text.split())


def jamo(text: str) -> str:
    """``text`` with each Hangul syllable taken apart into its letters: 값 becomes ㄱㅏㅄ."""
    return "".join([_JAMO.get(character, character) for character in text])


_KEYS = dict(
    zip(
        "qwertyuiopasdfghjklzxcvbnmQWERTOP",
        "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ",
        strict=True,
    )
)
_VOWEL_PAIRS = {"ㅗㅏ": "ㅘ", "ㅗㅐ": "ㅙ", "ㅗㅣ": "ㅚ", "ㅜㅓ": "ㅝ", "ㅜㅔ": "ㅞ", "ㅜㅣ": "ㅟ", "ㅡㅣ": "ㅢ"}
_TAIL_PAIRS = {
    "ㄱㅅ": "ㄳ",
    "ㄴㅈ": "ㄵ",
    "ㄴㅎ": "ㄶ",
    "ㄹㄱ": "ㄺ",
    "ㄹㅁ": "ㄻ",
    "ㄹㅂ": "ㄼ",
    "ㄹㅅ": "ㄽ",
    "ㄹㅌ": "ㄾ",
    "ㄹㅍ": "ㄿ",
    "ㄹㅎ": "ㅀ",
    "ㅂㅅ": "ㅄ",
}


def compose(letters: str) -> str:
    """Hangul letters put together into syllables, as a keyboard does: ㅂㅐㅅㅗㅇ becomes 배송. Other characters pass."""
    out: list[str] = []
    i = 0
    while i < len(letters):
        if letters[i] not in _LEADS or i + 1 >= len(letters) or letters[i + 1] not in _VOWELS:
            out.append(letters[i])
            i += 1
            continue
        lead, vowel = letters[i], letters[i + 1]
        i += 2
        if i < len(letters) and vowel + letters[i] in _VOWEL_PAIRS:
            vowel = _VOWEL_PAIRS[vowel + letters[i]]
            i += 1
        tail = ""
        if i < len(letters) and letters[i] in _TAILS and not (i + 1 < len(letters) and letters[i + 1] in _VOWELS):
            tail = letters[i]
            i += 1
            pair = tail + letters[i] if i < len(letters) else ""
            if pair in _TAIL_PAIRS and not (i + 1 < len(letters) and letters[i + 1] in _VOWELS):
                tail = _TAIL_PAIRS[pair]
                i += 1
        out.append(chr(0xAC00 + (_LEADS.index(lead) * 21 + _VOWELS.index(vowel)) * 28 + _TAILS.index(tail)))
    return "".join(out)


def hangul_from_keys(text: str) -> str | None:
    """What was meant when Korean was typed with the keyboard still in Latin mode (``qothdql`` is 배송비), or none when the
    keys do not make whole syllables."""
    if not text.isascii() or not any(c.isalpha() for c in text):
        return None
    composed = compose("".join(_KEYS.get(c) or _KEYS.get(c.lower(), c) for c in text))
    letters = [c for c in composed if not c.isspace() and not c.isdigit() and c not in ".,?!~"]
    return composed if letters and all("가" <= c <= "힣" for c in letters) else None
