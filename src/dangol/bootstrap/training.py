"""Trainings that were asked for at the desk: durable work, done by a process of its own, so that nobody who serves shoppers carries its
memory or waits for it."""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

import structlog

from dangol.learning.events import TrainingAsked
from dangol.learning.models import TrainingState
from dangol.learning.trainings import end_training, find_training, latest_training
from dangol.runtime.database import Database
from dangol.runtime.jobs import Jobs, Payload, Run
from dangol.runtime.outbox import Delivery, Relay

log = structlog.get_logger(__name__)

TRAIN = "training_v1"
_TRIES = 3
_LOOK_SECONDS = 2.0
_STUCK = timedelta(minutes=2)


class Trainer:
    """Sees to it that what was asked for is done, once, whoever dies meanwhile. ``asked`` is a handler of the outbox."""

    def __init__(self, database: Database, jobs: Jobs, folder: Path) -> None:
        self._database = database
        self._jobs = jobs
        self._folder = folder

    def subscribe(self, relay: Relay, every: timedelta = timedelta(seconds=30)) -> None:
        """Make the workflow known, the sweep regular, and listen. Before ``Jobs.open``."""
        self._jobs.register(TRAIN, self.train)
        self._jobs.schedule("training.stuck", every, self.sweep_stuck)
        relay.subscribe(TrainingAsked, self.asked)

    async def asked(self, delivery: Delivery) -> None:
        """Handler of ``TrainingAsked``."""
        event: TrainingAsked = delivery.event
        await self._jobs.start(TRAIN, f"training:{event.training_id}", {"training_id": event.training_id})

    async def train(self, run: Run, payload: Payload) -> None:
        """Have it done."""
        training_id = str(payload["training_id"])
        await run.step("train", lambda: self._until_over(training_id))

    async def sweep_stuck(self) -> None:
        """See to it that what was asked for some time ago is under way, whatever happened to its work."""
        async with self._database.snapshot() as reader:
            training = await latest_training(reader)
            now = reader.now
        if training is None or not training.for_desk or training.over or now - training.asked_at < _STUCK:
            return
        if training.state is TrainingState.ASKED or training.left:
            await self._jobs.revive(TRAIN, f"training:{training.id}", {"training_id": training.id})

    async def _until_over(self, training_id: str) -> None:
        """Start the process that trains; another one where it died. One that is at it already, here or elsewhere, is waited for."""
        for _ in range(_TRIES):
            if not await self._is_wanted(training_id):
                return
            code = await self._process(training_id)
            log.info("training.process_ended", training=training_id, code=code)
        if await self._is_wanted(training_id):
            async with self._database.transaction() as tx:
                trouble = {
                    "code": "broken_off",
                    "words": f"The process that trains ended {_TRIES} times before it was done.",
                }
                await end_training(tx, training_id, trouble=trouble)

    async def _is_wanted(self, training_id: str) -> bool:
        while True:
            async with self._database.snapshot() as reader:
                training = await find_training(reader, training_id)
            if training is None or training.over:
                return False
            if training.state is TrainingState.ASKED or training.left:
                return True
            await asyncio.sleep(_LOOK_SECONDS)

    async def _process(self, training_id: str) -> int:
        words = ("-m", "dangol", "learn", "train", "--shop", str(self._folder), "--asked", training_id)
        process = await asyncio.create_subprocess_exec(sys.executable, *words, stdout=asyncio.subprocess.DEVNULL)
        try:
            return await process.wait()
        except asyncio.CancelledError:
            process.terminate()
            raise
