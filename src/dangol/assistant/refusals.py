# ruff: noqa: E501  (patterns read best on one line)
"""A message that does nothing but refuse something: *not chicken*, 닭 말고, チキン以外. Right after things were shown it leaves that out of
them, whatever else its words sound like. Pure.
"""

from __future__ import annotations

import re

from dangol.nlu.commands import Start, Understanding
from dangol.nlu.context import Context
from dangol.search.letters import plain
from dangol.search.tokens import stop_words

_REFUSED = (
    re.compile(
        r"(?:(?:ok|okay|no|hmm+|but|please|and|just|maybe|something|anything|one|ones|preferably)[\s,]+)*"
        r"(?:not|no|without(?: any)?|nothing(?: with| made (?:of|from))?|except(?: for)?|anything but|anything except|other than|excluding|apart from)\s"
        r"(?:(?:in|with|the|a|an|any|made of|made from)\s)*(?P<what>[a-z][a-z' -]{1,30}?)(?:\s(?:one|ones|flavou?r|please|pls|though|thanks))*"
    ),
    re.compile(
        r"(?:(?:음|아니|그럼|근데|그거|혹시)[\s,]*)*(?P<what>[가-힣]{1,10}?(?:\s[가-힣]{1,10}?)?)(?:은|는|이|가|을|를|도|으?로\s?(?:된|만든)\s?(?:거|것)?|\s?들어간\s?(?:거|것)|\s?들어\s?있는\s?(?:거|것))?\s?"
        r"(?:말고|말구|빼고|빼구|제외하고|제외|이외에?|아닌\s?(?:거|것|걸|게)|안\s?들어간\s?(?:거|것|걸|게)|없는\s?(?:거|것|걸|게)|싫어)"
        r"(?:는|은|로|으로|도)?\s?(?:(?:다른|딴)\s?(?:거|것|걸|게|건)?)?(?:는|은|로|으로|도)?(?:있(?:어|나|을까)|보여\s?(?:줘|주세요)|주세요|부탁(?:해|드려))?(?:요)?"
    ),
    re.compile(
        r"(?:(?:いや|じゃあ|では|あ(?=[、,\s])|でも|できれば)[、,\s]*)*(?P<what>[ァ-ヶー一-鿿々ぁ-ん]{1,12}?)(?:味|製|系|入り|の(?:もの|やつ|の))?"
        r"(?:以外|じゃない|ではない|じゃなくて|でなくて|抜き|なし|を除いて|を除く|が入っていない|の入っていない|は(?:嫌|いや|なし|除いて))"
        r"(?:の|もの|やつ|商品|方|ほう|で|が|は|を|も)*(?:いい|良い|よい|あり(?:ます|ません)か?|お願いします|ください|見せて(?:ください)?|です|なんですが|ですか?)*"
    ),
)
# Who does not care for something, or has no use for it: *he doesn't have a car*, 단건 별로 안 좋아하세요, チョコは苦手です.
_TASTES = (
    re.compile(
        r"(?:(?:ok|okay|no|hmm+|but|well|oh|and|actually)[\s,]+)*(?:(?:my|our) [a-z]+|he|she|they|i|we)\s?(?:really |just )?"
        r"(?:(?:doesn'?t|don'?t|does not|do not)\s(?:really |even |much )?(?:like|love|enjoy|drink|eat|wear|use|have|own|drive|play|need)|hates?|dislikes?|can'?t stand|(?:is not|isn'?t|are not|aren'?t|'?m not|am not|'?s not) (?:really )?(?:into|fond of|a fan of))\s"
        r"(?:(?:a|an|any|the)\s)?(?P<what>[a-z][a-z' -]{1,24}?)(?:\s(?:at all|much|that much|though|anymore|any more|so much))*"
    ),
    re.compile(
        r"(?:(?:음|아|아니|근데|그런데)[\s,]+)*(?:(?:우리|제|저희)\s?)?(?:[가-힣]{1,5}(?:이|가|은|는|께서|께서는)\s)?(?P<what>[가-힣]{1,8}?)(?:은|는|을|를|이|가|도)?\s?"
        r"(?:별로(?:\s?안\s?(?:좋아|즐)|예요|에요|라)|(?:별로\s)?안\s?(?:좋아|즐겨|먹|마시|마셔|써|쓰|입|신|타|차)|싫어하|못\s?(?:먹|마시|마셔)|좋아하지\s?않)[가-힣]{0,8}"
    ),
    re.compile(
        r"(?:(?:でも|あ|えっと|実は)[、,\s]*)*(?:(?:父|母|妻|夫|彼|彼女|友達|友人|息子|娘|子ども|子供|本人|相手|私|僕|自分)(?:は|が)[、\s]?)?(?P<what>[ァ-ヶー一-鿿々ぁ-ん]{1,12}?)(?:は|が|も|って)(?:あまり|ちょっと|全然|特に)?"
        r"(?:苦手|嫌い|きらい|好きじゃ(?:ない|なく)|好きでは(?:ない|なく)|好みじゃ(?:ない|なく)|(?:食べ|飲ま|使わ|着|履か|乗ら|つけ)(?:ない|ません)|持って(?:い)?(?:ない|ません))(?:です|んです|の|ん|けど|が|ので|から|と思います|みたいです|そうです|らしいです|な|よ|ね)*"
    ),
)
# What stands behind such a word and is no thing: *not what I meant*, *no rush*, 그거 말고, そうじゃなくて.
_NO_THING = re.compile(
    r"^(?:what|how|why|who|where|when|which|that|this|these|those|it|its|it's|them|me|you|my|your|so|as|if|to|too|very|really|quite|exactly|now|today|yet|at|bad|good|right|true|sure|correct|ok|okay|fine|enough|interested|helpful|working|happy|like|else|more|less|much|many|one|any|anything|thanks?|thank you"
    r"|worr(?:y|ies)|problems?|prob|rush|hurry|idea|clue|need|luck|way|kidding|joke|point|matter|doubts?|biggie|budget|preference|reason|question|offen[cs]e|chance|longer)\b"
    r"|^(?:keep|leave|let|wait|stop|hold)\b"
    r"|\b(?:i|i'm|you|we|he|she|they|is|are|was|were|meant?|wanted|said|asked|looking)\b"
    r"|^(?:account|e-?mail|phone|card|credit card|cash|time|number|order number|order|money|id|receipt|invoice|app|paypal|password|address|website|internet|job|it)s?$"
    r"|^(?:카드|신용카드|현금|이?메일|카톡|카카오톡?|앱|전화|문자|페이팔|인터넷|계정|회원|번호|주소|영수증|쿠폰|포장)$"
    r"|^(?:カード|クレジットカード|現金|メール|電話|アプリ|ネット|アカウント|番号|住所|領収書|クーポン|包装)$"
    r"|^(?:그|이|저|요)(?:거|것|건|게|런|렇|기|쪽)|^(?:아까|방금|지금|아무(?:것|거)|(?:문제|걱정|상관|별말)$)"
    r"|^(?:それ|これ|あれ|そう|[そこあ]んな|[そこあ]の|さっき|(?:そこ|ここ|今|いま|問題|心配|必要|特に)$)"
)


