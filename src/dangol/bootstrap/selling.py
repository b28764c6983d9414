"""What a shop needs to sell: its delivery table and terms, the gateway, the durable work around money."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog

from dangol.commerce.cart.offers import for_sale
from dangol.commerce.cart.repository import open_variants
from dangol.commerce.catalog import repository as catalog
from dangol.commerce.catalog.products import Product
from dangol.commerce.checkout.terms import Terms
from dangol.commerce.checkout.totals import TaxRule
from dangol.commerce.orders.jobs import PaymentJobs
from dangol.commerce.payments.events import PaymentRequested, RefundRequested
from dangol.commerce.payments.models import PayBy
from dangol.commerce.payments.ports import Gateway
from dangol.commerce.promotions.coupons import NO_COUPONS, CouponBook
from dangol.commerce.shipping.delivery import DeliveryMethod, parse_delivery
from dangol.gateways.test import pages as test_pages
from dangol.gateways.test.adapter import TestGateway
from dangol.kit.errors import GiveUp, RetryLater
from dangol.kit.ids import ContactId
from dangol.nlu.context import Made, Shown
from dangol.runtime.database import Database, Reader
from dangol.runtime.errors import SettingInvalid
from dangol.runtime.http import Outbound
from dangol.runtime.jobs import Jobs
from dangol.runtime.outbox import Relay
from dangol.runtime.secrets import Secrets
from dangol.runtime.settings import Settings, Shop

log = structlog.get_logger(__name__)


def read_delivery(settings: Settings) -> tuple[DeliveryMethod, ...]:
    """The shop's delivery table; empty without one. Raises ``DeliveryTableInvalid`` with every mistake."""
    path = settings.folder / "catalog" / "delivery.toml"
    if not path.is_file():
        return ()
    return parse_delivery(path.read_text(encoding="utf-8-sig"), file=str(path), languages=settings.shop.languages)


async def at_hand(
    reader: Reader, contact_id: str, currency: str, lang: str, spoken_of: str | None
) -> tuple[Sequence[Shown], Sequence[Made]]:
    """What lies in a contact's cart, for understanding what is meant by *the second one*, and what it and the thing ``spoken_of`` come in.
    Asked in every turn: what is in stock and what it all comes to does not matter here."""
    known = await for_sale(reader, await open_variants(reader, ContactId(contact_id)), currency)
    products: dict[str, Product] = {product.id: product for product, _, _ in known.values()}
    kind, _, wanted = (spoken_of or "").partition(":")
    one = (products.get(wanted) or await catalog.product(reader, wanted)) if kind == "product" else None
    ordered = {wanted: one, **products} if one is not None else products
    lines = [
        Shown(
            row=f"variant:{variant.id}",
            title=product.title.text(lang),
            price=price.amount,
            values=tuple(filter(None, product.options_text(variant, lang).split(" / "))),
            product=f"product:{product.id}",
        )
        for product, variant, price in known.values()
    ]
    return lines, [made for product in ordered.values() for made in _made(product)]


def _made(product: Product) -> Iterator[Made]:
    for option in product.options:
        values = tuple((value.id, tuple(value.name.values.values())) for value in option.values)
        yield Made(f"product:{product.id}", option.id, tuple(option.name.values.values()), values)


def check_gateway(shop: Shop) -> None:
    """Raises ``SettingInvalid`` if the shop names a gateway nobody knows."""
    if shop.gateway != "test":
        raise SettingInvalid(f"shop.toml: there is no gateway {shop.gateway!r}.", cure='Write gateway = "test".')


def terms_of(
    shop: Shop, methods: tuple[DeliveryMethod, ...], gateway: str, lang: str, coupons: CouponBook = NO_COUPONS
) -> Terms:
    """The shop's terms of sale, named in ``lang``."""
    base = shop.base_url.rstrip("/")
    return Terms(
        country=shop.country,
        currencies=shop.all_currencies,
        tax=TaxRule.parse(shop.tax.mode, str(shop.tax.rate)),
        methods=methods,
        pay=PayBy(
            gateway=gateway,
            return_url=f"{base}/thanks/{{order}}?lang={lang}",
            cancel_url=f"{base}/thanks/{{order}}?cancelled=1&lang={lang}",
            test=shop.test_mode,
        ),
        shop_name=shop.name_in(lang),
        countries=shop.all_countries if shop.countries else (),
        coupons=coupons,
    )


