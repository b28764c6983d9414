"""What shoppers read about carts, checkouts and orders: in their language, with every sentence there."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import partial
from importlib.resources import files
from typing import Any

import pytest
from small_shop import ANN, MUG, fill, placed

from dangol.commerce.cart import actions as cart
from dangol.commerce.cart.views import cart_block
from dangol.commerce.checkout.addresses import layout
from dangol.commerce.checkout.summary import delivery_choices, summarise
from dangol.commerce.checkout.terms import Terms
from dangol.commerce.checkout.views import address_form, contact_form, delivery_form, summary_block
from dangol.commerce.orders import actions as orders
from dangol.commerce.orders import repository
from dangol.commerce.orders.states import OrderState
from dangol.commerce.orders.views import order_block, receipt_block, state_text
from dangol.commerce.payments.views import link_block
from dangol.kit.money import Money
from dangol.messages.content import from_json, to_json
from dangol.runtime.database import Database
from dangol.wording.book import read_book
from dangol.wording.speaker import Wording

LANGS = ("en", "ko", "ja")


def _wording() -> Wording:
    folder = files("dangol.wording") / "sentences"
    return Wording(
        read_book((folder / lang / "sales.yaml").read_text("utf-8"), lang, "sales", f"{lang}/sales.yaml")
        for lang in LANGS
    )


WORDING = _wording()


def speak(lang: str) -> Any:
    def say(key: str, **values: Any) -> str:
        return WORDING.say(key, lang, **values)

    return say


def test_every_sentence_is_there_in_every_language_with_the_same_values() -> None:
    keys = [WORDING.keys(lang) for lang in LANGS]
    assert keys[0] == keys[1] == keys[2]
    for key in keys[0]:
        names = {lang: WORDING.entry(key, lang).names for lang in LANGS}  # type: ignore[union-attr]
        assert names["ko"] <= names["en"] | {"least"}, key
        assert names["ja"] == names["en"], key
    for country in ("KR", "JP", "US", "FR"):
        for field in layout(country).fields:
            assert f"address.{field.label}" in keys[0]
        assert f"address.problem.{layout(country).fact}" in keys[0]
    for state in OrderState:
        assert {f"order.state.{state}", f"order.step.{state}"} <= keys[0]


def test_korean_and_japanese_speak_politely() -> None:
    for key in WORDING.keys("ko"):
        if key.startswith("error."):
            text = WORDING.entry(key, "ko").sentences[0].text  # type: ignore[union-attr]
            assert re.search(r"(요|다)\.$", text), (key, text)
    for key in WORDING.keys("ja"):
        if key.startswith("error."):
            text = WORDING.entry(key, "ja").sentences[0].text  # type: ignore[union-attr]
            assert re.search(r"(ます|です|ません|ました|ください|おります|おりません)。$", text), (key, text)


@pytest.mark.parametrize(
    ("lang", "currency", "title", "price", "label"),
    [
        ("ko", "KRW", "도자기 머그", "30,000원", "주문하기"),
        ("ja", "JPY", "陶器のマグ", "3,400円", "ご注文手続きへ"),
        ("en", "USD", "Stoneware mug", "$25.98", "Check out"),
    ],
)
async def test_a_cart_reads_as_its_reader_writes(
    shop: Database, lang: str, currency: str, title: str, price: str, label: str
) -> None:
    async with shop.transaction() as tx:
        await cart.add(tx, ANN, MUG, 2, currency=currency)
        block = cart_block(await cart.view(tx, ANN, currency), speak(lang), lang)
    assert (block.lines[0].title, block.totals[0].price.text, block.buttons[0].label) == (title, price, label)
    assert block.lines[0].max_quantity == 10
    assert from_json(to_json((block,))) == (block,)


@pytest.mark.parametrize(("lang", "currency"), [("ko", "KRW"), ("ja", "JPY"), ("en", "USD")])
async def test_summary_forms_and_order(shop: Database, terms: Terms, lang: str, currency: str) -> None:
    say = speak(lang)
    async with shop.transaction() as tx:
        await cart.add(tx, ANN, MUG, 2, currency=currency)
        checkout = await fill(tx, terms, lang=lang, currency=currency)
    summary = summary_block(summarise(checkout, terms), say, lang)
    kinds = [row.kind for row in summary.totals]
    assert kinds == ["subtotal", "delivery", "tax", "total"]
    assert summary.totals[1].label.count({"ko": "택배", "ja": "宅配便", "en": "Parcel"}[lang]) == 1
    address = address_form(checkout, say, lang, problems={"postcode": layout(checkout.country).fact})
    names = [field.name for field in address.fields]
    assert names == [field.name for field in layout(checkout.country).fields]
    wrong = next(field for field in address.fields if field.name == "postcode")
    assert wrong.error
    assert wrong.autocomplete == "postal-code"
    delivery = delivery_form(delivery_choices(checkout, terms), checkout.delivery_id, say, lang)
    blocks = (summary, contact_form(checkout, say), address, delivery)
    assert from_json(to_json(blocks)) == blocks


@pytest.mark.parametrize("lang", LANGS)
async def test_the_way_of_an_order(shop: Database, terms: Terms, lang: str) -> None:
    say = speak(lang)
    mine = await placed(shop, terms)
    async with shop.transaction() as tx:
        waiting = await repository.get(tx, mine.id)
        assert waiting is not None
        block = order_block(waiting, say, lang, "Asia/Seoul")
        assert [step.state for step in block.steps] == ["current", "ahead", "ahead", "ahead", "ahead"]
        assert block.test
        receipt = receipt_block(waiting, say, lang)
        assert receipt.order_number == mine.number
        await repository.set_state(tx, mine.id, OrderState.PAID)
        await repository.add_entry(tx, mine.id, "paid", tx.now)
        shipped = await orders.ship(tx, mine.id, "CJ대한통운", "6012345", "https://trace.example/6012345")
    block = order_block(shipped, say, lang, "Asia/Seoul")
    assert [step.state for step in block.steps] == ["done", "done", "current", "ahead"]
    assert block.tracking is not None
    assert "CJ대한통운" in block.tracking.label
    assert "CJ대한통운" in state_text(shipped, say, lang)
    assert from_json(to_json((block, receipt))) == (block, receipt)
    async with shop.transaction() as tx:
        arrived = await orders.move(tx, mine.id, OrderState.DELIVERED)
    assert [step.state for step in order_block(arrived, say, lang, "UTC").steps] == ["done"] * 4


def test_a_payment_link_says_until_when_in_the_readers_zone() -> None:
    until = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
    link = partial(link_block, "https://pay.example/1", Money(33000, "KRW"), "261122-ABCDE", until)
    assert link(speak("ko"), "ko", "Asia/Seoul", test=True).expires_text == "11월 22일 (일) 오후 9:30까지"
    assert link(speak("ja"), "ja", "Asia/Tokyo", test=True).expires_text == "11月22日(日) 21:30まで"
    assert link(speak("en"), "en", "America/New_York", test=False).expires_text == "Until Sun, Nov 22, 7:30 AM"
