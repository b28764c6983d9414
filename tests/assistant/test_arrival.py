"""*When does it arrive?* of an order, and what is asked of delivery in general."""

from __future__ import annotations

import pytest

from dangol.assistant.arrival import asks_arrival, heard_of_order
from dangol.nlu.commands import Start, Understanding
from dangol.nlu.context import Context


@pytest.mark.parametrize(
    "text",
    [
        "when does it arrive?",
        "when will my order arrive",
        "when can i get it",
        "so when will it get here?",
        "언제 와요?",
        "그럼 언제쯤 받을 수 있어요?",
        "배송 언제 와요",
        "주문한 거 언제 오나요",
        "며칠 뒤에 와요?",
        "いつ届きますか",
        "いつごろ届きますか？",
        "注文したものはいつ届きますか",
        "いつ来る？",
    ],
)
def test_the_order_is_asked_after(text: str) -> None:
    heard = heard_of_order(text, Understanding(text=text, lang="en"), Context(), "M-1001")
    (command,) = heard.commands
    assert isinstance(command, Start)
    assert (command.intent, command.slots) == ("track_order", {"order_number": "M-1001"})


@pytest.mark.parametrize(
    "text",
    [
        "when does it arrive if I order now?",
        "when do you open",
        "when will it be back in stock",
        "how long does delivery to Japan take",
        "지금 주문하면 언제 와요",
        "재입고 언제 돼요",
        "제주도는 언제 와요",
        "いつ開きますか",
        "日本にはいつ届きますか",
        "再入荷はいつですか",
        "今注文したらいつ届きますか",
    ],
)
def test_a_place_a_condition_or_another_matter_is_not_the_order(text: str) -> None:
    assert not asks_arrival(text)


def test_without_an_order_nothing_changes() -> None:
    read = Understanding(text="when does it arrive?", lang="en")
    assert heard_of_order("when does it arrive?", read, Context(), None) is read
    assert heard_of_order("when does it arrive?", read, Context(asked="email"), "M-1001") is read
