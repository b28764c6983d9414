"""Which variant is meant: from a product and what was said so far, or the next option to ask for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dangol.assistant.actions.naming import (
    better_named,
    is_said,
    named_in,
    names_of,
    other_than,
    said_of_itself,
    takes_its_place,
)
from dangol.assistant.actions.own_cart import cart_shown, going, last_line_of, replaced_line, titles_of
from dangol.assistant.actions.ranges import MOST_AT_ONCE, NumberedVersions, versions_numbered
from dangol.assistant.actions.saying import (
    changed_by,
    counted_elsewhere,
    quantity_said,
    value_beside,
    value_numbered,
    values_hinted,
    values_outermost,
    values_priced,
    values_said,
)
from dangol.assistant.actions.shelves import on_shelf
from dangol.assistant.actions.subject import (
    kind_of,
    made_in,
    one_product,
    option_values,
    products_meant,
    recent,
    rows_in,
    variant_row,
    variants_with,
    which,
    words_in,
)
from dangol.assistant.actions.versions_compared import one_of_those_weighed
from dangol.assistant.actions.wanted_before import values_meant, wanted_before
from dangol.assistant.work import Action, Turn
from dangol.commerce.cart.actions import PricedCart, PricedLine
from dangol.commerce.catalog import repository as catalog
from dangol.commerce.catalog.products import Option, Product, Variant
from dangol.commerce.inventory import repository as inventory
from dangol.dialogue import ActionResult
from dangol.kit.text import fold
from dangol.nlu.entities.numbers import below_zero
from dangol.nlu.entities.references import references
from dangol.nlu.normalise import normalise
from dangol.search.letters import plain
from dangol.search.names import colour_in
from dangol.search.tokens import telling_words

_MOST_ALTERNATIVES = 3
_A_WORD = 4  # letters
_ONE_SIGN = re.compile("[一-龥가-힣]")
_SPELT = {"two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_FIGURE = re.compile(rf"\d+|\b(?:{'|'.join(_SPELT)})(?=-)")
_KATAKANA = re.compile(r"[ァ-ヶー]{2,}")
_MORE = re.compile(r"\b(?:again|another|more|too|also|second)\b|또|더|다시|한번|もう|また|追加")


async def choose_variant(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Find the one variant meant by a product and the option values said so far, or name the next option to ask for."""
    named = variant_row(arguments.get("variant")) or variant_row(arguments.get("product"))
    if named is not None:
        product = await catalog.product_of_variant(await turn.reader(), named)
        variant = product.variant(named) if product and product.on_sale else None
        said = [(kind, arguments.get(kind)) for kind in ("color", "size", "attribute")]
        version = option_values(product, said)[0] if product else {}
        if product is not None and any(variant is None or variant.options.get(o) != v for o, v in version.items()):
            # *A black one too*, of what lies in the cart in white: not the white one again.
            arguments = {**arguments, "variant": None, "product": f"product:{product.id}"}
        elif product is not None and arguments.get("instead") and await _rather(turn, product, arguments):
            arguments = {**arguments, "variant": None, "product": f"product:{product.id}"}
        elif product is not None and (
            other := await _of_that_number(turn, _text_of(turn, arguments), product, arguments)
        ):
            arguments = {**arguments, "variant": None, "product": f"product:{other[0].id}"}
        elif product is not None and variant is not None:
            return _in_place(await ready(turn, product, variant, arguments.get("quantity")), arguments.get("instead"))
    found, given = await _product_meant(turn, arguments), arguments.get("product")
    searched = (
        isinstance(given, Mapping) and not rows_in(given) and not (given.get("category") or arguments.get("choices"))
    )
    # What is wanted is named last: a gravel vacuum is no gravel.
    named_last = [word.text for word in telling_words(words_in(given))[-1:]] if searched else []
    if searched and not isinstance(found, ActionResult) and not _surely(turn, found, words_in(given), named_last):
        found = ActionResult(
            "which", {"choices": which([found], turn.lang)}
        )  # the best that was found, and maybe not it
    if isinstance(found, ActionResult):
        # Of several things in one message, which of them it is that is asked about.
        return replace(found, values={"named": words_in(given) or None, **found.values})
    found = await _rather(turn, found, arguments) or found
    instead = await _in_place_of(turn, found, arguments)
    return _in_place(await _version_of(turn, found, {**arguments, "instead": instead}), instead)


