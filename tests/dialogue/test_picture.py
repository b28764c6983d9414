"""A flow as a picture: every step in it, nothing on top of anything, whatever stands in its sentences."""

from __future__ import annotations

import re
import xml.etree.ElementTree as Xml
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from assistant.fitting import write_fitting_shop
from dangol.cli import app
from dangol.dialogue import draw, load_flow, picture
from dangol.dialogue.layout import Arrow, Box, place
from dialogue.shipped import book, wording

SVG = "{http://www.w3.org/2000/svg}"


def drawn(flow: str, lang: str) -> Xml.Element:
    def words(key: str) -> str | None:
        entry = wording().entry(key, lang)
        return entry.sentences[0].plainly() if entry is not None else None

    return Xml.fromstring(picture(book().flows[flow], words))


def boxes_of(svg: Xml.Element) -> list[tuple[float, float, float, float]]:
    found = []
    for group in svg.iter(f"{SVG}g"):
        rect = group.find(f"{SVG}rect[@class='box']")
        at = re.match(r"translate\(([-\d.]+) ([-\d.]+)\)", group.get("transform", ""))
        if rect is not None and at is not None:
            x, y = float(at[1]), float(at[2])
            found.append((x, y, x + float(rect.get("width", "0")), y + float(rect.get("height", "0"))))
    return found


@pytest.mark.parametrize("flow", sorted(book().flows))
def test_no_two_steps_lie_on_each_other_and_none_outside(flow: str) -> None:
    svg = drawn(flow, "ja")
    boxes = boxes_of(svg)
    assert boxes
    for (a, b, c, d), (e, f, g, h) in combinations(boxes, 2):
        assert c <= e or g <= a or d <= f or h <= b, "two boxes overlap"
    width, height = float(svg.get("width", "0")), float(svg.get("height", "0"))
    assert all(x >= 0 and right <= width and bottom <= height for x, _, right, bottom in boxes)


@pytest.mark.parametrize(("lang", "said"), [("en", "What is it about?"), ("ko", "어떤"), ("ja", "どのような")])
def test_the_sentences_are_those_of_the_language(lang: str, said: str) -> None:
    assert said in "".join(drawn("hand_over", lang).itertext())


def test_no_line_begins_with_what_closes() -> None:
    for flow in book().flows:
        for text in drawn(flow, "ja").iter(f"{SVG}text"):
            assert (text.text or "x")[0] not in "、。）」"


def test_what_would_be_markup_stays_text() -> None:
    text = """\
flow: x
title: <script>alert("x")</script> & more
start_on: [x]
slots: {a: {kind: text}}
steps:
  - ask: a
  - if: a == '<b>' and a != '"'
    then:
      - say: x.y
"""
    flow = load_flow(text, "x.yaml")
    svg = Xml.fromstring(picture(flow, lambda key: f"<{key}> & \"'"))
    assert svg.find(f".//{SVG}script") is None
    assert "<script>" in "".join(svg.itertext())
    assert "<script" not in draw(flow)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=30))
def test_any_graph_is_placed_without_overlaps(pairs: list[tuple[int, int]]) -> None:
    boxes = {str(n): Box(60 + 15 * (n % 4), 30 + 10 * (n % 3)) for n in range(12)}
    arrows = [Arrow(str(a), str(b)) for a, b in dict.fromkeys(pairs) if a != b]
    placed = place(boxes, arrows, "0")
    assert len(placed.paths) == len(arrows)
    for one, other in combinations(boxes, 2):
        (x, y), (v, w) = placed.tops[one], placed.tops[other]
        apart = abs(x - v) >= (boxes[one].width + boxes[other].width) / 2 - 0.01
        assert apart or y + boxes[one].height <= w or w + boxes[other].height <= y
    for arrow, back in zip(arrows, placed.back, strict=True):
        assert back or placed.tops[arrow.start][1] < placed.tops[arrow.end][1]


def test_flow_draw_writes_svg_and_mermaid(tmp_path: Path) -> None:
    shop = str(write_fitting_shop(tmp_path / "shop"))
    run = CliRunner().invoke
    done = run(app, ["flow", "draw", "fitting", "--shop", shop])
    assert "언제가 좋으세요?" in "".join(Xml.fromstring(done.output).itertext())
    done = run(app, ["flow", "draw", "fitting", "--shop", shop, "--lang", "ja", "-o", str(tmp_path / "a.svg")])
    assert done.exit_code == 0, done.output
    assert "ご希望の日は" in (tmp_path / "a.svg").read_text("utf-8")
    run(app, ["flow", "draw", "fitting", "--shop", shop, "-o", str(tmp_path / "a.md")])
    assert (tmp_path / "a.md").read_text("utf-8").startswith("```mermaid\nflowchart TD\n")
    assert '-- "refused" -->' in run(app, ["flow", "draw", "fitting", "--shop", shop, "--as", "mermaid"]).output
    assert "the shop's" in run(app, ["flow", "list", "--shop", shop]).output
    wrong = run(app, ["flow", "draw", "fiting", "--shop", shop])
    assert "Did you mean fitting?" in str(wrong.exception)
