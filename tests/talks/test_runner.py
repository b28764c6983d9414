"""The runner itself: mistakes in test files, what a failure looks like, results for other programs."""

from __future__ import annotations

import xml.etree.ElementTree as Xml
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dangol.cli import app
from dangol.cli.talks.script import BadScript, read_script
from shops.generate import write_shop


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("name: x\n", 1, "A test needs a `talk`."),
        ("name: x\ntalk:\n  - sayz: hi\n", 3, "Did you mean says?"),
        ("talk:\n  - says: hi\n    taps: 1\n", 2, "exactly one thing"),
        ("talk:\n  - says: 안녕\n    expects:\n      flwo: greet\n", 4, "Did you mean flow?"),
        ("talk:\n  - says: hi\n    expects: {blocks: [carrousel]}\n", 3, "Did you mean carousel?"),
        ("now: 2026-11-22T12:00\ntalk:\n  - says: hi\n", 1, "Write 2026-11-22T12:00Z."),
        ("talk:\n  - pays: cash\n", 2, "Choose one of: pay,"),
        ("talk:\n  - waits: soon\n", 2, "Write 30s, 40m, 2h or 3d."),
        ("talk:\n  - says: hi\nthen:\n  order: {stat: paid}\n", 4, "Did you mean state?"),
        ("talk:\n  - says: hi\n  - says: hi: there\n", 3, "This is not YAML"),
        ("lang: fr\ntalk:\n  - says: hi\n", 1, "en, ko, ja"),
        ("talk:\n  - fills: name\n", 2, "`fills` needs fields."),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_cure(text: str, line: int, words: str) -> None:
    with pytest.raises(BadScript) as caught:
        read_script(text, "tests/a.yaml")
    assert str(caught.value).startswith(f"tests/a.yaml:{line}: ")
    assert words in str(caught.value)


def test_results_are_shown_with_file_and_line_and_written_for_other_programs(tmp_path: Path) -> None:
    write_shop(tmp_path / "shop")
    (tmp_path / "shop" / "tests").mkdir()
    for name, text in {
        "good.yaml": "lang: ko\ntalk:\n  - says: 안녕하세요\n    expects: {flow: greet, lang: ko}\nthen: {cart: empty}\n",
        "bad.yaml": "lang: ja\ntalk:\n  - says: こんにちは\n    expects:\n      text: 一億円\nthen: {cart: empty}\n",
        "late.yaml": "talk:\n  - says: hello\nthen: {holder: queue}\n",
    }.items():
        (tmp_path / "shop" / "tests" / name).write_text(text, encoding="utf-8")
    junit = tmp_path / "out" / "results.xml"
    result = CliRunner().invoke(app, ["test", "--shop", str(tmp_path / "shop"), "--junit", str(junit), "--coverage"])
    assert result.exit_code == 1
    assert "bad.yaml:5" in result.output
    assert "not said: 一億円" in result.output
    assert "late.yaml:3" in result.output
    assert "3 conversations: 2 of 3 failed." in result.output
    assert "not walked: line" in result.output
    suite = Xml.parse(junit).getroot()
    assert (suite.get("tests"), suite.get("failures")) == ("3", "2")
    assert {case.get("file", "").rpartition("/")[2]: case.find("failure") is None for case in suite} == {
        "good.yaml": True,
        "bad.yaml": False,
        "late.yaml": False,
    }
    assert not (tmp_path / "shop" / "data").exists()
    good = CliRunner().invoke(
        app, ["test", str(tmp_path / "shop" / "tests" / "good.yaml"), "--shop", str(tmp_path / "shop")]
    )
    assert good.exit_code == 0, good.output


def test_mistakes_stop_it_before_anything_runs(tmp_path: Path) -> None:
    write_shop(tmp_path / "shop")
    (tmp_path / "a.yaml").write_text("talk: []\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["test", str(tmp_path / "a.yaml"), "--shop", str(tmp_path / "shop")])
    assert result.exit_code == 1
    assert "a.yaml:1: A test needs a `talk`." in result.output.replace("\n", "")


def test_many_are_held_in_processes_of_their_own(tmp_path: Path) -> None:
    write_shop(tmp_path / "shop")
    tests = tmp_path / "shop" / "tests"
    tests.mkdir()
    for number, (lang, said, flow) in enumerate(
        [("ko", "안녕하세요", "greet"), ("ja", "ありがとうございます", "thanks"), ("en", "bye", "greet")] * 3
    ):
        text = f"lang: {lang}\ntalk:\n  - says: {said}\n    expects: {{flow: {flow}}}\n"
        (tests / f"{number}-{lang}.yaml").write_text(text, encoding="utf-8")
    (tests / "known.yaml").write_text(
        "open: not yet\nlang: ja\ntalk:\n  - says: はい\n    expects: {flow: greet}\n", encoding="utf-8"
    )
    junit = tmp_path / "results.xml"
    at = ["--shop", str(tmp_path / "shop"), "--junit", str(junit), "--at-once", "2", "--coverage"]
    result = CliRunner().invoke(app, ["test", *at])
    assert result.exit_code == 1, result.output
    assert "10 conversations: 3 of 10 failed." in result.output
    assert "+ but       flows: goodbye" in result.output
    assert "greet" in result.output
    suite = Xml.parse(junit).getroot()
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("10", "3", "1")
    assert [case.get("name") for case in suite] == sorted(path.stem for path in tests.iterdir())


def test_steps_nobody_walked_are_named_by_what_they_do(tmp_path: Path) -> None:
    write_shop(tmp_path / "shop")
    (tmp_path / "a.yaml").write_text(
        "lang: ko\ntalk:\n  - sends: {command: start, intent: track_order}\n", encoding="utf-8"
    )
    result = CliRunner().invoke(app, ["test", str(tmp_path / "a.yaml"), "--shop", str(tmp_path / "shop"), "--coverage"])
    assert result.exit_code == 0, result.output
    row = next(line for line in result.output.splitlines() if line.strip().startswith("track_order"))
    assert "(call track_order)" in row or "(say " in row
