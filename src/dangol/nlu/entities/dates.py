# ruff: noqa: E501, SIM905  (tables of words and patterns read best on one line)
"""Days, relative to the shopper's today, in three languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from dangol.nlu.entities.found import Found
from dangol.nlu.entities.numbers import whole_number

_DAYS = {
    "today": 0,
    "tonight": 0,
    "tomorrow": 1,
    "tmrw": 1,
    "tmr": 1,
    "tomoro": 1,
    "yesterday": -1,
    "day after tomorrow": 2,
    "the day after tomorrow": 2,
    "day before yesterday": -2,
    "오늘": 0,
    "내일모레": 2,
    "내일": 1,
    "낼": 1,
    "모레": 2,
    "글피": 3,
    "어제": -1,
    "그저께": -2,
    "그제": -2,
    "엊그제": -2,
    "今日": 0,
    "本日": 0,
    "きょう": 0,
    "明日": 1,
    "あした": 1,
    "あす": 1,
    "明後日": 2,
    "あさって": 2,
    "昨日": -1,
    "きのう": -1,
    "一昨日": -2,
    "おととい": -2,
}
_RELATIVE = re.compile(
    r"\b(?:(?:the )?day after tomorrow|(?:the )?day before yesterday|today|tonight|tomorrow|tmrw|tmr|tomoro|yesterday)\b"
    r"|내일모레|오늘|내일|(?<![가-힣])낼(?![가-힣])|모레|글피|어제|그저께|(?<!엊)그제|엊그제"
    r"|明後日|一昨日|今日|本日|明日|昨日|きょう|あした|あす(?=$|[にはまのでか,\s])|あさって|きのう|おととい"
)
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon", "월", "月"),
            ("tuesday", "tues", "tue", "화", "火"),
            ("wednesday", "wed", "수", "水"),
            ("thursday", "thurs", "thu", "목", "木"),
            ("friday", "fri", "금", "金"),
            ("saturday", "sat", "토", "土"),
            ("sunday", "sun", "일", "日"),
        )
    )
    for name in names
}
_WEEKDAY_EN = re.compile(
    r"\b(?:(?P<which>this|next|last|coming)\s+)?(?P<day>mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|mon|tues?|wed|thurs?|fri)\b"
)
_WEEKDAY_KO = re.compile(
    r"(?:(?P<which>이번|다음|담|지난|저번|다다음|돌아오는)\s?주?\s?)?(?P<day>[월화수목금토일])요일|(?P<which2>이번|다음|담|지난|저번)\s?주\s?(?P<day2>[월화수목금토일])(?=$|[\s,.에까])"
)
_WEEKDAY_JA = re.compile(r"(?:(?P<which>今週|来週|先週|再来週|次|今度)の?)?(?P<day>[月火水木金土日])曜日?")
_WEEK = {
    "this": 0,
    "next": 1,
    "last": -1,
    "이번": 0,
    "다음": 1,
    "담": 1,
    "지난": -1,
    "저번": -1,
    "다다음": 2,
    "今週": 0,
    "来週": 1,
    "先週": -1,
    "再来週": 2,
}
_AFTER = re.compile(
    r"\bin (?P<n1>\d{1,3}|an?|two|three|four|five|six|seven|ten)\s(?P<u1>days?|weeks?|months?)\b"
    r"|\b(?P<n4>\d{1,3}|an?|one|two|three|four|five|six|seven|ten)\s(?P<u4>days?|weeks?|months?)\s(?P<ago>ago)\b"
    r"|(?P<n2>\d{1,3}|일주|이주|하루|이틀|사흘|한|두|세)\s?(?P<u2>일|주일|주|달|개월)?\s?(?P<d2>뒤|후|전)(?=$|[\s에까,.])"
    r"|(?P<n3>\d{1,3}|[一二三四五六七]|数)\s?(?P<u3>日|週間|か月|ヶ月|カ月)(?P<d3>後|前)"
)
_SPANS = re.compile(
    r"\b(?P<en>this weekend|next weekend|the weekend|next week|this week|last week|next month|this month|last month)\b"
    r"|(?P<ko>(?:이번|다음|지난|저번)\s?주말|주말|(?:이번|다음|담|지난|저번)\s?주(?![가-힣일]|\s?[월화수목금토일]요?)|(?:이번|다음|담|지난|저번)\s?달)"
    r"|(?P<ja>(?:今|来|先)週末|週末|(?:今|来|先)週(?!の?[月火水木金土日]曜|末)|(?:今|来|先)月)"
)
_MONTHS = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_ABSOLUTE = re.compile(
    r"(?P<iso>\b\d{4}-\d{1,2}-\d{1,2}\b)"
    r"|(?:(?P<y1>\d{4})\s?[년年]\s?)?(?P<m1>\d{1,2})\s?[월月]\s?(?P<d1>\d{1,2})\s?[일日]"
    rf"|\b(?P<mon2>{_MONTH})\.?\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b|\b(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<mon3>{_MONTH})\b"
    r"|(?<![\d/.])(?P<m4>\d{1,2})/(?P<d4>\d{1,2})(?![\d/])"
)


def dates(text: str, today: date) -> Iterator[Found]:
    """Days as ISO strings, longer spans as ``{"from", "to"}``."""
    for match in _ABSOLUTE.finditer(text):
        day = _absolute(match, today)
        if day:
            yield _found(match, day)
    for match in _AFTER.finditer(text):
        day = _after(match, today)
        if day:
            yield _found(match, day)
    for pattern in (_WEEKDAY_EN, _WEEKDAY_KO, _WEEKDAY_JA):
        for match in pattern.finditer(text):
            yield _found(match, _weekday(match, today))
    for match in _SPANS.finditer(text):
        yield _found(match, _span(match, today))
    for match in _RELATIVE.finditer(text):
        yield _found(match, today + timedelta(days=_DAYS[match.group()]))


def _found(match: re.Match[str], value: date | tuple[date, date]) -> Found:
    json: Any = (
        value.isoformat() if isinstance(value, date) else {"from": value[0].isoformat(), "to": value[1].isoformat()}
    )
    return Found("date", json, match.start(), match.end())


def _absolute(match: re.Match[str], today: date) -> date | None:
    try:
        if match["iso"]:
            year, month, day = (int(x) for x in match["iso"].split("-"))
            return date(year, month, day)
        if match["m1"]:
            month, day, given = int(match["m1"]), int(match["d1"]), match["y1"]
        elif match["m4"]:
            month, day, given = int(match["m4"]), int(match["d4"]), None
        else:
            name = (match["mon2"] or match["mon3"])[:3]
            month, day, given = _MONTHS[name], int(match["d2"] or match["d3"]), None
        year = int(given) if given else today.year
        found = date(year, month, day)
        # A month long gone by means next year's, a recent one was meant as past (an order's date).
        return found.replace(year=year + 1) if not given and (today - found).days > 180 else found
    except ValueError:
        return None


def _after(match: re.Match[str], today: date) -> date | None:
    groups = match.groupdict()
    for i in "1234":
        if groups.get(f"n{i}"):
            word, unit = groups[f"n{i}"], groups.get(f"u{i}") or ""
            back = bool(groups.get("ago")) if i == "4" else groups.get(f"d{i}") in ("전", "前")
            special = {"a": 1, "an": 1, "하루": 1, "이틀": 2, "사흘": 3, "일주": 7, "이주": 14, "数": 3}
            number = special.get(word) or whole_number(word)
            if not number or (i == "2" and not unit and word not in special):
                return None
            if unit.startswith(("week", "주", "週")):
                number *= 7
            elif unit.startswith(("month", "달", "개월", "か月", "ヶ月", "カ月")):
                number *= 30
            return today + timedelta(days=-number if back else number)
    return None


def _weekday(match: re.Match[str], today: date) -> date:
    groups = match.groupdict()
    name = groups["day"] or groups.get("day2") or ""
    number = _WEEKDAYS.get(name.rstrip("s") if name.endswith("days") else name, 0)
    which = groups["which"] or groups.get("which2") or ""
    if which in _WEEK:
        monday = today - timedelta(days=today.weekday())
        found = monday + timedelta(days=7 * _WEEK[which] + number)
        if which in ("this", "last") and match.re is _WEEKDAY_EN:
            ahead = (number - today.weekday()) % 7
            found = today + timedelta(days=ahead if which == "this" else (ahead or 7) - 7)
        return found
    return today + timedelta(days=(number - today.weekday()) % 7)


def _span(match: re.Match[str], today: date) -> tuple[date, date]:
    words = match.group()
    back = any(w in words for w in ("last", "지난", "저번", "先"))
    ahead = any(w in words for w in ("next", "다음", "담", "来"))
    shift = -1 if back else 1 if ahead else 0
    if any(w in words for w in ("month", "달", "月")):
        month = today.month - 1 + shift
        first = date(today.year + month // 12, month % 12 + 1, 1)
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return first, following - timedelta(days=1)
    monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * shift)
    if any(w in words for w in ("weekend", "주말", "週末")):
        return monday + timedelta(days=5), monday + timedelta(days=6)
    return monday, monday + timedelta(days=6)
