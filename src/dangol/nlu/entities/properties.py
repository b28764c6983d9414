# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""Properties of things: sizes, colours, measures, percentages, the order to show them in, and comparisons."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal

from dangol.nlu.entities.found import Found
from dangol.nlu.entities.numbers import whole_number

_COLOURS = {
    "black": "black|검정색|검정|검은색?|까만색?|블랙|黒色|黒い|黒|ブラック",
    "white": "white|흰색?|하얀색?|하양|화이트|白色|白い|白|ホワイト",
    "red": "red|빨간색?|붉은색?|빨강색?|레드|赤色|赤い|赤|レッド",
    "blue": "blue|파란색?|푸른색?|파랑색?|블루|青色|青い|青|ブルー",
    "green": "green|초록색?|녹색|그린|緑色|緑|グリーン",
    "yellow": "yellow|노란색?|누런색?|노랑색?|옐로우?|黄色い?|イエロー",
    "pink": "pink|분홍색?|핑크색?|ピンク色?|桃色",
    "purple": "purple|violet|보라색?|퍼플|紫色?|紫|パープル",
    "orange": "orange|주황색?|オレンジ色?",
    "brown": "brown|갈색|밤색|브라운|茶色い?|ブラウン",
    "grey": "gr[ea]y|회색|그레이|灰色|グレー",
    "beige": "beige|베이지색?|ベージュ",
    "navy": "navy(?: blue)?|남색|네이비|곤색|紺色?|ネイビー",
    "khaki": "khaki|카키색?|カーキ",
    "ivory": "ivory|아이보리|アイボリー",
    "gold": "gold(?:en)?(?! card)|금색|골드|金色|ゴールド",
    "silver": "silver|은색|실버|銀色|シルバー",
    "mint": "mint|민트색?|ミント",
    "burgundy": "burgundy|wine red|버건디|와인색|ボルドー|ワインレッド",
}
_COLOUR = re.compile(
    "|".join(
        f"(?P<{name}>"
        + "|".join(rf"\b{w}\b" if w.isascii() else w for w in sorted(words.split("|"), key=len, reverse=True))
        + ")"
        for name, words in _COLOURS.items()
    )
)
_LETTER = r"(?:x{0,4}[sl]|[2-6]xl|m|3xl)"
_EAST = "가-힣\u3040-\u30ff\u3400-\u9fff"
_BARE_LETTER = (
    rf"(?P<f>[sml])(?=$|[,.!?~、。]|\s?\d{{1,2}}\s?[개장벌켤個枚本着足点つ]|\s?[{_EAST}](?!사이즈|サイズ)|\s?$)"
)
_LETTERED = re.compile(
    rf"(?<![\w'])(?P<a>xx?s|x{{1,4}}l|[2-6]xl)(?![\w'])|(?<![\w'])(?P<b>{_LETTER})\s?(?:-?size|사이즈|サイズ)"
    rf"|(?:size(?!s\b)|사이즈|サイズ)\s?(?:는|은|は)?\s?(?P<c>{_LETTER})(?![\w'])|(?<![\w'])(?P<d>{_LETTER})(?=(?:으?로|이?요|은|는|를|을|이|가)(?![가-힣])|[でにはをがの]|へ|お願)"
    rf"|\b(?:an?|in|the|to)\s(?P<e>[sml])(?![\w'])"
    # Between words of a script without capitals it is nothing else: 黒のLまだある, 이거 블랙 m 있어요, Sありますか.
    rf"|(?:(?<=[{_EAST}])|(?<=[{_EAST}]\s)|(?<=^)){_BARE_LETTER}"
)
_WORDED = re.compile(
    r"(?:\b(?:a|an|in|in a|size|the|to a|for a)\s)(?P<en>extra small|small|medium|extra large|large)\b(?!\s(?:bag|box|bottle|gift|order|parcel|cart|dog|kitchen|flat))"
    r"|\b(?P<en2>small|medium|large) size\b|\b(?P<en3>small|medium|large)(?=,? not (?:a |the )?(?:small|medium|large)\b)|(?<=\bnot )(?P<en4>small|medium|large)\b|(?P<free>free size|one size|프리\s?사이즈|フリーサイズ)"
    r"|(?P<ko>엑스라지|라지|미디움|미듐|스몰)(?:\s?사이즈)?|(?<![가-힣])(?P<ko2>엑스엘|에스|엠|엘)\s?사이즈|(?P<ja>(?:エックスエル|エル|エム|エス|[smlxlSML]{1,2})\s?サイズ)"
)
_WORDS = {
    "extra small": "XS",
    "small": "S",
    "medium": "M",
    "large": "L",
    "extra large": "XL",
    "엑스라지": "XL",
    "엑스엘": "XL",
    "엘": "L",
    "엠": "M",
    "에스": "S",
    "エックスエルサイズ": "XL",
    "라지": "L",
    "미디움": "M",
    "미듐": "M",
    "스몰": "S",
    "エルサイズ": "L",
    "エムサイズ": "M",
    "エスサイズ": "S",
}
_SIZE_NOUN = re.compile("(?:extra )?(?:small|large)|medium|big")
_AFTER_SIZE = re.compile(
    r"\s*(?:$|[,.!?;:)/+&-]|\d|(?:size|sized|ones?|please|pls|plz|for|if|is|isn't|are|was|and|or|n|in|to|not|no|with|from|then|each|too|left|still"
    r"|available|there|would|will|should|do|does|did|fit|fits|instead|but|thanks|ty|x|now|only|at|of|by|my|i|it|this|that|cos|because|as|on)\b)"
)
_BESIDE = re.compile(
    r"(?:\s?(?:の|,|/|색|컬러|カラー|ones?,?|in(?: a| size)?))?\s?(?<![a-z])(?P<s>x{0,4}[sml]|[2-6]xl|extra small|small|medium|extra large|large|스몰|라지|미디움)(?![\w'])"
)
_NUMBERED = re.compile(
    r"\b(?:size|siz|sz)\s?(?:is\s|to\s|a\s|in\s)?(?P<a>(?:us|uk|eu)?\s?\d{1,3}(?:\.5)?|nine|ten|eleven|twelve|eight|seven|six|five|four)\b"
    r"|\b(?P<sys>us|uk|eu)\s?(?P<b>\d{1,2}(?:\.5)?)\b|\bin (?:a |an )(?:size )?(?P<c>\d{1,2}(?:\.5)?)\b(?!\s?(?:pack|month|day|week))"
    r"|(?<!\d)(?P<d>2[0-9][05])\s?mm\b|(?<![\d.,])(?P<e>(?:1\d|2\d|3[0-2])(?:\.[05])?)\s?(?:cm|センチ)(?![^\W\d_]*(?:이상|tall|wide|long|長|幅|×|x))"
    r"|(?<!\d)(?P<f>2[2-9])\s?(?P<in>inch(?:es)?|인치|インチ|\")|(?P<g>\d{1,3}(?:\.5)?)\s?사이즈|사이즈\s?(?:는|은)?\s?(?P<h>\d{1,3}(?:\.5)?)(?!\d)"
    r"|サイズ\s?(?:は)?\s?(?P<i>\d{1,3}(?:\.5)?)|(?<!\d)(?P<j>\d{1,2})\s?号(?!室|館|機|線|車)|(?<!\d)(?P<k>8[05]|9[05]|1[01][05])\s?호(?!\s?(?:점|선|실))"
    # Whose size it is: *a men's 11*, 여성 8 있어요?, レディースの24.
    r"|\b(?:(?P<sys2>us|uk|eu)\s)?(?P<who>(?:wo)?men'?s|kids'?|boys'?|girls'?|youth)\s(?:size\s|us\s|uk\s|eu\s)?(?P<l>\d{1,2}(?:\.5)?)\b(?!\s?(?:pairs?|pcs|pieces|packs?|x|of|for|items?|shirts?|socks|tees)\b)"
    r"|(?:남성|여성|남자|여자|아동|키즈)(?:용|꺼|거)?\s?(?P<m>\d{1,2}(?:\.5)?)(?=\s?(?:호|이?요|으?로|있|재고|$|[?.,!]))"
    r"|(?:メンズ|レディース|キッズ|男性用?|女性用?)の?(?P<n>\d{1,2}(?:\.5)?)(?!\d|[個名人枚足着点円本代歳年月日つ])"
)
_UNITS = {
    "l": "l|리터|リットル|liters?|litres?",
    "ml": "ml|밀리리터|밀리|ミリリットル",
    "kg": "kg|kgs|킬로그램|킬로|키로|キログラム|キロ|kilos?",
    "g": "g|그램|グラム|grams?",
    "cm": "cm|센티미터|센티|センチ",
    "mm": "mm|밀리미터|ミリ",
    "m": "m|미터|メートル|met(?:er|re)s?",
    "inch": "inch(?:es)?|인치|インチ",
    "w": "w|와트|ワット|watts?",
    "v": "v|볼트|ボルト|volts?",
    "mah": "mah",
    "oz": "oz|ounces?",
    "lb": "lbs?|pounds of",
    "°c": "°c|℃|degrees?(?: celsius)?|도(?!착|움|면|요|로|넛|시|\\s?(?:있|없|같이|추가|담|안|못|모르|몰))|度(?!目|も|に)",
    "gb": "gb|기가|ギガ",
}
_MEASURE = re.compile(
    r"(?:(?P<below>under|below|less than|lighter than|up to|max)\s|(?P<above>over|above|more than|at least|heavier than)\s)?"
    r"(?P<minus>minus\s|영하\s?|マイナス|氷点下|-)?(?P<n>\d+(?:[.,]\d+)?)\s?(?:"
    + "|".join(f"(?P<u{i}>(?:{words})(?![a-z0-9]))" for i, words in enumerate(_UNITS.values()))
    + r")\s?(?:(?P<below2>이하|미만|以下|未満|まで|or less)|(?P<above2>이상|넘는|以上|or more))?"
)
_SHOE = re.compile(
    r"(?<![\w.,#/:-])(?:2[2-9][05]|300)(?![\w%,/:-]|[.]\d)(?!\s?(?:개|장|벌|켤레|個|枚|足))|(?<![\w.,#/:-])2[2-9][05](?=[가-힣のはでをがに])(?!개|장|벌|원|켤레|명|번|페이지)"
)
_PERCENT = re.compile(r"(?P<n>\d{1,3}(?:\.\d+)?)\s?(?:%|percent|퍼센트|프로(?![가-힣])|パーセント)")
_SORTS = {
    "price_asc": r"\bcheapest\b|\blowest[ -](?:price|first)|least expensive|\b(?:low(?:est)?|cheap(?:est)?) (?:to high(?:est)?|(?:ones? )?first)\b|(?:가장|제일|젤|최대한)\s?(?:싼|싸고|싸게|저렴한|저렴하게)|최저가|(?:싼|저렴한|가격\s?낮은|낮은\s?가격)\s?(?:거\s?|것\s?)?(?:순|부터)|(?:一番|いちばん|最も|とにかく|なるべく|できるだけ)お?(?:安い|安く)|最安|お?安い(?:もの|方|ほう|やつ|の)?(?:順|から)",
    "price_desc": r"most expensive|\bpriciest\b|\bhigh(?:est)? to low(?:est)?\b|(?:가장|제일|젤)\s?비싼|(?:비싼|가격\s?높은|높은\s?가격)\s?(?:거\s?|것\s?)?(?:순|부터)|(?:一番|いちばん|最も)(?:値段の)?高い|高い(?:もの|方|ほう|やつ|の)?(?:順|から)",
    "newest": r"\bnewest\b|\blatest\b|\bnew arrivals?\b|most recent(?:ly added)?|\bwhat'?s new\b|\b(?:anything|something|got) new\b|\bjust (?:come in|came in|arrived|landed)\b|\bfresh in\b|최신|신상품?|(?:새로|새롭게|최근에?)\s?(?:나온|들어온|입고된)|新着|最新|新作|新商品|新入荷|新しい順|新しい(?:の|もの|やつ|商品)(?:が|は|から)?(?:何か|なにか)?(?=入|出|来|きた|届)",
    "popular": r"\bbest ?sell(?:ing|ers?)\b|most popular|\bpopular\b|인기\s?(?:있는|많은|상품|순|제품)?|잘\s?나가(?:는|요|는지)|많이\s?(?:팔린|팔리는|찾는|나가는)|베스트|人気|売れ筋|(?:よく|一番|いちばん)売れて|\btrending\b",
    "rating": r"(?:best|top|highest)[ -]rated|(?:best|good|highest|top) reviews?|(?:best|well) reviewed|평점|별점\s?(?:높은|좋은)|(?:후기|리뷰|평)\s?(?:가\s?|이\s?)?(?:좋은|많은|높은)|高評価|(?:レビュー|評価|口コミ|評判)(?:が|の)?(?:いい|良い|よい|高い|多い)",
    "weight_asc": r"\blightest\b|(?:가장|제일|젤)\s?가벼운|가벼운\s?(?:거\s?|것\s?)?(?:순|부터)|(?:一番|いちばん|最も)軽い|最軽量|軽い(?:もの|方|ほう|やつ|の)?(?:順|から)",
    "weight_desc": r"\bheaviest\b|(?:가장|제일|젤)\s?무거운|무거운\s?(?:거\s?|것\s?)?(?:순|부터)|(?:一番|いちばん|最も)重い|重い(?:もの|方|ほう|やつ|の)?(?:順|から)",
    "size_asc": r"\bsmallest\b|(?:가장|제일|젤)\s?작은|작은\s?(?:거\s?|것\s?)?(?:순|부터)|(?:一番|いちばん|最も)(?:小さい|小さな|ちいさい)|最小|小さい順",
    "size_desc": r"\b(?:biggest|largest)\b|(?:가장|제일|젤)\s?큰|(?:큰\s?순|큰\s?(?:거|것)\s?(?:순|부터))|(?:一番|いちばん|最も)(?:大きい|大きな|でかい|でっかい|おおきい)|最大|大きい順",
    "length_asc": r"\bshortest\b|(?:가장|제일|젤)\s?짧은|짧은\s?(?:거\s?|것\s?)?(?:순|부터)|(?:一番|いちばん|最も)短い|短い順",
    "length_desc": r"\blongest\b|(?:가장|제일|젤)\s?긴|긴\s?(?:순|거\s?부터|것\s?부터)|(?:一番|いちばん|最も)長い|長い順",
}
# *More* before an adjective: 더 큰, もうちょい軽い.
_MORE_KO = r"(?:더|좀|쫌|조금|약간|한\s?치수|한\s?사이즈)\s?(?:더\s?)?"
_MORE_JA = (
    r"(?:もっと|もう(?:少し|ちょっと|ちょい|すこし)|もすこし|ちょい|ちょっと|少し|より|さらに|ひとつ|一つ|ワンサイズ)"
)
# *The bigger one*: 큰 거 주세요, 큰 거 에크루로 두 개, 큰 쪽.
_ONE_KO = r"\s?(?:쪽|걸로|거로|거(?=\s?주세요|\s?줘|이?요|\s[가-힣]{1,10}(?:으로|로)(?:\s|$)|\s(?:하나|한|두|둘|세|셋|네|넷|\d)))"
_COMPARISONS = {
    "cheaper": rf"\bcheaper\b|\b(?:too|bit|so) (?:expensive|dear|pricey)\b|너무\s?비싸(?:요|네요|네|다|서)?|비싸(?:요|네요|네|다|당|잖아요?)(?![가-힣?])|비싼데요?(?=[\s.!~…ㅠㅜ]*$)|비쌈(?![가-힣?])|^(?:うーん|んー)?[、\s]?(?:ちょっと|少し|すこし|けっこう|結構|かなり|さすがに)?(?:お?値段が?)?高い(?:な[あぁー]?|ね[えぇー]?|です(?:ね|よ)?|よ|わ|かも)?(?=[\s。.!！…ー~〜笑w]*$)|高すぎ(?:る|ます)?|less (?:expensive|pricey)|{_MORE_KO}(?:싼|싸게|저렴한|싸|저렴)|덜\s?비싼|(?:싼|저렴한)\s?(?:쪽|걸로|거로)|{_MORE_JA}お?(?:安い|安め|安く|お手頃|手頃)|安いの|安め(?:の|で)?|安い(?:方|ほう)",
    "dearer": rf"more expensive|\bpricier\b|{_MORE_KO}비싼(?!데)|{_MORE_JA}(?:高い|高め)",
    "bigger": rf"\b(?:bigger|larger)\b|{_MORE_KO}(?:큰|크게|넉넉한)|큰{_ONE_KO}|{_MORE_JA}(?:大きい|大きめ|大きな|でかい)|大きめ|大きいサイズ|(?:大きい|でかい|でっかい)(?:方|ほう)",
    "smaller": rf"\bsmaller\b|{_MORE_KO}(?:작은|작게)|작은{_ONE_KO}|{_MORE_JA}(?:小さい|小さめ|小さな)|小さめ|小さいサイズ|小さい(?:方|ほう)",
    "lighter": rf"\blighter\b|{_MORE_KO}(?:가벼운|가볍게)|가벼운{_ONE_KO}|{_MORE_JA}(?:軽い|軽め)|軽め|軽い(?:方|ほう)",
    "heavier": rf"\bheavier\b(?! than \d)|{_MORE_KO}(?:무거운|무겁게)|무거운{_ONE_KO}|{_MORE_JA}重い|重め(?=[のでが])|重い(?:方|ほう)",
    "longer": rf"(?<!no )\blonger (?:one|ones|version|please|pls)\b|\b(?:something|anything|bit|slightly) longer\b|{_MORE_KO}(?:긴|길게)|긴{_ONE_KO}|{_MORE_JA}長い|長め|長い(?:方|ほう)",
    "shorter": rf"\bshorter (?:one|ones|version|please|pls)\b|\b(?:something|anything|bit|slightly) shorter\b|{_MORE_KO}(?:짧은|짧게)|짧은{_ONE_KO}|{_MORE_JA}短い|短め|短い(?:方|ほう)",
    "warmer": rf"\bwarmer\b|{_MORE_KO}(?:따뜻한|따듯한|따신|뜨신)|(?:따뜻한|따듯한)\s?(?:쪽|걸로|거로)|{_MORE_JA}(?:暖かい|温かい|あったかい)|(?:暖かい|温かい|あったかい)(?:方|ほう)",
    "stronger": rf"\bstronger\b|{_MORE_KO}(?:강한|센|진한)|{_MORE_JA}(?:強い|濃い)",
    "better": rf"\bbetter (?:one|quality)\b|{_MORE_KO}(?:좋은|나은)|{_MORE_JA}(?:良い|いい)(?=の|もの|やつ)",
    "brighter": rf"\bbrighter\b|{_MORE_KO}밝은|밝은\s?(?:쪽|걸로|거로)|{_MORE_JA}明るい|明るい(?:方|ほう)",
    "darker": rf"\bdarker\b|{_MORE_KO}어두운|어두운\s?(?:쪽|걸로|거로)|{_MORE_JA}暗い|暗い(?:方|ほう)",
}
_SORT = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _SORTS.items()))
_COMPARISON = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _COMPARISONS.items()))
_LANGUAGE = re.compile(
    r"(?P<en>\beng(?:l|r)ish\b|영어|잉글리시|英語|えいご)|(?P<ko>\bkorean\b|한국어|한국말|한글|우리말|韓国語|ハングル|かんこくご|\bhangul\b|\bhangug(?:eo|o)\b)|(?P<ja>\bjapanese\b|일본어|(?<![가-힣])일어(?![나났날난서선설])|日本語|にほんご|\bnihongo\b)"
    r"|(?P<zh>\bchinese\b|중국어|中国語)|(?P<es>\bspanish\b|스페인어|スペイン語)|(?P<fr>\bfrench\b|프랑스어|불어|フランス語)|(?P<de>\bgerman\b|독일어|ドイツ語)|(?P<vi>\bvietnamese\b|베트남어|ベトナム語)"
)