async def _rather(turn: Turn, product: Product, arguments: Mapping[str, Any]) -> Product | None:
    """The other thing that is to take the place of ``product``, where the message says more of it than of what lies in the cart already:
    *the black hang-on filter, rather*, with the sponge filter there."""
    line = await replaced_line(turn, arguments) if arguments.get("instead") and not arguments.get("options") else None
    if line is None or line.offer is None or line.offer.product_id != product.id:
        return None
    text = _text_of(turn, arguments)
    near = await better_named(turn, text, product) or await _of_that_number(turn, text, product, arguments)
    return near[0] if len(near) == 1 and not said_of_itself(text, product, near[0]) else None


async def _of_that_number(turn: Turn, text: str, product: Product, arguments: Mapping[str, Any]) -> list[Product]:
    """What bears the number in its title that ``text`` says, where ``product`` bears another: the bed for three, not the one for
    two. How many are wanted is none."""
    made = (value.name.text(turn.lang) for option in product.options for value in option.values)
    own = _figures(" ".join((product.title.text(turn.lang), *made)))
    said = _figures(text) - {str(arguments.get("quantity"))}
    if not own or not said or said & own:
        return []
    alike = await products_meant(turn, {"text": text, "category": f"category:{next(iter(product.categories), '')}"})
    return [other for other in alike if said & _figures(other.title.text(turn.lang))]


def _figures(text: str) -> set[str]:
    return {_SPELT.get(found, found) for found in _FIGURE.findall(fold(text))}


def _in_place(result: ActionResult, instead: Any) -> ActionResult:
    """``result`` with the line that makes room for it."""
    return replace(result, values={**result.values, "in_place": instead})


async def _in_place_of(turn: Turn, product: Product, arguments: Mapping[str, Any]) -> Any:
    """The line that is to make room. What was put into the cart last does not for another thing that only is to be in another version
    itself: 우비는 네이비로 바꿀게요, without one in the cart."""
    instead = arguments.get("instead")
    line = await replaced_line(turn, arguments) if instead == "last" else None
    if line is None or line.offer is None or line.offer.product_id == product.id or arguments.get("options"):
        return instead
    return instead if await takes_its_place(turn, _text_of(turn, arguments), product) else None


async def _version_of(turn: Turn, found: Product, arguments: Mapping[str, Any]) -> ActionResult:
    """The one variant of a product that is meant, or the next option to ask for."""
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
    more, strange = values_meant(turn, found, said)
    chosen |= more
    first, text = str(arguments.get("words") or ""), _text_of(turn, arguments)
    line = await replaced_line(turn, arguments)
    here = await _options_of(turn, line) if line is not None else {}
    chosen |= value_numbered(found, arguments.get("quantity"), text)
    # *A smaller one* of before is settled where the answer says which: *the 18 cm pot*.
    beside = arguments.get("comparison")
    settled = values_said(found, turn.text, chosen) if beside and first and first not in turn.text else {}
    settled = settled or one_of_those_weighed(turn, found, beside)
    chosen |= settled or value_beside(found, {**here, **chosen}, beside)
    # What was said when it was first asked for still holds, unless something else is said now.
    for said_now in dict.fromkeys((text, first)):
        chosen |= values_said(found, said_now, chosen)
        chosen |= values_hinted(found, said_now, chosen)
        chosen |= values_outermost(found, said_now, chosen)
        chosen |= values_priced(found, said_now, turn.currency, chosen)
    chosen |= await wanted_before(turn, found, chosen)
    count = quantity_said(arguments.get("quantity"), found, chosen, first or text, turn.lang)
    count = counted_elsewhere(found, arguments.get("attribute"), first or text, turn.lang) or count
    if arguments.get("relative"):
        count = max(1, changed_by(count or 1, arguments["relative"]))
    elif count is None and arguments.get("quantity") and line is None:
        before = await _just_added(turn, found)  # *make that 17*, of the two that were just put there in 21
        count = before[0].quantity if before else None
    elif count is None and line is not None:
        count = going(line, arguments.get("out"))
    counted = {"quantity": count}
    if line is not None and (
        chosen or arguments.get("quantity") or line.offer is None or line.offer.product_id != found.id
    ):
        chosen = _kept(found, here, chosen)
    if count is None and below_zero(fold(text)):
        return ActionResult("how_many", {"product": f"product:{found.id}", "options": chosen})
    if strange:
        asked = next((option for option in found.options if option.id not in chosen), found.options[0])
        return await _ask(
            turn,
            found,
            asked,
            chosen,
            "no_such_value",
            unmade=await _said(turn, strange[0], kind_of(said, strange[0])),
            **counted,
        )
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
        there = await ready(turn, found, fitting[0], **counted)
        if there.outcome == "ready":
            return there
        return await _or_else(turn, found, chosen, arguments.get("otherwise"), **counted) or there
    # Options in which the variants left differ; one with a single value left needs no question.
    for option in found.options:
        if option.id not in chosen and len({variant.options.get(option.id) for variant in fitting}) > 1:
            return await _ask(turn, found, option, chosen, "need_option", **counted)
    return await ready(turn, found, fitting[0], **counted)


