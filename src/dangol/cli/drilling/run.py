"""The drill from beginning to end."""

from __future__ import annotations

import asyncio
import random
import secrets
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from dangol.cli.drilling.fleet import Fleet, Server, make_fleet
from dangol.cli.drilling.ledger import Ledger
from dangol.cli.drilling.messengers import Sender, Sink
from dangol.cli.drilling.outcome import Book
from dangol.cli.drilling.plan import Kill, Plan, draw
from dangol.cli.drilling.shop import SECRET_VARIABLE, stock_shop, write_drill_shop
from dangol.cli.drilling.verdict import Verdict, judge
from dangol.cli.drilling.visitors import visit

_AT_ONCE = 32  # people who are saying something; the others have said all and read
_LEAST_AHEAD, _MOST_AHEAD = 30, 120  # how many messages may be under way beyond the next kill
_QUIET_SECONDS = 90.0  # without any news for so long, whatever is missing will not come any more
_QUIET_SETTLED_SECONDS = 15.0  # the same once the server has nothing left to do

Progress = Callable[[str, int, int], None]


@dataclass
class Report:
    """What happened and what came of it."""

    plan: Plan
    verdict: Verdict
    ledger: Ledger
    kills: dict[str, int]
    seconds: float
    conversations: int
    answers: list[float] = field(default_factory=list)  # seconds from acknowledged to shown, on sockets


