"""What something comes to with its delivery."""

from __future__ import annotations

import pytest

from dangol.assistant.with_delivery import asks_total, heard_total
from dangol.nlu.commands import Start, Understanding


@pytest.mark.parametrize(
    "text",
    [
        "how much with shipping?",
        "what's the total including delivery",
        "how much is it all in all with postage",
        "배송비까지 다 해서 얼마예요?",
        "배송비 포함하면 얼마예요",
        "총 얼마예요? 배송비 포함해서요",
        "送料込みでいくら?",
        "送料を含めるといくらになりますか",
        "送料込みの合計を教えてください",
    ],
)
def test_a_sum_with_the_postage_is_asked_for(text: str) -> None:
    assert asks_total(text)
    (command,) = heard_total(text, Understanding(text=text, lang="en")).commands
    assert isinstance(command, Start)
    assert command.intent == "shipping_cost"


@pytest.mark.parametrize(
    "text",
    [
        "how much is shipping?",
        "mugs under 30 with shipping, what is the price",
        "배송비 얼마예요",
        "배송비 포함 3만원 이하 가격으로 찾아줘",
        "送料はいくらですか",
        "送料込み3000円以下のもの、いくらですか",
    ],
)
def test_the_postage_alone_is_not(text: str) -> None:
    assert not asks_total(text)


def test_a_flood_is_read_at_once() -> None:
    assert not asks_total("with " * 5000)
    assert not asks_total("배송비" * 5000)
