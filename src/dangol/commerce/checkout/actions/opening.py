"""Opening a checkout: a snapshot of a cart's lines and prices."""

from __future__ import annotations

from typing import Any

from dangol.commerce.cart import actions as cart_actions
from dangol.commerce.cart import repository as cart_rows
from dangol.commerce.cart.actions import PricedCart
from dangol.commerce.cart.models import Cart
from dangol.commerce.checkout import repository
from dangol.commerce.checkout.errors import (
    CartEmpty,
    CartNeedsChange,
    CheckoutExpired,
    CheckoutUnknown,
    CurrencyRefused,
)
from dangol.commerce.checkout.models import Checkout, CheckoutLine
from dangol.commerce.checkout.summary import chosen_quote
from dangol.commerce.checkout.terms import Terms
from dangol.commerce.promotions.actions import Standing
from dangol.commerce.promotions.coupons import Reduction
from dangol.kit.ids import CheckoutId, ContactId, ConversationId
from dangol.runtime.database import Reader, Transaction


async def open_checkout(
    tx: Transaction,
    contact_id: ContactId,
    *,
    currency: str,
    lang: str,
    terms: Terms,
    conversation_id: ConversationId | None = None,
) -> Checkout:
    """A checkout of the contact's cart at today's prices. The same cart at the same version gives the same checkout.

    What was said in an earlier one of this cart, or in the contact's last order, is carried over. Raises ``CartEmpty``,
    ``CartNeedsChange`` (``lines``: cart line ids) and ``CurrencyRefused``.
    """
    if currency not in terms.currencies:
        raise CurrencyRefused(f"The shop does not sell in {currency}.", currency=currency, known=list(terms.currencies))
    cart = await cart_rows.open_cart(tx, contact_id)
    if cart is None:
        raise CartEmpty("The cart is empty.")
    before = await repository.open_of_cart(tx, cart.id)
    # The checkout is locked before the cart, here as in ``place``.
    cart = await cart_rows.lock_cart(tx, cart.id) or cart
    if before is None:
        # Another process may have opened one while we waited for the cart.
        before = await repository.open_of_cart(tx, cart.id)
    known = before or await repository.last_of_contact(tx, contact_id)
    priced = await _buyable(tx, cart, currency, terms, known.email if known else None)
    if before is not None and _still_fits(before, priced, currency, tx):
        if before.lang != lang or before.conversation_id != conversation_id:
            await repository.update_checkout(
                tx, before.id, lang=lang, conversation_id=conversation_id or before.conversation_id
            )
        return await _get(tx, before.id)
    if before is not None:
        state = "replaced" if before.expires_at > tx.now else "expired"
        await repository.update_checkout(tx, before.id, state=state)
    checkout_id = await repository.insert_checkout(
        tx,
        cart_id=cart.id,
        cart_version=cart.version,
        contact_id=contact_id,
        conversation_id=conversation_id,
        lang=lang,
        currency=currency,
        lines=_snapshot(priced),
        coupon=_coupon(priced),
        expires_at=tx.now + terms.lasts,
        **_carried(known, terms, same_cart=before is not None),
    )
    await cart_actions.accept_prices(tx, priced)
    await _requote(tx, checkout_id, terms)
    return await _get(tx, checkout_id)


async def refresh(tx: Transaction, checkout_id: CheckoutId, terms: Terms) -> Checkout:
    """Take today's prices into an open checkout, after ``PriceChanged`` or ``CartChanged``; everything said stays.

    Raises ``CartEmpty``, ``CartNeedsChange``, ``CheckoutUnknown`` and ``CheckoutExpired``.
    """
    checkout = await lock_open(tx, checkout_id)
    cart = await cart_rows.lock_cart(tx, checkout.cart_id)
    if cart is None or cart.state != "open":
        raise CartEmpty("The cart is empty.")
    priced = await _buyable(tx, cart, checkout.currency, terms, checkout.email)
    await repository.update_checkout(
        tx,
        checkout_id,
        lines=_snapshot(priced),
        coupon=_coupon(priced),
        cart_version=cart.version,
        expires_at=tx.now + terms.lasts,
    )
    await cart_actions.accept_prices(tx, priced)
    await _requote(tx, checkout_id, terms)
    return await _get(tx, checkout_id)


