"""`/api/v1`: what a shop's owner may see, for programs with an API key."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fastapi import APIRouter, Depends, Request

from dangol.accounts.actions import access_key
from dangol.assistant.language_model import repository as language_model
from dangol.assistant.language_model.prices import written_out
from dangol.assistant.language_model.repository import Spent
from dangol.conversations import repository
from dangol.conversations.errors import MessageRefused, NoSuchConversation
from dangol.conversations.repository import Conversation
from dangol.kit.times import iso, parse_instant
from dangol.web.frames import message_json
from dangol.web.site import site_of


async def reads(request: Request) -> str:
    """The API key of a request that reads. Raises ``NotSignedIn`` or ``NotAllowed``."""
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    async with site_of(request).database.snapshot() as reader:
        return await access_key(reader, key.strip() if scheme.lower() == "bearer" else None, "read")


router = APIRouter(prefix="/api/v1", tags=["shop"], dependencies=[Depends(reads)])


def conversation_json(conversation: Conversation) -> dict[str, Any]:
    """A conversation as programs get it."""
    return {
        "id": conversation.id,
        "contact": conversation.contact_id,
        "inbox": conversation.inbox_id,
        "lang": conversation.lang,
        "holder": conversation.holder.value,
        "agent": conversation.agent_id,
        "last_seq": conversation.last_seq,
        "answered_seq": conversation.answered_seq,
        "read_seq": conversation.read_seq,
        "created_at": iso(conversation.created_at),
        "last_at": iso(conversation.last_at),
    }


@router.get("/conversations")
async def list_conversations(
    request: Request, holder: str | None = None, before: str | None = None, limit: int = 50
) -> dict[str, Any]:
    """Conversations, the latest first; go on with ``before`` = the last one's ``last_at``."""
    try:
        earlier: datetime | None = parse_instant(before) if before else None
    except (ValueError, OverflowError):
        raise MessageRefused("before is not a moment.", cure="Write 2026-11-22T12:00:00Z.") from None
    async with site_of(request).database.snapshot() as reader:
        found = await repository.recent_conversations(
            reader, holder=holder, before=earlier, limit=max(1, min(limit, 200))
        )
    return {"conversations": [conversation_json(conversation) for conversation in found]}


@router.get("/conversations/{conversation_id}")
async def read_conversation(request: Request, conversation_id: str) -> dict[str, Any]:
    """One conversation, with what a language model cost in it."""
    async with site_of(request).database.snapshot() as reader:
        conversation = await repository.conversation(reader, conversation_id)
        spent = await language_model.spent_by_conversation(reader, conversation_id)
    if conversation is None:
        raise NoSuchConversation("There is no such conversation.")
    return {**conversation_json(conversation), "language_model": [spent_json(one) for one in spent]}


def spent_json(spent: Spent) -> dict[str, Any]:
    """What a language model cost, exactly, in major units; an answer still awaited counts with the most it may cost."""
    return {
        "questions": spent.questions,
        "tokens": [spent.tokens_in, spent.tokens_out],
        "cost": {"amount": written_out(spent.cost, spent.currency), "currency": spent.currency},
    }


@router.get("/language-model")
async def read_language_model(request: Request) -> dict[str, Any]:
    """What the language model may cost, and has cost on its latest days."""
    site = site_of(request)
    its = site.settings.shop.language_model
    async with site.database.snapshot() as reader:
        days = await language_model.spent_by_day(reader)
    return {
        "ask": its.ask,
        "reword": its.reword,
        "model": its.model,
        "budget": {
            "per_day": str(its.budget_per_day),
            "per_conversation": str(its.budget_per_conversation),
            "currency": its.price_currency,
        },
        "days": [{"day": one.scope.split(":")[1], **spent_json(one)} for one in days],
    }


@router.get("/conversations/{conversation_id}/messages")
async def read_messages(request: Request, conversation_id: str, after: int = 0, limit: int = 200) -> dict[str, Any]:
    """Its messages, each with what was understood and why it was answered so."""
    site = site_of(request)
    async with site.database.snapshot() as reader:
        conversation = await repository.conversation(reader, conversation_id)
        if conversation is None:
            raise NoSuchConversation("There is no such conversation.")
        found = await repository.messages_explained(
            reader, conversation_id, max(0, min(after, 2**31 - 1)), max(1, min(limit, 1000))
        )
    messages = []
    for message in found:
        body = await message_json(site, message, conversation.lang)
        body["said"] = message.said
        body["sent_at"] = iso(message.sent_at) if message.sent_at else None
        body["explanation"] = message.explanation
        messages.append(body)
    return {"messages": messages, "last_seq": conversation.last_seq}
