"""A question that is left for something else: nothing of that is told to whoever would have been asked."""

from __future__ import annotations

import pytest

from dangol.nlu.commands import Cancel, Fill, Start
from dangol.nlu.understand import Understander
from nlu.conftest import context


@pytest.mark.parametrize("asked", [("question", "text"), ("reach", "reach")])
@pytest.mark.parametrize(
    ("lang", "text", "intent"),
    [
        ("en", "forget it, show me notebooks", "find_products"),
        ("en", "never mind then. what are your opening hours", "store_hours"),
        ("ko", "됐고 노트 보여주세요", "find_products"),
        ("ko", "됐어요. 장바구니 보여주세요", "view_cart"),
        ("ja", "もういいや、ノート見せて", "find_products"),
        ("ja", "やっぱりいいです。カートを見せてください", "view_cart"),
    ],
)
def test_what_is_wished_instead_is_done(
    reader: Understander, lang: str, text: str, intent: str, asked: tuple[str, str]
) -> None:
    found = reader.understand(
        text, context(lang, flow="hand_over", flow_intent="person", asked=asked[0], asked_kind=asked[1])
    ).commands
    assert isinstance(found[0], Cancel)
    assert [c.intent for c in found if isinstance(c, Start)] == [intent]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "i want to forget the whole order, can you show me how"),
        ("en", "never mind the delay, my parcel is broken"),
        ("ko", "됐다고 했는데 왜 또 결제가 됐어요"),
        ("ja", "いいですか、注文が届かないんです"),
    ],
)
def test_what_is_told_of_the_matter_is_told(reader: Understander, lang: str, text: str) -> None:
    found = reader.understand(
        text, context(lang, flow="hand_over", flow_intent="person", asked="question", asked_kind="text")
    ).commands
    assert [type(c) for c in found] == [Fill]
