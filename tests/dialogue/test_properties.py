"""Whatever a shopper sends and actions answer: no exception, bounded serialisable state, no question a third time without a way out."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangol.dialogue import ActionResult, Ask, Call, Engine, Offer, Say, State, TimedOut, Unclear, state_from_json
from dangol.dialogue.state import MAX_FRAMES, MAX_QUEUE
from dangol.nlu import commands as nlu
from dialogue.shipped import LANGUAGES, actions, book, wording

INTENTS = sorted(book().intents)
SLOTS = sorted({name for flow in book().flows.values() for name in flow.slots})
WORDS = st.sampled_from(
    [
        "",
        "1",
        "2",
        "M",
        "화이트",
        "white",
        "a@b.co",
        "010-1234-5678",
        "김민지",
        "はい",
        "네",
        "xx",
        "12345",
        "D-1001",
        "🙂",
        "#1",
        "product:1",
        "{x}",
    ]
)
VALUES: st.SearchStrategy[Any] = st.one_of(
    WORDS,
    st.integers(-5, 12),
    st.booleans(),
    st.none(),
    st.dictionaries(WORDS, WORDS, max_size=2),
    st.lists(WORDS, max_size=2),
)
COMMANDS: st.SearchStrategy[Any] = st.one_of(
    st.builds(
        nlu.Start,
        intent=st.sampled_from(INTENTS),
        slots=st.dictionaries(st.sampled_from(SLOTS), VALUES, max_size=2),
        words=WORDS,
    ),
    st.builds(nlu.Start, intent=st.sampled_from(["checkout", "add_to_cart", "track_order", "person", "nothing_known"])),
    st.builds(nlu.Fill, slot=st.one_of(st.none(), st.sampled_from(SLOTS)), value=VALUES),
    st.builds(nlu.Fill, value=VALUES),
    st.builds(nlu.Correct, slot=st.one_of(st.none(), st.sampled_from(SLOTS)), value=VALUES),
    st.builds(nlu.Choose, position=st.one_of(st.none(), st.integers(-3, 5)), row=st.one_of(st.none(), WORDS)),
    st.builds(
        nlu.Submit,
        form=st.sampled_from(["checkout.name-email-phone", "checkout.address", "x", ""]),
        values=st.dictionaries(st.sampled_from(["name", "email", "phone", "line1"]), WORDS, max_size=3),
    ),
    st.sampled_from(
        [nlu.Affirm(), nlu.Deny(), nlu.Cancel(), nlu.Back(), nlu.Repeat(), nlu.Restart(), nlu.Stop(), nlu.Person()]
    ),
    st.sampled_from(
        [
            nlu.Language(lang="ja"),
            nlu.Rate(value=3),
            Unclear("hm?"),
            Unclear("", (nlu.Start(intent="faq"), nlu.Person())),
        ]
    ),
    st.just(TimedOut()),
)
CHOICES = [{"value": "white", "label": "화이트"}, {"value": "M", "label": "M", "available": False}]
SAMPLES: dict[str, Any] = {
    "choices": CHOICES,
    "fields": [{"name": "line1", "label": "Street"}],
    "price": {"amount": 4900, "currency": "KRW"},
    "total": {"amount": 4900, "currency": "KRW"},
    "low": {"amount": 100, "currency": "KRW"},
    "high": {"amount": 4900, "currency": "KRW"},
    "list_price": {"amount": 4900, "currency": "KRW"},
    "count": 2,
    "left": 1,
    "max": 3,
    "quantity": 1,
    "waiting": 2,
    "alternatives": 0,
    "needs_address": True,
    "known": None,
    "name": None,
    "email": None,
    "phone": None,
    "address": None,
    "titles": ["Linen shirt"],
    "available": ["white"],
    "gone": [],
}


def answer(action: str, pick: int) -> ActionResult:
    outcomes = [*sorted(actions()[action].gives), "failed", "never declared"]
    outcome = outcomes[pick % len(outcomes)]
    values = {name: SAMPLES.get(name, f"some {name}") for name in actions()[action].gives.get(outcome, ())}
    return ActionResult(outcome, values)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.lists(COMMANDS, min_size=1, max_size=3), max_size=12),
    st.lists(st.integers(0, 9), min_size=1, max_size=8),
    st.booleans(),
)
def test_anything_may_come(messages: list[list[Any]], picks: list[int], lazy: bool) -> None:
    engine = Engine(book())
    state = State()
    row: list[str] = []
    turn = 0
    for events in messages:
        step = engine.step(state, events)
        for _ in range(60):
            text = json.dumps(step.state.to_json())
            assert json.dumps(state_from_json(json.loads(text)).to_json()) == text
            assert len(text) < 60_000
            assert len(step.state.stack) <= MAX_FRAMES
            assert len(step.state.queue) <= MAX_QUEUE
            if step.state.row.get("times", 0) <= 1:
                row.clear()  # answered, or another question by now
            for effect in step.effects:
                check_effect(effect, row)
            assert all(not isinstance(e, Call) for e in step.effects[:-1])
            state = state_from_json(json.loads(text))
            if step.call is None or (lazy and turn % 5 == 4):
                break
            turn += 1
            result = answer(step.call.action, picks[turn % len(picks)])
            step = engine.step(state, [result])


def check_effect(effect: Any, row: list[str]) -> None:
    """Never the same question three times in a row without a person beside it; every sentence can be said."""
    if isinstance(effect, Ask):
        row.append(effect.slot)
        if len(row) >= 3 and row[-3:] == [effect.slot] * 3:
            assert effect.person
    elif isinstance(effect, Offer) and any(o.command.get("command") == "person" for o in effect.choices):
        row.clear()
    if isinstance(effect, (Say, Ask, Offer)) and effect.key:
        for lang in LANGUAGES:
            assert wording().fill(effect.key, lang, effect.values, seed=getattr(effect, "seed", 0))


@settings(max_examples=60, deadline=None)
@given(st.lists(COMMANDS, min_size=1, max_size=6), st.lists(st.integers(0, 9), min_size=1, max_size=4))
def test_the_same_events_give_the_same_steps(events: list[Any], picks: list[int]) -> None:
    engine = Engine(book())
    seen = []
    for _ in range(2):
        state, effects = State(), []
        for turn, event in enumerate(events):
            step = engine.step(state, [event])
            effects.append(step.effects)
            if step.call is not None:
                step = engine.step(step.state, [answer(step.call.action, picks[turn % len(picks)])])
                effects.append(step.effects)
            state = step.state
        seen.append((state, effects))
    assert seen[0] == seen[1]


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=40), st.sampled_from(INTENTS))
def test_only_nonsense_reaches_a_person(text: str, intent: str) -> None:
    """A shopper who is never understood is offered a person within five messages, whatever flow they are in."""
    engine = Engine(book())
    state = engine.step(State(), [nlu.Start(intent=intent)]).state
    for _ in range(5):
        step = engine.step(state, [Unclear(text.strip() or "?")])
        for _ in range(20):
            if any(
                getattr(o, "command", {}).get("command") == "person"
                for e in step.effects
                for o in getattr(e, "choices", ())
            ):
                return
            if any(getattr(e, "person", False) or type(e).__name__ == "HandOver" for e in step.effects):
                return
            state = step.state
            if step.call is None:
                break
            if step.call.action in ("person_availability", "leave_question"):
                return
            outcome = "unanswered" if step.call.action == "answer_question" else "failed"
            step = engine.step(state, [ActionResult(outcome, {"choices": []})])
    raise AssertionError("no person was offered")
