"""A seventh shop for conversation tests: what people with pets, plants and small rooms buy. Its texts say what things help with, how
large they are and what they bear; two things share a name; its questions are asked in the words of its shelves. Korean, Japanese and
English."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from shops.writing import Texts, parcels, settings, texts, write_files

SHOP = settings(texts("Moss & Paw", "이끼와 발", "コケと肉球"), "owner@moss.example", ("USD", "KRW", "JPY"))
DELIVERY = parcels({"USD": "5.00", "KRW": "6500", "JPY": "750"}, (2, 4))
FAQ = {
    "en": """## How long does delivery take? {#delivery-time}
- Also: when does it arrive / how many days

Two to four working days after payment.

## Which plants are safe for cats? {#safe-plants}
- Also: are your plants poisonous to pets

Calathea and ferns are safe. Monstera is not: keep it out of reach.

## How do I switch my dog to a new food? {#switching-food}
- Also: my dog does not like the food

Mix a quarter of the new food into the old for two days, then a half, then three quarters.
""",
    "ko": """## 배송은 얼마나 걸리나요? {#delivery-time}
- 다른 표현: 언제 와요 / 며칠 걸려요

결제 후 영업일 기준 2~4일 걸려요.

## 고양이에게 안전한 식물은 뭐예요? {#safe-plants}
- 다른 표현: 반려동물에게 해로운 식물

칼라데아와 고사리는 안전해요. 몬스테라는 해로우니 닿지 않게 두세요.

## 강아지 사료는 어떻게 바꿔 주나요? {#switching-food}
- 다른 표현: 강아지가 사료를 안 먹어요

이틀은 새 사료를 4분의 1, 그다음 절반, 그다음 4분의 3을 섞어 주세요.
""",
    "ja": """## 配送は何日かかりますか？ {#delivery-time}
- ほかの言い方: いつ届きますか / 何日で届く

お支払いから2〜4営業日です。

## 猫に安全な植物はどれですか？ {#safe-plants}
- ほかの言い方: ペットに有害な植物

カラテアとシダは安全です。モンステラは有害なので、届かない場所に置いてください。

## ドッグフードはどうやって切り替えますか？ {#switching-food}
- ほかの言い方: 犬がフードを食べない

