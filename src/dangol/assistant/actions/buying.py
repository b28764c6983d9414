"""The cart: which variant, in, out, how many, what it costs now."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from dangol.assistant.actions.naming import named_in, other_than
from dangol.assistant.actions.own_cart import own_cart
from dangol.assistant.actions.ranges import MOST_AT_ONCE, NumberedVersions, versions_numbered
from dangol.assistant.actions.saying import (
    changed_by,
    quantity_said,
    value_beside,
    value_numbered,
    values_hinted,
    values_said,
)
from dangol.assistant.actions.subject import (
    one_product,
    option_values,
    products_meant,
    rows_in,
    variant_row,
    variants_with,
    which,
)
from dangol.assistant.work import Action, Turn
from dangol.commerce.cart import actions as cart
from dangol.commerce.cart.actions import PricedCart, PricedLine
from dangol.commerce.cart.errors import CartFull, FewerLeft, NotForSale, NotInCart, QuantityRefused, SoldOut
from dangol.commerce.cart.models import MOST_OF_ONE
from dangol.commerce.cart.views import cart_block
from dangol.commerce.catalog import repository as catalog
from dangol.commerce.catalog.products import Option, Product, Variant
from dangol.commerce.inventory import repository as inventory
from dangol.dialogue import ActionResult
from dangol.kit.ids import VariantId
from dangol.kit.text import fold
from dangol.nlu.entities.numbers import below_zero
from dangol.nlu.entities.references import references
from dangol.nlu.normalise import normalise
from dangol.search.names import colour_in
from dangol.search.tokens import telling_words

_MOST_ALTERNATIVES = 3
_MORE = re.compile(r"\b(?:again|another|more|too|also|second)\b|또|더|다시|한번|もう|また|追加")
_SHORT_LATIN, _SHORT_EAST = 4, 2


async def choose_variant(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Find the one variant meant by a product and the option values said so far, or name the next option to ask for."""
    named = variant_row(arguments.get("variant")) or variant_row(arguments.get("product"))
    if named is not None:
        product = await catalog.product_of_variant(await turn.reader(), named)
        variant = product.variant(named) if product and product.on_sale else None
        if product is not None and variant is not None:
            return await _ready(turn, product, variant, arguments.get("quantity"))
    found = await _product_meant(turn, arguments)
    if isinstance(found, ActionResult):
        return found
    run = versions_numbered(found, arguments.get("span"))
    if run is None and (again := await _same_again(turn, found, arguments)) is not None:
        return again
    chosen: dict[str, str] = {}
    before = arguments.get("options")
    if isinstance(before, Mapping):
        for name, value in before.items():
            option = found.option(str(name))
            if option is not None and option.value(str(value)) is not None:
                chosen[option.id] = str(value)
    said = [(kind, arguments.get(kind)) for kind in ("color", "size", "attribute")]
    if arguments.get("option") and arguments.get("value") is not None:
        said.insert(0, (str(arguments["option"]), arguments["value"]))
    more, strange = option_values(found, said)
    chosen |= more
    first, text = str(arguments.get("words") or ""), _text_of(turn, arguments)
    line = await _replaced_line(turn, arguments)
    here = await _options_of(turn, line) if line is not None else {}
    chosen |= value_numbered(found, arguments.get("quantity"), text)
    # *A smaller one* of before is settled where the answer says which: *the 18 cm pot*.
    beside = arguments.get("comparison")
    settled = values_said(found, turn.text, chosen) if beside and first and first not in turn.text else {}
    chosen |= settled or value_beside(found, {**here, **chosen}, beside)
    # What was said when it was first asked for still holds, unless something else is said now.
    for said_now in dict.fromkeys((text, first)):
        chosen |= values_said(found, said_now, chosen)
        chosen |= values_hinted(found, said_now, chosen)
    chosen |= await _searched(turn, found, chosen)
    count = quantity_said(arguments.get("quantity"), found, chosen, first or text, turn.lang)
    if arguments.get("relative"):
        count = max(1, changed_by(count or 1, arguments["relative"]))
    elif count is None and arguments.get("quantity") and line is None:
        before = await _just_added(turn, found)  # *make that 17*, of the two that were just put there in 21
        count = before[0].quantity if before else None
    elif count is None and line is not None:
        count = _going(line, arguments.get("out"))
    counted = {"quantity": count}
    if line is not None and (
        chosen or arguments.get("quantity") or line.offer is None or line.offer.product_id != found.id
    ):
        chosen = _kept(found, here, chosen)
    if count is None and below_zero(fold(text)):
        return ActionResult("how_many", {"product": f"product:{found.id}", "options": chosen})
    if strange:
        asked = next((option for option in found.options if option.id not in chosen), found.options[0])
        return await _ask(turn, found, asked, chosen, "no_such_value", unmade=await _said(turn, strange[0]), **counted)
    if run is not None:
        return await _each_of(turn, found, run, chosen, **counted)
    fitting = variants_with(found, chosen)
    if not fitting:
        # Each value exists, but not together: ask anew for the last one said.
        last = found.option(next(reversed(chosen))) if chosen else None
        if last is None:
            return ActionResult("not_found")
        value = last.value(chosen.pop(last.id))
        named = value.name.text(turn.lang) if value else ""
        return await _ask(turn, found, last, chosen, "no_such_value", unmade=named, **counted)
    if len(fitting) == 1:
        return await _ready(turn, found, fitting[0], **counted)
    # Options in which the variants left differ; one with a single value left needs no question.
    for option in found.options:
        if option.id not in chosen and len({variant.options.get(option.id) for variant in fitting}) > 1:
            return await _ask(turn, found, option, chosen, "need_option", **counted)
    return await _ready(turn, found, fitting[0], **counted)


