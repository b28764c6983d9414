"""Names across scripts: 나이키, ナイキ and Nike reduced to one key. Pure, by rule; meant for brand names, not for words."""

from __future__ import annotations

import re
from functools import lru_cache

from dangol.search.letters import hiragana, plain

_LEADS = ("k", "k", "n", "t", "t", "r", "m", "p", "p", "s", "s", "", "j", "j", "j", "k", "t", "p", "")
_TAILS = ("", *"k k k n n n t r k m p s r p r m p p s s n j j k t p".split(), "")  # noqa: SIM905  (28: none to ㅎ)
_KANA = {
    "k": "かきくけこがぎぐげご",
    "s": "さしすせそ",
    "j": "ざじずぜぞちつぢづ",
    "t": "たてとだでど",
    "n": "なにぬねのん",
    "p": "ぱぴぷぺぽばびぶべぼふ",
    "m": "まみむめも",
    "r": "らりるれろ",
    "": "あいうえおはひへほやゆよわをゃゅょー",
}
_KANA_SOUND = {kana: sound for sound, row in _KANA.items() for kana in row}
_LATIN = (
    ("sch", "s"),
    ("tch", "j"),
    ("ph", "p"),
    ("sh", "s"),
    ("ch", "j"),
    ("ck", "k"),
    ("th", "s"),
    ("gh", ""),
    ("ng", "n"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "si"),
    ("x", "ks"),
    ("c", "k"),
    ("q", "k"),
    ("g", "k"),
    ("d", "t"),
    ("b", "p"),
    ("f", "p"),
    ("v", "p"),
    ("l", "r"),
    ("z", "j"),
)
_SILENT = re.compile("[^kntrmpsj]")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(8192)
def sound_key(word: str) -> str | None:
    """The consonants of ``word`` as any of the three scripts would hear them, or none where too little is left to tell words apart."""
    word = plain(word)
    if not word:
        return None
    if all("가" <= c <= "힣" for c in word):
        key, syllables = _korean(word), len(word)
    elif all(hiragana(c) in _KANA_SOUND or hiragana(c) in "っぁぃぅぇぉゔ" for c in word):
        key, syllables = _japanese(hiragana(word)), len(re.sub("[ぁぃぅぇぉゃゅょーっ]", "", hiragana(word)))
    elif word.isascii() and word.isalpha():
        key, syllables = _latin(word), max(len(re.findall("[aeiouy]+", word)), 3)
    else:
        return None
    if len(key) >= 3 or (len(key) == 2 and syllables >= 3):
        return key
    return None


def _korean(word: str) -> str:
    out = []
    for c in word:
        code = ord(c) - 0xAC00
        out.append(_LEADS[code // 588] + "-" + _TAILS[code % 28])
    return _SILENT.sub("", "".join(out))


def _japanese(word: str) -> str:
    return "".join("p" if c == "ゔ" else _KANA_SOUND.get(c, "") for c in word)


def _latin(word: str) -> str:
    word = _DOUBLED.sub(r"\1", word)
    for letters, sound in _LATIN:
        word = word.replace(letters, sound)
    return _SILENT.sub("", word)
