"""The desk: the page, what it reads, and what an agent does (``docs/desk.md``). The live part is ``desk_feed``."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from dangol.accounts.errors import NotSignedIn
from dangol.assistant.language_model.prices import written_out
from dangol.assistant.language_model.repository import Spent
from dangol.commerce.cart.views import cart_block
from dangol.commerce.orders.models import Order
from dangol.commerce.orders.views import order_block, state_text
from dangol.conversations import repository as conversations
from dangol.conversations.errors import NoSuchConversation
from dangol.conversations.models import Source
from dangol.conversations.repository import Conversation, Message
from dangol.desk import actions, repository
from dangol.desk.board import read_entries
from dangol.desk.mail import kind_label
from dangol.desk.panel import Panel, Wish, read_panel, wishes_in
from dangol.kit.errors import DangolError
from dangol.kit.times import iso, parse_instant
from dangol.messages.content import to_json
from dangol.runtime.database import Reader
from dangol.web.desk_feed import entry_json, handover_json, person_json
from dangol.web.desk_words import words
from dangol.web.frames import addressed
from dangol.web.sign_in import Signed, access_change, access_desk, desk_page
from dangol.web.site import site_of

router = APIRouter(include_in_schema=False)
Reads = Annotated[Signed, Depends(access_desk)]
Changes = Annotated[Signed, Depends(access_change)]
_PAGE = 80


class Sent(BaseModel):
    """What an agent writes. ``id`` is the browser's own: the same one again has no second effect."""

    model_config = ConfigDict(extra="forbid")
    id: str = Field(pattern=r"^[A-Za-z0-9_\-]{8,64}$")
    text: str = Field(max_length=40_000)


class Reply(Sent):
    """An answer to the shopper. ``read``: the last message the agent had before them; without it nothing is checked."""

    read: int | None = Field(None, ge=0)
    mail: bool = False


class Take(BaseModel):
    """Taking a conversation. ``over``: from the agent who has it, too."""

    model_config = ConfigDict(extra="forbid")
    over: bool = False


class TimeInvalid(DangolError):
    """Not an instant."""

    code = "time_invalid"


@router.get("/desk")
@router.get("/desk/c/{conversation_id}")
async def show(request: Request, conversation_id: str | None = None) -> Response:
    """The desk. Which conversation and which list is shown stands in the address; the page reads it there."""
    try:
        signed = await access_desk(request)
    except NotSignedIn:
        onward = f"?next={quote(request.url.path)}" if conversation_id else ""
        return RedirectResponse(f"/desk/sign-in{onward}", status_code=303)
    shop = site_of(request).settings.shop
    start = {
        "me": {"id": signed.member.id, "name": signed.member.name},
        "lang": signed.lang,
        "zone": shop.timezone,
        "words": words(signed.site.say, signed.lang),
    }
    text = json.dumps(start, ensure_ascii=False).replace("<", "\\u003c")
    return desk_page(request, signed, start=text)


@router.get("/desk/api/inbox")
async def earlier(before: str, signed: Reads) -> dict[str, Any]:
    """Conversations from before what the feed tells, the latest first; go on with ``before`` = the last one's ``at``."""
    try:
        instant: datetime = parse_instant(before)
    except ValueError as trouble:
        raise TimeInvalid(f"before: {trouble}.", cure="Send the `at` of the last one.") from None
    async with signed.site.database.snapshot() as reader:
        lines = await repository.recent_lines(reader, instant, limit=_PAGE)
        entries = await read_entries(reader, lines)
    return {"entries": [entry_json(signed, entry) for entry in entries], "more": len(entries) == _PAGE}


