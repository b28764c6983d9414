"""Who says to have bought something has nothing put into the cart, and is asked what about it."""

from __future__ import annotations

import pytest

from dangol.nlu.commands import Start
from dangol.nlu.understand import Understander
from nlu.catalog import Catalog
from nlu.conftest import context


def _starts(reader: Understander, catalog: Catalog, lang: str, text: str, **more: object) -> list[str]:
    found = reader.understand(text, context(lang, **more), catalog)
    return [c.intent for c in found.commands if isinstance(c, Start)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "i bought the air runner last week"),
        ("en", "hi, we ordered two of these from your shop yesterday"),
        ("en", "my wife bought one for my birthday"),
        ("ko", "지난주에 에어러너 샀어요"),
        ("ko", "어제 두 개 주문했는데요"),
        ("ko", "며칠 전에 온라인으로 구매했습니다"),
        ("ja", "先週エアランナーを買いました"),
        ("ja", "昨日そちらで注文したんですけど"),
        ("ja", "この前ネットで購入しました。"),
    ],
)
def test_what_was_bought_is_asked_about(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    assert _starts(reader, catalog, lang, text) == ["bought"]


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "i ordered a mug and it arrived chipped", "damaged_item"),
        ("ko", "머그컵 샀어요 근데 깨져서 왔어요", "damaged_item"),
        ("ja", "昨日マグカップを注文しました。割れて届きました", "damaged_item"),
        ("en", "i bought the boots and want to return them", "return_item"),
        ("ko", "어제 주문했는데 언제 와요", "track_order"),
        ("ja", "昨日注文したんですが、いつ届きますか", "track_order"),
    ],
)
def test_what_follows_is_what_is_wanted(
    reader: Understander, catalog: Catalog, lang: str, text: str, wanted: str
) -> None:
    assert _starts(reader, catalog, lang, text) == [wanted]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "i'd like to order the air runner"),
        ("en", "has anyone bought these?"),
        ("ko", "에어러너 살게요"),
        ("ko", "이거 많이들 샀어요?"),
        ("ja", "エアランナーを買いたいです"),
        ("ja", "これ買った人いますか？"),
    ],
)
def test_who_wants_to_buy_or_asks_has_bought_nothing(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    assert "bought" not in _starts(reader, catalog, lang, text)


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "they havent arrived"), ("ko", "아직 안 왔어요"), ("ja", "まだ届いてなくて")]
)
def test_what_is_told_next_is_of_that_order(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    assert _starts(reader, catalog, lang, text, last_intent="bought") == ["track_order"]
