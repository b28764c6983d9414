"""The tokens of a text: what the index stores and what a query looks for, the same for both databases. Pure.

English words are stemmed; Korean and Japanese are cut into pairs of characters, which need no dictionary and forgive missing spaces and
attached particles. Katakana and hiragana are one. ``270mm`` is found by ``270`` and ``t-shirt`` by ``tshirt``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from dangol.kit.stems import stem
from dangol.search.endings import japanese_stem, korean_stem, without_particle
from dangol.search.letters import HANGUL, HIRAGANA, KANJI, KATAKANA, hiragana, plain

MOST_CHARACTERS = 20_000
_LONGEST = 40

_RUN = re.compile(
    f"(?P<latin>[a-z0-9]+(?:['.&/+-][a-z0-9]+)*)|(?P<ko>[{HANGUL}]+)|(?P<ja>[{KANJI}{KATAKANA}{HIRAGANA}]+)|(?P<other>[^\\W_]+)"
)
_PART = re.compile(r"[a-z]+|[0-9]+")
_PIECE = re.compile(f"(?P<kanji>[{KANJI}]+)|(?P<kata>[{KATAKANA}]+)|(?P<hira>[{HIRAGANA}]+)")
# The verbs people ask with whether a thing can go somewhere or be treated so, by the kanji and what follows it.
_VERB = re.compile(
    "[使洗買]え|[使洗買]っ|[使洗買]う|入[るれりっ]|掛けら|[着履]られ|乗[るれせっ]|置[きけくい]|焼[けくい]|切[れるっ]|敷[けくい]"
)
_NOUN = 2


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a query: as it was typed (folded), its language by its letters, and its tokens."""

    text: str
    lang: str
    tokens: tuple[str, ...]


@lru_cache(8)
def stop_words(lang: str) -> frozenset[str]:
    """Everyday words of a language, folded: they name nothing that a shop sells."""
    path = resources.files("dangol.search") / "stopwords" / f"{lang}.txt"
    if not path.is_file():
        return frozenset()
    return frozenset(plain(word) for word in path.read_text(encoding="utf-8").split())


@lru_cache(1)
def _done_with() -> dict[str, str]:
    """What is meant by what is done with it: 신을 거 (*something to put on one's feet*) is 신발, 履くもの is 靴."""
    data = yaml.safe_load((resources.files("dangol.search") / "deeds.yaml").read_text(encoding="utf-8"))
    return {plain(form): plain(thing) for thing, forms in data.items() for form in str(forms).split()}


def tokens_of(text: str) -> list[str]:
    """Every token of a text to be stored, repetitions included."""
    out: list[str] = []
    for match in _RUN.finditer(plain(text[:MOST_CHARACTERS])):
        kind = match.lastgroup
        run = match.group()
        if kind == "latin":
            out.extend(_latin(run))
        elif kind == "ko":
            out.extend(_pairs(run))
            out.append(run[-1])
        elif kind == "ja":
            for piece in _PIECE.finditer(run):
                out.extend(_japanese(piece.group(), piece.lastgroup or "", stored=True))
        else:
            out.append(run[:_LONGEST])
    return out


def telling_words(text: str) -> list[Word]:
    """The words of a message that may name something a shop sells; none for *add it, please*."""
    return list(_words(text, everyday=False))


def query_words(text: str) -> list[Word]:
    """The words of a query that carry meaning. If all of them are everyday words, all of them are given."""
    return telling_words(text) or list(_words(text, everyday=True))


def _words(text: str, *, everyday: bool) -> Iterator[Word]:
    for match in _RUN.finditer(plain(text[:400])):
        run = match.group()
        if match.lastgroup == "latin":
            if everyday or run not in stop_words("en"):
                yield Word(run, "en", tuple(dict.fromkeys(_latin(run))))
        elif match.lastgroup == "ko":
            yield from _korean_word(run, everyday)
        elif match.lastgroup == "ja":
            yield from _japanese_words(run, everyday)
        else:
            yield Word(run, "", (run[:_LONGEST],))


