"""For whom something is wanted: *for my dad*, 어머니께 드릴, 彼へのプレゼント. It says nothing of the thing, and a *dad cap* is no answer
to it. Pure.

Grown-up relatives, friends and people at work only: *for my baby* and *for my dog* do say what is looked for. Where something else
follows (*for my dad jeans*), the words are part of a name. That it is a present, and for which day, says as little: *a gift for her,
around 50 dollars* is looked for by the price alone.
"""

from __future__ import annotations

import re

_EN = (
    r"dad(?:dy)?|father|papa|mum(?:my)?|mom(?:my)?|mother|parents?|grand(?:ma|pa|mother|father|parents?|dad|mum|mom)|nan|husband|wife|"
    r"spouse|partner|fianc[eé]e?|(?:boy|girl)\s?friend|bf|gf|brother|sister|sibling|uncle|aunt(?:ie)?|cousin|niece|nephew|friends?|mate|"
    r"buddy|roommate|flatmate|neighbou?r|colleagues?|co-?workers?|boss|manager|teacher|professor|team|client|host|"
    r"(?:mother|father|brother|sister|parents)[\s-]in[\s-]law"
)
_KO = (
    "아빠|아버지|아버님|엄마|어머니|어머님|부모님|시부모님|시어머니|시아버지|장인어른|장모님|할머니|할아버지|남편|아내|와이프|신랑|남자친구|"
    "여자친구|남친|여친|애인|오빠|누나|언니|동생|형님|이모|고모|삼촌|조카|사촌|친구|지인|동료|상사|팀장님|사장님|선생님|교수님|은사님|집주인"
)
_JA = (
    "お?父(?:さん|さま|様|親)?|お?母(?:さん|さま|様|親)?|両親|義父|義母|祖父|祖母|おじいちゃん|おばあちゃん|おじいさん|おばあさん|パパ|ママ|夫|妻|主人|旦那(?:さん)?|"
    "奥さん|嫁|彼氏|彼女|彼|恋人|婚約者|お?兄(?:さん|ちゃん)?|お?姉(?:さん|ちゃん)?|弟|妹|叔父|叔母|おじ|おば|いとこ|姪|甥|友達|友だち|友人|同僚|上司|部長|先生|恩師|取引先"
)
_PATTERNS = (
    re.compile(
        rf"\b(?:for|to(?:\s+give)?)\s+(?:my|his|her|our|their|a|an|the|some)\s+(?:\w+\s+)?(?:{_EN})\b(?:'s)?"
        r"(?=\s*(?:$|[,.!?]|\b(?:who|that|and|under|over|below|around|for|on|because|as|is|she|he|they|birthday|please|thanks|with|in)\b))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![가-힣])(?:우리\s?|저희\s?|제\s?)?(?:{_KO})(?:께서|께|한테|에게)?\s?(?=(?:줄|드릴|드리|선물|생신|생일|결혼|승진|졸업|집들이|사\s?드|사\s?주))"
    ),
    re.compile(
        rf"(?<![一-鿿])(?:私の|僕の|うちの)?(?:{_JA})(?:への|へ|に|の)(?=(?:あげ|贈|渡|送り|プレゼント|ギフト|贈り物|お?誕生日|お祝い|記念|結婚|退職|敬老))"
    ),
)

