"""Writes the demo shop's catalogue from the hand-written tables in ``tools/demo_shop``.

    python tools/write_demo.py            # writes src/dangol/demo/shop/catalog/*.jsonl, customers.jsonl, orders.jsonl
    python tools/write_demo.py --check    # writes nothing; exit 1 if a committed file differs

The tables hold what a person wrote (texts, prices, what is sold out); this file only spells them out into the shop folder's
format: every variant with its SKU, prices, stock and barcode. The same tables always give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import sys
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

TABLES = Path(__file__).parent / "demo_shop"
SHOP = Path(__file__).parent.parent / "src" / "dangol" / "demo" / "shop"
LANGUAGES = ("en", "ko", "ja")
CURRENCIES = ("KRW", "JPY", "USD")
PRODUCT_TABLES = ("clothing_tops", "clothing_more", "shoes_bags", "home_tea")
COLOR_CODES = {
    "black": "BLK", "white": "WHT", "grey": "GRY", "charcoal": "CHA", "navy": "NVY", "indigo": "IND", "lightblue": "LBL",
    "ecru": "ECR", "oatmeal": "OAT", "beige": "BEI", "olive": "OLV", "green": "GRN", "sage": "SAG", "brown": "BRN",
    "camel": "CAM", "burgundy": "BUR", "red": "RED", "mustard": "MUS", "pink": "PNK", "lavender": "LAV", "celadon": "CEL",
    "clear": "CLR", "silver": "SLV", "walnut": "WAL", "oak": "OAK",
}  # fmt: skip

Row = dict[str, Any]


def load(name: str) -> Any:
    """One table of ``tools/demo_shop``."""
    return yaml.safe_load((TABLES / f"{name}.yaml").read_text(encoding="utf-8"))


def in_languages(three: list[Any]) -> Row:
    """``[en, ko, ja]`` as the format's mapping."""
    if len(three) != len(LANGUAGES):
        raise SystemExit(f"{three!r} is not one text per language")
    return dict(zip(LANGUAGES, (str(text) for text in three), strict=True))


def number_from(text: str, below: int) -> int:
    """A number in ``range(below)`` that depends on ``text`` alone."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") % below


def barcode_for(number: int) -> str:
    """An EAN-13 of the range shops may use inside their own walls (prefix 20), with its check digit."""
    digits = f"20{number:010d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return digits + str(-total % 10)


def amount(currency: str, value: str | int) -> str:
    """A price as the format writes it: a string, with the currency's decimals."""
    return f"{Decimal(str(value)):.2f}" if currency == "USD" else str(int(value))


def prices_of(three: list[Any]) -> Row:
    """``[won, yen, dollars]`` as the format's mapping."""
    return {currency: amount(currency, value) for currency, value in zip(CURRENCIES, three, strict=True)}


def raised(three: list[Any], step: list[Any] | None, times: int) -> list[Any]:
    """``three`` prices, each higher by ``times`` steps."""
    if not step or not times:
        return three
    return [Decimal(str(base)) + Decimal(str(more)) * times for base, more in zip(three, step, strict=True)]


@dataclass(frozen=True)
class Words:
    """What ``words.yaml`` says, with look-ups that fail loudly."""

    table: Row

    def color(self, id: str) -> Row:
        """The colour's name per language."""
        return in_languages(self.table["colors"][id][1:])

    def hex(self, id: str) -> str:
        """The colour as the pictures paint it."""
        return str(self.table["colors"][id][0])

    def option(self, id: str) -> Row:
        """The option's name per language."""
        return in_languages(self.table["options"][id])

    def value(self, id: str, pattern: str | None) -> str | Row:
        """The name of an option's value; sizes such as ``M`` and ``250 ml`` are the same in every language."""
        if pattern:
            return in_languages([part.format(id) for part in pattern.split("|")])
        known = self.table["values"].get(id)
        return in_languages(known) if known else id

    def attribute(self, key: str, value: Any) -> str | Row:
        """An attribute's value: a shared phrase, a text per language, or the same text everywhere."""
        if key not in self.table["attributes"]:
            raise SystemExit(f"attribute {key!r} has no name in words.yaml")
        if isinstance(value, list):
            return in_languages(value)
        phrase = self.table["phrases"].get(key, {}).get(value)
        if phrase is None and key in ("care", "fit", "origin", "thickness", "waterproof", "microwave", "dishwasher"):
            raise SystemExit(f"{key}: {value!r} is not a phrase of words.yaml")
        return in_languages(phrase) if phrase else str(value)


