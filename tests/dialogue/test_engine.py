"""Conversations through the shipped flows: the main paths, and each repair."""

from __future__ import annotations

import time
from typing import Any

import pytest

from dangol.dialogue import (
    ActionResult,
    Ask,
    Engine,
    FlowBook,
    HandOver,
    Offer,
    Say,
    Show,
    State,
    TimedOut,
    Unclear,
    Wait,
    load_flow,
)
from dangol.kit.money import Money
from dangol.messages.content import Carousel, Price, ProductCard, Text
from dangol.nlu.commands import (
    Affirm,
    Back,
    Cancel,
    Choose,
    Correct,
    Deny,
    Fill,
    Language,
    Person,
    Rate,
    Repeat,
    Restart,
    Start,
    Stop,
    Submit,
    Understanding,
)
from dialogue.shipped import LANGUAGES, Talk, book, wording

WON = Money(49000, "KRW")
COLORS = [{"value": "white", "label": "화이트"}, {"value": "black", "label": "블랙", "available": False}]
SIZES = [{"value": "M", "label": "M"}, {"value": "L", "label": "L"}]
SHIRT = {"title": "린넨 셔츠", "options_text": "화이트, M"}
NEEDS_COLOR = ("need_option", {**SHIRT, "option": "color", "option_name": "색상", "choices": COLORS, "options": {}})
NEEDS_SIZE = (
    "need_option",
    {**SHIRT, "option": "size", "option_name": "사이즈", "choices": SIZES, "options": {"color": "white"}},
)
READY = ("ready", {**SHIRT, "variant": "variant:1", "price": WON})
ADDED = ("added", {**SHIRT, "quantity": 1, "line": "line_1", "count": 1, "total": WON})
ANSWERED = ("answered", {"title": "반품"})
FIELDS = (
    "fields",
    {
        "fields": [{"name": "postcode", "label": "우편번호"}, {"name": "line1", "label": "주소"}],
        "country_name": "대한민국",
    },
)
WAYS = ("choices", {"choices": [{"value": "parcel", "label": "택배"}, {"value": "pickup", "label": "방문"}]})
OPENED = {"checkout": "chk_1", "count": 1, "total": WON, "country": "KR", "needs_address": True}
READY_TO_PLACE = ("ready", {"count": 1, "total": Money(52000, "KRW"), "address_text": "서울", "delivery_text": "택배"})


def checkout_script(**more: Any) -> dict[str, list[Any]]:
    script: dict[str, list[Any]] = {
        "open_checkout": [("opened", {**OPENED, "name": None, "email": None, "phone": None, "address": None})],
        "save_contact": [("saved", {})] * 3,
        "address_fields": [FIELDS] * 3,
        "save_address": [("saved", {"address_text": "서울"})] * 3,
        "delivery_choices": [WAYS] * 3,
        "choose_delivery": [("chosen", {"label": "택배", "price": Money(3000, "KRW")})] * 3,
        "summarize_checkout": [READY_TO_PLACE] * 3,
        "place_order": [("placed", {"order_number": "D-1001", "total": Money(52000, "KRW"), "email": "a@b.co"})],
        "answer_question": [ANSWERED] * 3,
    }
    return script | more


def test_missing_options_are_asked_one_by_one_with_what_can_be_had() -> None:
    talk = Talk({"choose_variant": [NEEDS_COLOR, NEEDS_SIZE, READY], "add_to_cart": [ADDED]}, lang="ko")
    (ask,) = talk.send(Start(intent="add_to_cart", slots={"product": "product:1"}))
    assert isinstance(ask, Ask)
    assert [(o.text, o.available) for o in ask.options] == [("화이트", True), ("블랙", False)]
    assert wording().fill(ask.key, "ko", ask.values) == "린넨 셔츠, 색상은 어느 것으로 할까요?"
    assert talk.keys(Choose(position=1)) == ["ask:value"]
    assert talk.keys(Fill(value="m"))[0] == "say:cart.added"
    assert talk.calls[1][1]["option"] == "color"
    assert talk.calls[1][1]["value"] == "white"
    assert talk.calls[3] == ("add_to_cart", {"variant": "variant:1", "quantity": 1, "replaces": False, "out": None})


