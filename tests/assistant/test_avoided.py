"""What somebody cannot bear, in the words people say it with, and what is none."""

from __future__ import annotations

import pytest

from dangol.assistant.avoided import avoided_in, heard_as_avoiding, says_only_who_eats, without_avoided
from dangol.nlu.commands import Command, Start, Understanding
from dangol.nlu.context import Context, Shown


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
        ("and he can't have nuts", ("nut",)),
        ("she can't eat dairy", ("dairy",)),
        ("계란도 못 먹어요", ("계란",)),
        ("우유는 안 돼요", ("우유",)),
        ("卵もだめなんですが", ("卵",)),
        ("乳製品が食べられません", ("乳製品",)),
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
        "i can't have it delivered",
        "카드는 안 돼요?",
        "カードはだめですか",
    ],
)
def test_where_nothing_is_named_nothing_is_found(text: str) -> None:
    assert avoided_in(text) == ()


def test_the_rest_is_what_is_looked_for() -> None:
    assert "そば" not in without_avoided("そばアレルギーなんですけど飲めるお茶は")
    assert without_avoided("which tea, I'm allergic to buckwheat").startswith("which tea")


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("my son is allergic to milk, what can he eat", True),
        ("my son is allergic to milk, which cakes can he eat", False),
        ("아이가 우유 알레르기 있는데 먹을 수 있는 거요", True),
        ("아이가 우유 알레르기 있는데 먹을 수 있는 빵이요", False),
        ("卵アレルギーの子が食べられるものありますか", True),
        ("卵アレルギーの子が食べられるケーキありますか", False),
        ("乳製品が食べられない人にはどれがいいですか", True),
        ("부모님이 견과류를 못 드셔서요", True),
    ],
)
def test_who_eats_names_no_thing(text: str, only: bool) -> None:
    assert says_only_who_eats(without_avoided(text)) is only


SHOWN = (Shown("product:tart", "Tart"), Shown("product:roll", "Roll"))


@pytest.mark.parametrize(
    ("text", "commands", "shown", "refines"),
    [
        ("anything gluten free?", (Start(intent="product_question"),), (), False),
        ("글루텐프리 있어요?", (Start(intent="product_question"),), (), False),
        ("グルテンフリーありますか", (Start(intent="product_question"),), (), False),
        ("and he can't have eggs", (), SHOWN, True),
        ("계란도 못 먹어요", (), SHOWN, True),
        ("卵もだめなんですが", (), SHOWN, True),
    ],
)
def test_what_cannot_be_borne_is_left_out_of_a_search(
    text: str, commands: tuple[Command, ...], shown: tuple[Shown, ...], refines: bool
) -> None:
    heard = heard_as_avoiding(text, Understanding(text=text, lang="en", commands=commands), Context(shown=shown))
    (command,) = heard.commands
    assert isinstance(command, Start)
    assert command.intent == "find_products"
    assert bool(command.slots.get("refine")) is refines


def test_a_question_about_one_thing_stays_one() -> None:
    asked = Start(intent="product_question", slots={"product": "product:tart"})
    understanding = Understanding(text="is the tart gluten free", lang="en", commands=(asked,))
    assert heard_as_avoiding(understanding.text, understanding, Context()) is understanding
    of_it = Understanding(text="is it gluten free", lang="en", commands=(Start(intent="product_question"),))
    assert heard_as_avoiding(of_it.text, of_it, Context(last_row="product:tart")) is of_it
