"""Which messages are doubted, through the real door: not understood, asked back, corrected, rejected, answered by a person."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from dangol.bootstrap import conversing
from dangol.bootstrap.talk import Talk
from dangol.cli import importing
from dangol.cli.talks.replies import Screen
from dangol.desk import actions as desk
from dangol.learning.models import LessonState
from dangol.learning.repository import Lesson, lessons_in
from dangol.runtime.settings import load_settings
from desk.floor import member

DEMO = Path(__file__).parents[2] / "src" / "dangol" / "demo" / "shop"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("doubts") / "shop"
    shutil.copytree(DEMO, folder)
    importing.out.quiet = True
    try:
        assert asyncio.run(importing.import_folder(folder, importing.out))
    finally:
        importing.out.quiet = False
    return folder


@pytest.fixture
async def talk(made: Path, tmp_path: Path) -> AsyncIterator[Talk]:
    shutil.copytree(made, tmp_path / "shop")
    async with conversing(load_settings(tmp_path / "shop"), "2026-11-23T02:00Z") as talk:
        yield talk


async def _queue(talk: Talk) -> list[Lesson]:
    async with talk.app.database.snapshot() as reader:
        return await lessons_in(reader, LessonState.OPEN)


async def _say(talk: Talk, lang: str, *texts: str) -> Any:
    replies: Any = []
    for text in texts:
        replies = await talk.say("visitor", talk.type(text), lang)
    return replies


@pytest.mark.parametrize(
    ("lang", "asked", "refused"),
    [
        ("en", "find me a wool coat", "no that's not what i meant"),
        ("ko", "울 코트 찾아 줘요", "아니요"),
        ("ja", "コートを探しています", "いいえ"),
    ],
)
async def test_a_plain_no_to_what_was_done_doubts_it(talk: Talk, lang: str, asked: str, refused: str) -> None:
    await _say(talk, lang, asked)
    assert await _queue(talk) == []
    await _say(talk, lang, refused)
    [lesson] = await _queue(talk)
    assert (lesson.reason, lesson.likely, lesson.text) == ("rejected", "find_products", asked)
    assert "{product}" in lesson.line


@pytest.mark.parametrize(
    ("lang", "asked", "corrected"),
    [
        ("en", "show me scarves in black", "no, in grey"),
        ("ko", "검정 머플러 보여 주세요", "아니 회색으로요"),
        ("ja", "黒いマフラーを見せて", "いや、グレーで"),
    ],
)
async def test_a_correction_doubts_what_it_corrects(talk: Talk, lang: str, asked: str, corrected: str) -> None:
    await _say(talk, lang, asked, corrected)
    found = await _queue(talk)
    assert [(lesson.reason, lesson.text) for lesson in found if lesson.reason == "corrected"] == [("corrected", asked)]


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "snorkle gribble wumpus"), ("ko", "꿍실꿍실 뿌지직"), ("ja", "ぽよぽよ むにゃむにゃ")]
)
async def test_what_is_chosen_instead_says_what_was_meant(talk: Talk, lang: str, text: str) -> None:
    screen = Screen()
    screen.see(await _say(talk, lang, text))
    starts = [tap.button for tap in screen.taps if (tap.button.command or {}).get("command") == "start"]
    assert starts
    await talk.say("visitor", talk.tap(starts[0]), lang)
    [lesson] = await _queue(talk)
    assert lesson.reason in ("unclear", "offered")
    assert lesson.suggested == (starts[0].command or {})["intent"]


@pytest.mark.parametrize(("lang", "no"), [("en", "no"), ("ko", "아니요"), ("ja", "いいえ")])
async def test_an_answer_doubts_nothing(talk: Talk, lang: str, no: str) -> None:
    wish = {
        "en": "one washed linen shirt in white M please",
        "ko": "워싱 린넨 셔츠 화이트 M 하나 담아 주세요",
        "ja": "洗いリネンシャツのホワイトMを一枚カートに入れてください",
    }
    await _say(talk, lang, wish[lang], {"en": "checkout", "ko": "주문할게요", "ja": "購入します"}[lang], no)
    assert await _queue(talk) == []


@pytest.mark.parametrize(
    ("lang", "asks", "question"),
    [
        ("en", "let me talk to a person", "would a left handed dwarf enjoy it"),
        ("ko", "상담원 연결해 주세요", "왼손잡이 고양이도 좋아할까 모르겠어"),
        ("ja", "担当者と話したいです", "左利きの猫でも喜ぶでしょうか"),
    ],
)
async def test_what_a_person_had_to_answer_is_queued(talk: Talk, lang: str, asks: str, question: str) -> None:
    agent = await member(talk.app.database)
    await _say(talk, lang, asks)
    conversation = await talk.conversation_of("visitor")
    assert conversation is not None
    async with talk.app.database.transaction() as tx:
        await desk.take(tx, agent, conversation.id, talk.app.site.say, over=True)
    await _say(talk, lang, question)
    for number in range(2):
        async with talk.app.database.transaction() as tx:
            await desk.reply(tx, agent, conversation.id, "🙂 OK", f"answer-{number}")
        await talk.app.settle()
    assert [(lesson.reason, lesson.text, lesson.times) for lesson in await _queue(talk)] == [("answered", question, 1)]


@pytest.mark.parametrize(
    ("lang", "asked", "thanks", "refused"),
    [
        ("en", "how much is shipping", "thanks", "that's not what i asked"),
        ("ko", "배송비 얼마예요", "감사합니다", "그걸 물어본 게 아니에요"),
        ("ja", "送料はいくらですか", "ありがとう", "そういう意味じゃないです"),
        ("en", "how much is shipping", "thank you", "👎"),
    ],
)
async def test_the_wish_is_doubted_not_the_thanks_after_it(
    talk: Talk, lang: str, asked: str, thanks: str, refused: str
) -> None:
    replies = await _say(talk, lang, asked, thanks, refused)
    assert [(lesson.reason, lesson.text, lesson.times) for lesson in await _queue(talk)] == [("rejected", asked, 1)]
    screen = Screen()
    screen.see(replies)
    assert any((tap.button.command or {}).get("command") == "person" for tap in screen.taps)


@pytest.mark.parametrize(
    ("lang", "asked", "refused"),
    [
        ("en", "would a left handed dwarf enjoy the nonesuch", "none of these"),
        ("ko", "왼손잡이 고양이도 좋아할까 모르겠어", "다 아니에요"),
        ("ja", "左利きの猫でも喜ぶでしょうか", "どれでもないです"),
    ],
)
async def test_who_takes_none_of_what_was_offered_rejects_it(talk: Talk, lang: str, asked: str, refused: str) -> None:
    await _say(talk, lang, asked)
    [before] = await _queue(talk)
    assert before.reason == "offered"
    await _say(talk, lang, refused)
    assert [(lesson.reason, lesson.text, lesson.times) for lesson in await _queue(talk)] == [("rejected", asked, 1)]


@pytest.mark.parametrize(
    ("lang", "question", "asks", "hello", "later", "thanks"),
    [
        (
            "en",
            "would a left handed dwarf enjoy the nonesuch",
            "let me talk to a person",
            "hello?",
            "do the sleeves roll up nicely for gardening",
            "thanks",
        ),
        (
            "ko",
            "왼손잡이 고양이도 좋아할까 모르겠어",
            "상담원 연결해 주세요",
            "저기요?",
            "정원 일 할 때 소매가 잘 걷어질까요",
            "고마워요",
        ),
        (
            "ja",
            "左利きの猫でも喜ぶでしょうか",
            "担当者と話したいです",
            "もしもし？",
            "庭仕事のとき袖はまくりやすいですか",
            "ありがとうございます",
        ),
    ],
)
async def test_an_agent_answers_more_than_the_last_message(
    talk: Talk, lang: str, question: str, asks: str, hello: str, later: str, thanks: str
) -> None:
    agent = await member(talk.app.database)
    await _say(talk, lang, question, asks)
    conversation = await talk.conversation_of("visitor")
    assert conversation is not None

    async def reply(text: str) -> None:
        async with talk.app.database.transaction() as tx:
            await desk.reply(tx, agent, conversation.id, text, text)
        await talk.app.settle()

    async with talk.app.database.transaction() as tx:
        await desk.take(tx, agent, conversation.id, talk.app.site.say, over=True)
    await _say(talk, lang, hello)
    await reply("1")
    await _say(talk, lang, later)
    await reply("2")
    await reply("3")
    await _say(talk, lang, thanks)
    await reply("4")
    found = {(lesson.reason, lesson.text, lesson.times) for lesson in await _queue(talk)}
    assert found == {("answered", question, 1), ("answered", later, 1)}
