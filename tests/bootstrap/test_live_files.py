"""Flows and sentences change while the shop is open: taken when right, refused when not, and whoever is in the middle stays there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from dangol.bootstrap.shop import App, open_app
from dangol.bootstrap.talk import Reply, Talk
from dangol.cli.template import write_shop
from dangol.messages.content import Button
from dangol.runtime.clock import Clock
from dangol.runtime.jobs_at_once import JobsAtOnce
from dangol.runtime.settings import load_settings

BOOK = Button(label="book", command={"command": "start", "intent": "book_fitting"})
ONE = """\
flow: fitting
version: 1
start_on: [book_fitting]
menu: 1
slots:
  day: {kind: text}
  name: {kind: name}
steps:
  - id: which_day
    ask: day
  - id: which_name
    ask: name
  - say: fitting.booked
"""
TWO = """\
flow: fitting
version: 2
start_on: [book_fitting]
menu: 1
slots:
  day: {kind: text}
  name: {kind: name}
  shoes: {kind: number}
steps:
  - id: day
    ask: day
  - ask: shoes
  - id: full_name
    ask: name
  - say: fitting.done
"""
SAID = {
    "en": ["Which day?", "What name?", "Booked for {name}, {day}.", "What size?", "Done, {name}."],
    "ko": [
        "언제가 좋으세요?",
        "성함이 어떻게 되세요?",
        "{name} 님, {day}로 예약했어요.",
        "사이즈가 어떻게 되세요?",
        "{name} 님, 되었어요.",
    ],
    "ja": [
        "いつがよろしいですか？",
        "お名前は？",
        "{name}様、{day}に承りました。",
        "サイズは？",
        "{name}様、承りました。",
    ],
}
KEYS_ONE = ("fitting.ask_day", "fitting.ask_name", "fitting.booked")
KEYS_TWO = ("fitting.ask_day", "fitting.ask_name", "fitting.ask_shoes", "fitting.done")


def put(folder: Path, flow: str, keys: tuple[str, ...]) -> None:
    """The flow, and just the sentences it needs: the old version's go when it goes."""
    (folder / "flows" / "fitting.yaml").write_text(flow, encoding="utf-8")
    every = ("fitting.ask_day", "fitting.ask_name", "fitting.booked", "fitting.ask_shoes", "fitting.done")
    for lang, texts in SAID.items():
        path = folder / "wording" / lang / "fitting.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        said = {key: text for key, text in zip(every, texts, strict=True) if key in keys}
        path.write_text(
            "".join(f'{k}: "{v}"\n' for k, v in {**said, "intent.book_fitting": "+"}.items()), encoding="utf-8"
        )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "shop"
    write_shop(made, name="나루상점", languages=("ko", "en", "ja"), currency="KRW", country="KR", timezone="Asia/Seoul")
    put(made, ONE, KEYS_ONE)
    return made


@asynccontextmanager
async def shop(folder: Path, database_url: str) -> AsyncIterator[App]:
    environ = {"DATABASE_URL": database_url} if database_url.startswith("postgresql") else {}
    settings = load_settings(folder, environ)
    settings.data.mkdir(exist_ok=True)
    async with open_app(settings, Clock(), work=True, jobs=JobsAtOnce) as app:
        yield app


async def begin(app: App, lang: str, who: str = "ann") -> str:
    talk = Talk(app)
    return text(await talk.say(who, talk.tap(BOOK), lang))


async def answer(app: App, slot: str, value: str, lang: str, who: str = "ann") -> str:
    talk = Talk(app)
    fill = Button(label=value, command={"command": "fill", "slot": slot, "value": value})
    return text(await talk.say(who, talk.tap(fill), lang))


