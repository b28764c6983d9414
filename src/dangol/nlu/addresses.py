# ruff: noqa: E501  (patterns read best on one line)
"""Where a message holds a whole address, and what stands around it."""

from __future__ import annotations

import re

from dangol.nlu.language import is_english

# A whole address, in the order people of that country write one.
_WHOLE = (
    re.compile(r"[都道府県].{0,12}?[市区町村郡].*\d"),
    re.compile(
        r"(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충청|충북|충남|전라|전북|전남|경상|경북|경남|제주)\S*\s.*[가-힣](?:로|길|동|읍|면|리|가)\s?\d"
    ),
    re.compile(
        r"\b\d{1,5}[a-z]?,? (?:[\w.'-]+ ){1,4}(?:st|street|rd|road|ave?|avenue|ln|lane|dr|drive|blvd|boulevard|ct|court|way|place|pl|sq|square|terrace|row|close|parkway|hwy|highway)\b.{6,}"
    ),
)
_POSTCODE_FIRST = re.compile(r"^(?:〒\s?)?(?:\(?\d{3}-?\d{4}\)?|\(?\d{5}\)?)[\s,]+(?=[^\d\s])")
_NAME_OF_A_REGION = 4  # letters before what tells an address: 神奈川 of 神奈川県
_SAID = re.compile(r"(?:요|까|니다|줘|하나|두|です|ます|ください|下さい|か)[\s.。!?？]*$|[?？]")
_BEFORE = re.compile(
    r"^.{0,12}?(?:(?:お?届け先|送り先|住所)(?:は|:)?|받는\s?곳(?:은|:)?|배송지(?:는|:)?|주소(?:는|:)?|\baddress(?: is|:)?|\b(?:ship|send|deliver)(?: it)? to)\s*",
    re.I,
)
_AFTER = re.compile(
    r"(?:です|に(?:お願いします|送って(?:ください)?)?|이?에요|예요|입니다|(?:으?로)?\s?보내\s?주세요|(?:이|으로)?요)?[\s.。!,、]*$"
)


def whole_address(text: str) -> bool:
    """Whether a folded message holds a whole address, whose figures count nothing and are no order's."""
    return any(pattern.search(text) for pattern in _WHOLE)


def bare_address(text: str) -> str:
    """``text`` without what is said around the address in it: *ship it to …*, …に送ってください, … 보내 주세요."""
    return _AFTER.sub("", _BEFORE.sub("", " ".join(text.split()))).strip(" ,、")


def only_address(text: str) -> bool:
    """Whether a folded message is an address and nothing else: its figures count nothing, and it orders nothing."""
    rest = _POSTCODE_FIRST.sub("", text.strip())
    found = next((match for pattern in _WHOLE if (match := pattern.search(rest))), None)
    if found is None or _SAID.search(rest):
        return False
    before = rest[: found.start()]
    return len(before) <= _NAME_OF_A_REGION and not any(is_english(word) for word in re.findall(r"[a-z']+", rest))
