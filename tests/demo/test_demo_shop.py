"""The demo shop's data is whole: every language, every picture, prices one can believe, numbers that agree."""

from __future__ import annotations

import importlib
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

ROOT = Path(__file__).parents[2]
SHOP = ROOT / "src" / "dangol" / "demo" / "shop"
TOOLS = ROOT / "tools"
LANGUAGES = ("en", "ko", "ja")
CURRENCIES = ("KRW", "JPY", "USD")
HANGUL = re.compile(r"[가-힣]")
KANA = re.compile(r"[ぁ-んァ-ヶ]")
ADDRESSES = re.compile(r"@(?:[a-z0-9-]+\.)*(?:example\.com|invalid)$")

WORDS: dict[str, Any] = {
    "type": "object",
    "required": list(LANGUAGES),
    "additionalProperties": False,
    "properties": {lang: {"type": "string", "minLength": 1} for lang in LANGUAGES},
}
AMOUNTS: dict[str, Any] = {
    "type": "object",
    "required": list(CURRENCIES),
    "additionalProperties": False,
    "properties": {
        "KRW": {"type": "string", "pattern": r"^[1-9]\d*$"},
        "JPY": {"type": "string", "pattern": r"^[1-9]\d*$"},
        "USD": {"type": "string", "pattern": r"^\d+\.\d\d$"},
    },
}
PRODUCT: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id", "title", "description", "brand", "categories", "attributes", "images", "options", "variants"],
    "properties": {
        "id": {"type": "string", "pattern": "^[a-z0-9-]+$"},
        "title": WORDS,
        "description": WORDS,
        "brand": WORDS,
        "categories": {"type": "array", "minItems": 1, "items": {"type": "string"}},
        "tags": {"type": "array", "items": {"type": "string"}},
        "synonyms": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
        "attributes": {
            "type": "object",
            "minProperties": 2,
            "additionalProperties": {"anyOf": [WORDS, {"type": "string"}]},
        },
        "images": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["src", "alt"],
                "properties": {"src": {"type": "string", "pattern": r"^images/[a-z0-9-]+\.svg$"}, "alt": WORDS},
            },
        },
        "options": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["id", "name", "values"],
                "properties": {
                    "id": {"type": "string"},
                    "name": WORDS,
                    "values": {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "type": "object",
                            "additionalProperties": False,
                            "required": ["id", "name"],
                            "properties": {"id": {"type": "string"}, "name": {"anyOf": [WORDS, {"type": "string"}]}},
                        },
                    },
                },
            },
        },
        "variants": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["sku", "options", "prices", "stock", "weight_g", "image"],
                "properties": {
                    "sku": {"type": "string", "pattern": "^[A-Z0-9-]+$"},
                    "options": {"type": "object", "additionalProperties": {"type": "string"}},
                    "prices": AMOUNTS,
                    "list_prices": AMOUNTS,
                    "stock": {
                        "type": "object",
                        "required": ["main", "seongsu"],
                        "additionalProperties": {"type": "integer", "minimum": 0},
                    },
                    "weight_g": {"type": "integer", "minimum": 1},
                    "barcode": {"type": "string", "pattern": r"^\d{13}$"},
                    "image": {"type": "integer", "minimum": 0},
                },
            },
        },
        "status": {"const": "active"},
    },
}


@cache
def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SHOP / name).read_text(encoding="utf-8").splitlines()]


def products() -> list[dict[str, Any]]:
    return lines("catalog/products.jsonl")


def variants() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for product in products():
        for variant in product["variants"]:
            yield product, variant


def toml(name: str) -> dict[str, Any]:
    return tomllib.loads((SHOP / name).read_text(encoding="utf-8"))


def floats_in(value: object) -> Iterator[float]:
    if isinstance(value, float):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from floats_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from floats_in(item)


def tool(name: str) -> Any:
    sys.path.insert(0, str(TOOLS))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(TOOLS))


