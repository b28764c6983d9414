"""What can be had now and for how much: stock, price, what is reduced. Every figure is read at this moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dangol.assistant.actions.coupons import told_coupons
from dangol.assistant.actions.naming import one_meant
from dangol.assistant.actions.saying import value_beside, values_outermost, values_priced, values_said, values_worded
from dangol.assistant.actions.showing import card_of, chosen_names, last_seen, shown_found, side_by_side
from dangol.assistant.actions.subject import kind_of, products_meant, unheard_of
from dangol.assistant.actions.wanted_before import followed_up, looked_at, values_meant
from dangol.assistant.entitled import discount_for, speaks_of_them
from dangol.assistant.finding import speaks_of
from dangol.assistant.wish import Wish
from dangol.assistant.work import Action, Turn
from dangol.commerce.catalog import repository as catalog
from dangol.commerce.catalog.products import Product, Variant
from dangol.commerce.inventory import repository as inventory
from dangol.commerce.inventory.repository import Stock
from dangol.dialogue import ActionResult
from dangol.knowledge import actions as knowledge
from dangol.knowledge.retrieval import ACT

_LOW = 3
_NEARLY_ALL = 0.85  # of what a question tells


async def check_stock(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Stock of a product or of one variant of it, at this moment."""
    said = [(kind, arguments.get(kind)) for kind in ("color", "size", "attribute")]
    found = await one_meant(turn, arguments, turn.text, said)
    if isinstance(found, ActionResult):
        return found
    lang, title = turn.lang, found.title.text(turn.lang)
    chosen, strange = values_meant(turn, found, said)
    chosen |= value_beside(found, chosen, arguments.get("comparison"))
    chosen |= values_outermost(found, turn.text, chosen)
    chosen |= values_priced(found, turn.text, turn.currency, chosen)
    chosen |= await followed_up(turn, found, chosen)
    levels = await inventory.available(await turn.reader(), [variant.id for variant in found.variants])
    strange = strange or await _lacking(turn, found, said)
    if strange:
        kind = kind_of(said, strange[0])
        named = await turn.rooms.finder.value_name(await turn.reader(), kind, strange[0], lang)
        values = {"title": title, "value": named, "available": _names(found, found.variants, levels, lang)}
        return ActionResult("not_made", values, await card_of(turn, found), remember=last_seen(found))
    looked = {**last_seen(found), **looked_at(found, chosen)}
    fitting = found.matching(chosen)
    if not fitting:
        values = {
            "title": title,
            "value": " / ".join(chosen_names(found, chosen, lang)),
            "available": _names(found, found.variants, levels, lang),
        }
        return ActionResult("not_made", values, await card_of(turn, found), remember=looked)
    here = [variant for variant in fitting if levels[variant.id].has()]
    words = {"title": title, "options_text": " / ".join(chosen_names(found, chosen, lang))}
    if not here:
        others = [variant for variant in found.variants if levels[variant.id].has()]
        close = await turn.rooms.finder.similar(await turn.reader(), found, lang, turn.currency, 3)
        blocks = await card_of(turn, found) if others else await side_by_side(turn, close)
        names = _names(found, others, levels, lang) if others else [p.title.text(lang) for p in close]
        return ActionResult("out_of_stock", {**words, "alternatives": names}, blocks, remember=looked)
    if len(fitting) == 1:
        words["options_text"] = found.options_text(fitting[0], lang)
        level = levels[fitting[0].id]
        card = await card_of(turn, found, fitting[0])
        if level.counted and level.available <= _LOW:
            return ActionResult("low", {**words, "left": level.available}, card, remember=looked)
        return ActionResult("in_stock", words, card, remember=looked)
    if len(here) == len(fitting):
        return ActionResult("in_stock", words, await card_of(turn, found), remember=looked)
    gone = [variant for variant in fitting if variant not in here]
    apart = {"available": _names(found, here, levels, lang), "gone": _names(found, gone, levels, lang)}
    return ActionResult("some", {"title": title, **apart}, await card_of(turn, found), remember=looked)


async def _lacking(turn: Turn, product: Product, said: Sequence[tuple[str, Any]]) -> list[str]:
    """A colour or a material that was asked for and ``product`` says nothing of: it does not come in that. A property that nothing
    is to be chosen by (*waterproof*) is another question."""
    reader = await turn.reader()
    for name, word in unheard_of(product, said):
        if name != "color" and not await turn.rooms.finder.is_chosen(reader, name, word):
            continue
        if not speaks_of(product, await turn.rooms.finder.called(reader, name, word)):
            return [word]
    return []


def _names(
    product: Product, variants: Sequence[Variant], levels: Mapping[Any, Stock], lang: str, most: int = 6
) -> list[str]:
    """Variants by their options, those that can be had first."""
    ordered = sorted(variants, key=lambda variant: not levels[variant.id].has())
    return [text for variant in ordered[:most] if (text := product.options_text(variant, lang))]


