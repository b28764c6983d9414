"""The board: positions that never skip a late commit, and a screen that comes back."""

from __future__ import annotations

import asyncio

import pytest

from dangol.conversations import repository as conversations
from dangol.conversations.models import Source
from dangol.desk import actions
from dangol.desk import board as boards
from dangol.desk.board import Board, Change
from dangol.messages.content import Text
from dangol.runtime.database import Database
from desk.floor import WISHES, answered, asked, left, member, say, wrote


def _ids(change: Change) -> list[str]:
    return [entry.line.id for entry in change.entries]


async def test_a_screen_is_told_everything_once(database: Database) -> None:
    board = Board(database)
    await board.refresh()
    first = board.since(None)
    assert (first.whole, first.entries) == (True, ())
    one, _ = await wrote(database, WISHES["ko"])
    two, _ = await wrote(database, WISHES["ja"], "ja")
    await board.refresh()
    change = board.since(first.position)
    assert (set(_ids(change)), change.whole) == ({one, two}, False)
    assert board.since(change.position).empty
    await answered(database, one, "네")
    await board.refresh()
    assert _ids(board.since(change.position)) == [one]
    assert set(_ids(board.since(first.position))) == {one, two}


async def test_old_state_and_changes_make_the_new_state(database: Database) -> None:
    board = Board(database)
    agent = await member(database)
    screen: dict[str, object] = {}
    position = None
    conversation_ids = [(await wrote(database, f"m{n}", "en"))[0] for n in range(4)]

    async def take(conversation_id: str) -> None:
        async with database.transaction() as tx:
            await actions.take(tx, agent, conversation_id, say)

    async def give_back(conversation_id: str) -> None:
        async with database.transaction() as tx:
            await actions.give_back(tx, agent, conversation_id, say)

    async def note(conversation_id: str) -> None:
        async with database.transaction() as tx:
            await actions.note(tx, agent, conversation_id, "note")

    async def ask(conversation_id: str) -> None:
        await asked(database, conversation_id)

    steps = [
        *((ask, one) for one in conversation_ids),
        (take, conversation_ids[1]), (note, conversation_ids[2]), (take, conversation_ids[0]), (give_back, conversation_ids[1]),
    ]  # fmt: skip
    for step, conversation_id in steps:
        await step(conversation_id)
        await board.refresh()
        change = board.since(position)
        position = change.position
        screen = {} if change.whole else screen
        screen |= {entry.line.id: entry for entry in change.entries}
        for key in change.gone:
            del screen[key]
        fresh = Board(database)
        await fresh.refresh()
        assert screen == {entry.line.id: entry for entry in fresh.since(None).entries}


# SQLite has one writer at a time: there, nothing commits late.
@pytest.mark.parametrize("database_url", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
async def test_a_late_commit_is_not_skipped(database: Database) -> None:
    """The earlier transaction commits after the later one: its change is seen all the same."""
    slow, _ = await wrote(database, "slow", "en")
    quick, _ = await wrote(database, "quick", "en")
    board = Board(database)
    await board.refresh()
    position = board.since(None).position
    began, go_on = asyncio.Event(), asyncio.Event()

    async def late() -> None:
        async with database.transaction() as tx:
            conversation = await conversations.conversation(tx, slow)
            assert conversation is not None
            await conversations.locked_conversation(tx, slow)
            await _say(tx, conversation)
            began.set()
            await go_on.wait()

    async def _say(tx: object, conversation: object) -> None:
        from dangol.conversations.actions.append import append

        await append(tx, conversation, "web", Source.ASSISTANT, (Text(text="."),), lang="en")  # type: ignore[arg-type]

    task = asyncio.create_task(late())
    await began.wait()
    await answered(database, quick, "yes", "en")
    await board.refresh()
    change = board.since(position)
    assert _ids(change) == [quick]
    go_on.set()
    await task
    await board.refresh()
    assert _ids(board.since(change.position)) == [slow]


async def test_a_position_of_another_process_gets_everything(database: Database) -> None:
    conversation_id, _ = await wrote(database, "안녕하세요")
    one, other = Board(database), Board(database)
    await one.refresh()
    await other.refresh()
    for position in (other.since(None).position, "", "nonsense", "x.9", "٣.٣", f"{one.since(None).position}9" * 9):
        change = one.since(position)
        assert (change.whole, _ids(change)) == (True, [conversation_id]), position


async def test_what_falls_out_of_the_list_is_taken_away(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boards, "RECENT", 2)
    board = Board(database)
    waiting, _ = await wrote(database, WISHES["ko"])
    await asked(database, waiting)
    old, address = await wrote(database, "old", "en")
    await wrote(database, "b", "en")
    await board.refresh()
    position = board.since(None).position
    await wrote(database, "c", "en")
    await board.refresh()
    change = board.since(position)
    assert change.gone == (old,)
    await wrote(database, "again", "en", address)
    await board.refresh()
    again = board.since(position)
    assert old in _ids(again)
    assert old not in again.gone
    assert waiting not in again.gone


async def test_who_waits_and_since_when(database: Database) -> None:
    agent = await member(database)
    queued, address = await wrote(database, WISHES["ko"])
    await asked(database, queued)
    kept, _ = await wrote(database, "返品したい", "ja")
    await left(database, kept, "返品したい", "a@example.jp")
    calm, _ = await wrote(database, "hello", "en")
    board = Board(database)

    async def look(conversation_id: str) -> boards.Entry:
        await board.refresh()
        return next(entry for entry in board.since(None).entries if entry.line.id == conversation_id)

    assert (await look(queued)).waits
    assert (await look(kept)).waits
    entry = await look(calm)
    assert (entry.waits, entry.since) == (False, None)
    handover = (await look(queued)).handover
    assert handover is not None
    assert (await look(queued)).since == handover.requested_at
    async with database.transaction() as tx:
        await actions.take(tx, agent, queued, say)
    entry = await look(queued)
    assert (entry.waits, entry.agent, entry.since) == (False, "김민지", handover.requested_at)
    async with database.transaction() as tx:
        await actions.reply(tx, agent, queued, "네", "client-id-1")
    assert (await look(queued)).since is None
    await wrote(database, "하나 더요", address=address)
    entry = await look(queued)
    assert entry.last is not None
    assert entry.since == entry.last.at


async def test_many_screens_cause_one_look(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    board = Board(database)
    looks = 0
    look = board._look

    async def counted(reader: object) -> None:
        nonlocal looks
        looks += 1
        await asyncio.sleep(0.05)
        await look(reader)  # type: ignore[arg-type]

    monkeypatch.setattr(board, "_look", counted)
    await asyncio.gather(*(board.refresh() for _ in range(50)))
    assert looks <= 2
