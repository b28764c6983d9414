# ruff: noqa: E501  (patterns read best on one line)
"""A need that is told as a trouble: *my cat sheds everywhere*, 잎이 노랗게 변해요, 腰が痛いです. It sounds like a complaint, and is answered by
what the shop sells against it, where the shop wrote so.

Two things have to meet. The message tells how things are with the shopper's own, asks for nothing and speaks of nothing that was bought; and
something in the catalogue is described in the words of that trouble. What came broken, late or wrong stays a complaint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dangol.assistant.finding import Finder
from dangol.assistant.matters import is_caution
from dangol.assistant.told import harms
from dangol.commerce.catalog import repository as catalog
from dangol.commerce.catalog.products import Product
from dangol.kit.stems import stem
from dangol.kit.text import has_tail
from dangol.nlu.commands import Command, Start, Understanding
from dangol.nlu.context import Context
from dangol.nlu.moods import asks, bought
from dangol.runtime.database import Reader
from dangol.search.endings import korean_stem
from dangol.search.index import search
from dangol.search.letters import hiragana, plain
from dangol.search.tokens import stop_words

_LOOKED_AT = 24
_MOST = 5
_FEW = 4
#: What a trouble of one's own is taken for.
_TROUBLES = frozenset(
    [
        "complaint",
        "damaged_item",
        "wrong_item",
        "missing_item",
        "return_item",
        "exchange_item",
        "warranty",
        "small_talk",
    ]
)
_LOOKS = frozenset({"find_products", "advice", "browse", "product_question", "size_advice"})
_SAYS_WHICH = frozenset({"product", "price_limit", "sort", "without", "size", "attributes"})
_SURE = 0.9  # such a reading of a trouble is not doubted
# Of what was bought, or what has come: that is no need.
_OF_THE_SHOP = re.compile(
    r"\b(?:bought|ordered|purchased|received|arriv\w+|deliver\w+|came|parcel|package|order|shipment|sent me|got it|item|product|refund\w*|return\w*|exchang\w*|replac\w*|repair\w*|warranty|money back|defect\w*|faulty|damaged|broken|broke|torn|ripped|smashed|shattered|missing|wrong (?:one|size|colou?r|item)|this|your)\b"
    r"|샀|산\s?(?:거|지|게|건|제품|상품)|여기서\s?산|구매|구입|주문|배송|도착|받았|받은|왔는데|왔어|온\s?(?:거|게|건)|택배|상품|제품|물건|환불|반품|교환|수리|고쳐|불량|고장|파손|깨졌|깨져|부러|찢어|찢겨|터졌|망가|빠진\s?채|누락|빠뜨|빠트|빠졌|보내\s?(?:셨|주셨|왔)|박스|상자에|없음|하자|이거|이게|그거|그게|이\s?(?=[가-힣]{2}[이가은는]\s)"
    r"|買った|買いました|購入|注文|届い|届き|到着|受け取|配送|商品|製品|返品|交換|返金|修理|不良|故障|壊れ|破れ|割れ|破損|折れ|欠け|入っていな|足りな|間違|違う|ちゃう|返[すしそさ]|送り状|これ|この|それ|その"
)
# What asks to be shown, given or told something: a wish, and read as one.
_ASKS = re.compile(
    r"\b(?:need|want|looking|look for|find|show|recommend|suggest|any|please|pls|add|buy|gift|present|would like|i'd like|do you|does it|have you|can you|could you|which|where|when|how much|how many|who)\b"
    r"|찾|추천|보여|있(?:어요?|나요?|을까요?|습니까|는지)\s*[?.!~]*$|있는\s?(?:거|것|게|건)|있을까|주세요|줘|주실|사고\s?싶|사려|살래|살게|살까|필요|원해|싶|알려|얼마|몇|어떤|어느|언제|어디|담아|선물|[가-힣]이요[\s.!~]*$|(?:거|것|게|용품|제품)(?:요|여)?[\s.!~]*$"
    r"|探|欲し|ほし|ください|下さい|ありますか|ありません|おすすめ|オススメ|お勧め|教え|見せ|買いたい|お願い|いくら|どれ|どの|どこ|いつ|必要|たい(?:です|の|$)|ない(?:です)?(?:か|の(?!は)|$)|プレゼント|(?:もの|物|やつ|グッズ|用品|アイテム)[\s。.!]*$"
)
# What asks for help with the trouble itself, and may be asked all the same.
_ASKS_HELP = re.compile(
    r"\bwhy\b|\bwhat (?:can|should|could|do) (?:i|we|you)\b|\bwhat helps\b|\bhelps? (?:with|against)\b|왜|어떻게\s?(?:하|해|할)|어떡|방법|どうすれば|どうしたら|どうにか|なぜ|なんで|対策"
)
_SIGHS = re.compile(r"[\u1100-\u11ff\u3131-\u318e]+")  # ㅠㅠ, folded or not
_ENDS_KO = re.compile(r"(?:요|다|네|어|아|여|해|져|려|러|워|와|음|임|됨|함|데|지|고|든|당)[\s.!~…;]*$")
_ENDS_JA = re.compile(
    r"(?:ます|ました|ません|です|でした|んです|のです|る|た|だ|い|て|で|が|けど|し|の|ん|よ|ね)[\s。.!！…〜~]*$"
)
_TELLS_EN = re.compile(
    r"^(?:(?:hi|hello|hey|help|ugh|so|well|um|omg)\b[\s,.!]*)?(?:my|our|the|his|her|their|i|i'?m|i'?ve|we|we'?re|it|there|he|she|they|everything|everyone|some|all)\b"
)
_EVERYDAY = frozenset(
    stem(word)
    for word in [
        "always",
        "everywhere",
        "keep",
        "get",
        "go",
        "come",
        "make",
        "day",
        "time",
        "lot",
        "much",
        "never",
        "often",
        "sometimes",
        "problem",
        "trouble",
        "help",
        "use",
        "try",
        "think",
        "know",
        "feel",
        "seem",
        "home",
        "house",
        "old",
        "year",
        "bit",
        "little",
        "big",
        "small",
        "new",
        "bad",
        "badly",
        "hate",
        "tired",
        "issue",
        "struggle",
        "sick",
        "since",
        "when",
        "while",
        "after",
        "before",
        "day",
        "week",
        "month",
        "night",
    ]
)
_EVERYDAY_KO = frozenset(
    [
        "엄청",
        "자꾸",
        "계속",
        "너무",
        "정말",
        "진짜",
        "많이",
        "조금",
        "좀",
        "매일",
        "항상",
        "늘",
        "요즘",
        "갑자기",
        "저희",
        "우리",
        "저는",
        "제가",
        "집",
        "집에서",
        "문제",
        "고민",
        "때문",
        "해",
        "하",
        "되",
        "있",
        "없",
        "같",
        "나",
        "오",
        "가",
        "보",
        "주",
        "들",
        "그",
        "이",
        "저",
        "왜",
        "어떻게",
    ]
)
_EVERYDAY_JA = frozenset(
    "人日中時今何私家前後上下方的事物品出来行見言思使入困大小多少最近毎僕彼友達子自分気味高安新古悪良同会年月回度本当全部私達達"
)
_WRITTEN_JA = re.compile(
    r"([\u3400-\u9fff々]+|[ァ-ヶー]{2,})"
    r"|(?:(?<![ぁ-ん\u3400-\u9fff々])[はがもをにでのと]?|(?<=[\u3400-\u9fff々])[がはをも])([ぁ-ん]{2,5}?)(?=[てだたるまいくしん])"
)
_POSSESSED = re.compile(r"\b(?:my|his|her|our|their)\s([a-z]{3,})")
_EVERYDAY_KANA = frozenset(
    [
        "すご",
        "とて",
        "かな",
        "あま",
        "いつ",
        "たま",
        "もう",
        "やっ",
        "なん",
        "どう",
        "だん",
        "どん",
        "よく",
        "とても",
        "なかなか",
        "みた",
        "さい",
        "こま",
        "ほんと",
    ]
)
_BODY = re.compile(
    r"\b(?:back|hands?|neck|shoulders?|knees?|feet|foot|heels?|wrists?|skin|scalp|lips?|eyes?|legs?|elbows?|hips?|nails?|face)\b"
    r"|(?<![가-힣])(?:허리|손목|손톱|손|목|어깨|무릎|발뒤꿈치|발목|발|피부|두피|입술|눈|다리|팔꿈치|엉덩이|골반|얼굴)(?=[이가은는도을를]|\s)"
    r"|腰|手首|手|首|肩|膝|ひざ|かかと|足首|足|肌|頭皮|唇|目|脚|肘|お尻|爪|顔"
)
# What a part of the body is called in the names of things for it, where its own name is too short to be searched by.
_IN_TRADE = {"손": "핸드", "발": "풋", "목": "경추 넥", "눈": "아이"}
_PAINS = re.compile(
    r"\b(?:hurts?|aches?|aching|achy|sore|stiff|itch(?:y|es|ing)?|crack(?:s|ed|ing)?|chap(?:s|ped|ping)?|dry|numb|tense|swollen|tired)\b"
    r"|아파|아프|아픈|쑤시|쑤셔|결리|결려|뻐근|뻣뻣|저리|저려|가려[워우운]|가렵|갈라|트(?:는|고|네|더|거|어|면|ㅓ)|(?<=[이가]\s)터(?:요|서)|건조|시려|시리|당겨|땅겨|피로|뭉[쳤쳐치]"
    r"|痛|こっ|こり|凝|つらい|辛い|かゆ|痒|ひび割|あかぎれ|荒れ|乾燥|カサカサ|かさかさ|しびれ|痺|むく|疲れ"
)
_ASKS_OF_ORDER = re.compile(
    r"\b(?:return|refund|exchange|allerg\w+|rash)\b|반품|환불|교환|알레르|返品|返金|交換|アレルギー|かぶれ"
)
_OWN_SKIN = re.compile(r"ひび割れ|\bcracked (?:hands?|heels?|lips?|skin)\b")
# What is lost or wanted of a thing itself is no trouble that a thing helps with.
_WANTS_PART = re.compile(
    r"\b(?:manual|instructions?|spares?|spare parts?|replacement|receipt|warranty card)\b|\blost\b|설명서|매뉴얼|부품|잃어버|분실|説明書|マニュアル|部品|なくし|失くし|無くし"
)
# What stands in a description against a trouble that is called by its opposite there.
_REMEDIES = tuple(
    (re.compile(trouble), re.compile(remedy))
    for trouble, remedy in (
        (
            r"\b(?:cold|freez\w+|chilly|shiver\w*)\b|추[워우운웠]|춥|쌀쌀|시려|寒|冷え",
            r"\b(?:warm|insulat|heat|cosy|cozy)|따뜻|따듯|보온|발열|暖か|あたたか|温か|保温|防寒",
        ),
        (
            r"\b(?:too hot|sweat\w*|stuffy)\b|더[워우운웠]|덥|땀|暑|蒸れ|汗",
            r"\b(?:cool|breath|ventilat)|시원|통풍|통기|냉감|涼し|ひんやり|通気|冷感",
        ),
        (r"\b(?:too dark|dim)\b|어두[워우운웠]|어둡|暗", r"\b(?:bright|light)|밝|조명|明る|照ら"),
        (
            r"\b(?:noisy|loud|noise)\b|시끄|소음|うるさ|騒音",
            r"\b(?:quiet|silent|noise)|조용|무소음|저소음|방음|静か|静音|防音",
        ),
    )
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n+")


@dataclass(frozen=True, slots=True)
class Helping:
    """A product that is said to help, and the sentence that says so."""

    product: Product
    sentence: str


def tells_trouble(text: str, lang: str) -> bool:
    """Whether ``text`` tells how something is with the shopper's own things, and neither asks for one nor speaks of a purchase."""
    said = _SIGHS.sub("", plain(text)).strip()
    if bought(text) or _OF_THE_SHOP.search(_OWN_SKIN.sub(" ", said)):
        return False
    helped = bool(_ASKS_HELP.search(said))
    if _hurts(said):
        return not _WANTS_PART.search(said)
    if _WANTS_PART.search(said) or _ASKS.search(said) or (not helped and said.rstrip(" .!~").endswith(("?", "？"))):
        return False
    if lang == "ko":
        return helped or bool(_ENDS_KO.search(said))
    if lang == "ja":
        return helped or bool(_ENDS_JA.search(said))
    return helped or bool(_TELLS_EN.search(said))


