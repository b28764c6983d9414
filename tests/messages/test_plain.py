"""Rich content as plain text."""

from __future__ import annotations

from dangol.kit.money import Money
from dangol.messages.content import Price, ProductCard
from dangol.messages.plain import numbered_text


def test_a_reduced_price_is_told_from_the_regular_one() -> None:
    now, before = (
        Price(money=Money(amount, "KRW"), text=text) for amount, text in ((28000, "28,000원"), (34000, "34,000원"))
    )
    card = ProductCard(product_id="cream", title="크림", price=now, list_price=before)
    assert numbered_text((card,))[0].startswith("• 크림: 34,000원 → 28,000원")
    assert numbered_text((card.model_copy(update={"list_price": None}),))[0].startswith("• 크림: 28,000원")
