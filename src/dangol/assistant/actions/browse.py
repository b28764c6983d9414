"""Looking around: find, show, compare, similar, ask about, stock, price, offers. Every figure is read from the catalogue now."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dangol.assistant.actions.coupons import told_coupons
from dangol.assistant.actions.naming import named_in, one_meant
from dangol.assistant.actions.saying import value_beside, values_said, values_worded
from dangol.assistant.actions.showing import card_of, last_seen, prices_of, side_by_side
from dangol.assistant.actions.subject import one_product, option_values, products_meant, recent, rows_in, which
from dangol.assistant.actions.wishes import in_words, kept, wish_of
from dangol.assistant.figures import BY_FIGURE, figures_beside
from dangol.assistant.finding import ORDERS, PAGE, Found, Wish
from dangol.assistant.judging import Verdict, judge
from dangol.assistant.needs import helping
from dangol.assistant.space import Room, room_in, sides_of
from dangol.assistant.told import says_it_has_no
from dangol.assistant.work import Action, Turn
from dangol.commerce.catalog import repository as catalog
from dangol.commerce.catalog.errors import NotSoldInCurrency
from dangol.commerce.catalog.products import Product, Variant
from dangol.commerce.inventory import repository as inventory
from dangol.commerce.inventory.repository import Stock
from dangol.dialogue import ActionResult
from dangol.kit.money import Money
from dangol.kit.text import fold
from dangol.messages.content import Block, Button, Carousel, Text
from dangol.nlu.moods import asks_which_of
from dangol.search.tokens import telling_words

_LOW = 3
_MOST_COMPARED = 4
_MOST_JUDGED = 24
_MOST_SHELVES = 10
_FEW = 3
_OF_TWO = re.compile(r"\b(?:two|both|either)\b|둘|두\s?(?:개|가지|상품)|二つ|ふたつ|2つ|両方")
_APART = re.compile(
    r",|、|\b(?:and|or|vs\.?|versus|than|with)\b|(?<=[가-힣\w])(?:이랑|랑|하고|와|과|이나)\s|(?<=[ァ-ヶー一-鿿ぁ-ん\w])(?:と|か|や)(?=[ァ-ヶー一-鿿ぁ-ん\w])"
)

# A list in an order is asked for, and not the first of it.
_IN_ORDER = re.compile(r"\bfirst\b|\bto (?:high|low)|\bones\b|순(?:서|으로|$|\s)|부터|順|から")


async def find_products(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Search the catalogue live. When nothing fits all wishes it leaves some out, and says which."""
    reader = await turn.reader()
    if arguments.get("helping"):
        return await _helping(turn, arguments)
    room = room_in(turn.text)
    if room:
        arguments = {**arguments, **dict.fromkeys(("attribute", "size", *_only_measured(turn, room)))}
    wish = wish_of(turn, arguments)
    if room and not wish.products and (fitting := await _fitting(turn, wish, room)) is not None:
        return fitting
    if arguments.get("intent") == "browse":
        # *Show me something*: the words around it name nothing.
        wish = replace(wish, words="")
    if wish.avoids and not wish.categories:
        wish = replace(wish, categories=turn.rooms.finder.shelves_in(wish.words, turn.lang))
    if wish.empty and not wish.sort:
        return ActionResult("browse", {"choices": await _shelves(turn)})
    page = arguments.get("page")
    page = page if isinstance(page, int) and page > 0 else 1
    found = await turn.rooms.finder.find(reader, wish, turn.lang, offset=(page - 1) * PAGE)
    if not found.products and (as_said := wish_of(turn, arguments, as_said=True)) != wish:
        found = await turn.rooms.finder.find(reader, as_said, turn.lang)
        wish = as_said if found.products else wish
    if not found.products and wish.words:
        if wish.sort:
            # *What sells best?* names nothing that could be searched for.
            wish = replace(wish, words="")
            found = await turn.rooms.finder.find(reader, wish, turn.lang)
        elif arguments.get("intent") == "advice" and not wish.parts and len(await recent(turn)) > 1:
            return ActionResult("among")
    said = await in_words(turn, found.wish, found.wish.parts)
    values: dict[str, Any] = {"count": found.total, "wishes": said, "search": kept(found.wish)}
    if not found.products:
        return ActionResult("avoiding_all" if wish.avoids else "none", {**values, "what": list(wish.avoids)})
    more = _more(turn, found.wish, page) if found.total > page * PAGE else None
    blocks = await _shown(turn, found, more)
    if not blocks:
        return ActionResult("none", values)
    remember = last_seen(found.products[0]) if len(found.wish.products) == 1 else {}
    if found.wish.avoids:
        avoiding = {**values, "what": list(found.wish.avoids)}
        saying = any(says_it_has_no(p, what, turn.lang) for p in found.products for what in found.wish.avoids)
        outcome = "avoiding_said" if saying else "avoiding"
        return ActionResult(outcome, avoiding, blocks, remember=remember)
    if found.shades:
        asked = await in_words(turn, wish, ("values.color",))
        return ActionResult(
            "shades", {**values, "asked": asked, "shades": list(found.shades)}, blocks, remember=remember
        )
    if found.dropped:
        return ActionResult(
            "relaxed", {**values, "dropped": await in_words(turn, wish, found.dropped)}, blocks, remember=remember
        )
    if found.total == 1:
        return await _one_found(turn, found.products[0], found.wish, values)
    if found.wish.sort in BY_FIGURE and (figured := await _by_figure(turn, found, values)) is not None:
        return figured
    if found.wish.sort:
        outcome = "ordered" if found.wish.sort in ORDERS else "unordered"
        if page == 1:
            remember = {**remember, **_foremost(turn, found.wish.sort, found.products)}
        return ActionResult(outcome, {**values, "order": found.wish.sort}, blocks, remember=remember)
    if found.total > PAGE and page == 1:
        return ActionResult("many", {**values, "shown": len(found.products)}, blocks, remember=remember)
    return ActionResult("found", values, blocks, remember=remember)


