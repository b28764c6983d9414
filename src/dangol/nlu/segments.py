# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""Where one message may hold two requests, and which part of it says what is *not* wanted."""

from __future__ import annotations

import re

from dangol.nlu.normalise import jamo, plain

_CUT_EN = re.compile(
    r"(?:\s*[.?!;]+\s+|,?\s+(?:and then|and also|and|also|plus|then|but|oh and|btw|as well as|n|&)\s+|,\s+)(?=\S)"
)
_CUT_KO = re.compile(
    r"\s*[.?!;,]+\s*(?=\S)|\s+(?:그리고|그리구|또|아 그리고|그담에|그 다음에|근데|그런데)\s+"
    r"|(?<=[가-힣])(?<=고|구)(?<!재고)\s+(?=\S)|(?<=담아서|넣어서|골라서)\s+(?=\S)|(?<=[가-힣])(?:이?랑|와|과)\s+(?=\S)|(?<=지|거|것|호|책|비|품|간|치)하고\s+(?=\S)|(?<=[다요까죠네줘])\s+(?=\S)"
)
_CUT_JA = re.compile(
    r"[^\S\n]*[.?!;,\n]++\s*+(?=\S)|(?<=[てでたすねかよ])\s*(?=あと|それと|それから|そして|ついでに|また|しかも)|(?<=ておいて)(?=\S)|(?:(?<=入れて)|(?<=いれて)|(?<=消して)|(?<=使って)|(?<=外して)|(?<=抜いて)|(?<=足して))(?=[^\sくほ欲もいるたみあしきねよはかち.,!?])(?!おい|おく|おき)|(?<=るか)と(?=\S)|(?<=[\u4e00-\u9fffァ-ヶー])と(?=[\u4e00-\u9fff届いつ])|\s+(?=\S)"
)
_CUTS = {"en": _CUT_EN, "ko": _CUT_KO, "ja": _CUT_JA}
_SAID_WORD = re.compile(
    r"\b(?:and|n|also|plus|then|as well)\b|&|그리고|그리구|또|그 ?다음|랑|게다가|심지어|あと|それ|そして|ついで|また|しかも|その上|おまけに|\bbesides\b"
)
_SAID = re.compile(r"[.?!;\n]|and|also|plus|then|as well|그리고|그리구|또|그 ?다음|랑|あと|それ|そして|ついで|また")
# A deed that is to be done before what follows: 담고 …, 入れて….
_DEED_BEFORE = re.compile(
    r"(?:담|넣|쓰|빼|취소하|결제하|주문하|지우|비우)고$|(?:얼마|[았었왔갔했됐샀])고$|(?:入れて|いれて|消して|使って|外して|抜いて|足して|キャンセルして)$"
)
_SAID_NEXT = re.compile(
    r"(?:and|also|plus|then|besides)\b|그리고|그리구|게다가|심지어|あと|それと|それから|そして|ついでに|しかも|その上|おまけに"
)
# A sign inside a number, a size or an address is no end of anything: 6.5미리, 青の0.5, ch.lee@….
_TIGHT = re.compile(r"(?<=\d)[.,](?=\d)|(?<=[a-z\d])\.(?=[a-z\d])")
# What only asks the other side of the question before it: *or is there some left in it?*, 아님 바람만 막음?, それとも残ってる？
_OR = re.compile(r"(?:or|or else)\b|(?:아니면|아님|또는|혹은|아니믄)(?=[\s,])|(?:それとも|または|もしくは|あるいは)")
# Two nouns in one breath: 배송비랑 배송기간, 送料と日数.
_JOINED = re.compile(r"(?:이?랑|하고|와|과)\s+$|[と]$")
_LINK = re.compile(
    r"^(?:(?:and then|and also|and|also|plus|then|but|oh|btw)\b|(?:그리고|그리구|또|근데|그런데|아)(?=[\s,])|あと|それと|それから|そして|ついでに|また|,|\s)+"
)
# A part that only says why: 대량으로 살 거라서요, 初心者なので, *because it's a gift*.
_REASONS = {
    "en": re.compile(r"^(?:because|cos|coz|cuz|'?cause|since (?:i|we|it|my|the)|as (?:i'?m|it'?s|we'?re|i have|my))\b"),
    "ko": re.compile(
        r"(?:라서|거든|니까|때문에|때문이에|아서|어서|해서|져서|려서|와서|가서|(?<!사)(?<!문하)(?<!매하)(?<!입하)(?<!환하)(?<!품하)(?<!소하)(?<!불하)려고)(?:요|여|용)?[\s.!~ㅠㅜ]*$"
    ),
    "ja": re.compile(r"(?:ので|から|んで|もので|ため)(?:です|なんです)?[ねよ]?[\s.!~…]*$"),
}
_KEEPS = re.compile(
    r"\b(?:keep|leave)\b(?!.*\b(?:off|out)\b)|남기|남겨|놔두|놔둬|그대로\s?(?:두|둬)|残し|のこし|そのまま"
)
# Words people talk themselves into a message with, and take their leave with: they ask for nothing.
_LEADS = {
    "en": re.compile(
        r"(?:(?:u+h*m+|u+h+|e+r+m?|h+m+|oh|ah|so|well|ok(?:ay)?|yeah|yes|hi(?:ya)?|hey|hello|sorry|excuse me|please|look|listen|right|basically"
        r"|actually|honestly|just|like|wait|oops|i mean|i(?: was|'m| am)? (?:just )?wonder(?:ing)?(?: if| whether)?|quick question|(?:my )?(?:dude|bro|mate|man))"
        r"(?![\w'])[\s,.!:-]*)+"
    ),
    "ko": re.compile(
        r"(?:(?:저기요?|음+|어+|아+|네|예|저|혹시|실례지만|안녕하세요|안녕|있잖아요?|그러니까|뭐지|아니|아니다|사실은?|실은|그냥|아?\s?참|잠깐만요?|죄송한데요?|미안한데요?)"
        r"(?=[\s,.!~])[\s,.!~]*)+"
    ),
    "ja": re.compile(
        r"(?:(?:え(?:っ|ー|え)とで?す?ね?|うーん|すみません(?:が)?|すいません(?:が)?|こんにちは|こんばんは|じゃあ|実は|やっぱり?|ちなみに|(?:あの[うー]?|はい|ねえ?|あ)(?=[\s,.!]))[\s,.!]*)+"
    ),
}
_TAILS = {
    "en": re.compile(
        r"[\s,.!-]*(?:(?:thanks|thank you|thx|ty|cheers|lol|haha|you know|or something|i guess|if (?:that's|thats|it's|its) (?:ok(?:ay)?|possible|alright))"
        r"(?: (?:so much|very much|a lot|in advance))?[\s,.!]*)+$"
    ),
    "ko": re.compile(r"[\s,.!~]*(?:(?:감사합니다|감사해요|고마워요?|고맙습니다|ㅎㅎ++|ㅋㅋ++|ㅠ++)[\s,.!~]*)+$"),
    "ja": re.compile(
        r"[\s,.!]*(?:(?:(?:どうも)?ありがとう(?:ございます)?|よろしく(?:お願い(?:いた)?します)?|\(?笑\)?)[\s,.!]*)+$"
    ),
}
_ACTS_EN = r"(?:cancel\w*|return(?:ing)?|refund\w*|exchang\w*|buy(?:ing)?|order(?:ing)?|pay(?:ing)?|check(?:ing)?\s?out|delet\w*|remov\w*|unsubscrib\w*|swap\w*|talk\w*|speak\w*|complain\w*|reorder\w*|track\w*)"
_NOT_EN = re.compile(
    rf"\b(?:(?:i\s)?(?:don'?t|do not|didn'?t|not|never)\s(?:really\s|actually\s)?(?:want(?:ing)?(?:\sto)?|wanna|need(?:\sto)?|mean(?:\sto)?|trying to|looking to|asking (?:to|for)|here to|going to|gonna)?\s?"
    rf"(?:an?\s|the\s|my\s|to\s)?{_ACTS_EN}|(?:rather than|instead of|without)\s(?:an?\s|the\s)?{_ACTS_EN})(?:\s(?:it|this|that|them|my order|the order|an?y?thing|the whole (?:thing|order)))?"
)
_NOT_KO = re.compile(
    r"[가-힣]*\s?(?:취소|반품|환불|교환|구매|주문|결제|삭제|탈퇴|해지|상담)\s?(?:은|는|을|를|이|가)?\s?"
    r"(?:말고|말구|하지\s?말고|하지\s?말아\s?주세요|하지\s?마(?:세요|시고|시구|십시오|요|라)?(?![가-힣])|하려는\s?(?:게|건|것이?)\s?아니(?:라|고|구|에요|예요)?|하겠다는\s?(?:게|건)\s?아니(?:라|고)|할\s?(?:게|건|거)\s?아니(?:라|고)|하고\s?싶은\s?(?:게|건)\s?아니(?:라|고)|아니(?:라|고|구)|할\s?생각은?\s?없고|안\s?하고|필요\s?없고|하는\s?거\s?아니(?:라|고))"
)
_NOT_JA = re.compile(
    r"(?:キャンセル|取り消し|返品|返金|交換|購入|注文|支払い|削除|退会|解約)(?:したい|する|したいん|したいの|がしたい)?(?:わけ|の|ん|つもり)?(?:では?なく?て?|じゃなく?て?|じゃない(?:です)?(?:けど|が|ので)?|はしないで(?:ください)?|しないで(?:ください)?|しなくて(?:いい|大丈夫)(?:です)?|せずに|はいらないので|以外)"
)
# A clause that only says what is not the matter, before what is: *not complaining, but where is it?*, 환불은 됐고 언제 와요.
_CLAUSES = {
    "en": re.compile(
        r"^(?:no,?\s)?(?:(?:i'?m|i am|i)\s)?(?:don'?t|do not|not|never)\s(?:(?:really|even|actually)\s)?(?:want|wanting|need|needing|ask|asking|after|here|looking|look|complain|complaining"
        r"|trying|call|calling|phone|ring|mean|moaning|fussed|bothered|cancel|cancelling|refund)\b[^,.;:!?]{0,40}?"
        r"(?:[,.;:!?]+\s*(?:(?:but|just|only|i just|i only)\s)?|\s(?:but|just)\s)"
    ),
    "ko": re.compile(
        r"^(?:[가-힣a-z\s]{1,14}?(?:은|는|이|가|도|을|를)?\s?(?:아니고|아니라|말고|됐고|됐구|필요\s?없고|필요\s?없으니까?|(?<=[은는도]\s)없고|(?<=[은는도])없고)[\s,!]+)+"
    ),
    "ja": re.compile(
        r"^(?:[^,.!?]{1,16}?(?:じゃなくて|ではなくて?|じゃない(?:けど|んだけど|ので)|は(?:もう)?いい(?:から|ので|んで)|は(?:いら|要ら)ない(?:から|ので|けど)|わけじゃない(?:けど|んだけど|が|です(?:が|けど)))[,.\s]*)+"
    ),
}
_NOTS = {"en": _NOT_EN, "ko": _NOT_KO, "ja": _NOT_JA}


