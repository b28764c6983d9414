"""Which words of another wording are new: neither of the sentence there was, nor of those that only set its tone.

Words are compared without their endings, as far as each language has any: English ones by their stem, Korean ones without particles
and verb endings, Japanese ones by their characters, with the grammar between them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from dangol.kit.stems import stem
from dangol.wording.facts import tone
from dangol.wording.facts.marks import Mark

_LATIN = re.compile(r"[a-zà-ɏ]+(?:'[a-z]+)?")
_PHRASES = re.compile(rf"\b(?:{'|'.join(tone.ENGLISH_PHRASES)})\b")
_HANGUL = re.compile("[가-힣]+")
_KANA_OR_KANJI = re.compile("[ぁ-ゖ]+|[ァ-ヺー]+|[\u3400-\u9fff\uf900-\ufaff々〆〇]+")
_OTHER = re.compile(r"[^\W\d_a-zà-ɏ가-힣ぁ-ゖァ-ヺー\u3400-\u9fff\uf900-\ufaff々〆〇]+")
_MOST_TAIL = max(map(len, tone.KOREAN_ENDINGS))
_FIRST, _LAST, _TAILS = 0xAC00, 0xD7A3, 28
_TAILED = {
    4: frozenset("데 데요 다 답니다 가요".split()),  # noqa: SIM905
    8: frozenset("게요 까요 래요".split()),  # noqa: SIM905
    17: frozenset("니다 니까".split()),  # noqa: SIM905
    20: frozenset("어요 습니다 답니다 네요 는데 는데요 던 고 지만 죠 습니까".split()),  # noqa: SIM905
}
"""ㄴ, ㄹ, ㅂ and ㅆ under a stem's last syllable, and what of an ending goes on after each."""
_MOST_SYLLABLES, _MOST_KANA = 40, 12


def new_words(one: str, other: str, marks: Collection[Mark]) -> Iterator[str]:
    """The words of ``other`` that ``one`` has not and no list of tone either; both levelled and small. What ``marks`` cover of ``other``
    was compared already."""
    covered = [False] * len(other)
    for mark in marks:
        covered[mark.start : mark.end] = [True] * (mark.end - mark.start)
    yield from _english(one, other, covered)
    yield from _korean(one, other, covered)
    yield from _japanese(one, other, covered)
    known = set(_OTHER.findall(one))
    for match in _OTHER.finditer(other):
        if match.group() not in known and not all(covered[match.start() : match.end()]):
            yield match.group()
    for at, sign in enumerate(other):
        if not sign.isalnum() and sign not in tone.SIGNS and sign not in one and not covered[at] and not sign.isspace():
            yield sign


def _english(one: str, other: str, covered: list[bool]) -> Iterator[str]:
    known = {stem(part) for word in _LATIN.findall(one) for part in (word, word.removesuffix("'s"))}
    other = _PHRASES.sub(lambda match: " " * len(match.group()), other)
    for match in _LATIN.finditer(other):
        word = match.group()
        rest = "".join(
            letter for letter, hit in zip(word, covered[match.start() : match.end()], strict=True) if not hit
        )
        if rest in ("", "'s", "s", "'ll", "'"):
            continue
        if not any(part in tone.ENGLISH or stem(part) in known for part in (word, word.removesuffix("'s"), rest)):
            yield word


def _korean(one: str, other: str, covered: list[bool]) -> Iterator[str]:
    known = {base for word in _HANGUL.findall(one) for base in _bases(word)}
    for match in _HANGUL.finditer(other):
        word, start = match.group(), match.start()
        if start and (covered[start - 1] or other[start - 1].isalnum()) and _is_tail(word):
            continue  # it hangs on a number and its unit, or on a name in other letters
        if _is_korean(word, known) or _is_set_around(word, covered[match.start() : match.end()], known):
            continue
        yield word


def _is_korean(word: str, known: Collection[str]) -> bool:
    """Whether a word is known or of tone, or two known ones in a row."""
    if any(base in known or base in tone.KOREAN for base in _bases(word)):
        return True
    return any(
        word[:cut] in known and any(base in known or base in tone.KOREAN for base in _bases(word[cut:]))
        for cut in range(2, len(word) - 1)
    )


def _is_set_around(word: str, covered: list[bool], known: Collection[str]) -> bool:
    """Whether what stands around the facts in a word is only endings, or a known word before them."""
    parts = ["".join(letter for letter, _ in run) for run in _runs(word, covered)]
    if not any(covered):
        return False
    return all(not part or _is_korean(part, known) or (n > 0 and _is_tail(part)) for n, part in enumerate(parts))


