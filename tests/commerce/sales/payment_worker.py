"""A working process for one order's payment, that may be told to die at an instant: ``payment_worker.py <plan.json>``."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from dangol.commerce.orders.jobs import PaymentJobs
from dangol.commerce.payments import actions as payments
from dangol.commerce.payments.events import PaymentReady, PaymentRequested, RefundRequested
from dangol.gateways.test.adapter import TestGateway
from dangol.runtime.clock import Clock
from dangol.runtime.database import Database
from dangol.runtime.jobs import Jobs, Run
from dangol.runtime.outbox import Delivery, Relay


def _die_at(plan: dict[str, Any]) -> Callable[[str], None]:
    def reached(instant: str) -> None:
        if plan["die_at"] == instant:
            os.kill(os.getpid(), signal.SIGKILL)

    return reached


async def main(plan: dict[str, Any]) -> None:
    """Relay, workflows, adoption and sweeps until ``PaymentReady`` was heard and the outbox is empty, or death."""
    reached = _die_at(plan)
    clock = Clock(datetime.now(UTC) + timedelta(seconds=plan["ahead"]))
    database = Database.open(plan["database"], clock)
    await database.create_tables()
    jobs = Jobs(database, plan["jobs"], poll=0.1)
    gateway = TestGateway(
        Path(plan["gateway"]), key="k" * 64, page_url="https://p.example/{payment}", test_mode=True, now=clock.now
    )
    work = PaymentJobs(database, jobs, {"test": gateway})
    work.register(timedelta(seconds=0.3))

    step = Run.step

    async def watched(self: Run, name: str, call: Callable[[], Awaitable[Any]], **more: Any) -> Any:
        async def inner() -> Any:
            reached(f"before {name}")
            result = await call()
            reached(f"after {name}")
            return result

        result = await step(self, name, inner, **more)
        reached(f"noted {name}")
        return result

    Run.step = watched  # type: ignore[method-assign]
    made = payments.page_made

    async def page_made(*arguments: Any) -> bool:
        result = await made(*arguments)
        reached("within store")
        return result

    payments.page_made = page_made

    async def requested(delivery: Delivery) -> None:
        reached("before start")
        await work.requested(delivery)
        reached("after start")

    heard = asyncio.Event()

    async def ready(delivery: Delivery) -> None:
        with Path(plan["heard"]).open("a") as file:  # noqa: ASYNC230
            file.write(f"{delivery.event.url}\n")
        heard.set()

    relay = Relay(database)
    relay.subscribe(PaymentRequested, requested)
    relay.subscribe(RefundRequested, work.refund_requested)
    relay.subscribe(PaymentReady, ready)
    await jobs.open()
    tasks = [asyncio.create_task(relay.run(idle=0.05)), asyncio.create_task(jobs.run())]
    await asyncio.wait_for(heard.wait(), 40)
    await asyncio.sleep(1.0)  # time for anything that would be done twice
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await jobs.close()
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(json.loads(Path(sys.argv[1]).read_text())))
