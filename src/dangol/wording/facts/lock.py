# ruff: noqa: E501, SIM905  (tables of words and patterns read best on one line)
"""The fact lock: another wording of a sentence is only as good as the facts it keeps.

``broken_facts`` compares two wordings of one reply in one language. Both are read as a row of facts (numbers with their units, dates,
links, codes, names, promises, limits and denials) in the order they are told. The rows have to be the same. What is left has to be words
there were or words of tone (``tone``). Nothing is weighed and nothing is guessed: where a word may or may not be a fact it counts as
one, so that a doubt keeps the sentence as the shop wrote it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

from dangol.wording.facts.claims import claim_marks, tense_marks
from dangol.wording.facts.marks import Mark, apart, blanked, hidden, level
from dangol.wording.facts.numbers import number_marks
from dangol.wording.facts.words import new_words

_LINK = re.compile(r"[a-z][a-z0-9+.-]{1,20}://[^\s<>\"'、。」』)]+|(?<![\w@.-])(?:www\.)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[^\s<>\"'、。」』)]*)?(?![\w@])", re.ASCII | re.I)  # fmt: skip
_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_HANDLE = re.compile(r"(?<!\w)[@#][\w-]{2,}")
_CODE = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z0-9_-]*[A-Za-z])(?=[A-Za-z0-9_-]*\d)[A-Za-z0-9][A-Za-z0-9_-]{2,}(?![A-Za-z0-9])", re.ASCII)  # fmt: skip
_MEASURED = re.compile(r"\d+(?:st|nd|rd|th|kg|g|mm|cm|m|km|ml|l|k|h|hrs?|mins?|am|pm|pcs?|krw|jpy|usd|eur|gbp)|(?:krw|jpy|usd|eur|gbp)\d+", re.I)  # fmt: skip
_LONG_NUMBER = re.compile(r"(?<![\d,.])\+?\d[\d-]*-[\d-]*\d(?![\d,])")
_ISO_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_QUOTED = re.compile('["“”「『《〈]([^"“”」』》〉]{1,80})["“”」』》〉]')
_ADDRESSED = re.compile(r"(?<![가-힣])([가-힣]{1,6})(?:님|씨)(?![가-힣]*세)|([一-龯々ァ-ヶーA-Za-z]{1,12})(?:さん|様|さま|くん|ちゃん)|\b(?:Mr|Mrs|Ms|Dr)\.?\s([A-Z][\w'-]+)")  # fmt: skip
_MARKUP = re.compile(r"</?[a-z][^>]*>|\[[^\]]*\]\([^)]*\)|`|\*\*|^#+\s|\{\{|\}\}|⟦|⟧", re.I | re.M)
_SIGNED = re.compile(r"(?<!\w)-(?=[$¥₩€£]|\d)|[~〜+±<>≤≥≈](?=\s?[$¥₩€£]?\d)|(?<=[\d円원%])\s?[~〜+±]")
_BIG_SIGNS = re.compile("[\U0001f100-\U0001f2ff\U0001f51f]|[0-9#*]\ufe0f?\u20e3")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'-]*")
_KATAKANA = re.compile("[ァ-ヺー]{2,}")
_KATAKANA_OF_ALL_DAYS = frozenset("カート サイズ カラー ボタン ページ メッセージ リスト チェック タップ コメント イメージ スタイル シンプル ぴったり".split())  # fmt: skip
_BEGINNINGS = frozenset(
    "a about added again all also an and another any are as ask at back be because before below both browse but by can check choose could delivery did do does "
    "don't done each enjoy even every everything excellent feel find fine first for from fyi get give glad go good got great happy have he hello help "
    "here here's hey hi how however i i'd i'll i'm i've if in indeed is it it'll it's its just know let let's like listed look looking lovely many "
    "may maybe more most my need nice no not nothing now of oh ok okay on once one only or orders other our ours out over perfect pick please quite ready "
    "right see shall she should similar simply shipping size sizes so some sorry still such sure take tap tell thank thanks that that's the their them then there "
    "there's these they they're this those though to together too try two under unfortunately until up us very want was we we'd we'll we're we've "
    "one two three four five six seven eight nine ten welcome well were what what's when where which while who why will wish with would yes you you'd you'll you're you've your yours".split()
)
_SCRIPTS = {"en": {"LATIN"}, "ko": {"LATIN", "HANGUL"}, "ja": {"LATIN", "HIRAGANA", "KATAKANA", "CJK"}}
_MOST_TIMES, _MOST_MORE = 2, 40
_SENTENCE = re.compile(r"[!?。…\n]+|\.+(?=\s|$|[^\w.])")
_PLEASANT = frozenset(
    {
        "sure", "of course", "certainly", "great", "lovely", "nice", "good", "good choice", "good news", "hello", "hi", "hi there", "hey", "ok",
        "okay", "thanks", "thank you", "thanks a lot", "got it", "there", "there you go", "here you go", "happy to help", "my pleasure", "right",
        "네", "예", "그럼요", "물론이죠", "좋아요", "좋습니다", "알겠습니다", "알겠어요", "감사합니다", "고맙습니다", "고마워요", "안녕하세요", "반가워요",
        "はい", "もちろんです", "かしこまりました", "承知しました", "ありがとうございます", "こんにちは", "いいですね", "了解です", "お任せください",
    }
)  # fmt: skip
"""What may stand beside the sentences there were, and is none of its own."""


def broken_facts(original: str, reworded: str, lang: str, *, names: Collection[str] = ()) -> tuple[str, ...]:
    """Why ``reworded`` may not stand for ``original``, in words for a log; empty when every fact is kept.

    ``names`` are what the two may name (products, shelves, values, people, the shop): each has to be named as it was.
    """
    if not reworded.strip():
        return ("it is empty",)
    if len(reworded) > len(original) * _MOST_TIMES + _MOST_MORE:
        return ("it is much longer",)
    found: list[str] = []
    if hidden(original) != hidden(reworded):
        found.append("it holds characters that nobody sees")
    if sorted(_MARKUP.findall(original)) != sorted(_MARKUP.findall(reworded)):
        found.append("its markup differs")
    one, other = level(original), level(reworded)
    before, after = facts(one, names), facts(other, names)
    if before != after:
        found.append(_difference(before, after))
    if _sentences(one) != _sentences(other):
        found.append("it has more or fewer sentences")
    if one.count("?") != other.count("?"):
        found.append("it asks where nothing was asked, or no longer asks")
    found += _strangers(one, other, lang)
    if not found:
        found += [f"a new word {word!r}" for word in new_words(_small(one), _small(other), _marks(other, names))]
    return tuple(found)


def facts(text: str, names: Collection[str] = ()) -> list[tuple[str, str]]:
    """The row of facts told in ``text``: kind and what it says, in order."""
    told = (*_marks(text, names), *tense_marks(blanked(_small(text), _told_exactly(text, names))))
    marks = sorted(told, key=lambda mark: (mark.start, mark.kind))
    return [(mark.kind, mark.says) for mark in marks]


def _marks(text: str, names: Collection[str]) -> list[Mark]:
    """Every fact in ``text`` but that something is done or will be."""
    told = _told_exactly(text, names)
    return [*told, *claim_marks(blanked(_small(text), told))]


def _told_exactly(text: str, names: Collection[str]) -> list[Mark]:
    """Links, codes, names and numbers."""
    exact = apart(_exact(text))
    small = _small(blanked(text, exact))
    named = apart(_named(small, names))
    return [*exact, *named, *number_marks(blanked(small, named))]


def _small(text: str) -> str:
    """``text`` in small letters, letter by letter: a few become two, and every mark would stand in the wrong place."""
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def _sentences(text: str) -> int:
    """How many there are, courtesies not counted: whoever adds one, adds something."""
    parts = _SENTENCE.split(blanked(text, apart(_exact(text))).lower())
    said = (part.strip(" ,:;-~.") for part in parts)
    return sum(bool(part) and part not in _PLEASANT and any(map(str.isalnum, part)) for part in said)


def _exact(text: str) -> Iterator[Mark]:
    """What has to stand there letter by letter."""
    for kind, pattern in (
        ("link", _EMAIL),
        ("link", _LINK),
        ("link", _HANDLE),
        ("sign", _BIG_SIGNS),
        ("sign", _SIGNED),
    ):
        for match in pattern.finditer(text):
            yield Mark(match.start(), match.end(), kind, match.group().rstrip(".,!?"))
    for match in _CODE.finditer(text):
        if not _MEASURED.fullmatch(match.group()):
            yield Mark(match.start(), match.end(), "code", match.group())
    for match in _LONG_NUMBER.finditer(text):
        if not _ISO_DAY.fullmatch(match.group()):
            yield Mark(match.start(), match.end(), "code", match.group())
    for match in _QUOTED.finditer(text):
        yield Mark(match.start(), match.end(), "quote", match[1].strip())
    for match in _ADDRESSED.finditer(text):
        yield Mark(match.start(), match.end(), "name", next(filter(None, match.groups())))


def _named(text: str, names: Collection[str]) -> Iterator[Mark]:
    for name in {level(name).lower().strip() for name in names}:
        if not name:
            continue
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            inside = name[0].isascii() and text[start - 1 : start].isascii() and text[start - 1 : start].isalnum()
            runs_on = name[-1].isascii() and text[end : end + 1].isascii() and text[end : end + 1].isalnum()
            if not inside and not runs_on:
                yield Mark(start, end, "name", name)
            start = text.find(name, end)


def _difference(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> str:
    lost = [says for says in before if says not in after]
    added = [says for says in after if says not in before]
    if not lost and not added:
        return "it tells the facts in another order, or not as often"
    parts = [f"{word} {kind} {says!r}" for word, rows in (("lost", lost), ("added", added)) for kind, says in rows[:3]]
    return ", ".join(parts)


def _strangers(one: str, other: str, lang: str) -> Iterator[str]:
    """Names that no list knows: words only a name is written as, and letters of a script that the language has not."""
    usual = _SCRIPTS.get(lang, {"LATIN"})
    if _scripts(one) - usual != _scripts(other) - usual:
        yield "it is written in other letters"
    for word, here, there in (("lost", one, other), ("new", other, one)):
        known = {said.casefold().removesuffix("'s") for said in _LATIN_WORD.findall(there)}
        for name in _maybe_names(here, lang):
            if name.casefold().removesuffix("'s") not in known:
                yield f"a {word} name {name!r}"
        if lang == "ja":
            runs = set(_KATAKANA.findall(there)) | _KATAKANA_OF_ALL_DAYS
            yield from (f"a {word} name {run!r}" for run in _KATAKANA.findall(here) if run not in runs)


def _maybe_names(text: str, lang: str) -> Iterator[str]:
    """Latin words that may be a name: every one in Korean and Japanese; in English those in capitals, except an everyday word that only
    begins a sentence."""
    for match in _LATIN_WORD.finditer(text):
        word = match.group()
        if lang != "en":
            yield word
        elif any(letter.isupper() for letter in word) and word != "I" and not word.startswith("I'"):
            begins = re.search(r"(?:^|[.!?:;\n\"“(]\s*|[^\w\s,'\"-]\s*)$", text[: match.start()]) is not None
            if not (begins and word.casefold() in _BEGINNINGS and word[1:] == word[1:].lower()):
                yield word


def _scripts(text: str) -> set[str]:
    found = set()
    for letter in text:
        if letter.isalpha():
            name = unicodedata.name(letter, "").split(" ", 1)[0]
            found.add({"KATAKANA-HIRAGANA": "KATAKANA", "IDEOGRAPHIC": "CJK"}.get(name, name))
    return found