async def drop_coupon(tx: Transaction, checkout_id: CheckoutId, terms: Terms) -> Checkout:
    """Go on without the coupon that counts no more, after ``CouponRefused``. Raises what ``refresh`` does."""
    checkout = await lock_open(tx, checkout_id)
    await cart_actions.take_coupon_off(tx, checkout.contact_id)
    return await refresh(tx, checkout_id, terms)


async def coupon_standing(reader: Reader, checkout: Checkout, terms: Terms) -> Standing | None:
    """How the code on the cart of ``checkout`` stands; none where there is none."""
    return (
        await cart_actions.view(reader, checkout.contact_id, checkout.currency, terms.coupons, checkout.email)
    ).coupon


async def access_checkout(reader: Reader, checkout_id: CheckoutId, contact_id: ContactId) -> Checkout:
    """The checkout, if it is this contact's. Raises ``CheckoutUnknown``."""
    checkout = await repository.get(reader, checkout_id)
    if checkout is None or checkout.contact_id != contact_id:
        raise CheckoutUnknown("There is no such checkout.", checkout_id=checkout_id)
    return checkout


async def lock_open(tx: Transaction, checkout_id: CheckoutId) -> Checkout:
    """The open checkout, held until the transaction ends. Raises ``CheckoutUnknown`` and ``CheckoutExpired``."""
    checkout = await repository.lock(tx, checkout_id)
    if checkout is None:
        raise CheckoutUnknown("There is no such checkout.", checkout_id=checkout_id)
    if checkout.state != "open" or checkout.expires_at <= tx.now:
        raise CheckoutExpired("This checkout is closed.", cure="Open the cart again.", checkout_id=checkout_id)
    return checkout


async def _buyable(tx: Transaction, cart: Cart, currency: str, terms: Terms, email: str | None) -> PricedCart:
    priced = await cart_actions.price(tx, cart, currency, terms.coupons, email)
    if not priced.lines:
        raise CartEmpty("The cart is empty.")
    stuck = [line.line_id for line in priced.lines if line.blocks]
    if stuck:
        raise CartNeedsChange("Something in the cart cannot be bought.", cure="Take it out or buy fewer.", lines=stuck)
    return priced


def _still_fits(checkout: Checkout, priced: PricedCart, currency: str, tx: Transaction) -> bool:
    counts, counted = _reduction(priced), checkout.coupon
    same_coupon = counted is None if counts is None else counts.same_as(counted)
    same_cart = checkout.cart_version == priced.version and checkout.currency == currency
    return same_cart and same_coupon and checkout.expires_at > tx.now


def _reduction(priced: PricedCart) -> Reduction | None:
    return priced.coupon.reduction if priced.coupon and priced.coupon.holds else None


def _coupon(priced: PricedCart) -> dict[str, Any] | None:
    reduction = _reduction(priced)
    return reduction.to_json() if reduction else None


def _snapshot(priced: PricedCart) -> list[dict[str, Any]]:
    return [
        CheckoutLine(
            variant_id=line.variant_id,
            product_id=line.offer.product_id,
            sku=line.offer.sku,
            titles=dict(line.offer.titles),
            options=dict(line.offer.options),
            quantity=line.quantity,
            unit_amount=line.unit.amount,
            weight_g=line.offer.weight_g,
            image=line.offer.image,
        ).to_json()
        for line in priced.lines
        if line.offer is not None
    ]


def _carried(known: Checkout | None, terms: Terms, *, same_cart: bool) -> dict[str, Any]:
    if known is None:
        return {"country": terms.country}
    return {
        "country": known.country,
        "email": known.email,
        "phone": known.phone,
        "name": known.name,
        "address": known.address.to_json() if known.address else None,
        "delivery_id": known.delivery_id if same_cart else None,
    }


async def _requote(tx: Transaction, checkout_id: CheckoutId, terms: Terms) -> None:
    checkout = await _get(tx, checkout_id)
    quote = chosen_quote(checkout, terms)
    await repository.update_checkout(
        tx,
        checkout_id,
        delivery_id=quote.method.id if quote else None,
        delivery_amount=quote.price.amount if quote else None,
    )


async def _get(tx: Transaction, checkout_id: CheckoutId) -> Checkout:
    checkout = await repository.get(tx, checkout_id)
    if checkout is None:
        raise CheckoutUnknown("There is no such checkout.", checkout_id=checkout_id)
    return checkout
