"""For whom something is wanted: *for my dad*, 어머니께 드릴, 彼へのプレゼント. It says nothing of the thing, and a *dad cap* is no answer
to it. Pure.

Grown-up relatives, friends and people at work only: *for my baby* and *for my dog* do say what is looked for. Where something else
follows (*for my dad jeans*), the words are part of a name.
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


def without_receiver(text: str) -> str:
    """``text`` without the words that say for whom it is; unchanged if there are none."""
    left = text
    for pattern in _PATTERNS:
        left = pattern.sub(" ", left)
    return text if left == text else " ".join(left.split())