def _runs(word: str, covered: list[bool]) -> Iterator[list[tuple[str, bool]]]:
    """The parts of ``word`` that nothing covers; the first is empty if it begins with a fact."""
    run: list[tuple[str, bool]] = []
    for letter, hit in zip(word, covered, strict=True):
        if hit:
            yield run
            run = []
        else:
            run.append((letter, hit))
    yield run


@lru_cache(4096)
def _bases(word: str) -> frozenset[str]:
    """A Korean word and what is left of it without one or more endings."""
    found = {word}
    waiting = [word] if len(word) <= _MOST_SYLLABLES else []
    while waiting:
        longer = waiting.pop()
        for shorter in _shorter(longer):
            if shorter not in found:
                found.add(shorter)
                waiting.append(shorter)
    return frozenset(found)


def _shorter(word: str) -> Iterator[str]:
    for length in range(1, min(_MOST_TAIL, len(word) - 1) + 1):
        rest, ending = word[:-length], word[-length:]
        if ending in tone.KOREAN_ENDINGS:
            yield rest
        tail = _tail(rest[-1])
        if ending in _TAILED.get(tail, ()):
            yield rest[:-1] + chr(ord(rest[-1]) - tail)
    if len(word) > 1 and (tail := _tail(word[-1])) in (4, 8):
        yield word[:-1] + chr(ord(word[-1]) - tail)  # 예쁜, 드릴


def _tail(syllable: str) -> int:
    return (ord(syllable) - _FIRST) % _TAILS if _FIRST <= ord(syllable) <= _LAST else 0


@lru_cache(4096)
def _is_tail(text: str) -> bool:
    """Whether ``text`` is nothing but endings."""
    reached = {0}
    for start in range(len(text)):
        if start in reached:
            ends = range(start + 1, min(len(text), start + _MOST_TAIL) + 1)
            reached |= {end for end in ends if text[start:end] in tone.KOREAN_ENDINGS}
    return len(text) in reached


def _japanese(one: str, other: str, covered: list[bool]) -> Iterator[str]:
    known = set(_KANA_OR_KANJI.findall(one))
    before = 0
    for match in _KANA_OR_KANJI.finditer(other):
        word, start, end = match.group(), match.start(), match.end()
        follows = start > 0 and start == before
        before = end
        if all(covered[start:end]):
            continue
        if "ぁ" <= word[0] <= "ゖ":
            after = other[start - 1] if follows else ""
            onward = _KANA_OR_KANJI.match(other, end) is not None
            inside = start > 0 and (covered[start - 1] or other[start - 1].isalnum())
            fits = word in known or _is_grammar(word, covered[start:end], known, after, onward=onward, inside=inside)
        else:
            rest = "".join(c if not hit else " " for c, hit in zip(word, covered[start:end], strict=True)).split()
            fits = all(part in one or (part in tone.JAPANESE_KANJI) or _is_katakana(part) for part in rest)
        if not fits:
            yield word


def _is_katakana(word: str) -> bool:
    """Names in katakana are looked at elsewhere, with the words that are none."""
    return len(word) > 1 and all("ァ" <= letter <= "ー" for letter in word)


def _is_grammar(
    word: str, covered: list[bool], known: Collection[str], after: str, *, onward: bool, inside: bool
) -> bool:
    """Whether a run of hiragana is grammar, tone, facts and words that were there. ``after``: the character it hangs on; ``onward``:
    another word hangs on it; ``inside``: it begins no sentence."""
    size = len(word)
    reached = {0: inside}  # where a piece may begin, and whether a particle may
    for start in range(size):
        if start not in reached:
            continue
        if covered[start]:
            reached[start + 1] = True
        for end in range(start + 1, min(size, start + _MOST_KANA) + 1):
            piece = word[start:end]
            if (
                piece in tone.JAPANESE
                or (len(piece) > 1 and piece in known)
                or (piece in tone.JAPANESE_PARTICLES and reached[start])
                or (start == 0 and _is_okurigana(piece, after))
                or (piece in ("お", "ご") and onward and end == size)
            ):
                reached[end] = reached.get(end, False) or piece not in tone.JAPANESE_BEGINNINGS
    return size in reached


def _is_okurigana(piece: str, after: str) -> bool:
    """Whether ``piece`` may be the end of the word whose kanji is ``after``."""
    if not after or "ァ" <= after <= "ー":
        return False
    return piece in tone.OKURIGANA or (len(piece) == 1 and piece not in "おごぜあむ")
