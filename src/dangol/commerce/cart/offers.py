"""What the shop offers right now for a variant: its words, price and stock, as a cart and a checkout read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dangol.commerce.cart.models import MOST_OF_ONE
from dangol.commerce.catalog import repository as catalog
from dangol.commerce.catalog.models import Status
from dangol.commerce.catalog.products import Product, Variant, Words
from dangol.commerce.inventory import repository as inventory
from dangol.kit.ids import VariantId
from dangol.kit.money import Money
from dangol.runtime.database import Reader


@dataclass(frozen=True, slots=True)
class Offer:
    """A variant for sale. Words per language; ``available`` pieces, never above what a cart takes plus one."""

    variant_id: VariantId
    product_id: str
    sku: str
    titles: Mapping[str, str]
    options: Mapping[str, str]
    price: Money
    available: int
    weight_g: int
    image: Mapping[str, Any] | None
    url: str | None

    def title(self, lang: str) -> str:
        """Its title for a reader of ``lang``, or the first there is."""
        return self.titles.get(lang) or next(iter(self.titles.values()), self.sku)


async def for_sale(
    reader: Reader, variant_ids: Iterable[VariantId], currency: str
) -> dict[VariantId, tuple[Product, Variant, Money]]:
    """What these variants are and cost in ``currency``, whether or not any is left. One that is withdrawn, unknown or has no price in
    it is left out."""
    wanted = list(dict.fromkeys(variant_ids))
    if not wanted:
        return {}
    known = await catalog.products_of_variants(reader, wanted)
    found: dict[VariantId, tuple[Product, Variant, Money]] = {}
    for variant_id in wanted:
        if variant_id not in known:
            continue
        product, variant = known[variant_id]
        price = variant.price(currency)
        if price is not None and product.on_sale and variant.status is Status.ACTIVE:
            found[variant_id] = (product, variant, price)
    return found


async def offers(reader: Reader, variant_ids: Iterable[VariantId], currency: str) -> dict[VariantId, Offer]:
    """The offers for these variants in ``currency``. One that is withdrawn, unknown or has no price in it is left out."""
    known = await for_sale(reader, variant_ids, currency)
    if not known:
        return {}
    levels = await inventory.available(reader, known)
    found: dict[VariantId, Offer] = {}
    for variant_id, (product, variant, price) in known.items():
        found[variant_id] = Offer(
            variant_id=variant_id,
            product_id=product.id,
            sku=variant.sku,
            titles=_by_language(product.title, product.lang),
            options=_options(product, variant),
            price=price,
            available=levels[variant_id].at_most(MOST_OF_ONE + 1),
            weight_g=variant.weight_g or 0,
            image=_image(product, variant),
            url=product.url,
        )
    return found


def _by_language(words: Words, first: str) -> dict[str, str]:
    ordered = sorted(words.values, key=lambda lang: lang != first)
    return {lang: words.values[lang] for lang in ordered if words.values[lang]}


def _options(product: Product, variant: Variant) -> dict[str, str]:
    if not variant.options:
        return {}
    langs = {product.lang, *product.title.values}
    for option in product.options:
        for value in option.values:
            langs |= set(value.name.values)
    texts = {lang: product.options_text(variant, lang) for lang in sorted(langs, key=lambda lang: lang != product.lang)}
    return {lang: text for lang, text in texts.items() if text}


def _image(product: Product, variant: Variant) -> dict[str, Any] | None:
    picture = product.picture(variant)
    return {"src": picture.src, "alt": dict(picture.alt.values)} if picture else None
