"""What was not read well is queued without telling by whom; a person decides; the shop's files say so; versions go and come."""

from __future__ import annotations

import itertools
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from dangol.contacts.repository import change_contact
from dangol.conversations import repository as conversations
from dangol.conversations.events import ReadingDoubted
from dangol.conversations.models import messages
from dangol.learning import actions, repository
from dangol.learning.actions import Files, Lessons
from dangol.learning.errors import ExamplesNotWritten, NoSuchIntent, NoSuchLesson, NoVersionBefore
from dangol.learning.masking import masked
from dangol.learning.models import LessonState
from dangol.learning.repository import Lesson
from dangol.learning.versions import add_version, go_back, live_version, versions
from dangol.runtime.clock import Clock
from dangol.runtime.database import Database
from dangol.runtime.outbox import Relay, emit
from desk.floor import wrote

INTENTS = frozenset({"shipping_cost", "track_order", "complaint"})
SAID = {
    "en": ("whats the damage for delivery, mail ann@corp.example", "whats the damage for delivery, mail {email}"),
    "ko": ("택비 얼마 나와요? 홍길동 010-1234-5678", "택비 얼마 나와요? ○○ {phone}"),
    "ja": ("運び賃っていくらです？ 090-1234-5678まで", "運び賃っていくらです? {phone}まで"),
}
_KEYS = itertools.count()


def _never(text: str, lang: str) -> list[tuple[str, float]]:
    return [("complaint", 0.2)]


async def _doubt(
    database: Database, conversation_id: str, seq: int = 1, reason: str = "unclear", read: Any = _never, **more: Any
) -> list[Lesson]:
    """The message is doubted; the queue afterwards."""
    relay = Relay(database)
    relay.subscribe(ReadingDoubted, Lessons(database, read, ("KR", "JP"), keep_days=30).doubted)
    reading = more.pop("reading", {"lang": None, "intents": [["shipping_cost", 0.3]], "flows": [], "things": []})
    async with database.transaction() as tx:
        doubted = ReadingDoubted(conversation_id, seq, reason, reading, **more)
        await emit(tx, doubted, key=f"lesson:{next(_KEYS)}")
    await relay.drain()
    async with database.snapshot() as reader:
        return await repository.lessons_in(reader, LessonState.OPEN)


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
async def test_it_is_queued_once_and_names_nobody(database: Database, lang: str) -> None:
    said, shown = SAID[lang]
    for again in range(2):
        conversation_id, _ = await wrote(database, said, lang)
        async with database.transaction() as tx:
            conversation = await conversations.conversation(tx, conversation_id)
            assert conversation is not None
            await change_contact(tx, conversation.contact_id, name="홍길동")
        found = await _doubt(database, conversation_id)
        assert [(lesson.lang, lesson.text.replace("？", "?"), lesson.times) for lesson in found] == [
            (lang, shown, again + 1)
        ]
    assert found[0].likely == "shipping_cost"
    found = await _doubt(database, found[0].conversation_id, suggested="track_order", reading={})
    assert [lesson.likely for lesson in found] == ["track_order"]


@pytest.mark.parametrize(
    ("lang", "name", "said", "shown"),
    [
        ("en", "Peter Novak", "can Peter Novak bring his daughter", "can ○○ bring his daughter"),
        ("ko", "노보경", "노보경 딸도 같이 가도 되나", "○○ 딸도 같이 가도 되나"),
        ("ja", "佐伯涼香", "佐伯涼香の娘も行っていいかな", "○○の娘も行っていいかな"),
    ],
)
async def test_a_name_that_was_only_told_when_asked_for_it_is_named_no_more(
    database: Database, lang: str, name: str, said: str, shown: str
) -> None:
    conversation_id, _ = await wrote(database, said, lang)
    heard = {"asked_kind": "name", "commands": [{"command": "fill", "slot": "who", "value": name}]}
    async with database.transaction() as tx:
        await tx.execute(
            update(messages)
            .where(messages.c.conversation_id == conversation_id)
            .values(explanation={"messages": [heard]})
        )
    [lesson] = await _doubt(database, conversation_id)
    assert name not in lesson.text
    assert lesson.text == shown


async def test_what_an_agent_answered_is_queued_unless_it_is_read_surely(database: Database) -> None:
    conversation_id, _ = await wrote(database, "상담원 바꿔 주세요")
    assert (
        await _doubt(database, conversation_id, reason="answered", reading={}, read=lambda *_: [("person", 0.97)]) == []
    )
    other, _ = await wrote(database, "이거 강아지가 물어뜯어도 되나")
    [lesson] = await _doubt(database, other, reason="answered", reading={})
    assert (lesson.reason, lesson.reading["intents"]) == ("answered", [["complaint", 0.2]])


