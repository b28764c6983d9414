"""What can be done with a cart. Every change takes the transaction it runs in and never commits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dangol.commerce.cart import repository
from dangol.commerce.cart.errors import CartFull, FewerLeft, NotForSale, NotInCart, QuantityRefused, SoldOut
from dangol.commerce.cart.models import MOST_LINES, MOST_OF_ONE, Cart, Line
from dangol.commerce.cart.offers import Offer, offers
from dangol.commerce.promotions.actions import Person, Standing, standing
from dangol.commerce.promotions.coupons import NO_COUPONS, CouponBook
from dangol.kit.ids import CartId, ContactId, VariantId
from dangol.kit.money import Money
from dangol.runtime.database import Reader, Transaction

LineProblem = Literal["gone", "sold_out", "fewer_left", "price_changed"]


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line at today's price. ``problem`` says what stands in the way or changed; ``offer`` is None when it is gone."""

    line_id: str
    variant_id: VariantId
    quantity: int
    offer: Offer | None
    unit: Money
    total: Money
    problem: LineProblem | None = None
    seen: Money | None = None

    @property
    def blocks(self) -> bool:
        """Whether the cart cannot be checked out while this line stands as it is."""
        return self.problem in ("gone", "sold_out", "fewer_left")


@dataclass(frozen=True, slots=True)
class PricedCart:
    """A cart as it costs now, in one currency. ``subtotal`` leaves out what cannot be bought. ``coupon`` is how the code on it stands;
    ``takes_coupons``: the shop has some."""

    cart_id: CartId | None
    version: int
    currency: str
    lines: tuple[PricedLine, ...]
    subtotal: Money
    weight_g: int
    coupon: Standing | None = None
    takes_coupons: bool = False

    @property
    def discount(self) -> Money:
        """What the coupon takes off the goods."""
        return Money(self.coupon.off if self.coupon else 0, self.currency)

    @property
    def total(self) -> Money:
        """The goods less what the coupon takes off them."""
        return self.subtotal - self.discount

    @property
    def count(self) -> int:
        """How many pieces."""
        return sum(line.quantity for line in self.lines)


@dataclass(frozen=True, slots=True)
class Added:
    """What a change led to: the line, its quantity now, the cart's new version."""

    cart_id: CartId
    version: int
    line_id: str
    quantity: int
    offer: Offer


async def add(
    tx: Transaction, contact_id: ContactId, variant_id: VariantId, quantity: int = 1, *, currency: str
) -> Added:
    """Put ``quantity`` more of a variant into the contact's cart; the same variant stays one line.

    Raises ``QuantityRefused``, ``NotForSale``, ``SoldOut``, ``FewerLeft`` or ``CartFull``; nothing is changed then.
    """
    check_quantity(quantity)
    offer = await _offer(tx, variant_id, currency)
    cart = await repository.lock_or_create(tx, contact_id)
    lines = await repository.lines_of(tx, cart.id)
    line = next((line for line in lines if line.variant_id == variant_id), None)
    wanted = quantity + (line.quantity if line else 0)
    _check_stock(offer, wanted, in_cart=line.quantity if line else 0)
    check_quantity(wanted)
    if line is None and len(lines) >= MOST_LINES:
        raise CartFull(f"A cart takes {MOST_LINES} different things.", most=MOST_LINES)
    if line is None:
        line_id = await repository.insert_line(tx, cart.id, variant_id, wanted, offer.price.amount, currency)
    else:
        line_id = line.id
        await repository.update_line(tx, line.id, wanted, offer.price.amount, currency)
    return Added(cart.id, await repository.touch(tx, cart.id), line_id, wanted, offer)


