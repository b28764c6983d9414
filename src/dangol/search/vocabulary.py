"""The words the catalogue uses, and the nearest of them to a word nobody uses. Pure, but for being filled."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import and_, eq

from rapidfuzz import process
from rapidfuzz.distance import OSA

from dangol.search.letters import edits_allowed, hiragana, is_katakana, jamo, script_of
from dangol.search.names import kin_of
from dangol.search.sounds import ByFrame, Heard, alike, is_borrowed

_LEAST_HEAD, _LEAST_END = (
    4,
    3,
)  # letters of katakana: the end names the thing, what it begins with only says of which kind
_NO_BEGINNING = frozenset("ァィゥェォッャュョヮーン")


class Vocabulary:
    """Words by language, with how often each is used. Kept by length so that few have to be compared."""

    def __init__(self) -> None:
        self.change = -1
        self._uses: dict[tuple[str, str], int] = {}
        self._by_length: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)  # letters to word
        self._lists: dict[tuple[str, int], list[str]] = {}
        self._sorted: dict[str, list[str]] = {}
        self._reversed: dict[str, list[str]] = {}  # from their ends
        self._sounding: ByFrame[tuple[str, str]] | None = None  # filled once somebody asks for it

    def __len__(self) -> int:
        return len(self._uses)

    def set(self, lang: str, word: str, uses: int) -> None:
        """Note that ``word`` is used so often; 0 forgets it."""
        letters = _letters(lang, word)
        place = (lang, len(letters))
        if (uses > 0) is not ((lang, word) in self._uses):
            self._sorted.pop(lang, None)
            self._reversed.pop(lang, None)
            if self._sounding is not None:
                (self._sounding.add if uses > 0 else self._sounding.discard)(word, (lang, word))
        if uses > 0:
            self._uses[lang, word] = uses
            if self._by_length[place].setdefault(letters, word) == word:
                self._lists.pop(place, None)
        elif self._uses.pop((lang, word), None) is not None:
            self._by_length[place].pop(letters, None)
            self._lists.pop(place, None)

    def knows(self, lang: str, word: str) -> bool:
        """Whether the catalogue uses ``word``."""
        return (lang, word) in self._uses

    def nearest(self, lang: str, word: str, least: int = 0) -> str | None:
        """The word meant by ``word``: itself if known, else the one with the fewest slips (then the most used), else none.

        ``least`` slips are forgiven even in a short word."""
        if self.knows(lang, word):
            return word
        if any(c.isdigit() for c in word):
            return None  # another number is another thing: 110cm is no slip for 160cm
        letters = _letters(lang, word)
        if lang == "ja":
            same = self._by_length.get((lang, len(letters)), {}).get(letters)
            if same is not None:
                return same
        most = max(least, edits_allowed(word))
        if lang == "en" and len(word) == 4:
            most = 1  # a letter left out of a word of five
        best: tuple[int, int, str] | None = None
        for length in range(len(letters) - most, len(letters) + most + 1) if most else ():
            known = self._list(lang, length)
            if not known:
                continue
            for found, slips, _ in process.extract(letters, known, scorer=OSA.distance, score_cutoff=most, limit=4):
                other = self._by_length[lang, length][found]
                short = length < 5 and _undoubled(found) != _undoubled(letters)  # *navvy* is navy
                if lang == "en" and most == 1 and (found[0] != letters[0] or short):
                    continue
                rank = (int(slips), -self._uses.get((lang, other), 0), other)
                if best is None or rank < best:
                    best = rank
        return best[2] if best else None

    def kin(self, word: str) -> str | None:
        """A word of the catalogue for the kind of thing, or the material, that an unknown ``word`` is another name of: 사료 for 먹이."""
        return next((other for other in kin_of(word) if self.knows(script_of(other), other) or self._ends(other)), None)

    def _ends(self, word: str) -> bool:
        """Whether a word of the catalogue is a compound of katakana with ``word`` at its end: ロングキャンドル."""
        if not is_katakana(word) or len(word) < _LEAST_END:
            return False
        words, wanted = self._from_their_ends(), word[::-1]
        at = bisect_left(words, wanted)
        return at < len(words) and words[at].startswith(wanted)

    def _from_their_ends(self) -> list[str]:
        if "ja" not in self._reversed:
            self._reversed["ja"] = sorted(known[::-1] for spoken, known in self._uses if spoken == "ja")
        return self._reversed["ja"]

    def begun(self, lang: str, word: str) -> str | None:
        """The one word that ``word`` is the beginning of, as people cut long words short: ワンピ of ワンピース. None where several begin
        so, unless they are all longer forms of one."""
        if lang not in self._sorted:
            self._sorted[lang] = sorted(known for spoken, known in self._uses if spoken == lang)
        words = self._sorted[lang]
        at = bisect_left(words, word)
        if at == len(words) or not words[at].startswith(word) or words[at] == word:
            return None
        shortest, last = words[at], bisect_left(words, word + chr(0x10FFFF))
        # What begins with the shortest stands right behind it.
        return shortest if words[last - 1].startswith(shortest) else None

    def heard(self, lang: str, word: str) -> list[Heard]:
        """The words of other scripts that sound like ``word``, if it may come from there, the likest first: ``sounds.same_word`` tells
        whether one of them is it."""
        if not is_borrowed(word):
            return []
        if self._sounding is None:
            self._sounding = ByFrame()
            for known in self._uses:
                self._sounding.add(known[1], known)
        return alike(word, (known for known in self._sounding.near(word) if known[0] != lang))

    def parts(self, lang: str, word: str) -> tuple[str, ...] | None:
        """``word`` as two words of the catalogue written together, one of them perhaps with a slip; none if it is not that."""
        shortest = 3 if lang == "en" else 2
        mended: tuple[str, ...] | None = None
        for cut in range(shortest, len(word) - shortest + 1):
            left, right = word[:cut], word[cut:]
            knows_left, knows_right = self.knows(lang, left), self.knows(lang, right)
            if knows_left and knows_right:
                return left, right
            if mended is None and (knows_left or knows_right):
                other = self.nearest(lang, right if knows_left else left, 1 if lang == "ko" else 0)
                if other is not None:
                    mended = (left, other) if knows_left else (other, right)
        return mended

    def shared(self, word: str) -> tuple[str, ...]:
        """What an unknown word of katakana has of the catalogue's: a word it begins or ends with, or what another begins or ends
        with as well (クリップランプ is a クリップ, and a ランプ like the フロアランプ). Empty where it only looks alike: ワークショップ is
        no ワークシャツ."""
        from_their_ends = self._from_their_ends()
        if "ja" not in self._sorted:
            self._sorted["ja"] = sorted(known for spoken, known in self._uses if spoken == "ja")
        head = _longest_shared(self._sorted["ja"], word)
        while head and (head < len(word) and word[head] in _NO_BEGINNING):
            head -= 1  # no word ends in the middle of a syllable
        known = next((n for n in range(len(word) - 1, _LEAST_END - 1, -1) if self.knows("ja", word[:n])), 0)
        head = max(head if head >= _LEAST_HEAD else 0, known)
        end = _longest_shared(from_their_ends, word[::-1])
        while end and word[len(word) - end] in _NO_BEGINNING:
            end -= 1
        end = end if end >= _LEAST_END else 0
        if max(head, end) == len(word):
            return (word,)
        return tuple(part for part in (word[:head], word[len(word) - end :] if end else "") if part)

    def _list(self, lang: str, length: int) -> list[str]:
        place = (lang, length)
        if place not in self._lists:
            self._lists[place] = list(self._by_length.get(place, ()))
        return self._lists[place]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._uses)


def _longest_shared(words: Sequence[str], word: str) -> int:
    """How many letters ``word`` has in common with the beginning of one of ``words``, which are sorted."""
    at = bisect_left(words, word)
    near = words[max(0, at - 1) : at + 1]
    return max((sum(accumulate(map(eq, word, other), and_)) for other in near), default=0)


def _undoubled(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)


def _letters(lang: str, word: str) -> str:
    if lang == "ko":
        return jamo(word)
    return hiragana(word) if lang == "ja" else word
