"""A product as everybody else sees it: frozen values with their words in every language and their prices in every
currency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from dangol.commerce.catalog.models import Sells, Status
from dangol.kit.ids import ProductId, VariantId
from dangol.kit.money import Money


@dataclass(frozen=True, slots=True)
class Words:
    """One text in the languages it has. ``default`` is the language of the shop."""

    values: Mapping[str, str]
    default: str

    def text(self, lang: str) -> str:
        """The text for a reader of ``lang``: in it, else in the shop's language, else in English, else in any."""
        for candidate in (lang, lang.partition("-")[0], self.default, "en"):
            if self.values.get(candidate):
                return self.values[candidate]
        return next((value for value in self.values.values() if value), "")

    def __bool__(self) -> bool:
        return any(self.values.values())


@dataclass(frozen=True, slots=True)
class OptionValue:
    """One value of an option: *white*."""

    id: str
    name: Words


@dataclass(frozen=True, slots=True)
class Option:
    """A choice a product asks for: *colour*, *size*."""

    id: str
    name: Words
    values: tuple[OptionValue, ...]

    def value(self, value_id: str) -> OptionValue | None:
        """The value with that id."""
        return next((value for value in self.values if value.id == value_id), None)


@dataclass(frozen=True, slots=True)
class Attribute:
    """A property: *material: linen*."""

    id: str
    name: Words
    value: Words


@dataclass(frozen=True, slots=True)
class Picture:
    """An image: an address, or a path below the shop's ``catalog`` folder."""

    src: str
    alt: Words


@dataclass(frozen=True, slots=True)
class VariantPrice:
    """What a variant costs now, and its regular price while it is reduced."""

    price: Money
    list_price: Money | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """What is actually sold: one combination of option values. ``options`` maps option ids to value ids."""

    id: VariantId
    product_id: ProductId
    sku: str
    options: Mapping[str, str]
    prices: Mapping[str, VariantPrice]
    status: Status = Status.ACTIVE
    sells: Sells = Sells.STOCK
    image: int | None = None
    weight_g: int | None = None
    barcode: str | None = None

    def price(self, currency: str) -> Money | None:
        """What it costs in ``currency``; none if it is not sold in it."""
        found = self.prices.get(currency)
        return found.price if found else None

    def list_price(self, currency: str) -> Money | None:
        """The regular price while it is reduced."""
        found = self.prices.get(currency)
        return found.list_price if found else None


@dataclass(frozen=True)
class Product:
    """A product with its active variants, in the order the shop gave them."""

    id: ProductId
    ref: str
    lang: str
    status: Status
    title: Words
    description: Words
    brand: str | None
    brand_name: Words
    url: str | None
    tags: tuple[str, ...]
    synonyms: Mapping[str, tuple[str, ...]]
    categories: tuple[str, ...]
    attributes: tuple[Attribute, ...]
    options: tuple[Option, ...]
    images: tuple[Picture, ...]
    variants: tuple[Variant, ...]
    version: int
    change: int
    updated_at: datetime

    @cached_property
    def _by_id(self) -> Mapping[str, Variant]:
        return {variant.id: variant for variant in self.variants}

    @property
    def on_sale(self) -> bool:
        """Whether shoppers may see and buy it."""
        return self.status is Status.ACTIVE and bool(self.variants)

    def stands_on(self, shelf: str) -> bool:
        """Whether it stands on the shelf with this id, or on one within it."""
        return any(place == shelf or place.startswith(f"{shelf}/") for place in self.categories)

    def variant(self, variant_id: str) -> Variant | None:
        """The active variant with that id."""
        return self._by_id.get(variant_id)

    def option(self, option_id: str) -> Option | None:
        """The option with that id."""
        return next((option for option in self.options if option.id == option_id), None)

    def matching(self, options: Mapping[str, str]) -> tuple[Variant, ...]:
        """The variants that have all these option values (``{"color": "white"}``)."""
        wanted = options.items()
        return tuple(v for v in self.variants if all(v.options.get(name) == value for name, value in wanted))

    def options_text(self, variant: Variant, lang: str, separator: str = " / ") -> str:
        """The variant's option values as a reader of ``lang`` reads them: *White / S*; empty without options."""
        names = []
        for option in self.options:
            value = option.value(variant.options.get(option.id, ""))
            if value is not None:
                names.append(value.name.text(lang))
        return separator.join(names)

    def price_range(self, currency: str) -> tuple[Money, Money] | None:
        """Lowest and highest price of its variants in ``currency``; none if it is not sold in it."""
        amounts = [price.amount for variant in self.variants if (price := variant.price(currency))]
        return (Money(min(amounts), currency), Money(max(amounts), currency)) if amounts else None

    def cheapest(self, currency: str, among: Sequence[Variant] | None = None) -> Variant | None:
        """The variant (of ``among``) that costs least in ``currency``, the first of equals."""
        priced = [v for v in (self.variants if among is None else among) if v.price(currency) is not None]
        return min(priced, key=lambda v: v.prices[currency].price.amount) if priced else None

    def picture(self, variant: Variant | None = None) -> Picture | None:
        """The variant's picture, else the product's first."""
        if variant is not None and variant.image is not None and variant.image < len(self.images):
            return self.images[variant.image]
        return self.images[0] if self.images else None


@dataclass(frozen=True, slots=True)
class Category:
    """A shelf. Ids are paths by custom (``clothing/shirts``)."""

    id: str
    parent_id: str | None
    name: Words
    synonyms: Mapping[str, tuple[str, ...]]
    version: int


@dataclass(frozen=True, slots=True)
class AttributeName:
    """What an attribute is called, in every language."""

    id: str
    name: Words
    synonyms: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which products. Everything given must hold; several values of one name are alternatives. Prices in minor units
    of ``currency``."""

    categories: tuple[str, ...] = ()  # with everything below them
    brands: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # {"color": ("white", "black")}
    currency: str | None = None
    price_min: int | None = None
    price_max: int | None = None
    reduced: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """One value to narrow by, and how many products it leaves. ``name`` is ``category``, ``brand``, or an option's or
    attribute's id."""

    name: str
    value: str
    count: int


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """A place in the feed of changes. ``Cursor()`` is its beginning."""

    change: int = 0
    product_id: str = ""
