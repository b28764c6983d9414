# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""A wish to have it wrapped as a present: it changes nothing in the cart, looks for nothing and wants no person, but an answer of the shop's."""

from __future__ import annotations

import re
from dataclasses import replace

from dangol.nlu import moods
from dangol.nlu.answers import spans
from dangol.nlu.commands import Command, Entity, Start
from dangol.nlu.normalise import normalise
from dangol.nlu.pieces import VALUED, Piece, Reader
from dangol.nlu.slots import pointed, slots_of
from dangol.nlu.weighing import OF_THE_SHOP

_SURE = 0.8

_WRAPS = re.compile(
    r"\b(?:gift|present|xmas|christmas|birthday)[\s-]?wrap(?:ped|ping)?\b|\bwrap(?:ped)? (?:it|this|that|them|these|those|everything|the \w+)?\s?(?:up )?(?:as|for) (?:a |an )?(?:gift|present|birthday|christmas)\b|\b(?:can|could|will|would|do|please) (?:you |u )?(?:please )?wrap (?:it|this|that|them|these|everything)\b|\bwrap (?:it|this|that|them|these)(?: up)? please\b|\b(?:do|can|could|you) (?:you |u )?(?:do|offer|have) (?:gift[- ]?)?wrapping\b|\b(?:do|can|could|will) (?:you|u) (?:gift[- ]?)?wrap\b(?! up (?:my|the) order)|\byou (?:gift[- ]?)?wrap (?:it|them|these|things|presents|gifts)\b"
    r"|\b(?:put|tie|add|with) (?:a |some )?(?:ribbons?|bows?) (?:on|around|round|to) (?:it|this|that|them)\b"
    r"|리본(?:도|을|이라도)?\s?(?:하나\s?)?(?:달아|묶어|매|둘러|붙여)\s?(?:주|줄|줘)|リボン(?:を|も|など|とか|だけ)?(?:でも)?(?:かけて|掛けて|つけて|付けて|結んで|巻いて)(?:もら|いただ|頂|くださ|ほし|欲し)"
    r"|\bwrap (?:it|this|that|them|these|those|everything|all of (?:it|them)) (?:nicely|up|too|as well)\b|\b(?:put|pack|send) (?:it|this|that|them|these|everything) in (?:a |an |your )?(?:gift|present) (?:box|bag)\b"
    r"|포장\s?(?:비|비용|값|료)(?=\s|[은는이가도]|$|\?)|(?:선물|기프트)\s?(?:상자|박스|가방|백)(?:에|으?로)?\s?(?:좀\s?)?(?:담아|넣어|포장)"
    r"|(?:ギフト|プレゼント|贈答用?)(?:箱|ボックス|バッグ|袋)に(?:入れ|いれ|して)|(?:プレゼント|贈り物|ギフト)(?:な|です|だ)?(?:の|ん)?で[^。?]{0,8}?(?:包ん|つつん)で|リボンと?[^。?]{0,6}?(?:紙袋|袋|箱)[^。?]{0,4}?(?:つけ|付け)"
    r"|(?:선물|기프트)\s?(?:용\s?)?(?:으로\s?)?포장|포장\s?(?:좀\s?)?(?:해\s?(?:주|줄|줘)|부탁|(?:도\s?)?(?:가능|되나|되는|되죠|되지|되요|되는거|될까|돼|됩))"
    r"|(?:ギフト|プレゼント|贈り物)(?:用)?(?:に|の)?(?:ラッピング|包装|包んで)|(?:ラッピング|包装)(?:は|を|も|で|って)?\s?(?:お願い|おねがい|して|希望|でき|出来|可能|頼|つけ|付け|あり|$|\?)"
    r"|(?:ラッピング|包装)(?:代|料|費用?)?(?:は|って|の(?:値段|料金|費用)は?)?\s?(?:お?いくら|何円)|(?:선물\s?)?포장(?:은|는)?\s?얼마|\bhow much (?:is|for|does) (?:the |a )?(?:gift[\s-]?)?wrap(?:ping)?\b"
)
# Of an order that was made already.
_ORDERED = re.compile(
    r"\b(?:my|the|an|this|that|last) order\b|\b(?:already|forgot)\b|주문(?:한|했|건|번호)|깜빡|注文(?:した|番号|済)|忘れ"
)
_CLAUSE = re.compile(r"[,.;!、。]|\s(?:and|but|also|can|do|could|will)\s|그리고|(?<=요)\s|あと|そして")
_SENTENCE = re.compile(r"[?.!。、]\s*|,\s|(?<=[죠요지])\s|\s(?:then|so)\s")
_TAKEN = re.compile(
    r"\b(?:take|have|get|want|buy|go (?:for|with))\b|(?:으?로|을|를|개|장|벌|병)?\s?(?:할게|할께|할래|주세요|살게|갈게|주시고)|(?:に|で|を)(?:します|する|お願い|ください|決め)"
)
_DECIDES = frozenset(
    {"add_to_cart", "remove_from_cart", "change_quantity", "find_products", "browse", "track_order", "person"}
)
_TOLD = frozenset({"text", "question", "message", "note", "reason"})  # whatever is written is taken as it stands


