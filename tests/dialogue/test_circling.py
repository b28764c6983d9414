"""A circle that acts without asking is stopped while it runs: the shopper is told, the owner learns which step it is."""

from __future__ import annotations

import pytest

from dangol.dialogue import ActionResult, Call, Engine, FlowBook, Offer, Say, State, check, load_flow
from dangol.dialogue.circling import MOST
from dangol.dialogue.effects import Hook
from dangol.nlu.commands import Start
from dialogue.shipped import LANGUAGES, actions, wording

# Which way the condition goes is not known to `check`: the day is emptied and asked for, unless somebody told it to go round.
CIRCLE = """\
flow: circle
start_on: [go_round]
slots:
  day: {kind: date, required: false}
steps:
  - id: again
    set: {round: true}
  - if: round
    then: post
    else: when
  - id: when
    set: {day: null}
  - ask: day
  - id: post
    STEP
    on:
      GOOD: again
      BAD: end
"""


@pytest.mark.parametrize(
    ("step", "good", "bad", "do"),
    [
        ("hook: calendar", "ok", "failed", "hook"),
        ("coupon: THANKS", "given", "not_given", "coupon"),
        ("call: keep_request\n    with: {kind: \"'x'\", details: \"'y'\"}", "kept", "failed", "call"),
    ],
)
def test_a_circle_is_stopped_and_named(step: str, good: str, bad: str, do: str) -> None:
    text = CIRCLE.replace("STEP", step).replace("GOOD", good).replace("BAD", bad)
    engine = Engine(FlowBook([load_flow(text, "flows/circle.yaml")]))
    came = engine.step(State(), [Start(intent="go_round")])
    times = 0
    while came.effects and isinstance(last := came.effects[-1], (Call, Hook)):
        times += 1
        assert times <= MOST[do]
        came = engine.step(came.state, [ActionResult(good, call=last.call)])
    assert times == MOST[do]
    said = [effect for effect in came.effects if isinstance(effect, Say)]
    assert [effect.key for effect in said] == ["dialogue.failed"]
    offered = [option.key for effect in came.effects if isinstance(effect, Offer) for option in effect.choices]
    assert offered == ["option.person"]  # to try again would only go round again
    assert came.state.stack == ()
    (problem,) = came.problems
    assert problem.startswith("flows/circle.yaml:14: The flow circle ")
    assert "again and again" in problem
    assert "set: {slot: null}" in problem
    for lang in LANGUAGES:
        entry = wording().entry("dialogue.failed", lang)
        assert entry is not None
        assert entry.sentences[0].plainly()


def test_each_message_of_the_shopper_begins_a_new_count() -> None:
    text = """\
flow: book
start_on: [book_day]
slots:
  day: {kind: text, ask: dialogue.unclear}
steps:
  - id: when
    ask: day
  - hook: calendar
    on:
      ok: end
      refused:
        - set: {day: null}
        - goto: when
      failed: end
"""
    engine = Engine(FlowBook([load_flow(text, "flows/book.yaml")]))
    assert [p for p in check(engine.book, actions(), hooks=["calendar"]) if "again" in p.message] == []
    state = State()
    for _ in range(3 * MOST["hook"]):
        asked = engine.step(state, [Start(intent="book_day", slots={"day": "saturday"})])
        assert isinstance(asked.effects[-1], Hook)
        state = engine.step(asked.state, [ActionResult("refused", call=asked.effects[-1].call)]).state
