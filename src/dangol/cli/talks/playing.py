"""Playing tests: every file in a shop of its own, made from one prepared folder, several at a time."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dangol.accounts.actions import Member, add_member, check_password, sign_in
from dangol.accounts.actions import seen as is_present
from dangol.bootstrap.shop import open_app
from dangol.bootstrap.talk import Talk
from dangol.cli.talks.holding import holds, stands
from dangol.cli.talks.hooks import StagedHooks
from dangol.cli.talks.replies import Mismatch, Screen, Seen, compare, seen
from dangol.cli.talks.script import Script, Step
from dangol.commerce.orders import repository as orders
from dangol.commerce.promotions.repository import codes_of
from dangol.contacts.actions import meet, recognise
from dangol.conversations.ports import Said
from dangol.desk import actions as desk
from dangol.kit.errors import DangolError
from dangol.runtime.clock import Clock
from dangol.runtime.jobs_at_once import JobsAtOnce
from dangol.runtime.settings import LanguageModelSettings, Settings, Smtp, load_settings
from dangol.runtime.telemetry import configure_logging

_AT_ONCE = 4
_FEW = 6  # are played sooner than another process has started
_MOST_SECONDS = 120.0
_PASSWORD = "conversation-test"  # noqa: S105 - of a member who lives as long as a test


@dataclass(frozen=True, slots=True)
class Turned:
    """One step as it went: for the report, and for comparing it with how it went another time."""

    step: Step
    text: str
    understood: str
    seen: Seen
    order: str = ""
    coupons: tuple[str, ...] = ()


@dataclass
class Outcome:
    """How a test ended. ``failed_at`` is the step that did not go as expected; ``walked`` are the flows' steps walked; ``stands`` is what
    stood in the database in the end, as ``then`` says it."""

    script: Script
    mismatches: list[Mismatch] = field(default_factory=list)
    failed_at: Step | None = None
    turned: list[Turned] = field(default_factory=list)
    walked: set[str] = field(default_factory=set)
    stands: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def passed(self) -> bool:
        """Whether everything was as expected."""
        return not self.mismatches


class ShopNotReady(DangolError):
    """The shop cannot be made ready for tests."""

    code = "shop_not_ready"


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    """Work with these variables instead of the machine's own: a test never touches the shop's real database."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update({name: value for name, value in values.items() if value})
    for name, value in values.items():
        if not value:
            os.environ.pop(name, None)
    try:
        yield
    finally:
        for name, old in before.items():
            if old is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = old


async def prepare_shop(shop: Path, scratch: Path, database_url: str = "") -> Path:
    """A copy of the shop folder in ``scratch``, without its data, its catalogue, customers and orders imported.

    Raises ``ShopNotReady``.
    """
    from dangol.cli import importing

    load_settings(shop)
    folder = scratch / "shop"
    shutil.copytree(shop, folder, ignore=shutil.ignore_patterns("data", "tests", ".git", "*.db"), dirs_exist_ok=True)
    (folder / "data").mkdir(exist_ok=True)  # a shop that has nothing to import has none yet
    with _environment(DATABASE_URL=database_url, DANGOL_DATA_DIR="", DANGOL_SYNCHRONOUS="NORMAL"):
        console, before = importing.out, importing.out.quiet
        console.quiet = True
        try:
            fine = await importing.import_folder(folder, console)
        finally:
            console.quiet = before
        if not fine:
            raise ShopNotReady(
                f"{shop} could not be imported.", cure=f"See what is wrong with: dangol check --shop {shop}"
            )
    return folder


def trial_settings(folder: Path, data: Path, database_url: str) -> Settings:
    """The shop's settings for a test: test mode, nobody is written to, nobody outside is asked, its own data folder."""
    settings = load_settings(folder, {})
    shop = settings.shop.model_copy(
        update={
            "test_mode": True,
            "gateway": "test",
            "inboxes": (),
            "smtp": Smtp(),
            "language_model": LanguageModelSettings(),
        }
    )
    machine = settings.machine.model_copy(
        update={"data_dir": str(data), "synchronous": "NORMAL", "database_url": database_url}
    )
    return replace(settings, shop=shop, machine=machine)


async def play_all(
    scripts: Sequence[Script],
    folder: Path,
    scratch: Path,
    *,
    at_once: int = _AT_ONCE,
    processes: int = 1,
    database_url: str = "",
    tell: Callable[[Outcome], None] = lambda _: None,
) -> list[Outcome]:
    """Play every script in a shop of its own, copied from the prepared ``folder``: ``at_once`` of them in this process, or spread over
    ``processes`` of their own; with ``database_url``, all in that one database, one after the other."""
    ahead = list(enumerate(scripts))
    if processes > 1 and len(scripts) > _FEW and not database_url:
        return await _play_apart(ahead, folder, scratch, min(processes, len(scripts)), tell)
    gate = asyncio.Semaphore(1 if database_url else at_once)

    async def play_one(number: int, script: Script) -> Outcome:
        async with gate:
            outcome = await _play_copy(number, script, folder, scratch, database_url)
            tell(outcome)
            return outcome

    return list(await asyncio.gather(*(play_one(number, script) for number, script in ahead)))


