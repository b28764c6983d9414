"""Shopify's product CSV, in the columns it exports today and in those it exported before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dangol.commerce.catalog.importing.checking import Loose
from dangol.commerce.catalog.importing.decoding import Source
from dangol.commerce.catalog.importing.delimited import DelimitedTable
from dangol.commerce.catalog.importing.foreign import Shelves, sku_from, split_list, unmarked
from dangol.commerce.catalog.importing.formats import Cells, Rows
from dangol.commerce.catalog.importing.report import Complain, ImportDefaults, Problem
from dangol.commerce.catalog.importing.texts import key_of, value_key

_COLUMNS: dict[str, tuple[str, ...]] = {
    "handle": ("Handle", "URL handle"),
    "title": ("Title",),
    "description": ("Body (HTML)", "Description"),
    "vendor": ("Vendor",),
    "type": ("Type",),
    "category": ("Product Category", "Product category", "Standardized Product Type"),
    "tags": ("Tags",),
    "published": ("Published", "Published on online store"),
    "status": ("Status",),
    "sku": ("Variant SKU", "SKU"),
    "grams": ("Variant Grams", "Weight value (grams)"),
    "tracker": ("Variant Inventory Tracker", "Inventory tracker"),
    "quantity": ("Variant Inventory Qty", "Inventory quantity"),
    "policy": ("Variant Inventory Policy", "Continue selling when out of stock"),
    "price": ("Variant Price", "Price"),
    "regular": ("Variant Compare At Price", "Compare-at price"),
    "barcode": ("Variant Barcode", "Barcode"),
    "image": ("Image Src", "Product image URL"),
    "alt": ("Image Alt Text", "Image alt text"),
    "variant_image": ("Variant Image", "Variant image URL"),
    **{f"name{n}": (f"Option{n} Name", f"Option{n} name") for n in (1, 2, 3)},
    **{f"value{n}": (f"Option{n} Value", f"Option{n} value") for n in (1, 2, 3)},
}
_METAFIELD = re.compile(r"(.+?) \((?:product|variant)\.metafields\.[^)]+\)")


def fits(columns: list[str]) -> bool:
    """Whether these are the columns of a Shopify product CSV."""
    names = set(columns)
    return bool(names & set(_COLUMNS["handle"])) and bool(
        names & {"Variant SKU", "Variant Price", "Option1 Name", "Option1 name", "Body (HTML)", "SKU", "Price"}
    )


class ShopifyCsv:
    """All rows of one handle are one product: its first row describes it, each row is a variant, or only one more
    picture."""

    name = "shopify_csv"

    def rows(self, source: Source, shop: ImportDefaults, complain: Complain) -> Iterator[tuple[str, int, Cells]]:  # noqa: ARG002
        """Every row by its handle."""
        for line, cells in DelimitedTable(source, complain).rows():
            handle = _cell(cells, "handle")[0]
            if handle:
                yield handle, line, cells
            else:
                column = _cell(cells, "handle")[1]
                complain(
                    Problem(source.name, line, column, "", "The row has no handle.", "Write the handle of its product.")
                )

    def product(self, group: str, rows: Rows, shop: ImportDefaults, complain: Complain) -> Loose | None:  # noqa: ARG002
        """The product with that handle."""
        line, file, head = rows[0]
        data: dict[str, Any] = {"id": group}
        origin: dict[str, tuple[int, str]] = {"id": (line, _cell(head, "handle")[1])}
        for name, key in (("title", "title"), ("description", "description"), ("brand", "vendor")):
            for at, _, cells in rows:
                text, column = _cell(cells, key)
                if text:
                    data[name] = text
                    origin[name] = (at, column)
                    break
            else:
                origin[name] = (line, _cell(head, name if name != "brand" else "vendor")[1])
        data["tags"] = split_list(_cell(head, "tags")[0])
        origin["tags"] = (line, "Tags")
        _status(data, origin, head, line)
        shelves = Shelves()
        shelves.add(_cell(head, "category")[0])
        shelves.add(_cell(head, "type")[0])
        data["categories"], data["_categories"] = shelves.ids, shelves.described
        origin["categories"] = (line, "Type")
        data["attributes"] = _metafields(head)
        pictures = _pictures(rows, origin)
        data["images"] = list(pictures.values())
        names = _option_names(rows)
        data["options"] = [{"id": key_of(name), "name": name, "values": {}} for name in names]
        data["variants"] = []
        for at, _, cells in rows:
            if any(_cell(cells, key)[0] for key in ("price", "sku", "value1")):
                self._variant(group, at, cells, data, origin, shop, list(pictures))
        for option in data["options"]:
            option["values"] = [{"id": key, "name": label} for key, label in option["values"].items()]
        return Loose("product", data, file, line, origin, partial=True)

    def _variant(
        self,
        handle: str,
        line: int,
        cells: Cells,
        data: dict[str, Any],
        origin: dict[str, tuple[int, str]],
        shop: ImportDefaults,
        pictures: list[str],
    ) -> None:
        path = f"variants[{len(data['variants'])}]"
        origin[path] = (line, "")
        variant: dict[str, Any] = {"options": {}}
        labels = []
        for number, option in enumerate(data["options"], start=1):
            label, column = _cell(cells, f"value{number}")
            origin[f"{path}.options.{option['id']}"] = origin[f"{path}.options"] = (line, column)
            if label:
                option["values"].setdefault(value_key(label), label)
                variant["options"][option["id"]] = value_key(label)
                labels.append(label)
        sku, column = _cell(cells, "sku")
        variant["sku"] = unmarked(sku) or sku_from(handle, labels)
        origin[f"{path}.sku"] = (line, column)
        for name, key in (("prices", "price"), ("list_prices", "regular")):
            text, column = _cell(cells, key)
            variant[name] = {shop.currency: text} if text else {}
            origin[f"{path}.{name}"] = (line, column)
        grams, column = _cell(cells, "grams")
        variant["weight_g"] = grams if grams not in ("0", "0.0") else None
        origin[f"{path}.weight_g"] = (line, column)
        barcode, column = _cell(cells, "barcode")
        variant["barcode"] = unmarked(barcode) or None
        origin[f"{path}.barcode"] = (line, column)
        picture = _cell(cells, "variant_image")[0]
        variant["image"] = pictures.index(picture) if picture in pictures else None
        quantity, column = _cell(cells, "quantity")
        variant["stock"] = _stock(cells, quantity)
        origin[f"{path}.stock"] = (line, column)
        data["variants"].append(variant)


def _cell(cells: Cells, key: str) -> tuple[str, str]:
    """The cell's text and its column, under whichever name the column goes."""
    for name in _COLUMNS[key]:
        if name in cells:
            return cells[name], name
    return "", _COLUMNS[key][0]


