"""The shop's flows and sentences as they are now: read again when a file changes, taken when they are right, refused when they are not.

A conversation in the middle of a flow stays on the version it is in: older versions, and the sentences they say, are kept here and in the
database, where another process and the next start find them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import structlog

from dangol.assistant import versions
from dangol.assistant.versions import Version
from dangol.bootstrap import files
from dangol.bootstrap.changes import Signature, signature, watch
from dangol.bootstrap.kept_files import keep_live
from dangol.bootstrap.live_coupons import coupon_file, read_coupons
from dangol.commerce.promotions.errors import CouponsInvalid
from dangol.dialogue import Engine, Event, Flow, FlowBook, State, Step, load_flow
from dangol.dialogue.check import check as check_flows
from dangol.dialogue.check import check_flow
from dangol.kit.errors import DangolError
from dangol.runtime.database import Database, Reader
from dangol.runtime.errors import SettingInvalid
from dangol.runtime.settings import Settings
from dangol.wording import Book, Wording, read_book
from dangol.wording import check as check_sentences

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Script:
    """Flows and sentences that fit each other: ``sources`` are the texts of the flows by name, ``coupons`` what they may give."""

    flows: tuple[Flow, ...]
    sources: Mapping[str, str]
    books: tuple[Book, ...]
    coupons: tuple[str, ...] = ()


def read_script(settings: Settings, before: Script | None = None) -> Script:
    """The shop's flows and sentences, with ours below them. Raises what is wrong with them, every mistake in one. Coupons that cannot be
    read are as they were ``before``: what is wrong with them is told by those who follow them."""
    read = [*files.shipped_sources(), *((file, files.read_text(file)) for file in files.flow_files(settings.folder))]
    flows = [*files.shipped_flows()]
    flows += [load_flow(text, str(file)) for file, text in read[len(flows) :]]
    books = files.read_books(settings.folder)
    languages, hooks = settings.shop.languages, [hook.name for hook in settings.shop.hooks]
    problems = [str(problem) for problem in check_sentences(books, languages)]
    try:
        given = read_templates(settings)
    except (CouponsInvalid, SettingInvalid):
        if before is None:
            raise
        given = before.coupons
    found = check_flows(FlowBook(flows), files.read_action_specs(), Wording(books), languages, hooks, given)
    problems += [str(problem) for problem in found]
    if problems:
        raise SettingInvalid("\n".join(problems[:20]), cure="`dangol check` shows all of them.")
    sources = {flow.name: text for flow, (_, text) in zip(flows, read, strict=True)}
    return Script(tuple({flow.name: flow for flow in flows}.values()), sources, tuple(books), given)


def read_templates(settings: Settings) -> tuple[str, ...]:
    """What the shop's flows may give: the names of its personal coupons. Raises what is wrong with the file of coupons."""
    return tuple(coupon.code for coupon in read_coupons(settings).coupons if coupon.personal)


