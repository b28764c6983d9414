# ruff: noqa: E501  (patterns read best on one line)
"""What a shopper says they cannot bear: *allergic to nuts*, *nut-free*, 견과류 알레르기, そばアレルギー. It is left out of whatever is
looked for. Pure.

By the words that say so in each language, whatever the shop sells. What comes of it is only as good as what the shop wrote about its
goods, and is said so.
"""

from __future__ import annotations

import re

from dangol.nlu.commands import Start, Understanding
from dangol.nlu.context import Context
from dangol.search.tokens import stop_words

_MOST = 4
_SEVERAL = 2
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
_FOODS_EN = r"(?:tree |pea|hazel|wal|coco)?nut|gluten|wheat|dairy|milk|lactose|egg|soya?|sesame|buckwheat|fish|shellfish|shrimp|chicken|beef|pork|lamb|meat|alcohol|sugar|caffeine"
_FOODS_KO = r"견과류?|땅콩|호두|아몬드|글루텐|밀가루|메밀|우유|유제품|유당|계란|달걀|대두|콩|복숭아|생선|해산물|갑각류|새우|닭고기|소고기|돼지고기|양고기|고기|술|알코올|카페인|설탕"
_FOODS_JA = r"小麦|グルテン|乳製品|牛乳|乳糖|乳|卵|えび|かに|甲殻類|落花生|ピーナッツ|くるみ|ナッツ類?|アーモンド|そば|蕎麦|大豆|ごま|魚介類?|魚|鶏肉|牛肉|豚肉|羊肉|お?肉|お?酒|アルコール|カフェイン|砂糖"
# Who may not have it says so of food: *can't have dairy*, 계란도 못 먹어요, 卵もだめなんです.
_PATTERNS += _BORNE_BY_FEW
_PATTERNS += (
    re.compile(
        rf"\b(?:can'?t|cannot|can not|mustn'?t|must not|shouldn'?t|not allowed(?: to)?|(?:doesn'?t|don'?t) tolerate)\s(?:(?:have|eat|drink|take|tolerate|digest)\s)?(?:any\s)?(?P<what>{_FOODS_EN})s?\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![가-힣])(?P<what>{_FOODS_KO})(?:은|는|도|을|를|이|가)?\s?(?:못\s?(?:먹|마시|드시|드셔|드세)|먹으면\s?안|마시면\s?안|안\s?(?:돼|되|맞)|먹지\s?못)[가-힣]{{0,4}}"
    ),
    re.compile(
        rf"(?P<what>{_FOODS_JA})(?:は|も|が|を)?(?:だめ|ダメ|駄目|食べら?れ(?:な[いく]?|ません?)|飲め(?:な[いく]?|ません?)|受け?付け(?:な[いく]?|ません?)|控え)"
    ),
)
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


# Who it is that cannot bear it, and that they are to eat: no word of a thing.
_THE_EATER = (
    re.compile(
        r"\b(?:my|our|his|her|their|a|the|little|own|son|daughter|kids?|child|children|baby|toddler|wife|husband|mum|mom|dad|friend|guests?|partner|girl|boy|he|she|they|we|i|i'?m|who|has|have|is|are|also|too|and|can|could|may|eat|have|be|safe|ok(?:ay)?|suitable|for|that|which|what|something|anything|some|any|got|do|does|you|sell|there|please|so|with|an?|from|of|to|it|them|him|it'?s)\b|[\s,.?!'~]+",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:우리|저희|제|저|아이|애기|아기|애|딸|아들|남편|아내|와이프|부모님|할머니|할아버지|엄마|아빠|어머니|아버지|친구|손님|조카|동생|분|사람)(?:이|가|는|은|이|도|한테|들|랑)*"
        r"|먹을\s?수\s?있는|먹어도\s?(?:되는|괜찮은)|먹을만한|먹일\s?수\s?있는|있(?:는데요?|어서요?|거든요|어요|나요|을까요|습니다|으니까?|고요?)|이?(?:라서|라|인데요?|이에요|예요|고요?)|(?:거|것|걸|게|건)(?:로|는|요)?|뭐|뭘|어떤|다|도|좀|요|추천(?:해\s?주세요|좀)?|주세요|까요|[\s,.?!~]+"
    ),
    re.compile(
        r"(?:うちの|私の|私|僕|子ども|子供|子|娘|息子|赤ちゃん|夫|妻|母|父|友人|友達|人|方|お客(?:さん|様)?)(?:が|は|に|でも|も|の|と)*"
        r"|食べられる|食べれる|食べても(?:大丈夫|いい|平気)な?|(?:が|は|も|で|の)?(?:あります|ある|あって|いて|います|いる|持ち|なんです|なのです|です|なので|ので|だ|けど|けれど|が|か|よ)+|(?:どれ|何|なに)が(?:いい|良い|おすすめ)|もの|物|やつ|何|なに|どれ|でも|も|の|、|[\s,.?!。？！〜]+"
    ),
)


def says_only_who_eats(text: str) -> bool:
    """Whether ``text``, what cannot be borne taken out of it, says nothing but who it is that is to eat: *my son … what can he have*."""
    english, korean, japanese = _THE_EATER
    pattern = korean if re.search("[가-힣]", text) else japanese if re.search("[ぁ-ヶ一-鿿]", text) else english
    return not pattern.sub("", text).strip()


def heard_as_avoiding(text: str, understanding: Understanding, context: Context) -> Understanding:
    """``understanding``, or a search that leaves out what ``text`` says cannot be borne, where no more was read of it than a question
    about no thing in particular: *anything gluten free?* Right after things were shown, of those: 卵もだめなんですが."""
    if context.asked or context.flow or not avoided_in(text):
        return understanding
    commands = understanding.commands
    asked = [c for c in commands if isinstance(c, Start) and c.intent == "product_question"]
    named = any({"product", "products", "category"} & {*c.slots} for c in asked)
    if len(commands) > 1 or (commands and (not asked or named or context.last_row)):
        return understanding
    if not commands and context.last_row and len(context.shown) < _SEVERAL:
        return understanding
    slots = {"query": text, **({"refine": True} if len(context.shown) >= _SEVERAL else {})}
    command = Start(intent="find_products", slots=slots, confidence=0.7, words=text)
    return understanding.model_copy(update={"commands": (command,), "choices": ()})


def spans_of_avoided(text: str) -> list[tuple[int, int]]:
    """Where ``text`` says what cannot be borne: a value or a thing named there is not what is wished for."""
    return [match.span() for pattern in _PATTERNS for match in pattern.finditer(text)]


def without_avoided(text: str) -> str:
    """``text`` without what it says cannot be borne: the rest is what is looked for."""
    for pattern in _PATTERNS:
        text = pattern.sub(" ", text)
    return " ".join(text.split())
