"""A web hook in a flow: signed, posted once per key whatever breaks, and nobody else waits for it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from assistant.calendar_server import Calendar, calendar_server
from assistant.fitting import SECRET, SENTENCES, write_fitting_shop
from dangol.assistant import hooks as hook_work
from dangol.assistant.models import hook_calls
from dangol.bootstrap.shop import App, open_app
from dangol.bootstrap.talk import Reply, Talk
from dangol.channels.webhook.signature import verify
from dangol.conversations import repository
from dangol.conversations.models import Holder
from dangol.kit.errors import RetryLater
from dangol.messages.content import Button
from dangol.runtime.clock import Clock
from dangol.runtime.errors import SettingInvalid
from dangol.runtime.http import AddressForbidden, Outbound
from dangol.runtime.jobs import Jobs
from dangol.runtime.jobs_at_once import JobsAtOnce
from dangol.runtime.settings import HookSettings, load_settings

BOOK = Button(label="book", command={"command": "start", "intent": "book_fitting"})
SATURDAY = Button(label="sat", command={"command": "fill", "slot": "day", "value": "saturday"})
HOURS = Button(label="hours", command={"command": "start", "intent": "hours_of_fitting"})
ANSWER = {"booking": {"reference": "F-7"}, "secret": "not asked for"}


@pytest.fixture
async def calendar() -> AsyncIterator[Calendar]:
    async with calendar_server() as server:
        yield server


@asynccontextmanager
async def shop(
    folder: Path, url: str, monkeypatch: pytest.MonkeyPatch, jobs: Any = JobsAtOnce, database_url: str = ""
) -> AsyncIterator[App]:
    monkeypatch.setenv("FITTING_SECRET", SECRET)
    settings = load_settings(folder, {"DATABASE_URL": database_url} if database_url.startswith("postgresql") else {})
    settings.data.mkdir(exist_ok=True)
    async with open_app(settings, Clock(), work=True, jobs=jobs) as app:
        yield app


@pytest.fixture
async def app(
    tmp_path: Path, calendar: Calendar, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[App]:
    folder = write_fitting_shop(tmp_path / "shop", calendar.url, "seconds = 1\ntries = 3")
    async with shop(folder, calendar.url, monkeypatch, database_url=database_url) as opened:
        yield opened


async def book(app: App, lang: str = "en", who: str = "ann") -> list[Reply]:
    talk = Talk(app)
    await talk.say(who, talk.tap(BOOK), lang)
    return await talk.say(who, talk.tap(SATURDAY), lang)


def texts(replies: list[Reply]) -> str:
    return "\n".join(reply.text for reply in replies)


async def rows(app: App) -> list[Any]:
    async with app.database.snapshot() as reader:
        return list(await reader.all(select(hook_calls)))


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
async def test_it_is_posted_signed_and_its_fields_are_spoken(app: App, calendar: Calendar, lang: str) -> None:
    calendar.plan = [(200, ANSWER)]
    replies = await book(app, lang)
    words = SENTENCES[lang]
    assert words["fitting.moment"] in replies[0].text
    assert words["fitting.booked"].replace("{reference}", "F-7") in replies[-1].text
    ((headers, raw),) = calendar.seen
    verify(SECRET, raw, headers["dangol-signature"], datetime.now(UTC))
    (body,) = calendar.bodies
    (row,) = await rows(app)
    assert body["id"] == headers["idempotency-key"] == row.id
    assert body["values"] == {"day": "saturday", "who": None}
    assert (body["hook"], body["lang"]) == ("fittings", lang)
    assert (row.state, row.outcome, row.body) == ("done", "ok", None)
    conversation = await Talk(app).conversation_of("ann")
    assert conversation is not None
    assert "not asked for" not in json.dumps(conversation.state)
    async with app.database.snapshot() as reader:
        assert await repository.tags_of(reader, conversation.id) == ["fitting"]


async def test_a_no_is_no_failure(app: App, calendar: Calendar) -> None:
    calendar.plan = [(409, {"note": "full"})]
    assert SENTENCES["ko"]["fitting.full"] in texts(await book(app, "ko"))
    assert len(calendar.seen) == 1


@pytest.mark.parametrize(
    ("plan", "tries"),
    [
        ([(500, b"oops")], 3),
        (["hang up"], 3),
        (["slow"], 3),
        (["drip"], 3),
        ([(429, b"", {"retry-after": "1"})], 3),
        ([(200, b"<html>fine</html>")], 1),
        ([(200, b'{"booking": {"reference": NaN}}')], 1),
        ([(200, b"[]")], 1),
        ([(200, {})], 1),
        ([(200, {"booking": {"reference": {"deep": 1}}})], 1),
        ([(302, b"", {"location": "http://169.254.169.254/latest/meta-data/"})], 1),
        ([(200, b"x" * (5 * 1024 * 1024))], 1),
    ],
)
async def test_whatever_it_does_wrong_the_shopper_is_told_and_a_person_called(
    app: App, calendar: Calendar, plan: list[Any], tries: int
) -> None:
    calendar.plan = plan
    assert SENTENCES["ja"]["fitting.failed"] in texts(await book(app, "ja"))
    assert len(calendar.seen) == tries
    assert len(set(calendar.keys)) == 1, "one key, however often it is tried"
    conversation = await Talk(app).conversation_of("ann")
    assert conversation is not None
    assert conversation.holder is Holder.QUEUE


async def test_a_second_try_may_succeed(app: App, calendar: Calendar) -> None:
    calendar.plan = ["hang up", (503, b""), (201, ANSWER)]
    assert "F-7" in texts(await book(app))
    assert len(set(calendar.keys)) == 1


async def test_nobody_else_waits_and_the_same_shopper_is_answered_meanwhile(
    tmp_path: Path, calendar: Calendar, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything here happens while the calendar keeps all its callers waiting."""
    folder = write_fitting_shop(tmp_path / "slow", calendar.url, "seconds = 50")
    calendar.plan = ["slow"]
    async with shop(folder, calendar.url, monkeypatch, database_url=database_url) as app:
        talk = Talk(app)
        await talk.say("ann", talk.tap(BOOK), "ko")
        asked = asyncio.create_task(talk.say("ann", talk.tap(SATURDAY), "ko"))
        await asyncio.wait_for(calendar.asked.wait(), 20)
        async with app.database.transaction():
            pass  # no transaction is held while the other side thinks
        for number in range(20):  # more than the relay works on at a time
            await said_without_waiting(app, f"shopper-{number}", talk.tap(BOOK))
            await said_without_waiting(app, f"shopper-{number}", talk.tap(SATURDAY))
        hello = await said_without_waiting(app, "bob", talk.tap(BOOK))
        assert SENTENCES["ko"]["fitting.ask_day"] in texts(hello)
        hours = await said_without_waiting(app, "ann", talk.tap(HOURS))
        assert "10시부터" in texts(hours)
        changed = await said_without_waiting(app, "ann", talk.tap(Button(label="c", command={"command": "cancel"})))
        assert "잠시만요, 아직 확인하고 있어요" in texts(changed)
        assert not calendar.released.is_set()
        calendar.plan = [(200, ANSWER)]
        calendar.late = (200, ANSWER)
        calendar.released.set()
        await asked
        await app.settle()
        conversation = await talk.conversation_of("ann")
        assert conversation is not None
        assert "F-7" in texts(await talk.heard(conversation.id, 0))
        assert conversation.state["stack"] == []
        assert {row.state for row in await rows(app)} == {"done"}
        assert len(calendar.seen) == 21


