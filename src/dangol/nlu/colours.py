# ruff: noqa: E501  (tables of words read best on one line)
"""How near a colour's name is to a colour somebody asks for: *mustard* is a yellow, 버건디 a red, ネイビー a blue.

General knowledge of colour words in three languages, no catalogue's. What is called by the very word is nearest, then what has it in
its name (*forest green* is a green), then what is only a shade of it. Whoever picks takes the nearest there is, so that a shade stands
in for a colour only where nothing is called by the colour itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from dangol.nlu.normalise import plain

ITSELF, KIND, SHADE = 3, 2, 1

#: Of each family: the words for the colour itself, and those for its shades. A shade may belong to two (*teal*); of what looks like a
#: word within another the longer is read (青磁 is no 青).
_FAMILIES = {
    "red": (
        "red 빨강 빨간 붉은 레드 적색 赤 レッド",
        "burgundy crimson scarlet ruby cherry wine maroon vermilion garnet carmine oxblood claret cranberry brick bordeaux merlot "
        "버건디 크림슨 스칼렛 루비 체리 와인 마룬 벽돌 다홍 진홍 선홍 카민 보르도 가넷 크랜베리 "
        "バーガンディ クリムゾン スカーレット ルビー チェリー ワイン マルーン 朱 紅 茜 臙脂 えんじ エンジ 煉瓦 レンガ ガーネット カーマイン クランベリー ボルドー",
    ),
    "blue": (
        "blue 파랑 파란 푸른 블루 청색 青 ブルー",
        "navy indigo cobalt azure sky teal turquoise aqua cyan denim sapphire cerulean ultramarine marine midnight ocean cornflower "
        "네이비 남색 곤색 인디고 코발트 하늘색 스카이 청록 터콰이즈 아쿠아 데님 사파이어 마린 오션 쪽빛 군청 "
        "紺 ネイビー 藍 インディゴ コバルト 空色 水色 スカイ ターコイズ アクア デニム サファイア マリン 群青 瑠璃 ミッドナイト オーシャン 浅葱",
    ),
    "green": (
        "green 초록 녹색 그린 緑 グリーン",
        "olive sage mint khaki forest moss emerald jade lime teal turquoise celadon pistachio avocado fern pine basil matcha "
        "올리브 세이지 민트 카키 포레스트 이끼 모스 에메랄드 제이드 비취 라임 청록 청자 피스타치오 아보카도 연두 쑥색 말차 옥색 "
        "オリーブ セージ ミント カーキ フォレスト モス 苔 エメラルド ジェイド 翡翠 ライム 青磁 青竹 ピスタチオ アボカド 若草 若竹 萌黄 抹茶 松葉 鶯 うぐいす ターコイズ",
    ),
    "yellow": (
        "yellow 노랑 노란 누런 옐로우 옐로 황색 黄色 黄 イエロー",
        "mustard lemon ochre amber canary saffron banana sunflower butter maize "
        "머스터드 머스타드 겨자 레몬 오커 황토 앰버 카나리아 사프란 개나리 버터 해바라기 "
        "マスタード からし 辛子 芥子 レモン オーカー 黄土 琥珀 アンバー カナリア サフラン 山吹 たまご 卵色 バター ひまわり",
    ),
    "pink": (
        "pink 분홍 핑크 ピンク 桃色",
        "rose blush fuchsia magenta salmon coral peach raspberry sakura "
        "로즈 블러쉬 블러셔 푸시아 마젠타 살몬 연어 코랄 산호 벚꽃 복숭아 피치 "
        "ローズ ブラッシュ フューシャ マゼンタ サーモン コーラル 珊瑚 桜 さくら サクラ ピーチ",
    ),
    "purple": (
        "purple violet 보라 퍼플 바이올렛 자색 紫 パープル バイオレット",
        "lavender lilac plum aubergine eggplant mauve grape wisteria orchid amethyst "
        "라벤더 라일락 자두 가지색 모브 포도 자주 자수정 "
        "ラベンダー ライラック プラム 茄子 なす モーヴ モーブ 藤 葡萄 ぶどう グレープ 菫 すみれ アメジスト",
    ),
    "orange": (
        "orange 주황 오렌지 オレンジ 橙",
        "tangerine apricot peach rust terracotta pumpkin coral persimmon carrot amber copper "
        "탠저린 귤색 살구 피치 러스트 테라코타 호박 코랄 당근 구리 "
        "タンジェリン みかん あんず アプリコット ピーチ テラコッタ かぼちゃ パンプキン コーラル 柿 朱",
    ),
    "brown": (
        "brown 갈색 밤색 브라운 茶色 茶 ブラウン",
        "camel tan chocolate mocha coffee caramel chestnut walnut cognac rust terracotta cocoa oak bronze copper sienna umber toffee hazelnut "
        "카멜 낙타 초콜릿 초코 모카 커피 카라멜 캐러멜 월넛 코냑 코코아 오크 테라코타 브론즈 토피 헤이즐넛 고동 "
        "キャメル チョコレート チョコ モカ コーヒー キャラメル 栗 ウォールナット ウォルナット コニャック ココア オーク テラコッタ ブロンズ らくだ ヘーゼル",
    ),
    "grey": (
        "grey gray 회색 그레이 灰色 グレー グレイ",
        "charcoal slate ash graphite gunmetal stone smoke pewter "
        "차콜 슬레이트 애쉬 그라파이트 건메탈 스톤 스모크 먹색 쥐색 "
        "チャコール スレート アッシュ グラファイト ガンメタ ストーン スモーク 墨 鉛 ねずみ 鼠",
    ),
    "black": (
        "black 검정 검은 까만 블랙 흑색 黒 ブラック",
        "ebony jet onyx raven charcoal 에보니 흑단 오닉스 칠흑 차콜 먹색 エボニー 墨 漆黒 オニキス チャコール",
    ),
    "white": (
        "white 흰색 흰 하얀 하양 화이트 백색 白 ホワイト",
        "ivory cream ecru pearl snow milk chalk eggshell oatmeal 아이보리 크림 에크루 펄 스노우 밀크 진주 오트밀 상아 백자 "
        "アイボリー クリーム エクリュ パール スノー ミルク 真珠 生成り きなり オートミール 乳白",
    ),
    "beige": (
        "beige 베이지 ベージュ",
        "sand oatmeal camel tan nude ecru cream fawn linen 샌드 오트밀 카멜 누드 에크루 크림 모래 "
        "サンド オートミール キャメル ヌード エクリュ クリーム 砂 生成り 亜麻",
    ),
    "gold": (
        "gold golden 금색 골드 황금 金色 金 ゴールド",
        "brass champagne 브라스 황동 샴페인 真鍮 ブラス シャンパン",
    ),
    "silver": (
        "silver 은색 실버 銀色 銀 シルバー",
        "chrome platinum steel 크롬 플래티넘 스틸 백금 クローム プラチナ スチール",
    ),
}
_OWN = {word: family for family, (own, _) in _FAMILIES.items() for word in own.split()}
_SHADES = {
    word: frozenset(family for family, (_, shades) in _FAMILIES.items() if word in shades.split())
    for _, (_, words) in _FAMILIES.items()
    for word in words.split()
}
_WORD = re.compile(
    "|".join(rf"\b{word}\b" if word.isascii() else word for word in sorted({*_OWN, *_SHADES}, key=len, reverse=True))
)
# What is put behind a colour's word: 빨강색, 黄色い, *reddish* things are red ones too.
_ENDING = re.compile(r"(?:색깔?|컬러|색상|빛|色|カラー|っぽい|い|ish)+$")


# What stands right behind a colour in its own right: a particle, a word for colours or things, a wish.
_GOES_WITH_KO = re.compile(
    r"(?:색|빛|컬러|톤|계열|이|가|은|는|을|를|도|만|의|에|로|으로|와|과|랑|하고|나|요|거|것|걸|게|건|꺼|계|있|없|말고|빼고|주|줘|중|사이즈|입|인|예|좋|원|추천|보여|찾|담|부탁|두|한|하나|세)"
)
_GOES_WITH_JA = re.compile(
    r"(?:の(?!り(?![ゅんぼっすれ]))|を|は|が|で|に|と(?!う)|も(?!ち)|か|や|な|へ|い|く|っぽ|じゃ|だ(?!し)|から|まで|より|だけ|しか|って|ね|よ|まし|あり|ある|ほし|お願|ください|系|色|一色|以外|希望|限定|無地|単色|基調|地|革|糸|文字|[一二三四五六七八九十]|番)"
)
_COUNTED_JA = re.compile(r"[\d一二三四五六七八九十][枚個本着足点台冊袋箱組双対]$")  # 黒2枚白1枚
_KANJI = re.compile(r"[一-鿿々]")
_RUN_KO, _RUN_KATA, _RUN_KANJI = re.compile(r"[가-힣]+"), re.compile(r"[ァ-ヺー]+"), re.compile(r"[一-鿿々]+")
_LEAST_RUN = 2


def within_a_word(text: str, start: int, end: int, knows: Callable[[str], bool]) -> bool:
    """Whether the colour at ``text[start:end]`` is only how a longer word begins or ends: the 赤 of 赤ちゃん, the 검은 of 검은콩, the ブルー of
    ブルーベリー, the 白い of 面白い. Where what goes on is a word that ``knows`` says is known by itself (블랙니트, 黒スニーカー), a thing in that
    colour is meant. In scripts that part their words with blanks nothing goes on."""
    word, after = text[start:end], text[end:]
    if word.isascii() or not word:
        return False
    if _of_a_known_name(word, after, knows):
        return True
    if "가" <= word[-1] <= "힣":
        run = _RUN_KO.match(after)
        return run is not None and not (_GOES_WITH_KO.match(after) or _known_ahead(run.group(), knows))
    if start and _KANJI.match(word) and _KANJI.match(text[start - 1]) and not _COUNTED_JA.search(text[:start]):
        return True
    if not after or word[-1] in "い色":
        return False
    if run := _RUN_KATA.match(after):
        return not _known_ahead(run.group(), knows) and (len(run.group()) >= _LEAST_RUN or not _KANJI.match(word[-1]))
    if not _KANJI.match(word[-1]) or _GOES_WITH_JA.match(after):
        return False
    if run := _RUN_KANJI.match(after):
        return not _known_ahead(run.group(), knows)
    return "ぁ" <= after[0] <= "ん"


def _of_a_known_name(word: str, after: str, knows: Callable[[str], bool]) -> bool:
    """Whether a colour's one sign and the signs behind it are a name that ``knows`` says is known as a whole: the 黒 of 黒豆, the 赤 of 赤味噌."""
    run = _RUN_KANJI.match(after) if len(word) == 1 and _KANJI.match(word) else None
    return run is not None and not _GOES_WITH_JA.match(after) and knows(word + run.group())


