# ruff: noqa: E501, SIM905  (tables of words and patterns read best on one line)
"""Which language a message is in: the script decides where it can, the conversation where it cannot."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dangol.nlu.normalise import plain

_HANGUL = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ\u1100-\u11ff]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff々]")
CHINESE = re.compile(r"[你您吗嗎么麼这這们們请谢沒哪谁说话买卖钱货发给还欢贵价吧呢咱]")
"""Signs that Chinese writes and Japanese does not."""
_ADDRESS = re.compile(r"[\w.+%-]+@[\w.-]+|\b(?:https?://|www\.)\S+")  # written the same in every language
_CODE = re.compile(
    r"\b(?=[a-z]*+\d)(?=\d*+[a-z])[a-z\d]{6,}+\b"
)  # letters and digits in one: the letters between are no words
_LATIN = re.compile(r"[a-z]+(?:'[a-z]+)?")
_ENGLISH = frozenset(
    "a about after again all already also am an and another any anything are arrive as ask at available back be been best better bigger "
    "broken but buy by can can't cancel cart change cheap cheaper check come compare cost could damaged deliver delivery did didn't do does doesn't "
    "dont don't else every exchange find for free from get give go good got had has have haven't hello help here hey hi his how i i'd i'll i'm i've if im "
    "in into is isn't it it's its just know last late later leave let like looking made make many maybe me more much my need never new no not nothing now "
    "of off okay old on one only open or order other our out over parcel pay person please pls price really refund remove return same second see sell send "
    "ship shipping should show size smaller so some someone something sorry speak still stock stop store such take talk than thank thanks that the their "
    "them then there these they thing this those to today tomorrow too track two u under until up us use wanna want was we were what what's when where "
    "where's which while who why will with without won't work would wrong yeah yes yet you your yup nope sure bye".split()
)
_CURRENCIES = frozenset("won yen dollar dollars bucks euro euros usd krw jpy".split())
# The same in Latin letters, for people without their keyboard.
_ROMANISED = {
    "annyeong": "ko",
    "annyeonghaseyo": "ko",
    "annyong": "ko",
    "gamsahamnida": "ko",
    "kamsahamnida": "ko",
    "gomawo": "ko",
    "juseyo": "ko",
    "eolmayeyo": "ko",
    "oppa": "ko",
    "konnichiwa": "ja",
    "konnichiha": "ja",
    "arigato": "ja",
    "arigatou": "ja",
    "gozaimasu": "ja",
    "sumimasen": "ja",
    "onegaishimasu": "ja",
    "kudasai": "ja",
    "ikura": "ja",
    "desuka": "ja",
    "ohayo": "ja",
    "ohayou": "ja",
}


def is_english(word: str) -> bool:
    """Whether ``word`` is one of the small words that only English has."""
    return word in _ENGLISH


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language (ISO 639-1) and how sure that is, 0 to 1."""

    lang: str
    confidence: float


def language_of(
    text: str, languages: Sequence[str], prior: str | None = None, knows: Callable[[str], bool] | None = None
) -> Spoken:
    """The language of ``text`` among the shop's ``languages`` (the first is the default); ``prior`` is the conversation's so far.

    Kana means Japanese and Hangul Korean, whichever there is more of; characters both use follow the prior. Latin letters mean
    English only with English words among them: a product's name, a size or *ok* inside a Korean or Japanese conversation changes
    nothing. ``knows`` tells words of the catalogue, which are no evidence.
    """
    default = prior if prior and prior in languages else (languages[0] if languages else "en")
    folded = _ADDRESS.sub(" ", plain(text))
    hangul, kana, han = (len(pattern.findall(folded)) for pattern in (_HANGUL, _KANA, _HAN))
    latin = _LATIN.findall(_CODE.sub(" ", folded))
    if hangul and "ko" in languages and hangul >= kana:
        return Spoken("ko", 0.99 if hangul > kana else 0.7)
    if kana and "ja" in languages:
        return Spoken("ja", 0.99)
    chinese = not kana and CHINESE.search(folded)
    if han and not (hangul or chinese) and "ja" in languages and not (default == "ko" and len(latin) > 2 * han):
        return Spoken("ja", 0.95 if default == "ja" else 0.8)
    if hangul or kana or han:
        return Spoken(default, 0.3)  # ours are not among the languages, or it is Chinese
    if not latin:
        return Spoken(default, 0.9 if prior else 0.5)
    romanised = [_ROMANISED[word] for word in latin if word in _ROMANISED]
    if romanised and romanised[0] in languages:
        return Spoken(romanised[0], 0.8)
    if "en" not in languages or default == "en":
        return Spoken(default, 0.9 if default == "en" else 0.4)
    evidence = sum(word in _ENGLISH and not (knows is not None and knows(word)) for word in latin)
    letters = [word for word in latin if len(word) > 1]
    # Two words only a sentence has, or three in a row beside no other script, one of them at least no name: a shopper writes English.
    weak = sum(word in _ENGLISH or word in _CURRENCIES for word in latin)
    plain_words = [word for word in letters if len(word) > 2]
    if weak >= 2 or (weak and len(letters) >= 3 and len(plain_words) >= 2):
        return Spoken("en", 0.85)
    if evidence >= 2 or (
        evidence and evidence * 2 >= len(letters) and folded not in ("ok", "no", "yes", "hi", "size", "free size")
    ):
        return Spoken("en", 0.95 if evidence >= 2 else 0.8)
    if prior is None and (evidence or len(letters) >= 4):
        return Spoken("en", 0.7)
    return Spoken(default, 0.8 if prior else 0.5)