async def _each_of(
    turn: Turn, product: Product, run: NumberedVersions, chosen: Mapping[str, str], **more: Any
) -> ActionResult:
    """All the versions said by their numbers, once the other options are known; more than a sensible number are asked back."""
    others = {option: value for option, value in chosen.items() if option != run.option.id}
    if run.number > MOST_AT_ONCE:
        return await _ask(turn, product, run.option, others, "too_many", number=run.number, most=MOST_AT_ONCE, **more)
    each = [fitting for value in run.values for fitting in variants_with(product, {**others, run.option.id: value})]
    for option in product.options:
        if option.id not in (*others, run.option.id) and len({v.options.get(option.id) for v in each}) > 1:
            return await _ask(turn, product, option, others, "need_option", **more)
    if not each:
        return await _ask(turn, product, run.option, {}, "no_such_value", unmade=run.said, **more)
    row = f"product:{product.id}"
    values = {"product": row, "variants": [f"variant:{variant.id}" for variant in each], "missing": list(run.missing)}
    return ActionResult("each", {**values, "options": others, **more}, remember={"last_product": row})


def _text_of(turn: Turn, arguments: Mapping[str, Any]) -> str:
    """What the message says of this thing: of several in one message (*2 blue pens and a red one*) its own part. One that waited for the
    others to be settled is not meant by what settled them."""
    first = str(arguments.get("words") or "")
    begins = arguments.get("choices") is None and arguments.get("options") is None
    return first if first and (first in turn.text or begins) else turn.text


async def _replaced_line(turn: Turn, arguments: Mapping[str, Any]) -> PricedLine | None:
    """The line of the cart in whose place something is put."""
    instead = arguments.get("instead")
    if not instead:
        return None
    priced = await own_cart(turn)
    wanted = turn.facts.get("last_line") if instead == "last" else instead
    if wanted is None:
        return priced.lines[0] if len(priced.lines) == 1 else None
    return next((line for line in priced.lines if wanted in (line.line_id, f"variant:{line.variant_id}")), None)


def _going(line: PricedLine, out: object) -> int:
    """How many of a line make room: all, unless fewer are said."""
    return min(out, line.quantity) if isinstance(out, int) and not isinstance(out, bool) and out > 0 else line.quantity


async def _options_of(turn: Turn, line: PricedLine) -> Mapping[str, str]:
    product = await catalog.product_of_variant(await turn.reader(), line.variant_id)
    variant = product.variant(line.variant_id) if product else None
    return variant.options if variant else {}


def _kept(product: Product, before: Mapping[str, str], chosen: Mapping[str, str]) -> dict[str, str]:
    """``chosen`` with what was chosen ``before`` for the options nothing was said of, as far as such a version is made: *in L, instead*
    of a black one is black."""
    kept = dict(chosen)
    for option, value in before.items():
        if option not in kept and product.option(option) and variants_with(product, {**kept, option: value}):
            kept[option] = value
    return kept


