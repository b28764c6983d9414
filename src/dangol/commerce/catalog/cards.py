"""Products as cards, carousels and comparisons: pure, from the product, its stock, a language and a currency.

Stock comes as one ``Level`` per variant (``inventory.repository.available`` gives them). Every word a shopper reads
besides the shop's own comes from ``say``, which is ``Wording.say``: the sentences are in
``wording/sentences/<lang>/catalog.yaml``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from dangol.commerce.catalog.errors import NotSoldInCurrency
from dangol.commerce.catalog.products import Picture, Product, Variant
from dangol.kit.money import Money
from dangol.messages.content import (
    Button,
    Carousel,
    Comparison,
    ComparisonRow,
    Image,
    OptionValue,
    Price,
    ProductCard,
    ProductOption,
)

LOW = 3
"""From so many pieces down a card says how many are left."""

Standard = Literal["add", "similar", "ask"]
_ALL: tuple[Standard, ...] = ("add", "similar", "ask")


class Level(Protocol):
    """The stock of a variant, as ``inventory.repository.Stock`` has it."""

    @property
    def counted(self) -> bool:
        """Whether it is counted at all."""
        ...

    @property
    def available(self) -> int:
        """Free pieces, if it is."""
        ...


@dataclass(frozen=True, slots=True)
class View:
    """Whom a card is for: language, currency, who says its words, and how paths become addresses.

    ``image_url`` turns a picture's ``src`` into an address a browser can load; ``page_url`` a product into the
    address of its page."""

    lang: str
    currency: str
    say: Callable[..., str]
    image_url: Callable[[str], str] = str
    page_url: Callable[[Product], str | None] = lambda product: product.url


def product_card(
    product: Product,
    levels: Mapping[str, Level],
    view: View,
    *,
    variant: Variant | None = None,
    among: Sequence[Variant] = (),
    reason: str | None = None,
    options: bool = True,
    buttons: Sequence[Button] | None = None,
    standard: Sequence[Standard] = _ALL,
) -> ProductCard:
    """``product``, or the ``variant`` of it that was chosen, as a card.

    ``levels`` by variant id; a variant without one is sold out. ``among`` are the versions that are meant, where not all
    of them are: what is shown is what these cost. ``buttons`` replace the ``standard`` ones. Raises
    ``NotSoldInCurrency``."""
    priced = [v for v in among or product.variants if v.price(view.currency) is not None]
    if variant is None and len(among or product.variants) == 1:
        variant = (among or product.variants)[0]
    shown = variant or product.cheapest(view.currency, [v for v in priced if _can_be_had(v, levels)] or priced)
    price = shown.price(view.currency) if shown is not None else None
    if shown is None or price is None:
        raise NotSoldInCurrency(
            f"{product.ref} is not sold in {view.currency}.",
            cure="Give it a price in that currency.",
            product=product.id,
            currency=view.currency,
        )
    regular = shown.list_price(view.currency)
    state, words = stock_text([variant] if variant else product.variants, levels, view)
    several = variant is None and len({p.amount for v in priced if (p := v.price(view.currency)) is not None}) > 1
    if buttons is None:
        buttons = _buttons(product, variant, state, standard, view)
    return ProductCard(
        product_id=product.id,
        variant_id=variant.id if variant else None,
        title=product.title.text(view.lang),
        subtitle=(product.options_text(variant, view.lang) if variant else "")
        or product.brand_name.text(view.lang)
        or None,
        image=_image(product, product.picture(variant), view),
        price=_price(price, view, "catalog.price_from" if several else ""),
        price_from=several,
        list_price=_price(regular, view) if regular is not None else None,
        stock=state,
        stock_text=words,
        reason=reason,
        options=_options(product, variant, levels, view) if options else (),
        url=view.page_url(product),
        buttons=tuple(buttons),
    )


def carousel(
    products: Iterable[Product],
    levels: Mapping[str, Level],
    view: View,
    *,
    reasons: Mapping[str, str] | None = None,
    among: Mapping[str, Sequence[Variant]] | None = None,
    more: Button | None = None,
) -> Carousel | None:
    """Cards side by side in the order given, without what is not sold in the view's currency; none if nothing is left.

    ``reasons`` by product id say why each is there; ``among``, which of its versions are meant.
    """
    cards = []
    for product in products:
        try:
            cards.append(
                product_card(
                    product,
                    levels,
                    view,
                    among=(among or {}).get(product.id, ()),
                    reason=(reasons or {}).get(product.id),
                    options=False,
                    standard=("add", "similar"),
                )
            )
        except NotSoldInCurrency:
            continue
    return Carousel(items=tuple(cards), more=more) if cards else None


def comparison(products: Sequence[Product], levels: Mapping[str, Level], view: View) -> Comparison:
    """Two or more products side by side: price, stock, brand, what can be chosen, every property any of them states;
    what differs is marked.

    Raises ``NotSoldInCurrency``.
    """
    cards = tuple(product_card(product, levels, view, options=False, standard=("add",)) for product in products)
    unknown = view.say("catalog.unknown", view.lang)
    rows = [
        _row(
            view.say("catalog.price", view.lang),
            [_price_text(product, card, view) for product, card in zip(products, cards, strict=True)],
        ),
        _row(
            view.say("catalog.stock", view.lang),
            [card.stock_text or view.say("catalog.in_stock", view.lang) for card in cards],
        ),
    ]
    brands = [product.brand_name.text(view.lang) for product in products]
    if any(brands):
        rows.append(_row(view.say("catalog.brand", view.lang), [brand or unknown for brand in brands]))
    labels: dict[str, str] = {}
    values: dict[str, dict[int, str]] = {}
    for index, product in enumerate(products):
        for option in product.options:
            labels.setdefault(option.id, option.name.text(view.lang))
            values.setdefault(option.id, {})[index] = ", ".join(value.name.text(view.lang) for value in option.values)
        for attribute in product.attributes:
            labels.setdefault(attribute.id, attribute.name.text(view.lang))
            values.setdefault(attribute.id, {}).setdefault(index, attribute.value.text(view.lang))
    for key, label in labels.items():
        rows.append(_row(label, [values[key].get(index, unknown) for index in range(len(products))]))
    return Comparison(items=cards, rows=tuple(rows))


def version_comparison(
    product: Product,
    groups: Sequence[Sequence[Variant]],
    names: Sequence[str],
    levels: Mapping[str, Level],
    view: View,
    stated: Sequence[str] = (),
) -> Comparison | None:
    """Versions of one product side by side, a column for each of ``groups`` of its variants under its name: what it costs, whether it is
    there, and what is ``stated`` of it (empty text where nothing is). None where one of them is not sold in the view's currency."""
    cards, rows = [], []
    for variants, name in zip(groups, names, strict=True):
        try:
            card = product_card(product, levels, view, among=variants, options=False, standard=("add",))
        except NotSoldInCurrency:
            return None
        state, words = stock_text(variants, levels, view)
        # A column is headed by the version alone: all of them are called as the product is.
        cards.append(card.model_copy(update={"title": name, "subtitle": None, "stock": state, "stock_text": words}))
    prices = [_span_text(variants, view) for variants in groups]
    rows.append(_row(view.say("catalog.price", view.lang), prices))
    here = view.say("catalog.in_stock", view.lang)
    rows.append(_row(view.say("catalog.stock", view.lang), [card.stock_text or here for card in cards]))
    if stated:
        unknown = view.say("catalog.unknown", view.lang)
        rows.append(_row(view.say("catalog.stated", view.lang), [text or unknown for text in stated]))
    return Comparison(items=tuple(cards), rows=tuple(rows))


