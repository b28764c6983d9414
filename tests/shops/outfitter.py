"""A fourth shop for conversation tests: tents, lamps, tea and caps, told apart by what is stated of them: weights in two units, how warm,
how bright, how a tea tastes, shades of colours that are called by their own names. Korean, Japanese and English."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from shops.writing import Texts, parcels, settings, texts, write_files

SHOP = settings(texts("Tern & Kettle", "제비와 주전자", "つばめとやかん"), "owner@tern.example", ("USD", "KRW", "JPY"))
DELIVERY = parcels({"USD": "5.00", "KRW": "6500", "JPY": "750"}, (2, 4))
FAQ = {
    "en": """## Do you engrave? {#engraving}
- Also: have a name put on it / personalise

Kettles and cups, up to twelve letters, for 9 dollars.

## Can I return something? {#returns}
- Also: refund

Within thirty days.
""",
    "ko": """## 각인 되나요? {#engraving}
- 다른 표현: 이름 새기기 / 이니셜

주전자와 컵에 열두 글자까지, 12,000원이에요.

## 반품할 수 있나요? {#returns}
- 다른 표현: 환불

30일 안에요.
""",
    "ja": """## 名入れはできますか？ {#engraving}
- ほかの言い方: 刻印 / イニシャル

やかんとカップに十二文字まで、1,300円です。

## 返品できますか？ {#returns}
- ほかの言い方: 返金

