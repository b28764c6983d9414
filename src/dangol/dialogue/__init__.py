"""The dialogue engine: flow definitions, state, ``step(state, events) -> Step(state, effects)``. Pure."""

from dangol.dialogue.book import FlowBook
from dangol.dialogue.check import check
from dangol.dialogue.draw import draw
from dangol.dialogue.effects import Ask, Call, Effect, Field, HandOver, Hook, Offer, Option, Say, Show, Tag, Wait
from dangol.dialogue.engine import Engine, Step
from dangol.dialogue.errors import BadFlow
from dangol.dialogue.events import ActionResult, Event, TimedOut, Unclear
from dangol.dialogue.flow import ActionSpec, Flow
from dangol.dialogue.load import load_flow, read_actions
from dangol.dialogue.picture import picture
from dangol.dialogue.state import Frame, State, state_from_json

__all__ = [
    "ActionResult",
    "ActionSpec",
    "Ask",
    "BadFlow",
    "Call",
    "Effect",
    "Engine",
    "Event",
    "Field",
    "Flow",
    "FlowBook",
    "Frame",
    "HandOver",
    "Hook",
    "Offer",
    "Option",
    "Say",
    "Show",
    "State",
    "Step",
    "Tag",
    "TimedOut",
    "Unclear",
    "Wait",
    "check",
    "draw",
    "load_flow",
    "picture",
    "read_actions",
    "state_from_json",
]
