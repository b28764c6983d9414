# ruff: noqa: E501  (patterns read best on one line)
"""Whether a text says of a thing that it is *not* there: *made without nuts*, 닭고기가 전혀 들어가지 않은, 小麦を使わない. Pure.

Who cannot bear chicken is best served by the food that says it has none: the word alone must not keep it from them. Where a text could
also be meant otherwise, the thing counts as there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangol.kit.stems import stem
from dangol.search.letters import hiragana, plain

_WORD = re.compile(r"[a-z0-9]+")
_SHORT = 2  # Latin letters that are no name of a thing
_FREE = re.compile(r"^(?:[\s-]free\b(?!\s(?:range|of|from|samples?))|less\b)")
# What stands before a thing that is not there: *no chicken*, *contains no wheat, milk or nuts*. *No added* says nothing of the thing itself.
_NO = re.compile(
    r"\b(?:no|without|free (?:of|from)|zero|never|0%|(?:does not|doesn'?t|do not|don'?t) (?:contain|have|include)|not contain(?:ing)?)\s"
    r"(?:(?:any|all|traces of)\s)?(?:(?!but\b|and\b|with\b|added\b|extra\b|artificial\b|more\b|other\b)[a-z]+(?:,\s?(?:or\s|nor\s)?|\s(?:or|nor)\s))*$"
)
# What makes even such words no promise: *cannot be called nut-free*, *not free of*, *no longer*.
_UNSURE = re.compile(
    r"\b(?:cannot|can'?t|can not|could not|isn'?t|is not|are not|aren'?t|not|may|might|guarantee)\b[^.;!?]{0,25}$"
)
_KO = re.compile(
    r"^(?:(?:와|과|이?나|이?랑)\s[가-힣]{1,6}?){0,3}[가-힣]{0,3}?(?:\s?(?:성분|원료|재료|함유))?(?:이|가|은|는|을|를|도|조차)?\s?(?:전혀|일절|일체|하나도|절대|아예|한\s?방울도|조금도)?\s?"
    r"(?:(?:들어\s?가|들어\s?있|넣|쓰|사용하|사용되|포함하|포함되|포함되어\s?있|함유하|함유되|함유되어\s?있|첨가하|섞)지\s?(?:않|아니|안)"
    r"|안\s?(?:들어|든|들었|넣|쓰|써|쓴|섞|섞은)|없(?:는|이|어|습|음|고|$)|무첨가|미함유|미사용|불포함|프리(?![가-힣])|제로)"
)
_JA = re.compile(
    r"^(?:[・とや][^\s、。・]{1,8}?){0,3}(?:[一-鿿]|しよう){0,3}?(?:せいぶん|げんりょう|由来|成分|原料)?(?:を|は|が|も|の)?(?:一切|いっさい|全く|まったく|全然)?"
    r"(?:(?:使|つか)(?:わな|わず|いませ|ってい?な|ってい?ませ)|使用(?:せず|しな|しませ|してい?な|してい?ませ)|不使用|無添加|無使用|入れ(?:な|ず|ませ|ていな|ていませ)"
    r"|入って(?:いな|いませ|な|ませ)|はいって(?:いな|いませ|な|ませ)|含(?:まな|まず|みませ|んでいな|んでいませ|まれな|まれず|まれませ|まれていな|まれていませ)"
    r"|ふりー|なし|無し|抜き|ぬき|ぜろ)"
)
# One food under several names: who cannot bear 鶏肉 is kept from チキン. No word so short that it stands within others.
_NAMES = {
    hiragana(plain(name)): names.split()
    for names in (
        "chicken poultry 닭고기 치킨 鶏 鶏肉 とり肉 チキン",
        "beef 소고기 쇠고기 비프 牛肉 ビーフ",
        "pork 돼지고기 豚肉 ポーク",
        "lamb mutton 양고기 羊肉 ラム肉",
        "egg 계란 달걀 에그 卵 玉子 たまご エッグ",
        "milk 우유 밀크 牛乳 ミルク",
        "wheat 밀가루 小麦",
        "peanut 땅콩 피넛 落花生 ピーナッツ",
        "buckwheat 메밀 そば 蕎麦",
        "soy soya 대두 大豆",
        "sesame 참깨 ごま 胡麻",
        "shrimp prawn 새우 えび 海老",
        "crab 꽃게 かに 蟹",
    )
    for name in names.split()
}

# What holds another thing, though it is called otherwise: gluten is in wheat, whoever bakes with it. Said to be there it is there; that *one* of
# them is left out says nothing of the others. A word that means other things beside others stands alone: 밀 is in no 밀폐.
_WITHIN = {
    name: re.compile(held)
    for names, held in (
        (
            "gluten 글루텐 グルテン",
            r"\b(?:(?<!buck)wheat|barley|rye|spelt|semolina|malt)\b|(?<![가-힣])(?:통|호)?밀(?=가루|[^가-힣]|$)|(?<![가-힣])보리(?!수|심)|(?<![가-힣])맥아(?!당)|(?<!そば)小麦|大麦|らい麦|(?<!蕎)麦茶|麦芽(?!糖)",
        ),
        (
            "dairy lactose milk 유제품 유당 우유 乳製品 乳糖 牛乳 乳",
            r"\b(?<!coconut )(?<!oat )(?<!soy )(?<!almond )(?<!rice )milk\b|\b(?:cheese|yogh?urt|whey|buttermilk)\b|\b(?<!peanut )(?<!cocoa )(?<!shea )(?<!nut )(?<!almond )butter\b"
            r"|(?<![가-힣])우유|(?<![가-힣])(?:버터|치즈|생크림|요거트|요구르트|연유|탈지분유)|牛乳|(?<!豆)(?<!母)(?<!授)乳(?=[\s、・,。/]|$|製品|成分)|ばたー|ちーず|生くりーむ|よーぐると|練乳",
        ),
        (
            "nut nuts 견과 견과류 ナッツ ナッツ類",
            r"\b(?:almond|pecan|cashew|pistachio|macadamia|praline)s?\b|아몬드|호두|헤이즐넛|캐슈넛|피스타치오|피칸|마카다미아|땅콩|あーもんど|くるみ|胡桃|へーぜる|ぴすたちお|かしゅー|まかだみあ|ぴーかん|ぴーなっつ",
        ),
        (
            "alcohol 알코올 アルコール",
            r"\b(?:rum|brandy|whisk(?:e)?y|liqueur|bourbon|sake)\b|(?<![가-힣])(?:럼|브랜디|위스키|리큐어|리큐르|청주|소주)(?![가-힣]{2})|らむ(?:酒|と|、)|ぶらんでー|ういすきー|りきゅーる|洋酒|日本酒",
        ),
        (
            "shellfish crustacean crustaceans 갑각류 甲殻類",
            r"\b(?:shrimp|prawn|crab|lobster|crayfish)s?\b|새우|꽃게|대게|랍스터|えび|海老|かに(?![ゝ])|蟹|ろぶすたー",
        ),
    )
    for name in names.split()
}

# What a food is called for short where it is all that is said: 닭 말고.
_FOR_SHORT = {
    "닭": "닭고기",
    "소": "소고기",
    "돼지": "돼지고기",
    "양": "양고기",
    "鶏": "鶏肉",
    "牛": "牛肉",
    "豚": "豚肉",
    "羊": "羊肉",
}


def names_of(what: str) -> tuple[str, ...]:
    """What ``what`` is called in the words of all languages, itself first."""
    meant = _FOR_SHORT.get(what, what)
    return tuple(dict.fromkeys((what, *_NAMES.get(hiragana(plain(meant)), ()))))


def spoken_of(text: str, what: str) -> tuple[bool, bool]:
    """Whether ``text`` says ``what`` is there (or only names it), and whether it says that it is not."""
    there = absent = False
    names = dict.fromkeys((what, *_NAMES.get(hiragana(plain(what)), ())))
    for gone in (gone for name in names for gone in _places(text, name)):
        there, absent = there or not gone, absent or gone
    held = _WITHIN.get(what.casefold())
    if held is not None and not there:
        there = _holds(hiragana(plain(text)), held)
    return there, absent


def _holds(said: str, held: re.Pattern[str]) -> bool:
    """Whether ``said`` names one of what is ``held``, and does not say that it is left out."""
    for found in held.finditer(said):
        rest, before = said[found.end() :], said[: found.start()]
        gone = _KO.match(rest) or _JA.match(rest) or _FREE.match(rest) or _NO.search(before)
        if not gone:
            return True
    return False


def _places(text: str, what: str) -> Iterator[bool]:
    """Every place where ``text`` names ``what``: whether it is said not to be there."""
    said = hiragana(plain(text))
    if what.isascii():
        # The end of a word counts: who cannot bear nuts is not shown hazelnuts. Too much left out is better than too little.
        stems = tuple(stem(part) for part in what.lower().split() if len(part) > _SHORT)
        for word in _WORD.finditer(said) if stems else ():
            if stem(word.group()).endswith(stems):
                before, after = said[: word.start()], said[word.end() :]
                no = _NO.search(before)
                start = no.start() if no else word.start()
                yield bool(no or _FREE.match(after)) and not _UNSURE.search(said[:start])
        return
    wanted = hiragana(plain(what))
    for found in re.finditer(re.escape(wanted), said) if wanted else ():
        rest = said[found.end() :]
        yield bool(_KO.match(rest) or _JA.match(rest))
