"""From a message nobody understood to one that is: queued by a real turn, accepted, measured, live without a restart, and taken back."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import make_url
from typer.testing import CliRunner

from dangol.bootstrap import open_app
from dangol.bootstrap.kept_files import keep_live
from dangol.bootstrap.talk import Talk
from dangol.cli import app
from dangol.cli.comparing import without_learnt
from dangol.cli.template import write_shop
from dangol.learning.comparison import Comparison, Lines
from dangol.learning.models import LessonState
from dangol.learning.repository import Lesson, lessons_in
from dangol.nlu.train import Example
from dangol.runtime.clock import Clock
from dangol.runtime.jobs_at_once import JobsAtOnce
from dangol.runtime.settings import load_settings
from databases import NO_POSTGRES, POSTGRES, command

NONSENSE = {"en": "snorkle the gribble wumpus", "ko": "꿍실꿍실 뿌지직 삐약", "ja": "ぽよぽよ むにゃむにゃ ぬるぽ"}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def shop(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "shop"
    write_shop(folder, name="Nine", languages=("ko", "en", "ja"), currency="KRW", country="KR", timezone="Asia/Seoul")
    if request.param == "sqlite":
        yield folder
        return
    if not POSTGRES:
        pytest.skip(NO_POSTGRES)
    name = f"dangol_{uuid.uuid4().hex[:16]}"
    asyncio.run(command(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"))
    try:
        url = make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
        monkeypatch.setenv("DATABASE_URL", url)
        yield folder
    finally:
        asyncio.run(command(f"DROP DATABASE {name} WITH (FORCE)"))


def _run(*words: str) -> Any:
    return CliRunner().invoke(app, list(words))


async def _call(*words: str, code: int = 0) -> str:
    """A command, as another process would give it."""
    result = await asyncio.to_thread(_run, *words)
    assert result.exit_code == code, result.output or result.exception
    return str(result.output)


@asynccontextmanager
async def _running(folder: Path) -> AsyncIterator[Talk]:
    """The shop, listening to what others announce."""
    settings = load_settings(folder)
    settings.data.mkdir(exist_ok=True)
    async with open_app(settings, Clock(), work=True, jobs=JobsAtOnce) as running:
        await running.indexer.catch_up()
        hearing = asyncio.create_task(running.hub.run())
        try:
            yield Talk(running)
        finally:
            hearing.cancel()


async def _queue(talk: Talk, state: LessonState = LessonState.OPEN) -> list[Lesson]:
    async with talk.app.database.snapshot() as reader:
        return await lessons_in(reader, state)


async def _until(talk: Talk, number: int) -> None:
    for _ in range(1200):
        if talk.app.site.rooms["mind"].number == number:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"version {number} was never taken up")


def _flows(replies: Any) -> list[str]:
    return [flow for reply in replies for flow in (reply.explanation or {}).get("flows") or ()]


async def test_learnt_live_and_taken_back_without_a_restart(shop: Path) -> None:
    at = ("--shop", str(shop))
    async with _running(shop) as talk:
        for lang, text in NONSENSE.items():
            assert "greet" not in _flows(await talk.say(f"before-{lang}", talk.type(text), lang))
        lessons = await _queue(talk)
        assert {lesson.lang: lesson.text for lesson in lessons} == NONSENSE
        listed = json.loads(await _call("learn", "list", "--json", *at))
        ids = [lesson["id"] for group in listed for lesson in group["lessons"]]
        assert set(ids) == {lesson.id for lesson in lessons}
        assert NONSENSE["ja"] in await _call("learn", "list", *at)
        await _call("learn", "accept", *ids, "--as", "greet", *at)
        assert "greet" not in _flows(await talk.say("between", talk.type(NONSENSE["ko"]), "ko"))
        output = await _call("learn", "train", *at)
        assert "Version 2 is live." in output
        assert "Shipped phrases (a sample): " in output
        await _until(talk, 2)
        for lang, text in NONSENSE.items():
            assert "greet" in _flows(await talk.say(f"after-{lang}", talk.type(text), lang))
        assert "Version 1 is live again." in await _call("learn", "back", *at)
        await _until(talk, 1)
        assert "greet" not in _flows(await talk.say("back", talk.type(NONSENSE["ja"]), "ja"))
    async with _running(shop) as talk:
        # What stands in the files is not what was taken back.
        assert talk.app.site.rooms["mind"].number == 1
        assert "greet" not in _flows(await talk.say("later", talk.type(NONSENSE["en"]), "en"))


ANSWERS = {
    "en": "Only on Sundays, and only if it is not the gribble's turn.",
    "ko": "네, 일요일에만 가능해요.",
    "ja": "はい、日曜日のみ承ります。",
}


async def test_answered_word_for_word_without_a_restart(shop: Path) -> None:
    at = ("--shop", str(shop))
    async with _running(shop) as talk:
        for lang, text in NONSENSE.items():
            await talk.say(f"before-{lang}", talk.type(text), lang)
        lessons = {lesson.lang: lesson.id for lesson in await _queue(talk)}
        nobody = await asyncio.to_thread(_run, "learn", "answer", lessons["en"], *at)
        assert nobody.exit_code == 1
        assert "No agent's answer to this message is known." in str(nobody.exception)
        for lang, answer in ANSWERS.items():
            file = shop / "faq" / f"{lang}.md"
            before = file.read_text(encoding="utf-8")
            output = await _call("learn", "answer", lessons[lang], "--answer", answer, *at)
            assert f"faq/{lang}.md#" in output
            assert file.read_text(encoding="utf-8").startswith(before)
        async with talk.app.database.snapshot() as reader:
            assert {one.lang for one in await lessons_in(reader, LessonState.ANSWERED)} == set(NONSENSE)
        for lang, text in NONSENSE.items():
            for _ in range(400):
                [reply] = await talk.say(f"after-{lang}", talk.type(text), lang)
                if ANSWERS[lang] in reply.text:
                    break
                await asyncio.sleep(0.05)
            assert ANSWERS[lang] in reply.text
        await _call("learn", "move", lessons["ko"], "--to", "greet", *at)
        assert ANSWERS["ko"] in (shop / "faq" / "ko.md").read_text(encoding="utf-8"), "what the shop wrote is its own"


def test_what_is_worse_does_not_go_live(shop: Path) -> None:
    at = ("--shop", str(shop))
    (shop / "evaluation").mkdir()
    (shop / "evaluation" / "ko.yaml").write_text("thanks: |\n  정말 감사합니다\n  고마워요\n", encoding="utf-8")
    (shop / "tests").mkdir(exist_ok=True)
    (shop / "tests" / "thanks.yaml").write_text(
        "lang: ja\ntalk:\n  - says: ありがとうございます\n    expects: {flow: thanks}\n", encoding="utf-8"
    )
    examples = shop / "examples"
    (examples / "en.yaml").write_text("greet: |\n  ahoy there shopkeep\n", encoding="utf-8")
    fine = _run("learn", "train", *at)
    assert fine.exit_code == 0, fine.output
    assert "Evaluation lines: 2 of 2 read rightly before, 2 now." in fine.output
    assert "Conversation tests: 1 of 1 pass before, 1 now." in fine.output
    again = _run("learn", "train", *at)
    assert again.exit_code == 1
    assert "learnt already" in str(again.exception)
    (examples / "ko.yaml").write_text(
        "complaint: |\n  정말 감사합니다\n  감사합니다\n  고맙습니다\n  고마워요\n", encoding="utf-8"
    )
    thanks = "complaint: |\n  ありがとうございます\n  ありがとう\n  どうもありがとうございます\n"
    (examples / "ja.yaml").write_text(thanks, encoding="utf-8")
    worse = _run("learn", "train", *at)
    assert worse.exit_code == 1
    assert "is worse, and does not go live" in worse.output
    assert "evaluation lines are read rightly" in worse.output
    assert "no longer pass: " in worse.output
    shown = _run("learn", "versions", *at).output
    assert "worse, never live" in shown
    assert shown.count("  live") == 1


@pytest.mark.parametrize(
    ("before", "after", "worse"), [(10, 10, False), (10, 12, False), (10, 9, True)], ids=["same", "better", "worse"]
)
def test_worse_is_fewer_right(before: int, after: int, worse: bool) -> None:
    nothing = Lines(1000, 1000, 998)
    assert bool(Comparison(Lines(20, before, after), nothing).worse) == worse
    assert Comparison(Lines(20, 10, 20), Lines(1000, 1000, 997)).worse
    assert Comparison(Lines(20, 10, 20), nothing, {"a.yaml": (True, False), "b.yaml": (False, False)}).broken == [
        "a.yaml"
    ]


def test_a_rehearsal_shows_what_accepted_examples_would_do(shop: Path) -> None:
    at = ("--shop", str(shop))
    (shop / "tests").mkdir(exist_ok=True)
    (shop / "tests" / "odd.yaml").write_text(f"lang: ko\ntalk:\n  - says: {NONSENSE['ko']}\n", encoding="utf-8")
    (shop / "tests" / "hello.yaml").write_text("lang: ja\ntalk:\n  - says: こんにちは\n", encoding="utf-8")
    keep_live(load_settings(shop))
    (shop / "examples" / "en.yaml").write_text("greet: |\n  ahoy there shopkeep\n", encoding="utf-8")
    assert _run("learn", "train", *at).exit_code == 0
    assert _run("rehearse", *at).exit_code == 0
    (shop / "examples" / "ko.yaml").write_text(f"greet: |\n  {NONSENSE['ko']}\n", encoding="utf-8")
    result = _run("rehearse", *at)
    assert result.exit_code == 1, result.output
    assert f"says: {NONSENSE['ko']}" in result.output
    assert "→ greet" in result.output
    assert "2 conversations: 1 would go another way." in result.output


@pytest.mark.parametrize(
    ("lang", "learnt", "judged"),
    [
        ("en", "ahoy there shopkeep", "Ahoy there shopkeep!"),
        ("ko", "주인장 계시오", "주인장 계시오."),
        ("ja", "頼もう、ご主人", "頼もう、ご主人！"),
    ],
)
def test_a_line_that_was_learnt_judges_nothing(lang: str, learnt: str, judged: str) -> None:
    lines = [Example(judged, "greet", lang), Example(judged, "complaint", lang), Example("x y z", "greet", lang)]
    kept, left_out = without_learnt(lines, {}, {lang: f"greet: |\n  {learnt}\n"})
    assert (kept, left_out) == (lines[1:], 1)
