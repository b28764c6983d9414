"""Durable work: workflows that survive the death of the process in the middle, and sweeps that run every so often.

A workflow is an ``async def workflow(run, payload)`` whose every outside action is a ``run.step``. A finished step is never done
again: after a crash the workflow is taken up by this or another process, and finished steps give back what they gave. A step that was
cut off *is* done again, so steps carry the provider's idempotency key or look before they write. A released workflow never changes its
steps: a change gets a new name (``payment_v2``).

Underneath is DBOS, and only this file knows it. On SQLite it has a file of its own beside the shop's (WAL, synchronous NORMAL: a power cut
may take its last commits, never the shop's, and the sweeps begin anew what is then missing); on PostgreSQL a schema of its own. DBOS
leaves a dead process's workflows alone, so every process keeps a heartbeat and the living adopt what the dead left.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa
import structlog
from dbos import DBOS, DBOSConfig, Serializer, SetWorkflowID

from dangol.kit.errors import DangolError, GiveUp, RetryLater
from dangol.runtime.database import Database, Instant, metadata
from dangol.runtime.processes import host as this_host
from dangol.runtime.processes import is_gone

log = structlog.get_logger(__name__)

Payload = Mapping[str, Any]
Workflow = Callable[["Run", Payload], Awaitable[Any]]
Sweep = Callable[[], Awaitable[object]]
JobState = Literal["unknown", "running", "done", "failed"]

# Pinned: with a version made from the code, every deploy would strand the workflows under way.
_VERSION = "1"
_BEAT = timedelta(seconds=5)
_DEAD_AFTER = timedelta(seconds=20)
_OVER = ("ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")
_MOST_LIVES = 20

job_workers = sa.Table(
    "job_workers",
    metadata,
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("host", sa.String(120), nullable=False),
    sa.Column("pid", sa.Integer, nullable=False),
    sa.Column("beat_at", Instant, nullable=False),  # the machine's time, not the shop's clock
)


async def _leave_the_loop_alone() -> None:
    """In place of what DBOS does to the loop it runs on."""


class StepFailed(DangolError):
    """A step could not be done. ``gave_up``: nobody need try again; otherwise it was tried as often as allowed."""

    code = "step_failed"

    def __init__(self, step: str, reason: str, words: str, *, gave_up: bool) -> None:
        super().__init__(f"{step}: {words}", step=step, reason=reason)
        self.reason = reason
        self.gave_up = gave_up


class Run:
    """A workflow's way to the outside."""

    def __init__(self, job_id: str, loop: asyncio.AbstractEventLoop) -> None:
        self.id = job_id
        self._loop = loop

    async def step(self, name: str, call: Callable[[], Awaitable[Any]], *, attempts: int = 8) -> Any:
        """Do ``call`` once and remember what it gave (JSON). ``RetryLater`` is tried again after its time, ``attempts`` times in all,
        waiting longer each time; raises ``StepFailed`` then, and at once for ``GiveUp``. Any other error fails the workflow."""
        wait = 1.0
        for attempt in range(1, attempts + 1):
            result = await DBOS.run_step_async({"name": name}, self._guarded, call)
            if "done" in result:
                return result["done"]
            if result["gave_up"] or attempt == attempts:
                raise StepFailed(name, result["code"], result["words"], gave_up=result["gave_up"])
            await self.sleep(min(max(wait, float(result["after"])), 600.0))
            wait *= 2
        raise AssertionError("attempts is at least one")

    async def sleep(self, seconds: float) -> None:
        """Wait, through crashes if need be: the end of the wait is remembered."""
        await DBOS.sleep_async(seconds)

    async def _guarded(self, call: Callable[[], Awaitable[Any]]) -> dict[str, Any]:
        async def tried() -> dict[str, Any]:
            try:
                return {"done": await call()}
            except RetryLater as trouble:
                return {"gave_up": False, "code": trouble.code, "words": str(trouble), "after": trouble.after}
            except GiveUp as trouble:
                return {"gave_up": True, "code": trouble.code, "words": str(trouble), "after": 0}

        # What was adopted from another process may run on another loop; the shop's database belongs to this one.
        if asyncio.get_running_loop() is self._loop:
            return await tried()
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(tried(), self._loop))


@dataclass(frozen=True, slots=True)
class _Scheduled:
    name: str
    every: timedelta
    call: Sweep


