# ruff: noqa: E501, SIM905  (tables of words and patterns read best on one line)
"""Numbers as people write them in three languages, and how many of something they want."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from dangol.nlu.entities.found import Found

_ENGLISH_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_ENGLISH = {word: n for n, word in enumerate(_ENGLISH_UNITS)} | {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
    "couple": 2,
    "dozen": 12,
    "single": 1,
}
_TENS = {"열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50}
_ONES = {
    "하나": 1,
    "한": 1,
    "둘": 2,
    "두": 2,
    "셋": 3,
    "세": 3,
    "석": 3,
    "넷": 4,
    "네": 4,
    "넉": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "여덜": 8,
    "아홉": 9,
}
_KOREAN = dict(_ONES) | _TENS | {t + o: tv + ov for t, tv in _TENS.items() for o, ov in _ONES.items()}
_KANA = {
    "ひとつ": 1,
    "ふたつ": 2,
    "みっつ": 3,
    "よっつ": 4,
    "いつつ": 5,
    "むっつ": 6,
    "ななつ": 7,
    "やっつ": 8,
    "ここのつ": 9,
}
_DIGITS = {c: n for n, c in enumerate("영일이삼사오육칠팔구")} | {c: n for n, c in enumerate("〇一二三四五六七八九")}
_UNITS = {"십": 10, "백": 100, "천": 1000, "十": 10, "百": 100, "千": 1000}
_MYRIADS = {"만": 10_000, "억": 100_000_000, "万": 10_000, "億": 100_000_000}

#: A number with Chinese or Korean units: 3만5천, 오만, 三千, 1.5万, 12,000. The end of a word is no unit: 추천 3만원.
EAST = r"(?:(?<![가-힣])|(?![십백천만억]))(?:\d[\d,]*(?:\.\d+)?|[일이삼사오육칠팔구一二三四五六七八九])?(?:\s?[십백천만억十百千万億]\s?(?:\d[\d,]*|[일이삼사오육칠팔구一二三四五六七八九])?)+|\d[\d,]*(?:\.\d+)?"
_KOREAN_COUNTERS = "개월|켤레|봉지|자루|박스|상자|세트|마리|포대|묶음|그루|송이|포기|다스|조각|튜브|타래|뭉치"
# Counters of one syllable are also how many words begin (네 장바구니, 네 구매할게요): what follows tells.
_KOREAN_SHORT = "개|벌|장|권|봉|병|대|잔|통|캔|팩|쌍|포|알|정|줄|매|짝|입|갑|판|모|단|곳|컵|롤|볼|필"
_AFTER_SHORT = (
    "(?=$|[^가-힣]|를|을|은|는|이(?!지|력)|가(?!방)|만|도(?!착|움)|씩|로|으로|요|에|의|더|나(?!오|왔|갔|가|사)|랑|쯤|뿐|짜리|까지|부터|밖에|정도|하고(?!\\s?싶)"
    "|면|한꺼번에|한번에|다(?!른)|전부|모두|주[세실시문라]|줘|담|넣|살(?!펴)|샀|사[고려께서요자]|시[켰킬키]|있|남(?!자|성)|추가|부탁|보내|인데|입니다|예요|말고|세트|묶음|단위|중)"
)
# Words of daily life that begin with a number's syllable.
_NO_COUNT = "두통(?!\\s?(?:넣|담|주[세시]|줘|추가|만(?=\\s)))|세대|한정|열매|열대|열정|세단|세정|백팩|한판(?!\\s?(?:주[세실시]|줘|담|만|이?요|더|부탁))|한통속|한대"
# The short one in kana is how many words begin (2こだわり): what follows tells.
_JAPANESE_COUNTERS = "つ|個|コ|ケ|こ(?![だのれちう]|まか)|枚|本|着|足|冊|袋|箱|台|組|セット|杯|缶|点|パック|瓶|びん|ビン|ボトル|双|膳|匹|ダース|束|株|粒|巻|丁|玉|切れ|ロール|ケース|脚|皿|客|基|振|頭|羽|輪|鉢|房|片|斤|棹|張|体|挺|ペア|カートン"
_NATIVE = "|".join(sorted(_KOREAN, key=len, reverse=True))
# A number below zero counts nothing: -3개, マイナス3個, *minus 3*.
_BELOW = r"(?<!\s-)(?<!^-)(?<!마이너스)(?<!마이너스\s)(?<!マイナス)(?<!minus\s)"
_KOREAN_COUNTED = re.compile(
    rf"(?<![가-힣\d])(?<!\d\.){_BELOW}(?!(?:{_NO_COUNT}))(?P<n>\d{{1,3}}|{_NATIVE}|[일이삼사오육칠팔구]?백|[일이삼사오육칠팔구]?십[일이삼사오육칠팔구]?|[일이삼사오육칠팔구](?=\s?(?:{_KOREAN_COUNTERS}))|[일이삼사오육칠팔구](?=\s))\s?"
    rf"(?P<c>{_KOREAN_COUNTERS}|(?:(?<=\d)|(?<=\d\s))(?:{_KOREAN_SHORT})|(?:{_KOREAN_SHORT}){_AFTER_SHORT})(?!월|번째|째|년|인|가량|단|전|질|모|지[가-힣]|나[가-힣]|같|체)"
)
_KOREAN_ALONE = re.compile(
    r"(?<![가-힣])(하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉|열)(?=$|[\s,.!?~]|만|로|으로|만요|요|이요|씩|를|을|랑|이랑|하고|에|면|이면|더|덜|주|담|빼|줄)"
)
_JAPANESE_COUNTED = re.compile(
    rf"{_BELOW}(?<!\d)(?<!\d\.)(?P<n>\d{{1,3}}|[二三四五六七八九]?百|[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])\s?(?P<c>{_JAPANESE_COUNTERS})"
    r"(?!目|め|番|以上持|月|分|ずつの|のうち)"
)
_KANA_COUNTED = re.compile("|".join(_KANA) + r"(?!目|め)")
# Who it is for is counted, not the goods: a tent for 4 people; and *three-seater* counts nothing. *Two kids hoodies* are two hoodies.
_NOT_PEOPLE = r"(?!\s(?:people|persons?|guests|of us)\b|\s(?:adults|kids|children|friends|men|women|boys|girls)\s?(?=$|[,.!?;)]|\s(?:and|in|at|who|can|to|for|with|on)\b))"
_ENGLISH_WORDS = "|".join(w for w in sorted(_ENGLISH, key=len, reverse=True) if w not in ("one", "single", "zero"))
_ENGLISH_COUNTED = re.compile(
    rf"\b(?:(?P<half>half(?:\s+an?)?\s+)|an?\s+)?(?P<n>{_ENGLISH_WORDS})\b(?!-(?!(?:one|two|three|four|five|six|seven|eight|nine)\b)[a-z])(?!\s?(?:%|percent|year|month|day|week|hour|minute|star|times|hundred)){_NOT_PEOPLE}"
    r"(?:[\s-](?P<ones>one|two|three|four|five|six|seven|eight|nine)\b)?(?:\s+(?:pairs?|pcs|pieces?|boxes|packs?|bottles|bags|sets(?=\s+of)|tins(?=\s+of)|cans(?=\s+of)|jars(?=\s+of)|tubes(?=\s+of)|rolls(?=\s+of)|cases(?=\s+of)|bunches(?=\s+of)|sheets(?=\s+of)|packets(?=\s+of)|cartons(?=\s+of)))?"
)
_ENGLISH_ONE = re.compile(
    r"(?:\b(?:just|only|add|buy|take|get|give me|want|order|have|need|make it|to|another)\s+)(?P<n>one)\b(?!\s+(?:that|with|which|in|from))"
    r"|\b(?:just|only)\s+(?:(?:need|want|take|keep)\s+)?the\s+(?P<last>one)\b(?=[\s.!]*(?:please|thanks|pls)?[\s.!]*$)"
    r"|(?P<m>\bone)\b(?=\s+(?:of|more|please|pair|piece|pack|bottle|box|bag)\b)"
)
_BARE = re.compile(
    r"(?<![\w.,#\-/:])(?<!minus )(?<!마이너스 )(?P<n>\d{1,3})(?:\s?x|x\s|\s?(?:pairs?|pcs|pieces?|ea|units?|packs?|boxes|bottles|bags))?"
    r"(?!\s?-?(?:years?|yrs?|y/?o|months?|days?|weeks?|hours?|hrs?|minutes?|mins?)\b)(?![a-z0-9_\-/:%×]|[.,]\d|\s?(?:명|분|인|식구|사람|名|人)|(?!로|으로|만|요|이요|씩|に|で|を|だけ|です|お願い|ください)[가-힣ぁ-んァ-ヶ一-龥])"
    + _NOT_PEOPLE
)
PEOPLE = "명|분|인분?|식구|사람|名様?|人|people|persons?|guests?"
"""What people are counted in, as alternatives of a pattern."""
_HEADCOUNT = re.compile(
    r"(?P<n>\d{1,2}|\b[a-z]+|[가-힣]{1,2}?|[一二三四五六七八九十]{1,2}|ひと|ふた) ?"
    rf"(?:{PEOPLE}|of us|seats?|places?|이(?=요|서|예요|에요|$)|り(?!ま))"
)
# One for each of so many people is as many things: *socks for 5 people, one each*, 다섯 명한테 하나씩, 5人に1つずつ.
_ONE_EACH = re.compile(
    rf"\b(?P<n>\d{{1,2}}|{_ENGLISH_WORDS})\s(?:people|persons?|guests|of us|adults|kids|children|friends|men|women|boys|girls|colleagues|coworkers|students)\b[^.?!\d]{{0,24}}?\b(?:one|1)(?: (?:for|to))? (?:each|apiece|per (?:person|head))\b"
    rf"|\b(?:one|1)(?: each)? for each of (?:the |my |our |us |these )*(?P<m>\d{{1,2}}|{_ENGLISH_WORDS})\b"
    r"|(?<![가-힣])(?P<ko>\d{1,2}|[가-힣]{1,3}?)\s?(?:명|분|사람|식구)[^.?!\d]{0,14}?(?:하나|한\s?(?:개|장|벌|켤레|병|권|잔|봉지|박스|세트)|1\s?(?:개|장|벌|켤레|병|권|잔|봉지|박스|세트))씩"
    r"|(?P<ja>\d{1,2}|[二三四五六七八九十]{1,2})\s?(?:人|名)[^。?!\d]{0,14}?(?:[1一](?:つ|個|枚|本|足|着|冊|箱|袋)|ひとつ)ずつ"
)
_KANA_PEOPLE = {"ひと": 1, "ふた": 2}
_ALONE = re.compile(r"\b(?:just|only) me\b|혼자|저만|私だけ|自分だけ")
_TIMES = re.compile(r"(?<!\w)x\s?(?P<n>\d{1,3})(?!\w)")


_LACKING = re.compile(
    r"(?:(?:^|\s)-|마이너스\s?|マイナス|\bminus\s)\d{1,3}(?!\d|[.,]\d|\s?(?:°|℃|도|度|degrees?|c\b|%|percent|퍼센트|パーセント))"
)


def below_zero(text: str) -> bool:
    """Whether a number below zero is said, which is no quantity: *-3*, マイナス3個. Degrees may be as many below zero as they like."""
    return bool(_LACKING.search(text))


def east_number(text: str) -> Decimal | None:
    """The value of a number with Korean or Chinese units, ``3만5천`` is 35000; none when it is not one."""
    text = text.replace(",", "").replace(" ", "")
    if not text:
        return None
    total = Decimal(0)
    part = Decimal(0)
    digits = ""

    def take() -> Decimal | None:
        try:
            return Decimal(digits) if digits else None
        except InvalidOperation:
            return None

    for character in text:
        if (character.isdigit() and character.isascii()) or character == ".":
            digits += character
        elif character in _DIGITS:
            digits += str(_DIGITS[character])
        elif character in _UNITS:
            part += (take() or Decimal(1)) * _UNITS[character]
            digits = ""
        elif character in _MYRIADS:
            value = take()
            part += value if value is not None else Decimal(0)
            total += (part or Decimal(1)) * _MYRIADS[character]
            part, digits = Decimal(0), ""
        else:
            return None
    return total + part + (take() or Decimal(0))


def whole_number(text: str) -> int | None:
    """A number from one word in any of the three languages: ``2``, ``two``, ``두``, ``둘``, ``ふたつ``, ``三``; none otherwise."""
    text = text.strip()
    if text.isdigit() and text.isascii() and len(text) < 10:
        return int(text)
    known = _ENGLISH.get(text) or _KOREAN.get(text) or _KANA.get(text)
    if known is not None:
        return known
    if text and all(c in _DIGITS or c in _UNITS or c in _MYRIADS for c in text):
        value = east_number(text)
        return int(value) if value is not None else None
    return None


def headcounts(text: str) -> Iterator[Found]:
    """How many people are told of (``text`` folded): *two of us*, 두 명, 둘이서, 二人, and who comes alone."""
    for match in _ALONE.finditer(text):
        yield Found("people", 1, match.start(), match.end())
    for match in _HEADCOUNT.finditer(text):
        number = _KANA_PEOPLE.get(match["n"]) or whole_number(match["n"])
        if number:
            yield Found("people", number, match.start(), match.end())


def quantities(text: str, lang: str) -> Iterator[Found]:
    """How many: counted things of any of the languages, number words, and small bare numbers last."""
    for match in _ONE_EACH.finditer(text):
        said = match["n"] or match["m"] or match["ko"] or match["ja"]
        number = _ENGLISH.get(said) or whole_number(said)
        if number:
            yield Found("quantity", number, match.start(), match.end())
    for match in _KOREAN_COUNTED.finditer(text):
        number = whole_number(match["n"])
        if (
            number
            and not match["c"].startswith("개월")
            and not (match["n"] == "이" and match["c"] in ("봉", "장", "대"))
        ):
            yield Found("quantity", number, match.start(), match.end())
    for pattern in (_KOREAN_ALONE, _KANA_COUNTED):
        for match in pattern.finditer(text):
            yield Found("quantity", whole_number(match.group()) or 1, match.start(), match.end())
    for match in _JAPANESE_COUNTED.finditer(text):
        number = whole_number(match["n"])
        if number:
            yield Found("quantity", number, match.start(), match.end())
    if lang == "en":
        for match in _ENGLISH_COUNTED.finditer(text):
            number = _ENGLISH[match["n"]] + (_ENGLISH[match["ones"]] if match["ones"] else 0)
            if match["half"]:  # half a dozen
                number //= 2
            yield Found("quantity", number, match.start(), match.end())
        for match in _ENGLISH_ONE.finditer(text):
            name = match.lastgroup or "n"
            yield Found("quantity", 1, match.start(name), match.end(name))
    for pattern in (_TIMES, _BARE):
        for match in pattern.finditer(text):
            if int(match["n"]):
                yield Found("quantity", int(match["n"]), match.start(), match.end())
