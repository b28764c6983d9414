# ruff: noqa: E501, SIM905  (tables of words and patterns read best on one line)
"""Numbers as people write them in English, Korean and Japanese: digits of any width, 3만 5천원, 三万円, *two dozen*, 두 개, 二つ, 반값.

Each becomes a mark of its value and its unit, so that *two bags* and *2 bags* say the same, and *3 days* and *3 weeks* do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from dangol.wording.facts.marks import Mark, apart

_CURRENCIES = {
    "KRW": r"₩|원|won\b|krw\b",
    "JPY": r"¥|円|엔(?![가-힣])|yen\b|jpy\b",
    "USD": r"(?:us)?\$|usd\b|dollars?\b|bucks?\b|달러|ドル",
    "EUR": r"€|eur\b|euros?\b|유로|ユーロ",
    "GBP": r"£|gbp\b|pounds?\b|파운드|ポンド",
    "cent": r"cents?\b|센트|セント",
    "point": r"points?\b|pts?\b|포인트|ポイント",
}
_UNITS = {
    **_CURRENCIES,
    "percent": r"%|percent\b|per cent\b|퍼센트|프로(?![가-힣])|パーセント",
    "business day": r"(?:business|working)[\s-]days?\b|영업일|営業日",
    "day": r"days?\b|일(?![가-힣]*번)(?:간|\s?동안)?|日間?",
    "week": r"weeks?\b|주일?(?!년|소|문)|週間?",
    "month": r"months?\b|개월|달(?!러)|[かヶケカヵ箇]月間?",
    "calendar month": r"월|月",
    "year": r"years?\b|년|年間?",
    "hour": r"hours?\b|hrs?\b|h\b|시간|時間",
    "o'clock": r"o'clock\b|시(?!간|즌)|時(?!間)",
    "minute": r"minutes?\b|mins?\b|분|分(?!の)",
    "second": r"seconds?\b|secs?\b|초|秒",
    "times": r"times?\b|번(?!째)|회|回|度(?!目)|배|倍",
    "ordinal": r"(?:st|nd|rd|th)\b|번째|째|番目|つ目|個目|度目|回目|등|위|位",
    "person": r"people\b|persons?\b|명|人|名",
    "piece": r"개(?!월)|つ|個|ヶ|ケ|pieces?\b|pcs?\b|items?\b",
    "sheet": r"장(?![가-힣])|枚",
    "pair": r"pairs?\b|켤레|足|쌍",
    "garment": r"벌|着",
    "number": r"호|号|번지|番地|층|階|丁目",
    "degree": r"도(?![가-힣])|°c?|℃",
    "kg": r"kg\b|킬로(?:그램)?|キロ(?:グラム)?",
    "g": r"g\b|grams?\b|그램|グラム",
    "cm": r"cm\b|센티(?:미터)?|センチ",
    "mm": r"mm\b|밀리(?:미터)?|ミリ",
    "m": r"m\b|met(?:er|re)s?\b|미터|メートル",
    "km": r"km\b|킬로미터",
    "l": r"l\b|lit(?:er|re)s?\b|리터|リットル",
    "ml": r"ml\b",
}
_UNIT = re.compile(r"\s?(?:" + "|".join(f"(?P<u{n}>{pattern})" for n, pattern in enumerate(_UNITS.values())) + ")")
_UNIT_NAMES = tuple(_UNITS)
_BEFORE = re.compile(r"(₩|¥|€|£|(?:us)?\$|krw|jpy|usd|eur|gbp)\s?$")
_SIGNS = {"₩": "KRW", "¥": "JPY", "€": "EUR", "£": "GBP", "$": "USD", "us$": "USD"}
_NO_UNIT = frozenset(
    "a an the of in on at to for from and or but is are was were be left with by per each more less than as it its that this these those "
    "only just now if when your you our we will can".split()
)

_POWERS = {"십": 10, "十": 10, "백": 100, "百": 100, "천": 1000, "千": 1000, "만": 10**4, "万": 10**4, "萬": 10**4, "억": 10**8, "億": 10**8}  # fmt: skip
_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
_TIME = re.compile(r"(?<![\d:])(\d{1,2}):(\d{2})(?::\d{2})?(?![\d:])")
_DAY = re.compile(r"(?<![\d-])(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?![\d-])")
_FRACTION = re.compile(r"(?<!\d)(\d+)\s?[/⁄]\s?(\d+)(?![\d/])")
_LATIN = re.compile(rf"{_DIGITS}(?:\s?(?:k\b|thousand\b|million\b|billion\b))?")
_EAST = re.compile(rf"(?:{_DIGITS}\s?[십백천만억十百千万萬億]+\s?)+(?:{_DIGITS})?")
_TIMES_OF = {"k": 1000, "thousand": 1000, "million": 10**6, "billion": 10**9}

_ENGLISH = {
    **{w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split())},
    **{w: n for n, w in zip(range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety".split(), strict=True)},
}  # fmt: skip
_ENGLISH_WORDS = re.compile(
    r"\b(?:(?:a|" + "|".join(_ENGLISH) + r"|hundred|thousand|million|dozen)(?:[\s-]+(?:and\s+)?(?=[a-z]))?)+\b"
)
_ENGLISH_OTHER = {
    "half": ("0.5", ""), "quarter": ("0.25", ""), "once": ("1", "times"), "twice": ("2", "times"), "thrice": ("3", "times"),
    "double": ("2", "times"), "triple": ("3", "times"), "couple": ("2", ""), "both": ("2", ""), "single": ("1", ""),
    **{w: (str(n), "ordinal") for n, w in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)},
}  # fmt: skip
_ENGLISH_ALONE = re.compile(r"\b(?:" + "|".join(_ENGLISH_OTHER) + r")\b")

_KOREAN_TENS = {"열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50}
_KOREAN_ONES = {"하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "석": 3, "넷": 4, "네": 4, "넉": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9}  # fmt: skip
_KOREAN_NATIVE = "|".join(sorted((*_KOREAN_TENS, *_KOREAN_ONES), key=len, reverse=True))
_KOREAN_COUNTED = re.compile(
    rf"(?<![가-힣])((?:{_KOREAN_NATIVE}){{1,2}})(?=\s?(?:개|명|분|벌|켤레|장|권|병|번|가지|시(?!즌)|달|주|살|잔|쌍|세트|박스|상자|봉|통|배|군데|곳|사람|종류|묶음|자루|대|마리|송이|팩|째))"
)
_KOREAN_STANDING = re.compile(rf"(?<![가-힣])(하나|둘|셋|넷|{'|'.join(_KOREAN_TENS)}|다섯|여섯|일곱|여덟|아홉)(?![가-힣]*번)(?=[은는이가을를도만씩의로과와,.\s!?]|$)")  # fmt: skip
_KOREAN_SINO = {c: n for n, c in enumerate("영일이삼사오육칠팔구")}
_KOREAN_SINO_LONG = re.compile(r"(?<![가-힣])[일이삼사오육칠팔구]?[십백천만억][일이삼사오육칠팔구십백천만억\s]*(?=\s?(?:원|달러|엔|개|퍼센트|프로|일|주|년|분|초|명|번|회|배|포인트|장|권|층|호|개월))")  # fmt: skip
_KOREAN_SINO_SHORT = re.compile(r"(?<![가-힣])[일이삼사오육칠팔구](?=\s?(?:원|퍼센트|프로(?![가-힣])|개월|년(?![가-힣])|층|월(?![가-힣]요)|인분|주일|주간|회|배(?!송)|포인트))")  # fmt: skip
_KOREAN_DAYS = {"하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8, "아흐레": 9, "열흘": 10, "보름": 15}  # fmt: skip
_KOREAN_ALONE = re.compile(rf"(?<![가-힣])(?:{'|'.join(_KOREAN_DAYS)})|(?<![가-힣])(?:첫째|첫)|절반|반값|반액|(?<![가-힣])반(?=\s?(?:나절|년|달|개월|으로))|갑절")  # fmt: skip

_KANJI_ONES = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0}
_KANJI = "".join(_KANJI_ONES) + "十百千万億"
_JAPANESE = re.compile(rf"(?<![{_KANJI}第])[{_KANJI}]+(?=\s?(?:[つ個枚本足着点日週年時分秒人名回番円割倍階月泊箱袋冊台度色割種%匹杯組]|[かヶケカヵ箇]月|セット|パック|パーセント|営業日|ポイント|種類))")  # fmt: skip
_JAPANESE_NOT = re.compile(
    "十分(?!前|後|以|間|ほど|で)|一番(?!目)|一部|一緒|一般|万が一|一切|一旦|一律|一覧|一点物|千代|一日中"
)
_JAPANESE_KANA = {"ひとつ": (1, "piece"), "ふたつ": (2, "piece"), "みっつ": (3, "piece"), "よっつ": (4, "piece"), "いつつ": (5, "piece"), "むっつ": (6, "piece"), "ななつ": (7, "piece"), "やっつ": (8, "piece"), "ここのつ": (9, "piece"), "ひとり": (1, "person"), "ふたり": (2, "person"), "ふつか": (2, "day"), "みっか": (3, "day"), "よっか": (4, "day"), "いつか": (5, "day"), "なのか": (7, "day"), "とおか": (10, "day")}  # fmt: skip
_JAPANESE_ALONE = re.compile("|".join(_JAPANESE_KANA) + rf"|半額|半分|半年|半日|半値|(?<![\d{_KANJI}])倍(?!率)")


def number_marks(text: str) -> list[Mark]:
    """The numbers of ``text`` (levelled, in small letters), in order."""
    found = [*_digits(text), *_words(text)]
    return apart(found)


def _digits(text: str) -> Iterator[Mark]:
    for match in _DAY.finditer(text):
        yield Mark(match.start(), match.end(), "date", "-".join(f"{int(part):02}" for part in match.groups()))
    for match in _TIME.finditer(text):
        yield Mark(match.start(), match.end(), "time", f"{int(match[1]):02}:{match[2]}")
    for match in _FRACTION.finditer(text):
        yield Mark(match.start(), match.end(), "number", f"{match[1]}/{match[2]}")
    for match in _EAST.finditer(text):
        yield _with_unit(text, match.start(), match.end(), _east(match.group()))
    for match in _LATIN.finditer(text):
        number = re.match(_DIGITS, match.group())
        if number is None:
            continue
        times = _TIMES_OF.get(match.group()[number.end() :].strip(), 1)
        yield _with_unit(text, match.start(), match.end(), Decimal(number.group().replace(",", "")) * times)
    for match in re.finditer(r"(?<![가-힣\d])[백천만억]+(?=\s?원)", text):
        yield _with_unit(text, match.start(), match.end(), _sino(match.group()))


def _words(text: str) -> Iterator[Mark]:
    for match in _ENGLISH_WORDS.finditer(text):
        said = re.sub(r"[\s-]+(?:and\s+)?$", "", match.group())
        value = _english(said)
        if value is not None:
            yield _with_unit(text, match.start(), match.start() + len(said), Decimal(value))
    for match in _ENGLISH_ALONE.finditer(text):
        value_, unit = _ENGLISH_OTHER[match.group()]
        yield Mark(match.start(), match.end(), "number", f"{value_} {unit}".strip())
    for pattern in (_KOREAN_COUNTED, _KOREAN_STANDING):
        for match in pattern.finditer(text):
            yield _with_unit(text, match.start(), match.end(), Decimal(_native(match[1])))
    for pattern in (_KOREAN_SINO_LONG, _KOREAN_SINO_SHORT):
        for match in pattern.finditer(text):
            yield _with_unit(text, match.start(), match.end(), _sino(match.group()))
    for match in _KOREAN_ALONE.finditer(text):
        yield Mark(match.start(), match.end(), "number", _korean_alone(match.group()))
    not_numbers = [match.span() for match in _JAPANESE_NOT.finditer(text)]
    for match in _JAPANESE.finditer(text):
        if not any(start <= match.start() < end for start, end in not_numbers):
            yield _with_unit(text, match.start(), match.end(), _sino(match.group()))
    for match in _JAPANESE_ALONE.finditer(text):
        word = match.group()
        value, kind = _JAPANESE_KANA.get(word, (None, ""))
        says = f"{value} {kind}" if value is not None else "2 times" if word == "倍" else f"0.5 {word[1:]}"
        yield Mark(match.start(), match.end(), "number", says)


def _with_unit(text: str, start: int, end: int, value: Decimal) -> Mark:
    before = _BEFORE.search(text, 0, start)
    if before is not None:
        sign = before[1]
        return Mark(before.start(1), end, "number", f"{_plain(value)} {_SIGNS.get(sign, sign.upper())}")
    tenth = re.match(r"\s?割(引|増)?", text[end:])
    if tenth is not None:
        # 三割引 is 30% and a discount: the second half is left to be found.
        stop = end if tenth[1] else end + tenth.end()
        return Mark(start, stop, "number", f"{_plain(value * 10)} percent")
    unit = _UNIT.match(text, end)
    if unit is not None and unit.lastgroup is not None:
        name = _UNIT_NAMES[int(unit.lastgroup[1:])]
        return Mark(start, unit.end(), "number", f"{_plain(value)} {name}")
    noun = re.match(r"[\s-]([a-z]+(?:'s)?)", text[end:])
    counted = noun[1] if noun is not None and noun[1] not in _NO_UNIT else ""
    singular = counted.removesuffix("es") if counted.endswith(("shes", "ches", "xes")) else counted.removesuffix("s")
    return Mark(start, end, "number", f"{_plain(value)} {singular}".strip())


def _plain(value: Decimal) -> str:
    """``1000``, ``0.5``: no exponent, no noughts at the end."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _east(written: str) -> Decimal:
    """``3만5천`` and ``1.2万``: digits before the powers of ten of East Asia."""
    total = Decimal(0)
    for number, powers in re.findall(rf"({_DIGITS})\s?([십백천만억十百千万萬億]*)", written):
        part = Decimal(number.replace(",", ""))
        for power in powers:
            part *= _POWERS[power]
        total += part
    return total