class Jobs:
    """Durable work of this process. One per process; ``register`` and ``schedule`` before ``open``."""

    def __init__(self, database: Database, url: str, *, poll: float = 1.0) -> None:
        """``url``: ``sqlite:////path/jobs.db`` (its own file, never the shop's) or ``postgresql://…`` (may be the shop's)."""
        self._database = database
        self._url = sa.make_url(url)
        self._poll = poll
        self._workflows: dict[str, Workflow] = {}
        self._entries: dict[str, Callable[..., Any]] = {}
        self._scheduled: list[_Scheduled] = []
        self._worker = f"wrk-{uuid.uuid4().hex[:24]}"
        self._engine: sa.Engine | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._begun = False  # since somebody last waited for all of it

    def register(self, name: str, workflow: Workflow) -> None:
        """Make ``workflow`` known as ``name``, in every process that may have to finish it."""
        self._workflows[name] = workflow

    def schedule(self, name: str, every: timedelta, call: Sweep) -> None:
        """Call ``call`` every so often while ``run`` runs, in every working process: it must be safe to run side by side."""
        self._scheduled.append(_Scheduled(name, every, call))

    async def open(self) -> None:
        """Get ready to start and take up workflows."""
        self._loop = asyncio.get_running_loop()
        self._engine = _engine(self._url)
        logging.getLogger("dbos").setLevel(logging.WARNING)
        config: DBOSConfig = {
            "name": "dangol",
            "system_database_url": self._url.render_as_string(hide_password=False),
            "system_database_engine": self._engine,
            "application_version": _VERSION,
            "executor_id": self._worker,
            "serializer": _Plain(),
            "log_level": "WARNING",
            "notification_listener_polling_interval_sec": self._poll,
        }
        await self._beat()
        # DBOS would put a thread pool of its own under the whole loop, and take it away again when it ends: everything else that
        # hands work to threads would end with it.
        DBOS._configure_asyncio_thread_pool = staticmethod(_leave_the_loop_alone)  # type: ignore[method-assign]
        DBOS(config=config)
        for name in self._workflows:
            self._entries[name] = self._entry(name)
        await asyncio.to_thread(DBOS.launch)

    def _entry(self, name: str) -> Callable[..., Any]:
        loop = self._loop or asyncio.get_running_loop()

        async def entry(payload: dict[str, Any]) -> Any:
            return await self._workflows[name](Run(str(DBOS.workflow_id), loop), payload)

        entry.__qualname__ = entry.__name__ = name
        return DBOS.workflow(name=name)(entry)

    async def start(self, name: str, job_id: str, payload: Payload) -> None:
        """Start workflow ``name`` as ``job_id``, once: with an id that was started before nothing happens."""
        self._begun = True
        with SetWorkflowID(job_id):
            await DBOS.start_workflow_async(self._entries[name], dict(payload))

    async def revive(self, name: str, job_id: str, payload: Payload) -> None:
        """See to it that ``job_id`` is under way or done: started if it never was, begun anew (under ``job_id~2`` …) if it failed."""
        for life in range(1, _MOST_LIVES + 1):
            current = job_id if life == 1 else f"{job_id}~{life}"
            if await self.state(current) != "failed":
                await self.start(name, current, payload)
                return
        log.error("jobs.hopeless", job=job_id, workflow=name)

    async def state(self, job_id: str) -> JobState:
        """Where a workflow is."""
        found = await DBOS.list_workflows_async(workflow_ids=[job_id], load_input=False, load_output=False)
        if not found:
            return "unknown"
        status = found[0].status
        return "done" if status == "SUCCESS" else "failed" if status in _OVER else "running"

    async def wait(self, job_id: str, seconds: float = 30.0) -> JobState:
        """Wait until a workflow is over, at most ``seconds`` (tests, the command line)."""
        deadline = self._database.clock.monotonic() + seconds
        state = await self.state(job_id)
        while state == "running" and self._database.clock.monotonic() < deadline:
            await asyncio.sleep(0.05)
            state = await self.state(job_id)
        return state

    async def settle(self, seconds: float = 20.0) -> bool:
        """Wait until nothing is under way in this process; whether anything was, or began and ended since the last time (tests, the
        terminal)."""
        deadline = self._database.clock.monotonic() + seconds
        waited, self._begun = self._begun, False
        while self._database.clock.monotonic() < deadline:
            if not await DBOS.list_workflows_async(
                status=["PENDING", "ENQUEUED"], executor_id=self._worker, load_input=False, load_output=False
            ):
                return waited
            waited = True
            await asyncio.sleep(0.03)
        return waited

    async def adopt(self) -> int:
        """Take up what dead processes left; how many workflows."""
        adopted = 0
        async with self._database.snapshot() as reader:
            workers = await reader.all(sa.select(job_workers).where(job_workers.c.id != self._worker))
        for row in workers:
            if not _is_dead(row.host, row.pid, row.beat_at):
                continue
            async with self._database.transaction() as tx:
                # Whoever moves the dead one's heartbeat has the adoption; should he die too, it goes stale again.
                claim = await tx.execute(
                    sa.update(job_workers)
                    .where(job_workers.c.id == row.id, job_workers.c.beat_at == row.beat_at)
                    .values(beat_at=datetime.now(UTC), host=this_host(), pid=os.getpid())
                )
            if claim.rowcount != 1:
                continue
            left = await DBOS.list_workflows_async(
                status="PENDING", executor_id=row.id, load_input=False, load_output=False
            )
            for workflow in left:
                await DBOS.resume_workflow_async(workflow.workflow_id)
            async with self._database.transaction() as tx:
                await tx.execute(sa.delete(job_workers).where(job_workers.c.id == row.id))
            adopted += len(left)
            log.info("jobs.adopted", worker=row.id, workflows=len(left))
        return adopted

    async def prune(self, older_than: timedelta = timedelta(days=14)) -> int:
        """Forget workflows that ended long ago; how many."""
        before = (datetime.now(UTC) - older_than).isoformat()
        old = await DBOS.list_workflows_async(
            status=["SUCCESS", *_OVER], completed_before=before, load_input=False, load_output=False, limit=1000
        )
        if old:
            await DBOS.delete_workflows_async([workflow.workflow_id for workflow in old])
        return len(old)

    async def run(self) -> None:
        """Keep the heartbeat, adopt, sweep; until cancelled."""
        own = [
            _Scheduled("jobs.beat", _BEAT, self._beat),
            _Scheduled("jobs.adopt", _BEAT, self.adopt),
            _Scheduled("jobs.prune", timedelta(hours=6), self.prune),
        ]
        async with asyncio.TaskGroup() as group:
            for scheduled in (*own, *self._scheduled):
                group.create_task(_repeat(scheduled))

    async def close(self) -> None:
        """Stop working here. What is under way is taken up at the next start, here or elsewhere."""
        await asyncio.to_thread(DBOS.destroy, destroy_registry=True, workflow_completion_timeout_sec=0)
        if self._engine is not None:
            self._engine.dispose()
        with contextlib.suppress(RetryLater):
            async with self._database.transaction() as tx:
                gone = datetime(1970, 1, 1, tzinfo=UTC)
                await tx.execute(sa.update(job_workers).where(job_workers.c.id == self._worker).values(beat_at=gone))

    async def _beat(self) -> None:
        now = datetime.now(UTC)
        async with self._database.transaction() as tx:
            changed = await tx.execute(
                sa.update(job_workers).where(job_workers.c.id == self._worker).values(beat_at=now)
            )
            if changed.rowcount == 0:
                await tx.execute(
                    sa.insert(job_workers).values(id=self._worker, host=this_host(), pid=os.getpid(), beat_at=now)
                )


