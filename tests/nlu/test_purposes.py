"""What a thing is only wanted for is no wish of its own."""

from __future__ import annotations

import pytest

from dangol.nlu.context import Match
from dangol.nlu.purposes import of_what_is_wanted
from dangol.nlu.understand import Understander
from nlu.catalog import Catalog
from nlu.conftest import context


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "socks for my boots", "category:clothing/socks"),
        ("en", "do you have socks that go with boots?", "category:clothing/socks"),
        ("ko", "운동화에 신을 양말 있나요", "category:clothing/socks"),
        ("ko", "부츠랑 같이 신을 양말 추천해주세요", "category:clothing/socks"),
        ("ko", "운동화용 양말 있어요?", "category:clothing/socks"),
        ("ja", "ブーツに合う靴下ありますか", "category:clothing/socks"),
        ("ja", "スニーカー用の靴下を探しています", "category:clothing/socks"),
        # One kind of thing right before another says of which kind it is.
        ("en", "boot socks please, show me", "category:clothing/socks"),
        ("ko", "운동화 양말 보여주세요", "category:clothing/socks"),
        # Both are meant, or the first of them alone.
        ("en", "show me boots", "category:shoes/boots"),
        ("ko", "부츠 보여주세요", "category:shoes/boots"),
        ("ja", "ブーツを見せて", "category:shoes/boots"),
    ],
)
def test_the_thing_itself_is_looked_for(
    reader: Understander, catalog: Catalog, lang: str, text: str, wanted: str
) -> None:
    (found, *_) = reader.understand(text, context(lang), catalog).commands
    assert found.slots["category"] == wanted, found  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "swap the boots for socks",
        "boots and socks",
        "부츠랑 양말 보여주세요",
        "부츠하고 양말 하나씩",
        "ブーツと靴下を見せて",
        "부츠는 됐고, 양말 있어요?",
    ],
)
def test_what_is_named_beside_another_stays(catalog: Catalog, text: str) -> None:
    matches = catalog.find(text, "")
    assert tuple(of_what_is_wanted(text, matches)) == tuple(matches)


def test_of_what_a_thing_is_made_it_is_not_looked_for() -> None:
    text = "リネン素材の夏のパンツ"
    shelf, trousers = Match(0, 3, "category", "linen", ()), Match(8, 11, "category", "pants", ())
    assert of_what_is_wanted(text, [shelf, trousers]) == [trousers]
