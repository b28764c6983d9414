"""From a question to what it is about: concepts, words of the articles, and words nobody here ever wrote. Pure.

One analyser reads all languages at once: the words of each script go through the rules of the language that is written in it and
end at the same concepts, so a Japanese question can meet an English article. What matters most for honesty is the third part: a
content word that neither the thesaurus nor any article knows is a reason to doubt every answer.

Words of one sign (花, 꽃) and the signs a Japanese compound is made of (名入れ has 名) are pieces: weak evidence, told apart by ``p:``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from dangol.kit.stems import stem
from dangol.knowledge.concepts import LATIN_WORD, Thesaurus
from dangol.search.endings import is_korean_tail, japanese_stem, korean_stem, single_noun
from dangol.search.letters import HANGUL, HIRAGANA, KANJI, KATAKANA, edits_allowed, jamo, plain

_LONGEST = 12
_SHORT = 6
"""Latin words below, one letter off, are mostly other words: only letters that changed places are a slip."""

_HANGUL_RUN = re.compile(f"[{HANGUL}]+(?:[ \t]+[{HANGUL}]+)*")
_JAPANESE_RUN = re.compile(f"[{KANJI}{KATAKANA}{HIRAGANA}]+")
_PIECE = re.compile(f"[{KANJI}]+|[{KATAKANA}]+|[{HIRAGANA}]+")
_ONLY_HIRAGANA = re.compile(f"[{HIRAGANA}]+")
_ONLY_KANJI = re.compile(f"[{KANJI}]+")

_AS = re.compile(r"\bas\b")

_PARTICLES = frozenset({"back", "up", "off", "out", "away", "together", "elsewhere"})

# What is asked for: *is there a sauna*, 사우나 있나요, サウナはありますか.
_ASKED_FOR = (
    re.compile(
        r"\b(?:(?:is|are) there|do you(?: guys| also)? (?:have|sell|offer|do|provide|make|carry|stock|run|rent|hold|give)"
        r"|can you(?: also)? \w+)(?: any| an?| some| your| the| my| our| me(?: an?)?)* ([a-z]+(?:'[a-z]+)?)"
    ),
    re.compile(
        rf"([{HANGUL}]{{1,12}}?)(?:(?:[은는이가]|[도을를](?! ?[되돼될]))? ?)"
        r"(?:있나|있어|있을까|있습|되나|돼요|될까|하시나|하세요|해 ?주|파나|파시|파세|팔아|가능|받나|받으시)"
    ),
    re.compile(
        f"([{KANJI}{KATAKANA}ー]{{1,12}})(?:など|とか)?[はもがを]?(?:あります|ありま|ある[?？]|でき|やって|して|売って|扱って|お願い|置いて)"
    ),
)

_PIECE_SURE = 0.5
"""How sure a word of one sign is to be the article's."""
_SPLIT_SURE = 0.3
"""How sure one sign out of a longer word nobody wrote is."""
_INSIDE_SURE = 0.7
"""How sure a word is that stands in a compound of the shop's own."""
_PART_SURE = 0.3
"""How sure a word is that begins or ends a longer one nobody wrote."""


@dataclass(slots=True)
class Bag:
    """What a text is about. ``readings``: what each term may mean, concepts or words of the articles, and how sure it is to be meant (0
    to 1): 送料 is one thing said, however many concepts it stands under. ``parts`` are the pieces of words that were known as a whole:
    they may be asked for, but need not be. ``asked_for``: whether one of the unknown words is the very thing that is asked for."""

    readings: dict[tuple[str, ...], float] = field(default_factory=dict)
    unknown: dict[str, float] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    asked_for: bool = False

    @property
    def known(self) -> set[str]:
        """Every concept and word that may be meant."""
        return {key for keys in self.readings for key in keys}

    def add(self, keys: tuple[str, ...], sure: float = 1.0) -> None:
        """Note a term that may mean any of ``keys``, keeping the surest reading."""
        self.readings[keys] = max(sure, self.readings.get(keys, 0.0))


def words_of(text: str, thesaurus: Thesaurus) -> Iterator[str]:
    """The content words of a text the shop wrote, by which questions may find it."""
    folded = plain(text)
    for word in LATIN_WORD.findall(folded):
        root = stem(word)
        if len(root) > 1 and word not in thesaurus.stop and root not in thesaurus.stop:
            yield root
    for run in _HANGUL_RUN.findall(folded):
        for word in run.split():
            root = korean_stem(word, 2)
            if word in thesaurus.stop or root in thesaurus.stop or is_korean_tail(word) or is_korean_tail(root):
                continue
            if len(root) > 1 and not single_noun(word) and not _is_form(root, thesaurus):
                yield root
    for run in _JAPANESE_RUN.findall(folded):
        for piece in _PIECE.findall(run):
            if len(piece) > 1 and not _ONLY_HIRAGANA.fullmatch(piece) and piece not in thesaurus.stop:
                yield piece