def stock_text(
    variants: Sequence[Variant], levels: Mapping[str, Level], view: View
) -> tuple[Literal["in_stock", "low", "out_of_stock"], str | None]:
    """How these variants together stand, and the words for it; no words when there are plenty."""
    there = [levels[v.id] for v in variants if _can_be_had(v, levels)]
    if not there:
        return "out_of_stock", view.say("catalog.sold_out", view.lang)
    left = sum(level.available for level in there)
    if all(level.counted for level in there) and left <= LOW:
        return "low", view.say("catalog.low", view.lang, left=left)
    return "in_stock", None


def _can_be_had(variant: Variant, levels: Mapping[str, Level]) -> bool:
    level = levels.get(variant.id)
    return level is not None and (not level.counted or level.available > 0)


def _options(
    product: Product, variant: Variant | None, levels: Mapping[str, Level], view: View
) -> tuple[ProductOption, ...]:
    """Each option with its values; a value leads to the variant that has it and otherwise what is chosen already."""
    chosen = variant.options if variant else {}
    found = []
    for option in product.options:
        values = []
        for value in option.values:
            with_it = product.matching({option.id: value.id})
            if not with_it:
                continue  # nothing of that kind is sold any more
            others = {name: picked for name, picked in chosen.items() if name != option.id}
            exact = [v for v in with_it if others.items() <= v.options.items()]
            best = max(
                exact or with_it, key=lambda v: (_can_be_had(v, levels), len(others.items() & v.options.items()))
            )
            values.append(
                OptionValue(
                    value=value.name.text(view.lang),
                    available=any(_can_be_had(v, levels) for v in exact),
                    variant_id=best.id,
                    selected=chosen.get(option.id) == value.id,
                )
            )
        if values:
            found.append(ProductOption(name=option.name.text(view.lang), values=tuple(values)))
    return tuple(found)