@router.get("/desk/api/conversations/{conversation_id}")
async def open_conversation(conversation_id: str, signed: Reads) -> dict[str, Any]:
    """A conversation: its latest messages, the notes, and everything beside it. That it was read is written down."""
    site = signed.site
    async with site.database.snapshot() as reader:
        line = await repository.line(reader, conversation_id)
        if line is None:
            raise NoSuchConversation("There is no such conversation.")
        [entry] = await read_entries(reader, [line])
        panel = await _panel(signed, reader, conversation_id)
        found = await repository.messages_before(reader, conversation_id, line.last_seq + 1, _PAGE)
        notes = await repository.notes_of(reader, conversation_id)
    async with site.database.transaction() as tx:
        await actions.look(tx, signed.member, conversation_id)
    return {
        "entry": entry_json(signed, entry),
        "panel": _panel_json(signed, panel),
        **await _messages_json(signed, panel.conversation, found, notes),
    }


@router.get("/desk/api/conversations/{conversation_id}/messages")
async def read_messages(
    conversation_id: str, signed: Reads, after: int | None = None, before: int | None = None
) -> dict[str, Any]:
    """Messages after a number, or those just before one; with the notes and the panel when asked for what is new."""
    async with signed.site.database.snapshot() as reader:
        conversation = await conversations.conversation(reader, conversation_id)
        if conversation is None:
            raise NoSuchConversation("There is no such conversation.")
        if before is not None:
            found = await repository.messages_before(reader, conversation_id, max(1, before), _PAGE)
        else:
            found = await conversations.messages_explained(reader, conversation_id, max(0, after or 0), 500)
        notes = await repository.notes_of(reader, conversation_id)
    return await _messages_json(signed, conversation, found, notes)


@router.get("/desk/api/conversations/{conversation_id}/panel")
async def beside(conversation_id: str, signed: Reads) -> dict[str, Any]:
    """Who it is, what they want, cart and orders, as they are now."""
    async with signed.site.database.snapshot() as reader:
        panel = await _panel(signed, reader, conversation_id)
    return _panel_json(signed, panel)


@router.post("/desk/api/conversations/{conversation_id}/take")
async def take(conversation_id: str, body: Take, signed: Changes) -> dict[str, Any]:
    """Answer this shopper from now on."""
    async with signed.site.database.transaction() as tx:
        await actions.take(tx, signed.member, conversation_id, signed.site.say, over=body.over)
    return await _now(signed, conversation_id)


@router.post("/desk/api/conversations/{conversation_id}/reply")
async def reply(conversation_id: str, body: Reply, signed: Changes) -> dict[str, Any]:
    """Say something to the shopper."""
    async with signed.site.database.transaction() as tx:
        seq = await actions.reply(
            tx, signed.member, conversation_id, body.text, body.id, read_seq=body.read, by_mail=body.mail
        )
    return {"seq": seq, **await _now(signed, conversation_id)}


@router.post("/desk/api/conversations/{conversation_id}/give-back")
async def give_back(conversation_id: str, signed: Changes) -> dict[str, Any]:
    """Let the assistant go on."""
    async with signed.site.database.transaction() as tx:
        await actions.give_back(tx, signed.member, conversation_id, signed.site.say)
    return await _now(signed, conversation_id)


@router.post("/desk/api/conversations/{conversation_id}/settle")
async def settle(conversation_id: str, signed: Changes) -> dict[str, Any]:
    """Nothing more for a person to do here."""
    async with signed.site.database.transaction() as tx:
        await actions.settle(tx, signed.member, conversation_id)
    return await _now(signed, conversation_id)


@router.post("/desk/api/conversations/{conversation_id}/notes")
async def note(conversation_id: str, body: Sent, signed: Changes) -> dict[str, Any]:
    """Tell the other members something."""
    async with signed.site.database.transaction() as tx:
        note_id = await actions.note(tx, signed.member, conversation_id, body.text, body.id)
    return {"note": note_id, **await _now(signed, conversation_id)}


async def _now(signed: Signed, conversation_id: str) -> dict[str, Any]:
    """The conversation as it is after what was done; the feed will say the same."""
    async with signed.site.database.snapshot() as reader:
        line = await repository.line(reader, conversation_id)
        entries = await read_entries(reader, [line]) if line else []
    return {"entry": entry_json(signed, entries[0]) if entries else None}