def sized_word(text: str, start: int, end: int, things: Collection[int]) -> bool:
    """Whether a word such as *small* is a size where it stands: not before a noun it only describes (*a small bathroom*), unless that is
    one of the things named, which begin at ``things``."""
    if not _SIZE_NOUN.fullmatch(text[start:end]):
        return True
    after = text[end:]
    at = end + len(after) - len(after.lstrip())
    return at in things or bool(_AFTER_SIZE.match(after))


def size_beside(text: str, ends: Iterable[int]) -> Iterator[Found]:
    """A size right behind a thing or a colour, which end at ``ends``: *the olive one, small*, the hoodie in black M."""
    for end in ends:
        match = _BESIDE.match(text, end)
        if match:
            yield Found("size", _WORDS.get(match["s"]) or match["s"].upper(), match.start("s"), match.end("s"))


def properties(text: str, lang: str) -> Iterator[Found]:
    """Sizes (in Korea and Japan a bare 270 is a shoe's), measures, percentages, colours, sorts, comparisons, names of languages."""
    has_digit = any(c.isdigit() for c in text)
    if has_digit:
        for match in _PERCENT.finditer(text):
            yield Found(
                "percent", float(match["n"]) if "." in match["n"] else int(match["n"]), match.start(), match.end()
            )
    if has_digit and lang in ("ko", "ja"):
        for match in _SHOE.finditer(text):
            yield Found("size", match.group(), match.start(), match.end())
    for match in _NUMBERED.finditer(text):
        yield _numbered(match)
    if has_digit:
        for match in _MEASURE.finditer(text):
            yield _measure(match)
    for match in _LETTERED.finditer(text):
        name = match.lastgroup or "a"
        yield Found("size", match[name].upper(), match.start(name), match.end() if name in "bc" else match.end(name))
    for match in _WORDED.finditer(text):
        name = match.lastgroup or "en"
        word = match[name].replace(" ", "") if name == "ja" else match[name]
        value = "FREE" if name == "free" else _WORDS.get(word) or word.removesuffix("サイズ").upper()
        yield Found("size", value, match.start(name), match.end())
    for kind, pattern in (("color", _COLOUR), ("sort", _SORT), ("comparison", _COMPARISON), ("language", _LANGUAGE)):
        for match in pattern.finditer(text):
            yield Found(kind, match.lastgroup, match.start(), match.end())


def _numbered(match: re.Match[str]) -> Found:
    for name in "abcdefghijklmn":
        if match[name]:
            raw = match[name].strip()
            value = raw.upper() if not raw.isalpha() else str(whole_number(raw) or raw)
            if match["sys"]:
                value = f"{match['sys'].upper()} {value}"
            elif match["sys2"]:
                value = f"{match['sys2'].upper()} {match['who']} {value}"
            return Found("size", value, match.start(), match.end())
    raise AssertionError("a size pattern matched without its number")


def _measure(match: re.Match[str]) -> Found:
    unit = next(unit for i, unit in enumerate(_UNITS) if match[f"u{i}"])
    number = Decimal(match["n"].replace(",", "."))
    if match["minus"]:
        number = -number
    plain = int(number) if number == number.to_integral_value() else float(number)
    bound = "max" if match["below"] or match["below2"] else "min" if match["above"] or match["above2"] else "equals"
    return Found("measure", {bound: plain, "unit": unit}, match.start(), match.end())
