"""Where a conversation is: a frozen value that turns into JSON and back without loss."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from dangol.kit.money import Money

Json = Any
END = -1

MAX_FRAMES = 5
MAX_QUEUE = 8
MAX_TRAIL = 120
_MAX_TEXT = 2000
_MAX_ITEMS = 60
_MAX_DEPTH = 6


@dataclass(frozen=True, slots=True)
class Frame:
    """A flow under way: which version of it, at which step, with what it knows."""

    flow: str
    version: str
    at: int = 0
    slots: Mapping[str, Json] = field(default_factory=dict)
    result: Mapping[str, Json] = field(default_factory=dict)
    checked: tuple[str, ...] = ()  # slots whose `check` said ok
    skipped: tuple[str, ...] = ()  # optional slots the shopper left out
    order: tuple[tuple[str, ...], ...] = ()  # answered slots, for `back`
    trail: tuple[int, ...] = ()  # steps passed, for corrections
    asked: Mapping[str, int] = field(default_factory=dict)  # times a slot was asked for since it was last filled
    put: Mapping[str, int] = field(default_factory=dict)  # times the very question was put since it was last answered
    failed: int = 0  # answers in a row that did not fit the current question
    errors: Mapping[str, str] = field(default_factory=dict)  # what was wrong with which answer: sentence keys
    waiting: int = 0  # the number of the call under way
    checking: str | None = None  # the slot that call checks
    interrupted: bool = False
    refining: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """The whole conversation as the engine knows it. ``facts`` are the caller's and the engine's memory: shop, assistant,
    country, currency, lang, contact_name, page_product (caller), shown, last_product, last_line, last_search,
    last_order, last_flow, last_intent (engine)."""

    stack: tuple[Frame, ...] = ()
    queue: tuple[Mapping[str, Json], ...] = ()
    later: tuple[Mapping[str, Json], ...] = ()  # wishes that wait until the question before them is answered
    offered: tuple[Mapping[str, Json], ...] = ()
    last: tuple[Mapping[str, Json], ...] = ()
    facts: Mapping[str, Json] = field(default_factory=dict)
    asking: Mapping[str, Json] = field(default_factory=dict)  # slot, kind, options of the question on the screen
    row: Mapping[str, Json] = field(default_factory=dict)  # the slot asked for last, and how often in a row
    unclear: int = 0
    turn: int = 0
    calls: int = 0
    away: bool = False
    said: str = ""  # of a message that asks for several things the words of what is being served; else nothing
    # Steps that act, and how often since the shopper last said something.
    passed: Mapping[str, int] = field(default_factory=dict)

    @property
    def flow(self) -> str | None:
        """The flow in progress."""
        return self.stack[-1].flow if self.stack else None

    @property
    def asked(self) -> str | None:
        """The slot just asked for."""
        return self.asking.get("slot")

    @property
    def asked_kind(self) -> str | None:
        """Its kind."""
        return self.asking.get("kind")

    @property
    def on_screen(self) -> tuple[Mapping[str, Json], ...]:
        """What there is to tap, in order: the options of the question, then what was offered. Each has ``text``, ``label`` or the
        ``key`` of a sentence, and its ``command``."""
        return (*(self.asking.get("options") or ()), *self.offered)

    def know(self, **facts: Json) -> State:
        """The same state with these facts added (those that are none are forgotten)."""
        merged = {**self.facts, **{k: plain(v) for k, v in facts.items()}}
        return replace(self, facts={k: v for k, v in merged.items() if v is not None})

    def to_json(self) -> dict[str, Json]:
        """As JSON-ready data (it shares what it holds with this state: dump it, do not change it)."""
        data = {name: getattr(self, name) for name in _STATE_FIELDS}
        data["stack"] = [{name: getattr(frame, name) for name in _FRAME_FIELDS} for frame in self.stack]
        return data


_STATE_FIELDS = tuple(f.name for f in fields(State))
_FRAME_FIELDS = tuple(f.name for f in fields(Frame))


def state_from_json(data: Mapping[str, Json]) -> State:
    """The state that ``to_json`` wrote (fields it does not know are left out, fields not there get their defaults)."""
    values = {k: v for k, v in data.items() if k in _STATE_FIELDS}
    frames = []
    for raw in values.get("stack", ()):
        frame = {k: v for k, v in raw.items() if k in _FRAME_FIELDS}
        for name in ("checked", "skipped", "trail"):
            frame[name] = tuple(frame.get(name, ()))
        frame["order"] = tuple(tuple(group) for group in frame.get("order", ()))
        frames.append(Frame(**frame))
    values["stack"] = tuple(frames)
    for name in ("queue", "later", "offered", "last"):
        values[name] = tuple(values.get(name, ()))
    return State(**values)


def plain(value: Any, depth: int = 0) -> Json:
    """``value`` as bounded JSON: amounts as mappings, times as ISO text, long texts and lists cut, anything unknown as text."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return value[:_MAX_TEXT]
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else None
    if isinstance(value, Money):
        return value.to_json()
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if depth >= _MAX_DEPTH:
        return None
    if isinstance(value, BaseModel):
        return plain(value.model_dump(mode="json", exclude_none=True), depth + 1)
    if isinstance(value, Mapping):
        return {str(k)[:100]: plain(v, depth + 1) for k, v in list(value.items())[:_MAX_ITEMS]}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item, depth + 1) for item in list(value)[:_MAX_ITEMS]]
    return str(value)[:_MAX_TEXT]
