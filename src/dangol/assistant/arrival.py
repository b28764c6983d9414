# ruff: noqa: E501  (patterns read best on one line)
"""*When does it arrive?*, after an order was placed or shown: that order is asked after, and not how long delivery takes in general. Pure."""

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


def asks_arrival(text: str) -> bool:
    """Whether a message asks nothing but when what was ordered comes: no place, no thing, no *if I order now*."""
    return bool(_WHEN.fullmatch(plain(text).strip(" .!?~…。、！？")))


def heard_of_order(text: str, understanding: Understanding, context: Context, order: object) -> Understanding:
    """``understanding``, or the way to ``order`` (the number of the one placed or shown in this conversation, if there is one), where that is
    what is asked after."""
    if not isinstance(order, str) or context.asked or not asks_arrival(text):
        return understanding
    command = Start(intent="track_order", slots={"order_number": order}, confidence=0.9, words=text)
    return understanding.model_copy(update={"commands": (command,), "choices": ()})
