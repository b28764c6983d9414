"""What a shopper was understood to want, typed: the one language that understanding, buttons, forms and any language
model speak to the dialogue engine.

Every command carries the confidence it was read with (0 to 1, calibrated: the share of such readings that are right) and the
words it was read from (empty for a button). ``COMMAND`` parses one from JSON and refuses what does not fit, so a forged
button or a babbling model can at worst choose another permitted command.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class Link(BaseModel):
    """A catalogue row that words may mean: ``row`` is ``product:<id>``, ``variant:<id>``, ``category:<id>``, ``brand:<name>``
    or ``value:<option or attribute>=<value>``; ``score`` is 0 to 1."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    row: str
    score: float
    title: str = ""


class Entity(BaseModel):
    """A typed piece of a message: what kind of thing, its normalised value, and the words (``start:end`` in the message).

    ``kind`` is one of: product, category, brand, attribute, size, color, quantity, price_limit, price, order_number, email,
    phone, date, ordinal, reference, comparison, person_name, postcode, address, sort, language, coupon, percent, measure, word (one of
    the catalogue's that names nothing by itself: only where it is refused).
    ``value`` is JSON: a number, a string, or a mapping such as ``{"max": 5000000, "currency": "KRW"}`` (minor units).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: str
    value: Any
    text: str = ""
    start: int = -1
    end: int = -1
    negated: bool = False
    links: tuple[Link, ...] = ()


class _Command(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    confidence: float = Field(default=1.0, ge=0, le=1)
    words: str = Field(default="", max_length=4000)


class Start(_Command):
    """Begin what ``intent`` names (``find_products``, ``track_order``); ``slots`` are already known."""

    command: Literal["start"] = "start"
    intent: str = Field(max_length=64, pattern=r"^[a-z][a-z0-9_]*$")
    slots: dict[str, Any] = Field(default_factory=dict)


class Fill(_Command):
    """A value for a slot: the one just asked for (``slot`` none), or a named one."""

    command: Literal["fill"] = "fill"
    slot: str | None = Field(default=None, max_length=64)
    value: Any = None


class Submit(_Command):
    """A filled-in form."""

    command: Literal["submit"] = "submit"
    form: str = Field(max_length=64)
    values: dict[str, str] = Field(default_factory=dict, max_length=40)


class Correct(_Command):
    """Change exactly one thing said before: *no, size 9*."""

    command: Literal["correct"] = "correct"
    slot: str | None = Field(default=None, max_length=64)
    value: Any = None


class Choose(_Command):
    """One of what was shown: by place (1 is the first, -1 the last) or by the row it names."""

    command: Literal["choose"] = "choose"
    position: int | None = Field(default=None, ge=-20, le=100)
    row: str | None = Field(default=None, max_length=200)


class Affirm(_Command):
    """Yes."""

    command: Literal["affirm"] = "affirm"


class Deny(_Command):
    """No."""

    command: Literal["deny"] = "deny"


class Cancel(_Command):
    """Drop what we are in the middle of (not an order: that is the intent ``cancel_order``)."""

    command: Literal["cancel"] = "cancel"


class Back(_Command):
    """One step back."""

    command: Literal["back"] = "back"


class Repeat(_Command):
    """Say that again."""

    command: Literal["repeat"] = "repeat"


class Restart(_Command):
    """Begin the conversation anew."""

    command: Literal["restart"] = "restart"


class Stop(_Command):
    """Send me nothing more: an opt-out word such as STOP or 수신거부."""

    command: Literal["stop"] = "stop"


class Person(_Command):
    """Let me talk to a person."""

    command: Literal["person"] = "person"


class Language(_Command):
    """Speak this language from now on."""

    command: Literal["language"] = "language"
    lang: str = Field(pattern=r"^[a-z]{2}$")


class Rate(_Command):
    """How it went, 1 (bad) to 5 (good)."""

    command: Literal["rate"] = "rate"
    value: int = Field(ge=1, le=5)


Command = Annotated[
    Start
    | Fill
    | Submit
    | Correct
    | Choose
    | Affirm
    | Deny
    | Cancel
    | Back
    | Repeat
    | Restart
    | Stop
    | Person
    | Language
    | Rate,
    Field(discriminator="command"),
]
COMMAND: TypeAdapter[Command] = TypeAdapter(Command)


class Understanding(BaseModel):
    """All that was read from one message.

    ``commands`` in the order they should be served; empty when nothing was understood. ``choices`` are the two or three likely
    meanings when the best is not clear enough to act on (then ``commands`` is empty): one tap decides. ``intents`` are the best five with
    their confidence, for explanation and measuring.
    """

    model_config = ConfigDict(frozen=True)
    text: str
    lang: str
    lang_confidence: float = 1.0
    commands: tuple[Command, ...] = ()
    choices: tuple[Command, ...] = ()
    entities: tuple[Entity, ...] = ()
    intents: tuple[tuple[str, float], ...] = ()
