"""Durable work done at once and kept nowhere: for conversation tests, where a shop lives for a minute and dies on purpose.

The same workflows run as they do in `Jobs`, step by step, in this process; what they wait for is not waited for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from dangol.kit.errors import GiveUp, RetryLater
from dangol.runtime.jobs import Jobs, JobState, Payload, Run, StepFailed


class _RunAtOnce(Run):
    async def step(self, name: str, call: Callable[[], Awaitable[Any]], *, attempts: int = 8) -> Any:
        """Do ``call``; ``RetryLater`` is tried again at once, ``attempts`` times in all."""
        for attempt in range(1, attempts + 1):
            try:
                return await call()
            except GiveUp as trouble:
                raise StepFailed(name, trouble.code, str(trouble), gave_up=True) from trouble
            except RetryLater as trouble:
                if attempt == attempts:
                    raise StepFailed(name, trouble.code, str(trouble), gave_up=False) from trouble
        raise AssertionError("attempts is at least one")

    async def sleep(self, seconds: float) -> None:
        """Go on."""


class JobsAtOnce(Jobs):
    """Any number in one process, each with its own workflows."""

    async def open(self) -> None:
        """Get ready."""
        self._under_way: dict[str, asyncio.Task[Any]] = {}
        self._lives: dict[str, JobState] = {}

    async def start(self, name: str, job_id: str, payload: Payload) -> None:
        """Start workflow ``name`` as ``job_id``, once."""
        if job_id in self._lives:
            return
        self._lives[job_id] = "running"
        run = _RunAtOnce(job_id, asyncio.get_running_loop())

        async def life() -> None:
            try:
                await self._workflows[name](run, dict(payload))
            except BaseException:
                self._lives[job_id] = "failed"
                raise
            self._lives[job_id] = "done"

        # It counts as under way until somebody settles, however early it ended: what it left to do, or why it failed, is not missed.
        self._under_way[job_id] = asyncio.create_task(life(), name=job_id)

    async def state(self, job_id: str) -> JobState:
        """Where a workflow is."""
        return self._lives.get(job_id, "unknown")

    async def settle(self, seconds: float = 20.0) -> bool:
        """Wait until nothing is under way; whether anything was since the last time. Raises what a workflow raised."""
        tasks = list(self._under_way.values())
        if not tasks:
            return False
        try:
            await asyncio.wait_for(asyncio.gather(*tasks), seconds)
        finally:
            self._under_way = {name: task for name, task in self._under_way.items() if not task.done()}
        return True

    async def sweep(self) -> None:
        """Call everything scheduled, once."""
        for scheduled in self._scheduled:
            await scheduled.call()

    async def close(self) -> None:
        """Drop what is under way."""
        for task in list(self._under_way.values()):
            task.cancel()