def test_every_product_has_the_shape_of_the_format() -> None:
    for product in products():
        jsonschema.validate(product, PRODUCT)


def test_no_amount_is_a_float() -> None:
    for name in ("catalog/products.jsonl", "orders.jsonl", "customers.jsonl"):
        assert not list(floats_in(lines(name))), name
    assert not list(floats_in(toml("catalog/delivery.toml")))
    assert not list(floats_in(toml("shop.toml")))


def test_there_is_enough_to_choose_from() -> None:
    assert len(products()) >= 84
    assert sum(1 for _ in variants()) >= 260
    on_sale = [product for product in products() if "list_prices" in product["variants"][0]]
    assert len(on_sale) >= 10
    stock = {p["id"]: [sum(v["stock"].values()) for v in p["variants"]] for p in products()}
    assert sum(not any(counts) for counts in stock.values()) >= 2, "wholly sold out"
    assert sum(any(counts) and not all(counts) for counts in stock.values()) >= 10, "partly sold out"
    only_in_shop = [v for _, v in variants() if v["stock"]["main"] == 0 and v["stock"]["seongsu"] > 0]
    assert only_in_shop, "something the web has not, but the shop has"


def test_some_things_are_nearly_alike() -> None:
    black_tees = [
        product
        for product in products()
        if product["categories"] == ["clothing/tees"]
        and any(variant["options"].get("color") == "black" for variant in product["variants"])
    ]
    assert len(black_tees) >= 3
    assert len({(tee["attributes"]["material"]["en"], tee["attributes"]["fit"]["en"]) for tee in black_tees}) >= 3
    mugs = {product["attributes"]["capacity"] for product in products() if "mug" in product["id"]}
    assert {"300 ml", "420 ml"} <= mugs


def test_ids_skus_and_barcodes_are_unique() -> None:
    for values in (
        [product["id"] for product in products()],
        [variant["sku"] for _, variant in variants()],
        [variant["barcode"] for _, variant in variants()],
        [category["id"] for category in lines("catalog/categories.jsonl")],
        [order["number"] for order in lines("orders.jsonl")],
        [customer["email"] for customer in lines("customers.jsonl")],
    ):
        assert [value for value, count in Counter(values).items() if count > 1] == []