def _known_ahead(run: str, knows: Callable[[str], bool]) -> bool:
    """Whether ``run`` begins with a word that is known by itself."""
    return any(knows(run[:length]) for length in range(len(run), _LEAST_RUN - 1, -1)) or (len(run) == 1 and knows(run))


def family_of(said: str) -> str | None:
    """The family that ``said`` names as a whole: *yellow*, 노란색, 黄色い; none for a shade, or for what is no colour."""
    word = plain(said).strip()
    return _OWN.get(word) or _OWN.get(_ENDING.sub("", word))


def is_colour(name: str) -> bool:
    """Whether a value is called by a colour or a shade of one: *navy*, 네이비, くすみピンク."""
    return family_of(name) is not None or any(word in _OWN or word in _SHADES for word in _WORD.findall(plain(name)))


def nearness(said: str, name: str) -> int:
    """How near what is called ``name`` is to the colour ``said``: ``ITSELF``, a ``KIND`` of it, a ``SHADE`` of its family, or 0."""
    wanted, called = plain(said).strip(), plain(name).strip()
    if not wanted or not called:
        return 0
    family = family_of(wanted)
    if wanted == called or (family is not None and family_of(called) == family):
        return ITSELF
    if family is None:
        return KIND if re.search(rf"\b{re.escape(wanted)}\b" if wanted.isascii() else re.escape(wanted), called) else 0
    words = _WORD.findall(called)
    own = [_OWN[word] for word in words if word in _OWN]
    if own:
        return KIND if own[-1] == family else 0  # the last says what it is: a *blue grey* is a grey
    return SHADE if any(family in _SHADES[word] for word in words) else 0


def nearest_of(said: str, names: Iterable[str]) -> int:
    """How near the nearest of ``names`` is to the colour ``said``."""
    return max((nearness(said, name) for name in names), default=0)
