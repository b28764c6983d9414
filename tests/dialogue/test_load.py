"""Flow files: what is read, what is refused with file, line and cure, what a check finds, how a flow is drawn."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dangol.dialogue import BadFlow, FlowBook, check, draw, load_flow, read_actions
from dangol.dialogue.check import ENGINE_KEYS
from dangol.dialogue.load import schema
from dangol.wording import Wording, read_book
from dialogue.shipped import LANGUAGES, actions, book, wording

DOCS = Path(__file__).parents[2] / "docs" / "flows.md"
FITTING = """\
flow: fitting
start_on: [book_fitting]
slots:
  day: {kind: date, ask: fitting.ask_day}
steps:
  - ask: day
  - call: book_fitting
    with: {day: day}
    on:
      booked:
        - say: fitting.booked
      full: other
  - end: true
  - id: other
    say: fitting.full
  - goto: again
  - id: again
    set: {day: null}
  - ask: day
"""
ACTIONS = read_actions('book_fitting:\n  takes: "day"\n  gives:\n    booked: "time"\n    full: ""\n', "_actions.yaml")
SAID = "fitting.ask_day: Which day?\nfitting.booked: '{day|date} at {time}'\nfitting.full: Full.\nintent.book_fitting: Book\n"
SAID += "".join(f"{key}: x\n" for key in ENGINE_KEYS if not key.startswith("fitting"))


def words(text: str = SAID) -> Wording:
    return Wording([read_book(text, "en", "fitting", "en/fitting.yaml")])


def found(flow: str, said: str = SAID) -> list[str]:
    return [
        str(problem) for problem in check(FlowBook([load_flow(flow, "fitting.yaml")]), ACTIONS, words(said), ["en"])
    ]


def test_a_whole_flow_has_no_problems() -> None:
    assert found(FITTING) == []


def test_the_shipped_flows_are_whole() -> None:
    assert [str(p) for p in check(book(), actions(), wording(), LANGUAGES)] == []


@pytest.mark.parametrize(
    ("old", "new", "line", "says", "cure"),
    [
        ("flow: fitting\n", "flow: fitting\nflaw: x\n", 2, "'flaw' is not known", "start_on"),
        ("kind: date", "kind: dat", 4, "'dat' cannot stand", "date"),
        ("- ask: day\n  - call", "- ask: dya\n  - call", 6, "'dya' is no slot", "slots"),
        ("- end: true", "- say: a.b\n    ask: day", 13, "ask and say", "one of"),
        ("- end: true", "- id: nothing", 13, "does nothing", "one of"),
        ("full: other", "full: othr", 12, "no step with the id 'othr'", "other"),
        ("with: {day: day}", "with: {day: 'day +'}", 8, "cannot be read", "quotes"),
        ("with: {day: day}", "with: {day: one(day, null)}", 8, "cannot stand", "quotes"),
        ("id: again", "id: other", 17, "used twice", "Rename"),
        ("start_on: [book_fitting]", "start_on: book", 2, "array", "docs/flows.md"),
        ("say: fitting.booked", "say: fitting.booked\n          on: {x: end}", 12, "'on' has no meaning", "with"),
        ("  - end: true\n", "  - end: true\n -", 14, "not YAML", "indentation"),
        ("kind: date,", "kind: choice,", 4, "choice without options", "options"),
        ("- end: true", "- ende: true", 13, "'ende' is not known", "Did you mean 'end'?"),
        ("- end: true", "- say:fitting.full", 13, "has to be `name: value`", "`say: fitting.full`"),
        ("- end: true", "- say fitting.full", 13, "has to be `name: value`", "for example `say:"),
        ("\n  - end: true", "\n\t- end: true", 13, "not YAML", "a tab in this line"),
        ("with: {day: day}", "with: {day: \"day = 'x'\"}", 8, "Compare with == (two signs)", "quotes"),
        ("steps:", "stepps:", 1, "'steps' is a required property", "Add"),
    ],
)
def test_mistakes_name_file_line_and_cure(old: str, new: str, line: int, says: str, cure: str) -> None:
    assert old in FITTING
    with pytest.raises(BadFlow) as caught:
        load_flow(FITTING.replace(old, new, 1), "flows/fitting.yaml")
    assert str(caught.value).startswith(f"flows/fitting.yaml:{line}: ")
    assert says in caught.value.message
    assert cure in (caught.value.cure or "")


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("  - id: other\n", "  - say: fitting.full\n  - id: other\n", 14, "can never be reached"),
        ("      full: other\n", "", 7, "may end 'full'"),
        ("      full: other\n", "      fuull: other\n      full: other\n", 7, "Did you mean 'full'?"),
        ("call: book_fitting", "call: book_fiting", 7, "Did you mean 'book_fitting'?"),
        ("with: {day: day}", "with: {date: day}", 7, "needs 'day'"),
        ("with: {day: day}", "with: {day: dday}", 7, "Did you mean 'day'?"),
        ("say: fitting.full", "say: fitting.ful", 14, "is missing in en"),
        ("start_on: [book_fitting]\n", "", 1, "Nothing can start"),
        ("  - goto: again\n", "  - offer: [{label: fitting.full, start: nowhere}]\n", 16, "no intent 'nowhere'"),
        ("    set: {day: null}\n  - ask: day\n", "    set: {day: null}\n  - goto: again\n", 17, "circle"),
    ],
)
def test_a_check_finds(old: str, new: str, line: int, says: str) -> None:
    assert old in FITTING
    problems = found(FITTING.replace(old, new, 1))
    assert any(problem.startswith(f"fitting.yaml:{line}: ") and says in problem for problem in problems), problems


POSTING = """\
flow: fitting
start_on: [book_fitting]
slots:
  day: {kind: date, ask: fitting.ask_day}