async def _messages_json(
    signed: Signed, conversation: Conversation, found: list[Message], notes: list[repository.Note]
) -> dict[str, Any]:
    site = signed.site
    names = {note.member_id: (await site.author("agent", note.member_id, signed.lang) or {}) for note in notes}
    mine = f"agent:{signed.member.id}:"
    messages = []
    for message in found:
        lang = message.lang or conversation.lang
        by_me = message.source is Source.AGENT and (message.provider_id or "").startswith(mine)
        messages.append(
            {
                "id": message.id,
                "seq": message.seq,
                "source": message.source.value,
                "author": await site.author(message.source.value, message.author_id, lang),
                "author_id": message.author_id if message.source is Source.AGENT else None,
                "client_id": (message.provider_id or "")[len(mine) :] if by_me else None,
                "at": iso(message.at),
                "lang": lang,
                "blocks": addressed(message.blocks),
                "form": message.said.get("values") if message.said and "form" in message.said else None,
                "mailed_to": (message.explanation or {}).get("mailed_to"),
                "why": [_wish_json(signed, wish) for wish in wishes_in([message.explanation])],
            }
        )
    return {
        "messages": messages,
        "notes": [
            {
                "id": note.id,
                "client_id": note.client_id if note.member_id == signed.member.id else None,
                "author": names[note.member_id].get("name", ""),
                "text": note.text,
                "at": iso(note.at),
            }
            for note in notes
        ],
        "last": conversation.last_seq,
        "read": conversation.read_seq,
    }


def _wish_json(signed: Signed, wish: Wish) -> dict[str, Any]:
    return {
        "seq": wish.seq,
        "labels": [kind_label(signed.site.say, intent, signed.lang) for intent in wish.intents],
        "did": [f"{action} → {outcome}" for action, outcome in wish.did],
    }


async def _panel(signed: Signed, reader: Reader, conversation_id: str) -> Panel:
    coupons = signed.site.rooms["terms"](signed.lang).coupons
    return await read_panel(reader, conversation_id, signed.site.settings.shop.currency, coupons)


def _panel_json(signed: Signed, panel: Panel) -> dict[str, Any]:
    contact = panel.contact

    def say(key: str, **values: Any) -> str:
        return signed.say(key, **values)

    cart = addressed(to_json((cart_block(panel.cart, say, signed.lang),))[0]) if panel.cart else None
    return {
        "person": {**person_json(contact), "since": iso(contact.created_at), "lang": contact.lang},
        "page": panel.conversation.page,
        "tags": list(panel.tags),
        "handover": handover_json(signed, panel.handover),
        "mail_to": panel.mail_to,
        "wishes": [_wish_json(signed, wish) for wish in panel.wishes],
        "cart": cart,
        "orders": [_order_json(signed, order) for order in panel.orders],
        "past": [entry_json(signed, entry) for entry in panel.past],
        "spent": [_spent_words(signed, one) for one in panel.spent],
    }


def _spent_words(signed: Signed, spent: Spent) -> str:
    """What a language model cost in the conversation; an answer still awaited counts with the most it may cost."""
    cost = f"{written_out(spent.cost, spent.currency)} {spent.currency}"
    return signed.say("desk.model_spent", n=spent.questions, tokens=spent.tokens_in + spent.tokens_out, cost=cost)


def _order_json(signed: Signed, order: Order) -> dict[str, Any]:
    zone = signed.site.settings.shop.timezone

    def say(key: str, **values: Any) -> str:
        return signed.say(key, **values)

    return {
        "id": order.id,
        "number": order.number,
        "state": order.state.value,
        "state_text": state_text(order, say, signed.lang),
        "total": order.total.format(signed.lang),
        "at": iso(order.placed_at),
        "test": order.test,
        "block": addressed(to_json((order_block(order, say, signed.lang, zone),))[0]),
    }
