"""No question is put a third time, whatever comes instead of an answer: choices stand there then, and a person beside them.

Every question of every flow that ships is found by walking the flows with all that their actions may give, so that a new flow is tried
without a word here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import pytest

from dangol.dialogue import ActionResult, Ask, Engine, HandOver, Offer, State, Step, Unclear
from dangol.dialogue.events import Event
from dangol.nlu import commands as nlu
from dialogue.shipped import Talk, actions, book
from dialogue.test_properties import SAMPLES

PERSON = ("person_availability", "keep_request", "leave_question")
_MOST = 20_000  # states looked at
_TURNS = 7
GOOD: dict[str, Any] = {
    "email": "ann@example.com",
    "phone": "010-1234-5678",
    "reach": "ann@example.com",
    "order_number": "D-1001",
    "name": "Ann Lee",
    "quantity": 3,
    "number": 3,
    "yes_no": True,
    "text": "the lid is cracked",
    "product": "product:1",
    "address": {"line1": "1 Hill Road", "city": "London"},
    "form": {"line1": "1 Hill Road"},
    "rating": 4,
    "date": "2026-12-01",
    "postcode": "04524",
    "coupon": "TEN",
    "any": "white",
}


@dataclass(frozen=True)
class Place:
    """A question on the screen: where the conversation is, and what each action gave on the way there."""

    flow: str
    slot: str
    kind: str
    intent: str
    state: State
    given: Mapping[str, str]


def _result(action: str, outcome: str) -> ActionResult:
    values = {name: SAMPLES.get(name, f"some {name}") for name in actions()[action].gives.get(outcome, ())}
    return ActionResult(outcome, values)


def _good(place: Place) -> list[Event]:
    options = place.state.asking.get("options") or ()
    values = [option["value"] for option in options if option.get("value") is not None]
    if values:
        return [nlu.Fill(slot=place.slot, value=value) for value in values[:6]]
    return [nlu.Fill(slot=place.slot, value=GOOD.get(place.kind, "white"))]


@lru_cache(maxsize=1)
def places() -> tuple[Place, ...]:
    """One place for every question that the flows put, and for every way the last action led there."""
    engine = Engine(book())
    found: dict[tuple[str, ...], Place] = {}
    seen: set[str] = set()
    waiting: list[tuple[Step, dict[str, str], str]] = [
        (engine.step(State().know(country="KR"), [nlu.Start(intent=intent, slots=slots, words=words)]), {}, intent)
        for intent in sorted(book().intents)
        for words in ("hello", "")
        for slots in ({}, {"elsewhere": True})
    ]
    looked = 0
    while waiting and looked < _MOST:
        step, given, intent = waiting.pop(0)
        looked += 1
        state = step.state
        top = state.stack[-1] if state.stack else None
        told = sorted(name for name in book().flows[top.flow].slots if top.slots.get(name) is not None) if top else []
        where = [top.flow, top.at, top.result.get("outcome"), top.slots.get("intent"), told] if top else []
        mark = json.dumps([where, bool(step.call), state.asked])
        if mark in seen:
            continue
        seen.add(mark)
        if step.call is not None:
            action = step.call.action
            for outcome in [*sorted(actions()[action].gives), "failed"]:
                following = engine.step(state, [_result(action, outcome)])
                waiting.append((following, {**given, action: outcome}, intent))
        elif state.flow and state.asked:
            place = Place(state.flow, state.asked, str(state.asked_kind), intent, state, given)
            key = (place.flow, place.slot, str(state.stack[-1].result.get("outcome")))
            found.setdefault(key, place)
            waiting.extend((engine.step(state, [event]), given, intent) for event in (*_good(place), nlu.Deny()))
    return tuple(found.values())


def _asks(place: Place) -> list[Event]:
    return _good(place)[:1]


INSTEAD: dict[str, Callable[[Place], list[Event]]] = {
    "nonsense": lambda _: [Unclear("qwe rty")],
    "dots": lambda _: [Unclear("...")],
    "emoji": lambda _: [nlu.Understanding(text="🙂", lang="en")],
    "guessed": lambda _: [Unclear("hm", (nlu.Start(intent="faq"), nlu.Start(intent="browse")))],
    "a question": lambda _: [nlu.Start(intent="return_policy", words="can it go back")],
    "a list": lambda place: [nlu.Fill(slot=place.slot, value="2 of those, the red one, and a bag; no, three")],
    "no": lambda _: [nlu.Deny(words="idk")],
    "yes": lambda _: [nlu.Affirm(words="yes")],
    "a place": lambda _: [nlu.Choose(position=77)],
    "the wish again": lambda place: [nlu.Start(intent=place.intent, words="where is it")],
    "an answer of no use": _asks,
    "nothing": lambda place: [nlu.Fill(slot=place.slot, value="")],
}


def _held(place: Place, events: Callable[[Place], list[Event]], article: str) -> tuple[int, int, bool]:
    """How often the very question is put, counted from the first time, how many turns it stayed open, and whether a person was there to tap
    or came."""
    engine = Engine(book())
    state, put, person, turns = place.state, 1, False, 0
    signs = place.state.asking.get("options"), place.state.asking.get("form"), place.state.asking.get("fields")
    for _ in range(_TURNS):
        there = (state.flow, state.asked) == (place.flow, place.slot)
        now = replace(place, slot=str(state.asked), kind=str(state.asked_kind), state=state)
        if not there:
            put = 0  # something else was answered meanwhile
        step = engine.step(state, events(place) if there else _good(now)[:1])
        for _ in range(40):
            for effect in step.effects:
                if isinstance(effect, Ask) and (step.state.flow, effect.slot) == (place.flow, place.slot):
                    asking = step.state.asking
                    put += (asking.get("options"), asking.get("form"), asking.get("fields")) == signs
                    person |= effect.person
                choices = effect.choices if isinstance(effect, Offer) else ()
                person |= any(
                    c.command.get("command") == "person" or c.command.get("intent") == "person" for c in choices
                )
                person |= isinstance(effect, HandOver)
            state = step.state
            if step.call is None:
                break
            action = step.call.action
            person |= action in PERSON
            outcome = (
                article
                if action == "answer_question"
                else place.given.get(action) or sorted(actions()[action].gives)[0]
            )
            step = engine.step(state, [_result(action, outcome)])
        turns += there
        if state.flow != place.flow or state.asked is None:
            break
    return put, turns, person


def test_the_walk_finds_every_question_of_every_flow() -> None:
    asked = {(flow.name, name) for flow in book().flows.values() for node in flow.nodes for name in node.slots}
    asks = (
        (flow.name, flow.slots[node.slots[0]])
        for flow in book().flows.values()
        for node in flow.nodes
        if node.do == "ask"
    )
    # What has the shopper's own words for its answer is never asked for.
    first = {(name, slot.name) for name, slot in asks if slot.default is None or slot.default.names != {"words"}}
    found = {(place.flow, place.slot) for place in places()}
    assert first - found == set(), f"never reached: {sorted(first - found)}"
    assert found <= asked


@pytest.mark.parametrize("instead", INSTEAD)
@pytest.mark.parametrize(
    "flow", sorted(flow.name for flow in book().flows.values() if any(n.do == "ask" for n in flow.nodes))
)
def test_no_question_is_put_a_third_time(flow: str, instead: str) -> None:
    for place in places():
        if place.flow != flow:
            continue
        for article in ("unanswered", "answered", "several"):
            put, turns, person = _held(place, INSTEAD[instead], article)
            which = f"{place.slot} of {place.flow} after {dict(place.given)}, with an article {article}"
            assert put <= 2, f"{which}: put {put} times in {turns + 1} turns"
            assert turns < 4 or person, f"{which}: nobody offered in {turns} turns"


@pytest.mark.parametrize(
    ("intent", "action"), [("track_order", "track_order"), ("refund_status", "track_order"), ("reorder", "order_again")]
)
def test_an_order_that_is_not_found_twice_is_looked_up_by_a_person(intent: str, action: str) -> None:
    talk = Talk(
        {
            action: [("need_number", {}), ("need_email", {})] + [("not_found", {})] * 3,
            "answer_question": [("unanswered", {})],
        }
    )
    talk.send(nlu.Start(intent=intent))
    asked = []
    for _ in range(2):
        talk.send(nlu.Fill(slot="order_number", value="D-1001"))
        asked.append(talk.keys(nlu.Fill(slot="email", value="ann@example.com")))
    assert "say:orders.not_found" in asked[0]
    assert "say:orders.not_found_again" in asked[1]
    assert not any(key.startswith("ask:order_number") for key in asked[1])
