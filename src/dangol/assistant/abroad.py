# ruff: noqa: E501  (patterns read best on one line)
"""Whether a message asks if the shop delivers to a country, to a far place of one, or abroad at all: *do you ship to Japan*, 제주도도 배송돼요, 海外発送できますか. Pure.

The names of the countries are babel's, in every language the product speaks, with what people call them besides. An answer about islands
or about how long it takes would promise what the shop's own table does not hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from babel import Locale

from dangol.assistant.far_places import far_places_in, names_place
from dangol.assistant.outright import seeks_goods
from dangol.nlu.commands import Start, Understanding
from dangol.nlu.moods import asks_sum_of_sending
from dangol.runtime.settings import LANGUAGES
from dangol.search.letters import plain

_SPOKEN = {
    "KR": "korea, s korea, 한국, 남한, 韓国",
    "US": "usa, u.s, u.s.a, america, the us, the states, 아메리카, アメリカ, 米国",
    "GB": "uk, u.k, britain, great britain, england, scotland, wales, 잉글랜드, 英国, イギリス",
    "CN": "china, mainland china, 중국, 中国",
    "HK": "hong kong, 홍콩, 香港",
    "MO": "macau, macao, 마카오, マカオ",
    "TW": "taiwan, 대만, 타이완, 台湾",
    "VN": "vietnam, viet nam, 베트남, ベトナム",
    "AE": "uae, emirates, dubai, 두바이, 아랍에미리트, ドバイ",
    "NL": "holland, 네덜란드, オランダ",
    "CZ": "czech republic, czech, 체코, チェコ",
    "AU": "호주, 오스트레일리아, オーストラリア, 豪州",
    "TR": "turkey, 터키, 튀르키예, トルコ",
    "DE": "독일, ドイツ",
    "RU": "러시아, ロシア",
}
_NONE_REAL = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
DELIVERS = re.compile(
    r"\b(?:ship(?:s|ped|ping|ment)?|deliver\w*|send|sent|post|postage|mail|dispatch\w*|courier)\b"
    r"|배송|배달|보내|보낼|발송|택배|부쳐|부칠|받을\s?수|받아\s?볼|직배|배숑"
    r"|配送|発送|届|送[りるっれら]|送料|郵送|配達"
)
"""What speaks of sending something somewhere."""
_ABROAD = re.compile(
    r"\b(?:abroad|overseas|internationally|worldwide|international (?:shipping|delivery|orders?|post|mail)|(?:ship|deliver|send) international|(?:other|foreign|another) countr(?:y|ies)|outside (?:of )?(?:the |this |your )?country)\b"
    r"|해외(?!\s?(?:직구|카드|결제|브랜드|번호|제품|상품|여행))|국외|외국(?!인|\s?(?:카드|브랜드|제품))|국제\s?(?:배송|택배|특송|우편)|(?:다른|타)\s?나라"
    r"|海外(?!ブランド|製|旅行|カード)|国外|外国(?!人|製|語)|国際(?:発送|配送|便|郵便)|世界中|他の国"
)
# What a shop writes that speaks of going abroad without the word.
_ONLY_HERE = re.compile(
    r"\b(?:only|just) (?:within|in|inside) \w+|국내(?:에서)?(?:로)?만|국내\s?(?:배송|한정)|国内(?:のみ|だけ|限定|への?み)"
)
_EVERYWHERE = re.compile(
    r"\b(?:world ?wide|(?:anywhere|everywhere|all over|around) (?:in |across )?(?:the )?(?:world|globe)|all countries|any country)\b|전\s?세계|세계\s?어디|世界中|全世界|世界各国"
)
_BACK_OR_FROM = re.compile(
    r"\b(?:return|refund|exchange|(?:send|sent|ship|shipped|post|mail) (?:it |them |this )?(?:back|from)|made in|come from|comes from)\b|반품|환불|교환|返品|返金|交換"
)
_BEHIND_KO = r"(?!산|제(?![가-힣])|어|인(?![가-힣]?데)|식|풍|에서\s?(?:만|온|오|생산|제조|보내|출발|직)|브랜드|제품)"
_BEHIND_JA = r"(?!製|産|語|人|酒|茶|料理|地方|風|式|製品|から|ブランド)"
# A country's name is none inside a longer word: 日本 of 西日本.
_BEFORE_CJK = r"(?<![가-힣一-鿿ァ-ヶ])"
_MOST_READ = 400
_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n+")
_SHIPPING = frozenset({"shipping_cost", "shipping_time"})
#: What such a question is taken for; anything else is meant where it was read surely.
_TAKEN_FOR = _SHIPPING | {
    "faq", "store_location", "product_question", "check_stock", "find_products", "browse", "advice", "payment_question",
    "small_talk", "ask_price", "store_hours", "back_in_stock", "invoice",
}  # fmt: skip
_LOOKS = frozenset({"find_products", "advice", "browse", "similar_products"})
_SURE = 0.8


@dataclass(frozen=True, slots=True)
class Destination:
    """Where to: the countries that are named (ISO codes), whether *abroad* is said, and the far places of a country that are named."""

    countries: tuple[str, ...]
    abroad: bool
    places: tuple[str, ...] = ()


@cache
def _named() -> tuple[re.Pattern[str], dict[str, str]]:
    codes: dict[str, str] = {}
    for lang in LANGUAGES:
        for code, name in Locale(lang).territories.items():
            if re.fullmatch(r"[A-Z]{2}", code) and code not in _NONE_REAL:
                codes.setdefault(plain(str(name)), code)
    for code, names in _SPOKEN.items():
        codes |= {plain(name): code for name in names.split(", ")}
    by_length = sorted(codes, key=len, reverse=True)
    latin = "|".join(re.escape(name) for name in by_length if not re.search(r"[가-힣一-鿿ァ-ヶ]", name))
    korean = "|".join(re.escape(name) for name in by_length if re.search(r"[가-힣]", name))
    japanese = "|".join(re.escape(name) for name in by_length if re.search(r"[一-鿿ァ-ヶ]", name))
    pattern = (
        rf"(?:\b(?:to|in|into|within|inside|across|for|outside|about|and|or|anywhere in)|[,;:/&])\s(?:the\s)?(?P<en>{latin})(?![a-z])"
        rf"|{_BEFORE_CJK}(?P<ko>{korean}){_BEHIND_KO}|{_BEFORE_CJK}(?P<ja>{japanese}){_BEHIND_JA}"
    )
    return re.compile(pattern), codes


def countries_in(text: str) -> tuple[str, ...]:
    """The countries that ``text`` names as a place to deliver to, in its order."""
    pattern, codes = _named()
    found = dict.fromkeys(codes[match[match.lastgroup or "en"]] for match in pattern.finditer(plain(text)[:_MOST_READ]))
    return tuple(found)


def destination(text: str, *, delivering: bool = False) -> Destination | None:
    """Where to ``text`` asks for delivery, if it is a country or abroad; ``delivering`` where delivery is spoken of anyway."""
    said = plain(text)[:_MOST_READ]
    if _BACK_OR_FROM.search(said) or not (delivering or DELIVERS.search(said)):
        return None
    # *To us* is no country; *to US* and *to the us* are.
    said = re.sub(r"\b(?:to|for) us\b", "to the us" if re.search(r"\b(?:to|for) (?:US|U\.S)\b", text) else " ", said)
    places = far_places_in(said)
    # Hawaii is a place of the United States, also where both are named; Puerto Rico has a code of its own.
    countries, abroad = tuple(c for c in countries_in(said) if c not in places), _ABROAD.search(said) is not None
    return Destination(countries, abroad, places) if countries or abroad or places else None


def speaks_of(where: Destination, texts: Iterable[str], home: str = "") -> bool:
    """Whether what a shop at ``home`` wrote (heading first) says itself whether it delivers there. Of a country, what names it, what says
    that everything or nothing goes abroad, or that it stays at home; *yes, to Japan and Korea* says nothing of Brazil."""
    heading, *rest = texts
    headed = DELIVERS.search(plain(heading)) is not None
    of_abroad, listed = False, set[str]()
    for text in (heading, *rest):
        for sentence in _SENTENCE.split(text):
            said = plain(sentence)
            if not (headed or DELIVERS.search(said)) or _BACK_OR_FROM.search(said):
                continue
            if where.places and not where.countries:
                if any(names_place(said, place, home) for place in where.places):
                    return True
                continue
            named = countries_in(f"to {said}")  # what a sentence begins with counts: *Japan: 1,200 yen*
            if _ONLY_HERE.search(said) or _EVERYWHERE.search(said) or set(where.countries) & {*named}:
                return True
            listed |= {*named} - {home}
            of_abroad = of_abroad or _ABROAD.search(said) is not None
    return of_abroad and not (where.countries and listed)


def heard_abroad(text: str, understanding: Understanding) -> Understanding:
    """``understanding``, or a question after delivery where ``text`` asks whether there is any to a country or abroad."""
    if len(understanding.commands) > 1 or destination(text) is None:
        return understanding
    first = understanding.commands[0] if understanding.commands else None
    if first is not None and not isinstance(first, Start):
        return understanding
    if first is not None and first.intent not in _TAKEN_FOR and first.confidence >= _SURE:
        return understanding
    if first is not None and first.intent in _LOOKS and seeks_goods(text):
        return understanding  # *a gift to send to my friend in Japan* is looked for
    intent = first.intent if first is not None and first.intent in _SHIPPING else "shipping_time"
    intent = "shipping_cost" if asks_sum_of_sending(text) else intent
    asked = Start(
        intent=intent, slots={"question": text}, confidence=first.confidence if first else _SURE, words=text[:4000]
    )
    return understanding.model_copy(update={"commands": (asked,), "choices": ()})
