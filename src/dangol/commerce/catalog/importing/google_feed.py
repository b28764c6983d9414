"""Google's product feed (Merchant Center): tab-separated, RSS 2.0 or Atom. Items of one ``item_group_id`` are one
product."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from xml.parsers import expat

from dangol.commerce.catalog.errors import FileBroken
from dangol.commerce.catalog.importing.amounts import currency_in
from dangol.commerce.catalog.importing.checking import Loose
from dangol.commerce.catalog.importing.decoding import Source
from dangol.commerce.catalog.importing.delimited import MOST_CELL, DelimitedTable
from dangol.commerce.catalog.importing.foreign import Shelves, moment, under_way
from dangol.commerce.catalog.importing.formats import Cells, Rows
from dangol.commerce.catalog.importing.report import Complain, ImportDefaults, Problem
from dangol.commerce.catalog.importing.texts import key_of, value_key

Origin = dict[str, tuple[int, str]]
_OPTIONS = ("color", "size", "material", "pattern", "age_group", "gender", "size_type", "size_system")
_ATTRIBUTES = (
    "condition",
    "mpn",
    "energy_efficiency_class",
    "unit_pricing_measure",
    "multipack",
    "product_length",
    "product_width",
    "product_height",
)
_GRAMS = {"kg": Decimal(1000), "g": Decimal(1), "lb": Decimal("453.59237"), "oz": Decimal("28.349523125")}
_MANY = "\x1f"  # between the values of an element that may be repeated


def fits(columns: list[str]) -> bool:
    """Whether these are the columns of a Google product feed."""
    names = {_name(column) for column in columns}
    return {"id", "title", "price"} <= names and bool(names & {"link", "image_link", "availability"})


class _Feed:
    """What the two forms of the feed have in common."""

    def product(self, group: str, rows: Rows, shop: ImportDefaults, complain: Complain) -> Loose | None:
        """The product of these items."""
        line, file, head = rows[0]
        data: dict[str, Any] = {"id": group, "title": _title([cells.get("title", "") for _, _, cells in rows])}
        origin: Origin = {
            "id": (line, "item_group_id" if head.get("item_group_id") else "id"),
            "title": (line, "title"),
            "description": (line, "description"),
        }
        data["description"] = next((text for _, _, cells in rows if (text := cells.get("description", ""))), "")
        if head.get("brand"):
            data["brand"] = head["brand"]
        if head.get("link"):
            data["url"] = head["link"]
            origin["url"] = (line, "link")
        shelves = Shelves()
        for path in head.get("product_type", "").split(_MANY) + head.get("google_product_category", "").split(_MANY):
            # Google's own categories may be mere numbers, which tell a shopper nothing.
            if (
                path
                and not path.strip().isdigit()
                and not (shelves.ids and path in head.get("google_product_category", ""))
            ):
                shelves.add(path)
        data["categories"], data["_categories"] = shelves.ids, shelves.described
        origin["categories"] = (line, "product_type")
        data["images"] = []
        for at, _, cells in rows:
            for column in ("image_link", "additional_image_link"):
                for src in _several(cells.get(column, "")):
                    if src not in [image["src"] for image in data["images"]]:
                        origin[f"images[{len(data['images'])}]"] = (at, column)
                        data["images"].append({"src": src})
        _properties(data, rows, origin)
        data["variants"] = []
        for row in rows:
            _variant(data, row, origin, shop, complain)
        for option in data["options"]:
            option["values"] = [{"id": key, "name": label} for key, label in option["values"].items()]
        return Loose("product", data, file, line, origin, partial=True)


class GoogleTsv(_Feed):
    """The feed as a table."""

    name = "google_tsv"

    def rows(self, source: Source, shop: ImportDefaults, complain: Complain) -> Iterator[tuple[str, int, Cells]]:  # noqa: ARG002
        """Every item by its group."""
        for line, cells in DelimitedTable(source, complain).rows():
            item = {_name(column): value for column, value in cells.items() if value}
            yield from _grouped(item, line, source, complain)


class GoogleXml(_Feed):
    """The feed as RSS 2.0 or Atom. It is read item by item; entities of its own are refused."""

    name = "google_xml"

    def rows(self, source: Source, shop: ImportDefaults, complain: Complain) -> Iterator[tuple[str, int, Cells]]:  # noqa: ARG002
        """Every item by its group."""
        items = _Items(source, complain)
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = items.start
        parser.EndElementHandler = items.end
        parser.CharacterDataHandler = items.text
        parser.EntityDeclHandler = items.entity
        items.parser = parser
        try:
            for chunk in source.chunks():
                parser.Parse(chunk)
                for number, item in items.drain():
                    yield from _grouped(item, number, source, complain)
            parser.Parse("", True)
        except expat.ExpatError as trouble:
            raise FileBroken(
                f"{source.name}, line {trouble.lineno}: the XML ends or breaks there ({expat.ErrorString(trouble.code)}).",
                cure="Export the feed again.",
                line=trouble.lineno,
            ) from trouble
        for number, item in items.drain():
            yield from _grouped(item, number, source, complain)


class _Items:
    """Gathers the elements of one item after the other."""

    def __init__(self, source: Source, complain: Complain) -> None:
        self._source = source
        self._complain = complain
        self.parser: Any = None
        self._done: list[tuple[int, Cells]] = []
        self._item: Cells | None = None
        self._line = 0
        self._path: list[str] = []
        self._text: list[str] = []
        self._size = 0

    def drain(self) -> list[tuple[int, Cells]]:
        """The items that are complete."""
        done, self._done = self._done, []
        return done

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        local = name.rpartition(" ")[2]
        if self._item is None:
            if local in ("item", "entry"):
                self._item, self._line, self._path = {}, self.parser.CurrentLineNumber, []
            return
        self._path.append(local)
        if len(self._path) == 1:
            self._text, self._size = [], 0
            if local == "link" and attributes.get("href"):
                self._text.append(attributes["href"])

    def text(self, text: str) -> None:
        """Characters of an element."""
        if self._item is not None and self._path:
            self._size += len(text)
            if self._size <= MOST_CELL:
                self._text.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        local = name.rpartition(" ")[2]
        if self._item is None:
            return
        if not self._path:
            if local in ("item", "entry"):
                self._done.append((self._line, self._item))
                self._item = None
            return
        self._path.pop()
        if self._path:
            self._text.append(":" if self._path[0] == "product_detail" else " ")
            return
        if self._size > MOST_CELL:
            message = f"The element has more than {MOST_CELL:,} characters."
            self._complain(Problem(self._source.name, self._line, local, "", message, "Shorten it."))
        value = "".join(self._text).strip(" :\n\t\r")
        if value:
            before = self._item.get(local)
            self._item[local] = f"{before}{_MANY}{value}" if before else value

    def entity(self, name: str, *_: object) -> None:
        """Entities of a feed's own have no use but mischief."""
        raise FileBroken(
            f"{self._source.name}, line {self.parser.CurrentLineNumber}: the feed declares an entity ({name}).",
            cure="Remove the <!DOCTYPE> part.",
        )


