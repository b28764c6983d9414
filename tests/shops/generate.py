"""A second shop in another trade, so that nothing is tuned to one catalogue: a hardware shop in Osaka, made from a seed.

``write_shop(folder, seed)`` writes a whole shop folder: 60 products of tools, fixings and paint in English, Korean and Japanese,
with options the clothes shop has not (thread, length, diameter, voltage, volume), Japanese yen first, its own questions and people.
The same seed gives the same bytes; another seed gives other prices, stock and sold-out variants.
"""

from __future__ import annotations

import itertools
import json
import random
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from shops import hardware

LANGUAGES = ("en", "ko", "ja")
Row = dict[str, Any]


def write_shop(folder: Path, seed: int = 1) -> None:
    """Write the shop into ``folder``, which is made if need be; files of the same name are replaced."""
    draw = random.Random(seed)
    products = [product for family in hardware.FAMILIES for product in _products(family, draw)]
    texts = {
        "shop.toml": hardware.SHOP,
        "persona.toml": hardware.PERSONA,
        "catalog/delivery.toml": hardware.DELIVERY,
        "catalog/locations.jsonl": _lines(hardware.LOCATIONS),
        "catalog/categories.jsonl": _lines(_named(hardware.CATEGORIES)),
        "catalog/attributes.jsonl": _lines(_named(hardware.ATTRIBUTES)),
        "catalog/products.jsonl": _lines(products),
        "customers.jsonl": _lines(hardware.CUSTOMERS),
        "orders.jsonl": _lines(_orders(products, draw)),
        "catalog/images/logo.svg": _picture("logo", "#8a3b12"),
        "catalog/images/assistant.svg": _picture("assistant", "#8a3b12"),
    }
    for lang in LANGUAGES:
        texts[f"faq/{lang}.md"] = _articles(hardware.QUESTIONS, lang)
        texts[f"policies/{lang}.md"] = _articles(hardware.POLICIES, lang)
    for product in products:
        texts[f"catalog/images/{product['id']}.svg"] = _picture(product["id"], "#5f6b76")
    for name, text in texts.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def _words(three: tuple[str, str, str]) -> Row:
    return dict(zip(LANGUAGES, three, strict=True))