def refused_in(text: str, *, tastes_only: bool = False) -> str | None:
    """What a message that only refuses something refuses, or with ``tastes_only`` what somebody is said not to care for; none where it
    says anything else."""
    said = plain(text).strip(" .!?~…。、！？")
    for pattern in _TASTES if tastes_only else (*_REFUSED, *_TASTES):
        match = pattern.fullmatch(said)
        if match:
            what = match["what"].strip()
            empty = _NO_THING.search(what) or any(what in stop_words(lang) for lang in ("en", "ko", "ja"))
            return None if empty else what
    return None


def _looks(understanding: Understanding) -> bool:
    """Whether a message was taken for a search."""
    commands = understanding.commands
    return bool(commands) and all(isinstance(c, Start) and c.intent in ("find_products", "advice") for c in commands)


def heard_as_refusal(text: str, understanding: Understanding, context: Context) -> Understanding:
    """``understanding``, or the search before without what the message refuses, where things were just shown and nothing else is under
    way that it could be said of."""
    free = not context.asked and not context.flow
    # With nothing shown, a taste that is told sounds like a wish for the very thing: チョコは苦手です looks for no chocolate.
    among = free and (len(context.shown) > 1 or not (context.shown or context.last_row or context.cart))
    what = refused_in(text, tastes_only=not context.shown) if among else None
    if what is not None and not context.shown and not _looks(understanding):
        return understanding
    if what is None or any(what in plain(line.title) for line in context.cart):
        return understanding
    slots = {"query": text, "without": {"word": [what]}, "refine": True}
    slots = slots if context.shown else {"without": {"word": [what]}}
    command = Start(intent="find_products", slots=slots, confidence=0.8, words=text)
    return understanding.model_copy(update={"commands": (command,), "choices": ()})
