"""What came back in a step, and whether it is what was expected."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from dangol.bootstrap.talk import Reply
from dangol.cli.talks.differing import marked, nearest
from dangol.cli.talks.script import Expectation
from dangol.messages.content import (
    Block,
    Button,
    Buttons,
    Carousel,
    CartView,
    Comparison,
    Form,
    OrderTimeline,
    PaymentLink,
    ProductCard,
    Quote,
)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One expectation that did not hold."""

    line: int
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Tap:
    """A button on the screen, and the card it belongs to."""

    button: Button
    of: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What came back in a step, as plain words: for comparing two ways a conversation went, and for writing down what to expect."""

    text: str = ""
    lang: str = ""
    understood: str = ""
    flows: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    asks: str | None = None


def seen(replies: Sequence[Reply], asks: str | None, understood: str = "") -> Seen:
    """What these messages say and show."""
    screen = Screen()
    screen.see(replies)
    return Seen(
        text=screen.text,
        lang=replies[-1].lang if replies else "",
        understood=understood,
        flows=tuple(dict.fromkeys(screen.explained("flows"))),
        blocks=tuple(block.type for block in screen.blocks),
        shows=tuple(card.title for card in screen.cards),
        quotes=tuple(block.text for block in screen.blocks if isinstance(block, Quote)),
        buttons=tuple(tap.button.label for tap in screen.taps),
        asks=asks,
    )


@dataclass
class Screen:
    """What one visitor sees: the messages since they last did something, and what those leave to tap, fill in and pay."""

    replies: list[Reply] = field(default_factory=list)
    taps: list[Tap] = field(default_factory=list)
    numbered: list[Button] = field(default_factory=list)
    form: Form | None = None
    payment: PaymentLink | None = None
    asked: str | None = None

    def see(self, replies: Sequence[Reply]) -> None:
        """New messages have come. Forms and payment links stay usable; buttons give way to newer ones."""
        self.replies = list(replies)
        blocks = [block for reply in replies for block in reply.content]
        taps = [tap for block in blocks for tap in _taps(block)]
        if taps:
            self.taps = taps
            self.numbered = replies[-1].taps or self.numbered
        for block in blocks:
            if isinstance(block, Form):
                self.form = block
            elif isinstance(block, PaymentLink):
                self.payment = block

    @property
    def text(self) -> str:
        """All of it as text."""
        return "\n\n".join(reply.text for reply in self.replies)

    @property
    def blocks(self) -> list[Block]:
        """All blocks in order."""
        return [block for reply in self.replies for block in reply.content]

    @property
    def cards(self) -> list[ProductCard]:
        """Every product shown, in order."""
        cards: list[ProductCard] = []
        for block in self.blocks:
            if isinstance(block, (Carousel, Comparison)):
                cards += block.items
            elif isinstance(block, ProductCard):
                cards.append(block)
        return cards

    def explained(self, key: str) -> list[Any]:
        """The parts under ``key`` of every message's explanation."""
        return [item for reply in self.replies for item in (reply.explanation or {}).get(key) or ()]

    def find(self, label: str, on: str | None) -> Tap | None:
        """The button with that label: the whole of it, or its beginning up to a price or remark."""
        wanted = plain(label)
        here = [tap for tap in self.taps if on is None or plain(on) in plain(tap.of)]
        whole = [tap for tap in here if plain(tap.button.label) == wanted]
        begun = [tap for tap in here if plain(tap.button.label).split(" · ")[0] == wanted]
        return next(iter([*whole, *begun]), None)

    def labels(self) -> str:
        """What there is to tap, in words."""
        return " | ".join(f"{tap.button.label}{f' ({tap.of})' if tap.of else ''}" for tap in self.taps) or "nothing"


def plain(text: str) -> str:
    """``text`` as it is compared: width, case and white space do not count."""
    return " ".join(unicodedata.normalize("NFKC", str(text)).casefold().split())


def _taps(block: Block) -> Iterator[Tap]:
    if isinstance(block, Buttons):
        yield from (Tap(button) for button in block.options)
    elif isinstance(block, ProductCard):
        yield from (Tap(button, block.title) for button in block.buttons)
    elif isinstance(block, (Carousel, Comparison)):
        for card in block.items:
            yield from _taps(card)
        if isinstance(block, Carousel) and block.more:
            yield Tap(block.more)
    elif isinstance(block, (CartView, OrderTimeline)):
        yield from (Tap(button) for button in block.buttons)
    elif isinstance(block, Form) and block.cancel:
        yield Tap(block.cancel)


