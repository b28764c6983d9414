"""A shop that hired a model, from the shopper's side: what is better, and that nothing is worse when the model is."""

from __future__ import annotations

import asyncio
import json
import shutil
import time
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import make_url

from dangol.assistant.language_model import repository
from dangol.assistant.ports import Answer, Question
from dangol.bootstrap.shop import open_app
from dangol.bootstrap.talk import Reply, Talk
from dangol.cli.talks.playing import prepare_shop
from dangol.commerce.cart import actions as carts
from dangol.commerce.orders import repository as orders
from dangol.conversations.actions.receive import receive
from dangol.conversations.ports import InboundMessage, Said
from dangol.llm.openai.adapter import ChatCompletions
from dangol.runtime.clock import Clock
from dangol.runtime.database import Database
from dangol.runtime.jobs_at_once import JobsAtOnce
from dangol.runtime.settings import LanguageModelSettings, load_settings
from databases import NO_POSTGRES, POSTGRES
from databases import command as command_to_postgres
from llm.conftest import DEMO, ShopWith
from llm.model_server import FAILURES, INTERFACES, Asked, model_server

COLD = {
    "en": "it gets so cold in the tent at night",
    "ko": "캠핑 가는데 밤에 얼어 죽을 뻔했어요",
    "ja": "テントの中が寒くて眠れません",
}
STRANGE = {"en": "zorbly flimp wugga", "ko": "뚫쒧뵓 꿻뗣", "ja": "ぽぬょ げりゃむぅ"}
"""What no built-in understanding will ever be sure of, however much it learns."""
SEARCH = {"en": "down jacket", "ko": "다운 재킷", "ja": "ダウン ジャケット"}
TALKS = {
    "en": ["hi", COLD["en"], "how much is the wool coat?", "asdf qwer zxcv", "the second one", "is delivery free?"],
    "ko": ["안녕하세요", COLD["ko"], "울 코트 얼마예요?", "ㅁㄴㅇㄹ 뷁", "두 번째 거요", "배송비 있나요?"],
    "ja": ["こんにちは", COLD["ja"], "ウールコートはいくらですか", "ほげほげふが", "二番目の", "送料は無料ですか"],
}
EXPECTED: dict[str, list[str]] = {}
"""What the shop says to these without any model, once it was asked."""


def command(**given: Any) -> dict[str, Any]:
    return {
        "command": "start", "wish": None, "words": "", "things": [], "number": None, "place": None, "search": "", "lang": None,
        **given,
    }  # fmt: skip


def wants(*commands: dict[str, Any]) -> str:
    return json.dumps({"commands": list(commands)}, ensure_ascii=False)


def finds(lang: str) -> Callable[[Asked], str]:
    return lambda asked: wants(command(wish="find_products", words=asked.data["message"], search=SEARCH[lang]))


def understood(replies: list[Reply]) -> dict[str, Any]:
    explanation = replies[-1].explanation
    assert explanation is not None
    return explanation["messages"][-1]


async def heard(talk: Talk, texts: list[str], lang: str) -> list[str]:
    found = []
    for text in texts:
        found += [reply.text for reply in await talk.say("visitor", talk.type(text), lang)]
    return found


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
async def test_what_the_built_in_reading_is_unsure_of_is_asked(lang: str, shop_with: ShopWith) -> None:
    async with model_server("openai", finds(lang)) as server, shop_with(server) as talk:
        replies = await talk.say("visitor", talk.type(STRANGE[lang]), lang)
        assert understood(replies)["second_opinion"] == "taken"
        (read,) = understood(replies)["commands"]
        assert (read["intent"], read["slots"]["query"]) == ("find_products", SEARCH[lang])
        assert any(block.type == "carousel" for block in replies[-1].content)
        before = len(server.asked)
        sure = await talk.say("visitor", talk.type({"en": "hello", "ko": "안녕하세요", "ja": "こんにちは"}[lang]), lang)
        assert "second_opinion" not in understood(sure)
        assert len(server.asked) == before, "a sure reading costs nothing"
    assert server.problems == []


@pytest.mark.parametrize("interface", INTERFACES)
async def test_each_interface_leads_to_the_same(interface: str, shop_with: ShopWith) -> None:
    async with model_server(interface, finds("en")) as server, shop_with(server) as talk:
        replies = await talk.say("visitor", talk.type(STRANGE["en"]), "en")
        assert understood(replies)["second_opinion"] == "taken"
    assert server.problems == []