def _hurts(said: str) -> bool:
    """Whether a part of the body is said to ache, itch or crack, whatever is asked for besides."""
    return bool(_BODY.search(said) and _PAINS.search(said) and not _ASKS_OF_ORDER.search(said))


async def heard_as_need(
    reader: Reader, finder: Finder, text: str, lang: str, currency: str, understanding: Understanding, context: Context
) -> Understanding:
    """``understanding``, or a search for what helps, where the message tells a trouble that the catalogue has words for."""
    # Whom something may harm is not told what *may help*.
    if (
        context.asked
        or context.flow
        or is_caution(text)
        or ((context.last_row or context.shown) and asks(text))  # of what is on the table
        or not _may_be(understanding, text)
        or not tells_trouble(text, lang)
    ):
        return understanding
    found = await helping(reader, finder, text, lang, currency)
    if not found:
        return understanding
    first = understanding.commands[0] if understanding.commands else None
    read_as = first.intent if isinstance(first, Start) else ""
    slots = dict(first.slots) if isinstance(first, Start) and read_as in _LOOKS else {}
    slots |= {"query": text, "helping": [f"product:{one.product.id}" for one in found]}
    if read_as in _TROUBLES:
        slots["trouble"] = read_as
    command: Command = Start(intent="find_products", slots=slots, confidence=0.6, words=text)
    return understanding.model_copy(update={"commands": (command,), "choices": ()})


