"""The outbox hands every row to its handler, in the order of its key, and survives what handlers do."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from sqlalchemy import func, select

from dangol.kit.errors import GiveUp
from dangol.runtime.clock import Clock
from dangol.runtime.database import Database
from dangol.runtime.outbox import Claimed, Delivery, Handler, Relay, emit, outbox
from dangol.runtime.processes import host


@dataclass(frozen=True, slots=True)
class Happened:
    """Something."""

    topic: ClassVar[str] = "test.happened"
    number: int
    name: str


async def _emit(database: Database, number: int, key: str, delay: timedelta | None = None) -> None:
    async with database.transaction() as tx:
        await emit(tx, Happened(number, "이름"), key=key, delay=delay)


async def _open(database: Database) -> int:
    async with database.snapshot() as reader:
        return int(await reader.scalar(select(func.count()).select_from(outbox)) or 0)


async def test_rows_of_one_key_come_in_order_and_keys_side_by_side(database: Database) -> None:
    for number in range(12):
        await _emit(database, number, key=f"k{number % 3}")
    seen: list[tuple[int, str]] = []
    at_work: set[int] = set()
    widest = 0

    async def handle(delivery: Delivery) -> None:
        nonlocal widest
        key = delivery.event.number % 3
        assert key not in at_work
        at_work.add(key)
        widest = max(widest, len(at_work))
        await asyncio.sleep(0.01)
        at_work.discard(key)
        seen.append((delivery.event.number, delivery.event.name))

    relay = Relay(database)
    relay.subscribe(Happened, handle)
    await relay.drain()
    assert sorted(n for n, _ in seen) == list(range(12))
    for key in range(3):
        mine = [n for n, _ in seen if n % 3 == key]
        assert mine == sorted(mine)
    assert widest > 1
    assert await _open(database) == 0


async def test_what_ends_while_the_relay_looks_hides_no_row_behind_it(database: Database) -> None:
    for number, key in enumerate(("slow", "quick", "slow")):
        await _emit(database, number, key=key)
    seen: list[int] = []
    looked = asyncio.Event()

    async def handle(delivery: Delivery) -> None:
        if delivery.event.number == 0:
            await looked.wait()
        seen.append(delivery.event.number)

    class Looking(Relay):
        async def _claim(self, room: int) -> list[Claimed]:
            found = await super()._claim(room)
            if seen:  # the quick one is done: this look found the slow key at work, which ends before it is told
                looked.set()
                await asyncio.gather(*self._busy.values())
            return found

    relay = Looking(database)
    relay.subscribe(Happened, handle)
    await relay.drain()
    assert seen == [1, 0, 2]


async def test_two_relays_share_the_work_and_double_nothing(database: Database, database_url: str) -> None:
    for number in range(30):
        await _emit(database, number, key=f"k{number % 7}")
    other = Database.open(database_url)
    seen: list[int] = []

    async def handle(delivery: Delivery) -> None:
        await asyncio.sleep(0.002)
        seen.append(delivery.event.number)

    relays = [Relay(database), Relay(other)]
    for relay in relays:
        relay.subscribe(Happened, handle)
    await asyncio.gather(*(relay.drain() for relay in relays))
    for relay in relays:
        await relay.drain()
    assert sorted(seen) == list(range(30))
    await other.close()


async def test_a_failing_handler_is_tried_again_and_a_hopeless_one_is_kept_aside(
    database: Database, clock: Clock
) -> None:
    await _emit(database, 1, key="a")
    await _emit(database, 2, key="b")
    tries: list[int] = []

    async def handle(delivery: Delivery) -> None:
        tries.append(delivery.event.number)
        if delivery.event.number == 2:
            raise GiveUp("never")
        if tries.count(1) < 3:
            raise RuntimeError("not yet")

    relay = Relay(database)
    relay.subscribe(Happened, handle)
    for _ in range(4):
        await relay.drain()
        clock.set(clock.now() + timedelta(minutes=10))
    assert tries.count(1) == 3
    assert tries.count(2) == 1
    async with database.snapshot() as reader:
        row = await reader.first(select(outbox))
    assert row is not None
    assert (row.state, row.payload["number"]) == ("dead", 2)


async def test_a_delayed_row_waits_for_its_time(database: Database, clock: Clock) -> None:
    await _emit(database, 1, key="later", delay=timedelta(minutes=5))
    seen: list[int] = []

    async def handle(delivery: Delivery) -> None:
        seen.append(delivery.event.number)

    relay = Relay(database)
    relay.subscribe(Happened, handle)
    await relay.drain()
    assert seen == []
    clock.set(clock.now() + timedelta(minutes=6))
    await relay.drain()
    assert seen == [1]


async def test_a_claim_left_by_a_dead_process_runs_out(database: Database, clock: Clock) -> None:
    await _emit(database, 1, key="a")
    dead = Relay(database)
    assert await dead._claim(4)
    seen: list[int] = []

    async def handle(delivery: Delivery) -> None:
        seen.append(delivery.attempts)

    relay = Relay(database)
    relay.subscribe(Happened, handle)
    await relay.drain()
    assert seen == []
    clock.set(clock.now() + timedelta(minutes=1))
    await relay.drain()
    assert seen == [2]


async def test_a_living_process_keeps_the_claim_of_long_work(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dangol.runtime.outbox._LEASE", timedelta(seconds=0.3))
    monkeypatch.setattr("dangol.runtime.outbox._RENEW_SECONDS", 0.05)
    await _emit(database, 1, key="a")
    seen: list[str] = []

    def handler(name: str) -> Handler:
        async def handle(delivery: Delivery) -> None:
            seen.append(name)
            await asyncio.sleep(1.0)

        return handle

    second = Database.open(database_url)
    working, looking = Relay(database), Relay(second)
    working.subscribe(Happened, handler("working"))
    looking.subscribe(Happened, handler("looking"))
    at_work = asyncio.create_task(working.drain())
    for _ in range(8):
        await asyncio.sleep(0.1)
        await looking.drain()
    await at_work
    assert seen == ["working"]
    assert await _open(database) == 0
    await second.close()


async def test_what_a_stopped_process_had_claimed_is_free_at_once(database: Database) -> None:
    await _emit(database, 1, key="a")
    started = asyncio.Event()

    async def never_done(delivery: Delivery) -> None:
        started.set()
        await asyncio.sleep(3600)

    stopped = Relay(database)
    stopped.subscribe(Happened, never_done)
    running = asyncio.create_task(stopped.run())
    await started.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    seen: list[int] = []

    async def handle(delivery: Delivery) -> None:
        seen.append(delivery.event.number)

    following = Relay(database)
    following.subscribe(Happened, handle)
    await following.drain()
    assert seen == [1]


async def test_a_row_is_closed_in_its_handlers_commit_or_not_at_all(database: Database) -> None:
    await _emit(database, 1, key="a")
    tries: list[int] = []

    async def handle(delivery: Delivery) -> None:
        tries.append(delivery.attempts)
        with contextlib.suppress(ZeroDivisionError):
            async with database.transaction() as tx:
                assert await delivery.close(tx)
                raise ZeroDivisionError
        assert not delivery.closed.is_set()
        async with database.transaction() as tx:
            await delivery.close(tx)
        assert delivery.closed.is_set()

    relay = Relay(database)
    relay.subscribe(Happened, handle)
    await relay.drain()
    assert tries == [1]
    assert await _open(database) == 0


async def test_what_a_dead_process_of_this_machine_had_claimed_is_free_at_once(database: Database) -> None:
    await _emit(database, 1, key="a")
    gone = await asyncio.create_subprocess_exec(sys.executable, "-c", "")
    await gone.wait()
    dead = Relay(database)
    dead._name = f"0123abcd-{gone.pid}-{host()}"
    assert await dead._claim(1)
    heard = asyncio.Event()

    async def handle(delivery: Delivery) -> None:
        assert delivery.event.number == 1
        heard.set()

    alive = Relay(database)
    alive.subscribe(Happened, handle)
    running = asyncio.create_task(alive.run())
    try:
        async with asyncio.timeout(3):  # the claim itself is good for six
            await heard.wait()
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


@contextlib.asynccontextmanager
async def _at_work(relay: Relay) -> AsyncIterator[None]:
    running = asyncio.create_task(relay.run())
    await asyncio.sleep(0.05)
    try:
        yield
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_what_is_written_beside_a_relay_at_work_is_handled_once_and_in_the_order_of_its_key(
    database: Database,
) -> None:
    seen: list[int] = []
    at_work: set[int] = set()
    done = asyncio.Event()

    async def handle(delivery: Delivery) -> None:
        key = delivery.event.number % 3
        assert key not in at_work
        assert delivery.attempts == 1
        at_work.add(key)
        await asyncio.sleep(0.003)
        async with database.transaction() as tx:
            assert await delivery.close(tx)
        at_work.discard(key)
        seen.append(delivery.event.number)
        if len(seen) == 60:
            done.set()

    relay = Relay(database, width=2)
    relay.subscribe(Happened, handle)
    async with _at_work(relay):
        for number in range(60):
            await _emit(database, number, key=f"k{number % 3}")
        async with asyncio.timeout(10):
            await done.wait()
    assert await _open(database) == 0
    assert sorted(seen) == list(range(60))
    for key in range(3):
        mine = [number for number in seen if number % 3 == key]
        assert mine == sorted(mine)


async def test_on_sqlite_a_relay_at_work_claims_what_is_written_without_looking(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path / 'alone.db'}")
    await database.create_tables()
    holding, seen = asyncio.Event(), []

    async def handle(delivery: Delivery) -> None:
        seen.append(delivery.event.number)
        await holding.wait()

    async def rows() -> list[tuple[bool, int]]:
        async with database.snapshot() as reader:
            found = await reader.all(select(outbox.c.claimed_by, outbox.c.attempts).order_by(outbox.c.id))
        return [(row.claimed_by is not None, row.attempts) for row in found]

    relay = Relay(database, width=2)
    relay.subscribe(Happened, handle)
    async with _at_work(relay):
        with contextlib.suppress(ZeroDivisionError):
            async with database.transaction() as tx:
                await emit(tx, Happened(0, "never"), key="a")
                raise ZeroDivisionError
        async with database.transaction() as tx:
            for number, key in (
                (1, "a"),
                (2, "a"),
                (3, "b"),
                (4, "c"),
            ):  # not the second of a key, nor more than there is room for
                await emit(tx, Happened(number, "이름"), key=key)
        assert await rows() == [(True, 1), (False, 0), (True, 1), (False, 0)]
        await asyncio.sleep(0.05)
        assert seen == [1, 3]
        await _emit(database, 5, key="d", delay=timedelta(hours=1))
        assert await rows() == [(True, 1), (False, 0), (True, 1), (False, 0), (False, 0)]
    # Stopped: what it had is given back, and nothing is claimed in its name any more.
    await _emit(database, 6, key="e")
    following = Relay(database)
    following.subscribe(Happened, handle)
    holding.set()
    await following.drain()
    assert seen[2:] == [1, 3, 4, 6, 2]
    assert await rows() == [(False, 0)]
    await database.close()


async def test_what_a_savepoint_took_back_never_happened(database: Database) -> None:
    """An order that fails for want of stock is undone within a turn that commits: nothing of it may be handled."""
    seen: list[int] = []
    both = asyncio.Event()

    async def handle(delivery: Delivery) -> None:
        seen.append(delivery.event.number)
        if {2, 3} <= set(seen):
            both.set()

    relay = Relay(database)
    relay.subscribe(Happened, handle)
    async with _at_work(relay):
        async with database.transaction() as tx:
            with contextlib.suppress(ZeroDivisionError):
                async with tx.connection.begin_nested():
                    await emit(tx, Happened(1, "undone"), key="a")
                    raise ZeroDivisionError
            async with tx.connection.begin_nested():
                await emit(tx, Happened(2, "kept"), key="b")
            await emit(tx, Happened(3, "kept"), key="c")
        async with asyncio.timeout(10):
            await both.wait()
        await asyncio.sleep(0.05)
    assert sorted(seen) == [2, 3]


async def test_what_a_process_died_over_before_it_began_is_free_at_once(database: Database) -> None:
    """It had claimed the row in the commit that wrote it, and was killed before it could begin."""
    gone = await asyncio.create_subprocess_exec(sys.executable, "-c", "")
    await gone.wait()
    dead = Relay(database)
    dead._name = f"0123abcd-{gone.pid}-{host()}"
    dead.begin = lambda row: None  # type: ignore[method-assign]
    async with _at_work(dead):
        await _emit(database, 1, key="a")
        dead._stop = _nothing  # type: ignore[method-assign]
    heard = asyncio.Event()

    async def handle(delivery: Delivery) -> None:
        heard.set()

    alive = Relay(database)
    alive.subscribe(Happened, handle)
    async with _at_work(alive), asyncio.timeout(3):  # the claim itself is good for six
        await heard.wait()


async def _nothing() -> None:
    return None
