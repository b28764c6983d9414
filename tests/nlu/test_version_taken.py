"""The version that is taken of the one thing on the table, in words that sound like a yes or a question by themselves."""

from __future__ import annotations

import pytest

from dangol.nlu.commands import Start
from dangol.nlu.context import Context, Made, Shown
from dangol.nlu.understand import Understander
from nlu.catalog import Catalog
from nlu.conftest import context

ROW = "product:air-runner"
MADE = (
    Made(
        ROW,
        "color",
        ("Colour", "색상", "カラー"),
        (("black", ("Black", "검정", "黒")), ("white", ("White", "흰색", "白"))),
    ),
)


def _known(lang: str, **more: object) -> Context:
    told = {"last_row": ROW, "made": MADE, "shown": (Shown(ROW, "Air Runner", 4900),), "last_intent": "find_products"}
    return context(lang, **{**told, **more})


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "ugh ok black then"),
        ("en", "black is fine"),
        ("en", "oh well, black will do"),
        ("ko", "아쉽네요 그럼 검정도 괜찮아요"),
        ("ko", "검정이 좋겠어요"),
        ("ja", "黒がいいんですけど"),
        ("ja", "残念、黒でもいいです"),
    ],
)
def test_a_version_that_is_decided_for_is_taken(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    (command,) = reader.understand(text, _known(lang), catalog).commands
    assert isinstance(command, Start)
    assert command.intent == "add_to_cart"
    assert command.slots["product"] == ROW
    assert command.slots["color"] == "black"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "black would be good if it was longer"),
        ("en", "is black fine?"),
        ("ko", "검정도 괜찮을까요?"),
        ("ja", "黒でもいいですか"),
    ],
)
def test_what_is_only_weighed_is_not_taken(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    commands = reader.understand(text, _known(lang), catalog).commands
    assert not any(isinstance(c, Start) and c.intent == "add_to_cart" for c in commands)


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "black is fine"), ("ko", "검정도 괜찮아요"), ("ja", "黒でもいいです")]
)
def test_nothing_is_taken_of_what_is_not_made_so(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    other = (Made(ROW, "size", ("Size",), (("270", ("270",)),)),)
    commands = reader.understand(text, _known(lang, made=other), catalog).commands
    assert not any(isinstance(c, Start) and c.slots.get("product") == ROW for c in commands)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "ok I'll take the thing in black, please"),
        ("ko", "그럼 검정으로 할게요. 매장에서 신어볼 수 있나요?"),
        ("ja", "じゃあ黒にします。お店で試せたりします？"),
    ],
)
def test_what_was_shown_instead_is_not_taken_for_it(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    instead = (
        Shown("product:road-king", "Road King", 8900, ("color=black",)),
        Shown("product:fox", "Fox", 1, ("color=red",)),
    )
    commands = reader.understand(text, _known(lang, shown=instead, last_flow="add_to_cart"), catalog).commands
    wishes = [c for c in commands if isinstance(c, Start) and c.intent == "add_to_cart"]
    assert wishes
    assert all(c.slots.get("product", ROW) == ROW for c in wishes)