async def _just_added(turn: Turn, product: Product) -> tuple[PricedLine, PricedCart] | None:
    """The line of ``product`` that was put into the cart a moment ago, if that was the last thing done."""
    last = turn.facts.get("last_flow")
    if not (isinstance(last, Mapping) and last.get("flow") == "add_to_cart"):
        return None
    return await _last_line_of(turn, product)


async def _last_line_of(turn: Turn, product: Product) -> tuple[PricedLine, PricedCart] | None:
    """The line that was put into the cart last, and the cart, if it is of ``product`` and still there."""
    if not turn.facts.get("last_line"):
        return None
    priced = await own_cart(turn)
    line = next((line for line in priced.lines if line.line_id == turn.facts.get("last_line")), None)
    return (line, priced) if line is not None and line.offer and line.offer.product_id == product.id else None


async def _same_again(turn: Turn, product: Product, arguments: Mapping[str, Any]) -> ActionResult | None:
    """*Add it*, of what was put into the cart a moment ago: it is there, and a second one was not asked for. *Another one* is the
    same one again."""
    said = [arguments.get(name) for name in ("options", "value", "color", "size", "attribute")]
    if any(said) or arguments.get("instead") or not turn.text or values_said(product, turn.text, {}):
        return None
    added = await _just_added(turn, product)
    variant = product.variant(added[0].variant_id) if added else None
    if added is None or variant is None:
        return None
    if arguments.get("quantity") or _MORE.search(fold(turn.text)):
        return await _ready(turn, product, variant, arguments.get("quantity"))
    line, priced = added
    values = {**_titles(turn, product, variant.id), "quantity": line.quantity, "variant": f"variant:{variant.id}"}
    return ActionResult("in_cart", values, (_block(turn, priced),))


async def _searched(turn: Turn, product: Product, chosen: Mapping[str, str]) -> dict[str, str]:
    """The option values the shopper was looking for when this product was found (*a white shirt?*, *one in M, then*), or asked for
    before they turned out sold out (*then in L*)."""
    row = f"product:{product.id}"
    gone, search, looked = (turn.facts.get(name) for name in ("sold_out", "last_search", "looked_at"))
    if isinstance(gone, Mapping) and gone.get("product") == row:
        wanted = dict(gone.get("options") or {}) if chosen else {}
    elif isinstance(looked, Mapping) and looked.get("product") == row:
        wanted = dict(looked.get("options") or {})
    elif isinstance(search, Mapping) and row in (turn.facts.get("last_product"), *_shown_rows(turn)):
        wanted, _ = option_values(product, [("attribute", search.get("attributes"))])
        if wanted and (taken := await _last_line_of(turn, product)) is not None:
            # What was taken in the end counts more: who looked for an XL and took the L, wants the red one in L too.
            options = await _options_of(turn, taken[0])
            wanted = {option: options.get(option, value) for option, value in wanted.items()}
    else:
        return {}
    fitting = {option: value for option, value in wanted.items() if option not in chosen}
    return fitting if variants_with(product, {**fitting, **chosen}) else {}


def _shown_rows(turn: Turn) -> list[str]:
    return rows_in([item.get("row") for item in turn.facts.get("shown") or () if isinstance(item, Mapping)])


async def _product_meant(turn: Turn, arguments: Mapping[str, Any]) -> Product | ActionResult:
    """The one product meant; where understanding linked none or several, the words of the message are looked at as well."""
    given, words = arguments.get("product"), _text_of(turn, arguments).strip()
    said = [(kind, arguments.get(kind)) for kind in ("color", "size", "attribute")]
    asked = await products_meant(turn, [choice.get("value") for choice in arguments.get("choices") or ()])
    if asked and words and not rows_in(given):
        # An answer to *which one?*: what it says of those that were offered, before the whole catalogue is searched for it.
        near = await named_in(turn, words, said, asked)
        if near:
            return near[0] if len(near) == 1 else ActionResult("which", {"choices": which(near, turn.lang)})
    found = await one_product(turn, given or _foremost(turn))
    if not isinstance(found, ActionResult):
        # Who answers the question for an option of it means it.
        settled = arguments.get("options") or arguments.get("value") is not None or option_values(found, said)[0]
        if given != turn.facts.get("last_product") or not words or settled:
            return found
        near = await other_than(turn, words, [found])
        if not near:
            return found
        return near[0] if len(near) == 1 else ActionResult("which", {"choices": which(near, turn.lang)})
    if found.outcome == "not_found" and asked:
        return ActionResult("which", {"choices": which(asked, turn.lang)})  # what was to choose from still is
    if found.outcome != "which" or not words:
        return found
    linked = await products_meant(turn, given) if given else []
    near = await named_in(turn, words, said, linked)
    shown = {choice["value"] for choice in found.values.get("choices") or ()}
    near = [product for product in near if f"product:{product.id}" in shown] or near
    if len(near) == 1:
        return near[0]
    if near or shown:
        return ActionResult("which", {"choices": which(near, turn.lang)}) if near else found
    # A word that names nothing here: better said than asked back without anything to choose from.
    guessed = await products_meant(turn, {"text": words})
    if not guessed and asked:
        return ActionResult("which", {"choices": which(asked, turn.lang)})
    if not guessed:
        return ActionResult("not_found") if telling_words(words) else found
    return ActionResult("which", {"choices": which(guessed[:_MOST_ALTERNATIVES], turn.lang)})