def _may_be(understanding: Understanding, text: str) -> bool:
    """Whether the reading leaves room for a need: nothing, a choice, a trouble, or looking around for no thing in particular."""
    if any(e.kind == "order_number" for e in understanding.entities):
        return False
    if not understanding.commands:
        return True
    first = understanding.commands[0]
    if len(understanding.commands) > 1 or not isinstance(first, Start):
        return False
    if first.intent in _TROUBLES:
        return first.confidence < _SURE
    # A thing that is named beside a cold night or an aching back is where the trouble is.
    which = _SAYS_WHICH - {"product"} if any(t.search(plain(text)) for t, _ in _REMEDIES) else _SAYS_WHICH
    return first.intent in _LOOKS and not which & {*first.slots}


async def helping(reader: Reader, finder: Finder, text: str, lang: str, currency: str) -> list[Helping]:
    """The products whose description speaks of the trouble that ``text`` tells, those that say most of it first.

    Said in one sentence: two words of the trouble, or one where the product is for what the trouble is with (*my cat*: it stands on the
    cats' shelf).
    """
    shelves, rest = _apart(finder, text, lang)
    words = words_telling(rest, lang) + [remedy for trouble, remedy in _REMEDIES if trouble.search(plain(text))]
    if not words:
        return []
    hits = await search(reader, "product", text, lang, limit=_LOOKED_AT)
    ids = list(hits.ids)
    if _hurts(plain(text)) and (part := _BODY.search(plain(text))):
        # Beside everything else that is told, a short word for a part of the body finds nothing.
        ids += (await search(reader, "product", _IN_TRADE.get(part.group(), part.group()), lang, limit=_LOOKED_AT)).ids
    listed = await catalog.list_products(reader, list(dict.fromkeys(ids)))
    sold = [product for product in listed if product.on_sale and product.price_range(currency) is not None]
    words = [word for word in words if _tells(word, sold, lang)]
    sore = _sore_part(text)
    words = list(dict.fromkeys([*words, *([sore] if sore else [])]))
    found: list[tuple[int, Helping]] = []
    for product in sold:
        count, sentence = _says(product, words, lang)
        if harms(sentence):
            continue  # what is *toxic if chewed* is no help to whose cat chews everything
        own = any(product.stands_on(shelf) for shelf in shelves)
        own = own or (sore is not None and _says(product, [sore], lang)[0] > 0)
        if count > 1 or (count == 1 and own):
            found.append((count, Helping(product, sentence)))
    found.sort(key=lambda pair: -pair[0])
    return [one for count, one in found if count >= found[0][0] - 1][:_MOST]


