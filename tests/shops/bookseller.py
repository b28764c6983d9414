"""A sixth shop for conversation tests: comics by the volume, novels in parts and bindings, slippers by number, baskets for books, and no
word of gift wrapping. English, Korean and Japanese."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from shops.writing import parcels, settings, texts, write_files

SHOP = settings(texts("Margin Books", "여백 서점", "余白書店"), "owner@margin.example", ("USD",))
DELIVERY = parcels({"USD": "4"}, (2, 3))
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


Value = tuple[str, dict[str, str]]
_CATEGORIES = [
    ("comics", texts("Comics", "만화", "漫画")),
    ("novels", texts("Novels", "소설", "小説")),
    ("reading", texts("Things for reading", "독서 용품", "読書グッズ")),
    ("baskets", texts("Baskets", "바구니", "かご")),
    ("cards", texts("Postcards", "엽서", "ポストカード")),
]
_OPTIONS = {
    "volume": texts("Volume", "권", "巻"),
    "part": texts("Part", "권", "巻"),
    "binding": texts("Binding", "제본", "装丁"),
    "size": texts("Size", "사이즈", "サイズ"),
    "color": texts("Colour", "색상", "色"),
}
_VOLUMES: Sequence[Value] = [(str(n), texts(f"Vol. {n}", f"{n}권", f"{n}巻")) for n in range(1, 9)]
_PARTS: Sequence[Value] = (
    ("first", texts("Part one", "상권", "上巻")),
    ("second", texts("Part two", "하권", "下巻")),
)
_BINDINGS: Sequence[Value] = (
    ("soft", texts("Paperback", "문고판", "文庫")),
    ("hard", texts("Hardcover", "양장본", "単行本")),
)
_NUMBERS: Sequence[Value] = [(str(n), texts(str(n), str(n), str(n))) for n in range(23, 28)]
_FORMATS: Sequence[Value] = [(name.lower(), texts(name, name, name)) for name in ("A6", "B6", "A5")]
_COLOURS: Sequence[Value] = (
    ("navy", texts("Navy", "네이비", "ネイビー")),
    ("beige", texts("Beige", "베이지", "ベージュ")),
)
_COVERS = {"size": _FORMATS, "color": _COLOURS}
Options = Mapping[str, Sequence[Value]]


def _product(
    id: str, title: Mapping[str, str], category: str, price: str, options: Options | None = None
) -> dict[str, Any]:
    product: dict[str, Any] = {"id": id, "title": title, "categories": [category]}
    product["description"] = texts("Chosen by us.", "저희가 골랐어요.", "店で選びました。")
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
    _product("lighthouse-cats", texts("Lighthouse Cats", "등대 고양이", "灯台の猫たち"), "comics", "8", {"volume": _VOLUMES}),
    _product("moss-garden-1", texts("Moss Garden 1", "이끼 정원 1", "苔の庭 1"), "comics", "7"),
    _product("moss-garden-2", texts("Moss Garden 2", "이끼 정원 2", "苔の庭 2"), "comics", "7"),
    _product("salt-road", texts("The Salt Road", "소금길", "塩の道"), "novels", "12", {"part": _PARTS, "binding": _BINDINGS}),
    _product("slippers", texts("Felt Slippers", "펠트 슬리퍼", "フェルトスリッパ"), "reading", "25", {"size": _NUMBERS}),
    _product("book-cover", texts("Cloth Book Cover", "패브릭 북커버", "布のブックカバー"), "reading", "18", _COVERS),
    _product("bookmark", texts("Brass Bookmark", "황동 책갈피", "真鍮のしおり"), "reading", "6"),
    _product("willow-basket", texts("Willow Book Basket", "버드나무 책바구니", "柳の本かご"), "baskets", "30"),
    _product("wire-basket", texts("Wire Basket", "철제 바구니", "ワイヤーかご"), "baskets", "22"),
    _product("tuna", texts("Tuna Postcard", "참치 엽서", "マグロのポストカード"), "cards", "2"),
    _product("salmon", texts("Salmon Postcard", "연어 엽서", "サーモンのポストカード"), "cards", "2.5"),
]  # fmt: skip


def write_shop(folder: Path) -> None:
    """Write the shop into ``folder``, which is made."""
    write_files(folder, SHOP, DELIVERY, FAQ, _CATEGORIES, _PRODUCTS)
