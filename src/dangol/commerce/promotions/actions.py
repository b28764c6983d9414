"""What can be done with coupons: see whether one holds, use one for an order, give one to a person. Each use case takes the transaction it
runs in; a coupon is held after the order and its payment, and before stock."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from dangol.commerce.promotions import repository
from dangol.commerce.promotions.coupons import Coupon, CouponBook, Reduction, code_key
from dangol.commerce.promotions.errors import CouponUsedByYou, CouponUsedUp, TooManyCodes
from dangol.kit.ids import ContactId, OrderId
from dangol.kit.text import fold
from dangol.runtime.database import Reader, Transaction

Problem = Literal["unknown", "not_begun", "ended", "below", "used_up", "used_by_you"]

_WINDOW = timedelta(hours=1)
_MOST_TRIES = 8  # codes that are none, by one asker in an hour
# No letters and digits that are taken for each other when read aloud or typed off.
_SIGNS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
_OWN_SIGNS = 8
_MOST_DRAWS = 3  # of a code that nobody has: the first is one, but for a miracle


@dataclass(frozen=True, slots=True)
class Person:
    """Who uses a coupon: a contact, and the address their confirmation goes to where it is known."""

    contact_id: ContactId
    email: str | None = None

    @property
    def address(self) -> str | None:
        """The address as it is compared."""
        return fold(self.email) if self.email else None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a code stands for a person and a purchase. ``problem`` is why it does not count; then nothing is ``off``. ``missing`` is what
    the goods lack to its ``minimum``. Amounts are minor units of the currency it was asked in."""

    code: str
    reduction: Reduction | None = None
    problem: Problem | None = None
    off: int = 0
    minimum: int = 0
    missing: int = 0
    starts: datetime | None = None

    @property
    def holds(self) -> bool:
        """Whether it counts."""
        return self.problem is None


@dataclass(frozen=True, slots=True)
class Given:
    """A code a person has in their hand now, and until when it is good."""

    code: str
    coupon: Coupon
    expires_at: datetime | None


async def standing(
    reader: Reader, book: CouponBook, code: str, person: Person, *, goods: int, currency: str
) -> Standing:
    """Whether ``code`` counts for ``person`` and goods worth ``goods``, and what it takes off them. A code given to somebody else stands as
    one that there is not."""
    key = code_key(code)
    coupon = book.by_code(code)
    expires_at: datetime | None = None
    if coupon is None:
        own = await repository.own_code(reader, key)
        coupon = book.template(own.coupon) if own is not None else None
        if own is None or coupon is None or own.contact_id != person.contact_id:
            return Standing(key, problem="unknown")
        if own.used:
            return Standing(key, coupon.reduction(key, currency), "used_by_you")
        code, expires_at = key, own.expires_at
    else:
        code = coupon.code
    reduction = coupon.reduction(code, currency)
    problem = await _problem(reader, coupon, person, expires_at)
    if problem is not None:
        return Standing(code, reduction, problem, starts=coupon.starts)
    minimum = coupon.minimum.get(currency, 0)
    if goods < minimum:
        return Standing(code, reduction, "below", minimum=minimum, missing=minimum - goods)
    return Standing(code, reduction, off=reduction.off_goods(goods), minimum=minimum)


async def _problem(reader: Reader, coupon: Coupon, person: Person, expires_at: datetime | None) -> Problem | None:
    if not coupon.begun(reader.now):
        return "not_begun"
    if coupon.over(reader.now) or (expires_at is not None and reader.now >= expires_at):
        return "ended"
    if coupon.per_person is not None:
        mine = await repository.used_by(reader, coupon.key, person.contact_id, person.address)
        if mine >= coupon.per_person:
            return "used_by_you"
    if coupon.uses is not None and await repository.used(reader, coupon.key) >= coupon.uses:
        return "used_up"
    return None


async def use(tx: Transaction, book: CouponBook, reduction: Reduction, person: Person, order_id: OrderId) -> None:
    """Count a use for the order just made. Raises ``CouponUsedUp`` or ``CouponUsedByYou`` when somebody, or the same person elsewhere, was
    quicker: let the transaction fail then."""
    coupon = book.named(reduction.coupon)
    if coupon is None or not await repository.count_use(tx, coupon.key, coupon.uses):
        raise CouponUsedUp("This code has just been used for the last time.", code=reduction.code)
    # Whoever uses this coupon waits for us now, so that this is still so when we commit.
    mine = await repository.used_by(tx, coupon.key, person.contact_id, person.address)
    if coupon.per_person is not None and mine >= coupon.per_person:
        raise CouponUsedByYou("This person has used it as often as one may.", code=reduction.code)
    key = code_key(reduction.code)
    if coupon.personal and not await repository.spend_code(tx, key, person.contact_id, order_id):
        raise CouponUsedByYou("This code has been used.", code=reduction.code)
    await repository.insert_use(tx, order_id, coupon.key, key, person.contact_id, person.address)


async def release(tx: Transaction, order_id: OrderId) -> None:
    """The order came to nothing: what was used for it may be used again. Does nothing for an order without a coupon, or twice."""
    await repository.release_use(tx, order_id)


async def give(tx: Transaction, book: CouponBook, name: str, person: Person) -> Given | None:
    """Give ``person`` a code of the personal coupon ``name``: the one they have and did not use, else a new one. None when there is none to
    give: it has not begun, is over or used up, or they have used theirs."""
    coupon = book.template(name)
    if coupon is None or await _problem(tx, coupon, person, None) is not None:
        return None
    until = coupon.given_until(tx.now)
    own = await repository.unused_code(tx, coupon.key, person.contact_id)
    for _ in range(_MOST_DRAWS):
        if own is None:
            code = coupon.key + _drawn()
            await repository.insert_code(tx, code, coupon.key, person.contact_id, until)
            own = await repository.unused_code(tx, coupon.key, person.contact_id)
    if own is None:
        return None
    if own.expires_at is not None and own.expires_at <= tx.now:
        await repository.renew_code(tx, own.code_key, until)
        return Given(own.code_key, coupon, until)
    return Given(own.code_key, coupon, own.expires_at)


async def check_tries(reader: Reader, askers: tuple[str, ...]) -> None:
    """Raises ``TooManyCodes`` where one of ``askers`` (a contact's id, a conversation's) has tried too much that is no code."""
    for asker in askers:
        count, began = await repository.failures(reader, asker, reader.now - _WINDOW)
        if count >= _MOST_TRIES and began is not None:
            wait = max(1, int((began + _WINDOW - reader.now).total_seconds()))
            raise TooManyCodes("Too many codes were tried.", cure="Wait a while, or ask a person.", after=wait)


async def count_try(tx: Transaction, askers: tuple[str, ...]) -> None:
    """A code was tried that is none."""
    for asker in askers:
        await repository.count_failure(tx, asker, tx.now - _WINDOW)


def _drawn() -> str:
    """What makes a code one person's own. With a digit among its signs: by that, a code typed alone is told from a word."""
    while True:
        drawn = "".join(secrets.choice(_SIGNS) for _ in range(_OWN_SIGNS))
        if any(sign.isdigit() for sign in drawn):
            return drawn
