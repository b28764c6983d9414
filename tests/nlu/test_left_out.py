"""What a list of wishes names by a word that several things bear."""

from __future__ import annotations

import pytest

from dangol.nlu.commands import Start
from dangol.nlu.understand import Understander
from nlu.catalog import Catalog
from nlu.conftest import context

MATCHA = {"matcha", "말차", "抹茶"}


class Teas(Catalog):
    """Knows of matcha, of which there is more than one thing."""

    def knows(self, word: str) -> bool:
        return word in MATCHA or super().knows(word)


@pytest.mark.parametrize(
    ("lang", "text", "items"),
    [
        ("en", "add two matcha and a hammer", [("matcha", 2), ("category:tools/hammers", 1)]),
        ("en", "add a hammer and matcha please", [("category:tools/hammers", 1), ("matcha", 1)]),
        ("ko", "말차 두 개랑 망치 담아주세요", [("말차", 2), ("category:tools/hammers", 1)]),
        ("ko", "망치 하나, 말차 하나 주세요", [("category:tools/hammers", 1), ("말차", 1)]),
        ("ja", "抹茶2つとハンマーをください", [("抹茶", 2), ("category:tools/hammers", 1)]),
        ("ja", "ハンマー1つと抹茶2つをカートに入れて", [("category:tools/hammers", 1), ("抹茶", 2)]),
    ],
)
def test_nothing_of_a_list_is_lost(reader: Understander, lang: str, text: str, items: list[tuple[str, int]]) -> None:
    (found,) = reader.understand(text, context(lang), Teas()).commands
    assert isinstance(found, Start)
    assert found.intent == "add_to_cart"
    assert [(item.get("named") or item["row"], item["quantity"]) for item in found.slots["items"]] == items


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "add a hammer and wrap it please"),
        ("en", "do you have matcha and a hammer?"),
        ("ko", "망치 담고 포장해 주세요"),
        ("ko", "말차랑 망치 있나요?"),
        ("ja", "ハンマーを入れて、包んでください"),
        ("ja", "抹茶とハンマーはありますか"),
    ],
)
def test_what_names_nothing_and_what_is_only_asked_is_not_added(reader: Understander, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang), Teas()).commands
    assert not any(item.get("named") for c in found if isinstance(c, Start) for item in c.slots.get("items") or ())
