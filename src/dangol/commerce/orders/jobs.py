"""The durable work around an order's money: make the payment page, send money back, ask about payments in doubt, let orders run out.

Each workflow is named after its row (``payment:<id>``, ``refund:<id>``), so however often its event is handed out it runs once; the row's
own state is what the sweeps go by, so nothing is lost even with the workflows' file. The gateway is called between transactions, never
in one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import structlog

from dangol.commerce.orders import actions, repository
from dangol.commerce.payments import actions as payments
from dangol.commerce.payments import repository as payment_rows
from dangol.commerce.payments.errors import GatewayUnknown, PaymentUnknown
from dangol.commerce.payments.events import PaymentRequested, RefundRequested
from dangol.commerce.payments.models import Payment, PaymentState, Refund
from dangol.commerce.payments.ports import Gateway, PaymentPage, PaymentWish
from dangol.kit.errors import GiveUp, RetryLater
from dangol.kit.ids import OrderId, PaymentId
from dangol.kit.times import iso, parse_instant
from dangol.runtime.database import Database
from dangol.runtime.jobs import Jobs, Payload, Run, StepFailed
from dangol.runtime.outbox import Delivery

log = structlog.get_logger(__name__)

PAYMENT = "payment_v1"
REFUND = "refund_v1"
_STUCK = timedelta(minutes=1)
_ASK_AFTER = timedelta(minutes=3)
_ASK_UNTIL = timedelta(days=7)
_GRACE = timedelta(minutes=15)
_AT_ONCE = 50


class PaymentJobs:
    """The workflows and sweeps of payments. ``requested`` and ``refund_requested`` subscribe to the outbox."""

    def __init__(self, database: Database, jobs: Jobs, gateways: Mapping[str, Gateway]) -> None:
        self._database = database
        self._jobs = jobs
        self._gateways = gateways

    def register(self, every: timedelta = timedelta(seconds=30)) -> None:
        """Make the workflows known and the sweeps regular. Before ``Jobs.open``."""
        self._jobs.register(PAYMENT, self.make_payment)
        self._jobs.register(REFUND, self.make_refund)
        self._jobs.schedule("payments.stuck", every, self.sweep_stuck)
        self._jobs.schedule("payments.in_doubt", every, self.sweep_in_doubt)
        self._jobs.schedule("orders.expired", every, self.sweep_expired)

    async def requested(self, delivery: Delivery) -> None:
        """Handler of ``PaymentRequested``."""
        event: PaymentRequested = delivery.event
        await self._jobs.start(PAYMENT, f"payment:{event.payment_id}", {"payment_id": event.payment_id})

    async def refund_requested(self, delivery: Delivery) -> None:
        """Handler of ``RefundRequested``."""
        event: RefundRequested = delivery.event
        await self._jobs.start(REFUND, f"refund:{event.refund_id}", {"refund_id": event.refund_id})

    async def make_payment(self, run: Run, payload: Payload) -> None:
        """Have the gateway make the page, then store it and tell the shopper, or say that there is none."""
        payment_id = PaymentId(payload["payment_id"])

        async def create() -> dict[str, str] | None:
            payment = await self._payment(payment_id)
            if payment.provider_id is not None or payment.state != PaymentState.CREATING:
                return None
            page = await self._gateway(payment.gateway).create(_wish(payment))
            return {"url": page.url, "provider_id": page.provider_id, "expires_at": iso(page.expires_at)}

        async def store(page: Mapping[str, str]) -> bool:
            made = PaymentPage(page["url"], page["provider_id"], parse_instant(page["expires_at"]))
            async with self._database.transaction() as tx:
                return await payments.page_made(tx, payment_id, made)

        async def refuse(reason: str) -> bool:
            async with self._database.transaction() as tx:
                return await payments.page_refused(tx, payment_id, reason)

        try:
            page = await run.step("create", create)
        except StepFailed as failed:
            reason = failed.reason
            await run.step("refuse", lambda: refuse(reason))
            return
        if page is not None:
            await run.step("store", lambda: store(page))

    async def make_refund(self, run: Run, payload: Payload) -> None:
        """Have the gateway send money back, then store that, or tell a person that it would not."""
        refund_id = str(payload["refund_id"])

        async def send() -> str | None:
            refund, payment = await self._refund(refund_id)
            if refund.state != "requested":
                return None
            gateway = self._gateway(payment.gateway)
            return (await gateway.refund(payment.provider_id or "", refund.amount, refund.id)).provider_id

        async def store(provider_id: str) -> bool:
            async with self._database.transaction() as tx:
                return await actions.money_returned(tx, refund_id, provider_id)

        async def fail(reason: str) -> None:
            async with self._database.transaction() as tx:
                await payments.not_sent_back(tx, refund_id, reason)

        try:
            provider_id = await run.step("send", send)
        except StepFailed as failed:
            reason = failed.reason
            await run.step("fail", lambda: fail(reason))
            return
        if provider_id is not None:
            await run.step("store", lambda: store(provider_id))

    async def sweep_stuck(self) -> int:
        """Begin anew what should long be done: pages not made, refunds not sent. How many were seen to."""
        async with self._database.snapshot() as reader:
            before = reader.now - _STUCK
            creating = await payment_rows.stuck_creating(reader, before, _AT_ONCE)
            sending = await payment_rows.stuck_refunds(reader, before, _AT_ONCE)
        for payment_id in creating:
            await self._jobs.revive(PAYMENT, f"payment:{payment_id}", {"payment_id": payment_id})
        for refund in sending:
            await self._jobs.revive(REFUND, f"refund:{refund.id}", {"refund_id": refund.id})
        return len(creating) + len(sending)

    async def sweep_in_doubt(self) -> int:
        """Ask the gateway about payments whose end nobody told us. How many had one."""
        async with self._database.snapshot() as reader:
            ago = reader.now - _ASK_AFTER
            doubtful = await payment_rows.in_doubt(reader, ago, ago, reader.now - _ASK_UNTIL, _AT_ONCE)
        settled = 0
        for payment in doubtful:
            try:
                settled += await self._ask(payment)
            except (RetryLater, GiveUp) as trouble:
                log.warning("payments.no_answer", payment=payment.id, reason=trouble.code)
        return settled

    async def sweep_expired(self) -> int:
        """Cancel orders nobody paid in time, after asking the gateway once more; how many were cancelled."""
        async with self._database.snapshot() as reader:
            now = reader.now
            due = await repository.due_to_expire(reader, now, _AT_ONCE)
        cancelled = 0
        for order_id in due:
            if await self._no_money_came(order_id, now - _GRACE):
                async with self._database.transaction() as tx:
                    cancelled += await actions.expire(tx, order_id)
        return cancelled

    async def _no_money_came(self, order_id: OrderId, blind_after: Any) -> bool:
        async with self._database.snapshot() as reader:
            attempts = await payment_rows.of_order(reader, order_id)
        for payment in attempts:
            if payment.state != PaymentState.OPEN:
                continue
            try:
                await self._ask(payment)
            except (RetryLater, GiveUp) as trouble:
                log.warning("payments.no_answer", payment=payment.id, reason=trouble.code)
                # A gateway that is away for a moment is waited for; stock is not kept for ever.
                if payment.pay_by > blind_after:
                    return False
        return True

    async def _ask(self, payment: Payment) -> bool:
        event = await self._gateway(payment.gateway).ask(payment.provider_id or "")
        async with self._database.transaction() as tx:
            await payment_rows.note_asked(tx, payment.id)
            if event is None:
                return False
            await actions.take_gateway_event(tx, payment.gateway, event)
        return True

    def _gateway(self, name: str) -> Gateway:
        if name not in self._gateways:
            raise GatewayUnknown(f"The shop has no gateway {name!r}.", cure="Set it up again, or pay another way.")
        return self._gateways[name]

    async def _payment(self, payment_id: PaymentId) -> Payment:
        async with self._database.snapshot() as reader:
            payment = await payment_rows.get(reader, payment_id)
        if payment is None:
            raise PaymentUnknown("There is no such payment.", payment_id=payment_id)
        return payment

    async def _refund(self, refund_id: str) -> tuple[Refund, Payment]:
        async with self._database.snapshot() as reader:
            refund = await payment_rows.get_refund(reader, refund_id)
        if refund is None:
            raise PaymentUnknown("There is no such refund.", refund_id=refund_id)
        return refund, await self._payment(refund.payment_id)


def _wish(payment: Payment) -> PaymentWish:
    return PaymentWish(
        key=payment.key,
        order_number=payment.order_number,
        amount=payment.amount,
        description=payment.description,
        lang=payment.lang,
        return_url=payment.return_url,
        cancel_url=payment.cancel_url,
        expires_at=payment.pay_by,
    )
