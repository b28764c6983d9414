# ruff: noqa: E501  (patterns read best on one line)
"""A measure of somebody told of one product (*his chest is 48 cm*, 우리 개 6키로): the version that is stated to be for it, or whether the whole
of it is; and up to how much it is stated to go, where that is asked. What is stated is quoted; what is not stated is said to be so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from dangol.assistant.actions.showing import card_of, last_seen, prices_of
from dangol.assistant.actions.wanted_before import looked_at, wanted_before
from dangol.assistant.counted import counted_of
from dangol.assistant.matters import cautions_of
from dangol.assistant.sized import (
    Decided,
    Stated,
    alike,
    bounds_stated,
    decide,
    told_as,
    value_of,
    values_named,
    versions_stated,
)
from dangol.assistant.work import Turn
from dangol.commerce.catalog.products import Product
from dangol.commerce.inventory import repository as inventory
from dangol.dialogue import ActionResult
from dangol.messages.content import Text
from dangol.nlu.body_measures import BodyMeasure, asks_to_fit, asks_too_big, measures_told, of_somebody
from dangol.search.letters import plain

_MOST = 2
_READ = 400  # characters of a question
_FIGURE_APART = re.compile(r"(?<=\d) (?=[^\d\s])")
_WHOM_EN = r"(?:dogs?|cats?|pups?|pets?|animals?|persons?|people|adults?|riders?|kids?|child(?:ren)?)"
# Up to how much, or from what age, something is stated to be for.
HOW_FAR = {
    "mass": re.compile(
        rf"\bhow (?:heavy|big) (?:an? |of an? |can )\w*\s?(?:\w+ )?{_WHOM_EN}|\b(?:what|how much) weight\b|\bup to (?:what|how many|how much)\b[^?]*\b(?:kg|kilos?|weight|heavy)|\bhow many (?:kg|kilos?)\b[^?]*\b(?:{_WHOM_EN}|hold|carry|take|up to)"
        r"|\b(?:weight limit|max(?:imum)? (?:weight|load))\b|몇\s?(?:킬로|키로|kg)(?:그램)?\s?[가-힣]{0,6}\s?까지|몇\s?(?:킬로|키로|kg)(?:짜리)?\s?(?:개|강아지|고양이|아이|애|사람)"
        r"|何(?:キロ|kg)(?:くらい|ぐらい)?(?:の[^?？。]{1,8})?(?:まで|いけ|行け)|何(?:キロ|kg)の(?:犬|猫|子|人)|耐荷重|重さ(?:制限|は?どこまで)"
    ),
    "age": re.compile(
        r"\b(?:what|which) age\b|\bhow old (?:does|do|must|should|to)\b|\bfrom (?:how many|what|which) (?:months?|years?|weeks?|age)|몇\s?(?:살|세|개월|주)\s?(?:부터|까지|이상|용)|何(?:歳|才|[かカヶヵ]月|週)(?:から|まで|用|の子)"
    ),
    "length": re.compile(
        r"\bhow tall (?:an? |of an? |can )|\bup to what height|키\s?(?:가\s?)?(?:몇|얼마)\s?(?:cm|센티|센치)?\s?까지|몇\s?(?:cm|센티|센치)\s?까지\s?(?:입|신|써|쓸|타|맞)|身長(?:は)?何(?:cm|センチ)まで|何(?:cm|センチ)の(?:人|子)まで"
    ),
}


async def told_by_measure(turn: Turn, product: Product, question: str) -> ActionResult | None:
    """What is stated of ``product`` for the body's measure that ``question`` tells, or the bound it asks for; none where it does neither,
    or where nothing stated speaks of such a measure."""
    versions = versions_stated(product, turn.lang)
    told = _told(product, question, turn.lang)
    if told:
        for_one = _decided(product, told, versions, question, turn.lang)
        if for_one is not None:
            return await _version_told(turn, product, for_one, question)
        if bound := await _bound(turn, product, told, question):
            return bound
    if too := await _of_the_version(turn, product, versions, question):
        return too
    return await _how_far(turn, product, versions, question)


def _told(product: Product, question: str, lang: str) -> list[BodyMeasure]:
    """The measures of a body in ``question``: not those that only name a version of the product."""
    told = measures_told(question)
    if not told or not (of_somebody(question) or asks_to_fit(question)):
        return []
    names = {plain(v.name.text(lang)).replace(" ", "") for option in product.options for v in option.values}
    return [one for one in told if one.part or plain(one.text).replace(" ", "") not in names]


def _decided(
    product: Product, told: Sequence[BodyMeasure], versions: Sequence[Stated], question: str, lang: str
) -> Decided | None:
    """The version for all that was told: of two measures, the one that asks for the larger."""
    named = list(dict.fromkeys(value for _, value, _ in values_named(product, question, lang)))
    found = [d for one in told if (d := decide(one, versions, named[0] if len(named) == 1 else "")) is not None]
    if not found:
        return None
    order = {value.id: n for option in product.options for n, value in enumerate(option.values)}
    return max(found, key=lambda d: order.get(d.stated.value, 0))


async def _version_told(turn: Turn, product: Product, decided: Decided, question: str) -> ActionResult:
    stated = decided.stated
    chosen = {stated.option: stated.value}
    chosen |= await wanted_before(turn, product, chosen) if decided.verdict in ("fits", "between", "border") else {}
    fitting = product.matching(chosen) or product.matching({stated.option: stated.value})
    levels = await inventory.available(await turn.reader(), [variant.id for variant in fitting])
    priced = prices_of(product, turn.currency, fitting)
    values: dict[str, Any] = {
        "title": product.title.text(turn.lang),
        "version": _called(product, stated, turn.lang),
        "smaller": _called(product, decided.smaller, turn.lang) if decided.smaller else "",
        "measure": _said_again(decided.measure, turn.lang),
        "price": priced["price"] if fitting else None,
        "gone": "1" if not any(level.has() for level in levels.values()) else None,
        "row": f"product:{product.id}",
    }
    quoted = (Text(text=decided.line),)
    remember = {**last_seen(product), "asked_of_it": question, "measured": question}
    if decided.verdict in ("too_big", "too_small"):
        return ActionResult(decided.verdict, values, quoted, remember=remember)
    card = await card_of(turn, product, fitting[0] if len(fitting) == 1 else None)
    remember |= looked_at(product, chosen)
    return ActionResult(decided.verdict, values, (*quoted, *card), remember=remember)


def _said_again(measure: str, lang: str) -> str:
    """A measure as it is written in a language: 57cm in Korean and Japanese, *57 cm* in English."""
    return measure if lang == "en" else _FIGURE_APART.sub("", measure)


def _called(product: Product, stated: Stated, lang: str) -> str:
    option = product.option(stated.option)
    value = option.value(stated.value) if option else None
    return value.name.text(lang) if value else stated.value


async def _bound(turn: Turn, product: Product, told: Sequence[BodyMeasure], question: str) -> ActionResult | None:
    """Whether what was told is within what the whole product is stated to be for; what is told in steps is only quoted."""
    bounds = bounds_stated(product, turn.lang)
    for one in told:
        met = [(span, line) for span, line in bounds if alike(one, span)]
        if not met:
            continue
        lines = list(dict.fromkeys(line for _, line in met))[:_MOST]
        # What somebody's health hangs on is said first; how old they are is answered by these lines themselves.
        lines = list(dict.fromkeys([*cautions_of(product, question.replace(one.text, " "), turn.lang), *lines]))
        values = {"title": product.title.text(turn.lang), "measure": _said_again(told_as(one, met[0][0]), turn.lang)}
        remember = {**last_seen(product), "asked_of_it": question}
        said = {span.holds(value_of(one, span)) for span, _ in met}
        ends = {(span.low, span.high) for span, _ in met}
        each = [line for _, line in met]
        steps = len(said) > 1 or (len(ends) > 1 and len({*each}) < len(each))
        outcome = "stated" if steps else "within" if said == {True} else "beyond"
        card = () if outcome == "beyond" else await card_of(turn, product)
        return ActionResult(outcome, values, (Text(text="\n".join(lines)), *card), remember=remember)
    return None


async def _of_the_version(
    turn: Turn, product: Product, versions: Sequence[Stated], question: str
) -> ActionResult | None:
    """*Would the L be too big?*: what is stated of that version, and beside what was measured before, if it is another that is for that."""
    at = asks_too_big(question)
    if at is None:
        return None
    named = values_named(product, question, turn.lang)
    meant = [(option, value) for option, value, start in named if start <= at][-1:] or [one[:2] for one in named[:1]]
    about = [s for s in versions if (s.option, s.value) in meant]
    if not about:
        return None
    values = {"title": product.title.text(turn.lang), "measure": ""}
    quoted = Text(text="\n".join(list(dict.fromkeys(s.line for s in about))[:_MOST]))
    before = str(turn.facts.get("measured") or "")
    decided = _decided(product, measures_told(before), versions, "", turn.lang) if before else None
    if decided is not None and decided.stated.option == about[0].option and decided.stated.value != about[0].value:
        fitting = product.matching({decided.stated.option: decided.stated.value})
        levels = await inventory.available(await turn.reader(), [variant.id for variant in fitting])
        values["measure"] = _said_again(decided.measure, turn.lang)
        values["version"] = _called(product, decided.stated, turn.lang)
        values["other"] = _called(product, about[0], turn.lang)
        gone = {"gone": None if any(level.has() for level in levels.values()) else "1"}
        return ActionResult("rather", {**values, **gone}, (quoted,), remember=last_seen(product))
    card = await card_of(turn, product)
    return ActionResult("stated", values, (quoted, *card), remember=last_seen(product))


async def _how_far(turn: Turn, product: Product, versions: Sequence[Stated], question: str) -> ActionResult | None:
    """Up to how much, or from what age, it is stated to be for; of a weight, that nothing is stated, rather than its own."""
    said = plain(question[:_READ])
    kind = next((kind for kind, asked in HOW_FAR.items() if asked.search(said)), None)
    if kind is None:
        return None
    lines = [s.line for s in versions if s.span.kind == kind]
    lines += [line for span, line in bounds_stated(product, turn.lang) if span.kind == kind]
    values = {"title": product.title.text(turn.lang), "measure": "", "row": f"product:{product.id}"}
    remember = {**last_seen(product), "asked_of_it": question}
    if lines:
        told = Text(text="\n".join(list(dict.fromkeys(lines))[:_MOST]))
        return ActionResult("stated", values, (told, *await card_of(turn, product)), remember=remember)
    if kind != "mass" or counted_of(product, question, turn.lang):
        return None
    return ActionResult("unstated", values, remember=remember)
