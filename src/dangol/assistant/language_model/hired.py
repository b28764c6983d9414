"""Asking the hired model: within the time, within the budget, never twice the same, and not while it is unwell.

Whatever happens, ``ask`` gives an account of it and raises nothing: the built-in understanding has an answer already.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog

from dangol.assistant.language_model import repository
from dangol.assistant.language_model.breaker import Breaker
from dangol.assistant.language_model.hearing import Heard, WrongAnswer
from dangol.assistant.language_model.prices import Prices
from dangol.assistant.ports import LanguageModel, ModelFailed, Question
from dangol.kit.errors import RetryLater
from dangol.runtime.database import Database
from dangol.runtime.settings import LanguageModelSettings
from dangol.runtime.telemetry import MODEL_QUESTIONS, MODEL_SECONDS

log = structlog.get_logger(__name__)

_MOST_AT_ONCE = 8
"""Half of the turns that a process takes at a time: a model that hangs never holds up those who only tap."""
_MOST_KEPT = 1000
_REST_AFTER_REFUSAL = 300.0


class Hired:
    """One model at work for one shop."""

    def __init__(self, database: Database, model: LanguageModel, settings: LanguageModelSettings, zone: str) -> None:
        self._database = database
        self._model = model
        self._most_seconds = settings.deadline
        self.prices = Prices.of(settings)
        self._zone = ZoneInfo(zone)
        self._breaker = Breaker(database.clock.monotonic, settings.rest_after)
        self._remembered: OrderedDict[tuple[str, str, str], str] = OrderedDict()
        self._asking = 0

    async def ask(
        self, question: Question, conversation_id: str, seconds: float, fits: Callable[[str], object]
    ) -> Heard:
        """Its answer, if it gives one within ``seconds`` that ``fits`` does not raise ``WrongAnswer`` for."""
        started = self._database.clock.monotonic()
        heard = await self._heard(question, conversation_id, min(seconds, self._most_seconds), fits)
        took = self._database.clock.monotonic() - started
        MODEL_QUESTIONS.labels(question.purpose, heard.outcome).inc()
        if heard.outcome not in ("remembered", "resting", "crowded", "over_budget"):
            MODEL_SECONDS.observe(took)
        return Heard(heard.outcome, heard.text, heard.tokens_in, heard.tokens_out, heard.cost, took)

    async def _heard(
        self, question: Question, conversation_id: str, seconds: float, fits: Callable[[str], object]
    ) -> Heard:
        if question.key in self._remembered:
            self._remembered.move_to_end(question.key)
            return Heard("remembered", self._remembered[question.key])
        if self._asking >= _MOST_AT_ONCE:
            return Heard("crowded")
        if not self._breaker.lets_through():
            return Heard("resting")
        self._asking += 1
        try:
            return await self._within_budget(question, conversation_id, seconds, fits)
        finally:
            self._asking -= 1

    async def _within_budget(
        self, question: Question, conversation_id: str, seconds: float, fits: Callable[[str], object]
    ) -> Heard:
        size = len((question.instructions + question.said + str(question.schema)).encode())
        # Two bytes a token: more tokens than any language makes of it but the rarest. What it really was is put right afterwards.
        put_down = self.prices.cost(size // 2, question.most_tokens)
        scopes = self._scopes(conversation_id, self._database.clock.now())
        try:
            if await self._reserve(scopes, put_down):
                return await self._answered(question, seconds, fits, scopes, put_down)
            outcome = "over_budget"
        except RetryLater as trouble:
            log.warning("language_model.unaccounted", reason=trouble.message)
            outcome = "unaccounted"
        self._breaker.passed_over()
        return Heard(outcome)

    async def _answered(
        self, question: Question, seconds: float, fits: Callable[[str], object], scopes: dict[str, int], put_down: int
    ) -> Heard:
        try:
            return await self._served(question, seconds, fits, scopes, put_down)
        except Exception as trouble:  # noqa: BLE001 - no answer of a model may break a turn
            # Nobody knows what went wrong: it is the model's failure all the same, and no turn's. Its words may hold the question.
            log.error("language_model.failed", reason="unexpected", error=type(trouble).__name__)
            self._breaker.failed()
            return Heard("broken", cost=put_down)

    async def _served(
        self, question: Question, seconds: float, fits: Callable[[str], object], scopes: dict[str, int], put_down: int
    ) -> Heard:
        try:
            async with asyncio.timeout(seconds):
                answer = await self._model.answer(question)
        except TimeoutError:
            self._breaker.failed()
            return Heard("slow", cost=put_down)
        except ModelFailed as trouble:
            log.warning("language_model.failed", reason=trouble.reason, detail=str(trouble))
            self._breaker.failed(_REST_AFTER_REFUSAL if trouble.reason == "refused" else trouble.after)
            if trouble.begun:
                return Heard(trouble.reason, cost=put_down)
            await self._settle(scopes, -put_down, 0, 0)
            return Heard(trouble.reason)
        except asyncio.CancelledError:
            self._breaker.passed_over()
            raise
        counted = answer.tokens_in > 0
        cost = self.prices.cost(answer.tokens_in, answer.tokens_out) if counted else put_down
        await self._settle(scopes, cost - put_down, answer.tokens_in, answer.tokens_out)
        try:
            fits(answer.text)
        except WrongAnswer as trouble:
            log.warning("language_model.wrong", reason=str(trouble))
            self._breaker.failed()
            return Heard("wrong", None, answer.tokens_in, answer.tokens_out, cost)
        self._breaker.did_well()
        self._remembered[question.key] = answer.text
        if len(self._remembered) > _MOST_KEPT:
            self._remembered.popitem(last=False)
        return Heard("answered", answer.text, answer.tokens_in, answer.tokens_out, cost)

    def _scopes(self, conversation_id: str, now: datetime) -> dict[str, int]:
        """Where a question is put down, and what each may come to."""
        currency = self.prices.currency
        day = now.astimezone(self._zone).date().isoformat()
        return {
            repository.conversation_scope(conversation_id, currency): self.prices.per_conversation,
            repository.day_scope(day, currency): self.prices.per_day,
        }

    async def _reserve(self, scopes: dict[str, int], cost: int) -> bool:
        """What the question may cost at most is put down before it is asked: a process that dies meanwhile has spent it."""

        class Over(Exception):
            pass

        try:
            async with self._database.transaction() as tx:
                for scope, most in scopes.items():
                    if not await repository.reserve(tx, scope, cost, most):
                        raise Over
        except Over:
            return False
        return True

    async def _settle(self, scopes: dict[str, int], more: int, tokens_in: int, tokens_out: int) -> None:
        try:
            async with self._database.transaction() as tx:
                for scope in scopes:
                    await repository.settle(tx, scope, more, tokens_in, tokens_out)
        except RetryLater as trouble:
            log.warning("language_model.unaccounted", reason=trouble.message)  # what was put down stands
