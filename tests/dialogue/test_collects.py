"""What is told of a slot that collects is added to what was told before; of any other it takes its place."""

from __future__ import annotations

from typing import Any

import pytest

from dangol.dialogue import Engine, FlowBook, load_flow
from dangol.nlu.commands import Deny, Fill, Start
from dialogue.shipped import Talk

FLOW = """\
flow: matter
start_on: [tell_of_it]
slots:
  details: {kind: text, ask: orders.ask_details, from: [details], required: false, collects: COLLECTS}
  email: {kind: email, ask: orders.ask_email}
steps:
  - ask: FIRST
  - ask: SECOND
  - call: keep_request
    with: {kind: "'matter'", details: details}
    on:
      kept: end
      failed: end
"""
TOLD = [
    ("en", "it came yesterday", "the lid is cracked too"),
    ("ko", "어제 받았어요", "뚜껑도 깨졌어요"),
    ("ja", "昨日届きました", "フタも割れています"),
]


def talk(lang: str, *, collects: bool = True, first: str = "email") -> Talk:
    second = "details" if first == "email" else "email"
    text = FLOW.replace("COLLECTS", str(collects).lower()).replace("FIRST", first).replace("SECOND", second)
    return Talk({"keep_request": [("kept", {})]}, lang, Engine(FlowBook([load_flow(text, "flows/matter.yaml")])))


def kept(told: Talk) -> Any:
    (call,) = (arguments for action, arguments in told.calls if action == "keep_request")
    return call["details"]


@pytest.mark.parametrize(("lang", "first", "second"), TOLD)
def test_what_is_told_later_is_added(lang: str, first: str, second: str) -> None:
    told = talk(lang)
    assert told.keys(Start(intent="tell_of_it")) == ["ask:email"]
    assert told.keys(Fill(slot="details", value=first)) == ["say:dialogue.noted", "ask:email"]
    assert told.keys(Fill(slot="details", value=second))[0] == "say:dialogue.noted"
    told.send(Fill(slot="email", value="ann@example.com"))
    assert kept(told) == f"{first}\n{second}"


@pytest.mark.parametrize(("lang", "first", "second"), TOLD)
def test_it_is_added_to_what_the_wish_told(lang: str, first: str, second: str) -> None:
    told = talk(lang)
    told.send(Start(intent="tell_of_it", slots={"details": first}))
    assert told.keys(Fill(slot="details", value=second)) == ["say:dialogue.noted", "ask:email"]
    told.send(Fill(slot="email", value="ann@example.com"))
    assert kept(told) == f"{first}\n{second}"


@pytest.mark.parametrize(("lang", "first", "second"), TOLD)
def test_it_is_added_to_what_was_answered(lang: str, first: str, second: str) -> None:
    told = talk(lang, first="details")
    assert told.keys(Start(intent="tell_of_it")) == ["ask:details"]
    assert told.keys(Fill(slot="details", value=first)) == ["ask:email"]
    assert told.keys(Fill(slot="details", value=second)) == ["say:dialogue.noted", "ask:email"]
    told.send(Fill(slot="email", value="ann@example.com"))
    assert kept(told) == f"{first}\n{second}"


@pytest.mark.parametrize(("lang", "first", "second"), TOLD)
def test_what_is_told_twice_is_kept_once(lang: str, first: str, second: str) -> None:
    told = talk(lang)
    told.send(Start(intent="tell_of_it", slots={"details": f"{first}\n{second}"}))
    assert told.keys(Fill(slot="details", value=second))[0] == "say:dialogue.noted"
    told.send(Fill(slot="email", value="ann@example.com"))
    assert kept(told) == f"{first}\n{second}"


@pytest.mark.parametrize(("lang", "first", "second"), TOLD)
def test_what_does_not_collect_is_changed(lang: str, first: str, second: str) -> None:
    told = talk(lang, collects=False)
    told.send(Start(intent="tell_of_it", slots={"details": first}))
    assert told.keys(Fill(slot="details", value=second)) == ["say:dialogue.changed", "ask:email"]
    told.send(Fill(slot="email", value="ann@example.com"))
    assert kept(told) == second


@pytest.mark.parametrize(("lang", "first", "second"), TOLD)
def test_who_had_no_more_to_tell_may_still_tell_it(lang: str, first: str, second: str) -> None:
    told = talk(lang, first="details")
    told.send(Start(intent="tell_of_it"))
    assert told.keys(Deny()) == ["ask:email"]
    told.send(Fill(slot="details", value=second))
    told.send(Fill(slot="email", value="ann@example.com"))
    assert kept(told) == second
