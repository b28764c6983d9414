"""A channel with fewer buttons than a question has: a numbered list, and a number means the choice beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.calendar_server import calendar_server
from assistant.fitting import SECRET, SENTENCES, write_fitting_shop
from dangol.bootstrap.shop import open_app
from dangol.conversations import repository
from dangol.conversations.actions.receive import receive
from dangol.conversations.ports import InboundMessage, Said
from dangol.runtime.clock import Clock
from dangol.runtime.jobs_at_once import JobsAtOnce
from dangol.runtime.settings import load_settings

START = {"command": "start", "intent": "book_fitting"}


@pytest.mark.parametrize(
    ("lang", "typed"),
    [("en", "2"), ("ko", "2번이요"), ("ja", "2番で"), ("en", "Saturday"), ("ko", "토요일"), ("ja", "土曜日")],
)
async def test_two_means_the_second(tmp_path: Path, lang: str, typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FITTING_SECRET", SECRET)
    monkeypatch.setenv("SMS_SECRET", SECRET)
    async with calendar_server() as calendar, calendar_server() as messenger:
        calendar.plan = [(200, {"booking": {"reference": "F-7"}})]
        sms = f'\n[[inboxes]]\nname = "sms"\nurl = "{messenger.url}"\nsecret_env = "SMS_SECRET"\nbuttons = 1\nbeyond = "numbers"\n'
        folder = write_fitting_shop(tmp_path / "shop", calendar.url, sms)
        settings = load_settings(folder, {})
        settings.data.mkdir()
        async with open_app(settings, Clock(), work=True, jobs=JobsAtOnce) as app:
            for number, said in enumerate((Said(command=START, label="+"), Said(text=typed))):
                async with app.database.transaction() as tx:
                    inbox = await repository.inbox(tx, "webhook", "sms")
                    await receive(tx, inbox, "webhook", InboundMessage("ann", f"m{number}", said, lang=lang), lang=lang)
                await app.settle()
        asked, *_, last = messenger.bodies
        listed = f"1. {SENTENCES[lang]['fitting.weekday']}\n2. {SENTENCES[lang]['fitting.saturday']}"
        assert listed in asked["text"]
        assert [block["type"] for block in asked["blocks"]] == ["text", "text"]
        assert calendar.bodies[0]["values"]["day"] == "saturday"
        assert "F-7" in last["text"]
