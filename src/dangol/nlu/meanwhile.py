# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""What is said in a checkout beside the answer to its question: that nothing is to be ordered yet, an address or a way of delivery that
was not asked for, or the cheapest of them, how it is paid, and, after it was left, that it shall go on."""

from __future__ import annotations

import re

from dangol.nlu import moods
from dangol.nlu.addresses import bare_address, whole_address
from dangol.nlu.commands import Cancel, Command, Correct, Fill, Repeat, Start
from dangol.nlu.normalise import normalise
from dangol.nlu.pieces import LOOKING, Piece, Reader

_NOT_YET = re.compile(
    r"\b(?:don'?t|dont|do not|not|rather not)(?: really)? (?:want to |wanna |going to |gonna |ready to )?(?:pay|order|buy|check ?out|place|commit|finish)\b.{0,24}\b(?:yet|now|today|tonight)\b"
    r"|\bnot ready (?:to|yet)\b|^(?:wait,? |hold on,? |hang on,? )?not (?:just )?yet[\s.!]*$"
    r"|\b(?:i'?ll|i will|let me|i'?d rather)\b.{0,16}\b(?:pay|order|buy|check ?out|finish|decide|do (?:it|this)|come back)\b.{0,12}\b(?:later|tomorrow|another time|another day)\b"
    r"|\b(?:hold off|hold my order|i'?ll think about it|let me think)\b"
    r"|(?:아직|지금은?|오늘은?)\s?(?:은\s?)?(?:결제|주문|구매|계산|구입|돈\s?내|돈|사)\S{0,3}\s?(?:내기|하기|하고|하지)?\s?\S{0,3}\s?(?:싫|않|안\s|말아|마세요|마요|전이)|나중에\s?(?:결제|주문|구매|구입|계산|살게|살래|할게|할래|하겠|다시)|(?:결제|주문|구매)\S{0,2}\s(?:나중에|다음에|아직)|(?:좀|조금)\s?더\s?(?:생각|고민)|보류"
    r"|(?:まだ|今は|いまは|今日は)\S{0,6}?(?:払|支払|注文|買|購入|確定|決済)\S{0,3}?(?:ない|ません|なく)|(?:あと|後|今度|次回|また)(?:で|に)?(?:払|支払|注文|買|購入|決済|決め|考え)|(?:支払い|注文|購入|決済)(?:は|を)?(?:まだ|あとで|後で|後日|今度)|(?:もう少し|ちょっと|少し)考え|(?:いったん|一旦)(?:保留|ストップ|止め|やめ)"
)
# Ways of delivery as they are called everywhere; what the shop calls its own, its table of them knows.
_PICKED_UP = re.compile(
    r"\b(?:pick(?:ing)? (?:it |them |this |everything )?up|collect(?: it| them)?|click (?:and|&) collect|pick-?up)\b"
    r"|픽업|(?:매장|가게|직접)\S{0,3}\s?(?:수령|찾|받으러|가지러|방문)|店(?:頭|舗)?\S{0,2}(?:受け?取|取りに)|(?:受け?取り|受取)\S{0,4}店(?:頭|舗)?|取りに(?:行|伺)"
)
_WAY = re.compile(
    r"\b(?:standard|express|next[- ]day|same[- ]day|chilled|frozen|normal|regular|economy|priority|(?:fast|slow|cheap)(?:er|est)) (?:delivery|shipping|post|parcel|option)\b"
    r"|(?:일반|기본|냉장|냉동|빠른|당일|새벽|익일|퀵|특급)\s?(?:배송|택배)|[一-龥ァ-ヶー]{1,5}便|(?:宅配|翌日|当日|通常)(?:配送|お届け)?(?=[でにへ])"
)
_BY_RANK = {
    "cheapest": re.compile(
        r"\b(?:cheapest|lowest|least expensive)\b|\bas cheap(?:ly)? as\b|최저가|(?:제일|가장|젤)\s?(?:싼|싸|저렴)|(?:싼|저렴한)\s?(?:배송|택배)|(?:一番|いちばん|最も)\s?安[いく]|最安|安い(?:配送|便|送料)"
    ),
    "fastest": re.compile(
        r"\b(?:fastest|quickest|soonest)\b|\bas (?:fast|quick(?:ly)?|soon) as possible\b|최대한\s?빨리|最短|(?:제일|가장|젤)\s?(?:빠른|빠르|빨리|빨라)|(?:一番|いちばん|最も)\s?(?:早|速)[いく]|最速"
    ),
}
# Of the ways on the table even that much says which: 安い方で, 싼 걸로, *the faster one*.
_BY_RANK_OF_THEM = {
    "cheapest": re.compile(r"\bcheap(?:er)?\b|\bless expensive\b|(?<![가-힣])(?:더\s?)?(?:싼|저렴한)\s?(?:거|것|걸|쪽|방법)|安い(?:方|ほう|やつ|の)"),
    "fastest": re.compile(r"\b(?:faster|quicker|sooner)\b|(?<![가-힣])(?:더\s?)?빠른\s?(?:거|것|걸|쪽|방법)|(?:早|速)い(?:方|ほう|やつ|の)"),
}  # fmt: skip
_DELIVERED = re.compile(r"\b(?:deliver\w*|shipping|post\w*|courier)\b|배송|택배|配送|送料|便|お?届け")
_PAYS_HOW = re.compile(
    r"\bhow\b.{0,16}\bpay\b|\b(?:ways?|methods?|options?) (?:to pay|of payment)|\bpay(?:ment)? (?:methods?|options?)\b|\bwhat (?:cards?|payments?)\b"
    r"|결제\S{0,3}\s?(?:어떻게|어케|어떤|방법|수단|뭐로|뭘로)|(?:어떻게|뭐로|뭘로)\s?(?:결제|계산|지불)"
    r"|(?:支払|払|決済|お会計)\S{0,5}(?:どう|方法|何で|なにで|どんな)|どう(?:やって)?(?:払|支払)|何で払"
)
_CHOOSES = re.compile(
    r"(?:で|に|へ)(?:$|[。.!、,~\s]|して|します|する|お願い|おねがい|変え|変更)|ください|お願い|がいい|を?選|(?:으로|로)(?:$|[\s.!~요]|할|해|바꿔|변경|받|보내|부탁)|게요|께요|을게|할게|을래|할래|받고|갈게|주세요"
    r"|(?:行き|行く|伺い|取り)(?:ます|たい)|\b(?:please|pls|instead|i'?ll|i'?d|make it|switch|change|take|use|go with|rather|want|by|via)\b"
)
_ASKED_OF = re.compile(r"いくら|何日|何円|どれ|얼마|며칠|언제|\b(?:how|what|when|which|does|is|can)\b")
_COLLECTED = "pickup"
_SEEN = frozenset({"delivery", "confirm", "edit"})  # where the way of delivery is asked for, or stands to be confirmed


def meanwhile(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """What ``piece`` says in a checkout under way that is no answer to what was asked; nothing where it asks, or says nothing of the kind."""
    context = reader.context
    if context.flow != "checkout":
        left = not context.flow and context.cart and context.last_intent not in LOOKING
        return (
            (Start(intent="checkout", confidence=0.85, words=piece.words),)
            if left and moods.goes_on(piece.words)
            else ()
        )
    said = normalise(piece.words).text
    if piece.best == "checkout" and _PAYS_HOW.search(said):
        return (Start(intent="payment_question", confidence=0.85, words=piece.words),)
    ranked = _ranked(said, context.asked)
    if "?" in piece.words or moods.asks(piece.words):
        # *Which is the cheapest?* of the ways on the table, which have their prices on them.
        of_them = ranked and context.asked == "delivery" and not piece.names
        return (Repeat(confidence=0.8, words=piece.words),) if of_them else ()
    if ranked and not piece.names and (context.asked in _SEEN or _DELIVERED.search(said)):
        return (Correct(slot="way", value=ranked, confidence=0.85, words=piece.words),)
    if _NOT_YET.search(said):
        return (Cancel(confidence=0.85, words=piece.words),)
    if context.asked_kind != "address" and whole_address(said):
        return _addressed(piece)
    way = None if piece.names or context.asked == "delivery" else _way(said)
    return (Correct(slot="way", value=way, confidence=0.85, words=piece.words),) if way else ()


def _ranked(said: str, asked: str | None) -> str | None:
    """``cheapest`` or ``fastest``, where a message says that of a way of delivery."""
    tables = (_BY_RANK, _BY_RANK_OF_THEM) if asked == "delivery" else (_BY_RANK,)
    return next((rank for table in tables for rank, says in table.items() if says.search(said)), None)


def _addressed(piece: Piece) -> tuple[Command, ...]:
    """An address, and what stands beside it to reach somebody by, each in its place."""
    reach = [e for e in piece.entities if e.kind in ("email", "phone") and e.start >= 0 and not e.negated]
    rest = piece.words
    for entity in sorted(reach, key=lambda e: -e.start):
        rest = f"{rest[: entity.start]} {rest[entity.end :]}"
    where = bare_address(rest)
    told = (Fill(slot=e.kind, value=e.value, confidence=0.9, words=e.text) for e in reach)
    return (Fill(slot="address", value=where, confidence=0.9, words=piece.words), *told)


def _way(said: str) -> str:
    """The way of delivery that is chosen in a message: ``pickup``, or the words that name it; empty where none is, or is only spoken of."""
    found = _PICKED_UP.search(said) or _WAY.search(said)
    if found is None or _ASKED_OF.search(said):
        return ""
    if not _CHOOSES.search(said) and len(said) > len(found.group()) + 2:
        return ""
    return _COLLECTED if _PICKED_UP.search(said) else said
