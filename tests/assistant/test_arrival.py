"""*When does it arrive?* of an order, and what is asked of delivery in general."""

from __future__ import annotations

import pytest

from dangol.assistant.arrival import asks_arrival, asks_paid, heard_of_order, moves_address
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


@pytest.mark.parametrize(
    "text",
    [
        "did my payment go through?",
        "have you received my payment",
        "is my order paid?",
        "결제 됐나요?",
        "입금 확인됐어요?",
        "결제가 잘 된 건가요",
        "支払いは完了していますか",
        "支払いできましたか?",
        "入金は確認できましたか",
    ],
)
def test_whether_an_order_is_paid_is_asked_of_it(text: str) -> None:
    assert asks_paid(text)
    (command,) = heard_of_order(text, Understanding(text=text, lang="en"), Context(), "M-1001").commands
    assert isinstance(command, Start)
    assert (command.intent, command.slots) == ("payment_problem", {"whether": True, "order_number": "M-1001"})


@pytest.mark.parametrize(
    "text",
    [
        "my payment didn't go through",
        "how can I pay?",
        "결제가 안 됐어요",
        "결제 방법이 뭐예요",
        "支払いができませんでした",
        "支払い方法は?",
    ],
)
def test_a_payment_that_failed_is_something_else(text: str) -> None:
    assert not asks_paid(text)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "I need to change the address"),
        ("ko", "주소 바꾸고 싶어요"),
        ("ja", "住所変更したい"),
        ("ja", "お届け先を変えたいです"),
    ],
)
def test_the_address_of_an_open_order_is_meant(lang: str, text: str) -> None:
    assert moves_address(text)
    read = Understanding(text=text, lang=lang, commands=(Start(intent="account_change", confidence=0.8),))
    (command,) = heard_of_order(text, read, Context(), "M-1001").commands
    assert isinstance(command, Start)
    assert (command.intent, command.slots) == ("change_order", {"order_number": "M-1001"})
    assert heard_of_order(text, read, Context(), None) is read


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "can I still pay by transfer?"), ("ko", "계좌이체로도 낼 수 있나요?"), ("ja", "まだ振込で払えますか")],
)
def test_how_to_pay_is_asked_of_the_order_too(lang: str, text: str) -> None:
    read = Understanding(text=text, lang=lang, commands=(Start(intent="payment_question", confidence=0.8),))
    (command,) = heard_of_order(text, read, Context(), "M-1001").commands
    assert isinstance(command, Start)
    assert command.slots["of_order"] == "M-1001"