def _foremost(turn: Turn) -> str | None:
    """*Ok, add it*, right after the cheapest was asked for: the first of what was shown."""
    row = turn.facts.get("foremost")
    text = normalise(turn.text).text
    points = any(found.kind == "reference" and found.value in ("this", "that") for found in references(text, turn.lang))
    return str(row) if row and (points or not telling_words(text)) else None


async def _said(turn: Turn, value: str) -> str:
    """A value no option has, in the reader's language where it is a colour everybody knows."""
    known = colour_in(value, turn.lang)
    return known or await turn.rooms.finder.value_name(await turn.reader(), "color", value, turn.lang)


async def _ask(
    turn: Turn, product: Product, option: Option, chosen: Mapping[str, str], outcome: str, **more: Any
) -> ActionResult:
    fitting = variants_with(product, {k: v for k, v in chosen.items() if k != option.id})
    stock = await inventory.available(await turn.reader(), [variant.id for variant in fitting])
    choices = []
    for value in option.values:
        here = [variant for variant in fitting if variant.options.get(option.id) == value.id]
        if here:
            available = any(stock[variant.id].at_most(1) > 0 for variant in here)
            label = value.name.text(turn.lang)
            sold_out = None if available else turn.say("action.sold_out")
            choices.append({"value": value.id, "label": label, "available": available, "detail": sold_out})
    values = {
        "product": f"product:{product.id}",
        "option": option.id,
        "option_name": option.name.text(turn.lang),
        "title": product.title.text(turn.lang),
        "choices": choices,
        "options": dict(chosen),
        **more,
    }
    return ActionResult(outcome, values, remember={"last_product": f"product:{product.id}"})


async def _ready(turn: Turn, product: Product, variant: Variant, quantity: int | None = None) -> ActionResult:
    reader = await turn.reader()
    price = variant.price(turn.currency)
    if price is None:
        return ActionResult("not_found")
    title, options_text = product.title.text(turn.lang), product.options_text(variant, turn.lang)
    remember = {"last_product": f"product:{product.id}"}
    level = (await inventory.available(reader, [variant.id]))[variant.id]
    if level.at_most(1) < 1:
        similar = await turn.rooms.finder.similar(reader, product, turn.lang, turn.currency, _MOST_ALTERNATIVES)
        others = [v for v in product.variants if v.id != variant.id]
        stock = await inventory.available(reader, [v.id for v in others])
        here = [product.options_text(v, turn.lang) for v in others if stock[v.id].at_most(1) > 0]
        blocks = await turn.rooms.finder.carousel(reader, similar, turn.rooms.say, turn.lang, turn.currency)
        gone = {"title": title, "options_text": options_text, "alternatives": here[:_MOST_ALTERNATIVES]}
        left = {"options": dict(variant.options), "product": remember["last_product"]}
        return ActionResult("out_of_stock", gone, blocks, remember={**remember, "sold_out": left, "last_line": None})
    row = f"variant:{variant.id}"
    values = {"variant": row, "title": title, "options_text": options_text, "price": price, "quantity": quantity}
    values |= {"options": dict(variant.options), "product": remember["last_product"]}
    return ActionResult("ready", values, remember={**remember, "sold_out": None})