def _buttons(
    product: Product, variant: Variant | None, state: str, standard: Sequence[Standard], view: View
) -> tuple[Button, ...]:
    slots: dict[str, Any] = {"product": f"product:{product.id}"}
    found = []
    if "add" in standard and state != "out_of_stock":
        if variant is not None:
            wanted = {**slots, "variant": f"variant:{variant.id}"}
            found.append(_button("catalog.add", "add_to_cart", wanted, view, style="primary"))
        else:
            found.append(_button("catalog.choose", "add_to_cart", slots, view, style="primary"))
    if "similar" in standard:
        found.append(_button("catalog.similar", "similar_products", slots, view))
    if "ask" in standard:
        found.append(_button("catalog.ask", "product_question", slots, view))
    return tuple(found)


def _button(
    key: str, intent: str, slots: Mapping[str, Any], view: View, *, style: Literal["plain", "primary"] = "plain"
) -> Button:
    command = {"command": "start", "intent": intent, "slots": dict(slots)}
    return Button(label=view.say(key, view.lang), command=command, style=style)


def _image(product: Product, picture: Picture | None, view: View) -> Image | None:
    if picture is None:
        return None
    return Image(url=view.image_url(picture.src), alt=picture.alt.text(view.lang) or product.title.text(view.lang))


def _price(money: Money, view: View, lowest: str = "") -> Price:
    """``lowest`` is the sentence that says that other versions cost more, where they do: a shopper reads it in every channel."""
    return Price(money=money, text=view.say(lowest, view.lang, price=money) if lowest else money.format(view.lang))


def _price_text(product: Product, card: ProductCard, view: View) -> str:
    span = product.price_range(view.currency)
    if not card.price_from or span is None:
        return card.price.text
    return f"{span[0].format(view.lang)} – {span[1].format(view.lang)}"


def _span_text(variants: Sequence[Variant], view: View) -> str:
    """What variants cost, from the lowest to the highest; at least one is sold in the view's currency."""
    priced = sorted((p for v in variants if (p := v.price(view.currency)) is not None), key=lambda price: price.amount)
    low, high = priced[0].format(view.lang), priced[-1].format(view.lang)
    return low if low == high else f"{low} – {high}"


def _row(label: str, values: Sequence[str]) -> ComparisonRow:
    return ComparisonRow(label=label, values=tuple(values), differs=len(set(values)) > 1)
