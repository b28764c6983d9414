# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""A coupon put on or taken off: 쿠폰 빼줘, *no coupon after all, remove it*, クーポンなしでいいや, and a code among other words.

A code looks like nothing else where Korean or Japanese is written, and like any word where English is: there it is told by what stands
beside it, by its signs, or by a coupon having been spoken of a moment ago. Whether there is such a code, the shop knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from dangol.nlu import answers, moods
from dangol.nlu.commands import Command, Start
from dangol.nlu.normalise import normalise
from dangol.nlu.pieces import CONTROLS, COURTESIES, Piece, Reader
from dangol.nlu.segments import says_something, unlinked

_COUPON = re.compile(
    r"\b(?:coupons?|vouchers?|promo(?:tion)? ?codes?|discount codes?)\b|쿠폰|(?:할인|프로모션)\s?코드|クーポン|(?:割引|プロモ(?:ーション)?)コード"
)
# *Take the coupon off*; but *take it off the total* asks for what it gives.
_OFF = re.compile(
    r"\b(?:take|leave|get|go)\b(?:(?!\boff (?:the|my) (?:total|price|order|bill)\b).)*\b(?:off|out|without)\b"
    r"|\b(?:remove|delete|cancel|drop|undo|unapply)\b|\b(?:don'?t|do not|not) (?:want to |wanna |need to )?(?:use|apply|want|need)\b|\bwithout\b"
    r"|\b(?:forget|skip|never ?mind|scrap|no)(?: about)? (?:the |that |my |any )?(?:coupon|voucher|code|promo)\b"
    r"|빼|취소|해제|삭제|제거|지워|안\s?(?:쓸|써|쓰)|쓰지\s?않|적용하지|없이|(?:쿠폰|코드)(?:은|는|이|가)?\s?(?:말고|됐|필요\s?없|괜찮)"
    r"|外し|外す|はずし|はずす|取り消|取消|取り除|削除|消して|キャンセル|やめ|使わない|使いません|使わず|なしで|(?:クーポン|コード)(?:は|も|やっぱり?)?(?:無し|なし(?!で?すか)|いらない|要らない|いりません|結構|不要)"
)
_CODE = re.compile(r"(?<![A-Za-z0-9_@.+-])[A-Za-z][A-Za-z0-9_-]{3,23}(?![A-Za-z0-9_@-]|\.[A-Za-z0-9])")
_MAIL = re.compile(r"\S+@\S+")
# What is said around a code that is only named, beside the words that hold any message together.
_AROUND = re.compile(
    r"\b(?:what|how|about|and|then|try|use|apply|enter|maybe|have|got|there'?s|i'?ve|somewhere|instead|again|now|do|does|did|is|will|would|work|works|valid|count|counts|code|codes|coupon|voucher|go|with)\b"
    r"|다시|그럼|그러면|아니다|아니|혹시|적용|사용|되나요?|돼요|될까요|쓸래요?|쓸게요?|쓸께요?|써\s?(?:줘|주세요|볼게요?)|쓰고\s?싶어요?|쓸\s?수\s?있\S*|해\s?(?:줘|주세요)|있(?:어요|는데요?|음)|코드|쿠폰|로요?"
    r"|使(?:う|って|いたい|います|える|えます|えません|えない)?|試し(?:て|たい)?|適用|入れ(?:て|たい)?|(?:ある|あった)(?:はず|けど|んだ|の)?|あります|やっぱり?|もう一?度?|じゃ|コード|クーポン|(?:ます|です)?か|って|みて|に|と|する|して|した"
)
_RESTS_ON = frozenset({"use_coupon", "promotions"})
_LEFT_OUT = frozenset({"use_coupon", "promotions", "remove_from_cart", "clear_cart", "find_products"})
_CLAUSE = re.compile(
    r"[,.!;。、]+|(?<=[어요네줘해])\s+(?=그냥|이제|바로|그리고|얼른)|(?<=でいい)[やよ]?|(?<=빼고|없이|말고)\s+|(?<=[ねやよ])\s"
)
_NUMBER = re.compile(r"[A-Za-z]{1,3}-?\d{4,}[\dA-Za-z-]*")  # an order's
_TOLD = answers.FREE_TEXT - {"name", "person_name", "address"}  # whatever is written is taken as it stands
_LITTLE = 3
_SURE = 0.8


