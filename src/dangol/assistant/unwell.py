# ruff: noqa: E501  (patterns read best on one line)
"""Whether a message tells that something did the body harm: *my face is burning after the toner*, 눈에 들어갔어요, 飲み込んだ. Pure.

It sounds like a search, an order or a parcel that came damaged, and is none: nothing is sold to who says so.
"""

from __future__ import annotations

import re
from typing import Literal

from dangol.nlu.commands import Start, Understanding
from dangol.search.letters import plain

Harm = Literal["swallowed", "eye", "skin", "breath"]

_READ = 400
_BODY_EN = r"(?:face|skin|eyes?|eyelids?|lips?|mouth|tongue|throat|scalp|hands?|fingers?|arms?|legs?|feet|foot|neck|cheeks?|nose|ears?|body|chest)"
_BODY_KO = r"(?:얼굴|피부|눈|눈가|눈두덩|입술|입|혀|목|두피|손|손가락|팔|다리|발|볼|코|귀|몸|등|이마)"
_BODY_JA = r"(?:顔|肌|皮膚|目|まぶた|唇|口|舌|喉|のど|頭皮|手|指|腕|足|脚|首|頬|鼻|耳|体|からだ|背中)"
# What the harm is, the most pressing first. Each says so by itself.
_HARMS: tuple[tuple[Harm, re.Pattern[str]], ...] = (
    (
        "breath",
        re.compile(
            r"\b(?:can'?t|cannot|hard to|trouble|difficulty|struggling to|difficult to) breath\w*|\b(?:throat|face|tongue|lips?) (?:is|are|has|have)?\s?(?:swelling up|swollen|swelled|closing)\b|\banaphyla"
            r"|숨(?:이|을|쉬기가?|\s?쉬기가?)?\s?(?:안\s?쉬|못\s?쉬|막히|막혀|가쁘|가빠|차요|힘들)|호흡\s?곤란|(?:목|입술|혀|얼굴)(?:이|가)?\s?(?:퉁퉁\s?)?부었|(?:목|입술|혀|얼굴)(?:이|가)?\s?부어올|아나필락"
            r"|息(?:が|を)?(?:できな|苦し|しづら|しにく)|呼吸困難|(?:喉|のど|唇|舌|顔)が?(?:パンパンに)?腫れ|アナフィラ"
        ),
    ),
    (
        "swallowed",
        re.compile(
            r"\b(?:swallow(?:ed|ing)|ingested|accidentally (?:ate|drank)|(?:ate|drank) (?:it|some|one|\w+) by (?:accident|mistake)|choked|choking on|poison(?:ed|ing)|put (?:it|one|a \w+) (?:up|in) (?:his|her|their) nose)\b"
            r"|삼켰|삼켜\s?(?:버|서|요$)|삼킨\s?(?:거|것)|(?:실수로|모르고|잘못)\s?(?:먹|마[셨셔시])|마셔\s?버렸|목에\s?걸렸"
            r"|飲み込(?:んだ(?!り)|んで|みま|んじゃ|まれ)|飲んで?しまい?(?:っ|ま)|飲んじゃ|誤飲し|誤って(?:飲|食)|(?:喉|のど)に詰ま"
        ),
    ),
    (
        "eye",
        re.compile(
            r"\b(?:got|get|went|goes|getting|splash\w*|spray\w*|squirt\w*|is|came)\b.{0,30}\b(?:in|into|inside) (?:my|his|her|their|the|our|one|both)(?:\s\w+'?s?)? eyes?\b|\beyes? (?:is|are|feels?|keeps?|started|still)\s?(?:\w+\s)?(?:burn\w*|sting\w*|red|hurt\w*|sore|watering|swollen|irritated)\b"
            r"|눈에\s?(?:[가-힣]{1,6}\s?)?(?:들어갔|들어가서|들어가\s?(?:버|요$)|튀었|튀어서|튀겼)|눈(?:이|도|가가?)?\s?(?:너무\s?|계속\s?|막\s?)?(?:따가|따갑|충혈|부었|아파요|시려요|빨개)"
            r"|目に(?:[ァ-ヶー一-鿿ぁ-ん]{0,6})?(?:入って?しま|入りま|入った|入っちゃ|かか(?:った|りま)|飛ん(?:だ|で))|目が(?:とても|すごく)?(?:痛(?:い|く|み)|しみ|充血|赤く|腫れ)"
        ),
    ),
    (
        "skin",
        re.compile(
            rf"\b(?:my|his|her|their|our)(?: \w+'?s?)? {_BODY_EN} (?:is|are|was|got|gets|feels?|went|turned|turns|started|keeps?|has been|became|now)\s?(?:\w+\s){{0,2}}?(?:burn(?:ing|s|t)?|sting\w*|red\b|swollen|swelling|swelled|peeling|blister\w*|bleeding|irritated|numb|inflamed)"
            rf"|\b(?:ma(?:de|kes?|king)|left|leaves|turned|turning) (?:my|his|her|their|our)(?: \w+'?s?)? {_BODY_EN} (?:\w+\s){{0,2}}?(?:burn(?:ing|s|ed|t)?|sting\w*|stung|itch\w*|red\b|raw\b|sore\b|swell\w*|swollen|peel\w*|blister\w*|bleed\w*|irritated|numb|inflamed)"
            r"|\bitch\w*\b.{0,40}\b(?:after|since|from) (?:using|i used|applying|i applied|putting|i put|the)\b"
            r"|\b(?:got|have|having|had|developed|broke out in|came up in|gave me|giving me|caused|causing|getting) (?:a |an |some |bad |terrible |red |this |hives\b|itchy )*(?:rash(?:es)?|hives|allergic reaction|skin reaction|blisters|chemical burn|burns? on)\b|\bburn(?:ed|t|s|ing) (?:my|his|her) (?:\w+\s)?(?:skin|face|hands?|scalp|eyes?|lips?)\b|\bbroke out in hives\b|\b(?:cut|injured|hurt) (?:my|his|her)(?:self| (?:hand|finger|foot|head|child|son|daughter))\b"
            rf"|두드러기(?:가)?\s?(?:났|나요|나서|올라|생[겼기])|발진(?:이)?\s?(?:났|생[겼기]|올라)|{_BODY_KO}(?:이|가|도|은|는|에)?\s?(?:[가-힣]{{1,6}}\s)?(?:너무\s?|막\s?|계속\s?|갑자기\s?)?(?:따갑|따가워|따가운|화끈|빨개졌|빨갛게|붉어졌|가려워졌|부었|부어올|부풀|벗겨졌|물집|뒤집어|뒤집혔|뒤집어졌|진물|화상)"
            r"|(?:바르|발랐|발라|쓰고|썼는데|사용했|사용\s?후|쓴\s?(?:뒤|후))[가-힣\s]{0,16}?(?:따갑|따가워|화끈|빨개졌|빨갛게|붉어졌|가렵|가려워|부었|부어올|뒤집|트러블이?\s?(?:났|올라|생)|물집|벗겨|진물|화상)|(?:손|손가락|발|머리)(?:을|를|가|이)?\s?(?:베였|베었|데였|데었|다쳤|찢어졌)|(?:아이|애|아기|딸|아들)가?\s?다쳤"
            rf"|(?:湿疹|蕁麻疹|じんましん|発疹|かぶれ|ぶつぶつ|ブツブツ|水ぶくれ)が?(?:出|でき|なり|なっ)|かぶれ(?:た|て|まし)|{_BODY_JA}が(?:とても|すごく|急に|真っ)?(?:赤く(?:な|腫)|真っ赤|ヒリヒリ|ひりひり|ピリピリ|ぴりぴり|かゆく(?:な|て)|痒く(?:な|て)|腫れ|荒れ(?:た|て|まし)|ただれ|焼け|しみ(?:る|ます|て)|痛く(?:な|て))|(?:塗|つけ|使)[っいけてたらとん]{{1,4}}[、\s]?[一-鿿ぁ-んァ-ヶー]{{0,8}}(?:赤く(?:な|腫)|ヒリヒリ|ひりひり|ピリピリ|かゆく(?:な|て)|腫れ|かぶれ)|(?:手|指|足|頭)を(?:切っ(?:た|て)|怪我|けが|ケガ|やけど|火傷)|やけどし(?:た|ま)|火傷し(?:た|ま)"
        ),
    ),
)
# What is wished for against such a trouble: *something for red skin* is looked for, and nothing happened.
_WISHES = re.compile(
    r"\b(?:recommend|suggest|looking for|do you (?:have|sell|carry)|anything (?:for|against)|something (?:for|against)|what (?:helps|can i use)|is there (?:a|any)|which (?:one|cream|product)s?)\b"
    r"|추천|찾(?:아|고|는)|있(?:나요|을까요|어요\?|습니까)|(?:크림|세럼|제품|거|것|약)\s?(?:좀\s?)?(?:주세요|없나요|없을까)|좋은\s?(?:거|것|제품|크림)"
    r"|おすすめ|オススメ|お勧め|探し|ありますか|ありませんか|(?:に|へ)(?:効く|いい|良い)"
)
_IN_CASE = re.compile(
    r"\b(?:if|in case|what happens if|would it|will it|does it|can it|is it|might|could it)\b|[가-힣]면\s?(?:어|환불|교환|반품|안)|(?:하나요|되나요|는가요|나요|까요)\s*\?*$|れば|場合|とき(?:は|に)|たら(?!.{0,40}(?:た|ます|です|する|る)[。!！\s]*$)|(?:ますか|ませんか|でしょうか)[?？\s]*$"
)
_NOT_YET = re.compile(r"\b(?:i (?:have|am)|my skin is|i'?m) (?:sensitive|prone)\b|\bred (?:dress|shoes?|one)\b")


