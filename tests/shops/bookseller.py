"""A sixth shop for conversation tests: comics by the volume, novels in parts and bindings, slippers by number, baskets for books, and no
word of gift wrapping. English, Korean and Japanese."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

SHOP = """\
name = { en = "Margin Books", ko = "여백 서점", ja = "余白書店" }
languages = ["en", "ko", "ja"]
currency = "USD"
country = "US"
countries = ["US"]
timezone = "America/New_York"
test_mode = true
owner_email = "owner@margin.example"
"""
DELIVERY = """\
[[method]]
id = "parcel"
name = { en = "Parcel", ko = "택배", ja = "宅配便" }
kind = "parcel"
countries = ["US"]
prices = { USD = "4" }
days = [2, 3]
"""
FAQ = {
    "en": """## Can I return something? {#returns}
- Also: refund / send something back

Within fourteen days.
""",
    "ko": """## 반품할 수 있나요? {#returns}
- 다른 표현: 환불

14일 안에 가능해요.
""",
    "ja": """## 返品できますか？ {#returns}
- ほかの言い方: 返金

14日以内にお願いします。
""",
}


def _texts(en: str, ko: str, ja: str) -> dict[str, str]:
    return {"en": en, "ko": ko, "ja": ja}


Value = tuple[str, dict[str, str]]
_CATEGORIES = [
    ("comics", _texts("Comics", "만화", "漫画")),
    ("novels", _texts("Novels", "소설", "小説")),
    ("reading", _texts("Things for reading", "독서 용품", "読書グッズ")),
    ("baskets", _texts("Baskets", "바구니", "かご")),
    ("cards", _texts("Postcards", "엽서", "ポストカード")),
]
_OPTIONS = {
    "volume": _texts("Volume", "권", "巻"),
    "part": _texts("Part", "권", "巻"),
    "binding": _texts("Binding", "제본", "装丁"),
    "size": _texts("Size", "사이즈", "サイズ"),
    "color": _texts("Colour", "색상", "色"),
}
_VOLUMES: Sequence[Value] = [(str(n), _texts(f"Vol. {n}", f"{n}권", f"{n}巻")) for n in range(1, 9)]
_PARTS: Sequence[Value] = (
    ("first", _texts("Part one", "상권", "上巻")),
    ("second", _texts("Part two", "하권", "下巻")),
)
_BINDINGS: Sequence[Value] = (
    ("soft", _texts("Paperback", "문고판", "文庫")),
    ("hard", _texts("Hardcover", "양장본", "単行本")),
)
_NUMBERS: Sequence[Value] = [(str(n), _texts(str(n), str(n), str(n))) for n in range(23, 28)]
_FORMATS: Sequence[Value] = [(name.lower(), _texts(name, name, name)) for name in ("A6", "B6", "A5")]
_COLOURS: Sequence[Value] = (
    ("navy", _texts("Navy", "네이비", "ネイビー")),
    ("beige", _texts("Beige", "베이지", "ベージュ")),
)
_COVERS = {"size": _FORMATS, "color": _COLOURS}
Options = Mapping[str, Sequence[Value]]


def _product(
    id: str, title: Mapping[str, str], category: str, price: str, options: Options | None = None
) -> dict[str, Any]:
    product: dict[str, Any] = {"id": id, "title": title, "categories": [category]}
    product["description"] = _texts("Chosen by us.", "저희가 골랐어요.", "店で選びました。")
    if not options:
        return product | {"sku": id, "prices": {"USD": price}, "stock": 40}
    product["options"] = [
        {"id": option, "name": _OPTIONS[option], "values": [{"id": value, "name": name} for value, name in values]}
        for option, values in options.items()
    ]
    made: list[dict[str, str]] = [{}]
    for option, values in options.items():
        made = [{**before, option: value} for before in made for value, _ in values]
    product["variants"] = [
        {"sku": "-".join((id, *chosen.values())), "options": chosen, "prices": {"USD": price}, "stock": 40}
        for chosen in made
    ]
    return product


_PRODUCTS = [
    _product("lighthouse-cats", _texts("Lighthouse Cats", "등대 고양이", "灯台の猫たち"), "comics", "8", {"volume": _VOLUMES}),
    _product("moss-garden-1", _texts("Moss Garden 1", "이끼 정원 1", "苔の庭 1"), "comics", "7"),
    _product("moss-garden-2", _texts("Moss Garden 2", "이끼 정원 2", "苔の庭 2"), "comics", "7"),
    _product("salt-road", _texts("The Salt Road", "소금길", "塩の道"), "novels", "12", {"part": _PARTS, "binding": _BINDINGS}),
    _product("slippers", _texts("Felt Slippers", "펠트 슬리퍼", "フェルトスリッパ"), "reading", "25", {"size": _NUMBERS}),
    _product("book-cover", _texts("Cloth Book Cover", "패브릭 북커버", "布のブックカバー"), "reading", "18", _COVERS),
    _product("bookmark", _texts("Brass Bookmark", "황동 책갈피", "真鍮のしおり"), "reading", "6"),
    _product("willow-basket", _texts("Willow Book Basket", "버드나무 책바구니", "柳の本かご"), "baskets", "30"),
    _product("wire-basket", _texts("Wire Basket", "철제 바구니", "ワイヤーかご"), "baskets", "22"),
    _product("tuna", _texts("Tuna Postcard", "참치 엽서", "マグロのポストカード"), "cards", "2"),
    _product("salmon", _texts("Salmon Postcard", "연어 엽서", "サーモンのポストカード"), "cards", "2.5"),
]  # fmt: skip


def write_shop(folder: Path) -> None:
    """Write the shop into ``folder``, which is made."""
    (folder / "catalog").mkdir(parents=True)
    (folder / "faq").mkdir()
    (folder / "shop.toml").write_text(SHOP, encoding="utf-8")
    (folder / "catalog/delivery.toml").write_text(DELIVERY, encoding="utf-8")
    for lang, text in FAQ.items():
        (folder / f"faq/{lang}.md").write_text(text, encoding="utf-8")
    shelves = [{"id": shelf, "name": name} for shelf, name in _CATEGORIES]
    for name, rows in (("categories", shelves), ("products", _PRODUCTS)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"catalog/{name}.jsonl").write_text(lines, encoding="utf-8")