SAID_MEANWHILE = {
    "en": ("zibble wobble frump", "ok"),
    "ko": ("꿍실꿍실 뿌지직", "네"),
    "ja": ("ぽよぽよ むにゃむにゃ", "はい"),
}


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
async def test_what_is_said_while_it_is_tried_is_answered_after(
    tmp_path: Path, calendar: Calendar, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    folder = write_fitting_shop(tmp_path / "slow", calendar.url, "seconds = 50")
    calendar.plan, calendar.late = ["slow"], (200, ANSWER)
    async with shop(folder, calendar.url, monkeypatch) as app:
        talk = Talk(app)
        await talk.say("ann", talk.tap(BOOK), lang)
        asked = asyncio.create_task(talk.say("ann", talk.tap(SATURDAY), lang))
        await asyncio.wait_for(calendar.asked.wait(), 20)
        strange, yes = SAID_MEANWHILE[lang]
        conversation = await talk.conversation_of("ann")
        assert conversation is not None
        for said in (talk.type(strange), talk.type(yes), talk.tap(BOOK)):
            await said_without_waiting(app, "ann", said)
        before = await talk.conversation_of("ann")
        assert before is not None
        assert before.state["stack"][-1]["waiting"], "the same wish once more does not throw away what is on its way"
        calendar.released.set()
        await asked
        await app.settle()
        after = texts(await talk.heard(conversation.id, before.last_seq))
        words = SENTENCES[lang]
        assert words["fitting.booked"].replace("{reference}", "F-7") in after
        assert words["fitting.ask_day"] in after, "what was wished meanwhile is served after"
        assert len(calendar.seen) == 1


async def said_without_waiting(app: App, who: str, said: Any) -> list[Reply]:
    """As ``Talk.say``, but what is under way outside is not waited for."""

    class Hurried(Talk):
        pass

    async def only_turns() -> None:
        await app.relay.drain()

    talk, settle = Hurried(app), app.settle
    app.settle = only_turns  # type: ignore[method-assign]
    try:
        return await talk.say(who, said, "ko")
    finally:
        app.settle = settle  # type: ignore[method-assign]


async def test_a_person_who_has_taken_over_is_told_and_the_shopper_is_not(app: App, calendar: Calendar) -> None:
    calendar.plan, calendar.late = ["slow"], (200, ANSWER)
    talk = Talk(app)
    await talk.say("ann", talk.tap(BOOK), "en")
    await said_without_waiting(app, "ann", talk.tap(SATURDAY))
    conversation = await talk.conversation_of("ann")
    assert conversation is not None
    async with app.database.transaction() as tx:
        await repository.change_conversation(tx, conversation.id, holder=Holder.AGENT, agent_id="mem_x")
    calendar.released.set()
    await app.settle()
    after = await talk.conversation_of("ann")
    assert after is not None
    assert after.last_seq == conversation.last_seq
    assert after.state["stack"] == []
    async with app.database.snapshot() as reader:
        assert await repository.tags_of(reader, conversation.id) == ["fittings: ok"]


async def test_killed_between_answer_and_storing_the_same_key_is_posted_again(
    tmp_path: Path, calendar: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_fitting_shop(tmp_path / "shop", calendar.url)
    calendar.plan = [(200, ANSWER)]

    class Killed(BaseException):
        pass

    async def dies(*_: Any) -> bool:
        raise Killed

    store = hook_work.HookJobs._store
    async with shop(folder, calendar.url, monkeypatch) as app:
        monkeypatch.setattr(hook_work.HookJobs, "_store", dies)
        with pytest.raises(Killed):
            await book(app)
        assert [row.state for row in await rows(app)] == ["due"]
    monkeypatch.setattr(hook_work.HookJobs, "_store", store)
    async with shop(folder, calendar.url, monkeypatch) as app:
        app.database.clock.set(app.database.clock.now() + timedelta(minutes=5))
        jobs = app.selling.jobs
        assert isinstance(jobs, JobsAtOnce)
        await jobs.sweep()
        await app.settle()
        conversation = await Talk(app).conversation_of("ann")
        assert conversation is not None
        replies = await Talk(app).heard(conversation.id, 0)
        assert sum("F-7" in reply.text for reply in replies) == 1
    assert len(calendar.seen) == 2
    assert len(set(calendar.keys)) == 1


async def test_with_the_real_durable_work(
    tmp_path: Path, calendar: Calendar, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_fitting_shop(tmp_path / "shop", calendar.url)
    calendar.plan = [(500, b""), (200, ANSWER)]
    async with shop(folder, calendar.url, monkeypatch, Jobs, database_url) as app:
        assert "F-7" in texts(await book(app, "ja"))
    assert len(calendar.seen) == 2
    assert len(set(calendar.keys)) == 1


async def test_a_private_address_is_never_posted_to_in_a_real_shop(calendar: Calendar) -> None:
    hook = HookSettings(name="fittings", url=calendar.url, secret_env="X")
    http = Outbound(private=False)
    poster = hook_work.Poster((hook,), {"fittings": SECRET}, http, Clock())
    with pytest.raises(AddressForbidden):
        await poster.post("fittings", "hok_1", {})
    await http.close()
    assert calendar.seen == []


async def test_a_wait_the_other_side_asks_for_is_kept_to_within_reason(calendar: Calendar) -> None:
    calendar.plan = [(503, b"", {"retry-after": "7"}), (503, b"", {"retry-after": "9000"}), (503, b"")]
    hook = HookSettings(name="fittings", url=calendar.url, secret_env="X")
    http = Outbound(private=True)
    poster = hook_work.Poster((hook,), {"fittings": SECRET}, http, Clock())
    for after in (7.0, 30.0, 1.0):
        with pytest.raises(RetryLater) as caught:
            await poster.post("fittings", "hok_1", {})
        assert caught.value.after == after
    await http.close()


def test_a_hook_without_its_secret_does_not_start() -> None:
    hook = HookSettings(name="fittings", url="https://x.example/a", secret_env="FITTING_SECRET")
    with pytest.raises(SettingInvalid, match="fittings has no secret"):
        hook_work.secrets_of((hook,), {})
    with pytest.raises(SettingInvalid, match="has no secret"):
        hook_work.secrets_of((hook,), {"FITTING_SECRET": "short"})
    with pytest.raises(SettingInvalid, match="Two web hooks"):
        hook_work.secrets_of((hook, hook), {"FITTING_SECRET": SECRET})
