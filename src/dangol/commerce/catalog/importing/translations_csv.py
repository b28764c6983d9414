"""Translations as a table: which product (by SKU or id) or category, which language, which field, the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangol.commerce.catalog.importing.checking import Checker, Loose
from dangol.commerce.catalog.importing.decoding import Source
from dangol.commerce.catalog.importing.delimited import DelimitedTable
from dangol.commerce.catalog.importing.drafts import short_id
from dangol.commerce.catalog.importing.formats import Cells
from dangol.commerce.catalog.importing.report import Complain, ImportDefaults, Problem
from dangol.commerce.catalog.importing.texts import line as one_line
from dangol.commerce.catalog.importing.texts import plain, split_terms

_COLUMNS = {
    "sku": ("sku", "variant sku"),
    "product": ("product", "product_id", "product id", "id", "handle"),
    "category": ("category", "category_id", "category id"),
    "lang": ("lang", "language", "locale", "언어", "言語"),
    "field": ("field", "필드", "項目"),
    "text": ("text", "translation", "value", "번역", "訳", "翻訳"),
}
_FIELD = re.compile(
    r"title|description|synonyms|name|brand|alt:\d{1,3}|option:[^=]{1,100}(?:=.{1,200})?|attribute(?:_name)?:.{1,100}"
)


def fits(columns: list[str]) -> bool:
    """Whether these are the columns of a table of translations."""
    names = {column.lower() for column in columns}
    has = {key for key, aliases in _COLUMNS.items() if names & set(aliases)}
    return {"lang", "field", "text"} <= has and bool(has & {"sku", "product", "category"})


class TranslationsCsv:
    """Every row is one text."""

    name = "translations_csv"

    def read(self, source: Source, shop: ImportDefaults, complain: Complain) -> Iterator[Loose]:
        """The texts, checked; a row without text is left out."""
        for number, cells in DelimitedTable(source, complain).rows():
            row = _row(cells)
            if not row["text"]:
                continue
            loose = Loose("translation", {}, source.name, number)
            check = Checker(loose, shop, complain)
            lang = row["lang"].replace("_", "-")
            if not re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", lang):
                check.wrong("lang", lang, "is not a language code.", "Use codes such as en, ko, ja.")
            else:
                check.spoken("lang", lang)
            if not _FIELD.fullmatch(row["field"]):
                cure = "Write title, description, synonyms, brand, alt:1, option:color, option:color=white or attribute:material."
                check.wrong("field", row["field"], "is no field of a product.", cure)
            kind = next((key for key in ("category", "product", "sku") if row[key]), None)
            if kind is None:
                check.wrong("sku", "", "The row does not say which product it is about.", "Write its SKU or its id.")
                continue
            if kind == "category" and row["field"] not in ("name", "synonyms"):
                check.wrong("field", row["field"], "is no field of a category.", "Write name or synonyms.")
            if check.bad:
                continue
            key = row[kind] if kind == "category" else short_id(row[kind])
            text: str | list[str] = one_line(row["text"])
            if row["field"] == "description":
                text = plain(row["text"])
            elif row["field"] == "synonyms":
                text = split_terms(row["text"])
            loose.data = {
                "key": "\x1f".join((kind, key, lang, row["field"])),
                "target": kind,
                "id": key,
                "shown": row[kind],
                "lang": lang,
                "field": row["field"],
                "text": text,
            }
            yield loose


def _row(cells: Cells) -> Cells:
    lowered = {name.lower(): value for name, value in cells.items()}
    return {key: next((lowered[name] for name in names if lowered.get(name)), "") for key, names in _COLUMNS.items()}


def unknown_target(file: str, line: int, target: str, shown: str) -> Problem:
    """There is nothing the row could be about."""
    named = {"sku": "variant with the SKU", "product": "product with the id", "category": "category with the id"}[
        target
    ]
    return Problem(file, line, target, shown, f"There is no {named} {shown!r}.", "Import it first, or correct the row.")
