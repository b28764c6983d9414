"""A message is stored once, in order, with its turn in the same commit."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from dangol.conversations import repository
from dangol.conversations.actions.append import append
from dangol.conversations.actions.receive import Received, receive
from dangol.conversations.errors import MessageTooLarge, NothingSaid, NumberAhead
from dangol.conversations.models import Holder, Source, messages
from dangol.conversations.ports import InboundMessage, Said
from dangol.messages.content import Text
from dangol.runtime.database import Database
from dangol.runtime.outbox import outbox


async def _receive(database: Database, text: str, provider_id: str, address: str = "v1", **rest: object) -> Received:
    allow_gap = bool(rest.pop("allow_gap", True))
    async with database.transaction() as tx:
        inbox_id = await repository.inbox(tx, "web", "web")
        inbound = InboundMessage(address=address, provider_id=provider_id, said=Said(text=text), **rest)  # type: ignore[arg-type]
        return await receive(tx, inbox_id, "web", inbound, lang="ko", allow_gap=allow_gap)


async def _count(database: Database, table: object) -> int:
    async with database.snapshot() as reader:
        return int(await reader.scalar(select(func.count()).select_from(table)))  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["Do you ship to Busan?", "린넨 셔츠 있어요?", "青いマグカップはありますか？"])
async def test_a_message_is_stored_with_both_clocks_and_its_turn(database: Database, text: str) -> None:
    sent = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    received = await _receive(database, text, "a", sent_at=sent, stream="tabtabtab", n=1)
    async with database.snapshot() as reader:
        [message] = await repository.messages_after(reader, received.conversation_id, 0)
        row = await reader.first(select(outbox))
    assert message.said == {"text": text}
    assert (message.seq, message.sent_at, message.source) == (1, sent, Source.SHOPPER)
    assert message.at == received.at
    assert row is not None
    assert row.key == received.conversation_id


async def test_a_repeat_has_no_second_effect(database: Database) -> None:
    first = await _receive(database, "안녕하세요", "a")
    again = await _receive(database, "안녕하세요", "a")
    assert again.repeat
    assert (again.seq, again.message_id) == (first.seq, first.message_id)
    assert await _count(database, messages) == 1
    assert await _count(database, outbox) == 1


async def test_repeats_that_come_at_once_have_one_effect(database: Database, database_url: str) -> None:
    other = Database.open(database_url)
    await _receive(database, "hello", "first")
    both = [_receive(db, "x", f"m{n}") for n in range(10) for db in (database, other)]
    received = await asyncio.gather(*both)
    assert sorted(r.seq for r in received if not r.repeat) == list(range(2, 12))
    assert await _count(database, messages) == 11
    await other.close()


async def test_one_visitors_id_cannot_hide_anothers_message(database: Database) -> None:
    one = await _receive(database, "one", "v1:same", address="v1")
    two = await _receive(database, "two", "v2:same", address="v2")
    assert one.conversation_id != two.conversation_id
    assert not two.repeat


async def test_numbers_that_skip_are_held_back_then_flagged(database: Database) -> None:
    await _receive(database, "1", "a", stream="tabtabtab", n=1)
    with pytest.raises(NumberAhead):
        await _receive(database, "3", "c", stream="tabtabtab", n=3, allow_gap=False)
    await _receive(database, "2", "b", stream="tabtabtab", n=2, allow_gap=False)
    await _receive(database, "3", "c", stream="tabtabtab", n=3, allow_gap=False)
    jumped = await _receive(database, "6", "f", stream="tabtabtab", n=6)
    await _receive(database, "5", "e", stream="tabtabtab", n=5)
    async with database.snapshot() as reader:
        found = await repository.messages_after(reader, jumped.conversation_id, 0)
    assert [(m.said or {})["text"] for m in found] == ["1", "2", "3", "6", "5"]
    assert [m.flags for m in found] == [[], [], [], ["gap"], ["late"]]


async def test_no_turn_while_a_person_holds_the_conversation(database: Database) -> None:
    received = await _receive(database, "hello", "a")
    async with database.transaction() as tx:
        await repository.change_conversation(tx, received.conversation_id, holder=Holder.AGENT)
        await tx.execute(outbox.delete())
    await _receive(database, "are you there?", "b")
    assert await _count(database, outbox) == 0


@pytest.mark.parametrize(
    ("text", "error"), [("", NothingSaid), (" \u200b\u202e ", NothingSaid), ("가" * 4001, MessageTooLarge)]
)
async def test_what_is_no_message_is_refused_and_leaves_nothing(
    database: Database, text: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        await _receive(database, text, "a")
    assert await _count(database, messages) == 0


async def test_hostile_text_is_cleaned_before_it_is_stored(database: Database) -> None:
    received = await _receive(database, "he\x00llo\ud800 \u202eevil\u202c" + "\u200b" * 500 + "a" + "\u0301" * 400, "a")
    async with database.snapshot() as reader:
        [message] = await repository.messages_after(reader, received.conversation_id, 0)
    text = (message.said or {})["text"]
    assert text.startswith("hello\ufffd evil")
    assert len(text) < 30


async def test_replies_and_messages_share_one_numbering(database: Database) -> None:
    received = await _receive(database, "hello", "a")
    async with database.transaction() as tx:
        conversation = await repository.conversation(tx, received.conversation_id)
        assert conversation
        _, seq = await append(
            tx, conversation, "web", Source.ASSISTANT, (Text(text="こんにちは"),), lang="ja", reply_to=1
        )
    after = await _receive(database, "again", "b")
    assert (received.seq, seq, after.seq) == (1, 2, 3)
