"""Rich content as plain text, for channels and eyes that carry nothing else: terminal, SMS, the text part of a mail, logs.

Choices become a numbered list that goes on counting through the message, so that "2" means one thing; a card becomes a
sentence with its price; a form asks its questions. Nothing is dropped: a link that was behind a button stands in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dangol.messages.content import (
    Block,
    Button,
    Buttons,
    Carousel,
    CartLine,
    CartView,
    Comparison,
    Content,
    Coupon,
    File,
    Form,
    Notice,
    OrderTimeline,
    PaymentLink,
    Picture,
    Place,
    ProductCard,
    Quote,
    Rating,
    Text,
    TotalLine,
)

_MARKS = {"done": "●", "current": "◉", "ahead": "○", "failed": "✕"}


class _Numbers:
    def __init__(self) -> None:
        self.commands: list[Button] = []

    def line(self, button: Button) -> str:
        if button.url:
            return f"{button.label}: {button.url}"
        self.commands.append(button)
        return f"{len(self.commands)}. {button.label}"


def plain_text(content: Content) -> str:
    """``content`` as text, blocks apart by an empty line."""
    return numbered_text(content)[0]


def numbered_text(content: Content) -> tuple[str, list[Button]]:
    """``content`` as text, and the buttons its numbers stand for, first is 1."""
    numbers = _Numbers()
    parts = ["\n".join(line for line in _lines(block, numbers) if line) for block in content]
    return "\n\n".join(part for part in parts if part), numbers.commands


def _lines(block: Block, numbers: _Numbers) -> Iterator[str]:
    match block:
        case Text(text=text) | Notice(text=text):
            yield text
        case Quote():
            yield block.text
            yield f"— {block.source.title}"
        case Buttons():
            yield block.prompt or ""
            yield from map(numbers.line, block.options)
        case ProductCard():
            yield from _card(block, numbers)
        case Carousel():
            for item in block.items:
                yield from _card(item, numbers)
            if block.more:
                yield numbers.line(block.more)
        case Comparison():
            yield " / ".join(item.title for item in block.items)
            for row in block.rows:
                yield f"{row.label}: {' / '.join(row.values)}"
        case CartView():
            yield from _cart(block.lines, block.totals)
            yield block.note or ""
            yield from map(numbers.line, block.buttons)
        case OrderTimeline():
            head = block.title if block.order_number in block.title else f"{block.title} {block.order_number}"
            yield f"{head}: {block.state_text}"
            for step in block.steps:
                yield f"{_MARKS[step.state]} {step.label}{f' ({step.at})' if step.at else ''}"
            yield from _cart(block.lines, block.totals)
            if block.tracking:
                yield numbers.line(block.tracking)
            yield from map(numbers.line, block.buttons)
        case Form():
            yield block.title or ""
            for field in block.fields:
                yield f"- {field.label}{f' ({field.error})' if field.error else ''}"
                yield from (f"  · {option.label}" for option in field.options)
        case PaymentLink():
            yield f"{block.label} ({block.amount.text}): {block.url}"
            yield block.expires_text or ""
        case Place():
            yield f"{block.name}: {block.address}"
            yield block.hours or ""
        case File():
            yield f"{block.name}: {block.url}"
        case Coupon():
            yield f"{block.code}: {block.text}{f' ({block.expires_text})' if block.expires_text else ''}"
        case Picture():
            yield f"[{block.image.alt}]"
        case Rating():
            yield block.prompt
            for value, label in enumerate(block.labels, start=1):
                yield numbers.line(Button(label=label, command={"command": "rate", "value": value}))


def _card(card: ProductCard, numbers: _Numbers) -> Iterator[str]:
    was = f"{card.list_price.text} → " if card.list_price else ""
    stock = f" · {card.stock_text}" if card.stock_text else ""
    yield f"• {card.title}: {was}{card.price.text}{stock}"
    yield card.subtitle or ""
    yield card.reason or ""
    for option in card.options:
        yield f"  {option.name}: {', '.join(value.value for value in option.values if value.available)}"
    yield from (f"  {numbers.line(button)}" for button in card.buttons)


def _cart(lines: Iterable[CartLine], totals: Iterable[TotalLine]) -> Iterator[str]:
    for line in lines:
        options = f" ({line.options_text})" if line.options_text else ""
        yield f"{line.quantity} × {line.title}{options}: {line.total.text}"
        yield f"  {line.problem}" if line.problem else ""
    for total in totals:
        yield f"{total.label}: {total.price.text}"