async def change(
    tx: Transaction,
    contact_id: ContactId,
    quantity: int,
    *,
    currency: str,
    line_id: str | None = None,
    variant_id: VariantId | None = None,
) -> Added | None:
    """Set the quantity of one line, named by line or variant. Zero takes it out (and returns None).

    Raises ``NotInCart``, ``QuantityRefused``, ``NotForSale``, ``SoldOut`` or ``FewerLeft``.
    """
    if quantity == 0 and not isinstance(quantity, bool):
        await remove(tx, contact_id, line_id=line_id, variant_id=variant_id)
        return None
    check_quantity(quantity)
    cart, line = await _line(tx, contact_id, line_id, variant_id)
    offer = await _offer(tx, line.variant_id, currency)
    if quantity > line.quantity or offer.available < 1:
        _check_stock(offer, quantity, in_cart=line.quantity)
    await repository.update_line(tx, line.id, quantity, offer.price.amount, currency)
    return Added(cart.id, await repository.touch(tx, cart.id), line.id, quantity, offer)


async def remove(
    tx: Transaction, contact_id: ContactId, *, line_id: str | None = None, variant_id: VariantId | None = None
) -> Line:
    """Take one line out, named by line or variant; the line that went. Raises ``NotInCart``."""
    cart, line = await _line(tx, contact_id, line_id, variant_id)
    await repository.delete_lines(tx, cart.id, line.id)
    await repository.touch(tx, cart.id)
    return line


async def clear(tx: Transaction, contact_id: ContactId) -> int:
    """Take everything out; how many lines went."""
    cart = await repository.lock_open_cart(tx, contact_id)
    if cart is None:
        return 0
    gone = await repository.delete_lines(tx, cart.id)
    if gone:
        await repository.touch(tx, cart.id)
    return gone


async def use_coupon(tx: Transaction, contact_id: ContactId, code: str) -> str | None:
    """Put a code on the contact's cart, also on one that is empty so far; the one that was on it before. Whether it counts is not looked
    at here."""
    cart = await repository.lock_or_create(tx, contact_id)
    if cart.coupon != code:
        await repository.set_coupon(tx, cart.id, code)
        await repository.touch(tx, cart.id)
    return cart.coupon


async def take_coupon_off(tx: Transaction, contact_id: ContactId) -> str | None:
    """Take the code off the contact's cart; which it was, none if there was none."""
    cart = await repository.lock_open_cart(tx, contact_id)
    if cart is None or cart.coupon is None:
        return None
    await repository.set_coupon(tx, cart.id, None)
    await repository.touch(tx, cart.id)
    return cart.coupon


async def view(
    reader: Reader,
    contact_id: ContactId,
    currency: str,
    coupons: CouponBook = NO_COUPONS,
    email: str | None = None,
) -> PricedCart:
    """The contact's cart at today's prices in ``currency``, empty if there is none. Reads only. With the shop's ``coupons`` the code on it
    counts, for whoever has this ``email``."""
    cart = await repository.open_cart(reader, contact_id)
    if cart is None:
        return PricedCart(None, 0, currency, (), Money(0, currency), 0, takes_coupons=bool(coupons))
    return await price(reader, cart, currency, coupons, email)


async def price(
    reader: Reader, cart: Cart, currency: str, coupons: CouponBook = NO_COUPONS, email: str | None = None
) -> PricedCart:
    """``cart`` at today's prices, with what is wrong with each line, and with its code where the shop has ``coupons``."""
    lines = await repository.lines_of(reader, cart.id)
    known = await offers(reader, [line.variant_id for line in lines], currency)
    priced = tuple(_priced(line, known.get(line.variant_id), currency) for line in lines)
    buyable = [line for line in priced if line.problem not in ("gone", "sold_out")]
    subtotal = Money(sum(line.total.amount for line in buyable), currency)
    weight = sum(line.offer.weight_g * line.quantity for line in buyable if line.offer)
    coupon = None
    if coupons and cart.coupon is not None:
        person = Person(cart.contact_id, email)
        coupon = await standing(reader, coupons, cart.coupon, person, goods=subtotal.amount, currency=currency)
    return PricedCart(cart.id, cart.version, currency, priced, subtotal, weight, coupon, bool(coupons))


