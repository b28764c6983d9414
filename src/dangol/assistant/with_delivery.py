# ruff: noqa: E501  (patterns read best on one line)
"""Whether a message asks what something comes to with its delivery: *how much with shipping?*, 배송비까지 다 해서 얼마예요, 送料込みでいくら. Pure."""

from __future__ import annotations

import re

from dangol.nlu.commands import Start, Understanding
from dangol.search.letters import plain

_MOST_READ = 300
_POSTAGE = r"(?:shipping|delivery|postage|p ?& ?p)"
_EN = re.compile(
    rf"\b(?:with|including|incl\.?|includes?|inclusive of|plus)\s(?:the\s|all\s)?(?:\w+\s)?{_POSTAGE}\b|\b{_POSTAGE}\s(?:included|inclusive|and all|and everything)\b|\b(?:total|altogether|all in)\b.{{0,24}}\b(?:shipped|delivered|{_POSTAGE})\b|\bcome to\b.{{0,24}}\bdelivered\b"
)
_EN_ASKS = re.compile(
    r"\bhow much\b|\bwhat(?:'s|s| is| will| would|'ll| does)\b|\btotal\b|\bprice\b|\bcost\b|\bcome to\b"
)
_KO = re.compile(
    r"(?:배송|택배|배달)\s?(?:비|료|비용)?\S{0,1}\s?(?:까지|포함|합치|합쳐|합해|합한|합하|더하|더해|더한|다\s?해|다\s?합)|(?:총|다\s?합|전부\s?합)\S{0,2}\s.{0,8}(?:배송비|택배비)"
)
_KO_ASKS = re.compile(r"얼마|가격|총|금액|합계|몇\s?(?:원|만)")
_JA = re.compile(
    r"(?:送料|配送料|配送費|配達料)\S{0,2}(?:込|こみ|コミ|含|ふく|入れ|いれ|合わせ|足|加え)|(?:全部|ぜんぶ|合計|総額|トータル)\S{0,8}送料"
)
_JA_ASKS = re.compile(r"いくら|おいくら|何円|合計|総額|値段|金額|トータル|なんぼ")
# Of a search such words say a bound: 배송비 포함 3만원 이하.
_BOUND = re.compile(r"\b(?:under|below|less than|up to|within)\s.?\d|이하|미만|以下|以内")

#: What such a question is taken for; anything else is meant where it is read.
_TAKEN_FOR = frozenset(
    {"shipping_cost", "shipping_time", "ask_price", "product_question", "view_cart", "faq", "checkout", "promotions", "find_products"}
    | {"payment_question", "check_stock"}
)  # fmt: skip


def asks_total(text: str) -> bool:
    """Whether ``text`` asks for a sum with the delivery in it."""
    said = plain(text)[:_MOST_READ]
    if _BOUND.search(said):
        return False
    return any(
        adds.search(said) is not None and asks.search(said) is not None
        for adds, asks in ((_EN, _EN_ASKS), (_KO, _KO_ASKS), (_JA, _JA_ASKS))
    )


def heard_total(text: str, understanding: Understanding) -> Understanding:
    """``understanding``, or a question after the postage where ``text`` asks for a sum with that in it."""
    if len(understanding.commands) > 1 or not asks_total(text):
        return understanding
    first = understanding.commands[0] if understanding.commands else None
    if first is not None and not (isinstance(first, Start) and first.intent in _TAKEN_FOR):
        return understanding
    # *It* is what is in the cart, or on its way; a product counts where it is called by its name.
    by_name = isinstance(first, Start) and any(e.kind == "product" and not e.negated for e in understanding.entities)
    named = {"product": first.slots["product"]} if by_name and first and "product" in first.slots else {}
    asked = Start(intent="shipping_cost", slots={"question": text, **named}, confidence=0.9, words=text[:4000])
    return understanding.model_copy(update={"commands": (asked,), "choices": ()})