_HANGING = frozenset(
    [
        "a",
        "all",
        "also",
        "am",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "both",
        "but",
        "by",
        "did",
        "do",
        "does",
        "each",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "here",
        "him",
        "his",
        "i",
        "if",
        "in",
        "is",
        "it",
        "its",
        "just",
        "like",
        "me",
        "much",
        "my",
        "no",
        "not",
        "now",
        "of",
        "off",
        "on",
        "one",
        "only",
        "or",
        "our",
        "out",
        "please",
        "pls",
        "s",
        "she",
        "so",
        "some",
        "still",
        "t",
        "than",
        "thanks",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "to",
        "too",
        "up",
        "us",
        "very",
        "was",
        "we",
        "were",
        "with",
        "yet",
        "you",
        "your",
    ]
)


def cuts(text: str, lang: str) -> list[tuple[int, int, bool]]:
    """The places where the text may be cut in two: where the left part ends, where the right one begins, and whether a sentence's end
    or a word such as *and*, 그리고, あと says so; at most six."""
    out = []
    for match in _CUTS.get(lang, _CUT_EN).finditer(text):
        if _TIGHT.match(text, match.start()) and match.end() == match.start() + 1:
            continue
        said = bool(_SAID.search(match.group()) or linked(text, match.start(), match.end()))
        out.append((match.start(), match.end(), said))
    return [cut for cut in out if cut[0] >= 2 and _long_enough(text[cut[1] :].strip(" .?!~"))][:6]