# A present and its day, who may get it, and what is said around them; each ends where a word ends.
_OCCASIONS_EN = (
    r"gifts?|presents?|birthdays?|b-?day|christmas|xmas|anniversar(?:y|ies)|weddings?|housewarming|graduation|valentine(?:'?s)?|retirement|"
    r"farewell|thank[\s-]you|engagement|(?:mother|father|parents?|teacher)'?s'? day|day|ideas?|suggestions?|recommend(?:ations?)?|suggest|"
    r"something|anything|nice|special|good|lovely|perfect|great|suitable|surprise|budget|max|around|about|under|below|up to|over|and|"
    r"between|"
    r"less than|at most|roughly|price|cost|spend|spending|dollars?|bucks|won|yen|usd|krw|jpy|k|occasion|"
    r"for|to|my|his|her|our|their|your|a|an|the|some|of|on|in|is|it|i|i'?m|im|we|me|him|them|someone|somebody|need|want|wanna|looking|look|"
    r"find|buy|get|give|giving|after|have|has|got|do|you|can|could|would|like|please|pls|what|which|any|with|as|who|she|he|they|best|hi|hey|"
    r"old|year|turning|next|this|week|month|soon|coming|\d+(?:th|st|nd|rd)?"
)
_OCCASIONS_KO = (
    r"선물(?:용|거리|할|하려고|하고)?|생일|생신|기념일?|집들이|결혼(?:식|기념일)?|크리스마스|성탄절?|어버이날|스승의\s?날|어린이날|발렌타인(?:데이)?|"
    r"화이트데이|빼빼로데이|졸업|입학|승진|퇴직|퇴임|퇴사|명절|추석|설날|설|답례|감사|축하|환갑|칠순|예산|가격대?|금액|정도|쯤|선|내외|전후|이하|이내|미만|안쪽|"
    r"이상|대|짜리|원|달러|엔|만|천|추천|뭐|무엇|뭘|좋|좋을까요|좋을지|좋을|좋아요|좋은|까요|나요|있나요|괜찮|괜찮은|적당|적당한|만한|할만한|줄만한|드릴만한|줄|드릴|주려고|드리려고|드리|주|살|사려고|사|찾|"
    r"찾아요|찾고|있|있어요|있는데|싶|싶어요|해주세요|해|주세요|부탁|부탁드려요|그|걸|거|것|게|곧|이번|다음|주|달|어떤|요|좀|혹시|제가|저|제|우리|저희|아|어|님"
)
_OCCASIONS_JA = (
    r"プレゼント|ギフト|贈り物|贈答(?:用|品)?|お?誕生日|バースデー|記念日?|お?祝い?|ご?結婚|引っ?越し|新築|クリスマス|母の日|父の日|敬老の日|バレンタイン(?:デー)?|"
    r"ホワイトデー|ご?卒業|ご?入学|ご?就職|ご?退職|ご?昇進|還暦|お?中元|お?歳暮|お?礼|手土産|予算|価格|値段|円|万|千|ドル|ウォン|くらい|ぐらい|前後|以内|以下|未満|以上|"
    r"程度|ほど|あたり|まで|台|で|に|へ|の|を|が|は|と|な|か|もの|物|品|何|なに|なん|おすすめ|お勧め|オススメ|よさそう|良さそう|いい|良い|喜ば(?:れ|れる)?|喜び|あげる|"
    r"あげたい|あげ|贈る|贈りたい|贈り|贈|渡す|渡したい|渡し|探し|探して(?:い)?(?:ます|る)|い|ます|まし|です|たい|た|て|ください|下さい|お願い|します|し|ん|だ|よ|ね|"
    r"ありますか|あります|ある|欲しい|ほしい|そう|こう|考え|思|っ|する|来週|来月|今度|もうすぐ|私|僕|義理|大切|方|人"
)
_ABOUT_WHOM = (
    re.compile(rf"\b(?:{_EN}|{_OCCASIONS_EN})\b(?:'s)?|[$₩¥€£\d.,?!~-]+", re.IGNORECASE),
    re.compile(
        rf"(?:{_KO}|{_OCCASIONS_KO})(?:께서|께|한테|에게|으로|로|을|를|이|가|은|는|의|에|도)?(?=[^가-힣]|$|(?:{_KO}|{_OCCASIONS_KO}))|[\d.,?!~]+"
    ),
    re.compile(rf"{_OCCASIONS_JA}|{_JA}|[\d.,、。?？!！~〜]+"),
)
_PRESENT = re.compile(
    r"\b(?:gifts?|presents?)\b|선물|プレゼント|ギフト|贈|あげ(?:る|たい)(?=もの|物|の)|(?:birthday|anniversary|christmas|wedding)\b|생일|생신|기념일|집들이|誕生日|記念日|お祝い",
    re.IGNORECASE,
)

_GIVEN = re.compile(
    rf"\bhouse-?warming\b|\bto give\b|(?<![가-힣])(?:{_KO})(?:께서|께|한테|에게)?\s?(?:드릴|드리|줄\s|주려)"
    r"|집들이|祝い|お祝|手土産|差し上げ|あげたい",
    re.IGNORECASE,
)


def says_only_for_whom(text: str) -> bool:
    """Whether ``text`` says that a present is looked for, for whom and for what, and nothing of the thing itself."""
    if not _PRESENT.search(text):
        return False
    english, korean, japanese = _ABOUT_WHOM
    pattern = korean if re.search("[가-힣]", text) else japanese if re.search("[ぁ-ヶ一-鿿]", text) else english
    return not pattern.sub(" ", text).strip()


def speaks_of_giving(text: str) -> bool:
    """Whether ``text`` says that something is to be given: a present, its day, or for whom it is."""
    return bool(_PRESENT.search(text) or _GIVEN.search(text) or any(p.search(text) for p in _PATTERNS))


def beside_the_giving(text: str) -> str:
    """What ``text`` says beside whom a present is for; that it is one stays, since a thing may be said to be a good one."""
    english, korean, japanese = _ABOUT_WHOM
    pattern = korean if re.search("[가-힣]", text) else japanese if re.search("[ぁ-ヶ一-鿿]", text) else english
    said = [match.group() for match in _PRESENT.finditer(text)]
    return " ".join([*pattern.sub(" ", without_receiver(text)).split(), *dict.fromkeys(said)])


def without_receiver(text: str) -> str:
    """``text`` without the words that say for whom it is; unchanged if there are none."""
    left = text
    for pattern in _PATTERNS:
        left = pattern.sub(" ", left)
    return text if left == text else " ".join(left.split())
