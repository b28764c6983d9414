"""`/api/v1`, the shop's side: catalogue, stock, carts, checkouts, orders, handovers."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.exceptions import HTTPException

from dangol.commerce.cart import actions as cart
from dangol.commerce.cart.actions import PricedCart
from dangol.commerce.catalog import repository as catalog
from dangol.commerce.catalog.products import Product
from dangol.commerce.checkout import repository as checkout_rows
from dangol.commerce.checkout.models import Checkout
from dangol.commerce.inventory import repository as inventory
from dangol.commerce.orders import repository as order_rows
from dangol.commerce.orders.models import Order
from dangol.contacts.repository import contact as find_contact
from dangol.desk import repository as desk_rows
from dangol.kit.ids import CheckoutId, ContactId
from dangol.kit.times import iso
from dangol.web.api import reads
from dangol.web.site import site_of

router = APIRouter(prefix="/api/v1", tags=["shop"], dependencies=[Depends(reads)])
_MOST = 200


def _few(limit: int) -> int:
    return max(1, min(limit, _MOST))


def product_json(product: Product) -> dict[str, Any]:
    """A product with its words in every language and its prices in every currency."""
    return {
        "id": product.id,
        "ref": product.ref,
        "version": product.version,
        "status": product.status.value,
        "title": dict(product.title.values),
        "description": dict(product.description.values),
        "brand": product.brand,
        "categories": list(product.categories),
        "options": [
            {
                "id": option.id,
                "name": dict(option.name.values),
                "values": [{"id": value.id, "name": dict(value.name.values)} for value in option.values],
            }
            for option in product.options
        ],
        "variants": [
            {
                "id": variant.id,
                "sku": variant.sku,
                "options": dict(variant.options),
                "prices": {currency: price.price.to_json() for currency, price in variant.prices.items()},
                "list_prices": {
                    currency: price.list_price.to_json()
                    for currency, price in variant.prices.items()
                    if price.list_price
                },
            }
            for variant in product.variants
        ],
        "updated_at": iso(product.updated_at),
    }


@router.get("/products")
async def list_products(request: Request, after: str = "", limit: int = 50) -> dict[str, Any]:
    """Products on sale, by id; go on with ``after`` = the last one's id."""
    async with site_of(request).database.snapshot() as reader:
        ids = await catalog.ids_after(reader, after, _few(limit))
        found = await catalog.list_products(reader, ids)
    return {"products": [product_json(product) for product in found]}


@router.get("/products/{product_id}")
async def read_product(request: Request, product_id: str) -> dict[str, Any]:
    """One product."""
    async with site_of(request).database.snapshot() as reader:
        found = await catalog.product(reader, product_id)
    if found is None:
        raise HTTPException(404, "There is no such product.")
    return product_json(found)


@router.get("/stock/{sku}")
async def read_stock(request: Request, sku: str) -> dict[str, Any]:
    """What can be had of a variant, by location."""
    async with site_of(request).database.snapshot() as reader:
        variant_id = await catalog.variant_by_sku(reader, sku)
        if variant_id is None:
            raise HTTPException(404, "There is no such variant.")
        level = (await inventory.available(reader, [variant_id]))[variant_id]
    available = level.available if level.counted else None
    return {
        "sku": sku,
        "variant": variant_id,
        "counted": level.counted,
        "available": available,
        "locations": dict(level.by_location),
    }


@router.get("/carts/{contact_id}")
async def read_cart(request: Request, contact_id: str, currency: str | None = None) -> dict[str, Any]:
    """A contact's open cart at today's prices."""
    site = site_of(request)
    async with site.database.snapshot() as reader:
        contact = await find_contact(reader, ContactId(contact_id))
        priced = await cart.view(
            reader,
            ContactId(contact_id),
            currency or site.settings.shop.currency,
            site.rooms["terms"](site.settings.shop.languages[0]).coupons,
            contact.email if contact else None,
        )
    return {
        "cart": priced.cart_id,
        "version": priced.version,
        "subtotal": priced.subtotal.to_json(),
        "coupon": _coupon_json(priced),
        "discount": priced.discount.to_json(),
        "total": priced.total.to_json(),
        "lines": [
            {
                "id": line.line_id,
                "variant": line.variant_id,
                "sku": line.offer.sku if line.offer else None,
                "quantity": line.quantity,
                "unit": line.unit.to_json(),
                "total": line.total.to_json(),
                "problem": line.problem,
            }
            for line in priced.lines
        ],
    }