async def add_to_cart(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Put a variant into the cart. With ``replaces`` it takes that line's place, or that of as many as ``out`` says."""
    variant_id = variant_row(arguments.get("variant"))
    if variant_id is None:
        return ActionResult("failed")
    quantity = arguments.get("quantity")
    quantity = quantity if isinstance(quantity, int) and not isinstance(quantity, bool) else 1
    tx = await turn.transaction()
    contact, currency = turn.contact.id, turn.currency
    replaces = await _replaced_line(turn, {"instead": arguments.get("replaces")})
    outcome = "added"
    try:
        async with tx.connection.begin_nested():
            if replaces:
                stays = replaces.quantity - _going(replaces, arguments.get("out"))
                try:
                    await cart.change(tx, contact, stays, currency=currency, line_id=replaces.line_id)
                    outcome = "replaced"
                except NotInCart:
                    outcome = "added"
            added = await cart.add(tx, contact, VariantId(variant_id), quantity, currency=currency)
    except (SoldOut, NotForSale):
        product = await catalog.product_of_variant(tx, variant_id)
        variant = product.variant(variant_id) if product else None
        return await _ready(turn, product, variant) if product and variant else ActionResult("failed")
    except FewerLeft as fact:
        product = await catalog.product_of_variant(tx, variant_id)
        values = {**_titles(turn, product, variant_id), "left": max(0, fact.data["available"] - fact.data["in_cart"])}
        if values["left"] < 1:
            values["left"] = fact.data["available"]
        return ActionResult("only_left", values)
    except (QuantityRefused, CartFull):
        product = await catalog.product_of_variant(tx, variant_id)
        return ActionResult("limit", {**_titles(turn, product, variant_id), "max": MOST_OF_ONE})
    priced = await own_cart(turn)
    values = {
        "title": added.offer.title(turn.lang),
        "options_text": added.offer.options.get(turn.lang) or next(iter(added.offer.options.values()), ""),
        "quantity": added.quantity,
        "line": added.line_id,
        "count": priced.count,
        "total": priced.total,
    }
    # What was looked at before this was settled says nothing of the next one: after a grey L, *a red one too* is not the XL asked after.
    return ActionResult(outcome, values, (_block(turn, priced),), remember={"looked_at": None, "sold_out": None})


def _titles(turn: Turn, product: Product | None, variant_id: str) -> dict[str, Any]:
    variant = product.variant(variant_id) if product else None
    title = product.title.text(turn.lang) if product else ""
    options = product.options_text(variant, turn.lang) if product and variant else ""
    return {"title": title, "options_text": options}


def _block(turn: Turn, priced: PricedCart) -> Any:
    return cart_block(priced, turn.say, turn.lang)


async def view_cart(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:  # noqa: ARG001
    """The cart with current prices and stock."""
    priced = await own_cart(turn)
    if not priced.lines:
        return ActionResult("empty")
    values: dict[str, Any] = {"count": priced.count, "total": priced.total}
    wrong = [line for line in priced.lines if line.problem is not None]
    if not wrong:
        return ActionResult("shown", values, (_block(turn, priced),))
    values["titles"] = [_line_title(line, turn.lang) for line in wrong]
    result = ActionResult("problems", values, (_block(turn, priced),))
    if any(line.problem == "price_changed" for line in wrong):
        await cart.accept_prices(await turn.transaction(), priced)
    return result


def _line_title(line: PricedLine, lang: str) -> str:
    return line.offer.title(lang) if line.offer else "…"


def _version(line: PricedLine, lang: str) -> str:
    return (line.offer.options.get(lang) or next(iter(line.offer.options.values()), "")) if line.offer else ""


def _named_lines(priced: PricedCart, words: str, lang: str) -> list[PricedLine]:
    """The one line whose title has most in common with ``words``; none when nothing stands out."""
    shared = {line.line_id: _shared(_line_title(line, lang), words) for line in priced.lines}
    most = max(shared.values())
    best = [line for line in priced.lines if shared[line.line_id] == most]
    return best if most and len(best) == 1 else []


def _shared(title: str, words: str) -> int:
    """The length of the longest run of letters that is in both; 0 when it is too short to mean anything."""
    one, other = fold(title), fold(words)
    run = SequenceMatcher(None, one, other, autojunk=False).find_longest_match(0, len(one), 0, len(other))
    piece = one[run.a : run.a + run.size].strip()
    return len(piece) if len(piece) >= (_SHORT_LATIN if piece.isascii() else _SHORT_EAST) else 0


async def _not_in_cart(turn: Turn, priced: PricedCart) -> bool:
    """Whether the message names something of the catalogue, and nothing of the cart: then no line is meant, not even the only one."""
    rows = [f"product:{line.offer.product_id}" for line in priced.lines if line.offer]
    inside = await products_meant(turn, rows)
    return bool(await other_than(turn, turn.text, inside))


async def _line_meant(turn: Turn, value: Any) -> PricedLine | ActionResult:
    """The cart line a slot means: a line's id, a product, a variant, or nothing when there is only one."""
    priced = await own_cart(turn)
    if not priced.lines:
        return ActionResult("empty")
    if isinstance(value, str):
        for line in priced.lines:
            if line.line_id == value:
                return line
    if turn.text and await _not_in_cart(turn, priced):
        return ActionResult("not_in_cart")
    if value is None:
        meant = _named_lines(priced, turn.text, turn.lang) or list(priced.lines)
    else:
        variants = {row.partition(":")[2] for row in rows_in(value) if row.startswith("variant:")}
        products = {product.id for product in await products_meant(turn, value)}
        meant = [line for line in priced.lines if line.variant_id in variants]
        meant = meant or [line for line in priced.lines if line.offer and line.offer.product_id in products]
        if not meant:
            return ActionResult("not_in_cart")
    meant = await _as_said(turn, meant)
    if not meant:
        return ActionResult("not_in_cart")
    if len(meant) == 1:
        return meant[0]
    choices = []
    for line in meant:
        options = _version(line, turn.lang)
        label = _line_title(line, turn.lang) + (f" ({options})" if options else "")
        choices.append({"value": line.line_id, "label": label})
    return ActionResult("which", {"choices": choices})


async def _as_said(turn: Turn, lines: Sequence[PricedLine]) -> list[PricedLine]:
    """The lines that are in the version the message says: *remove vol. 6* means none of a cart with only vol. 4."""
    kept = []
    for line in lines:
        product = await catalog.product_of_variant(await turn.reader(), line.variant_id)
        variant = product.variant(line.variant_id) if product else None
        said = values_said(product, turn.text, {}) if product else {}
        if variant is None or all(variant.options.get(option) == value for option, value in said.items()):
            kept.append(line)
    return kept


async def change_quantity(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Set the quantity of a cart line, or change it relative to what it is."""
    line = await _line_meant(turn, arguments.get("line"))
    if isinstance(line, ActionResult):
        return line
    quantity = arguments.get("quantity")
    if arguments.get("relative"):
        quantity = changed_by(line.quantity, arguments["relative"])
    title = _line_title(line, turn.lang)
    tx = await turn.transaction()
    try:
        changed = await cart.change(tx, turn.contact.id, quantity, currency=turn.currency, line_id=line.line_id)  # type: ignore[arg-type]
    except (SoldOut, NotForSale):
        return ActionResult("only_left", {"title": title, "left": 0})
    except FewerLeft as fact:
        return ActionResult("only_left", {"title": title, "left": fact.data["available"]})
    except QuantityRefused:
        return ActionResult("limit", {"title": title, "max": MOST_OF_ONE})
    except NotInCart:
        return ActionResult("not_in_cart")
    if changed is None:
        return await _after(turn, "removed", {"title": title, "options_text": _version(line, turn.lang)})
    said = {"title": title, "options_text": _version(line, turn.lang)}
    return await _after(turn, "changed", {**said, "quantity": quantity, "line": line.line_id})


async def remove_from_cart(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Take a line out of the cart."""
    line = await _line_meant(turn, arguments.get("line"))
    if isinstance(line, ActionResult):
        return line
    try:
        await cart.remove(await turn.transaction(), turn.contact.id, line_id=line.line_id)
    except NotInCart:
        return ActionResult("not_in_cart")
    said = {"title": _line_title(line, turn.lang), "options_text": _version(line, turn.lang)}
    return await _after(turn, "removed", said)


async def _after(turn: Turn, outcome: str, values: dict[str, Any]) -> ActionResult:
    priced = await own_cart(turn)
    blocks = (_block(turn, priced),) if priced.lines else ()
    return ActionResult(outcome, {**values, "count": priced.count, "total": priced.total}, blocks)


async def clear_cart(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:  # noqa: ARG001
    """Empty the cart."""
    gone = await cart.clear(await turn.transaction(), turn.contact.id)
    return ActionResult("cleared", {"count": gone}) if gone else ActionResult("empty")


ACTIONS: Mapping[str, Action] = {
    "choose_variant": choose_variant,
    "add_to_cart": add_to_cart,
    "view_cart": view_cart,
    "change_quantity": change_quantity,
    "remove_from_cart": remove_from_cart,
    "clear_cart": clear_cart,
}
