"""Every query about inboxes, conversations and messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update

from dangol.conversations.models import (
    Holder,
    Source,
    conversation_tags,
    conversations,
    inboxes,
    message_streams,
    messages,
    ratings,
)
from dangol.kit.ids import ContactId, ConversationId, InboxId, MessageId, new_id
from dangol.runtime.database import Reader, Transaction


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as one process saw it; ``version`` says which state that was."""

    id: ConversationId
    inbox_id: InboxId
    contact_id: ContactId
    lang: str
    currency: str | None
    holder: Holder
    agent_id: str | None
    last_seq: int
    answered_seq: int
    read_seq: int
    version: int
    state: dict[str, Any]
    page: dict[str, Any] | None
    created_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a conversation a screen follows and a commit goes by, without what was thought in it."""

    id: ConversationId
    holder: Holder
    lang: str
    last_seq: int
    version: int


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation."""

    id: MessageId
    conversation_id: ConversationId
    seq: int
    source: Source
    author_id: str | None
    provider_id: str | None
    lang: str | None
    blocks: list[dict[str, Any]]
    said: dict[str, Any] | None
    reply_to: int | None
    flags: list[str]
    sent_at: datetime | None
    at: datetime
    explanation: dict[str, Any] | None = field(default=None, repr=False)


_MESSAGE = tuple(
    messages.c[name]
    for name in (
        "id", "conversation_id", "seq", "source", "author_id", "provider_id", "lang", "blocks", "said", "reply_to",
        "flags", "sent_at", "at",
    )
)  # fmt: skip


# Asked in every turn: made once, so that neither they nor the key of their compiled form are made anew each time.
_CONVERSATION = select(conversations).where(conversations.c.id == bindparam("wanted"))
_LOCKED = _CONVERSATION.with_for_update()
_STANDS = tuple(conversations.c[name] for name in ("id", "holder", "lang", "last_seq", "version"))
_STANDING = select(*_STANDS).where(conversations.c.id == bindparam("wanted"))
_LOCKED_STANDING = _STANDING.with_for_update()
_STANDING_OF = (
    select(*_STANDS)
    .where(conversations.c.contact_id == bindparam("contact"), conversations.c.inbox_id == bindparam("inbox"))
    .order_by(conversations.c.created_at.desc())
    .limit(1)
)
_LOCKED_STANDING_OF = _STANDING_OF.with_for_update()
_MESSAGE_WITH = select(*_MESSAGE).where(
    messages.c.inbox_id == bindparam("inbox"), messages.c.provider_id == bindparam("theirs")
)
_MESSAGES_AFTER = (
    select(*_MESSAGE)
    .where(messages.c.conversation_id == bindparam("wanted"), messages.c.seq > bindparam("after"))
    .order_by(messages.c.seq)
    .limit(bindparam("most"))
)
_UNANSWERED = _MESSAGES_AFTER.where(messages.c.source == Source.SHOPPER)
_CHANGE = update(conversations).where(conversations.c.id == bindparam("wanted"))
_MOVE = _CHANGE.where(conversations.c.version == bindparam("known"))
_ADD = insert(messages)
_LAST_N = select(message_streams.c.last_n).where(
    message_streams.c.conversation_id == bindparam("wanted"), message_streams.c.stream == bindparam("name")
)
_SET_LAST_N = update(message_streams).where(
    message_streams.c.conversation_id == bindparam("wanted"), message_streams.c.stream == bindparam("name")
)
_CHANNEL_OF = select(inboxes.c.channel, inboxes.c.name).where(inboxes.c.id == bindparam("wanted"))


def _conversation(row: Row[Any]) -> Conversation:
    values = dict(row._mapping)
    return Conversation(**{**values, "holder": Holder(values["holder"])})


def _standing(row: Row[Any]) -> Standing:
    return Standing(ConversationId(row.id), Holder(row.holder), row.lang, row.last_seq, row.version)


def _message(row: Row[Any]) -> Message:
    values = dict(row._mapping)
    return Message(**{**values, "source": Source(values["source"]), "flags": values["flags"] or []})


async def inbox(tx: Transaction, channel: str, name: str) -> InboxId:
    """The inbox of that channel and name; made the first time."""
    found = await tx.scalar(select(inboxes.c.id).where(inboxes.c.channel == channel, inboxes.c.name == name))
    if found:
        return InboxId(found)
    inbox_id = InboxId(new_id("inb"))
    await tx.execute(insert(inboxes).values(id=inbox_id, channel=channel, name=name, settings={}))
    return inbox_id


async def channel_of(reader: Reader, inbox_id: str) -> tuple[str, str]:
    """The channel and name of an inbox."""
    row = await reader.first(_CHANNEL_OF, {"wanted": inbox_id})
    return (row.channel, row.name) if row else ("", "")


