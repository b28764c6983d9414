"""Which products a message's own words name, where understanding linked none: by the words of their titles and shelves, and by the
options they come in. *The tint in coral peach* is the one tint that has a coral peach."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dangol.assistant.actions.saying import values_hinted, values_said
from dangol.assistant.actions.subject import (
    made_in,
    one_product,
    option_values,
    products_meant,
    recent,
    rows_in,
    which,
    words_in,
)
from dangol.assistant.avoided import avoided_in, without_avoided
from dangol.assistant.finding import PAGE
from dangol.assistant.work import Turn
from dangol.commerce.catalog import repository as catalog
from dangol.commerce.catalog.products import Filter, Product
from dangol.dialogue import ActionResult
from dangol.kit.stems import stem
from dangol.nlu.entities.numbers import whole_number
from dangol.search.index import search
from dangol.search.letters import hiragana, plain
from dangol.search.names import bare_title, colour_in
from dangol.search.tokens import Word, telling_words

_LOOKED_AT = 24
_PARTS = re.compile(r"\d+(?:[.,]\d+)+[^\W_]*|[^\W_]+")  # the 1.5m of a title holds no 5m
_LEAST = 2  # letters of a word that names something
_ABOUT_AS_WELL = 0.85
_SEVERAL = 2
_SURELY_CALLED = 0.9  # a shelf, by its name and not by one that is spelt a little like it
_COUNTED = re.compile(r"(?<![\d.,])\d{1,4}[\s-]?(?:[a-z]{2,6}|[가-힣]{1,2}|[一-鿿]{1,2})")
_INSTEAD = re.compile(r"\binstead\b|\b(?:swap|switch|trade|replace)\b|대신|代わり|かわり")
_PUT_IN = r"\b(?:for|with|to|into)\s(?:[a-z'-]+\s){{0,4}}{0}|{0}(?:s\s)?(?:으?로(?![가-힣])|[にで])"
Said = Sequence[tuple[str, Any]]
"""Values said of the wanted thing: kind and value, as flows keep them."""


async def named_in(turn: Turn, text: str, said: Said = (), among: Sequence[Product] = ()) -> list[Product]:
    """The products that most of what ``text`` says is said of; none when no word of it is theirs.

    Without ``among``, a word of the title, of another name or of the shelf has to fall; of the products ``among`` which the choice is,
    an option is enough: *the 23 one*.
    """
    reader = await turn.reader()
    words = telling_words(text)
    candidates: Sequence[Product] = among
    if not among:
        if not words:
            return []
        hits = await search(reader, "product", text, turn.lang, limit=_LOOKED_AT)
        candidates = [product for product in await catalog.list_products(reader, hits.ids) if product.on_sale]
    shelves = await _shelves(turn)
    scored: list[tuple[int, frozenset[str], Product]] = []
    for product in candidates:
        names = names_of(product, shelves)
        own = frozenset(word.text for word in words if is_said(word, names))
        chosen, _ = option_values(product, said)
        chosen |= values_said(product, text, chosen)
        chosen |= values_hinted(product, text, chosen)
        if own or (among and chosen):
            scored.append((len(own) + len(chosen), own, product))
    most = max((score for score, _, _ in scored), default=0)
    best = [product for score, _, product in scored if score == most]
    if len(best) == 1:
        # *Two hojicha and a black teapot* names several things, and the one that most is said of is not all of them.
        met = next(own for _, own, product in scored if product is best[0])
        best += [product for _, own, product in scored if own - met]
    return best


async def one_meant(
    turn: Turn, arguments: Mapping[str, Any], text: str, said: Said = (), *, searched: bool = True
) -> Product | ActionResult:
    """The one product that ``product`` of ``arguments`` means, or what there is to choose from. An answer to *which one?* is looked for
    among the ``choices``; where nothing was linked, ``searched`` looks for the words of ``text``."""
    value = arguments.get("product")
    offered = await products_meant(turn, [choice.get("value") for choice in arguments.get("choices") or ()])
    if offered and (words := words_in(value) or text) and len(rows_in(value)) != 1:
        near = _numbered(words, offered) or await named_in(turn, words, said, offered)
        if len(near) == 1:
            return near[0]
    if searched and (other := await _of_another_shelf(turn, value, str(arguments.get("words") or text), said)):
        return other
    found = await one_product(turn, value)
    if not isinstance(found, ActionResult):
        return await _told_from_others(turn, found, value, text, said)
    if found.outcome == "which" and not value and len(fitting := made_in(await recent(turn), said)) == 1:
        return fitting[0]
    if not searched or found.outcome != "which" or found.values.get("choices"):
        return found
    near = await named_in(turn, text, said)
    if len(near) == 1:
        return near[0]
    return ActionResult("which", {"choices": which(near, turn.lang)}) if near else found


async def _of_another_shelf(turn: Turn, value: Any, text: str, said: Said) -> Product | ActionResult | None:
    """What ``text`` names by its kind alone, where ``value`` is only what was spoken of last and that is of another kind: *how much is a
    lock?* is not asked of the bicycle. The one thing on the shelf that is meant, or ``shelf`` with the shelf to show; nothing where it
    is not so."""
    rows = rows_in(value)
    if not rows or value not in (turn.facts.get("last_product"), f"product:{turn.facts.get('page_product')}"):
        return None
    matches = turn.rooms.finder.lexicon.find(text, turn.lang)
    shelves = [m.value for m in matches if m.kind == "category" and m.links[0].score >= _SURELY_CALLED]
    if len(shelves) != 1 or any(match.kind == "product" for match in matches):
        return None
    spoken_of = await products_meant(turn, rows)
    own = [name for product in spoken_of for name in names_of(product, await _shelves(turn))]
    at = (text[match.start : match.end] for match in matches if match.kind == "category")
    called = [word for name in at for word in telling_words(name)]
    if not spoken_of or any(p.stands_on(shelves[0]) for p in spoken_of) or any(is_said(word, own) for word in called):
        return None
    there = await catalog.matching(await turn.reader(), Filter(categories=(shelves[0],)), limit=_LOOKED_AT)
    stand = [p for p in await catalog.list_products(await turn.reader(), there) if p.on_sale]
    near = await named_in(turn, text, said, stand)
    if len(near or stand) == 1:
        return (near or stand)[0]
    return ActionResult("shelf", {"shelf": f"category:{shelves[0]}"}) if stand else None


def _numbered(words: str, products: Sequence[Product]) -> list[Product]:
    """Those of ``products`` whose title has a number of ``words`` with what it counts: *3-seater*, 3인용, 3人掛け."""
    counted = [found.replace("-", "").replace(" ", "") for found in _COUNTED.findall(plain(words))]
    titles = [(product, plain(" ".join(product.title.values.values()))) for product in products]
    return [p for p, title in titles if any(one in title.replace("-", "").replace(" ", "") for one in counted)]


async def _told_from_others(
    turn: Turn, product: Product, value: Any, text: str, said: Said = ()
) -> Product | ActionResult:
    """``product``, or the one of those that share the name it was linked by (*the Lund sofa*, of two of them) that the rest of ``text``
    tells; or else what there is to choose from."""
    if value == turn.facts.get("last_product"):
        return product
    sharing = await _sharing(turn, product, text)
    if len(sharing) < _SEVERAL:
        return product
    near = await named_in(turn, text, said, sharing) or sharing
    return near[0] if len(near) == 1 else ActionResult("which", {"choices": which(near, turn.lang)})


async def _sharing(turn: Turn, product: Product, text: str) -> list[Product]:
    """The products that the name by which ``text`` names ``product`` fits about as well."""
    row = f"product:{product.id}"
    for match in turn.rooms.finder.lexicon.find(text, turn.lang):
        near = [link.row for link in match.links if link.score >= _ABOUT_AS_WELL * match.links[0].score]
        if match.kind == "product" and row in near:
            ids = [other.partition(":")[2] for other in near if other.startswith("product:")]
            found = await catalog.list_products(await turn.reader(), ids)
            return [other for other in found if other.on_sale]
    return []


async def kin_named(turn: Turn, product: Product, text: str) -> list[Product]:
    """``product`` and those beside it that are called by all that ``text`` calls it: *which of the Drift ones* is of them all."""
    own = names_of(product, {})
    said = [word for word in telling_words(text) if is_said(word, own)]
    close = await turn.rooms.finder.similar(await turn.reader(), product, turn.lang, turn.currency, PAGE)
    kin = [other for other in close if said and all(is_said(word, names_of(other, {})) for word in said)]
    return [product, *kin]


def names_of(product: Product, shelves: Mapping[str, Iterable[str]]) -> list[str]:
    """What a product may be called: its titles without what stands in brackets, its other names and its shelves', in every language,
    as words are compared."""
    texts = [
        *map(bare_title, product.title.values.values()),
        *(name for names in product.synonyms.values() for name in names),
    ]
    texts += [name for shelf in product.categories for name in shelves.get(shelf, ())]
    return [hiragana(plain(text)) for text in texts]


def is_said(word: Word, texts: Iterable[str]) -> bool:
    """Whether ``word`` stands in one of ``texts``: a Latin word in any of its forms, others as they are, wherever they stand, or in
    two parts. A single character of the others (벨, 傘) has to be a word of its own there; a number (*make it two*) or a single letter
    says too little."""
    if whole_number(word.text) is not None:
        return False
    if len(word.text) < _LEAST:
        return word.lang in ("ko", "ja") and any(hiragana(plain(word.text)) in text.split() for text in texts)
    if word.lang == "en":
        return any(stem(word.text) in {stem(part) for part in _PARTS.findall(text)} for text in texts)
    said = hiragana(plain(word.text))
    # A title drawn together: シカクリーム is the シカ鎮静クリーム; 말털솔 the 말털 구두솔, whose last sign is the thing itself.
    tail = 1 if word.lang == "ko" else _LEAST
    halves = [(said[:at], said[at:]) for at in range(_LEAST, len(said) - tail + 1)]
    return any(said in text or any(_drawn_together(text, *both) for both in halves) for text in texts)


def _drawn_together(text: str, head: str, tail: str) -> bool:
    """Whether both halves of a word stand in a title; a single sign only as the last of a word behind the other."""
    if len(tail) >= _LEAST:
        return head in text and tail in text
    at = text.find(head)
    return at >= 0 and re.search(rf"{re.escape(tail)}(?=$|[^가-힣])", text[at + len(head) :]) is not None


async def other_than(turn: Turn, text: str, products: Sequence[Product]) -> list[Product]:
    """The products that ``text`` names in place of ``products``, which nothing in it names: *scissors, please* right after the tea
    was shown does not mean the tea."""
    # A colour is said of things, and seldom names one: *in black, please* is no black tea.
    words = [word for word in telling_words(text) if colour_in(word.text, turn.lang) is None]
    if not words or not products:
        return []
    meant = [name for product in products for name in (*names_of(product, await _shelves(turn)), *_values_of(product))]
    if any(is_said(word, meant) for word in words):
        return []
    ids, shelves = {product.id for product in products}, await _shelves(turn)
    others = [product for product in await named_in(turn, text) if product.id not in ids]
    return [other for other in others if any(is_said(word, names_of(other, shelves)) for word in words)]


async def takes_its_place(turn: Turn, text: str, product: Product) -> bool:
    """Whether ``text`` puts ``product`` in the place of something else: *swap it for the poncho*, 우비로 바꿔 주세요, ポンチョに変えて.
    *Make the poncho navy* only says in what it is wanted itself, and takes nothing out of a cart without one."""
    said, names = plain(text), names_of(product, await _shelves(turn))
    if _INSTEAD.search(said):
        return True
    words = [word.text for word in telling_words(text) if is_said(word, names)]
    return any(re.search(_PUT_IN.format(re.escape(word)), said) for word in words)


async def better_named(turn: Turn, text: str, product: Product) -> list[Product]:
    """The products of which ``text`` says more than of ``product``: *is the ceramide cream vegan* is not asked of the other cream."""
    near = await named_in(turn, text)
    return [] if any(other.id == product.id for other in near) else near


def said_of_itself(text: str, product: Product, other: Product) -> bool:
    """Whether all that ``text`` calls ``other`` by is what ``product`` comes in: *the honey one* of a mask is no honey balm."""
    own, values = names_of(product, {}), _values_of(product)
    called = [w for w in telling_words(text) if is_said(w, names_of(other, {})) and not is_said(w, own)]
    return bool(called) and all(is_said(word, values) for word in called)


async def named_as_avoided(turn: Turn, text: str, product: Product) -> bool:
    """Whether ``text`` names ``product`` only by what it says somebody cannot bear: *which tea, I'm allergic to buckwheat* asks nothing
    of the buckwheat tea."""
    names = names_of(product, {})
    avoided = [word for what in avoided_in(text) for word in telling_words(what)]
    if not any(is_said(word, names) for word in avoided):
        return False
    return [near.id for near in await named_in(turn, without_avoided(text))] != [product.id]


async def _shelves(turn: Turn) -> dict[str, list[str]]:
    shelves = await catalog.list_categories(await turn.reader())
    return {shelf.id: list(shelf.name.values.values()) for shelf in shelves}


def _values_of(product: Product) -> list[str]:
    names = [name for option in product.options for value in option.values for name in value.name.values.values()]
    return [hiragana(plain(text)) for text in (*names, *product.tags, product.brand_name.text(product.lang))]