@pytest.mark.parametrize("mode", FAILURES)
@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
async def test_the_shopper_notices_no_failure(lang: str, mode: str, shop_with: ShopWith) -> None:
    if lang not in EXPECTED:
        async with shop_with(None) as alone:
            EXPECTED[lang] = await heard(alone, TALKS[lang], lang)
    async with (
        model_server("openai", finds(lang), mode) as server,
        shop_with(server, ask="always", reword=True, deadline=0.4, rest_after=2) as talk,
    ):
        started = time.monotonic()
        said = await heard(talk, TALKS[lang], lang)
        took = time.monotonic() - started
        outcomes = await _outcomes(talk)
    assert said == EXPECTED[lang]
    assert outcomes & {"slow", "unreachable", "unreadable", "cut_off", "busy", "broken", "refused", "wrong"}
    assert "answered" not in outcomes
    assert "resting" in outcomes, "who fails again and again is left alone"
    assert took < 15


async def _outcomes(talk: Talk) -> set[str]:
    conversation = await talk.conversation_of("visitor")
    assert conversation is not None
    return {
        entry["outcome"]
        for reply in await talk.heard(conversation.id, 0)
        for entry in (reply.explanation or {}).get("language_model", ())
    }


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
async def test_nothing_is_asked_with_a_transaction_open(
    lang: str, shop_with: ShopWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    holding: Counter[Any] = Counter()
    asked_while_holding: list[int] = []

    def counted(open_one: Callable[[Database], Any]) -> Callable[[Database], Any]:
        @asynccontextmanager
        async def opened(self: Database) -> AsyncIterator[Any]:
            holder = asyncio.current_task()
            holding[holder] += 1
            try:
                async with open_one(self) as one:
                    yield one
            finally:
                holding[holder] -= 1

        return opened

    answer = ChatCompletions.answer

    async def watched(self: ChatCompletions, question: Question) -> Answer:
        asked_while_holding.append(holding[asyncio.current_task()])
        return await answer(self, question)

    monkeypatch.setattr(Database, "transaction", counted(Database.transaction))
    monkeypatch.setattr(Database, "snapshot", counted(Database.snapshot))
    monkeypatch.setattr(ChatCompletions, "answer", watched)

    def says(asked: Asked) -> str:
        return json.dumps({"texts": asked.data["texts"]}) if "texts" in asked.data else wants()

    async with model_server("openai", says) as server, shop_with(server, ask="always", reword=True) as talk:
        await heard(talk, TALKS[lang], lang)
    assert len(asked_while_holding) > len(TALKS[lang])
    assert set(asked_while_holding) == {0}


async def test_what_it_cost_is_kept_and_shown(shop_with: ShopWith) -> None:
    async with model_server("openai", finds("en")) as server, shop_with(server, ask="always") as talk:
        for text in ("it gets so cold in the tent", "and my feet are freezing too"):
            replies = await talk.say("visitor", talk.type(text), "en")
            (asked,) = replies[-1].explanation["language_model"]  # type: ignore[index]
            assert asked["outcome"] == "answered"
            # 900 tokens at 15 cents and 40 at 60 cents a million
            assert asked["cost"] == {"amount": "0.000159", "currency": "USD"}
        conversation = await talk.conversation_of("visitor")
        assert conversation is not None
        async with talk.app.database.snapshot() as reader:
            (spent,) = await repository.spent_by_conversation(reader, conversation.id)
            (day,) = await repository.spent_by_day(reader)
        assert (spent.questions, spent.tokens_in, spent.tokens_out) == (2, 1800, 80)
        assert spent.cost == day.cost == 2 * 15_900


async def test_the_same_question_is_paid_for_once(shop_with: ShopWith) -> None:
    async with model_server("openai", finds("en")) as server, shop_with(server) as talk:
        await talk.say("one", talk.type(STRANGE["en"]), "en")
        replies = await talk.say("two", talk.type(STRANGE["en"]), "en")
        (asked,) = replies[-1].explanation["language_model"]  # type: ignore[index]
        assert (asked["outcome"], asked["cost"]["amount"]) == ("remembered", "0")
        assert understood(replies)["second_opinion"] == "taken"
    assert len(server.asked) == 1


@pytest.mark.parametrize("budget", [{"budget_per_conversation": "0.0021"}, {"budget_per_day": "0.0021"}])
async def test_over_budget_the_built_in_understanding_goes_on(budget: dict[str, str], shop_with: ShopWith) -> None:
    async with (
        model_server("openai", finds("en")) as server,
        shop_with(server, ask="always", **budget) as talk,
    ):
        outcomes = []
        for place in range(12):
            replies = await talk.say("visitor", talk.type(f"brr number {place}, freezing in the tent"), "en")
            assert replies
            outcomes += [entry["outcome"] for entry in replies[-1].explanation["language_model"]]  # type: ignore[index]
        assert outcomes[0] == "answered"
        assert outcomes[-1] == "over_budget"
        async with talk.app.database.snapshot() as reader:
            (day,) = await repository.spent_by_day(reader)
        assert day.cost <= 210_000, "never more than the budget"


async def test_several_messages_at_once_are_each_asked_about(shop_with: ShopWith) -> None:
    async with model_server("openai", finds("ko")) as server, shop_with(server, ask="always") as talk:
        app = talk.app
        async with app.database.transaction() as tx:
            for text in ("밤에 너무 추워요", "발도 시려워요"):
                inbound = InboundMessage(address="terminal:visitor", provider_id=text, said=talk.type(text), lang="ko")
                received = await receive(tx, app.site.web_inbox, "web", inbound, lang="ko")
        await app.settle()
        replies = await talk.heard(received.conversation_id, 0)
        assert len(server.asked) == 2
        assert [one["second_opinion"] for one in replies[-1].explanation["messages"]] == ["taken", "taken"]  # type: ignore[index]


PERSON = {
    "ko": (
        {"name": "김하늘", "email": "haneul@example.com", "phone": "010-1234-5678"},
        {"postcode": "04524", "line1": "세종대로 110", "line2": "101동 202호"},
    ),
    "en": (
        {"name": "Ann Lee", "email": "ann.lee@example.com", "phone": "010-1234-5678"},
        {"postcode": "04524", "line1": "Sejong-daero 110"},
    ),
}
ASIDE = {
    "ko": "제 메일은 haneul@example.com이고 전화는 010-1234-5678, 김하늘이에요. 세종대로 110으로 오면 추운가요?",
    "en": "my mail is ann.lee@example.com, phone 010-1234-5678, Ann Lee, Sejong-daero 110. will i be cold?",
}
LEAVE = {"ko": "그만할래요, 밤에 추운데 뭐가 좋을까요", "en": "hmm forget it, what is good when it is freezing"}


@pytest.mark.parametrize("lang", ["ko", "en"])
async def test_nothing_personal_leaves_the_house(lang: str, shop_with: ShopWith) -> None:
    def says(asked: Asked) -> str:
        return json.dumps({"texts": asked.data["texts"]}) if "texts" in asked.data else wants()

    async with model_server("openai", says) as server, shop_with(server, ask="always", reword=True) as talk:
        for intent, slots in (("add_to_cart", {"product": "product:card-wallet", "color": "green"}), ("checkout", {})):
            tap = Said(command={"command": "start", "intent": intent, "slots": slots}, label=intent)
            replies = await talk.say("visitor", tap, lang)
        for values in PERSON[lang]:
            (form,) = (b for r in replies for b in r.content if b.type == "form")
            replies = await talk.say("visitor", talk.fill(form.form_id, values), lang)
        await talk.say("visitor", talk.type(ASIDE[lang]), lang)
        await talk.say("visitor", talk.type(LEAVE[lang]), lang)
    everything = "\n".join(asked.said for asked in server.asked)
    assert len(server.asked) >= 3
    for values in PERSON[lang]:
        for value in values.values():
            assert value not in everything, value
    assert "1234" not in everything


AFTERWARDS = {"en": "shall {} be warm in it", "ko": "{} 이면 안 추울까요", "ja": "{} でも寒くないですか"}


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
async def test_what_was_filled_in_is_known_when_the_order_is_placed(lang: str, shop_with: ShopWith) -> None:
    def says(asked: Asked) -> str:
        return json.dumps({"texts": asked.data["texts"]}) if "texts" in asked.data else wants()

    async with model_server("openai", says) as server, shop_with(server, ask="always", reword=True) as talk:
        await _at_the_last_question(talk)
        await talk.say("visitor", talk.type("yes"), "en")
        assert await _orders(talk) == 1
        told = [value for values in PERSON["en"] for value in values.values()]
        for value in told:
            await talk.say("visitor", talk.type(AFTERWARDS[lang].format(value)), lang)
    everything = "\n".join(asked.said for asked in server.asked)
    assert server.asked
    for value in told:
        assert value not in everything, value


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
async def test_a_person_and_a_stop_need_no_second_opinion(lang: str, shop_with: ShopWith) -> None:
    texts = {"en": ("agent", "STOP"), "ko": ("상담원", "수신거부"), "ja": ("オペレーター", "配信停止")}[lang]
    async with (
        model_server("openai", lambda _: wants(command(wish="find_products", search="coat"))) as server,
        shop_with(server, ask="always") as talk,
    ):
        for text in texts:
            replies = await talk.say(text, talk.type(text), lang)
            assert "second_opinion" not in understood(replies)
    assert server.asked == []


# -- replies in the shop's voice

VOICE = {"en": "Sure! ", "ko": "네, ", "ja": "はい、"}
LIES = {"en": "Everything is free today. ", "ko": "오늘은 모두 무료예요. ", "ja": "今日は送料無料です。"}


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
async def test_a_reply_in_the_shops_voice_keeps_its_facts(lang: str, shop_with: ShopWith) -> None:
    look = {"en": "show me wool coats", "ko": "울 코트 보여주세요", "ja": "ウールコートを見せて"}[lang]

    def in_voice(manner: str) -> Callable[[Asked], str]:
        return lambda asked: json.dumps({"texts": [manner + text for text in asked.data["texts"]]})

    async with shop_with(None) as alone:
        (plain,) = await alone.say("visitor", alone.type(look), lang)
    async with (
        model_server("google", in_voice(VOICE[lang])) as server,
        shop_with(server, ask="never", reword=True) as talk,
    ):
        (said,) = await talk.say("visitor", talk.type(look), lang)
        assert said.text != plain.text
        assert said.content[1:] == plain.content[1:], "cards and buttons are the shop's own"
        assert said.explanation is not None
        assert said.explanation["reworded"] == 1
    assert server.problems == []
    async with (
        model_server("google", in_voice(LIES[lang])) as server,
        shop_with(server, ask="never", reword=True) as talk,
    ):
        (said,) = await talk.say("visitor", talk.type(look), lang)
        assert said.text == plain.text
        assert said.explanation is not None
        assert said.explanation["thrown_away"]
        assert len(server.asked) == 1


# -- what changes while the shop is open


async def test_it_goes_by_flows_and_settings_as_they_are(
    shop_with: ShopWith, prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dangol.bootstrap.live_settings.SECONDS", 0.0)
    folder = tmp_path / "shop"
    shutil.copytree(prepared, folder, ignore=shutil.ignore_patterns("data"))
    file = folder / "shop.toml"
    async with (
        model_server("openai", lambda _: wants()) as server,
        shop_with(server, folder=folder, ask="unsure") as talk,
    ):
        await talk.say("one", talk.type(STRANGE["en"]), "en")
        assert "book_a_balloon" not in server.asked[-1].instructions
        flow = "flow: book_a_balloon\ntitle: A ride in a balloon\nstart_on: [book_a_balloon]\nsteps:\n  - say: faq.answered\n"
        for lang in ("en", "ko", "ja"):
            (folder / "wording" / lang).mkdir(parents=True, exist_ok=True)
            (folder / "wording" / lang / "balloon.yaml").write_text("intent.book_a_balloon: B\n", encoding="utf-8")
        (folder / "flows").mkdir(exist_ok=True)
        (folder / "flows" / "book_a_balloon.yaml").write_text(flow, encoding="utf-8")
        await talk.say("two", talk.type(STRANGE["en"]), "en")
        assert talk.app.live.problem is None
        assert "- book_a_balloon: A ride in a balloon" in server.asked[-1].instructions
        before = len(server.asked)
        told = file.read_text(encoding="utf-8")
        file.write_text(f'{told}\n[language_model]\nask = "never"\n', encoding="utf-8")
        await talk.say("three", talk.type(STRANGE["en"]), "en")
        assert len(server.asked) == before
    assert server.problems == []


# -- what no model decides


async def test_only_the_shopper_says_yes_to_an_order(shop_with: ShopWith) -> None:
    """A model that says yes to everything places no order: a talk about dogs at the last question of a checkout stays one."""

    def says(asked: Asked) -> str:
        return wants(command(command="affirm", words=asked.data["message"]))

    async with model_server("openai", says) as server, shop_with(server, ask="always") as talk:
        replies = await _at_the_last_question(talk)
        assert "confirm" in str(replies[-1].content)
        asked = len(server.asked)
        replies = await talk.say("visitor", talk.type("my dog is called Rex by the way"), "en")
        assert len(server.asked) == asked + 1
        assert understood(replies)["second_opinion"].startswith("refused: it would bind")
        assert await _orders(talk) == 0
        await talk.say("visitor", talk.type("yes"), "en")
        assert await _orders(talk) == 1
    assert server.problems == []


async def _at_the_last_question(talk: Talk) -> list[Reply]:
    for intent, slots in (("add_to_cart", {"product": "product:card-wallet", "color": "green"}), ("checkout", {})):
        tap = Said(command={"command": "start", "intent": intent, "slots": slots}, label=intent)
        replies = await talk.say("visitor", tap, "en")
    for values in PERSON["en"]:
        (form,) = (block for reply in replies for block in reply.content if block.type == "form")
        replies = await talk.say("visitor", talk.fill(form.form_id, values), "en")
    if not any(reply.explanation and "confirm" in str(reply.content) for reply in replies):
        (buttons,) = (block for block in replies[-1].content if block.type == "buttons")
        replies = await talk.say("visitor", talk.tap(buttons.options[0]), "en")
    return replies


async def _orders(talk: Talk) -> int:
    conversation = await talk.conversation_of("visitor")
    assert conversation is not None
    async with talk.app.database.snapshot() as reader:
        return len(await orders.for_contact(reader, conversation.contact_id, 5))


@pytest.mark.parametrize("wish", ["clear_cart", "unsubscribe", "cancel_order", "privacy_request"])
async def test_what_takes_something_away_is_offered_and_not_done(wish: str, shop_with: ShopWith) -> None:
    async with (
        model_server("openai", lambda _: wants(command(wish=wish))) as server,
        shop_with(server, ask="always") as talk,
    ):
        replies = await talk.say("visitor", talk.type("hmm what a day it was, my dog ate my shoes"), "en")
        assert understood(replies)["commands"] == []
        assert [one["intent"] for one in understood(replies)["choices"]] == [wish]


async def test_a_model_that_hangs_holds_up_only_its_own_turn(shop_with: ShopWith) -> None:
    async with (
        model_server("openai", mode="silent") as server,
        shop_with(server, ask="unsure", deadline=1.5) as talk,
    ):
        slow = asyncio.create_task(talk.say("slow", talk.type(STRANGE["en"]), "en"))
        await asyncio.sleep(0.2)
        assert not slow.done()
        assert (await slow)[0].explanation["language_model"][0]["outcome"] == "slow"  # type: ignore[index]


@pytest.mark.postgres
async def test_on_postgresql_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A turn that has begun to write is left for the question, and nothing of it stays: one mug is one mug."""
    if not POSTGRES:
        pytest.skip(NO_POSTGRES)
    monkeypatch.setenv("DANGOL_LANGUAGE_MODEL_KEY", "key-of-a-test")
    name = f"dangol_{uuid.uuid4().hex[:16]}"
    await command_to_postgres(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    try:
        address = make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
        folder = await prepare_shop(DEMO, tmp_path, address)

        def says(asked: Asked) -> str:
            return json.dumps({"texts": asked.data["texts"]}) if "texts" in asked.data else wants()

        async with model_server("openai", says) as server:
            its = LanguageModelSettings(
                ask="always", reword=True, url=server.url, model="m", input_price=Decimal(1), output_price=Decimal(1)
            )
            settings = load_settings(folder, {"DATABASE_URL": address})
            settings = replace(settings, shop=settings.shop.model_copy(update={"language_model": its}))
            async with open_app(settings, Clock(), work=True, jobs=JobsAtOnce) as app:
                await app.indexer.catch_up()
                talk = Talk(app)
                await talk.say("visitor", talk.type("add the slim card wallet in green to my cart please"), "en")
                assert {asked.data.get("texts") is None for asked in server.asked} == {True, False}
                conversation = await talk.conversation_of("visitor")
                assert conversation is not None
                async with app.database.snapshot() as reader:
                    cart = await carts.view(reader, conversation.contact_id, "USD")
                    (spent,) = await repository.spent_by_conversation(reader, conversation.id)
                assert cart.count == 1
                assert spent.questions == len(server.asked)
    finally:
        await command_to_postgres(f"DROP DATABASE {name} WITH (FORCE)")