async def _or_else(
    turn: Turn, product: Product, chosen: Mapping[str, str], otherwise: Any, quantity: int | None
) -> ActionResult | None:
    """The version wanted in case this one is sold out (*if white's gone, black*), where that can be had."""
    second, _ = option_values(product, [("attribute", otherwise)])
    fitting = variants_with(product, {**chosen, **second}) if second else ()
    there = await ready(turn, product, fitting[0], quantity) if len(fitting) == 1 else None
    return there if there is not None and there.outcome == "ready" else None


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
    return await last_line_of(turn, product)


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
        return await ready(turn, product, variant, arguments.get("quantity"))
    line, priced = added
    values = {**titles_of(turn, product, variant.id), "quantity": line.quantity, "variant": f"variant:{variant.id}"}
    return ActionResult("in_cart", values, (cart_shown(turn, priced),))


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
        settled = arguments.get("options") or arguments.get("value") is not None
        settled = settled or (turn.facts.get("last_line") is None and option_values(found, said)[0])
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
    if not given and len(fitting := made_in(await recent(turn), said)) == 1:
        return fitting[0]
    linked = await products_meant(turn, given) if given else []
    # A shelf's word finds a few of what stands there; the words beside it may tell one of the others: *usb c cable*.
    shelf = await on_shelf(turn, given.get("category")) if isinstance(given, Mapping) and given.get("category") else []
    linked += [product for product in shelf if all(product.id != known.id for known in linked)]
    near = await named_in(turn, words, said, linked)
    shown = {choice["value"] for choice in found.values.get("choices") or ()}
    if shelf and 0 < len(near) < len(linked):
        shown = {f"product:{product.id}" for product in near}
    near = [product for product in near if f"product:{product.id}" in shown] or near
    if len(near) == 1 and (shown or _called(turn, near[0], words)):
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


def _surely(turn: Turn, product: Product, words: str, last: list[str]) -> bool:
    """Whether a product found by ``words`` is what they mean: by the ``last`` of them, or by each of several (反射ロープ)."""
    if _called(turn, product, " ".join(last)):
        return True
    said, names = telling_words(words), names_of(product, {})
    if len(said) == 1 and _ONE_SIGN.fullmatch(said[0].text):
        return any(part.endswith(said[0].text) for name in names for part in name.split())  # 薪 of ナラの薪
    return len(said) > 1 and all(is_said(word, names) or _ends_a_word(word.text, names) for word in said)


def _ends_a_word(word: str, names: Sequence[str]) -> bool:
    """Whether a word of ``names`` ends in ``word``: the sticks of *drumsticks*."""
    return len(word) >= _A_WORD and any(part.endswith(word) for name in names for part in name.split())


def _called(turn: Turn, product: Product, words: str) -> bool:
    """Whether a product is called by a word of ``words``, and not only found by something that is written of it, or by letters that a
    longer word ends with: no ネット is マグネット, though a カメラ is インスタントカメラ."""
    names, lexicon = names_of(product, {}), turn.rooms.finder.lexicon
    titles = " ".join(plain(title) for title in product.title.values.values())

    def within(word: str) -> bool:
        return bool(_KATAKANA.fullmatch(word)) and re.search(f"(?<![ァ-ヶー]){word}", titles) is None

    return any(
        is_said(word, names) and not (within(word.text) and not lexicon.knows(word.text))
        for word in telling_words(words)
    )


def _foremost(turn: Turn) -> str | None:
    """*Ok, add it*, right after the cheapest was asked for: the first of what was shown."""
    row = turn.facts.get("foremost")
    text = normalise(turn.text).text
    points = any(found.kind == "reference" and found.value in ("this", "that") for found in references(text, turn.lang))
    return str(row) if row and (points or not telling_words(text)) else None


async def _said(turn: Turn, value: str, kind: str) -> str:
    """A value the product does not come in, as the shop calls it elsewhere, else in the reader's language where it is a colour everybody
    knows."""
    own = await turn.rooms.finder.value_name(await turn.reader(), kind, value, turn.lang)
    known = colour_in(value, turn.lang)
    if own != value:
        return own.lower() if known and turn.lang == "en" else own
    return known or own


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


async def ready(turn: Turn, product: Product, variant: Variant, quantity: int | None = None) -> ActionResult:
    """The one variant, ready for the cart; where it is sold out, what there is instead."""
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


ACTIONS: Mapping[str, Action] = {"choose_variant": choose_variant}