三十日以内です。
""",
}
_CATEGORIES = [
    ("tents", texts("Tents", "텐트", "テント")),
    ("bags", texts("Sleeping bags", "침낭", "寝袋")),
    ("lamps", texts("Lanterns", "랜턴", "ランタン")),
    ("tea", texts("Tea", "차", "お茶")),
    ("caps", texts("Caps", "모자", "帽子")),
    ("kettles", texts("Kettles", "주전자", "やかん")),
]
_HEADINGS = {
    "weight": texts("Weight", "무게", "重さ"),
    "floor": texts("Floor", "바닥 크기", "床の寸法"),
    "comfort": texts("Comfort temperature", "적정 온도", "快適温度"),
    "light": texts("Brightness", "밝기", "明るさ"),
    "runs": texts("Battery life", "사용 시간", "点灯時間"),
    "taste": texts("Taste", "맛", "味"),
    "caffeine": texts("Caffeine", "카페인", "カフェイン"),
    "colour": texts("Colour", "색상", "色"),
    "holds": texts("Capacity", "용량", "容量"),
}
_COLOURS = {
    "mustard": texts("Mustard", "머스터드", "マスタード"),
    "crimson": texts("Crimson", "크림슨", "クリムゾン"),
    "navy": texts("Navy", "네이비", "ネイビー"),
    "lemon": texts("Lemon", "레몬", "レモン"),
    "burgundy": texts("Burgundy", "버건디", "バーガンディ"),
    "forest": texts("Forest green", "포레스트 그린", "フォレストグリーン"),
    "slate": texts("Slate", "슬레이트", "スレート"),
}


def _product(
    id: str,
    title: Texts,
    category: str,
    description: Texts,
    price: int,
    *,
    colours: tuple[str, ...] = (),
    **stated: str | Texts,
) -> dict[str, Any]:
    prices = {"USD": f"{price}.00", "KRW": str(price * 1300), "JPY": str(price * 150)}
    product: dict[str, Any] = {"id": id, "title": title, "categories": [category], "description": description}
    if stated:
        product["attributes"] = {key: {"name": _HEADINGS[key], "value": value} for key, value in stated.items()}
    if colours:
        values = [{"id": shade, "name": _COLOURS[shade]} for shade in colours]
        product["options"] = [{"id": "colour", "name": _HEADINGS["colour"], "values": values}]
        product["variants"] = [
            {"sku": f"{id}-{shade}", "options": {"colour": shade}, "prices": prices, "stock": 9} for shade in colours
        ]
    else:
        product |= {"sku": id, "prices": prices, "stock": 9}
    return product


_PRODUCTS = [
    _product(
        "skylark",
        texts("Skylark Tent", "스카이라크 텐트", "スカイラークテント"),
        "tents",
        texts("For one who walks far.", "멀리 걷는 한 사람을 위한 텐트예요.", "遠くまで歩くひとりのために。"),
        240,
        weight="1,250 g",
        floor="210 x 90 cm",
    ),
    _product(
        "heron",
        texts("Heron Tent", "헤론 텐트", "ヘロンテント"),
        "tents",
        texts("Room for two and their boots.", "둘이 자고 신발까지 둘 수 있어요.", "ふたりと靴が入ります。"),
        210,
        weight="2.1 kg",
        floor="220 x 140 cm",
    ),
    _product(
        "dune-bag",
        texts("Dune Sleeping Bag", "듄 침낭", "デューン寝袋"),
        "bags",
        texts("For summer nights.", "여름밤에 좋아요.", "夏の夜に。"),
        95,
        weight="700 g",
        comfort=texts("8 to 20 °C", "8~20℃", "8～20℃"),
    ),
    _product(
        "firn-bag",
        texts("Firn Sleeping Bag", "피른 침낭", "フィルン寝袋"),
        "bags",
        texts("For the first frost.", "첫서리에도 든든해요.", "初霜の頃に。"),
        160,
        comfort=texts("-5 to 8 °C", "-5~8℃", "-5～8℃"),
    ),
    _product(
        "ember-lamp",
        texts("Ember Lantern", "엠버 랜턴", "エンバーランタン"),
        "lamps",
        texts("A warm glow for the table.", "식탁을 비추는 따스한 불빛이에요.", "食卓のあたたかな灯り。"),
        42,
        light=texts("90 lumens", "90루멘", "90ルーメン"),
        runs=texts("40 hours", "40시간", "40時間"),
    ),
    _product(
        "beacon-lamp",
        texts("Beacon Lantern", "비컨 랜턴", "ビーコンランタン"),
        "lamps",
        texts("Lights the whole camp.", "야영장을 다 비춰요.", "キャンプ場全体を照らします。"),
        58,
        light=texts("400 lumens", "400루멘", "400ルーメン"),
        runs=texts("12 hours", "12시간", "12時間"),
    ),
    _product(
        "hill-tea",
        texts("Hillside Green Tea", "언덕 녹차", "丘の緑茶"),
        "tea",
        texts("Picked late, when the sun is strong.", "햇볕이 강할 때 늦게 땄어요.", "日ざしの強い頃に摘みました。"),
        14,
        taste=texts("Brisk and astringent", "진하고 떫은맛이 있어요", "濃く、渋みがあります"),
        caffeine=texts("Contains caffeine", "있음", "あり"),
    ),
    _product(
        "shade-tea",
        texts("Shaded Leaf Tea", "그늘 잎차", "覆いの葉茶"),
        "tea",
        texts("Grown under straw.", "짚 아래에서 자랐어요.", "藁の下で育ちました。"),
        19,
        taste=texts("Sweet, hardly astringent", "달고 떫은맛이 거의 없어요", "甘く、渋みはほとんどありません"),
        caffeine=texts("None", "없음", "なし"),
    ),
    _product(
        "ridge-cap",
        texts("Ridge Cap", "릿지 모자", "リッジ帽"),
        "caps",
        texts("Wool, with ears.", "귀까지 덮는 울 모자예요.", "耳まで隠れるウールです。"),
        29,
        colours=("mustard", "navy"),
    ),
    _product(
        "delta-cap",
        texts("Delta Cap", "델타 모자", "デルタ帽"),
        "caps",
        texts("Cotton, with a long peak.", "챙이 긴 면 모자예요.", "つばの長い綿です。"),
        24,
        colours=("burgundy", "forest"),
    ),
    _product(
        "fjord-cap",
        texts("Fjord Cap", "피오르 모자", "フィヨルド帽"),
        "caps",
        texts("Fleece, folds small.", "작게 접히는 플리스예요.", "小さくたためるフリースです。"),
        27,
        colours=("slate", "navy"),
    ),
    _product(
        "wren-kettle",
        texts("Wren Kettle", "굴뚝새 주전자", "みそさざいのやかん"),
        "kettles",
        texts("Boils two cups.", "두 잔을 끓여요.", "二杯分が沸きます。"),
        36,
        holds=texts("600 ml", "600ml", "600ml"),
        weight="210 g",
    ),
    _product(
        "goose-kettle",
        texts("Goose Kettle", "기러기 주전자", "がんのやかん"),
        "kettles",
        texts("Boils for the whole table.", "온 식탁이 마실 만큼 끓여요.", "食卓のみんなの分が沸きます。"),
        45,
        holds=texts("1.2 L", "1.2L", "1.2L"),
    ),
]
_ORDERS = [
    {
        "number": f"TK-{number}",
        "email": email,
        "name": "Somebody",
        "lang": "en",
        "placed_at": "2026-11-01T10:00:00Z",
        "currency": "USD",
        "lines": [{"sku": "skylark", "quantity": 1, "unit_price": "240.00"}],
        "totals": {"subtotal": "240.00", "delivery": "5.00", "total": "245.00"},
        "state": "paid",
    }
    for number, email in ((10023, "june@example.com"), (10024, "kai@example.com"))
]


def write_shop(folder: Path) -> None:
    """Write the shop into ``folder``, which is made."""
    write_files(folder, SHOP, DELIVERY, FAQ, _CATEGORIES, _PRODUCTS)
    orders = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in _ORDERS)
    (folder / "orders.jsonl").write_text(orders, encoding="utf-8")
