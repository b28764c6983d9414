"""A coupon on its way: onto the cart, into the checkout, used with the order, free again when that comes to nothing."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from small_shop import ANN, MUG, fill, make_terms
from sqlalchemy import func, select

from dangol.commerce.cart import actions as cart
from dangol.commerce.checkout.actions import drop_coupon, open_checkout, place
from dangol.commerce.checkout.errors import CartChanged, CouponRefused
from dangol.commerce.checkout.models import Checkout
from dangol.commerce.checkout.summary import summarise
from dangol.commerce.checkout.terms import Terms
from dangol.commerce.orders import actions as orders
from dangol.commerce.orders.models import Order
from dangol.commerce.orders.models import orders as order_rows
from dangol.commerce.orders.states import OrderState
from dangol.commerce.payments.models import payments
from dangol.commerce.promotions import actions as promotions
from dangol.commerce.promotions.actions import Person, Standing
from dangol.commerce.promotions.coupons import CouponBook
from dangol.commerce.promotions.errors import TooManyCodes
from dangol.commerce.promotions.models import coupon_codes
from dangol.commerce.promotions.table import parse_coupons
from dangol.kit.ids import ContactId
from dangol.kit.money import Money
from dangol.runtime.clock import Clock
from dangol.runtime.database import Database, Reader

BEN = ContactId("con_ben")
COUPONS = """
[[coupon]]
code = "TENTH"
name = "A tenth"
percent = 10
minimum = { KRW = "20000", JPY = "2000", USD = "15.00" }

[[coupon]]
code = "FIVE"
name = "Five"
amount = { KRW = "5000", JPY = "500", USD = "5.00" }
per_person = 1

[[coupon]]
code = "LAST"
name = "The last"
percent = 50
uses = 1

[[coupon]]
code = "ALLFREE"
name = "All of it"
percent = 100

[[coupon]]
code = "POST"
name = "Post"
free_delivery = true

[[coupon]]
code = "LATER"
name = "Later"
percent = 10
starts = 2100-01-01

[[coupon]]
code = "BEFORE"
name = "Before"
percent = 10
ends = 2020-01-01

