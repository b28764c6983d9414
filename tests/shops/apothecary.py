"""A third shop for conversation tests: care and tea, with titles as shops write them (brackets, claims, pack sizes), numbered shades,
what things are made of, and texts that warn. Korean, Japanese and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from shops.writing import parcels, settings, texts, write_files

SHOP = settings(texts("Linden Apothecary", "린덴 약방", "リンデン薬房"), "owner@linden.example", ("KRW",), "Asia/Seoul")
DELIVERY = parcels({"KRW": "3000"}, (1, 2))
FAQ = {
    "en": """## Do you gift-wrap? {#wrapping}
- Also: gift wrapping / wrap it as a present

Wrapping is 2,000 won.

## How long does delivery take? {#delivery-time}

One or two days.

## Can I return something? {#returns}
- Also: refund / send something back

Within seven days, unopened.

## My skin reacted, can I get my money back? {#reaction}
- Also: rash refund

Send us a doctor's note.
""",
    "ko": """## 선물 포장 되나요? {#wrapping}
- 다른 표현: 선물포장

포장은 2,000원이에요.

## 배송은 얼마나 걸리나요? {#delivery-time}

하루 이틀 걸려요.

## 반품할 수 있나요? {#returns}
- 다른 표현: 환불

7일 안에, 뜯지 않은 상품만요.
""",
    "ja": """## ギフト包装はできますか？ {#wrapping}
- ほかの言い方: ラッピング / プレゼント包装

包装は2,000ウォンです。

## 配送は何日かかりますか？ {#delivery-time}

一両日です。

## 返品できますか？ {#returns}
- ほかの言い方: 返金

七日以内、未開封に限ります。
""",
}


_CATEGORIES = [
    ("cream", texts("Creams", "크림", "クリーム")),
    ("toner", texts("Toners", "토너", "化粧水")),
    ("cushion", texts("Cushion compacts", "쿠션", "クッション")),
    ("tea", texts("Tea", "차", "お茶")),
    ("tools", texts("Tools", "도구", "道具")),
]
_SHADES = [
    ("17", texts("17 porcelain", "17호 포슬린", "17号 ポースレン")),
    ("21", texts("21 ivory", "21호 아이보리", "21号 アイボリー")),
    ("23", texts("23 sand", "23호 샌드", "23号 サンド")),
]
_INGREDIENTS = texts("Ingredients", "주요 성분", "主な成分")


def _product(
    id: str,
    title: Mapping[str, str],
    category: str,
    description: Mapping[str, str],
    price: int,
    *,
    contents: Mapping[str, str] | None = None,
    scent: Mapping[str, str] | None = None,
    shades: Sequence[tuple[str, int]] = (),
    stock: int = 20,
) -> dict[str, Any]:
    product: dict[str, Any] = {"id": id, "title": title, "categories": [category], "description": description}
    stated = {"ingredients": (_INGREDIENTS, contents), "scent": (texts("Scent", "향", "香り"), scent)}
    if attributes := {key: {"name": name, "value": value} for key, (name, value) in stated.items() if value}:
        product["attributes"] = attributes
    if shades:
        names = dict(_SHADES)
        values = [{"id": shade, "name": names[shade]} for shade, _ in shades]
        product["options"] = [{"id": "shade", "name": texts("Shade", "호수", "色番"), "values": values}]
        product["variants"] = [
            {"sku": f"{id}-{s}", "options": {"shade": s}, "prices": {"KRW": str(price)}, "stock": n} for s, n in shades
        ]
    else:
        product |= {"sku": id, "prices": {"KRW": str(price)}, "stock": stock}
    return product


_PRODUCTS = [
    _product(
        "cica-cream",
        texts(
            "[1+1] Cica Calm Cream (loved by sensitive skin)",
            "[1+1] 시카 진정 크림 (민감성 피부 추천♥)",
            "【1+1】シカ鎮静クリーム（敏感肌におすすめ）",
        ),
        "cream",
        texts(
            "Calms red skin. Contains no alcohol.",
            "붉어진 피부를 가라앉혀요. 알코올은 넣지 않았어요.",
            "赤みを落ち着かせます。アルコール不使用。",
        ),
        28000,
        contents=texts("centella, panthenol", "병풀추출물, 판테놀", "ツボクサエキス、パンテノール"),
        scent=texts("none", "무향", "なし"),
    ),
    _product(
        "ceramide-cream",
        texts("Ceramide Barrier Cream", "세라마이드 장벽 크림", "セラミド保湿クリーム"),
        "cream",
        texts(
            "For dry, tight skin. Contains nut oil.",
            "당기는 피부에 좋아요. 견과류 오일이 들어 있어요.",
            "つっぱる肌に。ナッツオイルを使用しています。",
        ),
        32000,
        contents=texts("ceramides, macadamia oil", "세라마이드, 마카다미아씨오일", "セラミド、マカダミアナッツ油"),
        scent=texts("powder", "파우더 향", "パウダー"),
    ),
    _product(
        "pore-toner",
        texts("Pore Toner for Oily Skin 150 ml", "모공 토너 150ml 지성용", "毛穴ケア化粧水 150ml"),
        "toner",
        texts("Clears the pores.", "모공을 정돈해요.", "毛穴を整えます。"),
        21000,
    ),
    _product(
        "glow-cushion",
        texts("Glow Cushion (with refill)", "글로우 쿠션 (본품+리필)", "グロウクッション（レフィル付）"),
        "cushion",
        texts("Thin and dewy.", "얇고 촉촉해요.", "薄づきでしっとり。"),
        34000,
        shades=[("17", 9), ("21", 9), ("23", 0)],
    ),
    _product(
        "matte-cushion",
        texts("Matte Cushion", "매트 쿠션", "マットクッション"),
        "cushion",
        texts("Powdery all day.", "하루 종일 보송해요.", "一日中さらさら。"),
        32000,
        shades=[("21", 9), ("23", 9)],
    ),
    _product(
        "puffs",
        texts("Puffs for compacts (5)", "쿠션 퍼프 5개입", "クッション用パフ 5個入"),
        "tools",
        texts("Soft.", "부드러워요.", "やわらかです。"),
        5000,
    ),
    _product(
        "scissors",
        texts("Herb Scissors", "허브 가위", "ハーブ用ハサミ"),
        "tools",
        texts("They cut well.", "잘 잘려요.", "よく切れます。"),
        11000,
    ),
    _product(
        "buckwheat-tea",
        texts("Roasted Buckwheat Tea", "볶은 메밀차", "そば茶"),
        "tea",
        texts(
            "Not for those who cannot have buckwheat. Not during pregnancy.",
            "메밀을 못 드시는 분은 피해 주세요. 임신 중에는 드시지 마세요.",
            "そばが合わない方はお控えください。妊娠中はお使いになれません。",
        ),
        9800,
    ),
    _product(
        "barley-tea",
        texts("Barley Tea (30 bags)", "보리차 30포", "麦茶 30包"),
        "tea",
        texts("For every day.", "매일 마시기 좋아요.", "毎日の一杯に。"),
        5400,
        stock=30,
    ),
]


def write_shop(folder: Path) -> None:
    """Write the shop into ``folder``, which is made."""
    write_files(folder, SHOP, DELIVERY, FAQ, _CATEGORIES, _PRODUCTS)
