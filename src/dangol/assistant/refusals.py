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

_PATTERNS = (
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
# What stands behind such a word and is no thing: *not what I meant*, *no rush*, 그거 말고, そうじゃなくて.
_NO_THING = re.compile(
    r"^(?:what|how|why|who|where|when|which|that|this|these|those|it|its|it's|them|me|you|my|your|so|as|if|to|too|very|really|quite|exactly|now|today|yet|at|bad|good|right|true|sure|correct|ok|okay|fine|enough|interested|helpful|working|happy|like|else|more|less|much|many|one|any|anything|thanks?|thank you"
    r"|worr(?:y|ies)|problems?|prob|rush|hurry|idea|clue|need|luck|way|kidding|joke|point|matter|doubts?|biggie|budget|preference|reason|question|offen[cs]e|chance|longer)\b"
    r"|^(?:keep|leave|let|wait|stop|hold)\b"
    r"|\b(?:i|i'm|you|we|he|she|they|is|are|was|were|meant?|wanted|said|asked|looking)\b"
    r"|^(?:그|이|저|요)(?:거|것|건|게|런|렇|기|쪽)|^(?:아까|방금|지금|아무(?:것|거)|(?:문제|걱정|상관|별말)$)"
    r"|^(?:それ|これ|あれ|そう|[そこあ]んな|[そこあ]の|さっき|(?:そこ|ここ|今|いま|問題|心配|必要|特に)$)"
)


def refused_in(text: str) -> str | None:
    """What a message that only refuses something refuses; none where it says anything else."""
    said = plain(text).strip(" .!?~…。、！？")
    for pattern in _PATTERNS:
        match = pattern.fullmatch(said)
        if match:
            what = match["what"].strip()
            empty = _NO_THING.search(what) or any(what in stop_words(lang) for lang in ("en", "ko", "ja"))
            return None if empty else what
    return None


def heard_as_refusal(text: str, understanding: Understanding, context: Context) -> Understanding:
    """``understanding``, or the search before without what the message refuses, where things were just shown and nothing else is under
    way that it could be said of."""
    among = len(context.shown) > 1 and not context.asked and not context.flow
    what = refused_in(text) if among else None
    if what is None or any(what in plain(line.title) for line in context.cart):
        return understanding
    slots = {"query": text, "without": {"word": [what]}, "refine": True}
    command = Start(intent="find_products", slots=slots, confidence=0.8, words=text)
    return understanding.model_copy(update={"commands": (command,), "choices": ()})