def test_what_is_sold_out_is_not_taken() -> None:
    talk = Talk({"choose_variant": [NEEDS_COLOR]}, lang="ko")
    talk.send(Start(intent="add_to_cart", slots={"product": "product:1"}))
    assert talk.keys(Fill(value="블랙")) == ["say:slot.choice.unavailable", "ask:value"]


def test_everything_sold_out_offers_alternatives_and_a_person() -> None:
    talk = Talk({"choose_variant": [("out_of_stock", {**SHIRT, "alternatives": 2})]})
    said = talk.send(Start(intent="add_to_cart", slots={"product": "product:1"}))
    assert isinstance(said[0], Say)
    assert said[0].key == "stock.out"
    assert isinstance(said[1], Offer)
    assert {"intent.similar_products", "option.person"} <= {o.key for o in said[1].choices}
    assert talk.state.stack == ()


def test_a_checkout_question_by_question() -> None:
    talk = Talk(checkout_script(), lang="ko")
    assert talk.keys(Start(intent="checkout")) == ["say:checkout.begin", "ask:name", "wait"]
    assert talk.keys(Fill(value="김민지"))[0] == "ask:email"
    assert talk.keys(Fill(value="xx"))[:2] == ["say:slot.email.invalid", "ask:email"]
    assert talk.keys(Fill(value="Minji@Example.com"))[0] == "ask:phone"
    assert talk.keys(Fill(value="010-1234-5678"))[0] == "ask:address"
    assert talk.calls[1] == (
        "save_contact",
        {
            "checkout": "chk_1",
            "name": "김민지",
            "email": "minji@example.com",
            "phone": "+821012345678",
            "guessed": True,
        },
    )
    assert talk.keys(Fill(value="서울시 중구 세종대로 110"))[0] == "ask:delivery"
    assert talk.keys(Choose(position=1))[:2] == ["say:checkout.summary", "ask:confirm"]
    assert talk.keys(Affirm()) == ["say:checkout.placed"]
    assert talk.state.stack == ()
    assert talk.state.facts["last_order"] == "D-1001"


