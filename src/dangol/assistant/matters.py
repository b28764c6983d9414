# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""What a question is a matter of, and where that stands in what is written of a product, though no word of the question does: *몇 프로예요* by *15%*, 물에 안 번져요 by
*waterproof*, 임산부 by *not for use in pregnancy*. Pure.

A pair is a way of asking and what a shop writes of it, both in all three languages. Nothing is concluded: the sentence is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dangol.assistant.absence import spoken_of
from dangol.assistant.avoided import avoided_in
from dangol.assistant.told import denies
from dangol.commerce.catalog.products import Product
from dangol.search.letters import plain

WITH_CHILD = "with_child"  # the fact of a conversation that somebody in it is pregnant or nursing
_MOST = 3
_LONGEST = 300
_READ = 500  # characters of a question
# 5.5 and 1.2 kg are no ends of a sentence: there has to be a space behind the full stop.
_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n+")

Pair = tuple[re.Pattern[str], re.Pattern[str]]


def _pair(asked: str, stated: str) -> Pair:
    return re.compile(asked), re.compile(stated)


# What somebody's health hangs on. The first is what is asked; whoever asks has to hear the second.
_CAUTIONS: tuple[Pair, ...] = (
    _pair(
        r"\b(?:pregnan\w*|breast[ -]?feed\w*|nursing|expecting a baby|trying for a baby)|임산부|임신|수유|임부|妊娠|妊婦|授乳|マタニティ",
        r"\bpregnan|breast[ -]?feed|\bnursing\b|임산부|임신|수유|임부|妊娠|妊婦|授乳",
    ),
    _pair(
        r"\b(?:allerg\w+|intoleran\w+)\b|알레르기|알러지|앨러지|アレルギー|アレルゲン",
        r"allerg|알레르기|알러지|アレルギー|アレルゲン",
    ),
    _pair(
        r"\b(?:gluten|coeliac|celiac)\b|글루텐|셀리악|グルテン|セリアック",
        r"\b(?:gluten|wheat|barley|rye|spelt)\b|글루텐|밀가루|통밀|호밀|보리|グルテン|小麦|大麦|ライ麦",
    ),
    _pair(
        r"\b(?:lactose|dairy)\b|유당|유제품|乳糖|乳製品",
        r"\b(?:lactose|dairy|milk|whey|casein)\b|유당|유제품|우유|유청|乳",
    ),
    _pair(
        r"\b(?:nuts?|peanuts?|almonds?)\b|견과|땅콩|아몬드|호두|ナッツ|ピーナッツ|落花生|アーモンド|くるみ",
        r"\b(?:\w*nuts?|almonds?|pecans?|cashews?)\b|견과|땅콩|아몬드|호두|ナッツ|ピーナッツ|落花生|アーモンド|くるみ",
    ),
    _pair(
        r"\b(?:baby|babies|infants?|toddlers?|newborns?|(?:one|two|three|four|\d+)[ -](?:year|month)s?[ -]olds?|how old|what age|which age|choke|choking|swallow\w*)\b"
        r"|아기|아가|신생아|유아|영아|돌\s?아기|몇\s?(?:살|세|개월)|\d\s?(?:살|세|개월)|삼킬|삼켜|질식|연령"
        r"|赤ちゃん|乳児|幼児|新生児|何(?:歳|才|[かカヶ]月)|\d\s?(?:歳|才|[かカヶ]月)|誤飲|飲み込|対象年齢",
        r"\b(?:bab(?:y|ies)|infants?|toddlers?|choking|swallow\w*|small parts|ages?|aged)\b|\b\d+\+|\d\s?(?:years?|months?)\b"
        r"|아기|신생아|유아|영아|질식|삼키|작은\s?부품|\d\s?(?:세|살|개월)|연령|赤ちゃん|乳児|幼児|誤飲|飲み込|小さな部品|\d\s?(?:歳|才|[かカヶ]月)|対象年齢",
    ),
)
_CONTENTS = _pair(
    r"성분|원료|뭐가?\s?들|뭘로|뭐로\s?만|들어\s?(?:가|있|갔|간)|\b(?:ingredients?|contain\w*|made (?:of|from|with|out of)|what'?s in)\b|成分|原料|材料|何が入|入って|何で(?:でき|出来|作)|使われ",
    r"추출물|성분|함유|원료|무향|무알코올|재료|들어\s?(?:있|간)|로\s?만[든들]|\b(?:extract|contains?|ingredients?|made (?:of|from|with|out of)|\w+-free)\b|成分|エキス|配合|原料|使用|でできて|から作|無添加|不使用|入り",
)
_OTHERS: tuple[Pair, ...] = (
    _pair(
        r"\b(?:water ?proof|water[ -]resistan\w+|smudge\w*|smear\w*|sweat\w*|swim\w*|(?:in|the) rain|get wet|come off)\b"
        r"|워터\s?프루프|방수|물에|번지|번져|번짐|땀에|수영|비\s?(?:맞|와|오)|젖어도|防水|水に|にじ|滲|汗|プール|雨に|濡れ|落ちにく|落ちない|落ちます",
        r"water ?proof|water[ -]resist|smudge|smear|\bipx?\d|sweat|워터\s?프루프|방수|내수|번지|번짐|땀|ウォータープルーフ|防水|耐水|撥水|にじ|滲|汗|水に強|落ちにく",
    ),
    _pair(
        r"\bhow (?:many|much) (?:ml|millilit\w+|cl|lit(?:er|re)s?|grams?|oz|ounces?)\b|\bhow (?:big|large) is (?:the|a|one) (?:bottle|tube|jar|pack|bag|can)\b|\bhow much is (?:in it|in the|inside)|\bhow much .{1,20} hold|\b(?:capacity|volume|net (?:weight|content))\b"
        r"|몇\s?(?:ml|미리|밀리|리터|l(?![a-z])|그램|그람|g(?![a-z]))|용량|내용량|얼마나\s?들었|何(?:ml|ミリ|リットル|グラム|g(?![a-z]))|容量|内容量|どれ(?:くらい|ぐらい|だけ)入",
        r"\d\s?(?:ml|cl|dl|l|g|kg|oz|lit(?:er|re)s?|grams?|밀리리터|리터|그램|ミリリットル|リットル|グラム)(?![a-z])",
    ),
    _pair(
        r"몇\s?(?:프로|퍼센트|%)|농도|함량|함유량|\b(?:how many|how much|what) (?:per ?cent|percentage|%)|\b(?:concentration|how strong|what strength)\b|何(?:パー|%|％)|濃度|含有量|配合量",
        r"\d\s?(?:%|％|per ?cent|퍼센트|프로|パーセント)",
    ),
    _pair(
        r"낮에|밤에|아침에|저녁에|\b(?:during the day|in the day|day ?time|by day|at night|in the (?:morning|evening)|overnight)\b|昼|夜|朝|日中|寝る前",
        r"밤|낮|아침|저녁|\bnight|\bday ?time|\bby day\b|\bmorning|\bevening|夜|昼|朝|日中|就寝",
    ),
    _pair(
        r"(?<![가-힣])향(?:이|은|기|도|수?\s?냄새)?(?![가-힣]{2})|무슨\s?향|어떤\s?향|향기|냄새|\b(?:smell\w*|scent\w*|fragran\w+|perfumed)\b|香り|匂|臭|におい|ニオイ",
        r"무향|향료|향기|(?<![가-힣])향(?!상|해|후|수)|[가-힣]\s향(?![가-힣])|\bscent|\bfragran|\bsmell|unscented|香|無臭|匂",
    ),
    _pair(
        r"\bhow many batter|\bbatter(?:y|ies)\b|건전지|배터리|전지|電池|バッテリー",
        r"\bbatter|건전지|배터리|전지|電池|バッテリー",
    ),
    _pair(r"何本", r"\d\s?本|一本|二本|三本|四本"),
    _pair(
        r"몇\s?(?:개|매|장|입|정|포|조각|피스)(?:입|들이)?|\bhow many (?:pieces|sheets|pcs|tablets|sachets|in (?:a|the|one)|come|are (?:in|there)|do (?:i|you) get|does it (?:need|have|come))\b|何(?:枚|個|粒|包|ピース|錠)",
        r"\d\s?(?:매|장|개|입|정|포|조각|피스)|\b(?:\d+|two|three|four|five|six|eight|ten|twelve)\s(?:\w+\s)?(?:pieces|sheets|pcs|tablets|sachets|masks|colou?rs|batteries)|\bset of \d|\d\s?(?:枚|個|粒|包|ピース|錠|色)",
    ),
    _pair(
        r"\b(?:how (?:tall|high|wide|deep|big|large)|height|width|depth|dimensions?)\b|높이|폭이|너비|깊이|크기|몇\s?(?:센티|센치|cm)|高さ|幅|奥行|大きさ|何(?:センチ|cm|ミリ)|サイズ",
        r"\d\s?(?:cm|mm|m|inch(?:es)?|센티|センチ|ミリ)(?![a-z])",
    ),
    _CONTENTS,
    _pair(
        r"조립|\bassembl\w+|\bput (?:it )?together|組み?立て", r"조립|\bassembl|組み?立て"
    ),
    _pair(
        r"야외|실외|밖에서|\b(?:outdoors?|outside|in the garden)\b|屋外|野外|外で|庭で",
        r"야외|실외|실내|\b(?:in|out)doors?\b|屋外|屋内|野外|室内",
    ),
    _pair(
        r"전자\s?레인지|\bmicrowav\w+|電子レンジ|レンジ", r"전자\s?레인지|\bmicrowav|電子レンジ|レンジ"
    ),
    _pair(r"식기\s?세척기|식세기|\bdish ?washer|食洗|食器洗", r"식기\s?세척기|식세기|\bdish ?washer|食洗|食器洗"),
    _pair(r"인덕션|\binduction|\bih\b|電磁", r"인덕션|\binduction|\bih\b|電磁"),
    _pair(r"오븐|\boven|オーブン", r"오븐|\boven|オーブン"),
)  # fmt: skip