async def conversation(reader: Reader, conversation_id: str) -> Conversation | None:
    """The conversation with that id."""
    row = await reader.first(_CONVERSATION, {"wanted": conversation_id})
    return _conversation(row) if row else None


async def locked_conversation(tx: Transaction, conversation_id: str) -> Conversation | None:
    """The conversation, held until this transaction ends: its numbers are ours to give."""
    row = await tx.first(_LOCKED, {"wanted": conversation_id})
    return _conversation(row) if row else None


async def standing(reader: Reader, conversation_id: str) -> Standing | None:
    """Where the conversation stands."""
    row = await reader.first(_STANDING, {"wanted": conversation_id})
    return _standing(row) if row else None


async def locked_standing(tx: Transaction, conversation_id: str) -> Standing | None:
    """Where the conversation stands, held until this transaction ends: its numbers are ours to give."""
    row = await tx.first(_LOCKED_STANDING, {"wanted": conversation_id})
    return _standing(row) if row else None


async def standing_of(reader: Reader, contact_id: str, inbox_id: str) -> Standing | None:
    """Where the latest conversation of a contact in an inbox stands."""
    row = await reader.first(_STANDING_OF, {"contact": contact_id, "inbox": inbox_id})
    return _standing(row) if row else None


async def locked_standing_of(tx: Transaction, contact_id: str, inbox_id: str) -> Standing | None:
    """Where the latest conversation of a contact in an inbox stands, held until this transaction ends."""
    row = await tx.first(_LOCKED_STANDING_OF, {"contact": contact_id, "inbox": inbox_id})
    return _standing(row) if row else None


async def conversation_of(reader: Reader, contact_id: str, inbox_id: str) -> ConversationId | None:
    """The latest conversation of a contact in an inbox."""
    found = await standing_of(reader, contact_id, inbox_id)
    return found.id if found else None


async def add_conversation(
    tx: Transaction, contact_id: ContactId, inbox_id: InboxId, lang: str, page: dict[str, Any] | None
) -> ConversationId:
    """A new conversation, held by the assistant."""
    conversation_id = ConversationId(new_id("cnv"))
    await tx.execute(
        insert(conversations).values(
            id=conversation_id,
            inbox_id=inbox_id,
            contact_id=contact_id,
            lang=lang,
            holder=Holder.ASSISTANT,
            last_seq=0,
            answered_seq=0,
            read_seq=0,
            version=0,
            state={},
            page=page,
            created_at=tx.now,
            last_at=tx.now,
        )
    )
    return conversation_id


async def recent_conversations(
    reader: Reader, *, holder: str | None = None, before: datetime | None = None, limit: int = 50
) -> list[Conversation]:
    """Conversations, the latest first."""
    statement = select(conversations).order_by(conversations.c.last_at.desc(), conversations.c.id).limit(limit)
    if holder:
        statement = statement.where(conversations.c.holder == holder)
    if before:
        statement = statement.where(conversations.c.last_at < before)
    return [_conversation(row) for row in await reader.all(statement)]


async def count_by_holder(reader: Reader) -> dict[str, int]:
    """How many conversations each kind of holder has."""
    rows = await reader.all(
        select(conversations.c.holder, func.count().label("number")).group_by(conversations.c.holder)
    )
    return {str(row.holder): int(row.number) for row in rows}


async def message_with(reader: Reader, inbox_id: str, provider_id: str) -> Message | None:
    """The message the channel calls ``provider_id``."""
    row = await reader.first(_MESSAGE_WITH, {"inbox": inbox_id, "theirs": provider_id})
    return _message(row) if row else None


async def message(reader: Reader, message_id: str) -> Message | None:
    """The message with that id."""
    row = await reader.first(select(*_MESSAGE).where(messages.c.id == message_id))
    return _message(row) if row else None


async def messages_after(reader: Reader, conversation_id: str, seq: int, limit: int = 200) -> list[Message]:
    """Messages numbered above ``seq``, in order."""
    rows = await reader.all(_MESSAGES_AFTER, {"wanted": conversation_id, "after": seq, "most": limit})
    return [_message(row) for row in rows]


async def answered_by_agents(reader: Reader, conversation_ids: Sequence[str]) -> frozenset[str]:
    """Those of the conversations in which an agent has said something."""
    mine = messages.c.conversation_id.in_(conversation_ids) & (messages.c.source == Source.AGENT)
    rows = await reader.all(select(messages.c.conversation_id).where(mine).distinct()) if conversation_ids else ()
    return frozenset(str(row.conversation_id) for row in rows)


async def shopper_messages_after(reader: Reader, conversation_id: str, seq: int, limit: int) -> list[Message]:
    """The shopper's messages numbered above ``seq``, in order, however many of ours stand between them."""
    rows = await reader.all(_UNANSWERED, {"wanted": conversation_id, "after": seq, "most": limit})
    return [_message(row) for row in rows]


