"""A fourth shop for conversation tests: pens, paper and tea things. Nibs called *fine* and *extra fine*, a colour in many things' names,
things bought by the piece and several at a time. English, Korean and Japanese."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from shops.writing import parcels, settings, texts, write_files

SHOP = settings(texts("Inkwell and Leaf", "잉크와 찻잎", "インクと茶葉"), "owner@inkwell.example", ("USD",))
DELIVERY = parcels({"USD": "4"}, (2, 3))
FAQ = {
    "en": """## Do you gift-wrap? {#wrapping}
- Also: gift wrapping / wrap it as a present

Wrapping is two dollars.

## Can I return something? {#returns}
- Also: refund / send something back

Within fourteen days.
""",
    "ko": """## 선물 포장 되나요? {#wrapping}
- 다른 표현: 선물포장

포장은 2달러예요.

## 반품할 수 있나요? {#returns}
- 다른 표현: 환불

14일 안에 가능해요.
""",
    "ja": """## ギフト包装はできますか？ {#wrapping}
- ほかの言い方: ラッピング / プレゼント包装

包装は2ドルです。

## 返品できますか？ {#returns}
- ほかの言い方: 返金

14日以内にお願いします。
""",
}


Value = tuple[str, dict[str, str]]
_CATEGORIES = [
    ("pens", texts("Pens", "펜", "ペン")),
    ("paper", texts("Notebooks", "노트", "ノート")),
    ("tea", texts("Tea", "차", "お茶")),
    ("tea-things", texts("Teapots and cups", "다기", "茶器")),
    ("incense", texts("Incense", "인센스", "お香")),
]
_OPTIONS = {
    "nib": texts("Nib", "촉", "ペン先"),
    "color": texts("Colour", "색상", "色"),
    "scent": texts("Scent", "향", "香り"),
    "size": texts("Size", "크기", "サイズ"),
}
_NIBS: Sequence[Value] = (
    ("ef", texts("Extra fine (EF)", "극세자 EF", "極細 EF")),
    ("f", texts("Fine (F)", "세자 F", "細字 F")),
    ("m", texts("Medium (M)", "중자 M", "中字 M")),
)
_INKS: Sequence[Value] = (
    ("black", texts("Black", "검정", "黒")),
    ("blue", texts("Blue", "파랑", "青")),
    ("red", texts("Red", "빨강", "赤")),
)
_GLAZES: Sequence[Value] = (
    ("white", texts("White", "화이트", "ホワイト")),
    ("black", texts("Black", "블랙", "ブラック")),
)
_SCENTS: Sequence[Value] = (
    ("none", texts("Unscented", "무향", "無香")),
    ("cedar", texts("Cedar", "삼나무", "杉")),
    ("plum", texts("Plum", "매화", "梅")),
)
_SIZES: Sequence[Value] = (
    ("small", texts("Small (A6)", "소형 A6", "小 A6")),
    ("large", texts("Large (A5)", "대형 A5", "大 A5")),
)


def _product(
    id: str,
    title: Mapping[str, str],
    category: str,
    price: str,
    *,
    option: str = "",
    values: Sequence[Value] = (),
    stock: int = 40,
) -> dict[str, Any]:
    product: dict[str, Any] = {"id": id, "title": title, "categories": [category]}
    product["description"] = texts("Made to last.", "오래 쓰도록 만들었어요.", "長く使えるように作りました。")
    if not option:
        return product | {"sku": id, "prices": {"USD": price}, "stock": stock}
    made = [{"id": value, "name": name} for value, name in values]
    product["options"] = [{"id": option, "name": _OPTIONS[option], "values": made}]
    product["variants"] = [
        {"sku": f"{id}-{value}", "options": {option: value}, "prices": {"USD": price}, "stock": stock}
        for value, _ in values
    ]
    return product


_PRODUCTS = [
    _product("fountain-pen", texts("Harbour Fountain Pen", "하버 만년필", "ハーバー万年筆"), "pens", "48", option="nib", values=_NIBS),
    _product("ballpoint", texts("Ballpoint Pen", "볼펜", "ボールペン"), "pens", "3", option="color", values=_INKS),
    _product("notebook", texts("Dotted Notebook", "도트 노트", "ドットノート"), "paper", "9", option="size", values=_SIZES),
    _product("pencil-case", texts("Canvas Pencil Case", "캔버스 필통", "帆布のペンケース"), "paper", "14"),
    _product("hojicha", texts("Hojicha", "호지차", "ほうじ茶"), "tea", "8"),
    _product("sencha", texts("Sencha", "센차", "煎茶"), "tea", "10"),
    _product("teapot", texts("Teapot", "찻주전자", "急須"), "tea-things", "36", option="color", values=_GLAZES),
    _product("tea-cup", texts("Tea Cup", "찻잔", "湯のみ"), "tea-things", "12", option="color", values=_GLAZES),
    _product("incense", texts("Incense Sticks", "인센스 스틱", "お香スティック"), "incense", "7", option="scent", values=_SCENTS),
]  # fmt: skip


def write_shop(folder: Path) -> None:
    """Write the shop into ``folder``, which is made."""
    write_files(folder, SHOP, DELIVERY, FAQ, _CATEGORIES, _PRODUCTS)
