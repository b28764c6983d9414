"""One training at a time for the whole shop, followed by anybody; what a dead process left is taken up or ended."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

import dangol.accounts.models  # noqa: F401 - what is done is in the audit trail
from dangol.bootstrap.training import Trainer
from dangol.learning.errors import TrainingUnderWay, VersionChanged
from dangol.learning.models import TrainingState, trainings
from dangol.learning.trainings import (
    Training,
    ask_training,
    begin_training,
    end_training,
    find_training,
    latest_training,
    take_training,
    tell_training,
)
from dangol.learning.versions import add_version, check_still_live, difference
from dangol.runtime.database import Database
from dangol.runtime.jobs_at_once import JobsAtOnce
from dangol.runtime.outbox import Relay
from dangol.runtime.processes import host

OWNER = "member:mbr_1"


async def _ask(database: Database, by: str = OWNER) -> str:
    async with database.transaction() as tx:
        return await ask_training(tx, by)


async def _take(database: Database, training_id: str, pid: int = 0) -> Training | None:
    async with database.transaction() as tx:
        return await take_training(tx, training_id, host(), pid or os.getpid())


async def _latest(database: Database) -> Training:
    async with database.snapshot() as reader:
        found = await latest_training(reader)
    assert found is not None
    return found


def _dead() -> int:
    """The number of a process that is gone."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


async def test_there_is_one_at_a_time(database: Database) -> None:
    asked = await asyncio.gather(*(_ask(database) for _ in range(4)), return_exceptions=True)
    refused = [one for one in asked if isinstance(one, TrainingUnderWay)]
    assert len(refused) == 3, asked
    with pytest.raises(TrainingUnderWay):
        async with database.transaction() as tx:
            await begin_training(tx, "cli:me", host(), os.getpid())
    training = await _latest(database)
    async with database.transaction() as tx:
        await end_training(tx, training.id, version=2)
    assert (await _latest(database)).state is TrainingState.DONE
    assert await _ask(database) != training.id


async def test_several_workers_that_are_woken_by_it_do_it_once(database: Database) -> None:
    training_id = await _ask(database)
    taken = await asyncio.gather(*(_take(database, training_id) for _ in range(4)))
    assert len([one for one in taken if one is not None]) == 1
    assert await _take(database, training_id) is None, "whoever holds it is still there"
    async with database.transaction() as tx:
        await tell_training(tx, training_id, "talking", 3, 10)
    found = await _latest(database)
    assert (found.phase, found.done, found.of, found.left, found.over) == ("talking", 3, 10, False, False)


async def test_what_a_dead_process_left_is_taken_up_or_ended(database: Database) -> None:
    training_id = await _ask(database)
    assert await _take(database, training_id, _dead())
    assert (await _latest(database)).left
    assert await _take(database, training_id), "by another process"
    async with database.transaction() as tx:
        old = datetime.now(UTC) - timedelta(minutes=3)
        await tx.execute(update(trainings).values(host="elsewhere", beat_at=old))
    assert (await _latest(database)).left, "nothing was heard of it for long"
    async with database.transaction() as tx:
        await tx.execute(update(trainings).values(host=host()))
    assert not (await _latest(database)).left, "it is there, and only does not get to say so"
    async with database.transaction() as tx:
        await tx.execute(update(trainings).values(beat_at=datetime.now(UTC) - timedelta(minutes=30)))
    assert (await _latest(database)).left, "another process bears its number by now"
    async with database.transaction() as tx:
        other = await begin_training(tx, "cli:me", host(), os.getpid())
    async with database.snapshot() as reader:
        before = await find_training(reader, training_id)
    assert before is not None
    assert (before.state, before.trouble and before.trouble["code"]) == (TrainingState.FAILED, "broken_off")
    assert (await _latest(database)).id == other


class _Trainer(Trainer):
    """Its processes are played: each takes the training and does with it what ``does`` says."""

    def __init__(self, database: Database, jobs: JobsAtOnce, does: list[str]) -> None:
        super().__init__(database, jobs, Path())
        self.does = does
        self.mine = database

    async def _process(self, training_id: str) -> int:
        if (what := self.does.pop(0)) == "dies":
            return -9
        if what == "dies in it":
            await _take(self.mine, training_id, _dead())
            return -9
        await _take(self.mine, training_id)
        async with self.mine.transaction() as tx:
            await end_training(tx, training_id, version=7)
        return 0


@pytest.mark.parametrize(
    ("does", "state"),
    [
        (["does it"], TrainingState.DONE),
        (["dies", "dies in it", "does it"], TrainingState.DONE),
        (["dies", "dies in it", "dies"], TrainingState.FAILED),
    ],
)
async def test_it_is_done_however_often_its_process_dies(
    database: Database, does: list[str], state: TrainingState
) -> None:
    jobs, relay = JobsAtOnce(database, "sqlite://"), Relay(database)
    await jobs.open()
    trainer = _Trainer(database, jobs, list(does))
    trainer.subscribe(relay)
    training_id = await _ask(database)
    await relay.drain()
    await jobs.settle()
    found = await _latest(database)
    assert (found.id, found.state, found.turn) == (training_id, state, None)
    assert trainer.does == []


async def test_one_that_was_forgotten_is_taken_up_and_one_of_a_terminal_is_not(database: Database) -> None:
    jobs = JobsAtOnce(database, "sqlite://")
    await jobs.open()
    trainer = _Trainer(database, jobs, ["does it"])
    trainer.subscribe(Relay(database))
    await _ask(database)
    await trainer.sweep_stuck()
    assert not await jobs.settle(), "not yet: a worker may be about to"
    database.clock.set(database.clock.now() + timedelta(minutes=3))
    await trainer.sweep_stuck()
    await jobs.settle()
    assert (await _latest(database)).state is TrainingState.DONE
    async with database.transaction() as tx:
        await begin_training(tx, "cli:me", host(), _dead())
    database.clock.set(database.clock.now() + timedelta(minutes=3))
    await trainer.sweep_stuck()
    assert not await jobs.settle(), "its person has seen it break off"


async def test_what_was_compared_with_another_version_does_not_go_live(database: Database) -> None:
    async with database.transaction() as tx:
        first = await add_version(tx, {}, {}, OWNER, live=True)
        await check_still_live(tx, first)
        await add_version(tx, {"en": "greet: |\n  ahoy\n"}, {}, OWNER, live=True)
        with pytest.raises(VersionChanged):
            await check_still_live(tx, first)


def test_what_waits_to_be_learnt_is_counted_by_lines() -> None:
    before = {"en": "greet: |\n  ahoy\n  hey you\n", "ko": "thanks:\n  - 고마워\n"}
    after = {"en": "# mine\ngreet: [ahoy]\nthanks: ta\n", "ko": "thanks: |\n  고마워\n"}
    found = difference(before, after)
    assert found.added == (("en", "thanks", "ta"),)
    assert found.taken == (("en", "greet", "hey you"),)
    assert not difference(before, before)
