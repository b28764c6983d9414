"""Where people live, as it is written in Korea, in Japan and in English; and the addresses of letters and pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_LATIN = r"A-Za-z0-9À-ɏ_.+%'-"
# In ``메일은ann@…`` the address begins with the Latin letters; one in another script is taken as it is.
_EMAIL = re.compile(rf"(?:[{_LATIN}]+|[\w.+%'-]+(?<![{_LATIN}]))@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
# x @ corp-mail.io, x 골뱅이 corp-mail.io, x アット corp-mail.io, x at corp-mail dot io: so that no machine reads it.
_DOT = r"\s?(?:\.|\(dot\)|\[dot\]|\bdot\b|점|닷|ドット)\s?"
_EMAIL_SPELT = re.compile(
    r"[A-Za-z0-9][\w.+'-]*"
    rf"(?:\s?(?:@|골뱅이|アット(?:マーク)?|\((?:at)\)|\[at\])\s?[A-Za-z0-9-]+(?:{_DOT}[A-Za-z0-9-]+)+"
    r"|\s+at\s+[A-Za-z0-9-]+(?:\s+dot\s+[A-Za-z0-9-]+)+)",
    re.ASCII | re.IGNORECASE,
)
_MAYBE_SPELT = re.compile("@|골뱅이|アット|[(\\[]at[)\\]]|dot", re.IGNORECASE)
_LINK = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{1,20}://[^\s<>\"'、。」』)]+")

_PROVINCE = "서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충청|충북|충남|전라|전북|전남|경상|경북|경남|제주"
# 서울시 성동구 나루길 3, 101동 502호; 성동구 성수동 12-3; 종로2가 33
_KO = re.compile(
    rf"(?P<region>(?:(?:{_PROVINCE})\s+|[가-힣]{{1,6}}(?:특별시|광역시|특별자치시|특별자치도|도|시)\s*)?"
    r"(?:[가-힣]{1,6}[시군구]\s*){0,2}(?:[가-힣]{1,6}[읍면동리]\s*)?)"
    r"(?P<street>[가-힣A-Za-z0-9]{1,12}(?:로|길|동|리|\d가))\s*\d{1,5}(?P<more>(?:-\d{1,5})?(?:번지|\s?번길\s?\d*(?:-\d+)?)?"
    r"(?:[,\s]*(?:[가-힣A-Za-z]{1,12}(?:아파트|빌라|오피스텔|타워|빌딩|맨션)|\d{1,4}동|\d{1,3}층|\d{1,5}호))*)(?!\d)"
)
_FLAT_KO = re.compile(r"(?<!\d)\d{1,4}동\s?\d{1,5}호")
_COUNTED = re.compile(
    r"\s?[만천백]?\s?(?:원|개|장|벌|켤레|박스|병|일|월|시|분|년|주|번|명|살|대|권|쌍|세트|회|가지|종|도|"
    r"인치|사이즈|치수|%|만|천|롤|미리|그[램람]|cm|mm|kg|ml|g\b)"
)
# Everyday words that end like a street or a quarter: with them, a number is not a house's.
_NO_STREET = re.compile(
    r".*으로|.*(?:사이즈|색상|컬러|옵션|치수|카드|택배|무료|유료|추가|번호|실제|최대|최소)로|.*대로|(?:바|따|서|새|별|가|세|주|위|아래|진짜|이거|그거)로"
    r"|.*(?:처|정|수|분|관|마무|카테고|액세서|배터|스토|시)리|(?:우|다|머|소|거|자|빨|미|멀|커|허)리"
    r"|(?:운|행|이|자|수|활|작|공|변|아|감|색)동"
)

_PREFECTURE = "(?:東京都|北海道|(?:京都|大阪)府|[一-龯]{2,3}県)"
_MUNICIPALITY = "(?:[一-龯ァ-ヶヵー々]{1,8}|[一-龯]?[ぁ-ん]{2,6})[市区郡町村]"
_JA = (
    # 東京都渋谷区神南1-2-3 ナルビル502; 横浜市西区みなとみらい2丁目3番1号
    re.compile(
        rf"(?:{_PREFECTURE}\s?)?{_MUNICIPALITY}(?!まで|から|[にへはのでをが])[一-龯ぁ-んァ-ヶヵー々]{{0,12}}"
        r"\s?\d{1,4}(?:(?:丁目|番地?|号)\d{0,4}|[-−ー－の]\d{1,4})+(?!\d|\s?(?:日|時|週|[ヶか]月|個|枚|本|円))"
        r"(?:(?:[ァ-ヶーA-Za-z]{2,14}\s?\d{0,4}|\s[一-龯ァ-ヶーA-Za-z]{2,14}\s?\d{2,4})(?:号室?|階|F)?)?"
    ),
    # 東京都渋谷区神南, without a number
    re.compile(rf"{_PREFECTURE}\s?(?:{_MUNICIPALITY})+(?:(?![送配在発内産宛行])[一-龯ァ-ヶヵ々]){{0,6}}\d{{0,4}}"),
)

_WORD = r"[A-Za-z][\w'.-]*\s+"
_PLAIN_WORD = r"(?!(?:of|on|by|the|in|to|a|an|any|no|all|this|that|some|my|your|is|are|for|and|or|half|one)\b)" + _WORD
_TOWN = (
    r"(?:,\s*(?-i:[A-Z])[\w'.-]*(?:\s(?-i:[A-Z])[\w'.-]*){0,2}"
    r"|,\s*(?!please\b|thanks?\b|and\b|but\b|not\b|ok(?:ay)?\b)[a-z][\w'-]+(?=\s*(?:[,.!?]|\d|$))){0,3}"
)
_ZIP = r"(?:,?\s+\d{5}(?:-\d{4})?(?!\d))?"
_EN = (
    # 3 Naru-gil, Seoul 04781
    re.compile(rf"\b\d{{1,6}}(?:-\d+)?,?\s+[A-Za-z]+-(?:gil|ro|daero|dong)\b{_TOWN}{_ZIP}", re.IGNORECASE),
    # 12b Naru Street, Apt 5
    re.compile(
        r"\b\d{1,6}[a-z]?(?:-\d+)?\s+"
        rf"(?:(?:{_PLAIN_WORD}){{1,4}}|(?:{_WORD}){{1,4}}(?=(?-i:[A-Z])))"
        r"(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|terrace|highway|hwy|drive|dr|court|ct|way|place|pl|square|sq|close)\b\.?"
        rf"(?:,?\s*(?:apt|apartment|flat|unit|suite|ste|floor|#)\.?\s*[\w-]{{1,6}}\b)?{_TOWN}{_ZIP}",
        re.IGNORECASE,
    ),
)


def emails(text: str) -> Iterator[Span]:
    """Where letters reach somebody."""
    if "@" in text:
        yield from (match.span() for match in _EMAIL.finditer(text))
    if _MAYBE_SPELT.search(text):
        yield from (match.span() for match in _EMAIL_SPELT.finditer(text))


def links(text: str) -> Iterator[Span]:
    """Pages: whoever has a link may see what it leads to."""
    if "://" in text:
        yield from (match.span() for match in _LINK.finditer(text))


def homes(text: str) -> Iterator[Span]:
    """Where parcels reach somebody."""
    yield from (match.span() for match in _KO.finditer(text) if _is_korean(match, text))
    for pattern in (_FLAT_KO, *_JA, *_EN):
        yield from (match.span() for match in pattern.finditer(text))


def _is_korean(match: re.Match[str], text: str) -> bool:
    """Whether it is a place, and no everyday word with a number after it: *사이즈로 270*, *바로 2개*."""
    if match["more"].strip() or re.search(_PROVINCE, match["region"]):
        return True
    street = match["street"]
    if street.endswith("리") and not match["region"]:
        return False  # a village is always told with its county or town
    return not (street[:-1].isascii() or _NO_STREET.fullmatch(street) or _COUNTED.match(text, match.end()))