async def messages_explained(reader: Reader, conversation_id: str, after: int = 0, limit: int = 200) -> list[Message]:
    """The same, each with why it was said."""
    rows = await reader.all(
        select(*_MESSAGE, messages.c.explanation)
        .where(messages.c.conversation_id == conversation_id, messages.c.seq > after)
        .order_by(messages.c.seq)
        .limit(limit)
    )
    return [_message(row) for row in rows]


async def recently_explained(reader: Reader, most: int) -> list[tuple[str, int, Source, dict[str, Any] | None]]:
    """Conversation, number, source and why it was said of the latest ``most`` messages that answered somebody, conversation by
    conversation, each in its order."""
    answers = messages.c.source.in_([Source.ASSISTANT, Source.AGENT])
    latest = select(messages.c.id).where(answers).order_by(messages.c.id.desc()).limit(most)
    rows = await reader.all(
        select(messages.c.conversation_id, messages.c.seq, messages.c.source, messages.c.explanation)
        .where(messages.c.id.in_(latest))
        .order_by(messages.c.conversation_id, messages.c.seq)
    )
    return [(row.conversation_id, row.seq, Source(row.source), row.explanation) for row in rows]


async def last_messages(reader: Reader, conversation_ids: Sequence[str]) -> dict[str, Message]:
    """The latest message of each conversation."""
    if not conversation_ids:
        return {}
    newest = (
        select(messages.c.conversation_id, func.max(messages.c.seq).label("seq"))
        .where(messages.c.conversation_id.in_(conversation_ids))
        .group_by(messages.c.conversation_id)
        .subquery()
    )
    rows = await reader.all(
        select(*_MESSAGE).join(
            newest, (messages.c.conversation_id == newest.c.conversation_id) & (messages.c.seq == newest.c.seq)
        )
    )
    return {row.conversation_id: _message(row) for row in rows}


async def add_message(
    tx: Transaction, conversation_id: str, inbox_id: str, seq: int, source: Source, **rest: Any
) -> MessageId:
    """Append a message under the number ``seq``."""
    message_id = MessageId(new_id("msg"))
    await tx.execute(
        _ADD,
        {
            "id": message_id,
            "conversation_id": conversation_id,
            "inbox_id": inbox_id,
            "seq": seq,
            "source": source,
            "at": tx.now,
            **rest,
        },
    )
    return message_id


async def change_conversation(tx: Transaction, conversation_id: str, **fields: Any) -> None:
    """Set these fields, whatever the version."""
    await tx.execute(_CHANGE, {"wanted": conversation_id, **fields})


async def move_conversation(tx: Transaction, conversation_id: str, version: int, **fields: Any) -> bool:
    """Set these fields and raise the version, if it still is ``version``; false if it is not."""
    result = await tx.execute(_MOVE, {"wanted": conversation_id, "known": version, "version": version + 1, **fields})
    return result.rowcount == 1


async def last_n(reader: Reader, conversation_id: str, stream: str) -> int:
    """The highest number this stream of the client has reached."""
    found = await reader.scalar(_LAST_N, {"wanted": conversation_id, "name": stream})
    return int(found or 0)


async def set_last_n(tx: Transaction, conversation_id: str, stream: str, n: int, *, known: bool) -> None:
    """Remember it."""
    if known:
        await tx.execute(_SET_LAST_N, {"wanted": conversation_id, "name": stream, "last_n": n})
    else:
        await tx.execute(insert(message_streams).values(conversation_id=conversation_id, stream=stream, last_n=n))


async def add_tag(tx: Transaction, conversation_id: str, tag: str) -> None:
    """Tag the conversation, whose row this transaction holds; a tag it has already stays as it is."""
    tag = tag[:80]
    there = select(conversation_tags.c.tag).where(
        conversation_tags.c.conversation_id == conversation_id, conversation_tags.c.tag == tag
    )
    if await tx.first(there) is None:
        await tx.execute(insert(conversation_tags).values(conversation_id=conversation_id, tag=tag, at=tx.now))


async def tags_of(reader: Reader, conversation_id: str) -> list[str]:
    """The conversation's tags, the oldest first."""
    rows = await reader.all(
        select(conversation_tags.c.tag)
        .where(conversation_tags.c.conversation_id == conversation_id)
        .order_by(conversation_tags.c.at, conversation_tags.c.tag)
    )
    return [row.tag for row in rows]


async def add_rating(tx: Transaction, conversation: Conversation, value: int) -> None:
    """Keep how it went, 1 to 5."""
    await tx.execute(
        insert(ratings).values(
            id=new_id("rat"), conversation_id=conversation.id, value=value, agent_id=conversation.agent_id, at=tx.now
        )
    )