async def _helping(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """What is described to help with a trouble that was told, with the words that say so (``assistant.needs``)."""
    words = str(arguments.get("query") or turn.text)
    found = await helping(await turn.reader(), turn.rooms.finder, words, turn.lang, turn.currency)
    blocks = await side_by_side(turn, [one.product for one in found])
    if not blocks:
        return ActionResult("none", {"count": 0, "wishes": [], "search": kept(Wish(words=words))})
    lines = [f"{one.product.title.text(turn.lang)}: {one.sentence}" for one in found if one.sentence]
    told = (Text(text="\n".join(lines)),) if lines else ()
    values = {"count": len(found), "search": kept(Wish(words=words, currency=turn.currency))}
    return ActionResult("helping", values, (*told, *blocks))


def _only_measured(turn: Turn, room: Room) -> tuple[str, ...]:
    """``product``, where all that names one is the measure: who wants *80 cm or less* does not mean the 80 cm table."""
    start = fold(turn.text).find(room.said)
    named = [m for m in turn.rooms.finder.lexicon.find(turn.text, turn.lang) if m.kind == "product"]
    return ("product",) if all(start <= m.start < start + len(room.said) for m in named) else ()


async def _fitting(turn: Turn, wish: Wish, room: Room) -> ActionResult | None:
    """Of what was found, what is stated to fit a place; where nothing is, what comes nearest. Nothing where no size is stated."""
    bare = replace(wish, words=fold(wish.words).replace(room.said, " "))
    pool = await turn.rooms.finder.find(await turn.reader(), bare, turn.lang, limit=_MOST_JUDGED)
    stated = [(side, product) for product in pool.products if (side := sides_of(product, turn.lang).get(room.side))]
    fitting = [(side, product) for side, product in stated if side[0] <= room.most]
    if not stated or pool.dropped:
        return None
    shown = fitting[:PAGE] or sorted(stated, key=lambda pair: pair[0][0])[:_FEW]
    lines = [
        f"{product.title.text(turn.lang)} · {side[1].name.text(turn.lang) or side[1].id}: {side[1].value.text(turn.lang)}"
        for side, product in shown
    ]
    blocks = await side_by_side(turn, [product for _, product in shown])
    values = {"count": len(shown), "room": room.said, "search": kept(replace(wish, words=bare.words))}
    return ActionResult("fitting" if fitting else "fitting_none", values, (Text(text="\n".join(lines)), *blocks))


async def _by_figure(turn: Turn, found: Found, values: Mapping[str, Any]) -> ActionResult | None:
    """What was found in the order of a figure that it states, *the lightest* first; nothing where none states it."""
    scale, lowest = BY_FIGURE[found.wish.sort or ""]
    reader = await turn.reader()
    pool = await turn.rooms.finder.find(reader, replace(found.wish, sort=None), turn.lang, limit=_MOST_JUDGED)
    figures = figures_beside(pool.products, scale, turn.lang)
    pairs = [(figure, product) for figure, product in zip(figures, pool.products, strict=True) if figure is not None]
    if not pairs:
        return None
    pairs.sort(key=lambda pair: pair[0].low if lowest else -pair[0].high)
    figure, first = pairs[0]
    ordered = [product for _, product in pairs]
    blocks = await side_by_side(turn, ordered[:PAGE])
    said = {"title": first.title.text(turn.lang), "said": ": ".join(filter(None, (figure.label, figure.text)))}
    least = [pair[0].low if lowest else -pair[0].high for pair in pairs[:2]]
    one = not _IN_ORDER.search(fold(turn.text)) and len(set(least)) == len(least)
    remember = {"foremost": f"product:{first.id}"} if one else {}
    return ActionResult("figured", {**values, "count": len(ordered), **said}, blocks, remember=remember)


def _foremost(turn: Turn, sort: str, products: Sequence[Product]) -> dict[str, str]:
    """Which one *it* is, where the cheapest or the dearest was asked for and no other costs the same; nothing where only an order was."""
    ends = {"price_asc": 0, "price_desc": 1}
    if sort not in ends or _IN_ORDER.search(fold(turn.text)) or not products:
        return {}
    spans = [product.price_range(turn.currency) for product in products[:2]]
    prices = [span[ends[sort]] for span in spans if span is not None]
    alone = len(prices) == len(spans) and len(set(prices)) == len(prices)
    return {"foremost": f"product:{products[0].id}"} if alone else {}


async def _one_found(turn: Turn, product: Product, wish: Wish, values: Mapping[str, Any]) -> ActionResult:
    """The one product that fits, in the version that was asked for: *a clear one in extra fine* may be sold out where the rest is not."""
    chosen, _ = option_values(product, [("attribute", wish.values)])
    chosen |= values_said(product, turn.text, chosen)
    chosen |= values_worded(product, turn.text, chosen)
    fitting = product.matching(chosen) if chosen else ()
    levels = await inventory.available(await turn.reader(), [variant.id for variant in fitting or product.variants])
    gone = not any(level.has() for level in levels.values())
    options = " / ".join(_said_names(product, chosen, turn.lang)) if fitting else ""
    said = {"title": product.title.text(turn.lang), "options_text": options, **prices_of(product, turn.currency)}
    blocks = await side_by_side(turn, [product])
    looked = {"looked_at": {"product": f"product:{product.id}", "options": chosen}} if fitting else {}
    return ActionResult("one_sold_out" if gone else "one", {**values, **said}, blocks, remember=looked)


async def guess_products(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """What a message may be looking for that no wish was read from, if all it says are words of the catalogue: *for acne-prone skin?*"""
    words = str(arguments.get("query") or turn.text)
    if not telling_words(words) or turn.rooms.finder.lexicon.coverage(words, turn.lang) < 1:
        return ActionResult("none")
    wish = Wish(words=words, currency=turn.currency)
    found = await turn.rooms.finder.find(await turn.reader(), wish, turn.lang)
    blocks = await _shown(turn, found) if found.total <= PAGE else ()
    return (
        ActionResult("found", {"count": found.total, "search": kept(found.wish)}, blocks)
        if blocks
        else ActionResult("none")
    )


def _more(turn: Turn, wish: Wish, page: int) -> Button:
    slots = {**kept(wish), "page": page + 1}
    return Button(label=turn.say("find.more"), command={"command": "start", "intent": "find_products", "slots": slots})


async def _shown(turn: Turn, found: Found, more: Button | None = None) -> tuple[Block, ...]:
    """What a search found, side by side; behind the last, the way to more."""
    finder, reader = turn.rooms.finder, await turn.reader()
    blocks = await finder.carousel(reader, found.products, turn.rooms.say, turn.lang, turn.currency, found.levels)
    if more is None:
        return blocks
    return tuple(block.model_copy(update={"more": more}) if isinstance(block, Carousel) else block for block in blocks)


async def _shelves(turn: Turn) -> list[dict[str, Any]]:
    categories = await catalog.list_categories(await turn.reader())
    tops = [category for category in categories if category.parent_id is None][:_MOST_SHELVES]
    return [{"value": f"category:{c.id}", "label": c.name.text(turn.lang)} for c in tops]


async def show_product(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """One product as a card, or the variant of it that was chosen."""
    found = await one_product(turn, arguments.get("product"))
    if isinstance(found, ActionResult):
        return ActionResult("several" if found.outcome == "which" else found.outcome, found.values)
    named = next(
        (
            row
            for row in rows_in(arguments.get("variant")) or rows_in(arguments.get("product"))
            if row.startswith("variant:")
        ),
        "",
    )
    variant = found.variant(named.partition(":")[2]) if named else None
    reader = await turn.reader()
    card = await turn.rooms.finder.card(reader, found, turn.rooms.say, turn.lang, turn.currency, variant=variant)
    if card is None:
        return ActionResult("not_found")
    high = prices_of(found, turn.currency)["high"] if card.price_from else None
    values = {"title": found.title.text(turn.lang), "price": card.price.money, "high": high}
    return ActionResult("shown", values, (card,), remember=last_seen(found))


async def compare_products(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Two to four products side by side; where one of them is asked for, which it is (``assistant.judging``)."""
    question = str(arguments.get("question") or turn.text)
    meant = await _compared(turn, arguments, question)
    if isinstance(meant, ActionResult):
        return meant
    reader = await turn.reader()
    verdict = judge(meant, question, turn.lang, turn.currency, await catalog.attribute_names(reader))
    best = meant[verdict.best] if verdict is not None and verdict.best is not None else None
    if best is None and len(meant) > _MOST_COMPARED and arguments.get("category"):
        return ActionResult("shelf")  # that is more than anybody looks at side by side
    chosen = [*([best] if best else []), *(product for product in meant if product is not best)][:_MOST_COMPARED]
    try:
        block = await turn.rooms.finder.comparison(reader, chosen, turn.rooms.say, turn.lang, turn.currency)
    except NotSoldInCurrency:
        return ActionResult("not_found")
    if verdict is None:
        return ActionResult("compared", {"count": len(chosen)}, (block,))
    values = {"title": best.title.text(turn.lang) if best else "", "missing": _not_stated(turn, meant, verdict)}
    told = (Text(text=text),) if (text := _stated(turn, meant, verdict, best)) else ()
    return ActionResult(verdict.outcome, values, (*told, block), remember=last_seen(best) if best else {})


async def _compared(turn: Turn, arguments: Mapping[str, Any], question: str) -> Sequence[Product] | ActionResult:
    """What is to be compared: what was named, else what was shown last, else all of a shelf that was named; or what is missing for it."""
    meant = await products_meant(turn, arguments.get("products"))
    meant += [other for other in await products_meant(turn, arguments.get("other")) if other not in meant]
    shown = await recent(turn)
    if len(meant) == 1 and len(shown) > 1 and asks_which_of(question) and any(p.id == meant[0].id for p in shown):
        return await recent(
            turn, _MOST_JUDGED
        )  # a word of one title says what is wanted: *which is better for dry skin*
    if len(meant) < 2:
        meant += [other for other in await _each_named(turn, question) if all(other.id != p.id for p in meant)]
    if len(meant) == 1:
        meant += await _set_apart(turn, meant[0], question)
    if len(meant) == 1:
        others = [product for product in shown if product.id != meant[0].id]
        if not others:
            choices = which(
                await turn.rooms.finder.similar(await turn.reader(), meant[0], turn.lang, turn.currency, 4), turn.lang
            )
            return ActionResult("need_more", {"choices": choices})
        meant = [meant[0], *others[:1]]
    elif not meant:
        before = await recent(turn, _MOST_JUDGED)
        meant = before[:2] if _OF_TWO.search(fold(question)) else before
        if shelf := await _of_shelf(turn, arguments.get("category")):
            ids = {product.id for product in shelf}
            held = [product for product in meant if product.id in ids]
            meant = held if len(held) > 1 else shelf
    if len(meant) < 2:
        return ActionResult("need_more", {"choices": which(shown, turn.lang)}) if shown else ActionResult("not_found")
    return meant


async def _of_shelf(turn: Turn, category: Any) -> list[Product]:
    """What stands on the shelf that was named; nothing where none was."""
    wish = wish_of(turn, {"category": category})
    if not wish.categories:
        return []
    found = await turn.rooms.finder.find(await turn.reader(), wish, turn.lang, limit=_MOST_JUDGED)
    return list(found.products)


def _stated(turn: Turn, products: Sequence[Product], verdict: Verdict, best: Product | None) -> str:
    """What each of the products states of what was asked, a line each, the one that was meant first; empty where none states anything."""
    if not any(verdict.said):
        return ""
    lines = []
    for product, said in zip(products, verdict.said, strict=True):
        value = ": ".join(filter(None, said)) if said else turn.say("catalog.unknown")
        lines.append((product is not best, f"{product.title.text(turn.lang)} · {value}"))
    return "\n".join(line for _, line in sorted(lines, key=lambda pair: pair[0])[:_MOST_COMPARED])


def _not_stated(turn: Turn, products: Sequence[Product], verdict: Verdict) -> list[str]:
    pairs = zip(products, verdict.said, strict=True)
    return [product.title.text(turn.lang) for product, said in pairs if said is None]


async def _each_named(turn: Turn, words: str) -> list[Product]:
    """The products that the parts of *the cica cream or the ceramide one* name, each where it is one alone."""
    found: list[Product] = []
    for part in _APART.split(words):
        near = await named_in(turn, part)
        if len(near) == 1 and all(near[0].id != product.id for product in found):
            found += near
    return found


async def _set_apart(turn: Turn, product: Product, words: str) -> list[Product]:
    """The other one of a pair named by what alone sets it apart: *the round mug 300 ml with the 420 ml one*."""
    own, said = _parts(product.title.text(turn.lang)), _parts(words)
    close = await turn.rooms.finder.similar(await turn.reader(), product, turn.lang, turn.currency, PAGE)
    apart = [(other, _parts(other.title.text(turn.lang)) - own) for other in close]
    return [other for other, parts in apart if parts and parts <= said][:1]


def _parts(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:[.,]\d+)?|[a-z]{2,}|[가-힣]+|[ァ-ヶー]+|[一-鿿]+", fold(text)))


async def similar_products(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Products like this one; ``than`` is cheaper or dearer."""
    than = str(arguments.get("than") or "")
    found = await one_product(turn, arguments.get("product"))
    if isinstance(found, ActionResult):
        shown = await recent(turn)
        if than in ("cheaper", "dearer") and not arguments.get("product") and len(shown) > 1:
            return await _beyond(turn, shown, than)
        return ActionResult("which", found.values or {"choices": []})
    wanted = wish_of(turn, {name: arguments.get(name) for name in ("color", "size")})
    finder = turn.rooms.finder
    reader = await turn.reader()
    close = await finder.similar(reader, found, turn.lang, turn.currency, PAGE, than=than, values=wanted.values)
    title = found.title.text(turn.lang)
    blocks = await side_by_side(turn, close)
    if not blocks:
        return ActionResult("none", {"title": title}, remember=last_seen(found))
    return ActionResult("found", {"title": title, "count": len(close)}, blocks)


async def _beyond(turn: Turn, shown: Sequence[Product], than: str) -> ActionResult:
    """Something cheaper (or dearer) than all that was just shown, among what was looked for."""
    spans = [span for product in shown if (span := product.price_range(turn.currency))]
    before = turn.facts.get("last_search")
    wish = (
        wish_of(turn, {"previous": before, "refine": True})
        if isinstance(before, Mapping)
        else Wish(currency=turn.currency)
    )
    if than == "cheaper":
        wish = replace(wish, products=(), price_max=min(low.amount for low, _ in spans) - 1, sort="price_desc")
    else:
        wish = replace(wish, products=(), price_min=max(high.amount for _, high in spans) + 1, sort="price_asc")
    found = await turn.rooms.finder.find(await turn.reader(), wish, turn.lang)
    titles = {"title": shown[0].title.text(turn.lang)}
    blocks = () if "price" in found.dropped else await _shown(turn, found)
    if blocks:
        return ActionResult("found", {**titles, "count": found.total}, blocks)
    # Nothing lies beyond: the one at the end of what was shown is the answer, beside what the shelf around it has.
    end = min if than == "cheaper" else max
    best = end(shown, key=lambda product: (product.price_range(turn.currency) or (Money(0, turn.currency),))[0].amount)
    low = best.price_range(turn.currency)
    said = {"title": best.title.text(turn.lang), "price": low[0] if low else None, "cheapest": than == "cheaper"}
    around = await _around(turn, best, wish)
    wider = await turn.rooms.finder.find(await turn.reader(), around, turn.lang) if around else None
    if wider and not wider.dropped and (blocks := await _shown(turn, wider)):
        return ActionResult("wider", {**said, "count": wider.total}, blocks, remember=last_seen(best))
    return ActionResult("end", said, await card_of(turn, best), remember=last_seen(best))


async def _around(turn: Turn, product: Product, wish: Wish) -> Wish | None:
    """The same limits on the shelf that the product's own stands on; none where that is no other than was searched."""
    shelf = await catalog.category(await turn.reader(), product.categories[-1]) if product.categories else None
    if shelf is None or shelf.parent_id is None or shelf.parent_id in wish.categories:
        return None
    return replace(wish, words="", categories=(shelf.parent_id,), values={}, brands=())


async def check_stock(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Stock of a product or of one variant of it, at this moment."""
    said = [(kind, arguments.get(kind)) for kind in ("color", "size", "attribute")]
    found = await one_meant(turn, arguments, turn.text, said)
    if isinstance(found, ActionResult):
        return found
    lang, title = turn.lang, found.title.text(turn.lang)
    chosen, strange = option_values(found, said)
    chosen |= value_beside(found, chosen, arguments.get("comparison"))
    levels = await inventory.available(await turn.reader(), [variant.id for variant in found.variants])
    if strange:
        named = await turn.rooms.finder.value_name(await turn.reader(), "color", strange[0], lang)
        values = {"title": title, "value": named, "available": _names(found, found.variants, levels, lang)}
        return ActionResult("not_made", values, await card_of(turn, found), remember=last_seen(found))
    looked = {**last_seen(found), "looked_at": {"product": f"product:{found.id}", "options": chosen}}
    fitting = found.matching(chosen)
    if not fitting:
        values = {
            "title": title,
            "value": " / ".join(_said_names(found, chosen, lang)),
            "available": _names(found, found.variants, levels, lang),
        }
        return ActionResult("not_made", values, await card_of(turn, found), remember=looked)
    here = [variant for variant in fitting if levels[variant.id].has()]
    words = {"title": title, "options_text": " / ".join(_said_names(found, chosen, lang))}
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


def _names(
    product: Product, variants: Sequence[Variant], levels: Mapping[Any, Stock], lang: str, most: int = 6
) -> list[str]:
    """Variants by their options, those that can be had first."""
    ordered = sorted(variants, key=lambda variant: not levels[variant.id].has())
    return [text for variant in ordered[:most] if (text := product.options_text(variant, lang))]


def _said_names(product: Product, chosen: Mapping[str, str], lang: str) -> list[str]:
    names = []
    for option in product.options:
        value = option.value(chosen.get(option.id, ""))
        if value is not None:
            names.append(value.name.text(lang))
    return names


async def quote_price(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """The price now, of a product or of one variant of it."""
    said = [(kind, arguments.get(kind)) for kind in ("color", "size", "attribute")]
    found = await one_meant(turn, arguments, turn.text, said)
    if isinstance(found, ActionResult):
        return found
    chosen, _ = option_values(found, said)
    variants = found.matching(chosen) or found.variants
    priced = [(price, variant) for variant in variants if (price := variant.price(turn.currency)) is not None]
    if not priced:
        return ActionResult("not_found")
    low = min(priced, key=lambda pair: pair[0].amount)
    high = max(priced, key=lambda pair: pair[0].amount)
    title = found.title.text(turn.lang)
    card = await card_of(turn, found, priced[0][1] if len(priced) == 1 else None)
    if low[0] != high[0]:
        values: dict[str, Any] = {"title": title, "low": low[0], "high": high[0]}
        return ActionResult("range", values, card, remember=last_seen(found))
    regular = low[1].list_price(turn.currency)
    if regular is not None and low[0] < regular:
        return ActionResult(
            "on_sale", {"title": title, "price": low[0], "list_price": regular}, card, remember=last_seen(found)
        )
    return ActionResult("price", {"title": title, "price": low[0]}, card, remember=last_seen(found))


async def list_promotions(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """What is reduced now, and which coupons there are; of a product that was named, whether it is."""
    named = await products_meant(turn, arguments.get("product"))
    if len(named) == 1:
        return await _reduction(turn, named[0])
    wish = Wish(reduced=True, currency=turn.currency)
    found = await turn.rooms.finder.find(await turn.reader(), wish, turn.lang)
    blocks = await _shown(turn, found)
    coupons = told_coupons(turn)
    if not blocks:
        return ActionResult("coupons", {"coupons": len(coupons)}, coupons) if coupons else ActionResult("none")
    return ActionResult("found", {"count": found.total, "coupons": len(coupons)}, (*blocks, *coupons))


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
    values = {"title": title, "price": price, "list_price": regular}
    return ActionResult("reduced", values, card, remember=last_seen(product))


ACTIONS: Mapping[str, Action] = {
    "find_products": find_products,
    "guess_products": guess_products,
    "show_product": show_product,
    "compare_products": compare_products,
    "similar_products": similar_products,
    "check_stock": check_stock,
    "quote_price": quote_price,
    "list_promotions": list_promotions,
}
