"""The same as last time, when part of it, or none of it, can be had any more: a guest's order of the demo shop, in three languages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import dangol
from dangol.bootstrap.shop import App, open_app
from dangol.bootstrap.talk import Reply, Talk
from dangol.cli.talks.playing import prepare_shop
from dangol.commerce.cart import actions as cart
from dangol.commerce.cart.actions import PricedCart
from dangol.commerce.inventory.actions import set_count
from dangol.conversations.ports import Said
from dangol.nlu.commands import Start
from dangol.runtime.clock import Clock
from dangol.runtime.jobs_at_once import JobsAtOnce
from dangol.runtime.settings import load_settings

DEMO = Path(dangol.__file__).parent / "demo" / "shop"
ORDER, MAIL = "N26-1001", "haneul.kim@example.com"  # one linen shirt (LS-WHT-M), two T-shirts (ET-WHT-M)
LANGUAGES = {"en": ("T-shirt", "shirt"), "ko": ("티셔츠", "셔츠"), "ja": ("Tシャツ", "シャツ")}


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    folder = await asyncio.to_thread(lambda: asyncio.run(prepare_shop(DEMO, tmp_path)))
    settings = load_settings(folder, {})
    settings = replace(settings, machine=settings.machine.model_copy(update={"synchronous": "NORMAL"}))
    async with open_app(settings, Clock(), work=True, jobs=JobsAtOnce) as opened:
        yield opened


async def _left(app: App, sku: str, number: int) -> None:
    async with app.database.transaction() as tx:
        for location, count in (("main", number), ("seongsu", 0)):
            await set_count(tx, sku, location, count)


async def _again(app: App, lang: str) -> tuple[Reply, PricedCart]:
    talk = Talk(app)
    start = Start(intent="reorder", slots={"order_number": ORDER, "email": MAIL}).model_dump(mode="json")
    (reply,) = await talk.say("ann", Said(command=start, label="…"), lang)
    conversation = await talk.conversation_of("ann")
    assert conversation is not None
    async with app.database.snapshot() as reader:
        return reply, await cart.view(reader, conversation.contact_id, "KRW")


def _lines(priced: PricedCart) -> dict[str, int]:
    return {line.variant_id: line.quantity for line in priced.lines}


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_what_is_left_is_put_in_and_what_is_not_is_said(app: App, lang: str) -> None:
    await _left(app, "LS-WHT-M", 0)
    await _left(app, "ET-WHT-M", 1)
    reply, priced = await _again(app, lang)
    assert _lines(priced) == {"ET-WHT-M": 1}
    assert all(word in reply.text for word in (ORDER, *LANGUAGES[lang]))
    assert any(block.type == "cart" for block in reply.content)


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_nothing_of_it_can_be_had(app: App, lang: str) -> None:
    await _left(app, "LS-WHT-M", 0)
    await _left(app, "ET-WHT-M", 0)
    reply, priced = await _again(app, lang)
    assert _lines(priced) == {}
    assert ORDER in reply.text
    assert not any(block.type == "cart" for block in reply.content)


async def test_all_of_it_at_todays_prices_and_once_more_on_top(app: App) -> None:
    await _left(app, "LS-WHT-M", 9)
    await _left(app, "ET-WHT-M", 9)
    _, priced = await _again(app, "ko")
    assert _lines(priced) == {"LS-WHT-M": 1, "ET-WHT-M": 2}
    _, twice = await _again(app, "ko")
    assert _lines(twice) == {"LS-WHT-M": 2, "ET-WHT-M": 4}


async def test_another_address_gets_nothing(app: App) -> None:
    talk = Talk(app)
    start: dict[str, Any] = {"intent": "reorder", "slots": {"order_number": ORDER, "email": "eve@example.com"}}
    (reply,) = await talk.say("eve", Said(command={"command": "start", **start}, label="…"), "ja")
    assert not any(block.type == "cart" for block in reply.content)
    assert not any(word in reply.text for word in LANGUAGES["ja"])