# Whether somebody may use a thing at all.
_MAY_USE = re.compile(
    r"\b(?:safe|ok(?:ay)?|suitable|fine)\b.{0,12}\b(?:for|to|on|during|while|with|if)\b"
    r"|\b(?:can|could|may|should) (?:i|we|she|he|they|you|it|babies|(?:a|an|my|our|the) \w+|\w+s) (?:be used|use|drink|eat|wear|take|have)\b(?! (?:a |an |the |my )?(?:coupon|code|voucher|card|point|gift))"
    r"|(?:써|발라|먹어|먹여|마셔|입어|입혀|사용해)도|(?:쓸|바를|먹을|먹일|마실|사용할)\s?수|사용\s?가능|쓰기엔?\s?괜찮|에게?\s?(?:괜찮|안전)"
    r"|使え|使って(?:も|いい|大丈夫)|使用(?:でき|可能|しても)|飲め|飲んで(?:も|いい|大丈夫)|食べられ|食べて(?:も|いい|大丈夫)|塗(?:れ|って)|大丈夫|安全"
)


def says_nothing_of(article: str, question: str) -> bool:
    """Whether ``question`` asks if somebody whose health hangs on it may use a thing, and ``article`` speaks of nobody of the kind: what a
    shop wrote for the pregnant is no answer to *is it safe for babies?*"""
    asked_of, written = plain(question[:_READ]), plain(article)
    pairs = [pair for pair in _CAUTIONS if pair[0].search(asked_of)] if _MAY_USE.search(asked_of) else []
    return bool(pairs) and not any(asked.search(written) or states.search(written) for asked, states in pairs)


