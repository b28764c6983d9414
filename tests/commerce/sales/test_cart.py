"""Carts: one per contact, merged lines, honest stock, today's prices."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import update

from dangol.commerce.cart import actions
from dangol.commerce.cart.errors import FewerLeft, NotForSale, NotInCart, QuantityRefused, SoldOut
from dangol.commerce.catalog.models import variant_prices, variants
from dangol.commerce.inventory.models import stock
from dangol.kit.ids import ContactId, VariantId
from dangol.kit.money import Money
from dangol.runtime.database import Database

ANN = ContactId("con_ann")
MUG = VariantId("MUG-1")
LAMP = VariantId("LAMP-1")
CARD = VariantId("CARD")


async def test_the_same_variant_stays_one_line_and_versions_grow(shop: Database) -> None:
    async with shop.transaction() as tx:
        first = await actions.add(tx, ANN, MUG, 2, currency="KRW")
    async with shop.transaction() as tx:
        second = await actions.add(tx, ANN, MUG, 1, currency="KRW")
    assert (second.quantity, second.line_id, second.cart_id) == (3, first.line_id, first.cart_id)
    assert second.version > first.version
    async with shop.snapshot() as reader:
        cart = await actions.view(reader, ANN, "KRW")
    assert cart.subtotal == Money(45000, "KRW")
    assert cart.count == 3
    assert cart.lines[0].offer is not None
    assert cart.lines[0].offer.title("ja") == "陶器のマグ"
    assert cart.weight_g == 900


@pytest.mark.parametrize("quantity", [0, -1, -99, 100, True, 1.5, "2"])
async def test_a_quantity_that_is_none_is_refused_and_changes_nothing(shop: Database, quantity: object) -> None:
    with pytest.raises(QuantityRefused):
        async with shop.transaction() as tx:
            await actions.add(tx, ANN, CARD, quantity, currency="KRW")  # type: ignore[arg-type]
    async with shop.transaction() as tx:
        line = await actions.add(tx, ANN, CARD, 1, currency="KRW")
    if quantity != 0:
        with pytest.raises(QuantityRefused):
            async with shop.transaction() as tx:
                await actions.change(tx, ANN, quantity, currency="KRW", line_id=line.line_id)  # type: ignore[arg-type]
    async with shop.snapshot() as reader:
        assert (await actions.view(reader, ANN, "KRW")).count == 1


async def test_more_than_there_is_names_what_is_left(shop: Database) -> None:
    async with shop.transaction() as tx:
        await actions.add(tx, ANN, MUG, 8, currency="KRW")
    with pytest.raises(FewerLeft) as refused:
        async with shop.transaction() as tx:
            await actions.add(tx, ANN, MUG, 5, currency="KRW")
    assert dict(refused.value.data)["available"] == 10
    assert dict(refused.value.data)["in_cart"] == 8
    async with shop.transaction() as tx:
        await tx.execute(update(stock).where(stock.c.variant_id == MUG).values(on_hand=0))
    with pytest.raises(SoldOut):
        async with shop.transaction() as tx:
            await actions.add(tx, ANN, MUG, 1, currency="KRW")


async def test_what_is_not_counted_never_runs_out(shop: Database) -> None:
    async with shop.transaction() as tx:
        added = await actions.add(tx, ANN, CARD, 99, currency="KRW")
    assert added.quantity == 99


async def test_unknown_withdrawn_and_unpriced_things_are_not_for_sale(shop: Database) -> None:
    async with shop.transaction() as tx:
        await tx.execute(update(variants).where(variants.c.id == "LAMP-1").values(status="archived"))
    for variant, currency in ((VariantId("nothing"), "KRW"), (LAMP, "KRW"), (CARD, "JPY")):
        with pytest.raises(NotForSale):
            async with shop.transaction() as tx:
                await actions.add(tx, ANN, variant, 1, currency=currency)


async def test_change_remove_and_clear(shop: Database) -> None:
    async with shop.transaction() as tx:
        mug = await actions.add(tx, ANN, MUG, 2, currency="KRW")
        await actions.add(tx, ANN, LAMP, 1, currency="KRW")
        changed = await actions.change(tx, ANN, 5, currency="KRW", variant_id=MUG)
        assert changed is not None
        assert changed.quantity == 5
        assert await actions.change(tx, ANN, 0, currency="KRW", line_id=mug.line_id) is None
        with pytest.raises(NotInCart):
            await actions.remove(tx, ANN, variant_id=MUG)
        assert await actions.clear(tx, ANN) == 1
        assert await actions.clear(tx, ANN) == 0
        assert (await actions.view(tx, ANN, "KRW")).lines == ()


async def test_another_contacts_line_cannot_be_touched(shop: Database) -> None:
    async with shop.transaction() as tx:
        mine = await actions.add(tx, ANN, MUG, 1, currency="KRW")
        await actions.add(tx, ContactId("con_bob"), MUG, 1, currency="KRW")
        with pytest.raises(NotInCart):
            await actions.remove(tx, ContactId("con_bob"), line_id=mine.line_id)


async def test_each_line_says_what_is_wrong_with_it_today(shop: Database) -> None:
    async with shop.transaction() as tx:
        await actions.add(tx, ANN, MUG, 5, currency="KRW")
        await actions.add(tx, ANN, LAMP, 1, currency="KRW")
        await actions.add(tx, ANN, CARD, 1, currency="KRW")
    async with shop.transaction() as tx:
        await tx.execute(update(stock).where(stock.c.variant_id == MUG).values(on_hand=3))
        await tx.execute(update(stock).where(stock.c.variant_id == LAMP).values(reserved=1))
        await tx.execute(update(variant_prices).where(variant_prices.c.variant_id == CARD).values(amount=55000))
    async with shop.snapshot() as reader:
        cart = await actions.view(reader, ANN, "KRW")
    assert [line.problem for line in cart.lines] == ["fewer_left", "sold_out", "price_changed"]
    assert [line.blocks for line in cart.lines] == [True, True, False]
    assert cart.lines[2].seen == Money(50000, "KRW")
    assert cart.subtotal == Money(5 * 15000 + 55000, "KRW")
    async with shop.snapshot() as reader:
        yen = await actions.view(reader, ANN, "JPY")
    assert yen.lines[2].problem == "gone"  # the card has no price in yen


async def test_two_first_wishes_at_once_make_one_cart(shop: Database) -> None:
    async def wish(variant: VariantId) -> None:
        async with shop.transaction() as tx:
            await actions.add(tx, ANN, variant, 1, currency="KRW")

    await asyncio.gather(wish(MUG), wish(LAMP))
    async with shop.snapshot() as reader:
        assert (await actions.view(reader, ANN, "KRW")).count == 2


async def test_two_contacts_become_one_person(shop: Database) -> None:
    bob = ContactId("con_bob")
    async with shop.transaction() as tx:
        await actions.add(tx, ANN, MUG, 2, currency="KRW")
        await actions.add(tx, bob, MUG, 3, currency="KRW")
        await actions.add(tx, bob, LAMP, 1, currency="KRW")
        await actions.merge(tx, bob, ANN)
        merged = await actions.view(tx, ANN, "KRW")
        assert {line.variant_id: line.quantity for line in merged.lines} == {MUG: 3, LAMP: 1}
        assert (await actions.view(tx, bob, "KRW")).lines == ()
