"""`check`: values that are no answer of the slot they are compared with, preset as or set into; and how each is mended."""

from __future__ import annotations

import pytest

from dangol.dialogue import FlowBook, check, load_flow, read_actions

FLOW = """\
flow: lesson
start_on: [book_lesson]
slots:
  level:
    kind: choice
    default: "'beginner'"
    options:
      - {value: beginner, label: lesson.beginner}
      - {value: advanced, label: lesson.advanced}
  alone: {kind: yes_no}
  people: {kind: quantity}
  heard: {kind: choice, options: [{value: friend, label: lesson.friend}], required: false}
steps:
  - ask: [level, alone, people]
  - if: level == 'beginner' and not (alone == false) and people > 2
    then:
      - set: {level: "'advanced'"}
  - call: keep
    on:
      kept:
        - if: outcome == 'kept'
          then: end
  - hook: school
    into: {heard: from?}
    on: {ok: end, failed: end}
"""
ACTIONS = read_actions('keep:\n  takes: ""\n  gives:\n    kept: ""\n', "_actions.yaml")
OTHER = """\
flow: other
start_on: [other]
steps:
  - start: book_lesson
    with: {level: "'advanced'"}
"""


def found(flow: str, other: str = OTHER) -> list[str]:
    book = FlowBook([load_flow(flow, "lesson.yaml"), load_flow(other, "other.yaml")])
    return [str(problem) for problem in check(book, ACTIONS, hooks=["school"])]


def test_values_that_are_answers_are_right() -> None:
    assert found(FLOW) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("level == 'beginner'", "level == 'beginer'", ":15: level is never 'beginer'. Did you mean 'beginner'?"),
        ("level == 'beginner'", "level != 'x'", ":15: level is never 'x'. There are: advanced, beginner."),
        ("level == 'beginner'", "level == beginner", "It is an option of level: put it into quotes of its own"),
        ("default: \"'beginner'\"", "default: \"'beginer'\"", ":4: The default of level is none of its options: 'beginer'."),
        ("default: \"'beginner'\"", "default: beginner", ":4: There is no value 'beginner'. It is an option of level"),
        ("{level: \"'advanced'\"}", "{level: \"'advance'\"}", "What is set as level is none of its options: 'advance'."),
        ("alone == false", "alone == 'no'", "alone is never 'no': it is yes or no. Write true or false, without quotes."),
        ("people > 2", "people > '2'", "people is never '2': it is a number. Write the number without quotes."),
        ("outcome == 'kept'", "outcome == 'keept'", "'keept'. Did you mean 'kept'?"),
    ],
)  # fmt: skip
def test_a_value_that_is_no_answer_is_named_with_the_near_one(old: str, new: str, told: str) -> None:
    assert old in FLOW
    problems = found(FLOW.replace(old, new, 1))
    assert len(problems) == 1
    assert told in problems[0]


def test_what_another_flow_gives_has_to_be_an_answer_too() -> None:
    (problem,) = found(FLOW, OTHER.replace("'advanced'", "'advanse'"))
    assert problem.startswith("other.yaml:4: What is given as level is none of its options: 'advanse'.")
    assert "Did you mean 'advanced'?" in problem


def test_what_a_web_hook_fills_may_be_anything() -> None:
    flow = FLOW.replace(
        "    on: {ok: end, failed: end}",
        "    on:\n      ok:\n        - if: heard == 'radio'\n          then: end\n      failed: end",
    )
    assert found(flow) == []