async def _play_apart(
    ahead: Sequence[tuple[int, Script]],
    folder: Path,
    scratch: Path,
    processes: int,
    tell: Callable[[Outcome], None],
) -> list[Outcome]:
    """The same in processes of their own: what a conversation costs is thinking, and one process thinks on one processor."""
    loop = asyncio.get_running_loop()
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload([__name__])  # imported once, not by each
    with ProcessPoolExecutor(processes, server, initializer=configure_logging, initargs=("error",)) as pool:

        async def play_one(number: int, script: Script) -> Outcome:
            outcome = await loop.run_in_executor(pool, _play_alone, number, script, folder, scratch)
            tell(outcome)
            return outcome

        return list(await asyncio.gather(*(play_one(number, script) for number, script in ahead)))


def _play_alone(number: int, script: Script, folder: Path, scratch: Path) -> Outcome:
    return asyncio.run(_play_copy(number, script, folder, scratch, ""))


async def _play_copy(number: int, script: Script, folder: Path, scratch: Path, database_url: str) -> Outcome:
    data = scratch / f"{number:04}"
    shutil.copytree(folder / "data", data)
    try:
        return await _play(script, trial_settings(folder, data, database_url), number)
    finally:
        shutil.rmtree(data, ignore_errors=True)


async def _play(script: Script, settings: Settings, number: int) -> Outcome:
    outcome = Outcome(script)
    started = time.perf_counter()
    async with AsyncExitStack() as stack:
        app = await stack.enter_async_context(
            open_app(settings, Clock(script.now), work=True, jobs=JobsAtOnce, post=StagedHooks(script.hooks).post)
        )
        await app.indexer.catch_up()
        player = _Player(Talk(app), script, outcome, number)
        try:
            await asyncio.wait_for(player.play(), _MOST_SECONDS)
        except TimeoutError:
            step = player.step or script.steps[0]
            outcome.failed_at = step
            outcome.mismatches.append(Mismatch(step.line, "an end", f"no end after {_MOST_SECONDS:.0f} seconds"))
    outcome.seconds = time.perf_counter() - started
    return outcome