async def accept_prices(tx: Transaction, priced: PricedCart) -> None:
    """The shopper has been shown these prices: they are no news any more."""
    for line in priced.lines:
        if line.offer is not None and (line.problem == "price_changed" or line.seen is None):
            await repository.update_line(tx, line.line_id, line.quantity, line.unit.amount, priced.currency)


async def close(tx: Transaction, cart_id: CartId) -> None:
    """The cart has become an order; the contact's next wish opens a new one."""
    await repository.touch(tx, cart_id, state="ordered")


async def merge(tx: Transaction, source: ContactId, into: ContactId) -> None:
    """Two contacts turned out to be one person: move what ``source`` had in its cart into ``into``'s."""
    theirs = await repository.lock_open_cart(tx, source)
    if theirs is None:
        return
    ours = await repository.lock_or_create(tx, into)
    mine = {line.variant_id: line for line in await repository.lines_of(tx, ours.id)}
    for line in await repository.lines_of(tx, theirs.id):
        known = mine.get(line.variant_id)
        if known is not None:
            quantity = min(MOST_OF_ONE, max(known.quantity, line.quantity))
            await repository.update_line(tx, known.id, quantity, line.seen_amount, line.currency)
        elif len(mine) < MOST_LINES:
            await repository.insert_line(tx, ours.id, line.variant_id, line.quantity, line.seen_amount, line.currency)
    await repository.delete_lines(tx, theirs.id)
    if ours.coupon is None and theirs.coupon is not None:
        await repository.set_coupon(tx, ours.id, theirs.coupon)
    await repository.touch(tx, theirs.id)
    await repository.touch(tx, ours.id)


def check_quantity(quantity: int) -> int:
    """``quantity`` itself, if it is a number of things one may buy. Raises ``QuantityRefused``."""
    if isinstance(quantity, bool) or not isinstance(quantity, int) or not 1 <= quantity <= MOST_OF_ONE:
        raise QuantityRefused(
            f"{quantity!r} is not a quantity.",
            cure=f"Choose 1 to {MOST_OF_ONE}.",
            quantity=quantity,
            most=MOST_OF_ONE,
        )
    return quantity


async def _offer(reader: Reader, variant_id: VariantId, currency: str) -> Offer:
    offer = (await offers(reader, [variant_id], currency)).get(variant_id)
    if offer is None:
        raise NotForSale("This is not for sale.", variant_id=variant_id, currency=currency)
    return offer


def _check_stock(offer: Offer, wanted: int, *, in_cart: int) -> None:
    if offer.available < 1:
        raise SoldOut("None is left.", variant_id=offer.variant_id, titles=dict(offer.titles))
    if wanted > offer.available:
        raise FewerLeft(
            f"{offer.available} left, {wanted} wanted.",
            cure=f"Take {offer.available} or fewer.",
            variant_id=offer.variant_id,
            titles=dict(offer.titles),
            available=offer.available,
            wanted=wanted,
            in_cart=in_cart,
        )


async def _line(
    tx: Transaction, contact_id: ContactId, line_id: str | None, variant_id: VariantId | None
) -> tuple[Cart, Line]:
    cart = await repository.lock_open_cart(tx, contact_id)
    if cart is not None:
        for line in await repository.lines_of(tx, cart.id):
            if line.id == line_id or (line_id is None and line.variant_id == variant_id):
                return cart, line
    raise NotInCart("The cart has no such line.", line_id=line_id, variant_id=variant_id)


def _priced(line: Line, offer: Offer | None, currency: str) -> PricedLine:
    seen = Money(line.seen_amount, line.currency) if line.currency == currency else None
    if offer is None:
        nothing = Money(0, currency)
        return PricedLine(line.id, line.variant_id, line.quantity, None, nothing, nothing, "gone", seen)
    problem: LineProblem | None = None
    if offer.available < 1:
        problem = "sold_out"
    elif offer.available < line.quantity:
        problem = "fewer_left"
    elif seen is not None and seen != offer.price:
        problem = "price_changed"
    total = offer.price * line.quantity
    return PricedLine(line.id, line.variant_id, line.quantity, offer, offer.price, total, problem, seen)
