# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""What was given in a checkout, and is to be another: *wait, the email is wrong, it's ann@example.com*, 주소를 센텀남대로 35로 바꿔 주세요.

Read before anything else: who says *yes* next must not have ordered to an address that was taken back.
"""

from __future__ import annotations

import re

from dangol.nlu import answers, moods
from dangol.nlu.commands import Command, Correct, Deny, Fill
from dangol.nlu.normalise import normalise
from dangol.nlu.pieces import Piece, Reader

_CHANGES = re.compile(
    r"\b(?:wrong|chang\w+|instead|different|updat\w+|correct\w*|actually|should(?:'ve)? (?:be|have been)|make (?:it|that)|typo|mistyped|not right|mistake)\b|\bsorry,? (?:it'?s|its|i meant?)\b"
    r"|바꿔|바꾸|바꿀|변경|수정|고쳐|틀렸|틀린|틀려|잘못|아니라|아니고|말고|(?:으로|로)\s?(?:해|할)"
    r"|変え|かえて|変更|直し|訂正|修正|間違|まちが|違い|違う|違って|ちが|やっぱ|にして|にします|じゃなく|ではなく|でした|だった|(?:이었|였)(?:어|습|는데)"
)
_MAIL = re.compile(r"\be-?mails?\b|\bmail\b|메일|メール|メアド")
_PHONE = re.compile(
    r"\b(?:phone|mobile|cell|tel|number)\b|전화|휴대폰|핸드폰|연락처|번호|電話|携帯|(?<!部屋)(?<!部屋の)番号"
)
_CALLS = re.compile(
    r"\bcall (?:me|us)\b|\bring me\b|전화\s?(?:좀\s?)?(?:줘|주세요|주실|주시|해\s?줘|해\s?주)|(?:お?電話)(?:を)?(?:して|ください|下さい|もらえ|いただけ|ほしい)"
)
_NAME = re.compile(r"\b(?:my|the|full|last|first) name\b|이름|성함|名前|氏名|お名前")
_ADDRESS = re.compile(
    r"\baddress\b|주소|배송지|받는\s?곳|수령지|住所|(?:届け|送り|配送)先|部屋番号|部屋の番号|号室|番地|번지|\b(?:house|street|flat) number\b|\bapt\b|\bapartment number\b|호수"
)
_WAY = re.compile(
    r"\b(?:delivery|shipping|postage) (?:method|option|type|way)\b|\bhow it'?s (?:delivered|shipped|sent)\b|배송\s?(?:방법|방식|옵션|수단)|받는\s?방법|(?:配送|配達|受け?取り?|お?届け)の?方法|送り方|届け方"
)
# What stands around an address that is told in a sentence.
_LEAD = {
    "en": re.compile(r"^.*\b(?:to|be|is|it'?s|into)\b:?\s+(?=(?:(?!\b(?:to|be|is|into)\b).)*\d)", re.I | re.S),
    "ko": re.compile(
        r"^.*?(?:배송지|주소지?|받는\s?곳|수령지)(?:를|을|는|은|가|도)?\s*(?:(?:좀|다시|잘못\s?\S+|틀렸\S*|틀려\S*|바꿔\S*(?:\s?주세요)?|변경\S*)[\s,.!]+)*",
        re.S,
    ),
    "ja": re.compile(
        r"^.*?(?:住所|(?:お?届け|送り|配送)先|番地)(?:を|は|が|も|の)?\s*(?:(?:まちが|間違|違|ちが|変)[^\d\s。.、,]{0,12}[。.、,\s]+)?|^.*?(?=部屋の?番号)",
        re.S,
    ),
}
_TAIL = {
    "en": re.compile(
        r"(?:(?:^|[\s,.!]++)(?:on|for|in) (?:the|my) (?:address|order|parcel)\b)?(?:(?:^|[\s,.!]++)(?:please|pls|instead|thanks|thank you|actually)\b)*[\s,.!]*+$",
        re.I,
    ),
    "ko": re.compile(
        r"\s?(?:으로|로)?\s?(?:좀\s?)?(?:바꿔|바꾸|바꿀|변경|수정|고쳐|해\s?주|해줘|할게|할래|보내|부탁).*$|(?:이에요|예요|입니다|이?야|(?:으?로|이)?요)[\s.!~]*$",
        re.S,
    ),
    "ja": re.compile(
        r"(?:に|へ|で)?(?:して|します|変え|変更|かえ|直し|訂正|お願い|おねがい|送っ|届け).*$|(?:です|でした|だった|だよ|だ)(?:わ|ね|よ)?[。.!\s]*$",
        re.S,
    ),
}


def amended(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """The corrections of a checkout under way that ``piece`` makes; nothing where it makes none, or asks."""
    context = reader.context
    said = normalise(piece.words).text
    if context.flow != "checkout" or "?" in piece.words or moods.asks(piece.words) or not _CHANGES.search(said):
        return ()
    named = {"email": _MAIL.search(said), "phone": _PHONE.search(said) and not _CALLS.search(said)}
    given = {e.kind: e for e in piece.entities if e.kind in named and not e.negated and e.kind != context.asked_kind}
    given = {kind: entity for kind, entity in given.items() if named[kind]}
    if given:
        return answers.corrections(tuple(given.values()), piece.words)
    if _ADDRESS.search(said) and context.asked_kind != "address" and not (named["email"] and _MAIL.search(said)):
        where = _where(piece.words, reader.lang)
        if where:
            return (Correct(slot="address", value=where, confidence=0.9, words=piece.words),)
        return _anew(reader, "address", piece.words)
    if _WAY.search(said):
        return _anew(reader, "delivery", piece.words)
    contact = named["email"] or named["phone"] or _NAME.search(said)
    return _anew(reader, "contact", piece.words) if contact else ()


def _where(words: str, lang: str) -> str:
    """The address itself; empty where none is told."""
    found = _LEAD.get(lang, _LEAD["en"]).sub("", words, count=1)
    found = _TAIL.get(lang, _TAIL["en"]).sub("", found, count=1).strip(" .,!~。、")
    return found if re.search(r"\d", found) else ""


def _anew(reader: Reader, part: str, words: str) -> tuple[Command, ...]:
    """To be asked for once more, where the summary stands to be confirmed."""
    asked = reader.context.asked
    edit = Fill(slot="edit", value=part, confidence=0.85, words=words)
    if asked == "confirm":
        return (Deny(confidence=0.85, words=words), edit)
    return (edit,) if asked == "edit" else ()