def test_barcodes_carry_their_check_digit() -> None:
    for _, variant in variants():
        digits = [int(digit) for digit in variant["barcode"]]
        assert sum(digit * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0, variant["sku"]


@pytest.mark.parametrize("field", ["title", "description"])
def test_texts_are_written_in_their_language(field: str) -> None:
    for product in products():
        text = product[field]
        assert HANGUL.search(text["ko"]), product["id"]
        assert not KANA.search(text["ko"]), product["id"]
        assert re.search(r"[ぁ-んァ-ヶ一-龠]", text["ja"]), product["id"]
        assert not HANGUL.search(text["ja"]), product["id"]
        assert not re.search(r"[가-힣ぁ-んァ-ヶ一-龠]", text["en"]), product["id"]
        assert len(set(text.values())) == 3, product["id"]


def test_titles_are_unique_in_every_language() -> None:
    for lang in LANGUAGES:
        titles = Counter(product["title"][lang] for product in products())
        assert [title for title, count in titles.items() if count > 1] == []


def test_korean_descriptions_are_polite() -> None:
    for product in products():
        sentences = [s.strip() for s in product["description"]["ko"].split(".") if s.strip()]
        assert any(re.search(r"(요|니다|세요)$", sentence) for sentence in sentences), product["id"]


def test_options_and_variants_fit_each_other() -> None:
    for product, variant in variants():
        allowed = {option["id"]: {value["id"] for value in option["values"]} for option in product["options"]}
        assert variant["options"].keys() == allowed.keys(), variant["sku"]
        assert all(value in allowed[option] for option, value in variant["options"].items()), variant["sku"]
        assert variant["image"] < len(product["images"]), variant["sku"]
    for product in products():
        chosen = Counter(tuple(sorted(variant["options"].items())) for variant in product["variants"])
        assert max(chosen.values()) == 1, product["id"]


def test_the_picture_of_a_variant_shows_its_colour() -> None:
    for product, variant in variants():
        color = variant["options"].get("color")
        if color and len(product["images"]) > 1:
            assert product["images"][variant["image"]]["src"].endswith(f"-{color}.svg"), variant["sku"]


def test_prices_are_sensible_and_agree_between_currencies() -> None:
    for _, variant in variants():
        won, yen, dollars = (Decimal(variant["prices"][currency]) for currency in CURRENCIES)
        assert 3000 <= won <= 400_000, variant["sku"]
        assert won % 100 == 0, variant["sku"]
        assert Decimal("8") <= won / yen <= Decimal("10.5"), variant["sku"]
        assert Decimal("1150") <= won / dollars <= Decimal("1450"), variant["sku"]
        for currency, was in variant.get("list_prices", {}).items():
            assert Decimal(was) > Decimal(variant["prices"][currency]), variant["sku"]


def test_sizes_of_several_systems_and_many_kinds_of_attributes() -> None:
    values = {value["id"] for product in products() for option in product["options"] for value in option["values"]}
    assert {"S", "XL", "230", "280", "28", "34", "500ml", "200g"} <= values
    named = {row["id"] for row in lines("catalog/attributes.jsonl")}
    used = {key for product in products() for key in product["attributes"]}
    assert used <= named
    assert {"material", "weight", "care", "fit", "waterproof", "capacity", "origin", "temperature"} <= used


def test_categories_are_a_tree_with_words_in_every_language() -> None:
    rows = {row["id"]: row for row in lines("catalog/categories.jsonl")}
    for id, row in rows.items():
        jsonschema.validate(row["name"], WORDS)
        assert set(row["synonyms"]) == set(LANGUAGES), id
        assert all(row["synonyms"].values()), id
        parent = id.rpartition("/")[0]
        assert not parent or parent in rows, id
    for product in products():
        assert set(product["categories"]) <= rows.keys(), product["id"]
    leaves = {id for id in rows if not any(other.startswith(id + "/") for other in rows)}
    assert leaves <= {category for product in products() for category in product["categories"]}, "an empty category"


@pytest.mark.parametrize(
    ("lang", "word", "category"),
    [
        ("ko", "남방", "clothing/shirts"),
        ("ko", "맨투맨", "clothing/sweats"),
        ("ko", "장화", "shoes/boots"),
        ("ja", "トレーナー", "clothing/sweats"),
        ("ja", "ズボン", "clothing/pants"),
        ("en", "hoodie", "clothing/sweats"),
        ("en", "trainers", "shoes/sneakers"),
    ],
)
def test_everyday_names_lead_to_their_category(lang: str, word: str, category: str) -> None:
    rows = {row["id"]: row for row in lines("catalog/categories.jsonl")}
    assert word in rows[category]["synonyms"][lang]


def pictures() -> list[Path]:
    return sorted((SHOP / "catalog" / "images").glob("*.svg"))


def test_every_picture_that_is_named_is_there_and_no_other() -> None:
    named = {Path(image["src"]).name for product in products() for image in product["images"]}
    assert {file.name for file in pictures()} == named | {"logo.svg", "assistant.svg"}
    assert (SHOP / toml("shop.toml")["logo"]).is_file()
    assert (SHOP / toml("persona.toml")["picture"]).is_file()


def test_pictures_are_small_square_and_harmless() -> None:
    for file in pictures():
        text = file.read_text(encoding="utf-8")
        assert len(text.encode()) < 6000, file.name
        root = ElementTree.fromstring(text)
        assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("600", "600", "0 0 600 600"), file.name
        tags = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert not tags & {"script", "text", "image", "foreignObject", "style", "a", "use"}, file.name
        names = {name for element in root.iter() for name in element.attrib}
        assert not {name for name in names if name.startswith("on") or "href" in name}, file.name
        assert set(re.findall(r"url\(([^)]*)\)", text)) <= {"#g", "#b", "#t"}, file.name


def test_committed_files_are_what_the_tables_say() -> None:
    for name, text in tool("write_demo").outputs().items():
        assert (SHOP / name).read_text(encoding="utf-8") == text, f"{name}: run python tools/write_demo.py"


def test_committed_pictures_are_as_drawn() -> None:
    drawn = tool("draw_demo").pictures()
    assert {file.name: file.read_text(encoding="utf-8") for file in pictures()} == drawn


def articles(name: str) -> dict[str, tuple[str, str, str]]:
    """Anchor to heading, other phrasings, answer."""
    found = {}
    for part in re.split(r"^## ", (SHOP / name).read_text(encoding="utf-8"), flags=re.M)[1:]:
        head, _, body = part.partition("\n")
        match = re.fullmatch(r"(.+) \{#([a-z-]+)\}", head)
        assert match, f"{name}: {head}"
        also, _, answer = body.partition("\n\n")
        assert also.startswith("- Also: "), f"{name}: {head}"
        assert match[2] not in found, f"{name}: {match[2]} twice"
        found[match[2]] = (match[1], also.removeprefix("- Also: "), answer.strip())
    return found


@pytest.mark.parametrize(("folder", "fewest"), [("faq", 25), ("policies", 7)])
def test_answers_exist_in_all_languages_under_the_same_anchors(folder: str, fewest: int) -> None:
    per_language = {lang: articles(f"{folder}/{lang}.md") for lang in LANGUAGES}
    assert len(per_language["en"]) >= fewest
    assert list(per_language["en"]) == list(per_language["ko"]) == list(per_language["ja"])
    for lang, found in per_language.items():
        for anchor, (heading, also, answer) in found.items():
            assert answer, (lang, anchor)
            assert len(also.split(" / ")) >= 2, (lang, anchor)
            text = heading + answer
            assert bool(HANGUL.search(text.replace("제0000-서울성동-0000호", ""))) == (lang == "ko"), (lang, anchor)
            assert bool(KANA.search(text)) == (lang == "ja"), (lang, anchor)


NUMBER_WORDS = {"여덟 글자": "8 글자", "오후 2시(14:00)": "14:00"}


def numbers(text: str) -> set[str]:
    """Every number of two digits and more, and every price, without thousands separators."""
    for word, digits in NUMBER_WORDS.items():
        text = text.replace(word, digits)
    return {
        number for number in re.findall(r"\d+(?::\d\d)?", re.sub(r"(?<=\d),(?=\d{3})", "", text)) if len(number) > 1
    }


@pytest.mark.parametrize("folder", ["faq", "policies"])
def test_numbers_agree_between_the_languages(folder: str) -> None:
    per_language = {lang: articles(f"{folder}/{lang}.md") for lang in LANGUAGES}
    skipped = {"contact", "seller"}  # telephone numbers are written as each country writes them
    for anchor in per_language["en"].keys() - skipped:
        found = {lang: numbers(per_language[lang][anchor][2]) for lang in LANGUAGES}
        assert found["en"] == found["ko"] == found["ja"], anchor


def test_answers_agree_with_the_delivery_table() -> None:
    methods = {row["id"]: row for row in toml("catalog/delivery.toml")["method"]}
    said = [
        ("parcel", "KRW", "₩{}"),
        ("express", "KRW", "₩{}"),
        ("japan", "JPY", "¥{}"),
        ("world", "USD", "${}"),
    ]
    for file, anchor in (("faq/en.md", "delivery-cost"), ("policies/en.md", "shipping")):
        answer = articles(file)[anchor][2]
        for method, currency, form in said:
            for field in ("prices", "free_over"):
                value = methods[method].get(field, {}).get(currency)
                if value is not None:
                    assert form.format(f"{int(Decimal(value)):,}") in answer, (file, method, field)
    for method, text in (
        ("parcel", "1 to 3 business days in Korea"),
        ("japan", "3 to 5 to Japan"),
        ("world", "5 to 10 to other countries"),
    ):
        fewest, most = methods[method]["days"]
        assert text.startswith(f"{fewest} to {most}")
        assert text in articles("faq/en.md")["delivery-time"][2]


def test_delivery_covers_where_the_shop_sells() -> None:
    settings = toml("shop.toml")
    rows = toml("catalog/delivery.toml")["method"]
    reached = {country for row in rows for country in row["countries"]}
    assert reached == {settings["country"], *settings["countries"]}
    places = {row["id"]: row for row in lines("catalog/locations.jsonl")}
    assert set(places) == {"main", "seongsu"}
    for row in rows:
        jsonschema.validate(row["name"], WORDS)
        assert set(row["prices"]) == set(settings["currencies"]), row["id"]
        if row["kind"] == "pickup":
            assert places[row["location"]]["pickup"], row["id"]


def test_settings_and_persona_speak_every_language() -> None:
    settings, persona = toml("shop.toml"), toml("persona.toml")
    assert set(settings["languages"]) == set(LANGUAGES)
    assert settings["test_mode"] is True
    jsonschema.validate(settings["name"], WORDS)
    jsonschema.validate(persona["name"], WORDS)
    for lang in LANGUAGES:
        assert "AI" in persona[lang]["greeting"], "the assistant says that it is one"
        assert persona["name"][lang] in persona[lang]["greeting"]
        assert settings["name"][lang] in persona[lang]["greeting"]


def test_people_are_made_up_and_orders_add_up() -> None:
    customers = {row["id"]: row for row in lines("customers.jsonl")}
    orders = lines("orders.jsonl")
    skus = {variant["sku"] for _, variant in variants()}
    assert len(customers) >= 12
    assert len(orders) >= 20
    assert {row["lang"] for row in customers.values()} == set(LANGUAGES)
    for row in customers.values():
        assert ADDRESSES.search(row["email"]), row["email"]
    for order in orders:
        assert order["email"] == customers[order["customer"]]["email"]
        assert ADDRESSES.search(order["email"])
        assert {line["sku"] for line in order["lines"]} <= skus, order["number"]
        subtotal = sum((Decimal(line["unit_price"]) * line["quantity"] for line in order["lines"]), Decimal(0))
        totals = {name: Decimal(value) for name, value in order["totals"].items()}
        assert totals["subtotal"] == subtotal, order["number"]
        assert totals["total"] == totals["subtotal"] + totals["delivery"], order["number"]
        times = [entry["at"] for entry in order["timeline"]]
        assert times == sorted(times), order["number"]
        assert order["placed_at"] == times[0]
        assert order["state"] == order["timeline"][-1]["state"]
        shipped = any(entry["state"] == "shipped" for entry in order["timeline"])
        assert shipped == bool(order["shipment"]), order["number"]
    assert len({order["state"] for order in orders}) >= 8


def test_order_delivery_fees_follow_the_delivery_table() -> None:
    methods = {row["id"]: row for row in toml("catalog/delivery.toml")["method"]}
    for order in lines("orders.jsonl"):
        method = methods[order["delivery"]]
        free_from = method.get("free_over", {}).get(order["currency"])
        subtotal = Decimal(order["totals"]["subtotal"])
        free = free_from is not None and subtotal >= Decimal(free_from)
        expected = Decimal(0) if free else Decimal(method["prices"][order["currency"]])
        assert Decimal(order["totals"]["delivery"]) == expected, order["number"]
        if order["address"]:
            assert order["address"]["country"] in method["countries"], order["number"]