def asks_to_wrap(text: str) -> bool:
    """Whether a folded message wants wrapping for an order that is not made yet."""
    return bool(_WRAPS.search(text)) and not _ORDERED.search(text)


def wrappings(text: str) -> list[tuple[int, int]]:
    """Where a folded message speaks of wrapping: リボンと紙袋をつけて is one wish."""
    return [found.span() for found in _WRAPS.finditer(text)]


def wrapped(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """The shop's answer about wrapping, for a message that asks for it; nothing where it is about wrapping that is sold, or about more."""
    text = normalise(piece.words).text
    if reader.context.asked_kind in _TOLD or not asks_to_wrap(text):
        return ()
    told = {*OF_THE_SHOP, "complaint", "praise"}
    if any(e.kind == "order_number" for e in piece.entities) or (
        piece.best in told and piece.reading.confidence >= _SURE
    ):
        return ()
    if _names_more(piece, text) and piece.best in _DECIDES and piece.reading.confidence >= reader.thresholds.act:
        return ()
    if _names_more(piece, text) and _sold(piece, text) and moods.takes(text):
        return ()  # 선물 세트랑 포장이랑 하나씩 주세요, where wrapping is sold: both are things of a list
    # *The third one's nice, can you wrap it?* is spoken of from here on.
    rows = pointed(piece.entities, reader.context)
    of = {"product": rows[0].row} if len(rows) == 1 else {}
    asked = Start(intent="faq", slots={"question": piece.words, **of}, confidence=0.85, words=piece.words)
    taken = _taken_before(reader, text) or _taken_behind(reader, text)
    return (taken, asked) if taken else (asked,)


def _taken_before(reader: Reader, text: str) -> Command | None:
    """What is taken in the same breath: *ok that one, and do you gift wrap*, 그걸로요 선물 포장도 되나요; in a version of it, 青にします、包装も."""
    context, found = reader.context, _WRAPS.search(text)
    head = _CLAUSE.split(text[: found.start()], maxsplit=1)[0].strip() if found else ""
    if not head or not context.last_row or context.flow:
        return None
    slots = {"product": context.last_row}
    if moods.settles(head):
        return Start(intent="add_to_cart", slots=slots, confidence=0.85, words=head)
    version = reader.piece(head)
    values = [e for e in version.entities if e.kind in (*VALUED, "quantity") and not e.negated]
    if version.names or not values or moods.asks(head) or not _TAKEN.search(head):
        return None
    told = slots_of(values, replace(context, shown=(), cart=()), "add_to_cart", head)
    return Start(intent="add_to_cart", slots={**told, **slots}, confidence=0.85, words=head)


def _taken_behind(reader: Reader, text: str) -> Command | None:
    """What is taken after the question: *you do gift wrapping, right? i'll take it*, 포장 되죠? 그걸로 할게요, 包装できますよね？それにします."""
    context, found = reader.context, _WRAPS.search(text)
    tail = _SENTENCE.split(text[found.end() :])[-1].strip() if found else ""
    if not tail or not context.last_row or context.flow or not moods.settles(tail):
        return None
    return Start(intent="add_to_cart", slots={"product": context.last_row}, confidence=0.85, words=tail)


def _sold(piece: Piece, text: str) -> bool:
    """Whether the words for wrapping name a thing that the shop sells."""
    begin, end = found.span() if (found := _WRAPS.search(text)) else (0, 0)
    return any(start < end and begin < stop for start, stop in spans(piece.words, _named(piece)))


def _named(piece: Piece) -> list[Entity]:
    return [e for e in piece.entities if e.kind in ("product", "category", "brand") and not e.negated]


def _names_more(piece: Piece, text: str) -> bool:
    """Whether a thing is named beside the wrapping: in *gift wrap it* no shelf of gifts is."""
    found = _WRAPS.search(text)
    within = found.span() if found else (0, 0)
    return any(not (within[0] <= start and end <= within[1]) for start, end in spans(piece.words, _named(piece)))
