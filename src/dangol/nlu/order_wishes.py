# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""How an order is to be packed, delivered and billed: a card with it, no prices in the parcel, at the door, in the evening, the receipt made
out to a firm. Such a wish changes nothing in the cart and is no question: it is for whoever packs the order."""

from __future__ import annotations

import re

from dangol.nlu import moods
from dangol.nlu.answers import spans
from dangol.nlu.commands import Command, Start
from dangol.nlu.normalise import normalise, plain
from dangol.nlu.pieces import Piece, Reader
from dangol.nlu.wrapping import asks_to_wrap

_CARD = (
    r"\b(?:card|note) (?:saying|that says|which says|reading|with (?:the words|a message))\b|\b(?:add|include|put|write|enclose|attach)\b.{0,16}\b(?:(?:gift|greeting|birthday) )?(?:message|note|letter)\b|\b(?:greeting|message|birthday) card\b|\b(?:write|include|enclose|attach|slip in) (?:her |him |them )?an? (?:\w+ )?card\b"
    r"|메시지\s?카드|카드에\s?.{0,30}(?:써|적어)|(?:손\s?)?(?:편지|쪽지)\S{0,3}\s?(?:넣|써|적|동봉)"
    r"|メッセージ(?:カード)?(?:を|も|に|で|付|つ|お願|希望|$)|(?:カード|手紙|一筆箋)\S{0,2}(?:添え|つけ|付け|入れ)|(?:カード|手紙|一筆箋)に[^。]{1,40}と?(?:書い|入れ|添え|記入)|のし(?:紙)?(?:を|も|は|に|の|つけ|付け|お願)|熨斗"
)
_NO_PRICE = (
    r"\b(?:no|without(?: any)?|don'?t (?:include|put|enclose|show|add)|leave out|hide)\b.{0,16}\b(?:prices?|price tags?|receipts?|invoices?|bills?|packing slips?)\b.{0,24}\b(?:in|inside|on|with|please|pls|box|parcel|package)\b"
    r"|^(?:and |but |oh )?(?:without|no) (?:the |any )?(?:prices?|price tags?|receipts?)(?: obv\w*| of course| please| pls| inside)?$"
    r"|(?:가격표?|영수증|금액|명세서)\S{0,3}\s?(?:좀\s?)?(?:빼|안\s?(?:보이|들어|넣)|넣지|없이|떼|가려)"
    r"|(?:値段|金額|価格|納品書|明細書?|領収書)\S{0,14}?(?:入れない|わからない(?:よう|で)|分からない(?:よう|で)|見えない|抜い|なしで|入れず|同封しない)"
)
_LEFT = (
    r"\bleave (?:it|them|everything|my \w+|the (?:parcel|package|box|order|delivery))\b.{0,40}\b(?:door\w*|porch|neighbou?rs?|reception|concierge|outside|lockers?|lobby|garage|desk|safe place|behind|gate|doorman|porter|janitor|caretaker)\b|\b(?:don'?t|do not) ring\b|\bcall (?:me )?before (?:you )?(?:deliver|com)\w*"
    r"|(?:문\s?앞|현관|경비실|관리실|택배함|무인\s?(?:택배)?함|옆집|우편함)\S{0,3}\s?.{0,8}(?:놔|놓|두고|둬|맡겨|넣어)|벨\S{0,2}\s?누르지|초인종\S{0,2}\s?(?:누르지|울리지)|(?:배송|배달)\s?전에?\s?(?:연락|전화)|부재\s?(?:시|중)"
    r"|置き配|宅配ボックス\S{0,6}(?:入れ|お願|希望)|(?:玄関|ドア|扉|管理人|受付|フロント|お?隣)\S{0,8}(?:置い|置き|預け)|(?:チャイム|インターホン|呼び鈴)\S{0,6}(?:鳴らさ|押さ)"
)
_WHEN = (
    r"\b(?:deliver|bring|have it (?:come|arrive)|want it (?:delivered|to come))\b.{0,24}\b(?:morning|afternoon|evening|weekend|after \d|before \d|between \d)"
    r"|(?:오전|오후|저녁|밤|주말|\d시)\S{0,4}\s?.{0,6}(?:배송|배달|받|보내|와)\S{0,3}\s?(?:주세요|싶|부탁|줘|좋)"
    r"|(?:配達|配送|お?届け|受け取り|受取)\S{0,5}(?:午前|午後|夜|夕方|週末|土日|\d+時)\S{0,8}(?:がいい|希望|お願|にして|でお)|(?:午前中?|午後|夜|夕方|週末|土日|\d+時\S{0,4}?)(?:に|の|指定で)?(?:配達|配送|届け|受け取り)\S{0,6}(?:して|たい|お願|希望|ほしい|欲しい)"
)
# How whoever delivers comes in.
_LET_IN = (
    r"\b(?:door|gate|entrance|entry|lobby|building|buzzer|keypad)(?:'s)? ?code\b.{0,12}\d{3}"
    r"|(?:공동\s?현관|현관|출입문|정문)\s?(?:비밀\s?번호|비번|번호)?[^\d?]{0,5}\d{3}"
    r"|(?:オートロック|エントランス|玄関|集合玄関)(?:の)?(?:暗証番号|番号|解除番号)?[^\d?]{0,3}\d{3}"
)
# A day on which it is to come, and no question whether it can.
_ON_A_DAY = re.compile(
    r"\b(?:need|want|like|have|get|send|deliver) (?:it|them|this|these|everything)(?: to (?:come|arrive|be (?:delivered|there)))?(?: delivered)? on (?:the )?\d{1,2}(?:st|nd|rd|th)\b"
    r"|(?<![\d.])\d{1,2}일(?:에|날|날에|로)?\s?(?:꼭\s?)?(?:받|도착|배송|배달|왔)\S{0,4}\s?(?:해요|합니다|해야|싶\S+|주세요|줘요?|부탁\S*|좋겠\S+)"
    r"|(?<!\d)\d{1,2}日(?:に|で|を)?(?:届|着|到着|配達|配送|指定|お届け)[^。?]{0,8}(?:たい|ほしい|欲しい|お願い|希望|ください)"
)
_BILLED = (
    r"\b(?:invoice|receipt|bill)\b.{0,24}\b(?:made out|in the name of|to the name|with (?:my|our|the) (?:company|firm|business|name)|addressed to)\b"
    r"|(?:영수증|세금\s?계산서|현금\s?영수증)\S{0,3}\s?.{1,24}(?:으로|로|앞으로)\s?(?:해\s?(?:주|줘)|발행|부탁|끊)"
    r"|(?:領収書|請求書|宛名|宛て名)\S{0,30}?.{0,12}(?:でお願|にして|で(?:発行|作成|出して)|宛て?で)"
)
_WHETHER = re.compile(r"\bdo(?:es)? (?:you|u|it|they)\b|\bright\W*$|(?:죠|지요)\W*$|よね\W*$")
_UNPRICED = re.compile(_NO_PRICE)
_MADE_OUT = re.compile(_BILLED)
_WISH = re.compile("|".join((_CARD, _NO_PRICE, _LEFT, _LET_IN, _WHEN, _BILLED, _ON_A_DAY.pattern)))
# Of what a person has already been asked to see to, or what is told of an order that came.
_CAME = re.compile(
    r"\b(?:was|were|wasn'?t|got|came|arrived|received|already|said|says|supposed)\b|왔|받았|적혀|했는데|시켰|届い(?:た|て)|でした|ました(?!ら)|入って(?:い?た|なか)|なかった"
)
_SETTLED_ELSEWHERE = frozenset({"order_help", "refund_status", "not_yet", "hand_over", "complaint"})
_TOLD = frozenset({"text", "question", "message", "note", "reason"})  # whatever is written is taken as it stands
_ORDERED = frozenset({"track_order", "change_order"})
_LEAST = 6


def is_wish(words: str) -> bool:
    """Whether a message wants an order packed, delivered or billed in a certain way, rather than asks whether it can be."""
    said = plain(words)
    if moods.asks(words) or "?" in said or _WHETHER.search(said) or _CAME.search(said):
        return False
    return bool(_WISH.search(said)) or asks_to_wrap(said)


def hides_prices(words: str) -> bool:
    """Whether a wish is that whoever gets the parcel reads no prices: what the shop answers about prices is no answer to it."""
    return bool(_UNPRICED.search(plain(words)))


def wished(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """The shop's answer about what is wished for an order, for the one that is under way; and first what is wanted to be in it."""
    context = reader.context
    if context.asked_kind in _TOLD or context.flow in _SETTLED_ELSEWHERE:
        return ()
    said = normalise(piece.words).text
    found = _WISH.search(said)
    if found and moods.asks(said) and _ON_A_DAY.search(said):
        return ()  # whether it can come then is asked of the delivery
    if found is None or _CAME.search(said) or _of_a_number(piece, found.span()):
        return ()
    intent = "invoice" if _MADE_OUT.search(said) else "faq"
    placed = context.flow in _ORDERED or (context.last_intent in _ORDERED and not (context.flow or context.cart))
    if placed and intent == "faq" and piece.best == "change_order":
        return (reader.command(piece, ("change_order", 0.8)),)  # of the order that was spoken of, and of none to come
    wish = Start(intent=intent, slots={"question": piece.words}, confidence=0.85, words=piece.words)
    begin, end = found.span()
    things = [e for e in piece.entities if e.kind == "product" and not e.negated]
    if all(begin <= start and stop <= end for start, stop in spans(piece.words, things)):
        # 선물이라 가격표 빼주세요: no shelf of presents is meant, and the card to write on is no second one.
        return (wish,)
    if moods.asks(piece.words):
        return ()
    rest = said[: found.start()].strip(" ,.!") or said[found.end() :].strip(" ,.!")
    thing = reader.piece(rest) if len(rest) >= _LEAST else piece
    wanted = thing.names and thing.best == "add_to_cart" and thing.reading.confidence >= reader.thresholds.act
    return (reader.command(thing, thing.reading.intents[0]), wish) if wanted else ()


def _of_a_number(piece: Piece, wish: tuple[int, int]) -> bool:
    """Whether the number of an order is told beside the wish: the code of a door is none."""
    numbers = [e for e in piece.entities if e.kind == "order_number"]
    return any(not (start < wish[1] and wish[0] < end) for start, end in spans(piece.words, numbers))
