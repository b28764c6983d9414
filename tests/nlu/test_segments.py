"""A word of liking before a wish is no praise of its own."""

from __future__ import annotations

import pytest

from dangol.nlu.segments import is_pleased
from dangol.nlu.understand import Understander
from nlu.catalog import Catalog
from nlu.conftest import SHOWN, context
from nlu.test_following import intents

ONE = {
    "shown": SHOWN[:1],
    "last_row": SHOWN[0].row,
    "last_flow": "find_products",
    "last_intent": "find_products",
}


@pytest.mark.parametrize(
    "part",
    [
        *("perfect", "Great!", "oh that's lovely", "that's all great", "ok cool"),
        *("좋네요", "완벽해요!", "와 딱이네요", "예쁘네요~"),
        *("いいですね", "わあ素敵です", "完璧です！", "最高"),
    ],
)
def test_nothing_but_liking(part: str) -> None:
    assert is_pleased(part)


@pytest.mark.parametrize(
    "part",
    [
        *("perfect fit?", "a great big one", "good for hiking", "is it nice"),
        *("좋은 걸로 주세요", "예쁜 거 있어요?", "딱 맞을까요"),
        *("いいのはありますか", "素敵なブーツ", "最高級の豆"),
    ],
)
def test_more_than_liking(part: str) -> None:
    assert not is_pleased(part)


@pytest.mark.parametrize("before", [{}, ONE], ids=["at first", "of one thing"])
@pytest.mark.parametrize(
    ("lang", "text", "intent"),
    [
        ("en", "perfect. kakaopay ok?", "payment_question"),
        ("en", "great, how long does delivery take?", "shipping_time"),
        ("en", "nice, what does shipping cost?", "shipping_cost"),
        ("ko", "좋네요. 카카오페이 되나요?", "payment_question"),
        ("ko", "완벽해요! 배송은 얼마나 걸려요?", "shipping_time"),
        ("ko", "딱이네요 배송비 얼마예요?", "shipping_cost"),
        ("ko", "예쁘네요. 반품 되나요?", "return_policy"),
        ("ja", "いいですね。PayPayは使えますか？", "payment_question"),
        ("ja", "素敵ですね、何日で届きますか", "shipping_time"),
        ("ja", "完璧です！送料はいくらですか", "shipping_cost"),
    ],
)
def test_only_what_is_asked_is_answered(
    reader: Understander, catalog: Catalog, lang: str, text: str, intent: str, before: dict[str, object]
) -> None:
    assert intents(reader.understand(text, context(lang, **before), catalog)) == [intent]
