"""Lists whose things are counted: nothing of them is weighed, left out or taken for a colour."""

from __future__ import annotations

import pytest

from dangol.nlu.colours import within_a_word
from dangol.nlu.commands import Start
from dangol.nlu.understand import Understander
from nlu.catalog import Catalog
from nlu.conftest import context


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "house blend and arabica one each"),
        ("ko", "하우스블렌드랑 아라비카 하나씩"),
        ("ja", "ハウスブレンドとアラビカ1つずつ"),
    ],
)
def test_one_of_each_is_wanted_and_not_compared(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    (command,) = reader.understand(text, context(lang), catalog).commands
    assert isinstance(command, Start)
    assert command.intent == "add_to_cart"
    rows = {item.get("row") for item in command.slots["items"]}
    assert rows == {"product:house-blend", "product:arabica"}


@pytest.mark.parametrize(
    ("lang", "text", "named"),
    [
        ("en", "one house blend, one arabica and a zucchini", "zucchini"),
        ("ko", "하우스블렌드 하나 아라비카 하나 상추도", "상추"),
        ("ja", "ハウスブレンド1つ、アラビカ1つ、サンチュも", "サンチュ"),
    ],
)
def test_what_nobody_knows_at_the_end_of_a_list_is_asked_about(
    reader: Understander, catalog: Catalog, lang: str, text: str, named: str
) -> None:
    (command,) = reader.understand(text, context(lang), catalog).commands
    assert isinstance(command, Start)
    assert [item.get("named") for item in command.slots["items"]][-1] == named


def test_a_colour_that_a_known_name_begins_with_is_none() -> None:
    known = {"黒豆", "赤味噌", "豆"}
    assert within_a_word("黒豆ください", 0, 1, known.__contains__)
    assert within_a_word("赤味噌", 0, 1, known.__contains__)
    assert not within_a_word("黒を二つ", 0, 1, known.__contains__)
    assert not within_a_word("黒系", 0, 1, {"黒系"}.__contains__)