class LiveFiles:
    """What the conversations go by. ``problem`` says why a change on disk was not taken, while that is so."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._seen = self._signature()
        self._script = read_script(settings)
        self._older: list[Book] = []  # sentences of older versions that nobody may say any more
        self._gone: set[tuple[str, str]] = set()
        self.problem: str | None = None
        self.wording = Wording(self._script.books)
        self.engine = Engine(FlowBook(self._script.flows))

    def given(self) -> frozenset[str]:
        """The names of the personal coupons that the flows give, older versions too: somebody may be in one."""
        flows = (*self.engine.book.flows.values(), *self.engine.book.versions)
        return frozenset(node.key or "" for flow in flows for node in flow.nodes if node.do == "coupon")

    def step(self, state: State, events: Sequence[Event]) -> Step:
        """A step of the dialogue, by the flows as they are now."""
        return self.engine.step(state, events)

    async def open(self, database: Database) -> None:
        """Keep the current versions where a restart finds them."""
        await self._keep(database, self._script, self.wording)

    async def watch(self, database: Database) -> None:
        """Look for changed files, until cancelled."""
        await watch("files", lambda: self.refresh(database), self._forget)

    async def refresh(self, database: Database) -> bool:
        """Take what has changed on disk, if it is right; whether something was taken."""
        seen = await asyncio.to_thread(self._signature)
        if seen == self._seen:
            return False
        self._seen = seen
        try:
            script = await asyncio.to_thread(read_script, self._settings, self._script)
            self._check_migrations(script)
        except (DangolError, OSError) as trouble:
            self.problem = str(trouble)
            log.error("files.refused", reason=self.problem, kept="the flows and sentences of before")
            return False
        await self._keep(database, script, Wording(script.books))
        self._take(script)
        await asyncio.to_thread(keep_live, self._settings, ("flows", "wording"))
        self.problem = None
        log.info("files.taken", flows=len(script.flows))
        return True

    def _forget(self) -> None:
        self._seen = ()

    async def recall(self, reader: Reader, state: Mapping[str, Any]) -> None:
        """Find the versions a conversation is in that this process does not know: it has started since, or is behind another one."""
        for frame in state.get("stack") or ():
            key = (str(frame.get("flow")), str(frame.get("version")))
            if self.engine.book.version(*key) is not None or key in self._gone:
                continue
            kept = await versions.find(reader, *key)
            if kept is None or not self._revive(kept):
                self._gone.add(key)

    def _revive(self, kept: Version) -> bool:
        settings, book = self._settings, self.engine.book
        try:
            flow = load_flow(kept.text, kept.file)
            books = [read_book(text, lang, kept.name, f"{kept.file}, {lang}") for lang, text in kept.sentences.items()]
        except DangolError as trouble:
            log.warning("flows.version_lost", flow=kept.name, version=kept.version, reason=str(trouble))
            return False
        wording = Wording([*books, *self._older, *self._script.books])
        hooks = [hook.name for hook in settings.shop.hooks]
        specs, languages = files.read_action_specs(), settings.shop.languages
        found = list(check_flow(flow, book, specs, wording, languages, hooks, self._script.coupons))
        if found or flow.version != kept.version:
            log.warning("flows.version_lost", flow=kept.name, version=kept.version, reason="; ".join(map(str, found)))
            return False
        self._older[:0] = books
        self.wording = wording
        book.keep(flow)
        return True

    def _take(self, script: Script) -> None:
        """Both at once: no turn goes by new flows and old sentences."""
        languages = self._settings.shop.languages
        current = {(flow.name, flow.version) for flow in script.flows}
        for flow in self._script.flows:
            if (flow.name, flow.version) not in current:
                left = versions.version_of(flow, "", self.wording, languages)
                self._older += [read_book(text, lang, flow.name, flow.file) for lang, text in left.sentences.items()]
        self._gone.clear()
        self._script = script
        self.wording = Wording([*self._older, *script.books])
        self.engine = Engine(FlowBook(script.flows, older=self.engine.book.versions))

    def _check_migrations(self, script: Script) -> None:
        """A migration that speaks of a step the version under way does not have would never be made, silently."""
        for flow in script.flows:
            for migration in flow.migrations:
                olds = [f for f in self.engine.book.versions if f.name == flow.name and f.number == migration.old]
                names = {node.name for old in olds for node in old.nodes}
                unknown = sorted(set(migration.steps) - names) if olds else []
                if unknown:
                    raise SettingInvalid(
                        f"{flow.file}:{migration.line}: version {migration.old} of {flow.name} has no step {unknown[0]!r}.",
                        cure=f"It has: {', '.join(sorted(filter(None, names))) or 'none with an id'}.",
                    )

    async def _keep(self, database: Database, script: Script, wording: Wording) -> None:
        languages = self._settings.shop.languages
        current = [versions.version_of(flow, script.sources[flow.name], wording, languages) for flow in script.flows]
        async with database.transaction() as tx:
            await versions.keep(tx, current)

    def _signature(self) -> Signature:
        folder = self._settings.folder
        return signature((*files.flow_files(folder), *files.book_files(folder), coupon_file(folder)))
