"""What a hired model may cost, how often it is asked, and when it is left alone; on SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

import pytest

import dangol.contacts.models  # noqa: F401 - a table refers to its tables
from dangol.assistant.language_model import repository
from dangol.assistant.language_model.breaker import Breaker
from dangol.assistant.language_model.hearing import Heard, WrongAnswer
from dangol.assistant.language_model.hired import Hired
from dangol.assistant.language_model.prices import Prices, written_out
from dangol.assistant.ports import Answer, ModelFailed, Question
from dangol.runtime.database import Database
from dangol.runtime.settings import LanguageModelSettings

ANSWER = Answer("yes", 1000, 100)


def priced(**given: object) -> LanguageModelSettings:
    its = {"ask": "always", "model": "m", "input_price": "0.15", "output_price": "0.60", "deadline": 1, "rest_after": 3}
    return LanguageModelSettings.model_validate({**its, **given})


@dataclass
class Model:
    """A model played in memory."""

    does: Callable[[Question], Answer | Exception] = lambda _: ANSWER
    asked: list[Question] = field(default_factory=list)
    waits: float = 0.0

    async def answer(self, question: Question) -> Answer:
        """What ``does`` says."""
        self.asked.append(question)
        await asyncio.sleep(self.waits)
        found = self.does(question)
        if isinstance(found, Exception):
            raise found
        return found


def question(text: str = "?") -> Question:
    return Question("read", "Read this. " * 270, text, {}, 100)


async def ask(hired: Hired, text: str = "?", conversation: str = "cnv_1") -> Heard:
    return await hired.ask(question(text), conversation, 1.0, lambda _: None)


async def spent(database: Database, conversation: str = "cnv_1") -> int:
    async with database.snapshot() as reader:
        return sum(one.cost for one in await repository.spent_by_conversation(reader, conversation))


def test_costs_are_exact_in_every_currency() -> None:
    dollars = Prices.of(priced(input_price="0.075", output_price="0.30"))
    assert dollars.cost(1, 0) == 8, "7.5 millionths of a cent, rounded up"
    assert written_out(dollars.cost(1000, 100), "USD") == "0.000105"
    won = Prices.of(priced(price_currency="KRW", input_price="210", output_price="840", budget_per_day="1000"))
    assert written_out(won.cost(1000, 100), "KRW") == "0.294"
    assert won.per_day == 1000 * 10**6
    assert written_out(0, "USD") == "0"
    assert written_out(10**8, "USD") == "1"


async def test_what_was_put_down_becomes_what_it_was(database: Database) -> None:
    hired = Hired(database, Model(), priced(), "Asia/Seoul")
    heard = await ask(hired)
    assert (heard.outcome, heard.cost) == ("answered", hired.prices.cost(1000, 100))
    assert await spent(database) == heard.cost
    assert (await ask(hired)).outcome == "remembered"
    assert await spent(database) == heard.cost


async def test_a_question_that_was_not_served_costs_nothing(database: Database) -> None:
    hired = Hired(database, Model(lambda _: ModelFailed("unreachable", "no")), priced(), "UTC")
    assert (await ask(hired)).outcome == "unreachable"
    assert await spent(database) == 0

    def half(_: Question) -> Exception:
        trouble = ModelFailed("cut_off", "half")
        trouble.begun = True
        return trouble

    assert (await ask(Hired(database, Model(half), priced(), "UTC"))).outcome == "cut_off"
    assert await spent(database) > 0, "what it wrote will be charged"


async def test_a_server_that_counts_nothing_costs_what_was_put_down(database: Database) -> None:
    hired = Hired(database, Model(lambda _: Answer("yes", 0, 0)), priced(), "UTC")
    heard = await ask(hired)
    assert heard.cost > 0
    assert await spent(database) == heard.cost


async def test_the_budget_holds_however_many_ask_at_once(database: Database) -> None:
    model = Model(waits=0.05)
    its = priced(budget_per_day="0.0006", budget_per_conversation="0.0006")
    both = [Hired(database, model, its, "UTC"), Hired(database, model, its, "UTC")]
    found = await asyncio.gather(*(ask(both[n % 2], f"question {n}", f"cnv_{n}") for n in range(12)))
    outcomes = [one.outcome for one in found]
    assert "over_budget" in outcomes
    assert "answered" in outcomes
    async with database.snapshot() as reader:
        (day,) = await repository.spent_by_day(reader)
    assert day.cost <= both[0].prices.per_day
    assert day.questions == len(model.asked)


async def test_a_conversation_has_a_budget_of_its_own(database: Database) -> None:
    hired = Hired(database, Model(), priced(budget_per_conversation="0.0003"), "UTC")
    assert [(await ask(hired, str(n))).outcome for n in range(3)] == ["answered", "over_budget", "over_budget"]
    assert (await ask(hired, "9", "cnv_2")).outcome == "answered"
    async with database.snapshot() as reader:
        (day,) = await repository.spent_by_day(reader)
    assert day.cost == await spent(database) + await spent(database, "cnv_2"), "what was refused is put down nowhere"


async def test_a_model_without_a_price_is_never_over_budget(database: Database) -> None:
    its = priced(
        input_price=Decimal(0), output_price=Decimal(0), budget_per_day=Decimal(0), budget_per_conversation=Decimal(0)
    )
    assert (await ask(Hired(database, Model(), its, "UTC"))).outcome == "answered"


async def test_who_is_too_slow_is_not_waited_for(database: Database) -> None:
    hired = Hired(database, Model(waits=5), priced(deadline=0.1), "UTC")
    heard = await ask(hired)
    assert heard.outcome == "slow"
    assert heard.seconds < 1


async def test_a_crowd_does_not_wait_in_line(database: Database) -> None:
    hired = Hired(database, Model(waits=0.3), priced(), "UTC")
    found = await asyncio.gather(*(ask(hired, str(n), f"cnv_{n}") for n in range(20)))
    assert sum(one.outcome == "answered" for one in found) == 8
    assert sum(one.outcome == "crowded" for one in found) == 12


async def test_wrong_answers_are_neither_believed_nor_remembered(database: Database) -> None:
    def fits(_: str) -> None:
        raise WrongAnswer("no")

    model = Model()
    hired = Hired(database, model, priced(), "UTC")
    for _ in range(5):
        heard = await hired.ask(question(), "cnv_1", 1.0, fits)
        assert heard.text is None
    assert heard.outcome == "resting"
    assert len(model.asked) == 3


async def test_whatever_else_goes_wrong_is_a_failure_of_the_model(database: Database) -> None:
    for does in (lambda _: RuntimeError("?"), lambda _: Answer("yes", 10**40, 1)):
        model = Model(does)
        hired = Hired(database, model, priced(), "UTC")
        for _ in range(5):
            heard = await ask(hired)
            assert heard.text is None
        assert heard.outcome == "resting"
        assert len(model.asked) == 3


async def test_an_answer_that_cannot_be_read_is_a_failure_too(database: Database) -> None:
    def fits(_: str) -> None:
        raise RecursionError

    hired = Hired(database, Model(), priced(), "UTC")
    assert (await hired.ask(question(), "cnv_1", 1.0, fits)).outcome == "broken"


@dataclass
class Time:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def test_who_fails_again_and_again_rests_and_is_then_asked_once() -> None:
    time = Time()
    breaker = Breaker(time, most=3)
    for _ in range(3):
        assert breaker.lets_through()
        breaker.failed()
    assert not breaker.lets_through()
    time.now = 29
    assert not breaker.lets_through()
    time.now = 31
    assert breaker.lets_through()
    assert not breaker.lets_through(), "one at a time"
    breaker.failed()
    time.now = 31 + 59
    assert not breaker.lets_through(), "the second rest is longer"
    time.now = 31 + 61
    assert breaker.lets_through()
    breaker.did_well()
    assert breaker.lets_through()
    assert breaker.lets_through()


def test_who_asks_to_be_left_alone_is_at_once() -> None:
    time = Time()
    breaker = Breaker(time, most=3)
    breaker.failed(after=120)
    time.now = 119
    assert not breaker.lets_through()
    time.now = 121
    assert breaker.lets_through()
    breaker.passed_over()
    assert breaker.lets_through(), "nobody was asked after all"


@pytest.mark.parametrize("reason", ["refused"])
async def test_a_wrong_key_is_not_tried_again_and_again(reason: str, database: Database) -> None:
    model = Model(lambda _: ModelFailed(reason, "401"))
    hired = Hired(database, model, priced(), "UTC")
    assert [(await ask(hired, str(n))).outcome for n in range(3)] == [reason, "resting", "resting"]
