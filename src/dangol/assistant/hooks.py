"""Web hooks that flows call: asked for in the turn's commit, posted afterwards, answered into the conversation.

The row is written in the commit of the turn that wants it, and its id is the idempotency key of every try, so however often and wherever
the call is taken up after a crash, the other side sees one call. It is posted by durable work of its own (``runtime/jobs.py``): outside
every transaction, and however slow the other side is, nobody else's conversation waits for it. The answer is stored and handed to the
conversation in one commit.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import insert, select, update

from dangol.assistant.events import HookAnswered, HookDue
from dangol.assistant.models import hook_calls
from dangol.dialogue.effects import Hook
from dangol.dialogue.state import plain
from dangol.kit.errors import GiveUp, RetryLater
from dangol.kit.foreign import NotJson, read_json
from dangol.kit.ids import new_id
from dangol.kit.signature import sign
from dangol.runtime.clock import Clock
from dangol.runtime.database import Database, Transaction
from dangol.runtime.errors import SettingInvalid
from dangol.runtime.http import Answer, Outbound
from dangol.runtime.jobs import Jobs, Payload, Run, StepFailed
from dangol.runtime.outbox import Delivery, Relay, emit
from dangol.runtime.settings import HookSettings

log = structlog.get_logger(__name__)

HOOK = "hook_v1"
_STUCK = timedelta(minutes=2)
_MOST_WAIT = 30.0
_AT_ONCE = 50
_DEPTH = 8

Posted = Callable[[str, str, Mapping[str, Any]], Awaitable[tuple[str, dict[str, Any]]]]
"""Posts the body of one call: ``(name, key, body)`` to its outcome (``ok`` or ``refused``) and the answer's fields. Raises
``RetryLater`` and ``GiveUp``."""


@dataclass(frozen=True, slots=True)
class _Call:
    id: str
    name: str
    body: Mapping[str, Any]


async def request(tx: Transaction, conversation_id: str, lang: str, hook: Hook) -> None:
    """Ask, in this commit, for ``hook`` to be posted after it."""
    hook_id = new_id("hok")
    body = {
        "id": hook_id,
        "hook": hook.name,
        "conversation": conversation_id,
        "lang": lang,
        "values": plain(hook.body),
    }
    await tx.execute(
        insert(hook_calls).values(
            id=hook_id,
            conversation_id=conversation_id,
            call=hook.call,
            name=hook.name,
            body=body,
            state="due",
            created_at=tx.now,
        )
    )
    await emit(tx, HookDue(hook_id), key=f"hook:{hook_id}")


SECRET_LENGTH = 16
"""Characters that the secret of a web hook has at least."""


def secrets_of(hooks: tuple[HookSettings, ...], environ: Mapping[str, str]) -> dict[str, str]:
    """The secret of each hook by its name. Raises ``SettingInvalid`` for one without, and for two of one name."""
    found: dict[str, str] = {}
    for hook in hooks:
        secret = environ.get(hook.secret_env, "")
        if len(secret) < SECRET_LENGTH:
            raise SettingInvalid(
                f"The web hook {hook.name} has no secret.",
                cure=f"Set {hook.secret_env or 'secret_env in its [[hooks]], and that variable,'} to at least {SECRET_LENGTH} characters.",
            )
        if hook.name in found:
            raise SettingInvalid(f"Two web hooks are called {hook.name}.", cure="Give each a name of its own.")
        found[hook.name] = secret
    return found


class Poster:
    """Posts calls, signed, to the addresses of the shop's settings."""

    def __init__(
        self, hooks: tuple[HookSettings, ...], secrets: Mapping[str, str], http: Outbound, clock: Clock
    ) -> None:
        self._hooks = {hook.name: hook for hook in hooks}
        self._secrets = secrets
        self._http = http
        self._clock = clock

    async def post(self, name: str, key: str, body: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """One try. Raises ``RetryLater`` where another may help, ``GiveUp`` where none will."""
        hook = self._hooks.get(name)
        if hook is None:
            raise GiveUp(f"The shop has no web hook {name} any more.", cure="Add it to shop.toml again.")
        raw = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        headers = {
            "content-type": "application/json",
            "accept": "application/json",
            "idempotency-key": key,
            "dangol-signature": sign(self._secrets[name], raw, self._clock.now()),
        }
        try:
            async with asyncio.timeout(hook.seconds):  # all of it: a server that drips a byte a second is slow too
                answer = await self._http.post(hook.url, raw, headers)
        except TimeoutError as trouble:
            raise RetryLater(f"{name} took longer than {hook.seconds:g} s.", after=1.0) from trouble
        except RetryLater as trouble:
            asked = bool(trouble.data.get("asked"))
            raise RetryLater(str(trouble), after=min(trouble.after, _MOST_WAIT) if asked else 1.0) from trouble
        return _outcome(name, answer)


def _outcome(name: str, answer: Answer) -> tuple[str, dict[str, Any]]:
    """2xx is an answer, 4xx a no; both may have fields. Redirects are not followed: they could lead anywhere."""
    if 300 <= answer.status < 400:
        raise GiveUp(
            f"{name} answered with a redirect ({answer.status}).", cure="Put the final address into shop.toml."
        )
    refused = answer.status >= 400
    if not answer.body.strip():
        return ("refused" if refused else "ok"), {}
    try:
        fields = read_json(answer.body, depth=_DEPTH)
    except NotJson as trouble:
        if refused:
            return "refused", {}
        raise GiveUp(f"{name} did not answer in JSON: {trouble}") from trouble
    if not isinstance(fields, dict):
        if refused:
            return "refused", {}
        raise GiveUp(f"{name} answered JSON, but no object.", cure="Answer {…}.")
    bounded: dict[str, Any] = plain(fields)
    return ("refused" if refused else "ok"), bounded


class HookJobs:
    """The durable work: ``due`` subscribes to the outbox, ``tries`` says how often a hook is tried."""

    def __init__(self, database: Database, jobs: Jobs, post: Posted, tries: Mapping[str, int]) -> None:
        self._database = database
        self._jobs = jobs
        self._post = post
        self._tries = tries

    def subscribe(self, relay: Relay, every: timedelta = timedelta(seconds=30)) -> None:
        """Make the workflow known, the sweep regular, and listen. Before ``Jobs.open``."""
        self._jobs.register(HOOK, self.call)
        self._jobs.schedule("hooks.stuck", every, self.sweep_stuck)
        relay.subscribe(HookDue, self.due)

    async def due(self, delivery: Delivery) -> None:
        """Handler of ``HookDue``."""
        event: HookDue = delivery.event
        await self._jobs.start(HOOK, f"hook:{event.hook_id}", {"hook_id": event.hook_id})

    async def call(self, run: Run, payload: Payload) -> None:
        """Post it, then store what came back and hand it to the conversation."""
        hook_id = str(payload["hook_id"])
        found = await self._due(hook_id)
        if found is None:
            return
        name, body = found.name, found.body

        async def post() -> dict[str, Any]:
            outcome, answer = await self._post(name, hook_id, body)
            return {"outcome": outcome, "answer": answer}

        try:
            came = await run.step("post", post, attempts=self._tries.get(name, 1))
        except StepFailed as failed:
            log.warning("hook.failed", hook=name, call=hook_id, reason=str(failed))
            came = {"outcome": "failed", "answer": {}, "problem": str(failed)[:500]}
        await run.step("store", lambda: self._store(hook_id, came))

    async def sweep_stuck(self) -> None:
        """See to it that calls that were asked for some time ago are under way, whatever happened to their work."""
        async with self._database.snapshot() as reader:
            before = reader.now - _STUCK
            rows = await reader.all(
                select(hook_calls.c.id)
                .where(hook_calls.c.state == "due", hook_calls.c.created_at < before)
                .order_by(hook_calls.c.created_at)
                .limit(_AT_ONCE)
            )
        for row in rows:
            await self._jobs.revive(HOOK, f"hook:{row.id}", {"hook_id": row.id})

    async def _due(self, hook_id: str) -> _Call | None:
        async with self._database.snapshot() as reader:
            row = await reader.first(select(hook_calls).where(hook_calls.c.id == hook_id))
        return _Call(row.id, row.name, row.body) if row is not None and row.state == "due" else None

    async def _store(self, hook_id: str, came: Mapping[str, Any]) -> bool:
        async with self._database.transaction() as tx:
            row = await tx.first(select(hook_calls).where(hook_calls.c.id == hook_id).with_for_update())
            if row is None or row.state != "due":
                return False
            await tx.execute(
                update(hook_calls)
                .where(hook_calls.c.id == hook_id)
                .values(state="done", outcome=came["outcome"], problem=came.get("problem"), body=None, done_at=tx.now)
            )
            answered = HookAnswered(row.conversation_id, row.call, row.name, came["outcome"], dict(came["answer"]))
            await emit(tx, answered, key=row.conversation_id)
            return True
