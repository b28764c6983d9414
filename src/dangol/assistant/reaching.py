# ruff: noqa: E501  (patterns read best on one line)
"""Whether a message asks how the shop is reached: *phone number?*, 전화번호는요?, 連絡先を教えてください. Pure.

Such a fact stands in the shop's settings (who sells) or in an article of its own; what is merely near in words, as what delivery costs,
answers it never.
"""

from __future__ import annotations

import re

from dangol.nlu.commands import Start, Understanding
from dangol.search.letters import plain

_MOST_READ = 160
_EDGES = " \t\n.,!?~…。、！？"
_LEAD = re.compile(
    r"^(?:(?:hi|hello|hey|ok|okay|thanks|so|and|um|sorry|안녕하세요|저기요?|네|그럼|그리고|혹시|근데|すみません(?:が)?|あの|では|じゃあ|ちなみに|それと)[\s,.!、。]+)+"
)
_EN_OPENS = r"(?:(?:what(?:'s|s| is| are)|do you have|have you got|is there|can i (?:have|get)|could (?:i|you) (?:have|get|give me|tell me)|can you (?:give|tell) me|may i have|give me|tell me|send me|i need|how about|any)\s)?"
_EN_WHOSE = r"(?:(?:your|the|an?|ur|any|some)\s)?(?:(?:shop|store|company|contact|customer (?:service|care|support)|support|help|business|office)(?:'?s)?\s)?"
_EN_TAIL = r"(?:\s(?:please|pls|for (?:the |your )?(?:shop|store|customer service|support|questions?)|(?:i|we) can (?:call|ring|reach|write to|use)|to call|to ring|here|of (?:the|your) (?:shop|store)|number))*"
_PHONE = re.compile(
    rf"{_EN_OPENS}{_EN_WHOSE}(?:(?:(?:tele)?phone|tel|contact|call)\s(?:numbers?|no|nr|#|line)|tel|hot ?line){_EN_TAIL}"
    r"|(?:what|which) number (?:can|do|should|could) (?:i|we) (?:call|ring|dial|phone)(?: you)?|(?:can|could|may) i (?:call|phone|ring) (?:you|the shop|the store)(?: (?:up|directly|instead|please))?|how (?:can|do|could) i (?:call|phone|ring) (?:you|the shop|the store)"
    r"|(?:(?:매장|가게|고객\s?센터|고객\s?상담|상담(?:원|실)?|문의|대표|여기|거기|그쪽|회사|업체|쇼핑몰|판매자|사장님)\S?\s?)?(?:전화\s?번호|전번|대표\s?번호|고객\s?센터\s?번호|문의\s?전화|상담\s?전화|전화)\s?(?:는|은|이|가|를|을|도|좀)?\s?(?:요|이요|뭐\S{0,4}|어떻게\s?(?:되나요|돼요|되죠|됩니까|되세요)|(?:좀\s?)?(?:알려|가르쳐|주실|줄래)\S{0,4}\s?\S{0,6}|있(?:어요|나요|을까요|습니까)|알\s?수\s?있\S{1,5}|궁금\S{1,5}|몇\s?번\S{0,4})"
    r"|전화로\s?(?:문의|상담|연락|물어)\S{0,4}\s?\S{0,3}\s?(?:되나요|돼요|있나요|있을까요|가능\S{1,4}|있어요)|어디로\s?전화\S{0,6}\s?(?:하나요|해요|되나요|돼요|하면\S*)"
    r"|(?:(?:お?店|店舗|そちら|御社|貴社|貴店|カスタマー\S{0,5}|お?問い?合わせ(?:先)?|窓口|本社)の)?(?:お?電話(?:番号)?|tel|代表番号)(?:は|を|って|が|も)?(?:何番|何|なん|なに|あり|ある|教え|おしえ|お願い|おねがい|知り|分かり|わかり|頂け|いただけ)[ぁ-ん一-鿿]{0,12}|(?:お?店|店舗|そちら|御社|貴店|お?問い?合わせ)の電話番号|電話番号(?:は|って|を)?|電話で(?:の)?(?:お?問い?合わせ|連絡|相談)\S{0,8}|(?:どこ|何番)に(?:お?電話|かけ)[ぁ-ん一-鿿]{0,12}"
)
_MAIL = re.compile(
    rf"{_EN_OPENS}{_EN_WHOSE}e?-?mail(?:\s(?:address|adress|id))?{_EN_TAIL}|(?:where|how) (?:can|do|could|should) i (?:e-?mail|write)(?: to)?(?: you| the shop)?|(?:can|could|may) i e-?mail you"
    r"|(?:(?:매장|가게|고객\s?센터|문의|대표|여기|그쪽|회사)\S?\s?)?(?:이메일|메일)(?:\s?주소)?\s?(?:는|은|이|가|를|을|도|좀)?\s?(?:요|뭐\S{0,4}|어떻게\s?(?:되나요|돼요|되죠|됩니까)|(?:좀\s?)?(?:알려|가르쳐)\S{0,4}\s?\S{0,6}|있(?:어요|나요|을까요))|(?:이메일|메일)로\s?(?:문의|연락)\S{0,4}\s?\S{0,3}\s?(?:되나요|돼요|있나요|있을까요|가능\S{1,4})"
    r"|(?:(?:お?店|店舗|そちら|御社|貴店|お?問い?合わせ(?:先)?)の)?(?:メール(?:アドレス)?|メアド)(?:は|を|って|が|も)?(?:何|なん|なに|あり|ある|教え|おしえ|お願い|知り|分かり|わかり)[ぁ-ん一-鿿]{0,12}|(?:お?店|店舗|そちら|御社|お?問い?合わせ)のメールアドレス|メールで(?:の)?(?:お?問い?合わせ|連絡)\S{0,8}"
)
_ANY = re.compile(
    rf"{_EN_OPENS}{_EN_WHOSE}contacts?(?: (?:details|info|information|data))?{_EN_TAIL}|how (?:can|do|could|should) (?:i|we) (?:contact|reach|get in touch with|get (?:a )?hold of) (?:you|u|the shop|the store|your shop|you guys)"
    r"|(?:(?:매장|가게|고객\s?센터|문의|대표|여기|거기|그쪽|회사|판매자)\S?\s?)?(?:연락처|문의처|연락\s?방법)\s?(?:는|은|이|가|를|을|도|좀)?\s?(?:요|뭐\S{0,4}|어떻게\s?(?:되나요|돼요|되죠|됩니까)|(?:좀\s?)?(?:알려|가르쳐)\S{0,4}\s?\S{0,6}|있(?:어요|나요|을까요)|알\s?수\s?있\S{1,5})|(?:어디로|어떻게)\s?(?:연락|문의)\S{0,6}\s?(?:하나요|해요|되나요|돼요|드리\S*|하면\S*)"
    r"|(?:(?:お?店|店舗|そちら|御社|貴店)の)?(?:お?問い?合わせ先|連絡先)(?:は|を|って|が|も)?(?:(?:何|どこ|あり|ある|教え|おしえ|お願い|知り|分かり|わかり)[ぁ-ん一-鿿]{0,12})?|(?:どこ|どちら|どう)(?:に|へ|やって)?(?:お?問い?合わせ|連絡)[ぁ-ん一-鿿]{0,14}"
)
# Short of a whole question: *phone number?* alone is the shop's, *my phone number* is not.
_OWN = re.compile(r"\bmy\b|(?<![가-힣])(?:제|내)\s|私の|僕の|わたしの|自分の")
_TAKEN_FOR = frozenset(
    {"shipping_cost", "shipping_time", "faq", "store_location", "store_hours", "call_back", "account_change", "find_products", "person"}
    | {"small_talk", "product_question", "privacy_request", "payment_question", "track_order", "check_stock", "bot_question", "browse", "advice"}
)  # fmt: skip