def sku_part(text: str) -> str:
    """A value's place in the SKU: ``500 ml`` gives ``500ML``."""
    return "".join(letter for letter in text.upper() if letter.isalnum())


def value_id(text: str) -> str:
    """A value's id: ``500 ml`` gives ``500ml``, ``40 x 80 cm`` gives ``40x80cm``; ``M`` stays ``M``."""
    return text.replace(" ", "")


def options_of(entry: Row, words: Words) -> list[Row]:
    """The product's options, colour first."""
    options: list[Row] = []
    if entry["colors"]:
        values = [{"id": color, "name": words.color(color)} for color in entry["colors"]]
        options.append({"id": "color", "name": words.option("color"), "values": values})
    if "sizes" in entry:
        pattern = entry.get("size_name")
        values = [{"id": size, "name": words.value(size, pattern)} for size in str(entry["sizes"]).split()]
        options.append({"id": "size", "name": words.option("size"), "values": values})
    for option, choices in entry.get("choices", {}).items():
        values = [{"id": value_id(choice), "name": words.value(choice, None)} for choice in choices]
        options.append({"id": option, "name": words.option(option), "values": values})
    return options


def grade_of(entry: Row, chosen: Row) -> int:
    """How many price steps above the first choice this variant is (500 ml above 350 ml; larger plates)."""
    if "step" not in entry:
        return 0
    for option, choices in entry.get("choices", {}).items():
        if option in ("volume", "weight", "size"):
            return [value_id(choice) for choice in choices].index(chosen[option])
    return str(entry["sizes"]).split().index(chosen["size"])


def prices_for(entry: Row, chosen: Row) -> Row:
    """The prices of one variant."""
    if "packs" in entry:
        packs = [value_id(choice) for choice in entry["choices"]["pack"]]
        return prices_of(entry["packs"][packs.index(chosen["pack"])])
    return prices_of(raised(entry["price"], entry.get("step"), grade_of(entry, chosen)))


def stock_for(entry: Row, chosen: Row, sku: str) -> Row:
    """Pieces in the web warehouse and on the shelf in Seongsu; a few sold out on the web, but not in the shop."""
    out = {"/".join(value_id(part) for part in str(item).split("/")) for item in entry.get("out", [])}
    keys = {"/".join(chosen.values()), *chosen.values()}
    if out & keys:
        return {"main": 0, "seongsu": 0}
    draw = number_from(sku, 100)
    if draw < 4:
        return {"main": 0, "seongsu": 1 + draw}
    if draw < 10:
        return {"main": 1 + draw % 2, "seongsu": 0}
    return {"main": 3 + draw % 29, "seongsu": number_from(sku + "/seongsu", 7)}


def variants_of(entry: Row, options: list[Row], first_number: int) -> list[Row]:
    """Every combination of the options as a variant."""
    variants = []
    ids = [option["id"] for option in options]
    combinations = itertools.product(*([value["id"] for value in option["values"]] for option in options))
    for count, combination in enumerate(combinations):
        chosen = dict(zip(ids, combination, strict=True))
        parts = [COLOR_CODES[value] if option == "color" else sku_part(value) for option, value in chosen.items()]
        sku = "-".join([entry["sku"], *parts])
        variant: Row = {"sku": sku, "options": chosen, "prices": prices_for(entry, chosen)}
        if "list" in entry:
            raise_by = grade_of(entry, chosen)
            variant["list_prices"] = prices_of(raised(entry["list"], entry.get("step"), raise_by))
        variant["stock"] = stock_for(entry, chosen, sku)
        variant["weight_g"] = entry["weight_g"]
        variant["barcode"] = barcode_for(first_number + count)
        variant["image"] = entry["colors"].index(chosen["color"]) if "color" in chosen else 0
        variants.append(variant)
    return variants


def images_of(entry: Row, words: Words) -> list[Row]:
    """A picture per colour, or the one picture of a product that has no colour to choose."""
    alt = {lang: entry[lang][2] for lang in LANGUAGES}
    if not entry["colors"]:
        return [{"src": f"images/{entry['id']}.svg", "alt": alt}]
    if len(entry["colors"]) == 1:
        return [{"src": f"images/{entry['id']}-{entry['colors'][0]}.svg", "alt": alt}]
    images = []
    for color in entry["colors"]:
        name = words.color(color)
        described = {
            "en": f"{alt['en']}, in {name['en'].lower()}",
            "ko": f"{alt['ko']} ({name['ko']})",
            "ja": f"{alt['ja']}（{name['ja']}）",
        }
        images.append({"src": f"images/{entry['id']}-{color}.svg", "alt": described})
    return images


