"""Placing an order: one transaction, always locking checkout, cart, order, payment, coupon, stock in this order, and no network call."""

from __future__ import annotations

from dangol.commerce.cart import actions as cart_actions
from dangol.commerce.cart import repository as cart_rows
from dangol.commerce.cart.offers import offers
from dangol.commerce.checkout import repository
from dangol.commerce.checkout.actions.opening import lock_open
from dangol.commerce.checkout.errors import (
    CartChanged,
    CheckoutIncomplete,
    CheckoutUnknown,
    CouponRefused,
    PriceChange,
    PriceChanged,
)
from dangol.commerce.checkout.models import Checkout
from dangol.commerce.checkout.summary import Summary, summarise
from dangol.commerce.checkout.terms import Terms
from dangol.commerce.inventory import actions as inventory
from dangol.commerce.orders import actions as order_actions
from dangol.commerce.orders import repository as order_rows
from dangol.commerce.orders.models import NewLine, NewOrder, Order
from dangol.commerce.promotions import actions as promotions
from dangol.commerce.promotions.errors import CouponUsedByYou, CouponUsedUp
from dangol.contacts import repository as contacts
from dangol.kit.ids import CheckoutId, VariantId
from dangol.kit.money import Money
from dangol.runtime.database import Transaction


async def place(tx: Transaction, checkout_id: CheckoutId, terms: Terms) -> Order:
    """Make the order the shopper has just confirmed. Placing the same checkout twice gives the same order.

    Prices, coupon and stock are looked at again: raises ``PriceChanged`` (``refresh`` and ask again), ``CouponRefused`` (``drop_coupon``
    and ask again), ``NotEnoughStock`` (of ``inventory``), ``CartChanged``, ``CheckoutIncomplete``, ``CheckoutExpired`` and
    ``CheckoutUnknown``. After any of them nothing is ordered, reserved or used: let the transaction fail.
    """
    checkout = await repository.lock(tx, checkout_id)
    if checkout is None:
        raise CheckoutUnknown("There is no such checkout.", checkout_id=checkout_id)
    if checkout.state == "placed":
        known = await order_rows.by_checkout(tx, checkout_id)
        if known is not None:
            return known
    checkout = await lock_open(tx, checkout_id)
    cart = await cart_rows.lock_cart(tx, checkout.cart_id)
    if cart is None or cart.state != "open" or cart.version != checkout.cart_version:
        raise CartChanged("The cart was changed since the summary.", cure="Look at it and confirm again.")
    summary = summarise(checkout, terms)
    await _check_prices(tx, checkout, summary)
    if summary.missing:
        raise CheckoutIncomplete(summary.missing)
    await _check_coupon(tx, summary, terms)
    contact = await contacts.contact(tx, checkout.contact_id)
    new = _new_order(tx, summary, terms, contact.customer_ref if contact else None)
    order = await order_actions.create(tx, new, terms.pay, _description(summary, terms))
    await _use_coupon(tx, summary, terms, order)
    await inventory.reserve(tx, order.id, [inventory.Line(line.variant_id, line.quantity) for line in checkout.lines])
    await repository.update_checkout(tx, checkout_id, state="placed", order_id=order.id)
    await cart_actions.close(tx, checkout.cart_id)
    if order.total.amount == 0:
        return await order_actions.confirm_free(tx, order.id)
    return order


async def _check_prices(tx: Transaction, checkout: Checkout, summary: Summary) -> None:
    known = await offers(tx, [VariantId(line.variant_id) for line in checkout.lines], checkout.currency)
    changes = []
    for line in checkout.lines:
        offer = known.get(VariantId(line.variant_id))
        before = Money(line.unit_amount, checkout.currency)
        if offer is None or offer.price != before:
            changes.append(PriceChange(line.variant_id, dict(line.titles), before, offer.price if offer else None))
    if checkout.delivery_amount is not None and summary.quote is not None:
        before = Money(checkout.delivery_amount, checkout.currency)
        if summary.quote.price != before:
            changes.append(PriceChange(None, dict(summary.quote.method.name), before, summary.quote.price))
    if changes:
        raise PriceChanged(changes)


async def _check_coupon(tx: Transaction, summary: Summary, terms: Terms) -> None:
    """The coupon still counts, and takes off what the shopper was shown. One that takes nothing off is neither asked for nor used up."""
    checkout, coupon = summary.checkout, summary.checkout.coupon
    if coupon is None or not summary.totals.discount:
        return
    now = await promotions.standing(
        tx, terms.coupons, coupon.code, _person(checkout), goods=checkout.goods, currency=checkout.currency
    )
    if now.problem is not None:
        raise CouponRefused(coupon.code, now.problem)
    if not coupon.same_as(now.reduction):
        raise CouponRefused(coupon.code, "changed")


async def _use_coupon(tx: Transaction, summary: Summary, terms: Terms, order: Order) -> None:
    checkout, coupon = summary.checkout, summary.checkout.coupon
    if coupon is None or not summary.totals.discount:
        return
    try:
        await promotions.use(tx, terms.coupons, coupon, _person(checkout), order.id)
    except CouponUsedUp as fact:
        raise CouponRefused(coupon.code, "used_up") from fact
    except CouponUsedByYou as fact:
        raise CouponRefused(coupon.code, "used_by_you") from fact


def _person(checkout: Checkout) -> promotions.Person:
    return promotions.Person(checkout.contact_id, checkout.email)


def _new_order(tx: Transaction, summary: Summary, terms: Terms, customer_ref: str | None) -> NewOrder:
    checkout, sums = summary.checkout, summary.totals
    method = summary.quote.method if summary.quote else None
    parcel = method is not None and method.kind == "parcel"
    return NewOrder(
        lang=checkout.lang,
        currency=checkout.currency,
        subtotal_amount=sums.subtotal,
        discount_amount=sums.discount,
        coupon={"code": checkout.coupon.code, "name": dict(checkout.coupon.name)}
        if checkout.coupon and sums.discount
        else None,
        delivery_amount=sums.delivery,
        tax_amount=sums.tax,
        tax_included=sums.tax_included,
        total_amount=sums.total,
        email=checkout.email or "",
        test=terms.test,
        contact_id=checkout.contact_id,
        conversation_id=checkout.conversation_id,
        checkout_id=checkout.id,
        customer_ref=customer_ref,
        phone=checkout.phone,
        name=checkout.name,
        address=checkout.address.to_json() if parcel and checkout.address else None,
        delivery={
            "id": method.id,
            "kind": method.kind,
            "name": dict(method.name),
            "location": method.location,
            "days": list(method.days) if method.days else None,
        }
        if method
        else None,
        pay_by=tx.now + terms.pay_within,
        lines=tuple(
            NewLine(
                variant_id=line.variant_id,
                product_id=line.product_id,
                sku=line.sku,
                titles=line.titles,
                options=line.options,
                image=line.image,
                quantity=line.quantity,
                unit_amount=line.unit_amount,
                total_amount=total,
                discount_amount=less,
                tax_amount=tax,
            )
            for line, total, less, tax in zip(
                checkout.lines, sums.line_totals, sums.line_discounts, sums.line_taxes, strict=True
            )
        ),
    )


def _description(summary: Summary, terms: Terms) -> str:
    checkout = summary.checkout
    first = checkout.lines[0].title(checkout.lang)
    more = f" + {len(checkout.lines) - 1}" if len(checkout.lines) > 1 else ""
    return f"{terms.shop_name}: {first}{more}"
