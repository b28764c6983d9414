"""The test gateway keeps the contract of every gateway, and plays every mood a real one has."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from contract import NOW, WISH, GatewayContract
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangol.commerce.payments.errors import GatewayRefused, WebhookForged
from dangol.commerce.payments.ports import GatewayEvent, Ignored, PaymentWish
from dangol.gateways.test import pages, payloads, signature
from dangol.gateways.test.adapter import TestGateway
from dangol.kit.money import Money
from dangol.wording.book import read_book
from dangol.wording.speaker import Wording

KEY = "a" * 64


def make_gateway(path: Path, now: datetime = NOW) -> TestGateway:
    """A test gateway whose clock stands at ``now``."""
    return TestGateway(
        path / "gateway.db", key=KEY, page_url="https://shop.example/pay/{payment}", test_mode=True, now=lambda: now
    )


class _Outside:
    def __init__(self, gateway: TestGateway) -> None:
        self.gateway = gateway

    def _act(self, provider_id: str, action: str) -> tuple[bytes, Mapping[str, str]]:
        delivery = pages.act(self.gateway, provider_id, action, NOW).deliveries[0]
        return delivery.raw, delivery.headers

    def pay(self, provider_id: str) -> tuple[bytes, Mapping[str, str]]:
        return self._act(provider_id, "pay")

    def refuse(self, provider_id: str) -> tuple[bytes, Mapping[str, str]]:
        return self._act(provider_id, "refuse")

    def other_news(self) -> tuple[bytes, Mapping[str, str]]:
        raw = b'{"type":"ping"}'
        return raw, {signature.HEADER: signature.sign(raw, KEY, NOW)}


class TestContract(GatewayContract):
    """The suite every gateway passes."""

    @pytest.fixture
    def outside(self, tmp_path: Path) -> _Outside:
        """The pretended bank."""
        return _Outside(make_gateway(tmp_path))


def test_outside_test_mode_it_refuses_to_exist(tmp_path: Path) -> None:
    with pytest.raises(GatewayRefused, match="test_mode = true"):
        TestGateway(tmp_path / "g.db", key=KEY, page_url="https://x/{payment}", test_mode=False, now=lambda: NOW)
    assert list(tmp_path.iterdir()) == []


async def test_the_moods_of_the_page(tmp_path: Path) -> None:
    gateway = make_gateway(tmp_path)
    expected = {
        "pay": (1, True, 33000),
        "pay_repeat": (3, True, 33000),
        "pay_less": (1, True, 32999),
        "pay_silent": (0, True, 33000),
        "pay_late": (1, True, 33000),
        "abandon": (0, False, None),
        "refuse": (1, False, None),
    }
    assert set(expected) == set(pages.ACTIONS)
    for number, (action, (count, paid, amount)) in enumerate(expected.items()):
        page = await gateway.create(_wish(f"ord_{number}"))
        acted = pages.act(gateway, page.provider_id, action, NOW)
        assert len(acted.deliveries) == count, action
        told = await gateway.ask(page.provider_id)
        assert (told is not None and told.kind == "paid") == paid, action
        if paid:
            assert told is not None
            assert told.amount == Money(amount or 0, "KRW")
        bodies = {delivery.raw for delivery in acted.deliveries}
        assert len(bodies) <= 1  # a repeated web hook has the same id
        for delivery in acted.deliveries:
            gateway.parse_webhook(delivery.raw, delivery.headers, NOW + delivery.after)
    late = await gateway.create(_wish("ord_late"))
    (delivery,) = pages.act(gateway, late.provider_id, "pay_late", NOW).deliveries
    assert NOW + delivery.after > WISH.expires_at


async def test_tapping_twice_pays_once_and_a_refusal_can_be_tried_again(tmp_path: Path) -> None:
    gateway = make_gateway(tmp_path)
    page = await gateway.create(WISH)
    assert pages.act(gateway, page.provider_id, "refuse", NOW).redirect is None
    shown = pages.look(gateway, page.provider_id, NOW)
    assert shown is not None
    assert shown.state == "refused"
    first = pages.act(gateway, page.provider_id, "pay", NOW)
    again = pages.act(gateway, page.provider_id, "pay", NOW)
    assert (first.redirect, len(first.deliveries)) == (WISH.return_url, 1)
    assert (again.redirect, again.deliveries) == (WISH.return_url, ())
    assert pages.act(gateway, page.provider_id, "drop table", NOW).deliveries == ()
    assert pages.act(gateway, "tp_unknown", "pay", NOW).redirect is None


async def test_after_its_time_the_page_takes_no_money(tmp_path: Path) -> None:
    page = await make_gateway(tmp_path).create(WISH)
    later = WISH.expires_at + timedelta(seconds=1)
    gateway = make_gateway(tmp_path, later)
    assert pages.act(gateway, page.provider_id, "pay", later).deliveries == ()
    shown = pages.look(gateway, page.provider_id, later)
    assert shown is not None
    assert shown.state == "expired"
    told = await gateway.ask(page.provider_id)
    assert told is not None
    assert told.kind == "expired"
    assert await gateway.ask(page.provider_id) == told


@pytest.mark.parametrize(("lang", "words"), [("en", "Test payment"), ("ko", "테스트 결제"), ("ja", "テスト決済")])
async def test_the_page_in_three_languages_without_script(tmp_path: Path, lang: str, words: str) -> None:
    gateway = make_gateway(tmp_path)
    wish = _wish("ord_html", description='<script>alert("x")</script> & "머그"')
    page = await gateway.create(wish)
    shown = pages.look(gateway, page.provider_id, NOW, lang)
    assert shown is not None
    folder = Path(pages.__file__).parents[2] / "wording" / "sentences" / lang / "sales.yaml"
    wording = Wording([read_book(folder.read_text("utf-8"), lang, "sales", "sales.yaml")])
    html = pages.render(shown, lambda key, **v: wording.say(key, lang, **v), style_url="/pay.css", action_url="/pay/1")
    assert f'<html lang="{lang}">' in html
    assert words in html
    assert "&lt;script&gt;" in html
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", html)
    assert html.count("<button") == len(pages.ACTIONS)
    assert pages.STYLE.read_text("utf-8").startswith(":root")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300))
def test_any_signed_bytes_are_an_event_ignored_or_refused(raw: bytes) -> None:
    try:
        found: object = payloads.read(raw)
    except WebhookForged as refused:
        found = refused.data["reason"]
    assert found == "body" or isinstance(found, GatewayEvent | Ignored)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from(["id", "type", "payment", "reference", "amount", "currency", "at", "reason"]),
        st.one_of(
            st.none(),
            st.integers(),
            st.floats(allow_nan=False),
            st.text(max_size=20),
            st.booleans(),
            st.sampled_from(["payment.paid", "payment.failed", "KRW", "2026-11-22T12:00:00Z", "2026-11-22"]),
        ),
    )
)
def test_any_json_object_is_an_event_ignored_or_refused(body: dict[str, object]) -> None:
    raw = json.dumps(body).encode()
    try:
        found = payloads.read(raw)
    except WebhookForged:
        return
    if isinstance(found, GatewayEvent):
        assert payloads.read(payloads.write(found)) == found


def test_signatures_of_other_keys_and_times_do_not_fit() -> None:
    raw = b"{}"
    header = signature.sign(raw, KEY, NOW)
    signature.verify(raw, {"X": "y", signature.HEADER.upper(): header}, KEY, NOW)
    for key, now in ((KEY[:-1] + "b", NOW), (KEY, NOW + timedelta(minutes=6)), (KEY, NOW - timedelta(minutes=2))):
        with pytest.raises(WebhookForged):
            signature.verify(raw, {signature.HEADER: header}, key, now)
    moved = header.replace(f"t={int(NOW.timestamp())}", f"t={int(NOW.timestamp()) + 200}")
    with pytest.raises(WebhookForged):
        signature.verify(raw, {signature.HEADER: moved}, KEY, NOW)


def _wish(key: str, description: str = WISH.description) -> PaymentWish:
    return replace(WISH, key=key, description=description)
