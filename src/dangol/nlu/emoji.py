"""Emoji as words: a thumb is a yes, a pizza is a pizza."""

from __future__ import annotations

import re

from dangol.nlu.normalise import normalise

_EMOJI = re.compile("[\U0001f1e6-\U0001faff\u2600-\u27bf\u2b50\u2b55\u2764\u203c\u2049]\ufe0f?[\U0001f3fb-\U0001f3ff]?")
_SKIN = re.compile("[\ufe0f\u200d\U0001f3fb-\U0001f3ff]")

#: What a message of nothing but such an emoji means: an intent's or a control's name.
MEANINGS = {
    "👍": "affirm",
    "👌": "affirm",
    "🙆": "affirm",
    "✅": "affirm",
    "⭕": "affirm",
    "💯": "affirm",
    "👎": "deny",
    "🙅": "deny",
    "❌": "deny",
    "✖": "deny",
    "🚫": "deny",
    "🙏": "thanks",
    "❤": "praise",
    "😍": "praise",
    "🥰": "praise",
    "💕": "praise",
    "👏": "praise",
    "🎉": "praise",
    "🔥": "praise",
    "👋": "greet",
    "😡": "complaint",
    "🤬": "complaint",
    "😠": "complaint",
    "💩": "complaint",
    "🛒": "view_cart",
    "🛍": "view_cart",
    "💳": "checkout",
    "📦": "track_order",
    "🚚": "track_order",
    "❓": "greet",
    "🆘": "person",
    "🎁": "advice",
    "🔙": "back",
    "🔁": "repeat",
    "😂": "small_talk",
    "🤣": "small_talk",
    "😊": "small_talk",
    "🙂": "small_talk",
    "😄": "small_talk",
    "😢": "small_talk",
    "😭": "small_talk",
}
_THINGS = """
🍕 pizza 피자 ピザ
🍔 burger 버거 ハンバーガー
🌮 taco 타코 タコス
🍣 sushi 초밥 寿司
🍜 noodles 라면 ラーメン
🍰 cake 케이크 ケーキ
🎂 cake 케이크 ケーキ
🍩 donut 도넛 ドーナツ
🍪 cookies 쿠키 クッキー
🍫 chocolate 초콜릿 チョコレート
🍯 honey 꿀 はちみつ
🍞 bread 빵 パン
🥐 croissant 크루아상 クロワッサン
🧀 cheese 치즈 チーズ
🍎 apple 사과 りんご
🍊 orange 귤 みかん
🍓 strawberry 딸기 いちご
☕ coffee 커피 コーヒー
🍵 tea 차 お茶
🍷 wine 와인 ワイン
🍺 beer 맥주 ビール
🥛 milk 우유 牛乳
👟 sneakers 운동화 スニーカー
👞 shoes 구두 靴
👠 heels 하이힐 ハイヒール
👢 boots 부츠 ブーツ
🩴 sandals 슬리퍼 サンダル
👗 dress 원피스 ワンピース
👕 t-shirt 티셔츠 Ｔシャツ
👔 shirt 셔츠 シャツ
👖 jeans 청바지 ジーンズ
🧥 coat 코트 コート
🧦 socks 양말 靴下
🧤 gloves 장갑 手袋
🧣 scarf 목도리 マフラー
🧢 cap 모자 帽子
👒 hat 모자 帽子
👜 handbag 핸드백 ハンドバッグ
🎒 backpack 백팩 リュック
👙 swimsuit 수영복 水着
👓 glasses 안경 眼鏡
🕶 sunglasses 선글라스 サングラス
⌚ watch 시계 腕時計
💍 ring 반지 指輪
💄 lipstick 립스틱 口紅
💅 nail polish 매니큐어 マニキュア
🧴 lotion 로션 ローション
🧼 soap 비누 石鹸
🪒 razor 면도기 カミソリ
📱 phone 휴대폰 スマホ
💻 laptop 노트북 ノートパソコン
🎧 headphones 헤드폰 ヘッドホン
📷 camera 카메라 カメラ
🔨 hammer 망치 ハンマー
🔧 wrench 렌치 レンチ
🪛 screwdriver 드라이버 ドライバー
🪚 saw 톱 のこぎり
📚 books 책 本
📖 book 책 本
✏ pencil 연필 鉛筆
🖊 pen 펜 ペン
🪑 chair 의자 椅子
🛋 sofa 소파 ソファ
🛏 bed 침대 ベッド
💡 lamp 조명 ランプ
🕯 candle 캔들 キャンドル
🪴 plant 화분 観葉植物
💐 flowers 꽃다발 花束
🌹 rose 장미 バラ
🧸 teddy bear 곰인형 ぬいぐるみ
⚽ football 축구공 サッカーボール
🏀 basketball 농구공 バスケットボール
🎾 tennis racket 테니스 라켓 テニスラケット
🚲 bicycle 자전거 自転車
⛺ tent 텐트 テント
🎸 guitar 기타 ギター
🎮 game 게임 ゲーム
☂ umbrella 우산 傘
🌂 umbrella 우산 傘
🐶 dog food 강아지 사료 ドッグフード
🐱 cat food 고양이 사료 キャットフード
🍼 baby bottle 젖병 哺乳瓶
"""


def _table() -> dict[str, dict[str, str]]:
    out: dict[str, dict[str, str]] = {}
    for line in _THINGS.strip().splitlines():
        sign, rest = line.split(" ", 1)
        *english, korean, japanese = re.split(r" (?=[^\x00-\x7f])", rest)
        if len(english) == 1:
            out[sign] = {"en": english[0], "ko": korean, "ja": normalise(japanese).text}
        else:  # a Korean name of two words
            out[sign] = {"en": english[0], "ko": " ".join([*english[1:], korean]), "ja": normalise(japanese).text}
    return out


_WORDS = _table()


def emoji_in(text: str) -> list[str]:
    """The emoji of a text in order, without skin tones and variants."""
    return [_SKIN.sub("", found) for found in _EMOJI.findall(text)]


def only_emoji(text: str) -> bool:
    """Whether a text is nothing but emoji, space and signs such as ``?``."""
    rest = _SKIN.sub("", _EMOJI.sub("", text))
    return bool(emoji_in(text)) and not any(character.isalnum() for character in rest)


def written_out(text: str, lang: str) -> str:
    """A text with the emoji in it that are things written as words: *do you have 🧣*."""

    def word(match: re.Match[str]) -> str:
        meant = _WORDS.get(_SKIN.sub("", match.group()))
        return f" {meant.get(lang, meant['en'])} " if meant else match.group()

    return " ".join(_EMOJI.sub(word, text).split())


def spelled(text: str, lang: str) -> str:
    """A message of things as emoji, in words: what an order by emoji means. Emoji that are no things are left out."""
    words = [_WORDS[sign].get(lang, _WORDS[sign]["en"]) for sign in emoji_in(text) if sign in _WORDS]
    return " ".join(dict.fromkeys(words))
