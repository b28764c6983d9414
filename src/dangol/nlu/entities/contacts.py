# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""Addresses and numbers that name a person or an order: e-mail, phone, order number, coupon code, postcode."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dangol.nlu.entities.found import Found

# Neither begins with the full stop of the sentence before it: 返品したいです。N26-1019, 메일은 이거예요.ann@example.com.
_EMAIL = re.compile(r"[\w+%-][\w.+%-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}", re.ASCII)
_PHONE = re.compile(r"(?<![a-z0-9_#-])\+?\(?\d[\d\s().-]{6,18}\d(?![a-z0-9_-])")
_ORDER_WORD = re.compile(
    r"(?:\border(?:\s?(?:number|no\.?|nr\.?|id|#))?|주문\s?(?:번호)?(?:는|은|가)?|注文(?:番号|no\.?)?(?:は|が)?|オーダー番号(?:は)?)"
    r"\s?[:#]?\s?(?:is\s)?#?(?P<n>[a-z]{0,6}[-_]?\d[\da-z_-]{2,24})"
)
_ORDER_AFTER = re.compile(r"(?P<n>[a-z]{0,6}-?\d[\da-z-]{3,24})\s?(?:번|番)(?!째|目|지)")
_ORDER_SHAPE = re.compile(
    r"(?<![a-z0-9_@+-])(?<!\d\.)(?P<n>#\d{3,14}|(?:ord|order|o|no|dg|inv)[-_]?\d{4,}[\da-z-]*|[a-z]{1,4}-\d{3,}[\da-z-]*|(?=(?:[a-z-]*\d){4})(?=[\d-]*[a-z])[a-z0-9]{2,8}-[a-z0-9]{3,10}|\d{6,8}-\d{2,8}|20\d\d-\d{3,8}|\d{5,14}|[a-z]{2}\d{4,8}|[a-z]\d{5,9})(?![a-z0-9_@.-]?[a-z0-9_])"
    r"(?!\s?(?:円|ウォン|ドル|원|엔|달러|dollars?\b|won\b|yen\b|bucks\b))"
)
_CODE = re.compile(r"(?<![A-Za-z0-9_@.-])(?=[A-Z0-9_-]*[A-Z])(?=[A-Z0-9_-]*\d)[A-Z][A-Z0-9_-]{3,23}(?![A-Za-z0-9_@.-])")
_CODE_WORD = re.compile(
    r"(?:\b(?:promo|discount|coupon|voucher)?\s?(?:code|coupon|voucher)\s?(?:is|:|=)?|(?:쿠폰|할인|프로모션)\s?(?:코드|번호)(?:는|은|가)?|(?:クーポン|割引|プロモ)(?:コード)?(?:は)?)"
    r"\s?[:=]?\s?(?P<n>(?=[a-z0-9_-]*\d)(?=[a-z0-9_-]*[a-z])[a-z][a-z0-9_-]{3,23})",
)
# A code of letters alone stands behind a word that says so, and apart from a message in small letters.
_LETTERS_CODE = re.compile(
    r"(?:(?i:\b(?:code|coupon|voucher|apply))\s?(?:is|:|=)?|(?:쿠폰|코드|할인\s?번호)(?:는|은|가|:)?|(?:クーポン|コード|割引番号)(?:は|の|:)?)"
    r"\s?(?P<n>[A-Z]{4,20})(?![A-Za-z0-9_-])"
)
_POSTCODE = re.compile(
    r"〒\s?(?P<jp>\d{3}-?\d{4})|(?<![\d-])(?P<jp2>\d{3}-\d{4})(?![\d-])|(?:우편번호|zip(?: code)?|post ?code|郵便番号)(?:\s(?:is|should be|to|was|now))?\s?[:은는は]?\s?(?P<any>\d{3}-?\d{4}|\d{5}(?:-\d{4})?|[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2})"
)
# What stands within an address where its postcode does: *Portland, OR 97204*, 04524 서울, 세종대로 110 (04524).
_STATE = (
    "A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]"
)
_IN_ADDRESS = re.compile(
    rf"(?:(?<=[A-Za-z]\s)(?:{_STATE})|(?<=[A-Za-z],\s)(?i:{_STATE}))\s(?P<us>\d{{5}}(?:-\d{{4}})?)(?![\d-])"
    r"|(?<![\d-])(?P<kr>(?:0[1-9]|[1-5]\d|6[0-3])\d{3})(?=\s?(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충청|충북|충남|전라|전북|전남|경상|경북|경남|제주))"
    r"|(?:[로길동구호층\d])\s?\((?P<kr2>(?:0[1-9]|[1-5]\d|6[0-3])\d{3})\)"
)


def contacts(text: str, original: str, countries: Sequence[str]) -> Iterator[Found]:
    """E-mail addresses, phone numbers (E.164), order numbers, coupon codes and postcodes. ``original`` has the capitals."""
    if "@" in text:
        for match in _EMAIL.finditer(text):
            yield Found("email", match.group(), match.start(), match.end())
    if len(original) == len(text) and any(c.islower() or not c.isascii() for c in original):
        for match in _LETTERS_CODE.finditer(original):
            yield Found("coupon", match["n"], match.start("n"), match.end("n"))
    digits = sum(c.isdigit() for c in text)
    if not digits:
        return
    if digits >= 3:
        for match in _ORDER_WORD.finditer(text):
            if not (match["n"].isdigit() and len(match["n"]) < 4):
                yield Found("order_number", match["n"].upper().lstrip("#"), match.start("n"), match.end("n"))
    if digits >= 7:
        yield from _phones(text, countries)
        for match in _POSTCODE.finditer(text):
            value = match["jp"] or match["jp2"] or match["any"]
            yield Found("postcode", value.upper(), match.start(), match.end())
    else:
        for match in _POSTCODE.finditer(text):
            if match["any"]:
                yield Found("postcode", match["any"].upper(), match.start(), match.end())
    for match in _CODE_WORD.finditer(text):
        if match["n"]:
            yield Found("coupon", match["n"].upper(), match.start("n"), match.end("n"))
    if len(original) == len(text):
        for match in _CODE.finditer(original):
            if "-" not in match.group() and not re.fullmatch(
                r"\d*[XSML]+\d*|[A-Z]{1,2}\d{4,}|[A-Z]{1,2}\d{1,2}[A-Z]?", match.group()
            ):
                yield Found("coupon", match.group(), match.start(), match.end())
    taken = set()
    if digits >= 5:
        written = original if len(original) == len(text) else text
        for match in _IN_ADDRESS.finditer(written):
            group = match.lastgroup or ""
            taken.add(match.start(group))
            yield Found("postcode", match[group], match.start(group), match.end(group))
    if digits >= 3:
        for pattern in (_ORDER_AFTER, _ORDER_SHAPE):
            for match in pattern.finditer(text):
                if match.start("n") in taken:
                    continue
                yield Found("order_number", match["n"].upper().lstrip("#"), match.start("n"), match.end("n"))


def _phones(text: str, countries: Sequence[str]) -> Iterator[Found]:
    from dangol.kit.phones import phone_number  # its tables are large: loaded when the first number is seen

    for match in _PHONE.finditer(text):
        written = match.group()
        spelled = written.startswith(("+", "0", "(")) or written.count("-") >= 2 or countries[:1] == ("US",)
        if spelled and (number := phone_number(written, countries)):
            yield Found("phone", number, match.start(), match.end())
