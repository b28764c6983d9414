# ruff: noqa: E501  (patterns read best on one line)
"""Versions of one product side by side: the unscented and the green tea litter, the 1 kg and the 3 kg bag."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from dangol.assistant.actions.naming import named_in, other_than
from dangol.assistant.actions.own_cart import last_line_of
from dangol.assistant.actions.saying import values_said
from dangol.assistant.actions.shelves import on_shelf
from dangol.assistant.actions.showing import card_of, last_seen
from dangol.assistant.actions.subject import option_values, products_meant, recent
from dangol.assistant.of_each_value import amounts_of, named_beside, names_of_value, sold_by, told_of_each, unit_for
from dangol.assistant.work import Turn
from dangol.commerce.catalog.cards import View, version_comparison
from dangol.commerce.catalog.products import Option, Product, Variant
from dangol.commerce.inventory import repository as inventory
from dangol.dialogue import ActionResult
from dangol.kit.money import Money
from dangol.kit.text import fold
from dangol.messages.content import Text
from dangol.nlu.sizes import by_size
from dangol.search.names import value_kind

_TWO, _MOST = 2, 4
_NAMED = "*"  # whatever option the question calls by its name
_SAID = 3  # as what, the value, in which words
_BETTER = re.compile(
    r"\b(?:better|best|recommend|should i|prefer|would you)\b|나[아을은]|낫|좋[아을은]|추천|고를|살까|(?:どっち|どちら|どれ)が(?:いい|良い|よい)|おすすめ|オススメ|お勧め"
)
_COSTS = re.compile(
    r"\b(?:price|cost|costs|cheap|cheaper|expensive|dearer)\b|가격|얼마|싸|싼|쌀까|저렴|비싸|비싼|値段|価格|いくら|安[いく]|高[いく]"
)


@dataclass(frozen=True, slots=True)
class Compared:
    """What is compared of ``product``: values of ``option``, by their ids, with those of the other options that were ``chosen``; ``missing``
    is what it was said to come in and does not."""

    product: Product
    option: Option
    values: tuple[str, ...]
    chosen: Mapping[str, str]
    missing: tuple[str, ...] = ()

    def variants(self, value: str) -> tuple[Variant, ...]:
        """The variants that have ``value``, in what was chosen of the other options."""
        return self.product.matching({**self.chosen, self.option.id: value})


async def versions_compared(turn: Turn, arguments: Mapping[str, Any], question: str) -> ActionResult | None:
    """The versions that are named, of the one product that has them: what differs, and that the rest does not. ``versions_missing`` where
    it comes in fewer than two of them; nothing where no product is meant that way."""
    said = [
        [*pair] for pair in arguments.get("versions") or () if isinstance(pair, (list, tuple)) and len(pair) == _SAID
    ]
    unknown = [str(word) for word in arguments.get("unknown") or ()]
    option = str(arguments.get("option") or "")
    spoken_of = await _spoken_of(turn, arguments, question)
    if len(said) == 1 and not unknown and len(spoken_of) == 1:
        said += await _had_before(turn, spoken_of[0])
    named = [found for product in spoken_of if (found := _of(product, said, unknown, option, question))]
    whole = [found for found in named if len(found.values) >= _TWO]
    for others in await _nearby(turn, arguments, question) if not whole and (said or unknown) else ():
        there = [found for product in others if (found := _of(product, said, unknown, option, question))]
        there = [found for found in there if len(found.values) >= _TWO and not found.missing]
        if len(there) == 1:  # of several that come so, no version tells which
            whole = there
            break
    if whole:
        return await _told(turn, whole[0], question)
    lacking = next((found for found in named if found.missing), None)
    return await _lacking(turn, lacking) if lacking is not None else None


async def _spoken_of(turn: Turn, arguments: Mapping[str, Any], question: str) -> list[Product]:
    """The one product that is named, or that was spoken of last where the question names no other by words that nothing was linked to."""
    last = turn.facts.get("last_product")
    for value in (arguments.get("other"), arguments.get("products"), last):
        meant = await products_meant(turn, value)
        if len(meant) != 1:
            if meant:
                return []
            continue
        others = await other_than(turn, question, meant) if f"product:{meant[0].id}" == last else []
        return others if len(others) == 1 else meant
    return []


async def _had_before(turn: Turn, product: Product) -> list[list[str]]:
    """The version of ``product`` that was looked at or taken last, as values that were said: what *the difference to the M* is from."""
    looked = turn.facts.get("looked_at")
    options = dict(looked.get("options") or {}) if isinstance(looked, Mapping) else {}
    if not isinstance(looked, Mapping) or looked.get("product") != f"product:{product.id}":
        line = await last_line_of(turn, product)
        variant = product.variant(line[0].variant_id) if line else None
        options = dict(variant.options) if variant else {}
    return [[str(name), str(value), str(value)] for name, value in options.items()]


async def _nearby(turn: Turn, arguments: Mapping[str, Any], question: str) -> list[list[Product]]:
    """What else may be meant: what was shown lately, what stands on the shelf that is named, what the words name."""
    return [await recent(turn), await on_shelf(turn, arguments.get("category")), await named_in(turn, question)]


def _of(
    product: Product,
    said: Sequence[Sequence[Any]],
    unknown: Sequence[str],
    option_id: str,
    question: str,
) -> Compared | None:
    """What of ``product`` is compared by what was ``said`` (name, value, words), by what ``question`` names, or by all values of an option."""
    best: Compared | None = None
    for option in product.options:
        made = [v.id for v in option.values if product.matching({option.id: v.id})]
        named = [value for value in named_beside(option, question) if value in made]
        strange: list[str] = []
        for name, value, words in said:
            chosen, not_made = option_values(product, [(str(name), value)])
            value_id = chosen.get(option.id) or _by_figure(option, str(value))
            if value_id in made:
                named.append(value_id)
            elif not_made and _is_of(option, str(name)):
                strange.append(str(words))
        if named or strange:
            strange += [word for word in unknown if not named_beside(option, word)]
        if len(named) < _TWO and (option_id == option.id or (option_id == _NAMED and _is_named(option, question))):
            named = made
        ordered = tuple(value for value in dict.fromkeys(named))[:_MOST]
        if len(ordered) + len(strange) < _TWO:
            continue
        found = Compared(product, option, ordered, _chosen(product, option, question), tuple(dict.fromkeys(strange)))
        if best is None or len(found.values) > len(best.values):
            best = found
    return best


def _by_figure(option: Option, said: str) -> str:
    """The id of the one value that has no figure in its name but the one that is ``said`` alone: 90 of *90 cm*; empty where none has."""
    by = [v.id for v in option.values if said.isdigit() and re.findall(r"\d+", v.name.text(v.name.default)) == [said]]
    return by[0] if len(by) == 1 else ""


def _is_named(option: Option, question: str) -> bool:
    said = fold(question)
    return any(fold(name) in said for name in (option.id, *option.name.values.values()) if name.strip())


def _is_of(option: Option, name: str) -> bool:
    return fold(name) in (fold(option.id), value_kind(option.id, *option.name.values.values()))


def _chosen(product: Product, option: Option, question: str) -> dict[str, str]:
    """What is said of the other options beside the one that is compared: *M or L, in black*."""
    said = values_said(product, question, {option.id: ""})
    return said if product.matching(said) else {}


async def _told(turn: Turn, asked: Compared, question: str) -> ActionResult:
    product, option, lang = asked.product, asked.option, turn.lang
    groups = [(value, asked.variants(value) or product.matching({option.id: value})) for value in asked.values]
    levels = await inventory.available(await turn.reader(), [variant.id for variant in product.variants])
    names = [_name(option, value, lang) for value, _ in groups]
    written = told_of_each(product, option, asked.values, lang)
    alike = len({tuple(lines) for lines in written.values()}) == 1  # said of all of them in one sentence
    stated = [] if alike else [" ".join(written[value]) for value, _ in groups]
    view = View(lang, turn.currency, turn.rooms.say)
    block = version_comparison(
        product, [variants for _, variants in groups], names, levels, view, stated if any(stated) else ()
    )
    if block is None:
        return ActionResult("not_found")
    prices = [_price(variants, turn.currency) for _, variants in groups]
    gone = [
        name for name, (_, variants) in zip(names, groups, strict=True) if not any(levels[v.id].has() for v in variants)
    ]
    common = next(iter(written.values())) if alike else []
    values: dict[str, Any] = {
        "title": product.title.text(lang),
        "names": names,
        "option_name": _called(option, lang),
        "told": any(stated),
        "missing": list(asked.missing),
        "available": _made(product, option, lang),
        "gone": gone,
        "untold": bool(_BETTER.search(fold(question)))
        and not any(written.values())
        and not _COSTS.search(fold(question)),
        **_per_unit(turn, asked, prices),
    }
    outcome = "versions"
    if len({_amounts(variants, turn.currency) for _, variants in groups}) == 1:
        outcome, values["price"] = "versions_even", prices[0]
    elif len(names) == _TWO and all(prices):
        outcome = "versions_apart"
        (low, cheaper), (high, dearer) = sorted(
            ((p, n) for p, n in zip(prices, names, strict=True) if p), key=lambda pair: pair[0].amount
        )
        values |= {"cheaper": cheaper, "dearer": dearer, "gap": high - low}
    quoted = (Text(text="\n".join(common)),) if common else ()
    return ActionResult(outcome, values, (*quoted, block), remember=_remembered(asked, prices, lang))


async def _lacking(turn: Turn, asked: Compared) -> ActionResult:
    product, option = asked.product, asked.option
    there = asked.values[0] if asked.values else None
    variants = asked.variants(there) if there else ()
    card = await card_of(turn, product, variants[0] if len(variants) == 1 else None)
    values = {
        "title": product.title.text(turn.lang),
        "missing": list(asked.missing),
        "available": _made(product, option, turn.lang),
    }
    return ActionResult("versions_missing", values, card, remember=last_seen(product))


def _per_unit(turn: Turn, asked: Compared, prices: Sequence[Money | None]) -> dict[str, Any]:
    """What a kilogram or 100 ml costs of two versions that are amounts, the cheaper one first; ``unit`` is none where that tells nothing."""
    nothing: dict[str, Any] = {"unit": None, "less": None, "less_price": None, "more": None, "more_price": None}
    amounts = amounts_of(asked.option, asked.values, turn.lang)
    if amounts is None or len(prices) != _TWO or not all(prices):
        return nothing
    weights = [max((v.weight_g or 0 for v in asked.variants(value)), default=0) for value in asked.values]
    if not sold_by(*amounts, weights):
        return nothing
    per, unit = unit_for(*amounts, turn.lang)
    each = [
        Money(int((Decimal(price.amount) * per / amount).quantize(Decimal(1), ROUND_HALF_UP)), turn.currency)
        for price, amount in zip(prices, amounts[1], strict=True)
        if price is not None
    ]
    names = [_name(asked.option, value, turn.lang) for value in asked.values]
    (less_price, less), (more_price, more) = sorted(zip(each, names, strict=True), key=lambda pair: pair[0].amount)
    if less_price == more_price:
        return nothing
    return {"unit": unit, "less": less, "less_price": less_price, "more": more, "more_price": more_price}


def _amounts(variants: Iterable[Variant], currency: str) -> tuple[int, ...]:
    return tuple(sorted({price.amount for v in variants if (price := v.price(currency)) is not None}))


def _price(variants: Iterable[Variant], currency: str) -> Money | None:
    """What all of ``variants`` cost; none where not all cost the same."""
    amounts = _amounts(variants, currency)
    return Money(amounts[0], currency) if len(amounts) == 1 else None


def _name(option: Option, value_id: str, lang: str) -> str:
    value = option.value(value_id)
    return value.name.text(lang) if value is not None else value_id


def _made(product: Product, option: Option, lang: str) -> list[str]:
    return [value.name.text(lang) for value in option.values if product.matching({option.id: value.id})]


def _called(option: Option, lang: str) -> str:
    return option.name.text(lang) or option.id


def _remembered(asked: Compared, prices: Sequence[Money | None], lang: str) -> dict[str, Any]:
    """The product as the one thing that was shown and is spoken of, and which of its versions were weighed."""
    product = asked.product
    row = f"product:{product.id}"
    price = next((price.amount for price in prices if price), None)
    weighed = {"option": asked.option.id, "values": list(asked.values), "chosen": dict(asked.chosen)}
    shown = [{"row": row, "title": product.title.text(lang), "price": price, "weighed": weighed}]
    return {**last_seen(product), "shown": shown, "looked_at": None, "sold_out": None}


def one_of_those_weighed(turn: Turn, product: Product, comparison: object) -> dict[str, str]:
    """The option values of the one that stands at one end of the versions of ``product`` that were told apart last: *the bigger one*,
    *the cheaper one*. Empty where none were, or none of them does."""
    shown = turn.facts.get("shown") or []
    last = shown[0] if len(shown) == 1 and isinstance(shown[0], Mapping) else {}
    weighed = last.get("weighed")
    if not isinstance(weighed, Mapping) or last.get("row") != f"product:{product.id}":
        return {}
    option = product.option(str(weighed.get("option")))
    values = [str(value) for value in weighed.get("values") or () if option is not None and option.value(str(value))]
    if option is None or len(values) < _TWO:
        return {}
    before = {str(name): str(value) for name, value in (weighed.get("chosen") or {}).items()}
    if comparison in ("bigger", "smaller"):
        ordered = by_size([(value, names_of_value(option, value)) for value in values])
        return {**before, option.id: ordered[-1 if comparison == "bigger" else 0]} if ordered else {}
    if comparison not in ("cheaper", "dearer", "worth"):
        return {}
    prices = [(_price(product.matching({**before, option.id: value}), turn.currency), value) for value in values]
    amounts = amounts_of(option, values, turn.lang) if comparison == "worth" else None
    per = amounts[1] if amounts else [Decimal(1)] * len(values)
    known = sorted((price.amount / each, value) for (price, value), each in zip(prices, per, strict=True) if price)
    if len(known) < len(values):
        return {}
    first, second = (known[-1], known[-2]) if comparison == "dearer" else (known[0], known[1])
    return {**before, option.id: first[1]} if first[0] != second[0] else {}
