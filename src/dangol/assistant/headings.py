# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""Under which heading of a catalogue the answer stands, when a question does not say its name: *who wrote it* is told by *Author*, 何ワットまで by
最大ワット数, 얼마나 무거워요 by 무게. Pure.

A pair is a way of asking and what such headings are called, both in all three languages: a Japanese question meets an English heading.
Nothing is answered by a pair alone; the shop has to have written something under such a heading.
"""

from __future__ import annotations

import re

from dangol.commerce.catalog.products import Attribute
from dangol.search.letters import plain

_MADE_OF = r"ingredient|content|composition|allerg|filling|filled with|stuffing|성분|원료|재료|알레르|알러지|충전재|속통|속재|솜|成分|材料|アレル|中材|中身|中綿|詰め物"
_HEAVY = r"\bhow (?:heavy|much does .{1,30} weigh)|\bweigh|무게|중량|얼마나\s?무거|무겁|무거[운워]|몇\s?(?:그램|그람|킬로|키로|kg|g)(?!\s?까지)|重さ|重量|重い|何(?:グラム|キロ|kg|g)(?!まで)"
_BEARS = r"\b(?:load|how much (?:weight|can .{1,20} (?:hold|carry|take|bear))|(?:weight|load) limit|max(?:imum)? weight)\b|하중|몇\s?(?:킬로|키로|kg)\s?까지|무게.{0,6}까지|荷重|何(?:キロ|kg)まで|重さ.{0,4}まで|乗せられ|載せられ"
_FITS = r"\b(?:fits?|compatible|work(?:s)? with|go(?:es)? with|suitable for|takes?)\b|호환|맞(?:아|나|는|을까)|들어가|씌(?:워|울|우)|끼(?:워|울|우)|꽂|対応|適合|合(?:い|う|います)|はま[りる]|はめ|かぶせ|取り付け(?:られ|でき)"
_PAIRS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(asked), re.compile(headed))
    for asked, headed in (
        (
            r"\b(?:contain|contains|ingredients?|made (?:of|from|with)|what'?s in|what is in|inside|has? .{1,20} in it)\b"
            r"|성분|들어\s?(?:있|가|갔|간)|안에\s?(?:뭐|뭘|무엇|무슨)|(?:뭐|뭘|무엇|무슨\s?솜)(?:가|이|로|으로)?\s?(?:들었|들은|채[웠워])|함유|포함|원료|재료|中身|何が(?:入|詰)|入って|入り(?:ます|です)|含ま|含む|成分|原材料|材料|使われ|使って",
            _MADE_OF,
        ),
        (r"\b(?:allerg\w+|intoleran\w+)\b|알레르기|알러지|アレルギー|アレルゲン", _MADE_OF),
        (
            r"\b(?:made (?:of|from|out of)|(?:what|which) (?:material|fabric|wood|metal|leather))|소재|재질|원단|(?:뭘로|무엇으로|뭐로)\s?만[들든]|素材|材質|生地|何で(?:でき|出来|作)",
            r"material|fabric|composition|소재|재질|원단|素材|材質|生地",
        ),
        (
            r"\b(?:who (?:wrote|writes|is (?:it|this|that) by|is the (?:author|writer))|author|writer|written by)\b|누가\s?(?:쓴|썼|지은|지었)|누구\s?(?:책|작품)|저자|지은이|작가|誰が書|だれが書|誰の(?:本|作品|小説|漫画)|著者|作者|作家|書いた人",
            r"author|writer|written by|저자|지은이|작가|글쓴|著者|作者|作家",
        ),
        (
            r"\b(?:who (?:makes|made|built|produces)|(?:which|what) (?:brand|maker|company)|made by|manufacturer)\b|제조사|메이커|어디\s?(?:회사|브랜드)|누가\s?만[들든]|メーカー|製造元|誰が作|どこの(?:会社|ブランド)",
            r"maker|manufactur|brand|made by|제조(?!국)|메이커|브랜드|만든\s?곳|メーカー|製造(?:元|者)|ブランド|作り手",
        ),
        (
            r"\bwhere\b.{1,30}\b(?:made|from|grown|produced)\b|\b(?:which|what) country\b|원산지|제조국|어디(?:서|에서)?\s?(?:만든|만들|온|산)|어느\s?나라|국산|産地|原産|生産国|製造国|どこ(?:製|産|で(?:作|つく|採|と)れ?)|何産|どこの国|国産",
            r"origin|made in|country|원산지|산지|제조국|生産国|製造国|原産|産地",
        ),
        (
            r"\b(?:how (?:hard|firm|soft|stiff)|too (?:hard|firm|soft)|firm(?:er|est|ness)?|(?:hard|soft)(?:er|est|ness)|squishy)\b|단단|딱딱|푹신|말랑|경도|硬[いくさめ]|固[いくさめ]|かた[いくさめ]|柔らか|やわらか|ふかふか",
            r"\b(?:firm|firmness|hardness|softness)\b|경도|단단|푹신|硬さ|硬度|固さ|かたさ|柔らかさ|やわらかさ",
        ),
        (
            r"\b(?:how (?:loud|noisy|quiet)|noisy|noise level|loud|decibels?|db)\b|소음|시끄|조용|데시벨|騒音|うるさ|静か|デシベル",
            r"(?:noise|sound)(?!.?cancel)|소음|騒音|運転音|動作音",
        ),
        (
            r"\b(?:anc|noise.?cancel\w*)\b|노캔|노이즈\s?캔슬|ノイキャン|ノイズ\s?キャンセ",
            r"\banc\b|noise.?cancel|노이즈\s?캔슬|ノイズ\s?キャンセ",
        ),
        (
            r"\b(?:how warm|warm enough|warmth|too (?:warm|hot))\b|얼마나\s?따[뜻듯]|보온|暖か[いくさ]|あたたか[いくさ]|保温",
            r"warmth|\btog\b|토그|보온|暖かさ|保温|トグ",
        ),
        (
            _HEAVY,
            r"weigh|무게|중량|重さ|重量",
        ),
        (
            _BEARS,
            r"load|(?:maximum|max\.?) weight|weight limit|하중|荷重|積載",
        ),
        (
            r"\b(?:how many|what|which) (?:watts?|wattage)|\bwatt|몇\s?(?:와트|w)|와트|何(?:ワット|w)|ワット",
            r"watt|\bpower\b|와트|소비\s?전력|출력|ワット|消費電力|出力",
        ),
        (
            r"\b(?:how many volts?|what voltage|voltage)\b|몇\s?(?:볼트|v)|전압|何(?:ボルト|v)|電圧|ボルト",
            r"volt|전압|볼트|電圧|ボルト",
        ),
        (
            r"\bhow (?:many pages|long is the book)|\bpages?\b|몇\s?(?:쪽|페이지)|페이지|쪽수|何(?:ページ|頁)|ページ",
            r"pages?\b|쪽|페이지|ページ|頁",
        ),
        (
            r"\b(?:(?:what|which) age|how old|ages?|year[ -]olds?)\b|몇\s?(?:살|세)|연령|나이|何(?:歳|才)|年齢|対象年齢",
            r"\bages?\b|연령|나이|年齢|対象",
        ),
        (
            r"\bhow (?:many (?:lit(?:er|re)s?|ml|cups)|much .{0,20}(?:hold|fit))|\bcapacity\b|\bvolume\b|몇\s?(?:리터|밀리|ml|l)|용량|얼마나\s?(?:들어|담)|何(?:リットル|ml|ミリリットル)|容量|どれ(?:くらい|ぐらい|だけ)入",
            r"capacit|volume|용량|容量",
        ),
        (
            r"\bhow (?:big|large|tall|wide|deep|high|thick|small)\b|\bdimensions?\b|\bmeasure|몇\s?(?:센티|센치|cm|미터|인치)|크기|치수|얼마나\s?(?:큰|커|크|넓|높|두꺼)|何(?:センチ|cm|ミリ|メートル|インチ)|大きさ|寸法|どれ(?:くらい|ぐらい)(?:大き|の大き)",
            r"size|dimension|measurement|height|width|depth|diameter|thick|크기|치수|높이|너비|폭|깊이|지름|두께|大きさ|寸法|サイズ|高さ|幅|奥行|直径|厚",
        ),
        (r"\bhow long is\b|\blength\b|길이|얼마나\s?길|長さ|どれ(?:くらい|ぐらい)(?:長|の長)", r"length|길이|長さ|丈"),
        (
            r"\bhow (?:long|many hours)\b.{0,30}\b(?:last|run|burn|charge|go|work|battery)|\bbattery life\b|얼마나\s?(?:가|오래|쓸|버티)|몇\s?시간|수명|지속|何時間|どれ(?:くらい|ぐらい|だけ)(?:持|もち|もつ|も[たつ]|使え|点|燃)|長持ち|(?:電池|バッテリー)の?(?:持ち|もち)",
            r"batter|burn|run(?:ning)?\b|run ?time|life|lasts?\b|사용\s?시간|점등|지속|연소|수명|배터리|点灯|使用時間|駆動|連続|燃焼|寿命|電池|持続",
        ),
        (
            r"\b(?:water ?proof|water[ -]resistan\w+|(?:in|the) rain|get wet|splash)\b|방수|비\s?(?:맞|와|오)|젖|물에|防水|雨|濡れ|水に|撥水",
            r"water|\bip(?:x|\b)|방수|내수|생활\s?방수|防水|耐水|撥水",
        ),
        (
            r"\b(?:wash|clean|launder|dishwasher|care for|iron)\w*|세탁|빨[아래]|씻|관리|洗|手入れ|アイロン|食洗",
            r"wash|care|clean|laundry|세탁|관리|洗|手入れ",
        ),
        (
            r"\b(?:expir\w+|best before|shelf life|how long (?:does|will|can) .{1,20} keep|go off)\b|유통기한|소비기한|언제까지\s?(?:먹|쓸)|며칠\s?(?:가|보관)|보관|賞味|消費期限|日持ち|いつまで(?:食|持|もつ|使)|何日(?:持|もつ|もち)|保存",
            r"shelf|best before|expir|storage|storing|유통기한|소비기한|보관|賞味|消費期限|日持ち|保存",
        ),
        (
            r"\b(?:(?:what|which) language|in (?:english|japanese|korean)\b)|무슨\s?(?:언어|말)|몇\s?개\s?국어|영어로\s?(?:된|되)|언어|何語|言語|(?:英|日本|韓国)語(?:で|です|の?(?:本|版))",
            r"language|언어|言語",
        ),
        (
            r"\b(?:batter(?:y|ies)|plug|mains|recharg\w+|charg\w+|usb|powered)\b|배터리|건전지|충전|전원|콘센트|電池|充電|電源|コンセント|バッテリー",
            r"batter|power|charg|배터리|건전지|전원|충전|電池|電源|充電|給電",
        ),
        (
            _FITS,
            r"\bfit|compatib|suit|호환|적합|적정|対応|適合|適応",
        ),
    )
)


_FED = re.compile(r"batter|plug|mains|charg|usb|배터리|건전지|충전|콘센트|電池|充電|コンセント|バッテリー")
_WATTS = re.compile(r"watt|와트|ワット|消費電力|소비\s?전력")
_ONLY_WATTS = re.compile(r"\d[\d,.]{0,8}\s?(?:k?w|watts?|와트|ワット)")


def headed_for(attribute: Attribute, question: str) -> bool:
    """Whether ``question`` asks for what stands under the heading of ``attribute``, by another word than its name."""
    asked = plain(question)
    heading = plain(" ".join([attribute.id, *attribute.name.values.values()]))
    if (
        _FED.search(asked)
        and not _WATTS.search(asked)
        and all(_ONLY_WATTS.fullmatch(plain(t)) for t in attribute.value.values.values())
    ):
        return False  # how much it draws says nothing of what it runs on
    bears = re.search(_BEARS, asked) is not None
    return any(
        says.search(asked) and headed.search(heading)
        for says, headed in _PAIRS
        if not (bears and says.pattern == _HEAVY)
    )


def asks_weight(question: str) -> bool:
    """Whether it is asked how heavy something is, not how much it bears."""
    asked = plain(question)
    return re.search(_HEAVY, asked) is not None and re.search(_BEARS, asked) is None


def asks_fit(question: str) -> bool:
    """Whether it is asked what something fits or works with: *does it fit 700x28C*."""
    return re.search(_FITS, plain(question)) is not None
