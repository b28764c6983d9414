"""Buttons nobody was shown: any command there can be, in any state, through a real server. Never broken, never believed about money."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from worst_day.shopkeeping import FILLED, Door, Process, Shopper, blocks, checkout, no_traceback, words

INTENTS = (
    "add_to_cart", "view_cart", "change_quantity", "remove_from_cart", "clear_cart", "checkout", "find_products", "browse",
    "show_product", "compare", "similar", "check_stock", "ask_price", "track_order", "cancel_order", "return_order", "faq",
    "promotions", "person", "greet", "goodbye", "thanks", "complaint", "rate", "pay_again", "product_question", "notice",
    "change_language", "stop", "order_help", "nothing_like_it",
)  # fmt: skip
SLOTS = (
    "product", "variant", "quantity", "line", "order_number", "email", "price", "total", "discount", "checkout", "replaces", "options",
    "option", "value", "color", "size", "coupon", "query", "search", "confirm", "delivery", "address", "name", "country", "needs_address",
    "result", "lang", "contact_id", "edit", "reach", "question", "count", "max", "\ud800", "a.b", "__class__",
)  # fmt: skip
ROWS = st.sampled_from(
    [
        "product:mug",
        "variant:MUG",
        "product:last-vase",
        "product:",
        "variant:",
        "product:none",
        "category:kitchen",
        "brand:x",
        ":",
        "product:\x00",
    ]
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.integers(-3, 120),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.sampled_from(
        ["", "\ud800", "\x00", "x" * 5000, "lin_x", "chk_x", "con_x", "ord_x", "2026-13-45", "-1", "1e9", "０", "３個"]
    ),
    ROWS,
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(["row", "value", "links", "text", "title", "amount", "currency", "min", "max", "\x00"]),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=8,
)
NAMED = st.dictionaries(st.sampled_from(SLOTS), VALUES, max_size=5)
FORMS = st.sampled_from(
    ["checkout.name-email-phone", "checkout.address", "track_order.order_number-email", "x", "", "../x", "\ud800"]
)
COMMANDS = st.one_of(
    st.builds(
        lambda intent, slots: {"command": "start", "intent": intent, "slots": slots}, st.sampled_from(INTENTS), NAMED
    ),
    st.builds(
        lambda slot, value: {"command": "fill", "slot": slot, "value": value},
        st.none() | st.sampled_from(SLOTS),
        VALUES,
    ),
    st.builds(
        lambda slot, value: {"command": "correct", "slot": slot, "value": value},
        st.none() | st.sampled_from(SLOTS),
        VALUES,
    ),
    st.builds(
        lambda form, values: {"command": "submit", "form": form, "values": values},
        FORMS,
        st.dictionaries(
            st.sampled_from([*FILLED, "x", "\ud800"]), st.text(max_size=30) | st.just("가" * 2000), max_size=6
        ),
    ),
    st.builds(
        lambda position, row: {"command": "choose", "position": position, "row": row},
        st.none() | st.integers(-20, 100),
        st.none() | ROWS,
    ),
    st.sampled_from(
        [{"command": name} for name in ("affirm", "deny", "cancel", "back", "repeat", "restart", "person")]
    ),
    st.builds(lambda lang: {"command": "language", "lang": lang}, st.sampled_from(["en", "ko", "ja", "xx", "zz"])),
    st.builds(lambda value: {"command": "rate", "value": value}, st.integers(-1, 7)),
    st.dictionaries(st.text(max_size=8), VALUES, max_size=4),
)
BROKEN = ("went wrong on our side", "문제가 생겨서", "不具合で")


@pytest.mark.slow
@settings(max_examples=45, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
@given(lang=st.sampled_from(["en", "ko", "ja"]), said=st.lists(COMMANDS, min_size=1, max_size=7))
def test_any_command_in_any_order(server: Process, lang: str, said: list[dict[str, Any]]) -> None:
    shopper = Shopper(Door(server.port), lang)
    shopper.start("add_to_cart", product="product:mug")
    last = 0
    for command in said:
        answer = shopper.send(json.dumps({"id": uuid.uuid4().hex, "command": command, "label": "x"}).encode())
        assert answer.status in (202, 422, 413), (command, answer)
        if answer.status == 202:
            last = answer.json["seq"]
    if last and not any(c.get("command") == "person" or c.get("intent") == "person" for c in said):
        heard = words(shopper.hear(last))
        assert not any(broken in heard for broken in BROKEN), (said, heard)


def cart_of(shopper: Shopper) -> dict[str, Any]:
    """The shopper's cart: how many of each, and the total."""
    carts = blocks(shopper.start("view_cart"), "cart")
    if not carts:
        return {"lines": {}, "total": 0}
    total = next(t["price"]["money"]["amount"] for t in carts[-1]["totals"] if t["kind"] in ("subtotal", "total"))
    return {"lines": {line["variant_id"]: line["quantity"] for line in carts[-1]["lines"]}, "total": total}


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
@pytest.mark.parametrize("quantity", [-1, 0, -(2**62), 10**9, 2**62, 1.5, "7", True, [3], {"value": 9}, None])
def test_quantities_nobody_can_mean(door: Door, lang: str, quantity: Any) -> None:
    shopper = Shopper(door, lang)
    heard = shopper.start("add_to_cart", product="product:mug", quantity=quantity)
    assert words(heard).strip()
    assert not any(broken in words(heard) for broken in BROKEN)
    assert all(1 <= count <= 99 for count in cart_of(shopper)["lines"].values())
    shopper.start("add_to_cart", product="product:mug", quantity=2)
    before = cart_of(shopper)
    heard = shopper.start("change_quantity", line="product:mug", quantity=quantity)
    assert not any(broken in words(heard) for broken in BROKEN)
    after = cart_of(shopper)
    assert all(1 <= count <= 99 for count in after["lines"].values())
    assert after["total"] == 12000 * sum(after["lines"].values()) or lang != "ko", (before, after)


