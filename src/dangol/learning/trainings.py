"""Trainings: asked for at the desk or in the terminal, one at a time for the whole shop, whoever does them and on whichever machine.

Whoever trains holds the row and lets it be known every few seconds that it is still there; what a dead one left is taken up or ended.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from dangol.accounts.actions import record
from dangol.kit.ids import new_id
from dangol.learning.errors import TrainingUnderWay
from dangol.learning.events import TrainingAsked
from dangol.learning.models import TrainingState, trainings
from dangol.runtime.database import Reader, Transaction
from dangol.runtime.outbox import emit
from dangol.runtime.processes import is_gone, is_here

TRAINING = "training"
"""The topic that wakes whoever follows a training."""
BEAT_SECONDS = 5.0
"""How often whoever trains says so."""
_DEAD_AFTER = timedelta(seconds=60)
_STARVED_AFTER = timedelta(
    minutes=20
)  # it gives way to everybody else: on a busy machine it may not get to say so for long


@dataclass(frozen=True, slots=True)
class Training:
    """One of them. ``done`` of ``of`` conversation tests are held; ``version`` is what came of it, ``trouble`` why nothing did."""

    id: str
    turn: int | None
    state: TrainingState
    asked_by: str
    asked_at: datetime
    host: str | None
    pid: int | None
    beat_at: datetime | None
    phase: str
    done: int
    of: int
    version: int | None
    trouble: Mapping[str, Any] | None
    ended_at: datetime | None

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in (TrainingState.DONE, TrainingState.FAILED)

    @property
    def for_desk(self) -> bool:
        """Whether it was asked for at the desk, where it is taken up again if it breaks off; in the terminal a person sees that it did."""
        return self.asked_by.startswith("member:")

    @property
    def left(self) -> bool:
        """Whether somebody had begun it and is gone."""
        if self.state is not TrainingState.RUNNING or self.beat_at is None:
            return False
        where, pid = self.host or "", self.pid or 0
        silent = datetime.now(UTC) - self.beat_at
        return is_gone(where, pid) or silent > (_STARVED_AFTER if is_here(where, pid) else _DEAD_AFTER)


def _training(row: Row[Any]) -> Training:
    values = dict(row._mapping)
    return Training(**{**values, "state": TrainingState(values["state"])})


async def find_training(reader: Reader, training_id: str) -> Training | None:
    """The training with that id."""
    row = await reader.first(select(trainings).where(trainings.c.id == training_id))
    return _training(row) if row else None


async def latest_training(reader: Reader) -> Training | None:
    """The one that was asked for last."""
    order = (trainings.c.turn.is_(None), trainings.c.asked_at.desc(), trainings.c.id.desc())
    row = await reader.first(select(trainings).order_by(*order).limit(1))
    return _training(row) if row else None


async def ask_training(tx: Transaction, by: str) -> str:
    """Have the shop's examples learnt by a working process; the training's id. Raises ``TrainingUnderWay``."""
    training_id = await _add(tx, by, state=TrainingState.ASKED)
    await emit(tx, TrainingAsked(training_id), key=f"training:{training_id}")
    await record(tx, by, "training.asked", f"training:{training_id}")
    return training_id


async def begin_training(tx: Transaction, by: str, host: str, pid: int) -> str:
    """Say that this process begins to train; the training's id. Raises ``TrainingUnderWay``."""
    return await _add(tx, by, state=TrainingState.RUNNING, host=host, pid=pid, beat_at=datetime.now(UTC))


async def take_training(tx: Transaction, training_id: str, host: str, pid: int) -> Training | None:
    """The training, held by this process from now on; none if it is over, or somebody who is still there holds it."""
    row = await tx.first(select(trainings).where(trainings.c.id == training_id).with_for_update())
    found = _training(row) if row else None
    if found is None or found.over or (found.state is TrainingState.RUNNING and not found.left):
        return None
    held = {"state": TrainingState.RUNNING, "host": host, "pid": pid, "beat_at": datetime.now(UTC)}
    # On SQLite a transaction is alone; on PostgreSQL the row is locked.
    await _change(tx, training_id, **held)
    return found


async def tell_training(tx: Transaction, training_id: str, phase: str, done: int, of: int) -> None:
    """Whoever trains is still there, and this far."""
    await _change(tx, training_id, beat_at=datetime.now(UTC), phase=phase, done=done, of=of)


async def end_training(
    tx: Transaction, training_id: str, *, version: int | None = None, trouble: Mapping[str, Any] | None = None
) -> None:
    """It is over: a ``version`` came of it, or ``trouble`` says why none did."""
    state = TrainingState.FAILED if version is None else TrainingState.DONE
    await _change(tx, training_id, state=state, turn=None, version=version, trouble=trouble, ended_at=tx.now)


async def _change(tx: Transaction, training_id: str, **fields: Any) -> None:
    await tx.execute(update(trainings).where(trainings.c.id == training_id).values(**fields))
    tx.announce(TRAINING)


async def _add(tx: Transaction, by: str, **fields: Any) -> str:
    row = await tx.first(select(trainings).where(trainings.c.turn.is_not(None)).with_for_update())
    before = _training(row) if row else None
    if before is not None and before.left:
        await end_training(
            tx, before.id, trouble={"code": "broken_off", "words": f"process {before.pid} of {before.host}"}
        )
        before = None
    training_id = new_id("trn")
    try:
        if before is None:
            async with tx.connection.begin_nested():
                values = {"phase": "learning", "done": 0, "of": 0, "asked_by": by, "asked_at": tx.now, "turn": 1}
                await tx.execute(insert(trainings).values(id=training_id, **values, **fields))
            tx.announce(TRAINING)
            return training_id
    except IntegrityError:
        pass  # somebody was faster
    raise TrainingUnderWay("A training is under way already.", cure="Wait for it: /desk/learning shows how far it is.")
