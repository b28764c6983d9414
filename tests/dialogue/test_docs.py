"""The example of the how-to works as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

from dangol.dialogue import Ask, Engine, FlowBook, check, load_flow
from dangol.nlu.commands import Choose, Deny, Fill, Start
from dangol.wording import Wording, read_book
from dialogue.shipped import Talk, actions, book, books

DOCS = (Path(__file__).parents[2] / "docs" / "flows.md").read_text("utf-8")


def test_the_example_is_whole_and_runs() -> None:
    flow_text, sentences, _examples = re.findall(r"```yaml\n(.*?)```", DOCS, re.DOTALL)
    flow = load_flow(flow_text, "flows/fitting.yaml")
    mine = read_book(sentences, "en", "fitting", "wording/en/fitting.yaml")
    both = FlowBook([*book().flows.values(), flow])
    wording = Wording([*books(), mine])
    assert [str(p) for p in check(both, actions(), wording, ["en"])] == []
    talk = Talk({"keep_request": [("kept", {})]}, engine=Engine(both))
    (ask,) = talk.send(Start(intent="book_fitting"))
    assert isinstance(ask, Ask)
    assert [wording.fill(o.key or "", "en", {}) for o in ask.options] == ["A weekday", "Saturday"]
    assert talk.keys(Choose(position=2)) == ["say:fitting.saturday_note", "ask:name"]
    assert talk.keys(Fill(value="Ann")) == ["ask:note"]
    said = talk.send(Deny())
    assert wording.fill("fitting.booked", "en", said[1].values) == "Done, Ann. We look forward to it."  # type: ignore[union-attr]
    assert talk.calls[-1] == ("keep_request", {"kind": "fitting", "details": None})