def is_caution(text: str) -> bool:
    """Whether somebody's health hangs on what ``text`` asks: an allergy, a pregnancy, what a small child swallows."""
    said = plain(text[:_READ])
    return bool(avoided_in(text[:_READ])) or any(asked.search(said) for asked, _ in _CAUTIONS)


def cautions_of(product: Product, question: str, lang: str) -> list[str]:
    """What is written of ``product`` that somebody who asks ``question`` has to hear; in another language where it stands in that alone."""
    said = plain(question[:_READ])
    stated = [states for asked, states in _CAUTIONS if asked.search(said)]
    avoided = avoided_in(question[:_READ])
    if not stated and not avoided:
        return []
    for texts in (
        _written(product, lang),
        *(_written(product, other) for other in product.description.values if other != lang),
    ):
        found = [text for text in texts if any(states.search(plain(text)) for states in stated) or _has(text, avoided)]
        if found:
            return found[:_MOST]
    return []


def asks_contents(text: str) -> bool:
    """Whether ``text`` asks what something is made of: *what's in it*, 성분이 뭐예요, 何が入っていますか."""
    return bool(_CONTENTS[0].search(plain(text[:_READ])))


def with_child(text: str) -> bool:
    """Whether ``text`` speaks of being pregnant or nursing."""
    return _CAUTIONS[0][0].search(plain(text[:_READ])) is not None


def warns_of(product: Product, text: str, lang: str) -> bool:
    """Whether what is written of ``product`` warns of what ``text`` says somebody's health hangs on: it is nothing to be recommended."""
    said = plain(text[:_READ])
    unborn = [states for asked, states in _CAUTIONS[:1] if asked.search(said)]
    own, avoided = _written(product, lang), avoided_in(text[:_READ])
    return any(states.search(plain(line)) and denies(line) for states in unborn for line in own) or any(
        spoken_of(line, what)[0] for what in avoided for line in own
    )


def stated_of(product: Product, question: str, lang: str) -> list[str]:
    """The sentences and stated values of ``product`` that speak of the matter ``question`` is of; none where it is of none."""
    said = plain(question[:_READ])
    stated = [states for asked, states in _OTHERS if asked.search(said)]
    found = [text for text in _written(product, lang) if any(states.search(plain(text)) for states in stated)]
    title = product.title.text(lang)
    return [text for text in found if text != title][:_MOST] or found


def _has(text: str, avoided: Sequence[str]) -> bool:
    return any(any(spoken_of(text, what)) for what in avoided)


def _written(product: Product, lang: str) -> list[str]:
    """What is written of a product, part by part: its stated values, the sentences of its description, what it comes in, its title."""
    lines = [f"{a.name.text(lang) or a.id}: {a.value.text(lang)}" for a in product.attributes]
    lines += [part.strip(" \t•-") for part in _SENTENCE.split(product.description.text(lang))]
    lines += [
        f"{option.name.text(lang) or option.id}: {', '.join(value.name.text(lang) for value in option.values)}"
        for option in product.options
    ]
    lines.append(product.title.text(lang))
    return [line for line in lines if line and len(line) <= _LONGEST]
