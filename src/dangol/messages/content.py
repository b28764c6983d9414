"""What a message holds: an ordered list of blocks, the same for every channel.

A block is a frozen value with a ``type`` tag; ``BLOCKS`` turns a list of them into JSON and back and refuses what does
not fit. Every text in a block is already in the reader's language and already formatted; beside a formatted amount stands the
``Money`` it was made from. A button carries a command (see ``dangol.nlu.commands``) as plain JSON; what comes back from a
client is validated like any other input and can never set a price.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from dangol.kit.money import Money


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Price(_Value):
    """An amount as the reader sees it (``text``) and as a program reckons with it (``money``)."""

    money: Money
    text: str


class Image(_Value):
    """A picture by address, with the words that stand for it."""

    url: str
    alt: str
    width: int | None = None
    height: int | None = None


class Button(_Value):
    """Something to tap. ``command`` is sent back as it is; with ``url`` the button opens a page instead."""

    label: str
    command: dict[str, Any] | None = None
    url: str | None = None
    style: Literal["plain", "primary", "danger"] = "plain"


class Source(_Value):
    """Where a quoted text stands: its heading, a stable reference such as ``faq/ko.md#shipping``, the file's version."""

    title: str
    reference: str
    version: str
    url: str | None = None


class Text(_Value):
    """A paragraph in the assistant's or a person's own words. Line breaks count; no markup."""

    type: Literal["text"] = "text"
    text: str


class Quote(_Value):
    """An answer given word for word from the shop's own knowledge, as sanitised HTML-free Markdown, with its source."""

    type: Literal["quote"] = "quote"
    text: str
    source: Source


class Notice(_Value):
    """A line about the conversation itself, not from anyone in it: *A person is joining*."""

    type: Literal["notice"] = "notice"
    text: str
    tone: Literal["info", "success", "warning"] = "info"


class Buttons(_Value):
    """Choices. ``quick`` ones go away once a later message follows; others stay usable."""

    type: Literal["buttons"] = "buttons"
    prompt: str | None = None
    options: tuple[Button, ...]
    quick: bool = True


class OptionValue(_Value):
    """One value of a product option (*Black*), whether it can be had, and the variant it leads to when chosen."""

    value: str
    available: bool = True
    variant_id: str | None = None
    selected: bool = False


class ProductOption(_Value):
    """A choice a product asks for: *Colour*, *Size*."""

    name: str
    values: tuple[OptionValue, ...]


class ProductCard(_Value):
    """A product (or one variant of it) as a card."""

    type: Literal["card"] = "card"
    product_id: str
    variant_id: str | None = None
    title: str
    subtitle: str | None = None
    image: Image | None = None
    price: Price
    price_from: bool = False
    list_price: Price | None = None
    stock: Literal["in_stock", "low", "out_of_stock"] = "in_stock"
    stock_text: str | None = None
    reason: str | None = None
    options: tuple[ProductOption, ...] = ()
    url: str | None = None
    buttons: tuple[Button, ...] = ()


class Carousel(_Value):
    """Several cards side by side, best first. ``position`` numbers in text ("the second one") follow this order."""

    type: Literal["carousel"] = "carousel"
    items: tuple[ProductCard, ...]
    more: Button | None = None


class ComparisonRow(_Value):
    """One property of every compared product, in the columns' order."""

    label: str
    values: tuple[str, ...]
    differs: bool = False


class Comparison(_Value):
    """Products side by side, property by property."""

    type: Literal["comparison"] = "comparison"
    items: tuple[ProductCard, ...]
    rows: tuple[ComparisonRow, ...]


class CartLine(_Value):
    """One line of a cart: what, how many, at which price."""

    line_id: str
    variant_id: str
    title: str
    options_text: str | None = None
    image: Image | None = None
    quantity: int
    max_quantity: int | None = None
    unit_price: Price
    total: Price
    problem: str | None = None


class TotalLine(_Value):
    """A row under the lines: goods, discount, delivery, tax, total."""

    kind: Literal["subtotal", "discount", "delivery", "tax", "total"]
    label: str
    price: Price


