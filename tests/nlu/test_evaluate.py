"""What is reckoned from readings with known labels, on numbers that can be checked by hand, and on a model learnt from them."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dangol.cli import app
from dangol.nlu.evaluate import Evaluation, Judged, evaluate, interval
from dangol.nlu.reject import OUT_OF_SCOPE
from dangol.nlu.train import Example, train

FOUND = Evaluation(
    (
        Judged("1", "a", ("a", "b"), 0.9),
        Judged("2", "a", ("b", "a"), 0.6),
        Judged("3", "b", ("b",), 0.8),
        Judged("4", "b", ("b",), 0.4),
        Judged("5", OUT_OF_SCOPE, ("a",), 0.5),
        Judged("6", OUT_OF_SCOPE, ("b",), 0.7),
    )
)


def test_shares() -> None:
    assert FOUND.accuracy == 0.75
    assert FOUND.within_three == 1.0
    assert FOUND.confusions() == [("a", "b", 1)]
    scores = FOUND.scores()
    assert (scores["a"].precision, scores["a"].recall) == (1.0, 0.5)
    assert (scores["b"].precision, scores["b"].recall, scores["b"].f1) == (
        pytest.approx(2 / 3),
        1.0,
        pytest.approx(0.8),
    )


def test_refusing() -> None:
    point = FOUND.at(0.55)
    assert (point.right, point.wrong, point.recall) == (0.5, 0.25, 0.5)
    assert FOUND.threshold_for(0.5) == 0.8
    assert FOUND.threshold_for(0.75) == 0.4
    assert FOUND.threshold_for(0.9) == 0.0
    curve = FOUND.curve()
    assert curve[0].threshold == 0.0
    assert curve[0].recall == 0.0
    assert all(a.right >= b.right for a, b in itertools.pairwise(curve))


def test_the_area_needs_no_threshold() -> None:
    assert FOUND.area == pytest.approx(0.5)
    assert Evaluation(FOUND.judged[:4]).area is None
    apart = Evaluation((Judged("1", "a", ("a",), 0.9), Judged("2", OUT_OF_SCOPE, ("a",), 0.1)))
    assert apart.area == 1.0
    assert apart.calibration_error == pytest.approx(0.1)
    assert apart.calibration_error_of_all == pytest.approx(0.1)


def test_interval() -> None:
    low, high = interval(90, 100)
    assert (round(low, 3), round(high, 3)) == (0.826, 0.945)
    assert interval(0, 0) == (0.0, 1.0)


SETS = {
    "en": {
        "track_order": [
            "where is my parcel",
            "has my order shipped",
            "when does my order arrive",
            "track my order",
            "any news on my parcel",
            "my order is late",
        ],
        "return_item": [
            "i want to send this back",
            "how do i return it",
            "return these shoes",
            "taking this back please",
            "i'd like to return a shirt",
            "send it back",
        ],
    },
    "ko": {
        "track_order": [
            "제 주문 어디쯤 왔나요",
            "배송 언제 와요",
            "택배 어디예요",
            "주문한 거 출발했나요",
            "배송 조회",
            "아직도 안 왔어요",
        ],
        "return_item": [
            "반품하고 싶어요",
            "이거 환불할래요",
            "반품 신청이요",
            "돌려보낼게요",
            "신발 반품이요",
            "반품 접수해 주세요",
        ],
    },
    "ja": {
        "track_order": [
            "荷物はどこですか",
            "いつ届きますか",
            "発送されましたか",
            "配送状況を教えて",
            "まだ届かない",
            "追跡したい",
        ],
        "return_item": [
            "返品したいです",
            "これ返します",
            "返品の手続き",
            "返送したいのですが",
            "靴を返品",
            "返品お願いします",
        ],
    },
}


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_learnt_and_judged_on_the_command_line(lang: str, tmp_path: Path) -> None:
    learnt = tmp_path / "learn.json"
    learnt.write_text(json.dumps(SETS[lang], ensure_ascii=False), encoding="utf-8")
    judged = tmp_path / "judge.jsonl"
    rows = [{"text": texts[0] + "?", "intent": name} for name, texts in SETS[lang].items()] + [
        {"text": "ghjk 000", "intent": ""}
    ]
    judged.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    made = tmp_path / "model.npz"
    runner = CliRunner()
    done = runner.invoke(app, ["train", "--examples", str(learnt), "--to", str(made), "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["intents"] == 2
    done = runner.invoke(app, ["evaluate", "--examples", str(learnt), "--against", str(judged), "--reject", "--json"])
    assert done.exit_code == 0, done.output
    facts = json.loads(done.stdout)
    assert (facts["in_scope"], facts["out_of_scope"], facts["accuracy"]) == (2, 1, 1.0)
    assert set(facts["at"]) == {"threshold", "right", "wrong", "out_of_scope_refused"}
    again = runner.invoke(app, ["evaluate", "--model", str(made), "--against", str(judged), "--reject"])
    assert again.exit_code == 0, again.output
    assert "100.0% right" in again.stdout.replace("\n", " ")
    assert "out of scope refused" in again.stdout.replace("\n", " ")


def test_thoroughly_and_with_a_log(tmp_path: Path) -> None:
    learnt, log = tmp_path / "learn.json", tmp_path / "log.txt"
    learnt.write_text(json.dumps(SETS["ko"], ensure_ascii=False), encoding="utf-8")
    log.write_text("배송 언제쯤 와요\n", encoding="utf-8")
    given = ["--examples", str(learnt), "--unlabelled", str(log), "--thorough", "--out-share", "0.5", "--json"]
    done = CliRunner().invoke(app, ["evaluate", *given, "--against", str(learnt)])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["accuracy"] == 1.0


def test_evaluating_needs_one_thing_to_judge(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    done = CliRunner().invoke(app, ["evaluate", "--against", str(tmp_path / "a.json")])
    assert done.exit_code == 2
    assert "--examples" in done.output


def test_of_a_model() -> None:
    examples = [Example(text, name, "en") for name, texts in SETS["en"].items() for text in texts]
    found = evaluate(train(examples), examples)
    assert found.accuracy == 1.0
    assert found.to_json()["messages"] == 12


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_a_label_that_was_never_learnt_is_out_of_scope_and_named(lang: str, tmp_path: Path) -> None:
    learnt, judged, read = tmp_path / "learn.json", tmp_path / "judge.csv", tmp_path / "read.jsonl"
    learnt.write_text(json.dumps(SETS[lang], ensure_ascii=False), encoding="utf-8")
    texts = {name: lines[0] for name, lines in SETS[lang].items()}
    lines = [*(f"{text},{name}" for name, text in texts.items()), "qwrtz 000,NOTHING_FOUND", "vbnm,NOTHING_FOUND"]
    judged.write_text("sentence,label\n" + "\n".join(lines) + "\n", encoding="utf-8")
    arguments = ["evaluate", "--examples", str(learnt), "--against", str(judged), "--lang", lang, "--reject"]
    runner = CliRunner()
    done = runner.invoke(app, [*arguments, "--json", "--readings", str(read)])
    assert done.exit_code == 0, done.output
    facts = json.loads(done.stdout)
    assert (facts["in_scope"], facts["out_of_scope"]) == (2, 2)
    assert facts["labels_never_learnt"] == {"NOTHING_FOUND": 2}
    assert "NOTHING_FOUND" not in facts["intents"]
    rows = [json.loads(line) for line in read.read_text(encoding="utf-8").splitlines()]
    assert [row["text"] for row in rows[:2]] == list(texts.values())
    assert all(row["refused"] == (row["confidence"] < facts["at"]["threshold"]) for row in rows)
    assert "NOTHING_FOUND (2)" in runner.invoke(app, arguments).output
