"""What the small shops of the conversation tests have in common: texts in three languages, and their folder."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Texts = Mapping[str, str]


def texts(en: str, ko: str, ja: str) -> dict[str, str]:
    """One text in three languages."""
    return {"en": en, "ko": ko, "ja": ja}


def write_files(
    folder: Path,
    shop: str,
    delivery: str,
    faq: Texts,
    categories: Sequence[tuple[str, Texts]],
    products: Sequence[Mapping[str, Any]],
) -> None:
    """Write a shop into ``folder``, which is made."""
    (folder / "catalog").mkdir(parents=True)
    (folder / "faq").mkdir()
    (folder / "shop.toml").write_text(shop, encoding="utf-8")
    (folder / "catalog/delivery.toml").write_text(delivery, encoding="utf-8")
    for lang, text in faq.items():
        (folder / f"faq/{lang}.md").write_text(text, encoding="utf-8")
    shelves = [{"id": shelf, "name": name} for shelf, name in categories]
    for name, rows in (("categories", shelves), ("products", products)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"catalog/{name}.jsonl").write_text(lines, encoding="utf-8")