def tags_of(entry: Row) -> list[str]:
    """Tags a shop would set by hand: what is on sale, and what the table says."""
    return [*entry.get("tags", []), *(["sale"] if "list" in entry else [])]


def product(entry: Row, words: Words, first_number: int) -> Row:
    """One line of ``products.jsonl``."""
    options = options_of(entry, words)
    return {
        "id": entry["id"],
        "title": {lang: entry[lang][0] for lang in LANGUAGES},
        "description": {lang: entry[lang][1] for lang in LANGUAGES},
        "brand": in_languages(words.table["brands"][entry["brand"]]),
        "categories": [entry["in"]],
        "tags": tags_of(entry),
        "synonyms": entry.get("also", {}),
        "attributes": {key: words.attribute(key, value) for key, value in entry["attributes"].items()},
        "images": images_of(entry, words),
        "options": options,
        "variants": variants_of(entry, options, first_number),
        "status": "active",
    }


def entries() -> list[Row]:
    """Every product as the tables hold it, in order."""
    return [entry for name in PRODUCT_TABLES for entry in load(name)]


def products() -> list[Row]:
    """Every line of ``products.jsonl``."""
    words = Words(load("words"))
    lines: list[Row] = []
    for place, entry in enumerate(entries(), start=1):
        for lang in LANGUAGES:
            if not all(isinstance(text, str) for text in entry[lang]):
                raise SystemExit(f"{entry['id']}: {lang}: quote the text that holds a colon")
        lines.append(product(entry, words, first_number=place * 100))
    return lines


def named_rows(table: Row) -> list[Row]:
    """Categories or attributes: id, name, the words people use."""
    return [{"id": id, "name": in_languages(row["name"]), "synonyms": row["also"]} for id, row in table.items()]


def people() -> tuple[list[Row], list[Row]]:
    """Customers and orders; lines are priced from the catalogue, so totals always add up."""
    table = load("people")
    methods = {row["id"]: row for row in table["delivery"]}
    by_sku = {variant["sku"]: variant for line in products() for variant in line["variants"]}
    customers = {row["id"]: row for row in table["customers"]}
    orders = []
    for row in table["orders"]:
        customer = customers[row["customer"]]
        currency = row["currency"]
        lines = []
        subtotal = Decimal(0)
        for item in row["lines"]:
            sku, _, quantity = item.partition(" x ")
            unit = by_sku[sku]["prices"][currency]
            lines.append({"sku": sku, "quantity": int(quantity or 1), "unit_price": unit})
            subtotal += Decimal(unit) * int(quantity or 1)
        method = methods[row["delivery"]]
        fee = Decimal(str(method["prices"].get(currency, 0)))
        free_over = method["free_over"].get(currency)
        if free_over is not None and subtotal >= Decimal(str(free_over)):
            fee = Decimal(0)
        orders.append(
            {
                "number": row["number"],
                "customer": row["customer"],
                "email": customer["email"],
                "name": customer["name"],
                "phone": customer["phone"],
                "lang": customer["lang"],
                "placed_at": row["timeline"][0][1],
                "currency": currency,
                "lines": lines,
                "totals": {
                    "subtotal": amount(currency, str(subtotal)),
                    "delivery": amount(currency, str(fee)),
                    "total": amount(currency, str(subtotal + fee)),
                },
                "delivery": row["delivery"],
                "address": None if method["kind"] == "pickup" else customer["address"],
                "payment": row["payment"],
                "state": row["timeline"][-1][0],
                "timeline": [{"state": state, "at": at} for state, at in row["timeline"]],
                "shipment": row.get("shipment"),
            }
        )
    return list(customers.values()), orders


def as_lines(rows: list[Row]) -> str:
    """JSON lines, in the order of the keys written, text unescaped."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def outputs() -> dict[str, str]:
    """Every file this script owns, by its path in the shop folder."""
    words = load("words")
    customers, orders = people()
    return {
        "catalog/categories.jsonl": as_lines(named_rows(words["categories"])),
        "catalog/attributes.jsonl": as_lines(named_rows(words["attributes"])),
        "catalog/products.jsonl": as_lines(products()),
        "customers.jsonl": as_lines(customers),
        "orders.jsonl": as_lines(orders),
    }


def main() -> int:
    """Writes the files, or with ``--check`` compares them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a committed file differs")
    arguments = parser.parse_args()
    stale = []
    for name, text in outputs().items():
        path = SHOP / name
        if arguments.check:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(name)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if stale:
        print(f"Not what the tables say: {', '.join(stale)}. Run: python tools/write_demo.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