def compare(screen: Screen, expects: Sequence[Expectation], put: Callable[[str], str]) -> list[Mismatch]:
    """Every expectation that does not hold. ``put`` fills in what is only known by now (the order's number)."""
    found = []
    for expectation in expects:
        value = expectation.value
        wanted = (
            [put(text) for text in value]
            if isinstance(value, list)
            else put(value)
            if isinstance(value, str)
            else value
        )
        problem = _CHECKS[expectation.key](screen, wanted)
        if problem is not None:
            words = ", ".join(wanted) if isinstance(wanted, list) else str(wanted).lower()
            found.append(Mismatch(expectation.line, f"{expectation.key}: {words}", problem))
    return found


def _holds(texts: list[str], wanted: list[str]) -> list[str]:
    inside = [plain(text) for text in texts]
    return [text for text in wanted if not any(plain(text) in candidate for candidate in inside)]


def _text(screen: Screen, wanted: list[str]) -> str | None:
    missing = _holds([screen.text], wanted)
    if not missing:
        return None
    near = [marked(text, line) for text in missing if (line := nearest(text, screen.text)) is not None]
    return f"not said: {' | '.join(missing)}" + (f"; nearest: {' | '.join(near)}" if near else "")


def _not_text(screen: Screen, wanted: list[str]) -> str | None:
    said = [text for text in wanted if not _holds([screen.text], [text])]
    return f"said: {' | '.join(said)}" if said else None


def _flow(screen: Screen, wanted: list[str]) -> str | None:
    flows = screen.explained("flows")
    return None if all(flow in flows for flow in wanted) else f"flows: {', '.join(flows) or 'none'}"


def _not_flow(screen: Screen, wanted: list[str]) -> str | None:
    flows = screen.explained("flows")
    return f"flows: {', '.join(flows)}" if any(flow in flows for flow in wanted) else None


def _blocks(screen: Screen, wanted: list[str]) -> str | None:
    types: list[str] = [block.type for block in screen.blocks]
    rest = iter(types)
    return None if all(name in rest for name in wanted) else f"blocks: {', '.join(types) or 'none'}"


def _not_blocks(screen: Screen, wanted: list[str]) -> str | None:
    types = [block.type for block in screen.blocks]
    return f"blocks: {', '.join(types)}" if any(name in types for name in wanted) else None


def _buttons(screen: Screen, wanted: list[str]) -> str | None:
    missing = _holds([tap.button.label for tap in screen.taps], wanted)
    return f"to tap: {screen.labels()}" if missing else None


def _not_buttons(screen: Screen, wanted: list[str]) -> str | None:
    labels = [tap.button.label for tap in screen.taps]
    return f"to tap: {screen.labels()}" if any(not _holds(labels, [text]) for text in wanted) else None


def _shows(screen: Screen, wanted: list[str]) -> str | None:
    titles = [card.title for card in screen.cards]
    return f"shown: {' | '.join(titles) or 'nothing'}" if _holds(titles, wanted) else None


def _not_shows(screen: Screen, wanted: list[str]) -> str | None:
    titles = [card.title for card in screen.cards]
    return f"shown: {' | '.join(titles)}" if any(not _holds(titles, [text]) for text in wanted) else None


def _first(screen: Screen, wanted: str) -> str | None:
    titles = [card.title for card in screen.cards]
    fits = bool(titles) and plain(wanted) in plain(titles[0])
    return None if fits else f"shown: {' | '.join(titles) or 'nothing'}"


def _asks(screen: Screen, wanted: str) -> str | None:
    return None if (screen.asked or "none") == wanted else f"asked for: {screen.asked or 'nothing'}"


def _lang(screen: Screen, wanted: str) -> str | None:
    langs = [reply.lang for reply in screen.replies]
    return None if langs and set(langs) == {wanted} else f"spoken: {', '.join(langs) or 'nothing'}"


def _silent(screen: Screen, wanted: bool) -> str | None:
    if wanted == (not screen.replies):
        return None
    return "nothing was said" if not screen.replies else "something was said"


_CHECKS: dict[str, Callable[[Screen, Any], str | None]] = {
    "text": _text,
    "not_text": _not_text,
    "flow": _flow,
    "not_flow": _not_flow,
    "blocks": _blocks,
    "not_blocks": _not_blocks,
    "buttons": _buttons,
    "not_buttons": _not_buttons,
    "shows": _shows,
    "not_shows": _not_shows,
    "first": _first,
    "asks": _asks,
    "lang": _lang,
    "silent": _silent,
}