[[coupon]]
code = "THANKS"
name = "Thanks"
percent = 20
personal = true
valid_days = 30
"""


def _book(text: str = COUPONS) -> CouponBook:
    return parse_coupons(
        text, file="coupons.toml", languages=["ko", "en", "ja"], currencies=["KRW", "JPY", "USD"], zone="Asia/Seoul"
    )


@pytest.fixture
def terms() -> Terms:
    return make_terms(coupons=_book())


async def _standing(
    reader: Reader, terms: Terms, code: str, goods: int = 30000, who: ContactId = ANN, email: str | None = None
) -> Standing:
    return await promotions.standing(reader, terms.coupons, code, Person(who, email), goods=goods, currency="KRW")


async def _filled(shop: Database, terms: Terms, code: str, contact: ContactId = ANN, **how: str) -> Checkout:
    async with shop.transaction() as tx:
        await cart.add(tx, contact, MUG, 2, currency=how.get("currency", "KRW"))
        await cart.use_coupon(tx, contact, code)
        return await fill(tx, terms, contact=contact, **how)


async def _placed(shop: Database, terms: Terms, checkout: Checkout) -> Order:
    async with shop.transaction() as tx:
        return await place(tx, checkout.id, terms)


async def _ordered(shop: Database, terms: Terms, code: str, contact: ContactId = ANN) -> Order:
    return await _placed(shop, terms, await _filled(shop, terms, code, contact))


async def test_what_a_code_stands_for(shop: Database, terms: Terms) -> None:
    async with shop.snapshot() as reader:
        told = {
            code: (await _standing(reader, terms, code)).problem
            for code in ("tenth", "LATER", "BEFORE", "NOSUCH", "THANKS", "five")
        }
        below = await _standing(reader, terms, "TENTH", goods=15000)
        good = await _standing(reader, terms, "ten-th")
    assert told == {
        "tenth": None,
        "LATER": "not_begun",
        "BEFORE": "ended",
        "NOSUCH": "unknown",
        "THANKS": "unknown",  # what others are given codes from is no code
        "five": None,
    }
    assert (below.problem, below.minimum, below.missing, below.off) == ("below", 20000, 5000, 0)
    assert (good.code, good.off) == ("TENTH", 3000)


@pytest.mark.parametrize(
    ("lang", "currency", "discount", "total", "tax"),
    # A tenth off the goods, before the tax that is contained in the price is reckoned.
    [("ko", "KRW", 3000, 30000, 2727), ("ja", "JPY", 340, 3560, 324), ("en", "USD", 260, 2788, 253)],
)
async def test_a_whole_purchase_in_three_countries(
    shop: Database, terms: Terms, lang: str, currency: str, discount: int, total: int, tax: int
) -> None:
    checkout = await _filled(shop, terms, "TENTH", lang=lang, currency=currency)
    summary = summarise(checkout, terms)
    assert (summary.totals.discount, summary.totals.total) == (discount, total)
    order = await _placed(shop, terms, checkout)
    assert (order.discount, order.total, order.tax.amount) == (Money(discount, currency), Money(total, currency), tax)
    assert order.coupon is not None
    assert order.coupon["code"] == "TENTH"
    assert order.lines[0].discount == order.discount
    async with shop.snapshot() as reader:
        assert await reader.scalar(select(payments.c.payment_amount)) == total
        assert (await cart.view(reader, ANN, currency, terms.coupons)).coupon is None


async def test_delivery_comes_free_and_a_coupon_without_effect_is_not_used_up(shop: Database, terms: Terms) -> None:
    sent = await _ordered(shop, terms, "POST")
    assert (sent.discount.amount, sent.delivery_price.amount, sent.total.amount) == (3000, 3000, 30000)
    fetched = await _placed(shop, terms, await _filled(shop, terms, "POST", BEN, delivery="shop"))
    assert (fetched.discount.amount, fetched.coupon) == (0, None)
    async with shop.snapshot() as reader:
        assert await promotions.repository.used(reader, "POST") == 1


async def test_what_costs_nothing_is_paid_without_a_gateway(shop: Database, terms: Terms) -> None:
    checkout = await _filled(shop, terms, "ALLFREE", delivery="shop")
    order = await _placed(shop, terms, checkout)
    assert (order.total.amount, order.tax.amount, order.state) == (0, 0, OrderState.PAID)
    async with shop.snapshot() as reader:
        assert await reader.scalar(select(func.count()).select_from(payments)) == 0


async def test_a_code_on_the_cart_makes_the_summary_old(shop: Database, terms: Terms) -> None:
    async with shop.transaction() as tx:
        await cart.add(tx, ANN, MUG, 2, currency="KRW")
        checkout = await fill(tx, terms)
        await cart.use_coupon(tx, ANN, "FIVE")
    with pytest.raises(CartChanged):
        await _placed(shop, terms, checkout)
    async with shop.transaction() as tx:
        again = await open_checkout(tx, ANN, currency="KRW", lang="ko", terms=terms)
    assert again.coupon is not None
    assert summarise(again, terms).totals.discount == 5000


async def test_one_code_at_a_time_and_one_that_waits(shop: Database, terms: Terms) -> None:
    async with shop.transaction() as tx:
        assert await cart.use_coupon(tx, ANN, "TENTH") is None
        await cart.add(tx, ANN, MUG, 1, currency="KRW")
        waiting = await cart.view(tx, ANN, "KRW", terms.coupons)
        await cart.add(tx, ANN, MUG, 1, currency="KRW")
        counting = await cart.view(tx, ANN, "KRW", terms.coupons)
        assert await cart.use_coupon(tx, ANN, "FIVE") == "TENTH"
        other = await cart.view(tx, ANN, "KRW", terms.coupons)
        assert await cart.take_coupon_off(tx, ANN) == "FIVE"
        assert await cart.take_coupon_off(tx, ANN) is None
        without = await cart.view(tx, ANN, "KRW", terms.coupons)
    assert waiting.coupon is not None
    assert (waiting.coupon.problem, waiting.coupon.missing, waiting.total.amount) == ("below", 5000, 15000)
    assert (counting.discount.amount, counting.total.amount) == (3000, 27000)
    assert (other.discount.amount, other.total.amount) == (5000, 25000)
    assert (without.coupon, without.total.amount) == (None, 30000)


async def test_once_a_person_is_once_by_contact_and_by_address(shop: Database, terms: Terms) -> None:
    await _ordered(shop, terms, "FIVE")
    async with shop.snapshot() as reader:
        assert (await _standing(reader, terms, "FIVE")).problem == "used_by_you"
        assert (await _standing(reader, terms, "FIVE", who=BEN)).problem is None
        assert (await _standing(reader, terms, "FIVE", who=BEN, email="Ann@Example.com")).problem == "used_by_you"
    # Whoever comes back without a name is told before they pay, once the address is known.
    checkout = await _filled(shop, terms, "FIVE", BEN)
    with pytest.raises(CouponRefused) as refused:
        await _placed(shop, terms, checkout)
    assert refused.value.problem == "used_by_you"


async def test_the_last_use_is_given_once(shop: Database, terms: Terms) -> None:
    both = [await _filled(shop, terms, "LAST", who) for who in (ANN, BEN)]
    ended = await asyncio.gather(*(_placed(shop, terms, one) for one in both), return_exceptions=True)
    [order] = [one for one in ended if isinstance(one, Order)]
    [refused] = [one for one in ended if isinstance(one, CouponRefused)]
    assert (order.total.amount, refused.problem) == (18000, "used_up")
    async with shop.snapshot() as reader:
        assert await reader.scalar(select(func.count()).select_from(order_rows)) == 1
        assert await promotions.repository.used(reader, "LAST") == 1
    [other] = [one for one in both if one.contact_id != order.contact_id]
    async with shop.transaction() as tx:
        fresh = await drop_coupon(tx, other.id, terms)
    assert (fresh.coupon, summarise(fresh, terms).totals.total) == (None, 33000)
    assert (await _placed(shop, terms, fresh)).total.amount == 33000


async def test_a_coupon_that_ended_or_changed_meanwhile_is_not_taken_silently(shop: Database, terms: Terms) -> None:
    checkout = await _filled(shop, terms, "TENTH")
    cheaper = replace(terms, coupons=_book(COUPONS.replace("percent = 10\nminimum", "percent = 5\nminimum")))
    gone = replace(
        terms, coupons=_book(COUPONS.replace("percent = 10\nminimum", "percent = 10\nends = 2021-01-01\nminimum"))
    )
    for later, problem in ((cheaper, "changed"), (gone, "ended"), (replace(terms, coupons=CouponBook()), "unknown")):
        with pytest.raises(CouponRefused) as refused:
            await _placed(shop, later, checkout)
        assert refused.value.problem == problem
    renamed = replace(terms, coupons=_book(COUPONS.replace('"A tenth"', '"Ten"')))
    assert (await _placed(shop, renamed, checkout)).discount.amount == 3000


async def test_an_order_that_comes_to_nothing_gives_its_coupon_back(shop: Database, terms: Terms, clock: Clock) -> None:
    cancelled = await _ordered(shop, terms, "LAST")
    async with shop.snapshot() as reader:
        assert (await _standing(reader, terms, "LAST", who=BEN)).problem == "used_up"
    async with shop.transaction() as tx:
        await orders.cancel(tx, cancelled.id, "shopper")
    unpaid = await _ordered(shop, terms, "LAST", BEN)
    clock.set(clock.now() + timedelta(hours=1))
    async with shop.transaction() as tx:
        assert await orders.expire(tx, unpaid.id)
        await promotions.release(tx, unpaid.id)  # told twice: once is enough
    async with shop.snapshot() as reader:
        assert await promotions.repository.used(reader, "LAST") == 0
        assert (await _standing(reader, terms, "LAST")).problem is None


async def test_a_code_of_ones_own(shop: Database, terms: Terms, clock: Clock) -> None:
    async with shop.transaction() as tx:
        first = await promotions.give(tx, terms.coupons, "thanks", Person(ANN))
        again = await promotions.give(tx, terms.coupons, "thanks", Person(ANN))
        theirs = await promotions.give(tx, terms.coupons, "thanks", Person(BEN))
        nothing = await promotions.give(tx, terms.coupons, "TENTH", Person(ANN))
    assert first is not None
    assert theirs is not None
    assert (again, nothing) == (first, None)
    assert first.code.startswith("THANKS")
    assert first.code != theirs.code
    async with shop.snapshot() as reader:
        assert (await _standing(reader, terms, first.code.lower())).off == 6000
        # Somebody else's code is answered as one that there is not.
        others, none = await _standing(reader, terms, theirs.code), await _standing(reader, terms, "THANKSXXXXXXXX")
        assert others == replace(none, code=others.code)
    order = await _ordered(shop, terms, first.code)
    assert order.discount.amount == 6000
    async with shop.transaction() as tx:
        assert (await _standing(tx, terms, first.code)).problem == "used_by_you"
        assert await promotions.give(tx, terms.coupons, "thanks", Person(ANN)) is None
        await orders.cancel(tx, order.id, "shopper")
        assert (await _standing(tx, terms, first.code)).problem is None
    clock.set(clock.now() + timedelta(days=31))
    async with shop.transaction() as tx:
        assert (await _standing(tx, terms, first.code)).problem == "ended"
        renewed = await promotions.give(tx, terms.coupons, "thanks", Person(ANN))
        assert renewed is not None
        assert (renewed.code, (await _standing(tx, terms, first.code)).problem) == (first.code, None)


async def test_one_code_each_however_often_and_wherever_it_is_given(shop: Database, terms: Terms) -> None:
    async def give() -> str | None:
        async with shop.transaction() as tx:
            given = await promotions.give(tx, terms.coupons, "thanks", Person(ANN))
        return given.code if given else None

    codes = await asyncio.gather(*(give() for _ in range(4)))
    assert len(set(codes)) == 1
    async with shop.snapshot() as reader:
        assert await reader.scalar(select(func.count()).select_from(coupon_codes)) == 1


async def test_guessing_ends(shop: Database, clock: Clock) -> None:
    askers = ("contact:con_ann", "conversation:cnv_1")
    for _ in range(8):
        async with shop.transaction() as tx:
            await promotions.check_tries(tx, askers)
            await promotions.count_try(tx, askers)
    async with shop.snapshot() as reader:
        with pytest.raises(TooManyCodes):
            await promotions.check_tries(reader, askers)
        await promotions.check_tries(reader, ("contact:con_ben", "conversation:cnv_2"))
    clock.set(clock.now() + timedelta(hours=1, seconds=1))
    async with shop.snapshot() as reader:
        await promotions.check_tries(reader, askers)
