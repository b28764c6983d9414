"""What of a catalogue has no words yet in a language the shop speaks: shoppers who write it are shown another one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import select

from dangol.commerce.catalog import repository as catalog
from dangol.commerce.catalog.models import products
from dangol.commerce.catalog.products import Product, Words
from dangol.runtime.database import Database

_BATCH = 400
_NAMED = 3


async def untranslated(database: Database, languages: Sequence[str]) -> list[str]:
    """One line for each language and kind of text that is missing somewhere, with the first few and how to mend it."""
    missing: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    async with database.snapshot() as reader:
        for shelf in await catalog.list_categories(reader):
            _note(missing, "category names", shelf.name, languages)
        ids = [row.id for row in await reader.all(select(products.c.id).order_by(products.c.id))]
        for start in range(0, len(ids), _BATCH):
            found = await catalog.products_by_id(reader, ids[start : start + _BATCH])
            for product in found.values():
                for kind, words in _words_of(product):
                    _note(missing, kind, words, languages)
    lines = []
    for (kind, lang), texts in missing.items():
        named = ", ".join(list(texts)[:_NAMED]) + (", …" if len(texts) > _NAMED else "")
        lines.append(
            f"catalog: {len(texts)} {kind} have no {lang} ({named}), so whoever writes {lang} reads another language there. "
            "Add them with a table of translations: docs/import.md, Translations."
        )
    return lines


def _words_of(product: Product) -> Iterator[tuple[str, Words]]:
    yield "product titles", product.title
    for option in product.options:
        yield "option names", option.name
        yield from (("option values", value.name) for value in option.values)
    yield from (("attribute names", attribute.name) for attribute in product.attributes)


def _note(missing: dict[tuple[str, str], dict[str, None]], kind: str, words: Words, languages: Sequence[str]) -> None:
    text = words.text(words.default)
    for lang in languages:
        # *50 ml* and *XL* are read everywhere, and what is in Latin letters is no puzzle to a reader of English.
        everywhere = text.isascii() and (kind == "option values" or lang == "en")
        if text and not words.values.get(lang) and not everywhere:
            missing[kind, lang][text] = None