class CartView(_Value):
    """The cart, or with ``order_number`` what was ordered."""

    type: Literal["cart"] = "cart"
    cart_id: str | None = None
    order_number: str | None = None
    lines: tuple[CartLine, ...]
    totals: tuple[TotalLine, ...]
    note: str | None = None
    editable: bool = True
    buttons: tuple[Button, ...] = ()


class TimelineStep(_Value):
    """One step of an order's way; ``at`` is formatted in the reader's zone, empty while it lies ahead."""

    label: str
    at: str | None = None
    state: Literal["done", "current", "ahead", "failed"] = "ahead"


class OrderTimeline(_Value):
    """Where an order is."""

    type: Literal["order"] = "order"
    order_number: str
    title: str
    state_text: str
    steps: tuple[TimelineStep, ...]
    lines: tuple[CartLine, ...] = ()
    totals: tuple[TotalLine, ...] = ()
    tracking: Button | None = None
    test: bool = False
    buttons: tuple[Button, ...] = ()


class FormOption(_Value):
    """One choice of a ``select`` or ``choice`` field."""

    value: str
    label: str
    detail: str | None = None
    price: Price | None = None


class FormField(_Value):
    """A question of a form. ``autocomplete`` and ``inputmode`` are the HTML attributes' values."""

    name: str
    label: str
    kind: Literal["text", "email", "tel", "number", "select", "choice", "checkbox", "textarea", "date"] = "text"
    required: bool = True
    value: str | None = None
    placeholder: str | None = None
    help: str | None = None
    error: str | None = None
    autocomplete: str | None = None
    inputmode: str | None = None
    max_length: int = 200
    options: tuple[FormOption, ...] = ()


class Form(_Value):
    """Several questions answered together. Sent back as ``{"form": form_id, "values": {...}}``."""

    type: Literal["form"] = "form"
    form_id: str
    title: str | None = None
    fields: tuple[FormField, ...]
    submit: str
    cancel: Button | None = None


class PaymentLink(_Value):
    """The way to the gateway's own page. Card numbers never enter the conversation."""

    type: Literal["payment_link"] = "payment_link"
    url: str
    label: str
    amount: Price
    order_number: str
    expires_text: str | None = None
    test: bool = False


class Place(_Value):
    """A place: a shop, a pick-up point."""

    type: Literal["place"] = "place"
    name: str
    address: str
    hours: str | None = None
    url: str | None = None


class File(_Value):
    """A document to download."""

    type: Literal["file"] = "file"
    name: str
    url: str
    size_text: str | None = None


class Coupon(_Value):
    """A code, what it gives, and until when."""

    type: Literal["coupon"] = "coupon"
    code: str
    text: str
    expires_text: str | None = None


class Picture(_Value):
    """An image, sticker or GIF on its own."""

    type: Literal["picture"] = "picture"
    image: Image


class Rating(_Value):
    """One tap to say how it went. Sent back as ``{"command": "rate", "value": 1..5}``."""

    type: Literal["rating"] = "rating"
    prompt: str
    labels: tuple[str, ...]


Block = Annotated[
    Text
    | Quote
    | Notice
    | Buttons
    | ProductCard
    | Carousel
    | Comparison
    | CartView
    | OrderTimeline
    | Form
    | PaymentLink
    | Place
    | File
    | Coupon
    | Picture
    | Rating,
    Field(discriminator="type"),
]
Content = tuple[Block, ...]

CONTENT: TypeAdapter[Content] = TypeAdapter(Content)


def to_json(content: Content) -> list[dict[str, Any]]:
    """``content`` as JSON-ready lists and mappings, without the fields that hold nothing."""
    value: list[dict[str, Any]] = CONTENT.dump_python(content, mode="json", exclude_none=True)
    return value


def from_json(value: object) -> Content:
    """The content that ``to_json`` wrote. Raises ``pydantic.ValidationError`` for anything else."""
    return CONTENT.validate_python(value)
