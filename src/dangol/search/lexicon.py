"""The catalogue's words in memory: which products, categories, brands and values a message names.

Names are looked up in the layout of a message (``search.layout``) from every place where a name may begin; where two mentions compete
the better is kept (``search.mentions``). Words nobody uses are moved to the nearest name, or to the one that sounds like them in
another script. Everyday words never name anything.
"""

from __future__ import annotations

import itertools
import math
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from dangol.kit.stems import stem
from dangol.nlu.colours import within_a_word
from dangol.nlu.commands import Link
from dangol.nlu.context import Match
from dangol.nlu.entities.references import refused_words
from dangol.nlu.normalise import normalise
from dangol.search.by_form import ByForm
from dangol.search.endings import without_particle
from dangol.search.layout import Unit, ends_of, everyday, fit, form_of, script_after, shape, units_of
from dangol.search.letters import plain, script_of
from dangol.search.mentions import (
    Mention,
    apart,
    bare_value,
    best_of,
    clusters,
    compounds,
    enumerated,
    folded,
    in_compound,
    measures,
    one_name,
    only_counts,
    sized,
    span_of,
)
from dangol.search.names import Name, head_last, joined, name_parts, nameable, spellings
from dangol.search.sounds import ByFrame, Heard, same_word, unlikeness
from dangol.search.telling import telling, told
from dangol.search.tokens import stop_words
from dangol.search.vocabulary import Vocabulary

_PRIORITY = {"category": 0, "brand": 1, "product": 2, "color": 3, "size": 4, "attribute": 5, "field": 6}
_OTHER_WORDS = ("color", "size")  # their other words (medium for M) are as good as their names
_MOST_LINKS = 8
_FEW = 40
_MOST_TEXT = 600
_FULL, _PARTLY = 0.85, 0.8
_TAIL = 0.9  # how surely the end of a title names the product
_ONE_WORD = 0.78
_ONLY_ONE = 0.82  # how surely two words that only one title has together name the product
_SOUNDS_SO = 0.11  # how unlike a brand may sound: brands are like no other word
_MENDED, _LINKED = 0.85, 0.97  # what a name is worth once a word was mended, or の taken out of it
_CUT_SHORT = 3  # characters of katakana that may be a longer word's beginning
_LONGEST = 8  # characters of a word in hiragana
_SHARED = 0.6  # how surely a shelf's part means any one of the several products that bear it
_COMMON_WORD = 3000  # products: a word of more titles than this names none of them
# What things come in, and no kind of thing: two sets, 2セット.
_COMES_IN = frozenset(
    form_of(word)
    for words in (
        "set sets pack packs box boxes kit bag bottle case pair piece pieces",
        "세트 셋트 팩 박스 봉 병 입 매 개입 종 용",
        "セット パック ボックス 箱 袋 本入 個入 枚入",
    )
    for word in words.split()
)
# What a maker calls a thing by, beside its name: TS001, *b1-204*. A size or an amount is no such thing: 20L, 3p, 2xl.
_CODE = re.compile(r"[a-z]{1,4}\d{2,5}[a-z]?")