def text(replies: list[Reply]) -> str:
    return "\n".join(reply.text for reply in replies)


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
async def test_a_changed_sentence_is_said_in_the_next_message(folder: Path, tmp_path: Path, lang: str) -> None:
    async with shop(folder, "") as app:
        assert SAID[lang][0] in await begin(app, lang)
        path = folder / "wording" / lang / "fitting.yaml"
        path.write_text(path.read_text("utf-8").replace(SAID[lang][0], f"{SAID[lang][0]} (!)"), encoding="utf-8")
        assert f"{SAID[lang][0]} (!)" in await begin(app, lang, "bob")


async def test_what_is_broken_is_refused_and_said_and_the_old_stays(folder: Path) -> None:
    async with shop(folder, "") as app:
        assert await app.live.refresh(app.database) is False
        for flow, told in [
            (ONE + "  - say: fitting.nowhere\n", "'fitting.nowhere' is missing in"),
            ("flow: fitting\nsteps: [", "not YAML"),
            (
                ONE.replace("version: 1", "version: 2\nmigrate: {from: 1, steps: {no_such: which_name}}"),
                "has no step 'no_such'",
            ),
        ]:
            (folder / "flows" / "fitting.yaml").write_text(flow, encoding="utf-8")
            assert await app.live.refresh(app.database) is False
            assert told in (app.live.problem or "")
            assert "refused" in (app.site.warnings["files"]() or "")
            assert SAID["ko"][0] in await begin(app, "ko", f"visitor {len(flow)}")
        put(folder, TWO, KEYS_TWO)
        assert await app.live.refresh(app.database) is True
        assert app.live.problem is None
        assert app.site.warnings["files"]() is None


async def test_who_is_in_the_middle_stays_on_that_version_until_it_is_left(folder: Path) -> None:
    async with shop(folder, "") as app:
        await begin(app, "ko")
        put(folder, TWO, KEYS_TWO)
        assert SAID["ko"][1] in await answer(app, "day", "토요일", "ko"), "the name is next, as it was when they began"
        assert "김민지 님, 토요일로 예약했어요." in await answer(app, "name", "김민지", "ko"), (
            "a sentence that is gone from the files"
        )
        await begin(app, "ko")
        assert SAID["ko"][3] in await answer(app, "day", "토요일", "ko"), "the next time it is the new one"


async def test_a_restart_finds_the_version_and_its_sentences(folder: Path, database_url: str) -> None:
    async with shop(folder, database_url) as app:
        await begin(app, "ja")
    put(folder, TWO, KEYS_TWO)
    async with shop(folder, database_url) as app:
        assert SAID["ja"][1] in await answer(app, "day", "土曜日", "ja")
        assert SAID["ja"][0] in await begin(app, "ja", "bob")
        assert SAID["ja"][3] in await answer(app, "day", "土曜日", "ja", "bob")
    async with shop(folder, database_url) as app:
        assert "田中様、土曜日に承りました。" in await answer(app, "name", "田中", "ja")


async def test_a_process_that_has_not_looked_yet_serves_what_another_has_begun(folder: Path, database_url: str) -> None:
    async with shop(folder, database_url) as late:

        async def not_yet(_database: object) -> bool:
            return False

        late.live.refresh = not_yet  # type: ignore[method-assign]
        put(folder, TWO, KEYS_TWO)
        async with shop(folder, database_url) as early:
            await begin(early, "ko")
        assert SAID["ko"][3] in await answer(late, "day", "토요일", "ko")


async def test_a_migration_moves_who_is_in_the_middle(folder: Path, database_url: str) -> None:
    async with shop(folder, database_url) as app:
        await begin(app, "ko")
        await begin(app, "ko", "bob")
        await answer(app, "day", "토요일", "ko", "bob")
        moving = TWO.replace(
            "version: 2", "version: 2\nmigrate: {from: 1, steps: {which_day: day, which_name: full_name}}"
        )
        put(folder, moving, KEYS_TWO)
        assert SAID["ko"][3] in await answer(app, "day", "일요일", "ko"), (
            "from the first question to the new second one"
        )
        assert "이서준 님, 되었어요." in await answer(app, "name", "이서준", "ko", "bob"), "from the last to the last"