async def _repeat(scheduled: _Scheduled) -> None:
    while True:
        try:
            await scheduled.call()
        except RetryLater as trouble:
            log.warning("jobs.waiting", sweep=scheduled.name, reason=trouble.code)
        except Exception:  # the worker loop must survive whatever a sweep does
            log.exception("jobs.sweep_failed", sweep=scheduled.name)
        await asyncio.sleep(scheduled.every.total_seconds())


def _is_dead(host: str, pid: int, beat_at: datetime) -> bool:
    if datetime.now(UTC) - beat_at > _DEAD_AFTER:
        return True
    # An earlier life of this process number is dead too: ours has another name.
    return (host == this_host() and pid == os.getpid()) or is_gone(host, pid)


def _engine(url: sa.URL) -> sa.Engine:
    if url.get_backend_name() == "postgresql":
        return sa.create_engine(
            url.set(drivername="postgresql+psycopg"), pool_size=5, max_overflow=5, pool_pre_ping=True
        )
    Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(url.set(drivername="sqlite"), pool_size=5, connect_args={"check_same_thread": False})

    @sa.event.listens_for(engine, "connect")
    def connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = "IMMEDIATE"
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA busy_timeout=30000")
        connection.execute("PRAGMA foreign_keys=ON")

    return engine


class _Plain(Serializer):
    """Workflow data as JSON: readable, and nothing in the file is ever executed. An error keeps its name and words."""

    def serialize(self, data: Any) -> str:
        if isinstance(data, BaseException):
            data = {"!error": [type(data).__name__, str(data)]}
        return json.dumps(data, ensure_ascii=False, default=str)

    def deserialize(self, serialized_data: str) -> Any:
        data = json.loads(serialized_data)
        if isinstance(data, dict) and "!error" in data:
            name, words = data["!error"]
            return DangolError(f"{name}: {words}")
        return data

    def name(self) -> str:
        return "dangol_json"