def _name(column: str) -> str:
    return re.sub(r"\s*\(.*\)$", "", column.strip().lower()).removeprefix("g:").replace(" ", "_")


def _grouped(item: Cells, line: int, source: Source, complain: Complain) -> Iterator[tuple[str, int, Cells]]:
    if item.get("id"):
        yield item.get("item_group_id") or item["id"], line, item
    else:
        complain(Problem(source.name, line, "id", "", "The item has no id.", "Every item needs one."))


def _title(titles: list[str]) -> str:
    """What the titles of a group begin with alike: *Linen shirt* of *Linen shirt - white - S* and *Linen shirt -
    black - M*."""
    first, last = min(titles), max(titles)
    alike = first[: next((i for i, c in enumerate(first) if last[i : i + 1] != c), len(first))]
    if any(title != alike for title in titles):
        if not all(title == alike or not title[len(alike)].isalnum() or not alike[-1:].isalnum() for title in titles):
            alike = alike.rpartition(" ")[0]
        alike = alike.rstrip(" -–—,/|([:·、・（")
    return alike if len(alike) >= max(2, len(min(titles, key=len)) // 3) else titles[0]


def _several(text: str) -> list[str]:
    return [item.strip() for part in text.split(_MANY) for item in re.split(r",(?=\s*https?://)", part) if item.strip()]


def _properties(data: dict[str, Any], rows: Rows, origin: Origin) -> None:
    """What the items of a group differ in is an option, everything else an attribute."""
    data["options"], data["attributes"] = [], {}
    for name in _OPTIONS:
        values = list(dict.fromkeys(value for _, _, cells in rows if (value := cells.get(name))))
        key = key_of(name.replace("_", " "))
        origin[f"attributes.{key}"] = (rows[0][0], name)
        if len(values) > 1:
            data["options"].append(
                {"id": key, "name": name.replace("_", " ").capitalize(), "values": {}, "_from": name}
            )
        elif values:
            data["attributes"][key] = values[0]
    head = rows[0][2]
    for name in _ATTRIBUTES:
        if head.get(name):
            data["attributes"][key_of(name.replace("_", " "))] = head[name].split(_MANY)[0]
    for detail in head.get("product_detail", "").split(_MANY):
        # section:name:value; the section may be missing
        parts = [part.strip() for part in detail.split(":")]
        if len(parts) >= 2 and parts[-1] and parts[-2]:
            data["attributes"][key_of(parts[-2])] = {"name": parts[-2], "value": parts[-1]}


def _variant(
    data: dict[str, Any], row: tuple[int, str, Cells], origin: Origin, shop: ImportDefaults, complain: Complain
) -> None:
    line, file, cells = row
    path = f"variants[{len(data['variants'])}]"
    origin[path] = (line, "")
    origin[f"{path}.sku"] = (line, "id")
    variant: dict[str, Any] = {"sku": cells["id"], "options": {}}
    for option in data["options"]:
        value = cells.get(option["_from"])
        origin[f"{path}.options"] = (line, option["_from"])
        if value:
            option["values"].setdefault(value_key(value), value)
            variant["options"][option["id"]] = value_key(value)
    price, sale = cells.get("price", ""), cells.get("sale_price", "")
    if sale:
        begins, _, ends = cells.get("sale_price_effective_date", "").partition("/")
        if not under_way(moment(begins), moment(ends), shop.now):
            message = f"The sale price holds only {cells['sale_price_effective_date']}; the regular price was taken."
            complain(Problem(file, line, "sale_price", sale, message, "Import again when the sale begins.", "notice"))
            sale = ""
    currency = currency_in(sale or price) or shop.currency
    origin[f"{path}.prices"] = (line, "sale_price" if sale else "price")
    origin[f"{path}.list_prices"] = (line, "price")
    variant["prices"] = {currency: sale or price} if sale or price else {}
    variant["list_prices"] = {currency: price} if sale and price else {}
    origin[f"{path}.stock"] = (line, "availability")
    variant["stock"] = _stock(cells, line, file, complain)
    variant["barcode"] = cells.get("gtin", "").split(_MANY)[0] or None
    origin[f"{path}.barcode"] = (line, "gtin")
    column = "product_weight" if cells.get("product_weight") else "shipping_weight"
    variant["weight_g"] = _grams(cells.get(column, ""))
    origin[f"{path}.weight_g"] = (line, column)
    pictures = _several(cells.get("image_link", ""))
    sources = [image["src"] for image in data["images"]]
    variant["image"] = sources.index(pictures[0]) if pictures else None
    data["variants"].append(variant)


def _stock(cells: Cells, line: int, file: str, complain: Complain) -> Any:
    said = cells.get("availability", "").lower().replace(" ", "_")
    pieces = cells.get("quantity") or cells.get("sell_on_google_quantity")
    if said in ("in_stock", "available_for_order"):
        return pieces or "always"
    if said == "out_of_stock":
        return "0"
    if said in ("preorder", "backorder"):
        message = f"{cells['id']!r} can be ordered before it is there ({said}); it is sold without counting."
        complain(Problem(file, line, "availability", said, message, "", "notice"))
        return "always"
    if said:
        cure = "Write in_stock, out_of_stock, preorder or backorder."
        complain(Problem(file, line, "availability", said, f"{said!r} is no availability.", cure))
    return pieces


def _grams(text: str) -> Any:
    match = re.fullmatch(r"\s*(\d{1,9}(?:[.,]\d{1,9})?)\s*(kg|g|lb|lbs|oz)\s*", text.lower())
    if match:
        return Decimal(match[1].replace(",", ".")) * _GRAMS[match[2].replace("lbs", "lb")]
    return text or None
