"""Shoppers, agents and what they say, straight in the database."""

from __future__ import annotations

import asyncio
import itertools
from pathlib import Path
from typing import Any

from dangol.accounts.actions import Member, add_member, find_member
from dangol.bootstrap.files import read_books
from dangol.conversations import repository as conversations
from dangol.conversations.actions.append import append
from dangol.conversations.actions.receive import receive
from dangol.conversations.events import PersonWanted, QuestionLeft
from dangol.conversations.models import Holder, Source
from dangol.conversations.ports import InboundMessage, Said
from dangol.desk import repository
from dangol.desk.actions import Handovers
from dangol.messages.content import Text
from dangol.runtime.database import Database
from dangol.runtime.outbox import Relay, emit
from dangol.wording import Wording

ROOT = Path(__file__).resolve().parents[2]
_NUMBERS = itertools.count(1)
_WORDING = Wording(read_books(None))
WISHES = {"en": "I want to talk to a person", "ko": "상담원 연결해 주세요", "ja": "担当者と話したいです"}


def say(key: str, lang: str, /, **values: Any) -> str:
    """A sentence of ours."""
    return _WORDING.fill(key, lang, {"shop": "나루상점", **values})


async def member(database: Database, name: str = "김민지") -> Member:
    """A new member of that name."""
    async with database.transaction() as tx:
        member_id = await add_member(tx, f"m{next(_NUMBERS)}@shop.example", name, "three words here", languages=("ko",))
        found = await find_member(tx, member_id)
    assert found is not None
    return found


async def wrote(database: Database, text: str, lang: str = "ko", address: str | None = None) -> tuple[str, str]:
    """A shopper wrote; the conversation and the shopper's address, to write from again."""
    address = address or f"visitor-{next(_NUMBERS)}"
    async with database.transaction() as tx:
        inbox = await conversations.inbox(tx, "web", "web")
        inbound = InboundMessage(
            address=address, provider_id=f"{address}:{next(_NUMBERS)}", said=Said(text=text), lang=lang
        )
        received = await receive(tx, inbox, "web", inbound, lang=lang)
    return received.conversation_id, address


async def answered(database: Database, conversation_id: str, text: str, lang: str = "ko") -> None:
    """The assistant answered."""
    async with database.transaction() as tx:
        conversation = await conversations.conversation(tx, conversation_id)
        assert conversation is not None
        await append(tx, conversation, "web", Source.ASSISTANT, (Text(text=text),), lang=lang)


async def _hand_out(relay: Relay) -> None:
    """What is in the outbox now; what comes of it stays there."""
    await relay.once()
    await asyncio.gather(*relay._busy.values())


async def asked(database: Database, conversation_id: str, question: str = "교환하고 싶어요") -> None:
    """They asked for a person, and the desk has heard of it."""
    relay = Relay(database)
    relay.subscribe(PersonWanted, Handovers(database).person_wanted)
    async with database.transaction() as tx:
        await conversations.change_conversation(tx, conversation_id, holder=Holder.QUEUE)
        await emit(tx, PersonWanted(conversation_id, "asked", {"question": question, "reason": "person"}), key="desk")
    await _hand_out(relay)


async def left(
    database: Database,
    conversation_id: str,
    question: str,
    reach: str | None,
    *,
    kind: str = "return_item",
    order_number: str | None = None,
) -> None:
    """They left a question, and the desk has heard of it."""
    values = {"order_number": order_number} if order_number else {}
    relay = Relay(database)
    relay.subscribe(QuestionLeft, Handovers(database).question_left)
    async with database.transaction() as tx:
        await emit(tx, QuestionLeft(conversation_id, kind, question, reach, values), key="desk")
    await _hand_out(relay)


async def shown(database: Database, conversation_id: str) -> list[tuple[str, str]]:
    """What the conversation says: source and first words of each message."""
    async with database.snapshot() as reader:
        found = await conversations.messages_after(reader, conversation_id, 0)
    return [(message.source.value, str(message.blocks[0].get("text"))) for message in found]


async def held(database: Database, conversation_id: str) -> tuple[Holder, str | None]:
    """Who holds it."""
    async with database.snapshot() as reader:
        conversation = await conversations.conversation(reader, conversation_id)
    assert conversation is not None
    return conversation.holder, conversation.agent_id


async def handover(database: Database, conversation_id: str) -> repository.Handover:
    """The latest handover."""
    async with database.snapshot() as reader:
        found = await repository.latest_handover(reader, conversation_id)
    assert found is not None
    return found
