"""What every payment gateway's adapter must do, whoever is behind it: subclass ``GatewayContract`` and say how to play its outside.

The outside (a fake of the gateway, on loopback or in memory) pays, refuses, and hands over the web hooks it would send.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

import pytest

from dangol.commerce.payments.errors import GatewayRefused, WebhookForged
from dangol.commerce.payments.ports import Gateway, GatewayEvent, Ignored, PaymentWish
from dangol.kit.money import Money

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WISH = PaymentWish(
    key="ord_01contract",
    order_number="261122-7KQ4M",
    amount=Money(33000, "KRW"),
    description="단골상점: 도자기 머그 + 1",
    lang="ko",
    return_url="https://shop.example/paid",
    cancel_url="https://shop.example/unpaid",
    expires_at=NOW + timedelta(minutes=30),
)
Hook = tuple[bytes, Mapping[str, str]]


class Outside(Protocol):
    """The gateway's own side, played."""

    gateway: Gateway

    def pay(self, provider_id: str) -> Hook:
        """The shopper pays; the web hook that is sent at ``NOW``."""
        ...

    def refuse(self, provider_id: str) -> Hook:
        """The bank refuses; the web hook."""
        ...

    def other_news(self) -> Hook:
        """A signed web hook about something nobody here has use for."""
        ...


class GatewayContract:
    """The suite. A subclass gives ``outside`` as a fixture, its clock standing at ``NOW``."""

    async def test_the_same_key_gives_the_same_page(self, outside: Outside) -> None:
        first = await outside.gateway.create(WISH)
        again = await outside.gateway.create(WISH)
        other = await outside.gateway.create(replace(WISH, key="ord_02contract"))
        assert again == first
        assert other.provider_id != first.provider_id
        assert first.url.startswith(("https://", "http://127.0.0.1"))
        assert first.expires_at.tzinfo is not None

    async def test_nothing_to_pay_is_refused(self, outside: Outside) -> None:
        for amount in (0, -1):
            with pytest.raises(GatewayRefused):
                await outside.gateway.create(replace(WISH, amount=Money(amount, "KRW")))

    @pytest.mark.parametrize("amount", [Money(33000, "KRW"), Money(4290, "JPY"), Money(3353, "USD")])
    async def test_a_payment_is_told_with_its_amount(self, outside: Outside, amount: Money) -> None:
        page = await outside.gateway.create(replace(WISH, amount=amount))
        assert await outside.gateway.ask(page.provider_id) is None
        event = outside.gateway.parse_webhook(*outside.pay(page.provider_id), NOW)
        assert isinstance(event, GatewayEvent)
        assert (event.kind, event.amount, event.provider_id) == ("paid", amount, page.provider_id)
        assert event.id
        assert event.at.tzinfo is not None

    async def test_asking_gives_what_the_web_hook_said_under_the_same_id(self, outside: Outside) -> None:
        page = await outside.gateway.create(WISH)
        told = outside.gateway.parse_webhook(*outside.pay(page.provider_id), NOW)
        assert await outside.gateway.ask(page.provider_id) == told

    async def test_a_refusal_has_a_reason(self, outside: Outside) -> None:
        page = await outside.gateway.create(WISH)
        event = outside.gateway.parse_webhook(*outside.refuse(page.provider_id), NOW)
        assert isinstance(event, GatewayEvent)
        assert event.kind == "failed"
        assert event.reason

    async def test_other_news_is_ignored_not_refused(self, outside: Outside) -> None:
        assert isinstance(outside.gateway.parse_webhook(*outside.other_news(), NOW), Ignored)

    async def test_a_changed_byte_or_header_is_forged(self, outside: Outside) -> None:
        page = await outside.gateway.create(WISH)
        raw, headers = outside.pay(page.provider_id)
        forged: list[tuple[bytes, Mapping[str, str]]] = [
            (raw + b" ", headers),
            (raw.replace(b"33000", b"1"), headers),
            (b"", headers),
            (raw, {}),
            (raw, dict.fromkeys(headers, "")),
            (raw, {name: value[::-1] for name, value in headers.items()}),
        ]
        for body, some in forged:
            with pytest.raises(WebhookForged):
                outside.gateway.parse_webhook(body, some, NOW)

    async def test_an_old_web_hook_is_refused(self, outside: Outside) -> None:
        page = await outside.gateway.create(WISH)
        raw, headers = outside.pay(page.provider_id)
        outside.gateway.parse_webhook(raw, headers, NOW + timedelta(minutes=4))
        for away in (timedelta(hours=1), timedelta(days=365), timedelta(hours=-1)):
            with pytest.raises(WebhookForged):
                outside.gateway.parse_webhook(raw, headers, NOW + away)

    async def test_header_names_are_read_in_any_case(self, outside: Outside) -> None:
        page = await outside.gateway.create(WISH)
        raw, headers = outside.pay(page.provider_id)
        lower = {name.lower(): value for name, value in headers.items()}
        assert outside.gateway.parse_webhook(raw, lower, NOW)

    async def test_money_goes_back_once_per_key_and_never_more_than_came(self, outside: Outside) -> None:
        page = await outside.gateway.create(WISH)
        with pytest.raises(GatewayRefused):
            await outside.gateway.refund(page.provider_id, WISH.amount, "rfd_0")
        outside.pay(page.provider_id)
        part = Money(13000, "KRW")
        first = await outside.gateway.refund(page.provider_id, part, "rfd_1")
        assert await outside.gateway.refund(page.provider_id, part, "rfd_1") == first
        await outside.gateway.refund(page.provider_id, Money(20000, "KRW"), "rfd_2")
        with pytest.raises(GatewayRefused):
            await outside.gateway.refund(page.provider_id, Money(1, "KRW"), "rfd_3")

    async def test_an_unknown_payment_is_refused(self, outside: Outside) -> None:
        with pytest.raises(GatewayRefused):
            await outside.gateway.ask("no-such-payment")
        with pytest.raises(GatewayRefused):
            await outside.gateway.refund("no-such-payment", WISH.amount, "rfd_9")
