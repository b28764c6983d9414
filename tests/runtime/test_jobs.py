"""Durable jobs: a finished step is never done again, a dead process's work is adopted, trouble has an end."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from dangol.kit.errors import GiveUp, RetryLater
from dangol.runtime.database import Database
from dangol.runtime.jobs import Jobs, Payload, Run, StepFailed, job_workers


class _Book:
    """What the workflows of a test did."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.trouble: list[Exception] = []


@pytest.fixture
def book() -> _Book:
    return _Book()


def jobs_url(database_url: str, tmp_path: Path) -> str:
    return database_url if database_url.startswith("postgresql") else f"sqlite:///{tmp_path / 'jobs.db'}"


@pytest.fixture
async def jobs(database: Database, database_url: str, tmp_path: Path, book: _Book) -> AsyncIterator[Jobs]:
    """Jobs with one workflow, ``twice``: two steps, the second of which may meet trouble."""
    made = Jobs(database, jobs_url(database_url, tmp_path), poll=0.1)

    async def twice(run: Run, payload: Payload) -> Any:
        async def first() -> str:
            book.done.append(f"first {payload['name']}")
            return "나"

        async def second() -> dict[str, Any]:
            if book.trouble:
                raise book.trouble.pop(0)
            book.done.append(f"second {payload['name']}")
            return {"a": [1, None]}

        try:
            got = await run.step("first", first)
            assert await run.step("second", second, attempts=3) == {"a": [1, None]}
        except StepFailed as failed:
            book.done.append(f"failed {failed.reason} {failed.gave_up}")
            return None
        return got

    made.register("twice", twice)
    await made.open()
    yield made
    await made.close()


async def test_a_job_runs_once_under_its_id(jobs: Jobs, book: _Book) -> None:
    for _ in range(3):
        await jobs.start("twice", "job-1", {"name": "이름"})
    assert await jobs.wait("job-1") == "done"
    await jobs.start("twice", "job-1", {"name": "이름"})
    await jobs.revive("twice", "job-1", {"name": "이름"})
    await asyncio.sleep(0.2)
    assert book.done == ["first 이름", "second 이름"]
    assert await jobs.state("no-such-job") == "unknown"


async def test_retry_later_is_tried_again_without_repeating_what_is_done(jobs: Jobs, book: _Book) -> None:
    book.trouble += [RetryLater("away", after=0.1)]
    await jobs.start("twice", "job-1", {"name": "a"})
    assert await jobs.wait("job-1") == "done"
    assert book.done == ["first a", "second a"]


async def test_trouble_has_an_end(jobs: Jobs, book: _Book) -> None:
    book.trouble += [RetryLater("away", after=0.1) for _ in range(9)]
    await jobs.start("twice", "job-1", {"name": "a"})
    assert await jobs.wait("job-1") == "done"
    assert book.done == ["first a", "failed retry_later False"]
    assert len(book.trouble) == 6
    book.done.clear()
    book.trouble[:] = [GiveUp("never")]
    await jobs.start("twice", "job-2", {"name": "b"})
    assert await jobs.wait("job-2") == "done"
    assert book.done == ["first b", "failed give_up True"]


async def test_a_job_that_failed_can_begin_a_new_life(jobs: Jobs, book: _Book) -> None:
    book.trouble += [ZeroDivisionError("a bug")]
    await jobs.start("twice", "job-1", {"name": "a"})
    assert await jobs.wait("job-1") == "failed"
    await jobs.revive("twice", "job-1", {"name": "a"})
    assert await jobs.wait("job-1~2") == "done"
    await jobs.revive("twice", "job-1", {"name": "a"})
    assert await jobs.state("job-1~3") == "unknown"
    assert book.done == ["first a", "first a", "second a"]


async def test_what_ended_long_ago_is_forgotten(jobs: Jobs) -> None:
    await jobs.start("twice", "job-1", {"name": "a"})
    await jobs.wait("job-1")
    assert await jobs.prune() == 0
    assert await jobs.prune(timedelta(seconds=-5)) == 1
    assert await jobs.state("job-1") == "unknown"


async def test_a_sweep_survives_its_own_errors(database: Database, database_url: str, tmp_path: Path) -> None:
    jobs = Jobs(database, jobs_url(database_url, tmp_path), poll=0.1)
    calls: list[int] = []
    often = asyncio.Event()

    async def sweep() -> None:
        calls.append(1)
        if len(calls) > 2:
            often.set()
        raise [RetryLater("busy"), ValueError("a bug")][len(calls) % 2]

    jobs.schedule("test", timedelta(seconds=0.02), sweep)
    await jobs.open()
    running = asyncio.create_task(jobs.run())
    async with asyncio.timeout(20):
        await often.wait()
    assert not running.done()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await jobs.close()


_DYING = """
import asyncio, os, signal, sys
from dangol.runtime.database import Database
from dangol.runtime.jobs import Jobs

async def main():
    database = Database.open(sys.argv[1])
    jobs = Jobs(database, sys.argv[2], poll=0.1)
    async def twice(run, payload):
        async def first():
            print("first done", flush=True)
            return "그때"
        async def second():
            os.kill(os.getpid(), signal.SIGKILL)
        await run.step("first", first)
        await run.step("second", second)
    jobs.register("twice", twice)
    await jobs.open()
    await jobs.start("twice", "job-1", {"name": "left"})
    await asyncio.sleep(30)

asyncio.run(main())
"""


async def test_what_a_killed_process_left_is_adopted(
    database: Database, database_url: str, tmp_path: Path, jobs: Jobs, book: _Book
) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        _DYING,
        database_url,
        jobs_url(database_url, tmp_path),
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == -signal.SIGKILL
    assert output.decode().split("\n")[0] == "first done"
    assert await jobs.state("job-1") == "running"
    assert await jobs.adopt() == 1
    assert await jobs.adopt() == 0
    assert await jobs.wait("job-1") == "done"
    assert book.done == ["second left"]  # the first step's answer was remembered


async def test_the_living_are_not_robbed(database: Database, jobs: Jobs) -> None:
    async with database.transaction() as tx:
        now = datetime.now(UTC)
        far = {"id": "wrk-far", "host": "elsewhere", "pid": 1, "beat_at": now}
        here = {"id": "wrk-here", "host": os.uname().nodename, "pid": os.getppid(), "beat_at": now}
        await tx.execute(job_workers.insert(), [far, here])
    assert await jobs.adopt() == 0
    async with database.transaction() as tx:
        await tx.execute(
            update(job_workers).where(job_workers.c.id == "wrk-far").values(beat_at=now - timedelta(minutes=1))
        )
    await jobs.adopt()
    async with database.snapshot() as reader:
        left = await reader.scalar(select(func.count()).select_from(job_workers))
    assert left == 2  # the silent one is gone, the living neighbour and ourselves are not