def _sino(written: str) -> Decimal:
    """``삼만오천``, ``二十三``, ``千``."""
    total = section = digit = 0
    for letter in re.sub(r"\s", "", written):
        if letter in _KOREAN_SINO or letter in _KANJI_ONES:
            digit = digit * 10 + (_KOREAN_SINO.get(letter) or _KANJI_ONES.get(letter) or 0)
        elif (power := _POWERS[letter]) >= 10**4:
            total += max(section + digit, 1) * power
            section = digit = 0
        else:
            section += max(digit, 1) * power
            digit = 0
    return Decimal(total + section + digit)


def _native(written: str) -> int:
    total, rest = 0, written
    for table in (_KOREAN_TENS, _KOREAN_ONES):
        for word in sorted(table, key=len, reverse=True):
            if rest.startswith(word):
                total, rest = total + table[word], rest[len(word) :]
                break
    return total


def _korean_alone(word: str) -> str:
    if word in _KOREAN_DAYS:
        return f"{_KOREAN_DAYS[word]} day"
    if word.startswith("첫"):
        return "1 ordinal"
    return "2 times" if word == "갑절" else "0.5"


def _english(written: str) -> int | None:
    """``a hundred and twenty``; none for a lone *a*."""
    total = section = 0
    counted = False
    for word in re.findall(r"[a-z]+", written):
        if word in _ENGLISH:
            section, counted = section + _ENGLISH[word], True
        elif word in ("hundred", "dozen"):
            section, counted = max(section, 1) * (100 if word == "hundred" else 12), True
        elif word in ("thousand", "million"):
            total, section, counted = total + max(section, 1) * _TIMES_OF[word], 0, True
    return total + section if counted else None