@pytest.mark.parametrize(
    ("text", "things", "line"),
    [
        (
            "do you have the wool coat in navy",
            [(16, 25, "product"), (29, 33, "color")],
            "do you have the {product} in {value}",
        ),
        ("[test] a|b {x}", [], "(test) a/b (x)"),
        ("저는 이름이 뭐\n아무튼 배송비요", [], "저는 이름이 뭐 아무튼 배송비요"),
        ("佐藤一郎と申します。試着室はありますか", [], "試着室はありますか"),
        ("My name is Emma Clarke. Is it real wool?", [], "Is it real wool?"),
        ("do you have https://shop.example/p/9?me=ann in red", [], "do you have … in red"),
        ("N26-1018 언제 와요", [], "{order} 언제 와요"),
        ("WH-1000XM5の在庫は", [(0, 10, "product")], "{product}の在庫は"),
    ],
)
def test_what_would_be_learnt_holds_for_any_shop(text: str, things: Any, line: str) -> None:
    found = masked(text, things, {}, ("KR", "JP"))
    assert found is not None
    assert found[1] == line


@pytest.mark.parametrize("text", ["", "   ", "010-1234-5678", "12345678", "긴 이야기 " * 60, "???"])
def test_what_is_no_example_of_anything_is_not_queued(text: str) -> None:
    assert masked(text, [], {}, ("KR", "JP")) is None


async def test_a_person_decides_and_the_files_say_so(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    (folder / "examples").mkdir(parents=True)
    mine = "# ours\ntrack_order: |\n  어디쯤이에요  # as they say it\n"
    (folder / "examples" / "ko.yaml").write_text(mine, encoding="utf-8")
    files = Files(folder, tmp_path)
    ids = {}
    for lang, (said, _) in SAID.items():
        conversation_id, _ = await wrote(database, said, lang)
        ids |= {lesson.lang: lesson.id for lesson in await _doubt(database, conversation_id)}
    async with database.transaction() as tx:
        await actions.accept(tx, list(ids.values()), None, "cli", files, INTENTS)
    ko = (folder / "examples" / "ko.yaml").read_text(encoding="utf-8")
    assert ko.startswith(mine + "shipping_cost: |\n  택비")
    assert "{email}" in (folder / "examples" / "en.yaml").read_text(encoding="utf-8")
    async with database.transaction() as tx:
        version = await live_version(tx)
        assert version is not None
        assert (version.number, version.examples) == (1, {"ko": mine})
        await actions.move(tx, [ids["ko"]], "complaint", "cli", files, INTENTS)
        await actions.ignore(tx, [ids["en"]], "cli", files)
    ko = (folder / "examples" / "ko.yaml").read_text(encoding="utf-8")
    assert "complaint: |\n  택비" in ko
    assert "shipping_cost: |\ncomplaint" in ko
    assert "damage" not in (folder / "examples" / "en.yaml").read_text(encoding="utf-8")
    async with database.snapshot() as reader:
        assert await repository.count_lessons(reader) == {"accepted": 2, "ignored": 1}
    with pytest.raises(NoSuchIntent):
        async with database.transaction() as tx:
            await actions.move(tx, [ids["ja"]], "buy_a_car", "cli", files, INTENTS)
    with pytest.raises(NoSuchLesson):
        async with database.transaction() as tx:
            await actions.ignore(tx, ["lsn_none"], "cli", files)


async def test_files_that_cannot_be_written_leave_it_undecided(database: Database, tmp_path: Path) -> None:
    (tmp_path / "examples").write_text("in the way", encoding="utf-8")
    conversation_id, _ = await wrote(database, SAID["ko"][0])
    [lesson] = await _doubt(database, conversation_id)
    with pytest.raises(ExamplesNotWritten):
        async with database.transaction() as tx:
            await actions.accept(tx, [lesson.id], "track_order", "cli", Files(tmp_path, tmp_path), INTENTS)
    async with database.snapshot() as reader:
        assert await repository.count_lessons(reader) == {"open": 1}
        assert await live_version(reader) is None


async def test_what_nobody_decides_on_is_forgotten(database: Database, clock: Clock) -> None:
    conversation_id, _ = await wrote(database, SAID["ja"][0], "ja")
    assert len(await _doubt(database, conversation_id)) == 1
    lessons = Lessons(database, _never, ("KR",), keep_days=30)
    clock.set(clock.now() + timedelta(days=29))
    assert await lessons.forget() == 0
    clock.set(clock.now() + timedelta(days=2))
    assert await lessons.forget() == 1
    kept = Lessons(database, _never, ("KR",), keep_days=0)
    relay = Relay(database)
    relay.subscribe(ReadingDoubted, kept.doubted)
    async with database.transaction() as tx:
        await emit(tx, ReadingDoubted(conversation_id, 1, "unclear", {}), key="lesson")
    await relay.drain()
    async with database.snapshot() as reader:
        assert await repository.count_lessons(reader) == {}


async def test_versions_go_live_and_come_back(database: Database) -> None:
    async with database.transaction() as tx:
        with pytest.raises(NoVersionBefore):
            await go_back(tx, "cli")
        for number in (1, 2, 3):
            assert await add_version(tx, {"ko": f"a{number}: b"}, {}, "cli", live=True) == number
        assert await add_version(tx, {"ko": "worse: b"}, {"worse": ["x"]}, "cli", live=False) == 4
    async with database.transaction() as tx:
        assert (await go_back(tx, "cli")).number == 2
        assert (await go_back(tx, "cli")).number == 1
        with pytest.raises(NoVersionBefore):
            await go_back(tx, "cli")
        assert [(v.number, v.live) for v in await versions(tx)] == [(4, False), (3, False), (2, False), (1, True)]
