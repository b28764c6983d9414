# ruff: noqa: E501  (patterns read best on one line)
"""*When does it arrive?*, *did my payment go through?*, *I need to change the address*, after an order was placed or shown: that order is spoken of, and not how
long delivery takes in general, how one may pay, or what is known of the shopper. Pure."""

from __future__ import annotations

import re

from dangol.nlu.commands import Start, Understanding
from dangol.nlu.context import Context
from dangol.search.letters import plain

_WHEN = re.compile(
    r"(?:(?:so|and|ok|okay|thanks|thank you|great|hi|hello)[\s,.!]+)*(?:when|how soon|what day|which day)(?:'?s|'?ll)? (?:does|will|is|do|can|should|would|are)? ?(?:i |you |we )?"
    r"(?:it|they|this|that|my (?:order|parcel|package|stuff|things?)|the (?:order|parcel|package)|i)?\s?(?:all )?(?:going to |expect )?(?:be |get )?(?:it |my (?:order|parcel|package) |the (?:order|parcel|package) )?"
    r"(?:arriv\w+|come|coming|get here|get|here|deliver\w*|ship\w*|sent|receive|dispatched)?(?: it| my order| here| to me)?(?: then| by| at my place)?"
    r"|(?:(?:그럼|그러면|근데|아|네|감사합니다|고마워요)[\s,.!]+)*(?:(?:제|내|이|그)\s?(?:거|것|주문|택배|상품)(?:은|는|이|가)?\s?|주문한\s?(?:거|것|건|상품)(?:은|는)?\s?|배송(?:은|이)?\s?|택배(?:는|가)?\s?|이거(?:는)?\s?|그거(?:는)?\s?)?"
    r"(?:언제|며칠\s?(?:뒤|후|있다가?|날)?에?|몇\s?일)(?:쯤|까지|경)?\s?(?:에)?\s?(?:와|오|도착|받|배송|배달|출발|보내|출고|발송)[가-힣\s]{0,9}"
    r"|(?:(?:では|じゃあ|それで|ありがとうございます|で)[、。\s]*)*(?:(?:これ|それ|荷物|商品|注文(?:した(?:もの|の|商品))?|さっきの(?:注文)?)(?:は|って)?[、\s]?)?"
    r"(?:いつ|何日(?:後)?|何曜日)(?:ごろ|頃|くらい|ぐらい)?(?:まで)?(?:に|には)?(?:届|来|着|到着|もらえ|受け取|発送|配達|配送)[ぁ-ん一-鿿]{0,9}"
)

_PAID = re.compile(
    r"\b(?:did|has|have|was|is|are|were|do)\b.{0,24}\b(?:payment|transfer|money|paid|charged?)\b.{0,24}\b(?:go(?:ne)? through|work(?:ed)?|arrived?|received?|come|came|in|ok(?:ay)?|success\w*|accepted|complete[d]?|processed|cleared?|reach\w*)\b"
    r"|\b(?:have|did) (?:you|u) (?:get|got|receive|received|see|seen)\b.{0,12}\b(?:payment|money|transfer)\b|\b(?:is|was) (?:it|my order|the order|everything|that) (?:already )?paid\b|\b(?:have|did) i (?:already )?(?:pay|paid)\b|\bhas my card been charged\b|\bwas (?:i|my card) charged\b"
    r"|(?:결제|입금|송금|이체|지불)(?:는|은|가|이|도|한\s?(?:거|것|게)|된\s?(?:거|것|게))?\s?(?:잘|제대로|정상(?:적)?으로|벌써|이미)?\s?(?:됐|되었|된\s?(?:거|건|게)|돼\s?있|완료|확인\s?(?:됐|되|돼|하셨|가능|좀|해\s?주)|들어\s?갔|들어\s?왔|처리)[가-힣\s]{0,10}"
    r"|(?:お?支払い?|決済|入金|お?振り?込み?|送金)(?:は|が|も|って|の)?(?:もう|ちゃんと|無事に?|正常に)?(?:でき(?:て|まし|た)|完了|済|確認|通(?:り|っ)|届(?:い|き)|反映|され(?:て|まし))[ぁ-ん一-鿿]{0,14}"
)
_NOT_PAID = re.compile(
    r"\b(?:didn'?t|not|won'?t|can'?t|cannot|fail\w*|declin\w*|error|twice|refund\w*)\b|안\s?(?:됐|되|돼)|못|실패|오류|에러|두\s?번|환불|반품|취소|できな|できませ|失敗|エラー|二重|二回|返金|返品"
)
_PAYS = re.compile(
    r"\bpay(?:ing)?\b|\b(?:bank )?transfer\b|결제|계좌\s?이체|무통장|입금|(?:카드|현금|페이)\S{0,3}\s?(?:낼|내도|내면)|支払|払(?:え|い|う|って)|振り?込|決済"
)
_MOVES = re.compile(
    r"\baddress\b.{0,40}\b(?:chang\w*|wrong|updat\w*|different|correct\w*|typo|mistake)\b|\b(?:chang\w*|wrong|updat\w*|different|correct|edit|fix)\b.{0,30}\baddress\b"
    r"|(?:주소|배송지|받는\s?곳|수령지)\S{0,2}\s?(?:좀\s?|다시\s?|잘못|틀|바꾸|바꿔|바꿀|변경|수정|고치|고쳐)|(?:住所|(?:お?届け|配送|送り)先|宛先)(?:を|が|の|は|も)?(?:\S{0,4})?(?:変更|変え|かえ|間違|まちが|違|訂正|修正|直)"
)
_NOT_HOME = frozenset({"account_change", "change_order", "checkout", "change_quantity", "shipping_time", "faq"})
_MOST_READ, _SEVERAL = 300, 2


def asks_paid(text: str) -> bool:
    """Whether a message asks if a payment has arrived, rather than says that it failed."""
    said = plain(text)[:_MOST_READ]
    return _PAID.search(said) is not None and _NOT_PAID.search(said) is None


def moves_address(text: str) -> bool:
    """Whether a message wants an address changed, whichever."""
    return _MOVES.search(plain(text)[:_MOST_READ]) is not None


def asks_arrival(text: str) -> bool:
    """Whether a message asks nothing but when what was ordered comes: no place, no thing, no *if I order now*."""
    return bool(_WHEN.fullmatch(plain(text).strip(" .!?~…。、！？")))


def heard_of_order(text: str, understanding: Understanding, context: Context, order: object) -> Understanding:
    """``understanding``, or what is asked of ``order`` (the number of the one placed or shown in this conversation, or not sent yet, if there
    is one), where that is what is spoken of."""
    if context.asked:
        return understanding
    known = {"order_number": order} if isinstance(order, str) else {}
    first = understanding.commands[0] if understanding.commands else None
    slots: dict[str, object] = {}
    if known and asks_arrival(text):
        intent = "track_order"
    elif asks_paid(text) and len(understanding.commands) < _SEVERAL:
        intent, slots = "payment_problem", {"whether": True}
    elif known and isinstance(first, Start) and first.intent in _NOT_HOME and moves_address(text):
        intent = "change_order"
    elif known and isinstance(first, Start) and first.intent == "payment_question" and _PAYS.search(plain(text)):
        intent, slots, known = "payment_question", {**first.slots, "of_order": order}, {}
    else:
        return understanding
    if isinstance(first, Start) and "order_number" in first.slots:
        known = {"order_number": first.slots["order_number"]}  # the one that is named
    command = Start(intent=intent, slots={**slots, **known}, confidence=0.9, words=text[:4000])
    return understanding.model_copy(update={"commands": (command,), "choices": ()})
