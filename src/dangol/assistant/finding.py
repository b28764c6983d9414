"""Finding products for a conversation: wishes in, products out, some wishes left out honestly when nothing fits them all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Literal

from dangol.assistant.absence import names_of
from dangol.assistant.denied import without_quality
from dangol.assistant.stated import stating_first
from dangol.assistant.told import mentions, says_it_has_no, says_none, states_measure
from dangol.assistant.wish import Found, Wish
from dangol.commerce.catalog import repository as catalog
from dangol.commerce.catalog.cards import View, carousel, comparison, product_card
from dangol.commerce.catalog.errors import NotSoldInCurrency
from dangol.commerce.catalog.products import Attribute, AttributeName, Filter, Product, Variant
from dangol.commerce.inventory import repository as inventory
from dangol.commerce.inventory.repository import Stock
from dangol.kit.text import fold
from dangol.messages.content import Block, Comparison, ProductCard
from dangol.nlu.colours import ITSELF, KIND, SHADE, nearness
from dangol.nlu.context import EmptyLexicon, Lexicon
from dangol.runtime.database import Reader
from dangol.search.documents import Filters, Sort
from dangol.search.index import search
from dangol.search.names import asks_for_option, bare_title, colour_in, colour_words, name_parts, value_kind
from dangol.search.naming import lexicon
from dangol.search.tokens import telling_words
from dangol.wording.formats import join

PAGE = 8
ORDERS: Mapping[str, Sort] = {"price_asc": "price_asc", "price_desc": "price_desc", "newest": "newest"}
_MOST_SEARCHED = 40
_FEW_BEARERS = 5  # a link list holds no more than a few: a longer one may not be whole
_MOST_ON_A_SHELF = 400
_FEW_NEAREST = 3
_LACKS = re.compile(
    r"(?:이|가|은|는|を|が|の|は)?\s?(?:없|안\s?들|무첨가|빠진|프리|なし|無し|ない|抜き|不使用|フリー|ゼロ)|[\s-]free\b",
    re.IGNORECASE,
)
_LACKING = re.compile(r"\b(?:no|without|free of|minus)\s+(?:any\s+)?$|(?:무|無)$", re.IGNORECASE)
_AMOUNT = re.compile(
    r"[$₩¥€£]?\s?\d[\d,.]*\s?(?:만|천|k\b|万|千)?\s?(?:원|won\b|krw\b|円|엔|yen\b|jpy\b|ウォン|dollars?\b|bucks\b|usd\b)?",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s*(?:[,、&+/]|and|or|이?랑|하고|[와과]|이?나|또는|그리고|と|や|か|または)\s*")
_UNLIKE = 3  # so many kinds in a shelf's name are no longer alike


def in_full(product: Product, words: str) -> bool:
    """Whether ``words`` hold a title of ``product`` as a whole, spaces and what stands in brackets aside."""
    packed = fold(words).replace(" ", "")
    titles = (bare_title(title) for title in product.title.values.values() if title)
    return any(fold(title).replace(" ", "") in packed for title in titles)


def _refused(product: Product, wish: Wish, lang: str) -> bool:
    """Whether ``product`` stands on a shelf that is not wanted, its title or an attribute says a word that is not, or anything about it
    speaks of what somebody cannot bear."""
    if product.id in wish.without_products or any(product.stands_on(shelf) for shelf in wish.without_categories):
        return True
    if any(mentions(product, what, lang) and not says_it_has_no(product, what, lang) for what in wish.avoids):
        return True
    said = fold(" ".join([product.title.text(lang), *(a.value.text(lang) for a in product.attributes)]))
    if any(_says(said, name) for word in wish.without_words if not _states(product, word) for name in names_of(word)):
        return True
    return any(not says_none(a.value.text(lang)) for word in wish.without_words for a in _states(product, word))


def _says(said: str, name: str) -> bool:
    """Whether what is said of a thing holds every word of ``name``: a knitted long dress is a 니트 원피스, and a ニットのワンピース."""
    return all(word in said for word in re.split(r"[\s・]|(?<=[ァ-ヶー一-鿿])の", fold(name)) if word)


def _comes_otherwise(product: Product, name: str, values: Sequence[str], *, stated: bool) -> bool:
    """Whether ``product`` is made in another value of ``name`` than those refused; what is no option of it is ``stated`` of it or not."""
    for option in product.options:
        if name not in (option.id, value_kind(option.id, *option.name.values.values())):
            continue
        refused = {
            value.id
            for value in option.values
            if value.id in values
            or (name == "color" and any(nearness(w, n) == ITSELF for w in values for n in value.name.values.values()))
        }
        return any(variant.options.get(option.id) not in refused for variant in product.variants)
    return not stated


def _named(word: str, asked: str) -> bool:
    """Whether a heading stands in a question: the *seat* of a *two-seater* is no heading."""
    called = fold(word)
    if called.isascii():
        return (
            len(called) > 1 and re.search(rf"(?<![a-z0-9]){re.escape(called)}(?:e?s)?(?![a-z0-9])", asked) is not None
        )
    return len(close := called.replace(" ", "")) > 1 and close in asked.replace(" ", "")


def fits_price(product: Product, wish: Wish) -> bool:
    """Whether a version of ``product`` costs what it may; one below and one above a range are not within it."""
    prices = [price.amount for variant in product.variants if (price := variant.price(wish.currency))]
    return not wish.limited or any(wish.affords(amount) for amount in prices)


def versions_meant(product: Product, wish: Wish) -> tuple[Variant, ...]:
    """The versions of ``product`` that fit ``wish``, the dearest where the dearest come first; none where it says nothing of them."""
    fitting = [variant for variant in product.variants if variant.price(wish.currency) is not None]
    for option in product.options:
        for name, values in wish.values.items():
            if name in (option.id, value_kind(option.id, *option.name.values.values())):
                fitting = [v for v in fitting if v.options.get(option.id) in values] or fitting
    fitting = [v for v in fitting if (price := v.price(wish.currency)) and wish.affords(price.amount)] or fitting
    if wish.sort == "price_desc" and fitting:
        fitting = [max(fitting, key=lambda v: v.prices[wish.currency].price.amount)]
    return tuple(fitting) if len(fitting) < len(product.variants) else ()


def nearest_in_price(found: Found, wish: Wish) -> Found:
    """The few of ``found`` that cost nearest to what ``wish`` says it may cost, the nearest first."""

    def away(product: Product) -> int:
        prices = [price.amount for variant in product.variants if (price := variant.price(wish.currency))]
        return min((wish.beyond(amount) for amount in prices), default=0)

    # What costs so much and was no answer is none now.
    nearest = sorted(filter(away, found.products), key=away)[:_FEW_NEAREST]
    return replace(found, products=tuple(nearest), total=len(nearest))


def promised_by(products: Iterable[Product], avoids: Iterable[str], lang: str) -> Callable[[str], int]:
    """A key that puts those of ``products`` first, by their ids, that say of something avoided that they have none."""
    avoided = tuple(avoids)
    saying = {p.id for p in products if any(says_it_has_no(p, what, lang) for what in avoided)}
    return lambda product: product not in saying


def _states(product: Product, word: str) -> list[Attribute]:
    """The attributes called ``word``: what they say decides whether a product has it. *Caffeine: none* is without caffeine."""
    called = fold(word)
    return [a for a in product.attributes if called in {fold(name) for name in (a.id, *a.name.values.values())}]


def speaks_of(product: Product, names: Iterable[str]) -> bool:
    """Whether anything that is written of ``product`` has one of ``names``, in whatever language."""
    texts = [product.title, product.description, *(words for a in product.attributes for words in (a.value, a.name))]
    said = fold(" ".join([*(text for words in texts for text in words.values.values()), *product.tags]))
    return any(re.search(rf"\b{re.escape(n)}\b" if n.isascii() else re.escape(n), said) for n in map(fold, names) if n)


def colours_of(product: Product, lang: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """The colours a product is stated to have or to come in: id, name for a reader of ``lang``, every name."""
    named = [(option.id, option.name, [(v.id, v.name) for v in option.values]) for option in product.options]
    named += [(a.id, a.name, [(a.value.text(a.value.default), a.value)]) for a in product.attributes]
    return [
        (value, words.text(lang), (value, *words.values.values()))
        for identifier, called, values in named
        if value_kind(identifier, *called.values.values()) == "color"
        for value, words in values
    ]


def finishes_of(product: Product, lang: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """What else a product comes in that may be a colour: a glaze (*Ash white*), a finish. As ``colours_of``."""
    return [
        (value.id, value.name.text(lang), (value.id, *value.name.values.values()))
        for option in product.options
        if value_kind(option.id, *option.name.values.values()) == "attribute"
        for value in option.values
    ]


class Finder:
    """Finds in the catalogue at hand. ``lexicon`` knows its words, as of the last ``refresh``."""

    def __init__(self) -> None:
        self.lexicon: Lexicon = EmptyLexicon()

    async def refresh(self, reader: Reader) -> None:
        """Learn what the catalogue has learnt since: a product added is understood in the next message."""
        self.lexicon = await lexicon(reader)

    async def find(self, reader: Reader, wish: Wish, lang: str, *, limit: int = PAGE, offset: int = 0) -> Found:
        """What fits ``wish``; if nothing does, what fits most of it."""
        if other := await without_quality(partial(self._all_of, reader, lang), wish, lang, limit, offset):
            return other
        if not wish.measure:
            return await self._fitting(reader, wish, lang, limit, offset)
        found = await self._fitting(reader, wish, lang, max(limit, _MOST_SEARCHED), 0)
        stating = [product for product in found.products if states_measure(product, wish.measure, lang)]
        kept, total = (stating, len(stating)) if stating else (found.products, found.total)
        left = found.dropped if stating or not found.total else (*found.dropped, "measure")
        return replace(found, products=tuple(kept[offset : offset + limit]), total=total, dropped=left)

    async def _all_of(self, reader: Reader, lang: str, wish: Wish) -> Found:
        return await self._exactly(reader, wish, lang, _MOST_ON_A_SHELF, 0)

    async def _fitting(self, reader: Reader, wish: Wish, lang: str, limit: int, offset: int) -> Found:
        found = await self._exactly(reader, wish, lang, limit, offset)
        if found.total or offset:
            return found
        near = await self._near_in_colour(reader, wish, lang, limit)
        if near is not None:
            return near
        # Of a shelf with a limit nothing is shown that stands on another.
        parts = tuple(part for part in wish.parts if part != "categories" or not wish.limited)
        # One part less, then two, the least painful first; never less than the words or one part.
        lighter: list[tuple[str, ...]] = [(part,) for part in parts]
        lighter += [(one, two) for place, one in enumerate(parts) for two in parts[place + 1 :]]
        for dropped in lighter:
            if len(dropped) == len(wish.parts) and not (wish.words or wish.products):
                continue
            relaxed = wish
            for part in dropped:
                relaxed = relaxed.dropping(part)
            # The nearest in price are told from all there are.
            most = _MOST_SEARCHED if "price" in dropped else limit
            fitting = await self._exactly(reader, relaxed, lang, most, 0)
            if fitting.total and "price" in dropped:
                return replace(nearest_in_price(fitting, wish), dropped=dropped)
            if fitting.total:
                return replace(fitting, dropped=dropped)
        return found

    async def _near_in_colour(self, reader: Reader, wish: Wish, lang: str, limit: int) -> Found | None:
        """Where nothing has the very colour: what comes nearest to it of what fits else, by kind (*forest green* for green), then by
        shade (*mustard* for yellow). ``nlu.colours`` knows which is which."""
        said = [(word, await self.value_name(reader, "color", word, lang)) for word in wish.values.get("color", ())]
        if not said:
            return None
        pool = await self._exactly(reader, wish.dropping("values.color"), lang, _MOST_SEARCHED, 0)
        graded = []
        for product in pool.products:
            stated = colours_of(product, lang)
            for value, label, names in stated or finishes_of(product, lang):
                grade = max(nearness(word, name) for pair in said for word in pair for name in names)
                # What is called otherwise is no colour by a shade: a *lemon* tea is not yellow.
                graded.append((grade if stated or grade >= KIND else 0, value, label, product))
        best = max((grade for grade, *_ in graded), default=0)
        if not best:
            return None
        fitting = [(value, label, product) for grade, value, label, product in graded if grade == best]
        products = list({product.id: product for _, _, product in fitting}.values())
        values = tuple(dict.fromkeys(value for value, _, _ in fitting))
        shades = tuple(dict.fromkeys(label for _, label, _ in fitting)) if best == SHADE else ()
        nearer = replace(wish, values={**wish.values, "color": values})
        return replace(pool, products=tuple(products[:limit]), total=len(products), wish=nearer, shades=shades)

    async def _without(self, reader: Reader, wish: Wish, lang: str, limit: int, offset: int) -> Found:
        """What fits else and comes otherwise than in what is refused: a coat in camel and in black is one that is not black."""
        pool = await self._exactly(reader, replace(wish, without={}), lang, _MOST_SEARCHED, 0)
        kept = list(pool.products)
        for name, values in wish.without.items():
            stated = await search(reader, "product", "", lang, Filters(values={name: values}), limit=_MOST_ON_A_SHELF)
            kept = [p for p in kept if _comes_otherwise(p, name, values, stated=p.id in stated.ids)]
        return replace(pool, products=tuple(kept[offset : offset + limit]), total=len(kept), wish=wish)

    async def _exactly(self, reader: Reader, wish: Wish, lang: str, limit: int, offset: int) -> Found:
        if wish.without:
            return await self._without(reader, wish, lang, limit, offset)
        if wish.reduced:
            wanted = Filter(
                categories=wish.categories, brands=wish.brands, values=wish.values, currency=wish.currency, reduced=True
            )
            reduced: Sequence[str] = await catalog.matching(reader, wanted, limit=limit, offset=offset)
            total = await catalog.count_matching(reader, wanted)
            return Found(tuple(await catalog.list_products(reader, reduced)), total, wish)
        if wish.products and wish.categories:
            wish = await self._of_the_kind(reader, wish, lang)
        filters = Filters(
            categories=wish.categories,
            brands=wish.brands,
            values=wish.values,
            currency=wish.currency,
            least=wish.price_min,
            most=wish.price_max,
        )
        sort = ORDERS.get(wish.sort or "", "relevance")
        # A named category says what is wanted better than the sentence around it does.
        words = "" if wish.categories and not wish.products else self._bare(wish, lang)
        apart = await self._apart(reader, wish, lang) if not words else frozenset()
        if apart:
            shelf = await search(reader, "product", "", lang, filters, sort, _MOST_ON_A_SHELF, 0)
            ids = [number for number in shelf.ids if number in apart]
            if ids:
                return await self._found(reader, ids[offset : offset + limit], len(ids), wish)
        if not words and wish.categories and (told := await self._stating(reader, wish, filters, sort, lang)):
            return await self._found(reader, told[offset : offset + limit], len(told), wish)
        if not words and wish.categories and not wish.sort:
            ordered = await self._fitting_first(reader, wish, filters, lang)
            if ordered:
                return await self._found(reader, ordered[offset : offset + limit], len(ordered), wish)
        if not words and (narrow := self._narrow(wish, lang)):
            # Whether it narrows the shelf is told apart from what it may cost: a balm is no tint, however cheap.
            unlimited = replace(filters, least=None, most=None)
            within = await search(reader, "product", narrow, lang, unlimited, sort, limit, offset)
            words = narrow if within.total else ""
        named = await catalog.list_products(reader, wish.products) if wish.products else ()
        if wish.avoids and any(_refused(product, wish, lang) for product in named):
            wish, named = replace(wish, products=()), ()
        if named and wish.limited:
            named = [product for product in named if fits_price(product, wish)]
            if not named:
                return Found((), 0, wish)
            wish = replace(wish, products=tuple(product.id for product in named))
        if named and all(in_full(product, wish.words) for product in named):
            # Whoever names a thing in full wants that one; its card leads on to what is like it.
            return await self._found(reader, wish.products[offset : offset + limit], len(wish.products), wish)
        if wish.limited and words and not wish.products and (alone := self._bearers(wish, lang)):
            meant = await catalog.list_products(reader, [*alone])
            if not any(fits_price(product, wish) for product in meant):
                return Found((), 0, wish)  # the balm of the shelf is no tint, however cheap
        bearing = self._bearing(wish, lang) if words and not wish.products else frozenset()
        sifted = bool(bearing) or wish.leaves_out
        most, start = (_MOST_SEARCHED, 0) if sifted or wish.loose else (limit, offset)
        hits = await search(reader, "product", words, lang, filters, sort, most, start)
        ids, total = [*hits.ids], hits.total
        if wish.loose and words:
            everything = await search(reader, "product", "", lang, filters, sort, _MOST_ON_A_SHELF, 0)
            ids, total = list(dict.fromkeys([*ids, *everything.ids])), everything.total
            ids = ids if sifted else ids[offset : offset + limit]
        if sifted:
            found = await catalog.list_products(reader, ids)
            fitting = [p.id for p in found if not _refused(p, wish, lang) and (not bearing or p.id in bearing)]
            # What states that it is without is without; of what states nothing nobody knows.
            stating = [p.id for p in found if p.id in fitting and any(_states(p, word) for word in wish.without_words)]
            fitting = stating or fitting
            if wish.avoids:
                # What says that it has none comes before what says nothing.
                fitting = sorted(fitting, key=promised_by(found, wish.avoids, lang))
            ids, total = [*fitting[offset : offset + limit]], len(fitting)
        if wish.products and not offset:
            ids = [*wish.products, *(i for i in ids if i not in wish.products)][:limit]
        return await self._found(reader, ids, total, wish)

    async def _of_the_kind(self, reader: Reader, wish: Wish, lang: str) -> Wish:
        """``wish`` without a thing that is only said beside the kind that is wanted, and is none of it: the tank of *tank filters*."""
        found = {m.kind: m for m in self.lexicon.find(wish.words, lang) if m.kind in ("product", "category")}
        first, second = sorted(found.values(), key=lambda match: match.start) if len(found) > 1 else (None, None)
        if not first or not second or _LISTED.fullmatch(fold(wish.words[first.end : second.start])):
            return wish
        named = await catalog.list_products(reader, wish.products)
        kept = [p.id for p in named if any(p.stands_on(shelf) for shelf in wish.categories)]
        return replace(wish, products=tuple(kept))

    async def _stating(self, reader: Reader, wish: Wish, filters: Filters, sort: Sort, lang: str) -> list[str]:
        """Of a shelf, what states a value that is said beside its name; nothing where none is said, or words narrow the shelf itself."""
        beside = self._bare(wish, lang)
        if wish.leaves_out or not beside or self._narrow(wish, lang):
            return []
        for match in sorted(self.lexicon.find(beside, lang), key=lambda m: -m.start):
            if match.kind == "category":
                beside = f"{beside[: match.start]} {beside[match.end :]}"
        shelf = await search(reader, "product", "", lang, filters, sort, _MOST_ON_A_SHELF, 0)
        if not telling_words(beside) or shelf.total > _MOST_ON_A_SHELF:
            return []
        listed = [product for product in await catalog.list_products(reader, shelf.ids) if fits_price(product, wish)]
        return [product.id for product in stating_first(listed, beside, lang) or ()]

    async def described_on(self, reader: Reader, wish: Wish, shelves: tuple[str, ...], lang: str) -> bool:
        """Whether anything on ``shelves`` is written of in the words of ``wish``."""
        words = self._bare(wish, lang)
        if not words or not telling_words(words):
            return False
        filters = Filters(categories=shelves, values=wish.values, currency=wish.currency)
        return (await search(reader, "product", words, lang, filters, "relevance", 1, 0)).total > 0

    async def _fitting_first(self, reader: Reader, wish: Wish, filters: Filters, lang: str) -> list[str]:
        """All of a shelf, what is said of beside its name first: of the creams, *for dry skin*. Nothing when nothing more is said, or
        words are left out or narrow the shelf itself."""
        beside = self._bare(wish, lang)
        for match in sorted(self.lexicon.find(beside, lang), key=lambda m: -m.start):
            if match.kind == "category":
                beside = f"{beside[: match.start]} {beside[match.end :]}"
        telling = [word for word in telling_words(beside) if len(word.text) > 1]
        if not telling or wish.leaves_out or self._narrow(wish, lang):
            return []
        shelf = await search(reader, "product", "", lang, filters, "relevance", _MOST_ON_A_SHELF, 0)
        hits = await search(reader, "product", beside, lang, filters, "relevance", _MOST_SEARCHED, 0)
        if not hits.ids or shelf.total > _MOST_ON_A_SHELF:
            return []
        return list(dict.fromkeys([*hits.ids, *shelf.ids]))

    async def _found(self, reader: Reader, ids: Sequence[str], total: int, wish: Wish) -> Found:
        listed = [p for p in await catalog.list_products(reader, ids) if p.on_sale and p.price_range(wish.currency)]
        products = [product for product in listed if fits_price(product, wish)]
        total -= len(listed) - len(products)
        levels: Mapping[str, Stock] | None = None
        if not wish.sort and not wish.products:
            # Nobody is advised first what cannot be had.
            levels = await self._levels(reader, products)
            gone = {p.id: not any(levels[v.id].has() for v in p.variants) for p in products}
            products.sort(key=lambda product: gone[product.id])
        return Found(tuple(products), max(total, len(products)) if products else 0, wish, levels=levels)

    async def _apart(self, reader: Reader, wish: Wish, lang: str) -> frozenset[str]:
        """The products that alone are what a part of a drawer's name names: *socks* of *socks, belts & umbrellas*, in any language.
        (*Coats & jackets* are alike: who asks for a coat sees all of them.)"""
        shelves = [shelf for wanted in wish.categories if (shelf := await catalog.category(reader, wanted))]
        if any(len(name_parts(shelf.name.text(lang))) < _UNLIKE for shelf in shelves):
            return frozenset()
        return frozenset(
            link.row.partition(":")[2]
            for match in self.lexicon.find(wish.words, lang)
            if match.kind == "category" and match.value in wish.categories and match.links[0].score < 1
            for link in match.links
            if link.row.startswith("product:")
        )

    def _narrow(self, wish: Wish, lang: str) -> str:
        """The words that name a shelf by another name than its own: *umbrella* of *socks, belts & umbrellas* leaves out the socks."""
        return " ".join(
            wish.words[match.start : match.end]
            for match in self.lexicon.find(wish.words, lang)
            if match.kind == "category" and match.value in wish.categories and match.links[0].score < 1
        )

    def _bearing(self, wish: Wish, lang: str) -> frozenset[str]:
        """The few products that bear the shelf's other name themselves: of *tools* only the hammers are *hammers*."""
        rows = self._bearers(wish, lang)
        # One alone comes first anyway, and what is like it may be meant as well.
        return rows if 1 < len(rows) <= _FEW_BEARERS else frozenset()

    def _bearers(self, wish: Wish, lang: str) -> frozenset[str]:
        return frozenset(
            link.row.partition(":")[2]
            for match in self.lexicon.find(wish.words, lang)
            if match.kind == "category" and match.value in wish.categories and match.links[0].score < 1
            for link in match.links
            if link.row.startswith("product:")
        )

    def _bare(self, wish: Wish, lang: str) -> str:
        """The words without those that only name a value or a limit: *black, under 50,000 won* is not part of a title."""
        words = wish.words
        if wish.price_min is not None or wish.price_max is not None:
            words = _AMOUNT.sub(" ", words)  # the 5 of *under $5* is no pack of five
        for refused in wish.without_words:
            words = re.sub(re.escape(refused), " ", words, flags=re.IGNORECASE)
        for match in sorted(self.lexicon.find(words, lang), key=lambda m: -m.start):
            unwanted = match.kind == "category" and match.value in wish.without_categories
            if unwanted or match.kind in ("color", "size", "attribute"):
                words = f"{words[: match.start]} {words[match.end :]}"
        rest = " ".join(words.split())
        if any(len(word.text) > 1 or "\u3400" <= word.text <= "\u9fff" for word in telling_words(rest)):
            return rest
        # Of *the unscented ones* the value is all that was said.
        return "" if wish.parts or wish.leaves_out else rest or wish.words

    def lacking_in(self, words: str, lang: str) -> tuple[str, ...]:
        """What things are to be without, of what the catalogue states by that name: 향 없는 거, カフェインなし, *no caffeine*."""
        return tuple(
            words[match.start : match.end]
            for match in self.lexicon.find(words, lang)
            if match.kind == "field" and (_LACKS.match(words[match.end :]) or _LACKING.search(words[: match.start]))
        )

    def shelves_in(self, words: str, lang: str) -> tuple[str, ...]:
        """The shelves that ``words`` name."""
        return tuple(match.value for match in self.lexicon.find(words, lang) if match.kind == "category")

    async def product_ids(self, reader: Reader, words: str, lang: str) -> list[str]:
        """The products ``words`` may name: those whose names are in them, else what a search finds first."""
        named = [
            link.row.partition(":")[2]
            for match in self.lexicon.find(words, lang)
            if match.kind == "product"
            for link in match.links
            if link.row.startswith("product:")
        ]
        if named:
            return list(dict.fromkeys(named))
        if not telling_words(words):
            return []  # *add it, please* names nothing, and a search for it finds whatever says *it*
        hits = await search(reader, "product", words, lang, limit=5)
        return list(hits.ids)

    async def similar(
        self,
        reader: Reader,
        product: Product,
        lang: str,
        currency: str,
        limit: int,
        *,
        than: Literal["cheaper", "dearer"] | str = "",
        values: Mapping[str, tuple[str, ...]] | None = None,
    ) -> list[Product]:
        """Products like ``product`` that can be had: of its narrowest category first, closest in words, then by price."""
        own = product.price_range(currency)
        least = own[1].amount + 1 if own and than == "dearer" else None
        most = own[0].amount - 1 if own and than == "cheaper" else None
        found: dict[str, Product] = {}
        shelves = [product.categories[-1:], product.categories[:1]]
        for shelf in dict.fromkeys(shelves):
            filters = Filters(
                categories=shelf, currency=currency, least=least, most=most, values=values or {}, available=True
            )
            hits = await search(
                reader, "product", product.title.text(lang), lang, filters, "relevance", _MOST_SEARCHED, 0
            )
            more = await search(reader, "product", "", lang, filters, "relevance", _MOST_SEARCHED, 0)
            for other in await catalog.list_products(reader, [*hits.ids, *more.ids]):
                if other.id != product.id and other.on_sale and other.price_range(currency):
                    found.setdefault(other.id, other)
            if len(found) >= limit:
                break
        levels = await self._levels(reader, list(found.values()))
        here = [other for other in found.values() if any(levels[v.id].has() for v in other.variants)]
        return here[:limit]

    def facts_about(
        self, product: Product, question: str, lang: str, names: Mapping[str, AttributeName]
    ) -> list[tuple[str, str]]:
        """What the catalogue says to ``question``: the attributes it asks for by name, and the values of options it asks to choose from."""
        found: list[tuple[str, str]] = []
        for attribute in product.attributes:
            known = names.get(attribute.id)
            words = {attribute.id, *attribute.name.values.values()}
            if known is not None:
                words |= {word for synonyms in known.synonyms.values() for word in synonyms}
            if any(_named(word, fold(question)) for word in words):
                found.append((attribute.name.text(lang) or attribute.id, attribute.value.text(lang)))
        for option in product.options:
            called = frozenset(option.name.values.values())
            if asks_for_option(question, value_kind(option.id, *called), called):
                values = join([value.name.text(lang) for value in option.values], lang)
                found.append((option.name.text(lang) or option.id, values))
        return found

    async def is_chosen(self, reader: Reader, name: str, value: str) -> bool:
        """Whether anything in the shop is to be had in this value by choosing it."""
        ids = await catalog.matching(reader, Filter(values={name: (value,)}), limit=6)
        return any(product.option(name) is not None for product in await catalog.list_products(reader, ids))

    async def called(self, reader: Reader, name: str, value: str) -> set[str]:
        """What a value is called in any language, as far as the shop or everybody says it."""
        names = {value, *colour_words(value)}
        return names | {await self.value_name(reader, name, value, lang) for lang in ("en", "ko", "ja")}

    async def value_name(self, reader: Reader, name: str, value: str, lang: str) -> str:
        """An option or attribute value as a reader reads it, from any product that has it; else a colour's name, else itself."""
        ids = await catalog.matching(reader, Filter(values={name: (value,)}), limit=1)
        for product in await catalog.list_products(reader, ids):
            option = product.option(name)
            known = option.value(value) if option else None
            if known is not None:
                return known.name.text(lang)
        return colour_in(value, lang) or value

    async def carousel(
        self,
        reader: Reader,
        products: Sequence[Product],
        say: Callable[..., str],
        lang: str,
        currency: str,
        levels: Mapping[str, Stock] | None = None,
        wish: Wish | None = None,
        among: Mapping[str, Sequence[Variant]] | None = None,
    ) -> tuple[Block, ...]:
        """The products as cards side by side; nothing for none. ``levels`` is their stock, where it was looked at already; of what fits
        ``wish`` only in some versions, these are shown; else those of ``among``."""
        levels = await self._levels(reader, products) if levels is None else levels
        if wish is not None:
            among = {product.id: versions_meant(product, wish) for product in products}
        found = carousel(products, levels, View(lang, currency, say), among=among)
        return (found,) if found is not None else ()

    async def card(
        self,
        reader: Reader,
        product: Product,
        say: Callable[..., str],
        lang: str,
        currency: str,
        *,
        variant: Variant | None = None,
    ) -> ProductCard | None:
        """One product as a card, or the variant of it that was chosen; none if it is not sold in ``currency``."""
        try:
            levels = await self._levels(reader, [product])
            return product_card(product, levels, View(lang, currency, say), variant=variant)
        except NotSoldInCurrency:
            return None

    async def comparison(
        self, reader: Reader, products: Sequence[Product], say: Callable[..., str], lang: str, currency: str
    ) -> Comparison:
        """The products side by side. Raises ``NotSoldInCurrency``."""
        return comparison(products, await self._levels(reader, products), View(lang, currency, say))

    async def _levels(self, reader: Reader, products: Sequence[Product]) -> Mapping[str, Stock]:
        ids = [v.id for product in products for v in product.variants]
        found: Mapping[Any, Stock] = await inventory.available(reader, ids)
        return found