steps:
  - id: when
    ask: day
  - id: post
    hook: calendar
    with: {day: day}
    on:
      ok:
        - say: fitting.full
      refused:
        - say: fitting.full
        - set: {day: null}
        - goto: when
      failed:
        - say: fitting.full
"""


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ("flow: fitting", "flow: fitting", False),
        ("        - set: {day: null}\n", "", True),  # the day is still there: it is not asked for
        ("        - goto: when", "        - goto: post", True),
        ("        - set: {day: null}\n        - goto: when", "        - end: true", False),
        # The one way empties the slot, the other does not.
        ("      ok:\n", "      ok:\n        - if: day\n          then: when\n", True),
    ],
)
def test_a_web_hook_is_not_posted_to_in_a_circle_that_asks_nothing(old: str, new: str, again: bool) -> None:
    assert old in POSTING
    book = FlowBook([load_flow(POSTING.replace(old, new, 1), "fitting.yaml")])
    problems = [str(problem) for problem in check(book, ACTIONS, words(), ["en"], hooks=["calendar"])]
    assert [("again and again" in problem) for problem in problems] == [True] * again, problems


def test_who_has_been_handed_over_is_not_asked_by_the_flow() -> None:
    def told(flow: str) -> list[str]:
        book = FlowBook([load_flow(flow, "fitting.yaml")])
        return [str(p) for p in check(book, ACTIONS, words(), ["en"], hooks=["calendar"])]

    ends = POSTING.replace(
        "  - id: post\n", "  - if: day\n    then:\n      - hand_over: fitting\n      - end: true\n  - id: post\n"
    )
    assert told(ends) == []
    (problem,) = told(ends.replace("      - end: true\n", ""))
    assert problem.startswith("fitting.yaml:10: After handing over, the flow goes on to hook in line 11")
    assert "Write `- end: true` behind `hand_over`." in problem


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("dya", "Did you mean 'day'?"),
        ("zzz", "There are: day, "),
        ("zzz", "A text needs quotes of its own: \"'zzz'\"."),
    ],
)
def test_a_value_that_is_not_there_is_a_slip_or_a_text(name: str, cure: str) -> None:
    (problem,) = found(FITTING.replace("with: {day: day}", f"with: {{day: {name}}}"))
    assert cure in problem


def test_a_sentence_may_only_use_what_the_flow_gives() -> None:
    problems = found(FITTING, SAID.replace("{time}", "{hour}"))
    assert any("needs {hour}" in problem for problem in problems)


def test_two_flows_cannot_start_on_one_intent() -> None:
    other = load_flow(FITTING.replace("flow: fitting", "flow: other"), "other.yaml")
    with pytest.raises(BadFlow, match="already starts"):
        FlowBook([load_flow(FITTING, "fitting.yaml"), other])


def test_a_shops_flow_takes_the_place_of_the_shipped_one() -> None:
    theirs = load_flow("flow: greet\nstart_on: [greet]\nsteps: [{say: greet.hello}]", "flows/greet.yaml")
    ours = book().flows["greet"]
    both = FlowBook([*book().flows.values(), theirs])
    assert both.for_intent("greet") is theirs
    assert theirs.version != ours.version


def test_the_version_is_the_content_not_the_layout() -> None:
    assert load_flow(FITTING, "a").version == load_flow("# note\n" + FITTING.replace("\n", "\n\n"), "b").version
    assert load_flow(FITTING, "a").version != load_flow(FITTING.replace("booked", "noted"), "a").version


def test_drawings_name_every_step() -> None:
    for flow in book().flows.values():
        picture = draw(flow)
        assert picture.startswith("flowchart TD\n")
        for node in flow.nodes:
            if node.do == "call":
                assert f"call {node.key}" in picture
        ids = set(re.findall(r"(?:--> |^  )(s\d+|done)", picture, re.MULTILINE))
        defined = set(re.findall(r"^  (s\d+|done)[\[\{\(]", picture, re.MULTILINE))
        assert ids <= defined


def test_the_schema_is_one_and_takes_the_shipped_flows() -> None:
    Draft202012Validator.check_schema(schema())
    assert json.dumps(schema())


def test_the_table_in_the_docs_is_the_actions_file() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| (.*?) \| .*? \|$", DOCS.read_text("utf-8"), re.MULTILINE)
    documented = {}
    for name, takes, outcomes in rows:
        arguments = {a.strip() for a in takes.split(",")} - {"–"}
        gives = {}
        for part in outcomes.split("; "):
            outcome, _, values = part.partition("` ")
            gives[outcome.strip("`")] = {v.strip() for v in values.split(",")} - {"*", ""}
        documented[name] = (arguments, gives)
    declared = {
        a.name: ({f"{n}?" if n in a.optional else n for n in a.takes}, {o: set(v) for o, v in a.gives.items()})
        for a in actions().values()
    }
    assert documented == declared


@given(st.text(max_size=80))
def test_any_text_is_a_flow_or_a_named_mistake(text: str) -> None:
    with pytest.raises(BadFlow):
        load_flow(text, "x.yaml")


@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8)),
        lambda s: (
            st.lists(s, max_size=3)
            | st.dictionaries(
                st.sampled_from(["ask", "say", "call", "if", "then", "on", "with", "set", "goto", "id", "offer"]),
                s,
                max_size=3,
            )
        ),
        max_leaves=8,
    )
)
def test_any_steps_load_or_are_refused_by_name(steps: object) -> None:
    text = json.dumps({"flow": "x", "slots": {"a": {"kind": "text"}}, "steps": steps})
    cure: str | None = "fine as it is"
    try:
        load_flow(text, "x.yaml")
    except BadFlow as error:
        cure = error.cure
    assert cure