def _is_form(root: str, thesaurus: Thesaurus) -> bool:
    """Whether a Korean word is a known one with an ending that was not taken off: 닦나 is 닦."""
    return any(root[:n] in thesaurus.terms and is_korean_tail(root[n:]) for n in range(1, len(root)))


def pieces_of(text: str, thesaurus: Thesaurus) -> Iterator[str]:
    """The words of one sign, and the signs compounds are made of, in a text the shop wrote."""
    folded = plain(text)
    for run in _HANGUL_RUN.findall(folded):
        for word in run.split():
            noun = single_noun(word)
            if noun and noun not in thesaurus.stop:
                yield noun
    for sign in folded:
        if _ONLY_KANJI.match(sign) and sign not in thesaurus.stop:
            yield sign


class Analyser:
    """Reads questions and articles alike. ``words`` are the articles' own content words (see ``words_of``), ``pieces`` their pieces."""

    def __init__(self, thesaurus: Thesaurus, words: Iterable[str], pieces: Iterable[str] = ()) -> None:
        self.stop = thesaurus.stop
        self.pieces = {sign: f"p:{sign}" for sign in pieces}
        self.parted = thesaurus.parted
        self.naming = thesaurus.naming
        self.weight = thesaurus.weight
        self.related = thesaurus.related
        self._shared = thesaurus.terms
        self._own = frozenset(word for word in words if word not in thesaurus.terms)
        self._inside = {word: inside for word in self._own if (inside := self._words_in(word))}
        # Slips of the pen are looked for among single words only, by script: three short lists.
        self._single: dict[str, list[str]] = {"en": [], "ko": [], "ja": []}
        self._jamo: list[str] = []
        for term in chain(self._shared, sorted(self._own)):
            if "~" in term:
                continue
            if term.isascii():
                if " " not in term and len(term) > 3:
                    self._single["en"].append(term)
            elif "가" <= term[0] <= "힣":
                if len(jamo(term)) > 4:
                    self._single["ko"].append(term)
                    self._jamo.append(jamo(term))
            elif len(term) > 3:
                self._single["ja"].append(term)

    def read(self, text: str) -> Bag:
        """The concepts, known words and unknown words of ``text``."""
        folded = plain(text)
        bag = Bag()
        hangul = _HANGUL_RUN.findall(folded)
        # AS is Korean for what is done about a fault; in English it is a word like any other.
        self._latin(_AS.sub("a s", folded) if hangul or folded.strip() == "as" else folded, bag)
        for run in hangul:
            self._korean(run.split(), bag)
        for run in _JAPANESE_RUN.findall(folded):
            self._japanese(run, bag)
        bag.asked_for = bool(bag.unknown) and any(
            found in bag.unknown for pattern in _ASKED_FOR for found in pattern.findall(folded)
        )
        return bag

    def _found(self, bag: Bag, term: str, sure: float = 1.0) -> None:
        bag.add(self._shared.get(term) or (term,), sure)
        for word in self._inside.get(term, ()):
            bag.add(self._shared.get(word) or (word,), sure * _INSIDE_SURE)

    def _is_term(self, term: str) -> bool:
        return term in self._shared or term in self._own

    def _words_in(self, word: str) -> tuple[str, ...]:
        """The words a compound of the shop's is made of, Korean or Japanese: 근조화환 is about 근조, 結婚指輪 about both its halves."""
        if word.isascii():
            return ()
        found, at = list[str](), 0
        while at < len(word) - 1:
            longest = min(_LONGEST, len(word) - at) - (at == 0)
            length = next((n for n in range(longest, 1, -1) if self._is_term(word[at : at + n])), 0)
            if length:
                found.append(word[at : at + length])
            at += length or 1
        return tuple(found)

    def _halves(self, lang: str, text: str) -> Iterator[tuple[str, int, int]]:
        """The terms in two halves that ``text`` holds, with where they begin and end."""
        pattern, terms = self.parted[lang]
        for match in pattern.finditer(text):
            yield terms[(match.lastindex or 1) - 1], match.start(), match.end()

    def _cover(self, halves: Iterable[tuple[str, int, int]], length: int, bag: Bag) -> list[bool]:
        covered = [False] * length
        for term, start, end in halves:
            self._found(bag, term)
            covered[start:end] = [True] * (end - start)
        return covered

    def _latin(self, text: str, bag: Bag) -> None:
        words = LATIN_WORD.findall(text)
        stems = [stem(word) for word in words]
        line = " ".join(stems)
        for term, start, end in self._halves("en", line):
            self._found(bag, term)
            first, last = line.count(" ", 0, start), line.count(" ", 0, end)
            for place in {*range(first, first + term.partition("~")[0].count(" ") + 1), last}:
                stems[place] = words[place] = "the"
        at = 0
        while at < len(stems):
            parted = self._parted(stems, at)
            if parted is not None:
                self._found(bag, f"{stems[at]} {stems[parted]}")
                stems[parted] = words[parted] = "the"
                at += 1
                continue
            for length in range(min(5, len(stems) - at), 0, -1):
                term = " ".join(stems[at : at + length])
                if self._is_term(term):
                    if length > 1 or words[at] not in self.stop or term in self._shared:
                        self._found(bag, term)
                    if length > 1:
                        bag.parts.extend(word for word in stems[at : at + length] if word in self._own)
                    at += length
                    break
            else:
                self._latin_word(words[at], stems[at], bag)
                at += 1

    def _parted(self, stems: list[str], at: int) -> int | None:
        """Where the second half of a parted verb stands: *send* the chair *back*. It is the nearest verb's: *come pick it up*."""
        for place in range(at + 2, min(at + 6, len(stems))):
            if stems[place] in _PARTICLES and f"{stems[at]} {stems[place]}" in self._shared:
                nearer = any(f"{stems[between]} {stems[place]}" in self._shared for between in range(at + 1, place))
                return None if nearer else place
        return None

    def _latin_word(self, word: str, root: str, bag: Bag) -> None:
        if word in self.stop or root in self.stop or (len(word) < 2 and not word.isdigit()):
            return
        near = self._near_latin(word, root)
        if near is not None:
            self._found(bag, near, 0.8)
        else:
            bag.unknown[word] = 0.1 if word.isdigit() else 1.0

    def _near_latin(self, word: str, root: str) -> str | None:
        most = edits_allowed(root)  # what an ending adds is none of the word: Leeds is not lend
        if most == 0 or word.isdigit():
            return None
        best = process.extractOne(root, self._single["en"], scorer=OSA.distance, score_cutoff=most)
        if best is None or (best[0][0] != root[0] and most < 2) or abs(len(best[0]) - len(root)) > most:
            return None
        if len(root) < _SHORT and sorted(best[0]) != sorted(root):  # thier is their, pierce is not piece
            return None
        return str(best[0])

    def _korean(self, words: list[str], bag: Bag) -> None:
        text = "".join(words)
        edges, total = {0}, 0
        for word in words:
            total += len(word)
            edges.add(total)
        ends = sorted(edges)
        halves = [(term, start, end) for term, start, end in self._halves("ko", text) if start in edges]
        covered = self._cover(halves, len(text), bag)
        taken = covered.copy()
        at = 0
        while at < len(text):
            if taken[at]:
                at += 1
                continue
            term = self._korean_term(text, at, ends, fresh=at in edges or (at > 0 and covered[at - 1]))
            if term is None:
                at += 1
                continue
            self._found(bag, term)
            for place in range(at, at + len(term)):
                covered[place] = True
            at += len(term)
        for start, end in pairwise(ends):
            self._korean_rest(text[start:end], covered[start:end], bag)

    def _korean_term(self, text: str, at: int, ends: list[int], *, fresh: bool) -> str | None:
        edge = next(end for end in ends if end > at)
        for length in range(min(_LONGEST, len(text) - at), 0, -1):
            term = text[at : at + length]
            if not self._is_term(term):
                continue
            crosses = at + length > edge
            if term in self._own and not self._whole(text, at, length, edge, fresh):
                continue
            if length == 1 and not (fresh and is_korean_tail(text[at + 1 : edge])):
                continue
            if crosses and length < 3 and at not in ends:
                continue
            if (
                crosses
                and length < 3
                and not is_korean_tail(text[at + length : next(e for e in ends if e >= at + length)])
            ):
                continue
            return term
        return None

    def _whole(self, text: str, at: int, length: int, edge: int, fresh: bool) -> bool:
        """An article's own short word counts only as a word: 자동 is not what 자동차 is about."""
        if length > 2:
            return True
        rest = text[at + length : edge]
        return fresh and (is_korean_tail(rest) or any(rest[:n] in self._shared for n in range(2, len(rest) + 1)))

    def _signs(self, rest: str, unknown: float, bag: Bag) -> None:
        """Signs nobody wrote in this order: what of them was written may be meant, the others count against."""
        met = [sign for sign in rest if sign in self.pieces]
        for sign in met:
            bag.add((self.pieces[sign],), _PIECE_SURE if len(rest) == 1 else _SPLIT_SURE)
        if len(rest) > 1 or not met:
            bag.unknown[rest] = unknown * (1 - _SPLIT_SURE * len(met) / len(rest))

    def _korean_rest(self, word: str, covered: list[bool], bag: Bag) -> None:
        if not any(covered):
            root = korean_stem(word)
            if word in self.stop or root in self.stop:
                return
            noun = single_noun(word)
            if noun in self.pieces:
                bag.add((self.pieces[noun],), _PIECE_SURE)
                return
            if is_korean_tail(word):
                return
            near = self._near_korean(root) or self._near_korean(word)
            part = None if near else self._korean_part(root)
            if near is not None:
                self._found(bag, near, 0.8)
            elif part is not None:
                self._found(bag, part, _PART_SURE)
                bag.unknown[root] = 1 - _PART_SURE
            else:
                bag.unknown[root] = 1.0 if len(root) > 1 else 0.3
            return
        first, last = covered.index(True), len(covered) - 1 - covered[::-1].index(True)
        head, tail = word[:first], word[last + 1 :]
        if len(head) > 1 and head not in self.stop and korean_stem(head) not in self.stop:
            bag.unknown[head] = 1.0
        if len(tail) > 1 and tail not in self.stop and not is_korean_tail(tail):
            rest = korean_stem(tail)
            if len(rest) > 1 and rest not in self.stop:
                bag.unknown[rest] = 0.4

    def _korean_part(self, root: str) -> str | None:
        """The article's own word that a longer one begins or ends with: 겨울철 is of 겨울."""
        for length in range(len(root) - 1, 1, -1):
            for part in (root[:length], root[-length:]):
                if self._is_term(part):
                    return part
        return None

    def _near_korean(self, root: str) -> str | None:
        most = edits_allowed(root)
        if most == 0:
            return None
        letters = jamo(root)
        best = process.extractOne(letters, self._jamo, scorer=OSA.distance, score_cutoff=most)
        if best is None or (best[0][0] != letters[0] and most < 2):  # 공구 is not 농구
            return None
        return self._single["ko"][best[2]]

    def _japanese(self, text: str, bag: Bag) -> None:
        covered = self._cover(self._halves("ja", text), len(text), bag)
        taken = covered.copy()
        at = 0
        while at < len(text):
            if taken[at]:
                at += 1
                continue
            term = self._japanese_term(text, at)
            if term is None:
                at += 1
                continue
            self._found(bag, term)
            for place in range(at, at + len(term)):
                covered[place] = True
            at += len(term)
        bag.parts.extend(self.pieces[c] for c, known in zip(text, covered, strict=True) if known and c in self.pieces)
        for piece in _PIECE.finditer(text):
            start = piece.start()
            while start < piece.end():
                end = start
                while end < piece.end() and covered[end] == covered[start]:
                    end += 1
                if not covered[start]:
                    self._japanese_rest(text[start:end], text[end : end + 1], start > 0 and covered[start - 1], bag)
                start = end

    def _japanese_term(self, text: str, at: int) -> str | None:
        before = text[at - 1] if at else ""
        for length in range(min(_LONGEST, len(text) - at), 0, -1):
            term = text[at : at + length]
            if not self._is_term(term):
                continue
            after = text[at + length : at + length + 1]
            if length == 1 and (_ONLY_KANJI.match(before) or _ONLY_KANJI.match(after)):
                continue
            if (
                length <= 2
                and _ONLY_HIRAGANA.fullmatch(term)
                and _ONLY_HIRAGANA.match(before)
                and before not in "はがをにでのも"
            ):
                continue
            return term
        return None

    def _japanese_rest(self, piece: str, after: str, follows: bool, bag: Bag) -> None:
        if piece in self.stop:
            return
        if _ONLY_HIRAGANA.fullmatch(piece):
            rest = "" if follows else japanese_stem(piece)
            if (
                len(rest) > 2
                and rest not in self.stop
                and not any(rest.startswith(s) and len(s) > 2 for s in self.stop)
            ):
                bag.unknown[rest] = 0.4
            return
        if _ONLY_KANJI.fullmatch(piece):
            rest = "".join(c for c in piece if c not in self.stop)
            if len(rest) > 1 or (rest and not any(s.startswith(rest + after[:1]) for s in self.stop if len(s) > 1)):
                self._signs(rest, 1.0 if len(rest) > 1 else 0.4, bag)
            return
        if len(piece) > 3:
            best = process.extractOne(piece, self._single["ja"], scorer=OSA.distance, score_cutoff=1)
            if best is not None:
                self._found(bag, best[0], 0.8)
                return
        if len(piece) > 1:
            bag.unknown[piece] = 1.0