def test_a_checkout_by_forms_and_buttons() -> None:
    talk = Talk(checkout_script())
    ask = next(e for e in talk.send(Start(intent="checkout")) if isinstance(e, Ask))
    assert [f.name for f in ask.fields] == ["name", "email", "phone"]
    assert ask.form == "checkout.name-email-phone"
    wrong = talk.send(Submit(form=ask.form, values={"name": "Ann", "email": "nope", "phone": "+1 202 555 0143"}))
    again = next(e for e in wrong if isinstance(e, Ask))
    assert {f.name: (f.value, f.error) for f in again.fields} == {
        "name": ("Ann", None),
        "email": (None, "slot.email.invalid"),
        "phone": ("+12025550143", None),
    }
    address = next(e for e in talk.send(Submit(form=ask.form, values={"email": "a@b.co"})) if isinstance(e, Ask))
    assert [f.text for f in address.fields] == ["우편번호", "주소"]
    delivery = next(
        e for e in talk.send(Submit(form="checkout.address", values={"postcode": "04524"})) if isinstance(e, Ask)
    )
    confirm = next(
        e
        for e in talk.send(Fill(**{k: v for k, v in delivery.options[0].command.items() if k != "command"}))
        if isinstance(e, Ask)
    )
    assert [(o.key, o.style) for o in confirm.options] == [
        ("checkout.confirm_yes", "primary"),
        ("checkout.confirm_no", "plain"),
    ]
    assert talk.keys(Fill(slot="confirm", value=True)) == ["say:checkout.placed"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_question_whose_answers_settle_nothing_is_not_put_a_third_time(lang: str) -> None:
    which = ("which", {"choices": [{"value": "product:1", "label": "Tuna"}, {"value": "product:2", "label": "Salmon"}]})
    talk = Talk({"choose_variant": [which, which, which, READY], "add_to_cart": [ADDED]}, lang=lang)
    (first,) = talk.send(Start(intent="add_to_cart"))
    assert isinstance(first, Ask)
    (second,) = talk.send(Fill(slot="product", value="hmm"))
    assert isinstance(second, Ask)
    assert second.key != first.key
    (third,) = talk.send(Fill(slot="product", value="either"))
    assert isinstance(third, Offer)
    assert [option.text or option.key for option in third.choices] == [
        "Tuna",
        "Salmon",
        "option.leave",
        "option.person",
    ]
    assert talk.keys(Choose(position=1))[0] == "say:cart.added"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_yes_after_an_answer_that_settled_nothing_counts_as_well(lang: str) -> None:
    which = ("which", {"choices": [{"value": "product:1", "label": "Tuna"}, {"value": "product:2", "label": "Salmon"}]})
    talk = Talk({"choose_variant": [which, which]}, lang=lang)
    talk.send(Start(intent="add_to_cart"))
    talk.send(Fill(slot="product", value="hmm"))
    third = talk.send(Affirm())[-1]
    assert isinstance(third, Offer)
    assert third.choices[-1].command == {"command": "person"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_question_in_the_middle_and_back(lang: str) -> None:
    talk = Talk(checkout_script(), lang=lang)
    talk.send(Start(intent="checkout"))
    talk.send(Fill(value="Ann"))
    assert talk.keys(Start(intent="return_policy", words="?")) == [
        "say:faq.answered",
        "say:checkout.resume",
        "ask:email",
        "wait",
    ]
    assert talk.keys(Fill(value="a@b.co"))[0] == "ask:phone"


def test_a_correction_changes_just_that() -> None:
    talk = Talk(checkout_script(), lang="ko")
    for event in (
        Start(intent="checkout"),
        Fill(value="김민지"),
        Fill(value="a@b.co"),
        Fill(value="010-1234-5678"),
        Fill(value="서울시 중구"),
        Choose(position=1),
    ):
        talk.send(event)
    before = len(talk.calls)
    said = talk.keys(Correct(value="new@example.com"))
    assert said == ["say:dialogue.changed", "say:checkout.summary", "ask:confirm", "wait"]
    assert talk.calls[before][1]["email"] == "new@example.com"
    assert talk.calls[before][1]["name"] == "김민지"
    # Another address makes the delivery choice void, but not the contact.
    assert talk.keys(Correct(slot="address", value="부산시 해운대구"))[:2] == ["say:dialogue.changed", "ask:delivery"]


def _before_the_yes() -> Talk:
    """A checkout that only lacks its yes."""
    talk = Talk(checkout_script(), lang="ja")
    for event in (
        Start(intent="checkout"),
        Fill(value="佐藤"),
        Fill(value="a@b.co"),
        Fill(value="010-1234-5678"),
        Fill(value="東京都千代田区"),
        Choose(position=1),
    ):
        talk.send(event)
    return talk


def test_no_at_the_end_asks_what_to_change() -> None:
    talk = _before_the_yes()
    assert talk.keys(Deny())[0] == "ask:edit"
    assert talk.keys(Fill(value="delivery"))[0] == "ask:delivery"
    assert talk.keys(Choose(position=2))[-2] == "ask:confirm"
    assert talk.keys(Affirm()) == ["say:checkout.placed"]


@pytest.mark.parametrize("noted", ["I see", "그렇군요", "なるほど"])
def test_what_only_takes_note_places_no_order(noted: str) -> None:
    talk = _before_the_yes()
    assert talk.keys(Affirm(words=noted))[-2] == "ask:confirm"  # it agrees to nothing
    assert talk.keys(Affirm()) == ["say:checkout.placed"]


def test_a_changed_price_is_shown_before_it_counts() -> None:
    changed = ("price_changed", {"titles": ["린넨 셔츠"], "total": Money(55000, "KRW")})
    talk = Talk(
        checkout_script(place_order=[changed, ("placed", {"order_number": "D-2", "total": WON, "email": "a@b.co"})])
    )
    for event in (
        Start(intent="checkout"),
        Fill(value="Ann"),
        Fill(value="a@b.co"),
        Fill(value="010-1234-5678"),
        Fill(value="Seoul 1"),
        Choose(position=1),
    ):
        talk.send(event)
    assert talk.keys(Affirm())[:3] == ["say:checkout.price_changed", "say:checkout.summary", "ask:confirm"]
    assert talk.keys(Affirm()) == ["say:checkout.placed"]


def test_back_takes_the_last_answer_back() -> None:
    talk = Talk(checkout_script())
    for event in (Start(intent="checkout"), Fill(value="Ann"), Fill(value="a@b.co")):
        talk.send(event)
    assert talk.keys(Back()) == ["say:dialogue.back", "ask:email", "wait"]
    assert talk.keys(Back()) == ["say:dialogue.back", "ask:name", "wait"]
    assert talk.keys(Back()) == ["say:checkout.cancelled"]
    assert talk.keys(Back()) == ["say:dialogue.nothing_to_go_back"]


def test_cancel_drops_what_is_under_way_and_takes_up_what_was_before() -> None:
    talk = Talk(checkout_script(track_order=[("need_number", {})]))
    talk.send(Start(intent="checkout"))
    talk.send(Start(intent="track_order"))
    assert talk.keys(Cancel()) == ["say:dialogue.cancelled", "say:checkout.resume", "ask:name", "wait"]
    assert talk.keys(Cancel()) == ["say:checkout.cancelled"]
    assert talk.keys(Cancel())[0] == "say:dialogue.nothing_to_cancel"


def test_what_is_wished_behind_a_cancel_is_done() -> None:
    talk = Talk(checkout_script(track_order=[("need_number", {})]))
    talk.send(Start(intent="checkout"))
    both = Understanding(text="", lang="en", lang_confidence=1, commands=(Cancel(), Start(intent="track_order")))
    keys = talk.keys(both)
    assert "say:checkout.cancelled" not in keys
    assert talk.state.stack[-1].flow == "track_order"


def test_one_of_several_may_be_named_by_a_word_alone() -> None:
    talk = Talk({"choose_variant": [NEEDS_COLOR]})
    items = [{"named": "matcha", "quantity": 2, "words": "2 matcha"}, {"row": "product:1", "quantity": 1}]
    talk.send(Start(intent="add_to_cart", slots={"items": items}))
    assert talk.calls[0][1]["product"] == {"text": "matcha"}


def test_repeat_says_the_same_once_more() -> None:
    talk = Talk({"choose_variant": [NEEDS_COLOR]}, lang="ko")
    first = talk.keys(Start(intent="add_to_cart", slots={"product": "product:1"}))
    assert talk.keys(Repeat()) == ["say:dialogue.repeat", *first]
    assert Talk().keys(Repeat()) == ["say:dialogue.nothing_to_repeat"]
    shown = Talk({"find_products": [("found", {"count": 1, "wishes": "", "search": {}})]})
    shown.send(Start(intent="find_products"))
    assert shown.keys(Repeat()) == ["say:dialogue.repeat", "say:find.found"]


def test_restart_forgets_all_but_who_and_where() -> None:
    talk = Talk(checkout_script())
    talk.send(Start(intent="checkout"))
    assert talk.keys(Restart())[0] == "say:dialogue.restarted"
    assert talk.state.stack == ()
    assert "last_checkout" not in talk.state.facts
    assert talk.state.facts["shop"] == "Haru"


def test_two_wishes_in_one_message_are_served_in_order() -> None:
    talk = Talk({"choose_variant": [NEEDS_COLOR], "answer_question": [ANSWERED]}, lang="ko")
    said = talk.keys(
        Start(intent="add_to_cart", slots={"product": "product:1"}), Start(intent="shipping_time", words="언제 와요?")
    )
    assert said == ["say:faq.answered", "ask:value"]


def test_a_value_in_the_same_message_answers_the_question() -> None:
    talk = Talk({"choose_variant": [NEEDS_COLOR, NEEDS_SIZE]}, lang="ko")
    assert talk.keys(Start(intent="add_to_cart", slots={"product": "product:1"}), Fill(value="화이트")) == ["ask:value"]
    assert talk.calls[-1][1]["value"] == "white"


def test_never_the_same_question_a_third_time() -> None:
    talk = Talk({"track_order": [("need_number", {})], "person_availability": [("nobody", {})]})
    assert talk.keys(Start(intent="track_order")) == ["ask:order_number"]
    assert talk.keys(Fill(value="hm")) == ["say:slot.order_number.invalid", "ask:order_number"]
    third = talk.send(Fill(value="hm?"))
    assert isinstance(third[-1], Offer)
    assert third[-1].key == "dialogue.stuck"
    assert third[-1].choices[-1].command == {"command": "person"}
    # An answer still counts …
    assert talk.state.asked == "order_number"
    # … and otherwise a person takes over.
    assert talk.keys(Fill(value="???"))[-3:] == ["say:dialogue.stuck_person", "say:handover.nobody", "ask:question"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_not_understood_first_choices_then_a_person(lang: str) -> None:
    talk = Talk({"answer_question": [("unanswered", {"choices": []})] * 3}, lang=lang)
    first = talk.send(Understanding(text="qwe rty", lang=lang))
    assert [type(e) for e in first] == [Offer]
    assert first[0].key == "dialogue.unclear"  # type: ignore[union-attr]
    second = talk.send(Understanding(text="qwe rty", lang=lang))[-1]
    assert isinstance(second, Offer)
    assert second.key == "dialogue.unclear_again"
    assert second.choices[-1].key == "option.person"
    third = talk.send(Unclear("qwe"))[-1]
    assert isinstance(third, Offer)
    assert third.key == "dialogue.unclear_person"
    assert third.choices[0].key == "option.person"


def test_what_is_not_understood_is_looked_up_first() -> None:
    talk = Talk({"answer_question": [ANSWERED]})
    assert talk.keys(Unclear("do you wrap gifts")) == ["say:faq.answered"]
    assert talk.calls == [("answer_question", {"question": "do you wrap gifts", "strict": True})]


def test_a_close_call_becomes_a_tap() -> None:
    talk = Talk(checkout_script(view_cart=[("empty", {})], answer_question=[("unanswered", {})]))
    meant = Understanding(text="cart", lang="en", choices=(Start(intent="view_cart"), Start(intent="checkout")))
    (offer,) = talk.send(meant)
    assert isinstance(offer, Offer)
    assert [o.key for o in offer.choices] == ["intent.view_cart", "intent.checkout"]
    assert talk.keys(Choose(position=1))[0] == "say:cart.empty"
    assert talk.state.unclear == 0


def test_the_shops_own_answer_goes_before_a_guess() -> None:
    talk = Talk({"answer_question": [ANSWERED]})
    meant = Understanding(text="선물포장 되나요", lang="ko", choices=(Start(intent="payment_question"),))
    assert talk.keys(meant) == ["say:faq.answered"]


def test_a_close_call_in_the_middle_of_a_question_does_not_ask_it_again() -> None:
    talk = Talk({"track_order": [("need_number", {})]})
    talk.send(Start(intent="track_order"))
    assert talk.keys(Unclear("??", (Start(intent="faq"), Person()))) == ["offer:dialogue.did_you_mean"]
    assert talk.state.flow == "track_order"


def test_yes_and_no_to_an_offer() -> None:
    stock = ("in_stock", {"title": "Shirt", "options_text": "white"})
    talk = Talk({"check_stock": [stock, stock], "choose_variant": [NEEDS_COLOR]})
    talk.send(Start(intent="check_stock", slots={"product": "product:1"}))
    assert talk.keys(Affirm()) == ["ask:value"]
    talk = Talk({"check_stock": [stock]})
    talk.send(Start(intent="check_stock", slots={"product": "product:1"}))
    assert talk.keys(Deny()) == ["say:dialogue.alright"]


def card(product: str, title: str) -> ProductCard:
    return ProductCard(product_id=product, title=title, price=Price(money=WON, text="₩49,000"))


def test_the_second_one_is_the_second_that_was_shown() -> None:
    talk = Talk({"show_product": [("shown", {"title": "B", "price": WON})]})
    step = talk.engine.step(talk.state, [Start(intent="find_products", slots={"query": "shirt"})])
    carousel = Carousel(items=(card("a", "A"), card("b", "B")))
    step = talk.engine.step(step.state, [ActionResult("found", {"count": 2, "wishes": "", "search": {}}, (carousel,))])
    assert [type(e) for e in step.effects] == [Say, Show]
    talk.state = step.state
    assert [s["row"] for s in talk.state.facts["shown"]] == ["product:a", "product:b"]
    talk.send(Choose(position=2))
    assert talk.calls[-1] == ("show_product", {"product": "product:b"})
    assert talk.keys(Choose(position=9)) == ["say:dialogue.no_such_choice"]


def test_blocks_come_after_the_sentence_and_before_the_question() -> None:
    talk = Talk()
    step = talk.engine.step(talk.state, [Start(intent="checkout")])
    block = Text(text="changed")
    step = talk.engine.step(step.state, [ActionResult("price_changed", {**OPENED, "titles": ["A"]}, (block,))])
    assert [type(e) for e in step.effects] == [Say, Say, Show, Ask, Wait]


def test_a_finished_search_is_refined() -> None:
    found = ("found", {"count": 3, "wishes": "", "search": {"q": "shirt"}})
    talk = Talk({"find_products": [found, found]})
    talk.send(Start(intent="find_products", slots={"query": "shirt"}))
    talk.send(Correct(slot="color", value="black"))
    arguments = talk.calls[-1][1]
    assert (arguments["query"], arguments["color"], arguments["refine"]) == ("shirt", "black", True)
    assert arguments["previous"] == {"q": "shirt"}


def test_a_correction_after_adding_replaces_the_line() -> None:
    talk = Talk({"choose_variant": [READY, READY], "add_to_cart": [ADDED, ("replaced", ADDED[1])]})
    talk.send(Start(intent="add_to_cart", slots={"product": "product:1", "size": "M"}))
    assert talk.keys(Correct(slot="size", value="L"))[0] == "say:cart.replaced"
    assert talk.calls[-1][1]["replaces"] == "line_1"
    assert talk.calls[-2][1]["size"] == "L"


def test_a_broken_action_is_admitted_and_a_way_on_offered() -> None:
    talk = Talk()
    said = talk.send(Start(intent="view_cart"))
    assert isinstance(said[0], Say)
    assert said[0].key == "dialogue.failed"
    assert isinstance(said[1], Offer)
    assert [o.key for o in said[1].choices] == ["option.try_again", "option.person"]


def test_time_out_waits_politely_and_takes_up_again() -> None:
    talk = Talk(checkout_script())
    waits = [e for e in talk.send(Start(intent="checkout")) if isinstance(e, Wait)]
    assert waits == [Wait(1800)]
    assert talk.keys(TimedOut()) == ["offer:dialogue.timed_out"]
    assert talk.keys(TimedOut()) == []
    assert talk.keys(Start(intent="checkout")) == ["say:checkout.resume", "ask:name", "wait"]
    assert talk.keys(TimedOut()) == ["offer:dialogue.timed_out"]
    assert talk.keys(Affirm()) == ["say:checkout.resume", "ask:name", "wait"]
    assert talk.keys(TimedOut()) == ["offer:dialogue.timed_out"]
    (offered,) = [talk.state.offered]
    assert [choice["key"] for choice in offered] == ["option.carry_on", "option.leave"]
    assert talk.keys(Choose(position=1)) == ["say:checkout.resume", "ask:name", "wait"]
    assert Talk().keys(TimedOut()) == []


def test_a_person_out_of_hours_takes_the_question_and_a_way_to_answer() -> None:
    script = {
        "person_availability": [("out_of_hours", {"opens_at": "2026-11-23T00:00:00Z"})],
        "keep_request": [("kept", {})],
        "leave_question": [("kept", {"reach": "a@b.co"})],
    }
    talk = Talk(script, lang="ko")
    assert talk.keys(Person()) == ["say:handover.out_of_hours", "ask:question"]
    assert talk.keys(Unclear("배송이 늦어요")) == ["ask:reach"]
    assert talk.calls[-1] == ("keep_request", {"kind": "person", "details": "배송이 늦어요", "order_number": None})
    said = talk.send(Fill(value="a@b.co"))
    assert isinstance(said[0], Say)
    assert isinstance(said[1], HandOver)
    assert talk.calls[-1][1] == {
        "question": "배송이 늦어요",
        "reach": "a@b.co",
        "reason": "person",
        "order_number": None,
    }


def test_a_person_without_a_way_to_answer_keeps_the_question_here() -> None:
    talk = Talk({"person_availability": [("nobody", {})], "keep_request": [("kept", {})]}, lang="ja")
    talk.send(Person())
    assert talk.keys(Fill(value="届きません")) == ["ask:reach"]
    assert talk.keys(Person()) == ["say:dialogue.resume", "ask:reach"]
    said = talk.send(Deny())
    assert [type(e) for e in said] == [Say, HandOver]
    assert said[1].values["question"] == "届きません"  # type: ignore[union-attr]


def test_after_a_handover_the_assistant_is_silent() -> None:
    available = ("available", {"who": "Sora", "wait": None})
    talk = Talk(checkout_script(person_availability=[available]))
    talk.send(Start(intent="checkout"))
    assert talk.keys(Person()) == ["say:handover.available", "handover:asked"]
    assert talk.state.asked is None
    # Given back later, the order goes on where it was.
    assert talk.keys(Start(intent="checkout")) == ["say:checkout.resume", "ask:name", "wait"]


def test_what_is_said_late_still_counts() -> None:
    talk = Talk({"choose_variant": [NEEDS_COLOR, NEEDS_SIZE, NEEDS_SIZE]}, lang="ko")
    talk.send(Start(intent="add_to_cart", slots={"product": "product:1"}))
    assert talk.keys(Fill(slot="color", value="white")) == ["ask:value"]
    assert talk.calls[-1][1]["color"] == "white"
    assert talk.keys(Correct(slot="color", value="black")) == ["say:dialogue.changed", "ask:value"]
    assert talk.calls[-1][1]["color"] == "black"


def test_order_help_keeps_what_was_said_for_the_person() -> None:
    script = {
        "answer_question": [ANSWERED],
        "keep_request": [("kept", {})],
        "person_availability": [("available", {"who": "Sora", "wait": None})],
    }
    talk = Talk(script)
    assert talk.keys(Start(intent="damaged_item", words="the cup is broken")) == [
        "say:orders.help_opening",
        "say:orders.help_policy",
        "say:orders.help_honest",
        "ask:pass_on",
    ]
    assert talk.keys(Affirm()) == ["ask:order_number"]
    assert talk.keys(Deny()) == ["ask:details"]
    said = talk.send(Fill(value="two cups"))
    kept = {
        "kind": "damaged_item",
        "order_number": None,
        "before": None,
        "details": "the cup is broken",
        "also": "two cups",
    }
    assert ("keep_request", kept) in talk.calls
    assert isinstance(said[-1], HandOver)
    assert said[-1].values["question"] == "two cups"


def test_every_steering_command_reaches_its_flow() -> None:
    talk = Talk(
        {
            "stop_messages": [("stopped", {})],
            "set_language": [("changed", {"language": "日本語"})],
            "save_rating": [("saved", {})],
        }
    )
    assert talk.keys(Language(lang="ja")) == ["say:language.changed"]
    assert talk.keys(Rate(value=5)) == ["say:rate.thanks"]
    assert talk.keys(Stop()) == ["say:stop.done"]


# -- versions, interrupts, results that come late

FITTING = """
flow: fitting
start_on: [book_fitting]
interrupts: false
slots:
  day: {kind: date, ask: fitting.ask_day}
steps:
  - ask: day
  - say: fitting.booked
"""


def test_a_conversation_stays_in_the_version_it_is_in() -> None:
    old = load_flow(FITTING, "fitting.yaml")
    new = load_flow(FITTING.replace("fitting.booked", "fitting.noted"), "fitting.yaml")
    before = FlowBook([old])
    state = Engine(before).step(State(), [Start(intent="book_fitting")]).state
    after = Engine(before.with_flows([new]))
    step = after.step(state, [Fill(value="2026-12-24")])
    assert [e.key for e in step.effects if isinstance(e, Say)] == ["fitting.booked"]
    fresh = after.step(after.step(State(), [Start(intent="book_fitting")]).state, [Fill(value="2026-12-24")])
    assert [e.key for e in fresh.effects if isinstance(e, Say)] == ["fitting.noted"]
    # A version nobody kept: the new one, with what is known.
    lost = Engine(FlowBook([new])).step(state, [Fill(value="2026-12-24")])
    assert [e.key for e in lost.effects if isinstance(e, Say)] == ["fitting.noted"]


def test_a_flow_may_refuse_to_be_interrupted() -> None:
    talk = Talk(
        {"person_availability": [("nobody", {})]}, engine=Engine(book().with_flows([load_flow(FITTING, "f.yaml")]))
    )
    talk.send(Start(intent="book_fitting"))
    assert talk.keys(Start(intent="view_cart")) == ["say:dialogue.first_this", "ask:day"]
    assert talk.keys(Person())[0] == "say:handover.nobody"


def test_a_late_result_continues_its_flow() -> None:
    engine = Engine(book())
    waiting = engine.step(State(), [Start(intent="view_cart")])
    call = waiting.call
    assert call is not None
    # Another message comes first; the cart's answer after it.
    asked = engine.step(waiting.state, [Start(intent="thanks")])
    late = engine.step(asked.state, [ActionResult("empty", call=call.call)])
    assert [e.key for e in late.effects if isinstance(e, Say)] == ["cart.empty"]
    # A result nobody waits for does nothing.
    assert engine.step(late.state, [ActionResult("empty", call=call.call)]).effects == ()


def test_a_step_is_quick() -> None:
    talk = Talk(checkout_script())
    talk.send(Start(intent="checkout"))
    state = talk.state
    best = min(_timed(talk.engine, state) for _ in range(5))
    assert best < 0.001


def _timed(engine: Engine, state: State) -> float:
    begin = time.perf_counter()
    for _ in range(100):
        engine.step(state, [Fill(value="Ann")])
    return (time.perf_counter() - begin) / 100


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_two_answers_in_one_message_the_last_stands(lang: str) -> None:
    talk = Talk(checkout_script(), lang=lang)
    talk.send(Start(intent="checkout"))
    twice = (Fill(slot="email", value="a@b.co"), Fill(slot="email", value="c@d.co"))
    keys = talk.keys(Understanding(text="a@b.co no c@d.co", lang=lang, lang_confidence=1, commands=twice))
    assert "say:dialogue.changed" not in keys
    assert talk.state.stack[-1].slots["email"] == "c@d.co"


@pytest.mark.parametrize("text", ["may I bleach it?", "표백제 써도 되나요?", "漂白していい？"])
def test_a_question_for_another_flow_is_no_answer_to_which_product(text: str) -> None:
    offered = [
        {"value": "product:rubber", "label": "Rubber board"},
        {"value": "product:cypress", "label": "Cypress board"},
    ]
    talk = Talk({"note_restock": [("which", {"choices": offered})] * 2})
    assert talk.keys(Start(intent="back_in_stock")) == ["ask:product"]
    before = len(talk.calls)
    talk.send(Unclear(text, (Start(intent="product_question"),)))
    assert not any(name == "note_restock" for name, _ in talk.calls[before:])
    talk = Talk({"note_restock": [("which", {"choices": offered})] * 2})
    talk.send(Start(intent="back_in_stock"))
    talk.send(Unclear("the wooden sort"))
    assert [name for name, _ in talk.calls].count("note_restock") == 2


def test_the_second_of_a_list_does_not_wait_for_a_question_that_was_open_before() -> None:
    script = {"track_order": [("need_number", {})], "choose_variant": [READY, READY], "add_to_cart": [ADDED, ADDED]}
    talk = Talk(script)
    talk.send(Start(intent="track_order"))
    talk.send(Start(intent="add_to_cart", slots={"items": [{"row": "product:1"}, {"row": "product:2"}]}))
    assert [call for call, _ in talk.calls].count("add_to_cart") == 2
    assert talk.state.stack[-1].flow == "track_order"


def test_the_second_of_a_list_waits_for_what_the_first_leaves_to_be_asked() -> None:
    talk = Talk({"track_order": [("need_number", {})], "choose_variant": [NEEDS_COLOR]})
    talk.send(Start(intent="track_order"))
    talk.send(Start(intent="add_to_cart", slots={"items": [{"row": "product:1"}, {"row": "product:2"}]}))
    assert [call for call, _ in talk.calls].count("choose_variant") == 1
    assert talk.state.stack[-1].flow == "add_to_cart"
