"""Side by side: two to four products, and which of them it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from dangol.assistant.actions.naming import is_said, named_in, names_of
from dangol.assistant.actions.shelves import on_shelf
from dangol.assistant.actions.showing import last_seen
from dangol.assistant.actions.subject import product_spoken_of, products_meant, recent, which
from dangol.assistant.actions.versions_compared import versions_compared
from dangol.assistant.finding import PAGE
from dangol.assistant.judging import Verdict, judge
from dangol.assistant.suiting import suiting_first
from dangol.assistant.work import Action, Turn
from dangol.commerce.catalog import repository as catalog
from dangol.commerce.catalog.errors import NotSoldInCurrency
from dangol.commerce.catalog.products import Product
from dangol.dialogue import ActionResult
from dangol.kit.text import fold
from dangol.messages.content import Text
from dangol.nlu.moods import asks_which_of
from dangol.search.tokens import telling_words

_MOST_COMPARED = 4
_OF_TWO = re.compile(r"\b(?:two|both|either)\b|둘|두\s?(?:개|가지|상품)|二つ|ふたつ|2つ|両方")
_APART = re.compile(
    r",|、|\b(?:and|or|vs\.?|versus|than|with)\b|(?<=[가-힣\w])(?:이랑|랑|하고|와|과|이나)\s|(?<=[ァ-ヶー一-鿿ぁ-ん\w])(?:と|か|や)(?=[ァ-ヶー一-鿿ぁ-ん\w])"
    r"|(?<=까)\S{0,2}\s|[?？]"
)
_MOST_JUDGED = 24
# With what is spoken of: リネンのと比べると, 그 나무 거보다는, *compared to the wool one*.
_BESIDE_IT = re.compile(
    r"^(?:and |so |what about |how (?:is it|does it|does that) )?(?:compare[ds]? (?:to|with)|versus|vs\.?|next to) "
    r"|\b(?:is it|it'?s|that|this one) (?:better|different|compared)\b"
    r"|(?:이랑|랑|하고|와|과)\s?비교하면|보다는?\s?(?:어때|나아|나은|좋|낫)|と(?:比べる|くらべる|比べて|比較する)と?(?:どう)?|より(?:は|も)?(?:いい|良い|どう)"
)


async def compare_products(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Two to four products side by side; where one of them is asked for, which it is (``assistant.judging``); or
    versions of one product (``versions_compared``)."""
    question = str(arguments.get("question") or turn.text)
    versions = await versions_compared(turn, arguments, question)
    if versions is not None:
        return versions
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
    if (
        _BESIDE_IT.search(fold(question))
        and (one := await product_spoken_of(turn))
        and one.id not in {p.id for p in meant}
    ):
        # *And compared to the wool one?* compares with what is spoken of.
        alike = [other for other in meant if {*other.categories} & {*one.categories}]
        if not alike:
            close = await turn.rooms.finder.similar(await turn.reader(), one, turn.lang, turn.currency, PAGE)
            best, clearly = suiting_first(close, question, turn.lang)
            alike = [*best[:1]] if clearly else []
        meant = [one, *(alike or meant)[:1]]
    if len(meant) < 2:
        meant += await _each_named(turn, question, meant)
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
        if shelf := _called_so(await on_shelf(turn, arguments.get("category")), question):
            ids = {product.id for product in shelf}
            held = [product for product in meant if product.id in ids]
            meant = held if len(held) > 1 else shelf
        elif not before:
            meant = await named_in(turn, question)  # the family that its name is short for: *which of the Drift ones*
    if len(meant) < 2:
        return ActionResult("need_more", {"choices": which(shown, turn.lang)}) if shown else ActionResult("not_found")
    return meant


def _called_so(shelf: list[Product], question: str) -> list[Product]:
    """Of a ``shelf`` what bears the word it is asked for by, where several do: *the two mugs* are not all the cups."""
    names = {product.id: names_of(product, {}) for product in shelf}
    titles = {product.id: names[product.id][: len(product.title.values)] for product in shelf}
    for word in telling_words(question):
        for called in (titles, names):  # by their titles, else by their other names as well
            bearing = [product for product in shelf if is_said(word, called[product.id])]
            if 1 < len(bearing) < len(shelf):
                return bearing
    return shelf


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


async def _each_named(turn: Turn, words: str, meant: Sequence[Product]) -> list[Product]:
    """The products besides those ``meant`` that the parts of *the cica cream or the ceramide one* name, each where it is one alone: of
    *Drift and Drift Pro*, the first is the one that is not the second."""
    found: list[Product] = []
    for part in _APART.split(words):
        named = {product.id for product in (*meant, *found)}
        near = [product for product in await named_in(turn, part) if product.id not in named]
        if len(near) == 1:
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


ACTIONS: Mapping[str, Action] = {"compare_products": compare_products}
