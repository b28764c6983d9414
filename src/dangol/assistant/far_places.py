# ruff: noqa: E501  (tables of names and patterns read best on one line)
"""Islands and far places of a country, which a delivery goes to at home and yet may cost more or take longer: 沖縄に送れますか, 제주도도 배송돼요?, *do you ship to
Alaska*. Pure.

A question after one of them is none after abroad, and an article about how long delivery takes elsewhere does not answer it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dangol.search.letters import plain

#: Wherever it lies: *the islands*, 도서산간, 離島, of the shop's own country.
ANY_ISLAND = "islands"


@dataclass(frozen=True, slots=True)
class _Place:
    country: str
    names: dict[str, str]  # language to what it is called there first
    others: tuple[str, ...]  # and what it is called besides, in any language
    island: bool = True


def _place(country: str, en: str, ko: str, ja: str, *others: str, island: bool = True) -> _Place:
    return _Place(country, {"en": en, "ko": ko, "ja": ja}, others, island)


_PLACES = {
    "HI": _place("US", "Hawaii", "하와이", "ハワイ", "Hawai'i", "Honolulu", "호놀룰루", "ホノルル"),
    "AK": _place("US", "Alaska", "알래스카", "アラスカ", "알라스카", island=False),
    "PR": _place("US", "Puerto Rico", "푸에르토리코", "プエルトリコ"),
    "GU": _place("US", "Guam", "괌", "グアム"),
    "jeju": _place("KR", "Jeju", "제주도", "済州島", "Jeju Island", "제주", "제주시", "서귀포", "済州", "チェジュ"),
    "ulleung": _place("KR", "Ulleungdo", "울릉도", "鬱陵島", "울릉"),
    "baengnyeong": _place("KR", "Baengnyeongdo", "백령도", "白翎島"),
    "okinawa": _place("JP", "Okinawa", "오키나와", "沖縄", "沖縄県", "沖縄本島", "那覇", "Naha", "나하"),
    "hokkaido": _place("JP", "Hokkaido", "홋카이도", "北海道", "훗카이도", "札幌", "Sapporo", "삿포로", island=False),
    "ishigaki": _place("JP", "Ishigaki", "이시가키", "石垣島", "石垣", "이시가키섬"),
    "miyako": _place("JP", "Miyakojima", "미야코지마", "宮古島"),
    "amami": _place("JP", "Amami", "아마미", "奄美大島", "奄美"),
    "ogasawara": _place("JP", "the Ogasawara Islands", "오가사와라", "小笠原諸島", "Ogasawara", "小笠原", "父島"),
    "sado": _place("JP", "Sado", "사도섬", "佐渡島", "佐渡"),
    "northern_ireland": _place("GB", "Northern Ireland", "북아일랜드", "北アイルランド"),
    "highlands": _place("GB", "the Highlands", "하일랜드", "ハイランド地方", "Scottish Highlands", "Highlands", island=False),
    "corsica": _place("FR", "Corsica", "코르시카", "コルシカ"),
    "canaries": _place("ES", "the Canary Islands", "카나리아 제도", "カナリア諸島", "Canary Islands", "Canaries"),
    "balearics": _place("ES", "the Balearic Islands", "발레아레스 제도", "バレアレス諸島", "Mallorca", "Majorca", "Ibiza", "마요르카", "マヨルカ"),
    "azores": _place("PT", "the Azores", "아소르스", "アゾレス諸島", "Azores", "Madeira", "마데이라", "マデイラ"),
    "sicily": _place("IT", "Sicily", "시칠리아", "シチリア"),
    "sardinia": _place("IT", "Sardinia", "사르데냐", "サルデーニャ"),
    "tasmania": _place("AU", "Tasmania", "태즈메이니아", "タスマニア"),
}  # fmt: skip
_ISLANDS = (
    r"\b(?:(?:remote|outlying|outer|other|offshore|small(?:er)?|your|the)\s)?islands\b|\bremote (?:areas?|places?|regions?)\b|\ban island\b"
    r"|도서\s?산간|도서\s?지역|산간\s?(?:지역|지방)?|섬\s?(?:지역|지방)|(?<![가-힣])섬(?=에|으로|까지|도|이나|은|인데|\s)"
    r"|離島|島しょ|島嶼|(?<![一-鿿ァ-ヶ])島(?=に|へ|まで|でも|も|は)"
)
# A place is one to send to with such a word behind it: 제주 녹차 and 沖縄そば are things.
_TO_KO = r"(?=(?:섬|도)?(?:에|로|으로|까지|쪽|지역|도|은|는|이나|랑|하고|시|현|특별자치도|배송|택배|배달|[,/]|\s?(?:배송|택배|배달|발송|쪽|지역|같은|인데|사는)|[\s?!.]*$))"
_TO_JA = r"(?=(?:県|島|本島|諸島|市|地方)?(?:に|へ|まで|でも|では|は|も|や|と|、|,|・|って|宛|への|の(?:送料|配送|場合|離島|方|ほう|お届け)|[\s?!。.]*$))"
_TO_EN = r"\b(?:to|in|into|within|on|across|for|about|and|or|anywhere in)\s(?:the\s)?"


def _written(place: _Place) -> tuple[str, ...]:
    return tuple(dict.fromkeys(plain(name) for name in (*place.names.values(), *place.others)))


@cache
def _named() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    keys = {name.removeprefix("the "): key for key, place in _PLACES.items() for name in _written(place)}
    by_length = sorted(keys, key=len, reverse=True)
    latin, korean, japanese = (
        "|".join(re.escape(name) for name in by_length if script.search(name))
        for script in (re.compile(r"^[a-z]"), re.compile(r"[가-힣]"), re.compile(r"[一-鿿ァ-ヶ]"))
    )
    asked = rf"{_TO_EN}(?P<en>{latin})(?![a-z])|(?<![가-힣])(?P<ko>{korean}){_TO_KO}|(?<![一-鿿ァ-ヶ])(?P<ja>{japanese}){_TO_JA}"
    written = rf"\b(?P<en>{latin})(?![a-z])|(?P<ko>{korean})|(?P<ja>{japanese})"
    return re.compile(f"{asked}|(?P<any>{_ISLANDS})"), re.compile(written), keys


def far_places_in(text: str) -> tuple[str, ...]:
    """The far places that the folded ``text`` names as somewhere to deliver to, in its order."""
    asked, _, keys = _named()
    found = (ANY_ISLAND if match["any"] else keys[match[match.lastgroup or "en"]] for match in asked.finditer(text))
    named = tuple(dict.fromkeys(found))
    return tuple(key for key in named if key != ANY_ISLAND) or named


def names_place(text: str, key: str, home: str) -> bool:
    """Whether what a shop at ``home`` wrote (folded) names a far place, or islands of which that is one."""
    _, written, keys = _named()
    if key != ANY_ISLAND and any(keys[match[match.lastgroup or "en"]] == key for match in written.finditer(text)):
        return True
    own_island = key == ANY_ISLAND or (_PLACES[key].island and _PLACES[key].country == home)
    return own_island and re.search(_ISLANDS, text) is not None


def country_of(key: str, home: str) -> str:
    """The country in which a far place lies; islands without a name are the shop's own."""
    return home if key == ANY_ISLAND else _PLACES[key].country


def place_names(keys: Sequence[str], lang: str) -> list[str]:
    """What far places are called in ``lang``, as a place to send to; islands without a name have none."""
    return [_PLACES[key].names.get(lang) or _PLACES[key].names["en"] for key in keys if key != ANY_ISLAND]