def _long_enough(part: str) -> bool:
    return len(part) >= (4 if part.isascii() else 2)


def without_chatter(text: str, lang: str) -> tuple[int, int]:
    """Where in the text the message itself begins and ends, without *um yeah hi i was wondering* before it and *thanks* behind it."""
    lead, tail = _LEADS.get(lang, _LEADS["en"]).match(text), _TAILS.get(lang, _TAILS["en"]).search(text)
    begin, end = lead.end() if lead else 0, tail.start() if tail else len(text)
    return (begin, end) if begin < end else (0, len(text))


def only_keeps(part: str) -> bool:
    """Whether a part only says what is to stay: *keep the bolts*, 볼트만 남겨줘, 糊は残して."""
    return bool(_KEEPS.search(part))


def only_chatter(part: str, lang: str) -> bool:
    """Whether a part is nothing but words people talk themselves into a message with: *wait*, 저기요, あの."""
    said = part.strip(" ,.!~")
    return bool(_LEADS.get(lang, _LEADS["en"]).fullmatch(f"{said},"))


_PLEASED = re.compile(
    r"(?:(?:oh|ah|ok(?:ay)?|that'?s|thats|all|so|very|really|how)[\s,]+)*(?:great|perfect|lovely|cool|nice|awesome|sweet|brilliant|super|wonderful|amazing|good|fab|excellent|fantastic|sick|ace)(?:[\s,]+(?:that'?s|thats) all| then| stuff| one)?"
    r"|(?:오+|와+|아+)?\s?(?:좋(?:네요?|아요?|군요?|습니다)|굿|대박|완벽(?:해요|하네요)?|딱이(?:네요?|에요)|최고(?:예요|네요)?|이쁘네요?|예쁘네요?|괜찮네요?)"
    r"|(?:わ[ーあ]?[、,]?|おお?[、,]?|あ[、,]?)?(?:いい(?:です)?ね|最高(?:です)?|素敵(?:です(?:ね)?)?|すてき|完璧(?:です)?|すごい|よかった(?:です)?|かわいい)"
)


