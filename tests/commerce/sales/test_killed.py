"""A process killed at any instant of the payment workflow ends, after another took over, with exactly one payment."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest
from small_shop import placed

from dangol.commerce.checkout.terms import Terms
from dangol.commerce.payments import repository
from dangol.commerce.payments.models import PaymentState
from dangol.gateways.test.ledger import Ledger
from dangol.runtime.database import Database

WORKER = Path(__file__).with_name("payment_worker.py")
INSTANTS = (
    "before start",
    "after start",
    "before create",
    "after create",
    "noted create",
    "before store",
    "within store",
    "after store",
    "noted store",
)


async def _work(folder: Path, plan: dict[str, Any]) -> tuple[int, str]:
    path = folder / "plan.json"
    path.write_text(json.dumps(plan))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(WORKER),
        str(path),
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await asyncio.wait_for(process.communicate(), 120)  # one that hears nothing more gives up after 40
    return process.returncode or 0, output.decode(errors="replace")


@pytest.mark.slow
@pytest.mark.parametrize("instant", INSTANTS)
async def test_killed_at(shop: Database, database_url: str, terms: Terms, tmp_path: Path, instant: str) -> None:
    order = await placed(shop, terms)
    plan = {
        "database": database_url,
        "jobs": database_url if database_url.startswith("postgresql") else f"sqlite:///{tmp_path / 'jobs.db'}",
        "gateway": str(tmp_path / "gateway.db"),
        "heard": str(tmp_path / "heard"),
        "die_at": instant,
        "ahead": 0,
    }
    code, output = await _work(tmp_path, plan)
    assert code == -signal.SIGKILL, output
    # Two minutes later by the shop's clock: claims of the dead have run out, the sweeps look.
    code, output = await _work(tmp_path, {**plan, "die_at": "", "ahead": 120})
    if instant == "noted store" and code != 0:
        # The news may have gone out before the first process died.
        assert (tmp_path / "heard").exists(), output
    else:
        assert code == 0, output
    assert Ledger(tmp_path / "gateway.db").count() == 1
    async with shop.snapshot() as reader:
        (payment,) = await repository.of_order(reader, order.id)
    assert payment.state is PaymentState.OPEN
    heard = (tmp_path / "heard").read_text().splitlines()
    # The outbox tells at least once, and whoever hears is safe to hear twice: the first process may have died between telling and noting
    # that it had told.
    assert heard == [payment.url] * (len(heard) if instant == "noted store" else 1)
    assert heard