def _coupon_json(priced: PricedCart) -> dict[str, Any] | None:
    """The code on a cart, and why it does not count where it does not."""
    found = priced.coupon
    return {"code": found.code, "problem": found.problem} if found else None


def _checkout_json(checkout: Checkout) -> dict[str, Any]:
    return {
        "id": checkout.id,
        "cart": checkout.cart_id,
        "contact": checkout.contact_id,
        "conversation": checkout.conversation_id,
        "state": checkout.state,
        "currency": checkout.currency,
        "goods": checkout.goods,
        "coupon": checkout.coupon.code if checkout.coupon else None,
        "delivery": checkout.delivery_id,
        "order": checkout.order_id,
        "expires_at": iso(checkout.expires_at),
    }


@router.get("/checkouts")
async def list_checkouts(request: Request, limit: int = 50) -> dict[str, Any]:
    """Checkouts, the latest first."""
    async with site_of(request).database.snapshot() as reader:
        return {"checkouts": [_checkout_json(found) for found in await checkout_rows.newest(reader, _few(limit))]}


@router.get("/checkouts/{checkout_id}")
async def read_checkout(request: Request, checkout_id: str) -> dict[str, Any]:
    """One checkout."""
    async with site_of(request).database.snapshot() as reader:
        found = await checkout_rows.get(reader, CheckoutId(checkout_id))
    if found is None:
        raise HTTPException(404, "There is no such checkout.")
    return _checkout_json(found)


def order_json(order: Order) -> dict[str, Any]:
    """An order with its lines, its timeline and its parcels."""
    return {
        "id": order.id,
        "number": order.number,
        "state": order.state.value,
        "test": order.test,
        "contact": order.contact_id,
        "conversation": order.conversation_id,
        "email": order.email,
        "total": order.total.to_json(),
        "subtotal": order.subtotal.to_json(),
        "discount": order.discount.to_json(),
        "coupon": order.coupon["code"] if order.coupon else None,
        "delivery_price": order.delivery_price.to_json(),
        "tax": order.tax.to_json(),
        "tax_included": order.tax_included,
        "placed_at": iso(order.placed_at),
        "lines": [
            {
                "sku": line.sku,
                "title": line.title(order.lang),
                "quantity": line.quantity,
                "unit": line.unit.to_json(),
                "total": line.total.to_json(),
                "discount": line.discount.to_json(),
            }
            for line in order.lines
        ],
        "timeline": [{"kind": entry.kind, "at": iso(entry.at)} for entry in order.entries],
        "shipments": [
            {"carrier": s.carrier, "tracking_number": s.tracking_number, "url": s.url, "at": iso(s.at)}
            for s in order.shipments
        ],
    }


@router.get("/orders")
async def list_orders(request: Request, limit: int = 50) -> dict[str, Any]:
    """Orders, the latest first."""
    async with site_of(request).database.snapshot() as reader:
        return {"orders": [order_json(found) for found in await order_rows.newest(reader, limit=_few(limit))]}


@router.get("/orders/{number}")
async def read_order(request: Request, number: str) -> dict[str, Any]:
    """One order by its number."""
    async with site_of(request).database.snapshot() as reader:
        found = await order_rows.by_number(reader, number)
    if found is None:
        raise HTTPException(404, "There is no such order.")
    return order_json(found)


@router.get("/handovers")
async def list_handovers(request: Request, limit: int = 50) -> dict[str, Any]:
    """Who wanted a person, the latest first."""
    async with site_of(request).database.snapshot() as reader:
        found = await desk_rows.all_handovers(reader, _few(limit))
    return {
        "handovers": [
            {
                "id": handover.id,
                "conversation": handover.conversation_id,
                "state": handover.state.value,
                "kind": handover.kind,
                "wishes": list(handover.kinds),
                "question": handover.question,
                "order": handover.order_number,
                "reach": handover.reach,
                "agent": handover.agent_id,
                "requested_at": iso(handover.requested_at),
                "taken_at": iso(handover.taken_at) if handover.taken_at else None,
                "closed_at": iso(handover.closed_at) if handover.closed_at else None,
            }
            for handover in found
        ]
    }