def _sore_part(text: str) -> re.Pattern[str] | None:
    """The part of the body that is said to ache, as it is found in what is written; none where none does."""
    said = plain(text)
    part = _BODY.search(said)
    if part is None or not _PAINS.search(said):
        return None
    word = part.group()
    if word.isascii():
        return re.compile(rf"\b{re.escape(stem(word))}")
    return re.compile(rf"(?<![가-힣]){word}(?=[이가을를은는에도의용]|\s|$)" if word[0] >= "가" else hiragana(word))


def _tells(word: re.Pattern[str], products: Sequence[Product], lang: str) -> bool:
    """Whether a word tells some of ``products`` from the others: what is written of every second one is no trouble."""
    met = sum(_says(product, [word], lang)[0] > 0 for product in products)
    return met <= max(_FEW, len(products) // 3)


def _apart(finder: Finder, text: str, lang: str) -> tuple[list[str], str]:
    """The shelves that ``text`` names, and the text without their names: what the trouble is with, and the trouble."""
    shelves, rest = [], text
    for match in sorted(finder.lexicon.find(text, lang), key=lambda m: -m.start):
        if match.kind == "category":
            shelves.append(match.value)
            rest = f"{rest[: match.start]} {rest[match.end :]}"
    return shelves, rest


def _says(product: Product, words: Sequence[re.Pattern[str]], lang: str) -> tuple[int, str]:
    """How many of the words stand in the one sentence about ``product`` that has most of them, and that sentence."""
    texts = [part.strip() for part in _SENTENCE.split(product.description.text(lang)) if part.strip()]
    texts += [attribute.value.text(lang) for attribute in product.attributes]
    counted = [(_count(words, text), text) for text in texts]
    best = max(counted, key=lambda pair: pair[0], default=(0, ""))
    title = _count(words, product.title.text(lang))
    return max(best, (title, texts[0] if texts else ""), key=lambda pair: pair[0])


def _count(words: Iterable[re.Pattern[str]], text: str) -> int:
    said = hiragana(plain(text))
    return sum(word.search(said) is not None for word in words)


def words_telling(text: str, lang: str) -> list[re.Pattern[str]]:
    """How to find each word of a trouble in whatever form it is written: 미끄러져요 is 미끄러지지, 滑って is 滑り, *sheds* is *shedding*."""
    said = plain(text)
    if lang == "ko":
        roots = dict.fromkeys(root for word in re.findall(r"[가-힣]+", said) if (root := _korean_root(word)))
        return [re.compile(root) for root in roots]
    if lang == "ja":
        found = dict.fromkeys(hiragana(kanji or kana) for kanji, kana in _WRITTEN_JA.findall(said))
        return [re.compile(re.escape(word)) for word in found if not _everyday_ja(word)]
    own = set(_POSSESSED.findall(said))  # *my back*, though *back* is an everyday word
    latin = (w for w in re.findall(r"[a-z]+", said.replace("'", "")) if w in own or w not in stop_words("en"))
    roots = dict.fromkeys(root for w in latin if (root := stem(w)) not in _EVERYDAY)
    return [re.compile(rf"\b{re.escape(root)}") for root in roots if len(root) > 2]


def _everyday_ja(word: str) -> bool:
    return set(word) <= _EVERYDAY_JA or word in _EVERYDAY_KANA or word in stop_words("ja")


def _korean_root(word: str) -> str:
    """A pattern for a Korean word by what stays of it when it is bent: its syllables, of the last one only how it begins (날려 and 날리는).
    A noun of one syllable stands at a word's beginning, with a particle or nothing behind it."""
    if word in stop_words("ko"):
        return ""
    noun = re.fullmatch(r"([가-힣])(?:이|가|을|를|은|는|에|도|의)", word)
    if noun and noun[1] not in _EVERYDAY_KO:
        return rf"(?<![가-힣]){noun[1]}(?:이|가|을|를|은|는|에|도|의)?(?![가-힣])"
    root = korean_stem(word, 1)
    if len(root) > 2 and root[-1] in "워운우울움":
        root = root[:-1]  # ㅂ that turned into a vowel: 가려워, 가렵다
    if root in _EVERYDAY_KO or word in _EVERYDAY_KO or korean_stem(word) in stop_words("ko"):
        return ""
    if len(root) == 1:
        return rf"(?<![가-힣]){root}" if has_tail(root) else ""
    onset = (ord(root[-1]) - 0xAC00) // 588
    first, last = chr(0xAC00 + onset * 588), chr(0xAC00 + onset * 588 + 587)
    return rf"(?<![가-힣]){root[:-1]}[{first}-{last}]"
