"""Every adapter against a server of its interface that does well, and one that fails in each way there is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from dangol.assistant.ports import LanguageModel, ModelFailed, Question
from dangol.llm.anthropic.adapter import Messages
from dangol.llm.google.adapter import GenerateContent
from dangol.llm.openai.adapter import ChatCompletions
from dangol.runtime.http import Outbound
from llm.model_server import HOSTILE, INTERFACES, ModelServer, model_server

SCHEMA = {
    "type": "object",
    "properties": {"commands": {"type": "array", "items": {"type": "string"}}},
    "required": ["commands"],
    "additionalProperties": False,
}
QUESTION = Question("read", "Only JSON.", '{"message": "코트 있어요? コートはありますか"}', SCHEMA, 200)
SAID = '{"commands": ["두꺼운 코트", "厚手のコート"]}'
FAILS = {
    "down": "unreachable",
    "garbage": "unreadable",
    "half": "cut_off",
    "busy": "busy",
    "broken": "broken",
    "refused": "refused",
}


def adapter(server: ModelServer, http: Outbound) -> LanguageModel:
    kinds = {"openai": ChatCompletions, "anthropic": Messages, "google": GenerateContent}
    return kinds[server.interface](http, model="small/model", key=server.key, url=server.url)


@pytest.fixture
async def http() -> AsyncIterator[Outbound]:
    out = Outbound(private=True)
    yield out
    await out.close()


@pytest.mark.parametrize("interface", INTERFACES)
async def test_a_whole_answer_and_what_it_cost(interface: str, http: Outbound) -> None:
    async with model_server(interface, lambda _: SAID) as server:
        answer = await adapter(server, http).answer(QUESTION)
    assert server.problems == []
    assert (answer.text, answer.tokens_in, answer.tokens_out) == (SAID, 900, 40)
    (asked,) = server.asked
    assert (asked.instructions, asked.said, asked.schema) == (QUESTION.instructions, QUESTION.said, SCHEMA)


@pytest.mark.parametrize("mode", FAILS)
@pytest.mark.parametrize("interface", INTERFACES)
async def test_every_failure_is_named(interface: str, mode: str, http: Outbound) -> None:
    async with model_server(interface, lambda _: SAID, mode) as server:
        with pytest.raises(ModelFailed) as failed:
            await asyncio.wait_for(adapter(server, http).answer(QUESTION), 5)
    assert failed.value.reason == FAILS[mode]
    assert failed.value.reason in ModelFailed.REASONS
    assert failed.value.begun == (mode in ("garbage", "half")), "what was begun is charged"
    assert server.key not in str(failed.value), "what a server says beside its status may hold the key"
    if mode == "busy":
        assert failed.value.after == 7


@pytest.mark.parametrize("wait", ["²", "٣", "1e3", "soon", "-1", "9999999", ""])
async def test_a_strange_time_to_come_back_is_none(wait: str, http: Outbound) -> None:
    async with model_server("openai", lambda _: SAID, "busy") as server:
        server.retry_after = wait
        with pytest.raises(ModelFailed) as failed:
            await adapter(server, http).answer(QUESTION)
    assert (failed.value.reason, failed.value.after) == ("busy", None)


@pytest.mark.parametrize("interface", INTERFACES)
async def test_more_tokens_than_there_are_is_no_count(interface: str, http: Outbound) -> None:
    async with model_server(interface, lambda _: SAID) as server:
        server.tokens_in = 10**18
        with pytest.raises(ModelFailed) as failed:
            await adapter(server, http).answer(QUESTION)
    assert failed.value.reason == "unreadable"


@pytest.mark.parametrize("mode", ["slow", "silent"])
@pytest.mark.parametrize("interface", INTERFACES)
async def test_whoever_asks_may_stop_waiting(interface: str, mode: str, http: Outbound) -> None:
    async with model_server(interface, lambda _: SAID, mode) as server:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await adapter(server, http).answer(QUESTION)


@pytest.mark.parametrize("interface", INTERFACES)
async def test_hostile_text_is_only_text(interface: str, http: Outbound) -> None:
    async with model_server(interface, mode="hostile") as server:
        assert (await adapter(server, http).answer(QUESTION)).text == HOSTILE


@pytest.mark.parametrize(("form", "kind"), [("schema", "json_schema"), ("json", "json_object"), ("asked", None)])
async def test_a_gateway_may_not_know_schemas(form: str, kind: str | None, http: Outbound) -> None:
    async with model_server("openai", lambda _: SAID) as server:
        model = ChatCompletions(http, model="m", key=server.key, url=f"{server.url}/", form=form)
        assert (await model.answer(QUESTION)).text == SAID
    assert (server.asked[0].body.get("response_format") or {}).get("type") == kind
    assert "max_tokens" in server.asked[0].body


async def test_a_server_in_our_own_network_has_to_be_allowed() -> None:
    out = Outbound(private=False)
    async with model_server("openai", lambda _: SAID) as server:
        with pytest.raises(ModelFailed) as failed:
            await adapter(server, out).answer(QUESTION)
    assert failed.value.reason == "refused"
    assert server.asked == []
    await out.close()
