"""What somebody cannot bear, in the words people say it with, and what is none."""

from __future__ import annotations

import pytest

from dangol.assistant.avoided import avoided_in, without_avoided


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("i'm allergic to nuts, is it ok", ("nuts",)),
        ("allergic to nuts, milk and eggs", ("nuts", "milk", "eggs")),
        ("i'm allergic to buckwheat, which teas are safe", ("buckwheat",)),
        ("my son has a peanut allergy", ("peanut",)),
        ("lactose intolerant", ("lactose",)),
        ("견과류 알레르기가 있는데", ("견과류",)),
        ("우리 애가 우유랑 계란 알레르기 있어요", ("우유", "계란")),
        ("제가 복숭아 알러지가 있어서", ("복숭아",)),
        ("そばアレルギーなんですけど", ("そば",)),
        ("うちの子はそばアレルギーです", ("そば",)),
        ("はちみつアレルギー", ("はちみつ",)),
        ("卵と小麦アレルギー", ("卵", "小麦")),
        ("大豆にアレルギーがあります", ("大豆",)),
    ],
)
def test_what_cannot_be_borne_is_found(text: str, things: tuple[str, ...]) -> None:
    assert avoided_in(text) == things


@pytest.mark.parametrize(
    "text",
    [
        "i have allergies",
        "any allergy info?",
        "my daughter has an allergy",
        "알레르기 있어요",
        "피부가 예민하고 알레르기 있어요",
        "アレルギーがあります",
        "a linen shirt please",
    ],
)
def test_where_nothing_is_named_nothing_is_found(text: str) -> None:
    assert avoided_in(text) == ()


def test_the_rest_is_what_is_looked_for() -> None:
    assert "そば" not in without_avoided("そばアレルギーなんですけど飲めるお茶は")
    assert without_avoided("which tea, I'm allergic to buckwheat").startswith("which tea")