class CatalogLexicon:
    """Implements ``nlu.context.Lexicon`` over ``Name`` rows, added and removed one by one."""

    def __init__(self, names: Iterable[Name] = ()) -> None:
        self._entries: list[Name | None] = []
        self._numbers: dict[tuple[str, str, str], list[int]] = {}
        self._names = ByForm()
        self._parts: dict[str, array[int]] = {}
        self._kanji: dict[
            str, array[int]
        ] = {}  # titles with a word of one character: too short to look for, enough to ask for
        self._part_forms = ByForm()
        self._part_names: dict[str, str] = {}
        self._runs: dict[str, array[int]] = {}  # titles of one word, in scripts that write compounds as one
        self._by_end: dict[str, list[str]] = defaultdict(
            list
        )  # the last two signs: the words of titles that end so, none of them Latin
        self._title_words: dict[int, tuple[str, ...]] = {}
        self._brands: ByFrame[int] = ByFrame()  # by their sound
        self._vocabulary = Vocabulary()
        self._words: dict[tuple[str, str], int] = {}
        self._shelves: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)  # row, language: the parts of its name
        self.change = -1
        for name in names:
            self.add(name)

    def __len__(self) -> int:
        return len(self._numbers)

    def add(self, name: Name) -> None:
        """Know ``name`` and its other spellings."""
        key = (name.row, name.lang, name.text)
        if key in self._numbers:
            self.remove(*key)
        numbers: list[int] = []
        seen: set[str] = set()
        if name.kind == "category" and not name.synonym:
            self._shelves[name.row][name.lang] = tuple(form_of(part) for part in name_parts(name.text))
        for spelled in spellings(name):
            form, words = shape(spelled.text)
            if not nameable(form, spelled) or form in seen:
                continue
            seen.add(form)
            number = len(self._entries)
            self._entries.append(spelled)
            numbers.append(number)
            self._names.add(form, number)
            self._count_words(words, 1)
            if spelled.kind == "product" and not spelled.synonym:
                ordered = head_last(spelled.text)
                self._add_parts(*shape(ordered), ends_of(ordered), number)
                for sign in {u.form for u in units_of(plain(spelled.text)) if u.script == "kanji" and len(u.form) == 1}:
                    self._kanji.setdefault(sign, array("I")).append(number)
            if spelled.kind == "brand":
                self._brands.add(joined(spelled.text), number)
        if numbers:
            self._numbers[key] = numbers

    def remove(self, row: str, lang: str, text: str) -> None:
        """Forget one name."""
        for number in self._numbers.pop((row, lang, text), ()):
            entry = self._entries[number]
            if entry is None:
                continue
            form, words = shape(entry.text)
            self._names.discard(form, number)
            self._count_words(words, -1)
            self._title_words.pop(number, None)
            if entry.kind == "brand":
                self._brands.discard(joined(entry.text), number)
            if entry.kind == "category" and not entry.synonym:
                self._shelves.get(row, {}).pop(lang, None)
            self._entries[number] = None  # lists of title words keep the number; it names nothing any more

    def _count_words(self, words: Sequence[tuple[str, str, str]], by: int) -> None:
        for word, script, _ in words:
            uses = self._words.get((script, word), 0) + by
            if uses > 0:
                self._words[script, word] = uses
            else:
                self._words.pop((script, word), None)
            if by < 0 or uses == 1:
                self._vocabulary.set(script, word, uses)

    def _add_parts(self, whole: str, words: Sequence[tuple[str, str, str]], ends: Sequence[str], number: int) -> None:
        forms = dict.fromkeys([*ends, *(form for _, _, form in words)])
        if list(forms) == [whole]:
            if not whole.isascii():
                if whole not in self._runs and whole not in self._parts:
                    self._by_end[whole[-2:]].append(whole)
                self._runs.setdefault(whole, array("I")).append(number)
            return
        kept: list[str] = []
        for form in forms:
            known = self._parts.get(form)
            if known is None:
                if len(form) < 2 or form.isdigit():
                    continue
                known = self._parts[form] = array("I")
                self._part_forms.add(form, 0)
                if not form.isascii() and form not in self._runs:
                    self._by_end[form[-2:]].append(form)
                self._part_names[form] = form
            known.append(number)
            kept.append(self._part_names[form])
        self._title_words[number] = tuple(kept)

    # -- the port -------------------------------------------------------------------------------------------------------

    def knows(self, word: str) -> bool:
        """Whether ``word`` (folded) is a word of the catalogue, in any language."""
        folded = plain(word)
        if len(folded) == 1:  # a kanji is a word's own part: 革 of 本革
            return folded > "\u3400" and any(folded in known for script, known in self._words if script == "ja")
        forms = (folded, stem(folded), without_particle(folded))
        return any((script, form) in self._words for form in forms for script in ("en", "ko", "ja"))

    def nearest(self, word: str) -> str | None:
        """The catalogue word at most 1 edit from ``word`` (2 from eight letters on), if there is one."""
        folded = plain(word)
        if not folded or any(folded in stop_words(lang) for lang in ("en", "ko", "ja")):
            return None
        script = "ko" if "가" <= folded[0] <= "힣" else "en" if folded.isascii() else "ja"
        return self._vocabulary.nearest(script, folded)

    def find(self, text: str, lang: str) -> tuple[Match, ...]:
        """Every non-overlapping mention in ``text``, in its order; where two readings compete the better one is kept."""
        message = normalise(text[:_MOST_TEXT])
        units = list(units_of(message.text))
        if not units:
            return ()
        layout = "".join(unit.form for unit in units)
        mentions = list(self._mentions(layout, units))
        mentions += self._mended(units, mentions)
        mentions += self._titles(layout, units, message.text)
        mentions += self._endings(units, mentions)
        mentions += self._unlinked(units)
        matches = []
        best = best_of(mentions)
        things = [span_of(m, units) for m in best if not bare_value(layout[m.at : m.end])]
        refused = [word for word, _, _ in refused_words(message.text)]
        for mention in best:
            start, end = span_of(mention, units)
            begin, stop = message.span(start, end)
            if (
                only_counts(message.text, start, end, [b for _, b in things if b <= start])
                or self._half_a_word(mention, message.text, start, end)
                or not sized(layout[mention.at : mention.end], start, end, message.text, text[begin:stop], things)
            ):
                continue
            beside = telling(units, mention, refused)
            match = self._match(mention, begin, stop, lang, layout[mention.at : mention.end], beside)
            if match is not None:
                matches.append(match)
        matches = one_name(matches, text, self._on_shelf)
        # Beside a thing named in full, a word that only one title happens to have names nothing: *stick a candle in my basket*.
        full = any(m.kind == "product" and m.links[0].score >= _FULL for m in matches)
        return tuple(
            m
            for m in matches
            if not (full and m.kind == "product" and m.links[0].score < _PARTLY)
            or enumerated(message.text, *folded(message, m))
        )

    def _half_a_word(self, mention: Mention, text: str, start: int, end: int) -> bool:
        """Whether a colour's character is only how a longer Japanese word begins: 赤ちゃん is not red, and 15 is no 1.5."""
        named = [entry for entry in map(self._entries.__getitem__, mention.ids) if entry]
        if text[start:end].isdigit() and all("." in entry.text for entry in named):
            return True
        if "가" <= text[end - 1] <= "힣" or any(entry.kind != "color" for entry in named):
            return False
        return within_a_word(text, start, end, self.knows)

    def coverage(self, text: str, lang: str) -> float:
        """The share of the telling words of ``text`` that are words of the catalogue; 0 when there is none."""
        message = normalise(text[:_MOST_TEXT])
        inside = [(m.start, m.end) for m in self.find(text, lang)]
        known = total = 0
        for unit in units_of(message.text):
            script = {"latin": "en", "ko": "ko"}.get(unit.script, "ja")
            word = without_particle(unit.text) if unit.script == "ko" else unit.text
            stops = stop_words(script)
            if unit.script == "hira" or unit.text in stops or word in stops or word.isdigit() or len(word) < 2:
                continue
            total += 1
            begin, end = message.span(unit.start, unit.start + len(unit.text))
            named = any(a < end and begin < b for a, b in inside)
            known += named or (script, word) in self._words or (script, unit.form) in self._words
        return known / total if total else 0.0

    def _match(
        self, mention: Mention, begin: int, stop: int, lang: str, form: str, beside: Sequence[str]
    ) -> Match | None:
        entries = [entry for number in mention.ids if (entry := self._entries[number]) is not None]
        if not entries:
            return None
        ranked = sorted(
            entries,
            key=lambda e: (
                e.synonym and e.kind not in _OTHER_WORDS,
                _PRIORITY[e.kind],
                # A number is the same in every language: what is called 26 comes before the 260 mm that are 26 cm.
                e.synonym if form.isdigit() else e.lang != lang,
                # Of a shelf and the one within it that are called alike, the inner one is meant.
                -e.row.count("/") if e.kind == "category" else 0,
                len(e.text),
                e.row,
            ),
        )
        links: dict[str, Link] = {}
        for entry in ranked:
            score = mention.score * (0.95 if entry.synonym else 1.0)
            if entry.row not in links and len(links) < _MOST_LINKS:
                links[entry.row] = Link(row=entry.row, score=round(score, 3), title=entry.title or entry.text)
        best = ranked[0]
        if best.kind == "category":
            # The other name of a shelf that one thing alone bears may mean that thing: *umbrella* of *socks, belts & umbrellas*.
            bearers = self._bearers((form, *self._same_part(best.row, form)), lang)
            meant = told(bearers, beside)
            if meant is None and len(bearers) >= _MOST_LINKS:
                bearers = []
            if meant is not None:
                bearers, links = [meant], {row: link for row, link in links.items() if row.startswith("category:")}
            score = _TAIL if len(bearers) == 1 else _SHARED
            for bearer in bearers[:_MOST_LINKS] if best.synonym or meant else ():
                links[bearer.row] = Link(row=bearer.row, score=score, title=bearer.title or bearer.text)
        elif best.kind == "attribute" and 0 < len(self._parts.get(form, ())) <= _FEW:
            # A value that stands in one title alone may name that thing: 니트릴 of 니트릴 작업 장갑.
            named = {e.row: e for n in self._parts[form] if (e := self._entries[n]) is not None and e.lang == lang}
            if len(named) == 1:
                for bearer in named.values():
                    links[bearer.row] = Link(row=bearer.row, score=_SHARED, title=bearer.title or bearer.text)
        elif best.kind == "product" and len(links) > 1:
            meant = told([e for n, e in enumerate(ranked) if e.row not in {r.row for r in ranked[:n]}], beside)
            if meant is not None:
                best, links = meant, {meant.row: links[meant.row]} if meant.row in links else links
        return Match(begin, stop, best.kind, best.value, tuple(links.values()))

    def _same_part(self, row: str, form: str) -> list[str]:
        """What the part of a shelf's name that ``form`` is is called in the other languages: 靴下 of 靴下・ベルト・傘 is *socks*."""
        names = self._shelves.get(row, {})
        place = next((parts.index(form) for parts in names.values() if len(parts) > 1 and form in parts), None)
        size = next((len(parts) for parts in names.values() if form in parts), 0)
        return [] if place is None else [parts[place] for parts in names.values() if len(parts) == size]

    def _bearers(self, forms: Sequence[str], lang: str) -> list[Name]:
        """The products with one of ``forms`` among their names or the words of their titles, each once."""
        found: dict[str, Name] = {}
        for form in dict.fromkeys(forms):
            titles = self._parts.get(form) or self._kanji.get(form, array("I"))
            numbers = (*self._names.ids.get(form, ()), *titles[:_FEW], *self._ending_in(form))
            for entry in (self._entries[number] for number in numbers):
                if entry is not None and entry.kind == "product" and (entry.row not in found or entry.lang == lang):
                    found[entry.row] = entry
        return list(found.values())

    def _ending_in(self, form: str) -> list[int]:
        """Titles that bear a form which is no word of theirs by itself: two words of them (*rain boots* of *Short rain boots*), or the
        end of one (レインブーツ of ショートレインブーツ)."""
        numbers: list[int] = []
        for cut in range(2, len(form) - 1):
            left, right = self._parts.get(form[:cut]), self._parts.get(form[cut:])
            if left and right and min(len(left), len(right)) <= _FEW:
                numbers += {*left} & {*right}
        if not form.isascii() and len(form) >= (2 if max(form) > "\u3400" else _CUT_SHORT):
            longer = (w for w in self._by_end.get(form[-2:], ()) if w.endswith(form) and len(w) > len(form))
            titles = (words.get(word, ())[:_FEW] for word in longer for words in (self._parts, self._runs))
            numbers += itertools.islice(itertools.chain.from_iterable(titles), _FEW)
        return numbers[:_FEW]

    # -- ways to be mentioned -------------------------------------------------------------------------------------------

    def _mentions(self, layout: str, units: Sequence[Unit], less: float = 1.0) -> Iterator[Mention]:
        for index, unit in enumerate(units):
            places = (unit.at,) if unit.script == "latin" else range(unit.at, unit.end_at)
            for place in places:
                for end, form in self._names.at(layout, place):
                    score = fit(units, index, place, end)
                    if score and not everyday(layout[place:end], units, place, end):
                        yield Mention(place, end, self._names.ids[form], score * less)

    def _mended(self, units: Sequence[Unit], found: Sequence[Mention]) -> list[Mention]:
        """Mentions once unknown words are replaced by the nearest word of the catalogue, and brands by their sound."""
        covered = {place for mention in found for place in range(mention.at, mention.end)}
        out: list[Mention] = []
        replaced: dict[int, str] = {}
        for index, unit in enumerate(units):
            if any(place in covered for place in range(unit.at, unit.end_at)):
                continue
            if unit.script in ("hira", "kanji"):
                # Not mended: but what it begins with may be another name of what the catalogue has, ろうそく of キャンドル.
                least = _CUT_SHORT if unit.script == "hira" else len(unit.text)
                begins = (unit.text[:end] for end in range(min(len(unit.text), _LONGEST), least - 1, -1))
                word, kin = next(((b, k) for b in begins if (k := self._vocabulary.kin(b)) is not None), ("", None))
                if kin is not None:
                    replaced[index] = form_of(kin) + unit.form[len(form_of(word)) :]
                continue
            script = {"latin": "en", "ko": "ko"}.get(unit.script, "ja")
            word = without_particle(unit.text) if unit.script == "ko" else unit.text
            if word in stop_words(script) or unit.text in stop_words(script) or word.isdigit() or len(word) < 2:
                continue
            if (script, word) in self._words or in_compound(units, index):
                continue
            heard = self._heard(word)
            if heard:
                out.append(Mention(unit.at, unit.at + len(form_of(word)), tuple(sorted(heard)), 0.8))
                continue
            meant = self._meant(unit, script, word)
            if meant is not None and meant != word:
                # The particle stays, unless a word of another script has taken the place.
                rest = unit.form[len(form_of(word)) :] if unit.script == script_of(meant) == "ko" else ""
                replaced[index] = form_of(meant) + rest
        if replaced:
            out.extend(self._replaced(units, replaced))
        return out

    def _meant(self, unit: Unit, script: str, word: str) -> str | None:
        """The word of the catalogue that an unknown one is meant for: another name of the same kind of thing, the whole of one that was cut
        short, the nearest by its letters, or one of another script by its sound."""
        ends = (
            unit.script == "kata" and len(word) >= _CUT_SHORT and self._ending_in(unit.form)
        )  # リード of ロープリード
        meant = None if ends else self._vocabulary.kin(word) or self._in_full(unit, word)
        meant = meant or self._vocabulary.nearest(script, word)
        heard = None if meant else same_word(self._vocabulary.heard(script, word), self._rows)
        return heard.word if heard is not None else meant

    def _in_full(self, unit: Unit, word: str) -> str | None:
        """The word that katakana were cut short from: ワンピ is ワンピース. What is left out begins as no word does, or else they may
        be a word of their own (カード of カードケース)."""
        if unit.script != "kata" or len(word) < _CUT_SHORT:
            return None
        meant = self._vocabulary.begun("ja", word)
        return meant if meant is not None and meant[len(word)] in "ァィゥェォッャュョー" else None

    def _heard(self, word: str) -> set[int]:
        """The brands that sound like ``word``. Within one script a name is spelled, not heard."""
        return {
            number
            for number in self._brands.near(word)
            if (entry := self._entries[number]) is not None
            and entry.text.isascii() != word.isascii()
            and unlikeness(word, joined(entry.text)) <= _SOUNDS_SO
        }

    def _on_shelf(self, row: str, shelf: str) -> bool:
        """Whether a product is called by the name of a shelf, in any language."""
        forms = {form for parts in self._shelves.get(shelf, {}).values() for form in parts}
        return any(bearer.row == row for bearer in self._bearers(tuple(forms), ""))

    def _rows(self, heard: Heard) -> set[str]:
        """What bears a word in its name or title."""
        form = form_of(heard.word)
        numbers = (*self._names.ids.get(form, ()), *self._parts.get(form, ())[:_COMMON_WORD])
        return {entry.row for number in numbers if (entry := self._entries[number]) is not None}

    def _unlinked(self, units: Sequence[Unit]) -> Iterator[Mention]:
        """Names with の or 의 put between their parts: 真鍮の六角ボルト for 真鍮六角ボルト."""
        without: dict[int, str] = {}
        for index, unit in enumerate(units[:-1]):
            if unit.script == "hira" and unit.text == "の" and index and units[index + 1].script in ("kanji", "kata"):
                without[index] = ""
            elif (
                unit.script == "ko"
                and len(unit.text) > 2
                and unit.text.endswith("의")
                and units[index + 1].script == "ko"
            ):
                without[index] = unit.form[:-1]
        if without:
            # Only whole names: リネンのシャツ is a kind of thing, though a title may end in リネンシャツ.
            yield from self._replaced(units, without, _LINKED, shortened=False)

    def _replaced(
        self, units: Sequence[Unit], replaced: dict[int, str], less: float = _MENDED, *, shortened: bool = True
    ) -> Iterator[Mention]:
        changed: list[Unit] = []
        at = 0
        for index, unit in enumerate(units):
            form = replaced.get(index, unit.form)
            changed.append(Unit(script_after(form, unit.script), unit.text, form, unit.start, at))
            at += len(form)
        layout = "".join(unit.form for unit in changed)
        met = self._titles(layout, changed) if shortened else ()
        titles = (Mention(m.at, m.end, m.ids, m.score * less) for m in met)
        for mention in (*self._mentions(layout, changed, less), *titles):
            first = next(i for i, u in enumerate(changed) if u.at <= mention.at < u.end_at)
            last = next(i for i, u in enumerate(changed) if u.at < mention.end <= u.end_at)
            if any(index in replaced for index in range(first, last + 1)):
                begin = units[first].at + (0 if first in replaced else mention.at - changed[first].at)
                end = units[last].at + (mention.end - changed[last].at)
                if last in replaced:
                    slack = len(units[last].form) - len(changed[last].form)
                    if units[last].script == "ko" != changed[last].script:  # the particle stays outside
                        slack -= len(units[last].form) - len(form_of(without_particle(units[last].text)))
                    end = min(units[last].end_at, units[last].at + mention.end - changed[last].at + slack)
                if end > begin:
                    yield Mention(begin, end, mention.ids, mention.score)

    def _titles(self, layout: str, units: Sequence[Unit], text: str = "") -> Iterator[Mention]:
        """Products whose title is met for the most part: *haru shirt* for *Haru linen shirt*. What a comma of ``text`` sets apart are two,
        where each is one by itself: *claw hammer, combination pliers*."""
        hits: list[tuple[int, int, str]] = []
        place = 0
        inside = [index for index, unit in enumerate(units) for _ in range(unit.at, unit.end_at)]
        while place < len(layout):
            best: tuple[int, str] | None = None
            index = inside[place]
            if units[index].at == place or units[index].script != "latin":
                for end, form in self._part_forms.at(layout, place):
                    if fit(units, index, place, end) and not everyday(form, units, place, end):
                        best = (end, form)
                        break
            if best:
                hits.append((place, best[0], best[1]))
                place = best[0]
            else:
                place += 1
        for cluster in clusters(hits, layout):
            parts = apart(cluster, units, text)
            met = [list(self._title(part)) for part in parts] if len(parts) > 1 else []
            yield from (m for part in met for m in part) if met and all(met) else self._title(cluster)

    def _endings(self, units: Sequence[Unit], found: Sequence[Mention]) -> Iterator[Mention]:
        """What one product's title ends in, as names are shortened where nothing parts their words: ビーニー of メリノビーニー, 受け皿 of
        素焼き受け皿, モニター台 of 竹モニター台."""
        met = [(m.at, m.end) for m in found]
        for first, last in compounds(units):
            begin, end = units[first].at, units[last].end_at
            form = "".join(unit.form for unit in units[first : last + 1])
            if any(a < end and begin < b for a, b in met) or (first == last and units[first].text in stop_words("ja")):
                continue
            named = {e.row: n for n in self._ending_in(form) if (e := self._entries[n]) and e.kind == "product"}
            if len(named) == 1:
                met.append((begin, end))
                yield Mention(begin, end, tuple(named.values()), _ONE_WORD)

    def _title(self, cluster: Sequence[tuple[int, int, str]]) -> Iterator[Mention]:
        forms = list(dict.fromkeys(form for _, _, form in cluster))
        if len(forms) == 1 and forms[0] in _COMES_IN:
            return  # *one set* counts, and names no bedding set
        weights = {form: self._rarity(form) for form in forms}
        counted: Counter[int] = Counter()
        looked = 0
        for form in sorted(forms, key=lambda f: len(self._parts[f])):
            looked += len(self._parts[form])
            if looked > _COMMON_WORD:
                break  # the rarest words have named the candidates; the rest only confirms them
            for number in self._parts[form]:
                counted[number] += int(weights[form] * 1000)
        scored: list[tuple[float, int]] = []
        kin: list[int] = []  # of one kind by the word their titles end in
        for number, _ in counted.most_common(60):
            words = self._title_words.get(number)
            if words is None:
                continue
            total = sum(self._rarity(word) for word in words)
            within = [
                word for word in words[1:] if words[0] in forms and word in words[0]
            ]  # what an end joins, see ends_of
            met = sum(self._rarity(word) for word in dict.fromkeys((*(f for f in forms if f in words), *within)))
            share = met / total if total else 0.0
            mine = [form for form in forms if form in words]
            alone = len({*mine, *within}) < 2
            coded = any(_CODE.fullmatch(form) and self._alone_with([form], number) for form in mine)
            if coded:
                scored.append((max(share, _TAIL), number))
            elif len(mine) == len(forms) and self._is_tail(mine, words):
                if len(mine) > 1 or self._ends_alone(mine[0], number):
                    scored.append((max(share, _TAIL if len(mine) > 1 else _ONE_WORD), number))
                else:
                    kin.append(number)
            elif share >= (0.5 if alone else 0.6) and not (alone and self._ordinary(forms, words)):
                # A word the title has not speaks against it: *zinc hex nuts* are not the brass ones.
                scored.append((share * (0.6 + 0.4 * sum(weights[f] for f in mine) / sum(weights.values())), number))
            elif len(mine) == len(forms) > 1 and not self._described(mine) and self._alone_with(mine, number):
                scored.append((_ONLY_ONE, number))
        if scored:
            top = max(share for share, _ in scored)
            ids = tuple(number for share, number in sorted(scored, key=lambda p: (-p[0], p[1])) if share >= top - 0.1)
            yield Mention(cluster[0][0], cluster[-1][1], ids[:_MOST_LINKS], round(min(0.95, top), 3))
        elif kin and len({entry.row for n in kin if (entry := self._entries[n])}) <= _MOST_LINKS:
            yield Mention(cluster[0][0], cluster[-1][1], tuple(sorted(kin)), _SHARED)

    def _is_tail(self, met: Sequence[str], words: Sequence[str]) -> bool:
        """Whether the words are the end of a title, as people shorten names: *wool coat* of *Single-breasted wool coat*."""
        while len(words) > 1 and measures(words[-1]):
            words = words[:-1]
        end = words[0] if len(words) > 1 and words[-1] in words[0] and words[0] != words[-1] else ""  # see ends_of
        if list(met) != [end] and (tuple(words[-len(met) :]) != tuple(met) or not end.endswith(met[-1] if end else "")):
            return False  # no モニター is a モニター台
        return not self._described(met) and (len(met) > 1 or len(self._parts[met[0]]) <= _FEW)

    def _ends_alone(self, word: str, number: int) -> bool:
        """Whether a word ends one title alone in its language."""
        entry = self._entries[number]
        if entry is None:
            return False
        longer = () if word.isascii() else self._ending_in(word)  # ヨガブロック of コルクヨガブロック
        others = (self._entries[n] for n in (*self._parts[word], *longer) if n != number)
        return not any(other is not None and other.lang == entry.lang and other.row != entry.row for other in others)

    def _described(self, met: Sequence[str]) -> bool:
        """Whether every word is a name of its own (*linen*, *shirt*): then a kind of thing is described, and no title is meant."""
        own = [{e.kind for n in self._names.ids.get(form, ()) if (e := self._entries[n]) is not None} for form in met]
        return all(own) and (len(met) == 1 or any("attribute" in kinds for kinds in own))

    def _alone_with(self, met: Sequence[str], number: int) -> bool:
        """Whether no other product's title in its language has all these words: *crew socks*, *lambswool sweater*."""
        entry = self._entries[number]
        rarest = min((self._parts[form] for form in met), key=len)
        if entry is None or len(rarest) > _FEW:
            return False
        others = (self._entries[n] for n in rarest if n != number and set(met) <= set(self._title_words.get(n, ())))
        return not any(other is not None and other.lang == entry.lang and other.row != entry.row for other in others)

    def _ordinary(self, forms: Sequence[str], words: Sequence[str]) -> bool:
        """Whether the one word met is too common to stand for a product, or names something else as well."""
        met = [form for form in forms if form in words]
        return any(form in self._names.ids or len(self._parts[form]) > 3 or len(form) < 3 for form in met)

    def _rarity(self, form: str) -> float:
        return math.log(1 + len(self._numbers) / (1 + len(self._parts.get(form, ()))))