async def quote_price(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """The price now, of a product or of one variant of it."""
    said = [(kind, arguments.get(kind)) for kind in ("color", "size", "attribute")]
    found = await one_meant(turn, arguments, turn.text, said)
    if isinstance(found, ActionResult):
        return found
    chosen, _ = values_meant(turn, found, said)
    asked = str(arguments.get("words") or turn.text)
    chosen |= values_said(found, asked, chosen) or values_worded(found, asked, chosen)
    chosen |= value_beside(found, chosen, arguments.get("comparison"))
    chosen |= values_outermost(found, asked, chosen)
    chosen |= await followed_up(turn, found, chosen)
    variants = found.matching(chosen) or found.variants
    looked = {**last_seen(found), **(looked_at(found, chosen) if chosen else {})}
    priced = [(price, variant) for variant in variants if (price := variant.price(turn.currency)) is not None]
    if not priced:
        return ActionResult("not_found")
    low = min(priced, key=lambda pair: pair[0].amount)
    high = max(priced, key=lambda pair: pair[0].amount)
    title = found.title.text(turn.lang)
    words = {"title": title, "options_text": " / ".join(chosen_names(found, chosen, turn.lang))}
    card = await card_of(turn, found, priced[0][1] if len(priced) == 1 else None)
    if low[0] != high[0]:
        values: dict[str, Any] = {"title": title, "low": low[0], "high": high[0]}
        return ActionResult("range", values, card, remember=looked)
    regular = low[1].list_price(turn.currency)
    if regular is not None and low[0] < regular:
        return ActionResult("on_sale", {**words, "price": low[0], "list_price": regular}, card, remember=looked)
    return ActionResult("price", {**words, "price": low[0]}, card, remember=looked)


async def list_promotions(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """What is reduced now, on a shelf that was named if there is any, and which coupons there are; of a product that was named, whether
    it is."""
    named = await products_meant(turn, arguments.get("product"))
    if len(named) == 1:
        return await _reduction(turn, named[0])
    asked = discount_for(turn.text)
    reader = await turn.reader()
    shelves = tuple(str(row).partition(":")[2] for row in (arguments.get("category"),) if row)
    wish = Wish(reduced=True, categories=shelves, currency=turn.currency)
    found = await turn.rooms.finder.find(reader, wish, turn.lang)
    if shelves and not found.products:
        wider = await turn.rooms.finder.find(reader, replace(wish, categories=()), turn.lang)
        shelf = await catalog.category(reader, shelves[0])
        if shelf is not None and (blocks := await shown_found(turn, wider)):
            return ActionResult("elsewhere", {"shelf": shelf.name.text(turn.lang), "count": wider.total}, blocks)
    blocks = await shown_found(turn, found)
    coupons = told_coupons(turn)
    if await _written_of(turn, asked, nothing=not (blocks or coupons)):
        return ActionResult("written")
    if asked:
        values = {"asked": asked, "count": found.total if blocks else 0, "coupons": len(coupons)}
        return ActionResult("no_such", values, (*blocks, *coupons))
    if not blocks:
        return ActionResult("coupons", {"coupons": len(coupons)}, coupons) if coupons else ActionResult("none")
    return ActionResult("found", {"count": found.total, "coupons": len(coupons)}, (*blocks, *coupons))


async def _written_of(turn: Turn, asked: str, *, nothing: bool) -> bool:
    """Whether the shop wrote of such a discount itself (*10% from ten pieces on*): with ``nothing`` else to
    tell any that fits, else one that speaks of nearly all that is asked, and of whom it is ``asked`` for."""
    reader = await turn.reader()
    ranked = await knowledge.ranked(reader, turn.text, turn.lang, turn.shop.languages)
    if not ranked or ranked[0].score < ACT:
        return False
    article = ranked[0].article
    if asked:
        return speaks_of_them(f"{article.heading} {article.answer}", asked)
    return nothing or await knowledge.spoken_of(reader, turn.text, article) >= _NEARLY_ALL


async def _reduction(turn: Turn, product: Product) -> ActionResult:
    title, card = product.title.text(turn.lang), await card_of(turn, product)
    reduced = [
        (price, regular)
        for variant in product.variants
        if (price := variant.price(turn.currency))
        and (regular := variant.list_price(turn.currency))
        and price < regular
    ]
    if not reduced:
        return ActionResult("not_reduced", {"title": title}, card, remember=last_seen(product))
    price, regular = min(reduced, key=lambda pair: pair[0].amount)
    values = {"title": title, "options_text": "", "price": price, "list_price": regular}
    return ActionResult("reduced", values, card, remember=last_seen(product))


ACTIONS: Mapping[str, Action] = {
    "check_stock": check_stock,
    "quote_price": quote_price,
    "list_promotions": list_promotions,
}
