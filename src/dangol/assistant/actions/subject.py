"""Which product is meant: rows and words from a flow's slots into products of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dangol.assistant.work import Turn
from dangol.commerce.catalog import repository as catalog
from dangol.commerce.catalog.products import Filter, Product, Variant
from dangol.dialogue import ActionResult
from dangol.kit.text import fold
from dangol.nlu.colours import nearest_of
from dangol.nlu.sizes import bare_size
from dangol.search.names import value_kind

_MOST_CHOICES = 6


def rows_in(value: Any) -> list[str]:
    """The catalogue rows (``product:…``, ``variant:…``) in a slot's value, the likeliest first."""
    if isinstance(value, str):
        return [value] if value.startswith(("product:", "variant:")) else []
    if isinstance(value, Mapping):
        inner = value.get("row") or value.get("value")
        found = rows_in(inner) if not isinstance(inner, Mapping) else []
        for link in value.get("links") or ():
            found += rows_in(link.get("row") if isinstance(link, Mapping) else link)
        return list(dict.fromkeys(found))
    if isinstance(value, Iterable):
        return list(dict.fromkeys(row for item in value for row in rows_in(item)))
    return []


def words_in(value: Any) -> str:
    """The words in a slot's value."""
    if isinstance(value, str):
        return "" if value.startswith(("product:", "variant:")) else value
    if isinstance(value, Mapping):
        return str(value.get("text") or value.get("title") or "")
    return ""


def row_spoken_of(turn: Turn) -> str | None:
    """The row of the one product that is spoken of in a conversation, or that suited clearly best; none where there is none."""
    row = turn.facts.get("last_product") or turn.facts.get("foremost")
    return row if isinstance(row, str) else None


async def product_spoken_of(turn: Turn) -> Product | None:
    """The product of ``row_spoken_of``, where it is on sale."""
    return next(iter(await products_meant(turn, row_spoken_of(turn))), None) if row_spoken_of(turn) else None


async def products_meant(turn: Turn, value: Any) -> list[Product]:
    """The products on sale that ``value`` may mean: by row, else by searching for its words."""
    reader = await turn.reader()
    ids: list[str] = []
    for row in rows_in(value):
        kind, _, row_id = row.partition(":")
        if kind == "product":
            ids.append(row_id)
        elif found := await catalog.product_of_variant(reader, row_id):
            ids.append(found.id)
    if not ids and (words := words_in(value)):
        ids = await turn.rooms.finder.product_ids(reader, words, turn.lang)
    meant = [product for product in await catalog.list_products(reader, ids) if product.on_sale]
    shelf = str(value.get("category") or "").partition(":")[2] if isinstance(value, Mapping) else ""
    # Of what its name finds elsewhere as well, a shelf means what stands on it; called by another name it means all of that.
    if not meant and shelf:
        there = await catalog.matching(reader, Filter(categories=(shelf,)), limit=_MOST_CHOICES)
        return [product for product in await catalog.list_products(reader, there) if product.on_sale]
    return [product for product in meant if shelf in product.categories] or meant


def variant_row(value: Any) -> str | None:
    """The variant's id in a slot's value, if it names one."""
    return next((row.partition(":")[2] for row in rows_in(value) if row.startswith("variant:")), None)


def which(products: Sequence[Product], lang: str) -> list[dict[str, Any]]:
    """Products as choices."""
    return [{"value": f"product:{p.id}", "label": p.title.text(lang)} for p in products[:_MOST_CHOICES]]


async def recent(turn: Turn, most: int = _MOST_CHOICES) -> list[Product]:
    """What was shown lately, for the question which one is meant."""
    shown = rows_in([item.get("row") for item in turn.facts.get("shown") or () if isinstance(item, Mapping)])
    ids = [row.partition(":")[2] for row in shown if row.startswith("product:")]
    return [p for p in await catalog.list_products(await turn.reader(), ids[:most]) if p.on_sale]


async def one_product(turn: Turn, value: Any) -> Product | ActionResult:
    """The one product meant, or the outcome ``which`` or ``not_found`` that says why there is none."""
    meant = await products_meant(turn, value)
    if len(meant) == 1 or (meant and len(rows_in(value)) == 1):
        return meant[0]
    if meant:
        return ActionResult("which", {"choices": which(meant, turn.lang)})
    if words_in(value):
        return ActionResult("not_found")
    shown = await recent(turn)
    if len(shown) == 1:
        return shown[0]
    return ActionResult("which", {"choices": which(shown, turn.lang)})


def made_in(products: Sequence[Product], said: Iterable[tuple[str, Any]]) -> list[Product]:
    """Those of ``products`` that are made in all the values ``said``: of a floral dress and a knitted one, *navy* is the one. All of them
    where nothing is said."""
    pairs = [(kind, value) for kind, value in said if value]
    fitting = []
    for product in products:
        chosen, strange = option_values(product, pairs)
        if len(chosen) >= len(pairs) and not strange and product.matching(chosen):
            fitting.append(product)
    return fitting if pairs else list(products)


