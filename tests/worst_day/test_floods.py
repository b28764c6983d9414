"""A thousand messages a second from one, new faces without end from another; everybody else is served as ever."""

from __future__ import annotations

import asyncio
import json
import statistics
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from dangol.web.limits import Limiter
from worst_day.shopkeeping import Door, Process, Shopper, no_traceback, process


@pytest.fixture(scope="module")
def limited(_stocked: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Process]:
    import shutil

    shop = Path(shutil.copytree(_stocked, tmp_path_factory.mktemp("limited") / "shop"))
    with (shop / "shop.toml").open("a") as settings:
        settings.write("\n[limits]\nnew_visitors_per_minute = 40\n")
    with process("serve", shop) as running:
        yield running
        no_traceback(running)


async def flood(port: int, messages: int) -> tuple[Counter[str], list[dict[str, Any]], int | None]:
    """One visitor who sends as fast as the wire takes it; what came back, the refusals, and how it was closed."""
    found: Counter[str] = Counter()
    refusals: list[dict[str, Any]] = []
    code = None
    async with connect(f"ws://127.0.0.1:{port}/widget/v1/socket", compression=None) as link:
        await link.send('{"type":"hello","lang":"en"}')
        await link.recv()

        async def hear() -> None:
            async for raw in link:
                frame = json.loads(raw)
                found[frame["type"]] += 1
                if frame["type"] == "refused":
                    refusals.append(frame["error"])

        hearing = asyncio.create_task(hear())
        try:
            for _ in range(messages):
                await link.send(json.dumps({"type": "send", "id": uuid.uuid4().hex, "text": "hi"}))
        except ConnectionClosed:
            pass
        try:
            await asyncio.wait_for(hearing, 15)
        except TimeoutError:
            pass
        except ConnectionClosed:
            pass
        code = link.close_code
    return found, refusals, code


async def pinging(port: int, seconds: float) -> list[float]:
    """How long another visitor waits for an answer meanwhile."""
    waits = []
    async with connect(f"ws://127.0.0.1:{port}/widget/v1/socket", compression=None) as link:
        await link.send('{"type":"hello","lang":"en"}')
        await link.recv()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            at = time.monotonic()
            await link.send('{"type":"ping"}')
            while json.loads(await link.recv())["type"] != "pong":
                continue
            waits.append(time.monotonic() - at)
            await asyncio.sleep(0.05)
    return waits


async def test_a_thousand_messages_a_second_from_one_visitor(limited: Process) -> None:
    alone = await pinging(limited.port, 1.5)
    (found, refusals, code), waits = await asyncio.gather(flood(limited.port, 3000), pinging(limited.port, 3))
    assert found["accepted"] >= 12, "the burst a shop allows is taken"
    assert found["accepted"] <= 20
    assert refusals
    assert {error["code"] for error in refusals} == {"too_many"}
    assert all(1 <= error["retry_after"] <= 60 for error in refusals)
    assert refusals[0]["message"] == "That was a lot at once. Please wait a moment and try again."
    assert code in (4429, 1006), "who goes on and on is shown the door"
    # Others wait no longer than a machine under load makes anybody wait.
    assert statistics.median(waits) < max(0.25, 20 * statistics.median(alone))


def test_over_http_the_answer_says_when_to_come_back(limited: Process) -> None:
    shopper = Shopper(Door(limited.port), "ko")
    first = shopper.send(text="안녕하세요")
    if first.status == 429:  # the flood before came from this very network address
        time.sleep(float(first.headers["retry-after"]))
        assert shopper.send(text="안녕하세요").status == 202
    answers = [shopper.send(text="안녕하세요") for _ in range(40)]
    refused = [answer for answer in answers if answer.status == 429]
    assert refused
    assert {answer.status for answer in answers} == {202, 429}
    assert int(refused[0].headers["retry-after"]) >= 1
    assert refused[0].error["message"] == "메시지가 한꺼번에 너무 많이 왔어요. 잠시 후에 다시 보내 주세요."


def test_new_faces_without_end_from_one_address(limited: Process) -> None:
    door = Door(limited.port)
    server = psutil.Process(limited.popen.pid)
    before = server.memory_info().rss
    statuses = Counter(Shopper(door).send(text="hi").status for _ in range(200))
    assert statuses[429] >= 120
    assert set(statuses) <= {202, 429}
    assert door.get("/").status == 200
    assert server.memory_info().rss - before < 40 * 2**20


def test_the_limiters_memory_has_an_end() -> None:
    limiter = Limiter(most=1000)
    for n in range(20_000):
        limiter.take(f"visitor:{n}", per_minute=30, burst=12)
    assert len(limiter._buckets) <= 1000
