# ruff: noqa: E501  (tables of words read best on one line)
"""Which of several things suits best what somebody told: *my dog is eleven and has hardly any teeth* is met by *soft pieces for dogs with
few teeth*, and by nothing that is written of a brush. Pure.

Every telling word of the wish counts once for a thing, by how few of the others have it too; in a name or a stated value it counts
twice, and in a sentence that denies it, against it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dangol.assistant.needs import words_telling
from dangol.assistant.told import denies, lines_of, says_none
from dangol.commerce.catalog.products import Product
from dangol.search.letters import hiragana, plain

_IN_NAME = 2.0
_CLAUSE = re.compile(r"[,;、。]|(?<=[고며])\s|\b(?:but|and)\b")
_CLEARLY = 1.2  # so many times the next one's
_NEARLY, _MOST = 0.6, 4
# Whom it is for, as people say it and as shops write it.
_FOR_WHOM = tuple(
    (re.compile(spoken), re.compile(written))
    for spoken, written in (
        (
            r"\b(?:newborns?|bab(?:y|ies)|infants?|new grand\w+|just born|(?:was )?born (?:last|this|yesterday|two|on))\b|갓난|신생아|아기|아가(?!씨)|백일|돌\s?(?:아기|선물)|갓\s?태어난|あかちゃん|赤ちゃん|新生児|生まれた",
            r"\b(?:newborns?|bab(?:y|ies)|infants?|from birth)\b|신생아|아기|베이비|유아|赤ちゃん|べびー|新生児|出生",
        ),
        (
            r"\b(?:my |the |for (?:a |our )?)(?:little )?(?:son|daughter|boy|girl|kids?|child(?:ren)?|toddler|grandson|granddaughter|grandkids?|nephew|niece)\b|\b(?:big|little) (?:brother|sister)\b|아들|딸(?!기)|아이(?:가|는|한테|들|용|\s)|애들|(?:우리|저희)\s?애|손주|손자|손녀|조카|むすこ|息子|娘|孫|男のこ|男の子|女の子|子ども|子供|こども|甥|姪",
            r"\b(?:kids?|child(?:ren)?(?:'?s)?|toddlers?|junior|boys?|girls?)\b|키즈|아동|유아|어린이|아이|주니어|きっず|子ども|子供|こども|じゅにあ",
        ),
        (
            r"\b(?:elderly|old|senior|ageing|aging|aged)\b|나이\s?(?:많|드|든)|노견|노묘|노령|어르신|お年寄り|年寄り|高齢|老犬|老猫|しにあ",
            r"\b(?:senior|elderly|mature|older)\b|시니어|노견|노령|しにあ|高齢|老犬",
        ),
        (
            r"\b(?:wife|girlfriend|gf|mum|mom|mother|sister|women'?s?|ladies|woman)\b|여자|여성|와이프|아내|여친|엄마|어머니|彼女|妻|奥さん|女性|母|おんな",
            r"\b(?:women'?s?|ladies|woman)\b|여성|여자|우먼|女性|婦人|れでぃーす|うぃめんず",
        ),
        (
            r"\b(?:husband|boyfriend|bf|dad|father|brother|men'?s|guys?|man)\b|남자|남성|남편|남친|아빠|아버지|彼氏|夫|旦那|男性|父|めんず",
            r"\b(?:men'?s?|man)\b|남성|남자|맨즈|男性|紳士|めんず",
        ),
        (
            r"오줌|소변|쉬를|밤에\s?싸|실수|기저귀\s?(?:떼|뗀)|おねしょ|おしっこ|もら(?:す|し)|\bwets?(?:ting)? (?:the|his|her|it|my)\b|\bpees?\b|\baccidents?\b|\bbed ?wett",
            r"방수|밤\s?실수|防水|おねしょ|\bwaterproof|\baccident|\bprotector",
        ),
    )
)


def _folded(text: str) -> str:
    return hiragana(plain(text))


# Words that every such wish may have, and that say nothing of a thing.
_ANYBODYS = tuple(
    _folded(word)
    for line in (
        "우리 우리집 애가 아이가 것 거 게 걸 건 있나 있는 있을 있다던데 한번 어때 어떤 어떻게 좋을",
        "좋은 좋아 보여 그거 저거 뭐 뭘 추천 찾고 사려고 살건데 살까 하나 까 나을 괜찮은 필요 쓸",
        "쓰는 선물 探して 探し 来て 行く 見せて 使う 使い 買う 一番 子供 何 良い 時 something thing things",
        "good best looking look use buy get",
    )
    for word in line.split()
)


@dataclass(frozen=True, slots=True)
class _Written:
    """What is written of a thing, folded: its names; its stated values and the clauses of all that is said of it, each with whether it
    denies something."""

    names: tuple[str, ...]
    values: tuple[tuple[str, bool], ...]
    clauses: tuple[tuple[str, bool], ...]


def suiting_first(products: Sequence[Product], told: str, lang: str) -> tuple[tuple[Product, ...], bool]:
    """``products`` with what suits ``told`` (the shopper's words, in ``lang``) best first, and whether the first does so clearly. Those
    that suit alike stay in their order."""
    scores = _scores(products, told, lang)
    if len(products) < 2 or not any(scores):
        return tuple(products), False
    order = sorted(range(len(products)), key=lambda number: -scores[number])
    best, second = scores[order[0]], scores[order[1]]
    return tuple(products[number] for number in order), best > 0 and best >= _CLEARLY * max(second, 0.0)


def suiting_most(products: Sequence[Product], told: str, lang: str) -> tuple[Product, ...]:
    """Those of ``products`` that suit ``told`` about as well as the best does, the best first; none where nothing told is said of any."""
    scores = _scores(products, told, lang)
    best = max(scores, default=0.0)
    order = sorted(range(len(products)), key=lambda number: -scores[number])
    return tuple(products[n] for n in order if scores[n] >= _NEARLY * best)[:_MOST] if best > 0 else ()


def lacks_whom(products: Sequence[Product], told: str, lang: str) -> bool:
    """Whether ``told`` says whom it is for, and nothing of that is written of any of ``products``."""
    words, written = _for_whom(told), [_written(product, lang) for product in products]
    return bool(words) and not any(_weight_in(one, word) > 0 for word in words for one in written)


def _scores(products: Sequence[Product], told: str, lang: str) -> list[float]:
    words = [word for word in words_telling(told, lang) if not any(word.search(said) for said in _ANYBODYS)]
    words += _for_whom(told)
    written = [_written(product, lang) for product in products] if words else []
    met = [[_weight_in(one, word) for word in words] for one in written]
    scores = [0.0] * len(products)
    for place in range(len(words)):
        having = sum(row[place] > 0 for row in met)
        worth = math.log((1 + len(products)) / max(1, having))
        for number, row in enumerate(met):
            scores[number] += row[place] * worth
    return scores


def _for_whom(told: str) -> list[re.Pattern[str]]:
    said = _folded(told)
    return [written for spoken, written in _FOR_WHOM if spoken.search(said)]


def _written(product: Product, lang: str) -> _Written:
    values = [a.value.text(lang) for a in product.attributes]
    clauses = [clause for line in lines_of(product, lang) for clause in _CLAUSE.split(line) if clause]
    return _Written(
        tuple(map(_folded, (product.title.text(lang), *product.synonyms.get(lang, ())))),
        tuple((_folded(value), denies(value) or says_none(value)) for value in values),
        tuple((_folded(clause), denies(clause)) for clause in clauses),
    )


def _weight_in(written: _Written, word: re.Pattern[str]) -> float:
    """What one word counts for a thing: the most it does in its names, its stated values or a sentence; below zero where it is denied."""
    if any(word.search(name) for name in written.names):
        return _IN_NAME
    stated = [denied for value, denied in written.values if word.search(value)]
    if stated:
        return _IN_NAME if not all(stated) else -_IN_NAME
    spoken = [denied for clause, denied in written.clauses if word.search(clause)]
    return -_IN_NAME if any(spoken) else 1.0 if spoken else 0.0