def test_prices_and_totals_in_slots_are_not_believed(door: Door) -> None:
    shopper = Shopper(door, "ko")
    lies = {
        "price": 1,
        "total": 1,
        "discount": 0.99,
        "unit_amount": 1,
        "currency": "USD",
        "amount": {"amount": 1, "currency": "KRW"},
    }
    shopper.start("add_to_cart", product="product:mug", quantity=1, **lies)
    assert cart_of(shopper) == {"lines": {"MUG": 1}, "total": 12000}
    heard = shopper.start("checkout", checkout="chk_forged", confirm=True, **lies)
    heard = checkout(
        shopper,
        heard,
        lambda heard: [c for c in blocks(heard, "cart") if any(t["kind"] == "total" for t in c["totals"])],
    )
    totals = {total["kind"]: total["price"]["money"] for total in heard[0]["totals"]}
    assert totals["total"] == {"amount": 15000, "currency": "KRW"}


def test_anothers_line_and_checkout_stay_theirs(door: Door) -> None:
    alice, mallory = Shopper(door, "ko"), Shopper(door, "ko")
    alice.start("add_to_cart", product="product:mug", quantity=3)
    line = blocks(alice.start("view_cart"), "cart")[-1]["lines"][0]["line_id"]
    alice.start("checkout")
    conversation = alice.send(text="음").json["conversation"]
    mallory.start("add_to_cart", product="product:mug", quantity=1)
    for intent in ("remove_from_cart", "change_quantity"):
        mallory.start(intent, line=line, quantity=9)
        mallory.say(command={"command": "fill", "slot": "line", "value": line}, label="x")
    mallory.start("add_to_cart", product="product:mug", replaces=line)
    for name in ("checkout", "conversation", "contact_id", "contact"):
        heard = mallory.start("checkout", **{name: conversation})
        assert FILLED["email"] not in words(heard)
    mallory.say(command={"command": "cancel"}, label="x")
    alice.say(command={"command": "cancel"}, label="x")
    assert cart_of(alice)["lines"] == {"MUG": 3}


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_a_form_that_was_never_shown(door: Door, lang: str) -> None:
    shopper = Shopper(door, lang)
    for form in ("checkout.name-email-phone", "checkout.address", "checkout", "x"):
        heard = shopper.say(form={"id": form, "values": {**FILLED, "checkout": "chk_x", "total": "1"}})
        assert words(heard).strip()
        assert not any(broken in words(heard) for broken in BROKEN)
    assert cart_of(shopper)["lines"] == {}


def test_an_order_of_another_is_never_confirmed_to_exist(door: Door, server: Process) -> None:
    buyer = Shopper(door, "ko")
    buyer.start("add_to_cart", product="product:mug")
    heard = checkout(buyer, buyer.start("checkout"), lambda heard: "주문번호" in words(heard) and heard)
    number = next(
        part for part in words(heard).replace("고,", " ").split() if part.count("-") == 1 and part[0].isdigit()
    )
    answers = []
    for asked in (number, "991231-ZZZZZ"):
        nosy = Shopper(door, "ko")
        nosy.start("track_order", order_number=asked, email="wrong@example.com")
        answers.append(words(nosy.heard).replace(asked, "#"))
    assert answers[0] == answers[1], "whether it exists cannot be told from the answer"
    no_traceback(server)
