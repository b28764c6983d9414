"""How the shop is reached: asked for as *phone number?*, and told from what the shop states."""

from __future__ import annotations

import pytest

from dangol.assistant.reaching import asks_reach, heard_reach
from dangol.nlu.commands import Start, Understanding


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("phone number?", "phone"),
        ("what's your phone number", "phone"),
        ("do you have a number I can call?", None),
        ("can i call you?", "phone"),
        ("what is your email address", "email"),
        ("how can I contact you", "any"),
        ("전화번호는요?", "phone"),
        ("고객센터 번호 알려주세요", "phone"),
        ("이메일 주소가 뭐예요", "email"),
        ("연락처가 어떻게 되나요?", "any"),
        ("電話番号は?", "phone"),
        ("お店の電話番号を教えてください", "phone"),
        ("メールアドレスはありますか", "email"),
        ("連絡先を教えてください", "any"),
        ("my phone number is wrong", None),
        ("phone", None),
        ("do you have a phone", None),
        ("전화 주세요", None),
        ("전화번호가 바뀌었어요", None),
        ("電話ください", None),
        ("メールアドレスを変更したい", None),
    ],
)
def test_how_the_shop_is_reached_is_asked_for(text: str, by: str | None) -> None:
    assert asks_reach(text) == by


def test_it_is_no_question_about_what_delivery_costs() -> None:
    for lang, text in (("en", "phone number?"), ("ko", "전화번호는요?"), ("ja", "電話番号は?")):
        read = Understanding(text=text, lang=lang, commands=(Start(intent="shipping_cost", confidence=0.6),))
        (command,) = heard_reach(text, read).commands
        assert isinstance(command, Start)
        assert command.intent == "faq"


def test_a_flood_is_read_at_once() -> None:
    assert asks_reach("phone number " * 5000) is None
    assert asks_reach("전화" * 5000) is None