def _korean_word(run: str, everyday: bool) -> Iterator[Word]:
    if everyday:
        yield Word(run, "ko", _korean_tokens(run))
        return
    if run in stop_words("ko"):
        return
    noun = without_particle(run)
    if noun in stop_words("ko") or korean_stem(run) in stop_words("ko"):
        return
    thing = _done_with().get(run)
    if thing is not None:
        yield Word(thing, "ko", _korean_tokens(thing))
        return
    if len(run) == 2 and run[-1] in "을를은는이가도만요의":
        noun = run[0]
    yield Word(noun, "ko", _korean_tokens(noun))


def _korean_tokens(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_pairs(word))) if len(word) > 1 else (word,)


def _japanese_words(run: str, everyday: bool) -> Iterator[Word]:
    if not everyday and run in stop_words("ja"):
        return
    for deed, thing in _done_with().items() if not everyday else ():
        if deed[0] > "\u3400" and deed in run:
            yield Word(thing, "ja", tuple(dict.fromkeys(_japanese(thing, _script(thing), stored=False))))
    for word, script, at in _japanese_pieces(run):
        if script == "hira" and not everyday:
            word = japanese_stem(word)
            if len(word) < 2 or any(
                stop.startswith(word) or word.startswith(stop) for stop in stop_words("ja") if len(stop) > 2
            ):
                continue
        if not everyday and (word in stop_words("ja") or _begins_everyday(run, at, word)):
            continue
        tokens = tuple(dict.fromkeys(_japanese(word, script, stored=False)))
        if tokens:
            yield Word(word, "ja", tokens)


def _japanese_pieces(run: str) -> Iterator[tuple[str, str, int]]:
    """The parts of a run by their script, each with where it begins. A verb right behind the thing it is said of is a word of its own:
    食洗機 and 使 of 食洗機使える, which many write for 食洗機は使える."""
    for piece in _PIECE.finditer(run):
        word, script, at = piece.group(), piece.lastgroup or "", piece.start()
        if script == "kanji" and len(word) > _NOUN and _VERB.match(run, piece.end() - 1):
            yield word[:-1], script, at
            word, at = word[-1], piece.end() - 1
        yield word, script, at


def _script(word: str) -> str:
    match = _PIECE.fullmatch(word)
    return match.lastgroup or "" if match else "hira"


def _begins_everyday(run: str, at: int, word: str) -> bool:
    """Whether a kanji is the beginning of an inflected everyday word: 探 of 探しています."""
    return len(word) == 1 and any(len(s) > 1 and s[0] == word and run.startswith(s[:2], at) for s in stop_words("ja"))


def _latin(run: str) -> Iterator[str]:
    parts = re.split(r"['.&/+-]", run.removesuffix("'s"))
    for part in parts:
        yield stem(part)[:_LONGEST]
        pieces = _PART.findall(part)
        if len(pieces) > 1:
            yield from (stem(piece)[:_LONGEST] for piece in pieces)
    if len(parts) > 1:
        yield stem("".join(parts))[:_LONGEST]


def _pairs(run: str) -> Iterator[str]:
    return (run[i : i + 2] for i in range(len(run) - 1))


def _japanese(piece: str, script: str, *, stored: bool) -> Iterator[str]:
    if script == "kanji":
        if stored or len(piece) == 1:
            yield from piece
        yield from _pairs(piece)
    elif len(piece) > 1:
        yield from _pairs(hiragana(piece))
    elif stored and script == "kata":
        yield hiragana(piece)


def vocabulary_of(text: str) -> Iterator[tuple[str, str]]:
    """The words of a stored text that an unknown word may have been meant for, with their language by their letters."""
    for match in _RUN.finditer(plain(text[:MOST_CHARACTERS])):
        run = match.group()
        if match.lastgroup == "latin":
            for part in re.split(r"['.&/+-]", run.removesuffix("'s")):
                if len(part) > 2 and not part.isdigit():
                    yield part[:_LONGEST], "en"
        elif match.lastgroup == "ko":
            if len(run) > 1:
                yield run[:_LONGEST], "ko"
        elif match.lastgroup == "ja":
            for piece in _PIECE.finditer(run):
                if len(piece.group()) > 1 and piece.lastgroup != "hira":
                    yield piece.group()[:_LONGEST], "ja"
