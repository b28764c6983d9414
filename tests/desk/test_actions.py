"""What agents do, on both databases."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from dangol.accounts.models import audit
from dangol.conversations import repository as conversations
from dangol.conversations.errors import NoSuchConversation, NothingSaid
from dangol.conversations.models import Holder
from dangol.desk import actions, repository
from dangol.desk.errors import HeldByAnother, NotHeld, Overtaken
from dangol.desk.mail import wishes_label
from dangol.desk.models import HandoverState
from dangol.runtime.clock import Clock
from dangol.runtime.database import Database
from desk.floor import WISHES, answered, asked, handover, held, left, member, say, shown, wrote

JOINED = {"en": "김민지 has joined", "ko": "김민지 님이 들어왔어요", "ja": "김민지が参りました"}


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
async def test_taken_answered_given_back(database: Database, lang: str) -> None:
    agent = await member(database)
    conversation_id, _ = await wrote(database, WISHES[lang], lang)
    await asked(database, conversation_id, WISHES[lang])
    assert (await handover(database, conversation_id)).state is HandoverState.WAITING
    async with database.transaction() as tx:
        await actions.take(tx, agent, conversation_id, say)
    assert await held(database, conversation_id) == (Holder.AGENT, agent.id)
    assert (await handover(database, conversation_id)).state is HandoverState.TAKEN
    async with database.transaction() as tx:
        seq = await actions.reply(tx, agent, conversation_id, "42", "client-id-1")
    async with database.transaction() as tx:
        assert await actions.reply(tx, agent, conversation_id, "42", "client-id-1") == seq
    async with database.transaction() as tx:
        await actions.give_back(tx, agent, conversation_id, say)
    assert await held(database, conversation_id) == (Holder.ASSISTANT, None)
    assert (await handover(database, conversation_id)).state is HandoverState.CLOSED
    said = await shown(database, conversation_id)
    assert [source for source, _ in said] == ["shopper", "system", "agent", "assistant"]
    assert said[1][1].startswith(JOINED[lang])
    assert said[3][1] == say("desk.given_back", lang, name="김민지")


async def test_one_agent_at_a_time_unless_taken_over(database: Database) -> None:
    one, other = await member(database), await member(database, "佐藤")
    conversation_id, _ = await wrote(database, WISHES["ja"], "ja")
    async with database.transaction() as tx:
        await actions.take(tx, one, conversation_id, say)
    for act in (
        lambda tx: actions.take(tx, other, conversation_id, say),
        lambda tx: actions.reply(tx, other, conversation_id, "はい", "client-id-2"),
        lambda tx: actions.give_back(tx, other, conversation_id, say),
        lambda tx: actions.settle(tx, other, conversation_id),
    ):
        with pytest.raises(HeldByAnother) as trouble:
            async with database.transaction() as tx:
                await act(tx)
        assert trouble.value.data["name"] == "김민지"
    async with database.transaction() as tx:
        await actions.take(tx, other, conversation_id, say, over=True)
    assert await held(database, conversation_id) == (Holder.AGENT, other.id)
    with pytest.raises(HeldByAnother):
        async with database.transaction() as tx:
            await actions.reply(tx, one, conversation_id, "네", "client-id-3")
    assert [source for source, _ in await shown(database, conversation_id)] == ["shopper", "system", "system"]


async def test_two_who_take_at_once_do_not_both_have_it(database: Database, database_url: str) -> None:
    one, other = await member(database), await member(database, "Sato")
    conversation_id, _ = await wrote(database, WISHES["ko"])
    second = Database.open(database_url)

    async def take(db: Database, agent: actions.Member) -> str:
        try:
            async with db.transaction() as tx:
                await actions.take(tx, agent, conversation_id, say)
        except HeldByAnother:
            return "late"
        return agent.id

    outcome = await asyncio.gather(take(database, one), take(second, other))
    await second.close()
    assert outcome.count("late") == 1
    winner = next(who for who in outcome if who != "late")
    assert await held(database, conversation_id) == (Holder.AGENT, winner)


async def test_an_answer_the_shopper_has_overtaken_is_stopped(database: Database) -> None:
    agent = await member(database)
    conversation_id, address = await wrote(database, "M 사이즈 있나요?")
    async with database.transaction() as tx:
        await actions.take(tx, agent, conversation_id, say)
    await wrote(database, "아니 L로요", address=address)
    with pytest.raises(Overtaken) as trouble:
        async with database.transaction() as tx:
            await actions.reply(tx, agent, conversation_id, "네, M 있어요", "client-id-4", read_seq=1)
    assert trouble.value.data["seq"] == 3
    async with database.transaction() as tx:
        assert await actions.reply(tx, agent, conversation_id, "네, L 있어요", "client-id-4", read_seq=3) == 4


async def test_what_cannot_be_sent(database: Database) -> None:
    agent = await member(database)
    conversation_id, _ = await wrote(database, "hello", "en")
    with pytest.raises(NotHeld):
        async with database.transaction() as tx:
            await actions.reply(tx, agent, conversation_id, "hi", "client-id-5")
    async with database.transaction() as tx:
        await actions.take(tx, agent, conversation_id, say)
    for text in ("", " \u200b\n"):
        with pytest.raises(NothingSaid):
            async with database.transaction() as tx:
                await actions.reply(tx, agent, conversation_id, text, "client-id-6")
    with pytest.raises(NoSuchConversation):
        async with database.transaction() as tx:
            await actions.take(tx, agent, "cnv_none", say)
    assert [source for source, _ in await shown(database, conversation_id)] == ["shopper", "system"]


async def test_an_id_used_in_another_conversation_does_not_swallow_an_answer(database: Database) -> None:
    agent = await member(database)
    one, _ = await wrote(database, "one", "en")
    two, _ = await wrote(database, "two", "en")
    async with database.transaction() as tx:
        for conversation_id in (one, two):
            await actions.take(tx, agent, conversation_id, say)
        await actions.reply(tx, agent, one, "for one", "same-id-1")
    with pytest.raises(NothingSaid):
        async with database.transaction() as tx:
            await actions.reply(tx, agent, two, "for two", "same-id-1")


async def test_given_back_the_assistant_asks_nothing_it_had_asked_before(database: Database) -> None:
    agent = await member(database)
    conversation_id, _ = await wrote(database, "주문할게요")
    state = {
        "stack": [{"flow": "checkout", "version": "1", "slots": {"email": None}}],
        "asking": {"slot": "email", "kind": "email"},
        "facts": {"last_product": "linen-shirt"},
        "unclear": 2,
    }
    async with database.transaction() as tx:
        await conversations.change_conversation(tx, conversation_id, state=state)
        await actions.take(tx, agent, conversation_id, say)
        await actions.give_back(tx, agent, conversation_id, say)
        now = await conversations.conversation(tx, conversation_id)
    assert now is not None
    assert (now.state["stack"], now.state["asking"], now.state["unclear"]) == ([], {}, 0)
    assert now.state["facts"] == {"last_product": "linen-shirt"}


async def test_a_question_left_is_one_line_at_the_desk_and_is_settled(database: Database) -> None:
    agent = await member(database)
    conversation_id, _ = await wrote(database, "返品したいです", "ja")
    await left(database, conversation_id, "返品したいです", "yuki@example.jp")
    await left(database, conversation_id, "サイズが合いません", None)
    kept = await handover(database, conversation_id)
    assert kept.question == "返品したいです\nサイズが合いません"
    assert kept.reach == "yuki@example.jp"
    async with database.transaction() as tx:
        assert await repository.count_waiting(tx) == 1
        await actions.settle(tx, agent, conversation_id)
        assert await repository.count_waiting(tx) == 0
    assert await held(database, conversation_id) == (Holder.ASSISTANT, None)


@pytest.mark.parametrize(
    ("lang", "first", "then", "label"),
    [
        (
            "en",
            "the bowl is cracked",
            "and the lead should go to my new address",
            "Something arrived damaged · Change an order",
        ),
        ("ko", "그릇이 깨져서 왔어요", "그리고 목줄은 새 주소로 보내 주세요", "상품이 파손됐어요 · 주문 변경하기"),
        ("ja", "器が割れていました", "リードは新しい住所に送ってください", "商品が壊れていた · 注文を変更する"),
    ],
)
async def test_a_second_wish_takes_nothing_of_the_first(
    database: Database, lang: str, first: str, then: str, label: str
) -> None:
    conversation_id, _ = await wrote(database, first, lang)
    await left(database, conversation_id, first, "yuki@example.jp", kind="damaged_item", order_number="7741207")
    await left(database, conversation_id, then, None, kind="change_order", order_number="7741206")
    await left(database, conversation_id, then, None, kind="change_order", order_number="7741207")
    kept = await handover(database, conversation_id)
    assert kept.question == f"{first}\n{then}"
    assert kept.kinds == ("damaged_item", "change_order")
    assert kept.order_number == "7741207, 7741206"
    assert wishes_label(say, kept, lang) == label


async def test_a_note_is_no_message_and_is_written_once(database: Database) -> None:
    agent = await member(database)
    conversation_id, _ = await wrote(database, "안녕하세요")
    async with database.transaction() as tx:
        first = await actions.note(tx, agent, conversation_id, "단골이에요", "note-id-1")
        assert await actions.note(tx, agent, conversation_id, "단골이에요", "note-id-1") == first
        assert [note.text for note in await repository.notes_of(tx, conversation_id)] == ["단골이에요"]
    assert len(await shown(database, conversation_id)) == 1


async def test_looking_is_written_down_once_in_a_while(database: Database, clock: Clock) -> None:
    agent = await member(database)
    conversation_id, _ = await wrote(database, "hello", "en")
    begin = clock.now()
    for minutes in (0, 1, 9, 11, 12):
        clock.set(begin + timedelta(minutes=minutes))
        async with database.transaction() as tx:
            await actions.look(tx, agent, conversation_id)
    async with database.snapshot() as reader:
        rows = await reader.all(select(audit).where(audit.c.action == "conversation.read"))
    assert [row.actor for row in rows] == [f"member:{agent.id}"] * 2


async def test_the_panel_holds_what_the_assistant_understood(database: Database) -> None:
    from dangol.desk.panel import read_panel, wishes_in

    conversation_id, _ = await wrote(database, "린넨 셔츠 있어요?")
    await answered(database, conversation_id, "네")
    async with database.snapshot() as reader:
        panel = await read_panel(reader, conversation_id, "KRW")
    assert (panel.cart, panel.orders, panel.past, panel.wishes) == (None, (), (), ())
    told = {
        "messages": [{"seq": 3, "commands": [{"intent": "find_products"}], "intents": [["find_products", 0.99]]}],
        "actions": [{"action": "find_products", "outcome": "found"}],
    }
    person = {"messages": [{"seq": 5, "commands": [{"confidence": 0.9}], "intents": [["person", 0.9], ["greet", 0.1]]}]}
    wishes = wishes_in([None, told, {"event": "orders.paid"}, person])
    assert [(wish.seq, wish.intents, wish.did) for wish in wishes] == [
        (3, ("find_products",), (("find_products", "found"),)),
        (5, ("person",), ()),
    ]