class _Player:
    def __init__(self, talk: Talk, script: Script, outcome: Outcome, number: int) -> None:
        self._talk = talk
        self._script = script
        self._outcome = outcome
        self._number = number
        self._screens: dict[str, Screen] = {}
        self._order = ""
        self._coupons: tuple[str, ...] = ()
        self._desk: tuple[Member, str] | None = None
        self.step: Step | None = None

    async def play(self) -> None:
        """Every step until one goes wrong, then what must hold."""
        await self._open_desk()
        if self._script.customer:
            await self._know(self._script.customer)
        for step in self._script.steps:
            self.step = step
            mismatches = await self._do(step)
            if mismatches:
                self._outcome.mismatches += mismatches
                self._outcome.failed_at = step
                return
        self._outcome.stands = await stands(self._talk, self._name("visitor"), self._put_back)
        for who, wants in self._script.then:
            self._outcome.mismatches += await holds(self._talk, self._name(who), wants, self._put)

    def _name(self, who: str) -> str:
        return f"test-{self._number}-{who}"

    def _put(self, text: str) -> str:
        text = text.replace("{order}", self._order) if self._order else text
        return text.replace("{coupon}", self._coupons[-1]) if self._coupons else text

    def _put_back(self, text: str) -> str:
        text = text.replace(self._order, "{order}") if self._order else text
        for code in self._coupons:
            text = text.replace(code, "{coupon}")
        return text

    async def _open_desk(self) -> None:
        name = self._script.desk
        if name is None:
            return
        async with self._talk.app.database.transaction() as tx:
            email = f"desk-{self._number}@example.com"
            await add_member(tx, email, name, _PASSWORD, languages=self._talk.app.settings.shop.languages)
        member = await check_password(self._talk.app.database, email, _PASSWORD)
        async with self._talk.app.database.transaction() as tx:
            self._desk = (member, await sign_in(tx, member))

    async def _know(self, customer: str) -> None:
        site = self._talk.app.site
        async with self._talk.app.database.transaction() as tx:
            contact_id = await meet(tx, site.web_inbox, f"terminal:{self._name('visitor')}", lang=self._script.lang)
            await recognise(tx, contact_id, customer_ref=customer, email=None, name=None)

    async def _do(self, step: Step) -> list[Mismatch]:
        app = self._talk.app
        if self._desk is not None:
            async with app.database.transaction() as tx:
                await is_present(tx, self._desk[1])
        screen = self._screens.setdefault(step.who, Screen())
        problem = await self._act(step, screen)
        if problem is not None:
            return [problem]
        conversation = await self._talk.conversation_of(self._name(step.who))
        if conversation is not None:
            screen.asked = (conversation.state.get("asking") or {}).get("slot")
            async with app.database.snapshot() as reader:
                mine = await orders.for_contact(reader, conversation.contact_id, 1)
                own = await codes_of(reader, conversation.contact_id)
            self._order = mine[0].number if mine else self._order
            self._coupons = tuple(code.code_key for code in own)
        self._outcome.walked.update(screen.explained("steps"))
        understood = _understood(screen)
        now = seen(screen.replies, screen.asked, understood)
        self._outcome.turned.append(Turned(step, screen.text, understood, now, self._order, self._coupons))
        mismatches = compare(screen, step.expects, self._put)
        expected_silence = any(e.key == "silent" for e in step.expects)
        if step.do in ("says", "taps", "sends", "fills") and not screen.replies and not expected_silence:
            holder = conversation.holder.value if conversation else "assistant"
            if holder == "assistant":
                mismatches.append(Mismatch(step.line, "an answer", "nothing was said"))
        return mismatches

    async def _act(self, step: Step, screen: Screen) -> Mismatch | None:
        talk, who, value = self._talk, self._name(step.who), step.value
        lang, page = self._script.lang, dict(self._script.page) if self._script.page else None
        if step.do == "says":
            screen.see(await talk.say(who, talk.type(self._put(value)), lang, page))
        elif step.do == "sends":
            screen.see(await talk.say(who, Said(command=value, label=step.on or ""), lang, page))
        elif step.do == "taps":
            tap = screen.numbered[value - 1] if isinstance(value, int) and 0 < value <= len(screen.numbered) else None
            if tap is None and isinstance(value, str):
                found = screen.find(self._put(value), step.on)
                tap = found.button if found else None
            if tap is None:
                return Mismatch(step.line, f"a button {value}", f"to tap: {screen.labels()}")
            if tap.command is None:
                return Mismatch(step.line, f"a button {value}", f"it opens a page: {tap.url}")
            screen.see(await talk.say(who, talk.tap(tap), lang, page))
        elif step.do == "fills":
            if screen.form is None:
                return Mismatch(step.line, "a form", "there is none on the screen")
            names = [field.name for field in screen.form.fields]
            strange = [name for name in value if name not in names]
            if strange:
                return Mismatch(step.line, f"fields {', '.join(strange)}", f"the form asks for {', '.join(names)}")
            filled = {field.name: field.value for field in screen.form.fields if field.value}
            values = {**filled, **{name: self._put(text) for name, text in value.items()}}
            screen.see(await talk.say(who, talk.fill(screen.form.form_id, values), lang, page))
        elif step.do == "pays":
            if screen.payment is None:
                return Mismatch(step.line, "a payment link", "there is none on the screen")
            screen.see(await talk.pay(who, screen.payment.url, value))
        else:
            return await self._apart(step, screen)
        return None

    async def _apart(self, step: Step, screen: Screen) -> Mismatch | None:
        """What the visitor does not do: time passes, a person at the desk answers."""
        app, name = self._talk.app, self._name(step.who)
        before = await self._talk.conversation_of(name)
        if step.do == "waits":
            app.database.clock.set(app.database.clock.now() + step.value)
            jobs = app.selling.jobs
            if isinstance(jobs, JobsAtOnce):
                await jobs.sweep()
        elif self._desk is None or before is None:
            return Mismatch(step.line, "somebody at the desk", "nobody is there; write `desk: Minji` above")
        else:
            async with app.database.transaction() as tx:
                say = app.site.say
                if step.do == "agent_says":
                    await desk.take(tx, self._desk[0], before.id, say)
                    await desk.reply(tx, self._desk[0], before.id, step.value, f"{step.line}")
                else:
                    await desk.give_back(tx, self._desk[0], before.id, say)
        await app.settle()
        screen.see(await self._talk.heard(before.id, before.last_seq) if before else [])
        return None


def _understood(screen: Screen) -> str:
    parts = []
    for message in screen.explained("messages"):
        commands = message.get("commands") or []
        parts.append(", ".join(_command(command) for command in commands) or "nothing")
    return "; ".join(parts)


def _command(command: Mapping[str, Any]) -> str:
    name = str(command.get("intent") or command.get("slot") or command.get("form") or "")
    slots = command.get("slots") or {}
    value = command.get("value")
    inside = [f"{key}={text!r}" for key, text in slots.items()] + ([repr(value)] if value is not None else [])
    words = " ".join(filter(None, [str(command.get("command")), name, f"({', '.join(inside)})" if inside else ""]))
    return words[:300]
