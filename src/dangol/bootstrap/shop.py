"""One running shop, put together from its settings: the `App`."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from dangol.accounts.actions import find_member
from dangol.assistant.actions import ACTIONS
from dangol.assistant.context import ContextMaker
from dangol.assistant.events import HookAnswered, OrderMailDue, TimeOutDue
from dangol.assistant.finding import Finder
from dangol.assistant.hooks import HookJobs, Posted, Poster, secrets_of
from dangol.assistant.hours import is_open, opens_at
from dangol.assistant.modes import carried, inputs_of, mode_of
from dangol.assistant.notices import Notices
from dangol.assistant.order_mail import OrderMail
from dangol.assistant.parts import Parts
from dangol.assistant.persona import Persona
from dangol.assistant.rooms import Rooms
from dangol.assistant.rules import Rules
from dangol.assistant.turn import TurnTaker
from dangol.bootstrap.files import read_articles, read_shop_persona
from dangol.bootstrap.hiring import check_language_model, hired, second_opinion
from dangol.bootstrap.inboxes import open_channels
from dangol.bootstrap.kept_files import keep_live
from dangol.bootstrap.live_articles import LiveArticles
from dangol.bootstrap.live_coupons import LiveCoupons
from dangol.bootstrap.live_files import LiveFiles, read_script
from dangol.bootstrap.live_settings import LiveSettings
from dangol.bootstrap.mind import Mind
from dangol.bootstrap.selling import Selling, at_hand, make_selling
from dangol.bootstrap.speaking import make_say
from dangol.bootstrap.training import Trainer
from dangol.bootstrap.understanding import read_own_examples
from dangol.commerce.catalog.events import CatalogChanged
from dangol.commerce.catalog.indexing import Indexer
from dangol.conversations import repository
from dangol.conversations.actions.deliver import Deliverer
from dangol.conversations.events import PersonWanted, QuestionLeft, ReadingDoubted, SendDue, TurnDue
from dangol.desk.actions import Handovers
from dangol.desk.events import AnswerMailed, OwnerAlerted
from dangol.desk.mail import DeskMail
from dangol.kit.times import iso
from dangol.knowledge import actions as knowledge
from dangol.knowledge.writing import FaqFiles
from dangol.learning.actions import Files, Lessons
from dangol.learning.answers import OwnAnswers
from dangol.messages.content import Button, Buttons, Content, Text, to_json
from dangol.nlu.language import language_of
from dangol.runtime.clock import Clock
from dangol.runtime.database import Database
from dangol.runtime.http import Outbound
from dangol.runtime.hub import Hub
from dangol.runtime.jobs import Jobs
from dangol.runtime.mail import mailer_for
from dangol.runtime.outbox import WAKE, Relay
from dangol.runtime.schema import open_schema
from dangol.runtime.secrets import Secrets
from dangol.runtime.settings import Settings
from dangol.web.limits import Limiter
from dangol.web.site import Site
from dangol.web.tokens import VisitorTokens

_WEB = "web"
_REFUSED = "A change of {} was refused: the log says why, and so does `dangol check`."

if TYPE_CHECKING:
    from dangol.assistant.language_model.hired import Hired


@dataclass
class App:
    """Everything of one shop in one process."""

    settings: Settings
    database: Database
    hub: Hub
    relay: Relay
    site: Site
    selling: Selling
    indexer: Indexer
    finder: Finder
    live: LiveFiles
    articles: LiveArticles
    coupons: LiveCoupons

    @staticmethod
    def check(settings: Settings) -> None:
        """Raises ``SettingInvalid`` (or the file's own error, with its line) for a shop that cannot start."""
        read_script(settings)
        secrets_of(settings.shop.hooks, os.environ)
        check_language_model(settings.shop)
        read_shop_persona(settings.folder)
        read_articles(settings.folder)
        read_own_examples(settings.folder)

    def work_tasks(self) -> list[asyncio.Task[None]]:
        """The tasks of a working process."""
        return [
            asyncio.create_task(self.relay.run(), name="relay"),
            asyncio.create_task(self.selling.jobs.run(), name="jobs"),
        ]

    async def watch(self) -> None:
        """Take flows, sentences, answers and coupons that change on disk, until cancelled."""
        watching = (self.live.watch(self.database), self.articles.watch(self.database), self.coupons.watch())
        await asyncio.gather(*watching)

    async def refresh(self) -> None:
        """Take at once what has changed on disk."""
        await self.live.refresh(self.database)
        await self.articles.refresh(self.database)
        await self.coupons.refresh()

    async def settle(self) -> None:
        """Let everything happen that is due (the terminal, conversation tests)."""
        await self.relay.drain()
        while await self.selling.settle():
            await self.relay.drain()

    async def warm(self) -> None:
        """Load what the first message would otherwise wait for."""
        async with self.database.snapshot() as reader:
            await self.finder.refresh(reader)
            await knowledge.answer(reader, "?", self.settings.shop.languages[0], self.settings.shop.languages)


@asynccontextmanager
async def open_app(
    settings: Settings,
    clock: Clock,
    *,
    work: bool,
    alone: bool = False,
    jobs: Callable[[Database, str], Jobs] = Jobs,
    post: Posted | None = None,
) -> AsyncIterator[App]:
    """The shop that ``settings`` describe, ready to serve, to be talked to, and with ``work`` to do durable work (by ``jobs``); with
    ``post``, web hooks are answered by it instead of by the addresses of the settings. ``alone``: nobody in another process listens for
    what happens in this one, so on SQLite no commit has to tell them."""
    database = Database.open(
        settings.database_url, clock, synchronous=settings.machine.synchronous, share_wakeups=not alone
    )
    http = Outbound(private=settings.shop.test_mode)
    # Connections of their own: a hundred calls of a slow web hook must not keep a payment waiting for one.
    hooks_http = Outbound(private=settings.shop.test_mode)
    try:
        await open_schema(database)
        async with hired(settings, database) as model:
            app = await _put_together(settings, database, http, hooks_http, jobs, post, model)
            if work:
                await app.selling.jobs.open()
            try:
                yield app
            finally:
                if work:
                    await app.selling.jobs.close()
    finally:
        await http.close()
        await hooks_http.close()
        await database.close()


async def _put_together(
    settings: Settings,
    database: Database,
    http: Outbound,
    hooks_http: Outbound,
    jobs: Callable[[Database, str], Jobs],
    post: Posted | None,
    model: Hired | None,
) -> App:
    shop, secrets = settings.shop, Secrets.load(settings.data)
    live, articles, now = LiveFiles(settings), LiveArticles(settings), LiveSettings(settings)
    coupons = LiveCoupons(settings, live.given)
    persona = read_shop_persona(settings.folder)
    hub = Hub(database)
    relay = Relay(database)
    say = make_say(live, persona, shop)
    async with database.transaction() as tx:
        web_inbox = await repository.inbox(tx, "web", _WEB)
    await articles.open(database)
    await live.open(database)

    selling = make_selling(settings, database, secrets, say, http, lambda: coupons.book, jobs)
    finder = Finder()
    indexer = Indexer(database, shop.languages)
    mind = Mind(database, settings.data, settings.folder, now.thresholds)
    await mind.open(hub)
    own_answers = OwnAnswers(database)
    await own_answers.open(hub)
    rules = Rules(shop.conversation.keywords, lambda: live.engine.book.intents, say)
    channels = open_channels(settings, database.clock, http)
    parts = Parts(
        database=database,
        shop=shop,
        dialogue=live,
        understand=lambda text, context: mind.understand(text, context, finder.lexicon),
        by_rules=lambda reader, text, context: rules.read(reader, text, context, finder.lexicon),
        language=lambda text, prior: language_of(text, shop.languages, prior, finder.lexicon.knows).lang,
        refresh=finder.refresh,
        recall=live.recall,
        context=ContextMaker(shop, at_hand, say),
        actions=ACTIONS,
        say=say,
        assistant=persona.name_in,
        rooms=Rooms(selling.terms, finder, say, lambda lang: _apology(say, lang), mind),
        opinion=second_opinion(model, now, lambda: live.engine.book, persona, lambda: finder.lexicon),
        own_answer=own_answers.reference,
    )
    turns = TurnTaker(parts)
    for due in (TurnDue, HookAnswered, TimeOutDue):
        relay.subscribe(due, turns.take)
    tries = {hook.name: hook.tries for hook in shop.hooks}
    HookJobs(database, selling.jobs, post or _poster(settings, database.clock, hooks_http), tries).subscribe(relay)
    relay.subscribe(SendDue, Deliverer(database, channels).deliver)
    selling.subscribe(relay)
    relay.subscribe(CatalogChanged, indexer.changed)
    Notices(database, say, shop).subscribe(relay)
    waiting = Handovers(database)
    relay.subscribe(PersonWanted, waiting.person_wanted)
    relay.subscribe(QuestionLeft, waiting.question_left)
    mailer = mailer_for(shop.smtp, shop.owner_email, shop.name_in(shop.languages[0]), settings.data)
    mails = DeskMail(database, mailer, shop.owner_email, shop.base_url, shop.languages[0], say)
    relay.subscribe(OrderMailDue, OrderMail(database, mailer, say, shop.timezone).send)
    relay.subscribe(OwnerAlerted, mails.alert)
    relay.subscribe(AnswerMailed, mails.answer)
    lessons = Lessons(database, mind.intents, shop.all_countries, keep_days=shop.learning.keep_days)
    relay.subscribe(ReadingDoubted, lessons.doubted)
    selling.jobs.schedule("learning.forget", timedelta(hours=6), lessons.forget)
    Trainer(database, selling.jobs, settings.folder).subscribe(relay)
    hub.on(WAKE, relay.wake)
    site = Site(
        settings=settings,
        secrets=secrets,
        database=database,
        hub=hub,
        web_inbox=web_inbox,
        say=say,
        shop_info=_shop_info(settings, persona, say, database),
        author=_author(persona, database),
        visitors=VisitorTokens(secrets.key("visitor")),
        limiter=Limiter(),
        warnings={
            "files": lambda: _REFUSED.format("flows or sentences") if live.problem else None,
            "coupons": lambda: _REFUSED.format("the coupons") if coupons.problem else None,
            "answers": lambda: _REFUSED.format("the FAQ or policies") if articles.problem else None,
        },
        rooms={
            "channels": channels,
            "gateways": selling.gateways,
            "payment_desk": selling.test_payments,
            "assistant_picture": persona.picture,
            "assistant_drawing": persona.face_bytes,
            "terms": selling.terms,
            "finder": finder,
            "mind": mind,
            "examples": Files(settings.folder, settings.data),
            "faq": FaqFiles(settings.folder, settings.data, lambda: keep_live(settings, ("faq",))),
            "intents": lambda: mind.model.intents | live.engine.book.intents,
        },
    )
    return App(settings, database, hub, relay, site, selling, indexer, finder, live, articles, coupons)


def _poster(settings: Settings, clock: Clock, http: Outbound) -> Posted:
    hooks = settings.shop.hooks
    return Poster(hooks, secrets_of(hooks, os.environ), http, clock).post


def _apology(say: Callable[..., str], lang: str) -> Content:
    person = Button(label=say("option.person", lang), command={"command": "person"})
    return (Text(text=say("error.turn_failed", lang)), Buttons(options=(person,)))


def _author(persona: Persona, database: Database) -> Callable[..., Any]:
    names: dict[str, str] = {}

    async def author(source: str, author_id: str | None, lang: str) -> dict[str, Any] | None:
        if source == "assistant":
            return {"name": persona.name_in(lang), "picture": "/assistant.svg" if persona.face else None}
        if source == "agent" and author_id:
            if author_id not in names:
                async with database.snapshot() as reader:
                    member = await find_member(reader, author_id)
                names[author_id] = member.name if member else ""
            return {"name": names[author_id], "picture": None}
        return None

    return author


def _shop_info(settings: Settings, persona: Persona, say: Callable[..., str], database: Database) -> Callable[..., Any]:
    shop = settings.shop

    async def shop_info(lang: str, page: str | None = None) -> dict[str, Any]:
        mode = mode_of(shop, _WEB, page)
        now = database.clock.now()
        opens = opens_at(shop.hours, shop.timezone, now)
        available = is_open(shop.hours, shop.timezone, now)
        person = (
            say("widget.person_open", lang)
            if available or opens is None
            else say("widget.person_closed", lang, opens_at=iso(opens))
        )
        greeting = persona.voice(lang).greeting or say("greet.first", lang)
        starters = ("find", "track", "help")
        commands = (
            {"command": "start", "intent": "browse"},
            {"command": "start", "intent": "track_order"},
            {"command": "start", "intent": "faq"},
        )
        buttons = tuple(
            Button(label=say(f"widget.start_{name}", lang), command=command)
            for name, command in zip(starters, commands, strict=True)
        )
        return {
            "name": shop.name_in(lang),
            "lang": lang,
            "languages": list(shop.languages),
            "accent": shop.accent,
            "logo": "/logo.svg" if shop.logo else None,
            "test_mode": shop.test_mode,
            "assistant": {
                "name": persona.name_in(lang),
                "picture": "/assistant.svg" if persona.face else None,
                "disclosure": say("widget.disclosure", lang),
            },
            "greeting": {"blocks": to_json(carried((Text(text=greeting), Buttons(options=buttons)), mode))},
            "person": {"available": available, "text": person},
            "inputs": inputs_of(mode),
            "strings": {},
        }

    return shop_info
