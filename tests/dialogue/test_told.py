"""Nobody says twice what they want, which order it is about and where the answer goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from dangol.dialogue import HandOver
from dangol.nlu.commands import Affirm, Deny, Fill, Person, Start
from dialogue.shipped import Scripted, Talk


@pytest.mark.parametrize(
    ("lang", "wish", "agreed", "told"),
    [
        ("en", "can you change the address", "yes, it's 12 Hill Road now", True),
        ("ko", "배송지 바꿔 주세요", "네 센텀남대로 35로요", True),
        ("ja", "住所を変えたいです", "はい、神宮前3-4-5に変わりました", True),
        ("en", "can you change the address", "yes, pass it on", False),
        ("ko", "배송지 바꿔 주세요", "네 전해 주세요", False),
        ("ja", "住所を変えたいです", "はい、お願いします", False),
    ],
)
def test_what_is_told_beside_a_yes_is_not_asked_again(lang: str, wish: str, agreed: str, told: bool) -> None:
    talk = Talk({"answer_question": [("unanswered", {})], "keep_request": [("kept", {})]}, lang=lang)
    talk.send(Start(intent="change_order", slots={"order_number": "7741206"}, words=wish))
    keys = talk.keys(Affirm(words=agreed))
    if told:
        assert talk.calls[1] == (
            "keep_request",
            {"kind": "change_order", "order_number": "7741206", "before": None, "details": wish, "also": agreed},
        )
    else:
        assert keys == ["ask:details"]


@pytest.mark.parametrize(
    ("lang", "wish", "other"),
    [
        ("en", "the ocarina is smashed", "I want my money back"),
        ("ko", "오카리나가 깨졌어요", "환불해 주세요"),
        ("ja", "オカリナが割れていました", "返品します"),
    ],
)
def test_another_wish_about_the_same_order_names_it_no_more(lang: str, wish: str, other: str) -> None:
    talk = Talk({"answer_question": [("unanswered", {})] * 2}, lang=lang)
    talk.send(Start(intent="damaged_item", words=wish))
    talk.send(Fill(slot="order_number", value="BH-50022"))
    talk.send(Start(intent="return_item", words=other))
    assert talk.keys(Affirm()) == ["ask:details"]
    # The number once more tells nothing, and is nobody's telephone.
    assert talk.keys(Fill(slot="details", value="BH-50022")) == ["ask:details"]
    talk.send(Deny())
    kept = {"kind": "return_item", "order_number": "BH-50022", "before": wish, "details": other, "also": None}
    assert ("keep_request", kept) in talk.calls


@pytest.mark.parametrize(
    ("lang", "number"), [("en", "+44 7911 123456"), ("ko", "010-1234-5678"), ("ja", "090-1234-5678")]
)
def test_a_number_told_before_what_it_is_about_is_noted(lang: str, number: str) -> None:
    talk = Talk({"answer_question": [("unanswered", {})]}, lang=lang)
    talk.send(Start(intent="damaged_item", slots={"order_number": "BH-50022"}, words="?"))
    talk.send(Affirm())
    assert talk.keys(Fill(slot="phone", value=number)) == ["say:dialogue.noted", "ask:details"]
    assert "say:dialogue.noted" not in talk.keys(Fill(slot="phone", value=number))


@pytest.mark.parametrize("number", ["7741204", "#7741204", "7741204です", "7741204이요"])
def test_the_number_of_an_order_is_no_telephone(number: str) -> None:
    talk = Talk({"answer_question": [("unanswered", {})], "keep_request": [("kept", {})]})
    talk.send(Start(intent="exchange_item", words="too small"))
    talk.send(Affirm())
    talk.send(Deny())
    talk.send(Fill(slot="details", value=number))
    talk.send(Fill(slot="details", value="M to L"))
    kept = next(arguments for name, arguments in talk.calls if name == "keep_request")
    assert kept == {
        "kind": "exchange_item",
        "order_number": "7741204",
        "before": None,
        "details": "too small",
        "also": "M to L",
    }


@pytest.mark.parametrize(
    ("lang", "question"),
    [
        ("en", "the bowl is cracked, call me after 5 at 010-7777-0003"),
        ("ko", "그릇이 깨졌어요 010-7777-0003으로 전화 주세요"),
        ("ja", "器が割れていました。010-7777-0003にお電話ください"),
    ],
)
def test_a_number_within_the_question_is_where_the_answer_goes(lang: str, question: str) -> None:
    script: Mapping[str, Sequence[Scripted]] = {
        "person_availability": [("nobody", {})],
        "keep_request": [("kept", {})],
        "leave_question": [("kept", {"reach": "010-7777-0003"})],
    }
    talk = Talk(script, lang=lang)
    talk.send(Start(intent="call_back"))
    said = talk.send(Fill(slot="question", value=question))
    assert talk.calls[-1][1]["reach"] == "+821077770003"
    assert talk.calls[-1][1]["question"] == question
    assert isinstance(said[-1], HandOver)


@pytest.mark.parametrize(
    ("lang", "asked"),
    [
        ("en", "order 7741203 came broken"),
        ("ko", "11월 20일에 주문한 2026-1120 건이에요"),
        ("ja", "BH-50021の太鼓の件です"),
    ],
)
def test_not_every_number_is_a_telephone(lang: str, asked: str) -> None:
    talk = Talk({"person_availability": [("nobody", {})], "keep_request": [("kept", {})]}, lang=lang)
    talk.send(Start(intent="call_back"))
    assert talk.keys(Fill(slot="question", value=asked)) == ["ask:reach"]


@pytest.mark.parametrize(
    ("lang", "wish"), [("en", "my refund isn't here"), ("ko", "환불이 아직 안 됐어요"), ("ja", "返金がまだです")]
)
def test_a_person_wanted_in_the_middle_of_a_matter_is_told_it(lang: str, wish: str) -> None:
    there = {"opens_at": "2026-11-23T00:00:00Z", "matter": wish, "about": "BH-50021"}
    script: Mapping[str, Sequence[Scripted]] = {
        "answer_question": [("unanswered", {})],
        "track_order": [("need_email", {})],
        "person_availability": [("out_of_hours", there)],
        "keep_request": [("kept", {})],
    }
    talk = Talk(script, lang=lang)
    talk.send(Start(intent="refund_status", slots={"order_number": "BH-50021"}, words=wish))
    assert talk.keys(Person()) == ["say:handover.out_of_hours", "ask:reach"]
    assert talk.calls[-1] == ("keep_request", {"kind": "person", "details": wish, "order_number": "BH-50021"})


@pytest.mark.parametrize(
    ("lang", "first", "second"),
    [
        ("en", "got it last week", "send me a new one"),
        ("ko", "지난주에 받았어요", "새걸로 보내주세요"),
        ("ja", "先週届きました", "新しいのを送ってください"),
    ],
)
def test_what_is_told_later_is_added_to_what_was_told_before(lang: str, first: str, second: str) -> None:
    talk = Talk({"answer_question": [("unanswered", {})], "keep_request": [("kept", {})]}, lang=lang)
    talk.send(Start(intent="damaged_item", words="?"))
    assert talk.keys(Affirm(), Fill(slot="details", value=first)) == ["say:dialogue.noted", "ask:order_number"]
    assert talk.keys(Fill(slot="details", value=second))[0] == "say:dialogue.noted"
    talk.send(Fill(slot="order_number", value="BH-50022"))
    kept = next(arguments for action, arguments in talk.calls if action == "keep_request")
    assert kept["also"] == f"{first}\n{second}"
