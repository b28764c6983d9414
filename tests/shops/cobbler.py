"""An eighth shop for conversation tests: boots, gloves, trousers and belts as such things are really sold, with a maker's code in the
title, half sizes that are called otherwise in each country, waists in inches, letters to choose from, versions that are sold out.
Korean, Japanese and English."""

from __future__ import annotations

from itertools import product as every
from pathlib import Path
from typing import Any

from shops.writing import Texts, parcels, settings, texts, write_files

SHOP = settings(texts("Awl & Last", "송곳과 구둣골", "きりと木型"), "owner@awl.example", ("USD", "KRW", "JPY"))
DELIVERY = parcels({"USD": "5.00", "KRW": "6500", "JPY": "750"}, (2, 4))
FAQ = {
    "en": "## Do you resole? {#resole}\n\nBoots, for 60 dollars.\n",
    "ko": "## 밑창을 갈아 주나요? {#resole}\n\n부츠는 8만 원에 갈아 드려요.\n",
    "ja": "## 靴底は替えられますか？ {#resole}\n\nブーツは9,000円で承ります。\n",
}
_CATEGORIES = [
    ("boots", texts("Boots", "부츠", "ブーツ")),
    ("gloves", texts("Gloves", "장갑", "手袋")),
    ("trousers", texts("Trousers", "바지", "ズボン")),
    ("belts", texts("Belts", "벨트", "ベルト")),
    ("charms", texts("Charms", "참", "チャーム")),
    ("socks", texts("Socks", "양말", "靴下")),
]
_US = {"230": "6", "235": "6.5", "240": "7", "245": "7.5", "250": "8", "255": "8.5", "260": "9"}
_COLOURS = {
    "ochre": texts("Ochre", "오커", "オーカー"),
    "ink": texts("Ink", "잉크", "インク"),
    "chestnut": texts("Chestnut", "체스트넛브라운", "チェスナットブラウン"),
}
Option = tuple[str, Texts, dict[str, Texts]]


def _colour(*ids: str) -> Option:
    return "colour", texts("Colour", "색상", "色"), {c: _COLOURS[c] for c in ids}


def _same(id: str, name: Texts, values: tuple[str, ...], unit: str = "") -> Option:
    return id, name, {v: texts(f"{v}{unit}", f"{v}{unit}", f"{v}{unit}") for v in values}


_SHOES: Option = (
    "size",
    texts("Size", "사이즈", "サイズ"),
    {mm: texts(f"US {us}", mm, f"{int(mm) / 10:.1f}cm") for mm, us in _US.items()},
)
_LETTERED = _same("size", texts("Size", "사이즈", "サイズ"), ("S", "M", "L"))
_WAIST: Option = (
    "size",
    texts("Waist", "허리", "ウエスト"),
    {n: texts(f'{n}"', f"{n}인치", f"{n}インチ") for n in ("25", "26", "27", "28")},
)
_LENGTH = _same("length", texts("Length", "길이", "長さ"), ("90", "95", "100"), "cm")
_LETTER = _same("letter", texts("Letter", "글자", "文字"), ("B", "J", "K"))


def _product(
    id: str, title: Texts, category: str, price: int, *options: Option, gone: tuple[str, ...] = (), was: int = 0
) -> dict[str, Any]:
    prices, before = (
        {"USD": f"{p}.00", "KRW": str(p * 1300), "JPY": str(p * 150)} if p else None for p in (price, was)
    )
    variants = []
    for chosen in every(*(values for _, _, values in options)):
        key = "-".join(chosen)
        variant: dict[str, Any] = {"sku": f"{id}-{key}", "prices": prices, "stock": 0 if key in gone else 9}
        variant["options"] = {option: value for (option, _, _), value in zip(options, chosen, strict=True)}
        variants.append(variant | ({"list_prices": before} if before else {}))
    made = [
        {"id": option, "name": name, "values": [{"id": v, "name": called} for v, called in values.items()]}
        for option, name, values in options
    ]
    return {"id": id, "title": title, "categories": [category], "options": made, "variants": variants}


_PRODUCTS = [
    _product(
        "hb212",
        texts(
            "HB212 Harbour Boot [resoled for life]",
            "HB212 하버 부츠 [평생 밑창 교체]",
            "HB212 ハーバーブーツ【靴底一生無料】",
        ),
        "boots",
        180,
        _colour("ochre", "ink"),
        _SHOES,
        gone=("ochre-240",),
    ),
    _product(
        "mb340",
        texts("MB340 Moor Boot", "MB340 무어 부츠", "MB340 ムーアブーツ"),
        "boots",
        150,
        _colour("ink"),
        _SHOES,
    ),
    _product(
        "gl107",
        texts("GL107 Lambskin Driving Gloves", "GL107 양가죽 드라이빙 장갑", "GL107 羊革ドライビンググローブ"),
        "gloves",
        60,
        _colour("ochre", "chestnut"),
        _LETTERED,
    ),
    _product(
        "km300",
        texts("KM300 Knitted Mittens", "KM300 니트 벙어리장갑", "KM300 ニットミトン"),
        "gloves",
        25,
        _colour("ink"),
        was=32,
    ),
    _product(
        "tr610",
        texts("TR610 Waxed Work Trousers", "TR610 왁스 작업 바지", "TR610 ワックスワークパンツ"),
        "trousers",
        90,
        _colour("ochre", "ink"),
        _WAIST,
        gone=("ochre-26",),
    ),
    _product(
        "sb500",
        texts("SB500 Saddle Belt", "SB500 새들 벨트", "SB500 サドルベルト"),
        "belts",
        45,
        _colour("ink", "chestnut"),
        _LENGTH,
    ),
    _product("charm", texts("Brass Letter Charm", "황동 이니셜 참", "真鍮イニシャルチャーム"), "charms", 12, _LETTER),
    _product("socks", texts("Walking Socks", "워킹 양말", "ウォーキングソックス"), "socks", 9, _colour("ochre", "ink")),
]


def write_shop(folder: Path) -> None:
    """Write the shop into ``folder``, which is made."""
    write_files(folder, SHOP, DELIVERY, FAQ, _CATEGORIES, _PRODUCTS)