def takes_off(text: str) -> bool:
    """Whether a folded message that is about a coupon wants it off the cart: *leave the code out*, 안 쓸래요, なしで."""
    return bool(_OFF.search(text))


def of_a_coupon(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """What ``piece`` wants of a coupon, surely: one taken off, with what else is asked in the same breath, or a code named alone."""
    context = reader.context
    if context.asked_kind in _TOLD:
        return ()
    text = normalise(piece.words).text
    if _COUPON.search(text):
        if not takes_off(text) or moods.asks(piece.words) or _signed(piece.words) or piece.names:
            return ()
        off = Start(intent="use_coupon", slots={"off": True}, confidence=0.9, words=piece.words)
        return (off, *_beside(reader, text))
    if context.asked_kind == "coupon" or (context.last_intent not in _RESTS_ON and context.flow not in _RESTS_ON):
        return ()  # what was asked for is read as the answer
    for part in _CLAUSE.split(piece.words):
        code = _named_alone(reader, reader.piece(part.strip()))
        if code:
            put = Start(intent="use_coupon", slots={"coupon": code}, confidence=0.8, words=part.strip())
            return (put, *_beside(reader, text.replace(normalise(part).text.strip(), " ")))
    return ()


def _named_alone(reader: Reader, piece: Piece) -> str:
    """The code a part of a message only names: *and HELLO5 then*, HELLO5で, 그럼 hello5로 해줘."""
    code = code_in(reader.lang, piece.words, reader.lexicon.knows)
    if not code or piece.names or any(e.kind in ("email", "order_number", "quantity") for e in piece.entities):
        return ""
    at = piece.words.find(code)
    left = normalise(piece.words[:at] + " " + piece.words[at + len(code) :]).text
    rest = answers.residue(_AROUND.sub(" ", left))
    sure = _SURE if _signed(piece.words) else reader.thresholds.act
    alone = not rest and _signed(piece.words)
    return code.upper() if alone or (piece.reading.confidence < sure and len(rest) < _LITTLE) else ""


def _signed(words: str) -> list[str]:
    """The words that only a code is written as: with a figure, or in capitals among small letters."""
    found = [m.group() for m in _CODE.finditer(_MAIL.sub(" ", words))]
    shouted = words.isascii() and words.isupper()
    return [
        word
        for word in found
        if not _NUMBER.fullmatch(word) and (any(c.isdigit() for c in word) or (word.isupper() and not shouted))
    ]


def code_in(lang: str, words: str, knows: Callable[[str], bool] = lambda _: False) -> str:
    """The one word of a message that may be a code, as it is written; empty where there is none, or several. ``knows`` tells the words
    of the catalogue."""
    signed = _signed(words)
    if signed:
        return signed[0] if len(signed) == 1 else ""
    found = [m.group() for m in _CODE.finditer(_MAIL.sub(" ", words))]
    likely = [w for w in found if answers.exact(w) is None and not _NUMBER.fullmatch(w) and not knows(w.casefold())]
    if lang == "en":
        likely = [w for w in likely if not _AROUND.fullmatch(w.casefold()) and answers.residue(w.casefold())]
    return likely[0] if len(likely) == 1 and (lang == "en" or len(found) == 1) else ""


def _beside(reader: Reader, text: str) -> tuple[Command, ...]:
    """What is asked beside a coupon that is taken off: 쿠폰 필요없어 그냥 계산할게. *Remove it* behind it is the coupon still."""
    for part in _CLAUSE.split(text):
        said = unlinked(part.strip())
        if len(said) < 2 or _COUPON.search(said) or not says_something(said, reader.lang):
            continue
        other = reader.piece(said)
        left_out = {*CONTROLS, *COURTESIES, *_LEFT_OUT}
        if other.best and other.best not in left_out and other.reading.confidence >= reader.thresholds.act:
            return (reader.command(other, other.reading.intents[0]),)
    return ()
