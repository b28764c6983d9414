"""The test gateway as the shop sees it: the ``Gateway`` port over the pretended bank's ledger."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from dangol.commerce.payments.errors import GatewayRefused
from dangol.commerce.payments.ports import GatewayEvent, Ignored, PaymentPage, PaymentWish, RefundReceipt
from dangol.gateways.test import payloads, signature
from dangol.gateways.test.ledger import HostedPayment, Ledger
from dangol.kit.money import Money


class TestGateway:
    """Moves no money. ``page_url`` is where its pages are served, with ``{payment}`` for the payment's id."""

    name = "test"
    test = True
    __test__: ClassVar[bool] = False  # not a test case, whatever its name

    def __init__(self, path: Path, *, key: str, page_url: str, test_mode: bool, now: Callable[[], datetime]) -> None:
        """``path``: its own file. ``key`` signs its web hooks. Raises ``GatewayRefused`` unless the shop is in test mode."""
        if not test_mode:
            raise GatewayRefused(
                "The test gateway moves no money and only works in test mode.",
                cure="Set up a real gateway, or set test_mode = true in shop.toml.",
            )
        self._key = key
        self._page_url = page_url
        self._now = now
        self.ledger = Ledger(path)

    async def create(self, wish: PaymentWish) -> PaymentPage:
        """A page where ``wish`` can be pretended to be paid; the same key again gives the same page."""
        if wish.amount.amount <= 0:
            raise GatewayRefused("There is nothing to pay.", amount=wish.amount.amount)
        made = await asyncio.to_thread(self.ledger.create, wish, self._now())
        if made.amount != wish.amount:
            raise GatewayRefused("This key was used for another amount.", key=wish.key)
        return PaymentPage(self._page_url.replace("{payment}", made.id), made.id, made.expires_at)

    def parse_webhook(self, raw: bytes, headers: Mapping[str, str], now: datetime) -> GatewayEvent | Ignored:
        """The event of a web hook that is signed and fresh. Raises ``WebhookForged``."""
        signature.verify(raw, headers, self._key, now)
        return payloads.read(raw)

    async def refund(self, provider_id: str, amount: Money, key: str) -> RefundReceipt:
        """Pretend to send money back, once per key. Raises ``GatewayRefused`` if that much never came."""
        refund_id = await asyncio.to_thread(self.ledger.refund, provider_id, amount, key, self._now())
        if refund_id is None:
            raise GatewayRefused("That much was not paid, or was sent back already.", payment=provider_id)
        return RefundReceipt(refund_id, amount)

    async def ask(self, provider_id: str) -> GatewayEvent | None:
        """The last thing that happened to a payment; None while it is open. Raises ``GatewayRefused`` for an unknown one."""
        payment = await asyncio.to_thread(self.ledger.get, provider_id)
        if payment is None:
            raise GatewayRefused("The gateway knows no such payment.", payment=provider_id)
        return await asyncio.to_thread(self._last, payment)

    def _last(self, payment: HostedPayment) -> GatewayEvent | None:
        if payment.state in ("open", "refused") and payment.expires_at <= self._now():
            self.ledger.settle(payment.id, "expired", "expired", self._now(), amount=None)
        return self.ledger.last(payment.id)

    def signed(self, event: GatewayEvent, at: datetime) -> tuple[bytes, dict[str, str]]:
        """The body and headers of the web hook that tells of ``event``, signed for ``at``."""
        raw = payloads.write(event)
        headers = {"Content-Type": "application/json", signature.HEADER: signature.sign(raw, self._key, at)}
        return raw, headers
