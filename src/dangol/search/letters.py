"""Letters: folding that lets two spellings of one word meet. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA

from dangol.kit.text import fold

_MARKED = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "＇": "'", "‐": "-", "‑": "-", "–": "-", "〜": "~", "～": "~"})

_LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_TAILS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")

HANGUL = "가-힣"
KANJI = "一-鿿㐀-䶿々〆ヶ"
KATAKANA = "ァ-ヺー"
HIRAGANA = "ぁ-ゖー"


def plain(text: str) -> str:
    """``text`` as words are compared: folded, without the accents of Latin letters (``Café`` is ``cafe``)."""
    text = fold(text).translate(_QUOTES)
    if not _MARKED.search(text):
        return text
    return "".join(_unmarked(c) if _MARKED.match(c) else c for c in text)


@lru_cache(1024)
def _unmarked(letter: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c)) or letter


def hiragana(text: str) -> str:
    """Katakana as hiragana; everything else as it is."""
    return text.translate(_KATAKANA)


@lru_cache(16384)
def jamo(text: str) -> str:
    """Hangul syllables taken apart into their letters (``값`` is ``ㄱㅏㅄ``); everything else as it is."""
    letters = []
    for c in text:
        code = ord(c) - 0xAC00
        if 0 <= code < 11172:
            letters.append(_LEADS[code // 588] + _VOWELS[code % 588 // 28] + _TAILS[code % 28])
        else:
            letters.append(c)
    return "".join(letters)


def is_katakana(text: str) -> bool:
    """Whether ``text`` is written in katakana and nothing else."""
    return re.fullmatch(f"[{KATAKANA}]+", text) is not None


def script_of(text: str) -> str:
    """The script most letters of ``text`` are written in: ``ko`` (hangul), ``ja`` (kana or kanji) or ``en`` (anything else)."""
    hangul = sum("가" <= c <= "힣" for c in text)
    japanese = sum("ぁ" <= c <= "ヺ" or "一" <= c <= "鿿" for c in text)
    latin = sum(c.isascii() and c.isalpha() for c in text)
    if hangul and hangul >= japanese and 2 * hangul >= latin / 2:
        return "ko"
    return "ja" if japanese and 2 * japanese >= latin / 2 else "en"


def edits_allowed(word: str) -> int:
    """How many slips of the pen we forgive: none in short words, one, and two from eight letters (Korean: counted in jamo)."""
    length = len(jamo(word)) if "가" <= word[:1] <= "힣" else len(word)
    if "가" <= word[:1] <= "힣":
        return 0 if length < 5 else 1 if length < 10 else 2
    if word.isascii():
        return 0 if length < 5 else 1 if length < 8 else 2
    return 0 if length < 4 else 1


def edits(one: str, other: str, most: int) -> int | None:
    """Slips between two words (swapped neighbours count once; Korean by jamo), or none if more than ``most``."""
    found = int(OSA.distance(jamo(one), jamo(other), score_cutoff=most))
    return found if found <= most else None