def _lines(rows: list[Row]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _named(table: dict[str, tuple[tuple[str, str, str], tuple[str, str, str]]]) -> list[Row]:
    return [
        {"id": id, "name": _words(name), "synonyms": {lang: also.split(", ") for lang, also in _words(others).items()}}
        for id, (name, others) in table.items()
    ]


def _articles(table: dict[str, dict[str, tuple[str, str, str]]], lang: str) -> str:
    parts = []
    for anchor, per_language in table.items():
        heading, also, answer = per_language[lang]
        parts.append(f"## {heading} {{#{anchor}}}\n- Also: {also}\n\n{answer}\n")
    return "\n".join(parts)


def _products(family: Row, draw: random.Random) -> list[Row]:
    return [_product(family, kind, draw) for kind in family["kinds"]]


def _product(family: Row, kind: str, draw: random.Random) -> Row:
    name, sentence = hardware.KINDS[kind]
    joined = ("{} {}", "{} {}", "{}{}")
    title = _words(tuple(form.format(k, n) for form, k, n in zip(joined, name, family["noun"], strict=True)))  # type: ignore[arg-type]
    title["en"] = title["en"][0].upper() + title["en"][1:]
    description = {
        lang: f"{about}{'' if lang == 'ja' else ' '}{more}"
        for lang, about, more in zip(LANGUAGES, family["about"], sentence, strict=True)
    }
    product_id = f"{kind}-{family['id']}"
    options = [
        {
            "id": option,
            "name": _words(hardware.OPTIONS[option]),
            "values": [{"id": _id(value), "name": _value(value)} for value in values],
        }
        for option, values in family["options"].items()
    ]
    attributes = {name: _attribute(value) for name, value in family["attributes"].items()}
    if kind in hardware.KIND_ATTRIBUTES:
        attribute, value = hardware.KIND_ATTRIBUTES[kind]
        attributes[attribute] = _words(value)
    return {
        "id": product_id,
        "title": title,
        "description": description,
        "brand": draw.choice(hardware.BRANDS),
        "categories": [family["in"]],
        "tags": [kind],
        "synonyms": {lang: also.split(", ") for lang, also in _words(family["also"]).items()},
        "attributes": attributes,
        "images": [{"src": f"images/{product_id}.svg", "alt": title}],
        "options": options,
        "variants": _variants(family, kind, options, draw),
        "status": "active",
    }


def _id(value: str) -> str:
    return value.replace(" ", "").replace("×", "x")


def _value(value: str) -> str | Row:
    return _words(hardware.VALUES[value]) if value in hardware.VALUES else value


def _attribute(value: str | tuple[str, str, str]) -> str | Row:
    return value if isinstance(value, str) else _words(value)


def _variants(family: Row, kind: str, options: list[Row], draw: random.Random) -> list[Row]:
    dear = Decimal(hardware.DEARNESS.get(kind, "1"))
    base = Decimal(family["yen"]) * dear * draw.randint(92, 112) / 100
    off = draw.random() < 0.18
    gone = draw.random() < 0.06
    variants = []
    steps = [range(len(option["values"])) for option in options]
    for chosen in itertools.product(*steps):
        grade = sum(step for option, step in zip(options, chosen, strict=True) if option["id"] in hardware.GRADED)
        yen = base * (Decimal(1) + Decimal(family["step"]) * grade)
        values = [option["values"][step]["id"] for option, step in zip(options, chosen, strict=True)]
        sku = "-".join([kind[:2].upper() + family["code"], *(value.upper().replace(".", "") for value in values)])
        variant: Row = {
            "sku": sku,
            "options": dict(zip((option["id"] for option in options), values, strict=True)),
            "prices": _prices(yen),
        }
        if off:
            variant["list_prices"] = _prices(yen * Decimal("1.25"))
        empty = gone or draw.random() < 0.1
        variant["stock"] = {
            "depot": 0 if empty else draw.randint(1, 240),
            "osaka": 0 if empty else draw.choice([0, 0, 2, 8, 30]),
        }
        variant["weight_g"] = family["grams"] * (1 + grade)
        variants.append(variant)
    return variants


def _prices(yen: Decimal) -> Row:
    whole = (yen / 10).quantize(Decimal(1), ROUND_HALF_UP) * 10
    won = (whole * Decimal("9.2") / 100).quantize(Decimal(1), ROUND_HALF_UP) * 100
    return {"JPY": str(whole), "KRW": str(won), "USD": str((whole / 145).quantize(Decimal("0.01"), ROUND_HALF_UP))}


def _orders(products: list[Row], draw: random.Random) -> list[Row]:
    orders = []
    for number, (customer, currency, delivery, payment, timeline, shipment) in enumerate(hardware.ORDERS, start=1):
        person = next(row for row in hardware.CUSTOMERS if row["id"] == customer)
        chosen = draw.sample(products, 2)
        lines = []
        subtotal = Decimal(0)
        for product in chosen:
            variant = draw.choice(product["variants"])
            quantity = draw.randint(1, 4)
            lines.append({"sku": variant["sku"], "quantity": quantity, "unit_price": variant["prices"][currency]})
            subtotal += Decimal(variant["prices"][currency]) * quantity
        price, free_over = hardware.FEES[delivery][currency]
        fee = Decimal(0) if free_over is not None and subtotal >= Decimal(free_over) else Decimal(price)
        form = "{:.2f}" if currency == "USD" else "{:.0f}"
        orders.append(
            {
                "number": f"T-{50_000 + number}",
                "customer": customer,
                **{field: person[field] for field in ("email", "name", "phone", "lang")},
                "placed_at": timeline[0][1],
                "currency": currency,
                "lines": lines,
                "totals": {
                    "subtotal": form.format(subtotal),
                    "delivery": form.format(fee),
                    "total": form.format(subtotal + fee),
                },
                "delivery": delivery,
                "address": None if delivery == "pickup" else person["address"],
                "payment": payment,
                "state": timeline[-1][0],
                "timeline": [{"state": state, "at": at} for state, at in timeline],
                "shipment": shipment,
            }
        )
    return orders


def _picture(name: str, color: str) -> str:
    """A plain picture whose shape depends on the name: enough to be shown."""
    draw = random.Random(name)
    shapes = "".join(
        f'<rect x="{draw.randint(120, 300)}" y="{draw.randint(120, 300)}" width="{draw.randint(60, 180)}" '
        f'height="{draw.randint(60, 180)}" rx="{draw.randint(0, 40)}" fill="{color}" opacity="0.{draw.randint(4, 9)}"/>'
        for _ in range(3)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600" width="600" height="600">'
        f'<rect width="600" height="600" fill="#ece7df"/>{shapes}</svg>\n'
    )