2日間は新しいフードを4分の1、次に半分、次に4分の3混ぜてください。
""",
}
_CATEGORIES = [
    ("dogs", texts("Dogs", "강아지", "犬用品")),
    ("dogs/food", texts("Dog food", "강아지 사료", "ドッグフード")),
    ("cats", texts("Cats", "고양이", "猫用品")),
    ("small", texts("Small pets", "소동물", "小動物")),
    ("plants", texts("Houseplants", "실내 식물", "観葉植物")),
    ("care", texts("Plant care", "식물 관리", "植物のお手入れ")),
    ("beds", texts("Beds", "침대", "ベッド")),
    ("desks", texts("Desks", "책상", "デスク")),
    ("lamps", texts("Lamps", "조명", "照明")),
]
_HEADINGS = {
    "protein": texts("Main protein", "주원료", "主な原料"),
    "size": texts("Dimensions", "크기", "サイズ"),
    "load": texts("Maximum load", "최대 하중", "耐荷重"),
    "seat": texts("Seat", "좌방석", "座面"),
    "height": texts("Height", "높이", "高さ"),
}


def _product(
    id: str, title: Texts, category: str, description: Texts, price: int, *, grams: int = 0, **stated: str | Texts
) -> dict[str, Any]:
    prices = {"USD": f"{price}.00", "KRW": str(price * 1300), "JPY": str(price * 150)}
    product: dict[str, Any] = {"id": id, "title": title, "categories": [category], "description": description}
    product["attributes"] = {key: {"name": _HEADINGS[key], "value": value} for key, value in stated.items()}
    return product | {"sku": id, "prices": prices, "stock": 9} | ({"weight_g": grams} if grams else {})


_PRODUCTS = [
    _product(
        "chicken",
        texts("Country Chicken Dry Food", "시골 닭고기 건사료", "カントリーチキン ドライフード"),
        "dogs/food",
        texts("For grown dogs of all sizes.", "모든 견종 성견용이에요.", "全犬種の成犬用。"),
        24,
        protein=texts("Chicken", "닭고기", "鶏肉"),
    ),
    _product(
        "salmon",
        texts("River Salmon Dry Food", "리버 연어 건사료", "リバーサーモン ドライフード"),
        "dogs/food",
        texts("For dogs whose skin itches.", "피부가 가려운 아이에게.", "皮ふのかゆい子に。"),
        29,
        protein=texts("Salmon", "연어", "サーモン"),
    ),
    _product(
        "lamb",
        texts("Puppy Lamb Dry Food", "퍼피 양고기 건사료", "パピーラム ドライフード"),
        "dogs/food",
        texts("Small bites for puppies.", "강아지를 위한 작은 알갱이.", "子犬用の小粒。"),
        26,
        protein=texts("Lamb", "양고기", "ラム肉"),
    ),
    _product(
        "mat",
        texts("Non-slip Floor Mat", "미끄럼방지 바닥 매트", "滑り止めフロアマット"),
        "dogs",
        texts(
            "Keeps dogs from slipping on smooth floors.",
            "매끈한 바닥에서 미끄러지지 않게 해 줘요.",
            "つるつるした床で滑るのを防ぎます。",
        ),
        17,
        size="60 x 90 cm",
    ),
    _product(
        "brush",
        texts("Fine Undercoat Brush", "촘촘 언더코트 브러시", "アンダーコート ブラシ"),
        "cats",
        texts(
            "Takes out loose undercoat. Reduces shedding.",
            "죽은 속털을 빼내요. 털 빠짐을 줄여 줘요.",
            "抜けた下毛をすき取り、抜け毛を減らします。",
        ),
        16,
        grams=140,
    ),
    _product(
        "fountain",
        texts("Drinking Fountain", "고양이 정수기", "ウォーターファウンテン"),
        "cats",
        texts(
            "Running water tempts cats to drink.", "흐르는 물이라 물을 더 마셔요.", "流れる水で水を飲みたくなります。"
        ),
        36,
    ),
    _product(
        "hamster",
        texts("Hamster Food Mix", "햄스터 사료 믹스", "ハムスターフード ミックス"),
        "small",
        texts("Seeds, oats and dried mealworms.", "씨앗, 귀리, 말린 밀웜.", "種、オーツ麦、乾燥ミルワーム。"),
        7,
    ),
    _product(
        "monstera",
        texts("Monstera Deliciosa", "몬스테라 델리시오사", "モンステラ デリシオサ"),
        "plants",
        texts("Likes bright shade.", "밝은 그늘을 좋아해요.", "明るい日陰を好みます。"),
        27,
        height="60 cm",
    ),
    _product(
        "calathea",
        texts("Calathea Orbifolia", "칼라데아 오르비폴리아", "カラテア オルビフォリア"),
        "plants",
        texts("Grows in dim rooms.", "어두운 방에서도 자라요.", "暗めの部屋でも育ちます。"),
        22,
        height="40 cm",
    ),
    _product(
        "iron",
        texts("Leaf Green Iron Feed", "잎푸른 철분 영양제", "葉色アップ 鉄分液肥"),
        "care",
        texts(
            "When leaves turn yellow between the veins they lack iron.",
            "잎맥 사이가 노랗게 변하면 철분이 모자란 거예요.",
            "葉脈のあいだが黄色くなるのは鉄分不足です。",
        ),
        8,
    ),
    _product(
        "lund-2",
        texts("Lund Two-seater Pet Bed", "룬드 2인용 펫 침대", "ルンド 2匹用ペットベッド"),
        "beds",
        texts("Covers come off.", "커버를 벗길 수 있어요.", "カバーを外せます。"),
        90,
        grams=3800,
        seat=texts("Firm", "단단함", "硬め"),
        size="W 80 x D 60 x H 20 cm",
    ),
    _product(
        "lund-3",
        texts("Lund Three-seater Pet Bed", "룬드 3인용 펫 침대", "ルンド 3匹用ペットベッド"),
        "beds",
        texts("Covers come off.", "커버를 벗길 수 있어요.", "カバーを外せます。"),
        120,
        grams=5200,
        size="W 120 x D 60 x H 20 cm",
    ),
    _product(
        "desk-100",
        texts("Haru Desk", "하루 책상", "ハル デスク"),
        "desks",
        texts("For small rooms.", "작은 방을 위한 책상.", "小さな部屋のために。"),
        160,
        grams=21000,
        size="W 100 x D 55 x H 73 cm",
    ),
    _product(
        "desk-140",
        texts("Wide Desk", "넓은 책상", "ワイドデスク"),
        "desks",
        texts("Room for two monitors.", "모니터 두 대를 놓아요.", "モニターを2台置けます。"),
        210,
        size="W 140 x D 65 x H 73 cm",
        load="80 kg",
    ),
    _product(
        "clip",
        texts("Glow Clip Reading Lamp", "글로우 클립 독서등", "グロウ クリップ読書灯"),
        "lamps",
        texts("Clips to a headboard.", "침대 헤드에 끼워요.", "ヘッドボードに挟みます。"),
        35,
    ),
    _product(
        "floor",
        texts("Glow Floor Lamp", "글로우 플로어 램프", "グロウ フロアランプ"),
        "lamps",
        texts("Warm light in five steps.", "따뜻한 빛, 5단계 조절.", "あたたかい光を5段階で。"),
        105,
    ),
    _product(
        "flip",
        texts("Flip Cabinet", "플립 수납장", "フリップ シューズキャビネット"),
        "desks",
        texts("Holds twelve pairs.", "열두 켤레가 들어가요.", "12足入ります。"),
        115,
    ),
]


def write_shop(folder: Path) -> None:
    """Write the shop into ``folder``, which is made."""
    write_files(folder, SHOP, DELIVERY, FAQ, _CATEGORIES, _PRODUCTS)
