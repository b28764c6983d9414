"""The shipped flows, actions and sentences, and a stand-in for the actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import dangol
from dangol.dialogue import (
    ActionResult,
    Effect,
    Engine,
    FlowBook,
    State,
    Step,
    load_flow,
    read_actions,
    state_from_json,
)
from dangol.dialogue.flow import ActionSpec
from dangol.wording import Book, Wording, read_book

ROOT = Path(dangol.__file__).parent
FLOWS = ROOT / "assistant" / "flows"
SENTENCES = ROOT / "wording" / "sentences"
AREAS = ("dialogue", "shop", "checkout", "coupons", "orders", "sales", "handover", "smalltalk")
LANGUAGES = ("en", "ko", "ja")


@lru_cache(maxsize=1)
def book() -> FlowBook:
    paths = sorted(p for p in FLOWS.glob("*.yaml") if not p.name.startswith("_"))
    return FlowBook([load_flow(p.read_text("utf-8"), p.name) for p in paths])


@lru_cache(maxsize=1)
def actions() -> dict[str, ActionSpec]:
    return read_actions((FLOWS / "_actions.yaml").read_text("utf-8"), "_actions.yaml")


@lru_cache(maxsize=1)
def books() -> tuple[Book, ...]:
    return tuple(
        read_book((SENTENCES / lang / f"{area}.yaml").read_text("utf-8"), lang, area, f"{lang}/{area}.yaml")
        for lang in LANGUAGES
        for area in AREAS
    )


@lru_cache(maxsize=1)
def wording() -> Wording:
    return Wording(books())


Scripted = tuple[str, Mapping[str, Any]]


class Talk:
    """One conversation with scripted actions: ``script[action]`` is a list of (outcome, values), used up in order."""

    def __init__(
        self,
        script: Mapping[str, Sequence[Scripted]] | None = None,
        lang: str = "en",
        engine: Engine | None = None,
        **facts: Any,
    ) -> None:
        self.engine = engine or Engine(book())
        self.lang = lang
        self.script = {name: list(results) for name, results in (script or {}).items()}
        self.state = State().know(shop="Haru", assistant="Dani", country="KR", lang=lang, **facts)
        self.calls: list[tuple[str, Mapping[str, Any]]] = []

    def send(self, *events: Any) -> list[Effect]:
        """All effects of one message, its actions carried out."""
        effects: list[Effect] = []
        step: Step = self.engine.step(self.state, events)
        while True:
            effects.extend(e for e in step.effects if e is not step.call)
            self.state = state_from_json(step.state.to_json())
            call = step.call
            if call is None:
                return effects
            self.calls.append((call.action, call.arguments))
            queued = self.script.get(call.action)
            outcome, values = queued.pop(0) if queued else ("failed", {})
            step = self.engine.step(self.state, [ActionResult(outcome, values, call=call.call)])

    def keys(self, *events: Any) -> list[str]:
        """The kinds and keys of the effects, short: ``say:cart.added``, ``ask:email``."""
        found = []
        for effect in self.send(*events):
            kind = type(effect).__name__.lower()
            word = (
                getattr(effect, "slot", None)
                or getattr(effect, "key", None)
                or getattr(effect, "what", None)
                or getattr(effect, "reason", None)
            )
            found.append(f"{kind}:{word}" if word else kind)
        return found