#: What an article that says it holds.
PHONE_WRITTEN = re.compile(r"(?<![\d-])\+?\(?\d{2,4}\)?[\s.-]\(?\d{3,4}\)?[\s.-]\d{4}(?!\d)")
MAIL_WRITTEN = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64}")


def asks_reach(text: str) -> str | None:
    """``phone``, ``email`` or ``any``: which way to reach the shop a message asks for; none where it asks for none."""
    said = plain(text)[:_MOST_READ].strip(_EDGES)
    said = _LEAD.sub("", said, count=1).strip(_EDGES)
    if not said or _OWN.search(said):
        return None
    for kind, asks in (("phone", _PHONE), ("email", _MAIL), ("any", _ANY)):
        if asks.fullmatch(said):
            return kind
    return None


def heard_reach(text: str, understanding: Understanding) -> Understanding:
    """``understanding``, or a question after how the shop is reached where ``text`` is one."""
    if len(understanding.commands) > 1 or asks_reach(text) is None:
        return understanding
    first = understanding.commands[0] if understanding.commands else None
    if first is not None and not (isinstance(first, Start) and first.intent in _TAKEN_FOR):
        return understanding
    asked = Start(intent="faq", slots={"question": text}, confidence=0.9, words=text[:4000])
    return understanding.model_copy(update={"commands": (asked,), "choices": ()})
