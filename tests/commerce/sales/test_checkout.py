"""From a cart to an order: one transaction, prices and stock looked at again, nothing half done."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from small_shop import ANN, MUG, fill, placed
from sqlalchemy import func, select, update

from dangol.commerce.cart import actions as cart
from dangol.commerce.catalog.models import variant_prices
from dangol.commerce.checkout import repository
from dangol.commerce.checkout.actions import (
    access_checkout,
    choose_delivery,
    open_checkout,
    place,
    refresh,
    set_address,
    set_contact,
)
from dangol.commerce.checkout.addresses import AddressInvalid, EmailInvalid
from dangol.commerce.checkout.errors import (
    CartChanged,
    CartEmpty,
    CartNeedsChange,
    CheckoutExpired,
    CheckoutIncomplete,
    CheckoutUnknown,
    CurrencyRefused,
    PriceChanged,
)
from dangol.commerce.checkout.summary import delivery_choices, summarise
from dangol.commerce.checkout.terms import Terms
from dangol.commerce.inventory.errors import NotEnoughStock
from dangol.commerce.inventory.models import reservations, stock
from dangol.commerce.orders.models import orders
from dangol.commerce.orders.states import OrderState
from dangol.commerce.shipping.errors import DeliveryUnknown, NoDelivery
from dangol.kit.ids import CheckoutId, ContactId, VariantId
from dangol.kit.money import Money
from dangol.runtime.clock import Clock
from dangol.runtime.database import Database
from dangol.runtime.outbox import outbox

LAMP = VariantId("LAMP-1")


async def _count(shop: Database, table: object) -> int:
    async with shop.snapshot() as reader:
        return int(await reader.scalar(select(func.count()).select_from(table)) or 0)  # type: ignore[arg-type]


async def test_the_same_cart_twice_is_the_same_checkout(shop: Database, terms: Terms) -> None:
    async with shop.transaction() as tx:
        await cart.add(tx, ANN, MUG, 2, currency="KRW")
        first = await open_checkout(tx, ANN, currency="KRW", lang="ko", terms=terms)
    async with shop.transaction() as tx:
        again = await open_checkout(tx, ANN, currency="KRW", lang="ko", terms=terms)
        assert again.id == first.id
        await set_contact(tx, first.id, "ann@example.com")
        await cart.add(tx, ANN, MUG, 1, currency="KRW")
        later = await open_checkout(tx, ANN, currency="KRW", lang="ko", terms=terms)
    assert later.id != first.id
    assert (later.email, later.goods) == ("ann@example.com", 45000)
    async with shop.snapshot() as reader:
        old = await repository.get(reader, first.id)
    assert old is not None
    assert old.state == "replaced"


@pytest.mark.parametrize(
    ("lang", "currency", "delivery", "total", "tax"),
    [("ko", "KRW", 3000, 33000, 3000), ("ja", "JPY", 500, 3900, 355), ("en", "USD", 450, 3048, 277)],
)
async def test_a_whole_checkout_in_three_countries(
    shop: Database, terms: Terms, lang: str, currency: str, delivery: int, total: int, tax: int
) -> None:
    async with shop.transaction() as tx:
        await cart.add(tx, ANN, MUG, 2, currency=currency)
        checkout = await fill(tx, terms, lang=lang, currency=currency)
        summary = summarise(checkout, terms)
        assert summary.missing == ()
        order = await place(tx, checkout.id, terms)
    assert order.state == OrderState.AWAITING_PAYMENT
    assert (order.delivery_price.amount, order.total, order.tax.amount) == (delivery, Money(total, currency), tax)
    assert order.test
    assert order.lines[0].titles["ja"] == "陶器のマグ"
    assert order.address is not None
    assert order.address["postcode"] in ("06236", "150-0001", "83702")
    async with shop.snapshot() as reader:
        free = await reader.first(select(stock).where(stock.c.variant_id == MUG))
        topics = [row.topic for row in await reader.all(select(outbox).order_by(outbox.c.id))]
        assert (await cart.view(reader, ANN, currency)).lines == ()
    assert free is not None
    assert (free.on_hand, free.reserved) == (10, 2)
    assert topics == ["orders.placed", "payments.requested"]


async def test_placing_twice_gives_one_order(shop: Database, terms: Terms) -> None:
    order = await placed(shop, terms)
    async with shop.transaction() as tx:
        again = await place(tx, CheckoutId(order.checkout), terms)
    assert again.id == order.id
    assert await _count(shop, orders) == 1
    assert await _count(shop, outbox) == 2


async def test_what_is_missing_is_named_in_asking_order(shop: Database, terms: Terms) -> None:
    async with shop.transaction() as tx:
        await cart.add(tx, ANN, MUG, 1, currency="KRW")
        checkout = await open_checkout(tx, ANN, currency="KRW", lang="ko", terms=terms)
    assert summarise(checkout, terms).missing == ("contact", "delivery", "address")
    with pytest.raises(CheckoutIncomplete) as refused:
        async with shop.transaction() as tx:
            await place(tx, checkout.id, terms)
    assert refused.value.missing == ("contact", "delivery", "address")
    async with shop.transaction() as tx:
        await set_contact(tx, checkout.id, "ann@example.com", phone="010 1234 5678")
        picked = await choose_delivery(tx, checkout.id, "shop", terms)
        assert summarise(picked, terms).missing == ()  # nobody needs an address to pick something up
        order = await place(tx, checkout.id, terms)
    assert order.address is None
    assert order.delivery is not None
    assert order.delivery["kind"] == "pickup"


async def test_bad_answers_come_back_as_facts_and_change_nothing(shop: Database, terms: Terms) -> None:
    async with shop.transaction() as tx:
        await cart.add(tx, ANN, MUG, 1, currency="KRW")
        checkout = await open_checkout(tx, ANN, currency="KRW", lang="ja", terms=terms)
        with pytest.raises(EmailInvalid):
            await set_contact(tx, checkout.id, "not an address")
        with pytest.raises(AddressInvalid) as wrong:
            await set_address(tx, checkout.id, {"name": "山田", "postcode": "12"}, terms, country="JP")
        assert wrong.value.problems == {
            "phone": "required",
            "postcode": "postcode_jp",
            "region": "required",
            "city": "required",
            "line1": "required",
        }
        with pytest.raises(NoDelivery):
            await set_address(tx, checkout.id, {}, terms, country="FR")
        with pytest.raises(DeliveryUnknown):
            await choose_delivery(tx, checkout.id, "drone", terms)
        unchanged = await access_checkout(tx, checkout.id, ANN)
        with pytest.raises(CheckoutUnknown):
            await access_checkout(tx, checkout.id, ContactId("con_mallory"))
    assert (unchanged.email, unchanged.address, unchanged.country) == (None, None, "KR")


async def test_an_address_abroad_drops_a_delivery_that_does_not_go_there(shop: Database, terms: Terms) -> None:
    async with shop.transaction() as tx:
        await cart.add(tx, ANN, MUG, 1, currency="KRW")
        checkout = await open_checkout(tx, ANN, currency="KRW", lang="ko", terms=terms)
        await choose_delivery(tx, checkout.id, "shop", terms)
        from small_shop import TOKYO

        abroad = await set_address(tx, checkout.id, TOKYO, terms, country="JP")
    assert abroad.delivery_id is None
    assert [quote.method.id for quote in delivery_choices(abroad, terms)] == ["parcel"]


async def test_an_empty_or_stuck_cart_or_foreign_currency_opens_nothing(shop: Database, terms: Terms) -> None:
    with pytest.raises(CartEmpty):
        async with shop.transaction() as tx:
            await open_checkout(tx, ANN, currency="KRW", lang="ko", terms=terms)
    async with shop.transaction() as tx:
        line = await cart.add(tx, ANN, LAMP, 1, currency="KRW")
        await tx.execute(update(stock).where(stock.c.variant_id == LAMP).values(reserved=1))
    with pytest.raises(CartNeedsChange) as refused:
        async with shop.transaction() as tx:
            await open_checkout(tx, ANN, currency="KRW", lang="ko", terms=terms)
    assert dict(refused.value.data)["lines"] == [line.line_id]
    with pytest.raises(CurrencyRefused):
        async with shop.transaction() as tx:
            await open_checkout(tx, ANN, currency="EUR", lang="ko", terms=terms)


async def test_a_price_changed_before_the_order_is_told_and_taken_after_asking_again(
    shop: Database, terms: Terms
) -> None:
    async with shop.transaction() as tx:
        await cart.add(tx, ANN, MUG, 2, currency="KRW")
        checkout = await fill(tx, terms)
    async with shop.transaction() as tx:
        mine = (variant_prices.c.variant_id == MUG) & (variant_prices.c.currency == "KRW")
        await tx.execute(update(variant_prices).where(mine).values(amount=18000))
    with pytest.raises(PriceChanged) as changed:
        async with shop.transaction() as tx:
            await place(tx, checkout.id, terms)
    (change,) = changed.value.changes
    assert (change.before, change.now) == (Money(15000, "KRW"), Money(18000, "KRW"))
    assert change.titles["ko"] == "도자기 머그"
    assert await _count(shop, orders) == 0
    assert await _count(shop, reservations) == 0
    async with shop.transaction() as tx:
        again = await refresh(tx, checkout.id, terms)
        assert again.email == "ann@example.com"
        order = await place(tx, checkout.id, terms)
    assert order.total == Money(39000, "KRW")


async def test_a_delivery_price_changed_before_the_order_is_told_too(shop: Database, terms: Terms) -> None:
    from small_shop import DELIVERY, make_terms

    from dangol.commerce.shipping.delivery import parse_delivery

    async with shop.transaction() as tx:
        await cart.add(tx, ANN, MUG, 2, currency="KRW")
        checkout = await fill(tx, terms)
    dearer = make_terms(methods=parse_delivery(DELIVERY.replace('"3000"', '"4000"'), file="d.toml", languages=["ko"]))
    with pytest.raises(PriceChanged) as changed:
        async with shop.transaction() as tx:
            await place(tx, checkout.id, dearer)
    assert [(c.variant_id, c.now) for c in changed.value.changes] == [(None, Money(4000, "KRW"))]


async def test_a_cart_changed_in_another_tab_is_not_ordered_unseen(shop: Database, terms: Terms) -> None:
    async with shop.transaction() as tx:
        await cart.add(tx, ANN, MUG, 1, currency="KRW")
        checkout = await fill(tx, terms)
        await cart.add(tx, ANN, MUG, 1, currency="KRW")
    with pytest.raises(CartChanged):
        async with shop.transaction() as tx:
            await place(tx, checkout.id, terms)


async def test_a_checkout_left_too_long_is_closed(shop: Database, terms: Terms, clock: Clock) -> None:
    async with shop.transaction() as tx:
        await cart.add(tx, ANN, MUG, 1, currency="KRW")
        checkout = await fill(tx, terms)
    clock.set(clock.now() + terms.lasts + timedelta(seconds=1))
    with pytest.raises(CheckoutExpired):
        async with shop.transaction() as tx:
            await place(tx, checkout.id, terms)
    async with shop.transaction() as tx:
        again = await open_checkout(tx, ANN, currency="KRW", lang="ko", terms=terms)
    assert again.id != checkout.id
    assert again.email == "ann@example.com"


async def test_the_last_piece_wanted_by_two_at_once_goes_to_one(
    shop: Database, database_url: str, terms: Terms
) -> None:
    other = Database.open(database_url)
    ids = {}
    for contact in (ANN, ContactId("con_bob")):
        async with shop.transaction() as tx:
            await cart.add(tx, contact, LAMP, 1, currency="KRW")
            ids[contact] = (await fill(tx, terms, contact=contact)).id

    async def buy(database: Database, checkout_id: CheckoutId) -> str:
        try:
            async with database.transaction() as tx:
                return str((await place(tx, checkout_id, terms)).state)
        except NotEnoughStock as told:
            return f"{told.shortages[0].variant_id} {told.shortages[0].left}"

    results = await asyncio.gather(*(buy(db, i) for db, i in zip((shop, other), ids.values(), strict=True)))
    await other.close()
    assert sorted(results) == ["LAMP-1 0", "awaiting_payment"]
    assert await _count(shop, orders) == 1
    async with shop.snapshot() as reader:
        row = await reader.first(select(stock).where(stock.c.variant_id == LAMP))
    assert row is not None
    assert (row.on_hand, row.reserved) == (1, 1)


async def test_an_order_that_costs_nothing_is_paid_at_once(shop: Database, terms: Terms) -> None:
    async with shop.transaction() as tx:
        mine = (variant_prices.c.variant_id == MUG) & (variant_prices.c.currency == "KRW")
        await tx.execute(update(variant_prices).where(mine).values(amount=0))
        await cart.add(tx, ANN, MUG, 1, currency="KRW")
        checkout = await fill(tx, terms, delivery="shop")
        order = await place(tx, checkout.id, terms)
    assert order.state == OrderState.PAID
    async with shop.snapshot() as reader:
        row = await reader.first(select(stock).where(stock.c.variant_id == MUG))
    assert row is not None
    assert (row.on_hand, row.reserved) == (9, 0)


async def test_a_regular_finds_the_last_address_filled_in(shop: Database, terms: Terms) -> None:
    await placed(shop, terms)
    async with shop.transaction() as tx:
        await cart.add(tx, ANN, MUG, 1, currency="KRW")
        checkout = await open_checkout(tx, ANN, currency="KRW", lang="ko", terms=terms)
    assert checkout.email == "ann@example.com"
    assert checkout.address is not None
    assert checkout.address.name == "김하늘"
    assert summarise(checkout, terms).missing == ("delivery",)
