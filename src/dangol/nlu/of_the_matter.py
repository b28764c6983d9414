# ruff: noqa: E501  (patterns read best on one line)
"""What is said of a matter that is under way: whether what came broken has to be sent back and who pays for that, what is to be done
about it, and when it came.

Said alone, *just send me a new one* is a wish to exchange a size, *who pays the postage* is asked of an order to come, and *I got it last
week* tells of nothing. Behind *the zip is torn* each of them belongs to that.
"""

from __future__ import annotations

import re

from dangol.nlu import answers, moods
from dangol.nlu.asked import DECLINES
from dangol.nlu.commands import Affirm, Command, Fill, Start
from dangol.nlu.following import AMISS, THE_RIGHT_ONE
from dangol.nlu.normalise import normalise, packed
from dangol.nlu.pieces import Piece, Reader

_SURE = 0.85
#: Sending something back, as it is asked of and as a shop writes of it.
SENT_BACK = re.compile(
    r"\b(?:send|sending|post|posting|ship|shipping|mail|mailing|bring|give) (?:it|them|this|that|these|the \w+(?: \w+)?) back\b|\breturn(?:ing|ed)? (?:it|them|this|that|the)\b|\bneed not be (?:sent|returned)\b|\bno need to (?:send|return)\b"
    r"|돌려\s?(?:보내|드려|줘|주)|반송|회수|수거|반납|보내\s?(?:드려야|줘야)|返送|返却|送り返|送って返|お?返し(?:する|しな|した|く|に)|返さ(?:な|ず|なく)|返す"
)
#: What sending something costs, and who bears it.
POSTAGE = re.compile(
    r"\bpostage\b|\bshipping (?:costs?|fees?|label)\b|\b(?:who|do i|will i|should i|i have to) (?:have to )?pays?\b|\bcosts? me\b|\bat (?:my|your) (?:cost|expense)\b|\bfor (?:the )?(?:delivery|shipping|return)\b"
    r"|배송비|배송료|택배비|운송비|반품비|왕복비|送料|運賃|着払|元払|返送料"
)
_REMEDY = re.compile(
    r"\b(?:replac\w+|(?:a |the )?new one|another one|swap|exchange|refund|money back|send (?:me )?(?:a|another|the right|the correct)\b|repair|fix(?:ed)?)\b"
    r"|(?:새|다른)\s?(?:걸|거|것|상품|제품|물건|놈)|새로\s?(?:보내|하나|받)|바꿔|바꾸|교환|환불|다시\s?보내|재발송|수리|고쳐"
    r"|新しい(?:の|もの|やつ|商品)|新品|別の(?:もの|やつ|商品)|交換|取り?替え|返金|送り直|再送|修理|直し"
)
# When it came, and what was done with it since.
_SINCE = re.compile(
    r"\b(?:bought|ordered|received|got|arrived|came|opened|unopened|worn|wore|tried|used|washed|haven'?t|hasn'?t|never|days? ago|weeks? ago|yesterday|last (?:week|month))\b"
    r"|(?:샀|구매|구입|주문|시켰|받았|받은|도착|왔|뜯|개봉|입(?:어|히|혔|었)|신(?:어|었)|써\s?(?:봤|보)|썼|쓰지|사용|세탁|빨았)"
    r"|買(?:った|い)|購入|注文|届い|受け取|開け|開封|着て|着た|着け|つけ|履|使って|使った|使用|洗っ|洗濯"
)
_WHO = re.compile(
    r"누가|누구|어느\s?쪽|제가\s?(?:내|부담)|\bwho\b|\b(?:do|will|must|should) i\b|誰|だれ|どちら|どっち|こっち|こちら|そちら|そっち"
)
_MATTERS = AMISS | {"exchange_item", "return_item"}
_PROOF = frozenset({"order_number", "email", "phone"})
_LONGEST = 240


def of_the_matter(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """What ``piece`` asks or tells of what came broken, wrong or not at all, while that is spoken of; nothing where it is something else."""
    context = reader.context
    matter = context.flow_intent if context.flow == "order_help" else None if context.flow else context.last_intent
    if matter not in _MATTERS or context.asked_kind in answers.FREE_TEXT or len(piece.words) > _LONGEST:
        return ()
    text = normalise(piece.words).text
    asks = moods.asks(piece.words) or moods.asks_which(piece.words) or "?" in text
    sending = SENT_BACK.search(text) or POSTAGE.search(text)
    if sending and (asks or _WHO.search(text) or _only_names(text, sending)):
        slots = {"question": piece.words, "of_matter": matter}
        return (Start(intent="return_policy", slots=slots, confidence=_SURE, words=piece.words),)
    told = Fill(slot="details", value=piece.words, confidence=0.8, words=piece.words)
    if THE_RIGHT_ONE.search(text) or (matter not in AMISS and _REMEDY.search(text)):
        return ()  # what should have come is an exchange; and who rather has the money says so of another wish
    if context.flow != "order_help" or any(e.kind in _PROOF for e in piece.entities):
        return ()
    if answers.exact(piece.words) or answers.leading(piece.words):
        return ()
    remedy, declines = list(_REMEDY.finditer(text)), DECLINES.search(text)
    if declines and not (remedy and remedy[-1].start() >= declines.end()):
        return ()  # *no need, I'll keep it*; but 新しいのはいらないから返金して wants its money
    if not remedy and (asks or answers.has_none(piece.words) or not _SINCE.search(text)):
        return ()
    # Who tells more, where it was offered to pass the matter on, wants it passed on.
    yes = (Affirm(confidence=0.8, words=piece.words),) if context.asked_kind == "yes_no" else ()
    return (*yes, told)


def _only_names(text: str, found: re.Match[str]) -> bool:
    """Whether a message says little more than what is asked after: *and the postage*, 택배비는요, 送料は."""
    return len(packed(text)) - len(packed(found.group())) <= 4
