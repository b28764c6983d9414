"""Labelled sets in the shapes other people keep them."""

from __future__ import annotations

import json

import pytest

from dangol.nlu.errors import ExamplesUnreadable
from dangol.nlu.labelled import read_labelled, read_unlabelled

SAME = [("where is it", "track_order"), ("send it back", "return_item"), ("who won the cup", "out_of_scope")]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        (
            "a.jsonl",
            '{"text": "where is it", "intent": "track_order"}\n\n{"utterance": "send it back", "label": "return_item"}\n'
            '{"text": "who won the cup", "intent": null}\n',
        ),
        (
            "a.json",
            json.dumps([["where is it", "track_order"], ["send it back", "return_item"], ["who won the cup", "oos"]]),
        ),
        (
            "a.json",
            json.dumps({"track_order": ["where is it"], "return_item": ["send it back"], "oos": ["who won the cup"]}),
        ),
        (
            "a.json",
            json.dumps(
                {
                    "lang": "en",
                    "train": [["where is it", "send it back"], ["track_order", "return_item"]],
                    "oos_train": ["who won the cup"],
                }
            ),
        ),
        (
            "a.json",
            json.dumps([["where is it", "send it back", "who won the cup"], ["track_order", "return_item", ""]]),
        ),
        ("a.csv", "text,intent\nwhere is it,track_order\nsend it back,return_item\nwho won the cup,\n"),
        ("a.tsv", "where is it\ttrack_order\nsend it back\treturn_item\nwho won the cup\tfallback\n"),
        ("a.yaml", "track_order: |\n  where is it\nreturn_item: [send it back]\nout_of_scope: |\n  who won the cup\n"),
        (
            "nlu.yml",
            "nlu:\n- intent: track_order\n  examples: |\n    - where is it\n- intent: return_item\n  examples: |\n    - send it back\n"
            "- intent: out_of_scope\n  examples: |\n    - who won the cup\n",
        ),
        (
            "corpus.json",
            json.dumps(
                {
                    "name": "c",
                    "data": [
                        {"intent": "track_order", "utterances": ["where is it"]},
                        {"intent": "return_item", "utterances": ["send it back"]},
                        {"intent": "None", "utterances": ["who won the cup"]},
                    ],
                }
            ),
        ),
    ],
)
def test_shapes(name: str, source: str) -> None:
    found = read_labelled(source, name)
    assert [(e.text, e.intent) for e in found] == SAME
    assert {e.lang for e in found} == {"en"}


@pytest.mark.parametrize(
    ("texts", "lang"),
    [
        (["주문 어디쯤 왔나요", "반품할게요", "VIP 등급"], "ko"),
        (["注文はどこですか", "返品したい", "M8のボルト"], "ja"),
        (["refund pls", "ok"], "en"),
    ],
)
def test_language_is_the_one_most_are_in(texts: list[str], lang: str) -> None:
    found = read_labelled(json.dumps([[text, "a"] for text in texts]), "a.json")
    assert {e.lang for e in found} == {lang}


def test_own_language_and_given_language_win() -> None:
    source = '{"text": "OK", "intent": "yes", "lang": "ja"}\n{"text": "OK", "intent": "yes"}'
    assert [e.lang for e in read_labelled(source, "a.jsonl", lang="ko")] == ["ja", "ko"]


def test_parts() -> None:
    source = json.dumps({"train": [["a b"], ["x"]], "test": [["c d"], ["x"]], "oos_test": ["e f"]})
    assert [(e.text, e.intent) for e in read_labelled(source, "a.json", part="test")] == [
        ("c d", "x"),
        ("e f", "out_of_scope"),
    ]
    with pytest.raises(ExamplesUnreadable, match="no part called 'val'"):
        read_labelled(source, "a.json", part="val")


@pytest.mark.parametrize(
    ("name", "source", "words"),
    [
        ("a.jsonl", '{"text": "x", "intent": "y"}\n{"text": ', "a.jsonl:2"),
        ("a.jsonl", '{"text": "x"}', "a.jsonl:1: none of intent"),
        ("a.jsonl", '{"intent": "x"}', "a.jsonl:1: none of text"),
        ("a.csv", "text,intent\na,b\nlonely\n", "a.csv:3: 1 column,"),
        ("a.json", "{", "not JSON"),
        ("a.json", "[]", "no message"),
        ("a.json", '"x"', "not a set"),
        ("a.yaml", "a: {b: c}", "messages of 'a'"),
        ("a.docx", "x", "cannot be told"),
    ],
)
def test_mistakes_say_where_and_how_to_mend(name: str, source: str, words: str) -> None:
    with pytest.raises(ExamplesUnreadable, match=words) as caught:
        read_labelled(source, name)
    assert caught.value.cure


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("log.txt", "where is it\n\n  send it back \n"),
        ("log.json", '["where is it", "send it back"]'),
        ("log.csv", "text,intent\nwhere is it,track_order\nsend it back,\n"),
        ("log.json", '[["where is it", "track_order"], ["send it back", "oos"]]'),
    ],
)
def test_messages_without_labels(name: str, source: str) -> None:
    assert read_unlabelled(source, name) == [("where is it", "en"), ("send it back", "en")]
    assert read_unlabelled(source, name, lang="ko")[0] == ("where is it", "ko")


@pytest.mark.parametrize(("name", "source"), [("log.txt", " \n"), ("log.json", "["), ("log.json", "[]")])
def test_messages_without_labels_that_cannot_be_read(name: str, source: str) -> None:
    with pytest.raises(ExamplesUnreadable) as caught:
        read_unlabelled(source, name)
    assert caught.value.cure


@pytest.mark.parametrize(
    ("name", "source", "where"),
    [
        ("a.csv", "text,intent\nwhere is it,track\nlonely\n어디까지 왔어요,track\n", ["a.csv:3"]),
        (
            "a.jsonl",
            '{"text": "届きません", "intent": "track"}\n{"text": 5}\nno\n["x", "y"]',
            ["a.jsonl:2", "a.jsonl:3"],
        ),
        ("a.json", '[["いつ届く", "track"], 7, ["언제 와요", "track"]]', ["a.json, entry 2"]),
    ],
)
def test_a_broken_row_is_named_and_the_rest_is_read(name: str, source: str, where: list[str]) -> None:
    broken: list[ExamplesUnreadable] = []
    assert len(read_labelled(source, name, broken=broken)) == 2
    assert [trouble.message.startswith(at) for trouble, at in zip(broken, where, strict=True)] == [True] * len(where)


def test_a_file_of_which_nothing_can_be_read_is_refused() -> None:
    with pytest.raises(ExamplesUnreadable, match=r"a\.csv:2"):
        read_labelled("text,intent\nlonely\n", "a.csv", broken=[])