def harm_in(text: str) -> Harm | None:
    """What harm ``text`` says was done to somebody; none where it tells none, only asks whether there could be any, or looks for a remedy."""
    said = plain(text)[:_READ]
    if _NOT_YET.search(said) or _IN_CASE.search(said) or _WISHES.search(said):
        return None
    return next((harm for harm, tells in _HARMS if tells.search(said)), None)


def heard_unwell(text: str, understanding: Understanding) -> Understanding:
    """``understanding``, or the flow for somebody who is hurt, where ``text`` tells that: whatever else it was read as."""
    harm = harm_in(text)
    if harm is None:
        return understanding
    hurt = Start(intent="unwell", slots={"harm": harm}, confidence=1.0, words=text[:4000])
    return understanding.model_copy(update={"commands": (hurt,), "choices": ()})


# What an article has to say to help somebody who is hurt.
_HELPS = re.compile(
    r"\b(?:doctor|dermatolog\w*|physician|hospital|poison|rinse|stop using|discontinue|medical|pharmacist)\b"
    r"|의사|피부과|병원|전문의|주치의|사용을\s?(?:멈|중[단지])|씻어|헹구|진단서|의료"
    r"|医師|皮膚科|病院|医療|受診|使用を(?:中止|やめ|控)|洗い流|すすい|診断書"
)


def helps(harm: str, text: str) -> bool:
    """Whether what a shop wrote helps somebody with this ``harm``: it speaks of a doctor or of stopping, and of that part where it is one."""
    said = plain(text)
    if not _HELPS.search(said):
        return False
    if harm == "eye":
        return re.search(r"\beyes?\b|눈에|눈이|目", said) is not None
    if harm == "swallowed":
        return (
            re.search(r"\b(?:swallow\w*|ingest\w*|eaten|drunk)\b|삼[키켰킨켜]|먹었|飲み込|誤飲|飲ん", said) is not None
        )
    return (
        re.search(
            r"\b(?:skin|rash|itch\w*|red(?:ness)?|allerg\w*|reaction|irritat\w*|burn\w*)\b|피부|붉|가려|가렵|두드러기|알레르기|알러지|이상\s?반응|肌|皮膚|かゆ|赤[くみ]|アレルギー|かぶれ|湿疹",
            said,
        )
        is not None
    )
