"""The generated shop is a whole shop, the same for the same seed, and not the demo shop in disguise."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from shops.generate import LANGUAGES, write_shop

DEMO = Path(__file__).parents[2] / "src" / "dangol" / "demo" / "shop"


def read(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def test_the_same_seed_gives_the_same_shop_and_another_seed_another(tmp_path: Path) -> None:
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        write_shop(tmp_path / name, seed)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert contents(tmp_path / "a")["catalog/products.jsonl"] != contents(tmp_path / "c")["catalog/products.jsonl"]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_is_a_whole_shop(tmp_path: Path, seed: int) -> None:
    write_shop(tmp_path, seed)
    products = read(tmp_path, "catalog/products.jsonl")
    skus = [variant["sku"] for product in products for variant in product["variants"]]
    categories = {row["id"] for row in read(tmp_path, "catalog/categories.jsonl")}
    places = {row["id"] for row in read(tmp_path, "catalog/locations.jsonl")}
    attributes = {row["id"] for row in read(tmp_path, "catalog/attributes.jsonl")}
    assert len(products) == len({product["id"] for product in products}) == 60
    assert len(skus) == len(set(skus)) >= 200
    for product in products:
        assert set(product["title"]) == set(product["description"]) == set(LANGUAGES)
        assert re.search(r"[가-힣]", product["title"]["ko"])
        assert re.search(r"[ァ-ヶ一-龠ぁ-ん]", product["title"]["ja"])
        assert set(product["categories"]) <= categories
        assert set(product["attributes"]) <= attributes
        assert (tmp_path / "catalog" / product["images"][0]["src"]).is_file()
        for variant in product["variants"]:
            assert set(variant["options"]) == {option["id"] for option in product["options"]}
            assert set(variant["stock"]) <= places
            assert all(isinstance(price, str) for price in variant["prices"].values())
            assert int(variant["prices"]["JPY"]) > 0
    for lang in LANGUAGES:
        anchors = re.findall(r"\{#([a-z-]+)\}", (tmp_path / f"faq/{lang}.md").read_text(encoding="utf-8"))
        assert len(anchors) == len(set(anchors)) >= 12
    settings = tomllib.loads((tmp_path / "shop.toml").read_text(encoding="utf-8"))
    assert settings["currency"] == "JPY"
    assert settings["languages"][0] == "ja"
    assert {line["sku"] for order in read(tmp_path, "orders.jsonl") for line in order["lines"]} <= set(skus)


def test_it_shares_no_product_category_or_question_text_with_the_demo_shop(tmp_path: Path) -> None:
    write_shop(tmp_path)
    for name in ("catalog/products.jsonl", "catalog/categories.jsonl"):
        assert not {row["id"] for row in read(tmp_path, name)} & {row["id"] for row in read(DEMO, name)}
    ours = {option["id"] for product in read(tmp_path, "catalog/products.jsonl") for option in product["options"]}
    theirs = {option["id"] for product in read(DEMO, "catalog/products.jsonl") for option in product["options"]}
    assert {"thread", "length", "diameter", "voltage", "tip", "width"} <= ours - theirs
