"""What a step asks its caller to do, in order. All values are JSON values (amounts as ``{"amount", "currency"}``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dangol.messages.content import Block

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Option:
    """Something to tap: its label is ``text`` (ready) or the sentence ``key``; ``command`` is what a tap means, as JSON."""

    command: Mapping[str, Any]
    text: str | None = None
    key: str | None = None
    values: Values = field(default_factory=dict)
    available: bool = True
    detail: str | None = None
    price: Mapping[str, Any] | None = None
    style: str = "plain"  # plain | primary | danger


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form; its label is ``text`` or the sentence ``key``; what is wrong with it is the sentence ``error`` or, ready,
    ``problem``."""

    name: str
    kind: str
    key: str | None = None
    text: str | None = None
    required: bool = True
    value: str | None = None
    error: str | None = None
    problem: str | None = None
    autocomplete: str | None = None
    inputmode: str | None = None
    options: tuple[Mapping[str, Any], ...] = ()
    extra: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Say:
    """Say the sentence ``key``; ``seed`` picks among its variants."""

    key: str
    values: Values = field(default_factory=dict)
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask for a slot. With ``fields`` it is a form (sent back as ``form``); ``options`` are buttons; ``person``: offer one beside it."""

    slot: str
    kind: str
    key: str
    values: Values = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    fields: tuple[Field, ...] = ()
    form: str | None = None
    submit: str = "form.submit"
    required: bool = True
    person: bool = False
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Show:
    """Show ready blocks. ``what`` is ``result`` (of the action just run), ``last`` (send the blocks of the assistant's last message once
    more: the engine does not keep them) or what a flow named, to be made from ``values``."""

    what: str
    values: Values = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """Run the action and step again with its ``ActionResult``. Always the last effect of a step, and at most one."""

    call: int
    action: str
    arguments: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hook:
    """Post ``body`` to the shop's web hook ``name`` once this step is stored, and step again, whenever it has answered, with an
    ``ActionResult`` (``ok`` or ``refused`` with the answer's fields, or ``failed``). Always the last effect of a step."""

    call: int
    name: str
    body: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing to do until something comes; with ``seconds``, send ``TimedOut`` when nothing came for that long."""

    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class HandOver:
    """Give the conversation to a person."""

    reason: str
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tag:
    """Tag the conversation."""

    tag: str


@dataclass(frozen=True, slots=True)
class Offer:
    """One-tap choices, with the sentence ``key`` before them if there is one. Nobody has to take one."""

    choices: tuple[Option, ...]
    key: str | None = None
    values: Values = field(default_factory=dict)
    seed: int = 0


Effect = Say | Ask | Show | Call | Hook | Wait | HandOver | Tag | Offer