@dataclass
class Drill:
    """One drill at work: what its people stand on."""

    plan: Plan
    fleet: Fleet
    ledger: Ledger
    client: httpx2.AsyncClient
    over: asyncio.Event = field(default_factory=asyncio.Event)
    given: int = 0
    open_to: int = 0
    moved: asyncio.Condition = field(default_factory=asyncio.Condition)

    def door(self, chance: random.Random) -> Server:
        """A serving process, ready or not."""
        return chance.choice(self.fleet.doors)

    async def may_send(self, messages: int) -> None:
        """Wait: the traffic must not be over before the last kill."""
        async with self.moved:
            self.given += messages
            place = self.given
            await self.moved.wait_for(lambda: place <= self.open_to)

    async def kill(self) -> None:
        """Carry out every kill of the plan."""
        for kill in (*self.plan.kills, None):
            async with self.moved:
                # The last kill may have taken so long that this one's moment is past: something must still be to come.
                moment = self.plan.messages if kill is None else max(kill.after, self.ledger.acknowledged)
                self.open_to = moment + max(_LEAST_AHEAD, min(_MOST_AHEAD, self.plan.messages // 10))
                self.moved.notify_all()
            if kill is not None:
                await self._carry_out(kill)

    async def _carry_out(self, kill: Kill) -> None:
        victims = [self.fleet.servers[number] for number in kill.victims]
        if kill.at_once:

            def strike() -> None:
                for victim in victims:
                    victim.strike()

            await self.ledger.strike(kill.after, strike)
        else:
            await self.ledger.reached(kill.after)
            await asyncio.sleep(kill.delay)
        await asyncio.gather(*(victim.kill() for victim in victims))
        await asyncio.sleep(kill.pause)
        await asyncio.gather(*(victim.start() for victim in victims))
        self.ledger.last_news = time.monotonic()


@asynccontextmanager
async def _database(folder: Path, postgres: str | None) -> AsyncIterator[tuple[str, str | None]]:
    """The address of the drill's database; on PostgreSQL one of its own, which is dropped in the end."""
    if postgres is None:
        yield f"sqlite:///{folder / 'data' / 'shop.db'}", None
        return
    name = f"dangol_drill_{secrets.token_hex(6)}"
    engine = create_async_engine(make_url(postgres).set(drivername="postgresql+asyncpg"), isolation_level="AUTOCOMMIT")
    try:
        async with engine.connect() as connection:
            await connection.execute(text(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"))
        url = make_url(postgres).set(database=name).render_as_string(hide_password=False)
        try:
            yield url, url
        finally:
            async with engine.connect() as connection:
                await connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        await engine.dispose()


async def run_drill(
    messages: int, seed: int, kills: int, postgres: str | None, keep: Path | None, progress: Progress
) -> Report:
    """Run the drill of ``seed``. ``keep``: a folder in which everything stays, to look at."""
    async with AsyncExitStack() as stack:
        folder = keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dangol-drill-")))
        folder = folder.resolve()
        folder.mkdir(parents=True, exist_ok=True)
        secret = secrets.token_hex(24)
        ledger = Ledger(expected=messages)
        sink = Sink(ledger, secret, seed)
        await sink.start()
        stack.push_async_callback(sink.stop)
        write_drill_shop(folder, f"http://127.0.0.1:{sink.port}/")
        (folder / "data").mkdir(exist_ok=True)
        url, server_url = await stack.enter_async_context(_database(folder, postgres))
        await stock_shop(folder, url)
        fleet = make_fleet(folder, server_url, SECRET_VARIABLE, secret)
        stack.push_async_callback(fleet.stop)
        progress("Starting the processes", 0, messages)
        await fleet.start()
        limits = httpx2.Limits(max_connections=400, max_keepalive_connections=100)
        client = await stack.enter_async_context(httpx2.AsyncClient(timeout=30, limits=limits))
        plan = draw(seed, messages, kills, len(fleet.servers))
        drill = Drill(plan, fleet, ledger, client)
        began = time.monotonic()
        await _traffic(drill, seed, secret, Book(url), progress)
        seconds = time.monotonic() - began
        outcome = await Book(url).read()
        verdict = judge(ledger, outcome)
        await fleet.stop()
        return Report(
            plan,
            verdict,
            ledger,
            {server.name: server.kills for server in fleet.servers},
            seconds,
            sum(len(found) for found in outcome.conversations.values()),
            _answer_times(ledger),
        )


async def _traffic(drill: Drill, seed: int, secret: str, book: Book, progress: Progress) -> None:
    said = asyncio.Semaphore(_AT_ONCE)
    people = []
    for person in drill.plan.people:
        if person.way == "messenger":
            people.append(asyncio.create_task(Sender(drill, person, seed, secret).run(said)))
        else:
            people.append(asyncio.create_task(visit(drill, person, seed, said)))
    killing = asyncio.create_task(drill.kill())
    try:
        await _until_settled(drill, killing, people, book, progress)
    finally:
        drill.over.set()
        killing.cancel()
        await asyncio.sleep(0.2)
        for task in people:
            task.cancel()
        await asyncio.gather(*people, killing, return_exceptions=True)


async def _until_settled(
    drill: Drill, killing: asyncio.Task[None], people: list[asyncio.Task[None]], book: Book, progress: Progress
) -> None:
    """Until all is said, answered and shown, or nothing has happened for long."""
    ledger, plan = drill.ledger, drill.plan
    while True:
        done_kills = sum(server.kills for server in drill.fleet.servers)
        progress(f"{done_kills} kills", ledger.acknowledged, plan.messages)
        await asyncio.sleep(0.5)
        if killing.done():
            killing.result()
        for task in people:
            if task.done():
                task.result()
        ready = all(server.ready.is_set() for server in drill.fleet.servers)
        if ready and time.monotonic() - ledger.last_news > _QUIET_SECONDS:
            return
        if ledger.acknowledged >= plan.messages and killing.done():
            progress("Waiting for the last answers", ledger.acknowledged, plan.messages)
            if await book.settled():
                quiet = time.monotonic() - ledger.last_news > _QUIET_SETTLED_SECONDS
                if quiet or _all_shown(ledger, await book.last_seqs()):
                    # One more look: whatever comes twice should have the time to.
                    await asyncio.sleep(2)
                    return


def _all_shown(ledger: Ledger, last: dict[str, int]) -> bool:
    return all(screen.last >= last.get(story.address or "", 0) for story in ledger.stories for screen in story.screens)


def _answer_times(ledger: Ledger) -> list[float]:
    found = []
    for story in ledger.stories:
        for screen in story.screens[:1]:
            told = {s.told[0].seq: s.told[0].at for s in story.sent.values() if s.told}
            waiting: list[float] = []
            for shown in screen.shown:
                if shown.source == "shopper" and shown.seq in told:
                    waiting.append(told[shown.seq])
                elif shown.source == "assistant":
                    found += [shown.at - at for at in waiting]
                    waiting = []
    return sorted(found)
