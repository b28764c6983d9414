"""The desk's live feed: server-sent events, resumed by `Last-Event-ID`.

An event's id is a position of this process's board (see ``dangol.desk.board``): a browser that comes back is told what changed
since, and one that comes back to another process, or after a restart, gets the whole inbox. Nothing can be skipped, because positions are
given to changes when they are read, after their commit. An open feed is also what counts as being at the desk.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from dangol.accounts.actions import seen
from dangol.contacts.repository import Contact
from dangol.conversations.repository import Message
from dangol.desk.board import Board, Change, Entry
from dangol.desk.mail import wishes_label
from dangol.desk.repository import Handover, Line
from dangol.kit.errors import RetryLater
from dangol.kit.times import iso
from dangol.messages.content import from_json
from dangol.messages.plain import plain_text
from dangol.web.sign_in import Signed, access_desk
from dangol.web.site import Site

router = APIRouter(include_in_schema=False)
_SEEN_SECONDS = 30.0
_LOOK_SECONDS = 2.0
_APART_SECONDS = 0.1
_PREVIEW = 140


def board_of(site: Site) -> Board:
    """This process's board."""
    board = site.rooms.get("desk_board")
    if board is None:
        board = site.rooms["desk_board"] = Board(site.database)
    assert isinstance(board, Board)
    return board


def handover_json(signed: Signed, handover: Handover | None) -> dict[str, Any] | None:
    """What a shopper wants from a person."""
    if handover is None:
        return None
    return {
        "id": handover.id,
        "state": handover.state.value,
        "kind": handover.kind,
        "label": wishes_label(signed.site.say, handover, signed.lang),
        "question": handover.question,
        "reach": handover.reach,
        "order": handover.order_number,
        "at": iso(handover.requested_at),
    }


def person_json(who: Line | Contact) -> dict[str, Any]:
    """Who it is, as far as we know."""
    return {"name": who.name, "email": who.email, "phone": who.phone, "customer": who.customer_ref}


def preview(message: Message | None) -> dict[str, Any] | None:
    """What was said last, in a line."""
    if message is None:
        return None
    text = " ".join(plain_text(from_json(message.blocks)).split())
    return {"source": message.source.value, "text": text[:_PREVIEW], "at": iso(message.at), "lang": message.lang}


def entry_json(signed: Signed, entry: Entry) -> dict[str, Any]:
    """A conversation as the inbox shows it."""
    line = entry.line
    return {
        "id": line.id,
        "lang": line.lang,
        "holder": line.holder.value,
        "agent": {"id": line.agent_id, "name": entry.agent or ""} if line.agent_id else None,
        "waits": entry.waits,
        "since": iso(entry.since) if entry.since else None,
        "at": iso(line.last_at),
        "seq": line.last_seq,
        "read": line.read_seq,
        "person": person_json(line),
        "contact": line.contact_id,
        "page": line.page,
        "handover": handover_json(signed, entry.handover),
        "notes": entry.notes,
        "last": preview(entry.last),
    }


def frame(signed: Signed, change: Change) -> bytes:
    """A change as an event of the stream."""
    data = {
        "whole": change.whole,
        "entries": [entry_json(signed, entry) for entry in change.entries],
        "gone": list(change.gone),
        "now": iso(signed.site.database.clock.now()),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"event: inbox\nid: {change.position}\ndata: {text}\n\n".encode()


async def _here(signed: Signed) -> bool:
    """Say that this desk is open. False when the session has ended."""
    try:
        async with signed.site.database.transaction() as tx:
            return await seen(tx, signed.token)
    except RetryLater:
        return True


async def _stream(request: Request, signed: Signed, position: str | None) -> AsyncIterator[bytes]:
    site, board = signed.site, board_of(signed.site)
    loop = asyncio.get_running_loop()
    yield b"retry: 1500\n\n"
    async with site.hub.listening("desk") as woken:
        heard = loop.time() - _SEEN_SECONDS
        while not site.closing:
            woken.clear()
            if loop.time() - heard >= _SEEN_SECONDS:
                heard = loop.time()
                if not await _here(signed):
                    yield b"event: signed-out\ndata: {}\n\n"
                    return
                yield b": here\n\n"
            with contextlib.suppress(RetryLater):
                await board.refresh()
                change = board.since(position)
                position = change.position
                if not change.empty:
                    yield frame(signed, change)
                    # A busy shop is told ten times a second, not once a message.
                    await asyncio.sleep(_APART_SECONDS)
            if not await _woken(request, site, woken, heard + _SEEN_SECONDS):
                return


async def _woken(request: Request, site: Site, woken: asyncio.Event, deadline: float) -> bool:
    """Wait for news or the deadline (of the loop's clock). False when the browser has gone or we are closing."""
    loop = asyncio.get_running_loop()
    while not woken.is_set() and loop.time() < deadline:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LOOK_SECONDS):
                await woken.wait()
        if site.closing or await request.is_disconnected():
            return False
    return True


@router.get("/desk/feed")
async def feed(request: Request, after: str | None = None) -> StreamingResponse:
    """The inbox, live. ``Last-Event-ID`` (or ``after``) is the position of the last event received."""
    signed = await access_desk(request)
    position = request.headers.get("last-event-id") or after
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(_stream(request, signed, position), media_type="text/event-stream", headers=headers)
