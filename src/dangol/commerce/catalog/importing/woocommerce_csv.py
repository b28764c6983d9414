"""WooCommerce's own product CSV (Products → Export)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from dangol.commerce.catalog.importing.checking import Loose
from dangol.commerce.catalog.importing.decoding import Source
from dangol.commerce.catalog.importing.delimited import DelimitedTable
from dangol.commerce.catalog.importing.foreign import Shelves, moment, sku_from, split_list, under_way, unmarked
from dangol.commerce.catalog.importing.formats import Cells, Rows
from dangol.commerce.catalog.importing.report import Complain, ImportDefaults, Problem
from dangol.commerce.catalog.importing.texts import key_of, plain, value_key

Origin = dict[str, tuple[int, str]]
_GRAMS = {
    "kg": Decimal(1000),
    "g": Decimal(1),
    "lbs": Decimal("453.59237"),
    "lb": Decimal("453.59237"),
    "oz": Decimal("28.349523125"),
}
_BARCODE = "GTIN, UPC, EAN, or ISBN"


def fits(columns: list[str]) -> bool:
    """Whether these are the columns of a WooCommerce product CSV."""
    names = {name.lower() for name in columns}
    return {"type", "sku"} <= names and bool(names & {"regular price", "name", "parent"})


class WooCommerceCsv:
    """A product is one row, or a row of type *variable* with rows of type *variation* that name it as their parent,
    wherever those stand."""

    name = "woocommerce_csv"

    def rows(self, source: Source, shop: ImportDefaults, complain: Complain) -> Iterator[tuple[str, int, Cells]]:  # noqa: ARG002
        """Every row by its product."""
        # A variation may name its parent by number and stand before it, so the parents are looked up first.
        parents = {}
        for _, cells in DelimitedTable(source, lambda _: None).rows():
            cells = _lowered(cells)
            if cells.get("id") and cells.get("sku") and "variation" not in _kinds(cells):
                parents[f"id:{cells['id']}"] = unmarked(cells["sku"])
        for line, cells in DelimitedTable(source, complain).rows():
            cells = _lowered(cells)
            kinds = _kinds(cells)
            number, sku = cells.get("id", ""), unmarked(cells.get("sku", ""))
            if kinds & {"grouped", "external"}:
                kind = (kinds & {"grouped", "external"}).pop()
                message = f"{cells.get('name') or sku!r} is a product of type {kind}, which has nothing to sell itself; it was left out."
                complain(Problem(source.name, line, "Type", kind, message, "", "notice"))
            elif "variation" in kinds:
                parent = unmarked(cells.get("parent", ""))
                if parent:
                    yield parents.get(parent, parent), line, cells
                else:
                    complain(
                        Problem(
                            source.name,
                            line,
                            "Parent",
                            "",
                            "The variation names no parent.",
                            "Write its parent's SKU, or id: and its number.",
                        )
                    )
            elif sku or number:
                yield sku or f"id:{number}", line, cells
            else:
                complain(
                    Problem(source.name, line, "SKU", "", "The product has neither a SKU nor an ID.", "Give it a SKU.")
                )

    def product(self, group: str, rows: Rows, shop: ImportDefaults, complain: Complain) -> Loose | None:
        """The product of these rows."""
        heads = [row for row in rows if "variation" not in _kinds(row[2])]
        variations = [row for row in rows if "variation" in _kinds(row[2])]
        if not heads:
            for line, file, _ in variations:
                complain(
                    Problem(
                        file,
                        line,
                        "Parent",
                        group,
                        f"There is no product {group!r} in the file.",
                        "Add its row, or correct the parent.",
                    )
                )
            return None
        line, file, head = heads[0]
        for again, _, _ in heads[1:]:
            complain(
                Problem(
                    file,
                    again,
                    "SKU",
                    group,
                    f"{group!r} was described on line {line} already.",
                    "Give each product a SKU of its own.",
                )
            )
        ref = group.replace("id:", "id-", 1) if group.startswith("id:") else group
        data: dict[str, Any] = {"id": ref, "title": head.get("name", "")}
        origin: Origin = {"id": (line, "SKU"), "title": (line, "Name"), "description": (line, "Description")}
        texts = [plain(head.get(name, "").replace("\\n", "\n")) for name in ("short description", "description")]
        data["description"] = "\n\n".join(text for text in texts if text)
        data["tags"] = split_list(head.get("tags", ""))
        origin["tags"] = (line, "Tags")
        hidden = head.get("published", "1") not in ("1", "") or head.get("visibility in catalog") == "hidden"
        data["status"] = "draft" if hidden else "active"
        if brand := head.get("brands") or head.get("brand"):
            data["brand"] = split_list(brand)[0]
        shelves = Shelves()
        for path in split_list(head.get("categories", "")):
            shelves.add(path)
        data["categories"], data["_categories"] = shelves.ids, shelves.described
        origin["categories"] = (line, "Categories")
        data["images"] = []
        for at, _, cells in [heads[0], *variations]:
            for src in split_list(cells.get("images", "")):
                if src not in [image["src"] for image in data["images"]]:
                    origin[f"images[{len(data['images'])}]"] = (at, "Images")
                    data["images"].append({"src": src})
        _properties(data, head, variations, origin, line)
        data["variants"] = []
        for row in variations or [heads[0]]:
            _variant(data, head, row, origin, shop, complain)
        for option in data["options"]:
            option["values"] = [{"id": key, "name": label} for key, label in option["values"].items()]
        return Loose("product", data, file, line, origin, partial=True)


def _lowered(cells: Cells) -> Cells:
    return {name.lower(): value for name, value in cells.items()}


def _kinds(cells: Cells) -> set[str]:
    return {kind.strip().lower() for kind in cells.get("type", "").split(",")}


def _attributes(cells: Cells) -> Iterator[tuple[int, str, list[str]]]:
    for column, name in cells.items():
        match = re.fullmatch(r"attribute (\d+) name", column)
        if match and name:
            yield int(match[1]), name, split_list(cells.get(f"attribute {match[1]} value(s)", ""))


def _properties(data: dict[str, Any], head: Cells, variations: Rows, origin: Origin, line: int) -> None:
    """What the variations differ in is an option, everything else an attribute."""
    varying: dict[str, str] = {}
    for _, _, cells in variations:
        for _, name, values in _attributes(cells):
            if values:
                varying.setdefault(key_of(name), name)
    data["options"] = [{"id": key, "name": name, "values": {}} for key, name in varying.items()]
    data["attributes"] = {}
    for number, name, values in _attributes(head):
        key = key_of(name)
        option = next((option for option in data["options"] if option["id"] == key), None)
        if option is not None:
            option["name"] = name
            option["values"] = {value_key(value): value for value in values}  # in the parent's order
        elif values:
            data["attributes"][key] = {"name": name, "value": values if len(values) > 1 else values[0]}
        origin[f"attributes.{key}"] = (line, f"Attribute {number} value(s)")


def _variant(
    data: dict[str, Any],
    head: Cells,
    row: tuple[int, str, Cells],
    origin: Origin,
    shop: ImportDefaults,
    complain: Complain,
) -> None:
    line, file, cells = row
    path = f"variants[{len(data['variants'])}]"
    origin[path] = (line, "")
    variant: dict[str, Any] = {"options": {}, "list_prices": {}}
    labels = []
    mine = {key_of(name): (number, values) for number, name, values in _attributes(cells)} if cells is not head else {}
    for option in data["options"]:
        number, values = mine.get(option["id"], (1, []))
        origin[f"{path}.options"] = (line, f"Attribute {number} value(s)")
        if values:
            option["values"].setdefault(value_key(values[0]), values[0])
            variant["options"][option["id"]] = value_key(values[0])
            labels.append(values[0])
    sku = unmarked(cells.get("sku", ""))
    same_as_parent = cells is not head and sku == unmarked(head.get("sku", ""))
    variant["sku"] = sku if sku and not same_as_parent else sku_from(data["id"], labels)
    origin[f"{path}.sku"] = (line, "SKU")
    _prices(variant, cells, origin, path, line, file, shop, complain)
    variant["stock"] = _stock(cells if cells.get("stock") != "parent" else head)
    origin[f"{path}.stock"] = (line, "Stock")
    variant["barcode"] = unmarked(cells.get(_BARCODE.lower(), "")) or None
    origin[f"{path}.barcode"] = (line, _BARCODE)
    column, grams = _grams(cells)
    if grams is None and cells is not head:
        column, grams = _grams(head)
    variant["weight_g"] = grams
    origin[f"{path}.weight_g"] = (line, column)
    pictures = split_list(cells.get("images", "")) if cells is not head else []
    sources = [image["src"] for image in data["images"]]
    variant["image"] = sources.index(pictures[0]) if pictures else None
    if cells is not head and cells.get("published", "1") not in ("1", ""):
        variant["status"] = "draft"
    data["variants"].append(variant)


def _prices(
    variant: dict[str, Any],
    cells: Cells,
    origin: Origin,
    path: str,
    line: int,
    file: str,
    shop: ImportDefaults,
    complain: Complain,
) -> None:
    regular, sale = unmarked(cells.get("regular price", "")), unmarked(cells.get("sale price", ""))
    begins, ends = cells.get("date sale price starts", ""), cells.get("date sale price ends", "")
    if sale and (begins or ends):
        if not under_way(moment(begins), moment(ends), shop.now):
            message = f"The sale price holds from {begins or 'now'} to {ends or 'further notice'}; the regular price was taken."
            complain(Problem(file, line, "Sale price", sale, message, "Import again when the sale begins.", "notice"))
            sale = ""
        elif ends:
            message = f"The sale price holds until {ends}."
            complain(Problem(file, line, "Sale price", sale, message, "Import again when the sale is over.", "notice"))
    price = sale or regular
    variant["prices"] = {shop.currency: price} if price else {}
    origin[f"{path}.prices"] = (line, "Sale price" if sale else "Regular price")
    if sale and regular:
        variant["list_prices"] = {shop.currency: regular}
    origin[f"{path}.list_prices"] = (line, "Regular price")


def _stock(cells: Cells) -> Any:
    there = cells.get("in stock?", "1").lower()
    if cells.get("backorders allowed?", "0").lower() in ("1", "notify", "yes") or there == "backorder":
        return "always"
    pieces = unmarked(cells.get("stock", ""))
    if pieces:
        return "0" if re.fullmatch(r"-\d+", pieces) else pieces
    if "stock" not in cells and "in stock?" not in cells:
        return None
    return "always" if there in ("1", "") else "0"


def _grams(cells: Cells) -> tuple[str, Any]:
    for column, value in cells.items():
        match = re.fullmatch(r"weight \((\w+)\)", column)
        if match and value:
            named = f"Weight ({match[1]})"
            number = value.replace(",", ".")
            if match[1] in _GRAMS and re.fullmatch(r"\d{1,9}(\.\d{1,9})?", number):
                return named, Decimal(number) * _GRAMS[match[1]]
            return named, value
    return "Weight (kg)", None