def option_values(product: Product, said: Iterable[tuple[str, Any]]) -> tuple[dict[str, str], list[str]]:
    """The product's option values among what was ``said`` (kind, value), and the words that fit none of its options."""
    chosen: dict[str, str] = {}
    strange: list[str] = []
    for kind, value in said:
        for name, word in _pairs(kind, value):
            found = _value_of(product, name, word)
            if found is not None:
                chosen[found[0]] = found[1]
            elif any(_is_kind(option.id, name) for option in product.options):
                strange.append(word)
    return chosen, strange


def kind_of(said: Iterable[tuple[str, Any]], word: str) -> str:
    """As what ``word`` was said: the name of the option or attribute it is a value of, by which the catalogue calls it."""
    return next((name for kind, value in said for name, other in _pairs(kind, value) if other == word), "color")


def unheard_of(product: Product, said: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    """What was said of ``product`` by name that it neither comes in nor is said to have, of kinds it has no option for: *in brass*, of a
    desk that is made in two woods. Figures are left out: a description says them in its own way."""
    out = []
    for kind, value in said:
        for name, word in _pairs(kind, value) if kind != "size" else ():
            optional = any(_is_kind(option.id, name) for option in product.options)
            if not optional and _value_of(product, name, word) is None and not any(c.isdigit() for c in word):
                out.append((name, word))
    return out


def bears(product: Product, variant: Variant, said: Iterable[tuple[str, Any]], *, named: bool) -> bool:
    """Whether a version is what is ``said`` of it: by its own value of an option, by a colour near that, or by its title (*the black
    tea*). Of what is ``named``, nothing is told by a kind of value it has no choice of; what is not named has to bear it."""
    for kind, value in said:
        for name, word in _pairs(kind, value):
            found = _value_of(product, name, word)
            if found is not None and variant.options.get(found[0]) == found[1]:
                continue
            optional = any(_is_kind(option.id, name) for option in product.options)
            names = [*product.title.values.values(), *product.tags]
            for option in product.options:
                own = option.value(variant.options.get(option.id, ""))
                names += [own.id, *own.name.values.values()] if own is not None else []
            if (found or optional or not named) and not nearest_of(word, names):
                return False
    return True


def _pairs(kind: str, value: Any) -> list[tuple[str, str]]:
    if value is None:
        return []
    if isinstance(value, Mapping):
        if "value" in value and not isinstance(value["value"], (Mapping, list)):
            return _pairs(str(value.get("name") or kind), value["value"])
        return [pair for name, inner in value.items() for pair in _pairs(str(name), inner)]
    if isinstance(value, (list, tuple)):
        return [pair for inner in value for pair in _pairs(kind, inner)]
    name, separator, word = str(value).partition("=")
    return [(name, word)] if separator else [(kind, str(value))]


def _is_kind(option_id: str, name: str) -> bool:
    return fold(option_id) == fold(name) or {fold(option_id), fold(name)} <= {"color", "colour"}


def _value_of(product: Product, name: str, word: str) -> tuple[str, str] | None:
    """The option and value ``word`` names: of the option called ``name`` first, else of any. Where none is called so, the only one
    with the word in its name: *green* of *Forest green*."""
    wanted = fold(word).replace(" ", "")
    ordered = sorted(product.options, key=lambda option: not _is_kind(option.id, name))
    for option in ordered:
        for value in option.values:
            names = {value.id, *value.name.values.values()}
            if wanted in {fold(candidate).replace(" ", "") for candidate in names}:
                return option.id, value.id
    size = bare_size(word)
    for option in ordered if size else ():
        sized = _is_kind(option.id, "size") or value_kind(option.id, *option.name.values.values()) == "size"
        alike = [
            v.id for v in option.values if sized and size in {bare_size(n) for n in (v.id, *v.name.values.values())}
        ]
        if len(alike) == 1:
            return option.id, alike[0]
    for option in ordered:
        holding = [v.id for v in option.values if any(_holds(text, wanted) for text in v.name.values.values())]
        if len(holding) == 1:
            return option.id, holding[0]
    return None


def _holds(name: str, word: str) -> bool:
    """Whether ``word`` is a word of ``name``; Korean and Japanese words need no space around them."""
    if word.isascii():
        return word.isalpha() and len(word) > 2 and word in re.findall(r"[a-z]+", fold(name))
    return len(word) > 1 and word in fold(name).replace(" ", "")


def variants_with(product: Product, chosen: Mapping[str, str]) -> tuple[Variant, ...]:
    """The variants that have all these option values."""
    return product.matching(chosen)
