# ruff: noqa: E501  (patterns read best on one line)
"""What a shopper says they cannot bear: *allergic to nuts*, *nut-free*, 견과류 알레르기, そばアレルギー. It is left out of whatever is
looked for. Pure.

By the words that say so in each language, whatever the shop sells. What comes of it is only as good as what the shop wrote about its
goods, and is said so.
"""

from __future__ import annotations

import re

from dangol.search.tokens import stop_words

_MOST = 4
_JA = r"(?:[ァ-ヶー]{2,}|[一-鿿々]+|[ぁ-ん]{2,8})"
_PATTERNS: tuple[re.Pattern[str], ...] = (
    re.compile(
        r"\b(?:allergic|allergy|allergies|intolerant|intolerance|sensitivity)\s+to\s+(?P<what>[a-z]+(?:\s*,\s*[a-z]+)*\s+(?:and|or)\s+[a-z]+|[a-z]+)",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?P<what>[a-z]+)[\s-](?:allergy|allergies|intoleran(?:t|ce))\b", re.IGNORECASE),
    re.compile(
        r"(?P<what>(?:[가-힣]{1,8}(?:\s*,\s*|(?:이?랑|와|과|하고)\s+)){0,3}[가-힣]{1,8}?)(?:에|에는)?\s?(?:알레르기|알러지|앨러지)"
    ),
    # A particle that hangs on the word before is none of what follows: 子はそばアレルギー.
    re.compile(
        rf"(?:(?<=[一-鿿々ァ-ヶー])[はがもにのを])?(?P<what>(?:{_JA}[とや、・])*?{_JA})(?:の|に|には)?アレルギー"
    ),
)
# What people must not have, as food laws and patch tests list it: *free* of it is said of what is bought for them. (A lead may be hands-free, a shirt
# iron-free: nobody has to be kept from these.)
_BORNE_BY_FEW = (
    re.compile(
        r"\b(?P<what>(?:tree |pea|hazel|wal|coco)?nut|gluten|wheat|barley|rye|corn|dairy|milk|lactose|egg|soya?|sesame|buckwheat|celery|mustard|lupin"
        r"|fish|shellfish|crustacean|shrimp|mollusc|chicken|poultry|beef|pork|lamb|meat|alcohol|latex|nickel|wool)s?[\s-]free\b(?!\s(?:of|from|range))",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<![가-힣])(?P<what>견과류?|땅콩|호두|잣|아몬드|글루텐|밀가루|밀|메밀|옥수수|우유|유제품|유당|계란|달걀|대두|콩|참깨|복숭아|토마토|고등어|생선|해산물|갑각류|새우|꽃게|조개류?|오징어"
        r"|닭고기|닭|소고기|쇠고기|돼지고기|양고기|오리고기|고기|알코올|라텍스|니켈|양모)(?:이|가|은|는|을|를|도)?\s?(?:전혀\s|아예\s|하나도\s)?"
        r"(?:프리(?![가-힣])|무첨가|안\s?(?:들어\s?(?:간|가는|있는)|든|들은|넣은|쓴)|들어\s?(?:가지|있지)\s?않은|들어가지\s?않는|없는|빠진|뺀)"
    ),
    re.compile(
        r"(?P<what>小麦|グルテン|乳製品|牛乳|乳糖|乳|卵|えび|海老|かに|蟹|甲殻類|落花生|ピーナッツ|くるみ|ナッツ類?|アーモンド|そば|蕎麦|大豆|ごま|もも|さば|魚介類?|魚|とうもろこし"
        r"|鶏肉|チキン|牛肉|ビーフ|豚肉|ポーク|羊肉|ラム肉|お?肉|アルコール|ラテックス|ニッケル|ウール)(?:が|を|は|の)?(?:一切|全く|まったく)?"
        r"(?:不使用|無添加|フリー|抜き|なし|無し|(?:入|はい)ってい?ない|入らない|含まない|含まれ(?:てい)?ない|使って(?:い)?ない|使わない|使用していない)"
    ),
)
_PATTERNS += _BORNE_BY_FEW
_APART = re.compile(
    r"\s*[,、・]\s*|\s+(?:and|or)\s+|(?<=[가-힣])(?:이랑|랑|와|과|하고)\s+|(?<=[一-鿿々ァ-ヶー])[とや](?=[一-鿿々ァ-ヶぁ-ん])"
)
_NO_THING = frozenset(
    "food skin severe bad seasonal 피부 심한 음식 식품 계절성 특정 食物 食品 季節性 ひどい 重い 何か".split()  # noqa: SIM905
)
_SENTENCE = re.compile(r".+(?:[하]고|해서|어서|아서|는데|은데|어요|아요|지만)")


def avoided_in(text: str) -> tuple[str, ...]:
    """The things ``text`` says somebody cannot bear, each as it was written."""
    found: dict[str, None] = {}
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            for what in _APART.split(match["what"]):
                what = what.strip()
                everyday = what.lower() in _NO_THING or any(
                    what.lower() in stop_words(lang) for lang in ("en", "ko", "ja")
                )
                if what and not everyday and not _SENTENCE.fullmatch(what):
                    found[what] = None
    return tuple(found)[:_MOST]


def spans_of_avoided(text: str) -> list[tuple[int, int]]:
    """Where ``text`` says what cannot be borne: a value or a thing named there is not what is wished for."""
    return [match.span() for pattern in _PATTERNS for match in pattern.finditer(text)]


def without_avoided(text: str) -> str:
    """``text`` without what it says cannot be borne: the rest is what is looked for."""
    for pattern in _PATTERNS:
        text = pattern.sub(" ", text)
    return " ".join(text.split())
