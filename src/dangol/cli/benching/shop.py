"""A generated shop to measure with: any number of products in three languages, an FAQ, no limits in the way."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dangol.cli.drilling.shop import QUESTIONS, write_drill_shop

VARIANTS_EACH = 20
_KINDS = (
    ("shirt", "셔츠", "シャツ"), ("cup", "컵", "カップ"), ("lamp", "조명", "ランプ"), ("bag", "가방", "バッグ"),
    ("blanket", "담요", "ブランケット"), ("notebook", "공책", "ノート"), ("scarf", "목도리", "マフラー"), ("vase", "꽃병", "花瓶"),
)  # fmt: skip
_STUFFS = (
    ("linen", "린넨", "リネン"), ("wool", "울", "ウール"), ("cotton", "면", "コットン"), ("oak", "참나무", "オーク"),
    ("glass", "유리", "ガラス"), ("steel", "스틸", "スチール"), ("paper", "종이", "紙"), ("leather", "가죽", "レザー"),
)  # fmt: skip
_COLOURS = (
    ("white", "화이트", "ホワイト"), ("black", "블랙", "ブラック"), ("blue", "블루", "ブルー"), ("green", "그린", "グリーン"),
    ("red", "레드", "レッド"),
)  # fmt: skip
_SIZES = ("S", "M", "L", "XL")
_VOWELS, _CONSONANTS = "aeiou", "bdfgklmnprstvz"


def _named(words: tuple[str, str, str]) -> dict[str, str]:
    return dict(zip(("en", "ko", "ja"), words, strict=True))


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(3)).capitalize()


def products(number: int, seed: int = 7) -> Iterator[dict[str, Any]]:
    """``number`` products of 20 variants each, the same ones for the same seed."""
    chance = random.Random(seed)
    options = [
        {
            "id": "color",
            "name": _named(("Colour", "색상", "カラー")),
            "values": [{"id": c[0], "name": _named(c)} for c in _COLOURS],
        },
        {"id": "size", "name": _named(("Size", "사이즈", "サイズ")), "values": [{"id": s, "name": s} for s in _SIZES]},
    ]
    for place in range(number):
        kind, stuff, own = chance.choice(_KINDS), chance.choice(_STUFFS), _name(chance)
        price = chance.randrange(5, 300) * 1000
        title = {lang: f"{own} {_named(stuff)[lang]} {_named(kind)[lang]}" for lang in ("en", "ko", "ja")}
        variants = [
            {
                "sku": f"P{place:06d}-{colour[0]}-{size}",
                "options": {"color": colour[0], "size": size},
                "prices": {"KRW": str(price)},
                "stock": {"main": 1000},
            }
            for colour in _COLOURS
            for size in _SIZES
        ]
        yield {
            "id": f"p{place:06d}",
            "title": title,
            "brand": _name(chance),
            "attributes": {"material": _named(stuff)},
            "options": options,
            "variants": variants,
            "status": "active",
        }


def write_products(path: Path, number: int) -> None:
    """Write them as JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        for product in products(number):
            file.write(json.dumps(product, ensure_ascii=False) + "\n")


def write_bench_shop(folder: Path, number: int) -> None:
    """The drill's shop with ``number`` more products."""
    write_drill_shop(folder, "http://127.0.0.1:9/")
    settings = folder / "shop.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text[: text.index("[[inboxes]]")], encoding="utf-8")
    path = folder / "catalog" / "products.jsonl"
    own = path.read_text(encoding="utf-8")
    write_products(path, number)
    with path.open("a", encoding="utf-8") as file:
        file.write(own)


def question(chance: random.Random, lang: str) -> dict[str, Any]:
    """A question that the shop's FAQ answers."""
    return {"text": chance.choice(QUESTIONS[lang])}


def saying(chance: random.Random, lang: str, catalogue: list[dict[str, Any]]) -> dict[str, Any]:
    """What a shopper says next: half questions, a quarter searches, the rest buttons."""
    dice = chance.random()
    if dice < 0.5:
        return question(chance, lang)
    if dice < 0.75:
        kind, colour = _named(chance.choice(_KINDS))[lang], _named(chance.choice(_COLOURS))[lang]
        asked = {
            "en": f"Do you have a {colour} {kind}?",
            "ko": f"{colour} {kind} 있어요?",
            "ja": f"{colour}の{kind}はありますか？",
        }
        return {"text": asked[lang]}
    if dice < 0.85:
        slots = {"product": f"product:{chance.choice(('tin', 'cup'))}"}
        return {"command": {"command": "start", "intent": "add_to_cart", "slots": slots}, "label": "+"}
    if dice < 0.95:
        slots = {"product": f"product:{chance.choice(catalogue)['id']}"}
        return {"command": {"command": "start", "intent": "show_product", "slots": slots}, "label": "…"}
    return {"command": {"command": "start", "intent": "view_cart"}, "label": "🛒"}
