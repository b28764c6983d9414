"""A line goes into a file of examples and comes out again; what its owner wrote around it stays as it was."""

from __future__ import annotations

import pytest
import yaml

from dangol.learning.errors import ExamplesNotWritten
from dangol.learning.example_files import put_line, take_line

BLOCK = """# Ours.
track_order: |
  주문 어디예요   # no comment: part of the line

  택배 왔나요
# Fittings.
book_fitting:  # three kinds
  - 피팅 예약하고 싶어요
  # asked a lot
  - "입어볼 수 있나요?"

greet: [안녕, '안녕하세요']
thanks: 고마워요
bye: >-
  안녕히
  계세요
last: |
  끝
"""


@pytest.mark.parametrize(
    ("intent", "around"),
    [
        ("track_order", "\n\n  택배 왔나요\n  배송 언제\n# Fittings."),
        ("book_fitting", '  # asked a lot\n  - "입어볼 수 있나요?"\n  - "배송 언제"\n\ngreet'),
        ("greet", "greet: [안녕, '안녕하세요', \"배송 언제\"]\n"),
        ("thanks", "thanks: |\n  고마워요\n  배송 언제\nbye"),
        ("bye", "bye: |\n  안녕히 계세요\n  배송 언제\nlast: |"),
        ("last", "last: |\n  끝\n  배송 언제\n"),
        ("brand_new", "  끝\nbrand_new: |\n  배송 언제\n"),
    ],
)
def test_it_goes_where_it_belongs_and_comes_out_again(intent: str, around: str) -> None:
    after = put_line(BLOCK, intent, "배송 언제", "ko.yaml")
    assert around in after
    assert after.startswith("# Ours.\ntrack_order: |\n  주문 어디예요   # no comment: part of the line\n\n")
    assert put_line(after, intent, "배송 언제", "ko.yaml") == after
    out = take_line(after, intent, "배송 언제", "ko.yaml")
    assert "배송 언제" not in out
    if intent in ("track_order", "book_fitting", "last"):
        assert out == BLOCK
    before, now = yaml.safe_load(BLOCK), yaml.safe_load(out)
    assert {k: v for k, v in now.items() if k != intent} == {k: v for k, v in before.items() if k != intent}


@pytest.mark.parametrize(
    "line",
    [
        "- wait, what?",
        "is it {product}: yes",
        "# 1 question",
        'she said "no"',
        "'tis \\ fine",
        "はい: そうです",
        "? 배송",
        "yes",
        "12",
        "& more",
        "@you",
    ],
)
@pytest.mark.parametrize(
    "source",
    [
        "",
        "a: |\n  one\n",
        "a:\n- one\n",
        "a: [one]\n",
        "a: one",
        "a: []\n",
        "a:\n",
        "a: |\n  one",
        "a:\n    - one\n    - two",
    ],
)
def test_whatever_was_said_can_be_written(source: str, line: str) -> None:
    after = put_line(source, "a", line, "a.yaml")
    found = yaml.safe_load(after)["a"]
    lines = found.splitlines() if isinstance(found, str) else found
    assert lines[-1] == line
    assert "a" in yaml.safe_load(put_line(after, "b", line, "a.yaml"))
    assert line not in (yaml.safe_load(take_line(after, "a", line, "a.yaml")).get("a") or ())


def test_a_file_of_another_form_is_left_alone() -> None:
    for source in ("- a\n- b\n", "a: {b: c}\n", "a: [b\n"):
        with pytest.raises(ExamplesNotWritten):
            put_line(source, "a", "x", "a.yaml")
