"""Looking around: find, show, what is like it. Every figure is read from the catalogue now."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from dangol.assistant.actions.naming import is_said, names_of
from dangol.assistant.actions.saying import values_said, values_worded
from dangol.assistant.actions.showing import card_of, chosen_names, last_seen, prices_of, shown_found, side_by_side
from dangol.assistant.actions.subject import one_product, option_values, recent, rows_in
from dangol.assistant.actions.wishes import in_words, kept, wish_of
from dangol.assistant.bounds import Bound, bound_in, side_named, versions_within
from dangol.assistant.figures import BY_FIGURE, figures_beside, order_wished
from dangol.assistant.finding import ORDERS, PAGE, in_full
from dangol.assistant.matters import WITH_CHILD, is_caution, warns_of, with_child
from dangol.assistant.needs import helping
from dangol.assistant.space import Room, room_in, sides_of
from dangol.assistant.suiting import lacks_whom, suiting_first, suiting_most
from dangol.assistant.told import lines_of, says_it_has_no, warned_last
from dangol.assistant.wish import Found, Wish
from dangol.assistant.work import Action, Turn
from dangol.commerce.catalog import repository as catalog
from dangol.commerce.catalog.products import Product
from dangol.commerce.inventory import repository as inventory
from dangol.dialogue import ActionResult
from dangol.kit.money import Money
from dangol.kit.text import fold
from dangol.messages.content import Button, Text
from dangol.nlu.moods import points_among
from dangol.search.letters import hiragana, plain
from dangol.search.names import kin_of
from dangol.search.tokens import telling_words

_MOST_JUDGED = 24
_MOST_COMPARED = 200  # of which one is said to be the lightest of all
_MOST_SHELVES = 10
_FEW = 3
_BEYOND = ("cheaper", "dearer")

_TWO = 2
_SIGNS = re.compile(r"[^\w\s]+")
# A list in an order is asked for, and not the first of it.
_IN_ORDER = re.compile(r"\bfirst\b|\bto (?:high|low)|\bones\b|순(?:서|으로|$|\s)|부터|順|から")


def _bears_word(product: Product, thing: str, lang: str) -> bool:
    """Whether a telling word of ``thing`` is a word of the product's names, or of what is written of it."""
    written = (_SIGNS.sub(" ", hiragana(plain(line))) for line in lines_of(product, lang))
    texts = [*names_of(product, {}), *written]
    words = telling_words(thing)
    called = [word for said in words for other in kin_of(said.text) for word in telling_words(other)]
    return any(is_said(word, texts) for word in (*words, *called))


