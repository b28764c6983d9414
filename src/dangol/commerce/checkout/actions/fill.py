"""Filling in a checkout: who, where, how. Each answer is checked; what is wrong comes back as a fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dangol.commerce.checkout import repository
from dangol.commerce.checkout.actions.opening import lock_open
from dangol.commerce.checkout.addresses import check_address, check_email, check_phone, narrow
from dangol.commerce.checkout.errors import CheckoutUnknown
from dangol.commerce.checkout.models import Checkout
from dangol.commerce.checkout.summary import chosen_quote
from dangol.commerce.checkout.terms import Terms
from dangol.commerce.shipping.errors import NoDelivery
from dangol.commerce.shipping.quotes import quote_for
from dangol.kit.ids import CheckoutId
from dangol.runtime.database import Transaction


async def set_contact(
    tx: Transaction,
    checkout_id: CheckoutId,
    email: str,
    *,
    phone: str | None = None,
    name: str | None = None,
    countries: Iterable[str] = (),
) -> Checkout:
    """Who buys; the telephone may be one of ``countries`` as well. Raises ``EmailInvalid`` and ``PhoneInvalid``."""
    checkout = await lock_open(tx, checkout_id)
    values = {"email": check_email(email)}
    if phone:
        values["phone"] = check_phone(phone, checkout.country, *countries)
    if name and narrow(name):
        values["name"] = narrow(name)[:200]
    await repository.update_checkout(tx, checkout_id, **values)
    return await _get(tx, checkout_id)


async def set_country(tx: Transaction, checkout_id: CheckoutId, country: str, terms: Terms) -> Checkout:
    """Which country it goes to; an address and a delivery choice that do not fit it are dropped. Raises ``NoDelivery``."""
    checkout = await lock_open(tx, checkout_id)
    _check_served(country, terms)
    if country != checkout.country:
        await repository.update_checkout(
            tx, checkout_id, country=country, address=None, delivery_id=None, delivery_amount=None
        )
    return await _get(tx, checkout_id)


async def set_address(
    tx: Transaction, checkout_id: CheckoutId, values: Mapping[str, str], terms: Terms, *, country: str | None = None
) -> Checkout:
    """Where it goes: the fields of the country's layout. Raises ``AddressInvalid`` (facts by field) and ``NoDelivery``.

    A delivery method that does not serve the new address is dropped; the summary then misses it.
    """
    checkout = await lock_open(tx, checkout_id)
    country = country or checkout.country
    _check_served(country, terms)
    address = check_address(country, values, (terms.country, *terms.countries))
    await repository.update_checkout(
        tx,
        checkout_id,
        country=country,
        address=address.to_json(),
        name=checkout.name or address.name,
        phone=checkout.phone or address.phone or None,
    )
    changed = await _get(tx, checkout_id)
    quote = chosen_quote(changed, terms)
    await repository.update_checkout(
        tx,
        checkout_id,
        delivery_id=quote.method.id if quote else None,
        delivery_amount=quote.price.amount if quote else None,
    )
    return await _get(tx, checkout_id)


async def choose_delivery(tx: Transaction, checkout_id: CheckoutId, method_id: str, terms: Terms) -> Checkout:
    """How it gets there. Raises ``DeliveryUnknown``."""
    checkout = await lock_open(tx, checkout_id)
    quote = quote_for(terms.methods, method_id, checkout.country, checkout.currency, checkout.goods, checkout.weight_g)
    await repository.update_checkout(tx, checkout_id, delivery_id=method_id, delivery_amount=quote.price.amount)
    return await _get(tx, checkout_id)


def _check_served(country: str, terms: Terms) -> None:
    allowed = not terms.countries or country in terms.countries
    if not allowed or not any(method.serves(country) for method in terms.methods):
        raise NoDelivery(f"The shop does not deliver to {country}.", country=country)


async def _get(tx: Transaction, checkout_id: CheckoutId) -> Checkout:
    checkout = await repository.get(tx, checkout_id)
    if checkout is None:
        raise CheckoutUnknown("There is no such checkout.", checkout_id=checkout_id)
    return checkout