@dataclass
class TestPayments:
    """The test gateway's hosted page, and the web hooks it sends. It reaches the shop over HTTP, as a real gateway would."""

    gateway: TestGateway
    say: Callable[..., str]
    hook_url: str
    http: Outbound
    database: Database
    style: str = str(test_pages.STYLE)

    def __post_init__(self) -> None:
        self._under_way: set[asyncio.Task[None]] = set()

    def page(self, provider_id: str, lang: str, action_url: str, style_url: str) -> str | None:
        """The page as HTML; none if there is no such payment."""
        page = test_pages.look(self.gateway, provider_id, self.database.clock.now(), lang or None)
        if page is None:
            return None

        def say(key: str, **values: Any) -> str:
            return self.say(key, page.lang, **values)

        return test_pages.render(page, say, style_url=style_url, action_url=action_url)

    async def tap(self, provider_id: str, action: str) -> str | None:
        """Do what was tapped; where to go next, none for the page again. The web hooks are on their way."""
        acted = await asyncio.to_thread(test_pages.act, self.gateway, provider_id, action, self.database.clock.now())
        for delivery in acted.deliveries:
            task = asyncio.create_task(self._send(delivery))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return acted.redirect

    async def pay(self, provider_id: str, action: str) -> list[tuple[timedelta, bytes, dict[str, str]]]:
        """Do what was tapped, and give the web hooks instead of sending them: when, body, headers."""
        acted = await asyncio.to_thread(test_pages.act, self.gateway, provider_id, action, self.database.clock.now())
        return [(delivery.after, delivery.raw, delivery.headers) for delivery in acted.deliveries]

    async def _send(self, delivery: test_pages.WebhookDelivery) -> None:
        await asyncio.sleep(max(0.0, delivery.after.total_seconds()))
        for attempt in range(5):
            try:
                await self.http.post(self.hook_url, delivery.raw, delivery.headers)
                return
            except RetryLater as trouble:
                await asyncio.sleep(min(trouble.after, 2.0**attempt))
            except GiveUp as trouble:
                log.warning("test_gateway.not_delivered", reason=str(trouble))
                return


@dataclass
class Selling:
    """Everything that sells, put together."""

    terms: Callable[[str], Terms]
    gateways: Mapping[str, Gateway]
    payments: PaymentJobs
    jobs: Jobs
    test_payments: TestPayments | None

    async def settle(self) -> bool:
        """Wait for the work around money that is under way; whether there was any (the terminal, conversation tests)."""
        return await self.jobs.settle()

    def subscribe(self, relay: Relay) -> None:
        """Listen to what asks for work around money."""
        relay.subscribe(PaymentRequested, self.payments.requested)
        relay.subscribe(RefundRequested, self.payments.refund_requested)


def make_selling(
    settings: Settings,
    database: Database,
    secrets: Secrets,
    say: Callable[..., str],
    http: Outbound,
    coupons: Callable[[], CouponBook],
    make_jobs: Callable[[Database, str], Jobs] = Jobs,
) -> Selling:
    """The shop's ways to sell, with its ``coupons`` as they are at the moment. Raises ``SettingInvalid`` for a gateway we do not know."""
    shop = settings.shop
    methods = read_delivery(settings)
    check_gateway(shop)
    base = shop.base_url.rstrip("/")
    gateways: dict[str, Gateway] = {}
    desk = None
    if shop.test_mode:
        test = TestGateway(
            settings.data / "test-gateway.db",
            key=secrets.key("test-gateway"),
            page_url=f"{base}/pay/{{payment}}",
            test_mode=shop.test_mode,
            now=database.clock.now,
        )
        gateways["test"] = test
        desk = TestPayments(test, say, f"{base}/webhooks/gateways/test", http, database)
    url = settings.machine.database_url or f"sqlite:///{(settings.data / 'jobs.db').resolve()}"
    jobs = make_jobs(database, url)
    payments = PaymentJobs(database, jobs, gateways)
    payments.register()

    def terms(lang: str) -> Terms:
        return terms_of(shop, methods, "test", lang, coupons())

    return Selling(terms, gateways, payments, jobs, desk)