def _status(data: dict[str, Any], origin: dict[str, tuple[int, str]], head: Cells, line: int) -> None:
    status, column = _cell(head, "status")
    data["status"] = status.lower() or "active"
    origin["status"] = (line, column)
    if data["status"] == "active" and _cell(head, "published")[0].lower() in ("false", "0", "no"):
        data["status"] = "draft"


def _option_names(rows: Rows) -> list[str]:
    names: list[str] = []
    for number in (1, 2, 3):
        name = next((found for _, _, cells in rows if (found := _cell(cells, f"name{number}")[0])), "")
        values = {value for _, _, cells in rows if (value := _cell(cells, f"value{number}")[0])}
        # Shopify writes "Title: Default Title" for a product without options.
        if not values or (name in ("Title", "") and values == {"Default Title"}):
            break
        names.append(name or f"Option {number}")
    return names


def _pictures(rows: Rows, origin: dict[str, tuple[int, str]]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for line, _, cells in rows:
        for key in ("image", "variant_image"):
            src, column = _cell(cells, key)
            if src and src not in found:
                origin[f"images[{len(found)}]"] = (line, column)
                found[src] = {"src": src, "alt": _cell(cells, "alt")[0] if key == "image" else ""}
    return found


def _metafields(head: Cells) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column, value in head.items():
        match = _METAFIELD.fullmatch(column)
        if match and value:
            values = split_list(value, ";")
            found[key_of(match[1])] = {"name": match[1], "value": values if len(values) > 1 else value}
    return found


def _stock(cells: Cells, quantity: str) -> Any:
    policy = _cell(cells, "policy")[0].lower()
    tracked = _cell(cells, "tracker")
    if policy in ("continue", "true") or (tracked[1] in cells and not tracked[0]):
        return "always"
    # Shopify lets a stock fall below zero; there are none left then.
    return None if not quantity else "0" if re.fullmatch(r"-\d+", quantity) else quantity