def is_pleased(part: str) -> bool:
    """Whether a part is nothing but a word of liking, which before a wish is no praise to be thanked for: *perfect. kakaopay ok?*"""
    return _PLEASED.fullmatch(plain(part).strip(" ,.!~。、！ㅎㅋ")) is not None


def unlinked(text: str) -> str:
    """A part without the connecting words it begins with."""
    return _LINK.sub("", text).strip()


def whole(part: str, lang: str) -> str:
    """A left part said to its end, as phrases are learnt: 담고 alone is half a verb, 담고 싶어요 is a wish; 얼마고 is a question and 왔고
    tells."""
    said = part.rstrip()
    if lang != "ko" or not said.endswith("고"):
        return part
    if said.endswith("얼마고"):
        return f"{said[:-1]}예요"
    if len(said) > 1 and jamo(said[-2]).endswith("ㅆ"):
        return f"{said[:-1]}어요"
    return f"{said} 싶어요"


def joined(text: str, end: int, begin: int) -> bool:
    """Whether two nouns are only joined there, in one breath: 배송비랑 배송기간, 送料と日数."""
    return bool(_JOINED.search(text[end:begin]))


def without_negated(text: str, lang: str) -> tuple[str, str]:
    """The text without the act it says it does *not* want, and that act's words (empty when there is none)."""
    match = _NOTS.get(lang, _NOT_EN).search(text)
    if not match:
        return text, ""
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    return " ".join(rest.split()).strip(" ,.;-"), match.group()


def without_refusal(text: str, lang: str) -> tuple[str, str]:
    """The text without a clause before it that says what is not wanted, and that clause (empty when there is none)."""
    match = _CLAUSES.get(lang, _CLAUSES["en"]).match(text)
    return (text[match.end() :].strip(), match.group()) if match and match.end() < len(text) else (text, "")


def only_why(part: str, lang: str) -> bool:
    """Whether a part only gives the reason for another, and asks for nothing itself."""
    return bool(_REASONS.get(lang, _REASONS["en"]).search(part))


def linked(text: str, end: int, begin: int) -> bool:
    """Whether the parts before ``end`` and from ``begin`` on are joined by a word that adds one to the other."""
    return bool(_SAID_WORD.search(text[end:begin]) or _SAID_NEXT.match(text[begin:]) or _DEED_BEFORE.search(text[:end]))


def other_side(part: str) -> bool:
    """Whether a part only asks the other side of the question before it: *or does it only stop the wind?*, 아님 ..., それとも..."""
    return bool(_OR.match(part.lstrip(" ,.?!")))


def says_something(part: str, lang: str) -> bool:
    """Whether a part has a word that could ask for something: *all of it*, *that's all* and 그거 다 only hang on the part before them."""
    return lang != "en" or bool(set(re.findall("[a-z]+", part.lower())) - _HANGING)