async def find_products(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Search the catalogue live. When nothing fits all wishes it leaves some out, and says which."""
    reader = await turn.reader()
    if arguments.get("helping"):
        return await _helping(turn, arguments)
    room = room_in(turn.text)
    if room and (sided := await _by_named_side(turn, arguments)) is not None:
        return sided
    if room:
        arguments = {**arguments, **dict.fromkeys(("attribute", "size", *_only_measured(turn, room)))}
    bound = None if room else bound_in(turn.text)
    if bound:
        arguments = {**arguments, **dict.fromkeys(("attribute", "size"))}
    wish = wish_of(turn, arguments)
    if (room or bound) and wish.products:
        wish = await _on_its_shelf(turn, wish)
    if bound and not wish.products and (within := await _within(turn, wish, bound)) is not None:
        return within
    if room and not wish.products and (fitting := await _fitting(turn, wish, room)) is not None:
        return fitting
    if arguments.get("intent") == "browse":
        # *Show me something*: the words around it name nothing.
        wish = replace(wish, words="")
    if wish.avoids and not wish.categories:
        wish = replace(wish, categories=turn.rooms.finder.shelves_in(wish.words, turn.lang))
    if wish.empty and not wish.sort:
        return ActionResult("browse", {"choices": await _shelves(turn)})
    wish = await _in_view(turn, wish, arguments)
    if (meant := await _one_of_them(turn, wish)) is not None:
        return meant
    page = arguments.get("page")
    page = page if isinstance(page, int) and page > 0 else 1
    wish, found = await _looked_for(turn, arguments, wish, page)
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
    expecting = with_child(turn.text) or bool(turn.facts.get(WITH_CHILD))
    if (expecting or is_caution(turn.text)) and len(found.wish.products) != 1:
        # What warns of the very thing is not recommended, unless nothing else is there; what warns of a child that is on its way never is.
        safe = _unwarned(turn, found.products)
        left_out = len(safe) < len(found.products)
        if expecting and not safe and not found.wish.avoids:
            return ActionResult("avoiding_all", {**values, "what": [turn.say("find.with_child")]})
        found = replace(found, products=safe, total=found.total - len(found.products) + len(safe)) if safe else found
        values["count"] = found.total
        if (with_child(turn.text) or (expecting and left_out)) and safe and not found.wish.avoids:
            blocks = await shown_found(turn, found, None)
            return ActionResult("avoiding", {**values, "what": [turn.say("find.with_child")]}, blocks)
    if not found.wish.sort and len(found.products) > 1:
        words = f"{found.wish.words} {turn.text}"
        fit = warned_last(found.products, words, turn.lang)
        found = replace(found, products=fit, total=found.total - len(found.products) + len(fit))
        values["count"] = found.total
    found, remember = _best_first(turn, found, page)
    blocks = await shown_found(turn, found, more)
    if not blocks:
        return ActionResult("none", values)
    if len(found.wish.products) == 1:
        remember = last_seen(found.products[0])
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
        outcome = "nearest_price" if "price" in found.dropped else "relaxed"
        values |= {"dropped": await in_words(turn, wish, found.dropped)}
        return ActionResult(outcome, values, blocks, remember=remember)
    if found.total == 1:
        return await _one_found(turn, found.products[0], found.wish, values)
    if found.wish.sort in BY_FIGURE and (figured := await _by_figure(turn, found, values)) is not None:
        return figured
    if found.wish.sort:
        outcome = "ordered" if found.wish.sort in ORDERS else "unordered"
        if page == 1:
            remember = {**remember, **_foremost(turn, found.wish.sort, found.products)}
        return ActionResult(outcome, {**values, "order": found.wish.sort}, blocks, remember=remember)
    wished = order_wished(turn.text) if found.wish.categories and page == 1 else ""
    if wished and (figured := await _by_figure(turn, found, values, wished)) is not None:
        return figured
    if found.total > PAGE and page == 1:
        return ActionResult("many", {**values, "shown": len(found.products)}, blocks, remember=remember)
    return ActionResult("found", values, blocks, remember=remember)


async def _on_its_shelf(turn: Turn, wish: Wish) -> Wish:
    """``wish`` for what stands beside a thing that a word of its name only hints at: *a bookcase up to 80 cm* is no one bookcase. As it is
    where the thing is named in full."""
    named = await catalog.list_products(await turn.reader(), wish.products)
    shelves = tuple(dict.fromkeys(product.categories[-1] for product in named if product.categories))
    if not shelves or wish.categories or any(in_full(product, wish.words) for product in named):
        return wish
    return replace(wish, products=(), categories=shelves)


async def _in_view(turn: Turn, wish: Wish, arguments: Mapping[str, Any]) -> Wish:
    """``wish`` on the shelf that was just shown, where it names no thing itself and something there is described so: 무향으로 after the
    creams is a cream."""
    before = arguments.get("previous")
    named = wish.products or wish.categories or wish.brands or wish.without_categories or wish.reduced
    if named or not wish.words.strip() or not isinstance(before, Mapping) or arguments.get("page"):
        return wish
    shelves = wish_of(turn, {"previous": before, "refine": True}).categories
    shown = await recent(turn)
    if not shelves or not shown or not all(any(p.stands_on(shelf) for shelf in shelves) for p in shown):
        return wish
    found = await turn.rooms.finder.described_on(await turn.reader(), wish, shelves, turn.lang)
    return replace(wish, categories=shelves) if found else wish


async def _helping(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """What is described to help with a trouble that was told, with the words that say so (``assistant.needs``)."""
    words = str(arguments.get("query") or turn.text)
    found = await helping(await turn.reader(), turn.rooms.finder, words, turn.lang, turn.currency)
    safe = _unwarned(turn, [one.product for one in found])
    if found and not safe and turn.facts.get(WITH_CHILD):
        values = {"count": 0, "wishes": [], "search": kept(Wish(words=words))}
        return ActionResult("avoiding_all", {**values, "what": [turn.say("find.with_child")]})
    found = [one for one in found if one.product in safe]
    blocks = await side_by_side(turn, list(safe))
    if not blocks:
        return ActionResult("none", {"count": 0, "wishes": [], "search": kept(Wish(words=words))})
    lines = [f"{one.product.title.text(turn.lang)}: {one.sentence}" for one in found if one.sentence]
    told = (Text(text="\n".join(lines)),) if lines else ()
    values = {"count": len(found), "search": kept(Wish(words=words, currency=turn.currency))}
    _, clearly = suiting_first(safe, words, turn.lang)
    remember = {"foremost": f"product:{safe[0].id}"} if clearly or len(safe) == 1 else {}
    return ActionResult("helping", values, (*told, *blocks), remember=remember)


async def _looked_for(turn: Turn, arguments: Mapping[str, Any], wish: Wish, page: int) -> tuple[Wish, Found]:
    """What fits a wish, in one of the ways it may be meant, and the wish as it was looked for."""
    reader = await turn.reader()
    found = await turn.rooms.finder.find(reader, wish, turn.lang, offset=(page - 1) * PAGE)
    if kind := _kind(turn, wish):
        found = await _of_the_kind(turn, found, kind)
    elif page == 1 and (wider := await _described(turn, wish, found)):
        found = wider
    if not found.products and (as_said := wish_of(turn, arguments, as_said=True)) != wish:
        found = await turn.rooms.finder.find(reader, as_said, turn.lang)
        wish = as_said if found.products else wish
    if (thing := str(arguments.get("thing") or "")) and not wish.parts:
        # What only shares a part of its name with a thing that is not sold here is none of it: no card wallets for 포켓몬카드.
        bearing = tuple(product for product in found.products if _bears_word(product, thing, turn.lang))
        found = replace(found, products=bearing, total=len(bearing))
    return wish, found


async def _one_of_them(turn: Turn, wish: Wish) -> ActionResult | None:
    """Of several things just shown, the one that a message describes without naming it: *one that goes to the knee*, 무릎까지 오는 거."""
    if wish.products or wish.parts or wish.sort or wish.measure or wish.leaves_out or not points_among(turn.text):
        return None
    shown = await recent(turn)
    best, clearly = suiting_first(shown, turn.text, turn.lang)
    if not clearly:
        return None
    values = {"count": 1, "wishes": [], "search": kept(wish)}
    return replace(await _one_found(turn, best[0], wish, values), remember=last_seen(best[0]))


async def _described(turn: Turn, wish: Wish, found: Found) -> Found | None:
    """What suits a wish that is told in a sentence and names nothing, where few things have its words (*something for walking on rocks*),
    or none that was found is for whom it says: the bath mat for a boy of three. None in a shop with more than can be looked through, and
    where nothing suits it better than what was found."""
    whom = len(found.products) == found.total <= PAGE and lacks_whom(found.products, turn.text, turn.lang)
    if found.total > 1 and not whom:
        return None
    wish = wish.dropping("categories") if whom else wish
    if (
        wish.products
        or wish.parts
        or wish.sort
        or wish.measure
        or wish.leaves_out
        or len(telling_words(wish.words)) < _TWO
    ):
        return None
    finder, reader, anything = turn.rooms.finder, await turn.reader(), Wish(currency=wish.currency)
    if (await finder.find(reader, anything, turn.lang, limit=1)).total > _MOST_COMPARED:
        return None
    pool = await finder.find(reader, anything, turn.lang, limit=_MOST_COMPARED)
    suiting = suiting_most(pool.products, turn.text, turn.lang)
    if not suiting or suiting[0] in found.products:
        return None
    return replace(found, products=suiting, total=len(suiting), levels=None)


def _kind(turn: Turn, wish: Wish) -> frozenset[str]:
    """The things that are called by the word one wished for is named by, where none of them is meant more than the others: *food* of three
    bags of it. Empty where one is."""
    if len(wish.products) != 1 or wish.categories:
        return frozenset()
    for match in turn.rooms.finder.lexicon.find(wish.words, turn.lang):
        called = {link.row.partition(":")[2] for link in match.links if link.score == match.links[0].score}
        if match.kind == "product" and len(called) > 1 and wish.products[0] in called:
            return frozenset(called)
    return frozenset()


async def _of_the_kind(turn: Turn, found: Found, kind: AbstractSet[str]) -> Found:
    """``found`` with nothing but things of a kind: those that fit all that is wished, else all of them."""
    reader, finder = await turn.reader(), turn.rooms.finder
    free = replace(found.wish, products=())
    pool = await finder.find(reader, free, turn.lang, limit=_MOST_JUDGED)
    fitting = [product for product in pool.products if product.id in kind]
    narrowed = bool(free.parts) and bool(fitting)
    ids = [product.id for product in fitting]
    rest = [] if narrowed else await catalog.list_products(reader, sorted({*kind} - {*ids}))
    meant = (*fitting, *(product for product in rest if product.on_sale and product.price_range(turn.currency)))
    wish = replace(found.wish, products=tuple(product.id for product in meant))
    dropped = pool.dropped if narrowed else found.dropped
    return replace(found, products=meant, total=len(meant), wish=wish, dropped=dropped, levels=None)


def _best_first(turn: Turn, found: Found, page: int) -> tuple[Found, Mapping[str, Any]]:
    """``found`` with what suits the shopper's words best first, where no order was asked for; and what to remember of it: what suits
    clearly better than all else is what *it* means next."""
    if found.wish.sort or page > 1 or not 1 < found.total <= _MOST_JUDGED or len(found.products) < found.total:
        return found, {}
    told = turn.text
    for match in sorted(turn.rooms.finder.lexicon.find(told, turn.lang), key=lambda m: -m.start):
        if match.kind in ("category", "product"):  # what they all are tells none from another
            told = f"{told[: match.start]} {told[match.end :]}"
    ordered, clearly = suiting_first(found.products, told, turn.lang)
    return replace(found, products=ordered), {"foremost": f"product:{ordered[0].id}"} if clearly else {}


def _unwarned(turn: Turn, products: Sequence[Product]) -> tuple[Product, ...]:
    """Those of ``products`` that warn of nothing somebody's health hangs on, by this message or by a pregnancy told before."""
    told = f"{turn.text} {turn.say('find.with_child')}" if turn.facts.get(WITH_CHILD) else turn.text
    return tuple(product for product in products if not warns_of(product, told, turn.lang))


def _only_measured(turn: Turn, room: Room) -> tuple[str, ...]:
    """``product``, where all that names one is the measure: who wants *80 cm or less* does not mean the 80 cm table."""
    start = fold(turn.text).find(room.said)
    named = [m for m in turn.rooms.finder.lexicon.find(turn.text, turn.lang) if m.kind == "product"]
    return ("product",) if all(start <= m.start < start + len(room.said) for m in named) else ()


async def _by_named_side(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult | None:
    """What is so high or so long in what it is said of: *heels 5 cm or less* are no shoes that fit a place of 5 cm."""
    bound = bound_in(turn.text)
    if bound is None:
        return None
    wish = wish_of(turn, {**arguments, **dict.fromkeys(("attribute", "size", "product"))})
    return await _within(turn, wish, bound, sided=True)


async def _within(turn: Turn, wish: Wish, bound: Bound, *, sided: bool = False) -> ActionResult | None:
    """Of what was found, what is stated to have so much of a measure, in the versions that do. Nothing where none states any."""
    bare = replace(wish, words=fold(wish.words).replace(bound.said, " "))
    pool = await turn.rooms.finder.find(await turn.reader(), bare, turn.lang, limit=_MOST_JUDGED)
    side = side_named(pool.products, turn.text, bound.kind, turn.lang)
    if sided and not side:
        return None
    judged = {product.id: versions_within(product, bound, turn.lang, side) for product in pool.products}
    fitting = [product for product in pool.products if judged[product.id]]
    stating = [product for product in pool.products if judged[product.id] is not None]
    if not stating or pool.dropped:
        return None
    among = {str(product.id): judged[product.id] or () for product in fitting}
    finder, reader = turn.rooms.finder, await turn.reader()
    shown = fitting[:PAGE] or stating[:_FEW]
    blocks = await finder.carousel(reader, shown, turn.rooms.say, turn.lang, turn.currency, among=among)
    said = turn.say("wish.at_least" if bound.most is None else "wish.at_most", amount=bound.amount)
    values = {"count": len(shown), "room": said, "search": kept(replace(wish, words=bare.words))}
    return ActionResult("fitting" if fitting else "fitting_none", values, blocks)


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


async def _by_figure(turn: Turn, found: Found, values: Mapping[str, Any], wished: str = "") -> ActionResult | None:
    """What was found in the order of a figure that it states, *the lightest* first; nothing where none states it. Where only *a light one*
    is ``wished``, two of them have to, and what states nothing comes last."""
    scale, lowest = BY_FIGURE[wished or found.wish.sort or ""]
    reader = await turn.reader()
    # The first of a part of them is not the first: all are looked at, or nothing is said.
    most = _MOST_JUDGED if wished else _MOST_COMPARED
    pool = await turn.rooms.finder.find(reader, replace(found.wish, sort=None), turn.lang, limit=most)
    if not wished and pool.total > len(pool.products):
        return None
    figures = figures_beside(pool.products, scale, turn.lang)
    pairs = [(figure, product) for figure, product in zip(figures, pool.products, strict=True) if figure is not None]
    if len(pairs) < (_TWO if wished else 1):
        return None
    pairs.sort(key=lambda pair: pair[0].low if lowest else -pair[0].high)
    figure, first = pairs[0]
    ordered = [product for _, product in pairs]
    if wished:
        ordered += [product for product in pool.products if product not in ordered]
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
    options = " / ".join(chosen_names(product, chosen, turn.lang)) if fitting else ""
    said = {
        "title": product.title.text(turn.lang),
        "options_text": options,
        **prices_of(product, turn.currency, fitting),
    }
    among = {str(product.id): fitting} if len(fitting) < len(product.variants) else None
    finder, reader = turn.rooms.finder, await turn.reader()
    blocks = await finder.carousel(reader, [product], turn.rooms.say, turn.lang, turn.currency, among=among)
    looked = {"looked_at": {"product": f"product:{product.id}", "options": chosen}} if fitting else {}
    named = product.id in wish.products or in_full(product, turn.text)
    return ActionResult(
        "one_sold_out" if gone else "one" if named else "may_suit", {**values, **said}, blocks, remember=looked
    )


async def guess_products(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """What a message may be looking for that no wish was read from, if all it says are words of the catalogue: *for acne-prone skin?*"""
    words = str(arguments.get("query") or turn.text)
    if not telling_words(words) or turn.rooms.finder.lexicon.coverage(words, turn.lang) < 1:
        return ActionResult("none")
    wish = Wish(words=words, currency=turn.currency)
    found = await turn.rooms.finder.find(await turn.reader(), wish, turn.lang)
    safe = _unwarned(turn, found.products) if turn.facts.get(WITH_CHILD) else found.products
    found = replace(found, products=safe, total=found.total - len(found.products) + len(safe))
    blocks = await shown_found(turn, found) if safe and found.total <= PAGE else ()
    return (
        ActionResult("found", {"count": found.total, "search": kept(found.wish)}, blocks)
        if blocks
        else ActionResult("none")
    )


def _more(turn: Turn, wish: Wish, page: int) -> Button:
    slots = {**kept(wish), "page": page + 1}
    return Button(label=turn.say("find.more"), command={"command": "start", "intent": "find_products", "slots": slots})


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


async def similar_products(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Products like this one; ``than`` is cheaper or dearer."""
    than = str(arguments.get("than") or "")
    found = await one_product(turn, arguments.get("product"))
    if isinstance(found, ActionResult):
        shown = await recent(turn)
        if than in _BEYOND and not arguments.get("product") and len(shown) > 1:
            return await _beyond(turn, shown, than)
        return ActionResult("which", found.values or {"choices": []})
    wanted = wish_of(turn, {name: arguments.get(name) for name in ("color", "size")})
    finder = turn.rooms.finder
    reader = await turn.reader()
    close = await finder.similar(reader, found, turn.lang, turn.currency, PAGE, than=than, values=wanted.values)
    title = found.title.text(turn.lang)
    blocks = await side_by_side(turn, close)
    if blocks:
        return ActionResult("found", {"title": title, "count": len(close)}, blocks)
    if than in _BEYOND:
        return await _beyond(turn, [found], than)
    return ActionResult("none", {"title": title}, remember=last_seen(found))


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
    blocks = () if "price" in found.dropped else await shown_found(turn, found)
    if blocks:
        return ActionResult("found", {**titles, "count": found.total}, blocks)
    # Nothing lies beyond: the one at the end of what was shown is the answer, beside what the shelf around it has.
    end = min if than == "cheaper" else max
    best = end(shown, key=lambda product: (product.price_range(turn.currency) or (Money(0, turn.currency),))[0].amount)
    low = best.price_range(turn.currency)
    said = {"title": best.title.text(turn.lang), "price": low[0] if low else None, "cheapest": than == "cheaper"}
    around = await _around(turn, best, wish)
    wider = await turn.rooms.finder.find(await turn.reader(), around, turn.lang) if around else None
    if wider and not wider.dropped and (blocks := await shown_found(turn, wider)):
        return ActionResult("wider", {**said, "count": wider.total}, blocks, remember=last_seen(best))
    return ActionResult("end", said, await card_of(turn, best), remember=last_seen(best))


async def _around(turn: Turn, product: Product, wish: Wish) -> Wish | None:
    """The same limits on the shelf that the product's own stands on; none where that is no other than was searched."""
    shelf = await catalog.category(await turn.reader(), product.categories[-1]) if product.categories else None
    if shelf is None or shelf.parent_id is None or shelf.parent_id in wish.categories:
        return None
    return replace(wish, words="", categories=(shelf.parent_id,), values={}, brands=())


ACTIONS: Mapping[str, Action] = {
    "find_products": find_products,
    "guess_products": guess_products,
    "show_product": show_product,
    "similar_products": similar_products,
}
