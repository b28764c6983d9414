"""A shop's settings and files for the tests of commerce."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from dangol.commerce.inventory.imports import ImportDefaults, ImportReport, import_file
from dangol.runtime.database import Database

SHOP = ImportDefaults("ko", "KRW", ("KRW", "JPY", "USD"), ("ko", "ja", "en"))

SHIRT: dict[str, Any] = {
    "id": "linen-shirt",
    "title": {"ko": "린넨 셔츠", "ja": "リネンシャツ", "en": "Linen shirt"},
    "description": {"ko": "시원한 셔츠예요.", "ja": "涼しいシャツです。", "en": "A cool shirt."},
    "brand": {"ko": "하루", "ja": "ハル", "en": "Haru"},
    "categories": ["clothing/shirts"],
    "tags": ["summer"],
    "synonyms": {"ko": ["남방"], "en": ["button-down"]},
    "attributes": {"material": {"ko": "린넨", "ja": "リネン", "en": "linen"}, "weight": "240 g"},
    "images": [{"src": "images/shirt.svg", "alt": {"ko": "흰 셔츠", "ja": "白いシャツ"}}, "images/back.svg"],
    "options": [
        {
            "id": "color",
            "name": {"ko": "색상", "ja": "カラー", "en": "Colour"},
            "values": [
                {"id": "white", "name": {"ko": "화이트", "ja": "ホワイト", "en": "White"}},
                {"id": "black", "name": {"ko": "블랙", "ja": "ブラック", "en": "Black"}},
            ],
        },
        {"id": "size", "name": {"ko": "사이즈", "ja": "サイズ", "en": "Size"}, "values": ["S", "M"]},
    ],
    "variants": [
        {
            "sku": f"LS-{color[:3].upper()}-{size}",
            "options": {"color": color, "size": size},
            "prices": {"KRW": "49000", "JPY": 5400, "USD": "39.00"},
            "list_prices": {"KRW": "59,000"},
            "stock": {"main": 5, "seongsu": 2},
            "weight_g": 240,
        }
        for color in ("white", "black")
        for size in ("S", "M")
    ],
}

Write = Callable[..., Path]
Take = Callable[..., Awaitable[ImportReport]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file: bytes as they are, text in an encoding, or objects as JSON lines."""

    def write(name: str, content: bytes | str | list[Any], encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        if isinstance(content, list):
            content = "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in content)
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


@pytest.fixture
def take(database: Database, write: Write) -> Take:
    """Writes a file and imports it."""

    async def take(
        name: str, content: Any, encoding: str = "utf-8", shop: ImportDefaults = SHOP, **more: Any
    ) -> ImportReport:
        return await import_file(database, write(name, content, encoding), shop=shop, **more)

    return take
