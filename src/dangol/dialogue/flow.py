"""A flow as the engine runs it: slots, and steps flattened into numbered nodes that say which comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dangol.dialogue.expressions import Expression
from dangol.dialogue.state import END


@dataclass(frozen=True, slots=True)
class Choice:
    """A fixed option of a slot or of an ``offer``: the label is a sentence's key; ``value`` fills the slot, ``start`` begins a flow."""

    key: str
    value: Any = None
    start: str | None = None
    slots: Mapping[str, Expression] = field(default_factory=dict)
    style: str = "plain"  # plain | primary | danger
    role: str | None = None  # yes | no: what a plain yes or no to the offer means
    when: Expression | None = None
    line: int = 1


@dataclass(frozen=True, slots=True)
class FormFieldSpec:
    """A fixed field of a form slot."""

    name: str
    kind: str
    key: str
    required: bool = True
    line: int = 1


@dataclass(frozen=True, slots=True)
class Slot:
    """Something a flow wants to know."""

    name: str
    kind: str
    ask: str
    ask_again: str | None = None
    options: tuple[Choice, ...] = ()
    options_from: Expression | None = None
    required: bool = True
    sources: tuple[str, ...] = ()  # entity kinds that fill it
    default: Expression | None = None
    check: str | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    depends_on: tuple[str, ...] = ()
    fields: tuple[FormFieldSpec, ...] = ()
    fields_from: Expression | None = None
    lowest: int | None = None
    highest: int | None = None
    collects: bool = False  # what is told of it later is added to what was told before
    line: int = 1


@dataclass(frozen=True, slots=True)
class Node:
    """One step. Which fields count depends on ``do``: ask, say, show, call, hook, coupon, if, set, tag, offer, hand_over, end, jump."""

    do: str
    next: int = END
    name: str | None = None
    slots: tuple[str, ...] = ()  # ask
    key: str | None = None  # say, offer: a sentence; show, tag, hand_over, call, hook, coupon: the word
    values: Mapping[str, Expression] = field(default_factory=dict)  # with, set
    into: Mapping[str, str] = field(
        default_factory=dict
    )  # hook: slot or value -> where in the answer (`?`: may be missing)
    branches: Mapping[str, int] = field(default_factory=dict)  # call, hook, coupon: outcome -> node; if: then, else
    other: int | None = None
    condition: Expression | None = None
    choices: tuple[Choice, ...] = ()
    choices_from: Expression | None = None
    choice_start: str | None = None
    choice_slot: str | None = None
    choice_person: bool = False
    fallback: bool = False  # ask, offer: a numbered list will do where buttons do not
    reads: frozenset[str] = frozenset()
    line: int = 1
    path: str = ""


@dataclass(frozen=True, slots=True)
class Migration:
    """How a conversation in the flow's version ``old`` (as its file numbered it) goes on in this one: ids of steps, old to new, that are
    not called the same in both."""

    old: int
    steps: Mapping[str, str] = field(default_factory=dict)
    line: int = 1


@dataclass(frozen=True, slots=True)
class Flow:
    """One flow in one version. ``version`` is a hash of all it says; ``number`` is what its author calls it, for migrations."""

    name: str
    version: str
    file: str
    nodes: tuple[Node, ...]
    slots: Mapping[str, Slot] = field(default_factory=dict)
    start_on: tuple[str, ...] = ()
    title: str = ""
    menu: int | None = None
    interrupts: bool = True
    resumes: bool = True
    before: tuple[str, ...] = ()  # wishes that wait until its question is answered
    urgent: bool = False
    refine: bool = False
    resume: str = "dialogue.resume"
    cancelled: str = "dialogue.cancelled"
    time_out: int | None = None
    fallback: bool = False
    number: int | None = None
    migrations: tuple[Migration, ...] = ()
    line: int = 1
    intent_lines: Mapping[str, int] = field(default_factory=dict)

    def depending_on(self, names: frozenset[str]) -> frozenset[str]:
        """The slots whose answer is void once one of ``names`` changes."""
        found: set[str] = set()
        grown = True
        while grown:
            grown = False
            for slot in self.slots.values():
                if slot.name not in found and (set(slot.depends_on) & (names | found)):
                    found.add(slot.name)
                    grown = True
        return frozenset(found - names)


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """What flows may expect of an action: its arguments (those that may be left out too) and, per outcome, the values it gives."""

    name: str
    takes: frozenset[str]
    optional: frozenset[str]
    gives: Mapping[str, frozenset[str]]
    does: str = ""
    line: int = 1
